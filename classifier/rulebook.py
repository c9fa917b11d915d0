"""The rules: wording that counts for or against a category, read from the packs in ``rules/packs``.

A rule nominates; contexts, products and policy decide. Adding one needs no Python. Knows nothing of ads.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from classifier.datafiles.datafile import StrictSchema, entry_id_of, validate
from classifier.datafiles.datafolder import read_file_as
from classifier.datafiles.known_ids import KnownIds
from classifier.edits import EditAdvice
from classifier.errors import DataProblem
from classifier.finding import EditKind, Status
from classifier.language.contexts import ContextKind
from classifier.language.cues import Cues, CueSchema, register_cues
from classifier.language.products import ProductLexicon
from classifier.matching.matcher import MatcherBuilder
from classifier.reading import ASSERTION_CLEARING


class Domain(StrEnum):
    """What the ad must be about for a rule to apply."""

    FINANCE = "finance"
    """Some financial, investment or property product is named (稳赚 in a game is nothing)."""
    ANY = "any"
    """The wording is financial in itself (信用卡套现)."""


class Within(StrEnum):
    """How near a required companion wording must stand."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    AD = "ad"


class _Companion(CueSchema):
    within: Within = Within.SENTENCE


class _EditSchema(StrictSchema):
    kind: Literal[EditKind.DELETE, EditKind.REPLACE, EditKind.APPEND, EditKind.WITHDRAW, EditKind.PROVE]
    text: str = ""
    """What replaces the evidence, or is appended to the ad."""
    proof_zh: str = ""
    proof_en: str = ""

    @model_validator(mode="after")
    def _complete(self) -> "_EditSchema":
        if self.kind in (EditKind.REPLACE, EditKind.APPEND) and not self.text:
            raise ValueError(f"an edit of kind {self.kind.value} needs `text`")
        if self.kind is EditKind.PROVE and not (self.proof_zh and self.proof_en):
            raise ValueError("an edit of kind prove needs `proof_zh` and `proof_en`")
        return self


class _RuleSchema(CueSchema):
    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    category: str
    status: Literal[Status.VIOLATION, Status.NEEDS_FACT] = Status.VIOLATION
    strength: str
    domain: Domain = Domain.FINANCE
    products: tuple[str, ...] = ()
    """Products or groups to which the claim must belong; empty: any."""
    except_products: tuple[str, ...] = ()
    """Products for which the claim is lawful."""
    needs: tuple[_Companion, ...] = ()
    """Wordings that must all stand near."""
    lacks: tuple[_Companion, ...] = ()
    """Wordings none of which may stand near."""
    cleared_by: tuple[ContextKind, ...] | None = None
    """Contexts in which the wording is no claim; default: negation, warning, quotation, question, education."""
    advert_only: bool = True
    whole_words: bool = True
    """Drop a term match that cuts a dictionary word at its border (路口交通)."""
    undisguise: bool = True
    """Look for disguised spellings of the terms."""
    missing_fact: str | None = None
    topics: tuple[str, ...] = ()
    """What the finding is about more closely than its category; brings in the provisions of that topic."""
    provisions: tuple[str, ...] = ()
    """Provisions cited besides those of the category."""
    reason_zh: str
    reason_en: str
    edit: _EditSchema
    source: str
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> "_RuleSchema":
        if not (self.terms or self.patterns):
            raise ValueError("a rule needs `terms` or `patterns`")
        if (self.status is Status.NEEDS_FACT) != (self.missing_fact is not None):
            raise ValueError("`missing_fact` goes with status needs_fact, and only with it")
        return self


class _PackSchema(StrictSchema):
    pack: str = Field(pattern=r"^[a-z][a-z0-9_]+$")
    name_zh: str
    name_en: str
    description: str
    rules: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Wording required (or excluded) near a match."""

    cues: Cues
    within: Within


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, registered with the matcher."""

    rule_id: str
    pack: str
    category: str
    status: Status
    strength: str
    domain: Domain
    cues: Cues
    terms: tuple[str, ...]
    patterns: tuple[str, ...]
    products: frozenset[str]
    except_products: frozenset[str]
    needs: tuple[Companion, ...]
    lacks: tuple[Companion, ...]
    cleared_by: frozenset[ContextKind]
    advert_only: bool
    whole_words: bool
    undisguise: bool
    missing_fact: str | None
    topics: tuple[str, ...]
    provisions: tuple[str, ...]
    reason_zh: str
    reason_en: str
    edit: EditAdvice
    source: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Rules of one field, switched on or off together."""

    pack_id: str
    name_zh: str
    name_en: str
    description: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All packs in use."""

    packs: tuple[Pack, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Rules of all packs, in file order."""
        return tuple(rule for pack in self.packs for rule in pack.rules)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id, or ``None``."""
        return next((rule for rule in self.rules if rule.rule_id == rule_id), None)

    @property
    def guarded_terms(self) -> frozenset[str]:
        """Terms of which disguised spellings are looked for."""
        return frozenset(term for rule in self.rules if rule.undisguise for term in rule.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names that rules may refer to; anything else in a pack is an error."""

    categories: Collection[str]
    strengths: Collection[str]
    missing_facts: Collection[str]
    topics: Collection[str]
    provisions: Collection[str]
    products: ProductLexicon


def read_rulebook(
    folder: Path,
    vocabulary: Vocabulary,
    builder: MatcherBuilder,
    packs: Sequence[str] | None,
    problems: list[DataProblem],
) -> Rulebook:
    """Read every pack in ``folder``, register its wordings, keep those named in ``packs`` (``None``: all).

    Faulty entries become problems, among them the name of a pack that does not exist.
    """
    files = sorted(folder.glob("*.yaml"))
    loaded = [pack for path in files if (pack := _load_pack(path, vocabulary, builder, packs, problems)) is not None]
    # A pack that could not be read is in the list of problems already, under the name of its file.
    known = KnownIds((pack.pack_id for pack in loaded), is_complete=len(loaded) == len(files))
    for name in packs or ():
        if name not in known:
            problems.append(DataProblem("(settings)", "packs", f"no pack {name!r}; known: {', '.join(known)}"))
    seen: set[str] = set()
    for pack in loaded:
        for rule in pack.rules:
            if rule.rule_id in seen:
                problems.append(DataProblem(pack.pack_id, rule.rule_id, "this rule id is used twice"))
            seen.add(rule.rule_id)
    kept = tuple(pack for pack in loaded if packs is None or pack.pack_id in packs)
    return Rulebook(packs=kept)


def _load_pack(
    path: Path,
    vocabulary: Vocabulary,
    builder: MatcherBuilder,
    packs: Sequence[str] | None,
    problems: list[DataProblem],
) -> Pack | None:
    content = read_file_as(_PackSchema, path.parent, path.name, problems)
    if content is None:
        return None
    # A pack that is switched off is still checked, against a builder of its own, so that it cannot rot.
    own_builder = builder if packs is None or content.pack in packs else builder.scratch()
    rules = []
    for index, raw in enumerate(content.rules):
        entry_id = entry_id_of(raw, index)
        schema = validate(_RuleSchema, raw, file=path.name, entry_id=entry_id, problems=problems)
        if schema is not None:
            rules.append(_rule_of(schema, content.pack, path.name, vocabulary, own_builder, problems))
    return Pack(
        pack_id=content.pack,
        name_zh=content.name_zh,
        name_en=content.name_en,
        description=content.description,
        rules=tuple(rules),
    )


def _rule_of(
    schema: _RuleSchema,
    pack: str,
    file: str,
    vocabulary: Vocabulary,
    builder: MatcherBuilder,
    problems: list[DataProblem],
) -> Rule:
    def check(kind: str, names: Collection[str], known: Collection[str]) -> None:
        for name in names:
            if name not in known:
                problems.append(DataProblem(file, schema.id, f"unknown {kind} {name!r}"))

    def register(cues: CueSchema) -> Cues:
        return register_cues(cues, builder, file=file, entry_id=schema.id, problems=problems)

    def companions(schemas: Sequence[_Companion]) -> tuple[Companion, ...]:
        return tuple(Companion(cues=register(companion), within=companion.within) for companion in schemas)

    def products(names: Sequence[str]) -> frozenset[str]:
        try:
            return vocabulary.products.expand(names)
        except KeyError as error:
            problems.append(DataProblem(file, schema.id, f"unknown product or group {error}"))
            return frozenset()

    check("category", [schema.category], vocabulary.categories)
    check("strength", [schema.strength], vocabulary.strengths)
    check("topic", schema.topics, vocabulary.topics)
    check("provision", schema.provisions, vocabulary.provisions)
    if schema.missing_fact is not None:
        check("missing fact", [schema.missing_fact], vocabulary.missing_facts)
    return Rule(
        rule_id=schema.id,
        pack=pack,
        category=schema.category,
        status=schema.status,
        strength=schema.strength,
        domain=schema.domain,
        cues=register(schema),
        terms=schema.terms,
        patterns=schema.patterns,
        products=products(schema.products),
        except_products=products(schema.except_products),
        needs=companions(schema.needs),
        lacks=companions(schema.lacks),
        cleared_by=ASSERTION_CLEARING if schema.cleared_by is None else frozenset(schema.cleared_by),
        advert_only=schema.advert_only,
        whole_words=schema.whole_words,
        undisguise=schema.undisguise,
        missing_fact=schema.missing_fact,
        topics=schema.topics,
        provisions=schema.provisions,
        reason_zh=schema.reason_zh,
        reason_en=schema.reason_en,
        edit=EditAdvice(
            kind=schema.edit.kind,
            text=schema.edit.text,
            proof_zh=schema.edit.proof_zh,
            proof_en=schema.edit.proof_en,
        ),
        source=schema.source,
        hits=schema.hits,
        misses=schema.misses,
    )
