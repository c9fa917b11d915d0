from pathlib import Path

import pytest

from classifier import ScannerConfig
from classifier.errors import ModelFileError
from labeled_data.splitting.split_files import write_split_set
from labeled_data.splitting.split_name import SplitName
from models.judges.naming import JudgeNameError, named_judge
from tests.models.evaluation.made_up import CLAIM, RETURN, example

CONFIG = ScannerConfig(with_edits=False)
TRAINING = [
    *(example(f"p{number}", f"第{number}号理财{CLAIM}", RETURN) for number in range(6)),
    *(example(f"n{number}", f"第{number}号网点照常营业") for number in range(6)),
]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("oracle", "known: scanner, rules, fused"),
        ("rules:here", "takes no folder"),
        ("linear", "write linear:FOLDER"),
        ("linear:", "names no folder"),
        ("model", "there is no model; write model:FOLDER"),
    ],
)
def test_a_name_that_says_too_little_or_too_much_is_refused(name: str, said: str) -> None:
    with pytest.raises(JudgeNameError, match=said):
        named_judge(name, CONFIG)


def test_rules_stay_rules_whatever_model_is_set(tmp_path: Path) -> None:
    with_model = ScannerConfig(with_edits=False, model=tmp_path / "nothing")
    assert named_judge("rules", with_model).judge.name == "rules, profile default"
    with pytest.raises(ModelFileError):
        named_judge("scanner", with_model)
    with pytest.raises(ModelFileError):
        named_judge("model", with_model)


@pytest.mark.parametrize("kind", ["linear", "fasttext"])
def test_a_baseline_says_what_it_has_seen(kind: str, tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    write_split_set(tmp_path, {SplitName.TRAIN: tuple(TRAINING), SplitName.DEV: tuple(TRAINING[:2])})
    named = named_judge(f"{kind}:{tmp_path}", CONFIG)
    assert named.seen == {item.text for item in TRAINING}
    assert RETURN in named.judge.predict([TRAINING[0].text])[0].accused
