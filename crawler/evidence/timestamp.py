"""RFC 3161 timestamps over the head of a capture log: asks a server the user names, and checks what it answered.

A timestamp binds everything before it in the log to a time that somebody else vouches for. There is no default server.
Knows nothing of packing.
"""

import http.client
import secrets
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import MissingLibraryError, TimestampError
from crawler.evidence.blobs import BlobStore
from crawler.evidence.der import with_sorted_certificates
from crawler.evidence.entries import Entry
from crawler.evidence.log import CaptureLog

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

KIND = "timestamp"
"""Kind of the log entry that names a token."""
MAX_TOKEN_BYTES = 1_000_000

# TimeStampReq of RFC 3161, 2.4.1, in DER: version 1, SHA-256 imprint, nonce of 16 bytes, certificate wanted. Written
# out because rfc3161-client makes requests for data only, not for a digest that is already known.
_REQUEST = bytes.fromhex("304b 020101 3031 300d 0609608648016503040201 0500 0420")
_NONCE = bytes.fromhex("0210")
_WITH_CERTIFICATE = bytes.fromhex("0101ff")
_SHA256 = "2.16.840.1.101.3.4.2.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamp:
    """What a token says."""

    digest: str
    """SHA-256 that was stamped."""
    stamped_at: datetime
    """Aware, UTC; by the server's clock."""
    signer: str | None
    """Subject of the certificate in the token that signed it; ``None`` when the token does not hold it."""
    serial_number: str
    policy: str


def stamp_log(log: CaptureLog, blobs: BlobStore, url: str, *, timeout_s: float = 30.0) -> Entry:
    """Have the head of ``log`` stamped, keep the token in ``blobs``, and append the entry that names it.

    Raises:
        TimestampError: the log is empty, or the server does not answer as RFC 3161 says.
        EvidenceError: the token or the entry cannot be written.
    """
    count, head = len(log), log.head
    if not count:
        raise TimestampError(f"{log.path}: nothing to stamp: the log has no entry")
    token = stamp(head, url, timeout_s=timeout_s)
    sha256 = blobs.put(token)
    return log.append(KIND, {"blobs": [sha256], "digest": head, "entry": count, "sha256": sha256, "url": url})


def stamp(digest: str, url: str, *, timeout_s: float = 30.0) -> bytes:
    """Ask the server at ``url`` to stamp a SHA-256, and give its whole answer (a TimeStampResp in DER).

    That the answer grants the request, for this digest, is checked; its signature is checked by ``check_signature``
    against certificates that come from elsewhere.

    Raises:
        TimestampError: no answer, a refusal, or an answer to something else.
    """
    if not url.startswith(("http://", "https://")):
        raise TimestampError(f"{url}: no address of a timestamp server; it begins with http:// or https://")
    # A leading bit would make the number negative, a leading zero byte would be no DER.
    nonce = bytes([secrets.randbelow(127) + 1]) + secrets.token_bytes(15)
    query = _REQUEST + bytes.fromhex(digest) + _NONCE + nonce + _WITH_CERTIFICATE
    request = urllib.request.Request(url, data=query, headers={"Content-Type": "application/timestamp-query"})
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:
            token: bytes = answer.read(MAX_TOKEN_BYTES + 1)
    except urllib.error.HTTPError as error:
        with error:
            raise TimestampError(f"{url}: answered with status {error.code}; is this a timestamp server?") from error
    except (OSError, http.client.HTTPException) as error:
        raise TimestampError(f"{url}: the timestamp server does not answer: {error}") from error
    stamped = read_token(token, url)
    if stamped.digest != digest:
        raise TimestampError(f"{url}: stamped {stamped.digest} and not {digest}")
    if _decoded(token, url).tst_info.nonce != int.from_bytes(nonce):
        raise TimestampError(f"{url}: answered an earlier question; its nonce is not ours")
    return token


def read_token(token: bytes, place: str) -> Timestamp:
    """Read what a token says; its signature is not checked.

    Raises:
        TimestampError: it is no granted timestamp over a SHA-256.
    """
    response = _decoded(token, place)
    if response.status not in (0, 1):
        said = "; ".join(response.status_string) or f"status {response.status}"
        raise TimestampError(f"{place}: the timestamp server refused: {said}")
    try:
        info = response.tst_info
        imprint = info.message_imprint
        if imprint.hash_algorithm.dotted_string != _SHA256:
            raise TimestampError(f"{place}: stamps a {imprint.hash_algorithm.dotted_string} hash, not a SHA-256")
        return Timestamp(
            digest=imprint.message.hex(),
            stamped_at=info.gen_time.astimezone(UTC),
            signer=_signer_of(response),
            serial_number=f"{info.serial_number:x}",
            policy=info.policy.dotted_string,
        )
    except _unreadable_certificate() as error:
        raise TimestampError(f"{place}: no timestamp token inside: {error!r}") from error


def check_signature(token: bytes, certificates: Sequence["Certificate"], place: str) -> None:
    """Check that a token was signed by a timestamp certificate that one of ``certificates`` vouches for.

    ``certificates`` are those the verifier trusts: the authority's, with any between it and the signer's that the
    token does not hold. They need to have been valid at the time stamped, not now.

    Raises:
        TimestampError: it was not.
    """
    # Both are there, or the token was not read.
    from cryptography.x509 import InvalidVersion  # noqa: PLC0415
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415

    stamped = read_token(token, place)
    builder = VerifierBuilder()
    for certificate in certificates:
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify(_decoded(token, place), bytes.fromhex(stamped.digest))
    except (VerificationError, ValueError, KeyError, InvalidVersion) as error:
        raise TimestampError(f"{place}: its signature is not vouched for by the certificates given: {error}") from error


def load_certificates(path: Path) -> tuple["Certificate", ...]:
    """Read the certificates of a PEM file, or the one of a DER file.

    Raises:
        TimestampError: there is none in it.
    """
    try:
        from cryptography import x509  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("rfc3161-client", extra="crawl") from error
    try:
        content = path.read_bytes()
        if b"-----BEGIN" in content:
            return tuple(x509.load_pem_x509_certificates(content))
        return (x509.load_der_x509_certificate(content),)
    except OSError as error:
        raise TimestampError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise TimestampError(f"{path}: no certificate in PEM or DER form: {error}") from error


def _decoded(token: bytes, place: str) -> "TimeStampResponse":
    try:
        from rfc3161_client import decode_timestamp_response  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("rfc3161-client", extra="crawl") from error
    try:
        return decode_timestamp_response(with_sorted_certificates(token))
    except ValueError as error:
        raise TimestampError(
            f"{place}: no timestamp in the form of RFC 3161: {error}; the {len(token):,} bytes begin {token[:40]!r}"
        ) from error


def _signer_of(response: "TimeStampResponse") -> str | None:
    from cryptography import x509  # noqa: PLC0415 - rfc3161-client needs it

    signers = {(signer.issuer, signer.serial_number) for signer in response.signed_data.signer_infos}
    for encoded in response.signed_data.certificates:
        try:
            certificate = x509.load_der_x509_certificate(encoded)
            if (certificate.issuer, certificate.serial_number) in signers:
                return certificate.subject.rfc4514_string()
        except _unreadable_certificate():
            continue
    return None


def _unreadable_certificate() -> tuple[type[Exception], ...]:
    """What the library raises for the bytes of a certificate that is none: a KeyError for a string of unknown type."""
    from cryptography.x509 import InvalidVersion  # noqa: PLC0415 - rfc3161-client needs it

    return (ValueError, KeyError, InvalidVersion)
