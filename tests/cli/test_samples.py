from collections.abc import Mapping
from pathlib import Path

import orjson

OUTCOMES: Mapping[str, tuple[str, set[str]]] = {
    "sms-01": ("reject", {"missing_risk_warning", "guaranteed_return"}),
    "sms-02": ("reject", {"deceptive_claim", "unlicensed_offering"}),
    "sms-03": ("pass", set()),
    "sms-04": ("reject", {"banned_activity", "deceptive_claim"}),
    "app-02": ("review", set()),
    "portal-02": ("reject", {"housing_leverage"}),
    "wechat-02": ("pass", set()),
    "wechat-03": ("reject", {"guaranteed_return"}),
    "landing-01": ("review", set()),
    "landing-02": ("reject", {"housing_leverage"}),
    "portal-03": ("pass", set()),
    "sms-05": ("reject", {"deceptive_claim"}),
}


SAMPLES = Path(__file__).parents[2] / "samples" / "ads.jsonl"


def test_every_sample_is_judged_as_a_person_would(finad) -> None:
    result = finad("scan", SAMPLES, "--format", "jsonl", "--no-edits", "--quiet")
    assert result.returncode == 0, result.stderr
    records = {record["id"]: record for record in map(orjson.loads, result.stdout.splitlines())}
    assert len(records) == 16
    judged = {
        name: (record["outcome"], {code for code, status in record["statuses"].items() if status == "violation"})
        for name, record in records.items()
    }
    assert {name: judged[name] for name in OUTCOMES} == OUTCOMES
