"""``finad capture`` and ``finad revisit`` as a monitor uses them."""

from pathlib import Path
from zipfile import ZipFile

from tests.crawler.commands.conftest import ChangingSite, finad, lines_of

HTTP = ["--allow-private", "--no-browser"]


def news(*ads: str) -> str:
    return (
        "<html><head><title>晚间财经</title></head><body><h1>晚间财经</h1>"
        "<p>今日两市成交平稳，多数板块小幅震荡，分析人士认为短期内仍以观望为主，成交量较前一日略有回落。</p>"
        f"{''.join(ads)}</body></html>"
    )


def ad(name: str, text: str) -> str:
    return f'<div class="item"><span>广告</span><a href="/landing-{name}.html"><h4>{text}</h4></a></div>'


def test_a_captured_page_is_one_archive_that_verifies(site: ChangingSite, tmp_path: Path) -> None:
    site.pages["/"] = news(ad("a", "云朵稳盈三十天，七日年化百分之五点二"))
    site.pages["/landing-a.html"] = "<h1>云朵稳盈</h1><p>起投一千元，到期本息自动到账，理财有风险，投资须谨慎。</p>"
    archive = tmp_path / "page.wacz"
    run = finad("capture", site.url("/"), "--out", archive, *HTTP)
    assert run.status == 0, run.err
    assert [path.name for path in tmp_path.iterdir()] == ["page.wacz"]
    with ZipFile(archive) as opened:
        (line,) = opened.read("finad/ads.jsonl").splitlines()
    assert "云朵稳盈三十天" in line.decode()
    assert "到期本息自动到账" in line.decode()
    verified = finad("evidence", "verify", archive)
    assert verified.status == 0, verified.out + verified.err


def test_evidence_is_never_written_over(site: ChangingSite, tmp_path: Path) -> None:
    archive = tmp_path / "page.wacz"
    archive.write_bytes(b"an older capture")
    run = finad("capture", site.url("/"), "--out", archive, *HTTP)
    assert run.status == 1
    assert "page.wacz" in run.err
    assert archive.read_bytes() == b"an older capture"


def test_a_page_with_an_error_is_captured_and_the_status_tells(site: ChangingSite, tmp_path: Path) -> None:
    archive = tmp_path / "gone.wacz"
    run = finad("capture", site.url("/gone"), "--out", archive, *HTTP)
    assert run.status == 1
    assert finad("evidence", "verify", archive).status == 0
    assert "http_error" in run.out


def test_past_ads_are_told_gone_unchanged_respelt_and_edited(site: ChangingSite, tmp_path: Path) -> None:
    kept = ad("a", "云朵稳盈三十天，七日年化百分之五点二，新客专享加息")
    respelt = ad("b", "松果金服：保本保息，到期兑付，安心理财首选平台")
    edited = ad("c", "海棠车贷：当天放款，月息低至三厘，无需抵押担保，来电即办")
    gone = ad("d", "丰年黄金定投，跟着名师每月稳赚百分之十，名额有限")
    site.pages["/"] = news(kept, respelt, edited, gone)
    site.pages["/other"] = news(ad("e", "晨曦保险：每天一块钱，全家安心一整年，点击领取保障"))
    past = tmp_path / "past"
    urls = tmp_path / "urls.txt"
    urls.write_text(f"{site.url('/')}\n{site.url('/other')}\n", encoding="utf-8")
    assert finad("crawl", urls, "--out", past, "--delay", "0", *HTTP, "--quiet").status == 0
    ids = {row["creatives"][0]["text"][:4]: row["id"] for row in lines_of(past / "ads.jsonl")}
    site.pages["/"] = news(
        kept,
        ad("b", "松果金服：保夲保 息，到期兑付，安芯理财首选平台"),
        ad("c", "海棠车贷：三天放款，月息低至五厘，需抵押担保，来电咨询"),
    )
    del site.pages["/other"]
    again = tmp_path / "again"
    run = finad("revisit", past, "--out", again, "--delay", "0", *HTTP)
    assert run.status == 0, run.err
    states = {row["past_id"]: row["state"] for row in lines_of(again / "revisit.jsonl")}
    assert {name: states[ad_id] for name, ad_id in ids.items()} == {
        "云朵稳盈": "unchanged",
        "松果金服": "respelt",
        "海棠车贷": "edited",
        "丰年黄金": "gone",
        "晨曦保险": "page_gone",
    }
    assert "保夲" in run.out


def test_an_id_that_is_not_in_the_folder_is_named(site: ChangingSite, tmp_path: Path) -> None:
    site.pages["/"] = news(ad("a", "云朵稳盈三十天，七日年化百分之五点二"))
    finad("crawl", site.url("/"), "--out", tmp_path / "past", *HTTP, "--quiet")
    run = finad("revisit", tmp_path / "past", "--ad", "a123", *HTTP)
    assert run.status == 1
    assert "a123" in run.err
