"""A past ad seen again: what became of it."""

from crawler.revisiting.compare import compare, compare_page
from crawler.revisiting.comparison import (
    Change,
    Comparison,
    DiffKind,
    DiffPart,
    State,
    record_of_comparison,
)
from crawler.revisiting.rendering import render

__all__ = [
    "Change",
    "Comparison",
    "DiffKind",
    "DiffPart",
    "State",
    "compare",
    "compare_page",
    "record_of_comparison",
    "render",
]
