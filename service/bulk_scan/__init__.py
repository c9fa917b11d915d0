"""Scanning files of ads of any size, in order, on several processes, resumable after a kill.

Knows nothing of screens or command lines.
"""
