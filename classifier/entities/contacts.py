"""Finds ways to get in touch: phones, QQ, WeChat, Telegram, web and mail addresses, masked ones included.

Knows nothing of whose they are.
"""

import re
from typing import Final

from classifier.entities.model import Entity, EntityKind
from classifier.places import Occupied
from classifier.text import Span

_HAN_DIGITS: Final = {char: str(value) for value, chars in enumerate(
    ("〇零", "一幺壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
_HAN: Final = "".join(_HAN_DIGITS)

_PHONE: Final = re.compile(
    r"(?<![\dx*.])(?:"
    r"(?P<mobile_phone>(?:\+?86[- ]?)?1[3-9](?:\d[- ]?\d{4}[- ]?\d{4}|[\dx*]{9})|[x*]{11}|1[x*]{10}"
    rf"|[一幺1壹][{_HAN}\d]{{10}})"
    r"|(?P<service_phone>[48]00[- ]?[\dx*]{3,4}[- ]?[\dx*]{3,4}|9[56]\d{3}(?=[^\d元万%])|9[56]\d{3}$)"
    r"|(?P<landline>0\d{2,3}[-) ]{0,2}[2-9]\d{6,7}|[x*]{3,4}-[x*]{7,8})"
    r")(?![\dx*])"
)
_LOCAL_PHONE: Final = re.compile(
    r"(?:电话|热线|致电|咨询|联系|tel|手机)[:为\s]{0,3}(?P<value>[2-9]\d{6,7}|[x*]{7,8})(?![\dx*.])"
)
_QQ: Final = re.compile(
    r"(?<![a-z])(?:qq|q q|扣扣|企鹅|加q|q)(?:交流|客服)?(?:群号|群|号)?[:为\s加号]{0,3}"
    r"(?P<value>[1-9x*][\dx*]{4,10})(?![\dx*])"
)
_WECHAT: Final = re.compile(
    r"(?:微信|威信|薇信|维信|徽信|微心|微伈|vx|wx|v信|薇|加v|\+v|weixin|wechat)(?:公众号|客服|同)?号?"
    r"[:为是\s加搜号(]{0,4}(?P<value>(?<![a-z])[a-z][a-z\d_-]{5,19}|1[3-9][\dx*]{9}|[1-9]\d{5,10}|[x*]{5,12})(?![a-z\d])"
    r"|(?P<bare>(?:加|添加|\+)(?:我|老师|客服|助理|本人)?(?:微信|威信|薇信|薇|v信|vx|v(?![a-z\di])|wx))"
)
_TELEGRAM: Final = re.compile(
    r"(?:telegram|电报|纸飞机|(?<![a-z])tg)(?:群|号|频道)?[:\s@]{1,3}(?P<value>[a-z][a-z\d_]{4,31})|t\.me/(?P<link>\+?[a-z\d_]{4,32})"
)
_TOP: Final = "com|cn|net|org|cc|top|vip|xyz|info|io|app|shop|club|site|me|hk|tv|biz|ltd|pro|fun|online|link"
_URL: Final = re.compile(
    r"(?:https?:?//|www\.)[a-z\d][a-z\d._~/?#@!$&*+;=%:-]{2,200}"
    rf"|(?<![a-z\d@._-])(?:[a-z\d][a-z\d-]{{0,40}}\.){{1,3}}(?:{_TOP})(?![a-z\d])(?:/[a-z\d._~/?#=&%+-]{{0,200}})?"
)
_EMAIL: Final = re.compile(rf"[a-z\d][a-z\d._+-]{{0,40}}@(?:[a-z\d-]{{1,40}}\.){{1,3}}(?:{_TOP})(?![a-z\d])")
_DIGITS_GATE: Final = re.compile(rf"\d{{5}}|[x*]{{5}}|\d{{3}}[- ]\d|[x*]{{3}}-|[{_HAN}]{{9}}|1\d{{1,3}}[x*]")


def find_contacts(text: str) -> list[Entity]:
    """Contacts of a normalised text; ``value`` is ``None`` where digits are masked or no account is given."""
    entities = _Entities(len(text))
    has_digits = _DIGITS_GATE.search(text) is not None
    if "." in text or "//" in text:
        _add(entities, _EMAIL, text, EntityKind.EMAIL)
        _add(entities, _TELEGRAM, text, EntityKind.TELEGRAM)
        _add(entities, _URL, text, EntityKind.URL)
    if "信" in text or "薇" in text or "v" in text or "wx" in text or "we" in text:
        _add(entities, _WECHAT, text, EntityKind.WECHAT)
    if "t" in text or "电报" in text or "飞机" in text:
        _add(entities, _TELEGRAM, text, EntityKind.TELEGRAM)
    if has_digits:
        if "q" in text or "扣" in text or "企鹅" in text:
            _add(entities, _QQ, text, EntityKind.QQ)
        for match in _PHONE.finditer(text):
            entities.append(EntityKind(str(match.lastgroup)), match.start(), match[0], _phone_value(match[0]))
        _add(entities, _LOCAL_PHONE, text, EntityKind.LANDLINE)
    return entities.found


class _Entities:
    """Entities found so far, none overlapping another: the first that is found stands."""

    def __init__(self, length: int) -> None:
        self.found: list[Entity] = []
        self._taken = Occupied(length)

    def append(self, kind: EntityKind, start: int, written: str, value: str | None) -> None:
        span = Span(start, start + len(written))
        if not self._taken.overlaps(span):
            self._taken.add(span)
            self.found.append(Entity(kind=kind, span=span, text=written, value=value))


def _add(entities: _Entities, pattern: re.Pattern[str], text: str, kind: EntityKind) -> None:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        name = next((name for name in ("value", "link", "bare") if groups.get(name)), None)
        if name is None:
            entities.append(kind, match.start(), match[0].rstrip(".,;:!?"), match[0].rstrip(".,;:!?"))
        else:
            written = match[name]
            entities.append(kind, match.start(name), written, None if name == "bare" else _phone_value(written))


def _phone_value(written: str) -> str | None:
    if re.search(r"[x*]{3}", written):
        return None
    if written[0] in _HAN_DIGITS:
        return "".join(_HAN_DIGITS.get(char, char) for char in written)
    if written[0].isdigit() or written[0] == "+":
        return re.sub(r"[-) ]", "", written)
    return written
