"""What the rules say, in numbers and in words."""

from dataclasses import replace

import pytest

from classifier import AdCopy, Scanner, ScannerConfig, build_scanner
from classifier.legal.category import CODES
from classifier.neural.signals import rule_hint, rule_signals
from tests.classifier.neural.small_model import fake_model


@pytest.fixture(scope="module")
def rules() -> Scanner:
    return build_scanner(ScannerConfig(with_edits=False))


def hint(rules: Scanner, text: str) -> str:
    reading = rules.assembly.reader.read(AdCopy.of_text(text))
    return rule_hint(rule_signals(reading, rules.detect(reading)))


def test_violations_and_questions_are_named_each_as_what_they_are(rules: Scanner) -> None:
    said = hint(rules, "某某理财，保本保息，年化收益率12%，欢迎来电咨询")
    violated, asked = said.split("：")[1:]
    assert violated.startswith("违")
    assert "承诺收益" in violated
    assert asked.startswith("疑")
    assert "无证经营" in asked


def test_nothing_found_is_said_too(rules: Scanner) -> None:
    assert hint(rules, "今天天气很好，适合散步。") in {"规则", "规则：非广告"}


def test_a_model_that_reads_rules_must_be_told(rules: Scanner) -> None:
    plain = fake_model({})
    model = replace(plain, manifest=replace(plain.manifest, reads_rules=True))
    reading = rules.assembly.reader.read(AdCopy.of_text("保本理财"))
    with pytest.raises(ValueError, match="give it their signals"):
        model.score([reading])
    (scores,) = model.score([reading], [rule_signals(reading, ())])
    assert scores is not None
    assert scores.logits.shape == (len(CODES),)
