import csv
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests.cli.conftest import ROOT

SAMPLES = ROOT / "samples" / "ads.jsonl"
SAMPLE_IDS = [orjson.loads(line)["id"] for line in SAMPLES.read_bytes().splitlines()]


def ids_in(lines: bytes) -> list[str]:
    return [orjson.loads(line)["id"] for line in lines.splitlines()]


def test_samples_are_scanned_into_the_fixed_lines(finad, tmp_path: Path) -> None:
    done = finad("scan", SAMPLES, "--out", "out.jsonl")
    assert done.returncode == 0
    lines = (tmp_path / "out.jsonl").read_bytes()
    assert ids_in(lines) == SAMPLE_IDS
    outcomes = {record["id"]: record["outcome"] for record in map(orjson.loads, lines.splitlines())}
    assert (outcomes["sms-01"], outcomes["sms-03"], outcomes["portal-03"]) == ("reject", "pass", "pass")
    said = done.stderr.decode()
    assert "广告 ads 16" in said
    assert "results → out.jsonl" in said


def test_quotes_are_exact_slices_of_the_ads(finad) -> None:
    texts = {}
    for record in map(orjson.loads, SAMPLES.read_bytes().splitlines()):
        counts: dict[str, int] = {}
        for creative in record["creatives"]:
            kind = creative["kind"]
            counts[kind] = counts.get(kind, 0) + 1
            suffix = "" if counts[kind] == 1 else f"_{counts[kind]}"
            texts[record["id"], f"{kind}{suffix}"] = creative["text"]
    records = [orjson.loads(line) for line in finad("scan", SAMPLES).stdout.splitlines()]
    proofs = [(r["id"], proof) for r in records for finding in r["findings"] for proof in finding["evidence"]]
    assert proofs
    wrong = [p for ad, p in proofs if texts[ad, p["passage"]][p["start"] : p["end"]] != p["quote"]]
    assert wrong == []


def test_a_pipe_carries_lines_and_the_list_is_for_people(finad) -> None:
    piped = finad("scan", "-", stdin=SAMPLES.read_bytes())
    assert (piped.returncode, ids_in(piped.stdout)) == (0, SAMPLE_IDS)
    listed = finad("scan", SAMPLES, "--list").stdout.decode()
    assert "sms-01" in listed
    assert "需处理" in listed
    assert "portal-03" not in listed


def test_plain_text_from_standard_input(finad) -> None:
    done = finad("scan", "-", stdin="保本保息理财，年化12%，快来投资\n\n天气很好\n".encode("gbk"))
    assert [(r["id"], r["outcome"]) for r in map(orjson.loads, done.stdout.splitlines())] == [
        ("stdin#1", "reject"),
        ("stdin#3", "pass"),
    ]


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx", "html"])
def test_every_format_is_written_whole(finad, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out.{suffix}"
    done = finad("scan", SAMPLES, "--out", out, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    content = out.read_bytes()
    starts = {"csv": b"\xef\xbb\xbf", "parquet": b"PAR1", "xlsx": b"PK", "html": b"<!DOCTYPE html>"}
    assert content.lstrip().startswith(starts[suffix])
    if suffix == "csv":
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert [row["编号 id"] for row in rows] == SAMPLE_IDS
    assert sorted(path.name for path in tmp_path.iterdir()) == [out.name]


def test_rejects_give_exit_status_3_and_are_kept(finad, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id":"a","text":"甲"}\n{oops\n{"id":"b","text":"乙"}\n', encoding="utf-8")
    done = finad("scan", "in.jsonl", "--out", "out.jsonl")
    assert done.returncode == 3
    assert ids_in((tmp_path / "out.jsonl").read_bytes()) == ["a", "b"]
    (reject,) = map(orjson.loads, (tmp_path / "out.jsonl.rejects.jsonl").read_bytes().splitlines())
    assert (reject["source"], reject["row"], reject["raw"]) == ("in.jsonl", 2, "{oops")
    piped = finad("scan", "in.jsonl")
    assert (piped.returncode, ids_in(piped.stdout), "{oops" in piped.stderr.decode()) == (3, ["a", "b"], True)


def test_what_cannot_be_scanned_is_said_without_traceback(finad, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes("café résumé naïve".encode("latin-1"))
    (tmp_path / "in.jsonl").write_text('{"id":"a","text":"甲"}\n', encoding="utf-8")
    cases = {
        ("scan", "nowhere.txt"): "no such file",
        ("scan", "in.csv"): "no column holds ad text",
        ("scan", "bad.txt"): "not UTF-8 from byte 3",
        ("scan", "in.jsonl", "--out", "out.docx"): "cannot tell the format",
        ("scan", "in.jsonl", "--out", "no/out.csv"): "there is no folder",
        ("scan", "in.jsonl", "--out", "in.jsonl"): "is also an input",
        ("scan", "in.jsonl", "--resume"): "--resume needs --out",
        ("scan", "in.jsonl", "--format", "xlsx"): "needs --out",
        ("scan", "in.jsonl", "--packs", "nowhere"): "nowhere",
    }
    for arguments, expected in cases.items():
        done = finad(*arguments)
        said = done.stderr.decode()
        assert (done.returncode, expected in said, "Traceback" in said) == (1, True, False), said


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_scan_says_how_to_go_on_and_does(
    finad, tmp_path: Path, sent: signal.Signals, workers: str
) -> None:
    lines = [orjson.dumps({"id": str(n), "text": f"保本保息理财，年化{n % 20}%，快来投资{n}"}) for n in range(1500)]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    command = ["scan", "in.jsonl", "--out", "out.jsonl", "--no-edits", "--workers", workers]
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "finad.py"), *command],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    checkpoint = tmp_path / "out.jsonl.partial" / "checkpoint.json"
    while not checkpoint.exists() and process.poll() is None:
        pass
    process.send_signal(sent)
    _, said = process.communicate()
    assert (process.returncode, b"--resume" in said, b"Traceback" in said) == (130, True, False), said.decode()
    assert not (tmp_path / "out.jsonl").exists()
    refused = finad(*command)
    assert (refused.returncode, "holds an unfinished run" in refused.stderr.decode()) == (1, True)
    assert finad(*command, "--resume").returncode == 0
    assert ids_in((tmp_path / "out.jsonl").read_bytes()) == [str(n) for n in range(1500)]
