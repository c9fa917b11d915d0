"""A duty of loan ads outside the nine categories: the annualised rate must be shown.

Its breach is told apart from findings so that it never counts as one of the nine.
"""

from classifier.detectors.arithmetic.figures import Figures
from classifier.finding import Notice
from classifier.quantities import Period, RateKind
from classifier.quantities.limits import Limits
from classifier.text import Evidence

ANNUAL_RATE_MISSING = "annual_rate_missing"
_SUB_ANNUAL = frozenset({Period.DAY, Period.WEEK, Period.MONTH, Period.INSTALMENT})


def annual_rate_notices(figures: Figures, limits: Limits) -> tuple[Notice, ...]:
    """One notice when credit is offered by the day, month or instalment and no yearly rate stands anywhere."""
    if not figures.is_credit:
        return ()
    evidence: list[Evidence] = []
    costs = figures.loan_kinds | {RateKind.FEE}
    for page in figures.pages:
        for rate in page.rates:
            if rate.kind not in costs or figures.reading.is_cleared(page.page, rate.span):
                continue
            if rate.period is Period.YEAR and not (rate.is_assumed and rate.is_masked):
                return ()
            if rate.period in _SUB_ANNUAL:
                evidence.append(page.page.evidence(rate.span))
    if not evidence:
        return ()
    return (
        Notice(
            code=ANNUAL_RATE_MISSING,
            evidence=tuple(dict.fromkeys(evidence)),
            text_zh=limits.notice.text_zh,
            text_en=limits.notice.text_en,
            provision_ids=limits.notice.provisions,
        ),
    )
