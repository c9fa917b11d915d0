"""Holds the law as data: what is in force on a given day, how it is cited, and the figures it sets.

Does not know which category a provision proves, and never reads the clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from classifier.datafiles.datafolder import content_version
from classifier.datafiles.known_ids import KnownIds
from classifier.errors import ClassifierError, DataFileError, DataProblem
from classifier.finding import Citation, CitationRole
from classifier.legal.law_files import LawContent, read_law_content
from classifier.legal.provision import LegalFact, LegalFigure, Provision, is_within


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """All provisions and legal figures, by id."""

    as_of: date
    """State of the law; stands in for the date of an ad that has none, so that no verdict depends on the clock."""
    version: str
    provisions: Mapping[str, Provision]
    facts: Mapping[str, LegalFact]
    provision_ids: KnownIds
    """What other data files may refer to, entries with errors included."""
    fact_ids: KnownIds

    def provision(self, provision_id: str) -> Provision:
        """Return the provision of that id.

        Raises:
            ClassifierError: there is no such provision.
        """
        try:
            return self.provisions[provision_id]
        except KeyError:
            raise ClassifierError(
                f"unknown provision {provision_id!r}; the known ones are listed in law.yaml and its files"
            ) from None

    def citations(self, provision_ids: Iterable[str], role: CitationRole, on: date) -> tuple[Citation, ...]:
        """Cite the provisions as in force on ``on``, in the order given and each once.

        Provisions not in force that day are left out. What is not confirmed says so in its own text.

        Raises:
            ClassifierError: an id is unknown.
        """
        found = (self.provision(provision_id).citation_on(on, role) for provision_id in dict.fromkeys(provision_ids))
        return tuple(citation for citation in found if citation is not None)

    def fact(self, name: str, on: date, **keys: str) -> LegalFigure | None:
        """Return the figure in force on ``on``; keys left out take the fact's defaults.

        Returns ``None`` where no figure is known for that day.

        Raises:
            ClassifierError: the fact, a key or a key's value is unknown.
        """
        fact = self.facts.get(name)
        if fact is None:
            raise ClassifierError(f"unknown legal fact {name!r}; known: {', '.join(sorted(self.facts))}")
        for key, value in keys.items():
            if value not in fact.key_values.get(key, ()):
                known = "; ".join(f"{known} = {' | '.join(values)}" for known, values in fact.key_values.items())
                raise ClassifierError(f"legal fact {name!r} has no {key}={value!r}; known keys: {known or 'none'}")
        wanted = {**fact.default_keys, **keys}
        for figure in fact.figures:
            if figure.keys == wanted and is_within(on, figure.effective_from, figure.effective_to):
                return figure
        return None


def read_law(folder: Path, problems: list[DataProblem]) -> Law | None:
    """Read the law under ``folder``, adding everything wrong to ``problems``.

    The result may be incomplete when problems were added; it then serves only to check other files against.
    """
    content = read_law_content(folder, problems)
    return None if content is None else _law_of(folder, content)


def _law_of(folder: Path, content: LawContent) -> Law:
    return Law(
        as_of=content.as_of,
        version=content_version(content.declared_version, folder, content.files),
        provisions=content.provisions,
        facts=content.facts,
        provision_ids=content.provision_ids,
        fact_ids=content.fact_ids,
    )


def load_law(folder: Path) -> Law:
    """Load ``law.yaml``, the files it lists and ``facts.yaml`` from ``folder``.

    Raises:
        DataFileError: the files hold errors; all of them are listed.
    """
    problems: list[DataProblem] = []
    law = read_law(folder, problems)
    if law is None or problems:
        raise DataFileError(problems)
    return law
