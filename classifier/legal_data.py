"""Loads law, taxonomy and policy together, so that everything wrong in any of their files is reported at once.

Does not know rules or ads.
"""

from dataclasses import dataclass
from pathlib import Path

from classifier.errors import DataFileError, DataProblem
from classifier.law import Law, read_law
from classifier.policy import Policy, read_policy
from classifier.taxonomy import Taxonomy, read_taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalData:
    """Law, taxonomy and policy that were checked against each other."""

    law: Law
    taxonomy: Taxonomy
    policy: Policy


def load_legal_data(folder: Path) -> LegalData:
    """Load all three from ``folder``.

    Raises:
        DataFileError: the files hold errors; all of them, of every file, are listed.
    """
    problems: list[DataProblem] = []
    law = read_law(folder, problems)
    taxonomy = read_taxonomy(folder, law, problems)
    # Without a taxonomy there is nothing to check category names against; its own problem is in the list already.
    policy = None if taxonomy is None else read_policy(folder, taxonomy, problems)
    if law is None or taxonomy is None or policy is None or problems:
        raise DataFileError(problems)
    return LegalData(law=law, taxonomy=taxonomy, policy=policy)
