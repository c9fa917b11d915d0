"""finad's engines as it runs them: texts to windows by the table, and windows to answers.

Knows nothing of the peers.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from variant import Probabilities, Shape, UnavailableError, VariantSettings, sigmoid

from classifier.errors import ClassifierError
from classifier.neural.encoding import EncodedAd, load_encoder
from classifier.neural.engines import EngineName, load_engine
from classifier.neural.manifest import TOKENIZER, read_manifest
from classifier.neural.windows import one_answer

_PADDED_TO = {"openvino": 8, "openvino-bf16": 8}
"""Engine → the multiple to which it pads a window; the others are given no padding."""


class EngineVariant:
    """An engine of finad by its name, asked for the nine answers alone."""

    def __init__(self, settings: VariantSettings, name: str, number_type: str) -> None:
        manifest = read_manifest(settings.model)
        try:
            self._engine = load_engine(settings.model, manifest, name=EngineName(name), threads=settings.threads)
        except ClassifierError as error:
            raise UnavailableError(str(error)) from error
        self._encoder = load_encoder(settings.model / TOKENIZER, max_tokens=manifest.max_tokens)
        self.number_type = number_type
        self._padded_to = _PADDED_TO.get(name, 1)
        self.skips_last_layer = name == "kernel" and manifest.pooling in ("cls", "cls_and_mean")

    def judge(self, texts: Sequence[str]) -> Probabilities:
        """Judge texts."""
        ads = self._encoded(texts)
        logits = self._engine.score([window for ad in ads for window in ad.windows])
        bounds = pairwise(accumulate((len(ad.windows) for ad in ads), initial=0))
        return sigmoid(np.stack([one_answer(logits[start:end]) for start, end in bounds]))

    def shapes(self, texts: Sequence[str]) -> list[Shape]:
        """Each window by itself, padded where the engine pads."""
        multiple = self._padded_to
        return [(1, -(-len(window) // multiple) * multiple) for ad in self._encoded(texts) for window in ad.windows]

    def _encoded(self, texts: Sequence[str]) -> list[EncodedAd]:
        return self._encoder.encode([[text] for text in texts])
