"""The card says what the files beside it say, all of it, and nothing older."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from classifier.neural.calibration import Guarantee, write_calibration
from classifier.neural.manifest import CALIBRATION, write_manifest
from models.card.card import CARD, is_current, model_card, write_card
from models.errors import GateError
from models.gating.metrics import Metrics, write_metrics
from tests.classifier.neural.small_model import small_calibration, small_manifest
from tests.models.evaluation.made_up import RETURN
from tests.models.gating.made_up_metrics import TEST, examples, parity, set_of

GUARANTEES = (
    Guarantee(category=RETURN, alpha=0.05, confidence=0.95, threshold=0.137, positives=83),
    Guarantee(category="any", alpha=0.01, confidence=0.95, threshold=None, positives=84),
)


@pytest.fixture(scope="module")
def content() -> dict[str, object]:
    return {
        "format_version": 1,
        "model": small_manifest().label,
        "sets": {TEST: set_of(examples(), is_full=True), "real.jsonl": set_of(examples()[10:])},
        "parity": parity(),
    }


def card(content: dict[str, object]) -> str:
    return model_card(
        small_manifest(),
        Metrics.model_validate(content),
        small_calibration(guarantees=GUARANTEES),
        has_reliability=True,
    )


def figures(value: object) -> Iterator[float]:
    if isinstance(value, dict):
        for part in value.values():
            yield from figures(part)
    elif isinstance(value, float):
        yield value


def test_every_figure_is_in_the_card(content: dict[str, object]) -> None:
    text = card(content)
    judge = content["sets"][TEST]["judges"][0]  # type: ignore[index]
    shown = [found["value"] for found in judge["overall"].values()]
    for found in judge["categories"].values():
        shown += [found["precision"], found["recall"], found["f1"]["value"], found["average_precision"]]
    for values in judge["slices"].values():
        shown += [found["micro_f1"] for found in values.values()]
    assert [value for value in shown if value is not None and f"{value:.3f}" not in text] == []
    assert {
        figure
        for figure in figures(content["parity"]["engines"])  # type: ignore[index]
        if f"{figure:.4f}" not in text
    } == set()
    assert "0.0312" in text
    assert f"| {RETURN} | 0.05 | 0.95 | 0.137 | 83 |" in text
    assert "| any | 0.01 | 0.95 | – | 84 |" in text
    for name in content["sets"]:  # type: ignore[attr-defined]
        assert f"## Results on {name}" in text
        assert f"{name}（" in text, "the Chinese summary states it"


def test_it_names_data_and_corpora(content: dict[str, object]) -> None:
    text = card(content)
    assert "| made up | `0` |" in text
    assert "nothing beside these" in text
    assert '"seed": 1' in text
    assert str(content["sets"][TEST]["fingerprint"]) in text  # type: ignore[index]


def test_it_changes_when_a_figure_changes(content: dict[str, object]) -> None:
    other = deepcopy(content)
    other["sets"][TEST]["judges"][0]["overall"]["macro_f1"]["value"] = 0.1234  # type: ignore[index]
    assert card(other) != card(content)
    assert "0.123" in card(other)


def test_tables_have_as_many_cells_in_every_row(content: dict[str, object]) -> None:
    width = 0
    for line in card(content).splitlines():
        cells = line.count("|") if line.startswith("|") else 0
        assert not (width and cells) or cells == width, line
        width = cells


def test_no_more_than_one_blank_line_stands_between_parts(content: dict[str, object]) -> None:
    assert "\n\n\n\n" not in card(content)


def test_a_card_older_than_its_figures_is_noticed(content: dict[str, object], tmp_path: Path) -> None:
    write_manifest(small_manifest(), tmp_path)
    write_calibration(tmp_path / CALIBRATION, small_calibration())
    write_metrics(tmp_path, Metrics.model_validate(content))
    assert not is_current(tmp_path)
    assert write_card(tmp_path) == tmp_path / CARD
    assert is_current(tmp_path)
    other = deepcopy(content)
    other["sets"][TEST]["judges"][0]["overall"]["macro_f1"]["value"] = 0.1234  # type: ignore[index]
    write_metrics(tmp_path, Metrics.model_validate(other))
    assert not is_current(tmp_path)


def test_metrics_of_another_model_make_no_card(content: dict[str, object]) -> None:
    with pytest.raises(GateError, match="other@1"):
        card({**content, "model": "other@1"})
    with pytest.raises(GateError, match="no set"):
        card({**content, "sets": {}})


def test_a_model_without_parity_says_so(content: dict[str, object]) -> None:
    assert "Not measured." in card({**content, "parity": None})
