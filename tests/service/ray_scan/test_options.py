"""What ``--engine ray`` is asked for is checked before a cluster is started or sought."""

import socket
import sys
from pathlib import Path

import pytest

from classifier.registry import RegistrySource
from classifier.scanner import ScannerConfig
from crawler.readers import ReadOptions
from service.bulk_scan.run import BulkScan
from service.commands.cluster import checked_folder, cluster_of, is_folder_of_shards, with_absolute_paths
from service.errors import BulkScanError, ClusterError, OutputError, RayMissingError, WrongUsageError
from service.ray_scan.cluster import ClusterOptions, connected
from service.ray_scan.run import RayScan, run_ray_scan
from service.writers import OutputFormat, OutputNotes
from tests.fakes import CATEGORY_NAMES, FakeScanner, make_fake_scanner


def make_scanner(threads: int) -> FakeScanner:
    return make_fake_scanner()


def scan_to(out: Path, output_format: OutputFormat, *, shard_rows: int = 128) -> RayScan:
    bulk_scan = BulkScan(
        files=(),
        read_options=ReadOptions(),
        make_scanner=make_fake_scanner,
        scanner_settings={},
        out=out,
        output_format=output_format,
        notes=OutputNotes(categories=CATEGORY_NAMES, sources=(), profile="default"),
    )
    return RayScan(
        bulk_scan=bulk_scan,
        make_scanner=make_scanner,
        cluster=ClusterOptions(),
        is_folder=True,
        shard_rows=shard_rows,
    )


def test_without_ray_the_way_to_get_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(RayMissingError, match=r"pip install 'finad\[scale\]'"), connected(ClusterOptions()):
        pass


@pytest.mark.parametrize("scheme", ["", "ray://"])
def test_an_address_at_which_nobody_listens_is_told_at_once(scheme: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"{scheme}127.0.0.1:{taken.getsockname()[1]}"
        with (
            pytest.raises(ClusterError, match=f"no Ray cluster at {address}: Connection refused"),
            connected(ClusterOptions(address=address)),
        ):
            pass


def test_options_of_the_other_engine_are_refused() -> None:
    with pytest.raises(WrongUsageError, match="--workers 2: --engine ray has actors"):
        cluster_of("ray", None, None, 0.0, workers=2)
    with pytest.raises(WrongUsageError, match="--actors 2: only --engine ray"):
        cluster_of("processes", None, 2, 0.0, workers=1)
    with pytest.raises(WrongUsageError, match=r"--gpus-per-actor 0\.5: only --engine ray"):
        cluster_of("processes", None, None, 0.5, workers=1)
    assert cluster_of("processes", "auto", None, 0.0, workers=4) is None
    expected = ClusterOptions(address="auto", actors=3, gpus_per_actor=0.5)
    assert cluster_of("ray", "auto", 3, 0.5, workers=1) == expected


def test_a_name_without_a_suffix_is_a_folder_of_shards(tmp_path: Path) -> None:
    cluster = ClusterOptions()
    file = tmp_path / "file"
    file.touch()
    (tmp_path / "folder.d").mkdir()
    names = ("out", "out.jsonl", "file", "folder.d")
    assert [is_folder_of_shards(tmp_path / name, cluster) for name in names] == [True, False, False, True]
    assert not is_folder_of_shards(tmp_path / "out", None)
    with pytest.raises(OutputError, match="there is no folder"):
        checked_folder(tmp_path / "missing" / "out")


def test_a_folder_that_holds_something_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "kept").touch()
    with pytest.raises(OutputError, match="holds something already"):
        run_ray_scan(scan_to(tmp_path, OutputFormat.JSONL))
    with pytest.raises(OutputError, match="is a file"):
        run_ray_scan(scan_to(tmp_path / "kept", OutputFormat.JSONL))


def test_a_folder_of_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="written as jsonl, parquet, not as html"):
        run_ray_scan(scan_to(tmp_path / "out", OutputFormat.HTML))


def test_shards_are_whole_chunks(tmp_path: Path) -> None:
    with pytest.raises(BulkScanError, match="shard_rows 100: not a multiple of 128"):
        run_ray_scan(scan_to(tmp_path / "out", OutputFormat.JSONL, shard_rows=100))


def test_actors_run_in_other_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = ScannerConfig(model=Path("model"), registries=(RegistrySource(path=Path("list.csv")),))
    there = with_absolute_paths(config)
    assert (there.model, there.registries[0].path) == (tmp_path / "model", tmp_path / "list.csv")
