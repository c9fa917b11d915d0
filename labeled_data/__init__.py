"""Labelled ads: what an example is, and the only reader of example files.

Knows nothing of models, the crawler or the service.
"""

from labeled_data.errors import ExampleFileError, ExampleProblem, LabeledDataError
from labeled_data.example import LabeledExample, example_from_record, read_examples, record_of, write_examples

__all__ = [
    "ExampleFileError",
    "ExampleProblem",
    "LabeledDataError",
    "LabeledExample",
    "example_from_record",
    "read_examples",
    "record_of",
    "write_examples",
]
