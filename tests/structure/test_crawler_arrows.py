"""Inside the crawler too imports point one way."""

import ast
from pathlib import Path

CRAWLER = Path(__file__).parents[2] / "crawler"
LEVELS = (
    {"errors", "ad", "capture", "shown"},
    {"readers"},
    {"pages"},
    {"visit", "images", "campaigns", "evidence"},
    {"sites", "browser", "apps", "media", "revisiting"},
    {"collecting"},
    {"spider", "sources"},
    {"commands"},
)
"""A part imports only from those above it here, and from itself."""
APART = {"sample_portal"}
"""Knows nothing of the rest."""


def imported_by(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[1] for name in modules if name.startswith("crawler.")}


def part_of(path: Path) -> str:
    inside = path.relative_to(CRAWLER)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def test_each_part_imports_only_from_levels_below_its_own() -> None:
    level = {part: number for number, parts in enumerate(LEVELS) for part in parts}
    wrong = [
        f"{path.relative_to(CRAWLER)} imports {other}"
        for path in sorted(CRAWLER.rglob("*.py"))
        if (part := part_of(path)) in level
        for other in sorted(imported_by(path) - {part})
        if level[other] >= level[part]
    ]
    assert wrong == []


def test_every_part_has_its_level() -> None:
    parts = {part_of(path) for path in CRAWLER.rglob("*.py")} - {"__init__"} - APART
    assert parts == set().union(*LEVELS)


def test_the_sample_portal_stands_apart() -> None:
    assert set().union(*(imported_by(path) for path in (CRAWLER / "sample_portal").glob("*.py"))) <= APART
