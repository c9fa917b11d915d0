"""Innocent differences of spelling brought to one form: width, case, script, digits, invisible characters.

Knows nothing of guarded terms; what needs a term to be seen as a disguise is undone in ``disguise``.
"""

import re
from functools import lru_cache

from classifier.normalizing.characters import HAN, CharacterTable, compose, is_accent, is_word_character
from classifier.normalizing.disguises import DisguiseKind
from classifier.normalizing.normalized import NormalizedText, RawMark, Rewrite
from classifier.text import Span

_TABLE = CharacterTable()

_ZERO = re.compile(rf"(?<![0-9a-z.,:/+~-])(?<![0-9.,:/+~-] )0 ?(?=[{HAN}])")
_REPEATED_MARK = re.compile(r"([!?。,;~、])\1+")
_COUNT = "一二三四五六七八九十百千零"
_NUMERAL = re.compile(
    # A circle between two digits is one of the numeral, whatever it is itself written as: 伍一○元.
    f"(?:[{_COUNT}万亿元肆伍陆玖拾]|(?<=[{_COUNT}])[○◯]+(?=[{_COUNT}元肆伍陆玖拾])){{2,}}"
)
_FORMAL = "肆伍陆玖拾"
_FORMAL_TO_PLAIN = str.maketrans(_FORMAL, "四五六九十")
_ROUND_ZERO = re.compile(f"(?<=[{_COUNT}])[○◯]+(?=[{_COUNT}○◯年月日元])")
_KEYCAP = frozenset("\ufe0e\ufe0f\u20e3")
_ASPECT_ZHU = re.compile("(?<![名显原编土专论卓昭巨遗合译拙撰较新所])著(?![名作称者述书录])")
_CONTEXTUAL = re.compile("[0○◯著肆伍陆玖拾]|([!?。,;~、])\\1")


def fold(raw: str) -> NormalizedText:
    """Bring ``raw`` to the one spelling in which rules are written.

    - width and compatibility forms by NFKC (Ａ → a, ㎏ → kg, ⼈ → 人, ㊙ → 秘, ： → :); 。 、 … and quotes stay;
    - lower case; accents composed (bǎo stays bǎo);
    - traditional, Japanese and variant characters to simplified, character by character (乾 stays; 著 becomes 着
      where it is the particle, not in 著名 or 著作);
    - digits: every script's, circled, keycap and superscript digits to ASCII; 壹貳叁 … 佰仟 to 一二三 … 百千
      (those that are words too, 肆伍陆玖拾, only inside a numeral); 〇 to 零, ○ only inside a numeral;
    - **zero**: a 0 that stands alone before a Chinese character is 零, a blank between them dropped
      (0风险, 〇風險 and ０ 风险 all become 零风险); no other number changes (10天, 0.5%, 第10 stay);
    - zero-width, format and control characters, variation selectors and stray accents are taken out; between two
      letters, digits or Chinese characters that is a disguise, elsewhere innocent;
    - a repeated sentence mark becomes one (！！！ → !). Line breaks, blanks and other marks stay: what stands
      between the characters of a word is judged, term by term, by the ``Unmasker``.

    Total: any string of code points is accepted, lone surrogates included. ``fold(fold(x).text).text`` is
    ``fold(x).text``.
    """
    text = raw.translate(_TABLE)
    if _TABLE.irregular.isdisjoint(raw):
        if _CONTEXTUAL.search(text) is None:
            return NormalizedText(raw=raw, text=text)
        normalized = NormalizedText(raw=raw, text=text)
    else:
        normalized = _fold_by_character(raw)
        if _CONTEXTUAL.search(normalized.text) is None:
            return normalized
    return _fold_in_context(normalized)


@lru_cache(maxsize=65536)
def fold_term(term: str) -> str:
    """Bring a term of a data file to the spelling that :func:`fold` gives to texts, so that both meet.

    A term that begins with 0 before a Chinese character begins with 零 afterwards (0首付 → 零首付). Terms are
    not altered otherwise; inner blanks stay.
    """
    return fold(term).text


def _fold_by_character(raw: str) -> NormalizedText:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    marks: list[RawMark] = []
    gap: int | None = None  # raw place from which on everything was taken out
    for position, character in enumerate(raw):
        folded = _TABLE[ord(character)]
        if folded and is_accent(folded):
            composed = compose(pieces[-1], folded) if pieces and gap is None else None
            if composed is not None:
                pieces[-1], ends[-1] = composed, position + 1
                continue
            folded = ""
        if not folded:
            gap = position if gap is None else gap
            continue
        if gap is not None:
            if gap and _hides(raw[gap:position], raw[gap - 1], character):
                marks.append(RawMark(gap, position, (DisguiseKind.ZERO_WIDTH,)))
            gap = None
        pieces.extend(folded)
        starts.extend([position] * len(folded))
        ends.extend([position + 1] * len(folded))
    return NormalizedText.assemble(raw, "".join(pieces), starts, ends, marks)


def _hides(invisible: str, before: str, after: str) -> bool:
    """Whether invisible characters cut a word in two; those of a keycap (1️⃣) do not."""
    if not (is_word_character(before) and is_word_character(after)):
        return False
    return not (before.isdigit() and _KEYCAP.issuperset(invisible))


def _fold_in_context(normalized: NormalizedText) -> NormalizedText:
    # A change may make room for another, but only for a later one in this order: a zero is a digit of the numeral
    # behind it (0伍元), and a formal digit made plain of the circle beside it (伍陆○一).
    for rewrites_of in (_single_rewrites, _formal_rewrites, _circle_rewrites):
        normalized = normalized.rewrite(rewrites_of(normalized.text))
    return normalized


def _single_rewrites(text: str) -> list[Rewrite]:
    found = [_rewrite(match, "零") for match in _ZERO.finditer(text)]
    found += [_rewrite(match, match[1]) for match in _REPEATED_MARK.finditer(text)]
    found += [_rewrite(match, "着") for match in _ASPECT_ZHU.finditer(text)]
    return sorted(found, key=lambda change: change.span)


def _formal_rewrites(text: str) -> list[Rewrite]:
    return [
        _rewrite(match, match[0].translate(_FORMAL_TO_PLAIN))
        for match in _NUMERAL.finditer(text)
        if _is_formal_numeral(match[0])
    ]


def _circle_rewrites(text: str) -> list[Rewrite]:
    return [_rewrite(match, "零" * len(match[0])) for match in _ROUND_ZERO.finditer(text)]


def _rewrite(match: re.Match[str], replacement: str) -> Rewrite:
    return Rewrite(span=Span(*match.span()), replacement=replacement)


def _is_formal_numeral(run: str) -> bool:
    """Whether the formal digits of a run count something: 伍拾万, 三百玖拾, 伍万元; not 大陆一, 收拾, 队伍百."""
    formal = sum(character in _FORMAL for character in run)
    return formal > 1 or (formal == 1 and run.endswith("元"))
