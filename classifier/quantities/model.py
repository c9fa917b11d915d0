"""What a figure in an ad can be: a number, a rate, a term, an amount, a down payment, and a rate per year.

Knows nothing of how they are found or of what is lawful.
"""

from dataclasses import dataclass
from enum import StrEnum

from classifier.text import Span


class NumberUnit(StrEnum):
    """What the figure is counted in as written; ``Number.value`` is already scaled by it."""

    PLAIN = "plain"
    PERCENT = "percent"
    PERMILLE = "permille"
    PER_TEN_THOUSAND = "per_ten_thousand"
    TENTH = "tenth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure, Arabic or Chinese."""

    span: Span
    value: float | None
    """The quantity, multipliers and unit applied (5万 = 50000, 12% = 0.12); ``None`` when digits are masked."""
    unit: NumberUnit = NumberUnit.PLAIN


class RateKind(StrEnum):
    """What the rate is a rate of."""

    YIELD = "yield"
    """Earned by the one who puts money in."""
    SEVEN_DAY_YIELD = "seven_day_yield"
    """Annualised yield of the past seven days of a money fund."""
    RENT_RETURN = "rent_return"
    """Rent paid back to the buyer of property."""
    LOAN = "loan"
    """Paid by a borrower on what he owes."""
    INTEREST = "interest"
    """Interest of which the text does not tell who pays it."""
    FEE = "fee"
    """Charged beside or instead of interest, on the original amount."""
    COMMISSION = "commission"
    """Charged per transaction (brokerage, subscription)."""
    BONUS = "bonus"
    """Added on top by a coupon or campaign."""
    UNLABELLED = "unlabelled"
    """A percentage with no word beside it that says what it is."""


class Period(StrEnum):
    """The time for which a rate is stated."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    INSTALMENT = "instalment"
    """One repayment period; a month unless said otherwise."""
    TERM = "term"
    """The whole term of the offer."""
    UNSTATED = "unstated"


class Bound(StrEnum):
    """Whether the figure is a floor, a ceiling or an approximation."""

    MINIMUM = "minimum"
    """低至, 起, 以上."""
    MAXIMUM = "maximum"
    """最高, 高达, 以内."""
    ABOUT = "about"
    """约, 左右."""


class TermUnit(StrEnum):
    """Unit of a term; the value is its length in days, 30 to a month and 365 to a year."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    INSTALMENT = "instalment"

    @property
    def days(self) -> float:
        """Length in days by the calendar year of 365 days, so that 12 months are one year."""
        return _DAYS[self]


_DAYS = {
    TermUnit.DAY: 1.0,
    TermUnit.WEEK: 7.0,
    TermUnit.MONTH: 365 / 12,
    TermUnit.QUARTER: 365 / 4,
    TermUnit.YEAR: 365.0,
    TermUnit.INSTALMENT: 365 / 12,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long money is lent or tied up."""

    span: Span
    count: float | None
    """Longest figure of a range; ``None`` when masked."""
    unit: TermUnit

    @property
    def days(self) -> float | None:
        """Length in days; ``None`` when masked."""
        return None if self.count is None else self.count * self.unit.days

    @property
    def instalments(self) -> int | None:
        """Number of monthly repayments; ``None`` when masked or shorter than a month."""
        days = self.days
        return None if days is None or round(days * 12 / 365) < 1 else round(days * 12 / 365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A rate as the ad states it.

    ``low`` and ``value`` are fractions per ``period`` (0.12 for 12 %), both ``None`` when digits are masked
    (``x.x%``): such a figure is still a promise, its size unknown.
    """

    kind: RateKind
    span: Span
    low: float | None
    value: float | None
    """The higher end of a range, the figure itself otherwise."""
    period: Period
    is_range: bool = False
    is_hedged_benchmark: bool = False
    """业绩比较基准, 历史, 测算, 不代表 … in the same sentence. 预期 alone is no hedge."""
    bound: Bound | None = None
    is_assumed: bool = False
    """The period, the percent sign or the principal is not written and follows from usage."""
    term: Term | None = None
    """Set where ``period`` is ``term``."""

    @property
    def is_masked(self) -> bool:
        """Whether the figure stands there with its digits hidden."""
        return self.value is None


class AmountRole(StrEnum):
    """What a sum of money is."""

    MINIMUM_INVESTMENT = "minimum_investment"
    CREDIT_LIMIT = "credit_limit"
    DOWN_PAYMENT = "down_payment"
    INSTALMENT = "instalment"
    FEE = "fee"
    PROFIT = "profit"
    PRICE = "price"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money in yuan; ``None`` when masked."""

    span: Span
    low: float | None
    value: float | None
    """The higher end of a range."""
    role: AmountRole


@dataclass(frozen=True, slots=True, kw_only=True)
class DownPayment:
    """A 首付 with its ratio where it is stated or follows from a stated price."""

    span: Span
    ratio: float | None
    """Fraction of the price; ``None`` when only a sum is stated or digits are masked."""
    amount: float | None
    """Yuan, where a sum is stated."""
    price: float | None = None
    """Total price in yuan, where the ratio was worked out from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualRate:
    """A rate brought to one year, both as fractions."""

    simple: float
    """Rate per period times periods in a year (365 days, 12 months)."""
    irr: float | None
    """Nominal internal rate of return of equal instalments, monthly rate times 12; ``None`` where the rate is
    on the balance and ``simple`` is the whole truth."""
    formula: str
    """The arithmetic as a reader can check it: ``0.05%×365=18.25%``."""

    @property
    def effective(self) -> float:
        """What the customer pays or earns: the internal rate where there is one."""
        return self.simple if self.irr is None else self.irr
