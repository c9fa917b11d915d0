"""From labelled and unlabelled lines to a first stage that may clear, by the commands, with the rules alone."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

pytest.importorskip("sklearn", reason="scikit-learn is not installed")
pytest.importorskip("torch", reason="torch is not installed")

from classifier.cascade.first_stage import load_first_stage
from labeled_data.example_file import write_examples
from models.first_stage.command import NOT_PASSED, VIOLATING, FitRequest, MeasureRequest, run_fit, run_measure
from tests.models.first_stage.made_up import OTHER, example
from tests.models.first_stage.test_material import write_corpus, write_labels


def console() -> Console:
    return Console(file=StringIO(), width=200)


def said(screen: Console) -> str:
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first-stage")
    write_corpus(folder, *OTHER)
    write_labels(folder)
    (folder / "data").mkdir()
    for number, split in enumerate(("train", "dev", "test")):
        write_examples(folder / "data" / f"{split}.jsonl", [example(OTHER[number])])
    return folder


def fit(folder: Path, *, alpha: float) -> str:
    screen = console()
    request = FitRequest(
        corpus=folder / "corpus",
        corpus_labels=folder / "labels",
        data=folder / "data",
        model=None,
        out=folder / "out",
        lines=40,
        alpha=alpha,
        beta=alpha,
    )
    assert run_fit(request, screen, console()) == 0
    return said(screen)


def test_too_few_violating_texts_promise_nothing_and_clear_nothing(folder: Path) -> None:
    assert "nothing is cleared" in fit(folder, alpha=0.02)
    assert load_first_stage(folder / "out").manifest.clears_below is None


def test_what_was_fitted_is_stated_and_measured(folder: Path) -> None:
    shown = fit(folder, alpha=0.65)
    assert VIOLATING in shown
    manifest = load_first_stage(folder / "out").manifest
    assert manifest.clears_below is not None
    assert [bound.of for bound in manifest.bounds] == [VIOLATING, NOT_PASSED]
    assert manifest.model == "rules alone"
    screen = console()
    request = MeasureRequest(
        folder=folder / "out",
        corpus=folder / "corpus",
        corpus_labels=folder / "labels",
        data=folder / "data",
        model=None,
        lines=30,
    )
    assert run_measure(request, screen, console()) == 0
    shown = said(screen)
    for heading in ("promises", "corpus test", "general_b", "20%", "near repeats"):
        assert heading in shown
