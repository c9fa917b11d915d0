import numpy as np
import pytest

from models.learning.errors import LearningAidError
from models.learning.likeness import TextSpace

pytest.importorskip("sklearn")

TEXTS = ["保本保息，到期必兑", "银行网点周末照常营业", "外汇跟单平台，胜率九成"]


def test_a_known_text_is_its_own_nearest() -> None:
    space = TextSpace(TEXTS)
    found = space.nearest(space.vectors)
    assert found.positions[:, 0].tolist() == [0, 1, 2]
    assert found.similarities[:, 0] == pytest.approx(1.0, abs=1e-5)


def test_width_and_spaces_make_no_difference() -> None:
    space = TextSpace(["年化12%，APP下载"])
    assert space.nearest(space.place(["年化 １２％， app 下载"])).similarities[0, 0] == pytest.approx(1.0, abs=1e-5)


def test_latin_words_are_alike_as_words_and_not_by_their_letters() -> None:
    space = TextSpace(["gold trading with leverage", "glaze recipe for kilns"])
    found = space.nearest(space.place(["leveraging golden kilts", "kilns and glaze"]))
    assert found.similarities[0, 0] == 0.0
    assert found.positions[1, 0] == 1


def test_a_text_of_unknown_words_with_one_known_pair_is_like_nothing() -> None:
    space = TextSpace(TEXTS)
    foreign = "营业室里养着一缸锦鲤和三只乌龟，水草长得很好"
    assert space.nearest(space.place([foreign])).similarities[0, 0] < 0.2


def test_fewer_known_texts_than_asked_for_are_all_given() -> None:
    space = TextSpace(TEXTS)
    assert space.nearest(space.place(["保本"]), 10).positions.shape == (1, 3)


def test_no_texts_have_no_neighbours() -> None:
    space = TextSpace(TEXTS)
    assert space.nearest(space.vectors[:0], 2).similarities.shape == (0, 2)


def test_given_embeddings_are_used() -> None:
    def by_length(texts):
        return np.array([[len(text), 100 - len(text)] for text in texts], dtype=np.float64)

    space = TextSpace(["一二三", "一二三四五六七八九十"], by_length)
    assert space.nearest(space.place(["甲乙丙"])).positions[0, 0] == 0


def test_usual_similarities_look_across_groups() -> None:
    texts = ["保本保息，到期必兑", "保本保息，到期必兑！", "外汇跟单平台，胜率九成"]
    within = TextSpace(texts).usual_similarities(["a", "a", "b"])
    across = TextSpace(texts).usual_similarities(["a", "b", "c"])
    assert within.max() < 0.1
    assert across.max() > 0.9


def test_no_labelled_text_is_refused() -> None:
    with pytest.raises(LearningAidError, match="no labelled text"):
        TextSpace([])
