import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.normalizing.disguise import WordJoiner
from classifier.normalizing.disguises import DisguiseKind
from classifier.normalizing.folding import fold
from tests.classifier.shipped import segmenter


def joined(text: str) -> str:
    return WordJoiner(segmenter()).join(fold(text)).text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("升◇值空＝间巨大", "升值空间巨大"),
        ("短`线高手", "短线高手"),
        ("财 富保 值", "财富保值"),
        ("学，员反馈", "学员反馈"),
        ("获/利丰厚", "获利丰厚"),
        # 月底 is cut, and so the mark between two words goes as well.
        ("月$底$全面停售", "月底全面停售"),
    ],
)
def test_marks_that_cut_a_word_are_taken_out(written: str, read: str) -> None:
    assert joined(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "理财 基金 保险",
        "利率按5元/月计",
        "投资★理财★咨询",
        "我们需要,本人到场",
        "房价、首付、贷款",
        "a@b.cn 与 x=y",
        "",
    ],
)
def test_ordinary_writing_stays(text: str) -> None:
    assert joined(text) == text


def test_what_was_undone_is_recorded_with_its_place() -> None:
    normalized = WordJoiner(segmenter()).join(fold("速购 升◇值空＝间！"))
    (found,) = normalized.folds
    assert (found.kinds, found.original, found.folded) == ((DisguiseKind.SEPARATOR,), "升◇值空＝间", "升值空间")


@given(st.text(st.sampled_from("保本收益率高贷款 ◇*，。/、ab1\n（"), max_size=40))
def test_nothing_but_marks_is_taken_out_and_the_map_stays_exact(text: str) -> None:
    before = fold(text)
    after = WordJoiner(segmenter()).join(before)
    assert [c for c in after.text if c.isalnum()] == [c for c in before.text if c.isalnum()]
    if after.starts is not None:
        assert [fold(text[start]).text for start in after.starts] == list(after.text)
