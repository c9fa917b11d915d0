import orjson


def test_the_rules_are_scored_on_labelled_examples(finad, tmp_path) -> None:
    records = [
        {
            "id": "e1",
            "text": "保本保息理财，年化12%，一万起投，快来投资",
            "positive": ["guaranteed_return"],
            "unknown": ["missing_risk_warning", "unlicensed_offering", "deceptive_claim"],
            "evidence": {"guaranteed_return": ["保本保息"]},
        },
        {"id": "e2", "text": "今日气温二十度，适合郊游。", "positive": [], "unknown": [], "evidence": {}},
    ]
    (tmp_path / "dev.jsonl").write_bytes(b"\n".join(map(orjson.dumps, records)))
    done = finad("evaluate", "dev.jsonl")
    assert (done.returncode, "guaranteed_return" in done.stdout.decode()) == (0, True)
    assert orjson.loads(finad("evaluate", "dev.jsonl", "--json").stdout)["examples"] == 2


def test_faulty_examples_are_all_named(finad, tmp_path) -> None:
    (tmp_path / "dev.jsonl").write_text('{"id":"a"}\n{oops\n', encoding="utf-8")
    done = finad("evaluate", "dev.jsonl")
    said = done.stderr.decode()
    assert (done.returncode, "line 1: text is None" in said, "line 2: not JSON" in said) == (1, True, True)
    assert "Traceback" not in said


def test_a_file_without_examples_is_no_score(finad, tmp_path) -> None:
    (tmp_path / "dev.jsonl").write_text("\n")
    done = finad("evaluate", "dev.jsonl")
    assert (done.returncode, "no examples" in done.stderr.decode()) == (1, True)
