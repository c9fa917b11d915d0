"""Holds which kinds, genres, verticals and channels an example may name, read from ``vocabulary.yaml``.

Does not know any example.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from classifier.datafiles.datafile import StrictSchema
from classifier.datafiles.datafolder import read_file_as
from classifier.errors import DataFileError, DataProblem

VOCABULARY_FILE = Path(__file__).parent / "vocabulary.yaml"
"""The vocabulary that ships with the package."""

FIN_AD = "fin_ad"
"""The only kind that labels are judged for; the others are negative throughout."""
NON_FIN_AD = "non_fin_ad"
NOT_AD = "not_ad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A value that a field may have."""

    term_id: str
    name_zh: str
    name_en: str
    kinds: frozenset[str]
    """Kinds of text that it may be said of."""
    risk_warning_exempt: bool = False
    """Verticals only: ``missing_risk_warning`` does not apply to the product by itself."""
    is_covered: bool = True
    """Verticals only: whether ads of it are wanted in every channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The values of the descriptive fields, by id and in file order."""

    version: str
    kinds: Mapping[str, Term]
    genres: Mapping[str, Term]
    verticals: Mapping[str, Term]
    channels: Mapping[str, Term]
    absent_cells: Mapping[tuple[str, str], str]
    """(vertical, channel) that nobody meets in the world → reason."""

    @property
    def ad_verticals(self) -> tuple[str, ...]:
        """Verticals of financial ads: the rows of the coverage."""
        return tuple(term.term_id for term in self.verticals.values() if FIN_AD in term.kinds and term.is_covered)

    @property
    def ad_channels(self) -> tuple[str, ...]:
        """Channels of financial ads: the columns of the coverage."""
        return tuple(term.term_id for term in self.channels.values() if FIN_AD in term.kinds)


class _TermSchema(StrictSchema):
    id: str
    name_zh: str
    name_en: str


class _KindedSchema(_TermSchema):
    only_kinds: tuple[str, ...] | None = None
    risk_warning_exempt: bool = False
    is_covered: bool = True


class _GenreSchema(_TermSchema):
    kind: str


class _AbsentCellSchema(StrictSchema):
    vertical: str
    channel: str
    reason: str


class _VocabularySchema(StrictSchema):
    version: str
    kinds: tuple[_TermSchema, ...]
    verticals: tuple[_KindedSchema, ...]
    channels: tuple[_KindedSchema, ...]
    genres: tuple[_GenreSchema, ...]
    absent_cells: tuple[_AbsentCellSchema, ...]


def load_vocabulary(path: Path = VOCABULARY_FILE) -> Vocabulary:
    """Read a vocabulary.

    Raises:
        DataFileError: the file cannot be used; every problem is listed.
    """
    problems: list[DataProblem] = []
    content = read_file_as(_VocabularySchema, path.parent, path.name, problems)
    if content is None:
        raise DataFileError(problems)
    kinds = frozenset(kind.id for kind in content.kinds)
    lists: Mapping[str, tuple[_TermSchema, ...]] = {
        "kinds": content.kinds,
        "verticals": content.verticals,
        "channels": content.channels,
        "genres": content.genres,
    }
    terms = {
        name: {term.id: _term_of(term, f"{name}.{term.id}", kinds, path.name, problems) for term in items}
        for name, items in lists.items()
    }
    for name, items in lists.items():
        twice = [term_id for term_id, count in Counter(term.id for term in items).items() if count > 1]
        problems += [DataProblem(path.name, f"{name}.{term_id}", "stands twice; keep one") for term_id in twice]
    missing = sorted({FIN_AD, NON_FIN_AD, NOT_AD} - kinds)
    problems += [DataProblem(path.name, "kinds", f"{kind!r} is missing; the checks rely on it") for kind in missing]
    for cell in content.absent_cells:
        place = f"absent_cells.{cell.vertical}/{cell.channel}"
        for field, value, known in (
            ("vertical", cell.vertical, terms["verticals"]),
            ("channel", cell.channel, terms["channels"]),
        ):
            if value not in known:
                problems.append(DataProblem(path.name, place, _unknown(field, value, known)))
        if not cell.reason.strip():
            problems.append(DataProblem(path.name, place, "reason is empty; say why nobody meets such a text"))
    if problems:
        raise DataFileError(problems)
    return Vocabulary(
        version=content.version,
        absent_cells={(cell.vertical, cell.channel): cell.reason for cell in content.absent_cells},
        **terms,
    )


def _term_of(schema: _TermSchema, place: str, kinds: frozenset[str], file: str, problems: list[DataProblem]) -> Term:
    named: tuple[str, ...] | None = None
    if isinstance(schema, _GenreSchema):
        named = (schema.kind,)
    elif isinstance(schema, _KindedSchema):
        named = schema.only_kinds
    problems += [DataProblem(file, place, _unknown("kind", kind, kinds)) for kind in named or () if kind not in kinds]
    return Term(
        term_id=schema.id,
        name_zh=schema.name_zh,
        name_en=schema.name_en,
        kinds=kinds if named is None else frozenset(named),
        risk_warning_exempt=isinstance(schema, _KindedSchema) and schema.risk_warning_exempt,
        is_covered=not isinstance(schema, _KindedSchema) or schema.is_covered,
    )


def _unknown(field: str, value: str, known: Mapping[str, Term] | frozenset[str]) -> str:
    return f"{field} {value!r} is not known; known: {', '.join(sorted(known))}"
