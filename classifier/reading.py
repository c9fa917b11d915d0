"""One ad, read: normalised passages with their matches, contexts and products, and what kind of text it is.

The common input of all detectors. Knows nothing of categories, rules or verdicts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from classifier.language.contexts import Context, ContextKind, ContextRules
from classifier.language.genre import Genre, GenreModel, judge_genre
from classifier.language.governing import ContextIndex
from classifier.language.offer import states_terms_of_offer
from classifier.language.products import Mention, Mentions, ProductLexicon
from classifier.language.sentences import Layout
from classifier.language.wholeness import is_fragment
from classifier.legal.provision import LegalFigure
from classifier.matching.matcher import Matcher, Matches
from classifier.normalizing.disguise import Unmasker, WordJoiner
from classifier.normalizing.disguises import Disguise
from classifier.normalizing.folding import fold
from classifier.normalizing.normalized import NormalizedText
from classifier.normalizing.segmentation import Segmenter
from classifier.text import AdCopy, Evidence, Passage, PassageKind, Span

T = TypeVar("T")

ASSERTION_CLEARING = frozenset(
    {
        ContextKind.NEGATION,
        ContextKind.WARNING,
        ContextKind.QUOTATION,
        ContextKind.QUESTION,
        ContextKind.EDUCATION,
    }
)
"""Contexts in which a wording is not the advertiser's own claim. A condition is: 亏损了我们包赔."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPassage:
    """A passage and everything found in it, in normalised code points."""

    passage: Passage
    normalized: NormalizedText
    matches: Matches
    layout: Layout
    contexts: tuple[Context, ...]
    _governing: ContextIndex = field(repr=False)
    _mentions: Mentions = field(repr=False)

    @property
    def text(self) -> str:
        """The normalised text; all spans but those of evidence point into it."""
        return self.normalized.text

    @property
    def sentences(self) -> tuple[Span, ...]:
        """Its sentences in order."""
        return self.layout.sentences

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Where products are named, in text order."""
        return self._mentions.found

    def evidence(self, span: Span) -> Evidence:
        """Quote the raw text behind a normalised ``span``."""
        return Evidence.of(self.passage, self.normalized.raw_span(span))

    def disguises(self, span: Span) -> tuple[Disguise, ...]:
        """Disguised spellings undone inside ``span``."""
        return self.normalized.disguises(span)

    def all_disguises(self) -> tuple[Disguise, ...]:
        """Every disguised spelling that was undone in the passage."""
        return self.normalized.disguises(Span(0, len(self.text))) if self.text else ()

    def sentence(self, span: Span) -> Span:
        """The sentence in which ``span`` starts."""
        return self.layout.sentence_at(span.start)

    def clause(self, span: Span) -> Span:
        """The clause in which ``span`` starts."""
        return self.layout.clause_at(span.start)

    def context_of(self, span: Span, kinds: Collection[ContextKind]) -> Context | None:
        """The first context of one of ``kinds`` that governs ``span``; ``None`` without one."""
        return self._governing.first(span, kinds)

    def is_asserted(self, span: Span) -> bool:
        """Whether ``span`` is the text's own claim: not negated, quoted, warned of, asked or explained."""
        return self.context_of(span, ASSERTION_CLEARING) is None

    def products_near_raw(self, raw: Span) -> frozenset[str]:
        """Products named nearest to a raw range, as of evidence."""
        starts, ends = self.normalized.starts, self.normalized.ends
        if starts is None or ends is None:
            return self.products_near(raw)
        start = bisect_right(ends, raw.start)
        return self.products_near(Span(start, max(bisect_left(starts, raw.end), start + 1)))

    def products_near(self, span: Span) -> frozenset[str]:
        """Products named nearest to ``span`` in its sentence; empty when the sentence names none."""
        return self._mentions.nearest(span, self.sentence(span))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One ad, read."""

    copy: AdCopy
    pages: tuple[ReadPassage, ...]
    """Passages that hold text, in reading order."""
    products: frozenset[str]
    """Ids of all products named anywhere in the ad."""
    investment_products: frozenset[str]
    """Those of ``products`` that carry an expected return."""
    genre: Genre
    on: date
    """Day whose law applies."""
    figure_lookup: Callable[..., LegalFigure | None] = field(repr=False)
    segmenter: Segmenter = field(repr=False)
    """Says where words begin and end."""
    _worked_out: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, work: Callable[["Reading"], T]) -> T:
        """What ``work`` makes of the ad, done for the first who asks: for what several judgements rest upon."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        found: T = self._worked_out[work]
        return found

    @property
    def is_advert(self) -> bool:
        """Whether the text promotes something, as against news, law, warnings and help pages."""
        return self.genre.is_advert

    @cached_property
    def is_offer(self) -> bool:
        """Whether an ad offers something, by wording of promotion or by the terms of a product."""
        return self.is_advert and (
            self.genre.has_promotion or any(states_terms_of_offer(page.text) for page in self.pages)
        )

    @property
    def is_financial(self) -> bool:
        """Whether any financial, investment or property product is named."""
        return bool(self.products)

    @cached_property
    def is_whole(self) -> bool:
        """Whether the ad stands complete, so that something missing can be seen to be missing."""
        bodies = [page for page in self.pages if page.passage.kind in (PassageKind.BODY, PassageKind.LANDING_TEXT)]
        last = (bodies or self.pages)[-1] if self.pages else None
        return last is not None and not is_fragment(last.text, self.segmenter)

    def is_cleared(self, page: ReadPassage, span: Span) -> bool:
        """Whether ``span`` stands negated, quoted, warned of, asked or explained, not asserted."""
        return not page.is_asserted(span)

    def products_of(self, page: ReadPassage, span: Span) -> frozenset[str]:
        """Products a claim at ``span`` is about: the nearest in its sentence, else all of the ad."""
        return page.products_near(span) or self.products

    def law_figure(self, name: str, **keys: str) -> LegalFigure | None:
        """Legal figure in force on the ad's day, with its source; ``None`` when none is known."""
        return self.figure_lookup(name, self.on, **keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Turns ad copy into a :class:`Reading`."""

    matcher: Matcher
    context_rules: ContextRules
    products: ProductLexicon
    investment: frozenset[str]
    """Ids of the products that carry an expected return."""
    genre_model: GenreModel
    unmasker: Unmasker | None
    """``None`` reads without undoing disguises (used to measure what undoing them costs on clean text)."""
    figure_lookup: Callable[..., LegalFigure | None]
    segmenter: Segmenter
    default_on: date
    """Day whose law applies to an ad without a date: the state of the law data, never the clock."""

    def read(self, copy: AdCopy) -> Reading:
        """Read all passages of ``copy``."""
        pages = tuple(self._read_passage(passage) for passage in copy.passages if passage.text.strip())
        named = frozenset(mention.product_id for page in pages for mention in page.mentions)
        return Reading(
            copy=copy,
            pages=pages,
            products=named,
            investment_products=named & self.investment,
            genre=judge_genre(self.genre_model, pages),
            on=copy.published_on or self.default_on,
            figure_lookup=self.figure_lookup,
            segmenter=self.segmenter,
        )

    def normalize(self, raw: str) -> NormalizedText:
        """Fold ``raw`` and undo disguises."""
        folded = fold(raw)
        if self.unmasker is None:
            return folded
        # Terms first: the unmasker weighs each gap against its term, the joiner only against the dictionary.
        return WordJoiner(self.segmenter).join(self.unmasker.unmask(folded))

    def _read_passage(self, passage: Passage) -> ReadPassage:
        normalized = self.normalize(passage.text)
        matches = self.matcher.find(normalized.text)
        layout = Layout(normalized.text)
        contexts = self.context_rules.find(matches, layout)
        return ReadPassage(
            passage=passage,
            normalized=normalized,
            matches=matches,
            layout=layout,
            contexts=contexts,
            _governing=ContextIndex(contexts, layout),
            _mentions=self.products.mentions(matches),
        )
