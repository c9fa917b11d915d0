"""Figures in ad text: numbers, rates, terms, amounts, down payments, and rates brought to one year.

Works on normalised text and returns spans of it; knows nothing of what a figure may be or where the text came from.
"""

from classifier.quantities.amounts import find_amounts, find_down_payments
from classifier.quantities.annual import annualise, instalment_rate, percent
from classifier.quantities.model import (
    Amount,
    AmountRole,
    AnnualRate,
    Bound,
    DownPayment,
    Number,
    NumberUnit,
    Period,
    Rate,
    RateKind,
    Term,
    TermUnit,
)
from classifier.quantities.numerals import find_numbers, parse_numeral
from classifier.quantities.rates import find_rates
from classifier.quantities.terms import find_terms

__all__ = [
    "Amount",
    "AmountRole",
    "AnnualRate",
    "Bound",
    "DownPayment",
    "Number",
    "NumberUnit",
    "Period",
    "Rate",
    "RateKind",
    "Term",
    "TermUnit",
    "annualise",
    "find_amounts",
    "find_down_payments",
    "find_numbers",
    "find_rates",
    "find_terms",
    "instalment_rate",
    "parse_numeral",
    "percent",
]
