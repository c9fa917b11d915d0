"""Finds terms (90天, 6个月, 3年, 12期), and tells them from dates and ordinals.

Knows nothing of what runs for that long.
"""

import re
from typing import Final

from classifier.quantities.model import Term, TermUnit
from classifier.quantities.numerals import NUMERAL, STARTS, parse_numeral
from classifier.text import Span

_TERM: Final = re.compile(
    rf"(?=[{STARTS}])(?<![第\d.])(?:(?P<low>{NUMERAL})(?:-{{1,2}}|~|–|—|至|到|、|/))?(?P<count>{NUMERAL})"
    r"(?:(?P<week>周(?!年|岁|边|末|[一二三四五六日])|个?星期(?![一二三四五六日天]))|(?P<quarter>个?季度?)|(?P<month>个月|月期)"
    r"|(?P<year>年(?!龄|前|级|度|代|轻|末|初|底|终|\d|多?来|经验|老)|周年)|(?P<day>天|日(?!年化|[\d]|常|报|化|均))"
    r"|(?P<instalment>期(?!房|货|权|限|待|盼|间|指|末|许)))"
)
_DATE_BEFORE: Final = re.compile(r"[月\-/至到~]$")
"""Also at the end of the line before."""
_GATE: Final = re.compile(r"[天日月年期周季]")


def find_terms(text: str) -> tuple[Term, ...]:
    """All terms of a normalised text; of a range or list (3/6/12期) the last, longest figure is the count.

    Calendar years (2016年), days of a month (3月8日), 一期 and 二期 of an estate, and anniversaries are no terms.
    """
    if not _GATE.search(text):
        return ()
    terms = []
    for match in _TERM.finditer(text):
        unit = TermUnit(str(match.lastgroup))
        try:
            count = parse_numeral(match["count"])
        except ValueError:
            continue
        if not _is_term(text, match, unit, count):
            continue
        terms.append(Term(span=Span(match.start(), match.end()), count=count, unit=unit))
    return tuple(terms)


def _is_term(text: str, match: re.Match[str], unit: TermUnit, count: float | None) -> bool:
    if match[0].endswith("周年"):
        return False
    if (
        unit is TermUnit.DAY
        and match[0].endswith("日")
        and _DATE_BEFORE.search(text[max(0, match.start() - 2) : match.start()])
    ):
        return False
    if count is None:
        # xxxx年 is a date whatever hides behind the mask; x月x日 is caught above.
        return not (unit is TermUnit.YEAR and len(match["count"]) > 3)
    if unit is TermUnit.YEAR:
        return 0 < count <= 100
    if unit is TermUnit.INSTALMENT:
        return 3 <= count <= 360
    return 0 < count <= 3660
