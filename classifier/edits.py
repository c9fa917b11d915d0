"""The smallest change to the ad that clears a finding, checked by scanning the changed ad again.

An edit only removes, replaces or adds plain wording, and the changed ad is read with disguises undone, so a
respelling can never pass as a cure. Knows nothing of rules beyond their advice.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from classifier.finding import HUMAN_REVIEW, Change, Edit, EditKind, Finding, Status
from classifier.reading import Reading, ReadPassage
from classifier.text import AdCopy, Passage, Span

WARNING_SENTENCE = "投资有风险，可能损失本金，风险由投资者自行承担，请谨慎选择。"
"""Names the risk and who bears it, as article 25 of the Advertising Law asks."""

_CLAUSE_MARKS = frozenset("，,、；;。！!？?：:\n ~～—·|")

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
    """Advice where no rule gives any: prove the missing fact, add what is absent, delete the rest, doubtful or not."""
    if finding.absence is not None:
        return EditAdvice(kind=EditKind.APPEND, text=WARNING_SENTENCE)
    if finding.missing_fact is not None and finding.missing_fact.fact_id != HUMAN_REVIEW:
        fact = finding.missing_fact
        return EditAdvice(
            kind=EditKind.PROVE,
            proof_zh=f"{fact.question_zh}（查询：{fact.where_zh}）",
            proof_en=f"{fact.question_en} (look up: {fact.where_en})",
        )
    return EditAdvice(kind=EditKind.DELETE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A range of a passage to be changed, in raw code points."""

    page: ReadPassage
    span: Span


class Rescans:
    """Scans changed versions of one ad, up to an allowance in code points.

    Each finding of an ad may ask for a few scans, and a long ad has many findings: without a limit the time for edits
    would grow with the square of the ad.
    """

    def __init__(self, scan: Callable[[AdCopy], tuple[Finding, ...]], allowance: int = 500_000) -> None:
        """Scan by ``scan``, which gives findings without edits, not more than ``allowance`` code points in all."""
        self._scan = scan
        self._left = allowance

    def affords(self, copy: AdCopy) -> bool:
        """Whether an ad about as long as ``copy`` may be scanned once more."""
        return _length(copy) <= self._left

    def findings(self, copy: AdCopy) -> tuple[Finding, ...]:
        """Findings of a changed ad."""
        self._left -= _length(copy)
        return self._scan(copy)


def _length(copy: AdCopy) -> int:
    return sum(len(passage.text) for passage in copy.passages)


def suggest_edit(
    finding: Finding,
    places: Sequence[Place],
    advice: EditAdvice,
    reading: Reading,
    *,
    rescans: Rescans,
    before: Sequence[Finding],
) -> Edit:
    """Smallest verified edit for ``finding``; the proof that cures it; or what to do where no small edit helps.

    Args:
        places: every place on which the finding rests, also those not quoted in it.
        rescans: scans the changed ad, at most seven times.
        before: all findings of the ad as it stands, so that a change that only moves the problem is refused.
    """
    if advice.kind is EditKind.PROVE:
        return _note_only(
            EditKind.PROVE, f"持有以下证明可保留：{advice.proof_zh}", f"Keep it if you can show: {advice.proof_en}"
        )
    if advice.kind is EditKind.WITHDRAW:
        return _note_only(
            EditKind.WITHDRAW,
            "所宣传的活动本身违法，改写文字不能使其合规，应撤下该广告",
            "What is promoted is itself unlawful; no rewording cures it: withdraw the ad",
        )
    for changes in _candidates(places, advice, reading):
        if not rescans.affords(reading.copy):
            return _note_only(
                EditKind.REWRITE,
                "文案过长，未能逐一验证可能的修改，请通盘改写后重新检查",
                "The ad is too long for all changes to be tried: reword it as a whole and check it again",
            )
        if _clears(finding, before, rescans.findings(_apply(reading.copy, changes))):
            note_zh, note_en = _NOTES[advice.kind]
            return Edit(kind=advice.kind, changes=changes, note_zh=note_zh, note_en=note_en, is_verified=True)
    return _note_only(
        EditKind.REWRITE,
        "未找到单处即可消除问题的小修改，请通盘改写后重新检查",
        "No small change was found that clears it: reword the ad as a whole and check it again",
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


def _candidates(places: Sequence[Place], advice: EditAdvice, reading: Reading) -> Iterator[tuple[Change, ...]]:
    """Sets of changes to try, smallest first: the words, their clauses, their sentences; each also with a warning.

    The warning is tried because deleting a claim may leave an offer that then lacks one.
    """
    last = reading.pages[-1].passage
    text = advice.text if advice.kind is EditKind.APPEND and advice.text else WARNING_SENTENCE
    warning = Change(passage_id=last.passage_id, span=None, quote="", replacement=_joined(last, text))
    if advice.kind is EditKind.APPEND or not places:
        yield (warning,)
        return
    widths = (_words,) if advice.kind is EditKind.REPLACE else (_words, _clause, _sentence)
    seen: set[tuple[Change, ...]] = set()
    for widen in widths:
        widened = [Place(page=place.page, span=widen(place.page, place.span)) for place in places]
        changes = _changes(widened, advice.text if advice.kind is EditKind.REPLACE else "", reading)
        if changes not in seen:
            seen.add(changes)
            yield changes
            yield (*changes, warning)


def _changes(places: Iterable[Place], replacement: str, reading: Reading) -> tuple[Change, ...]:
    """Non-overlapping changes in reading order; places that overlap are changed as one."""
    order = {page.passage.passage_id: index for index, page in enumerate(reading.pages)}
    merged: list[Place] = []
    for place in sorted(places, key=lambda place: (order[place.page.passage.passage_id], place.span)):
        if merged and merged[-1].page is place.page and place.span.start < merged[-1].span.end:
            last = merged.pop().span
            place = Place(page=place.page, span=Span(last.start, max(last.end, place.span.end)))  # noqa: PLW2901
        merged.append(place)
    return tuple(
        Change(
            passage_id=place.page.passage.passage_id,
            span=place.span,
            quote=place.page.passage.text[place.span.start : place.span.end],
            replacement=replacement,
        )
        for place in merged
    )


def _words(_page: ReadPassage, span: Span) -> Span:
    return span


def _clause(page: ReadPassage, span: Span) -> Span:
    text = page.passage.text
    marks = _clause_marks(text)
    before, behind = bisect_left(marks, span.start), bisect_left(marks, span.end)
    start = marks[before - 1] + 1 if before else 0
    end = marks[behind] if behind < len(marks) else len(text)
    if end < len(text):
        end += 1  # the mark goes with its clause
    elif start > 0:
        start -= 1
    return Span(start, end)


def _sentence(page: ReadPassage, span: Span) -> Span:
    raw_of = page.normalized.raw_span
    first = bisect_right(page.sentences, span.start, key=lambda sentence: raw_of(sentence).end)
    behind = bisect_left(page.sentences, span.end, first, key=lambda sentence: raw_of(sentence).start)
    touched = page.sentences[first:behind]
    return Span(raw_of(touched[0]).start, raw_of(touched[-1]).end) if touched else span


@lru_cache(maxsize=4)
def _clause_marks(text: str) -> tuple[int, ...]:
    """Places of the marks between clauses. Cached: it is asked for every place of an edit."""
    return tuple(index for index, character in enumerate(text) if character in _CLAUSE_MARKS)


def _joined(passage: Passage, text: str) -> str:
    return text if not passage.text or passage.text[-1] in "。！？!?\n" else f"。{text}"


def _apply(copy: AdCopy, changes: tuple[Change, ...]) -> AdCopy:
    return replace(copy, passages=tuple(_applied(passage, changes) for passage in copy.passages))


def _applied(passage: Passage, changes: tuple[Change, ...]) -> Passage:
    pieces: list[str] = []
    position = 0
    for change in changes:
        if change.passage_id == passage.passage_id:
            start, end = (len(passage.text),) * 2 if change.span is None else (change.span.start, change.span.end)
            pieces += passage.text[position:start], change.replacement
            position = end
    return replace(passage, text="".join([*pieces, passage.text[position:]]))
