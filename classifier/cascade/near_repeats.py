"""Gives copies of one ad one reading by the model: what differs between them without a bearing on the verdict is
written alike before the model reads it.

Telephone and other long numbers, codes, links and the names of people who are greeted; never rates, amounts or terms.
Every character keeps its place, so that words found in the one are those of the other, and what is said of an ad
follows from the ad alone, whatever was scanned before it. The rules read the ad as it is. Knows nothing of caches.
"""

import re
from collections.abc import Sequence

from classifier.neural.encoding import AdEncoder, EncodedAd

_HAN = "一-鿿"
_LONG_NUMBER = re.compile(
    # Amounts and figures stay: those with a sign before them or a unit behind, and parts of decimals.
    r"(?<![\d.,¥$])(?P<own>(?:\+?86[- ]?)?"
    r"(?:1\d{2}[- ]\d{4}[- ]\d{4}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|0\d{2,3}[- ]\d{7,8}|\d{7,}))"
    r"(?![\d]|[.,]\d|[ ]?[%‰元块万亿千百角美港])"
)
_CODE = re.compile(
    r"(?:验证码|校验码|动态码|激活码|提取码|取件码|邀请码|优惠码|订单号?|单号|编号|工号|尾号|卡号|账号|帐号|qq|微信号?)"
    r"[^\da-z\n]{0,4}(?P<own>[a-z]{0,4}-?\d[a-z\d-]{2,})(?![\d]|[.,]\d|[ ]?[%‰元块万亿千百角美港])"
)
_LINK = re.compile(
    r"(?:https?://|www\.)(?P<own>[a-z0-9][a-z0-9._~:/?#@!$&'()*+,;=%-]*)"
    r"|(?<![a-z0-9@.])(?P<bare>(?:[a-z0-9-]{1,40}\.){1,3}"
    r"(?:com|cn|net|org|cc|me|co|top|xyz|info|vip|ltd|club|site|wang|in|io|tv|la)(?![a-z0-9])(?:/[a-z0-9._~/?#&=%-]*)?)"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)
_GREETED = re.compile(
    rf"(?:(?:尊敬的|亲爱的)(?P<own>[{_HAN}]{{1,3}})|(?<![{_HAN}])(?P<bare>[{_SURNAMES}][{_HAN}]{{0,2}}))(?=先生|女士|小姐)"
    rf"|(?<![{_HAN}])(?P<titled>[{_SURNAMES}])(?=经理|总监|主任|老师)"
)

_DIGITS = "13800138000"
_LETTERS = "abcdefgh"
_NAME = "某"
_DIGIT_OR_LETTER = re.compile("[0-9a-z]")
_IS_CANDIDATE = re.compile(r"\d{3}|\.[a-z]|www|http|先生|女士|小姐|经理|总监|主任|老师")
"""Texts without any of these hold nothing to be written alike, and most do not."""


class NearRepeatEncoder(AdEncoder):
    """Encodes ads with what differs between copies written alike."""

    def __init__(self, encoder: AdEncoder) -> None:
        self._encoder = encoder
        self.max_tokens = encoder.max_tokens

    def encode(self, ads: Sequence[Sequence[str]], hints: Sequence[str] | None = None) -> list[EncodedAd]:
        """Encode ads."""
        return self._encoder.encode([[written_alike(text) for text in passages] for passages in ads], hints)


def written_alike(text: str) -> str:
    """A normalised text with everything of the kind written alike, in as many characters."""
    if _IS_CANDIDATE.search(text) is None:
        return text
    # Links first: a number inside one is part of it.
    for pattern in (_LINK, _LONG_NUMBER, _CODE):
        text = pattern.sub(_with_plain_signs, text)
    return _GREETED.sub(_with_plain_name, text)


def _with_plain_signs(match: re.Match[str]) -> str:
    counts = {_DIGITS: 0, _LETTERS: 0}

    def plain(sign: re.Match[str]) -> str:
        series = _DIGITS if sign[0].isdigit() else _LETTERS
        counts[series] += 1
        return series[(counts[series] - 1) % len(series)]

    own = match[match.lastgroup or 0]
    start = match.start(match.lastgroup or 0) - match.start()
    return match[0][:start] + _DIGIT_OR_LETTER.sub(plain, own) + match[0][start + len(own) :]


def _with_plain_name(match: re.Match[str]) -> str:
    name = match[match.lastgroup or 0]
    return match[0][: len(match[0]) - len(name)] + _NAME * len(name)
