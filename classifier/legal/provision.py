"""Holds what a legal instrument, a provision in its successive versions and a legal figure are, and how one is cited.

Does not know which provision belongs to which category, nor where the data comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from classifier.finding import Citation, CitationRole

UNCONFIRMED_ZH = "（条款待核实）"
UNCONFIRMED_EN = " (clause unconfirmed)"
"""Appended to every citation that was not checked at the source, so that it is never read as certain."""


class InstrumentKind(StrEnum):
    """Rank of a legal instrument."""

    LAW = "law"
    REGULATION = "regulation"
    RULE = "rule"
    NOTICE = "notice"
    JUDICIAL = "judicial"
    DRAFT = "draft"
    SELF_DISCIPLINE = "self_discipline"
    LOCAL = "local"


def is_within(on: date, effective_from: date, effective_to: date | None) -> bool:
    """Whether ``on`` lies between the first and the last day in force, both included."""
    return effective_from <= on and (effective_to is None or on <= effective_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A dated wording of a statute, as it is named in a citation."""

    effective_from: date
    label_zh: str
    """For example ``2021修正``."""
    label_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, regulation, rule, notice, draft or self-discipline code."""

    instrument_id: str
    name_zh: str
    name_en: str
    cite_name_zh: str
    """Name used in citations, without 《》."""
    is_title_official: bool
    """The name is the title as issued; otherwise it only describes the instrument, and is cited without 《》."""
    issuer_zh: str
    document_no: str | None
    kind: InstrumentKind
    effective_from: date
    """First day in force; where the day is not known, the first day on which it is known to be in force."""
    effective_to: date | None
    """Last day in force; ``None`` while in force."""
    repealed_by: str | None
    """Id of the instrument that ended it."""
    is_confirmed: bool
    """Existence and name were read on a page."""
    are_dates_confirmed: bool
    """The dates were read on a page; otherwise they come from general knowledge."""
    revisions: tuple[Revision, ...]
    """In order of time; empty where the instrument was not revised."""
    note: str | None

    @property
    def is_advisory(self) -> bool:
        """Whether it binds nobody yet: drafts are shown as guidance only."""
        return self.kind is InstrumentKind.DRAFT

    def label_on(self, on: date) -> tuple[str, str]:
        """Return what follows the name in brackets on that day, Chinese and English; empty where nothing does."""
        if self.kind is InstrumentKind.DRAFT:
            return "征求意见稿", "draft for comment"
        current = [revision for revision in self.revisions if revision.effective_from <= on]
        if current:
            return current[-1].label_zh, current[-1].label_en
        if self.document_no is not None and self.kind is InstrumentKind.NOTICE:
            return self.document_no, self.document_no
        return "", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionVersion:
    """Number and content of a provision during one period."""

    effective_from: date
    effective_to: date | None
    """Last day; ``None`` while in force."""
    article_zh: str
    """For example ``第二十五条第一项``; empty where the instrument is cited as a whole."""
    article_en: str
    is_confirmed: bool
    """Article number and content were read on a page."""
    gist_zh: str
    gist_en: str
    """Content in our own words; never to be shown as a quotation."""
    text_zh: str | None
    """Official wording, only where it was confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One rule of an instrument through its versions."""

    provision_id: str
    instrument: Instrument
    versions: tuple[ProvisionVersion, ...]
    """In order of time, never overlapping."""
    note: str | None

    def version_on(self, on: date) -> ProvisionVersion | None:
        """Return the version in force on that day, ``None`` where there is none."""
        for version in self.versions:
            if is_within(on, version.effective_from, version.effective_to):
                return version
        return None

    def citation_on(self, on: date, role: CitationRole) -> Citation | None:
        """Cite the provision as in force on that day, ``None`` where it is not in force."""
        version = self.version_on(on)
        if version is None:
            return None
        label_zh, label_en = self.instrument.label_on(on)
        name_zh = self.instrument.cite_name_zh
        title_zh = f"《{name_zh}》" if self.instrument.is_title_official else f"{name_zh}（概称）"
        cite_zh = title_zh + (f"（{label_zh}）" if label_zh else "") + version.article_zh
        cite_en = self.instrument.name_en + (f" ({label_en})" if label_en else "")
        cite_en += f", {version.article_en}" if version.article_en else ""
        # A draft may be quoted right and still is no law: it is never shown as certain.
        is_confirmed = self.instrument.is_confirmed and version.is_confirmed and not self.instrument.is_advisory
        return Citation(
            provision_id=self.provision_id,
            role=role,
            cite_zh=cite_zh if is_confirmed else cite_zh + UNCONFIRMED_ZH,
            cite_en=cite_en if is_confirmed else cite_en + UNCONFIRMED_EN,
            is_confirmed=is_confirmed,
            in_force_from=version.effective_from,
            in_force_to=version.effective_to,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalFigure:
    """The value of a legal fact during one period, for one set of keys."""

    name: str
    keys: Mapping[str, str]
    effective_from: date
    effective_to: date | None
    value: float
    unit: str
    """``fraction``, ``cny``, ``years`` …; the same for all figures of a name."""
    provision_id: str
    """Source."""
    is_confirmed: bool
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalFact:
    """A figure that the law sets, through time."""

    name: str
    title_zh: str
    title_en: str
    unit: str
    key_values: Mapping[str, tuple[str, ...]]
    """Key name to its possible values."""
    default_keys: Mapping[str, str]
    """Values taken for keys that the caller leaves out."""
    figures: tuple[LegalFigure, ...]
