"""The forms of risk warning that count, by what they say.

Source of the duty: article 25 of the Advertising Law asks for the risk and for who bears it. Knows nothing of ads.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from classifier.datafiles.datafile import StrictSchema, entry_id_of, validate
from classifier.datafiles.datafolder import read_file_as
from classifier.errors import DataProblem
from classifier.language.cues import Cues, CueSchema, register_cues
from classifier.matching.matcher import MatcherBuilder


class Says(StrEnum):
    """What a warning tells the reader."""

    RISK = "risk"
    BEARER = "bearer"
    PAST_PERFORMANCE = "past_performance"
    BENCHMARK = "benchmark"
    NON_GUARANTEED = "non_guaranteed"


class _WarningEntry(StrictSchema):
    id: str
    says: Says
    forms: tuple[str, ...]
    patterns: tuple[str, ...] = ()


class _WarningFile(StrictSchema):
    version: str
    nearest_miss_at: float
    warnings: tuple[dict[str, object], ...]
    not_enough: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WarningForm:
    """Wordings that give one kind of warning."""

    says: Says
    forms: tuple[str, ...]
    cues: Cues


@dataclass(frozen=True, slots=True)
class RiskWarnings:
    """All forms of warning."""

    warnings: tuple[WarningForm, ...]
    not_enough: tuple[str, ...]
    """Friendly talk that warns of nothing."""
    nearest_miss_at: float
    """Similarity, 0 to 100, from which a wording is reported as nearest miss."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form looked for, in file order."""
        return tuple(form for warning in self.warnings for form in warning.forms)


def load_warnings(folder: Path, builder: MatcherBuilder, problems: list[DataProblem]) -> RiskWarnings:
    """Read ``warnings.yaml``; faulty entries become problems and are left out."""
    path = folder / "warnings.yaml"
    content = read_file_as(_WarningFile, folder, path.name, problems)
    if content is None:
        return RiskWarnings((), (), 100.0)
    warnings = []
    for index, raw in enumerate(content.warnings):
        entry_id = entry_id_of(raw, index)
        entry = validate(_WarningEntry, raw, file=path.name, entry_id=entry_id, problems=problems)
        if entry is not None:
            schema = CueSchema(terms=entry.forms, patterns=entry.patterns)
            cues = register_cues(schema, builder, file=path.name, entry_id=entry_id, problems=problems)
            warnings.append(WarningForm(entry.says, entry.forms, cues))
    return RiskWarnings(tuple(warnings), content.not_enough, content.nearest_miss_at)
