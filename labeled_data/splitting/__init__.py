"""Divides the labelled set into train, dev and test, and keeps it so.

Knows nothing of models or of how examples are written.
"""
