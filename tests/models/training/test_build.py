"""From labels to a folder that the scanner loads, on encoders made here: what ``finad train --base`` does."""

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")

from classifier import AdCopy, Scanner, ScannerConfig, build_scanner
from classifier.neural.manifest import check_files, read_manifest
from models.errors import NetworkError
from models.training.build import BuildConfig, Built, build_model
from models.training.run import TrainingConfig, WeightedExamples
from models.training.sources import TrainingSources
from tests.models.training.made_up import examples, save_base


@pytest.fixture(scope="module")
def rules() -> Scanner:
    return build_scanner(ScannerConfig(model=None, with_edits=False))


def built(base: str, out: Path, rules: Scanner, *, epochs: int = 8, reads_rules: bool = False) -> Built:
    sources = TrainingSources(
        training=(WeightedExamples(examples=examples(0, 60)),),
        dev=examples(100, 20),
        calibration=(WeightedExamples(examples=examples(200, 40)),),
        fingerprints={"train": "0" * 64},
    )
    build = BuildConfig(
        name="tiny", base=base, base_as_stated="made in a test", created=date(2026, 1, 2), reads_rules=reads_rules
    )
    config = TrainingConfig(epochs=epochs, rate=3e-3, batch_tokens=512, window=64, averaging=0.9, patience=9)
    return build_model(sources, rules, build, config, out, on_step=lambda _: None, on_epoch=lambda _: None)


@pytest.mark.parametrize("kind", ["modernbert", "bert"])
def test_any_encoder_becomes_a_model_that_the_scanner_loads(kind: str, rules: Scanner, tmp_path: Path) -> None:
    base = save_base(tmp_path / "base", kind=kind)
    out = tmp_path / "model"
    result = built(str(base), out, rules)
    manifest = read_manifest(out)
    check_files(manifest, out)
    assert manifest == result.manifest
    assert manifest.base == "made in a test"
    assert {row.code for row in result.comparison.rows} == set(manifest.categories)
    scanner = build_scanner(ScannerConfig(model=out, with_edits=False))
    promise = scanner.scan(AdCopy.of_text("第7期基金定投，稳赚不赔，详情请到柜台"))
    plain = scanner.scan(AdCopy.of_text("第7期基金定投，请仔细阅读说明，详情请到柜台"))
    assert promise.versions.model == f"{manifest.label}/onnx"
    assert promise.scores["guaranteed_return"] > 0.5 > plain.scores["guaranteed_return"]


def test_the_same_labels_and_seed_give_the_same_version(rules: Scanner, tmp_path: Path) -> None:
    base = save_base(tmp_path / "base")
    first, second = (built(str(base), tmp_path / name, rules, epochs=1) for name in ("one", "two"))
    assert first.manifest.version == second.manifest.version


def test_a_model_may_be_told_what_the_rules_find(rules: Scanner, tmp_path: Path) -> None:
    base = save_base(tmp_path / "base")
    told = built(str(base), tmp_path / "told", rules, epochs=2, reads_rules=True)
    plain = built(str(base), tmp_path / "plain", rules, epochs=2)
    assert told.manifest.reads_rules
    assert told.manifest.version != plain.manifest.version
    scanner = build_scanner(ScannerConfig(model=tmp_path / "told", with_edits=False))
    ads = [AdCopy.of_text(f"第{number}期基金定投，稳赚不赔，详情请到柜台") for number in range(3)]
    together = [verdict.scores for verdict in scanner.scan_many(ads)]
    assert together == [scanner.scan(ad).scores for ad in ads]


def test_an_encoder_that_is_nowhere_is_named(rules: Scanner, tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="nowhere"):
        built(str(tmp_path / "nowhere"), tmp_path / "model", rules)
