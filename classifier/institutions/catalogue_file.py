"""Schema of ``rules/institutions.yaml`` and its checks across entries.

Knows nothing of texts.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from pydantic import field_validator

from classifier.datafiles.datafile import StrictSchema
from classifier.datafiles.datafolder import read_file_as
from classifier.datafiles.known_ids import KnownIds
from classifier.errors import DataProblem

INSTITUTIONS_FILE = "institutions.yaml"


class FirmRole(StrEnum):
    """What a firm of a type that needs no licence is taken for when it speaks of loans."""

    DIRECT = "direct"
    """It lends, unless it says that it brokers."""
    BROKER = "broker"
    """It brokers, unless it says that it lends its own money."""


class Trade(StrictSchema):
    """A licensed trade. Where its licences are looked up stands in registries.yaml."""

    id: str
    name_zh: str
    name_en: str
    labels: tuple[str, ...]
    """Words by which a caller's list may name the trade."""


class FirmType(StrictSchema):
    """A kind of firm whose trade needs no financial licence."""

    id: str
    role: FirmRole
    words: tuple[str, ...]


class WeakName(StrictSchema):
    """An everyday word that names an institution only beside certain others."""

    name: str
    trade: str
    pattern: str


class NamePattern(StrictSchema):
    """Form of the names of a trade; protected where only licensed firms may bear such a name."""

    trade: str
    protected: bool
    pattern: str


class LicenceStrengths(StrictSchema):
    """How strongly the offer is taken to be unlicensed, by what is known; strengths as in ``policy.yaml``."""

    direct_firm: str
    broker_own_money: str
    listed_against: str
    not_listed: str
    unknown: str


class InstitutionsData(StrictSchema):
    """The whole file."""

    trades: tuple[Trade, ...]
    products: dict[str, tuple[str, ...]]
    institutions: dict[str, tuple[str, ...]]
    weak_names: tuple[WeakName, ...]
    name_patterns: tuple[NamePattern, ...]
    not_a_bank_name: tuple[str, ...]
    name_traps: tuple[str, ...]
    mentioned_after: str
    mentioned_before: str
    offering_before: str
    offering_after: str
    account_words: str
    firm_types: tuple[FirmType, ...]
    own_lending: str
    brokering: str
    mortgage_only: str
    own_loan: str
    cash_out: str
    strengths: LicenceStrengths

    @field_validator(
        "mentioned_after", "mentioned_before", "offering_before", "offering_after", "account_words", "own_lending",
        "brokering", "mortgage_only", "own_loan", "cash_out",
    )  # fmt: skip
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        return pattern


def read_institutions_file(
    folder: Path, *, products: KnownIds, strengths: KnownIds, problems: list[DataProblem]
) -> InstitutionsData | None:
    """Read the file under ``folder``; everything wrong goes to ``problems``.

    Args:
        folder: folder of the data files.
        products: ids of the products of the taxonomy.
        strengths: names of strengths of the policy.
        problems: takes what is wrong.
    """
    data = read_file_as(InstitutionsData, folder, INSTITUTIONS_FILE, problems)
    if data is not None:
        problems.extend(_problems(data, INSTITUTIONS_FILE))
        for product in products.unknown(data.products):
            problems.append(DataProblem(INSTITUTIONS_FILE, f"products.{product}", f"unknown product {product!r}"))
        for case, strength in data.strengths.model_dump().items():
            if strength not in strengths:
                message = f"unknown strength {strength!r}; known: {', '.join(strengths)}"
                problems.append(DataProblem(INSTITUTIONS_FILE, f"strengths.{case}", message))
    return data


def _problems(data: InstitutionsData, file: str) -> Iterator[DataProblem]:
    known = {trade.id for trade in data.trades}
    named = [
        *((f"products.{product}", trade) for product, trades in data.products.items() for trade in trades),
        *((f"institutions.{trade}", trade) for trade in data.institutions),
        *((f"weak_names.{weak.name}", weak.trade) for weak in data.weak_names),
        *((f"name_patterns.{entry.pattern}", entry.trade) for entry in data.name_patterns),
    ]
    for entry_id, trade in named:
        if trade not in known:
            yield DataProblem(file, entry_id, f"unknown trade {trade!r}; known: {', '.join(sorted(known))}")
    seen: dict[str, str] = {}
    for trade, lines in data.institutions.items():
        for line in lines:
            for spelling in line.split("|"):
                if not spelling or spelling != spelling.strip() or spelling != spelling.lower():
                    yield DataProblem(file, f"institutions.{trade}", f"{line!r}: names are lower case, divided by |")
                if spelling in seen:
                    where = f"{seen[spelling]} and {trade}"
                    yield DataProblem(file, spelling, f"is listed twice, under {where}; keep one")
                seen[spelling] = trade
    patterns = [weak.pattern for weak in data.weak_names] + [entry.pattern for entry in data.name_patterns]
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield DataProblem(file, pattern, f"not a regular expression: {error}")
