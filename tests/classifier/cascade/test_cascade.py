"""The scanner with a cascade before it: the same verdicts where it only remembers, and what it clears is told."""

import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import AdCopy, Outcome, Scanner, ScannerConfig, Verdict, build_scanner
from classifier.cascade.cascade import Cascade, CascadeStatistics, load_cascade, with_cascade
from classifier.cascade.config import CascadeConfig
from classifier.cascade.first_stage import save_first_stage
from classifier.errors import CascadeError, ModelFileError
from tests.classifier.cascade.made_up import first_stage, manifest_for, weights_for
from tests.classifier.neural.small_model import fake_model

WORDS = {"exaggerated_performance": "天地", "guaranteed_return": "保"}
TEXTS = (
    "稳盈一号理财，笑傲天地，欢迎认购。",
    "理财产品保本保息",
    "出门走走",
    "电话13912345678，热销存款",
    "电话15811112222，热销存款",
)
ADS = st.lists(
    st.builds(
        AdCopy.of_text,
        st.sampled_from(TEXTS),
        copy_id=st.sampled_from("abc"),
        published_on=st.sampled_from([None, date(2016, 6, 1)]),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def plain() -> Scanner:
    return with_model(build_scanner(ScannerConfig(with_edits=False)))


def with_model(scanner: Scanner, cascade: CascadeConfig | None = None) -> Scanner:
    config = replace(scanner.config, cascade=cascade)
    model = fake_model(WORDS)
    if cascade is None:
        return Scanner(scanner.assembly, config, model)
    return Scanner(scanner.assembly, config, with_cascade(model, cascade), Cascade(cascade))


@given(ADS)
def test_remembering_changes_no_verdict(plain: Scanner, ads: list[AdCopy]) -> None:
    remembering = with_model(plain, CascadeConfig(verdicts=3, windows=3))
    expected = [plain.scan(ad) for ad in ads]
    assert list(remembering.scan_many(ads)) == expected
    assert [remembering.scan(ad) for ad in ads] == expected


def test_an_ad_that_repeats_is_judged_once_and_keeps_its_own_id(plain: Scanner) -> None:
    scanner = with_model(plain, CascadeConfig())
    ads = [AdCopy.of_text(TEXTS[1], copy_id=name) for name in "abc"]
    assert [verdict.copy_id for verdict in scanner.scan_many(ads)] == ["a", "b", "c"]
    scanner.scan(replace(ads[0], published_on=date(2016, 6, 1)))
    assert scanner.cascade is not None
    assert scanner.cascade.statistics == CascadeStatistics(ads=4, repeated=2, cleared=0, judged=2)


@given(ADS)
def test_what_was_scanned_before_changes_no_verdict_on_copies(plain: Scanner, ads: list[AdCopy]) -> None:
    scanner = with_model(plain, CascadeConfig(near_repeats=True))
    alone = [with_model(plain, CascadeConfig(near_repeats=True)).scan(ad) for ad in ads]
    assert list(scanner.scan_many(ads)) == alone


def test_copies_share_one_answer_of_the_model(plain: Scanner) -> None:
    scanner = with_model(plain, CascadeConfig(near_repeats=True))
    one, other = scanner.scan_many([AdCopy.of_text(text) for text in TEXTS[3:]])
    assert one.scores == other.scores
    assert one.versions.settings == "no edits, near repeats read alike"


def test_what_is_cleared_passes_without_findings_and_says_what_cleared_it(plain: Scanner) -> None:
    stage = first_stage("天地保")
    config = CascadeConfig()
    scanner = Scanner(plain.assembly, replace(plain.config, cascade=config), plain.model, Cascade(config, stage))
    cleared, judged = scanner.scan_many(
        [AdCopy.of_text(TEXTS[2], copy_id="x", published_on=date(2016, 6, 1)), AdCopy.of_text(TEXTS[1])]
    )
    assert (cleared.copy_id, cleared.outcome, cleared.findings) == ("x", Outcome.PASS, ())
    assert cleared.law_as_of == date(2016, 6, 1)
    assert list(cleared.statuses) == list(judged.statuses)
    assert cleared.versions == judged.versions == scanner.versions
    assert cleared.versions.settings == f"no edits, cascade {stage.manifest.label}"
    assert judged.findings == plain.scan(AdCopy.of_text(TEXTS[1])).findings
    assert scanner.cascade is not None
    assert scanner.cascade.statistics == CascadeStatistics(ads=2, repeated=0, cleared=1, judged=1)


def test_a_long_ad_is_judged_again() -> None:
    judged: list[int] = []

    def full_scan(copies: Sequence[AdCopy]) -> list[Verdict]:
        judged.append(len(copies))
        return [verdict] * len(copies)

    verdict = build_scanner(ScannerConfig(with_edits=False, packs=())).scan(AdCopy.of_text("好"))
    cascade = Cascade(CascadeConfig())
    for text in ("好", "好", "好" * 5_000, "好" * 5_000):
        cascade.judge([AdCopy.of_text(text)], passed=full_scan, full_scan=full_scan)
    assert judged == [1, 1, 1]


@pytest.fixture
def folder(tmp_path: Path, plain: Scanner) -> Path:
    weights = weights_for("天地保")
    version = plain.assembly.taxonomy.version
    save_first_stage(tmp_path, manifest_for(weights, taxonomy_version=version), weights)
    return tmp_path


def test_a_scanner_is_built_with_a_cascade_in_every_process(folder: Path) -> None:
    config = ScannerConfig(with_edits=False, packs=(), cascade=CascadeConfig(first_stage=folder))
    scanner = build_scanner(pickle.loads(pickle.dumps(config)))
    assert scanner.scan(AdCopy.of_text("出门走走")).outcome is Outcome.PASS
    assert scanner.cascade is not None
    assert scanner.cascade.statistics.cleared == 1


def test_a_first_stage_of_another_taxonomy_is_refused(folder: Path) -> None:
    with pytest.raises(ModelFileError, match="the taxonomy in use is other"):
        load_cascade(CascadeConfig(first_stage=folder), taxonomy_version="other")


def test_a_first_stage_beside_lists_of_institutions_is_refused(folder: Path, plain: Scanner) -> None:
    with pytest.raises(CascadeError, match="without lists"):
        load_cascade(
            CascadeConfig(first_stage=folder),
            taxonomy_version=plain.assembly.taxonomy.version,
            has_registries=True,
        )
