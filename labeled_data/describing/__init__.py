"""What a set holds, as tables and a picture: counts, coverage, lengths.

Knows nothing of whether that is good.
"""
