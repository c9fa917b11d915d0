"""The letters that stand for categories and kinds of entity in authored files.

Knows nothing of how they are used there.
"""

from labeled_data.example import EntityKind

CODE_OF_LETTER = {
    "w": "missing_risk_warning",
    "g": "guaranteed_return",
    "x": "exaggerated_performance",
    "e": "improper_endorsement",
    "d": "deceptive_claim",
    "u": "unlicensed_offering",
    "n": "inaccurate_data",
    "b": "banned_activity",
    "h": "housing_leverage",
}
LETTER_OF_CODE = {code: letter for letter, code in CODE_OF_LETTER.items()}

ENTITY_OF_LETTER = {
    "A": EntityKind.ADVERTISER,
    "P": EntityKind.PRODUCT,
    "R": EntityKind.RATE,
    "L": EntityKind.LICENCE,
}
LETTER_OF_ENTITY = {kind: letter for letter, kind in ENTITY_OF_LETTER.items()}

ABSENCE_CODE = "missing_risk_warning"
"""The one category that is proved by words that are not there."""


def codes_of(letters: str) -> tuple[str, ...]:
    """Turn category letters into codes in the order of the taxonomy, each once; letters of entities are passed over."""
    return tuple(code for letter, code in CODE_OF_LETTER.items() if letter in letters)
