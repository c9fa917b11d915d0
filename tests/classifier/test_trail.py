import copy as copies

import orjson
import pytest

from classifier import AdCopy, Passage, PassageKind, Scanner, ScannerConfig, build_scanner
from classifier.errors import ReplayError
from classifier.trail import replay, scan_with_trail

AD = AdCopy(
    copy_id="ad-1",
    passages=(
        Passage(passage_id="title", kind=PassageKind.TITLE, text="稳盈理财 宝本宝息"),
        Passage(passage_id="body", kind=PassageKind.BODY, text="一万起投，我们从不承诺刚性兑付。欢迎认购。"),
    ),
    channel="sms",
)


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return build_scanner()


def test_trail_survives_json_and_replays_to_the_same_bytes(scanner: Scanner) -> None:
    verdict, trail = scan_with_trail(scanner, AD)
    assert verdict == scanner.scan(AD)
    assert replay(scanner, orjson.loads(orjson.dumps(trail))) == (True, [])


def test_trail_shows_what_was_undone_named_and_dropped(scanner: Scanner) -> None:
    _, trail = scan_with_trail(scanner, AD)
    title, body = trail["reading"]["passages"]
    assert title["disguises"] == [{"kinds": ["homophone"], "original": "宝本宝息", "folded": "保本保息"}]
    assert "negation" in {context["kind"] for context in body["contexts"]}
    by_quote = {item["quote"]: item["dropped"] for item in trail["nominations"]}
    assert by_quote["宝本宝息"] is None
    assert by_quote["刚性兑付"] == "context"


def test_changed_record_is_noticed(scanner: Scanner) -> None:
    _, trail = scan_with_trail(scanner, AD)
    tampered = copies.deepcopy(trail)
    tampered["verdict"]["outcome"] = "pass"
    assert replay(scanner, tampered) == (False, ["outcome"])


def test_other_versions_and_damaged_trails_are_refused(scanner: Scanner) -> None:
    _, trail = scan_with_trail(scanner, AD)
    with pytest.raises(ReplayError, match="policy"):
        replay(build_scanner(ScannerConfig(profile="strict_platform")), trail)
    with pytest.raises(ReplayError, match="format"):
        replay(scanner, {"anything": 1})
    damaged = copies.deepcopy(trail)
    damaged["ad"]["passages"][0].pop("text")
    with pytest.raises(ReplayError, match="damaged"):
        replay(scanner, damaged)
    for part, value in (("verdict", None), ("verdict", {"outcome": "pass"}), ("ad", None)):
        broken = copies.deepcopy(trail)
        broken[part] = value
        with pytest.raises(ReplayError, match="damaged"):
            replay(scanner, broken)
