"""Bytes are found under their hash, whole and unchanged, or their absence is named."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.errors import EvidenceError
from crawler.evidence import BlobStore
from crawler.evidence.canonical import sha256_of


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    where = str(tmp_path / "blobs") if request.param == "folder" else f"memory://{tmp_path.name}/blobs"
    return BlobStore.open(where)


def test_what_is_put_is_got_and_kept_once(store: BlobStore) -> None:
    contents = [b"", b"\x00" * 100_000, "定投基金".encode()]
    hashes = [store.put(content) for content in [*contents, *contents]]
    assert hashes == [sha256_of(content) for content in contents] * 2
    assert [store.get(sha256) for sha256 in hashes[:3]] == contents
    assert [store.has(sha256) for sha256 in [*hashes[:3], "0" * 64]] == [True, True, True, False]
    assert list(store.names()) == sorted(f"{sha256[:2]}/{sha256}" for sha256 in hashes[:3])


def test_what_is_not_there_is_named(store: BlobStore) -> None:
    with pytest.raises(EvidenceError, match=f"no blob {'0' * 64}; was all of the store copied"):
        store.get("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "/" + "0" * 63])
def test_nothing_but_a_hash_becomes_a_path(name: str, store: BlobStore) -> None:
    with pytest.raises(EvidenceError, match="is no SHA-256"):
        store.get(name)


def test_a_changed_blob_is_refused(tmp_path: Path) -> None:
    store = BlobStore.open(str(tmp_path))
    sha256 = store.put("车险报价".encode())
    (tmp_path / sha256[:2] / sha256).write_bytes("车险特价".encode())
    with pytest.raises(
        EvidenceError, match=f"{sha256} was changed: its bytes now have the SHA-256 {sha256_of('车险特价'.encode())}"
    ):
        store.get(sha256)


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EvidenceError, match="cannot be written"):
        BlobStore.open(str(tmp_path / "file")).put(b"x")
    with pytest.raises(EvidenceError, match=r"nowhere://x.*name a folder or a URL"):
        BlobStore.open("nowhere://x")


_PUT_FOR_EVER = """
import sys
from crawler.evidence.blobs import BlobStore
store, n = BlobStore.open(sys.argv[1]), 0
print("ready", flush=True)
while True:
    store.put(n.to_bytes(8) * 100_000)
    n += 1
"""


def test_a_killed_process_leaves_no_half_blob(tmp_path: Path) -> None:
    store = BlobStore.open(str(tmp_path))
    for delay_s in (0.05, 0.11, 0.17):
        process = subprocess.Popen([sys.executable, "-c", _PUT_FOR_EVER, str(tmp_path)], stdout=subprocess.PIPE)
        with process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(delay_s)
            process.send_signal(signal.SIGKILL)
    blobs = [name for name in store.names() if ".unfinished-" not in name]
    assert blobs
    assert {len(store.get(name.rpartition("/")[2])) for name in blobs} == {800_000}
