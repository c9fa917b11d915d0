"""Builds the scanner a command works with.

Knows nothing of the commands themselves.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from classifier.scanner import Scanner, ScannerConfig, build_scanner
from classifier.taxonomy import Taxonomy
from service.scanned_ad import CategoryName


def config_of(
    profile: str, packs: Sequence[str] = (), registries: Sequence[Path] = (), *, with_edits: bool = True
) -> ScannerConfig:
    """Turn command-line options into scanner settings; no packs means all."""
    return ScannerConfig(
        profile=profile,
        packs=tuple(packs) or None,
        registries=tuple(registries),
        with_edits=with_edits,
    )


def settings_of(config: ScannerConfig) -> dict[str, Any]:
    """The settings as JSON types, for comparing runs; what registry files hold is in the versions."""
    return {
        "profile": config.profile,
        "packs": None if config.packs is None else sorted(config.packs),
        "registries": [path.name for path in config.registries],
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
