"""Holds the names of the three parts of the labelled set.

Does not know which text stands in which.
"""

from enum import StrEnum


class SplitName(StrEnum):
    """A part of the set."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"
