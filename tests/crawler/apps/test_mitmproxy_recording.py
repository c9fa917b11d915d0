"""A real mitmproxy on the loopback address, recorded live and read back."""

import gzip
import http.client
import json
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.ad import CreativeKind, FoundBy
from crawler.apps.flows import ADDON, visits_of_flows
from crawler.capture import Via
from crawler.errors import TrafficFileError
from crawler.pages.found import FoundAd, PicturePiece, TextPiece

CARDS = {
    "ads": [
        {
            "ad_id": "a-71",
            "title": "安心存 一年期年化4.1%",
            "desc": "新客专享，名额有限",
            "image": "/banner.png",
            "landing_url": "https://land.example.cn/anxin",
            "advertiser": "云阶财富",
            "button_text": "立即抢购",
        }
    ]
}
LOAN = {
    "adInfo": {
        "creativeId": 5,
        "headline": "极速贷",
        "content": "3分钟到账",
        "clickUrl": "https://land.example.cn/loan",
    }
}


BROTLI = b'\x8b\x0b\x80{"rate": "\xe6\x97\xa5\xe6\x81\xaf\xe4\xb8\x87\xe4\xb8\x89"}\x03'


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def proxy(mitmdump: str, folder: Path, *arguments: str) -> Iterator[int]:
    port = free_port()
    command = [mitmdump, "--listen-host", "127.0.0.1", "--listen-port", str(port), "--ssl-insecure", "--quiet"]
    command += ["--scripts", str(ADDON), "--set", f"confdir={folder / 'confdir'}", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _ in range(600):
            assert process.poll() is None, process.stdout and process.stdout.read().decode()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            pytest.fail("mitmdump does not listen")
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=20)


def ask(port: int, url: str, *, trusted: Path | None = None, body: bytes | None = None) -> bytes:
    """One request through the proxy; raises what the connection raises."""
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    headers = {"Host": host, "X-Requested-With": "cn.example.wallet"}
    if scheme == "http":
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        target = url
    else:
        context = ssl.create_default_context(cafile=str(trusted) if trusted else None)
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=context)
        name, _, origin_port = host.partition(":")
        connection.set_tunnel(name, int(origin_port))
        target = f"/{path}"
    try:
        connection.request("POST" if body else "GET", target, body=body, headers=headers)
        return connection.getresponse().read()
    finally:
        connection.close()


@pytest.fixture
def secured(tmp_path: Path) -> Callable[[object], None]:
    """Puts TLS with a certificate of its own in front of a server."""

    def secure(origin: object) -> None:
        openssl = shutil.which("openssl")
        if openssl is None:
            pytest.skip("no openssl on the search path")
        key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
        command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        origin.server.socket = context.wrap_socket(origin.server.socket, server_side=True)  # type: ignore[attr-defined]

    return secure


def test_a_live_recording_over_http_and_https_is_read_back_with_its_ads(
    tmp_path: Path, mitmdump: str, serve, secured, picture
) -> None:
    banner = picture(64, 32, "red")
    compressed = gzip.compress(json.dumps(CARDS).encode(), mtime=0)
    plain = serve(
        {
            "/feed": (
                200,
                {"Content-Type": "application/json", "Content-Encoding": "gzip"},
                compressed,
            ),
            "/banner.png": (200, {"Content-Type": "image/png"}, banner),
            "/dead": (0, {}, b""),
            "/packed": (200, {"Content-Type": "application/json", "Content-Encoding": "br"}, BROTLI),
            "/huge": (200, {"Content-Type": "application/json"}, b"[" + b"1," * 40_000 + b"1]"),
        }
    )
    safe = serve({"/loan": (200, {"Content-Type": "application/json"}, json.dumps(LOAN).encode())})
    secured(safe)
    out, native = tmp_path / "out", tmp_path / "kept.flow"
    with proxy(
        mitmdump, tmp_path, "--set", f"finad_out={out}", "--set", "finad_max_body=50000", "-w", str(native)
    ) as port:
        authority = tmp_path / "confdir/mitmproxy-ca-cert.pem"
        assert json.loads(gzip.decompress(ask(port, f"{plain.url}/feed?page=1"))) == CARDS
        assert ask(port, f"{plain.url}/banner.png") == banner
        assert ask(port, f"{plain.url}/dead").startswith(b"<html>")  # the proxy's own answer
        assert len(ask(port, f"{plain.url}/huge")) == 80_003
        assert ask(port, f"{plain.url}/packed") == BROTLI
        assert json.loads(ask(port, f"https://localhost:{safe.port}/loan", trusted=authority, body=b"uid=7")) == LOAN
        with pytest.raises(ssl.SSLError):
            ask(port, f"https://localhost:{safe.port}/loan")

    (visit,) = visits_of_flows(out)
    seen = visit.observation
    assert (seen.site, seen.via, seen.agent) == ("cn.example.wallet", Via.PROXY, "mitmproxy " + _version(mitmdump))
    assert seen.problem_detail == "localhost: the app refused the proxy's certificate 1 times"
    assert not seen.is_complete
    by_path = {exchange.url.rpartition("/")[2]: exchange for exchange in seen.exchanges}
    assert {path: (e.status, e.method, e.ip) for path, e in by_path.items()} == {
        "feed?page=1": (200, "GET", "127.0.0.1"),
        "banner.png": (200, "GET", "127.0.0.1"),
        "dead": (None, "GET", "127.0.0.1"),
        "huge": (200, "GET", "127.0.0.1"),
        "packed": (200, "GET", "127.0.0.1"),
        "loan": (200, "POST", "127.0.0.1"),
    }
    feed, packed = by_path["feed?page=1"], by_path["packed"]
    assert (feed.body, feed.is_body_decoded) == (compressed, False)
    assert (packed.body, packed.is_body_decoded) == ('{"rate": "日息万三"}'.encode(), True)
    assert by_path["huge"].body is None
    assert by_path["huge"].problem == "body of 80003 bytes; finad_max_body is 50000"
    assert by_path["dead"].problem is not None
    assert by_path["loan"].request_body == b"uid=7"
    assert (by_path["loan"].certificate or "").endswith("issuer CN=localhost; subject CN=localhost")
    card, loan = visit.ads
    assert card == FoundAd(
        pieces=(
            TextPiece(kind=CreativeKind.TITLE, text="安心存 一年期年化4.1%"),
            TextPiece(kind=CreativeKind.BODY, text="新客专享，名额有限"),
            TextPiece(kind=CreativeKind.BUTTON, text="立即抢购"),
            PicturePiece(url=f"{plain.url}/banner.png", content=banner, box=None),
        ),
        found_by=(FoundBy.RECORD_SHAPE,),
        proof="record with the fields of an ad; cues: ad_id, landing_url, advertiser, button_text, in ads",
        advertiser_raw="云阶财富",
        landing_url="https://land.example.cn/anxin",
        frame_url=f"{plain.url}/feed?page=1",
        selector="$.ads[0]",
    )
    title = TextPiece(kind=CreativeKind.TITLE, text="极速贷")
    assert (loan.pieces[0], loan.landing_url) == (title, "https://land.example.cn/loan")

    (converted,) = visits_of_flows(native, mitmdump=mitmdump)
    assert [e.url for e in converted.observation.exchanges] == [e.url for e in seen.exchanges]
    assert converted.ads == visit.ads


def _version(mitmdump: str) -> str:
    said = subprocess.run([mitmdump, "--version"], capture_output=True, text=True, check=True).stdout
    return said.split()[1]


def test_hosts_are_chosen_files_rotate_and_a_second_run_goes_on_behind_a_torn_line(
    tmp_path: Path, mitmdump: str, serve
) -> None:
    origin = serve({f"/{n}": (200, {"Content-Type": "text/plain"}, b"x" * 3000) for n in range(4)})
    out = tmp_path / "out"
    options = ["--set", f"finad_out={out}", "--set", "finad_hosts=127.0.*", "--set", "finad_max_file=4500"]
    with proxy(mitmdump, tmp_path, *options) as port:
        ask(port, f"{origin.url}/0")
        ask(port, f"http://localhost:{origin.port}/1")
        ask(port, f"{origin.url}/2")
    files = sorted(out.glob("flows*.jsonl"))
    assert [file.name for file in files] == ["flows-0002.jsonl", "flows-0003.jsonl", "flows.jsonl"]
    with (out / "flows-0003.jsonl").open("ab") as torn:
        torn.write(b'{"format": "finad-flows", "version": 1, "kind": "fl')
    with proxy(mitmdump, tmp_path, *options) as port:
        ask(port, f"{origin.url}/3")
    (visit,) = visits_of_flows(out)
    assert [e.url.rpartition("/")[2] for e in visit.observation.exchanges] == ["0", "2", "3"]
    assert (visit.observation.problem_detail or "").startswith("1 unreadable: flows-0003.jsonl line 3: not JSON")


def test_a_flow_file_that_mitmdump_cannot_read_is_refused_with_what_it_said(tmp_path: Path, mitmdump: str) -> None:
    path = tmp_path / "broken.flow"
    path.write_bytes(b"\x00nothing that mitmproxy wrote")
    with pytest.raises(TrafficFileError, match=r"broken\.flow: .*read no flows"):
        list(visits_of_flows(path, mitmdump=mitmdump))
