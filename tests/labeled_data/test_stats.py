import math

import pytest

from classifier.legal.category import CODES
from classifier.text import Span
from labeled_data import EntityKind, EntityMark
from labeled_data.describing.report_table import as_markdown
from labeled_data.describing.stats import CategoryCounts, is_traditional, length_fit, statistics_of
from labeled_data.describing.stats_tables import statistics_tables
from labeled_data.splitting.split_name import SplitName
from tests.labeled_data.made_examples import clean, example

MARKS = (EntityMark(EntityKind.RATE, Span(0, 2)), EntityMark(EntityKind.PRODUCT, Span(0, 2)))
EXAMPLES = (
    example("a", pair="p", group="g", entities=MARKS, unknown=("unlicensed_offering",)),
    clean("b", "不保本也不保息🎉", pair="p", group="g", entities=()),
    clean("c", "投資理財\n輕鬆開戶", kind="not_ad", genre="news", channel="other", year=2024, group="h"),
)
SPLITS = {"a": SplitName.TRAIN, "b": SplitName.TRAIN}


def test_a_set_is_counted() -> None:
    found = statistics_of(EXAMPLES, splits=SPLITS)
    assert found.by_split == {"train": 2, "unsplit": 1}
    assert found.by_field == {
        "kind": {"fin_ad": 2, "not_ad": 1},
        "genre": {"news": 1},
        "vertical": {"bank_wealth": 3},
        "channel": {"sms": 2, "other": 1},
        "years": {"2017–2019": 2, "2023–2026": 1},
    }
    assert found.labels["guaranteed_return", "train"] == CategoryCounts(positive=1, unknown=0)
    assert found.labels["unlicensed_offering", "train"] == CategoryCounts(positive=0, unknown=1)
    assert found.labels["guaranteed_return", "unsplit"] == CategoryCounts(positive=0, unknown=0)
    assert len(found.labels) == 2 * len(CODES)
    assert found.without_positive == {"train": 1, "unsplit": 1}
    assert (found.texts, found.groups, found.pair_sizes) == (3, 2, {2: 1})
    assert {code: lengths for code, lengths in found.evidence_lengths.items() if lengths} == {"guaranteed_return": (4,)}
    assert (found.entities, found.texts_with_entities) == ({"product": 1, "rate": 1}, 2)
    assert (found.with_emoji, found.traditional, found.multi_line) == (1, 1, 1)


def test_lengths_are_fitted_by_a_log_normal() -> None:
    fit = length_fit([10, 1000])
    assert fit is not None
    assert fit.mu == pytest.approx(math.log(100))
    assert fit.sigma == pytest.approx(math.log(10))
    assert (fit.mean, fit.longest, fit.quantiles[0.5]) == (505, 1000, 505)
    assert length_fit([]) is None
    with pytest.raises(ValueError, match=r"lengths \[0\] have no logarithm"):
        length_fit([3, 0])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("投資理財輕鬆開戶", True),
        ("投资理财轻松开户", False),
        ("客户乾先生的著作与说明文字都在这里了", False),
        ("", False),
    ],
)
def test_traditional_texts_are_told(text: str, is_one: bool) -> None:
    assert is_traditional(text) is is_one


def test_statistics_are_laid_out() -> None:
    written = as_markdown(statistics_tables(statistics_of(EXAMPLES, splits=SPLITS)))
    for row in (
        "| texts | 3 |  |",
        "| texts in pairs | 2 | 66.7 % |",
        "| pairs of 2 | 1 |  |",
        "| texts without any positive | 2 | 66.7 % |",
        "| guaranteed_return | 1 / 0 | 1 / 0 | 0 / 0 |",
        "| guaranteed_return | 1 | 4.0 | 4 | 4 |",
        "| not_ad | 1 | 33.3 % |",
        "| longest | 9 |",
    ):
        assert row in written
    assert "Log-normal: mu 2.1" in written


def test_an_empty_set_is_counted_too() -> None:
    found = statistics_of(())
    assert (found.texts, found.lengths, found.by_split) == (0, None, {})
    assert "### Length\n\nnone\n" in as_markdown(statistics_tables(found))
