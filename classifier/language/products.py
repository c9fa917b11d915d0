"""What an ad offers: where each product type is named, and which one a claim belongs to.

The lawfulness of 保本 turns on this (the exception in article 25(1) of the Advertising Law is by product).
Knows nothing of claims.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from classifier.datafiles.datafile import StrictSchema, entry_id_of, validate
from classifier.datafiles.datafolder import read_file_as
from classifier.datafiles.known_ids import UNREADABLE, KnownIds
from classifier.errors import DataProblem
from classifier.language.cues import CueOwners, Cues, CueSchema, register_cues
from classifier.matching.matcher import MatcherBuilder, Matches
from classifier.places import SpanIndex
from classifier.text import Span


class _ProductEntry(CueSchema):
    id: str


class _ProductFile(StrictSchema):
    version: str
    products: tuple[dict[str, object], ...]
    groups: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A product named in a passage."""

    product_id: str
    span: Span
    """Normalised code points."""


class Mentions:
    """Every place in a passage where a product is named, in text order."""

    __slots__ = ("_index", "found")

    def __init__(self, found: Sequence[Mention]) -> None:
        """Keep ``found``, sorted by place."""
        self.found = tuple(found)
        self._index = SpanIndex([mention.span for mention in found])

    def nearest(self, span: Span, area: Span) -> frozenset[str]:
        """Products named nearest to ``span`` within ``area``; empty when that names none.

        Distance counts code points between the two; a product named inside the claim is at distance nought.
        """
        return frozenset(self.found[place].product_id for place in self._index.nearest(span, area))


@dataclass(frozen=True, slots=True)
class ProductLexicon:
    """How each product type is named, and named groups of types for use in rules."""

    cues: Mapping[str, Cues]
    """By product id."""
    groups: Mapping[str, frozenset[str]]
    names: KnownIds
    """What rules may name: ids and groups, entries with errors included."""
    _owners: CueOwners = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_owners", CueOwners.of(self.cues.values()))

    def mentions(self, matches: Matches) -> Mentions:
        """Every place in a passage where a product is named."""
        ids = tuple(self.cues)
        found = [
            Mention(ids[place], span)
            for place in self._owners.present(matches)
            for span in self.cues[ids[place]].spans(matches)
        ]
        found.sort(key=lambda mention: (mention.span, mention.product_id))
        return Mentions(found)

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
