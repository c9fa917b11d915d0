import numpy as np
import pytest

pytest.importorskip("transformers", reason="transformers is not installed")

from classifier import Span
from classifier.legal.category import CODES
from classifier.normalizing.folding import fold
from labeled_data.example import LabeledExample
from models.training.encoding import UNKNOWN, ExampleEncoder
from tests.models.training.made_up import backend, save_base

RETURN, BANNED = CODES.index("guaranteed_return"), CODES.index("banned_activity")


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> ExampleEncoder:
    return ExampleEncoder(tokenizer=backend(save_base(tmp_path_factory.mktemp("base"))), normalize=fold)


def labelled(text: str, **labels: object) -> LabeledExample:
    return LabeledExample(example_id="a", text=text, **{"positive": (), "unknown": (), **labels})  # type: ignore[arg-type]


def test_tokens_over_the_evidence_are_marked_though_the_text_was_folded(encoder: ExampleEncoder) -> None:
    text = "本金保\u200b本，保\u200b息理财"
    start = text.index("保\u200b息")
    (found,) = encoder.encode(
        [labelled(text, positive=("guaranteed_return",), evidence={"guaranteed_return": (Span(start, start + 3),)})]
    )
    tokens = [encoder.tokenizer.id_to_token(int(token)) for token in found.tokens]
    marked = [token for token, mark in zip(tokens, found.evidence[:, RETURN], strict=True) if mark == 1]
    assert marked == ["保", "息"]
    assert tokens[:3] == ["本", "金", "保"]


def test_a_positive_without_marks_leaves_its_tokens_open(encoder: ExampleEncoder) -> None:
    (found,) = encoder.encode([labelled("零风险理财", positive=("guaranteed_return",))])
    assert (found.evidence[:, RETURN] == UNKNOWN).all()
    assert (found.evidence[:, BANNED] == 0).all()


def test_unknown_is_no_label_and_no_mark(encoder: ExampleEncoder) -> None:
    (found,) = encoder.encode([labelled("零风险理财", unknown=("banned_activity",))])
    assert found.labels[BANNED] == UNKNOWN
    assert found.labels[RETURN] == 0
    assert (found.evidence[:, BANNED] == UNKNOWN).all()
    assert found.labels.dtype == np.float32
