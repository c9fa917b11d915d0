"""Detectors: each reads an ad and returns findings of one type. ``classifier.assembly`` lists them."""
