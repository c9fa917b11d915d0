"""Scanning files of ads on a Ray cluster: the same bytes as a scan on one machine, shard by shard, resumable.

Knows nothing of screens or command lines.
"""
