"""Flattens a scanned ad into one table row.

Knows nothing of the table's file format.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from classifier.finding import Edit, Finding
from service.scanned_ad import CategoryName, ScannedAd
from service.wording import EDITS, OUTCOMES, PASSAGES, STATUSES, Term

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's name for machines and for people."""

    key: str
    title: Term


def columns_of(categories: Sequence[CategoryName]) -> tuple[Column, ...]:
    """The columns in order, nine statuses and nine scores among them."""
    plain = (
        ("id", "编号", "id"),
        ("outcome", "判定", "outcome"),
        ("priority", "优先级", "priority"),
        ("advertiser", "广告主", "advertiser"),
        ("published_on", "发布日期", "published on"),
        ("channel", "渠道", "channel"),
        ("text", "广告文本", "ad text"),
        ("findings", "问题说明", "findings"),
        ("quotes", "原文引用", "quotes"),
        ("law", "法律依据", "law"),
        ("referrals", "移送单位", "refer to"),
        ("facts", "待查事实", "facts to look up"),
        ("edits", "修改建议", "edits"),
    )
    return (
        *(Column(key=key, title=Term(zh, en)) for key, zh, en in plain),
        *(Column(key=f"status_{c.code}", title=Term(c.zh, c.en)) for c in categories),
        *(Column(key=f"score_{c.code}", title=Term(f"{c.zh}·概率", f"{c.en}, probability")) for c in categories),
    )


def row_of(scanned: ScannedAd, categories: Sequence[CategoryName]) -> tuple[Cell, ...]:
    """Cells in the order of ``columns_of``; for people, Chinese first."""
    ad_copy, verdict = scanned.ad_copy, scanned.verdict
    names = {category.code: category.zh for category in categories}
    findings = verdict.findings
    outcome = OUTCOMES[verdict.outcome]
    return (
        ad_copy.copy_id,
        f"{outcome.zh} {outcome.en}",
        verdict.priority.score,
        ad_copy.advertiser,
        ad_copy.published_on,
        ad_copy.channel,
        "\n".join(f"【{PASSAGES[p.kind].zh}】{p.text}" for p in ad_copy.passages)
        if len(ad_copy.passages) > 1
        else "".join(p.text for p in ad_copy.passages),
        "\n".join(f"{names.get(f.category, f.category)}（{STATUSES[f.status].zh}）：{f.reason_zh}" for f in findings),
        "\n".join(dict.fromkeys(evidence.quote for finding in findings for evidence in finding.evidence)),
        "\n".join(dict.fromkeys(citation.cite_zh for finding in findings for citation in finding.citations)),
        "\n".join(dict.fromkeys(desk.name_zh for finding in findings for desk in finding.referrals)),
        "\n".join(dict.fromkeys(_fact_text(finding) for finding in findings if finding.missing_fact)),
        "\n".join(dict.fromkeys(edit_text(finding.edit) for finding in findings if finding.edit)),
        *(STATUSES[verdict.statuses[category.code]].zh for category in categories),
        *(round(verdict.scores[category.code], 4) for category in categories),
    )


def edit_text(edit: Edit) -> str:
    """One line that says what to change."""
    changes = "；".join(
        f"“{change.quote}” → “{change.replacement}”" if change.quote else f"+ “{change.replacement}”"
        for change in edit.changes
    )
    head = f"{EDITS[edit.kind].zh}：{changes}" if changes else EDITS[edit.kind].zh
    return f"{head}（{edit.note_zh}）" if edit.note_zh else head


def _fact_text(finding: Finding) -> str:
    fact = finding.missing_fact
    if fact is None:
        return ""
    subject = f"“{fact.subject}”：" if fact.subject else ""
    return f"{subject}{fact.question_zh} {fact.where_zh}"
