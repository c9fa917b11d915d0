"""Arithmetic on the figures of an ad: impossible returns, hidden loan cost, headline against small print.

Knows nothing of wording rules and not how text was normalised.
"""

from classifier.detectors.arithmetic.detector import ArithmeticDetector

__all__ = ["ArithmeticDetector"]
