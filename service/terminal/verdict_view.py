"""Shows the verdict on one ad in a terminal: outcome, marked text, and the proof of each finding.

Knows nothing of commands or files.
"""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from classifier.finding import Absence, Citation, Edit, Finding, MissingFact, Notice, Outcome
from service.marks import Stretch, marks_in, stretches_of
from service.palette import SCREEN_PALETTE
from service.scanned_ad import CategoryName, ScannedAd
from service.terminal.visible import visible
from service.wording import (
    CITATION_ROLES,
    DISGUISES,
    EDITS,
    OUTCOMES,
    PASSAGES,
    PRIORITY_PARTS,
    STATUSES,
    Lang,
    Term,
)

_OUTCOME_STYLES = {Outcome.PASS: "green", Outcome.REVIEW: "yellow", Outcome.REJECT: "red"}
_SHOWN_QUOTES = 6


class VerdictView:
    """Draws verdicts in one language."""

    def __init__(self, categories: Sequence[CategoryName], lang: Lang = Lang.ZH) -> None:
        self._names = {category.code: Term(category.zh, category.en) for category in categories}
        self._numbers = {category.code: number for number, category in enumerate(categories, start=1)}
        self._lang = lang

    def draw(self, scanned: ScannedAd) -> RenderableType:
        """The whole verdict, top to bottom."""
        parts: list[RenderableType] = [self._head(scanned), self._copy(scanned)]
        for finding in scanned.verdict.findings:
            parts += [Rule(style="dim"), self._finding(finding)]
        for notice in scanned.verdict.notices:
            parts += [Rule(style="dim"), self._notice(notice)]
        if not scanned.verdict.findings:
            parts.append(
                Text(self._say("九类均未发现问题。", "Nothing found in any of the nine categories."), style="green")
            )
        return Group(*parts)

    def _say(self, zh: str, en: str) -> str:
        return zh if self._lang is Lang.ZH else en

    def _head(self, scanned: ScannedAd) -> RenderableType:
        verdict = scanned.verdict
        style = _OUTCOME_STYLES[verdict.outcome]
        outcome = OUTCOMES[verdict.outcome]
        line = Text()
        line.append(f" {outcome.in_lang(self._lang)} {verdict.outcome.value.upper()} ", style=f"bold reverse {style}")
        line.append(f"  {self._say('优先级', 'priority')} ")
        line.append(str(verdict.priority.score), style="bold")
        parts = [(name, points) for name, points in verdict.priority.parts.items() if points]
        if parts:
            shown = " + ".join(f"{self._part_name(name)} {points}" for name, points in parts)
            line.append(f" = {shown}", style="dim")
        as_of = verdict.law_as_of.isoformat()
        line.append(f"\n{self._say(f'按 {as_of} 有效的法律判断', f'by the law in force on {as_of}')}", style="dim")
        facts = [fact for fact in (scanned.ad_copy.advertiser, scanned.ad_copy.channel) if fact]
        if facts:
            line.append(f" · {visible(' · '.join(facts))}", style="dim")
        return Panel(line, border_style=style, expand=False)

    def _part_name(self, name: str) -> str:
        return PRIORITY_PARTS[name].in_lang(self._lang) if name in PRIORITY_PARTS else name

    def _copy(self, scanned: ScannedAd) -> RenderableType:
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for passage in scanned.ad_copy.passages:
            marks = marks_in(passage.passage_id, scanned.verdict.findings)
            text = self._marked(stretches_of(passage.text, marks)) if passage.text else self._not_read()
            table.add_row(PASSAGES[passage.kind].in_lang(self._lang), text)
        return Padding(table, (0, 0, 1, 1))

    def _not_read(self) -> Text:
        return Text(self._say("（图片未读取文字）", "(image not read)"), style="dim")

    def _marked(self, stretches: Sequence[Stretch]) -> Text:
        text = Text()
        for stretch in stretches:
            for code in stretch.starting:
                text.append(self._numeral(code), style=self._style(code))
            style = f"bold underline {self._style(stretch.categories[0])}" if stretch.categories else ""
            text.append(visible(stretch.text), style=style)
        return text

    def _numeral(self, code: str) -> str:
        return chr(ord("①") + self._numbers[code] - 1)

    def _style(self, code: str) -> str:
        return SCREEN_PALETTE[(self._numbers[code] - 1) % len(SCREEN_PALETTE)]

    def _finding(self, finding: Finding) -> RenderableType:
        head = Text()
        head.append(f"{self._numeral(finding.category)} ", style=f"bold {self._style(finding.category)}")
        head.append(self._names[finding.category].in_lang(self._lang), style=f"bold {self._style(finding.category)}")
        head.append(f"  {STATUSES[finding.status].in_lang(self._lang)}", style="bold")
        head.append(f" {finding.told_probability}")
        source = f"{finding.detector} · {finding.rule_id}" if finding.rule_id else finding.detector
        head.append(f"  {source}", style="dim")
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for label, text in self._rows(finding):
            table.add_row(label.in_lang(self._lang), text)
        return Group(head, Padding(table, (0, 0, 0, 2)))

    def _rows(self, finding: Finding) -> Iterator[tuple[Term, Text]]:
        yield Term("理由", "reason"), Text(visible(self._say(finding.reason_zh, finding.reason_en)))
        if finding.evidence:
            yield Term("原文", "quote"), self._quotes(finding)
        for disguise in finding.disguises:
            text = Text(f"“{visible(disguise.original)}”", style="bold")
            text.append(f" → {visible(disguise.folded)}", style="bold green")
            kinds = "、".join(DISGUISES[kind].in_lang(self._lang) for kind in disguise.kinds)
            text.append(f"  {kinds}", style="dim")
            yield Term("伪装", "disguise"), text
        if finding.absence is not None:
            yield Term("缺失", "absence"), self._absence(finding.absence)
        if finding.missing_fact is not None:
            yield Term("待查", "look up"), self._missing_fact(finding.missing_fact)
        if finding.citations:
            yield Term("法律", "law"), self._law(finding.citations)
        if finding.referrals:
            desks = (self._say(desk.name_zh, desk.name_en) for desk in finding.referrals)
            yield Term("移送", "refer to"), Text(self._say("、", ", ").join(desks))
        if finding.edit is not None:
            yield Term("修改", "edit"), self._edit(finding.edit)

    def _quotes(self, finding: Finding) -> Text:
        text = Text()
        for index, evidence in enumerate(finding.evidence[:_SHOWN_QUOTES]):
            text.append("\n" if index else "")
            text.append(f"“{visible(evidence.quote)}”", style=f"bold {self._style(finding.category)}")
            place = f"{evidence.passage_id}[{evidence.span.start}:{evidence.span.end}]"
            text.append(f"  {place}", style="dim")
        left = len(finding.evidence) - _SHOWN_QUOTES
        if left > 0:
            text.append(self._say(f"\n另有 {left} 处", f"\nand {left} more"), style="dim")
        return text

    def _absence(self, absence: Absence) -> Text:
        passages = "、".join(absence.passages_searched)
        forms, count = len(absence.forms_searched), len(absence.passages_searched)
        zh = f"查找了 {forms} 种写法，读了 {count} 段文字（{passages}）"
        text = Text(self._say(zh, f"looked for {forms} forms in {count} passages ({passages})"))
        miss = absence.nearest_miss
        if miss is not None:
            text.append(self._say("\n最接近：", "\nnearest: "))
            text.append(f"“{visible(miss.evidence.quote)}”", style="bold")
            text.append(f" ≈ {miss.form} {miss.similarity:.0%}", style="dim")
        if absence.risk_bearer:
            text.append(self._say("\n风险承担人：", "\nwho bears the risk: ") + visible(absence.risk_bearer))
        if absence.images_not_read:
            images = "、".join(absence.images_not_read)
            text.append(self._say(f"\n图片未读取：{images}", f"\nimages not read: {images}"), style="yellow")
        return text

    def _missing_fact(self, fact: MissingFact) -> Text:
        text = Text()
        if fact.subject:
            text.append(f"{visible(fact.subject)}  ", style="bold")
        text.append(self._say(fact.question_zh, fact.question_en))
        text.append(f"\n→ {self._say(fact.where_zh, fact.where_en)}", style="dim")
        return text

    def _law(self, citations: Sequence[Citation]) -> Text:
        """Confirmed provisions a line each; the unconfirmed ones, which say so themselves, together below."""
        lines = [
            Text.assemble(
                self._say(citation.cite_zh, citation.cite_en),
                (f"  {CITATION_ROLES[citation.role].in_lang(self._lang)}", "dim"),
            )
            for citation in citations
            if citation.is_confirmed
        ]
        unconfirmed = [self._say(cited.cite_zh, cited.cite_en) for cited in citations if not cited.is_confirmed]
        if unconfirmed:
            lines.append(Text(self._say("；", "; ").join(unconfirmed), style="dim"))
        return Text("\n").join(lines)

    def _notice(self, notice: Notice) -> Text:
        """A duty outside the nine categories."""
        quotes = "、".join(f"“{visible(piece.quote)}”" for piece in notice.evidence)
        text = Text.assemble((self._say("另需注意", "also note"), "bold"), f"  {quotes}  ")
        text.append(self._say(notice.text_zh, notice.text_en))
        cited = self._say("；", "; ").join(self._say(law.cite_zh, law.cite_en) for law in notice.citations)
        return text.append(f"\n  {cited}", style="dim")

    def _edit(self, edit: Edit) -> Text:
        text = Text(EDITS[edit.kind].in_lang(self._lang))
        for change in edit.changes:
            text.append("  ")
            if change.quote:
                text.append(visible(change.quote), style="strike red")
            if change.replacement:
                text.append(" → " if change.quote else "+ ", style="dim")
                text.append(change.replacement, style="green")
        note = self._say(edit.note_zh, edit.note_en)
        if note:
            text.append(f"\n{note}")
        if edit.changes:
            is_checked = edit.is_verified
            said = (
                self._say("已复扫确认", "checked by a second scan")
                if is_checked
                else self._say("未经复扫确认", "not checked by a second scan")
            )
            text.append(f"  {said}", style="dim" if is_checked else "yellow")
        return text
