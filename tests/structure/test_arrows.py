"""Imports point one way, and heavy libraries are loaded only where they are used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("classifier", "crawler", "labeled_data", "models", "service")
MAY_IMPORT = {
    "classifier": set(),
    "crawler": set(),
    "labeled_data": {"classifier"},
    "models": {"classifier", "labeled_data"},
    "service": {"classifier", "crawler", "labeled_data"},
}
HEAVY = {
    "torch",
    "transformers",
    "onnxruntime",
    "openvino",
    "nncf",
    "tokenizers",
    "playwright",
    "scrapy",
    "ray",
    "pandas",
    "pyarrow",
    "openpyxl",
}
HOMES = {"crawler/spider": {"scrapy"}}
"""Folders that are about a heavy library, and are themselves imported inside functions."""
LIGHT_COMMANDS = HEAVY - {"ray"}


def imports_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def module_level(tree: ast.Module) -> Iterator[str]:
    """Names imported when the module is: not those inside functions or under TYPE_CHECKING."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            todo += node.orelse
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports_of(node)
        todo += ast.iter_child_nodes(node)


def modules_of(package: str) -> list[tuple[Path, ast.Module]]:
    paths = sorted((ROOT / package).rglob("*.py"))
    return [(path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def tops(names: Iterator[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_its_arrows_allow(package: str) -> None:
    forbidden = (set(PACKAGES) | {"finad", "tests"}) - MAY_IMPORT[package] - {package}
    wrong = {
        str(path): sorted(bad) for path, tree in modules_of(package) if (bad := tops(imports_of(tree)) & forbidden)
    }
    assert wrong == {}


def test_the_service_knows_no_training_and_no_browser() -> None:
    forbidden = {"torch", "transformers", "playwright", "scrapy"}
    wrong = {
        str(path): sorted(bad) for path, tree in modules_of("service") if (bad := tops(imports_of(tree)) & forbidden)
    }
    assert wrong == {}


def test_the_service_uses_only_types_errors_and_readers_of_the_crawler() -> None:
    allowed = ("crawler.ad", "crawler.errors", "crawler.readers")
    wrong = {
        str(path): sorted(bad)
        for path, tree in modules_of("service")
        if (bad := {n for n in imports_of(tree) if n.split(".")[0] == "crawler" and not n.startswith(allowed)})
    }
    assert wrong == {}


@pytest.mark.parametrize("package", ["classifier", "crawler", "labeled_data", "service"])
def test_heavy_libraries_are_imported_inside_functions(package: str) -> None:
    wrong = {
        str(path): sorted(bad)
        for path, tree in modules_of(package)
        if (bad := (tops(module_level(tree)) & HEAVY) - HOMES.get(path.parent.as_posix(), set()))
    }
    assert wrong == {}


def test_the_command_line_imports_its_packages_lazily() -> None:
    tree = ast.parse((ROOT / "finad.py").read_text(encoding="utf-8"))
    assert tops(module_level(tree)) & set(PACKAGES) == set()


def test_every_package_was_found() -> None:
    assert [package for package in PACKAGES if not modules_of(package)] == []


def loaded_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    command = [sys.executable, "-c", script]
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import classifier",
        "from classifier import AdCopy, Verdict",
        "from classifier import build_scanner",
        "import crawler.readers",
        "import labeled_data",
        "import service.commands.check, service.commands.scan",
        "import finad",
    ],
)
def test_importing_loads_no_heavy_library(code: str) -> None:
    assert loaded_after(code) & LIGHT_COMMANDS == set()


def test_the_help_loads_none_of_the_packages() -> None:
    assert loaded_after("import finad") & {"classifier", "service", "crawler", "numpy", "pydantic", "jinja2"} == set()
