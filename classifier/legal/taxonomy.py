"""Holds the nine categories with their statutory basis: what a finding is cited under and to whom it is referred.

Does not know rules, thresholds or the words of an ad.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from classifier.datafiles.datafolder import content_version
from classifier.datafiles.known_ids import UNREADABLE, KnownIds
from classifier.errors import ClassifierError, DataFileError, DataProblem, UnknownCategoryError
from classifier.finding import Citation, CitationRole, MissingFact
from classifier.legal.category import Category, Desk, FactQuestion, Product
from classifier.legal.law import Law, read_law
from classifier.legal.taxonomy_files import REGISTRIES_FILE, TAXONOMY_FILE, read_taxonomy_content


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """The categories, products, desks and missing-fact questions."""

    version: str
    topics: tuple[str, ...]
    """What a finding can be about more closely than its category; rules name them."""
    categories: tuple[Category, ...]
    products: Mapping[str, Product]
    desks: Mapping[str, Desk]
    questions: Mapping[str, FactQuestion]
    product_ids: KnownIds
    """What other data files may refer to, entries with errors included."""
    question_ids: KnownIds

    @property
    def codes(self) -> tuple[str, ...]:
        """The nine codes in order."""
        return tuple(category.code for category in self.categories)

    def category(self, code: str) -> Category:
        """Return the category of that code.

        Raises:
            UnknownCategoryError: there is no such category.
        """
        for category in self.categories:
            if category.code == code:
                return category
        raise UnknownCategoryError(f"unknown category {code!r}; known: {', '.join(self.codes)}")

    def missing_fact(self, fact_id: str, *, product: str | None = None, subject: str | None = None) -> MissingFact:
        """Ask for a fact; ``product`` picks the registry and ``subject`` is the name or number to look up.

        Raises:
            ClassifierError: there is no question of that id.
        """
        question = self.questions.get(fact_id)
        if question is None:
            raise ClassifierError(f"unknown fact {fact_id!r}; known: {', '.join(sorted(self.questions))}")
        return question.ask(product=product, subject=subject)

    def citations_for(
        self, code: str, products: Collection[str], on: date, law: Law, *, topics: Collection[str] = ()
    ) -> tuple[Citation, ...]:
        """Cite what a finding of the category rests on and is punished by, as in force on ``on``.

        Basis first with the main provision at the head, then what is cited for these products and topics besides,
        then the penalties; each provision once. Products that are empty mean that none could be told.

        Raises:
            UnknownCategoryError: there is no such category.
        """
        entries = [entry for entry in self.category(code).entries if entry.is_met_by(products, topics)]
        basis = [entry.provision_id for entry in entries if entry.role is CitationRole.BASIS]
        penalties = [entry.provision_id for entry in entries if entry.role is CitationRole.PENALTY]
        return (
            *law.citations(basis, CitationRole.BASIS, on),
            *law.citations([p for p in penalties if p not in basis], CitationRole.PENALTY, on),
        )

    def desks_for(self, code: str, products: Collection[str]) -> tuple[Desk, ...]:
        """Return the offices a lead goes to, the first one in charge.

        Raises:
            UnknownCategoryError: there is no such category.
        """
        referral = self.category(code).referral
        # Products come as a set: sorted, so that the same ad always goes to the same desk first.
        known = [product for product in sorted(products) if product in self.products]
        first = [referral.by_product[product] for product in known if product in referral.by_product]
        if referral.follows_regulator:
            first += [self.products[product].regulator for product in known if product not in referral.by_product]
        order = dict.fromkeys((*(first or [referral.default]), *referral.also))
        return tuple(self.desks[desk] for desk in order)


def read_taxonomy(folder: Path, law: Law | None, problems: list[DataProblem]) -> Taxonomy | None:
    """Read the taxonomy under ``folder`` and check it against ``law``, adding everything wrong to ``problems``.

    The result may be incomplete when problems were added; it then serves only to check other files against.
    """
    content = read_taxonomy_content(folder, law.provision_ids if law else UNREADABLE, problems)
    if content is None:
        return None
    return Taxonomy(
        version=content_version(content.declared_version, folder, (TAXONOMY_FILE, REGISTRIES_FILE)),
        topics=content.topics,
        categories=content.categories,
        products=content.products,
        desks=content.desks,
        questions=content.questions,
        product_ids=content.product_ids,
        question_ids=content.question_ids,
    )


def load_taxonomy(folder: Path, law: Law | None = None) -> Taxonomy:
    """Load ``taxonomy.yaml`` and ``registries.yaml`` from ``folder``.

    Args:
        folder: Folder of the data files.
        law: The law of the same folder, where it is loaded already; read from ``folder`` otherwise.

    Raises:
        DataFileError: the files hold errors; all of them are listed, those of the law files included.
    """
    problems: list[DataProblem] = []
    taxonomy = read_taxonomy(folder, law or read_law(folder, problems), problems)
    if taxonomy is None or problems:
        raise DataFileError(problems)
    return taxonomy
