"""Reads the figures that the law sets from their data file.

Does not know what a figure is used for.
"""

from datetime import date
from pathlib import Path
from typing import Any

from classifier.datafiles.datafile import StrictSchema, entry_id_of, validate
from classifier.datafiles.datafolder import read_file_as
from classifier.datafiles.known_ids import UNREADABLE, KnownIds
from classifier.errors import DataProblem
from classifier.legal.law_checks import check_periods, check_unique
from classifier.legal.provision import LegalFact, LegalFigure

FACTS_FILE = "facts.yaml"


class _FigureSchema(StrictSchema):
    keys: dict[str, str] = {}
    effective_from: date
    effective_to: date | None = None
    value: float
    provision: str
    confirmed: bool
    note: str | None = None


class _FactSchema(StrictSchema):
    id: str
    title_zh: str
    title_en: str
    unit: str
    keys: dict[str, tuple[str, ...]] = {}
    default_keys: dict[str, str] = {}
    figures: tuple[_FigureSchema, ...]


class _FactsSchema(StrictSchema):
    version: str
    facts: tuple[dict[str, Any], ...]


def read_facts(
    folder: Path, provisions: KnownIds, problems: list[DataProblem]
) -> tuple[dict[str, LegalFact], KnownIds]:
    """Read the facts under ``folder``; everything wrong goes to ``problems``.

    Returns:
        The facts that are right, and the ids that other files may refer to.
    """
    content = read_file_as(_FactsSchema, folder, FACTS_FILE, problems)
    if content is None:
        return {}, UNREADABLE
    facts: dict[str, LegalFact] = {}
    seen: dict[str, str] = {}
    for index, entry in enumerate(content.facts):
        entry_id = entry_id_of(entry, index)
        schema = validate(_FactSchema, entry, file=FACTS_FILE, entry_id=entry_id, problems=problems)
        if schema is not None:
            check_unique(schema.id, FACTS_FILE, seen, problems)
            facts[schema.id] = _fact_of(schema, provisions, problems)
    return facts, KnownIds(entry_id_of(entry, index) for index, entry in enumerate(content.facts))


def _fact_of(schema: _FactSchema, provisions: KnownIds, problems: list[DataProblem]) -> LegalFact:
    def report(message: str) -> None:
        problems.append(DataProblem(FACTS_FILE, schema.id, message))

    if set(schema.default_keys) != set(schema.keys):
        report(f"default_keys must give one value for each of {sorted(schema.keys)} (got {schema.default_keys!r})")
    by_keys: dict[tuple[tuple[str, str], ...], list[tuple[date, date | None]]] = {}
    figures = []
    for index, figure in enumerate(schema.figures):
        if figure.provision not in provisions:
            report(f"figures[{index}]: unknown provision {figure.provision!r}")
        if set(figure.keys) != set(schema.keys) or any(
            value not in schema.keys.get(key, ()) for key, value in figure.keys.items()
        ):
            report(f"figures[{index}]: keys must be one value for each of {dict(schema.keys)} (got {figure.keys!r})")
        by_keys.setdefault(tuple(sorted(figure.keys.items())), []).append((figure.effective_from, figure.effective_to))
        figures.append(
            LegalFigure(
                name=schema.id,
                keys=figure.keys,
                effective_from=figure.effective_from,
                effective_to=figure.effective_to,
                value=figure.value,
                unit=schema.unit,
                provision_id=figure.provision,
                is_confirmed=figure.confirmed,
                note=figure.note,
            )
        )
    for keys, periods in by_keys.items():
        what = "figures " + (", ".join(f"{key}={value}" for key, value in keys) or "(no keys)")
        check_periods(periods, file=FACTS_FILE, entry_id=schema.id, what=what, problems=problems)
    return LegalFact(
        name=schema.id,
        title_zh=schema.title_zh,
        title_en=schema.title_en,
        unit=schema.unit,
        key_values=schema.keys,
        default_keys=schema.default_keys,
        figures=tuple(figures),
    )
