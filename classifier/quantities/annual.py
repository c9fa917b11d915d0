"""Brings a rate to one year, by simple interest and, for equal instalments, by internal rate of return.

Knows nothing of text. The year has 365 days and 12 months; banks that count 360 days come out 1.4 % lower.
"""

import math

from classifier.quantities.model import AnnualRate, Period, Rate, RateKind, Term

_PER_YEAR = {
    Period.DAY: 365.0,
    Period.WEEK: 365 / 7,
    Period.MONTH: 12.0,
    Period.QUARTER: 4.0,
    Period.YEAR: 1.0,
    Period.INSTALMENT: 12.0,
}
DEFAULT_INSTALMENTS = 12
"""Number of repayments taken where an instalment offer states none: the commonest plan."""


def percent(fraction: float) -> str:
    """Write a fraction as a percentage without idle zeros: 0.1825 as ``18.25%``."""
    text = f"{fraction * 100:.4f}" if abs(fraction) < 0.001 else f"{fraction * 100:.2f}"
    return text.rstrip("0").rstrip(".") + "%"


def instalment_rate(*, principal: float, payment: float, instalments: int) -> float | None:
    """Nominal yearly internal rate of ``instalments`` equal monthly payments on ``principal``.

    Monthly rate times 12, as loan disclosure in China states it. ``None`` where the payments do not repay the
    principal, or no rate is found.

    Raises:
        ValueError: principal or payment not positive, or no instalment.
    """
    import numpy_financial  # noqa: PLC0415 - loads numpy; most texts hold no instalment offer

    if principal <= 0 or payment <= 0 or instalments < 1:
        raise ValueError(f"not an instalment plan: {principal=}, {payment=}, {instalments=}; all must be positive")
    if payment * instalments < principal:
        return None
    if instalments == 1:
        return (payment / principal - 1) * 12
    surcharge = (payment * instalments / principal - 1) / instalments
    # The solver divides by the rate: start near the answer (about twice the flat surcharge), never at zero.
    if surcharge < 1e-9:
        return 0.0
    monthly = float(numpy_financial.rate(instalments, -payment, principal, 0, guess=surcharge * 1.8, maxiter=200))
    return monthly * 12 if math.isfinite(monthly) and monthly > -1 else None


def annualise(rate: Rate, term: Term | None = None) -> AnnualRate | None:
    """Bring ``rate.value`` to one year; ``None`` when masked or when neither period nor term is known.

    Fees per instalment are charged on the original amount although the debt shrinks, so they also get the
    internal rate of ``term`` (12 instalments where ``term`` is ``None``). A fee taken once is spread over ``term``.
    """
    value = rate.value
    if value is None:
        return None
    term = rate.term or term
    if rate.period in (Period.TERM, Period.UNSTATED):
        days = term.days if term else None
        if not days:
            return None
        simple = value * 365 / days
        return AnnualRate(simple=simple, irr=None, formula=f"{percent(value)}×365÷{days:g}={percent(simple)}")
    times = _PER_YEAR[rate.period]
    simple = value * times
    formula = f"{percent(value)}×{times:.4g}={percent(simple)}" if times != 1 else percent(simple)
    if rate.kind is not RateKind.FEE or rate.period not in (Period.MONTH, Period.INSTALMENT) or value <= 0:
        return AnnualRate(simple=simple, irr=None, formula=formula)
    instalments = (term.instalments if term else None) or DEFAULT_INSTALMENTS
    irr = instalment_rate(principal=1.0, payment=1 / instalments + value, instalments=instalments)
    if irr is not None:
        formula += f", 等额{instalments}期IRR={percent(irr)}"
    return AnnualRate(simple=simple, irr=irr, formula=formula)
