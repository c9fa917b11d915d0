import orjson

from classifier.legal.category import CODES

PROMISE = "【某某财富】保*本保息理财，年化12%，一万起投，回复1办理"
CLEAN = "今日气温二十度，适合郊游。"


def test_a_promise_is_rejected_with_quote_law_disguise_and_edit(finad) -> None:
    done = finad("check", PROMISE, "--channel", "sms", "--date", "2021-05-01")
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    for expected in (
        "REJECT",
        "②保*本保息",
        "保证性承诺",
        "“保*本保息”",
        "→ 保本保息",
        "《广告法》（2021修正）第二十五条",
    ):
        assert expected in shown


def test_the_answer_is_in_english_on_request(finad) -> None:
    shown = finad("check", PROMISE, "--lang", "en").stdout.decode()
    for expected in ("reject REJECT", "priority", "disguise", "law in force on"):
        assert expected in shown
    assert "优先级" not in shown


def test_json_is_the_fixed_machine_line(finad) -> None:
    record = orjson.loads(finad("check", PROMISE, "--title", "收益稳健", "--json").stdout)
    assert list(record) == ["id", "outcome", "priority", "scores", "statuses", "findings", "versions"]
    assert (record["outcome"], tuple(record["scores"]), tuple(record["statuses"])) == ("reject", CODES, CODES)
    texts = {"title": "收益稳健", "body": PROMISE}
    quoted = [proof for finding in record["findings"] for proof in finding["evidence"]]
    assert quoted
    assert [texts[proof["passage"]][proof["start"] : proof["end"]] for proof in quoted] == [
        proof["quote"] for proof in quoted
    ]


def test_standard_input_is_read_in_gbk_too(finad) -> None:
    from_utf8 = finad("check", "-", "--json", stdin=PROMISE.encode())
    from_gbk = finad("check", "-", "--json", stdin=PROMISE.encode("gbk"))
    assert from_gbk.stdout == from_utf8.stdout
    assert orjson.loads(from_gbk.stdout)["outcome"] == "reject"


def test_exit_status_follows_fail_on(finad) -> None:
    asked = [
        finad("check", text, "--fail-on", level, "--json").returncode
        for text in (PROMISE, CLEAN)
        for level in ("review", "reject")
    ]
    assert asked == [4, 4, 0, 0]


def test_a_trail_can_be_replayed_and_a_changed_one_is_caught(finad, tmp_path) -> None:
    assert finad("check", PROMISE, "--trail", "trail.json").returncode == 0
    assert finad("replay", "trail.json").returncode == 0
    trail = orjson.loads((tmp_path / "trail.json").read_bytes())
    trail["verdict"]["priority"] += 1
    (tmp_path / "trail.json").write_bytes(orjson.dumps(trail))
    changed = finad("replay", "trail.json")
    assert (changed.returncode, "differs in: priority" in changed.stdout.decode()) == (1, True)
    (tmp_path / "trail.json").write_text("{}")
    assert "not a decision trail" in finad("replay", "trail.json").stderr.decode()


def test_what_cannot_be_checked_is_said_without_traceback(finad) -> None:
    cases = {
        ("check", "  "): (1, "there is no text to check"),
        ("check", PROMISE, "--trail", "no/such/folder/t.json"): (1, "the trail cannot be written"),
        ("check", PROMISE, "--date", "2021-02-30"): (2, "--date '2021-02-30' is no date"),
        ("check", PROMISE, "--profile", "nowhere"): (2, "unknown profile 'nowhere'"),
        ("check", PROMISE, "--packs", "nowhere"): (2, "no pack 'nowhere'; the packs are"),
        ("check", "-50%"): (2, "finad check --"),
    }
    for arguments, (status, expected) in cases.items():
        done = finad(*arguments)
        said = done.stderr.decode()
        assert (done.returncode, expected in said, "Traceback" in said) == (status, True, False), said


def test_names_in_other_bytes_than_utf8_are_read_or_written_out(finad) -> None:
    done = finad("check", PROMISE, "--advertiser", "\udcff公司", "--channel", "\udcb6\udccc\udcd0\udcc5")
    shown = done.stdout.decode()
    assert (done.returncode, "\\xff公司" in shown, "短信" in shown) == (0, True, True)


def test_the_office_in_charge_is_named(finad) -> None:
    assert "移送" in finad("check", PROMISE).stdout.decode()
    assert "refer to" in finad("check", PROMISE, "--lang", "en").stdout.decode()


def test_an_ad_cannot_steer_the_terminal(finad) -> None:
    done = finad("check", "-", stdin="保本\x1b[2J理财\u202e".encode())
    assert b"\x1b" not in done.stdout
    assert "\u202e" not in done.stdout.decode()


def test_version_and_wrong_usage(finad) -> None:
    assert finad("--version").stdout.startswith(b"finad ")
    assert finad("check").returncode == 2
    assert finad("check", "甲", "--lang", "fr").returncode == 2
