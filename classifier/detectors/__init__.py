"""Detectors: each reads an ad and returns findings of one type. The list of them is in ``classifier.scanner``."""
