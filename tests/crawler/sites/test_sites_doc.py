import re
from pathlib import Path

import yaml

from crawler.sites.kinds import PAGE_KINDS
from crawler.sites.loading import load_sites
from crawler.sites.schema import AdEntry, SiteEntry, ViewportEntry

DOC = Path(__file__).parents[3] / "docs" / "sites.md"


def rows(heading: str) -> dict[str, list[str]]:
    section = DOC.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("| `")
    ]
    return {first.strip("`"): rest for first, *rest in cells}


def test_the_table_of_keys_is_that_of_the_schema_with_its_defaults() -> None:
    table = rows("Keys")
    assert list(table) == list(SiteEntry.model_fields)
    stated = {key: yaml.safe_load(default.strip("`")) for key, (default, _) in table.items()}
    for key, field in SiteEntry.model_fields.items():
        if isinstance(field.default, int | float | str):
            assert (key, stated[key]) == (key, field.default)
    assert stated["viewport"] == "desktop"
    assert all(f"{name}" in table["viewport"][1] for name in ViewportEntry.model_fields)
    assert "{" + ", ".join(AdEntry.model_fields) + "}" in table["ads"][1]


def test_the_table_of_kinds_is_the_list_of_kinds() -> None:
    assert list(rows("Kinds of pages")) == [kind.name for kind in PAGE_KINDS]


def test_the_examples_load(tmp_path: Path) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    names = []
    for number, example in enumerate(examples):
        path = tmp_path / f"{number}.yaml"
        path.write_text(example, encoding="utf-8")
        names += [site.name for site in load_sites(path)]
    assert names == ["dongwan-caijing", "heyue-licai"]
