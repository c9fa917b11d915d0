"""The portal answers as its difficult pages promise."""

import http.client
import socket
import threading
import zlib
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from crawler.sample_portal import SamplePortal
from crawler.sample_portal.bodies import BOMB_BYTES
from crawler.sample_portal.files import find_file, with_port
from crawler.sample_portal.many import many_ad, many_links
from crawler.sample_portal.special import AD_TITLE, ways
from crawler.sample_portal.traps import SCROLL_ADS

Ask = Callable[..., Any]
LAB = "http://lab.finad.test"


def test_hosts_are_told_apart_by_name_and_strangers_see_the_portal(ask: Ask) -> None:
    assert "看懂钱的流向" in ask("http://portal.finad.test/").text
    assert "寻芳" in ask("http://search.finad.test/").text
    assert "看懂钱的流向" in ask("http://127.0.0.1/").text
    assert ask("http://portal.finad.test/nothing/here").status == 404


def test_addresses_in_pages_and_redirects_carry_the_port(ask: Ask, portal: SamplePortal) -> None:
    front = ask("http://portal.finad.test/").text
    assert f'src="http://ads.adnet.test:{portal.port}/s/slot.html' in front
    assert f"u=http%3A%2F%2Fwww.jinwu-licai.test%3A{portal.port}%2Flp" in front
    click = "http://track.adnet.test/c?u=http%3A%2F%2Fwww.jinwu-licai.test%2Flp%2F90d.html&cid=1"
    reply = ask(click)
    assert (reply.status, reply.headers["Location"]) == (302, f"http://www.jinwu-licai.test:{portal.port}/lp/90d.html")
    assert ask("http://track.adnet.test/c?u=file%3A%2F%2F%2Fetc%2Fpasswd").status == 400


def test_a_port_is_written_only_where_none_is() -> None:
    page = b'//a.test/x http://a.test:80/ "//a.test" //b.a.test.cn/ //a.tests/ u=http%3A%2F%2Fa.test%2Fx&v=%2f%2fa.test'
    done = (
        b'//a.test:7/x http://a.test:80/ "//a.test:7" //b.a.test.cn/ //a.tests/ '
        b"u=http%3A%2F%2Fa.test%3A7%2Fx&v=%2f%2fa.test%3A7"
    )
    assert with_port(page, 7) == done
    assert with_port(done, 7) == done
    assert with_port(page, 80) == page


@pytest.mark.parametrize(
    "path", ["/../truth.json", "/..%2ftruth.json", "/a/../../truth.json", "/\0", "/..\\truth.json"]
)
def test_nothing_outside_a_host_is_served(path: str, portal: SamplePortal) -> None:
    with socket.create_connection((portal.address, portal.port), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: lab.finad.test\r\nConnection: close\r\n\r\n".encode())
        assert connection.recv(12) == b"HTTP/1.1 404"
    assert find_file("lab.finad.test", "/../banners.json", {}) is None


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("error-500", 500),
        ("error-502", 502),
        ("gone-404", 404),
        ("gone-410", 410),
        ("unauthorized-401", 401),
        ("forbidden-403", 403),
        ("too-many-429", 429),
        ("legal-451", 451),
        ("captcha", 200),
    ],
)
def test_a_refusal_has_its_status(ask: Ask, name: str, status: int) -> None:
    assert ask(f"{LAB}/special/{name}").status == status


def test_the_busy_page_answers_the_third_time(portal: SamplePortal, ask: Ask) -> None:
    portal.log.clear()
    replies = [ask(f"{LAB}/special/busy-503") for _ in range(3)]
    assert [reply.status for reply in replies] == [503, 503, 200]
    assert replies[0].headers["Retry-After"] == "1"
    assert AD_TITLE in replies[2].text


def test_the_log_tells_who_asked_for_what(portal: SamplePortal, ask: Ask) -> None:
    portal.log.clear()
    for path in ("/news/1001.html?a=1", "/news/1001.html", "/news/1002.html"):
        ask(f"http://portal.finad.test{path}", headers={"User-Agent": "tester/1"})
    ask("http://m.finad.test/", headers={"User-Agent": "other"})
    assert portal.log.counts(user_agent="tester") == Counter({"/news/1001.html": 2, "/news/1002.html": 1})
    assert portal.log.counts(host="m.finad.test") == Counter({"/": 1})
    assert [(seen.host, seen.target, seen.user_agent) for seen in portal.requests][-1] == ("m.finad.test", "/", "other")


def test_redirects_go_where_they_say(ask: Ask) -> None:
    hops = {
        "loop-a": (302, "/special/loop-b"),
        "loop-b": (301, "/special/loop-a"),
        "to-private": (302, "http://10.0.0.1/admin"),
        "to-metadata": (302, "http://169.254.169.254/latest/meta-data/"),
        "to-file": (302, "file:///etc/hostname"),
        "chain": (301, "/special/chain-2"),
        "chain-2": (302, "/special/chain-3"),
        "to-nowhere": (302, None),
    }
    seen = {name: ask(f"{LAB}/special/{name}") for name in hops}
    assert {name: (reply.status, reply.headers.get("Location")) for name, reply in seen.items()} == hops
    assert 'http-equiv="refresh" content="0; url=chain-4"' in ask(f"{LAB}/special/chain-3").text
    assert "location.replace('http://www.lanshan-zt.test:" in ask(f"{LAB}/special/chain-4").text


def test_the_slow_page_trickles_and_ends(portal: SamplePortal, ask: Ask) -> None:
    assert AD_TITLE in ask(f"{LAB}/special/slow-end").text


@pytest.mark.parametrize("name", ["slow-never", "endless"])
def test_an_endless_body_goes_on_until_the_client_leaves(portal: SamplePortal, ask: Ask, name: str) -> None:
    reply = ask(f"{LAB}/special/{name}", at_most=80)
    assert reply.headers["Transfer-Encoding"] == "chunked"
    assert len(reply.body) == 80


def test_the_silent_page_says_nothing(portal: SamplePortal) -> None:
    with socket.create_connection((portal.address, portal.port), timeout=0.5) as connection:
        connection.sendall(b"GET /special/silent HTTP/1.1\r\nHost: lab.finad.test\r\n\r\n")
        with pytest.raises(TimeoutError):
            connection.recv(1)


def test_connections_break_as_promised(ask: Ask) -> None:
    with pytest.raises(ConnectionResetError):
        ask(f"{LAB}/special/reset")
    with pytest.raises(http.client.IncompleteRead):
        ask(f"{LAB}/special/cut")


def test_the_bomb_is_small_and_grows_to_a_quarter_of_a_gigabyte(ask: Ask) -> None:
    reply = ask(f"{LAB}/special/gzip-bomb")
    assert reply.headers["Content-Encoding"] == "gzip"
    assert len(reply.body) < 2_000_000
    unpacker = zlib.decompressobj(31)
    size, rest = 0, reply.body
    begin = unpacker.decompress(rest, 100)
    assert begin.decode("utf-8", "ignore").startswith("<!DOCTYPE html><html><body><p>正在加载")
    rest = unpacker.unconsumed_tail
    size += len(begin)
    while rest:
        size += len(unpacker.decompress(rest, 1 << 26))
        rest = unpacker.unconsumed_tail
    assert unpacker.eof
    assert size >= BOMB_BYTES


def test_a_body_that_is_huge_or_not_compressed_says_otherwise(ask: Ask) -> None:
    assert ask(f"{LAB}/special/huge", at_most=10).headers["Content-Length"] == str(256 * 1024 * 1024)
    reply = ask(f"{LAB}/special/not-gzip")
    assert (reply.headers["Content-Encoding"], reply.text) == ("gzip", "这不是压缩数据")


def test_empty_pages_are_empty(ask: Ask) -> None:
    assert ask(f"{LAB}/special/empty").body == b""
    assert "加载中" in ask(f"{LAB}/special/shell").text
    assert ask(f"{LAB}/static/app.missing.js").status == 404


def test_the_walls_fall_with_consent(ask: Ask) -> None:
    consent = {"Cookie": "a=1; consent=yes"}
    hard, overlay = f"{LAB}/special/cookie-wall-hard", f"{LAB}/special/cookie-wall"
    assert AD_TITLE not in ask(hard).text
    assert AD_TITLE in ask(hard, headers=consent).text
    assert "cookie-mask" in ask(overlay).text
    assert AD_TITLE in ask(overlay).text
    assert "cookie-mask" not in ask(overlay, headers=consent).text


def test_the_calendar_and_the_sessions_never_end(ask: Ask) -> None:
    december = ask(f"{LAB}/cal?y=2031&m=12").text
    assert '"/cal?y=2032&amp;m=1"' in december
    assert '"/cal?y=2031&amp;m=11"' in december
    assert "2024年1月" in ask(f"{LAB}/cal?y=nonsense&m=").text
    first, second = ask(f"{LAB}/session").text, ask(f"{LAB}/session").text
    assert first != second
    assert '"/deep/list/list/list"' in ask(f"{LAB}/deep/list/list").text


def test_the_endless_feed_has_an_ad_in_each_of_its_first_loads(ask: Ask) -> None:
    loads = [ask(f"{LAB}/scroll-items?page={number}").text for number in range(5)]
    assert [[title for title, _, _ in SCROLL_ADS if title in load] for load in loads] == [
        [SCROLL_ADS[0][0]],
        [SCROLL_ADS[1][0]],
        [SCROLL_ADS[2][0]],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("url", "media_type", "codec"),
    [
        ("http://old.finad.test/", "text/html; charset=gbk", "gbk"),
        ("http://old.finad.test/gb2312.htm", "text/html", "gb2312"),
        ("http://old.finad.test/wrong.htm", "text/html; charset=utf-8", "gbk"),
        ("http://old.finad.test/utf.htm", "text/html", "utf-8"),
        ("http://tw.finad.test/", "text/html", "big5"),
        (f"{LAB}/special/odd-charset", "text/html; charset=x-utf-99", "utf-8"),
        (f"{LAB}/special/no-type", None, "utf-8"),
    ],
)
def test_pages_are_encoded_and_declared_as_planned(ask: Ask, url: str, media_type: str | None, codec: str) -> None:
    reply = ask(url)
    assert reply.headers.get("Content-Type") == media_type
    assert any(label in reply.body.decode(codec) for label in ("广告", "推广", "廣告"))
    if codec != "utf-8":
        with pytest.raises(UnicodeDecodeError):
            reply.body.decode("utf-8")


def test_robots_feeds_and_files_are_there(ask: Ask) -> None:
    portal = "http://portal.finad.test"
    assert "Disallow: /private/" in ask(f"{portal}/robots.txt").text
    assert "<rss" in ask(f"{portal}/feed.xml").text
    assert "<urlset" in ask(f"{portal}/sitemap.xml").text
    assert ask(f"{portal}/files/report.pdf").body.startswith(b"%PDF-")


def test_long_pages_are_compressed_for_who_asks(ask: Ask) -> None:
    plain = ask("http://portal.finad.test/licai/")
    packed = ask("http://portal.finad.test/licai/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert zlib.decompress(packed.body, 31) == plain.body


def test_head_and_post_are_answered(ask: Ask) -> None:
    head = ask("http://portal.finad.test/licai/", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert ask("http://p2p.finad.test/login", method="POST").status == 200


def test_every_special_way_answers(portal: SamplePortal) -> None:
    """Or keeps silent on purpose, which its own tests show."""
    quiet = {"/special/silent", "/special/reset", "/special/gzip-bomb", "/special/huge"}
    statuses = {}
    for path in ways():
        if path not in quiet:
            with socket.create_connection((portal.address, portal.port), timeout=10) as connection:
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: lab.finad.test\r\n\r\n".encode())
                statuses[path] = connection.recv(9)
    assert set(statuses.values()) == {b"HTTP/1.1 "}


def test_many_pages_lead_to_each_other_and_hold_one_ad_each(ask: Ask, portal: SamplePortal) -> None:
    assert many_links(0, 500) == (1, 2, 3)
    assert many_links(166, 500) == (499, 55)
    reached = {0}
    todo = [0]
    while todo:
        new = set(many_links(todo.pop(), 500)) - reached
        reached |= new
        todo += new
    assert reached == set(range(500))
    assert len({many_ad(number).title for number in range(500)}) == 500
    ad = many_ad(166)
    text = ask("http://portal.finad.test/many/166").text
    assert all(words in text for words in (ad.title, ad.body, ad.button, 'href="/many/499"'))
    assert f"http://www.songhe-jr.test:{portal.port}/offer/166" in text
    assert ad.title in ask("http://www.songhe-jr.test/offer/166").text
    assert [ask(f"http://portal.finad.test/many/{n}").status for n in ("499", "500", "007", "x", "")] == [200] + [
        404
    ] * 4


def test_the_same_portal_closes_while_answers_are_under_way() -> None:
    portal = SamplePortal()
    with portal:
        connection = socket.create_connection((portal.address, portal.port), timeout=10)
        connection.sendall(b"GET /special/slow-never HTTP/1.1\r\nHost: lab.finad.test\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 200"
    with connection:
        while connection.recv(4096):
            pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((portal.address, portal.port), timeout=1)


def test_many_clients_are_served_at_once(portal: SamplePortal, ask: Ask) -> None:
    """One that never ends holds nobody up."""
    slow = socket.create_connection((portal.address, portal.port), timeout=10)
    slow.sendall(b"GET /special/slow-never HTTP/1.1\r\nHost: lab.finad.test\r\n\r\n")
    seen: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: seen.append(ask(f"http://portal.finad.test/many/{n}").status))
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    slow.close()
    assert seen == [200] * 20
