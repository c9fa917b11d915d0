"""Labelled texts for the tests of the learning aids."""

from typing import Any

from labeled_data.example import LabeledExample

NOUNS = ("稳盈", "金穗", "青禾", "沃野", "长汀", "云帆", "松涛", "海棠", "石榴", "白鹭", "紫荆", "苍梧")


def example(example_id: str, text: str, *positive: str, **changes: Any) -> LabeledExample:
    facts = {"unknown": (), "kind": "fin_ad", "vertical": "bank_wealth", "channel": "sms", "group": example_id}
    return LabeledExample(example_id=example_id, text=text, positive=positive, **{**facts, **changes})


def promises_and_plain_texts() -> list[LabeledExample]:
    """Two dozen texts that promise and are labelled so, and as many that do not."""
    promises = [
        example(f"yes-{number}", f"{noun}理财第{number}期，保本保息，到期必兑", "guaranteed_return")
        for number, noun in enumerate(NOUNS)
    ]
    plain = [
        example(f"no-{number}", f"{noun}银行第{number}网点周末照常营业，欢迎光临") for number, noun in enumerate(NOUNS)
    ]
    return [*promises, *plain]
