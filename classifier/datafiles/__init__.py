"""Reads YAML data files into schemas and names their content by a hash.

Knows nothing of what the files mean.
"""
