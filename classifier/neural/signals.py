"""What the rules say of an ad, as numbers for a sum and as words for a network to read.

Knows nothing of networks or of how the numbers are weighed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from classifier.finding import Finding, Status
from classifier.legal.category import CODES
from classifier.neural.calibration import Array
from classifier.neural.trade import trade_of
from classifier.reading import Reading

_NAMES = dict(
    zip(
        CODES,
        (
            "未提示风险",
            "承诺收益",
            "夸大业绩",
            "推荐证明",
            "误导欺骗",
            "无证经营",
            "数据不实",
            "禁止业务",
            "首付融资",
        ),
        strict=True,
    )
)
"""Short, in plain words, and never changed: networks are trained on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSignals:
    """What the rules say of one ad, as numbers beside the logits of the model; categories in the order of ``CODES``."""

    rules: Array
    """Probability of the strongest violation found, 0 without one: shape (9,)."""
    asks: Array
    """1 where a fact is asked for: shape (9,)."""
    no_advert: float
    """1 where the text is no advert."""
    trade: str
    """What the ad is for; empty where it cannot be told."""


def rule_signals(reading: Reading, findings: Iterable[Finding]) -> RuleSignals:
    """Put ``findings``, those of the rules on ``reading`` with the law applied, into numbers."""
    rules, asks = np.zeros(len(CODES)), np.zeros(len(CODES))
    for finding in findings:
        column = CODES.index(finding.category)
        if finding.status is Status.VIOLATION:
            rules[column] = max(rules[column], finding.probability)
        else:
            asks[column] = 1.0
    return RuleSignals(rules=rules, asks=asks, no_advert=float(not reading.is_advert), trade=trade_of(reading))


def rule_hint(signals: RuleSignals) -> str:
    """The same in words, for a network that reads them before the ad."""
    said = ["规则", *(["非广告"] if signals.no_advert else [])]
    found = [_NAMES[code] for code, strength in zip(CODES, signals.rules, strict=True) if strength]
    asked = [_NAMES[code] for code, is_asked in zip(CODES, signals.asks, strict=True) if is_asked]
    said += [f"违{'、'.join(found)}"] if found else []
    said += [f"疑{'、'.join(asked)}"] if asked else []
    return "：".join(said)
