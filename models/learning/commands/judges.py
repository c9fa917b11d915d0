"""The judges that the aids ask: the only place that knows how they are made.

Knows nothing of what their answers are used for.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifier import ScannerConfig
from labeled_data.commands.sources import ExampleSource
from labeled_data.example import LabeledExample
from labeled_data.manifest import fingerprint_of
from labeled_data.near_copies import squeezed
from models.baselines.linear import train_linear
from models.judges.naming import NamedJudge, named_judge
from models.prediction import Judge


def baseline(training: Sequence[LabeledExample]) -> Judge:
    """Train the judge that is asked where none is named: seconds on a set of thousands.

    Raises:
        MissingLibraryError: scikit-learn is not installed.
        NoExamplesError: there is nothing to train on.
    """
    return train_linear(training, ())


def judge_called(name: str) -> NamedJudge:
    """Make a judge by its name, as ``finad evaluate`` takes it.

    Raises:
        ModelsError: no judge is called so, or it cannot be made.
    """
    return named_judge(name, ScannerConfig(with_edits=False))


def rules_judge() -> Judge:
    """Make the rules without any model."""
    return judge_called("rules").judge


def unseen_rows(named: NamedJudge, source: ExampleSource) -> npt.NDArray[np.intp]:
    """Positions of the texts on which the judge was neither trained nor tuned, as far as that is known."""
    parts = (source.examples,) if source.parts is None else tuple(source.parts.values())
    seen = {example.example_id for part in parts if fingerprint_of(part) in named.seen_sets for example in part}
    rows = [
        row
        for row, example in enumerate(source.examples)
        if example.example_id not in seen and squeezed(example.text) not in named.seen
    ]
    return np.array(rows, dtype=np.intp)
