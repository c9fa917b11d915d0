"""The figures and words of ``rules/quantities.yaml``: ceilings of return, marks of loan cost, zero-cost claims.

Knows nothing of ads; only loads and checks the file.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field, field_validator

from classifier.datafile import RULES_FOLDER, StrictSchema, read_yaml, validate
from classifier.errors import DataFileError, DataProblem
from classifier.quantities.model import RateKind

LIMITS_FILE = RULES_FOLDER / "quantities.yaml"


def _checked(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


class YieldCeiling(StrictSchema):
    """A yearly return that no product of these kinds pays; no product means any."""

    id: str
    products: tuple[str, ...]
    kinds: tuple[RateKind, ...] = (RateKind.YIELD, RateKind.SEVEN_DAY_YIELD, RateKind.RENT_RETURN)
    annual: float = Field(gt=0, le=10)
    source: str
    why_zh: str
    why_en: str


class CostMark(StrictSchema):
    """A yearly loan cost from which a loan cannot be called cheap."""

    id: str
    annual: float = Field(gt=0, le=5)
    why_zh: str
    why_en: str


class ZeroCostClaim(StrictSchema):
    """Wording that says a loan costs nothing, and what contradicts it: ``interest`` figures, ``fee`` figures."""

    id: str
    pattern: str
    against: tuple[str, ...]
    label_zh: str
    label_en: str

    _check = field_validator("pattern")(_checked)


class Contradiction(StrictSchema):
    """A claim of the headline and the sentence of the small print that denies it."""

    id: str
    claim: str
    denial: str
    why_zh: str
    why_en: str

    _check = field_validator("claim", "denial")(_checked)


class HousingWords(StrictSchema):
    """Words that say whether a down payment is one for a home or for something else."""

    home_words: tuple[str, ...]
    commercial_words: tuple[str, ...]
    other_words: tuple[str, ...]


class Probabilities(StrictSchema):
    """Probability of a violation by kind of arithmetic finding."""

    impossible_yield: float = Field(gt=0, lt=1)
    zero_cost: float = Field(gt=0, lt=1)
    low_cost: float = Field(gt=0, lt=1)
    understated_rate: float = Field(gt=0, lt=1)
    headline_figure: float = Field(gt=0, lt=1)
    headline_denial: float = Field(gt=0, lt=1)
    down_payment: float = Field(gt=0, lt=1)


class NoticeText(StrictSchema):
    """Wording and provisions of a notice that is outside the nine categories."""

    provisions: tuple[str, ...]
    text_zh: str
    text_en: str


class _LimitsFile(StrictSchema):
    yield_ceilings: tuple[YieldCeiling, ...]
    loan_cost_marks: tuple[CostMark, ...]
    low_cost_words: tuple[str, ...]
    zero_cost_claims: tuple[ZeroCostClaim, ...]
    free_period_words: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    note_marks: tuple[str, ...]
    housing: HousingWords
    probabilities: Probabilities
    annual_rate_notice: NoticeText

    @field_validator("low_cost_words", "free_period_words", "note_marks")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_checked(pattern) for pattern in patterns)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledClaim:
    """A zero-cost claim with its pattern compiled."""

    claim: ZeroCostClaim
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledContradiction:
    """A contradiction with its patterns compiled."""

    contradiction: Contradiction
    claim: re.Pattern[str]
    denial: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Everything the arithmetic detector compares figures with."""

    yield_ceilings: tuple[YieldCeiling, ...]
    loan_cost_marks: tuple[CostMark, ...]
    """Lowest first."""
    low_cost: re.Pattern[str]
    zero_cost: tuple[CompiledClaim, ...]
    free_period: re.Pattern[str]
    contradictions: tuple[CompiledContradiction, ...]
    note: re.Pattern[str]
    home: re.Pattern[str]
    commercial: re.Pattern[str]
    """Property for which another floor holds than for homes."""
    not_home: re.Pattern[str]
    probabilities: Probabilities
    notice: NoticeText

    def ceiling_for(self, products: frozenset[str], kind: RateKind) -> YieldCeiling | None:
        """The most lenient ceiling among the products the ad may be about; the one for any product where none fits."""
        invested = products - _SIDE_PRODUCTS
        products = invested - {_GENERIC} or invested
        fitting = [c for c in self.yield_ceilings if kind in c.kinds and products.intersection(c.products)]
        named = {product for ceiling in fitting for product in ceiling.products}
        if not fitting or products - named:
            fitting = [c for c in self.yield_ceilings if kind in c.kinds and not c.products]
        return max(fitting, key=lambda ceiling: ceiling.annual, default=None)


_SIDE_PRODUCTS = frozenset({"loan", "credit_card", "payment", "insurance_protection", "housing"})
"""Products that pay no return; beside an investment they do not loosen its ceiling."""

_GENERIC = "wealth_generic"
"""Named by almost every investment ad; says something only where nothing more exact is named."""


def load_limits(path: Path = LIMITS_FILE) -> Limits:
    """Read and check the file.

    Raises:
        DataFileError: all problems of the file at once.
    """
    problems: list[DataProblem] = []
    raw = read_yaml(path, problems)
    data = None if problems else validate(_LimitsFile, raw, file=path.name, entry_id="(file)", problems=problems)
    if data is None:
        raise DataFileError(problems)
    return Limits(
        yield_ceilings=data.yield_ceilings,
        loan_cost_marks=tuple(sorted(data.loan_cost_marks, key=lambda mark: mark.annual)),
        low_cost=re.compile("|".join(data.low_cost_words)),
        zero_cost=tuple(CompiledClaim(claim=c, pattern=re.compile(c.pattern)) for c in data.zero_cost_claims),
        free_period=re.compile("|".join(data.free_period_words)),
        contradictions=tuple(
            CompiledContradiction(contradiction=c, claim=re.compile(c.claim), denial=re.compile(c.denial))
            for c in data.contradictions
        ),
        note=re.compile(rf"(?:^|[\n。;!?)\s])[(\[【]?(?:{'|'.join(data.note_marks)})\d?[)\]】]?(?::|(?<=[*※]))"),
        home=re.compile("|".join(map(re.escape, data.housing.home_words))),
        commercial=re.compile("|".join(map(re.escape, data.housing.commercial_words))),
        not_home=re.compile("|".join(map(re.escape, data.housing.other_words))),
        probabilities=data.probabilities,
        notice=data.annual_rate_notice,
    )


@cache
def default_limits() -> Limits:
    """The limits that ship with the package, read once."""
    return load_limits()
