"""Errors of the learning aids.

::

    ModelsError
    └── LearningAidError   an aid has nothing to work on, or was asked for something that cannot be
"""

from models.errors import ModelsError


class LearningAidError(ModelsError):
    """An aid has nothing to work on, or was asked for something that cannot be."""
