"""``finad data`` as a user runs it."""

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from finad import app

runner = CliRunner()

GROUPS = (
    ("a", "禾苗理财本期{g:年化8.2%}，随存随取", "禾苗理财本期业绩基准3.1%，不保证收益，可能亏损"),
    ("b", "老街坊{u:自有资金放款}，押车不押本", "青山农商银行惠农贷款，年化利率5.4%起，详询柜台"),
    ("c", "{b:信用卡取现代还}，费率面议，找小李", "信用卡还款日提醒：请于今晚前还清本期账单"),
    ("d", "湖畔新盘{h:首付仅需5%}，其余我们垫", "湖畔新盘建面89平，首付四十万起，样板间已开放"),
)


@pytest.fixture
def authored(tmp_path: Path) -> Path:
    folder = tmp_path / "authored"
    folder.mkdir()
    lines = []
    for group, bad, good in GROUPS:
        lines += [f"@ {group} loan", "== 1 sms 2019 whole ~a", bad, "== 2 sms 2019 whole ~a", good]
    (folder / "x.ads").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def run(*arguments: object) -> tuple[int, str]:
    result = runner.invoke(app, ["data", *map(str, arguments)], env={"COLUMNS": "200"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_authored_files_are_compiled_checked_and_found_unchanged(authored: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    status, said = run("compile", "--authored", authored, "--out", out)
    assert status == 0
    assert "8 texts" in said
    assert {path.name for path in out.iterdir()} == {"train.jsonl", "dev.jsonl", "test.jsonl", "manifest.json"}
    assert run("check", out, "--authored", authored)[0] == 0
    status, said = run("check", out, "--goals")
    assert status == 1
    assert "goals met" in said


def test_what_was_written_after_compiling_is_named(authored: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    run("compile", "--authored", authored, "--out", out)
    with (authored / "x.ads").open("a", encoding="utf-8") as stream:
        stream.write("== 3 sms 2019 not_ad/notice\n您的贷款已结清，感谢使用\n")
    status, said = run("check", out, "--authored", authored)
    assert status == 1
    assert "d/3: not as authored; run finad data compile" in said


def test_a_group_stays_in_its_split_when_more_is_written(authored: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    run("compile", "--authored", authored, "--out", out)
    before = {path.name: path.read_bytes() for path in out.glob("*.jsonl")}
    (authored / "y.ads").write_text(
        "@ e loan\n== 1 sms 2019 not_ad/news\n人民币汇率中间价下调十个基点\n", encoding="utf-8"
    )
    run("compile", "--authored", authored, "--out", out)
    after = {path.name: path.read_bytes() for path in out.glob("*.jsonl")}
    changed = [name for name in before if before[name] != after[name]]
    assert len(changed) == 1
    assert after[changed[0]].startswith(before[changed[0]]) or before[changed[0]] in after[changed[0]]


def test_faults_of_authored_files_are_errors_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "x.ads").write_text("@ a loan\n== 1 sms 2019 whole\n{g:没关\n", encoding="utf-8")
    result = runner.invoke(app, ["data", "check", str(tmp_path)])
    assert result.exit_code != 0
    assert "x.ads:2" in str(result.exception)


def test_statistics_are_tables_and_markdown(authored: Path) -> None:
    status, said = run("stats", authored)
    assert status == 0
    assert "banned_activity" in said
    assert "| banned_activity |" in run("stats", authored, "--markdown")[1]


@pytest.mark.parametrize("tool", ["label-studio", "doccano"])
def test_examples_go_to_a_tool_and_come_back(authored: Path, tmp_path: Path, tool: str) -> None:
    out = tmp_path / "data"
    run("compile", "--authored", authored, "--out", out)
    file = max(out.glob("*.jsonl"), key=lambda path: path.stat().st_size)
    assert run("export", file, "--to", tool, "--out", tmp_path / "tool.json")[0] == 0
    assert run("import", tmp_path / "tool.json", "--from", tool, "--out", tmp_path / "back.jsonl")[0] == 0
    assert (tmp_path / "back.jsonl").read_bytes() == file.read_bytes()


def test_any_examples_are_split_by_group(authored: Path, tmp_path: Path) -> None:
    status, _ = run("split", authored, "--out", tmp_path / "parts")
    assert status == 0
    homes: dict[str, set[str]] = {}
    for path in (tmp_path / "parts").glob("*.jsonl"):
        for line in path.read_bytes().splitlines():
            homes.setdefault(orjson.loads(line)["group"], set()).add(path.name)
    assert len(homes) == 4
    assert all(len(names) == 1 for names in homes.values())


def test_agreement_of_a_file_with_itself_is_one(authored: Path, tmp_path: Path) -> None:
    run("compile", "--authored", authored, "--out", tmp_path / "data")
    file = max((tmp_path / "data").glob("*.jsonl"), key=lambda path: path.stat().st_size)
    status, said = run("agreement", file, file, "--markdown")
    assert status == 0
    assert "1.000" in said or "1.00" in said


def test_nothing_is_written_over_a_set_by_mistake(authored: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    run("compile", "--authored", authored, "--out", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "x.ads").touch()
    assert "hold no texts" in str(
        runner.invoke(app, ["data", "compile", "--authored", str(empty), "--out", str(out)]).exception
    )
    assert "own folder" in str(
        runner.invoke(app, ["data", "split", str(out / "train.jsonl"), "--out", str(out)]).exception
    )
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_set_of_which_a_file_is_missing_is_not_split_anew(authored: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    run("compile", "--authored", authored, "--out", out)
    (out / "train.jsonl").unlink()
    failed = runner.invoke(app, ["data", "compile", "--authored", str(authored), "--out", str(out)])
    assert "train.jsonl: cannot be read" in str(failed.exception)


def test_brackets_in_a_path_are_no_markup(authored: Path, tmp_path: Path) -> None:
    status, said = run("compile", "--authored", authored, "--out", tmp_path / "q[/]z")
    assert (status, "q[/]z" in said.replace("\n", "")) == (0, True)
