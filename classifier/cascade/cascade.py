"""Ads through the cascade: what was judged before, what the first stage clears, and the rest for the full scan.

Knows nothing of rules or models; who judges is told by the caller.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from classifier.cascade.config import CascadeConfig
from classifier.cascade.first_stage import FirstStage, load_first_stage
from classifier.cascade.near_repeats import NearRepeatEncoder
from classifier.cascade.recent import Recent
from classifier.cascade.remembering_engine import RememberingEngine
from classifier.errors import CascadeError, ModelFileError
from classifier.finding import Verdict
from classifier.neural.model import NeuralModel
from classifier.text import AdCopy

Judge = Callable[[Sequence[AdCopy]], Iterable[Verdict]]
"""Verdicts on ads, in their order."""

_LONGEST_KEPT = 4_000
"""The verdict on an ad of more characters is not kept: such seldom repeat, and take much room."""
_NO_ID = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CascadeStatistics:
    """What became of the ads so far."""

    ads: int
    repeated: int
    """Ads whose content had been judged before."""
    cleared: int
    """Ads that the first stage passed."""
    judged: int
    """Ads that went through the full scan."""


class Cascade:
    """Hands each ad to the cheapest judge that may judge it. Safe to share between threads."""

    def __init__(self, config: CascadeConfig, first_stage: FirstStage | None = None) -> None:
        self._config = config
        self._first_stage = first_stage
        self._verdicts: Recent[AdCopy, Verdict] = Recent(config.verdicts)
        self._lock = Lock()
        self._ads = self._cleared = self._judged = 0

    @property
    def settings(self) -> list[str]:
        """What of it changes verdicts, in words."""
        first_stage = [] if self._first_stage is None else [f"cascade {self._first_stage.manifest.label}"]
        return first_stage + (["near repeats read alike"] if self._config.near_repeats else [])

    @property
    def statistics(self) -> CascadeStatistics:
        """What became of the ads so far."""
        with self._lock:
            return CascadeStatistics(
                ads=self._ads,
                repeated=self._ads - self._cleared - self._judged,
                cleared=self._cleared,
                judged=self._judged,
            )

    def judge(self, copies: Sequence[AdCopy], *, passed: Judge, full_scan: Judge) -> list[Verdict]:
        """Judge ads, in their order.

        Args:
            copies: the ads.
            passed: gives the verdict on ads that pass without being read.
            full_scan: gives the verdict on all others.
        """
        contents = [replace(copy, copy_id=_NO_ID) for copy in copies]
        known = {
            content: verdict
            for content, verdict in zip(contents, self._verdicts.find(contents), strict=True)
            if verdict is not None
        }
        new = [content for content in dict.fromkeys(contents) if content not in known]
        is_cleared = [False] * len(new) if self._first_stage is None else self._first_stage.clears(new).tolist()
        cleared = [content for content, is_clear in zip(new, is_cleared, strict=True) if is_clear]
        others = [content for content, is_clear in zip(new, is_cleared, strict=True) if not is_clear]
        fresh = _judged(cleared, passed) | _judged(others, full_scan)
        # What was cleared is cleared again as fast as it is found.
        self._verdicts.keep((content, fresh[content]) for content in others if _is_short(content))
        with self._lock:
            self._ads += len(copies)
            self._cleared += len(cleared)
            self._judged += len(others)
        answers = known | fresh
        return [replace(answers[content], copy_id=copy.copy_id) for copy, content in zip(copies, contents, strict=True)]


def load_cascade(config: CascadeConfig, *, taxonomy_version: str, has_registries: bool = False) -> Cascade:
    """Put a cascade together.

    Raises:
        ModelFileError: the first stage cannot be loaded, or was fitted to another taxonomy.
        CascadeError: there is to be a first stage beside lists of institutions, of which it knows nothing.
    """
    if config.first_stage is None:
        return Cascade(config)
    if has_registries:
        raise CascadeError(
            "the first stage of a cascade cannot know whom a licence or watch list names, and would clear their ads; "
            "scan without --cascade, or without lists"
        )
    first_stage = load_first_stage(config.first_stage)
    if first_stage.manifest.taxonomy_version != taxonomy_version:
        raise ModelFileError(
            f"{config.first_stage}: fitted to taxonomy {first_stage.manifest.taxonomy_version}, the taxonomy in use is "
            f"{taxonomy_version}; fit it again (finad cascade fit), or scan without --cascade"
        )
    return Cascade(config, first_stage)


def with_cascade(model: NeuralModel, config: CascadeConfig) -> NeuralModel:
    """A model that computes only once what it is asked twice, and reads copies alike where that is asked for."""
    return replace(
        model,
        encoder=NearRepeatEncoder(model.encoder) if config.near_repeats else model.encoder,
        engine=RememberingEngine(model.engine, most=config.windows),
    )


def _judged(copies: Sequence[AdCopy], judge: Judge) -> dict[AdCopy, Verdict]:
    return dict(zip(copies, judge(copies), strict=True)) if copies else {}


def _is_short(copy: AdCopy) -> bool:
    return sum(len(passage.text) for passage in copy.passages) <= _LONGEST_KEPT
