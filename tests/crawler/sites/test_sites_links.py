import pytest

from crawler.pages.page import Frame, Page
from crawler.sites.addresses import canonical_url, host_of, same_site
from crawler.sites.links import TrapLimit, links_of, shape_of
from crawler.sites.site import Site
from crawler.visit import Link

HOME = "http://www.heyue.example/cj/index.html"
SITE = Site(name="heyue", start_urls=(HOME,))


def page_of(html: str, url: str = HOME, *more: Frame) -> Page:
    return Page(url=url, frames=(Frame(url=url, html=html, parent=None), *more))


def urls(html: str, site: Site = SITE, *, url: str = HOME, depth: int = 0) -> list[str]:
    return [link.url for link in links_of(page_of(html, url), site, depth)]


def test_links_are_taken_from_everything_a_click_or_a_reader_follows() -> None:
    html = """<head><link rel="next" href="?page=2"><link rel="stylesheet" href="/s.css">
    <link rel="alternate" type="application/rss+xml" href="/rss">
    <meta http-equiv="Refresh" content="30; URL='/new'"></head>
    <a href="a.html">一</a><map><area href="/area"></map><div data-href="/card/1">卡片</div>
    <li onclick="window.open('/open')">开</li><li onclick="location.href = '/jump'">跳</li>
    <span data-finad-href="http://www.heyue.example/told">浏览器</span><iframe src="/inner.html"></iframe>"""
    base = "http://www.heyue.example"
    assert links_of(page_of(html), SITE, 1) == tuple(
        Link(url=base + path, depth=2)
        for path in (
            "/cj/index.html?page=2",
            "/rss",
            "/new",
            "/cj/a.html",
            "/area",
            "/card/1",
            "/open",
            "/jump",
            "/told",
            "/inner.html",
        )
    )


def test_each_page_is_named_once_whatever_its_spelling() -> None:
    html = """<base href="/licai/"><a href="p?b=2&a=1#top">1</a><a href="p?a=1&b=2&utm_source=wx&spm=a.b.c">2</a>
    <a href="http://www.heyue.example:80/licai/./p?a=1&b=2&from=timeline">3</a><a href="P?a=1&b=2">4</a>
    <a href="p;jsessionid=A1B2?b=2&a=1&PHPSESSID=77">5</a><a href="http://www.heyue.example/cj/index.html#x">self</a>"""
    assert urls(html) == ["http://www.heyue.example/licai/p?a=1&b=2", "http://www.heyue.example/licai/P?a=1&b=2"]


def test_no_page_is_left_out_and_no_nonsense_stops_the_rest() -> None:
    html = """<a href="javascript:void(0)">x</a><a href="mailto:a@b.example">x</a><a href="http://[::1">x</a><a>x</a>
    <a href="http://www.heyue.example:99999/">x</a><a href="/a.zip">x</a><a href="/App.APK?v=2">x</a>
    <a href="/v.mp4">x</a>
    <a href="/style.css">x</a><a href="/d.docx">x</a><a href="/report.pdf">pdf</a><a href="/sitemap.xml.gz">s</a>
    <a href="/feed.xml">f</a><a href="/x.tar.gz">x</a><a href="/x\ud800">x</a><a href=" /ok.shtml ">ok</a>"""
    assert urls(html) == [
        f"http://www.heyue.example/{name}" for name in ("report.pdf", "sitemap.xml.gz", "feed.xml", "x", "ok.shtml")
    ]


def test_hosts_are_those_of_the_starts_and_those_declared() -> None:
    html = """<a href="http://heyue.example/1">1</a><a href="//fund.heyue.example/2">2</a><a href="http://ad.example/3">3</a>
    <a href="https://a.b.yanshan.example/4">4</a><a href="https://yanshan.example/5">5</a>
    <a href="https://notyanshan.example/6">6</a>"""
    assert urls(html) == ["http://heyue.example/1"]
    wide = Site(name="w", start_urls=(HOME,), hosts=("fund.heyue.example", ".yanshan.example"))
    assert urls(html, wide) == [
        "http://heyue.example/1",
        "http://fund.heyue.example/2",
        "https://a.b.yanshan.example/4",
        "https://yanshan.example/5",
    ]


def test_follow_skip_and_depth_are_obeyed() -> None:
    html = "<a href='/licai/1'>1</a><a href='/licai/gg/2'>2</a><a href='/news/3'>3</a>"
    site = Site(name="s", start_urls=(HOME,), follow=("/licai/",), skip=("/gg/",), depth=2)
    assert urls(html, site, depth=1) == ["http://www.heyue.example/licai/1"]
    assert urls(html, site, depth=2) == []
    assert urls(html, Site(name="s", start_urls=(HOME,), depth=0)) == []


def test_the_host_that_a_start_was_redirected_to_is_followed_and_no_other() -> None:
    html = "<a href='/1'>1</a><a href='http://www.heyue.example/2'>2</a>"
    mobile, foreign = "http://m.heyue.example/", "http://tracker.example/"
    assert urls(html, url=mobile, depth=2) == ["http://m.heyue.example/1", "http://www.heyue.example/2"]
    assert urls(html, url=foreign, depth=0) == ["http://tracker.example/1", "http://www.heyue.example/2"]
    assert urls(html, url=foreign, depth=1) == []


def test_frames_of_the_site_lead_on_and_those_of_others_do_not() -> None:
    page = page_of(
        "<iframe data-finad-frame=1 src='//ads.example/f'></iframe><iframe src='/in.html'></iframe>",
        HOME,
        Frame(url="http://ads.example/f", html="<a href='http://www.heyue.example/from-ad'>x</a>", parent=0),
        Frame(url="http://www.heyue.example/in.html", html="<a href='deep'>x</a>", parent=0),
        Frame(url="about:srcdoc", html="<a href='written'>x</a>", parent=0),
        Frame(url="about:blank", html="<a href='/by-ad'>x</a>", parent=1),
    )
    assert [link.url for link in links_of(page, SITE, 0)] == [
        "http://www.heyue.example/deep",
        "http://www.heyue.example/cj/written",
    ]


def test_words_in_a_query_keep_the_encoding_of_their_page() -> None:
    html = '<meta charset="gb2312"><a href="/s?wd=理财">x</a><a href="/s?wd=%C0%ED%B2%C6">same</a>'
    assert urls(html) == ["http://www.heyue.example/s?wd=%C0%ED%B2%C6"]
    assert urls('<a href="/s?wd=理财">x</a>') == ["http://www.heyue.example/s?wd=%E7%90%86%E8%B4%A2"]


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://A.Example", "http://a.example/"),
        ("https://a.example:443/x#!/p/1", "https://a.example/x#!/p/1"),
        ("http://a.example/?from=2024-01-01&to=9", "http://a.example/?from=2024-01-01&to=9"),
        ("http://a.example/?bd_vid=1&gclid=2", "http://a.example/"),
        ("ftp://a.example/", None),
        ("http://a.example/" + "x" * 5000, None),
        ("http:///x", None),
    ],
)
def test_addresses_have_one_form(url: str, canonical: str | None) -> None:
    assert canonical_url(url) == canonical


def test_hosts_of_one_domain_belong_together_without_any_network() -> None:
    assert same_site("m.heyue.com.cn", "www.heyue.com.cn")
    assert not same_site("a.com.cn", "b.com.cn")
    assert not same_site("127.0.0.1", "127.0.0.2")
    assert host_of("https://USER@A.example.:80/") == "a.example"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("http://a.example/cal?y=2024&m=3", "http://a.example/cal?m=12&y=1999"),
        ("http://a.example/2024/05/01/123.html", "http://a.example/1999/12/31/7.html"),
        ("http://a.example/a/b/", "http://a.example/a/b/a/b/a/b/a/b"),
        ("http://a.example/s/9f8e7d6c5b4a3f2e", "http://a.example/s/0a1b2c3d4e5f6071"),
        ("http://a.example/s/aB3xY9kQ2mZ7pL4w", "http://a.example/s/zZ1yY2xX3wW4vV5u"),
        ("http://a.example/p-1-2-3", "http://a.example/p-44-5-6"),
        ("http://a.example/" + "/".join("abcdefghijklm"), "http://a.example/" + "/".join("abcdefghijxyz")),
    ],
)
def test_pages_of_a_trap_have_one_shape(first: str, second: str) -> None:
    assert shape_of(first) == shape_of(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("http://a.example/licai/1", "http://a.example/baoxian/1"),
        ("http://a.example/x?id=1", "http://a.example/x?page=1"),
        ("http://a.example/x", "http://b.example/x"),
        ("http://a.example/feed", "http://a.example/face"),
        ("http://a.example/zhongqiu-lipin-2023", "http://a.example/zhongqiu-huodong-2023"),
    ],
)
def test_other_pages_have_other_shapes(first: str, second: str) -> None:
    assert shape_of(first) != shape_of(second)


def test_a_trap_is_exhausted_and_the_rest_is_not() -> None:
    limit = TrapLimit(3)
    days = [limit.admits(f"http://a.example/cal/2024/{day}") for day in range(1, 8)]
    assert days == [True, True, True, False, False, False, False]
    assert limit.admits("http://a.example/licai")
    assert limit.exhausted == {"a.example/cal/0": 4}


def test_a_hostile_segment_has_a_shape_at_once() -> None:
    assert shape_of("http://a.example/" + "1" * 100_000 + "/" + "a1" * 50_000) == "a.example/*"
