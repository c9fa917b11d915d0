"""Writes texts the way advertisers hide risky wording from filters, with the places of evidence carried along.

Knows nothing of models, of rules, or of how a disguise is undone: what undoes one is to be measured by this package.
"""

from labeled_data.disguising.disguise import Disguised, disguise_text
from labeled_data.disguising.edits import Edit
from labeled_data.disguising.examples import SuiteItem, disguise_example, disguise_suite
from labeled_data.disguising.kinds import ChannelHabit, Disguise, Noise, Strength
from labeled_data.disguising.table_files import load_tables
from labeled_data.disguising.table_set import TableSet

__all__ = [
    "ChannelHabit",
    "Disguise",
    "Disguised",
    "Edit",
    "Noise",
    "Strength",
    "SuiteItem",
    "TableSet",
    "disguise_example",
    "disguise_suite",
    "disguise_text",
    "load_tables",
]
