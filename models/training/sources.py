"""The texts of a run: the set that ships, and the labelled lines of a corpus where it is at hand.

Knows nothing of tokens or networks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from labeled_data.example import LabeledExample
from labeled_data.manifest import fingerprint_of
from labeled_data.splitting.split_files import read_split_set
from labeled_data.splitting.split_name import SplitName
from labeled_data.standoff import join_labels, read_labels
from models.errors import CorpusError
from models.pretraining.corpus import corpus_files
from models.training.run import WeightedExamples

TRAIN, CALIBRATION, TEST = "train", "calibration", "test"
"""Parts of the labelled corpus lines, each a file ``<part>.jsonl``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSources:
    """Everything that labels have to give to a run."""

    training: tuple[WeightedExamples, ...]
    dev: tuple[LabeledExample, ...]
    """Decides when to stop."""
    calibration: tuple[WeightedExamples, ...]
    """What the probabilities are fitted to."""
    fingerprints: Mapping[str, str]
    """Name of a set → ``labeled_data.manifest.fingerprint_of`` it."""


def read_sources(
    data: Path, *, corpus: Path | None, corpus_labels: Path, corpus_weight: float, calibration_weight: float
) -> TrainingSources:
    """Read the split set in ``data`` and, with ``corpus``, the labelled lines of that folder.

    Half of the groups of the dev split, chosen by name, decide when to stop; the other half and the calibration part of
    the corpus are what the probabilities are fitted to.

    Args:
        data: folder of the split files.
        corpus: folder of the corpus; ``None`` to do without.
        corpus_labels: folder with the labels of its lines.
        corpus_weight: how much a line counts in training, a text of the set counting 1.
        calibration_weight: how much one counts in the calibration. Above 1 where the lines are more like the ads to be
            judged than the texts of the set are.

    Raises:
        ExampleFileError: files of examples or labels cannot be used.
        CorpusError: the corpus cannot be read, or holds few of the labelled lines.
    """
    parts = read_split_set(data)
    stopping, fitting = _halves(parts[SplitName.DEV])
    training = [WeightedExamples(examples=parts[SplitName.TRAIN])]
    calibration = [WeightedExamples(examples=fitting)]
    sets = {"train": parts[SplitName.TRAIN], "dev": parts[SplitName.DEV]}
    if corpus is not None:
        lines = read_corpus_examples(corpus, corpus_labels, (TRAIN, CALIBRATION))
        training.append(WeightedExamples(examples=lines[TRAIN], weight=corpus_weight))
        calibration.append(WeightedExamples(examples=lines[CALIBRATION], weight=calibration_weight))
        sets |= {f"corpus_{part}": examples for part, examples in lines.items()}
    return TrainingSources(
        training=tuple(training),
        dev=stopping,
        calibration=tuple(calibration),
        fingerprints={name: fingerprint_of(examples) for name, examples in sets.items()},
    )


def read_corpus_examples(
    corpus: Path, labels: Path, parts: tuple[str, ...]
) -> Mapping[str, tuple[LabeledExample, ...]]:
    """Join the labels of corpus lines in the folder ``labels`` to the texts in the folder ``corpus``.

    Raises:
        ExampleFileError: a file of labels cannot be used.
        CorpusError: the corpus cannot be read, or lacks lines that are labelled.
    """
    read = {part: read_labels(labels / f"{part}.jsonl") for part in parts}
    lines = [line for file in corpus_files(corpus) for line in file.lines()]
    joined = {part: join_labels(records, lines, name=str(labels / f"{part}.jsonl")) for part, records in read.items()}
    missing = sum(part.missing for part in joined.values())
    if missing:
        total = sum(len(records) for records in read.values())
        raise CorpusError(
            f"{corpus}: {missing} of the {total} labelled lines are not in it; it is another corpus, or another "
            "version of it. Train without --corpus, or label lines of your own"
        )
    return {part: result.examples for part, result in joined.items()}


def _halves(examples: tuple[LabeledExample, ...]) -> tuple[tuple[LabeledExample, ...], tuple[LabeledExample, ...]]:
    groups = sorted({example.group or example.example_id for example in examples})
    first = set(groups[::2])
    chosen = tuple(example for example in examples if (example.group or example.example_id) in first)
    others = tuple(example for example in examples if (example.group or example.example_id) not in first)
    return chosen, others
