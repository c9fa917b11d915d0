from pathlib import Path

import orjson
import pytest

pytest.importorskip("torch", reason="torch is not installed")

from labeled_data.splitting.split_files import write_split_set
from labeled_data.splitting.split_name import SplitName
from labeled_data.standoff import standoff_record
from models.errors import CorpusError
from models.training.sources import read_sources
from tests.models.training.made_up import example, examples

LINES = [example(number, "银行理财", "零风险", promises=True) for number in range(900, 906)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    parts = {SplitName.TRAIN: examples(0, 5), SplitName.DEV: examples(10, 10), SplitName.TEST: examples(30, 5)}
    write_split_set(tmp_path / "data", parts)
    return tmp_path / "data"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "ads_made_up.txt").write_text("".join(f"{line.text}\n" for line in LINES), "utf-8")
    (tmp_path / "labels").mkdir()
    for name, part in (("train", LINES[:4]), ("calibration", LINES[4:])):
        rows = b"".join(orjson.dumps(standoff_record(line)) + b"\n" for line in part)
        (tmp_path / "labels" / f"{name}.jsonl").write_bytes(rows)
    return tmp_path / "corpus"


def test_what_stops_a_run_and_what_calibrates_it_share_no_group(data: Path) -> None:
    sources = read_sources(data, corpus=None, corpus_labels=data, corpus_weight=1.0, calibration_weight=1.0)
    stopping = {text.group for text in sources.dev}
    fitting = {text.group for source in sources.calibration for text in source.examples}
    assert stopping
    assert fitting
    assert not stopping & fitting
    assert len(stopping | fitting) == 10


def test_lines_of_a_corpus_join_the_set_with_their_weights(data: Path, corpus: Path) -> None:
    labels = corpus.parent / "labels"
    sources = read_sources(data, corpus=corpus, corpus_labels=labels, corpus_weight=0.5, calibration_weight=2.0)
    assert [text.text for text in sources.training[1].examples] == [line.text for line in LINES[:4]]
    assert [source.weight for source in sources.training] == [1.0, 0.5]
    assert [source.weight for source in sources.calibration] == [1.0, 2.0]
    assert set(sources.fingerprints) == {"train", "dev", "corpus_train", "corpus_calibration"}


def test_a_corpus_that_lacks_labelled_lines_is_named(data: Path, corpus: Path) -> None:
    (corpus / "ads_made_up.txt").write_text(f"{LINES[0].text}\n", "utf-8")
    with pytest.raises(CorpusError, match=r"5 of the 6 labelled lines are not in it"):
        read_sources(
            data, corpus=corpus, corpus_labels=corpus.parent / "labels", corpus_weight=1.0, calibration_weight=1.0
        )
