import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeled_data.describing.length_histogram import HistogramError, length_histogram, log_edges


@given(st.lists(st.integers(1, 10**6), min_size=1))
def test_the_bins_hold_every_length_and_are_alike_on_a_logarithmic_scale(lengths: list[int]) -> None:
    edges = log_edges(lengths)
    assert edges[0] < min(lengths)
    assert max(lengths) < edges[-1]
    assert all(high / low == pytest.approx(10**0.1) for low, high in pairwise(edges))


@pytest.mark.parametrize(
    ("own", "reference", "name", "message"),
    [
        ([], [3], "a.png", "there are no own lengths"),
        ([3], [], "a.png", "there are no reference lengths"),
        ([0], [3], "a.svg", "the least 0"),
        ([3], [3], "a.pdf", "'.pdf' is no picture format here"),
        ([3], [3], "a", "'no suffix' is no picture format here"),
    ],
)
def test_what_cannot_be_drawn_is_named(
    own: list[int], reference: list[int], name: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(HistogramError, match=message):
        length_histogram(own, reference, tmp_path / name)


def test_the_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(HistogramError, match="pip install matplotlib"):
        length_histogram([3], [4], tmp_path / "a.png")


@pytest.mark.parametrize(("suffix", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_the_same_lengths_give_the_same_picture(suffix: str, start: bytes, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    paths = [tmp_path / f"{number}.{suffix}" for number in range(2)]
    for path in paths:
        length_histogram([12, 50, 800], [40, 45], path)
    assert paths[0].read_bytes().startswith(start)
    assert paths[0].read_bytes() == paths[1].read_bytes()
