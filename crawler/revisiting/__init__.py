"""A past ad seen again: what became of it."""
