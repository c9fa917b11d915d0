"""Loads every data file into the parts of a scanner, reporting all that is wrong with them at once.

Knows nothing of ads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from pathlib import Path

from classifier.datafile import StrictSchema, read_yaml, validate
from classifier.datafolder import content_version
from classifier.detectors.absence import CATEGORY as ABSENCE
from classifier.detectors.absence import AbsenceDetector
from classifier.detectors.arithmetic import ArithmeticDetector
from classifier.detectors.base import Detector
from classifier.detectors.licence import LicenceDetector
from classifier.detectors.wording import WordingDetector
from classifier.disguise import Unmasker
from classifier.errors import DataFileError, DataProblem
from classifier.language.contexts import load_contexts
from classifier.language.genre import load_genre
from classifier.language.products import load_products
from classifier.language.warnings import load_warnings
from classifier.law import Law, read_law
from classifier.matching import MatcherBuilder
from classifier.policy import Policy, read_policy
from classifier.profile import Profile
from classifier.reading import Reader
from classifier.registry import Registry, RegistrySource, Standing, load_registry
from classifier.rulebook import Rulebook, Vocabulary, read_rulebook
from classifier.taxonomy import Taxonomy, read_taxonomy


class _MacroFile(StrictSchema):
    version: str
    macros: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """The loaded parts of a scanner."""

    taxonomy: Taxonomy
    law: Law
    policy: Policy
    profile: Profile
    rulebook: Rulebook
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
    law = read_law(folder, problems)
    taxonomy = read_taxonomy(folder, law, problems)
    if law is None or taxonomy is None:
        raise DataFileError(problems)
    policy = read_policy(folder, taxonomy, problems)
    if policy is None:
        raise DataFileError(problems)
    language = folder / "language"
    builder = MatcherBuilder(_read_macros(language, problems))
    contexts = load_contexts(language, builder, problems)
    products = load_products(language, tuple(taxonomy.products), builder, problems)
    genre = load_genre(language, builder, problems)
    warnings = load_warnings(language, builder, problems)
    vocabulary = Vocabulary(
        categories=taxonomy.codes,
        strengths=policy.strengths,
        missing_facts=taxonomy.questions.keys(),
        topics=taxonomy.topics,
        provisions=law.provisions.keys(),
        products=products,
    )
    rulebook = read_rulebook(folder / "packs", vocabulary, builder, packs, problems)
    if problems:
        raise DataFileError(problems)
    chosen = policy.profile(profile)
    reader = Reader(
        matcher=builder.build(),
        context_rules=contexts,
        products=products,
        investment=frozenset(name for name, product in taxonomy.products.items() if product.is_investment),
        genre_model=genre,
        unmasker=Unmasker(sorted(rulebook.guarded_terms)) if with_disguises else None,
        fact_lookup=lambda name, on, **keys: _value_of(law, name, on, keys),
        default_on=law.as_of,
    )
    registry = _load_registries(registries)
    return Assembly(
        taxonomy=taxonomy,
        law=law,
        policy=policy,
        profile=chosen,
        rulebook=rulebook,
        rules_version=_rules_version(folder),
        registry_version=None if registry is None else registry.version,
        reader=reader,
        wording=WordingDetector(rulebook=rulebook, probability_of=chosen.strengths, ask=taxonomy.missing_fact),
        absence=AbsenceDetector(
            warnings=warnings,
            probability=chosen.strength("medium"),
            probability_of_fragment=chosen.strength("weak"),
            whole_ad=taxonomy.missing_fact(taxonomy.category(ABSENCE).missing_facts[0]),
        ),
        arithmetic=ArithmeticDetector(),
        licence=LicenceDetector(ask=taxonomy.missing_fact, registry=registry),
    )


def _load_registries(sources: Sequence[RegistrySource]) -> Registry | None:
    lists = [
        load_registry(
            source.path,
            trade=source.trade,
            standing=Standing.NEGATIVE if source.is_watch_list else Standing.LICENSED,
        )
        for source in sources
    ]
    return reduce(add, lists) if lists else None


def _read_macros(folder: Path, problems: list[DataProblem]) -> dict[str, str]:
    path = folder / "macros.yaml"
    content = validate(_MacroFile, read_yaml(path, problems), file=path.name, entry_id="(file)", problems=problems)
    return content.macros if content else {}


def _value_of(law: Law, name: str, on: date, keys: dict[str, str]) -> float | None:
    figure = law.fact(name, on, **keys)
    return None if figure is None else figure.value


def _rules_version(folder: Path) -> str:
    """Everything that decides what is found: packs, language files, disguise tables, quantities, entities."""
    names = [
        path.relative_to(folder).as_posix()
        for part in ("packs", "language", "disguise")
        for path in (folder / part).glob("*.yaml")
    ]
    names += [f"{name}.yaml" for name in ("quantities", "entities", "institutions")]
    return content_version("1", folder, names)
