"""Where ads and verdicts meet: scanning files in bulk, reports, and the commands a person runs.

Knows nothing of how ads are fetched or how models are trained.
"""
