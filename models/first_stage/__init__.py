"""Fits the first stage of the cascade, states what it may miss, and measures what it saves."""
