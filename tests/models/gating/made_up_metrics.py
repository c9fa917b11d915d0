"""Metrics of a judge that answers by words, made by the real evaluation, on texts made up here."""

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from labeled_data.manifest import fingerprint_of
from models.evaluation.evaluation import evaluate
from models.evaluation.record import set_record
from models.evaluation.report import without_texts
from models.gating.metrics import Metrics
from tests.models.evaluation.made_up import CLAIM, RETURN, WordJudge, example

LABEL = "tiny@000000000000"
TEST = "test.jsonl"


def examples() -> list[LabeledExample]:
    """30 that promise, every fifth in other words; 30 that do not."""
    made = []
    for number in range(60):
        promises = number < 30
        words = (CLAIM if number % 5 else "绝不亏钱") if promises else "投资有风险"
        made.append(
            example(
                f"made/{number}",
                f"第{number}号理财产品，{words}，欢迎选购",
                *([RETURN] if promises else []),
                group=f"group-{number // 2}",
                kind="fin_ad",
                vertical="loan" if number % 2 else "insurance",
                complete=bool(number % 3),
                year=2024,
            )
        )
    return made


def set_of(members: list[LabeledExample], *, word: str = CLAIM, is_full: bool = False) -> dict[str, object]:
    """``word``: what the judge goes by."""
    evaluations = [
        evaluate(WordJudge(name, word, undoes="*"), members, with_slow_parts=is_full) for name in ("both", "alone")
    ]
    return dict(without_texts(set_record(TEST, fingerprint_of(members), evaluations)))


def parity(*, difference: float = 0.01, flips: int = 0) -> dict[str, object]:
    category = {"max_difference": difference, "mean_difference": 0.001, "flips": flips, "unreviewed_flips": 0}
    return {
        "texts": 60,
        "operating_point": "balanced",
        "miss_at_most": 0.1,
        "engines": {name: dict.fromkeys(CODES, category) for name in ("torch_onnx", "torch_int8")},
        "evidence": {"max_difference": 0.0312, "mean_difference": 0.0023},
    }


def metrics(**changes: object) -> Metrics:
    content = {
        "format_version": 1,
        "model": LABEL,
        "sets": {TEST: set_of(examples())},
        "parity": parity(),
    }
    return Metrics.model_validate({**content, **changes})
