import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")

import numpy as np  # noqa: E402

from classifier.errors import EngineUnavailableError  # noqa: E402
from models.errors import NetworkError  # noqa: E402
from models.exporting.engines import TorchEngine, TorchPrecision, fast_torch_engine  # noqa: E402
from models.exporting.row_network import TwoHeadRowNetwork  # noqa: E402
from models.training.network import Pooling, TwoHeadNetwork  # noqa: E402
from tests.models.exporting.tiny_network import tiny_network, windows  # noqa: E402


@pytest.mark.parametrize("kind", ["bert", "modernbert"])
@pytest.mark.parametrize("pooling", Pooling)
def test_windows_end_to_end_are_judged_as_alone(kind: str, pooling: Pooling) -> None:
    network = tiny_network(kind, pooling=pooling)
    logits, evidence = TorchEngine(network).mark(windows())
    found, found_evidence = fast_torch_engine(network).mark(windows())
    np.testing.assert_allclose(found, logits, atol=1e-4)
    np.testing.assert_allclose(np.concatenate(found_evidence), np.concatenate(evidence), atol=1e-4)


def test_the_network_given_stays_as_it_is() -> None:
    network = tiny_network().train()
    before = TorchEngine(tiny_network()).score(windows())
    fast_torch_engine(network, precision=TorchPrecision.BF16)
    assert network.training
    assert network.encoder.config._attn_implementation == "sdpa"
    assert np.array_equal(TorchEngine(network).score(windows()), before)


def test_an_encoder_that_reads_otherwise_is_refused_and_asked_with_padding(monkeypatch: pytest.MonkeyPatch) -> None:
    network = tiny_network("bert")
    expected = TorchEngine(network).score(windows())
    forward = type(network.encoder).forward

    def goes_by_its_own_places(self: object, position_ids: torch.Tensor | None = None, **rest: object) -> object:
        return forward(self, position_ids=None if position_ids is None else position_ids * 0, **rest)

    monkeypatch.setattr(type(network.encoder), "forward", goes_by_its_own_places)
    with pytest.raises(NetworkError, match="says something else of windows end to end"):
        TwoHeadRowNetwork(network)
    np.testing.assert_allclose(fast_torch_engine(network).score(windows()), expected, atol=1e-4)


def test_an_encoder_that_reads_one_way_only_is_refused() -> None:
    network = tiny_network("bert")
    for layer in network.encoder.encoder.layer:
        layer.attention.self.is_causal = True
    with pytest.raises(NetworkError, match="reads from left to right"):
        TwoHeadRowNetwork(network)


def test_what_the_device_cannot_do_is_named() -> None:
    network: TwoHeadNetwork = tiny_network()
    with pytest.raises(EngineUnavailableError, match="take bf16 or fp32"):
        fast_torch_engine(network, precision=TorchPrecision.FP16)
    with pytest.raises(EngineUnavailableError, match="sees no device 'cuda:99'"):
        fast_torch_engine(network, device="cuda:99")
