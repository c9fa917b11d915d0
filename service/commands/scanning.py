"""Builds the scanner a command works with.

Knows nothing of the commands themselves.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.legal.taxonomy import Taxonomy
from classifier.neural.engines import EngineName
from classifier.neural.manifest import MANIFEST
from classifier.registry import RegistrySource
from classifier.scanner import Scanner, ScannerConfig, build_scanner
from crawler.readers import readable_name
from service.errors import WrongUsageError
from service.scanned_ad import CategoryName


def config_of(
    profile: str,
    packs: Sequence[str] = (),
    registries: Sequence[RegistrySource] = (),
    *,
    with_edits: bool = True,
    model: Path | None = None,
    engine: EngineName = EngineName.AUTO,
    threads: int = 1,
) -> ScannerConfig:
    """Turn command-line options into scanner settings; no packs means all, no model the rules alone.

    Raises:
        WrongUsageError: there is no such pack.
    """
    # A pack is named after its file.
    known = sorted(path.stem for path in (RULES_FOLDER / "packs").glob("*.yaml"))
    for name in packs:
        if name not in known:
            raise WrongUsageError(f"--packs: no pack {name!r}; the packs are {', '.join(known)}")
    return ScannerConfig(
        profile=profile,
        packs=tuple(packs) or None,
        registries=tuple(registries),
        with_edits=with_edits,
        model=model,
        engine=engine,
        threads=threads,
    )


def has_model(folder: Path) -> bool:
    """Whether ``folder`` is there and says that it holds a model."""
    return (folder / MANIFEST).is_file()


def registry_sources(lists: Sequence[str], watch_lists: Sequence[Path]) -> tuple[RegistrySource, ...]:
    """Turn ``FILE`` or ``FILE:TRADE`` of ``--registry``, and the files of ``--watch-list``, into lists to load.

    A colon that belongs to the name of a file that is there separates nothing.
    """
    sources = []
    for text in lists:
        file, colon, trade = text.rpartition(":")
        is_split = bool(colon and file and trade) and not Path(text).exists()
        sources.append(RegistrySource(path=Path(file if is_split else text), trade=trade if is_split else None))
    return (*sources, *(RegistrySource(path=path, is_watch_list=True) for path in watch_lists))


def settings_of(config: ScannerConfig) -> dict[str, Any]:
    """The settings as JSON types, for comparing runs; what registry files hold is in the versions."""
    return {
        "profile": config.profile,
        "packs": None if config.packs is None else sorted(config.packs),
        "registries": [
            {
                "name": readable_name(source.path.name),
                "trade": source.trade,
                "is_watch_list": source.is_watch_list,
            }
            for source in config.registries
        ],
        "with_edits": config.with_edits,
    }


def category_names(taxonomy: Taxonomy) -> tuple[CategoryName, ...]:
    """Names of the categories in taxonomy order."""
    return tuple(
        CategoryName(code=category.code, zh=category.name_zh, en=category.name_en) for category in taxonomy.categories
    )


@lru_cache(maxsize=1)
def scanner_of(config: ScannerConfig) -> Scanner:
    """Build the scanner, once a process; a function of this module so that worker processes can import it."""
    return build_scanner(config)
