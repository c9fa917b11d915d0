"""A raw text brought to one spelling, with the way back to every raw character.

Knows nothing of rules or findings.
"""
