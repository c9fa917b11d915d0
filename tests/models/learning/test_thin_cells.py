import numpy as np
import pytest

from classifier.legal.category import CODES
from labeled_data.vocabulary import load_vocabulary
from models.baselines.labels import label_matrix
from models.learning.commands.coverage import possible_in
from models.learning.likeness import TextSpace
from models.learning.near_misses import near_misses
from models.learning.thin_cells import Side, thin_cells
from tests.models.learning.made import example

pytest.importorskip("sklearn")

VALUES = {"vertical": ("loan", "trust"), "channel": ("sms", "leaflet")}


def full_set(*, without: tuple[str, str] | None = None):
    """Six positives in each cell but one."""
    return [
        example(f"{vertical}/{channel}/{number}", "保本", "guaranteed_return", vertical=vertical, channel=channel)
        for vertical in VALUES["vertical"]
        for channel in VALUES["channel"]
        if (vertical, channel) != without
        for number in range(6)
    ]


def promise_cells(examples, **options):
    nothing = np.zeros((len(examples), len(CODES)), dtype=bool)
    found = thin_cells(examples, label_matrix(examples), nothing, values=VALUES, **options)
    return [cell for cell in found if cell.code == "guaranteed_return" and cell.side is Side.POSITIVE]


def test_a_planted_thin_cell_is_named() -> None:
    (cell,) = promise_cells(full_set(without=("loan", "leaflet")))
    assert cell.conditions == (("vertical", "loan"), ("channel", "leaflet"))
    assert cell.texts == 0


def test_a_full_set_has_no_thin_cell() -> None:
    assert promise_cells(full_set()) == []


def test_a_value_that_is_lacking_altogether_is_one_cell() -> None:
    examples = [item for item in full_set() if item.vertical == "loan"]
    (cell,) = promise_cells(examples)
    assert cell.conditions == (("vertical", "trust"),)


def test_a_category_without_texts_is_one_cell_without_conditions() -> None:
    examples = full_set()
    nothing = np.zeros((len(examples), len(CODES)), dtype=bool)
    found = thin_cells(examples, label_matrix(examples), nothing, values=VALUES)
    assert [cell.conditions for cell in found if cell.code == "housing_leverage"] == [(), ()]


def test_what_the_world_does_not_hold_is_not_missed() -> None:
    def is_possible(_code, conditions):
        return ("channel", "leaflet") not in conditions

    assert promise_cells(full_set(without=("loan", "leaflet")), is_possible=is_possible) == []


def test_cells_deeper_than_asked_for_are_not_looked_at() -> None:
    assert promise_cells(full_set(without=("loan", "leaflet")), depth=1) == []


def test_that_which_lacks_most_comes_first() -> None:
    examples = [item for item in full_set() if not (item.vertical == "loan" and item.channel == "leaflet")]
    examples += [example(f"plain {number}", "照常营业", vertical="trust", channel="leaflet") for number in range(30)]
    cells = promise_cells(examples, least=7)
    assert cells[0].conditions == (("channel", "leaflet"),)
    assert [cell.texts - cell.expected for cell in cells] == sorted(cell.texts - cell.expected for cell in cells)


def test_exempt_trades_lack_no_warning() -> None:
    is_possible = possible_in(load_vocabulary())
    assert not is_possible("missing_risk_warning", (("vertical", "loan"),))
    assert is_possible("missing_risk_warning", (("vertical", "trust"),))
    assert is_possible("guaranteed_return", (("vertical", "loan"), ("channel", "sms")))


def test_a_near_miss_is_a_negative_much_like_a_positive() -> None:
    examples = [
        example("a", "本期理财保本保息，到期必兑", "guaranteed_return"),
        example("b", "本期理财不保本保息，到期可兑"),
        example("c", "银行网点周末照常营业"),
        example("d", "本期理财保本保息，到期兑付", unknown=("guaranteed_return",)),
    ]
    near = near_misses(label_matrix(examples), TextSpace([item.text for item in examples]))
    assert near[:, CODES.index("guaranteed_return")].tolist() == [False, True, False, False]
    assert near.sum() == 1
