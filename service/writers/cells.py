"""Makes text safe to open in a spreadsheet program.

Knows nothing of what the text says.
"""

import re

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MAX_EXCEL_CHARS = 32_767
"""Excel's limit for one cell."""
_CUT = "…（已截断 cut）"


def without_formula(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula: strangers write the ads."""
    if text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(_FORMULA_STARTS):
        return "'" + text
    return text


def fit_for_excel(text: str) -> str:
    """Write out the control characters that XML cannot hold and cut at Excel's limit, visibly."""
    clean = _NOT_IN_XML.sub(lambda match: f"\\x{ord(match.group()):02x}", text)
    return clean if len(clean) <= MAX_EXCEL_CHARS else clean[: MAX_EXCEL_CHARS - len(_CUT)] + _CUT
