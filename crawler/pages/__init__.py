"""From a page to the ads on it: pure functions."""
