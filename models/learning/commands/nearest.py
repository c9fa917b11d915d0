"""``finad learn nearest``: the labelled texts nearest to a text, as precedents of a decision.

Knows nothing of how texts are compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from labeled_data.commands.sources import read_source
from models.learning.commands.showing import shortened, write_lines
from models.learning.likeness import TextSpace
from models.learning.neighbours import Neighbour, neighbours
from models.learning.unlabelled import UnlabelledText


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestRequest:
    """What is asked for."""

    texts: tuple[UnlabelledText, ...]
    path: Path
    """Labelled examples."""
    count: int = 5
    out: Path | None = None
    """JSON lines, one a text."""


def run_nearest(request: NearestRequest, console: Console, errors: Console) -> int:
    """Print, or write, the nearest labelled texts of each text; returns the exit status.

    Raises:
        LabeledDataError: examples cannot be read.
        ModelsError: there are none, or scikit-learn is not installed.
    """
    examples = read_source(request.path).examples
    with errors.status("comparing texts"):
        space = TextSpace([example.text for example in examples])
        found = neighbours([item.text for item in request.texts], space, examples, request.count)
    if request.out is not None:
        write_lines(request.out, (_record(item, near) for item, near in zip(request.texts, found, strict=True)))
        console.print(f"{len(found):,} texts → {request.out}", markup=False)
        return 0
    for item, near in zip(request.texts, found, strict=True):
        console.print(Text(f"{item.text_id}: {shortened(item.text)}", style="bold"))
        for neighbour in near:
            console.print(Text("\n").join(_lines(neighbour)))
    return 0


def _lines(neighbour: Neighbour) -> Iterator[Text]:
    example = neighbour.example
    labels = [*example.positive, *(f"{code}?" for code in example.unknown)]
    said = ", ".join(labels) or f"none ({example.kind or 'no kind'})"
    yield Text(f"  {neighbour.similarity:.2f} {said} · {example.example_id}")
    yield Text(f"       {shortened(example.text)}")
    if neighbour.shared:
        yield Text(f"       shared: {' | '.join(neighbour.shared)}", style="dim")


def _record(item: UnlabelledText, near: tuple[Neighbour, ...]) -> dict[str, Any]:
    return {
        "id": item.text_id,
        "text": item.text,
        "nearest": [
            {
                "id": neighbour.example.example_id,
                "similarity": round(neighbour.similarity, 4),
                "positive": list(neighbour.example.positive),
                "unknown": list(neighbour.example.unknown),
                "shared": list(neighbour.shared),
                "text": neighbour.example.text,
            }
            for neighbour in near
        ],
    }
