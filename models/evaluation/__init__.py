"""Judges of ads measured on labelled examples: scores, intervals, slices, disguises, evidence, comparison.

Knows nothing of how a judge is made.
"""
