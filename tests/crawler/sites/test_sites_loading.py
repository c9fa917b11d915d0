from pathlib import Path

import pytest

from crawler.capture import Viewport
from crawler.errors import SiteError
from crawler.pages.ad_rule import AdRule
from crawler.sites.loading import load_sites, shipped_sites, site_for_url, site_named
from crawler.sites.schedule import schedule_problem
from crawler.sites.schema import viewport_named
from crawler.sites.site import Robots, Site

FULL = """
sites:
  - name: 东湾财经
    start: https://www.dongwan-caijing.example/
    follow: ['/licai/', '/baoxian/']
    skip: '/gonggao/'
    hosts: [.dongwan-caijing.example, img.dongwan.example]
    depth: 2
    max_pages: 40
    max_pages_per_shape: 7
    max_page_bytes: 1000000
    schedule: "*/30 6-22 * * MON-FRI"
    viewport: {width: 390, height: 844, scale: 3, mobile: true, device: iPhone 13}
    render: false
    robots: ignore
    robots_reason: 东湾市市场监管局 2024-03-01 授权函
    delay: 1.5
    concurrency: 1
    timeout: 12
    landing: false
    scrolls: 0
    kind: platform
    ads:
      - .tuiguang
      - {selector: 'li.item', label: 广告, title: h3, body: p, footnote: small, button: .btn, advertiser: .from}
    channel: h5
"""


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "sites.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def mistakes(folder: Path, content: str | bytes) -> list[str]:
    path = written(folder, content)
    with pytest.raises(SiteError) as caught:
        load_sites(path)
    return str(caught.value).replace(str(path), "sites.yaml").splitlines()


def test_every_key_reaches_the_site(tmp_path: Path) -> None:
    assert load_sites(written(tmp_path, FULL)) == (
        Site(
            name="东湾财经",
            start_urls=("https://www.dongwan-caijing.example/",),
            follow=("/licai/", "/baoxian/"),
            skip=("/gonggao/",),
            hosts=(".dongwan-caijing.example", "img.dongwan.example"),
            depth=2,
            max_pages=40,
            max_pages_per_shape=7,
            max_page_bytes=1_000_000,
            schedule="*/30 6-22 * * MON-FRI",
            viewport=Viewport(width=390, height=844, scale=3.0, is_mobile=True, device="iPhone 13"),
            is_rendered=False,
            robots=Robots.IGNORE,
            robots_reason="东湾市市场监管局 2024-03-01 授权函",
            delay_s=1.5,
            concurrency=1,
            timeout_s=12.0,
            follows_landing=False,
            max_scrolls=0,
            page_kind="platform",
            ad_rules=(
                AdRule(selector=".tuiguang"),
                AdRule(
                    selector="li.item",
                    label="广告",
                    title="h3",
                    body="p",
                    footnote="small",
                    button=".btn",
                    advertiser=".from",
                ),
            ),
            channel="h5",
        ),
    )


def test_a_name_and_an_address_are_enough_and_the_rest_is_as_the_site_type_says(tmp_path: Path) -> None:
    listed = "- {name: a, start: 'https://a.example/'}\n- name: b\n  start: ['https://b.example/']\n  follow:\n"
    assert load_sites(written(tmp_path, listed)) == (
        Site(name="a", start_urls=("https://a.example/",)),
        Site(name="b", start_urls=("https://b.example/",)),
    )


def test_a_file_saved_in_gbk_is_read(tmp_path: Path) -> None:
    content = "- {name: 云杉理财观察, start: 'https://y.example/'}\n".encode("gb18030")
    assert [site.name for site in load_sites(written(tmp_path, content))] == ["云杉理财观察"]


def test_all_mistakes_are_told_at_once_with_line_entry_key_and_way_out(tmp_path: Path) -> None:
    content = """sites:
  - name: a
    start: www.a.example
    depth: "3"
    folow: [x]
    follow: ["a(", b]
    ads:
      - .ad
      - selector: "div[["
        titel: h3
    viewport: tablet
    schedule: "61 * * * *"
    robots: ignore
  - name: a
    start: https://b.example/
    kind: blog
    hosts: ["https://c.example"]
  - 5
"""
    assert mistakes(tmp_path, content) == [
        "sites.yaml:2: entry 1 ('a'): robots_reason: needed beside robots: ignore; say who authorised it in writing, "
        "and when",
        "sites.yaml:3: entry 1 ('a'): start: no address; write it in full, such as https://www.example.cn/ "
        "(got 'www.a.example')",
        "sites.yaml:4: entry 1 ('a'): depth: Input should be a valid integer (got '3')",
        "sites.yaml:5: entry 1 ('a'): folow: no such key; did you mean follow? (got ['x'])",
        "sites.yaml:6: entry 1 ('a'): follow.0: no regular expression: missing ), unterminated subpattern at position "
        "1 (got 'a(')",
        "sites.yaml:9: entry 1 ('a'): ads.1.selector: no CSS selector: Can't parse CSS selector. (got 'div[[')",
        "sites.yaml:10: entry 1 ('a'): ads.1.titel: no such key; did you mean title? (got 'h3')",
        "sites.yaml:11: entry 1 ('a'): viewport: no viewport; it is desktop, mobile or {width: 1366, height: 900} "
        "(got 'tablet')",
        "sites.yaml:12: entry 1 ('a'): schedule: '61' is no minute; it is 0 to 59, a range 1-5, a step */15 or * "
        "(got '61 * * * *')",
        "sites.yaml:14: entry 2 ('a'): name: entry 1 has it already; names are unique",
        "sites.yaml:16: entry 2 ('a'): kind: no kind of page; it is one of search_results, article, app_store, "
        "platform, or left out (got 'blog')",
        "sites.yaml:17: entry 2 ('a'): hosts.0: no host name; write www.example.cn, or .example.cn for it and all its "
        "subdomains (got 'https://c.example')",
        "sites.yaml:18: entry 3: not a mapping of keys to values",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "sites.yaml: no list of sites; begin with"),
        ("- name: x\n  name: y\n", "sites.yaml:2: not YAML: name is given twice"),
        ("[" * 5000, "sites.yaml: nested too deep; it is a list of sites"),
        ("a: &a [1]\nb: *c", "sites.yaml:2: not YAML: found undefined alias 'c'"),
        ("- !!python/object:os.system x", "sites.yaml:1: not YAML: could not determine a constructor for the tag"),
        ("- 2024-99-99", "sites.yaml: a value cannot be read: month must be in 1..12; put it in quotes"),
        ("&a [*a]", "sites.yaml:1: entry 1: not a mapping of keys to values"),
        (b"\x00\x01", "sites.yaml: not YAML: unacceptable character"),
        (b"\xff\xfe\x00", "sites.yaml: the byte order mark says utf-16-le"),
        ('- {name: "\\ud800", start: "http://a.cn/"}', "sites.yaml:1: entry 1 ('\\ud800'): name: Input should be"),
        ("- {name: x, start: 'http://a.cn/', delay: .inf}", "sites.yaml:1: entry 1 ('x'): delay: Input should be"),
        ("- {name: x, start: []}", "sites.yaml:1: entry 1 ('x'): start: needs at least one"),
    ],
)
def test_a_hostile_or_broken_file_is_an_error_that_names_the_place(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    assert mistakes(tmp_path, content)[0].startswith(message)


def test_a_bomb_of_references_ends_at_once_with_a_bounded_message(tmp_path: Path) -> None:
    content = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert len("\n".join(mistakes(tmp_path, content + "sites: *i\n"))) < 20_000


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"nowhere\.yaml: cannot be read: No such file"):
        load_sites(tmp_path / "nowhere.yaml")


def test_an_address_alone_is_a_site_named_after_its_host() -> None:
    url = "https://www.dongwan.example:8443/licai?id=1"
    assert site_for_url(url) == Site(name="www.dongwan.example", start_urls=(url,))


@pytest.mark.parametrize(
    "url", ["dongwan.example", "ftp://a.example/", "http://", "http://a b/", "http://a:99999/", "http://a\ud800/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(SiteError, match="is no web address; write it in full"):
        site_for_url(url)


def test_the_shipped_sites_load_obey_robots_and_cover_every_kind() -> None:
    sites = shipped_sites()
    assert len(sites) >= 12
    assert {site.robots for site in sites} == {Robots.OBEY}
    assert {site.page_kind for site in sites} == {None, "search_results", "article", "app_store", "platform"}
    assert site_named(sites[3].name) is sites[3]


def test_an_unknown_name_tells_the_nearest() -> None:
    with pytest.raises(SiteError, match="no site is named 'eastmony'; did you mean eastmoney"):
        site_named("eastmony")
    with pytest.raises(SiteError, match="no site is named 'zzz'; known are a, b"):
        site_named("zzz", [Site(name="a", start_urls=()), Site(name="b", start_urls=())])


@pytest.mark.parametrize(
    "expression", ["0 6 * * *", "*/15 0-6,18-23 1 JAN,jul sun", "5 4 * * 7", "@daily", "0-59/5 * * * *"]
)
def test_cron_expressions_are_accepted(expression: str) -> None:
    assert schedule_problem(expression) is None


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("0 6 * *", "4 fields; cron has five"),
        ("", "0 fields"),
        ("0 24 * * *", "'24' is no hour; it is 0 to 23"),
        ("0 0 0 * *", "'0' is no day of month"),
        ("0 0 * FEV *", "'FEV' is no month"),
        ("9-3 * * * *", "'9-3' is no minute"),
        ("*/0 * * * *", "'*/0' is no minute"),
        ("@reboot", "1 fields"),
    ],
)
def test_other_expressions_are_refused_with_the_field(expression: str, problem: str) -> None:
    assert (schedule_problem(expression) or "").startswith(problem)


def test_a_window_has_a_name_or_a_size() -> None:
    assert viewport_named("desktop") == Viewport(width=1366, height=900)
    assert viewport_named("mobile") == Viewport(width=412, height=839, scale=2.625, is_mobile=True, device="Pixel 7")
    assert viewport_named("1920x1080") == Viewport(width=1920, height=1080)
    with pytest.raises(SiteError, match="no viewport is named 'tv'"):
        viewport_named("tv")
    with pytest.raises(SiteError, match="'9999x100' is out of range"):
        viewport_named("9999x100")
