"""Sites as data, the pages of known kinds, links and feeds."""
