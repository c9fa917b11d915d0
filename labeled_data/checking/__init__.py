"""Checks a labelled set: every text by itself, the set as a whole, its splits, and what it set out to be.

Knows nothing of how examples are written or of any model.
"""
