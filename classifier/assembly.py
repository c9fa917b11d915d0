"""Loads every data file into the parts of a scanner, reporting all that is wrong with them at once.

Knows nothing of ads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path

from classifier.datafiles.datafolder import content_version
from classifier.detectors.absence import CATEGORY as ABSENCE
from classifier.detectors.absence import AbsenceDetector
from classifier.detectors.arithmetic import ArithmeticDetector
from classifier.detectors.base import Detector
from classifier.detectors.licence import LicenceDetector
from classifier.detectors.wording import WordingDetector
from classifier.entities.vocabulary import EntityVocabulary, read_vocabulary
from classifier.errors import DataFileError, DataProblem
from classifier.institutions.catalogue import institutions_of
from classifier.institutions.catalogue_file import Trade, read_institutions_file
from classifier.language.contexts import load_contexts
from classifier.language.genre import load_genre
from classifier.language.macros import load_macros
from classifier.language.products import load_products
from classifier.language.warnings import load_warnings
from classifier.legal.category import CODES
from classifier.legal.law import Law
from classifier.legal.legal_data import read_legal_data
from classifier.legal.policy import Policy
from classifier.legal.profile import Profile
from classifier.legal.taxonomy import Taxonomy
from classifier.matching.matcher import MatcherBuilder
from classifier.normalizing.disguise import Unmasker
from classifier.normalizing.disguise.tables import read_tables
from classifier.normalizing.segmentation import Segmenter, read_words
from classifier.quantities.limits import LimitNames, read_limits
from classifier.reading import Reader
from classifier.registry import Registry, RegistrySource, load_registry
from classifier.rulebook import Rulebook, Vocabulary, read_rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """The loaded parts of a scanner."""

    taxonomy: Taxonomy
    law: Law
    policy: Policy
    profile: Profile
    rulebook: Rulebook
    vocabulary: EntityVocabulary
    rules_version: str
    registry_version: str | None
    reader: Reader
    wording: WordingDetector
    absence: AbsenceDetector
    arithmetic: ArithmeticDetector
    licence: LicenceDetector

    @property
    def detectors(self) -> tuple[Detector, ...]:
        """All detectors, in the order they run: the one list of them."""
        return (self.wording, self.absence, self.arithmetic, self.licence)

    @property
    def fact_detectors(self) -> frozenset[str]:
        """Names of the detectors that state facts, as against those that read what words mean.

        That no warning was found is a fact, that one was needed is a judgement: absence is weighed like wording.
        """
        return frozenset(detector.name for detector in (self.arithmetic, self.licence))


def assemble(
    folder: Path,
    *,
    profile: str,
    packs: Sequence[str] | None,
    registries: Sequence[RegistrySource],
    with_disguises: bool,
) -> Assembly:
    """Load all data files under ``folder``.

    Raises:
        DataFileError: files hold errors; all of them are listed.
        RegistryFileError: a list supplied by the caller cannot be read.
        ClassifierError: the profile does not exist.
    """
    problems: list[DataProblem] = []
    draft = read_legal_data(folder, problems)
    language = folder / "language"
    builder = MatcherBuilder(load_macros(language, problems))
    contexts = load_contexts(language, builder, problems)
    products = load_products(language, draft.products, builder, problems)
    genre = load_genre(language, builder, problems)
    warnings = load_warnings(language, builder, problems)
    names = Vocabulary(
        categories=CODES,
        strengths=draft.strengths,
        missing_facts=draft.questions,
        topics=draft.topics,
        provisions=draft.provisions,
        products=products,
    )
    rulebook = read_rulebook(folder / "packs", names, builder, packs, problems)
    limit_names = LimitNames(
        products=draft.products, provisions=draft.provisions, facts=draft.facts, strengths=draft.strengths
    )
    limits = read_limits(folder, limit_names, problems)
    institution_data = read_institutions_file(
        folder, products=draft.products, strengths=draft.strengths, problems=problems
    )
    vocabulary = read_vocabulary(folder, problems)
    tables = read_tables(folder, problems)
    segmenter = Segmenter(read_words(folder, problems))
    legal = draft.checked(problems)
    if limits is None or institution_data is None or vocabulary is None:
        raise DataFileError(problems)
    law, taxonomy = legal.law, legal.taxonomy
    chosen = legal.policy.profile(profile)
    institutions = institutions_of(institution_data, vocabulary)
    registry = _load_registries(registries, institutions.trades)
    return Assembly(
        taxonomy=taxonomy,
        law=law,
        policy=legal.policy,
        profile=chosen,
        rulebook=rulebook,
        vocabulary=vocabulary,
        rules_version=_rules_version(folder),
        registry_version=None if registry is None else registry.version,
        reader=Reader(
            matcher=builder.build(),
            context_rules=contexts,
            products=products,
            investment=frozenset(name for name, product in taxonomy.products.items() if product.is_investment),
            genre_model=genre,
            unmasker=Unmasker(sorted(rulebook.guarded_terms), tables, segmenter) if with_disguises else None,
            figure_lookup=law.fact,
            segmenter=segmenter,
            default_on=law.as_of,
        ),
        wording=WordingDetector(rulebook=rulebook, probability_of=chosen.strengths, ask=taxonomy.missing_fact),
        absence=AbsenceDetector(
            warnings=warnings,
            probability=chosen.strength("medium"),
            probability_of_fragment=chosen.strength("weak"),
            whole_ad=taxonomy.missing_fact(taxonomy.category(ABSENCE).missing_facts[0]),
        ),
        arithmetic=ArithmeticDetector(limits=limits, probability_of=chosen.strengths),
        licence=LicenceDetector(
            ask=taxonomy.missing_fact,
            institutions=institutions,
            vocabulary=vocabulary,
            probability_of=chosen.strengths,
            registry=registry,
        ),
    )


def _load_registries(sources: Sequence[RegistrySource], trades: Mapping[str, Trade]) -> Registry | None:
    lists = [load_registry(source, trades) for source in sources]
    return reduce(add, lists) if lists else None


def _rules_version(folder: Path) -> str:
    """Everything that decides what is found: packs, language files, disguise tables, quantities, entities."""
    names = [
        path.relative_to(folder).as_posix()
        for part in ("packs", "language", "disguise")
        for path in (folder / part).glob("*.yaml")
    ]
    names += [f"{name}.yaml" for name in ("quantities", "entities", "institutions")]
    return content_version("1", folder, names)
