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
        ("scan", "in.jsonl", "--out", "out.jsonl", "--rejects", "in.jsonl"): "is also an input",
        ("scan", "in.jsonl", "--out", "out.jsonl", "--rejects", "out.jsonl"): "both results and rejects",
        ("scan", "in.jsonl", "--registry", "list.csv:nowhere"): "unknown trade 'nowhere'",
        ("scan", "in.jsonl", "--registry", "nowhere.csv"): "nowhere.csv",
    }
    (tmp_path / "list.csv").write_text("机构名称\n某某公司\n", encoding="utf-8")
    wrong_usage = {
        ("scan", "in.jsonl", "--resume"): "--resume needs --out",
        ("scan", "in.jsonl", "--format", "xlsx"): "needs --out",
        ("scan", "in.jsonl", "--packs", "nowhere"): "nowhere",
    }
    for status, wrong in ((1, cases), (2, wrong_usage)):
        for arguments, expected in wrong.items():
            done = finad(*arguments)
            said = done.stderr.decode()
            assert (done.returncode, expected in said, "Traceback" in said) == (status, True, False), said
    assert ids_in((tmp_path / "in.jsonl").read_bytes()) == ["a"]


def test_an_input_that_a_scan_would_remove_is_refused(finad, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl.partial").mkdir()
    inputs = (tmp_path / "out.jsonl.rejects.jsonl", tmp_path / "out.jsonl.partial" / "results.jsonl")
    for path in inputs:
        path.write_text('{"id":"a","text":"甲"}\n', encoding="utf-8")
        assert finad("scan", path, "--out", "out.jsonl").returncode == 1
        assert ids_in(path.read_bytes()) == ["a"]


def test_a_link_stays_and_what_is_no_file_is_left_alone(finad, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id":"a","text":"甲"}\n', encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    (tmp_path / "loop.jsonl").symlink_to("loop.jsonl")
    said = [finad("scan", "in.jsonl", "--out", f"{name}.jsonl").stderr.decode() for name in ("pipe", "link", "loop")]
    assert "is a pipe or a device" in said[0]
    assert (tmp_path / "pipe.jsonl").is_fifo()
    assert (tmp_path / "link.jsonl").is_symlink()
    assert ids_in((tmp_path / "real.jsonl").read_bytes()) == ["a"]
    assert "leads back to itself" in said[2]


def test_a_refused_input_leaves_nothing_in_the_way(finad, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert finad("scan", "in.csv", "--out", "out.csv").returncode == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]
    assert finad("scan", "in.csv", "--out", "out.csv", "--text-column", "乙").returncode == 0


def test_files_with_names_in_gbk_are_scanned_and_named(finad, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    name = "保本".encode("gbk") + b".jsonl"
    Path(os.fsdecode(folder + b"/" + name)).write_text('{"text":"甲"}\n{oops\n', encoding="utf-8")
    done = finad("scan", os.fsdecode(name), "--out", os.fsdecode(name + b".csv"))
    assert (done.returncode, "保本.jsonl.csv" in done.stderr.decode()) == (3, True)
    rows = Path(os.fsdecode(folder + b"/" + name + b".csv")).read_text(encoding="utf-8-sig")
    assert "保本.jsonl#1" in rows


def test_rejects_are_shown_one_by_one_or_kept_where_asked(finad, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("".join(f"{{oops\x9b{n}\n" for n in range(30)), encoding="utf-8")
    shown = finad("scan", "in.jsonl").stderr.decode()
    assert [f"in.jsonl:{number}: not JSON" in shown for number in range(1, 31)] == [True] * 30
    assert "\x9b" not in shown
    (tmp_path / "kept").mkdir()
    for target in ((), ("--out", "out.jsonl")):
        done = finad("scan", "in.jsonl", "--quiet", "--rejects", "kept/r.jsonl", *target)
        assert (done.returncode, done.stderr) == (3, b"")
        assert len((tmp_path / "kept" / "r.jsonl").read_bytes().splitlines()) == 30
        (tmp_path / "kept" / "r.jsonl").unlink()
    assert not (tmp_path / "out.jsonl.rejects.jsonl").exists()


def test_a_listed_ad_is_one_line_in_a_pipe(finad) -> None:
    listed = finad("scan", SAMPLES, "--list", "--quiet").stdout.decode().splitlines()
    assert len(listed) > 3
    assert [line for line in listed if not line.startswith(("拒绝 reject", "人工复核 review"))] == []


@pytest.mark.parametrize("options", [[], ["--list"]])
def test_a_closed_pipe_ends_the_scan_quietly(finad, tmp_path: Path, options: list[str]) -> None:
    lines = [orjson.dumps({"id": str(n), "text": "保本保息理财，年化12%"}) for n in range(300)]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    command = [sys.executable, str(ROOT / "finad.py"), "scan", "in.jsonl", "--no-edits", *options]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_behind_standard_output_is_said_without_traceback(finad, tmp_path: Path) -> None:
    for command in (["scan", str(SAMPLES)], ["check", "保本"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, str(ROOT / "finad.py"), *command],
                cwd=tmp_path,
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert (done.returncode, b"No space left" in done.stderr, b"Traceback" in done.stderr) == (1, True, False)


def test_an_input_without_ads_is_said(finad, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n")
    done = finad("scan", "in.jsonl")
    assert (done.returncode, done.stdout, "no ads in in.jsonl" in done.stderr.decode()) == (0, b"", True)


def test_lists_of_institutions_may_state_their_trade_or_be_watch_lists(finad, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("机构名称\n某某小额贷款有限公司\n", encoding="utf-8")
    ad = orjson.dumps(
        {"id": "a", "text": "某某小额贷款有限公司，低息贷款，秒批放款", "advertiser": "某某小额贷款有限公司"}
    )
    priorities = {}
    for options in ((), ("--registry", "list.csv:micro_loan"), ("--watch-list", "list.csv")):
        done = finad("scan", "-", "--no-edits", *options, stdin=ad)
        assert done.returncode == 0, done.stderr.decode()
        priorities[options] = orjson.loads(done.stdout)["priority"]
    assert priorities[()] < priorities["--watch-list", "list.csv"]
    refused = finad("scan", "-", "--registry", "list.csv", stdin=ad)
    assert (refused.returncode, "trade" in refused.stderr.decode()) == (1, True)


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
        env={**os.environ, "PYTHONUTF8": "1", "FINAD_NO_MODEL": "1"},
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


def test_an_output_that_cannot_be_written_is_said_without_traceback(finad, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id":"a","text":"甲"}\n', encoding="utf-8")
    (tmp_path / "out.jsonl.partial").write_text("a file where the scan wants a folder")
    done = finad("scan", "in.jsonl", "--out", "out.jsonl")
    said = done.stderr.decode()
    assert (done.returncode, "cannot be written" in said, "Traceback" in said) == (1, True, False)
