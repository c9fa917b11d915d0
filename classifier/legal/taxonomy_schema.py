"""Holds the file schemas of categories, products, desks and missing-fact questions.

Does not know the references between them.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from classifier.datafiles.datafile import StrictSchema
from classifier.datafiles.datafolder import require_some
from classifier.legal.category import Scope

Texts = Annotated[tuple[str, ...], AfterValidator(require_some)]


class EntrySchema(StrictSchema):
    """A provision id with the conditions on which it is cited."""

    id: str
    products: tuple[str, ...] = ()
    unless_only: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


Entries = Annotated[tuple[str | EntrySchema, ...], AfterValidator(require_some)]


class ReferralSchema(StrictSchema):
    """Where leads go."""

    default: str
    follows_regulator: bool = False
    by_product: dict[str, str] = {}
    also: tuple[str, ...] = ()


class ScopeSchema(StrictSchema):
    """Products by scope; one list may say ``others``."""

    applies: tuple[str, ...] | Literal["others"] = ()
    needs_fact: tuple[str, ...] | Literal["others"] = ()
    exempt: tuple[str, ...] | Literal["others"] = ()
    unknown: Scope


class CategorySchema(StrictSchema):
    """One of the nine categories."""

    id: str
    name_zh: str
    name_en: str
    definition_zh: str
    definition_en: str
    counts_zh: Texts
    counts_en: Texts
    does_not_count_zh: Texts
    does_not_count_en: Texts
    severity: int = Field(ge=1, le=5)
    scope: ScopeSchema
    basis: Entries
    penalties: Entries
    also_cite: tuple[str | EntrySchema, ...] = ()
    referral: ReferralSchema
    missing_facts: Texts


class ProductSchema(StrictSchema):
    """A product an ad can be for."""

    id: str
    name_zh: str
    name_en: str
    investment: bool
    regulator: str


class DeskSchema(StrictSchema):
    """A referral desk."""

    id: str
    name_zh: str
    name_en: str


class TaxonomySchema(StrictSchema):
    """The whole taxonomy file, its entries not yet checked."""

    version: str
    desks: tuple[dict[str, Any], ...]
    topics: tuple[str, ...]
    products: tuple[dict[str, Any], ...]
    categories: tuple[dict[str, Any], ...]


class WhereSchema(StrictSchema):
    """A place to look a fact up."""

    zh: str
    en: str


class QuestionSchema(StrictSchema):
    """A missing-fact question."""

    id: str
    question_zh: str
    question_en: str
    where_zh: str
    where_en: str
    by_product: dict[str, WhereSchema] = {}


class RegistriesSchema(StrictSchema):
    """The whole question file, its entries not yet checked."""

    version: str
    facts: tuple[dict[str, Any], ...]
