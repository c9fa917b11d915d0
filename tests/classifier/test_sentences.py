from hypothesis import given
from hypothesis import strategies as st

from classifier.language.contexts import Context, ContextKind
from classifier.language.governing import ContextIndex
from classifier.language.sentences import Layout
from classifier.text import Span

TEXTS = st.text("保本,。:!\n 吗", min_size=1, max_size=25)
KINDS = (ContextKind.NEGATION, ContextKind.WARNING)


@given(TEXTS, st.data())
def test_a_clause_lies_between_the_nearest_marks_of_its_sentence(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text) - 1))
    layout = Layout(text)
    sentence, clause = layout.sentence_at(position), layout.clause_at(position)
    assert sentence.start <= clause.start <= position < max(clause.end, position + 1)
    assert clause.start == sentence.start or text[clause.start - 1] in "。!?;\n,:"
    assert not set(text[clause.start : clause.end - 1]) & set(",:。!\n") or len(clause) == 1


@given(TEXTS, st.data())
def test_the_first_context_over_a_place_is_the_one_found_by_looking_at_all(text: str, data: st.DataObject) -> None:
    layout = Layout(text)

    def draw_span() -> Span:
        start = data.draw(st.integers(0, len(text) - 1))
        return Span(start, data.draw(st.integers(start + 1, min(len(text), start + 4))))

    contexts = []
    for _ in range(data.draw(st.integers(0, 8))):
        cue = draw_span()
        area = data.draw(st.sampled_from((layout.sentence_at(cue.start), layout.clause_at(cue.start))))
        governs = data.draw(st.sampled_from(("around", "before", "behind", "next")))
        if governs == "before" and area.start < cue.start:
            area = Span(area.start, cue.start)
        elif governs in ("behind", "next") and cue.end < area.end:
            area = Span(cue.end, area.end)
        elif governs != "around":
            continue
        kind = data.draw(st.sampled_from(KINDS))
        contexts.append(Context("c", kind, cue, area, is_adjacent=governs == "next"))
    contexts.sort(key=lambda context: context.cue)
    span = draw_span()
    kinds = data.draw(st.sampled_from([KINDS, KINDS[:1], KINDS[1:]]))
    expected = next((context for context in contexts if context.kind in kinds and context.clears(span)), None)
    assert ContextIndex(contexts, layout).first(span, kinds) == expected
