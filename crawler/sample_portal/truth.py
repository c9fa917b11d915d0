"""Which ads stand on which page of the portal, and what should become of its difficult pages: ``site/truth.json``.

Written by hand with the pages; addresses carry no port.
"""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.sample_portal.files import SITE


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthText:
    """Words that a reader sees in an ad."""

    kind: str
    """As ``crawler.ad.CreativeKind`` names them."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A picture of an ad."""

    path: Path
    words: tuple[str, ...]
    """In reading order."""
    small_print: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Of the file's bytes."""
        return sha256(self.path.read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthAd:
    """An ad that stands on a page."""

    ad_id: str
    texts: tuple[TruthText, ...]
    """Without the words of the banner."""
    banner: Banner | None
    landing: str | None
    """Where its link leads, as the page states it; ``None`` for an article that is itself the ad."""
    landing_final: str | None
    """The same after the redirects of trackers."""
    label: str | None
    """How the page marks it, where it does."""
    ways: tuple[str, ...]
    """By what it can be told, as ``crawler.ad.FoundBy`` names it; none is excluded that works as well."""
    needs_browser: bool
    """Whether plain HTTP does not show it, or not that it is an ad."""

    @property
    def pieces(self) -> tuple[TruthText, ...]:
        """All words, those of the banner among them."""
        if self.banner is None:
            return self.texts
        image_text = TruthText(kind="image_text", text="\n".join(self.banner.words))
        small = tuple(TruthText(kind="footnote", text=text) for text in self.banner.small_print)
        return (image_text, *small, *self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthPage:
    """A page that can be read."""

    url: str
    is_mobile: bool
    """Whether it is made for a telephone's window."""
    ads: tuple[TruthAd, ...]
    decoys: tuple[str, ...]
    """What on it looks like an ad and is none, for people to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultPage:
    """A page that cannot be had."""

    url: str
    problems: tuple[str, ...]
    """As ``crawler.capture.Problem`` names them; any of these is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """Addresses without end."""

    url: str
    """They all begin so."""
    most_pages: int
    """A crawler that asks for more is caught."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """All that is known of the portal."""

    pages: tuple[TruthPage, ...]
    difficult_pages: tuple[DifficultPage, ...]
    traps: tuple[Trap, ...]

    @property
    def hosts(self) -> frozenset[str]:
        """Hosts whose pages it lists; the others are advertisers, networks and trackers."""
        return frozenset(urlsplit(page.url).hostname or "" for page in self.pages)


@cache
def load_truth(site: Path = SITE) -> Truth:
    """Read the truth of the portal in a folder."""
    raw: dict[str, Any] = json.loads((site / "truth.json").read_bytes())
    words: dict[str, dict[str, list[str]]] = json.loads((site / "banners.json").read_bytes())
    return Truth(
        pages=tuple(
            TruthPage(
                url=page["url"],
                is_mobile=page["is_mobile"],
                ads=tuple(_ad(ad, words, site) for ad in page["ads"]),
                decoys=tuple(page["decoys"]),
            )
            for page in raw["pages"]
        ),
        difficult_pages=tuple(
            DifficultPage(url=page["url"], problems=tuple(page["problems"])) for page in raw["special"]
        ),
        traps=tuple(Trap(url=trap["url"], most_pages=trap["most_pages"]) for trap in raw["traps"]),
    )


def _ad(raw: dict[str, Any], words: dict[str, dict[str, list[str]]], site: Path) -> TruthAd:
    banner = None
    if raw["banner"] is not None:
        path = site / raw["banner"]
        banner = Banner(
            path=path, words=tuple(words[path.name]["words"]), small_print=tuple(words[path.name]["small_print"])
        )
    return TruthAd(
        ad_id=raw["id"],
        texts=tuple(TruthText(kind=text["kind"], text=text["text"]) for text in raw["texts"]),
        banner=banner,
        landing=raw["landing"],
        landing_final=raw["landing_final"],
        label=raw["label"],
        ways=tuple(raw["ways"]),
        needs_browser=raw["needs_browser"],
    )
