import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from classifier.finding import Absence, NearMiss
from classifier.text import AdCopy, Evidence, Passage, PassageKind, Span
from service.bulk_scan.tally import Tally
from service.scanned_ad import ScannedAd
from service.terminal.summary_view import ad_line, progress_bar, summary_view
from service.terminal.verdict_view import VerdictView
from service.terminal.visible import PLACEHOLDER, visible
from service.wording import Lang
from tests.fakes import CATEGORY_NAMES, FakeScanner


def shown(renderable: object, *, is_terminal: bool = False) -> str:
    console = Console(file=io.StringIO(), width=100, force_terminal=is_terminal, color_system=None)
    console.print(renderable)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def scanned(text: str) -> ScannedAd:
    ad_copy = AdCopy.of_text(text, copy_id="ad-1")
    return ScannedAd(ad_copy=ad_copy, verdict=FakeScanner().scan(ad_copy))


@given(st.text(max_size=50))
def test_visible_text_keeps_its_length_and_holds_nothing_that_steers(text: str) -> None:
    plain = visible(text)
    assert len(plain) == len(text)
    assert {char for char in plain if not char.isprintable()} <= {
        char for char in text if char not in "\x1b\u202e\u200b"
    }
    assert "\x1b" not in plain


def test_zero_width_characters_are_made_visible() -> None:
    assert visible("保\u200b本\x07\n") == f"保{PLACEHOLDER}本{PLACEHOLDER}\n"


def test_overlapping_proof_is_numbered_where_it_begins() -> None:
    ad = scanned("保本理财贷款")
    passage = ad.ad_copy.passages[0]
    promise, *rest = ad.verdict.findings
    wide = replace(promise, category="deceptive_claim", evidence=(Evidence.of(passage, Span(0, 4)),))
    ad = replace(ad, verdict=replace(ad.verdict, findings=(promise, wide, *rest)))
    assert "⑤②保本理财⑥贷款" in shown(VerdictView(CATEGORY_NAMES).draw(ad))


def test_an_absence_shows_what_was_looked_for_and_the_nearest_miss() -> None:
    ad = scanned("理财，入市请谨慎")
    passage = ad.ad_copy.passages[0]
    (finding,) = ad.verdict.findings
    absence = Absence(
        forms_searched=("投资有风险", "投资需谨慎"),
        passages_searched=("body",),
        nearest_miss=NearMiss(evidence=Evidence.of(passage, Span(3, 8)), form="投资需谨慎", similarity=0.6),
        images_not_read=("image_text",),
        risk_bearer="投资者",
    )
    ad = replace(ad, verdict=replace(ad.verdict, findings=(replace(finding, absence=absence),)))
    text = shown(VerdictView(CATEGORY_NAMES).draw(ad))
    for expected in (
        "查找了 2 种写法，读了 1 段文字（body）",
        "“入市请谨慎” ≈ 投资需谨慎 60%",
        "图片未读取：image_text",
        "投资者",
    ):
        assert expected in text


def test_a_clean_ad_and_an_unread_image_are_said_in_either_language() -> None:
    ad_copy = AdCopy(copy_id="a", passages=(Passage(passage_id="image_text", kind=PassageKind.IMAGE_TEXT, text=""),))
    ad = ScannedAd(ad_copy=ad_copy, verdict=FakeScanner().scan(ad_copy))
    chinese, english = (shown(VerdictView(CATEGORY_NAMES, lang).draw(ad)) for lang in Lang)
    assert "（图片未读取文字）" in chinese
    assert "九类均未发现问题。" in chinese
    assert "(image not read)" in english
    assert "Nothing found in any of the nine categories." in english


def test_the_summary_counts_and_the_line_quotes() -> None:
    tally = Tally(rejects=1)
    for text in ("保本理财", "贷款", "天气"):
        tally.count(scanned(text).verdict)
    text = shown(summary_view(tally, CATEGORY_NAMES, ["备注"]))
    assert "广告 ads 3   拒绝 reject 1   人工复核 review 1   通过 pass 1   需处理 flagged 66.7%" in text.replace(
        "\n", ""
    )
    assert text.splitlines()[-1] == "备注"
    line = shown(ad_line(scanned("保本理财，" + "很长的广告" * 20), CATEGORY_NAMES))
    assert "ad-1  保本理财，" in line
    assert "…" in line
    assert "② 类别2“保本”" in line


def test_the_progress_bar_shows_counts() -> None:
    console = Console(file=io.StringIO(), width=120, force_terminal=True, color_system=None)
    tally = Tally(findings=7, rejects=2)
    with progress_bar(console, 10) as on_progress:
        on_progress(0, tally)
        on_progress(4, tally)
        on_progress(12, tally)
    assert isinstance(console.file, io.StringIO)
    assert "12/12" in console.file.getvalue()
    assert "findings 7" in console.file.getvalue()
