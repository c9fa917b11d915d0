import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.text import Span
from labeled_data.disguising import ChannelHabit, Disguise, Disguised, Noise, Strength, disguise_text, load_tables
from labeled_data.disguising.words import NEGATIONS, NUMERALS
from tests.labeled_data.disguising.strategies import KINDS, TEXTS, texts_with_spans

TESTING, TRAINING = load_tables("testing"), load_tables("training")
SETS = st.sampled_from((TRAINING, TESTING))
AD = "稳盈理财，保本保息，年化8.5%，一万起投，加微信13800001111领取红包"
PROMISE = Span(5, 16)


def touched_originals(disguised: Disguised) -> set[int]:
    return {at for edit in disguised.edits for at in range(edit.start, max(edit.end, edit.start + 1))}


@settings(max_examples=300)
@given(texts_with_spans(), KINDS, st.sampled_from(Strength), SETS, st.integers(0, 9))
def test_spans_cover_exactly_what_their_characters_became(text_and_spans, kind, strength, tables, seed) -> None:
    text, spans = text_and_spans
    disguised = disguise_text(text, spans, kind=kind, strength=strength, tables=tables, seed=seed)
    # The new text piece by piece: which of the original each code point came from; None for what was added.
    sources: list[tuple[int, int] | None] = []
    written = ""
    end = 0
    for edit in disguised.edits:
        assert edit.start >= end
        written += text[end : edit.start] + edit.new
        sources += [(at, at + 1) for at in range(end, edit.start)]
        is_added = edit.is_insertion or edit.truncates
        sources += [None if is_added else (edit.start, edit.end)] * len(edit.new)
        end = edit.end
    written += text[end:]
    sources += [(at, at + 1) for at in range(end, len(text))]
    assert disguised.text == written
    assert len(disguised.spans) == len(spans)
    for span, moved in zip(spans, disguised.spans, strict=True):
        inside = [i for i, source in enumerate(sources) if source and span.start < source[1] and source[0] < span.end]
        assert (moved is None) is (not inside)
        if moved is None:
            assert disguised.is_truncated
        else:
            assert moved == Span(inside[0], inside[-1] + 1)
            assert all(span.start <= sources[i][0] and sources[i][1] <= span.end for i in inside)


@given(texts_with_spans(), KINDS, SETS, st.integers(0, 9))
def test_order_of_spans_is_kept(text_and_spans, kind, tables, seed) -> None:
    text, spans = text_and_spans
    ordered = tuple(sorted(spans))
    moved = disguise_text(text, ordered, kind=kind, strength=Strength.HEAVY, tables=tables, seed=seed).spans
    kept = [span for span in moved if span]
    assert kept == sorted(kept, key=lambda span: span.start)
    assert [span.end for span in kept if span.start == 0] == sorted(span.end for span in kept if span.start == 0)


@given(TEXTS, KINDS, st.sampled_from(Strength), SETS, st.integers(0, 9))
def test_the_same_arguments_give_the_same_text_and_edits_say_whether_it_changed(
    text, kind, strength, tables, seed
) -> None:
    first, second = (disguise_text(text, kind=kind, strength=strength, tables=tables, seed=seed) for _ in range(2))
    assert first == second
    assert bool(first.edits) is (first.text != text)
    assert bool(first.text) is bool(text)


@given(texts_with_spans(), st.sampled_from(Disguise), SETS, st.integers(0, 9))
def test_a_stronger_disguise_touches_all_that_a_weaker_one_touches(text_and_spans, kind, tables, seed) -> None:
    text, spans = text_and_spans
    light, medium, heavy = (
        set(disguise_text(text, spans, kind=kind, strength=strength, tables=tables, seed=seed).edits)
        for strength in Strength
    )
    assert light <= medium <= heavy


TEXTS_OF_ADS = (
    AD,
    "信托认购，刚性兑付，到期一次结清。额度有限，先到先得！",
    "老师带单，稳赚不赔，加群领取牛股。昨天推荐的三只股票全部涨停，今天继续。",
    "周末去公园散步，孩子们玩得很开心，晚上一起吃了火锅。",
    "警方提醒：凡是宣称保本高收益的理财都是骗局，请勿轻信，谨防上当受骗。",
)


@pytest.mark.parametrize("kind", [*Disguise, *Noise])
def test_more_strength_touches_more_on_average(kind: Disguise | Noise) -> None:
    light, medium, heavy = (
        sum(
            disguise_text(text, kind=kind, strength=strength, tables=TESTING, seed=seed).touched
            for text in TEXTS_OF_ADS
            for seed in range(12)
        )
        for strength in Strength
    )
    assert 0 < light < medium < heavy


@pytest.mark.parametrize("kind", Disguise)
@pytest.mark.parametrize("tables", [TRAINING, TESTING], ids=["training", "testing"])
def test_targets_are_hidden_first_and_nothing_else_below_heavy(kind: Disguise, tables) -> None:
    for seed in range(20):
        for strength in (Strength.LIGHT, Strength.MEDIUM):
            disguised = disguise_text(AD, (PROMISE,), kind=kind, strength=strength, tables=tables, seed=seed)
            assert touched_originals(disguised) <= set(range(PROMISE.start, PROMISE.end))
        heavy = disguise_text(AD, (PROMISE,), kind=kind, strength=Strength.HEAVY, tables=tables, seed=seed)
        assert set(range(PROMISE.start, PROMISE.end)) & touched_originals(heavy)


def test_without_targets_risky_words_are_hidden_and_without_those_random_ones() -> None:
    def quotes(text: str) -> set[str]:
        return {
            text[edit.start : edit.end]
            for seed in range(40)
            for edit in disguise_text(
                text, kind=Disguise.HOMOPHONES, strength=Strength.MEDIUM, tables=TESTING, seed=seed
            ).edits
        }

    assert quotes("本店贷款手续简单") == {"贷", "款"}
    assert len(quotes("周末公园散步野餐")) >= 6


def test_each_class_writes_what_it_is_named_for() -> None:
    heavy = {
        kind: disguise_text("保本", (Span(0, 2),), kind=kind, strength=Strength.HEAVY, tables=TRAINING, seed=1).text
        for kind in Disguise
    }
    separated = heavy.pop(Disguise.SEPARATORS)
    assert (separated[0], separated[-1]) == ("保", "本")
    assert separated[1:-1] in TRAINING.separators
    homophones = heavy.pop(Disguise.HOMOPHONES)
    assert homophones[0] in "宝堡"
    assert homophones[1] in "苯奔"
    assert heavy.pop(Disguise.PINYIN) in {"baoben", "bb"}
    assert heavy == {
        Disguise.VARIANTS: "保本",
        Disguise.SPLITS: "亻呆本",
        Disguise.LOOK_ALIKES: "葆夲",
        Disguise.EMOJI: "📦📖",
        Disguise.SHUFFLING: "本保",
    }
    variants = {
        disguise_text("财8", (Span(0, 2),), kind=Disguise.VARIANTS, strength=Strength.HEAVY, tables=TRAINING, seed=seed)
        .text
        for seed in range(40)
    }  # fmt: skip
    assert variants == {"財８", "財⑧", "財八"}


def test_a_character_takes_the_traditional_form_that_its_neighbours_ask_for() -> None:
    span = (Span(1, 2),)
    forms = {
        text: disguise_text(
            text, span, kind=Disguise.VARIANTS, strength=Strength.LIGHT, tables=TRAINING, seed=3, targets=span
        ).text
        for text in ("皇后", "以后")
    }
    assert forms == {"皇后": "皇后", "以后": "以後"}


@pytest.mark.parametrize("strength", Strength)
def test_negations_and_numerals_are_neither_moved_nor_dropped(strength: Strength) -> None:
    text = "本产品不保本，无担保，首付三成起，五十万以内没有限制，未尽事宜勿轻信"
    kept = [character for character in text if character in NEGATIONS | NUMERALS]
    for seed in range(30):
        shuffled = disguise_text(text, kind=Disguise.SHUFFLING, strength=strength, tables=TESTING, seed=seed)
        for at, character in enumerate(shuffled.text):
            assert (character == text[at]) or (character not in NEGATIONS | NUMERALS)
        scanned = disguise_text(text, kind=Noise.OCR, strength=strength, tables=TESTING, seed=seed)
        lost = [text[edit.start] for edit in scanned.edits if not edit.new]
        assert set(lost) & set(kept) == set()


def test_nothing_up_to_the_last_warning_is_cut_and_rates_keep_their_digits() -> None:
    text = "首付5%起，三万入住，热线4008001234。投资有风险，入市需谨慎。更多楼盘资讯请持续关注我们的频道"
    cut = masked = 0
    for seed in range(60):
        disguised = disguise_text(text, kind=Noise.CHANNEL, strength=Strength.HEAVY, tables=TESTING, seed=seed)
        cut += disguised.is_truncated
        masked += not any(one in disguised.text for one in ("4008001234", "４００８００１２３４"))
        assert "谨慎" in disguised.text.replace("【", "").replace("】", "").replace("@", "").replace("＃", "")
        assert "5%" in disguised.text
    assert 0 < cut < 60
    assert 0 < masked < 60


def test_a_habit_that_is_left_out_touches_nothing() -> None:
    for seed in range(60):
        disguised = disguise_text(
            AD, kind=Noise.CHANNEL, strength=Strength.HEAVY, tables=TRAINING, seed=seed, without={ChannelHabit.TRUNCATE}
        )
        assert not disguised.is_truncated


def test_a_span_past_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match=r"span \[1, 3\) reaches past a text of 2 code points"):
        disguise_text("保本", (Span(1, 3),), kind=Noise.OCR, strength=Strength.LIGHT, tables=TESTING, seed=1)


def test_a_text_with_nothing_to_touch_stays_and_says_so() -> None:
    for kind in Disguise:
        disguised = disguise_text("……！？", kind=kind, strength=Strength.HEAVY, tables=TESTING, seed=1)
        assert (disguised.text, disguised.edits) == ("……！？", ())


def test_hash_randomisation_changes_nothing() -> None:
    script = (
        "import hashlib; from labeled_data.disguising import *\n"
        f"texts = {TEXTS_OF_ADS!r}\n"
        "tables = [load_tables('training'), load_tables('testing')]\n"
        "parts = [disguise_text(t, kind=k, strength=s, tables=x, seed=5).text"
        " for t in texts for k in [*Disguise, *Noise] for s in Strength for x in tables]\n"
        "print(hashlib.sha256('\\0'.join(parts).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            text=True,
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1")
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == 64


def test_a_tag_at_the_start_follows_the_signature_and_no_tag_is_left_open() -> None:
    framed = tagged = 0
    for seed in range(200):
        written = disguise_text(AD, kind=Noise.CHANNEL, strength=Strength.HEAVY, tables=TESTING, seed=seed).text
        signature = next((one for one in TESTING.channel.signatures if one in written), None)
        framed += signature is not None
        assert signature is None or written.startswith(signature)
        tagged += written.count("【") > (signature is not None)
        assert written.count("【") == written.count("】")
    assert framed > 20
    assert tagged > 20
