"""Stands in for the real scanner where reading, writing and resuming are tested.

Marks 保本 as a guaranteed return, in every passage, and misses a risk warning; knows nothing else of ads.
"""

import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from multiprocessing import parent_process

from classifier.finding import (
    Absence,
    Change,
    Citation,
    CitationRole,
    Edit,
    EditKind,
    Finding,
    MissingFact,
    Outcome,
    Priority,
    Referral,
    Status,
    Verdict,
    Versions,
)
from classifier.legal.category import CODES
from classifier.normalizing.disguises import Disguise, DisguiseKind
from classifier.text import AdCopy, Evidence, Passage, Span
from service.scanned_ad import CategoryName

CATEGORY_NAMES = tuple(CategoryName(code=code, zh=f"类别{n}", en=f"category {n}") for n, code in enumerate(CODES, 1))
LAW_AS_OF = date(2026, 1, 1)
_PROMISE = re.compile(r"保[*·]?本(?:保息)?")


class FakeScanner:
    """Same methods as the scanner."""

    def __init__(self, rules_version: str = "fake-1", failing_text: str | None = None) -> None:
        self._rules_version = rules_version
        self._failing_text = failing_text

    @property
    def versions(self) -> Versions:
        return Versions(
            settings="default",
            finad="0.0",
            taxonomy="t1",
            law="l1",
            rules=self._rules_version,
            policy="p1/default",
            registry=None,
            model=None,
        )

    def scan(self, ad_copy: AdCopy, /) -> Verdict:
        for passage in ad_copy.passages:
            if self._failing_text is not None and self._failing_text in passage.text:
                raise ZeroDivisionError(f"told to fail on {self._failing_text}")
        findings = tuple(finding for passage in ad_copy.passages for finding in _findings_in(passage))
        statuses = dict.fromkeys(CODES, Status.NONE) | {finding.category: finding.status for finding in findings}
        is_reject = any(finding.category == "guaranteed_return" for finding in findings)
        is_review = bool(findings)
        score = 80 if is_reject else 30 if is_review else 0
        return Verdict(
            copy_id=ad_copy.copy_id,
            outcome=Outcome.REJECT if is_reject else Outcome.REVIEW if is_review else Outcome.PASS,
            priority=Priority(score=score, parts={"severity": score}),
            scores={code: 0.9 if statuses[code] is not Status.NONE else 0.01 for code in CODES},
            statuses=statuses,
            findings=findings,
            law_as_of=ad_copy.published_on or LAW_AS_OF,
            versions=self.versions,
        )

    def scan_many(self, ad_copies: Iterable[AdCopy], /) -> Iterator[Verdict]:
        return map(self.scan, ad_copies)


def make_fake_scanner() -> FakeScanner:
    """Importable by worker processes."""
    return FakeScanner()


def make_failing_scanner() -> FakeScanner:
    return FakeScanner(failing_text="炸")


def make_dying_scanner() -> FakeScanner:
    """Ends every worker process without a word; harmless in the first process."""
    if parent_process() is not None:
        os._exit(9)
    return FakeScanner()


def _findings_in(passage: Passage) -> Iterator[Finding]:
    for match in _PROMISE.finditer(passage.text):
        span = Span(*match.span())
        quote = match.group()
        is_disguised = not quote.startswith("保本")
        yield Finding(
            category="guaranteed_return",
            status=Status.VIOLATION,
            probability=0.9,
            evidence=(Evidence.of(passage, span),),
            detector="fake",
            rule_id="fake-promise",
            reason_zh="承诺保本。",
            reason_en="Promises the principal.",
            disguises=(Disguise(kinds=(DisguiseKind.SEPARATOR,), original=quote, folded="保本"),)
            if is_disguised
            else (),
            citations=(
                Citation(
                    provision_id="fake-25",
                    role=CitationRole.BASIS,
                    cite_zh="《某法》第二十五条",
                    cite_en="Some Law, art. 25",
                    is_confirmed=False,
                    in_force_from=date(2015, 9, 1),
                    in_force_to=None,
                ),
            ),
            referrals=(Referral(desk_id="fake-desk", name_zh="某某局", name_en="some bureau"),),
            edit=Edit(
                kind=EditKind.DELETE,
                changes=(Change(passage_id=passage.passage_id, span=span, quote=quote, replacement=""),),
                note_zh="删去承诺。",
                note_en="Delete the promise.",
                is_verified=True,
            ),
        )
    if "理财" in passage.text and "风险" not in passage.text:
        yield Finding(
            category="missing_risk_warning",
            status=Status.VIOLATION,
            probability=0.8,
            evidence=(),
            detector="fake",
            rule_id=None,
            reason_zh="没有风险提示。",
            reason_en="No risk warning.",
            absence=Absence(
                forms_searched=("投资有风险",),
                passages_searched=(passage.passage_id,),
                nearest_miss=None,
                images_not_read=(),
                risk_bearer=None,
            ),
        )
    if "贷款" in passage.text:
        yield Finding(
            category="unlicensed_offering",
            status=Status.NEEDS_FACT,
            probability=0.4,
            evidence=(Evidence.of(passage, Span(passage.text.index("贷款"), passage.text.index("贷款") + 2)),),
            detector="fake",
            rule_id="fake-loan",
            reason_zh="需要查证放贷资质。",
            reason_en="The lending licence must be looked up.",
            missing_fact=MissingFact(
                fact_id="licence",
                question_zh="是否持有放贷牌照？",
                question_en="Does it hold a lending licence?",
                where_zh="监管机构名单",
                where_en="regulator's list",
            ),
        )
