"""Makes a judge from how it is named on a command line, for example ``linear:labeled_data/data``.

Knows nothing of the examples that are judged.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from classifier import ScannerConfig, build_scanner
from classifier.neural.model import load_model
from labeled_data.example import LabeledExample
from labeled_data.near_copies import squeezed
from labeled_data.splitting.split_files import read_split_set
from labeled_data.splitting.split_name import SplitName
from models.baselines.fasttext import train_fasttext
from models.baselines.linear import train_linear
from models.errors import ModelsError
from models.judges.model_judge import ModelJudge
from models.judges.scanner_judge import ScannerJudge
from models.prediction import Judge


class JudgeNameError(ModelsError):
    """No judge is called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedJudge:
    """A judge and what it has seen before."""

    judge: Judge
    seen: frozenset[str] = frozenset()
    """Texts it was trained or tuned on, whitespace removed; empty where that is not known."""
    seen_sets: frozenset[str] = frozenset()
    """Fingerprints of the sets it was trained or tuned on."""


def named_judge(name: str, config: ScannerConfig) -> NamedJudge:
    """Make the judge called ``name``, training it where it is a baseline.

    Args:
        name: ``scanner``, ``rules``, ``fused[:FOLDER]``, ``model[:FOLDER]``, ``linear:FOLDER`` or ``fasttext:FOLDER``.
        config: profile, packs and lists of the scanner, and the model of ``scanner`` and where no folder is named.

    Raises:
        JudgeNameError: nothing is called so, or the folder is missing.
        ModelFileError: the folder of a model is missing or damaged.
        ExampleFileError: the folder of a baseline holds no usable split set.
        MissingLibraryError: a baseline lacks its library.
    """
    kind, colon, place = name.partition(":")
    folder = Path(place) if place else None
    if colon and not place:
        raise JudgeNameError(f"{name!r} names no folder behind the colon")
    if kind in _SCANNERS:
        if folder is not None:
            raise JudgeNameError(f"{name!r}: {kind} takes no folder; write {kind} alone")
        return _SCANNERS[kind](config)
    if kind in _MODELS:
        place_of_model = folder or config.model
        if place_of_model is None:
            raise JudgeNameError(f"{name!r}: there is no model; write {kind}:FOLDER, or give --model FOLDER")
        return _MODELS[kind](config, place_of_model)
    if kind in _BASELINES:
        if folder is None:
            raise JudgeNameError(f"{name!r} needs the split files it is trained on; write {kind}:FOLDER")
        return _BASELINES[kind](folder)
    known = ", ".join(
        (*_SCANNERS, *(f"{kind}[:FOLDER]" for kind in _MODELS), *(f"{kind}:FOLDER" for kind in _BASELINES))
    )
    raise JudgeNameError(f"no judge is called {name!r}; known: {known}")


def _scanner(config: ScannerConfig) -> NamedJudge:
    scanner = build_scanner(config)
    if scanner.model is None:
        return NamedJudge(judge=ScannerJudge(f"rules, profile {config.profile}", scanner))
    manifest = scanner.model.manifest
    return NamedJudge(
        judge=ScannerJudge(f"rules + {manifest.label}, profile {config.profile}", scanner),
        seen_sets=frozenset(manifest.trained_on.values()),
    )


def _rules(config: ScannerConfig) -> NamedJudge:
    return _scanner(replace(config, model=None))


def _fused(config: ScannerConfig, folder: Path) -> NamedJudge:
    return _scanner(replace(config, model=folder))


def _model(config: ScannerConfig, folder: Path) -> NamedJudge:
    model = load_model(folder, threads=config.threads)
    scanner = build_scanner(replace(config, model=None))
    return NamedJudge(
        judge=ModelJudge(f"{model.manifest.label} alone, profile {config.profile}", scanner, model),
        seen_sets=frozenset(model.manifest.trained_on.values()),
    )


def _linear(folder: Path) -> NamedJudge:
    training, tuning = _split(folder)
    judge = train_linear(training, tuning, name=f"TF-IDF + linear, {folder}")
    return NamedJudge(judge=judge, seen=_texts(*training, *tuning))


def _fasttext(folder: Path) -> NamedJudge:
    training, tuning = _split(folder)
    judge = train_fasttext(training, tuning, name=f"fastText-style, {folder}")
    return NamedJudge(judge=judge, seen=_texts(*training, *tuning))


def _split(folder: Path) -> tuple[tuple[LabeledExample, ...], tuple[LabeledExample, ...]]:
    parts = read_split_set(folder)
    return parts[SplitName.TRAIN], parts[SplitName.DEV]


def _texts(*examples: LabeledExample) -> frozenset[str]:
    return frozenset(squeezed(example.text) for example in examples)


_SCANNERS: Mapping[str, Callable[[ScannerConfig], NamedJudge]] = {"scanner": _scanner, "rules": _rules}
_MODELS: Mapping[str, Callable[[ScannerConfig, Path], NamedJudge]] = {"fused": _fused, "model": _model}
_BASELINES: Mapping[str, Callable[[Path], NamedJudge]] = {"linear": _linear, "fasttext": _fasttext}
