"""``finad learn coverage``: cells with too few labelled texts, and unlabelled texts unlike all labelled ones.

Knows nothing of how cells are counted or texts compared.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.text import Text

from labeled_data.commands.printing import print_tables
from labeled_data.commands.sources import read_source
from labeled_data.describing.report_table import ReportTable
from labeled_data.vocabulary import Vocabulary, load_vocabulary
from models.baselines.labels import label_matrix
from models.evaluation.slices import slices_of
from models.learning.commands.showing import check_category, shortened
from models.learning.far_regions import Region, far_regions
from models.learning.likeness import TextSpace
from models.learning.near_misses import near_misses
from models.learning.thin_cells import DEPTH, LEAST, Conditions, Side, ThinCell, thin_cells
from models.learning.unlabelled import UnlabelledText

_SAMPLES = 3
"""Texts of a region that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRequest:
    """What is asked for."""

    path: Path
    """Labelled examples."""
    unlabelled: tuple[UnlabelledText, ...] = ()
    """Texts of which those unlike all labelled ones are shown."""
    least: int = LEAST
    depth: int = DEPTH
    category: str | None = None
    """Only its cells."""
    far: float = 0.05
    """A text is far if it is less like its nearest labelled text than this share of the labelled texts are like theirs
    in another group."""
    shown: int = 30
    """Most cells, and most regions."""
    as_markdown_text: bool = False


def run_coverage(request: CoverageRequest, console: Console, errors: Console) -> int:
    """Print thin cells, and far regions where unlabelled texts are given; returns the exit status.

    Raises:
        LabeledDataError: examples cannot be read.
        ModelsError: there are none, or scikit-learn is not installed.
    """
    if request.category is not None:
        check_category(request.category)
    examples = read_source(request.path).examples
    with errors.status("comparing labelled texts"):
        space = TextSpace([example.text for example in examples])
        labels = label_matrix(examples)
        near = near_misses(labels, space)
        vocabulary = load_vocabulary()
        lengths = tuple(part.value for part in slices_of(examples) if part.dimension == "length")
        cells = thin_cells(
            examples,
            labels,
            near,
            values={
                "vertical": vocabulary.ad_verticals,
                "channel": vocabulary.ad_channels,
                "length": lengths,
            },
            is_possible=possible_in(vocabulary),
            least=request.least,
            depth=request.depth,
        )
    wanted = tuple(cell for cell in cells if request.category in (None, cell.code))
    print_tables(console, [_cell_table(wanted, request)], as_markdown_text=request.as_markdown_text)
    if not request.unlabelled:
        return 0
    texts = [item.text for item in request.unlabelled]
    with errors.status("comparing unlabelled texts"):
        vectors = space.place(texts)
        similarities = space.nearest(vectors).similarities[:, 0]
        groups = [example.group or example.example_id for example in examples]
        cut = float(np.quantile(space.usual_similarities(groups), request.far))
        regions = far_regions(texts, vectors, similarities, cut)
    far_count = int((similarities < cut).sum())
    console.print(
        f"Far from all labelled texts (similarity under {cut:.3f}; of the labelled ones {request.far:.0%} lie so far "
        f"from every other group): {far_count:,} of {len(texts):,} texts, regions: {len(regions):,}",
        style="bold",
        markup=False,
    )
    for rank, region in enumerate(regions[: request.shown], start=1):
        console.print(Text("\n").join(_region_lines(rank, region, request.unlabelled)))
    return 0


def possible_in(vocabulary: Vocabulary) -> Callable[[str, Conditions], bool]:
    """Tell which cells are met in the world: an exempt trade lacks no warning, and some trades miss some channels."""

    def is_possible(code: str, conditions: Conditions) -> bool:
        facts = dict(conditions)
        vertical = facts.get("vertical")
        if vertical is None:
            return True
        if code == "missing_risk_warning" and vocabulary.verticals[vertical].risk_warning_exempt:
            return False
        return (vertical, facts.get("channel", "")) not in vocabulary.absent_cells

    return is_possible


def _cell_table(cells: Sequence[ThinCell], request: CoverageRequest) -> ReportTable:
    shown = cells[: request.shown]
    counts = {side: sum(cell.side is side for cell in cells) for side in Side}
    return ReportTable(
        title=f"Thin cells: fewer than {request.least} texts ({len(cells):,}, those first that lack most)",
        columns=("category", "side", "where", "texts", "expected"),
        rows=tuple(
            (
                cell.code,
                cell.side.value,
                " · ".join(value for _, value in cell.conditions) or "anywhere",
                str(cell.texts),
                f"{cell.expected:.1f}",
            )
            for cell in shown
        ),
        note=f"{', '.join(f'{count:,} {side.value}' for side, count in counts.items())}. Each is the most general thin "
        "cell: every wider one holds enough. Expected: were the category as frequent there as in the set.",
        is_figures=False,
    )


def _region_lines(rank: int, region: Region, texts: Sequence[UnlabelledText]) -> list[Text]:
    copies = f" · near copies: {region.copies}" if region.copies else ""
    head = f"{rank:>3} texts: {len(region.members)}{copies} · similarity {region.similarity:.3f}"
    samples = [texts[position] for position in region.members[:_SAMPLES]]
    return [Text(head, style="bold"), *(Text(f"    {item.text_id}: {shortened(item.text)}") for item in samples)]
