"""The ads in what servers answered: by declared paths, by the shape of records, and in pages.

Knows nothing of how the exchanges were recorded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from crawler.ad import FoundBy
from crawler.apps.ad_fields import AdFields, ad_of_fields
from crawler.apps.bodies import header, is_picture, picture_key, plain_body, text_of
from crawler.apps.declared_paths import DeclaredPath, declared_records
from crawler.apps.json_tree import tree_of_answer
from crawler.apps.record_shape import shaped_records
from crawler.capture import Exchange
from crawler.errors import EncodingError
from crawler.pages.decoding import page_of_response
from crawler.pages.filter_engine import FilterEngine
from crawler.pages.finding import find_ads
from crawler.pages.found import FoundAd

_HTML_STARTS = ("<!doctype html", "<html", "<head", "<body", "<div", "<!--")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReading:
    """By what ads are found in answers."""

    entries: tuple[DeclaredPath, ...]
    filters: FilterEngine | None = None
    """For answers that are pages."""


def ads_of_answers(
    exchanges: Sequence[Exchange], reading: AnswerReading, *, pictures: Mapping[str, bytes]
) -> tuple[FoundAd, ...]:
    """Find the ads of all answers, in their order; the frame of an ad is the address of its answer.

    ``pictures`` holds the bytes of pictures that were fetched, by ``bodies.picture_key``.
    """
    return tuple(ad for exchange in exchanges for ad in _ads_of(exchange, exchanges, reading, pictures))


def pictures_of(exchanges: Iterable[Exchange]) -> dict[str, bytes]:
    """The pictures that were fetched, by ``bodies.picture_key``."""
    return {
        picture_key(exchange.url): body
        for exchange in exchanges
        if exchange.body and is_good(exchange) and (body := plain_body(exchange)) and is_picture(body)
    }


def is_good(exchange: Exchange) -> bool:
    """Whether the answer is what was asked for, not an error or a hop on the way."""
    return exchange.status is not None and 200 <= exchange.status < 300


def _ads_of(
    exchange: Exchange, exchanges: Sequence[Exchange], reading: AnswerReading, pictures: Mapping[str, bytes]
) -> Iterator[FoundAd]:
    body = plain_body(exchange) if is_good(exchange) else None
    if not body or is_picture(body) or b"\0" in body[:64].replace(b"\xff\xfe", b"").replace(b"\xfe\xff", b""):
        return
    text = text_of(body, exchange.headers)
    if text is None:
        return
    tree = tree_of_answer(text)
    if tree is not None:
        yield from _ads_of_tree(tree, exchange.url, reading, pictures)
    elif _is_html(text, exchange):
        yield from _ads_of_page(body, exchange, exchanges, reading, pictures)


def _ads_of_tree(tree: object, url: str, reading: AnswerReading, pictures: Mapping[str, bytes]) -> Iterator[FoundAd]:
    found = [
        _Record(place=r.place, fields=r.fields, found_by=(FoundBy.DECLARED_PATH,), proof=r.entry.proof)
        for r in declared_records(tree, url, reading.entries)
    ]
    found += (
        _Record(place=r.place, fields=r.fields, found_by=(FoundBy.RECORD_SHAPE,), proof=r.proof)
        for r in shaped_records(tree)
    )
    seen: set[AdFields] = set()
    for record in _merged(found):
        # Some interfaces list one ad under two names.
        if record.fields in seen:
            continue
        seen.add(record.fields)
        ad = ad_of_fields(
            record.fields,
            found_by=record.found_by,
            proof=record.proof,
            answer_url=url,
            selector=record.place,
            pictures=pictures,
        )
        if ad is not None:
            yield ad


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    place: str
    fields: AdFields
    found_by: tuple[FoundBy, ...]
    proof: str


def _merged(found: Sequence[_Record]) -> list[_Record]:
    """Join what several ways found at one place or inside it; what the first leaves open the others fill."""
    merged: list[_Record] = []
    at: dict[str, int] = {}
    above: dict[str, int] = {}
    for record in found:
        if record.fields == AdFields():
            continue
        outer = [record.place, *_outer_places(record.place)]
        number = next((at[place] for place in outer if place in at), above.get(record.place))
        if number is not None:
            merged[number] = _joined(merged[number], record)
            continue
        at[record.place] = len(merged)
        for place in outer[1:]:
            above.setdefault(place, len(merged))
        merged.append(record)
    return merged


def _outer_places(place: str) -> list[str]:
    """The places around a place, the nearest first."""
    return [place[:end] for end in range(len(place) - 1, 0, -1) if place[end] in ".["]


def _joined(first: _Record, second: _Record) -> _Record:
    stated = {
        part.name: getattr(first.fields, part.name) or getattr(second.fields, part.name) for part in fields(AdFields)
    }
    return _Record(
        place=first.place,
        fields=AdFields(**stated),
        found_by=tuple(dict.fromkeys(first.found_by + second.found_by)),
        proof=f"{first.proof}; {second.proof}",
    )


def _is_html(text: str, exchange: Exchange) -> bool:
    media_type = (header(exchange.headers, "content-type") or "").partition(";")[0].strip().lower()
    if media_type in {"text/html", "application/xhtml+xml"}:
        return "<" in text
    return media_type in {"", "text/plain"} and text[:200].lstrip("\ufeff \t\r\n").lower().startswith(_HTML_STARTS)


def _ads_of_page(
    body: bytes,
    exchange: Exchange,
    exchanges: Sequence[Exchange],
    reading: AnswerReading,
    pictures: Mapping[str, bytes],
) -> Iterator[FoundAd]:
    try:
        page = page_of_response(exchange.url, body, exchange.headers)
    except EncodingError:
        return
    fetched = {other.url: pictures.get(picture_key(other.url)) for other in exchanges}
    page = replace(
        page,
        resources={url: content for url, content in fetched.items() if content is not None},
        requested_urls={other.url: other.resource_type or "other" for other in exchanges if other is not exchange},
    )
    for ad in find_ads(page, filters=reading.filters):
        yield ad if ad.frame_url is not None else replace(ad, frame_url=exchange.url)
