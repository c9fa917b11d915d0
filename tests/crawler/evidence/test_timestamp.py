"""A real timestamp server stamps the log's head; what it did not stamp, or did not sign, is refused."""

import socket
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import TimestampError
from crawler.evidence import BlobStore, CaptureLog
from crawler.evidence.canonical import sha256_of
from crawler.evidence.timestamp import check_signature, load_certificates, read_token, stamp, stamp_log

DIGEST = sha256_of("稳健一号 开放申购".encode())


def test_a_token_tells_what_was_stamped_and_openssl_agrees(authority: Any, tmp_path: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    token = stamp(DIGEST, authority.url)
    stamped = read_token(token, "token")
    assert (stamped.digest, stamped.signer, stamped.policy) == (
        DIGEST,
        "CN=Chengxin TSA 1,O=Chengxin Notary",
        "1.2.3.4.1",
    )
    assert before <= stamped.stamped_at <= datetime.now(UTC)
    check_signature(token, load_certificates(authority.ca), "token")
    (tmp_path / "token.tsr").write_bytes(token)
    done = subprocess.run(
        ["openssl", "ts", "-verify", "-digest", DIGEST, "-in", tmp_path / "token.tsr", "-CAfile", authority.ca],
        capture_output=True,
        check=False,
    )
    assert done.stdout.strip() == b"Verification: OK"


def test_a_signature_that_no_trusted_certificate_vouches_for_is_refused(authority: Any) -> None:
    token = stamp(DIGEST, authority.url)
    with pytest.raises(TimestampError, match="token: its signature is not vouched for by the certificates given"):
        check_signature(token, load_certificates(authority.folder / "other.pem"), "token")
    changed = token.replace(bytes.fromhex(DIGEST), bytes(32))
    with pytest.raises(TimestampError, match="not vouched for"):
        check_signature(changed, load_certificates(authority.ca), "token")


# The library warns of certificates that the flips made odd.
@pytest.mark.filterwarnings("ignore")
def test_a_changed_token_is_read_or_refused_and_never_vouched_for_with_another_digest(authority: Any) -> None:
    token = stamp(DIGEST, authority.url)
    certificates = load_certificates(authority.ca)
    vouched = set()
    for at in range(0, len(token), 3):
        changed = bytearray(token)
        changed[at] ^= 0x81
        for content in (bytes(changed), token[:at]):
            try:
                check_signature(content, certificates, "token")
                vouched.add(read_token(content, "token").digest)
            except TimestampError:
                continue
    assert vouched == {DIGEST}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/html", "no timestamp in the form of RFC 3161.*begin b'<html>"),
        ("/busy", "answered with status 503"),
        ("/refuse", "refused"),
        ("/replay", "nonce is not ours|stamped"),
    ],
)
def test_a_server_that_does_not_do_as_asked_is_named(authority: Any, path: str, message: str) -> None:
    stamp(DIGEST, authority.url)
    with pytest.raises(TimestampError, match=f"^{authority.url}{path}: .*({message})"):
        stamp(DIGEST, authority.url + path)


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TimestampError, match=f"{url}: the timestamp server does not answer: .*refused"):
            stamp(DIGEST, url)
        silent.listen()
        with pytest.raises(TimestampError, match=f"{url}: the timestamp server does not answer: .*timed out"):
            stamp(DIGEST, url, timeout_s=0.1)
    with pytest.raises(TimestampError, match="file:///etc/passwd: no address of a timestamp server"):
        stamp(DIGEST, "file:///etc/passwd")


def test_stamping_a_log_appends_the_entry_that_names_the_token(authority: Any, tmp_path: Path) -> None:
    blobs = BlobStore.open(str(tmp_path / "blobs"))
    with CaptureLog.open(tmp_path / "log.jsonl") as log:
        with pytest.raises(TimestampError, match="nothing to stamp"):
            stamp_log(log, blobs, authority.url)
        first = log.append("crawl", {})
        entry = stamp_log(log, blobs, authority.url)
        assert list(log.entries()) == [first, entry]
    sha256 = entry.content["sha256"]
    assert entry.content == {
        "blobs": [sha256],
        "digest": first.hash,
        "entry": 1,
        "sha256": sha256,
        "url": authority.url,
    }
    assert read_token(blobs.get(sha256), "token").digest == first.hash


def test_files_without_a_certificate_are_named(tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    (tmp_path / "none.der").write_bytes(b"")
    for name in ("none.pem", "none.der"):
        with pytest.raises(TimestampError, match=f"{name}: no certificate in PEM or DER form"):
            load_certificates(tmp_path / name)
    with pytest.raises(TimestampError, match=r"gone.pem: cannot be read: No such file"):
        load_certificates(tmp_path / "gone.pem")
