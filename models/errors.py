"""Errors of the models package.

::

    ModelsError
    ├── CorpusError       a folder of pre-training text cannot be used
    ├── CheckpointError   a checkpoint is missing, damaged or of another run
    ├── MissingLibraryError   a library of an extra is not installed
    ├── NoExamplesError   there is nothing to train on
    ├── NetworkError      an encoder or a trained network cannot be loaded
    ├── ExportError       a trained network cannot be exported, or not faithfully
    └── GateError         the file of floors cannot be used
"""


class ModelsError(Exception):
    """Base of everything this package raises on purpose."""


class CorpusError(ModelsError):
    """A folder of pre-training text cannot be used."""


class CheckpointError(ModelsError):
    """A checkpoint is missing, damaged or of another run."""


class MissingLibraryError(ModelsError):
    """A library that is only in an extra is not installed."""


class NoExamplesError(ModelsError):
    """There is nothing to train on."""


class NetworkError(ModelsError):
    """An encoder or a trained network cannot be loaded."""


class ExportError(ModelsError):
    """A trained network cannot be exported, or the export does not agree with it."""


class GateError(ModelsError):
    """The file of floors is missing, malformed, or bound to another test set."""
