"""How far two annotators agree: Cohen's kappa per category, agreement on evidence, and where they differ.

Knows nothing of how their files came about.
"""
