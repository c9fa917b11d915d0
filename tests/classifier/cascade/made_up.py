"""First stages whose answers can be told by hand."""

from datetime import date

import numpy as np

from classifier.cascade.first_stage import (
    GRAMS,
    Bound,
    FirstStage,
    FirstStageManifest,
    first_stage_version,
)
from classifier.cascade.grams import SLOTS, GramReader

BOUND = Bound(of="labelled as violating", alpha=0.02, confidence=0.95, examples=300, threshold=0.5)


def weights_for(wanted: str) -> np.ndarray:
    """Weights under which the characters of ``wanted`` alone speak for something to be found."""
    weights = np.zeros(SLOTS, np.int8)
    for character in wanted:
        weights[GramReader().read([character]).slots[0][0]] = 127
    return weights


def manifest_for(
    weights: np.ndarray, *, clears_below: float | None = 0.5, most_characters: int = 200, taxonomy_version: str = "1"
) -> FirstStageManifest:
    return FirstStageManifest(
        name="first-stage",
        version=first_stage_version(weights, clears_below, most_characters),
        grams=GRAMS,
        clears_below=clears_below,
        most_characters=most_characters,
        bounds=(BOUND,),
        model="small@0/fake",
        rules="1",
        taxonomy_version=taxonomy_version,
        trained_on={"train": "2 texts"},
        created=date(2026, 1, 2),
    )


def first_stage(wanted: str = "保本", **settings: object) -> FirstStage:
    weights = weights_for(wanted)
    return FirstStage(manifest_for(weights, **settings), weights)
