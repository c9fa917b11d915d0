"""Check characters of identity numbers: credit codes (GB 32100), resident identity (GB 11643), bank cards (Luhn).

Knows nothing of text.
"""

import re
from typing import Final

_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT_FORM: Final = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_RESIDENT_FORM: Final = re.compile(r"[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
_RESIDENT_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_credit_code(code: str) -> bool:
    """Whether ``code`` (any case) is a well-formed 统一社会信用代码 with the right check character."""
    code = code.upper()
    if not _CREDIT_FORM.fullmatch(code):
        return False
    total = sum(_CREDIT_ALPHABET.index(char) * weight for char, weight in zip(code, _CREDIT_WEIGHTS, strict=False))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31] == code[17]


def is_resident_id(number: str) -> bool:
    """Whether ``number`` is an 18-character identity number with the right check digit."""
    number = number.upper()
    if not _RESIDENT_FORM.fullmatch(number):
        return False
    total = sum(int(char) * weight for char, weight in zip(number, _RESIDENT_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17]


def is_card_number(number: str) -> bool:
    """Whether ``number`` has 16 to 19 digits and passes the Luhn check."""
    if not 16 <= len(number) <= 19 or not (number.isascii() and number.isdigit()):
        return False
    total = 0
    for index, char in enumerate(reversed(number)):
        digit = int(char) * (1 + index % 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0
