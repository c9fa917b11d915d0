"""Whole runs on a set whose one rule is plain: real tokenizer, real encoder, real losses."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")

from classifier.legal.category import CODES  # noqa: E402
from classifier.normalizing.folding import fold  # noqa: E402
from models.errors import NetworkError, NoExamplesError  # noqa: E402
from models.training.batching import SpecialTokens  # noqa: E402
from models.training.network import Pooling, TwoHeadNetwork, load_encoder, load_network  # noqa: E402
from models.training.progress import EpochRow  # noqa: E402
from models.training.run import CURVES, LOG, TrainingConfig, WeightedExamples, train  # noqa: E402
from models.training.scoring import NetworkScores  # noqa: E402
from tests.models.training.made_up import backend, examples, save_base  # noqa: E402


def config(**changes: object) -> TrainingConfig:
    settings = {"epochs": 8, "rate": 3e-3, "batch_tokens": 512, "window": 64, "averaging": 0.9, "patience": 9}
    return TrainingConfig(**{**settings, **changes})  # type: ignore[arg-type]


def run(
    base: Path, out: Path, settings: TrainingConfig, **changes: object
) -> tuple[TwoHeadNetwork, NetworkScores, list[EpochRow]]:
    torch.manual_seed(settings.seed)
    network = TwoHeadNetwork(load_encoder(str(base)), pooling=settings.pooling)
    tokenizer = backend(base)
    rows: list[EpochRow] = []
    given = {"training": [WeightedExamples(examples=examples(0, 60))], "dev": examples(100, 20), **changes}
    scores = train(
        network,
        tokenizer,
        fold,
        config=settings,
        special=SpecialTokens(
            begin=tokenizer.token_to_id("[CLS]"), end=tokenizer.token_to_id("[SEP]"), pad=tokenizer.token_to_id("[PAD]")
        ),
        out=out,
        on_epoch=rows.append,
        **given,  # type: ignore[arg-type]
    )
    return network, scores, rows


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_base(tmp_path_factory.mktemp("base"))


@pytest.mark.parametrize("kind", ["modernbert", "bert"])
def test_an_encoder_of_either_kind_learns_the_rule_and_the_words_that_prove_it(kind: str, tmp_path: Path) -> None:
    _, scores, rows = run(save_base(tmp_path / "base", kind=kind), tmp_path / "out", config())
    assert scores.average_precision > 0.95
    assert scores.evidence_f1 > 0.7
    assert rows[-1].dev_loss < rows[0].dev_loss


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(base: Path, tmp_path: Path) -> None:
    weights = [
        run(base, tmp_path / str(number), config(epochs=1, seed=seed))[0].state_dict()
        for number, seed in enumerate((1, 1, 2))
    ]
    assert all(torch.equal(weights[0][name], weights[1][name]) for name in weights[0])
    assert not all(torch.equal(weights[0][name], weights[2][name]) for name in weights[0])


def test_a_run_ends_when_the_dev_set_gets_no_better(base: Path, tmp_path: Path) -> None:
    _, _, rows = run(base, tmp_path / "out", config(epochs=40, rate=0.0, patience=2))
    assert len(rows) == 4


def test_log_and_curves_are_left_beside_the_network(base: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    network, _, rows = run(base, out, config(epochs=2))
    with (out / LOG).open(newline="", encoding="utf-8") as stream:
        assert [int(row["epoch"]) for row in csv.DictReader(stream)] == [row.epoch for row in rows]
    assert (out / CURVES).read_bytes().startswith(b"\x89PNG")
    network.save(out / "network")
    ids = torch.tensor([[2, 20, 21, 3]])
    with torch.inference_mode():
        expected = network.eval()(ids, torch.ones_like(ids))
        loaded = load_network(out / "network")(ids, torch.ones_like(ids))
    assert all(torch.equal(left, right) for left, right in zip(expected, loaded, strict=True))


def test_texts_longer_than_a_window_are_learnt_too(base: Path, tmp_path: Path) -> None:
    _, scores, _ = run(base, tmp_path / "out", config(window=16, epochs=8))
    assert scores.average_precision > 0.9
    assert np.isfinite(scores.logits).all()


def test_the_first_position_may_stand_for_the_text(base: Path, tmp_path: Path) -> None:
    _, scores, _ = run(base, tmp_path / "out", config(pooling=Pooling.CLS))
    assert scores.average_precision > 0.9


def test_nothing_to_train_on_is_said(base: Path, tmp_path: Path) -> None:
    with pytest.raises(NoExamplesError, match="dev set"):
        run(base, tmp_path / "out", config(), dev=())


def test_what_is_no_encoder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="nowhere"):
        load_encoder(str(tmp_path / "nowhere"))
    (tmp_path / "heads.safetensors").write_bytes(b"{}")
    with pytest.raises(NetworkError, match="trained network"):
        load_network(tmp_path)


def test_probabilities_of_a_teacher_are_learnt_in_place_of_labels(base: Path, tmp_path: Path) -> None:
    texts = examples(0, 60)
    mute = tuple(replace(text, positive=(), evidence={}, unknown=()) for text in texts)
    column = CODES.index("guaranteed_return")
    targets = np.full((len(texts), 9), 0.02, dtype=np.float32)
    targets[[bool(text.positive) for text in texts], column] = 0.95
    taught = WeightedExamples(examples=mute, targets=targets, weight=0.5)
    _, scores, _ = run(base, tmp_path, config(), training=[taught])
    labels = np.array([bool(text.positive) for text in examples(100, 20)])
    assert scores.logits[labels, column].min() > scores.logits[~labels, column].max()
