import hashlib
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.legal.taxonomy import load_taxonomy
from labeled_data import write_examples
from labeled_data.manifest import (
    MANIFEST_FILE,
    FileEntry,
    ManifestError,
    build_manifest,
    fingerprint_of,
    verify,
    write_manifest,
)
from labeled_data.splitting.split_files import write_split_set
from labeled_data.splitting.split_name import SplitName
from tests.labeled_data.made_examples import clean, example

TRAIN = (example("a", unknown=("unlicensed_offering",)), clean("b", "乙产品随时申购", vertical="loan"))
TEST = (example("c"), clean("d", "丁产品", channel="outdoor"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_split_set(tmp_path, {SplitName.TRAIN: TRAIN, SplitName.DEV: (), SplitName.TEST: TEST})
    (tmp_path / "README.md").write_bytes(b"# set\n")
    return tmp_path


def test_a_manifest_states_files_counts_and_versions(folder: Path) -> None:
    manifest = write_manifest(folder, extra_files=["README.md"])
    assert orjson.loads((folder / MANIFEST_FILE).read_bytes()) == orjson.loads(orjson.dumps(manifest))
    assert (manifest.format_version, manifest.licence) == (1, "CC-BY-4.0")
    assert manifest.taxonomy_version == load_taxonomy(RULES_FOLDER).version
    assert list(manifest.files) == ["README.md", "dev.jsonl", "test.jsonl", "train.jsonl"]
    assert manifest.files["README.md"] == FileEntry(sha256=hashlib.sha256(b"# set\n").hexdigest(), size=6, rows=None)
    assert manifest.files["dev.jsonl"].rows == 0
    assert manifest.counts == {
        "split": {"dev": 0, "test": 2, "train": 2},
        "positive": {"guaranteed_return": 2},
        "unknown": {"unlicensed_offering": 1},
        "vertical": {"bank_wealth": 3, "loan": 1},
        "channel": {"outdoor": 1, "sms": 3},
        "kind": {"fin_ad": 4},
    }
    assert manifest.test_fingerprint == fingerprint_of(TEST)
    assert verify(folder) == ()


def test_the_fingerprint_follows_ids_texts_and_labels_alone() -> None:
    known = fingerprint_of(TEST)
    assert fingerprint_of(reversed(TEST)) == known
    assert fingerprint_of((replace(TEST[0], channel="outdoor", year=2020), TEST[1])) == known
    for changes in (
        {"example_id": "z"},
        {"text": "稳健增利，保本保息！"},
        {"unknown": ("deceptive_claim",)},
        {"evidence": {}},
    ):
        assert fingerprint_of((replace(TEST[0], **changes), TEST[1])) != known


def test_every_difference_is_listed(folder: Path) -> None:
    before = write_manifest(folder, extra_files=["README.md"])
    write_examples(folder / "test.jsonl", TEST[:1])
    (folder / "README.md").unlink()
    write_examples(folder / "more.jsonl", ())
    after = build_manifest(folder)
    test_before, test_after = before.files["test.jsonl"], after.files["test.jsonl"]
    readme = orjson.dumps(before.files["README.md"]).decode()
    assert verify(folder) == (
        "counts.channel.outdoor: 1 in the manifest, gone now",
        "counts.kind.fin_ad: 4 in the manifest, 3 now",
        "counts.split.test: 2 in the manifest, 1 now",
        "counts.vertical.bank_wealth: 3 in the manifest, 2 now",
        f"files.README.md: {readme} in the manifest, gone now",
        "files.test.jsonl.rows: 2 in the manifest, 1 now",
        f'files.test.jsonl.sha256: "{test_before.sha256}" in the manifest, "{test_after.sha256}" now',
        f"files.test.jsonl.size: {test_before.size} in the manifest, {test_after.size} now",
        f'test_fingerprint: "{fingerprint_of(TEST)}" in the manifest, "{fingerprint_of(TEST[:1])}" now',
        "files.more.jsonl: is in the folder, not in the manifest",
    )


def test_what_is_no_manifest_is_named(folder: Path) -> None:
    with pytest.raises(ManifestError, match=r"manifest\.json: cannot be read"):
        verify(folder)
    (folder / MANIFEST_FILE).write_bytes(b"{")
    with pytest.raises(ManifestError, match="not JSON"):
        verify(folder)
    (folder / MANIFEST_FILE).write_bytes(b"[]")
    with pytest.raises(ManifestError, match="is list, not an object"):
        verify(folder)
    (folder / MANIFEST_FILE).write_bytes(b'{"files": 3, "licence": "CC0"}')
    differences = verify(folder)
    assert 'licence: "CC0" in the manifest, "CC-BY-4.0" now' in differences
    assert any(line.startswith("files: 3 in the manifest, {") for line in differences)
    with pytest.raises(ManifestError, match=r"LICENSE\.md cannot be read"):
        build_manifest(folder, extra_files=["LICENSE.md"])
