"""What a scan says: findings, their evidence, and the verdict on one ad.

These are a machine's statements. What a person decides about them is another type in another package.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from classifier.normalizing.disguises import Disguise
from classifier.text import Evidence, Span

MODEL = "model"
"""Name of the neural model as a detector."""
HUMAN_REVIEW = "human_review"
"""Fact id of what a person must judge because machines are in doubt, or of two minds."""


class Status(StrEnum):
    """Answer for one category."""

    VIOLATION = "violation"
    NONE = "none"
    NEEDS_FACT = "needs_fact"


class Outcome(StrEnum):
    """What to do with the ad."""

    PASS = "pass"
    REVIEW = "review"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """The wording that came closest to what was looked for."""

    evidence: Evidence
    form: str
    """The form it came closest to."""
    similarity: float
    """0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Proof that something is missing: what was looked for, and where."""

    forms_searched: tuple[str, ...]
    passages_searched: tuple[str, ...]
    """Ids of all passages read."""
    nearest_miss: NearMiss | None
    images_not_read: tuple[str, ...]
    """Ids of image passages without text: the warning may stand there."""
    risk_bearer: str | None
    """Wording that says who bears the risk, where one was found; ``None`` otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """The fact outside the text on which the answer turns."""

    fact_id: str
    question_zh: str
    question_en: str
    where_zh: str
    """Registry or document in which the fact is looked up."""
    where_en: str
    subject: str | None = None
    """Name or number to look up, where the ad states one."""


class CitationRole(StrEnum):
    """Whether a provision forbids or punishes."""

    BASIS = "basis"
    PENALTY = "penalty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A provision as in force on the ad's date."""

    provision_id: str
    role: CitationRole
    cite_zh: str
    """For example ``《广告法》（2021修正）第二十五条第一项``. Says 待核实 itself where not confirmed."""
    cite_en: str
    is_confirmed: bool
    in_force_from: date | None
    in_force_to: date | None
    """Last day in force; ``None`` while in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """An office to which a lead goes (移送)."""

    desk_id: str
    name_zh: str
    name_en: str


class EditKind(StrEnum):
    """What the advertiser is asked to do."""

    DELETE = "delete"
    REPLACE = "replace"
    APPEND = "append"
    REWRITE = "rewrite"
    """No small change was found; the ad must be reworded as a whole."""
    WITHDRAW = "withdraw"
    """What is promoted is itself unlawful."""
    PROVE = "prove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One replacement in one passage of the original ad."""

    passage_id: str
    span: Span | None
    """What is replaced, in raw code points; ``None`` appends to the end of the passage."""
    quote: str
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The smallest change that clears a finding, or the proof that cures it."""

    kind: EditKind
    changes: tuple[Change, ...]
    """To be made together; all offsets are those of the original ad. Empty for withdraw and prove."""
    note_zh: str
    note_en: str
    is_verified: bool
    """The edited ad was scanned again: the finding is gone and no new one appeared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One category, one reason, one piece of proof.

    A violation carries evidence or an absence record; ``needs_fact`` names the missing fact.
    """

    category: str
    status: Status
    probability: float
    """Probability that the ad violates the category, 0 to 1."""
    evidence: tuple[Evidence, ...]
    detector: str
    rule_id: str | None
    reason_zh: str
    reason_en: str
    absence: Absence | None = None
    missing_fact: MissingFact | None = None
    disguises: tuple[Disguise, ...] = ()
    citations: tuple[Citation, ...] = ()
    referrals: tuple[Referral, ...] = ()
    """Offices for this kind of lead, the one in charge first."""
    edit: Edit | None = None

    def __post_init__(self) -> None:
        if self.status is Status.VIOLATION and not (self.evidence or self.absence):
            raise ValueError(f"a violation of {self.category} needs evidence or an absence record ({self.detector})")
        if self.status is Status.NEEDS_FACT and self.missing_fact is None:
            raise ValueError(f"needs_fact on {self.category} must name the missing fact ({self.detector})")
        if self.status is Status.NONE:
            raise ValueError("no finding is made where nothing was found")

    @property
    def told_probability(self) -> str:
        """The probability as it is told to a person."""
        return told_percent(self.probability)


def told_percent(probability: float) -> str:
    """A probability as it is told to a person: nothing is certain, and nothing out of the question."""
    return f"{min(max(round(100 * probability), 1), 99)}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A duty left undone that is none of the nine categories; told apart so that it never counts as one."""

    code: str
    evidence: tuple[Evidence, ...]
    text_zh: str
    text_en: str
    provision_ids: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    """The provisions as in force on the ad's date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """Place in the review queue, 0 to 100, with the parts it is the sum of."""

    score: int
    parts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Everything a verdict depends on besides the ad."""

    finad: str
    taxonomy: str
    law: str
    rules: str
    policy: str
    settings: str
    """Packs in use and switches, where they differ from the default; ``default`` otherwise."""
    registry: str | None
    model: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer on one ad."""

    copy_id: str
    outcome: Outcome
    priority: Priority
    scores: Mapping[str, float]
    """Probability per category code; all nine, in taxonomy order."""
    statuses: Mapping[str, Status]
    findings: tuple[Finding, ...]
    """Strongest first within taxonomy order."""
    law_as_of: date
    versions: Versions
    notices: tuple[Notice, ...] = ()
    """Duties outside the nine categories; they change neither outcome nor priority and stay out of the machine line."""
