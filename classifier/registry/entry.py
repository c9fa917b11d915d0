"""One line of a licence list, and how names and numbers are compared.

Knows nothing of files.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Standing(StrEnum):
    """What the list says of the institution."""

    LICENSED = "licensed"
    WITHDRAWN = "withdrawn"
    """Cancelled, revoked, surrendered or lapsed."""
    NEGATIVE = "negative"
    """On a list of illegal, counterfeit or warned-of institutions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryEntry:
    """One institution on a list."""

    name: str
    standing: Standing
    trades: frozenset[str]
    """Ids of the trades it covers; empty on a negative list, which speaks of any."""
    credit_code: str | None = None
    licence_no: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    """Last day of validity."""
    as_of: date | None = None
    """State of the list."""
    source: str = ""
    """File name and row."""

    def is_valid_on(self, day: date) -> bool:
        """Whether the licence is in force that day; open ends are in force."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


_NAME_NOISE: Final = re.compile(r"[\s()（）\[\]【】《》<>“”\"'·.,，。、_-]+")
_NUMBER_NOISE: Final = re.compile(r"[\s\-—_.:：号第]+")


def name_key(name: str) -> str:
    """Form of a name in which width, case, brackets and spaces do not differ."""
    return _NAME_NOISE.sub("", unicodedata.normalize("NFKC", name)).lower()


def number_key(number: str) -> str:
    """Form of a licence number or credit code in which width, case and separators do not differ."""
    return _NUMBER_NOISE.sub("", unicodedata.normalize("NFKC", number)).upper()
