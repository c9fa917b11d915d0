"""Known institutions by trade, and who offers in a text as against who is merely mentioned.

Knows nothing of licences supplied by a caller.
"""
