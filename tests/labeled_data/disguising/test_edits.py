import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.text import Span
from labeled_data.disguising.edits import Edit, edited, moved, without_conflicts, without_losses

TEXT = "稳盈理财保本保息真好"


def made(*edits: Edit) -> str:
    return edited(TEXT, edits)


@pytest.mark.parametrize(
    ("edit", "quote"),
    [
        (Edit(start=4, end=4, new="*"), "保本"),
        (Edit(start=6, end=6, new="*"), "保本"),
        (Edit(start=5, end=5, new="*"), "保*本"),
        (Edit(start=4, end=5, new="亻呆"), "亻呆本"),
        (Edit(start=4, end=5, new=""), "本"),
        (Edit(start=5, end=6, new=""), "保"),
        (Edit(start=3, end=4, new=""), "保本"),
        (Edit(start=4, end=6, new="🛡️"), "🛡️"),
        (Edit(start=4, end=6, new=""), "财"),
        (Edit(start=0, end=4, new="x"), "保本"),
        (Edit(start=6, end=10, new="…", truncates=True), "保本"),
        (Edit(start=5, end=10, new="…", truncates=True), "保"),
    ],
)
def test_a_span_covers_what_its_characters_became(edit: Edit, quote: str) -> None:
    text = made(edit)
    span = moved(Span(4, 6), (edit,), len(text))
    assert span is not None
    assert text[span.start : span.end] == quote


def test_a_span_of_part_of_a_replaced_piece_covers_the_whole_new_piece() -> None:
    edit = Edit(start=4, end=8, new="本保息保")
    assert moved(Span(5, 6), (edit,), len(TEXT)) == Span(4, 8)


def test_a_span_wholly_cut_away_is_none() -> None:
    edit = Edit(start=4, end=10, new="……", truncates=True)
    assert [moved(span, (edit,), 6) for span in (Span(4, 6), Span(8, 10), Span(3, 5), Span(0, 10))] == [
        None,
        None,
        Span(3, 4),
        Span(0, 4),
    ]


def test_what_deletes_a_whole_span_is_dropped_but_for_the_cut() -> None:
    deletions = tuple(Edit(start=at, end=at + 1, new="") for at in (4, 5, 7))
    cut = Edit(start=8, end=10, new="…", truncates=True)
    assert without_losses((*deletions, cut), (Span(4, 6), Span(8, 10))) == (deletions[1], deletions[2], cut)


def test_the_first_of_two_edits_in_conflict_is_kept() -> None:
    word = Edit(start=4, end=6, new="🛡️")
    inside = Edit(start=5, end=5, new="*")
    at_its_edge = Edit(start=4, end=4, new="*")
    again = Edit(start=4, end=4, new="-")
    character = Edit(start=5, end=6, new="夲")
    assert without_conflicts((word, inside, character, at_its_edge, again), len(TEXT)) == (at_its_edge, word)
    assert without_conflicts((inside, word), len(TEXT)) == (inside,)


EDITS = st.builds(
    lambda start, length, new: Edit(start=start, end=min(start + length, len(TEXT)), new=new),
    st.integers(0, len(TEXT)),
    st.integers(0, 3),
    st.text("ab", max_size=3),
)


@given(st.lists(EDITS, max_size=8))
def test_kept_edits_are_apart_and_each_dropped_one_conflicts_with_a_kept_one(edits: list[Edit]) -> None:
    kept = without_conflicts(edits, len(TEXT))
    assert not any(a.conflicts(b) for i, a in enumerate(kept) for b in kept[:i])
    assert all(any(edit == other or edit.conflicts(other) for other in kept) for edit in edits)
