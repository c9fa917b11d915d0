"""A whole run on a small corpus: real tokenizer, real encoder, stopped and resumed."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
transformers = pytest.importorskip("transformers", reason="transformers is not installed")

from models.errors import CheckpointError  # noqa: E402
from models.pretraining import architecture  # noqa: E402
from models.pretraining.architecture import EncoderSize  # noqa: E402
from models.pretraining.encoding import encode_lines  # noqa: E402
from models.pretraining.progress import ProgressRow  # noqa: E402
from models.pretraining.run import LOG, PretrainingConfig, pretrain  # noqa: E402
from models.pretraining.vocabulary import train_tokenizer  # noqa: E402

LINES = [f"第{number}号理财产品年化收益百分之{number % 9}，投资有风险，详情请到柜台咨询" for number in range(300)]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "ads_small.txt").write_text("\n".join(LINES) + "\n", "utf-8")
    return folder


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    size = EncoderSize(hidden=32, layers=2, heads=2, intermediate=48)
    monkeypatch.setitem(architecture.SIZES, "tiny", size)


def config(corpus: Path, out: Path, **changes: object) -> PretrainingConfig:
    settings = {
        "corpus": corpus,
        "out": out,
        "size": "tiny",
        "minutes": 0.05,
        "batch_tokens": 512,
        "warm_up_steps": 5,
        "steps_per_row": 10,
    }
    return PretrainingConfig(**{**settings, **changes})  # type: ignore[arg-type]


def test_a_run_learns_and_leaves_an_encoder_that_transformers_loads(corpus: Path, tmp_path: Path) -> None:
    rows: list[ProgressRow] = []
    folder = pretrain(config(corpus, tmp_path / "out"), on_row=lambda row, progress: rows.append(row))
    assert rows[-1].held_out_loss < rows[0].held_out_loss
    model = transformers.AutoModelForMaskedLM.from_pretrained(folder)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    encoded = tokenizer("投资有[MASK]险", return_tensors="pt")
    assert model(**encoded).logits.shape == (1, 7, len(tokenizer))


def test_a_longer_run_goes_on_where_the_shorter_ended(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first: list[ProgressRow] = []
    pretrain(config(corpus, out), on_row=lambda row, progress: first.append(row))
    second: list[ProgressRow] = []
    pretrain(config(corpus, out, minutes=0.1), on_row=lambda row, progress: second.append(row))
    assert second[0].step > first[-1].step
    assert (out / LOG).read_text().count("\n") == 1 + len(first) + len(second)


def test_a_checkpoint_of_other_settings_is_refused(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    pretrain(config(corpus, out), on_row=lambda row, progress: None)
    with pytest.raises(CheckpointError, match="of a run with other settings"):
        pretrain(config(corpus, out, seed=1), on_row=lambda row, progress: None)


def test_a_damaged_checkpoint_is_named(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    pretrain(config(corpus, out), on_row=lambda row, progress: None)
    (out / "checkpoint.pt").write_bytes(b"half")
    with pytest.raises(CheckpointError, match=r"checkpoint\.pt: cannot be read"):
        pretrain(config(corpus, out), on_row=lambda row, progress: None)


def test_every_chinese_character_and_digit_is_a_token_with_its_place() -> None:
    tokenizer = train_tokenizer(LINES, size=1500)
    encoded = tokenizer("保本12.5%，💰收益High", return_offsets_mapping=True, add_special_tokens=False)
    words = [
        ("保", 0),
        ("本", 1),
        ("1", 2),
        ("2", 3),
        (".", 4),
        ("5", 5),
        ("%", 6),
        ("，", 7),
        ("💰", 8),
        ("收", 9),
        ("益", 10),
    ]
    assert list(encoded["offset_mapping"])[:11] == [(start, start + 1) for _, start in words]


def test_long_lines_are_cut_between_words() -> None:
    tokenizer = train_tokenizer(LINES, size=1500)
    corpus = encode_lines(["投资有风险" * 10], tokenizer, length=16)
    assert corpus.lengths.sum() == 50
    assert corpus.lengths.max() <= 16
    for index in range(len(corpus)):
        _, words = corpus.piece(index)
        assert words[0] == 0
