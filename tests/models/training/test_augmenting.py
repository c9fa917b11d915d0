"""Texts of an epoch in disguise: how many, how often twice, and the labels that stay."""

import random

from labeled_data.disguising import Disguise, Noise
from models.training.augmenting import Augmenting
from tests.models.training.made_up import examples

TEXTS = examples(0, 500)


def kinds(example_id: str) -> list[str]:
    """What was done to an example, read from the id that disguising gives it."""
    return [part.rsplit("-", 2)[0] for part in example_id.split("~")[1:]]


def test_the_wanted_share_is_changed_and_some_of_it_twice() -> None:
    changed = Augmenting(share=0.5, twice=0.2).disguised(TEXTS, random.Random(1))
    assert 0.45 < len(changed) / len(TEXTS) < 0.55
    done = [kinds(example.example_id) for example in changed.values()]
    assert 0.1 < sum(len(each) == 2 for each in done) / len(done) < 0.3
    assert {kind for each in done for kind in each} == {*Disguise, *Noise}


def test_kinds_that_are_hard_to_undo_are_shown_more_often() -> None:
    changed = Augmenting(share=1.0, twice=0.0).disguised(TEXTS, random.Random(2))
    done = [kinds(example.example_id)[0] for example in changed.values()]
    assert done.count(Disguise.HOMOPHONES) > 1.5 * done.count(Disguise.VARIANTS)


def test_labels_stay_and_evidence_moves_along() -> None:
    changed = Augmenting(share=1.0, twice=1.0).disguised(TEXTS, random.Random(3))
    for position, example in changed.items():
        assert example.positive == TEXTS[position].positive
        for spans in example.evidence.values():
            assert all(example.text[span.start : span.end] for span in spans)
