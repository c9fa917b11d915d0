from io import StringIO
from pathlib import Path

import orjson
import pytest
from rich.console import Console

from labeled_data.disguising import Disguise, Noise
from models.evaluation.answers import answer_sheet
from models.evaluation.comparison import compare
from models.evaluation.disguises import measure_disguises, measure_folding
from models.evaluation.evaluation import Evaluation, SlowParts, scored
from models.evaluation.faithfulness import measure_faithfulness
from models.evaluation.record import Record, comparison_record, set_record
from models.evaluation.report import write_report
from models.evaluation.terminal import record_view
from tests.models.evaluation.made_up import BANNED, CLAIM, RETURN, WordJudge, example

EXAMPLES = [
    *(example(f"hit-{number}", f"第{number}号理财，{CLAIM}", RETURN, vertical="loan") for number in range(12)),
    example("missed", "旱涝保收|稳赚", RETURN, BANNED, kind="fin_ad"),
    example("news", f"警方提醒，{CLAIM}是骗局", kind="not_ad", genre="news"),
    example("clean", "网点照常营业"),
]


def evaluation_of(judge: WordJudge) -> Evaluation:
    sheet = answer_sheet(EXAMPLES, judge.predict([item.text for item in EXAMPLES]))
    slow = SlowParts(
        disguises=measure_disguises(judge, sheet, kinds=(Disguise.PINYIN, Noise.OCR)),
        folding=measure_folding(judge, sheet),
        faithfulness=measure_faithfulness(judge, sheet),
    )
    return scored(judge.name, sheet, slow)


@pytest.fixture(scope="module")
def evaluations() -> tuple[Evaluation, Evaluation]:
    return evaluation_of(WordJudge("new", CLAIM, undoes="-")), evaluation_of(WordJudge("old", "旱涝保收"))


@pytest.fixture(scope="module")
def record(evaluations: tuple[Evaluation, Evaluation]) -> Record:
    new, old = evaluations
    return {**set_record("dev.jsonl", "ab12", [new, old]), "comparison": comparison_record(compare(old, new))}


def test_record_is_json_and_holds_what_was_measured(record: Record) -> None:
    again = orjson.loads(orjson.dumps(record))
    judge = again["judges"][0]
    assert (again["examples"], again["fingerprint"]) == (15, "ab12")
    found = judge["categories"][RETURN]
    assert (found["positives"], found["recall"]) == (13, pytest.approx(12 / 13))
    assert found["f1"]["low"] <= found["f1"]["value"] <= found["f1"]["high"]
    assert judge["categories"]["housing_leverage"]["f1"] == {"value": None, "low": None, "high": None}
    assert judge["slices"]["hard negatives"]["news"]["any_false_alarm"] == 1.0
    assert judge["disguises"]["kinds"]["pinyin"]["kept"] == 0.0
    assert set(judge["disguises"]["noises"]) == {"ocr"}
    assert judge["folding"]["only_by_undoing"] == 0
    assert judge["faithfulness"]["comprehensiveness"] == pytest.approx(0.8)


def test_errors_name_text_category_and_source(record: Record) -> None:
    errors = {(error["id"], error["category"]): error for error in record["judges"][0]["errors"]}
    assert errors["news", RETURN]["sources"] == ["word"]
    assert errors["missed", BANNED]["label"] == "positive"


def test_report_holds_tables_pictures_and_flips(
    evaluations: tuple[Evaluation, Evaluation], record: Record, tmp_path: Path
) -> None:
    pytest.importorskip("matplotlib")
    write_report(tmp_path, record, evaluations)
    written = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "| guaranteed_return | 13 | 0.923 |" in written
    assert "new against old" in written
    assert {path.name for path in tmp_path.iterdir()} == {
        "report.md",
        "metrics.json",
        "flips.jsonl",
        "reliability.png",
        "disguises.png",
    }
    flips = [orjson.loads(line) for line in (tmp_path / "flips.jsonl").read_bytes().splitlines()]
    assert {flip["became"] for flip in flips} == {"right", "wrong"}


def test_only_the_flips_hold_texts_of_the_set(
    evaluations: tuple[Evaluation, Evaluation], record: Record, tmp_path: Path
) -> None:
    pytest.importorskip("matplotlib")
    write_report(tmp_path, record, evaluations)
    for name in ("report.md", "metrics.json"):
        assert "理财" not in (tmp_path / name).read_text(encoding="utf-8")


def test_tables_fit_a_hundred_columns(record: Record) -> None:
    console = Console(file=StringIO(), width=100)
    console.print(record_view({**record, "judges": record["judges"][:1]}, with_slices=True, with_texts=True))
    console.print(record_view(record, with_slices=False, with_texts=True))
    shown = console.file.getvalue()
    assert "…" not in shown
    for figure in ("0.923", "hard negatives", "pinyin", "wrong", "new against old"):
        assert figure in shown
