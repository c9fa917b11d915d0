"""Puts the certificates of a timestamp answer into the order that strict DER asks for.

Servers built on OpenSSL send them in the order of the chain, and the library that reads answers refuses that. The
signature does not cover the order. Knows nothing of what a certificate says.
"""

_CERTIFICATES = 0xA0
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


def with_sorted_certificates(answer: bytes) -> bytes:
    """Give a TimeStampResp with its certificates sorted; the answer as it is where it has no such place."""
    try:
        response = _values(answer, 0, len(answer))[0]
        token = _values(answer, *response[2:])[1]
        kind, content = _values(answer, *token[2:])
        if answer[kind[1] : kind[3]] != _SIGNED_DATA:
            return answer
        signed = _values(answer, *content[2:])[0]
        tag, _, at, end = _values(answer, *signed[2:])[3]
        if tag != _CERTIFICATES:
            return answer
        certificates = sorted(answer[value[1] : value[3]] for value in _values(answer, at, end))
    except (IndexError, ValueError):
        return answer
    return answer[:at] + b"".join(certificates) + answer[end:]


def _values(content: bytes, at: int, end: int) -> list[tuple[int, int, int, int]]:
    """Give each value between two places: its tag, where it begins, where its content begins, where it ends."""
    found = []
    while at < end:
        tag, begin, stop = _value(content, at, end)
        found.append((tag, at, begin, stop))
        at = stop
    return found


def _value(content: bytes, at: int, end: int) -> tuple[int, int, int]:
    tag, length, begin = content[at], content[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(content[begin : begin + count])
        begin += count
    if begin + length > end:
        raise ValueError(f"the value at byte {at} ends outside of what holds it")
    return tag, begin, begin + length
