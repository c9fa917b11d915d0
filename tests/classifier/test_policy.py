"""Decision profiles: what they inherit, what they make of an answer, and what their file may not say."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from classifier.datafiles.datafile import RULES_FOLDER
from classifier.errors import ClassifierError, DataFileError
from classifier.finding import Outcome, Status
from classifier.legal.category import CODES
from classifier.legal.policy import load_policy
from classifier.legal.profile import PRIORITY_PARTS, CategoryPolicy
from classifier.legal.taxonomy import load_taxonomy

TAXONOMY = load_taxonomy(RULES_FOLDER)
POLICY = load_policy(RULES_FOLDER, TAXONOMY)
PROFILES = sorted(POLICY.profiles)
GRAVITY = {Outcome.PASS: 0, Outcome.REVIEW: 1, Outcome.REJECT: 2}


def test_shipped_profiles_are_whole():
    assert PROFILES == ["default", "monitor", "region_beijing", "strict_platform"]
    whole = {
        name: (tuple(profile.categories), sum(profile.priority_weights.values()), sorted(profile.strengths))
        for name, profile in POLICY.profiles.items()
    }
    strengths = sorted(POLICY.strengths)
    assert whole == dict.fromkeys(PROFILES, (CODES, 100, strengths))


def test_default_strengths_are_the_starting_points():
    assert POLICY.profile("default").strengths == {"decisive": 0.97, "strong": 0.9, "medium": 0.7, "weak": 0.45}


def test_profile_inherits_what_it_does_not_change():
    default, regional = POLICY.profile("default"), POLICY.profile("region_beijing")
    assert regional.categories["improper_endorsement"] == CategoryPolicy(
        violation_at=0.55,
        review_at=0.35,
        needs_fact_outcome=Outcome.REVIEW,
        base_probability=0.02,
        severity=4,
    )
    assert regional.categories["inaccurate_data"] == POLICY.profile("monitor").categories["inaccurate_data"]
    assert regional.strengths == default.strengths
    assert regional.channel_reaches == {**default.channel_reaches, "outdoor": 0.7, "portal": 1.0}
    assert regional.priority_weights == POLICY.profile("monitor").priority_weights


def test_severity_is_the_taxonomys_unless_changed():
    severities = {category.code: category.severity for category in TAXONOMY.categories}
    profile = POLICY.profile("default")
    assert {code: category.severity for code, category in profile.categories.items()} == severities


@pytest.mark.parametrize(
    ("name", "code", "status", "probability", "outcome"),
    [
        ("default", "guaranteed_return", Status.VIOLATION, 0.9, Outcome.REJECT),
        ("default", "guaranteed_return", Status.VIOLATION, 0.7, Outcome.REVIEW),
        ("default", "missing_risk_warning", Status.VIOLATION, 0.97, Outcome.REVIEW),
        ("default", "improper_endorsement", Status.VIOLATION, 0.97, Outcome.REJECT),
        ("default", "unlicensed_offering", Status.NEEDS_FACT, 0.3, Outcome.REVIEW),
        ("default", "deceptive_claim", Status.NONE, 0.45, Outcome.REVIEW),
        ("default", "deceptive_claim", Status.NONE, 0.02, Outcome.PASS),
        ("strict_platform", "missing_risk_warning", Status.VIOLATION, 0.55, Outcome.REJECT),
        ("monitor", "inaccurate_data", Status.NEEDS_FACT, 0.9, Outcome.PASS),
        ("monitor", "unlicensed_offering", Status.NEEDS_FACT, 0.1, Outcome.PASS),
        ("monitor", "deceptive_claim", Status.NONE, 0.45, Outcome.PASS),
    ],
)
def test_answer_leads_to_the_outcome_of_its_profile(name, code, status, probability, outcome):
    assert POLICY.profile(name).outcome_of(code, status, probability) is outcome


@given(
    name=st.sampled_from(PROFILES),
    code=st.sampled_from(CODES),
    status=st.sampled_from(Status),
    lower=st.floats(0, 1),
    higher=st.floats(0, 1),
)
def test_more_probability_never_softens_the_outcome(name, code, status, lower, higher):
    lower, higher = sorted((lower, higher))
    profile = POLICY.profile(name)
    outcomes = [profile.outcome_of(code, status, probability) for probability in (lower, higher)]
    assert GRAVITY[outcomes[0]] <= GRAVITY[outcomes[1]]


@given(name=st.sampled_from(PROFILES), code=st.sampled_from(CODES), probability=st.floats(0, 1))
def test_violation_is_never_passed_unseen(name, code, probability):
    assert POLICY.profile(name).outcome_of(code, Status.VIOLATION, probability) is not Outcome.PASS


def test_violation_starts_at_its_threshold():
    profile = POLICY.profile("default")
    assert [profile.is_violation("deceptive_claim", probability) for probability in (0.599, 0.6, 1.0)] == [
        False,
        True,
        True,
    ]


def test_unlisted_channel_has_the_default_reach():
    profile = POLICY.profile("default")
    assert [profile.channel_reach(channel) for channel in ("live", "carrier_pigeon", None)] == [1.0, 0.5, 0.5]


def test_unknown_names_are_refused_with_the_known_ones():
    with pytest.raises(ClassifierError, match="unknown profile 'lenient'; known: default, strict_platform"):
        POLICY.profile("lenient")
    with pytest.raises(ClassifierError, match="unknown strength 'huge'; known: decisive, strong, medium, weak"):
        POLICY.profile("default").strength("huge")


def policy_with(folder: Path, *profiles: dict[str, Any]) -> Path:
    names = {"name_zh": "甲", "name_en": "A", "note_zh": "甲", "note_en": "A"}
    content = {"version": "1", "strengths": ["strong"], "profiles": [{**names, **profile} for profile in profiles]}
    (folder / "policy.yaml").write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


WHOLE = {
    "id": "whole",
    "strengths": {"strong": 0.9},
    "category_defaults": {
        "violation_at": 0.6,
        "review_at": 0.3,
        "needs_fact_outcome": "review",
        "base_probability": 0.02,
    },
    "outcomes": [{"outcome": "review", "statuses": ["violation"]}],
    "priority": dict(zip(PRIORITY_PARTS, (30, 25, 15, 10, 10, 10), strict=True)),
    "channel_reach": {"default": 0.5},
    "operating_point": "balanced",
}


def problems_of(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(DataFileError) as caught:
        load_policy(folder, TAXONOMY)
    assert {problem.file for problem in caught.value.problems} == {"policy.yaml"}
    return [(problem.entry_id, problem.message) for problem in caught.value.problems]


def test_a_whole_profile_loads_and_its_heir_with_it(tmp_path):
    policy = load_policy(policy_with(tmp_path, WHOLE, {"id": "heir", "extends": "whole"}), TAXONOMY)
    assert policy.profile("heir").categories == policy.profile("whole").categories


def test_all_errors_of_the_policy_are_reported_at_once(tmp_path):
    folder = policy_with(
        tmp_path,
        WHOLE,
        {"id": "names", "extends": "whole", "strengths": {"huge": 0.9}, "categories": {"fraud": {"severity": 1}}},
        {"id": "point", "extends": "whole", "operating_point": "lenient"},
        {"id": "misses", "extends": "whole", "miss_at_most": 0},
        {"id": "sum", "extends": "whole", "priority": {"reach": 11}},
        {"id": "order", "extends": "whole", "categories": {"deceptive_claim": {"review_at": 0.7}}},
        {"id": "range", "extends": "whole", "category_defaults": {"violation_at": 1.2}},
        {"id": "child_of_range", "extends": "range"},
        {"id": "orphan", "extends": "nobody"},
        {"id": "left", "extends": "right"},
        {"id": "right", "extends": "left"},
        {"id": "whole2", "extends": "whole", "outcomes": [{"outcome": "reject", "statuses": ["guilty"]}]},
    )
    weights = {**WHOLE["priority"], "reach": 11}
    known = "whole, names, point, sum, order, child_of_range, orphan, left, right"
    assert problems_of(folder) == [
        ("left", "extends itself: left -> right -> left"),
        ("misses", "miss_at_most: Input should be greater than 0 (got 0)"),
        ("names", f"unknown category 'fraud'; known: {', '.join(CODES)}"),
        ("names", "unknown strength 'huge'; known: strong"),
        ("order", "categories.deceptive_claim: review_at 0.7 is above violation_at 0.6"),
        ("orphan", f"extends the unknown profile 'nobody'; known: {known}"),
        ("point", "unknown operating point 'lenient'; known: balanced, strict, sure"),
        ("range", "category_defaults.violation_at: Input should be less than or equal to 1 (got 1.2)"),
        ("right", "extends itself: right -> left -> right"),
        ("sum", f"priority: weights of {', '.join(PRIORITY_PARTS)} must sum to 100 (got {weights!r})"),
        (
            "whole2",
            "outcomes.0.statuses.0: Input should be 'violation', 'none' or 'needs_fact' (got 'guilty')",
        ),
    ]


def test_a_profile_that_is_not_whole_says_what_it_lacks(tmp_path):
    bare = {"id": "bare", "category_defaults": {"violation_at": 0.6, "review_at": 0.3, "base_probability": 0.1}}
    found = problems_of(policy_with(tmp_path, bare))
    per_category = [
        (
            "bare",
            f"categories.{code}: no value for needs_fact_outcome; give it there or in category_defaults",
        )
        for code in sorted(CODES)
    ]
    assert found == [
        *per_category,
        ("bare", "channel_reach: 'default' is missing"),
        ("bare", "operating_point: is missing; it is one of balanced, strict, sure"),
        ("bare", "outcomes: is empty; state at least one rule"),
        ("bare", f"priority: weights of {', '.join(PRIORITY_PARTS)} must sum to 100 (got {{}})"),
        ("bare", "strengths: no probability for strong"),
    ]


def test_repeated_profile_is_reported(tmp_path):
    assert problems_of(policy_with(tmp_path, WHOLE, WHOLE)) == [
        ("whole", "id is used twice; give each profile its own")
    ]


def test_version_changes_with_the_file(tmp_path):
    first = load_policy(policy_with(tmp_path, WHOLE), TAXONOMY).version
    second = load_policy(policy_with(tmp_path, WHOLE, {"id": "heir", "extends": "whole"}), TAXONOMY).version
    assert first[:2] == second[:2] == "1+"
    assert first != second
