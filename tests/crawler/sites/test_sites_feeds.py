import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import EncodingError, InputFileError, UnknownFormatError
from crawler.sites.feeds import Feed, FeedEntry, is_feed, links_of_feed, read_feed
from crawler.sites.seeds import BadRow, SeedList, SeedUrl, urls_of_file

URL = "https://www.anhe-bao.example/feed/index.xml"
LONG = "满期可领取已交保费，" * 30

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>安禾保险资讯</title>
<item><title>百万医疗险，首月一元</title><link>/news/1.html</link><pubDate>Wed, 03 Apr 2024 09:30:00 +0800</pubDate>
<author>安禾小编</author><description>摘要……</description>
<content:encoded><![CDATA[<p>住院押金可垫付。</p><script>x()</script><p>60岁也能投。</p>]]></content:encoded></item>
<item><title>养老年金怎么选</title><link>https://www.anhe-bao.example/news/2.html</link>
<pubDate>2024-04-02 08:00</pubDate><description>一文读懂…</description></item>
<item><title>没有地址的一条</title><description>x</description></item>
<item><title>长摘要</title><link>http://other.example/3</link><description>{LONG}</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://fund.example/blog/"><entry><title>定投周报</title>
<link rel="alternate" href="w/17"/><published>2024-05-06T00:00:00Z</published>
<content type="html">&lt;p&gt;本周扣款成功，坚持长期。&lt;/p&gt;</content></entry></feed>"""

SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://a.example/1?x=1&amp;y=2</loc><lastmod>2024-01-01</lastmod></url><url><loc> /2 </loc></url>
<url><loc>https://a.example/1?x=1&amp;y=2</loc></url><url><loc>javascript:alert(1)</loc></url></urlset>"""

INDEX = """<sitemapindex><sitemap><loc>https://a.example/s1.xml.gz</loc></sitemap>
<sitemap><loc>https://a.example/s2.xml</loc></sitemap></sitemapindex>"""


def test_a_feed_gives_entries_with_whole_words_and_stated_times() -> None:
    assert read_feed(RSS.encode(), [("Content-Type", "text/xml")], URL) == Feed(
        entries=(
            FeedEntry(
                url="https://www.anhe-bao.example/news/1.html",
                title="百万医疗险，首月一元",
                text="住院押金可垫付。\n60岁也能投。",
                author="安禾小编",
                published_at=datetime(2024, 4, 3, 1, 30, tzinfo=UTC),
            ),
            FeedEntry(
                url="https://www.anhe-bao.example/news/2.html",
                title="养老年金怎么选",
                # Without a zone it is China time.
                published_at=datetime(2024, 4, 2, 0, 0, tzinfo=UTC),
            ),
            FeedEntry(url="http://other.example/3", title="长摘要", text=LONG),
        ),
        problems=(f"{URL}: entry 3 ('没有地址的一条') has no address",),
    )


def test_an_atom_feed_is_read_alike() -> None:
    assert read_feed(ATOM.encode(), [], URL).entries == (
        FeedEntry(
            url="https://fund.example/blog/w/17",
            title="定投周报",
            text="本周扣款成功，坚持长期。",
            published_at=datetime(2024, 5, 6, tzinfo=UTC),
        ),
    )


def test_a_feed_in_gbk_is_decoded() -> None:
    body = RSS.replace("utf-8", "gb2312").encode("gbk", "ignore")
    assert [entry.title for entry in read_feed(body, [], URL).entries] == [
        "百万医疗险，首月一元",
        "养老年金怎么选",
        "长摘要",
    ]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_gives_its_addresses_and_reports_what_is_none(pack: type[bytes]) -> None:
    assert read_feed(pack(SITEMAP.encode()), [], URL) == Feed(
        entries=(
            FeedEntry(url="https://a.example/1?x=1&y=2"),
            FeedEntry(url="https://www.anhe-bao.example/2"),
        ),
        problems=(f"{URL}: no address: 'javascript:alert(1)'",),
    )


def test_an_index_gives_further_sitemaps() -> None:
    expected = ("https://a.example/s1.xml.gz", "https://a.example/s2.xml")
    assert read_feed(INDEX.encode(), [], URL) == Feed(entries=(), sitemaps=expected)
    assert links_of_feed(INDEX.encode(), base=URL) == expected


def test_a_sitemap_that_breaks_off_keeps_what_was_read() -> None:
    cut = SITEMAP[: SITEMAP.index(" /2 ")]
    assert read_feed(cut.encode(), [], URL).entries == (FeedEntry(url="https://a.example/1?x=1&y=2"),)


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (BOMB.encode(), "not read: it declares entities, of which bombs are made"),
        (gzip.compress(b"<urlset>" + b" " * 70_000_000, mtime=0), "not read: over 67,108,864 bytes when unpacked"),
        (gzip.compress(SITEMAP.encode(), mtime=0)[:60], "not read: the compressed data breaks off"),
        (b"\x1f\x8bgarbage", "not read: Error -3"),
        (b"<rss><channel><item><title>x", "not read: "),
        (b"/etc/passwd", "not read: "),
        (b"", "not read: "),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, problem: str) -> None:
    feed = read_feed(body, [], URL)
    assert (feed.entries, feed.sitemaps) == ((), ())
    assert feed.problems[0].startswith(f"{URL}: {problem}") or "has no address" in feed.problems[0]


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (RSS.encode(), "text/xml", True),
        (RSS.encode(), "text/html; charset=utf-8", True),
        (ATOM.encode(), None, True),
        (b"<!-- made by cms --><rdf:RDF xmlns='x'>", "application/xml", True),
        (gzip.compress(SITEMAP.encode(), mtime=0), "application/x-gzip", True),
        (SITEMAP.encode("utf-16"), "application/xml", True),
        (b"anything", "application/rss+xml", True),
        (b"<html><body><rss>", "text/html", False),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>", "application/xhtml+xml", False),
        (b"<?xml version='1.0'?><hierarchy rotation='0'>", "text/xml", False),
        (gzip.compress(b"<html>", mtime=0), "application/gzip", False),
        (b"\x1f\x8b broken", None, False),
        (b"", "text/plain", False),
    ],
)
def test_feeds_are_told_from_pages(body: bytes, content_type: str | None, expected: bool) -> None:
    assert is_feed(body, [("content-type", content_type)] if content_type else []) is expected


def seeds(folder: Path, name: str, content: str | bytes) -> SeedList:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return urls_of_file(path)


def test_a_text_file_has_an_address_a_line(tmp_path: Path) -> None:
    content = "# 监测名单\nhttps://a.example/1\r\n\n  <http://b.example/理财?x=1>  \nwww.c.example/p\nftp://d.example/\n不是网址\n"
    assert seeds(tmp_path, "list.txt", content) == SeedList(
        urls=(SeedUrl(url="https://a.example/1", line=2), SeedUrl(url="http://b.example/理财?x=1", line=4)),
        bad_rows=(
            BadRow(
                line=5,
                raw="www.c.example/p",
                reason="'www.c.example/p' lacks http:// or https://; write it in full, such as https://www.example.cn/",
            ),
            BadRow(line=6, raw="ftp://d.example/", reason="ftp: is not crawled; http and https are"),
            BadRow(
                line=7,
                raw="不是网址",
                reason="'不是网址' is no web address; write it in full, such as https://www.example.cn/",
            ),
        ),
    )


def test_a_table_has_them_in_the_column_called_so_or_in_any(tmp_path: Path) -> None:
    gbk = '平台,网址,备注\n东湾贷,http://a.example/,"高,息"\n"没关,http://b.example/\n远岭,,空\n'.encode("gbk")
    read = seeds(tmp_path, "a.csv", gbk)
    assert read.urls == (SeedUrl(url="http://a.example/", line=2),)
    assert [(row.line, row.raw, row.reason[:15]) for row in read.bad_rows] == [
        (3, '"没关,http://b.example/', "not a CSV row: "),
        (4, "远岭,,空", "no address; wri"),
    ]
    assert seeds(tmp_path, "b.tsv", "1\thttp://a.example/\n2\thttp://b.example/\n") == SeedList(
        urls=(SeedUrl(url="http://a.example/", line=1), SeedUrl(url="http://b.example/", line=2)), bad_rows=()
    )
    assert [row.reason[:30] for row in seeds(tmp_path, "c.csv", "名称;说明\nx;y\n").bad_rows] == [
        "no column of addresses among '",
        "'x;y' is no web address; write",
    ]


def test_json_lines_have_them_under_url_or_alone(tmp_path: Path) -> None:
    good = ['{"url": "http://a.example/", "id": 1}', '"http://b.example/"', '{"网址": "http://c.example/"}']
    content = "\n".join([*good, '{"id": 4}', '{"url": 5}', "{oops", ""])
    read = seeds(tmp_path, "x.jsonl", content)
    assert [(seed.line, seed.url) for seed in read.urls] == [
        (1, "http://a.example/"),
        (2, "http://b.example/"),
        (3, "http://c.example/"),
    ]
    assert [(row.line, row.reason[:18]) for row in read.bad_rows] == [
        (4, "no string under ur"),
        (5, "no string under ur"),
        (6, "not JSON: unexpect"),
    ]


def test_a_huge_line_costs_that_line_and_is_cut(tmp_path: Path) -> None:
    read = seeds(tmp_path, "x.txt", "z" * 10_000_000 + "\nhttp://a.example/\n")
    assert read.urls == (SeedUrl(url="http://a.example/", line=2),)
    assert [(row.line, len(row.raw), len(row.reason) < 400) for row in read.bad_rows] == [(1, 200, True)]


def test_files_that_are_no_lists_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"call it \.txt, \.csv, \.tsv, \.jsonl, \.ndjson"):
        seeds(tmp_path, "x.xlsx", "")
    with pytest.raises(InputFileError, match="no such file"):
        urls_of_file(tmp_path / "none.txt")
    with pytest.raises(EncodingError):
        seeds(tmp_path, "x.txt", b"\x00\x01\x02")
    assert seeds(tmp_path, "empty.csv", "") == SeedList(urls=(), bad_rows=())
