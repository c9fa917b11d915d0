"""Collecting ads: what was seen, and the readers of files that hold ads.

Knows nothing of categories, models, the service or any database.
"""
