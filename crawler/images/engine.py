"""The one place that calls RapidOCR: finds lines of text in pixels and recognises them.

Its wheel carries the models; nothing is fetched. Knows nothing of files, scales or order.
"""

import logging
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from crawler.errors import MissingLibraryError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Corners = NDArray[np.float32]

_UNLIMITED = 1_000_000
_PARAMETERS: dict[str, Any] = {
    "Global.log_level": "critical",
    # Scaling, padding and sorting out weak lines are decided by the caller, who knows the picture.
    "Global.text_score": 0.0,
    "Global.use_vertical_padding": False,
    "Global.min_side_len": 1,
    "Global.max_side_len": _UNLIMITED,
    "Det.limit_type": "max",
    "Det.limit_side_len": _UNLIMITED,
    # Turns lines of a few characters upside down that stand upright; pictures askew are turned as a whole instead.
    "Global.use_cls": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What one cutting says."""

    text: str
    confidence: float


class TextEngine:
    """RapidOCR with its default models. Not safe for use by two threads at once."""

    def __init__(self, *, threads: int) -> None:
        """Load the models (about half a second).

        Raises:
            MissingLibraryError: rapidocr is not installed.
        """
        try:
            from rapidocr import RapidOCR  # noqa: PLC0415
        except ImportError as error:
            raise MissingLibraryError("rapidocr", extra="crawl") from error

        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        self._ocr: Any = RapidOCR(params={**_PARAMETERS, "EngineConfig.onnxruntime.intra_op_num_threads": threads})
        models = self._ocr.cfg.Rec
        self.name = f"rapidocr {version('rapidocr')} ({models.ocr_version.value} {models.model_type.value})"

    def detect(self, pixels: "Pixels") -> "list[Corners]":
        """Four corners (x, y) of each line of text, clockwise from the upper left; ``pixels`` are rows of BGR."""
        from rapidocr.main import RapidOCRError  # noqa: PLC0415

        try:
            _, found = self._ocr.detect_and_crop(pixels, {})
        except RapidOCRError:  # its way of saying that there is no text
            return []
        return list(found.boxes)

    def recognise(self, pixels: "Pixels", lines: "list[Corners]") -> list[Recognised]:
        """What each of the lines says; a line more than half as tall again as wide is read from top to bottom."""
        if not lines:
            return []
        found = self._ocr.recognize_txt(self._ocr.crop_text_regions(pixels, lines))
        return [
            Recognised(text=text, confidence=float(score)) for text, score in zip(found.txts, found.scores, strict=True)
        ]
