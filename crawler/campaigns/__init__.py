"""Near copies of one ad under one key."""
