"""``finad check``: one ad, judged and shown.

Knows nothing of files of ads.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import orjson
from rich.console import Console

from classifier.finding import Outcome
from classifier.scanner import ScannerConfig
from classifier.trail import scan_with_trail
from classifier.verdict_json import verdict_record
from crawler.ad import Ad, Creative, CreativeKind
from crawler.readers import RowError, readable_name
from crawler.readers.encoding import decode_bytes
from crawler.readers.published import published_at_of
from service.commands.scanning import category_names, scanner_of
from service.errors import CommandInputError, WrongUsageError
from service.scanned_ad import ScannedAd, ad_copy_of
from service.terminal.screen import write_out
from service.terminal.verdict_view import VerdictView
from service.wording import Lang

_GRAVITY = {Outcome.PASS: 0, Outcome.REVIEW: 1, Outcome.REJECT: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """One ad as it was typed, and how to answer."""

    text: str
    """``-`` reads standard input."""
    title: str | None = None
    footnote: str | None = None
    advertiser: str | None = None
    published: str | None = None
    channel: str | None = None
    as_json: bool = False
    trail_path: Path | None = None
    """Where to write the decision trail."""
    lang: Lang = Lang.ZH
    fail_on: Outcome | None = None
    """Answer with exit status 4 when the outcome is this or graver."""


FLAGGED_STATUS = 4


def run_check(request: CheckRequest, config: ScannerConfig, console: Console) -> int:
    """Judge the ad, show the verdict, return the exit status.

    Raises:
        CommandInputError: the ad cannot be read.
    """
    ad_copy = ad_copy_of(_ad_of(request))
    scanner = scanner_of(config)
    if request.trail_path is not None:
        verdict, trail = scan_with_trail(scanner, ad_copy)
        content = orjson.dumps(trail, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        try:
            request.trail_path.write_bytes(content)
        except OSError as error:
            shown = readable_name(str(request.trail_path))
            raise CommandInputError(f"{shown}: the trail cannot be written: {error.strerror}") from error
    else:
        verdict = scanner.scan(ad_copy)
    if request.as_json:
        option = orjson.OPT_INDENT_2 if console.is_terminal else 0
        write_out(orjson.dumps(verdict_record(verdict), option=option | orjson.OPT_APPEND_NEWLINE))
    else:
        view = VerdictView(category_names(scanner.assembly.taxonomy), request.lang)
        console.print(view.draw(ScannedAd(ad_copy=ad_copy, verdict=verdict)))
    is_grave = request.fail_on is not None and _GRAVITY[request.fail_on] <= _GRAVITY[verdict.outcome]
    return FLAGGED_STATUS if is_grave else 0


def _ad_of(request: CheckRequest) -> Ad:
    text = decode_bytes(sys.stdin.buffer.read(), "stdin") if request.text == "-" else request.text
    try:
        published_at = published_at_of(request.published)
    except RowError as error:
        raise WrongUsageError(f"--date {request.published!r} is no date; write it as 2021-05-01") from error
    pieces = (
        (CreativeKind.TITLE, request.title),
        (CreativeKind.BODY, text),
        (CreativeKind.FOOTNOTE, request.footnote),
    )
    creatives = tuple(Creative(kind=kind, text=piece) for kind, piece in pieces if piece is not None and piece.strip())
    if not creatives:
        raise CommandInputError("there is no text to check; give the ad copy, or - to read it from standard input")
    for creative in creatives:
        try:
            creative.text.encode()
        except UnicodeEncodeError as error:
            raise CommandInputError(
                f"the {creative.kind.value} holds bytes that are not UTF-8, at character {error.start}; "
                "pass it through standard input instead"
            ) from error
    return Ad(
        ad_id="text",
        creatives=creatives,
        advertiser_raw=None if request.advertiser is None else readable_name(request.advertiser),
        published_at=published_at,
        channel=None if request.channel is None else readable_name(request.channel),
    )
