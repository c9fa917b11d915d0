import sys
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")

from models.errors import ExportError, MissingLibraryError
from models.exporting import openvino_export
from models.exporting.openvino_export import write_networks
from tests.models.exporting.tiny_network import tiny_network, windows

# What is exported is tested with the other engines, by their contract.


def test_without_texts_nothing_can_be_measured(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no texts"):
        write_networks(tiny_network(), tmp_path, [])


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nncf", None)
    with pytest.raises(MissingLibraryError, match="openvino and nncf"):
        write_networks(tiny_network(), tmp_path, windows())


def test_an_export_that_says_something_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        def __init__(self, *_args: object, **_kwargs: object) -> None: ...

        def mark(self, rows: list[object]) -> tuple[float, list[object]]:
            return 1e6, []

    monkeypatch.setattr(openvino_export, "OpenVinoEngine", Other)
    with pytest.raises(ExportError, match="differs from the trained one"):
        openvino_export._check_export(tiny_network(), tmp_path / "any.xml", windows())
