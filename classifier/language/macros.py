"""Reads the macros that patterns of all data files may use.

Knows nothing of the patterns.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from classifier.datafiles.datafile import StrictSchema
from classifier.datafiles.datafolder import read_file_as
from classifier.errors import DataProblem
from classifier.matching.matcher import UnknownMacroError, expand_macros

MACROS_FILE = "macros.yaml"
_STAND_IN = "甲"


class _MacroFile(StrictSchema):
    version: str
    macros: dict[str, str]


def load_macros(folder: Path, problems: list[DataProblem]) -> Mapping[str, str]:
    """Read ``macros.yaml``; faulty macros become problems.

    A faulty macro gets a harmless stand-in, and so does every macro where the file cannot be read: hundreds of
    patterns that use it are not wrong themselves.
    """
    content = read_file_as(_MacroFile, folder, MACROS_FILE, problems)
    if content is None:
        return defaultdict(lambda: _STAND_IN)
    macros = dict(content.macros)
    stand_ins = dict.fromkeys(macros, _STAND_IN)
    for name, definition in content.macros.items():
        try:
            # Each by itself: what a macro refers to is looked at in its own turn.
            re.compile(expand_macros(definition, stand_ins))
            expand_macros(definition, content.macros)
        except re.error as error:
            problems.append(DataProblem(MACROS_FILE, name, f"is no regular expression: {error}"))
            macros[name] = _STAND_IN
        except UnknownMacroError as error:
            problems.append(DataProblem(MACROS_FILE, name, str(error)))
            macros[name] = _STAND_IN
    return macros
