"""What an ad offers: where each product type is named, and which one a claim belongs to.

The lawfulness of 保本 turns on this (the exception in article 25(1) of the Advertising Law is by product).
Knows nothing of claims.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.datafile import StrictSchema, entry_id_of, validate
from classifier.datafolder import read_file_as
from classifier.errors import DataProblem
from classifier.known_ids import UNREADABLE, KnownIds
from classifier.language.cues import Cues, CueSchema, register_cues
from classifier.language.sentences import sentence_at
from classifier.matching import MatcherBuilder, Matches
from classifier.text import Span


class _ProductEntry(CueSchema):
    id: str


class _ProductFile(StrictSchema):
    version: str
    products: tuple[dict[str, object], ...]
    groups: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ProductLexicon:
    """How each product type is named, and named groups of types for use in rules."""

    cues: Mapping[str, Cues]
    """By product id."""
    groups: Mapping[str, frozenset[str]]
    names: KnownIds
    """What rules may name: ids and groups, entries with errors included."""

    def expand(self, names: Sequence[str]) -> frozenset[str]:
        """Product ids for a mixture of ids and group names.

        Raises:
            KeyError: a name is neither.
        """
        found: set[str] = set()
        for name in names:
            if name in self.cues:
                found.add(name)
            elif name in self.groups:
                found |= self.groups[name]
            elif name not in self.names:
                raise KeyError(name)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Mention:
    """A product named in a passage."""

    product_id: str
    span: Span
    """Normalised code points."""


def load_products(
    folder: Path, known_ids: KnownIds, builder: MatcherBuilder, problems: list[DataProblem]
) -> ProductLexicon:
    """Read ``products.yaml``, which must name every product of the taxonomy and no other.

    Faulty entries become problems and are left out.
    """
    path = folder / "products.yaml"
    content = read_file_as(_ProductFile, folder, path.name, problems)
    if content is None:
        return ProductLexicon(cues={}, groups={}, names=UNREADABLE)
    cues: dict[str, Cues] = {}
    for index, raw in enumerate(content.products):
        entry_id = entry_id_of(raw, index)
        entry = validate(_ProductEntry, raw, file=path.name, entry_id=entry_id, problems=problems)
        if entry is not None:
            cues[entry.id] = register_cues(entry, builder, file=path.name, entry_id=entry_id, problems=problems)
    named = KnownIds(entry_id_of(raw, index) for index, raw in enumerate(content.products))
    for unknown in sorted(known_ids.unknown(cues)):
        problems.append(DataProblem(path.name, unknown, "not a product of taxonomy.yaml"))
    for unnamed in sorted(named.unknown(known_ids)):
        problems.append(DataProblem(path.name, unnamed, "a product of taxonomy.yaml that has no entry here"))
    for name, members in content.groups.items():
        for unknown in sorted(named.unknown(members)):
            problems.append(DataProblem(path.name, f"groups.{name}", f"unknown product {unknown!r}"))
    return ProductLexicon(
        cues=cues,
        groups={name: frozenset(members) for name, members in content.groups.items()},
        names=KnownIds((*named, *content.groups)),
    )


def find_mentions(lexicon: ProductLexicon, matches: Matches) -> tuple[Mention, ...]:
    """Every place in a passage where a product is named, in text order."""
    found = [Mention(product_id, span) for product_id, cues in lexicon.cues.items() for span in cues.spans(matches)]
    found.sort(key=lambda mention: (mention.span, mention.product_id))
    return tuple(found)


def nearest_products(
    mentions: Sequence[Mention], sentences: tuple[Span, ...], span: Span, length: int
) -> frozenset[str]:
    """Products named nearest to ``span`` in its own sentence; empty when the sentence names none.

    Distance counts code points between the two; a product named inside the claim is at distance nought.
    """
    sentence = sentence_at(sentences, span.start, length)
    best: set[str] = set()
    best_distance = length + 1
    for mention in mentions:
        if not mention.span.overlaps(sentence):
            continue
        distance = max(span.start - mention.span.end, mention.span.start - span.end, 0)
        if distance < best_distance:
            best, best_distance = {mention.product_id}, distance
        elif distance == best_distance:
            best.add(mention.product_id)
    return frozenset(best)
