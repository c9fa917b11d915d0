import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.normalizing.disguise.syllables import (
    BARRIER,
    CodeTable,
    code_of,
    codes_of,
    spell_out,
    syllables,
    toneless,
)


@pytest.mark.parametrize(
    ("letters", "spelled"),
    [
        ("baoben", ("bao", "ben")),
        ("baobenbaoxi", ("bao", "ben", "bao", "xi")),
        ("shouyilv", ("shou", "yi", "lv")),
        ("xianjin", ("xian", "jin")),
        ("hello", ()),
        ("app", ()),
        ("", ()),
        ("a" * 65, ()),
    ],
)
def test_letters_are_cut_into_the_fewest_syllables_or_none(letters: str, spelled: tuple[str, ...]) -> None:
    assert spell_out(letters) == spelled


@given(st.lists(st.sampled_from(["bao", "ben", "xi", "an", "zhuan", "lv", "e", "gang"]), min_size=1, max_size=6))
def test_what_is_pinyin_is_cut_without_a_letter_lost(parts: list[str]) -> None:
    letters = "".join(parts)
    spelled = spell_out(letters)
    assert "".join(spelled) == letters
    assert len(spelled) <= len(parts)


def test_only_living_readings_count() -> None:
    assert [syllables(character) for character in "还率款保"] == [
        ("hai", "huan"),
        ("lv", "shuai"),
        ("kuan",),
        ("bao",),
    ]
    assert syllables("a") == ()


def test_near_sounds_share_a_code_and_others_do_not() -> None:
    assert code_of("zhang") == code_of("zang")
    assert code_of("cheng") == code_of("cen")
    assert code_of("xing") == code_of("xin")
    assert code_of("bao") != code_of("biao")
    assert code_of("xyz") == BARRIER


def test_every_common_character_has_a_code_of_its_own_syllable() -> None:
    common = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
    assert [
        character for character in common if BARRIER in codes_of(character) or character in codes_of(character)
    ] == []


def test_a_private_code_point_in_a_text_passes_for_no_syllable() -> None:
    assert "保\ue123a".translate(CodeTable()) == code_of("bao") + BARRIER + "a"


def test_tone_marks_are_dropped() -> None:
    assert toneless("bǎo běn lǜ") == "bao ben lv"
