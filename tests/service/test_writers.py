import csv
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.legal.category import CODES
from classifier.text import AdCopy, Passage, PassageKind
from service.bulk_scan.tally import Tally
from service.errors import OutputError
from service.palette import PALETTE
from service.scanned_ad import ScannedAd
from service.wording import DISGUISES, EDITS, OUTCOMES, PASSAGES, STATUSES
from service.writers import OutputFormat, OutputNotes, output_format_of, scanned_of, write_output
from service.writers.cells import MAX_EXCEL_CHARS, fit_for_excel, without_formula
from service.writers.flat_row import columns_of
from service.writers.scanned_json import scanned_line
from tests.fakes import CATEGORY_NAMES, FakeScanner

HOSTILE = "</style><script>alert(1)</script>'\"&amp;\u202e保本\x1b[2J"


def scanned(ad_id: str, *pieces: tuple[PassageKind, str], advertiser: str | None = None) -> ScannedAd:
    passages = tuple(
        Passage(passage_id=f"{kind.value}_{index}", kind=kind, text=text) for index, (kind, text) in enumerate(pieces)
    )
    ad_copy = AdCopy(
        copy_id=ad_id, passages=passages, advertiser=advertiser, published_on=date(2021, 5, 1), channel="sms"
    )
    return ScannedAd(ad_copy=ad_copy, verdict=FakeScanner().scan(ad_copy))


ADS = (
    scanned("a", (PassageKind.TITLE, "保*本保息"), (PassageKind.BODY, "理财，也做贷款"), advertiser="甲公司"),
    scanned("b", (PassageKind.BODY, "=HYPERLINK(0)保本")),
    scanned("c", (PassageKind.BODY, "天气很好")),
    scanned("<d>", (PassageKind.BODY, HOSTILE), (PassageKind.IMAGE_TEXT, ""), advertiser=HOSTILE),
)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    path = tmp_path / "results.jsonl"
    path.write_bytes(b"".join(scanned_line(ad) + b"\n" for ad in ADS))
    return path


def notes(limit: int = 500) -> OutputNotes:
    tally = Tally()
    for ad in ADS:
        tally.count(ad.verdict)
    plain = OutputNotes(categories=CATEGORY_NAMES, sources=("ads.jsonl",), profile="default", ad_limit=limit)
    return plain.of_run(FakeScanner().versions, tally)


def test_a_kept_result_is_read_back_whole() -> None:
    assert [scanned_of(scanned_line(ad)) for ad in ADS] == list(ADS)


def test_csv_holds_one_row_an_ad_with_both_headers(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    write_output(OutputFormat.CSV, results, out, notes())
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == [f"{column.title.zh} {column.key}" for column in columns_of(CATEGORY_NAMES)]
    assert [row["编号 id"] for row in rows] == ["a", "b", "c", "<d>"]
    first = {key.split()[-1]: value for key, value in rows[0].items()}
    assert {key: first[key] for key in list(first)[:13]} == {
        "id": "a",
        "outcome": "拒绝 reject",
        "priority": "80",
        "advertiser": "甲公司",
        "published_on": "2021-05-01",
        "channel": "sms",
        "text": "【标题】保*本保息\n【正文】理财，也做贷款",
        "findings": (
            "类别2（涉嫌违法）：承诺保本。\n类别1（涉嫌违法）：没有风险提示。\n类别6（待查证）：需要查证放贷资质。"
        ),
        "quotes": "保*本保息\n贷款",
        "law": "《某法》第二十五条",
        "referrals": "某某局",
        "facts": "是否持有放贷牌照？ 监管机构名单",
        "edits": "删除：“保*本保息” → “”（删去承诺。）",
    }
    assert [first[f"status_{code}"] for code in CODES[:3]] == ["涉嫌违法", "涉嫌违法", "未发现"]
    assert [first[f"score_{code}"] for code in CODES[:3]] == ["0.9", "0.9", "0.01"]


def test_no_cell_is_a_formula(results: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    for output_format in (OutputFormat.CSV, OutputFormat.XLSX):
        write_output(output_format, results, tmp_path / f"out.{output_format}", notes())
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        texts = [row["广告文本 text"] for row in csv.DictReader(stream)]
    assert texts[1] == "'=HYPERLINK(0)保本"
    sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert sheet.cell(3, 7).value == "=HYPERLINK(0)保本"


@given(st.text(max_size=10))
def test_neutralised_text_never_starts_a_formula_and_is_otherwise_kept(text: str) -> None:
    safe = without_formula(text)
    assert safe in {text, "'" + text}
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))


def test_text_is_fitted_to_excel_visibly() -> None:
    assert fit_for_excel("a\x00b\x1b") == "a\\x00b\\x1b"
    long = fit_for_excel("保" * (MAX_EXCEL_CHARS + 1))
    assert (len(long), long[-10:]) == (MAX_EXCEL_CHARS, "…（已截断 cut）"[-10:])


def test_the_workbook_counts_on_its_second_sheet(results: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    write_output(OutputFormat.XLSX, results, tmp_path / "out.xlsx", notes())
    rows = list(load_workbook(tmp_path / "out.xlsx").worksheets[1].iter_rows(values_only=True))
    assert rows[:6] == [
        ("广告数 ads", 4, None),
        ("问题数 findings", 5, None),
        ("无法读取 rejects", 0, None),
        ("通过 pass", 1, None),
        ("人工复核 review", 0, None),
        ("拒绝 reject", 3, None),
    ]
    assert rows[8] == (f"类别1 {CODES[0]}", 1, 0)


def test_too_many_ads_for_excel_are_refused(results: Path, tmp_path: Path) -> None:
    many = replace(notes(), tally=Tally(ads=1_048_576))
    with pytest.raises(OutputError, match="use csv or parquet"):
        write_output(OutputFormat.XLSX, results, tmp_path / "out.xlsx", many)


def test_parquet_holds_machine_columns(results: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_output(OutputFormat.PARQUET, results, tmp_path / "out.parquet", notes())
    table = pq.read_table(tmp_path / "out.parquet").to_pylist()
    first = table[0]
    assert [row["id"] for row in table] == ["a", "b", "c", "<d>"]
    assert (first["outcome"], first["priority"], first["published_on"]) == ("reject", 80, date(2021, 5, 1))
    assert first["quotes"] == ["保*本保息", "贷款"]
    assert first["passages"][0] == {"passage": "title_0", "kind": "title", "text": "保*本保息"}
    assert [first[f"status_{code}"] for code in CODES[:2]] == ["violation", "violation"]
    assert orjson.loads(first["findings"])[0]["category"] == "guaranteed_return"


class Page(HTMLParser):
    """Collects what a page shows and refers to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.marked: list[str] = []
        self._open_marks = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "mark":
            if self._open_marks == 0:
                self.marked.append("")
            self._open_marks += 1

    def handle_endtag(self, tag: str) -> None:
        self._open_marks -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open_marks:
            self.marked[-1] += data


def write_page(results: Path, tmp_path: Path, limit: int = 500) -> Page:
    write_output(OutputFormat.HTML, results, tmp_path / "out.html", notes(limit))
    return Page((tmp_path / "out.html").read_text(encoding="utf-8"))


def test_the_report_shows_every_flagged_ad_with_its_proof_marked(results: Path, tmp_path: Path) -> None:
    page = write_page(results, tmp_path)
    assert page.tags.count("article") == 3
    assert page.marked == ["保*本保息", "贷款", "保本", "保本"]
    for expected in (
        "《某法》第二十五条",
        "待核实",
        "Some Law, art. 25",
        "插入符号",
        "是否持有放贷牌照？",
        "已复扫确认",
        "某某局",
        "some bureau",
    ):
        assert expected in page.text
    assert "天气很好" not in page.text


def test_the_report_escapes_hostile_text_and_refers_to_nothing_outside(results: Path, tmp_path: Path) -> None:
    page = write_page(results, tmp_path)
    assert HOSTILE in page.text
    assert {"script", "link", "img", "iframe", "object"}.isdisjoint(page.tags)
    assert {"src", "href", "onclick"}.isdisjoint({name for name, _ in page.attributes})
    assert "url(" not in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_a_cut_report_says_so_and_keeps_the_most_pressing(results: Path, tmp_path: Path) -> None:
    page = write_page(results, tmp_path, limit=1)
    assert page.tags.count("article") == 1
    assert "本页按优先级列出前 1 条，其余 2 条未列出" in page.text
    assert "甲公司" in page.text
    assert write_page(results, tmp_path, limit=0).tags.count("article") == 0


def test_colours_can_be_read_on_white() -> None:
    def luminance(colour: str) -> float:
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    assert len(set(PALETTE)) == len(CODES)
    contrasts = [1.05 / (luminance(colour) + 0.05) for colour in PALETTE]
    assert [contrast for contrast in contrasts if contrast < 4.5] == []


def test_every_term_has_both_languages() -> None:
    for terms in (OUTCOMES, STATUSES, PASSAGES, DISGUISES, EDITS):
        kinds = {type(key) for key in terms}
        assert [set(kind) for kind in kinds] == [set(terms)]
        for term in terms.values():
            assert re.search(r"[一-鿿]", term.zh)
            assert term.en.isascii()


def test_the_format_follows_the_name_unless_asked_for() -> None:
    assert output_format_of(Path("a.HTML")) is OutputFormat.HTML
    assert output_format_of(Path("a.txt"), OutputFormat.CSV) is OutputFormat.CSV
    with pytest.raises(OutputError, match=r"a\.txt: cannot tell the format"):
        output_format_of(Path("a.txt"))
