"""Makes the invisible in hostile text visible, so that an ad cannot steer the terminal it is shown in.

Knows nothing of layouts.
"""

import unicodedata

PLACEHOLDER = "▯"


def visible(text: str) -> str:
    """Put a placeholder for each control or format character, line break and tab excepted; the length stays."""
    return "".join(
        PLACEHOLDER if unicodedata.category(char) in {"Cc", "Cf", "Cs"} and char not in "\n\t" else char
        for char in text
    )
