"""docs/apps.md against what it describes."""

import re
from pathlib import Path

import yaml

from crawler.apps.declared_paths import DeclaredPath, load_declared_paths
from crawler.apps.flows import ADDON

DOCS = (Path(__file__).parents[3] / "docs/apps.md").read_text(encoding="utf-8")


def first_cells(heading: str) -> list[str]:
    section = DOCS.partition(f"{heading}\n")[2].partition("\n#")[0]
    return re.findall(r"^\| `([a-z_]+)` \|", section, re.MULTILINE)


def test_the_table_of_declared_paths_is_the_schema() -> None:
    assert first_cells("### Declared paths") == list(DeclaredPath.model_fields)
    told = [line for line in DOCS.splitlines() if re.match(r"\| `(id|items|source)` ", line)]
    required = {name for name, field in DeclaredPath.model_fields.items() if field.is_required()}
    assert (required, [line.endswith("required |") for line in told]) == ({"id", "items", "source"}, [True] * 3)


def test_the_example_entry_loads(tmp_path: Path) -> None:
    example = DOCS.partition("```yaml\n")[2].partition("```")[0]
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")
    assert [entry.id for entry in load_declared_paths([path])[:1]] == [yaml.safe_load(example)[0]["id"]]


def test_the_options_of_the_add_on_are_those_it_declares() -> None:
    declared = re.findall(r'add_option\(\s*"(\w+)"', ADDON.read_text(encoding="utf-8"))
    assert first_cells("## Recording with a phone") == declared
