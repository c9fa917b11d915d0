from pathlib import Path

import pytest

from crawler.ad import FoundBy
from crawler.errors import FilterListError
from crawler.pages import find_ads, load_filters
from crawler.pages.found import FoundAd
from crawler.pages.page import Frame, Page


def load(tmp_path: Path, *rules: str) -> Path:
    path = tmp_path / "list.txt"
    path.write_text("[Adblock Plus 2.0]\n! a list\n" + "\n".join(rules), "utf-8")
    return path


def find(path: Path, html: str, url: str = "http://www.haichao.test/") -> tuple[FoundAd, ...]:
    page = Page(url=url, frames=(Frame(url=url, html=html, parent=None),))
    return find_ads(page, filters=load_filters([path], with_own=False))


BOX = '<div class="qbx"><a href="http://a.test/">七日理财</a></div>'


@pytest.mark.parametrize(
    ("rule", "html"),
    [
        ("##.qbx", BOX),
        ("haichao.test##.qbx > a", BOX),
        ('##a[href^="http://a.test"]', BOX),
        (
            "||pics.test^$image",
            '<p><a href="http://a.test/"><img src="http://pics.test/1.gif" width="90" height="90"></a></p>',
        ),
        ("||a.test^", BOX),
        (
            "/slotframe/",
            '<iframe src="/slotframe/1" srcdoc="&lt;a href=http://a.test/&gt;保本计划&lt;/a&gt;"></iframe>',
        ),
        (
            "||js.test^$script",
            '<div><script src="http://js.test/a.js"></script><a href="http://a.test/">信用贷款</a></div>',
        ),
    ],
)
def test_a_rule_finds_its_ad_and_is_the_proof(tmp_path: Path, rule: str, html: str) -> None:
    (ad,) = find(load(tmp_path, rule), f"<p>正文文字</p><div>{html}</div><p>正文文字</p>")
    assert (ad.found_by[0], ad.landing_url) == (FoundBy.FILTER_LIST, "http://a.test/")
    assert rule.removeprefix("haichao.test") in ad.proof


@pytest.mark.parametrize(
    "rules",
    [
        ("##.qbx", "haichao.test#@#.qbx"),
        ("||a.test^", "@@||a.test^"),
        ("other.test##.qbx",),
        ("||a.test^$domain=b.test",),
    ],
)
def test_exceptions_and_other_sites_rules_find_nothing(tmp_path: Path, rules: tuple[str, ...]) -> None:
    assert find(load(tmp_path, *rules), f"<p>正文</p>{BOX}") == ()


def test_a_rule_that_hides_a_region_of_the_page_marks_no_ad(tmp_path: Path) -> None:
    region = "".join(f"<li><a href='/n/{n}'>第{n}条要闻的标题</a></li>" for n in range(9))
    assert find(load(tmp_path, "##.has-ads"), f"<div class='has-ads'><ul>{region}</ul></div>") == ()


def test_selectors_beyond_css_are_left_out_and_counted(tmp_path: Path) -> None:
    engine = load_filters(
        [load(tmp_path, "##.qbx", "##p:upward(2)", "##div:matches-path(x)", "##.qbx::weird(")], with_own=False
    )
    page = Page(url="http://w.test/", frames=(Frame(url="http://w.test/", html=BOX, parent=None),))
    assert len(find_ads(page, filters=engine)) == 1
    assert all("qbx" in selector or ":" in selector for selector in engine.unknown_selectors)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file"),
        (b"", "holds no rule"),
        (b"[Adblock Plus 2.0]\n! only remarks\n", "holds no rule"),
        (b"<!DOCTYPE html><html>404</html>", "a web page"),
        (b"PK\x03\x04\0\0", "NUL byte at 4"),
        (b"||a.test^\n\xff\xff\xfe\xfa broken\n", "not UTF-8 from byte 10"),
    ],
)
def test_a_list_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "bad.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FilterListError, match=rf"bad\.txt.*{reason}"):
        load_filters([path])


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(FilterListError, match="Is a directory"):
        load_filters([tmp_path])
