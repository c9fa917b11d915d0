"""What an argument of ``finad crawl`` is taken for."""

import gzip
from pathlib import Path

import pytest

from crawler.errors import SiteError
from crawler.sources.telling import SourceKind, tell_source


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("sites.yaml", b"sites: []", SourceKind.SITES_FILE),
        ("a.har", b'{"log": {"entries": []}}', SourceKind.APP_FILE),
        ("recorded.json", b'{"log": {"version": "1.2", "entries": []}}', SourceKind.APP_FILE),
        ("window.xml", b"<?xml version='1.0'?><hierarchy rotation='0'></hierarchy>", SourceKind.APP_FILE),
        ("feed.xml", b'<?xml version="1.0"?><rss version="2.0"></rss>', SourceKind.FEED_FILE),
        ("sitemap.xml", b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', SourceKind.FEED_FILE),
        ("sitemap.xml.gz", gzip.compress(b"<sitemapindex></sitemapindex>", mtime=0), SourceKind.FEED_FILE),
        ("news.atom", b"<feed></feed>", SourceKind.FEED_FILE),
        ("list.csv", b"url\nhttps://example.cn/\n", SourceKind.URL_LIST),
        ("list.jsonl", b'{"url": "https://example.cn/"}\n', SourceKind.URL_LIST),
        ("list.txt", b"# ours\nhttps://example.cn/a\n\nhttp://example.cn/b\n", SourceKind.URL_LIST),
        ("spot.txt", "[00:00:01] 存款送好礼\n[00:00:05] 详询柜台\n".encode(), SourceKind.MEDIA),
        ("spot.srt", b"1\n00:00:01,000 --> 00:00:02,000\nword\n", SourceKind.MEDIA),
        ("page.pdf", b"%PDF-1.7", SourceKind.MEDIA),
        ("photo.jpg", b"\xff\xd8\xff\xe0", SourceKind.MEDIA),
    ],
)
def test_files_are_told_by_name_and_first_bytes(tmp_path: Path, name: str, content: bytes, kind: SourceKind) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert tell_source(str(path)).kind is kind


@pytest.mark.parametrize(
    ("argument", "kind"),
    [
        ("https://example.cn/", SourceKind.URL),
        ("HTTP://EXAMPLE.CN", SourceKind.URL),
        ("appium://127.0.0.1:4723", SourceKind.DEVICE),
        ("appium+https://lab.example.cn", SourceKind.DEVICE),
        ("some-portal", SourceKind.SITE),
    ],
)
def test_addresses_devices_and_names_are_told_apart(argument: str, kind: SourceKind) -> None:
    assert tell_source(argument).kind is kind


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert tell_source(str(tmp_path)).kind is SourceKind.FOLDER


@pytest.mark.parametrize("argument", ["missing.har", "folder/missing", "ftp://example.cn/a"])
def test_what_is_neither_file_nor_address_says_what_each_looks_like(argument: str) -> None:
    with pytest.raises(SiteError, match="http://"):
        tell_source(argument)
