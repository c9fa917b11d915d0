"""What a person reads in a terminal.

Knows nothing of how verdicts come about.
"""
