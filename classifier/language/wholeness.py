"""Does an ad stand whole, or was it visibly cut or lifted from a page?

Something missing can only be seen to be missing in a whole ad. Knows nothing of what should be there.
"""

import re

from classifier.normalizing.segmentation import Segmenter

_HEADLESS = re.compile(r"^[\s,。、;:!?)】%]|^(?:的|和|及|或|等|元|期|起)[,。、;:!?]")
_TERMINAL = re.compile(r"[。!?.…~】\])”\"'』》)★☆^#*\-=_]\s*$")
_OPEN_END = re.compile(r"[,、:;(【《“\[+/]\s*$")
_NAMED_CONTACT = re.compile(r"(?:经理|联系人?|请?找|咨询|电联|致电|顾问|[\dx]{7,13})\s?[\u4e00-\u9fff]{1,4}$")
_BULLET = re.compile(r"^\s*(?:[●■◆★▶•·]|\d{1,2}\s?[.、)]|第[一二三四五六七八九十\d]步|步骤)")
_CLAUSE_END = re.compile(r"[。!?;\n,:]")
_FULL_STOP = re.compile(r"[。!?]")
# A comma inside a figure (100,000 元) ends no piece.
_SENTENCE_END = re.compile(r"[。!?;]|,(?!\d{3})")
_KEYWORD = re.compile(r"[^\s\d%。!?;:、()《》“”\"]{1,10}")
_FIGURE = re.compile(r"[\dx]\s?(?:%|元|万|倍|厘|分|天|个月|年)")
_BRACKETS = (("(", ")"), ("【", "】"), ("《", "》"), ("“", "”"))

_SHORTEST_LAST_CLAUSE = 3
"""A last clause of fewer characters, without a full stop, was cut: 有需要请联系我,电."""

_CARD_PIECES = 4
_CARD_PIECE_LENGTH = 8
"""From so many pieces on, none a sentence and none longer on average, a text is a card or menu lifted from a page."""

_SHORTEST_SIGNATURE, _LONGEST_SIGNATURE = 3, 6
"""A last clause of so many characters behind a full stop is who signs: 可与我联系。某行小陈."""

_FEWEST_KEYWORDS = 4
_KEYWORD_LENGTH = 10
"""So many pieces between commas, none longer and without a figure, are the keywords of a page."""

_SHORT = 20
"""A shorter text without a full stop or a figure is a slogan or label."""

_LONG = 160
"""Longer texts are pages or descriptions; where the last bullet stops says nothing about the ad."""

_FINAL_SYLLABLES = frozenset(
    "元起啦吧哦呢了等人店家行月日号楼路万厘贷款%天年期券金卡险分秒城网省市县区院站局部处后中内外上下里旁边到好快多高低吗呀哟喔嘛"
)
"""Single characters with which an unpunctuated sentence may well end."""


def is_fragment(text: str, segmenter: Segmenter) -> bool:
    """Whether normalised ``text`` begins or ends in mid-sentence, or is a bullet lifted from a page."""
    stripped = text.strip()
    if len(stripped) >= _LONG:
        return bool(_HEADLESS.search(stripped))
    if any(sign.search(stripped) for sign in (_HEADLESS, _OPEN_END, _BULLET)) or _is_keyword_list(stripped):
        return True
    if _TERMINAL.search(stripped) or _NAMED_CONTACT.search(stripped):
        return False
    if _is_card(stripped) or (len(stripped) < _SHORT and not _FIGURE.search(stripped)):
        return True
    last = _CLAUSE_END.split(stripped)[-1].strip()
    if len(last) == len(stripped) or _is_signed(stripped):
        return False  # unpunctuated copy shows no sign of a cut
    if any(last.count(closing) < last.count(opening) for opening, closing in _BRACKETS):
        return True
    if len(last) < _SHORTEST_LAST_CLAUSE:
        return True
    final = segmenter.tokens(last)[-1][0]
    return len(final) == 1 and "\u4e00" <= final <= "\u9fff" and final not in _FINAL_SYLLABLES


def _is_card(text: str) -> bool:
    pieces = text.split()
    return (
        len(pieces) >= _CARD_PIECES
        and sum(map(len, pieces)) <= _CARD_PIECE_LENGTH * len(pieces)
        and not _SENTENCE_END.search(text)
    )


def _is_keyword_list(text: str) -> bool:
    pieces = text.replace("p2p", "").split(",")
    return len(pieces) >= _FEWEST_KEYWORDS and all(
        len(piece) <= _KEYWORD_LENGTH and _KEYWORD.fullmatch(piece) for piece in pieces
    )


def _is_signed(text: str) -> bool:
    last = _FULL_STOP.split(text)[-1].strip()
    return len(last) < len(text) and _SHORTEST_SIGNATURE <= len(last) <= _LONGEST_SIGNATURE and last.isalpha()
