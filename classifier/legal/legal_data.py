"""Loads law, taxonomy and policy together, so that everything wrong in any of their files is reported at once.

Does not know rules or ads.
"""

from dataclasses import dataclass
from pathlib import Path

from classifier.datafiles.known_ids import UNREADABLE, KnownIds
from classifier.errors import DataFileError, DataProblem
from classifier.legal.law import Law, read_law
from classifier.legal.policy import Policy, read_policy
from classifier.legal.taxonomy import Taxonomy, read_taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalData:
    """Law, taxonomy and policy that were checked against each other."""

    law: Law
    taxonomy: Taxonomy
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDraft:
    """The same as far as it could be read, problems or not: what other files are checked against."""

    law: Law | None
    taxonomy: Taxonomy | None
    policy: Policy | None

    @property
    def provisions(self) -> KnownIds:
        """Ids of provisions."""
        return UNREADABLE if self.law is None else self.law.provision_ids

    @property
    def facts(self) -> KnownIds:
        """Ids of legal facts."""
        return UNREADABLE if self.law is None else self.law.fact_ids

    @property
    def products(self) -> KnownIds:
        """Ids of products."""
        return UNREADABLE if self.taxonomy is None else self.taxonomy.product_ids

    @property
    def topics(self) -> KnownIds:
        """Topics of findings."""
        return UNREADABLE if self.taxonomy is None else KnownIds(self.taxonomy.topics)

    @property
    def questions(self) -> KnownIds:
        """Ids of missing-fact questions."""
        return UNREADABLE if self.taxonomy is None else self.taxonomy.question_ids

    @property
    def strengths(self) -> KnownIds:
        """Names of strengths."""
        return UNREADABLE if self.policy is None else KnownIds(self.policy.strengths)

    def checked(self, problems: list[DataProblem]) -> LegalData:
        """The whole of it.

        Raises:
            DataFileError: ``problems`` holds any, or something could not be read.
        """
        if self.law is None or self.taxonomy is None or self.policy is None or problems:
            raise DataFileError(problems)
        return LegalData(law=self.law, taxonomy=self.taxonomy, policy=self.policy)


def read_legal_data(folder: Path, problems: list[DataProblem]) -> LegalDraft:
    """Read all three under ``folder``, adding everything wrong to ``problems``."""
    law = read_law(folder, problems)
    taxonomy = read_taxonomy(folder, law, problems)
    return LegalDraft(law=law, taxonomy=taxonomy, policy=read_policy(folder, taxonomy, problems))


def load_legal_data(folder: Path) -> LegalData:
    """Load all three from ``folder``.

    Raises:
        DataFileError: the files hold errors; all of them, of every file, are listed.
    """
    problems: list[DataProblem] = []
    return read_legal_data(folder, problems).checked(problems)
