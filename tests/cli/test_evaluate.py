from pathlib import Path

import orjson
import pytest

from classifier.neural.calibration import CategoryCalibration
from tests.classifier.neural.small_model import small_calibration, write_model


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


def write_lines(path: Path, records: list[dict[str, object]]) -> None:
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))


def labelled(name: str, text: str, *positive: str) -> dict[str, object]:
    return {"id": name, "text": text, "positive": positive, "unknown": [], "evidence": {}}


def test_judges_stand_in_one_table_and_are_compared(finad, tmp_path) -> None:
    pytest.importorskip("matplotlib")
    strong_rules = small_calibration(weights=CategoryCalibration(bias=0.0, w_model=1.0, w_rule=9.0))
    model = write_model(tmp_path / "tiny", {"guaranteed_return": "赢"}, calibration=strong_rules)
    write_lines(
        tmp_path / "dev.jsonl",
        [
            labelled("rules", "保本保息理财，年化12%，一万起投，快来投资", "guaranteed_return", "missing_risk_warning"),
            labelled("model", "跟我赢", "guaranteed_return"),
            labelled("neither", "天地人"),
        ],
    )
    judges = ("--judge", f"model:{model}", "--judge", f"fused:{model}")
    done = finad("evaluate", "dev.jsonl", *judges, "--against", "rules", "--full", "--report", "out", "--json")
    assert (done.returncode, done.stderr.decode()) == (0, "")
    record = orjson.loads(done.stdout)
    names = [judge["judge"].split(",")[0].split("@")[0] for judge in record["judges"]]
    assert names == ["tiny", "rules + tiny", "rules"]
    recalls = [judge["categories"]["guaranteed_return"]["recall"] for judge in record["judges"]]
    assert recalls == [0.5, 1.0, 0.5]
    became = {(flip["id"], flip["became"]) for flip in record["comparison"]["flips"]}
    assert {("rules", "wrong"), ("model", "right")} <= became  # the model alone against the rules
    assert "disguises" in record["judges"][0]
    assert (tmp_path / "out" / "report.md").is_file()


def test_a_baseline_on_its_own_training_texts_is_warned_of(finad, tmp_path) -> None:
    pytest.importorskip("sklearn")
    texts = {f"第{number}号理财保本保息": ("guaranteed_return",) for number in range(4)}
    texts |= {f"第{number}号网点照常营业": () for number in range(4)}
    records = [labelled(f"e{number}", text, *codes) for number, (text, codes) in enumerate(texts.items())]
    (tmp_path / "set").mkdir()
    for name in ("train", "dev", "test"):
        write_lines(tmp_path / "set" / f"{name}.jsonl", records if name == "train" else [])
    write_lines(tmp_path / "dev.jsonl", records[:2])
    done = finad("evaluate", "dev.jsonl", "--judge", "linear:set")
    assert done.returncode == 0
    assert "2 of the 2 texts were used to train or tune it" in done.stderr.decode()


def test_an_unknown_judge_is_answered_with_those_there_are(finad, tmp_path) -> None:
    write_lines(tmp_path / "dev.jsonl", [labelled("e", "天地人")])
    done = finad("evaluate", "dev.jsonl", "--judge", "oracle")
    said = done.stderr.decode()
    assert (done.returncode, "known: scanner, rules, fused[:FOLDER]" in said) == (1, True)
    assert "Traceback" not in said
