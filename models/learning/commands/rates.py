"""``finad learn rates``: how common violations are in ads that nobody labelled, and the model calibrated for them.

Knows nothing of how it is estimated.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from classifier import ScannerConfig
from classifier.neural.calibration import read_calibration
from classifier.neural.manifest import CALIBRATION
from labeled_data.commands.sources import read_source
from models.baselines.labels import label_matrix
from models.calibrating.adapted import write_adapted
from models.calibrating.base_rate import ShiftCheck
from models.calibrating.data import Floats
from models.calibrating.stream import StreamCategory, read_stream, shifted
from models.judges.naming import NamedJudge, named_judge
from models.learning.answers import probability_matrix
from models.learning.commands.judges import unseen_rows
from models.learning.errors import LearningAidError
from models.learning.unlabelled import UnlabelledText

_DOUBTFUL = 0.05
"""p value of the check below which an estimate should not be relied on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatesRequest:
    """What is asked for."""

    unlabelled: tuple[UnlabelledText, ...]
    model: Path
    """Folder of the model."""
    profile: str
    labelled: Path | None
    """Labelled ads to compare the stream with."""
    alpha: float
    """Share of violating ads that may pass."""
    out: Path | None
    """Folder of the adapted model."""


def run_rates(request: RatesRequest, console: Console, errors: Console) -> int:
    """Estimate, print, and write the adapted model where one is wanted; returns the exit status.

    Raises:
        LabeledDataError: labelled ads cannot be read.
        ModelFileError: the folder holds no model.
        ModelsError: there is nothing to estimate from, or the adapted model cannot be written.
    """
    if not request.unlabelled:
        raise LearningAidError("no ads to estimate from; name a file that holds some")
    config = ScannerConfig(with_edits=False, profile=request.profile)
    named = named_judge(f"fused:{request.model}", config)
    calibration = read_calibration(request.model / CALIBRATION)
    with errors.status(f"reading {len(request.unlabelled):,} ads"):
        said = probability_matrix(named.judge.predict([item.text for item in request.unlabelled]))
        known = None if request.labelled is None else _known(named, request.labelled)
        rows = read_stream(said, calibration.fused, alpha=request.alpha, known=known)
    console.print(_table(rows, len(said)))
    console.print(_legend(request.alpha), style="dim", markup=False)
    if request.out is not None:
        rates = {row.code: _usable(row, len(said)) for row in rows}
        adapted = replace(calibration, fused=shifted(calibration.fused, rates))
        label = write_adapted(request.model, request.out, adapted, adapted_to=rates)
        console.print(f"{label} → {request.out}", markup=False)
    return 0


def _known(named: NamedJudge, path: Path) -> tuple[Floats, npt.NDArray[np.int8]]:
    source = read_source(path)
    examples = [source.examples[row] for row in unseen_rows(named, source)]
    if not examples:
        raise LearningAidError(f"{path}: the model was made with all of these ads; compare with others")
    return probability_matrix(named.judge.predict([example.text for example in examples])), label_matrix(examples)


def _usable(row: StreamCategory, ads: int) -> float:
    """An estimate that odds can be made of: ads without a single violation do not prove that there never is one."""
    return float(np.clip(row.found.rate, 1 / (ads + 2), 1 - 1 / (ads + 2)))


def _table(rows: tuple[StreamCategory, ...], ads: int) -> Table:
    is_checked = any(row.check is not None for row in rows)
    table = Table(title=f"{ads:,} ads", box=SIMPLE_HEAD, padding=(0, 0, 0, 1))
    table.add_column("category", no_wrap=True)
    for heading in ("at", "here", "95 %", "passes", "left", *(("p",) if is_checked else ())):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        promised = ("–", "–") if row.left is None else (f"{row.pass_rate:.1%}", f"{row.left:.2%}")
        table.add_row(
            row.code,
            f"{row.calibration_rate:.1%}",
            f"{row.found.rate:.1%}",
            f"{row.found.low:.1%}–{row.found.high:.1%}",
            *promised,
            *((_checked(row.check),) if is_checked else ()),
        )
    return table


def _checked(check: ShiftCheck | None) -> str:
    if check is None:
        return "–"
    return f"[yellow]{check.p_value:.2f}[/]" if check.p_value < _DOUBTFUL else f"{check.p_value:.2f}"


def _legend(alpha: float) -> str:
    return (
        "at: share of violations that the probabilities rest on · here: estimated share, 95 % by the number of ads "
        f"alone · passes: ads below the threshold that promises at most {alpha:.0%} of misses · left: most of those "
        f"that can violate · p, with --labelled: below {_DOUBTFUL} these ads are of another kind than the labelled "
        "ones, and the estimate should not be relied on. What only an outside fact can settle, such as whether an "
        "unnamed lender has a licence, is counted as violating where the words look like it."
    )
