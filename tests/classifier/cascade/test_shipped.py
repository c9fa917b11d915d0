"""The first stage that comes with finad, and the options of the command line that use it."""

from pathlib import Path

import orjson
from typer.testing import CliRunner

from classifier import AdCopy, Outcome, ScannerConfig, build_scanner
from classifier.cascade.config import CascadeConfig
from classifier.cascade.first_stage import WEIGHTS, load_first_stage
from finad import app
from finad_cascade import SHIPPED_FIRST_STAGE

HARMLESS = "今天天气很好，下午和朋友一起去公园散步，晚上回家吃饭看电影。"
VIOLATING = "稳盈宝理财，保本保息，年化收益12%，国企背景，名额有限"


def scanned(path: Path, *options: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(app, ["scan", str(path), "--no-model", "--no-edits", *options], catch_exceptions=False)
    assert done.exit_code == 0
    return [orjson.loads(line) for line in done.stdout.splitlines()]


def test_it_is_small_and_states_its_bounds() -> None:
    manifest = load_first_stage(SHIPPED_FIRST_STAGE).manifest
    assert (SHIPPED_FIRST_STAGE / WEIGHTS).stat().st_size <= 2**20
    assert manifest.clears_below is not None
    assert all(bound.threshold is not None and bound.threshold >= manifest.clears_below for bound in manifest.bounds)


def test_it_clears_everyday_text_and_no_plain_violation() -> None:
    scanner = build_scanner(ScannerConfig(with_edits=False, cascade=CascadeConfig(first_stage=SHIPPED_FIRST_STAGE)))
    harmless, violating = scanner.scan_many([AdCopy.of_text(HARMLESS), AdCopy.of_text(VIOLATING)])
    assert (harmless.outcome, violating.outcome) == (Outcome.PASS, Outcome.REJECT)
    assert scanner.cascade is not None
    assert scanner.cascade.statistics.cleared == 1


def test_a_scan_is_without_a_cascade_unless_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "ads.txt"
    path.write_text(f"{HARMLESS}\n{VIOLATING}\n", encoding="utf-8")
    plain, on, near = (scanned(path, *options) for options in ((), ("--cascade",), ("--near-repeats",)))
    settings = [lines[0]["versions"]["settings"] for lines in (plain, on, near)]
    label = load_first_stage(SHIPPED_FIRST_STAGE).manifest.label
    assert settings == ["no edits", f"no edits, cascade {label}", "no edits, near repeats read alike"]
    assert [line["outcome"] for line in on] == [line["outcome"] for line in plain]
