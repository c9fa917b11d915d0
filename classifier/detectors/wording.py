"""Applies the rules: nominates wordings, then drops those that context, product or word borders explain.

Every nomination is kept with what became of it, so that "why was this (not) flagged" is answered by data.
Knows nothing of policy beyond the probability of a strength.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from classifier.finding import Finding, MissingFact
from classifier.language.cues import CueOwners
from classifier.places import SpanIndex
from classifier.reading import Reading, ReadPassage
from classifier.rulebook import Companion, Domain, Rule, Rulebook, Within
from classifier.text import Span

_MAX_EVIDENCE = 8
"""Quotations kept per rule: the rest of a repetitive ad proves nothing more."""


class Dropped(StrEnum):
    """Why a nomination came to nothing."""

    NOT_AN_AD = "not_an_ad"
    NOT_FINANCIAL = "not_financial"
    CUTS_WORD = "cuts_word"
    PRODUCT = "product"
    COMPANION_MISSING = "companion_missing"
    COMPANION_PRESENT = "companion_present"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """A wording that a rule names, and what became of it."""

    rule: Rule
    page: ReadPassage
    span: Span
    """Normalised code points of the passage."""
    dropped: Dropped | None
    detail: str
    """The context, product or companion that decided; empty when it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingDetector:
    """The rules of a rulebook as a detector."""

    rulebook: Rulebook
    probability_of: Mapping[str, float]
    """Probability per strength name, from policy."""
    ask: Callable[..., MissingFact]
    """Makes the question for a fact id; takes the product to pick the registry."""
    _rules: tuple[Rule, ...] = field(init=False, repr=False)
    _owners: CueOwners = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rules", tuple(self.rulebook.rules))
        object.__setattr__(self, "_owners", CueOwners.of(rule.cues for rule in self._rules))

    @property
    def name(self) -> str:
        """Stable name of the detector."""
        return "wording"

    def detect(self, reading: Reading) -> tuple[Finding, ...]:
        """One finding per rule, with the places where its wording stands as a claim."""
        standing = self.standing(reading)
        return tuple(self._finding(reading, nominations) for nominations in standing.values())

    def standing(self, reading: Reading, rules: Iterable[Rule] | None = None) -> dict[str, list[Nomination]]:
        """Rule id to all nominations that stand, for those of ``rules`` (``None``: all) that have any."""
        found: dict[str, list[Nomination]] = {}
        for nomination in self.nominations(reading, rules):
            if nomination.dropped is None:
                found.setdefault(nomination.rule.rule_id, []).append(nomination)
        return found

    def nominations(self, reading: Reading, rules: Iterable[Rule] | None = None) -> Iterator[Nomination]:
        """Every wording that any of ``rules`` (``None``: all) names in the ad, in rule order then text order."""
        for rule in self._present(reading) if rules is None else rules:
            for page in reading.pages:
                spans = _outermost(rule.cues.spans(page.matches))
                if not spans:
                    continue
                judge = _Judge(rule, reading, page)
                for span in spans:
                    dropped, detail = judge.judge(span)
                    yield Nomination(rule=rule, page=page, span=span, dropped=dropped, detail=detail)

    def _present(self, reading: Reading) -> Iterator[Rule]:
        """The rules of which a wording stands in the ad, in order."""
        for place in self._owners.present(*(page.matches for page in reading.pages)):
            yield self._rules[place]

    def _finding(self, reading: Reading, nominations: list[Nomination]) -> Finding:
        rule = nominations[0].rule
        evidence = tuple(nomination.page.evidence(nomination.span) for nomination in nominations[:_MAX_EVIDENCE])
        disguises = tuple(
            dict.fromkeys(
                disguise for nomination in nominations for disguise in nomination.page.disguises(nomination.span)
            )
        )
        quote = "、".join(dict.fromkeys(f"“{piece.quote}”" for piece in evidence[:3]))
        if len(nominations) > _MAX_EVIDENCE:
            quote += f"（共{len(nominations)}处）"
        return Finding(
            category=rule.category,
            status=rule.status,
            probability=self.probability_of[rule.strength],
            evidence=evidence,
            detector=self.name,
            rule_id=rule.rule_id,
            reason_zh=rule.reason_zh.replace("{quote}", quote),
            reason_en=rule.reason_en.replace("{quote}", quote),
            missing_fact=None
            if rule.missing_fact is None
            else self.ask(rule.missing_fact, product=_product_of(reading, nominations[0])),
            disguises=disguises,
        )


def _product_of(reading: Reading, nomination: Nomination) -> str | None:
    return min(reading.products_of(nomination.page, nomination.span), default=None)


def _outermost(spans: list[Span]) -> list[Span]:
    """Drop spans inside or overlapping an earlier, longer one (``spans`` come sorted)."""
    kept: list[Span] = []
    for span in spans:
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
        elif len(kept[-1]) < len(span):
            kept[-1] = span
    return kept


class _Judge:
    """Says what becomes of the places at which one passage names a rule's wording."""

    def __init__(self, rule: Rule, reading: Reading, page: ReadPassage) -> None:
        self._rule = rule
        self._reading = reading
        self._page = page
        self._places: dict[Companion, bool | SpanIndex] = {}

    def judge(self, span: Span) -> tuple[Dropped | None, str]:
        """Why the wording at ``span`` comes to nothing, if it does, and what decided."""
        rule, reading, page = self._rule, self._reading, self._page
        if rule.advert_only and not reading.is_advert:
            return Dropped.NOT_AN_AD, reading.genre.name
        if rule.domain is Domain.FINANCE and not reading.is_financial:
            return Dropped.NOT_FINANCIAL, ""
        context = page.context_of(span, rule.cleared_by)
        if context is not None:
            return Dropped.CONTEXT, f"{context.kind.value}: {page.text[context.cue.start : context.cue.end]}"
        if rule.products or rule.except_products:
            near = reading.products_of(page, span)
            if rule.products and near and near.isdisjoint(rule.products):
                return Dropped.PRODUCT, ", ".join(sorted(near))
            if near and near <= rule.except_products:
                return Dropped.PRODUCT, ", ".join(sorted(near))
        for companion in rule.needs:
            if not self._stands_near(companion, span):
                return Dropped.COMPANION_MISSING, companion.within.value
        for companion in rule.lacks:
            if self._stands_near(companion, span):
                return Dropped.COMPANION_PRESENT, companion.within.value
        if rule.whole_words and reading.segmenter.splits_word(page.text, span):
            return Dropped.CUTS_WORD, ""
        return None, ""

    def _stands_near(self, companion: Companion, span: Span) -> bool:
        places = self._places.get(companion)
        if places is None:
            places = self._places[companion] = self._find(companion)
        if not isinstance(places, SpanIndex):
            return places
        return places.overlaps(
            self._page.sentence(span) if companion.within is Within.SENTENCE else self._page.clause(span)
        )

    def _find(self, companion: Companion) -> bool | SpanIndex:
        """Where a companion stands in the passage; whether it stands in the ad at all, where that is enough."""
        if companion.within is Within.AD:
            return any(companion.cues.spans(page.matches) for page in self._reading.pages)
        return SpanIndex(companion.cues.spans(self._page.matches))
