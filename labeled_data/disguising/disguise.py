"""Writes one text in one disguise, or with one noise, at one strength.

Knows nothing of labels.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from classifier.text import Span
from labeled_data.disguising.channel import channel_edits
from labeled_data.disguising.draws import Draws
from labeled_data.disguising.edits import Edit, edited, moved, without_conflicts, without_losses
from labeled_data.disguising.emoji import emoji_places
from labeled_data.disguising.homophones import homophone_places
from labeled_data.disguising.kinds import ChannelHabit, Disguise, Noise, Strength
from labeled_data.disguising.look_alikes import look_alike_places
from labeled_data.disguising.ocr import ocr_edits
from labeled_data.disguising.pinyin import pinyin_places
from labeled_data.disguising.places import Place, chosen
from labeled_data.disguising.separators import separator_places
from labeled_data.disguising.shuffling import shuffle_places
from labeled_data.disguising.splits import split_places
from labeled_data.disguising.table_set import TableSet
from labeled_data.disguising.variants import variant_places
from labeled_data.disguising.words import Wording, wording_of, words_of

_PLACES: dict[Disguise, Callable[[str, Span, TableSet], list[Place]]] = {
    Disguise.SEPARATORS: separator_places,
    Disguise.VARIANTS: variant_places,
    Disguise.HOMOPHONES: homophone_places,
    Disguise.PINYIN: pinyin_places,
    Disguise.SPLITS: split_places,
    Disguise.LOOK_ALIKES: look_alike_places,
    Disguise.EMOJI: emoji_places,
    Disguise.SHUFFLING: shuffle_places,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Disguised:
    """A text in disguise."""

    original: str
    text: str
    spans: tuple[Span | None, ...]
    """Where the spans asked for stand now, in their order; ``None`` for one wholly cut away with the end."""
    edits: tuple[Edit, ...]
    """In text order, places of the original; empty where nothing was eligible and the text is unchanged."""

    @property
    def is_truncated(self) -> bool:
        """Whether the end of the text was cut away."""
        return any(edit.truncates for edit in self.edits)

    @property
    def touched(self) -> int:
        """Number of code points replaced, deleted or inserted."""
        return sum(edit.touched for edit in self.edits)

    def moved(self, span: Span) -> Span | None:
        """Return where a place of the original stands now; ``None`` if it was wholly cut away with the end."""
        return moved(span, self.edits, len(self.text))


def disguise_text(  # noqa: PLR0913 - what is disguised, how, and what may not go
    text: str,
    spans: Sequence[Span] = (),
    *,
    kind: Disguise | Noise,
    strength: Strength,
    tables: TableSet,
    seed: int,
    targets: Sequence[Span] | None = None,
    without: Collection[ChannelHabit] = (),
) -> Disguised:
    """Disguise ``text``. The same arguments give the same result on every machine with the same dictionaries.

    The random choices do not depend on the strength: a disguise at a higher strength touches every place that it
    touches at a lower one. No span loses all its characters, and none comes to cover what was not part of it, save
    that a replaced character becomes all of what replaces it.

    Args:
        text: any text.
        spans: places of ``text`` to be carried along.
        kind: the disguise or noise.
        strength: how much is touched.
        tables: what is written for what.
        seed: any whole number.
        targets: places to hide; ``None`` for ``spans``. Where there are none, words that the tables list as risky,
            or random words of a text without those, so that harmless texts are disguised the same way.
        without: what channel noise leaves out.

    Raises:
        ValueError: a span or target reaches past the end of the text.
    """
    wanted = tuple(spans if targets is None else targets)
    for span in (*spans, *wanted):
        if len(text) < span.end:
            raise ValueError(f"span [{span.start}, {span.end}) reaches past a text of {len(text)} code points")
    if not text:
        return Disguised(original=text, text=text, spans=(), edits=())
    draws = Draws(text, kind.value, tables.name, str(seed))
    if kind is Noise.OCR:
        found = ocr_edits(text, tables, strength, draws)
    elif kind is Noise.CHANNEL:
        found = channel_edits(text, words_of(text), spans, tables, strength, draws, without=without)
    else:
        wording = wording_of(text, wanted, tables.risky_words, draws)
        found = _disguise_edits(text, wording, Disguise(kind), tables, strength, draws)
    edges = {edge for span in spans for edge in (span.start, span.end)}
    exact = (edit for edit in found if edit.truncates or edges.isdisjoint(range(edit.start + 1, edit.end)))
    edits = without_losses(without_conflicts(exact, len(text)), (*spans, Span(0, len(text))))
    written = edited(text, edits)
    return Disguised(
        original=text,
        text=written,
        spans=tuple(moved(span, edits, len(written)) for span in spans),
        edits=edits,
    )


def _disguise_edits(
    text: str, wording: Wording, kind: Disguise, tables: TableSet, strength: Strength, draws: Draws
) -> tuple[Edit, ...]:
    places = _PLACES[kind]
    return chosen(
        [places(text, word, tables) for word in wording.targets],
        [places(text, word, tables) for word in wording.others],
        strength,
        draws,
    )
