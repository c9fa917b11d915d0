"""``finad replay``: scans the ad of a recorded decision trail again and compares.

Knows nothing of how a trail is made.
"""

from collections.abc import Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.text import Text

from classifier.neural.engines import EngineName
from classifier.registry import RegistrySource
from classifier.scanner import ScannerConfig, build_scanner
from classifier.trail import replay
from service.errors import CommandInputError

DIFFERENT_STATUS = 1


def run_replay(path: Path, registries: Sequence[RegistrySource], console: Console, *, model: Path | None = None) -> int:
    """Replay the trail; status 1 when the verdict differs from the recorded one.

    Args:
        model: folder of the model, for a trail that was made with one; the others are replayed without.

    Raises:
        CommandInputError: the file is no trail.
        ReplayError: the trail was made with other versions.
    """
    try:
        trail = orjson.loads(path.read_bytes())
        settings = trail["settings"]
        judged_by = trail["verdict"]["versions"]["model"]
        config = ScannerConfig(
            profile=settings["profile"],
            packs=None if settings["packs"] is None else tuple(settings["packs"]),
            registries=tuple(registries),
            with_edits=settings["with_edits"],
            with_disguises=settings["with_disguises"],
            model=None if judged_by is None else model,
            engine=_engine_of(judged_by),
        )
    except OSError as error:
        raise CommandInputError(f"{path}: cannot be read: {error.strerror}") from error
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise CommandInputError(f"{path}: not a decision trail; write one with finad check --trail FILE") from error
    is_same, differing = replay(build_scanner(config), trail)
    if is_same:
        console.print(Text("复现一致 the verdict is the same, byte for byte", style="green"))
        return 0
    console.print(Text(f"复现不一致 the verdict differs in: {', '.join(differing)}", style="red"))
    return DIFFERENT_STATUS


def _engine_of(label: str | None) -> EngineName:
    """The engine that a verdict names behind its model; the usual one where this version knows no such engine."""
    name = (label or "").rpartition("/")[2]
    return EngineName(name) if name in set(EngineName) else EngineName.AUTO
