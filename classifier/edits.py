"""The smallest change to the ad that clears a finding, checked by scanning the changed ad again.

An edit only removes, replaces or adds plain wording, and the changed ad is read with disguises undone, so a
respelling can never pass as a cure. Knows nothing of rules beyond their advice.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from classifier.finding import Change, Edit, EditKind, Finding, Status
from classifier.reading import Reading, ReadPassage
from classifier.text import AdCopy, Passage, Span

WARNING_SENTENCE = "投资有风险，可能损失本金，风险由投资者自行承担，请谨慎选择。"
"""Names the risk and who bears it, as article 25 of the Advertising Law asks."""

_CLAUSE_MARKS = "，,、；;。！!？?：:\n ~～—·|"

_NO_GRAVITY = (False, -1.0)

_NOTES = {
    EditKind.DELETE: ("删除所示文字", "Delete the words shown"),
    EditKind.REPLACE: ("以所示文字替换", "Replace the words shown"),
    EditKind.APPEND: ("在显著位置补充所示提示", "Add the statement shown, prominently"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAdvice:
    """How a finding can be cleared."""

    kind: EditKind
    text: str = ""
    """What replaces the evidence, or is appended to the ad."""
    proof_zh: str = ""
    proof_en: str = ""


def default_advice(finding: Finding) -> EditAdvice:
    """Advice where no rule gives any: prove the missing fact, add what is absent, delete the rest."""
    if finding.absence is not None:
        return EditAdvice(kind=EditKind.APPEND, text=WARNING_SENTENCE)
    if finding.missing_fact is not None:
        fact = finding.missing_fact
        return EditAdvice(
            kind=EditKind.PROVE,
            proof_zh=f"{fact.question_zh}（查询：{fact.where_zh}）",
            proof_en=f"{fact.question_en} (look up: {fact.where_en})",
        )
    return EditAdvice(kind=EditKind.DELETE)


def suggest_edit(
    finding: Finding,
    reading: Reading,
    advice: EditAdvice,
    *,
    rescan: Callable[[AdCopy], tuple[Finding, ...]],
    before: Iterable[Finding],
) -> Edit:
    """Smallest verified edit for ``finding``; the proof that cures it; or withdrawal where no wording can.

    Args:
        rescan: findings of a changed ad, without edits.
        before: all findings of the ad as it stands, so that a change that only moves the problem is refused.
    """
    if advice.kind is EditKind.PROVE:
        return _note_only(
            EditKind.PROVE,
            f"持有以下证明可保留：{advice.proof_zh}",
            f"Keep it if you can show: {advice.proof_en}",
        )
    if advice.kind is not EditKind.WITHDRAW:
        known = tuple(before)
        for changes in _candidates(finding, reading, advice):
            if _clears(finding, known, rescan(_apply(reading.copy, changes))):
                note_zh, note_en = _NOTES[advice.kind]
                return Edit(kind=advice.kind, changes=changes, note_zh=note_zh, note_en=note_en, is_verified=True)
    return _note_only(
        EditKind.WITHDRAW,
        "改写文字不能使其合规，应撤下该广告，或删除其中全部相关主张",
        "No rewording makes this lawful: withdraw the ad, or everything in it that makes the claim",
    )


def _note_only(kind: EditKind, note_zh: str, note_en: str) -> Edit:
    return Edit(kind=kind, changes=(), note_zh=note_zh, note_en=note_en, is_verified=False)


def _clears(finding: Finding, before: Sequence[Finding], after: Iterable[Finding]) -> bool:
    """Whether the finding is gone and nothing is worse than it was.

    A change may soften another category: a warning added turns a bare promise of yield into a hedged one, which is
    another finding, but no worse. In its own category a finding may not merely give way to another.
    """
    known = {_key(other) for other in before}
    worst = {other.category: _gravity(other) for other in sorted(before, key=_gravity)}
    for other in after:
        if _key(other) == _key(finding):
            return False
        if _key(other) not in known:
            is_softened = other.category != finding.category and _gravity(other) <= worst.get(
                other.category, _NO_GRAVITY
            )
            if not is_softened:
                return False
    return True


def _gravity(finding: Finding) -> tuple[bool, float]:
    return finding.status is Status.VIOLATION, finding.probability


def _key(finding: Finding) -> tuple[str, str, str | None, Status]:
    return finding.category, finding.detector, finding.rule_id, finding.status


def _candidates(finding: Finding, reading: Reading, advice: EditAdvice) -> Iterator[tuple[Change, ...]]:
    """Sets of changes to try, smallest first: the words, their clauses, their sentences."""
    if advice.kind is EditKind.APPEND or not finding.evidence:
        last = reading.pages[-1].passage
        text = advice.text or WARNING_SENTENCE
        yield (Change(passage_id=last.passage_id, span=None, quote="", replacement=_joined(last, text)),)
        return
    pages = {page.passage.passage_id: page for page in reading.pages}
    quoted = [(pages[piece.passage_id], piece.span) for piece in finding.evidence]
    if advice.kind is EditKind.REPLACE:
        yield _changes(quoted, advice.text)
        return
    seen: set[tuple[Change, ...]] = set()
    for widen in (_words, _clause, _sentence):
        changes = _changes([(page, widen(page, span)) for page, span in quoted], "")
        if changes not in seen:
            seen.add(changes)
            yield changes


def _changes(places: Iterable[tuple[ReadPassage, Span]], replacement: str) -> tuple[Change, ...]:
    """Non-overlapping changes in reading order; places that touch are changed as one."""
    merged: list[tuple[ReadPassage, Span]] = []
    for page, span in sorted(places, key=lambda place: (place[0].passage.passage_id, place[1])):
        if merged and merged[-1][0] is page and span.start < merged[-1][1].end:
            last = merged.pop()[1]
            merged.append((page, Span(last.start, max(last.end, span.end))))
        else:
            merged.append((page, span))
    return tuple(
        Change(
            passage_id=page.passage.passage_id,
            span=span,
            quote=page.passage.text[span.start : span.end],
            replacement=replacement,
        )
        for page, span in merged
    )


def _words(_page: ReadPassage, span: Span) -> Span:
    return span


def _clause(page: ReadPassage, span: Span) -> Span:
    text = page.passage.text
    start, end = span.start, span.end
    while start > 0 and text[start - 1] not in _CLAUSE_MARKS:
        start -= 1
    while end < len(text) and text[end] not in _CLAUSE_MARKS:
        end += 1
    if end < len(text):
        end += 1  # the mark goes with its clause
    elif start > 0:
        start -= 1
    return Span(start, end)


def _sentence(page: ReadPassage, span: Span) -> Span:
    raws = [page.normalized.raw_span(sentence) for sentence in page.sentences]
    touched = [raw for raw in raws if raw.overlaps(span)] or [span]
    return Span(min(raw.start for raw in touched), max(raw.end for raw in touched))


def _joined(passage: Passage, text: str) -> str:
    return text if not passage.text or passage.text[-1] in "。！？!?\n" else f"。{text}"


def _apply(copy: AdCopy, changes: tuple[Change, ...]) -> AdCopy:
    return replace(copy, passages=tuple(_applied(passage, changes) for passage in copy.passages))


def _applied(passage: Passage, changes: tuple[Change, ...]) -> Passage:
    text = passage.text
    for change in reversed([change for change in changes if change.passage_id == passage.passage_id]):
        start, end = (len(text), len(text)) if change.span is None else (change.span.start, change.span.end)
        text = text[:start] + change.replacement + text[end:]
    return replace(passage, text=text)
