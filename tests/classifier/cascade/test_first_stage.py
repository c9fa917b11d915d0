from pathlib import Path

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import AdCopy, Passage, PassageKind
from classifier.cascade.first_stage import MANIFEST, WEIGHTS, load_first_stage, save_first_stage
from classifier.errors import ModelFileError
from tests.classifier.cascade.made_up import first_stage, manifest_for, weights_for

STAGE = first_stage()


def ad(*texts: str) -> AdCopy:
    passages = [Passage(passage_id=str(n), kind=PassageKind.BODY, text=text) for n, text in enumerate(texts)]
    return AdCopy(copy_id="a", passages=tuple(passages))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    weights = weights_for("保本")
    save_first_stage(tmp_path, manifest_for(weights), weights)
    return tmp_path


def test_texts_without_anything_to_be_found_are_cleared() -> None:
    assert STAGE.clears([ad("今天天气好"), ad("保本"), ad("今天", "保本"), ad("保 證 本金")]).tolist() == [
        True,
        False,
        False,
        False,
    ]


def test_a_passage_that_was_not_read_clears_nothing() -> None:
    assert STAGE.clears([ad("今天天气好", "")]).tolist() == [False]


def test_a_text_longer_than_those_measured_is_not_cleared() -> None:
    assert STAGE.clears([ad("好" * 200), ad("好" * 201)]).tolist() == [True, False]


def test_without_a_bound_nothing_is_cleared() -> None:
    assert first_stage(clears_below=None).clears([ad("今天天气好")]).tolist() == [False]


def test_no_ads_no_answers() -> None:
    assert STAGE.clears([]).tolist() == []


@given(st.lists(st.text(alphabet="保本好 \n1%", max_size=8), min_size=1, max_size=5))
def test_other_texts_change_no_score(texts: list[str]) -> None:
    assert STAGE.scores(texts).tolist() == [STAGE.scores([text])[0] for text in texts]


def test_what_is_saved_is_loaded(folder: Path) -> None:
    loaded = load_first_stage(folder)
    assert loaded.manifest == STAGE.manifest
    assert loaded.scores(["保本", "好"]).tolist() == STAGE.scores(["保本", "好"]).tolist()


def test_a_folder_without_a_first_stage_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"manifest\.json: cannot be read: .*finad cascade fit"):
        load_first_stage(tmp_path)


def changed(folder: Path, **values: object) -> None:
    record = orjson.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_bytes(orjson.dumps(record | values))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"clears_below": 9.0}, "the files make it"),
        ({"grams": "words"}, "cuts texts as 'words'"),
        ({"most_characters": "many"}, "most_characters"),
    ],
)
def test_a_changed_manifest_is_refused(folder: Path, values: dict[str, object], message: str) -> None:
    changed(folder, **values)
    with pytest.raises(ModelFileError, match=message):
        load_first_stage(folder)


def test_missing_damaged_and_other_weights_are_refused(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(b"no array")
    with pytest.raises(ModelFileError, match="not an array"):
        load_first_stage(folder)
    np.save(folder / WEIGHTS, np.zeros(3))
    with pytest.raises(ModelFileError, match=r"float64 of shape \(3,\)"):
        load_first_stage(folder)
    (folder / WEIGHTS).unlink()
    with pytest.raises(ModelFileError, match="cannot be read"):
        load_first_stage(folder)
