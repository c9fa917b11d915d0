"""Makes the invisible in hostile text visible, so that a page cannot steer the terminal it is shown in.

Knows nothing of layouts.
"""

import unicodedata

_PLACEHOLDER = "▯"


def shown(text: str) -> str:
    """Put a placeholder for each control or format character, line break and tab excepted; the length stays."""
    return "".join(
        _PLACEHOLDER if unicodedata.category(char) in {"Cc", "Cf", "Cs"} and char not in "\n\t" else char
        for char in text
    )
