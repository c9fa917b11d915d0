"""Runs the hits and misses that every rule carries.

Knows nothing of files; used by the tests and by ``finad rules test``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.detectors.wording import WordingDetector
from classifier.reading import Reader
from classifier.rulebook import Rule
from classifier.text import AdCopy


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFailure:
    """An example on which a rule does not do what it says."""

    rule_id: str
    pack: str
    text: str
    expected_hit: bool
    explanation: str
    """Which nominations there were and what dropped them."""

    def __str__(self) -> str:
        wanted = "should hit" if self.expected_hit else "should not hit"
        return f"{self.pack}: {self.rule_id}: {wanted}: {self.text!r} ({self.explanation})"


def failing_examples(reader: Reader, detector: WordingDetector, rules: tuple[Rule, ...]) -> Iterator[ExampleFailure]:
    """Every example of ``rules`` that comes out wrong; none means all rules keep their word."""
    for rule in rules:
        for expected_hit, texts in ((True, rule.hits), (False, rule.misses)):
            for text in texts:
                reading = reader.read(AdCopy.of_text(text))
                own = [item for item in detector.nominations(reading) if item.rule.rule_id == rule.rule_id]
                if any(item.dropped is None for item in own) is expected_hit:
                    continue
                yield ExampleFailure(
                    rule_id=rule.rule_id,
                    pack=rule.pack,
                    text=text,
                    expected_hit=expected_hit,
                    explanation="; ".join(
                        f"{item.page.text[item.span.start : item.span.end]}: "
                        + ("stands" if item.dropped is None else f"dropped, {item.dropped.value} {item.detail}")
                        for item in own
                    )
                    or f"no wording of the rule found; genre {reading.genre.name}, products {sorted(reading.products)}",
                )
