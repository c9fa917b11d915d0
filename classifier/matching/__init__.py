"""Finds every expression of the data files in a text in one pass.

Knows nothing of what the expressions mean.
"""
