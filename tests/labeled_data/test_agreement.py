import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from classifier.legal.category import CODES
from classifier.text import Span
from labeled_data import LabeledExample
from labeled_data.agreement.agreement import (
    AgreementError,
    Answer,
    Disagreement,
    agreement,
    answer_of,
    evidence_f1,
)
from labeled_data.agreement.kappa import Kappa, kappa_of, measure
from labeled_data.agreement.tables import agreement_tables
from labeled_data.describing.report_table import as_markdown

CODE = "guaranteed_return"


def table(*rows: tuple[int, ...]) -> np.ndarray:
    return np.array(rows, dtype=np.int64)


def answered(example_id: str, sign: str, *spans: tuple[int, int], code: str = CODE) -> LabeledExample:
    """An example whose answer to one category is ``+``, ``?`` or ``-``."""
    return LabeledExample(
        example_id=example_id,
        text="甲乙丙丁戊己庚辛壬癸",
        positive=(code,) if sign == "+" else (),
        unknown=(code,) if sign == "?" else (),
        evidence={code: tuple(Span(*span) for span in spans)} if spans else {},
    )


def annotations(signs: str) -> list[LabeledExample]:
    return [answered(f"e{number}", sign) for number, sign in enumerate(signs)]


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        # Observed 0.7, expected 0.5·0.6 + 0.5·0.4 = 0.5.
        (table((20, 5), (10, 15)), 0.4),
        # The same observed agreement of 0.6 with uneven and with opposite margins.
        (table((45, 15), (25, 15)), 3 / 23),
        (table((25, 35), (5, 35)), 7 / 27),
        # Three answers: observed 0.7, expected (40·50 + 30·20 + 30·30) / 100² = 0.35.
        (table((35, 0, 5), (10, 15, 5), (5, 5, 20)), 0.35 / 0.65),
        (table((0, 5), (5, 0)), -1.0),
        (table((3, 0), (0, 4)), 1.0),
    ],
)
def test_kappa_is_cohens(counts: np.ndarray, kappa: float) -> None:
    assert kappa_of(counts) == pytest.approx(kappa)


@pytest.mark.parametrize("counts", [table((0, 0), (0, 0)), table((9, 0), (0, 0))])
def test_kappa_is_not_defined_where_nothing_could_differ(counts: np.ndarray) -> None:
    items = int(counts.sum())
    assert measure(counts, seed=0, resamples=10) == Kappa(
        items=items, observed=1.0 if items else None, kappa=None, interval=None
    )


@given(hnp.arrays(np.int64, (3, 3), elements=st.integers(0, 50)))
def test_kappa_is_symmetric_and_one_only_for_full_agreement(counts: np.ndarray) -> None:
    kappa = kappa_of(counts)
    assert kappa == kappa_of(counts.T)
    if kappa is not None:
        assert kappa <= 1
        assert (kappa == 1) == (np.trace(counts) == counts.sum())


def test_the_interval_is_seeded_and_narrows_with_more_texts() -> None:
    few, many = table((20, 5), (10, 15)), table((2000, 500), (1000, 1500))
    once = measure(few, seed=3, resamples=2000)
    assert measure(few, seed=3, resamples=2000) == once
    assert once.interval is not None
    low, high = once.interval
    # The large-sample standard error is sqrt(0.7·0.3 / (50·0.5²)) = 0.13.
    assert low == pytest.approx(0.4 - 1.96 * 0.13, abs=0.05)
    assert high == pytest.approx(0.4 + 1.96 * 0.13, abs=0.05)
    sharper = measure(many, seed=3, resamples=2000).interval
    assert sharper is not None
    assert low < sharper[0] < 0.4 < sharper[1] < high


def test_unknown_is_an_answer_left_out_or_no_positive() -> None:
    report = agreement(annotations("+++??---"), annotations("++?+?--?"), resamples=100)
    found = next(item for item in report.categories if item.category == CODE)
    positive, unknown, negative = Answer
    assert {answers: count for answers, count in found.table.items() if count} == {
        (positive, positive): 2,
        (positive, unknown): 1,
        (unknown, positive): 1,
        (unknown, unknown): 1,
        (negative, negative): 2,
        (negative, unknown): 1,
    }
    # Observed 5/8, expected (3·3 + 2·3 + 3·2) / 64.
    assert found.three_valued.kappa == pytest.approx((40 - 21) / (64 - 21))
    assert (found.decided.items, found.decided.kappa) == (4, 1.0)
    # Observed 6/8, expected (3·3 + 5·5) / 64.
    assert found.positive_or_not.kappa == pytest.approx((48 - 34) / (64 - 34))
    assert report.disagreements == (
        Disagreement(example_id="e2", category=CODE, first=positive, second=unknown),
        Disagreement(example_id="e3", category=CODE, first=unknown, second=positive),
        Disagreement(example_id="e7", category=CODE, first=negative, second=unknown),
    )
    others = [item for item in report.categories if item.category != CODE]
    assert [item.category for item in others] == [code for code in CODES if code != CODE]
    assert {item.three_valued for item in others} == {Kappa(items=8, observed=1.0, kappa=None, interval=None)}


def test_evidence_is_compared_by_characters_where_both_say_positive() -> None:
    first = [answered("a", "+", (0, 4)), answered("b", "+", (0, 2)), answered("c", "+", (0, 2)), answered("d", "+")]
    second = [answered("a", "+", (2, 6)), answered("b", "+", (0, 1), (1, 2)), answered("c", "-"), answered("d", "+")]
    assert [evidence_f1(one, two, CODE) for one, two in zip(first, second, strict=True)] == [0.5, 1.0, 0.0, None]
    (found,) = [item for item in agreement(first, second, resamples=0).categories if item.category == CODE]
    assert (found.evidence_f1, found.evidence_texts) == (0.75, 2)


def test_only_what_both_annotated_is_compared() -> None:
    report = agreement(annotations("+-")[1:], annotations("--+"), resamples=0)
    assert (report.texts, report.only_first, report.only_second) == (1, (), ("e0", "e2"))
    assert answer_of(annotations("?")[0], CODE) is Answer.UNKNOWN


def test_annotations_that_cannot_be_compared_are_refused() -> None:
    other = LabeledExample(example_id="e0", text="别的", positive=(), unknown=())
    with pytest.raises(AgreementError, match="the texts of e0 differ"):
        agreement(annotations("+"), [other])
    with pytest.raises(AgreementError, match="no text stands in both: 1 ids in the first, 1 in the second"):
        agreement(annotations("+"), annotations("--")[1:])
    with pytest.raises(AgreementError, match="second annotation: ids e0 stand more than once"):
        agreement(annotations("+"), [*annotations("+"), *annotations("-")])


def test_agreement_is_laid_out() -> None:
    written = as_markdown(agreement_tables(agreement(annotations("+++??---"), annotations("++?+?--?"), seed=1)))
    assert "### Agreement on 8 texts" in written
    assert f"| {CODE} | 0.44 \\[" in written
    assert f"| {CODE} | 2 | 1 | 0 | 1 | 1 | 0 | 0 | 1 | 2 |" in written
    assert f"| e7 | {CODE} | negative | unknown |" in written
    assert "| deceptive_claim | – | 100.0 % | – | 8 | – | – (0) |" in written
