"""The format in which people write and review examples, and its compiler to examples with offsets and back.

``AUTHORING.md`` describes the format. Knows nothing of splits or of what a good set looks like.
"""

from labeled_data.authoring.blocks import compile_file, compile_folder, compile_text
from labeled_data.authoring.letters import LETTER_OF_CODE
from labeled_data.authoring.marks import MarkedText, parse_marks, render_marks
from labeled_data.authoring.render import render_examples

__all__ = [
    "LETTER_OF_CODE",
    "MarkedText",
    "compile_file",
    "compile_folder",
    "compile_text",
    "parse_marks",
    "render_examples",
    "render_marks",
]
