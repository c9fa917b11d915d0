"""Holds a decision profile: thresholds, outcome rules and weights, and what they make of one category's answer.

Does not know rules, evidence or the law.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from classifier.errors import ClassifierError
from classifier.finding import Outcome, Status

PRIORITY_PARTS = ("severity", "probability", "categories", "disguise", "reach", "watch_list")
"""Parts a priority is the sum of: how grave, how sure, how many categories, disguise as a sign of intent, reach of the
channel, advertiser on the watch list."""

OPERATING_POINTS = ("balanced", "strict", "sure")
"""Thresholds that come with a model: of best F1, of best F2 (misses weigh more), of best F0.5 (false alarms do)."""

DEFAULT_CHANNEL = "default"
"""Key of the reach of channels that are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryPolicy:
    """How one category is decided. Probabilities are 0 to 1."""

    violation_at: float
    """From here on the status is ``violation``."""
    review_at: float
    """From here on the ad is reviewed; never above ``violation_at``."""
    needs_fact_outcome: Outcome
    """What a finding that only asks for a fact leads to."""
    base_probability: float
    """Probability where nothing was found."""
    severity: int
    """1 to 5; the taxonomy's unless the profile changes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRule:
    """Gives an outcome to answers that meet all its conditions."""

    outcome: Outcome
    statuses: frozenset[Status]
    categories: frozenset[str]
    """Empty means every category."""
    min_severity: int
    min_probability: float

    def fits(self, code: str, status: Status, probability: float, severity: int) -> bool:
        """Whether the answer for the category meets all conditions."""
        return (
            status in self.statuses
            and (not self.categories or code in self.categories)
            and self.min_severity <= severity
            and self.min_probability <= probability
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All settings of one decision profile, inheritance resolved."""

    profile_id: str
    name_zh: str
    name_en: str
    note_zh: str
    note_en: str
    strengths: Mapping[str, float]
    """Strength name of a rule to the probability it gives."""
    categories: Mapping[str, CategoryPolicy]
    """All nine."""
    outcomes: tuple[OutcomeRule, ...]
    priority_weights: Mapping[str, int]
    """Each of ``PRIORITY_PARTS``; 100 together."""
    channel_reaches: Mapping[str, float]
    """Channel to reach, 0 to 1."""
    operating_point: str
    """Which of the thresholds measured for a model make a violation: one of ``OPERATING_POINTS``."""
    miss_at_most: float | None
    """Share of the violating ads of a category that may pass with no person looking, where a model is in use; ``None``
    for no such promise."""

    def strength(self, name: str) -> float:
        """Return the probability that a rule of that strength gives.

        Raises:
            ClassifierError: there is no such strength.
        """
        try:
            return self.strengths[name]
        except KeyError:
            raise ClassifierError(f"unknown strength {name!r}; known: {', '.join(self.strengths)}") from None

    def channel_reach(self, channel: str | None) -> float:
        """Return the reach of a channel, 0 to 1; the default where it is unknown."""
        return self.channel_reaches.get(channel or DEFAULT_CHANNEL, self.channel_reaches[DEFAULT_CHANNEL])

    def is_violation(self, code: str, probability: float) -> bool:
        """Whether the probability is enough for the status ``violation``."""
        return self.categories[code].violation_at <= probability

    def outcome_of(self, code: str, status: Status, probability: float) -> Outcome:
        """Return what one category's answer asks for; the ad takes the gravest of its nine.

        The first outcome rule that fits decides. Where none fits, a missing fact leads to the category's
        ``needs_fact_outcome``, and a probability from ``review_at`` on leads to review.
        """
        policy = self.categories[code]
        for rule in self.outcomes:
            if rule.fits(code, status, probability, policy.severity):
                return rule.outcome
        if status is Status.NEEDS_FACT:
            # The fact may be configured away, and so may not come back in through its probability.
            return policy.needs_fact_outcome
        return Outcome.REVIEW if policy.review_at <= probability else Outcome.PASS
