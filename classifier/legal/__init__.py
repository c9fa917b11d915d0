"""The law, the nine categories and the decision policy, as data with their loaders.

Knows nothing of ads or rules.
"""
