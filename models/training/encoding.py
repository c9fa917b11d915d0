"""Labelled ads as arrays: token ids with the labels of the text and of every token.

A text is read as the scanner reads it: normalised, disguises undone. Knows nothing of the network.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from classifier import Span
from classifier.legal.category import CODES
from classifier.normalizing.normalized import NormalizedText
from labeled_data.example import LabeledExample

UNKNOWN = -1.0
"""Label that takes part in no loss."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedExample:
    """One labelled text; categories in the order of ``CODES``."""

    tokens: npt.NDArray[np.int64]
    """Ids without special tokens, shape (tokens,)."""
    labels: npt.NDArray[np.float32]
    """1, 0 or ``UNKNOWN``, or a probability where a machine labelled; shape (9,)."""
    evidence: npt.NDArray[np.float32]
    """1 for tokens that prove the category, 0 for others, ``UNKNOWN`` where nobody marked; shape (tokens, 9)."""
    weight: float = 1.0
    """How much the text counts in the loss."""
    hint: npt.NDArray[np.int64] | None = None
    """Ids of what the network is told of the text, shape (tokens,); ``None`` for one that is told nothing."""

    @property
    def framing(self) -> int:
        """Tokens of a window that are not the text: special ones and the hint."""
        return 2 if self.hint is None else 3 + len(self.hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleEncoder:
    """Turns labelled texts into arrays."""

    tokenizer: Tokenizer
    normalize: Callable[[str], NormalizedText]
    hint: Callable[[str], str] | None = None
    """What the network is told of a raw text before it reads it."""

    def encode(
        self,
        examples: Iterable[LabeledExample],
        *,
        weight: float = 1.0,
        targets: npt.NDArray[np.float32] | None = None,
    ) -> list[EncodedExample]:
        """Encode ``examples`` in order.

        Args:
            examples: labelled texts.
            weight: how much each counts in the loss.
            targets: probabilities to learn in place of the labels, shape (texts, 9).
        """
        given = list(examples)
        texts = [self.normalize(example.text) for example in given]
        encodings = self.tokenizer.encode_batch([text.text for text in texts], add_special_tokens=False)
        encoded = []
        labels = [_labels(example) for example in given] if targets is None else targets
        for example, answers, text, encoding in zip(given, labels, texts, encodings, strict=True):
            spans = [text.raw_span(Span(start, end)) for start, end in encoding.offsets]
            encoded.append(
                EncodedExample(
                    tokens=np.array(encoding.ids, dtype=np.int64),
                    labels=answers,
                    evidence=_evidence(example, spans),
                    weight=weight,
                    hint=self._hint_of(example.text),
                )
            )
        return encoded

    def _hint_of(self, text: str) -> npt.NDArray[np.int64] | None:
        if self.hint is None:
            return None
        return np.array(self.tokenizer.encode(self.hint(text), add_special_tokens=False).ids, dtype=np.int64)


def _labels(example: LabeledExample) -> npt.NDArray[np.float32]:
    return np.array(
        [UNKNOWN if code in example.unknown else float(code in example.positive) for code in CODES], dtype=np.float32
    )


def _evidence(example: LabeledExample, tokens: Sequence[Span]) -> npt.NDArray[np.float32]:
    """Mark the tokens that overlap evidence. A positive without a span, or an unknown, leaves its tokens open."""
    marks = np.zeros((len(tokens), len(CODES)), dtype=np.float32)
    for column, code in enumerate(CODES):
        spans = example.evidence.get(code, ())
        if code in example.unknown or (code in example.positive and not spans):
            marks[:, column] = UNKNOWN
        for row, token in enumerate(tokens):
            if any(token.start < span.end and span.start < token.end for span in spans):
                marks[row, column] = 1.0
    return marks
