import numpy as np
import pytest

from classifier.errors import ModelFileError
from classifier.neural.encoding import AdEncoder
from classifier.neural.engines import usable_threads
from classifier.neural.onnx_engine import OnnxEngine
from tests.classifier.neural.small_model import FakeEngine, small_tokenizer, weights_of, write_network

TOKENIZER = small_tokenizer()
WEIGHTS = weights_of(TOKENIZER, {"exaggerated_performance": "胜率", "guaranteed_return": "保本"}, misses_warning=True)
TEXTS = ("一二三", "他的胜率", "保本", "天地人你我他胜率稳赢跟单晒保本息理财产品", "投资有风险", "")


@pytest.fixture(scope="module")
def windows():
    encoded = AdEncoder(TOKENIZER, max_tokens=12).encode([(text,) for text in TEXTS])
    return [window for ad in encoded for window in ad.windows]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("network") / "model.onnx"
    write_network(path, WEIGHTS)
    return path


@pytest.mark.parametrize("threads", [1, 3])
def test_a_network_gives_its_logits_in_the_order_asked(path, windows, threads):
    logits, evidence = OnnxEngine(path, threads=threads).mark(windows)
    expected_logits, expected_evidence = FakeEngine(WEIGHTS).mark(windows)
    np.testing.assert_allclose(logits, expected_logits, rtol=1e-6)
    for values, expected in zip(evidence, expected_evidence, strict=True):
        np.testing.assert_allclose(values, expected, rtol=1e-6)


def test_scores_are_those_of_marking_without_the_marks(path, windows):
    engine = OnnxEngine(path, threads=2)
    assert np.array_equal(engine.score(windows), engine.mark(windows)[0])


def test_a_window_gets_the_same_numbers_alone_and_among_others(path, windows):
    engine = OnnxEngine(path, threads=2)
    together = engine.score(windows)
    assert all(np.array_equal(engine.score([window])[0], row) for window, row in zip(windows, together, strict=True))


def test_nothing_asked_is_nothing_answered(path):
    assert OnnxEngine(path).score([]).shape == (0, 9)


def test_what_is_no_network_of_ours_is_named(tmp_path):
    path = tmp_path / "model.onnx"
    path.write_bytes(b"not a network")
    with pytest.raises(ModelFileError, match=r"model.onnx: not a network that runs here"):
        OnnxEngine(path)
    write_network(path, WEIGHTS, logits_name="answers")
    with pytest.raises(ModelFileError, match=r"the outputs answers, evidence; a model has .* logits, evidence"):
        OnnxEngine(path)


def test_threads_are_shared_by_processes_and_never_none():
    assert usable_threads(10_000) == 1
    assert usable_threads() >= 1
