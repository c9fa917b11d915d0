"""The figures and words of ``rules/quantities.yaml``: ceilings of return, marks of loan cost, zero-cost claims.

Knows nothing of ads, and no figure that the law sets: a mark of loan cost only names it. Loads and checks the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from classifier.datafiles.datafile import StrictSchema
from classifier.datafiles.datafolder import read_file_as
from classifier.datafiles.known_ids import KnownIds
from classifier.errors import DataProblem
from classifier.quantities.model import RateKind

LIMITS_FILE = "quantities.yaml"


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
    """A yearly loan cost from which a loan cannot be called cheap: a figure of the law, as in force that day."""

    id: str
    fact: str
    """Legal fact that gives the rate, or how many times ``times`` it is."""
    times: str | None = None
    """Legal fact that ``fact`` multiplies."""
    strength: str
    why_zh: str
    """``{mark}`` stands for the rate, ``{fact}`` and ``{times}`` for the figures it comes from."""
    why_en: str


class ZeroCostClaim(StrictSchema):
    """Wording that says a loan costs nothing, and what contradicts it: ``interest`` figures, ``fee`` figures."""

    id: str
    pattern: str
    against: tuple[Literal["interest", "fee"], ...]
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


class FindingStrengths(StrictSchema):
    """How strong each kind of arithmetic finding is; low cost states it per mark. Strengths as in ``policy.yaml``."""

    impossible_yield: str
    zero_cost: str
    understated_rate: str
    headline_figure: str
    headline_denial: str
    down_payment: str


class NoticeText(StrictSchema):
    """Wording and provisions of a notice that is outside the nine categories."""

    provisions: tuple[str, ...]
    text_zh: str
    text_en: str


class LimitsFile(StrictSchema):
    """The whole file."""

    yield_ceilings: tuple[YieldCeiling, ...]
    loan_cost_marks: tuple[CostMark, ...]
    low_cost_words: tuple[str, ...]
    zero_cost_claims: tuple[ZeroCostClaim, ...]
    free_period_words: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    note_marks: tuple[str, ...]
    housing: HousingWords
    strengths: FindingStrengths
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
    low_cost: re.Pattern[str]
    zero_cost: tuple[CompiledClaim, ...]
    free_period: re.Pattern[str]
    contradictions: tuple[CompiledContradiction, ...]
    note: re.Pattern[str]
    home: re.Pattern[str]
    commercial: re.Pattern[str]
    """Property for which another floor holds than for homes."""
    not_home: re.Pattern[str]
    strengths: FindingStrengths
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitNames:
    """The ids of other data files that the file may refer to."""

    products: KnownIds
    provisions: KnownIds
    facts: KnownIds
    strengths: KnownIds


def read_limits(folder: Path, names: LimitNames, problems: list[DataProblem]) -> Limits | None:
    """Read and compile the file under ``folder``; everything wrong goes to ``problems``."""
    data = read_file_as(LimitsFile, folder, LIMITS_FILE, problems)
    if data is None:
        return None
    _check_names(data, names, problems)
    return _compiled(data)


def _check_names(data: LimitsFile, names: LimitNames, problems: list[DataProblem]) -> None:
    def check(entry_id: str, what: str, used: Iterable[str], known: KnownIds) -> None:
        for name in known.unknown(used):
            problems.append(DataProblem(LIMITS_FILE, entry_id, f"unknown {what} {name!r}"))

    for ceiling in data.yield_ceilings:
        check(f"yield_ceilings.{ceiling.id}", "product", ceiling.products, names.products)
    for mark in data.loan_cost_marks:
        facts = [mark.fact] if mark.times is None else [mark.fact, mark.times]
        check(f"loan_cost_marks.{mark.id}", "legal fact", facts, names.facts)
        check(f"loan_cost_marks.{mark.id}", "strength", [mark.strength], names.strengths)
    for finding, strength in data.strengths.model_dump().items():
        check(f"strengths.{finding}", "strength", [strength], names.strengths)
    check("annual_rate_notice", "provision", data.annual_rate_notice.provisions, names.provisions)


def _compiled(data: LimitsFile) -> Limits:
    return Limits(
        yield_ceilings=data.yield_ceilings,
        loan_cost_marks=data.loan_cost_marks,
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
        strengths=data.strengths,
        notice=data.annual_rate_notice,
    )
