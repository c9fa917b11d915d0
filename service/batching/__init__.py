"""Concurrent requests for single verdicts, judged together in batches.

Knows nothing of HTTP: it stands between whatever takes the requests and the scanner.
"""
