"""Scans on a Ray cluster of two node processes write what a scan on one machine writes, whoever dies meanwhile."""

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import orjson
import pytest

from crawler.readers import InputFile, ReadOptions, open_inputs
from service.bulk_scan.run import BulkScan, partial_folder_of, rejects_path_of, run_bulk_scan
from service.errors import OutputError
from service.ray_scan.cluster import ClusterOptions, connected, machines_of
from service.ray_scan.finishing import MANIFEST_FILE
from service.ray_scan.run import run_ray_scan
from service.writers import OutputFormat
from tests.service.ray_scan.steered_scanners import make_dying_once, ray_scan_of

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("ray") is None, reason="Ray is not installed: pip install 'finad[scale]'"
    ),
    # What Ray and the libraries that it loads warn of is theirs.
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.xdist_group("ray"),
]
ROOT = Path(__file__).parents[3]
STORE_BYTES = 80 * 1024 * 1024


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster on the loopback interface, to which this process is connected."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        from ray.cluster_utils import Cluster

        # No process that these tests have no use for: nodes are slow to start where there are few processors.
        node = {"num_cpus": 1, "object_store_memory": STORE_BYTES, "include_log_monitor": False}
        head = {**node, "include_dashboard": False, "no_monitor": True}
        system = {"prestart_worker_first_driver": False, "enable_worker_prestart": False}
        cluster = Cluster(initialize_head=True, head_node_args={**head, "_system_config": system})
        try:
            cluster.add_node(**node)
            with connected(ClusterOptions(address=cluster.address)):
                yield cluster.address
        finally:
            cluster.shutdown()


@pytest.fixture
def files(ads_path: Path, tmp_path: Path) -> Iterator[tuple[InputFile, ...]]:
    """Lines with broken ones among them, then a table with ids that the lines have as well."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = tmp_path / "more.parquet"
    ids = [f"ad-{number}" for number in range(390, 450)]
    pq.write_table(pa.table({"id": ids, "text": [f"贷款保本{ad_id}" for ad_id in ids]}), table)
    with open_inputs([str(ads_path), str(table)], ReadOptions()) as found:
        yield found


def scanned_here(scan: BulkScan, out: Path) -> BulkScan:
    here = BulkScan(
        files=scan.files,
        read_options=scan.read_options,
        make_scanner=scan.make_scanner,
        scanner_settings={},
        out=out,
        output_format=scan.output_format,
        notes=scan.notes,
    )
    run_bulk_scan(here)
    return here


def test_an_actor_that_dies_costs_nothing_and_the_lines_are_those_of_one_machine(
    files: tuple[InputFile, ...], tmp_path: Path, address: str
) -> None:
    mark = tmp_path / "died"
    scan = ray_scan_of(files, tmp_path / "out.jsonl", OutputFormat.JSONL, address, partial(make_dying_once, mark))
    with connected(scan.cluster) as ray:
        assert [machine.cpus for machine in machines_of(ray)] == [1, 1]
    told: list[int] = []
    summary = run_ray_scan(scan, lambda rows, tally: told.append(rows))
    assert mark.exists()
    here = scanned_here(scan.bulk_scan, tmp_path / "here.jsonl")
    assert scan.bulk_scan.out.read_bytes() == here.out.read_bytes()
    assert rejects_path_of(scan.bulk_scan.out).read_bytes() == rejects_path_of(here.out).read_bytes()
    assert (summary.tally.ads, summary.tally.rejects, summary.renamed_ids, told[-1]) == (461, 5, 11, 466)
    assert not partial_folder_of(scan.bulk_scan.out).exists()


def test_a_folder_of_parquet_shards_reads_as_one_table(
    files: tuple[InputFile, ...], tmp_path: Path, address: str
) -> None:
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    scan = ray_scan_of(files, tmp_path / "out", OutputFormat.PARQUET, address, is_folder=True)
    run_ray_scan(scan)
    here = scanned_here(scan.bulk_scan, tmp_path / "here.parquet")
    assert ds.dataset(scan.bulk_scan.out, format="parquet").to_table().equals(pq.read_table(here.out))
    names = [f"part-{number:06}.parquet" for number in range(4)]
    assert sorted(path.name for path in scan.bulk_scan.out.iterdir()) == [MANIFEST_FILE, *names]
    manifest = orjson.loads((scan.bulk_scan.out / MANIFEST_FILE).read_bytes())
    assert [(shard["file"], shard["rows"]) for shard in manifest["shards"]] == list(
        zip(names, (128, 128, 128, 82), strict=True)
    )
    assert [item["name"] for item in manifest["identity"]["inputs"]] == ["ads.jsonl", "more.parquet"]
    with pytest.raises(OutputError, match="holds something already"):
        run_ray_scan(scan)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
def test_a_run_killed_halfway_is_finished_without_judging_anything_twice(
    ads_path: Path, tmp_path: Path, address: str
) -> None:
    gate, out = tmp_path / "gate", tmp_path / "out.jsonl"
    command = [
        sys.executable,
        "-m",
        "tests.service.ray_scan.steered_scanners",
        str(ads_path),
        str(out),
        str(gate),
        address,
    ]
    killed = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert killed.stdout is not None
    said = [killed.stdout.readline() for _ in range(2)]
    killed.send_signal(signal.SIGKILL)
    _, errors = killed.communicate()
    assert said == [b"0\n", b"128\n"], errors.decode()
    made = partial_folder_of(out) / "shards" / "part-000000.jsonl"
    before = made.stat().st_ino
    gate.touch()
    with open_inputs([str(ads_path)], ReadOptions()) as files:
        scan = ray_scan_of(files, out, OutputFormat.JSONL, address)
        told: list[int] = []

        def tell(rows: int, tally: object) -> None:
            told.append(rows)
            assert made.stat().st_ino == before

        summary = run_ray_scan(scan, tell)
        here = scanned_here(scan.bulk_scan, tmp_path / "here.jsonl")
    assert (summary.resumed_rows, told[0], told[-1]) == (128, 128, 406)
    assert out.read_bytes() == here.out.read_bytes()
    assert rejects_path_of(out).read_bytes() == rejects_path_of(here.out).read_bytes()


def test_the_command_scans_on_the_cluster(tmp_path: Path, address: str) -> None:
    samples = ROOT / "samples" / "ads.jsonl"
    environment = {**os.environ, "PYTHONUTF8": "1", "FINAD_NO_MODEL": "1"}
    for out, options in (("here.jsonl", []), ("there.jsonl", ["--engine", "ray", "--address", address])):
        command = [sys.executable, str(ROOT / "finad.py"), "scan", str(samples), "--out", out, *options]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert (done.returncode, "广告 ads 16" in done.stderr.decode()) == (0, True), done.stderr.decode()
    assert (tmp_path / "there.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()
