"""Judges made of the classifier: the scanner, and a trained model alone.

Knows nothing of labels and scores.
"""
