"""Lines of the add-on, whole and damaged; the real mitmproxy is in test_mitmproxy_recording.py."""

import ast
import base64
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from crawler.apps.flows import ADDON, visits_of_flows
from crawler.apps.reading import AppFileKind, app_file_kind, visits_of_app_file
from crawler.capture import Problem
from crawler.errors import TrafficFileError, UnknownFormatError
from crawler.pages.found import PicturePiece

HEAD = {"format": "finad-flows", "version": 1}
START = HEAD | {"kind": "start", "at": 1_772_352_000.0, "recorder": "mitmproxy 11.0.2"}


def flow(url: str, body: bytes | None = b"", at: float = 0.0, **changes: Any) -> dict[str, Any]:
    line = {
        "kind": "flow",
        "id": url,
        "url": url,
        "method": "GET",
        "http_version": "HTTP/2.0",
        "request_headers": [],
        "request_body": None,
        "request_problem": None,
        "status": 200,
        "reason": None,
        "headers": [["content-type", "application/json"]],
        "body": None if body is None else base64.b64encode(body).decode(),
        "decoded": False,
        "problem": None,
        "started": 1_772_352_000.0 + at,
        "finished": 1_772_352_000.5 + at,
        "server_ip": "192.0.2.1",
        "certificate": None,
    }
    return HEAD | line | changes


def write(path: Path, *lines: Any, tail: str = "\n") -> Path:
    path.write_text("\n".join(json.dumps(line) if isinstance(line, dict) else line for line in lines) + tail)
    return path


AD = json.dumps({"ads": [{"title": "星选组合", "image": "https://p.example.cn/1.png"}]}).encode()


def test_a_picture_fetched_in_another_piece_and_file_still_belongs_to_its_ad(tmp_path: Path, picture) -> None:
    banner = picture(9, 9)
    write(
        tmp_path / "flows.jsonl",
        START,
        flow("http://p.example.cn/1.png", banner, headers=[["content-type", "image/png"]]),
    )
    write(tmp_path / "flows-0002.jsonl", START, flow("https://api.example.cn/a", AD, at=100.0))
    visits = list(visits_of_flows(tmp_path))
    assert [[e.url for e in visit.observation.exchanges] for visit in visits] == [
        ["http://p.example.cn/1.png"],
        ["https://api.example.cn/a"],
    ]
    assert visits[1].ads[0].pieces[1:] == (PicturePiece(url="https://p.example.cn/1.png", content=banner, box=None),)


def test_torn_and_foreign_lines_are_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "flows.jsonl",
        START,
        "",
        flow("https://api.example.cn/a", AD),
        '{"kind": "flow"}',
        flow("https://api.example.cn/b", started="noon"),
        flow("https://api.example.cn/c", headers=[["one"]]),
        {key: value for key, value in flow("https://api.example.cn/d").items() if key != "status"},
        json.dumps(flow("https://api.example.cn/e"))[:120],
        tail="",
    )
    (visit,) = visits_of_flows(path, app="星选")
    assert (visit.observation.site, [e.url for e in visit.observation.exchanges]) == (
        "星选",
        ["https://api.example.cn/a"],
    )
    assert visit.observation.problem_detail == (
        "5 unreadable: flows.jsonl line 4: no record of our add-on; flows.jsonl line 5: 'noon' is no time; "
        "flows.jsonl line 6: not enough values to unpack (expected 2, got 1) and 2 more"
    )
    assert not visit.observation.is_complete


def test_a_torn_last_line_is_named_as_such(tmp_path: Path) -> None:
    path = write(tmp_path / "flows.jsonl", START, flow("https://api.example.cn/a"), '{"format": "finad-', tail="")
    (visit,) = visits_of_flows(path)
    assert (visit.observation.problem_detail or "").startswith(
        "1 unreadable: flows.jsonl line 3 (torn: the recorder was stopped in mid-line): not JSON"
    )


def test_what_the_recorder_only_counted_is_told(tmp_path: Path) -> None:
    ends = [HEAD | {"kind": "end", "at": 1.0, "counts": {"flows": 1, "websockets": n, "tcp": 0}} for n in (2, 3)]
    (visit,) = visits_of_flows(write(tmp_path / "flows.jsonl", START, flow("https://api.example.cn/a"), *ends))
    assert visit.observation.problem_detail == "5 WebSocket connections were not recorded"


def test_a_piece_without_a_single_answer_is_unreachable(tmp_path: Path) -> None:
    dead = {"status": None, "body": None, "problem": "connection refused", "finished": None}
    (visit,) = visits_of_flows(write(tmp_path / "flows.jsonl", START, flow("https://api.example.cn/a", **dead)))
    assert (visit.observation.problem, visit.observation.problem_detail) == (Problem.UNREACHABLE, "connection refused")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("",), "no recording of our add-on"),
        (('{"text": "an ad"}',), "no recording of our add-on"),
        ((START | {"version": 2},), r"version 2 of its format; this finad reads version 1: update finad"),
        ((START,), "no flow in it"),
        ((START, "{broken"), "no flow in it: 1 unreadable: flows.jsonl line 2"),
    ],
)
def test_a_file_without_flows_is_refused_by_name(tmp_path: Path, lines: tuple[Any, ...], told: str) -> None:
    with pytest.raises(TrafficFileError, match=rf"flows\.jsonl: {told}"):
        list(visits_of_flows(write(tmp_path / "flows.jsonl", *lines)))


def test_a_missing_mitmdump_is_told_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "phone.mitm"
    path.write_bytes(b"x")
    with pytest.raises(TrafficFileError, match=r"phone\.mitm: .*no-such-program was not found; install it apart"):
        list(visits_of_flows(path, mitmdump="no-such-program"))


def test_a_folder_without_a_recording_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrafficFileError, match=r"a folder without flows\.jsonl"):
        list(visits_of_flows(tmp_path))


def test_the_add_on_imports_nothing_but_the_standard_library_and_mitmproxy() -> None:
    imported = set()
    for node in ast.walk(ast.parse(ADDON.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported - sys.stdlib_module_names == {"mitmproxy"}


def test_files_are_told_apart_by_name_and_content(tmp_path: Path) -> None:
    har = '\ufeff{ "log": {"entries": []}}'
    contents = {
        "a.har": "anything",
        "b.json": har,
        "c.jsonl": json.dumps(START),
        "d.mitm": "anything",
        "e.xml": "<?xml version='1.0'?><hierarchy rotation='0'/>",
        "f.xml": "<rss/>",
        "g.jsonl": '{"text": "保本"}',
        "h.txt": "",
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    kinds = {name: app_file_kind(tmp_path / name) for name in contents}
    assert kinds == {
        "a.har": AppFileKind.HAR,
        "b.json": AppFileKind.HAR,
        "c.jsonl": AppFileKind.FLOWS,
        "d.mitm": AppFileKind.FLOWS,
        "e.xml": AppFileKind.DUMP,
        "f.xml": None,
        "g.jsonl": None,
        "h.txt": None,
    }
    assert app_file_kind(tmp_path) is None
    assert app_file_kind(tmp_path / "missing") is None
    with pytest.raises(UnknownFormatError, match=r"g\.jsonl: neither a HAR file nor"):
        list(visits_of_app_file(tmp_path / "g.jsonl"))


def test_every_kind_is_read_as_what_it_is(tmp_path: Path) -> None:
    write(tmp_path / "flows.jsonl", START, flow("https://api.example.cn/a", AD))
    (tmp_path / "shot.xml").write_text(
        '<hierarchy><node package="p.q" class="x" resource-id="p.q:id/ad_box" bounds="[0,0][9,5]">'
        '<node text="开户有礼" class="y" bounds="[0,0][9,5]"/></node><node class="z" bounds="[0,0][9,20]"/></hierarchy>'
    )
    found = [[len(v.ads) for v in visits_of_app_file(tmp_path / name)] for name in (".", "flows.jsonl", "shot.xml")]
    assert found == [[1], [1], [1]]
