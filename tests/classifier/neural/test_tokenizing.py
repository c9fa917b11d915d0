"""The table gives what the library gives, on every text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, normalizers

from classifier.neural.tokenizing import CharacterTokenizer, LibraryTokenizer, Tokens, text_tokenizer
from finad import SHIPPED_MODEL
from tests.classifier.neural.small_model import small_tokenizer

SHIPPED = SHIPPED_MODEL / "tokenizer.json"

if not SHIPPED.is_file():
    pytest.skip("no model is shipped", allow_module_level=True)


def shipped() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(SHIPPED))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


FAST, SLOW = text_tokenizer(shipped()), LibraryTokenizer(shipped())
ODD = "保本理财8.8%０２ABCxyzàÿ÷ßẞŸİıſΣςǅKÅＡｚ①㈠💰😀\n\r\t\x0b\x1c\x1f\x85\xa0\u2028\u3000\u200b\ufeff𠮷\U00020000"
SPECIAL = ("[CLS]", "[SEP]", "[PAD]", "[cls]", "[", "]", "[UNK", "[MASK]", "x" * 64, "x" * 65)


def listed(tokens: Tokens) -> list[tuple[int, int, int]]:
    return list(zip(tokens.ids.tolist(), tokens.starts.tolist(), tokens.ends.tolist(), strict=True))


def test_the_shipped_vocabulary_is_looked_up_in_a_table() -> None:
    assert isinstance(FAST, CharacterTokenizer)


@given(
    st.lists(
        st.one_of(
            st.text(max_size=40),
            st.text(ODD, max_size=40),
            st.lists(st.sampled_from([*SPECIAL, *"保本abz 8"]), max_size=8).map("".join),
        ),
        max_size=6,
    )
)
def test_ids_and_places_are_those_of_the_library(texts: list[str]) -> None:
    assert list(map(listed, FAST.encode(texts))) == list(map(listed, SLOW.encode(texts)))


def test_every_single_character_of_the_basic_plane_gets_the_same_id() -> None:
    characters = [chr(code) for code in range(0x30000)]
    assert list(map(listed, FAST.encode(characters))) == list(map(listed, SLOW.encode(characters)))


def test_a_lone_surrogate_stands_for_a_question_mark() -> None:
    assert listed(FAST.encode(["保\ud800本"])[0]) == listed(SLOW.encode(["保?本"])[0])


def test_places_lead_back_to_the_words() -> None:
    text = "年化 Vip专享8%"
    (tokens,) = FAST.encode([text])
    read = [text[start:end] for start, end in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)]
    assert read == ["年", "化", "Vip", "专", "享", "8", "%"]


def test_a_vocabulary_of_another_kind_is_left_to_the_library(tmp_path: Path) -> None:
    assert isinstance(text_tokenizer(small_tokenizer()), LibraryTokenizer)
    changed = shipped()
    changed.normalizer = normalizers.NFKC()
    assert isinstance(text_tokenizer(changed), LibraryTokenizer)
