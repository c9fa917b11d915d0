"""Reads the decision profiles from their data file and resolves what they inherit.

Does not decide about any ad.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from classifier.datafiles.datafile import StrictSchema, entry_id_of, validate
from classifier.datafiles.datafolder import content_version, read_file_as, require_some
from classifier.errors import DataFileError, DataProblem, UnknownProfileError
from classifier.finding import Outcome, Status
from classifier.legal.category import CODES
from classifier.legal.profile import (
    DEFAULT_CHANNEL,
    OPERATING_POINTS,
    PRIORITY_PARTS,
    CategoryPolicy,
    OutcomeRule,
    Profile,
)
from classifier.legal.taxonomy import Taxonomy

POLICY_FILE = "policy.yaml"

_Probability = Annotated[float, Field(ge=0, le=1)]


class _CategorySchema(StrictSchema):
    violation_at: _Probability | None = None
    review_at: _Probability | None = None
    needs_fact_outcome: Outcome | None = None
    base_probability: _Probability | None = None
    severity: int | None = Field(default=None, ge=1, le=5)


class _OutcomeSchema(StrictSchema):
    outcome: Outcome
    statuses: Annotated[tuple[Status, ...], AfterValidator(require_some)]
    categories: tuple[str, ...] = ()
    min_severity: int = Field(default=1, ge=1, le=5)
    min_probability: _Probability = 0.0


class _ProfileSchema(StrictSchema):
    id: str
    extends: str | None = None
    name_zh: str
    name_en: str
    note_zh: str
    note_en: str
    strengths: dict[str, _Probability] = {}
    category_defaults: _CategorySchema = _CategorySchema()
    categories: dict[str, _CategorySchema] = {}
    outcomes: tuple[_OutcomeSchema, ...] | None = None
    priority: dict[str, Annotated[int, Field(ge=0, le=100)]] = {}
    channel_reach: dict[str, _Probability] = {}
    operating_point: str | None = None
    miss_at_most: Annotated[float, Field(gt=0, lt=1)] | None = None


class _PolicySchema(StrictSchema):
    version: str
    strengths: Annotated[tuple[str, ...], AfterValidator(require_some)]
    profiles: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All decision profiles."""

    version: str
    strengths: tuple[str, ...]
    """Names by which rules state how strong they are."""
    profiles: Mapping[str, Profile]

    def profile(self, name: str) -> Profile:
        """Return the profile of that id.

        Raises:
            UnknownProfileError: there is no such profile.
        """
        try:
            return self.profiles[name]
        except KeyError:
            raise UnknownProfileError(f"unknown profile {name!r}; known: {', '.join(self.profiles)}") from None


def load_policy(folder: Path, taxonomy: Taxonomy) -> Policy:
    """Load ``policy.yaml`` from ``folder``.

    Raises:
        DataFileError: the file holds errors; all of them are listed.
    """
    problems: list[DataProblem] = []
    policy = read_policy(folder, taxonomy, problems)
    if policy is None or problems:
        raise DataFileError(problems)
    return policy


def read_policy(folder: Path, taxonomy: Taxonomy | None, problems: list[DataProblem]) -> Policy | None:
    """Read the policy under ``folder``, adding everything wrong to ``problems``.

    Without a taxonomy, whose own problem is in the list already, the profiles are checked and none is given.
    """
    content = read_file_as(_PolicySchema, folder, POLICY_FILE, problems)
    if content is None:
        return None
    schemas: dict[str, _ProfileSchema] = {}
    unreadable: set[str] = set()
    for index, entry in enumerate(content.profiles):
        entry_id = entry_id_of(entry, index)
        schema = validate(_ProfileSchema, entry, file=POLICY_FILE, entry_id=entry_id, problems=problems)
        if schema is None:
            unreadable.add(entry_id)
            continue
        if schema.id in schemas:
            problems.append(DataProblem(POLICY_FILE, schema.id, "id is used twice; give each profile its own"))
        schemas[schema.id] = schema
        _check_names(schema, content.strengths, problems)
    profiles = {}
    for schema in schemas.values():
        line = _line_of(schema, schemas, unreadable, problems)
        if line is not None:
            profile = _profile_of(line, content.strengths, taxonomy, problems)
            if profile is not None:
                profiles[schema.id] = profile
    if not content.profiles:
        problems.append(DataProblem(POLICY_FILE, "profiles", "is empty; state at least one profile"))
    return Policy(
        version=content_version(content.version, folder, (POLICY_FILE,)),
        strengths=content.strengths,
        profiles=profiles,
    )


def _check_names(schema: _ProfileSchema, strengths: tuple[str, ...], problems: list[DataProblem]) -> None:
    """Report every name in the profile that stands for nothing."""
    used_categories = [
        *schema.categories,
        *(code for rule in schema.outcomes or () for code in rule.categories),
    ]
    for what, used, known in (
        ("category", used_categories, CODES),
        ("strength", schema.strengths, strengths),
        ("priority part", schema.priority, PRIORITY_PARTS),
        ("operating point", [schema.operating_point] if schema.operating_point else [], OPERATING_POINTS),
    ):
        for name in used:
            if name not in known:
                message = f"unknown {what} {name!r}; known: {', '.join(known)}"
                problems.append(DataProblem(POLICY_FILE, schema.id, message))


def _line_of(
    schema: _ProfileSchema,
    schemas: Mapping[str, _ProfileSchema],
    unreadable: set[str],
    problems: list[DataProblem],
) -> list[_ProfileSchema] | None:
    """Return the profile's ancestors, the oldest first, and itself; ``None`` where the line is broken."""
    line = [schema]
    while line[0].extends is not None:
        parent = line[0].extends
        if parent in {ancestor.id for ancestor in line}:
            chain = " -> ".join([*(ancestor.id for ancestor in reversed(line)), parent])
            problems.append(DataProblem(POLICY_FILE, schema.id, f"extends itself: {chain}"))
            return None
        if parent not in schemas:
            # A parent that is there but wrong has been reported already.
            if parent not in unreadable and line[0] is schema:
                message = f"extends the unknown profile {parent!r}; known: {', '.join(schemas)}"
                problems.append(DataProblem(POLICY_FILE, schema.id, message))
            return None
        line.insert(0, schemas[parent])
    return line


def _profile_of(
    line: list[_ProfileSchema], strengths: tuple[str, ...], taxonomy: Taxonomy | None, problems: list[DataProblem]
) -> Profile | None:
    """Lay the profiles of a line over each other and check the result; ``None`` where it is not whole."""
    profile, before = line[-1], len(problems)

    def report(message: str) -> None:
        problems.append(DataProblem(POLICY_FILE, profile.id, message))

    weights: dict[str, int] = {}
    reach: dict[str, float] = {}
    probabilities: dict[str, float] = {}
    outcomes: tuple[_OutcomeSchema, ...] = ()
    model: dict[str, Any] = {}
    for schema in line:
        weights.update(schema.priority)
        reach.update(schema.channel_reach)
        probabilities.update(schema.strengths)
        outcomes = outcomes if schema.outcomes is None else schema.outcomes
        model.update(schema.model_dump(include={"operating_point", "miss_at_most"}, exclude_unset=True))
    missing_strengths = [name for name in strengths if name not in probabilities]
    if missing_strengths:
        report(f"strengths: no probability for {', '.join(missing_strengths)}")
    if sum(weights.values()) != 100 or set(weights) != set(PRIORITY_PARTS):
        report(f"priority: weights of {', '.join(PRIORITY_PARTS)} must sum to 100 (got {weights!r})")
    if DEFAULT_CHANNEL not in reach:
        report(f"channel_reach: {DEFAULT_CHANNEL!r} is missing")
    if model.get("operating_point") is None:
        report(f"operating_point: is missing; it is one of {', '.join(OPERATING_POINTS)}")
    if not outcomes:
        report("outcomes: is empty; state at least one rule")
    categories = {}
    for category in taxonomy.categories if taxonomy else ():
        policy = _category_policy_of(category.code, category.severity, line, report=report)
        if policy is not None:
            categories[category.code] = policy
    if before < len(problems) or taxonomy is None:
        return None
    return Profile(
        profile_id=profile.id,
        name_zh=profile.name_zh,
        name_en=profile.name_en,
        note_zh=profile.note_zh,
        note_en=profile.note_en,
        strengths=probabilities,
        categories=categories,
        outcomes=tuple(
            OutcomeRule(
                outcome=rule.outcome,
                statuses=frozenset(rule.statuses),
                categories=frozenset(rule.categories),
                min_severity=rule.min_severity,
                min_probability=rule.min_probability,
            )
            for rule in outcomes
        ),
        priority_weights=weights,
        channel_reaches=reach,
        operating_point=model["operating_point"],
        miss_at_most=model.get("miss_at_most"),
    )


def _category_policy_of(
    code: str, severity: int, line: list[_ProfileSchema], *, report: Callable[[str], None]
) -> CategoryPolicy | None:
    """Resolve one category: within a profile its own line beats the defaults, a later profile beats an earlier one."""
    settings: dict[str, Any] = {"severity": severity}
    for schema in line:
        for layer in (schema.category_defaults, schema.categories.get(code, _CategorySchema())):
            settings.update(layer.model_dump(exclude_unset=True, exclude_none=True))
    missing = [name for name in _CategorySchema.model_fields if name not in settings]
    if missing:
        report(f"categories.{code}: no value for {', '.join(missing)}; give it there or in category_defaults")
        return None
    policy = CategoryPolicy(**settings)
    if policy.violation_at < policy.review_at:
        report(f"categories.{code}: review_at {policy.review_at} is above violation_at {policy.violation_at}")
    return policy
