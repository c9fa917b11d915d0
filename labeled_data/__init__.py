"""Labelled ads: what an example is, and the only reader of example files.

Knows nothing of models, the crawler or the service.
"""

from labeled_data.errors import ExampleFileError, ExampleProblem, LabeledDataError
from labeled_data.example import EntityKind, EntityMark, LabeledExample
from labeled_data.example_file import read_examples, write_examples
from labeled_data.example_record import example_from_record, record_of

__all__ = [
    "EntityKind",
    "EntityMark",
    "ExampleFileError",
    "ExampleProblem",
    "LabeledDataError",
    "LabeledExample",
    "example_from_record",
    "read_examples",
    "record_of",
    "write_examples",
]
