"""Reads the law and the legal figures from their data files, checking every entry and every reference between them.

Does not know categories or policy, and never decides which provision applies.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from classifier.datafiles.datafile import StrictSchema, entry_id_of, validate
from classifier.datafiles.datafolder import read_file_as
from classifier.datafiles.known_ids import KnownIds
from classifier.errors import DataProblem
from classifier.legal.facts_file import FACTS_FILE, read_facts
from classifier.legal.law_checks import check_periods, check_unique
from classifier.legal.provision import Instrument, InstrumentKind, LegalFact, Provision, ProvisionVersion, Revision

LAW_FILE = "law.yaml"


class _RevisionSchema(StrictSchema):
    effective_from: date
    label_zh: str
    label_en: str


class _InstrumentSchema(StrictSchema):
    id: str
    name_zh: str
    name_en: str
    cite_name_zh: str | None = None
    official_title: bool = True
    issuer_zh: str
    document_no: str | None = None
    kind: InstrumentKind
    effective_from: date
    effective_to: date | None = None
    repealed_by: str | None = None
    confirmed: bool
    dates_confirmed: bool = True
    revisions: tuple[_RevisionSchema, ...] = ()
    note: str | None = None
    provisions: tuple[dict[str, Any], ...]


class _VersionSchema(StrictSchema):
    effective_from: date | None = None
    effective_to: date | None = None
    article_zh: str = ""
    article_en: str = ""
    confirmed: bool
    gist_zh: str | None = None
    gist_en: str | None = None
    text_zh: str | None = None


class _ProvisionSchema(StrictSchema):
    id: str
    gist_zh: str | None = None
    gist_en: str | None = None
    note: str | None = None
    versions: tuple[_VersionSchema, ...]


class _IndexSchema(StrictSchema):
    version: str
    as_of: date
    files: tuple[str, ...]


class _PartSchema(StrictSchema):
    instruments: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawContent:
    """What the files hold, as far as it could be read."""

    declared_version: str
    as_of: date
    files: tuple[str, ...]
    provisions: dict[str, Provision]
    facts: dict[str, LegalFact]
    provision_ids: KnownIds
    fact_ids: KnownIds


def read_law_content(folder: Path, problems: list[DataProblem]) -> LawContent | None:
    """Read the law files under ``folder``; everything wrong goes to ``problems``.

    Returns ``None`` only where the index itself cannot be read; otherwise what could be read, so that the files
    which refer to it can be checked in the same pass.
    """
    index = read_file_as(_IndexSchema, folder, LAW_FILE, problems)
    if index is None:
        return None
    instruments: dict[str, Instrument] = {}
    provisions: dict[str, Provision] = {}
    seen: dict[str, str] = {}
    declared = [_read_part(folder, file, instruments, provisions, seen, problems) for file in index.files]
    is_complete = all(ids is not None for ids in declared)
    instrument_ids = KnownIds((name for ids in declared if ids for name in ids.instruments), is_complete=is_complete)
    provision_ids = KnownIds((name for ids in declared if ids for name in ids.provisions), is_complete=is_complete)
    for instrument in instruments.values():
        if instrument.repealed_by is not None and instrument.repealed_by not in instrument_ids:
            message = f"repealed_by names the unknown instrument {instrument.repealed_by!r}"
            problems.append(DataProblem(seen[instrument.instrument_id], instrument.instrument_id, message))
    facts, fact_ids = read_facts(folder, provision_ids, problems)
    return LawContent(
        declared_version=index.version,
        as_of=index.as_of,
        files=(LAW_FILE, FACTS_FILE, *index.files),
        provisions=provisions,
        facts=facts,
        provision_ids=provision_ids,
        fact_ids=fact_ids,
    )


@dataclass(frozen=True, slots=True)
class _DeclaredIds:
    """Ids that stand in a file, those of faulty entries included."""

    instruments: list[str]
    provisions: list[str]


def _read_part(
    folder: Path,
    file: str,
    instruments: dict[str, Instrument],
    provisions: dict[str, Provision],
    seen: dict[str, str],
    problems: list[DataProblem],
) -> _DeclaredIds | None:
    """Read one file of the law; ``None`` where it cannot be read at all."""
    part = read_file_as(_PartSchema, folder, file, problems)
    if part is None:
        return None
    declared = _DeclaredIds([], [])
    for index, entry in enumerate(part.instruments):
        entry_id = entry_id_of(entry, index)
        declared.instruments.append(entry_id)
        children = entry.get("provisions")
        declared.provisions.extend(
            entry_id_of(child, position)
            for position, child in enumerate(children if isinstance(children, list) else ())
        )
        schema = validate(_InstrumentSchema, entry, file=file, entry_id=entry_id, problems=problems)
        if schema is None:
            continue
        check_unique(schema.id, file, seen, problems)
        instrument = _instrument_of(schema, file, problems)
        instruments[schema.id] = instrument
        for position, child in enumerate(schema.provisions):
            child_id = entry_id_of(child, position)
            provision = validate(_ProvisionSchema, child, file=file, entry_id=child_id, problems=problems)
            if provision is not None:
                check_unique(provision.id, file, seen, problems)
                provisions[provision.id] = _provision_of(provision, instrument, file, problems)
    return declared


def _instrument_of(schema: _InstrumentSchema, file: str, problems: list[DataProblem]) -> Instrument:
    revisions = tuple(Revision(**revision.model_dump()) for revision in schema.revisions)
    starts = [revision.effective_from for revision in revisions]
    check_periods(
        [(schema.effective_from, schema.effective_to)],
        file=file,
        entry_id=schema.id,
        what="period",
        problems=problems,
    )
    if starts != sorted(set(starts)):
        problems.append(DataProblem(file, schema.id, "revisions must be in order of time, each with its own start"))
    if schema.repealed_by is not None and schema.effective_to is None:
        problems.append(DataProblem(file, schema.id, "repealed_by is set but effective_to is not; state the last day"))
    return Instrument(
        instrument_id=schema.id,
        name_zh=schema.name_zh,
        name_en=schema.name_en,
        cite_name_zh=schema.cite_name_zh or schema.name_zh,
        is_title_official=schema.official_title,
        issuer_zh=schema.issuer_zh,
        document_no=schema.document_no,
        kind=schema.kind,
        effective_from=schema.effective_from,
        effective_to=schema.effective_to,
        repealed_by=schema.repealed_by,
        is_confirmed=schema.confirmed,
        are_dates_confirmed=schema.dates_confirmed,
        revisions=revisions,
        note=schema.note,
    )


def _provision_of(
    schema: _ProvisionSchema, instrument: Instrument, file: str, problems: list[DataProblem]
) -> Provision:
    """Fill in what a version leaves out: gist from the provision, dates from its neighbours or the instrument."""
    versions = []
    following = [version.effective_from for version in schema.versions[1:]]
    for index, version in enumerate(schema.versions):
        next_start = following[index] if index < len(following) else None
        default_to = instrument.effective_to if next_start is None else next_start - timedelta(days=1)
        gist_zh, gist_en = version.gist_zh or schema.gist_zh, version.gist_en or schema.gist_en
        if not gist_zh or not gist_en:
            message = f"versions[{index}]: gist_zh and gist_en are needed, here or on the provision"
            problems.append(DataProblem(file, schema.id, message))
        if bool(version.article_zh) != bool(version.article_en):
            message = f"versions[{index}]: article_zh and article_en go together (got {version.article_zh!r})"
            problems.append(DataProblem(file, schema.id, message))
        versions.append(
            ProvisionVersion(
                effective_from=version.effective_from or instrument.effective_from,
                effective_to=version.effective_to or default_to,
                article_zh=version.article_zh,
                article_en=version.article_en,
                is_confirmed=version.confirmed,
                gist_zh=gist_zh or "",
                gist_en=gist_en or "",
                text_zh=version.text_zh,
            )
        )
    if not versions:
        problems.append(DataProblem(file, schema.id, "versions is empty; a provision needs at least one"))
    periods = [(version.effective_from, version.effective_to) for version in versions]
    check_periods(periods, file=file, entry_id=schema.id, what="versions", problems=problems)
    for index, (start, end) in enumerate(periods):
        ends_late = instrument.effective_to is not None and (end is None or instrument.effective_to < end)
        if start < instrument.effective_from or ends_late:
            message = (
                f"versions[{index}]: {start} to {end or 'today'} reaches outside its instrument "
                f"({instrument.effective_from} to {instrument.effective_to or 'today'})"
            )
            problems.append(DataProblem(file, schema.id, message))
    return Provision(provision_id=schema.id, instrument=instrument, versions=tuple(versions), note=schema.note)
