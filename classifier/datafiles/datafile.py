"""Reads one YAML data file into pydantic schemas, collecting every problem instead of stopping at the first.

Knows nothing of what the files mean.
"""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from classifier.errors import DataProblem

RULES_FOLDER = Path(__file__).parent.parent / "rules"
"""Folder of the data files that ship with the package."""

Schema = TypeVar("Schema", bound=BaseModel)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class StrictSchema(BaseModel):
    """Base of all file schemas: unknown keys are errors, so that a misspelt key is never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_yaml(folder: Path, file: str, problems: list[DataProblem]) -> Any:
    """Parse ``folder / file``; on failure add a problem with line and column and return ``None``."""
    try:
        return yaml.load((folder / file).read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problems.append(DataProblem(file, "(file)", f"cannot be read: {error}"))
        return None


def validate(
    schema: type[Schema], value: Any, *, file: str, entry_id: str, problems: list[DataProblem]
) -> Schema | None:
    """Check ``value`` against ``schema``; add each violation to ``problems`` and return ``None`` on any."""
    try:
        return schema.model_validate(value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            place = ".".join(str(part) for part in detail["loc"]) or "(entry)"
            problems.append(DataProblem(file, entry_id, f"{place}: {detail['msg']} (got {detail.get('input')!r})"))
        return None


def entry_id_of(value: Any, index: int) -> str:
    """Name an entry by its ``id`` where it has one, else by its position."""
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return str(value["id"])
    return f"[{index}]"
