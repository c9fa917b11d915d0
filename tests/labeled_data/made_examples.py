"""Examples for the tests of the labelled set."""

import random
from typing import Any

from classifier.legal.category import CODES
from classifier.text import Span
from labeled_data import LabeledExample
from labeled_data.vocabulary import Vocabulary

CHARACTERS = "理财基金信托保险贷款证券期货黄金支付房产投资收益稳健银行平台客户服务产品到期开户申请年化利率"


def example(example_id: str = "a", text: str = "稳健增利，保本保息", **changes: Any) -> LabeledExample:
    """A faultless financial ad with one proven category, but for ``changes``."""
    facts: dict[str, Any] = {
        "positive": ("guaranteed_return",),
        "unknown": (),
        "evidence": {"guaranteed_return": (Span(5, 9),)},
        "kind": "fin_ad",
        "complete": True,
        "vertical": "bank_wealth",
        "channel": "sms",
        "year": 2018,
        "group": f"group of {example_id}",
    }
    return LabeledExample(example_id=example_id, text=text, **{**facts, **changes})


def clean(example_id: str, text: str, **changes: Any) -> LabeledExample:
    """A faultless financial ad without any positive, but for ``changes``."""
    return example(example_id, text, **{"positive": (), "evidence": {}, **changes})


def random_set(count: int, vocabulary: Vocabulary, *, seed: int = 0, group_size: int = 8) -> tuple[LabeledExample, ...]:
    """Examples of random characters, far from each other, whose labels are spread at random."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        text = "".join(chance.choices(CHARACTERS, k=chance.randint(20, 80)))
        positive = tuple(code for code in CODES if chance.random() < 0.1)
        made.append(
            LabeledExample(
                example_id=f"e{number:05}",
                text=text,
                positive=positive,
                unknown=tuple(code for code in CODES if code not in positive and chance.random() < 0.05),
                kind="fin_ad",
                complete=True,
                vertical=chance.choice(vocabulary.ad_verticals),
                channel=chance.choice(vocabulary.ad_channels),
                year=2018,
                group=f"g{number // group_size:04}",
            )
        )
    return tuple(made)
