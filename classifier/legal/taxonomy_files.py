"""Reads the nine categories, the products, the desks and the missing-fact questions from their data files.

Does not decide anything about an ad.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.datafiles.datafile import Schema, entry_id_of, validate
from classifier.datafiles.datafolder import read_file_as
from classifier.datafiles.known_ids import UNREADABLE, KnownIds
from classifier.errors import DataProblem
from classifier.finding import CitationRole
from classifier.legal.category import CODES, BasisEntry, Category, Desk, FactQuestion, Product, Referral, Scope
from classifier.legal.taxonomy_schema import (
    CategorySchema,
    DeskSchema,
    EntrySchema,
    ProductSchema,
    QuestionSchema,
    RegistriesSchema,
    TaxonomySchema,
)

TAXONOMY_FILE = "taxonomy.yaml"
REGISTRIES_FILE = "registries.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyContent:
    """What the files hold, as far as it could be read."""

    declared_version: str
    topics: tuple[str, ...]
    categories: tuple[Category, ...]
    products: Mapping[str, Product]
    desks: Mapping[str, Desk]
    questions: Mapping[str, FactQuestion]
    product_ids: KnownIds
    question_ids: KnownIds


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """All names that a category may refer to."""

    topics: Collection[str]
    products: KnownIds
    desks: KnownIds
    questions: KnownIds
    provisions: KnownIds


def read_taxonomy_content(folder: Path, provisions: KnownIds, problems: list[DataProblem]) -> TaxonomyContent | None:
    """Read taxonomy and question files under ``folder``; everything wrong goes to ``problems``.

    ``provisions`` are the provision ids that the law holds. Returns ``None`` only where the taxonomy file cannot be
    read at all.
    """
    taxonomy = read_file_as(TaxonomySchema, folder, TAXONOMY_FILE, problems)
    registries = read_file_as(RegistriesSchema, folder, REGISTRIES_FILE, problems)
    if taxonomy is None:
        return None
    desk_ids, product_ids = _ids_of(taxonomy.desks), _ids_of(taxonomy.products)
    question_ids = UNREADABLE if registries is None else _ids_of(registries.facts)
    desks = {
        desk.id: Desk(desk_id=desk.id, name_zh=desk.name_zh, name_en=desk.name_en)
        for desk in _entries(DeskSchema, taxonomy.desks, TAXONOMY_FILE, problems)
    }
    products = {
        product.id: _product_of(product, desk_ids, problems)
        for product in _entries(ProductSchema, taxonomy.products, TAXONOMY_FILE, problems)
    }
    questions = {
        question.id: _question_of(question, product_ids, problems)
        for question in _entries(QuestionSchema, registries.facts if registries else (), REGISTRIES_FILE, problems)
    }
    names = _Names(
        topics=taxonomy.topics,
        products=product_ids,
        desks=desk_ids,
        questions=question_ids,
        provisions=provisions,
    )
    schemas = _entries(CategorySchema, taxonomy.categories, TAXONOMY_FILE, problems)
    listed = tuple(entry_id_of(entry, index) for index, entry in enumerate(taxonomy.categories))
    if listed != CODES:
        message = f"must be exactly the nine codes in order: {', '.join(CODES)} (got {', '.join(listed)})"
        problems.append(DataProblem(TAXONOMY_FILE, "categories", message))
    return TaxonomyContent(
        declared_version=taxonomy.version,
        topics=taxonomy.topics,
        categories=tuple(_category_of(schema, number, names, problems) for number, schema in enumerate(schemas, 1)),
        products=products,
        desks=desks,
        questions=questions,
        product_ids=product_ids,
        question_ids=question_ids,
    )


def _ids_of(raw: tuple[dict[str, Any], ...]) -> KnownIds:
    return KnownIds(entry_id_of(entry, index) for index, entry in enumerate(raw))


def _entries(
    schema: type[Schema], raw: tuple[dict[str, Any], ...], file: str, problems: list[DataProblem]
) -> list[Schema]:
    """Validate the entries, report repeated ids, and return those that are right."""
    found: list[Schema] = []
    seen: set[str] = set()
    for index, entry in enumerate(raw):
        entry_id = entry_id_of(entry, index)
        if entry_id in seen:
            problems.append(DataProblem(file, entry_id, "id is used twice; give each entry its own"))
        seen.add(entry_id)
        value = validate(schema, entry, file=file, entry_id=entry_id, problems=problems)
        if value is not None:
            found.append(value)
    return found


def _report_unknown(
    what: str,
    used: Collection[str],
    known: Collection[str],
    file: str,
    entry_id: str,
    problems: list[DataProblem],
) -> None:
    for name in used:
        if name not in known:
            hint = f"; known: {', '.join(sorted(known))}" if len(known) <= 40 else ""
            problems.append(DataProblem(file, entry_id, f"unknown {what} {name!r}{hint}"))


def _product_of(schema: ProductSchema, desks: KnownIds, problems: list[DataProblem]) -> Product:
    _report_unknown("desk", [schema.regulator], desks, TAXONOMY_FILE, schema.id, problems)
    return Product(
        product_id=schema.id,
        name_zh=schema.name_zh,
        name_en=schema.name_en,
        is_investment=schema.investment,
        regulator=schema.regulator,
    )


def _question_of(schema: QuestionSchema, products: KnownIds, problems: list[DataProblem]) -> FactQuestion:
    _report_unknown("product", schema.by_product, products, REGISTRIES_FILE, schema.id, problems)
    return FactQuestion(
        fact_id=schema.id,
        question_zh=schema.question_zh,
        question_en=schema.question_en,
        where_zh=schema.where_zh,
        where_en=schema.where_en,
        by_product={product: (where.zh, where.en) for product, where in schema.by_product.items()},
    )


def _category_of(schema: CategorySchema, number: int, names: _Names, problems: list[DataProblem]) -> Category:
    basis = [_basis_entry_of(entry, CitationRole.BASIS) for entry in (*schema.basis, *schema.also_cite)]
    entries = (*basis, *(_basis_entry_of(entry, CitationRole.PENALTY) for entry in schema.penalties))
    referral = schema.referral
    used_products = [
        *(product for entry in entries for product in (*entry.products, *entry.unless_only)),
        *referral.by_product,
    ]
    used_desks = [referral.default, *referral.by_product.values(), *referral.also]
    used_topics = [topic for entry in entries for topic in entry.topics]
    for what, used, known in (
        ("topic", used_topics, names.topics),
        ("product", used_products, names.products),
        ("desk", used_desks, names.desks),
        ("fact", schema.missing_facts, names.questions),
        ("provision", [entry.provision_id for entry in entries], names.provisions),
    ):
        _report_unknown(what, used, known, TAXONOMY_FILE, schema.id, problems)
    return Category(
        code=schema.id,
        number=number,
        name_zh=schema.name_zh,
        name_en=schema.name_en,
        definition_zh=schema.definition_zh,
        definition_en=schema.definition_en,
        counts_zh=schema.counts_zh,
        counts_en=schema.counts_en,
        does_not_count_zh=schema.does_not_count_zh,
        does_not_count_en=schema.does_not_count_en,
        severity=schema.severity,
        scope=_scope_of(schema, names.products, problems),
        scope_when_unknown=schema.scope.unknown,
        entries=entries,
        referral=Referral(
            default=referral.default,
            follows_regulator=referral.follows_regulator,
            by_product=referral.by_product,
            also=referral.also,
        ),
        missing_facts=schema.missing_facts,
    )


def _basis_entry_of(entry: str | EntrySchema, role: CitationRole) -> BasisEntry:
    if isinstance(entry, str):
        entry = EntrySchema(id=entry)
    return BasisEntry(
        provision_id=entry.id,
        role=role,
        products=frozenset(entry.products),
        unless_only=frozenset(entry.unless_only),
        topics=frozenset(entry.topics),
    )


def _scope_of(schema: CategorySchema, products: Collection[str], problems: list[DataProblem]) -> dict[str, Scope]:
    """Give every product a scope; exactly one list may say ``others`` and takes what the rest leaves."""
    lists = {scope: getattr(schema.scope, scope.value) for scope in Scope}
    scope_of: dict[str, Scope] = {}
    for scope, listed in lists.items():
        for product in () if listed == "others" else listed:
            if product in scope_of:
                message = f"scope: product {product!r} is both {scope_of[product]} and {scope}"
                problems.append(DataProblem(TAXONOMY_FILE, schema.id, message))
            scope_of[product] = scope
    _report_unknown("product", scope_of, products, TAXONOMY_FILE, schema.id, problems)
    others = [scope for scope, listed in lists.items() if listed == "others"]
    left = [product for product in products if product not in scope_of]
    if len(others) == 1:
        scope_of.update(dict.fromkeys(left, others[0]))
    elif left or others:
        message = f"scope: these products are in no list: {', '.join(left)}; let exactly one list say 'others'"
        problems.append(DataProblem(TAXONOMY_FILE, schema.id, message))
    return scope_of
