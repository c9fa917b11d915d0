"""A real browser: draws a page and records all of it."""
