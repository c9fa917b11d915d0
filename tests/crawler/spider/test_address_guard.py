"""Which addresses may be asked."""

import asyncio

import pytest

from crawler.spider.addresses import AddressGuard


def refusal(guard: AddressGuard, url: str) -> str | None:
    return asyncio.run(guard.refusal(url))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://10.0.0.1/",
        "http://172.16.3.4/",
        "http://192.168.1.1/router",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost:8080/",
        "file:///etc/hostname",
        "ftp://1.1.1.1/",
        "gopher://1.1.1.1/",
        "http:///nowhere",
    ],
)
def test_private_addresses_and_other_schemes_are_refused(url: str) -> None:
    assert refusal(AddressGuard(resolve={}), url)


@pytest.mark.parametrize("url", ["http://1.1.1.1/", "https://[2606:4700::1111]/", "data:text/html,x", "about:blank"])
def test_public_addresses_and_what_asks_nobody_pass(url: str) -> None:
    assert refusal(AddressGuard(resolve={}), url) is None


def test_a_name_is_judged_by_the_address_it_leads_to() -> None:
    guard = AddressGuard(resolve={"inner.example": "10.1.2.3", "*.outer.example": "1.1.1.1"})
    assert "10.1.2.3" in (refusal(guard, "http://inner.example/") or "")
    assert refusal(guard, "http://www.outer.example/") is None


def test_only_the_private_hosts_that_were_named_are_allowed() -> None:
    guard = AddressGuard(resolve={}, allowed_hosts=["127.0.0.1"], allowed_networks=["10.1.0.0/16"])
    assert refusal(guard, "http://127.0.0.1:8000/") is None
    assert refusal(guard, "http://10.1.9.9/") is None
    assert refusal(guard, "http://10.2.0.1/")
    assert refusal(guard, "http://169.254.169.254/")


def test_an_answer_is_judged_by_the_address_it_came_from() -> None:
    guard = AddressGuard(resolve={}, allowed_hosts=["intranet.example"])
    assert guard.refusal_of_address("192.168.0.7", "intranet.example") is None
    assert guard.refusal_of_address("192.168.0.7", "www.example.cn")
    assert guard.refusal_of_address("1.1.1.1", "www.example.cn") is None
