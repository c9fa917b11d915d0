"""Judges the ads that a crawl of the sample portal found against its truth.

A found ad is a truth ad of the same page when one of these holds, words being compared by their pairs of neighbouring
characters, without spaces, punctuation and width:

* picture: one of its pictures has the very bytes of the banner;
* words: it holds at least ``MIN_COVERED`` of the truth's words, and at least ``MIN_OWN`` of its own words are the
  truth's (so that a whole page is no ad);
* landing: it leads to the same address, and holds at least ``MIN_COVERED_WITH_LANDING`` of the words or has none.

Each found ad and each truth ad counts once: what is left over is a false find, also the second half of an ad found in
two parts, and a miss. Ads found on the pages of advertisers themselves are counted apart and judged neither way.

Knows nothing of files and servers.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from crawler.sample_portal.truth import Banner, Truth, TruthAd

MIN_COVERED = 0.6
MIN_OWN = 0.3
MIN_COVERED_WITH_LANDING = 0.3
_RECOVERED = 0.8
"""Share of the pairs of a piece of text that must be there for it to count as recovered."""
_PORT = re.compile(r"(?<=\.test)(?::|%3[Aa])\d+")

Pairs = Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAd:
    """An ad as a crawl reports it on a page."""

    ad_id: str
    page_url: str
    texts: tuple[tuple[str, str], ...]
    """Kind and words of each creative, landing text left out."""
    landing_urls: tuple[str, ...] = ()
    """As stated, and where following led."""
    found_by: tuple[str, ...] = ()
    picture_sha256s: tuple[str, ...] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A found ad and the truth ad it is."""

    page_url: str
    truth: TruthAd
    found: FoundAd
    covered: float
    """Share of the truth's words that were found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A truth ad that was not found."""

    page_url: str
    truth: TruthAd


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseFind:
    """A found ad that is none, or a second find of one, or too small a part of one."""

    found: FoundAd
    resembles: str | None
    """Id of the truth ad on the page that it has words of or leads to; ``None`` for what is no ad at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many of how many."""

    hits: int
    of: int

    @property
    def share(self) -> float | None:
        """``None`` of none."""
        return self.hits / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRate:
    """What became of the pieces of text of one kind."""

    truths: int
    recovered: int
    """Whose words are somewhere in the found ad."""
    same_kind: int
    """Whose words are in a creative of the same kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerReading:
    """How well a banner was read."""

    ad_id: str
    accuracy: float
    """1 - edits / characters, not below 0."""
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The judgement on one crawl."""

    matches: tuple[Match, ...]
    misses: tuple[Miss, ...]
    false_finds: tuple[FalseFind, ...]
    unjudged: int
    """Ads found on pages of advertisers."""

    @property
    def recall(self) -> Rate:
        """Truth ads found, of all."""
        return Rate(hits=len(self.matches), of=len(self.matches) + len(self.misses))

    @property
    def precision(self) -> Rate:
        """Found ads that are truth ads, of all judged."""
        return Rate(hits=len(self.matches), of=len(self.matches) + len(self.false_finds))

    def recall_where(self, is_counted: Callable[[TruthAd], bool]) -> Rate:
        """Recall over the truth ads that ``is_counted`` holds for."""
        hits = sum(is_counted(match.truth) for match in self.matches)
        return Rate(hits=hits, of=hits + sum(is_counted(miss.truth) for miss in self.misses))

    def precision_of(self, way: str) -> Rate:
        """Precision of what was found by ``way``, among other ways or alone."""
        hits = sum(way in match.found.found_by for match in self.matches)
        return Rate(hits=hits, of=hits + sum(way in false.found.found_by for false in self.false_finds))


def score(truth: Truth, found: Iterable[FoundAd]) -> Score:
    """Judge what was found; the same ad on the same page twice is one find."""
    by_page: dict[tuple[object, ...], dict[str, FoundAd]] = defaultdict(dict)
    unjudged = 0
    for ad in found:
        if urlsplit(ad.page_url).hostname in truth.hosts:
            by_page[address_key(ad.page_url)].setdefault(ad.ad_id, ad)
        else:
            unjudged += 1
    matches: list[Match] = []
    misses: list[Miss] = []
    false_finds: list[FalseFind] = []
    for page in truth.pages:
        candidates = tuple(by_page.pop(address_key(page.url), {}).values())
        paired = _pair(page.url, page.ads, candidates)
        matches += paired
        matched = {id(match.found) for match in paired}
        found_truths = {match.truth.ad_id for match in paired}
        misses += [Miss(page_url=page.url, truth=ad) for ad in page.ads if ad.ad_id not in found_truths]
        false_finds += [
            FalseFind(found=ad, resembles=_resembled(page.ads, ad)) for ad in candidates if id(ad) not in matched
        ]
    false_finds += [FalseFind(found=ad, resembles=None) for ads in by_page.values() for ad in ads.values()]
    return Score(matches=tuple(matches), misses=tuple(misses), false_finds=tuple(false_finds), unjudged=unjudged)


def address_key(url: str) -> tuple[object, ...]:
    """What makes two spellings of an address the same: port, escapes, order of the query and fragment left out."""
    parts = urlsplit(_PORT.sub("", url))
    query = tuple(sorted((key, _PORT.sub("", value)) for key, value in parse_qsl(parts.query, errors="replace")))
    return ((parts.hostname or "").lower(), unquote(parts.path) or "/", query)


def pairs_of(texts: Iterable[str]) -> Pairs:
    """Pairs of neighbouring characters of each text, letters and digits alone."""
    pairs: Pairs = Counter()
    for text in texts:
        plain = _plain(text)
        pairs.update(first + second for first, second in pairwise(plain))
    return pairs


def kind_rates(score: Score) -> dict[str, KindRate]:
    """By kind, what became of the pieces of text of the truth ads that were found."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for match in score.matches:
        for piece in match.truth.pieces:
            wanted = pairs_of(piece.text.splitlines())
            anywhere = pairs_of(text for _, text in match.found.texts)
            in_kind = pairs_of(text for kind, text in match.found.texts if kind == piece.kind)
            count = counts[piece.kind]
            count[0] += 1
            count[1] += _covered(wanted, anywhere) >= _RECOVERED
            count[2] += _covered(wanted, in_kind) >= _RECOVERED
    return {kind: KindRate(truths=n, recovered=r, same_kind=s) for kind, (n, r, s) in sorted(counts.items())}


def banner_readings(score: Score) -> tuple[BannerReading, ...]:
    """How well the banner of each truth ad was read; 0 for one that was not found."""
    readings = [
        BannerReading(ad_id=miss.truth.ad_id, accuracy=0.0, read="") for miss in score.misses if miss.truth.banner
    ]
    for match in score.matches:
        if match.truth.banner is not None:
            own = {_plain(text.text) for text in match.truth.texts}
            read = [
                text
                for kind, text in match.found.texts
                if kind in {"image_text", "footnote"} and _plain(text) not in own
            ]
            readings.append(
                BannerReading(
                    ad_id=match.truth.ad_id,
                    accuracy=reading_accuracy(match.truth.banner, read),
                    read="\n".join(read),
                )
            )
    return tuple(readings)


def reading_accuracy(banner: Banner, read: Sequence[str]) -> float:
    """1 - edits / characters, spaces and width ignored, whatever the order in which the lines were read."""
    words = [_folded(text) for text in (*banner.words, *banner.small_print)]
    whole = "".join(words)
    rest = _folded("".join(read))
    in_order = Levenshtein.distance(whole, rest)
    edits = 0
    # The longest first: they find their place most safely.
    for phrase in sorted(words, key=len, reverse=True):
        place = fuzz.partial_ratio_alignment(phrase, rest) if rest else None
        if place is None or place.score < 50:
            edits += len(phrase)
            continue
        start, end = (place.dest_start, place.dest_end) if len(phrase) <= len(rest) else (0, len(rest))
        edits += Levenshtein.distance(phrase, rest[start:end])
        rest = rest[:start] + rest[end:]
    edits = min(edits + len(rest), in_order)
    return max(0.0, 1.0 - edits / len(whole))


def _pair(page_url: str, truths: Sequence[TruthAd], found: Sequence[FoundAd]) -> list[Match]:
    likely = sorted(
        (
            (likeness, truth_number, found_number)
            for truth_number, truth in enumerate(truths)
            for found_number, ad in enumerate(found)
            if (likeness := _likeness(truth, ad)) is not None
        ),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    taken_truths: set[int] = set()
    taken_found: set[int] = set()
    matches = []
    for _, truth_number, found_number in likely:
        if truth_number not in taken_truths and found_number not in taken_found:
            taken_truths.add(truth_number)
            taken_found.add(found_number)
            truth, ad = truths[truth_number], found[found_number]
            matches.append(Match(page_url=page_url, truth=truth, found=ad, covered=_shares(truth, ad)[0]))
    return matches


def _resembled(truths: Sequence[TruthAd], found: FoundAd) -> str | None:
    own, truth = max(((_shares(truth, found)[1], truth) for truth in truths), key=lambda e: e[0], default=(0.0, None))
    if truth is not None and own >= MIN_OWN:
        return truth.ad_id
    return next((truth.ad_id for truth in truths if _leads_alike(truth, found)), None)


def _leads_alike(truth: TruthAd, found: FoundAd) -> bool:
    landings = {address_key(url) for url in (truth.landing, truth.landing_final) if url}
    return bool(landings & {address_key(url) for url in found.landing_urls})


def _likeness(truth: TruthAd, found: FoundAd) -> float | None:
    """How much a found ad is the truth ad; ``None`` when it is not."""
    covered, own = _shares(truth, found)
    is_picture = truth.banner is not None and truth.banner.sha256 in found.picture_sha256s
    is_landing = _leads_alike(truth, found)
    has_words = any(_plain(text) for _, text in found.texts)
    by_words = covered >= MIN_COVERED and own >= MIN_OWN
    by_landing = is_landing and (covered >= MIN_COVERED_WITH_LANDING or not has_words)
    if not (is_picture or by_words or by_landing):
        return None
    return covered + own + is_landing + is_picture


def _shares(truth: TruthAd, found: FoundAd) -> tuple[float, float]:
    """Share of the truth's words that were found, and share of the found words that are the truth's."""
    wanted = pairs_of(line for piece in truth.pieces for line in piece.text.splitlines())
    held = pairs_of(line for _, text in found.texts for line in text.splitlines())
    return _covered(wanted, held), _covered(held, wanted)


def _covered(wanted: Pairs, held: Pairs) -> float:
    total = wanted.total()
    return (wanted & held).total() / total if total else 0.0


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())
