import shutil
from pathlib import Path

import pytest

from classifier import AdCopy, ScannerConfig, Status, build_scanner
from classifier.datafiles.datafile import RULES_FOLDER
from classifier.errors import DataFileError
from classifier.registry import RegistrySource

ONE_FAULT_IN_EACH_FILE = [
    ("law.yaml", "as_of:", "as_off:"),
    ("law/housing.yaml", "kind: rule", "kind: ruler"),
    ("facts.yaml", "effective_from: 2015-05-01", "effective_from: soon"),
    ("taxonomy.yaml", "{id: payment,", "{colour: red, id: payment,"),
    ("registries.yaml", "by_product:\n      deposit:", "by_product:\n      savings:"),
    ("policy.yaml", "extends: monitor", "extends: watch"),
    ("language/macros.yaml", "macros:", "macro:"),
    ("language/contexts.yaml", "version:", "fassung:"),
    ("language/products.yaml", "groups:", "group:"),
    ("language/genre.yaml", "version:", "fassung:"),
    ("language/warnings.yaml", "nearest_miss_at:", "nearest_miss_on:"),
    ("packs/payment.yaml", "rules:", "rule:"),
    ("institutions.yaml", "unknown: weak", "unknown: feeble"),
    ("quantities.yaml", "impossible_yield: strong", "impossible_yield: vast"),
    ("entities.yaml", "product_kinds:", "product_sorts:"),
    ("disguise/words.yaml", "words:", "wordz:"),
    ("disguise/splits.yaml", "splits:", "splitz:"),
    ("disguise/lookalikes.yaml", "lookalikes:", "lookalike:"),
    ("disguise/emoji.yaml", "emoji:", "emojis:"),
]
# Faults of law.yaml and facts.yaml are of single files; a law index that cannot be read hides its parts.
HIDDEN_BY_THE_INDEX = {"law/housing.yaml", "facts.yaml"}


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} holds no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "rules"
    shutil.copytree(RULES_FOLDER, copy)
    return copy


def problems_of(folder: Path, **settings) -> set[str]:
    with pytest.raises(DataFileError) as caught:
        build_scanner(ScannerConfig(rules_folder=folder, **settings))
    return {problem.file for problem in caught.value.problems}


def short(file: str) -> str:
    return file.rsplit("/", maxsplit=1)[-1] if file.startswith(("language/", "packs/")) else file


@pytest.mark.parametrize(("file", "old", "new"), ONE_FAULT_IN_EACH_FILE)
def test_a_fault_is_reported_for_the_file_that_has_it_and_no_other(folder, file, old, new):
    change(folder, file, old, new)
    assert problems_of(folder) == {short(file)}


def test_a_fault_in_each_file_is_reported_at_once(folder):
    for file, old, new in ONE_FAULT_IN_EACH_FILE:
        change(folder, file, old, new)
    expected = {short(file) for file, _, _ in ONE_FAULT_IN_EACH_FILE if file not in HIDDEN_BY_THE_INDEX}
    assert problems_of(folder) == expected


@pytest.mark.parametrize("file", [file for file, _, _ in ONE_FAULT_IN_EACH_FILE])
def test_a_file_that_cannot_be_read_is_reported_once_and_alone(folder, file):
    (folder / file).write_text("a: [", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        build_scanner(ScannerConfig(rules_folder=folder))
    assert [(problem.file, problem.entry_id) for problem in caught.value.problems] == [(short(file), "(file)")]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("language/products.yaml", "- id: loan\n", "- id: loan\n  colour: red\n"),
        ("language/macros.yaml", "  gap: '", "  gap: '("),
        ("taxonomy.yaml", "{id: loan,", "{colour: red, id: loan,"),
        ("taxonomy.yaml", "{id: nfra,", "{colour: red, id: nfra,"),
        ("taxonomy.yaml", "  - id: guaranteed_return\n", "  - id: guaranteed_return\n    colour: red\n"),
        ("registries.yaml", "  - id: licence\n", "  - id: licence\n    colour: red\n"),
        ("facts.yaml", "  - id: lpr_1y\n", "  - id: lpr_1y\n    colour: red\n"),
        (
            "law/lending.yaml",
            "      - id: private_lending_rate\n",
            "      - id: private_lending_rate\n        colour: red\n",
        ),
    ],
)
def test_what_refers_to_a_faulty_entry_is_not_blamed(folder, file, old, new):
    change(folder, file, old, new)
    assert problems_of(folder) == {short(file)}


def test_an_unreadable_pack_is_not_called_unknown(folder):
    change(folder, "packs/payment.yaml", "rules:", "rule:")
    assert problems_of(folder, packs=("payment",)) == {"payment.yaml"}


OFFER = AdCopy.of_text("我是顺达信息咨询有限公司的小王，办理无抵押贷款，利息低，年利率30%，欢迎来电。")


def finding_of(folder: Path, category: str, copy: AdCopy = OFFER, **settings):
    scanner = build_scanner(ScannerConfig(rules_folder=folder, with_edits=False, **settings))
    return next((found for found in scanner.scan(copy).findings if found.category == category), None)


def test_institutions_are_those_of_the_folder_given(folder):
    assert finding_of(folder, "unlicensed_offering") is not None
    change(folder, "institutions.yaml", "  - 中国工商银行|", "  - 顺达信息咨询有限公司\n  - 中国工商银行|")
    assert finding_of(folder, "unlicensed_offering") is None


def test_quantities_are_those_of_the_folder_given(folder):
    before = finding_of(folder, "deceptive_claim")
    change(folder, "quantities.yaml", "[超?低利?息,", "[尼伯龙,")
    change(folder, "quantities.yaml", '"(?:利息|利率|费率)(?:超|最|较|更|很|特|极)?低(?!至|于|到)", ', "")
    after = finding_of(folder, "deceptive_claim")
    assert before is not None
    assert before.rule_id == "arithmetic.low-cost.financial-loan-reference"
    assert after is None or after.rule_id != before.rule_id


def test_entities_are_those_of_the_folder_given(folder):
    def subject():
        found = finding_of(folder, "unlicensed_offering")
        assert found is not None
        assert found.missing_fact is not None
        return found.missing_fact.subject

    assert subject() == "顺达信息咨询有限公司"
    change(folder, "entities.yaml", "leads: [", "leads: [顺达, ")
    assert subject() == "信息咨询有限公司"


def test_disguise_tables_are_those_of_the_folder_given(folder):
    def reads(text: str) -> str:
        scanner = build_scanner(ScannerConfig(rules_folder=folder))
        return scanner.assembly.reader.normalize(text).text

    assert "稳赚不赔" not in reads("理财产品稳龘不赔，欢迎购买")
    change(folder, "disguise/lookalikes.yaml", "  赚: ", "  赚: 龘 ")
    assert "稳赚不赔" in reads("理财产品稳龘不赔，欢迎购买")


def test_words_of_the_segmenter_are_those_of_the_folder_given(folder):
    copy = AdCopy.of_text("稳盈一号理财产品保本保息，欢迎认购。")
    (folder / "disguise" / "words.yaml").write_text("words: [品保本]", encoding="utf-8")
    other = build_scanner(ScannerConfig(rules_folder=folder)).assembly.reader.read(copy)
    assert other.segmenter.is_word("品保本")
    shipped = build_scanner(ScannerConfig()).assembly.reader.read(copy)
    assert not shipped.segmenter.is_word("品保本")


@pytest.mark.parametrize("file", ["institutions.yaml", "quantities.yaml", "entities.yaml", "disguise/words.yaml"])
def test_the_version_of_the_rules_follows_what_was_read(folder, file):
    before = build_scanner(ScannerConfig(rules_folder=folder)).versions.rules
    (folder / file).write_text((folder / file).read_text(encoding="utf-8") + "# note\n", encoding="utf-8")
    assert build_scanner(ScannerConfig(rules_folder=folder)).versions.rules != before


def test_strengths_of_a_profile_reach_every_detector(folder):
    change(folder, "policy.yaml", "strong: 0.9, medium: 0.7, weak: 0.45", "strong: 0.81, medium: 0.71, weak: 0.41")
    deceptive, unlicensed = finding_of(folder, "deceptive_claim"), finding_of(folder, "unlicensed_offering")
    assert deceptive is not None
    assert unlicensed is not None
    assert (deceptive.probability, unlicensed.probability) == (0.81, 0.41)


def test_a_licence_list_and_a_watch_list_are_told_apart(tmp_path):
    listed, warned = tmp_path / "listed.csv", tmp_path / "warned.csv"
    for path in (listed, warned):
        path.write_text("名称\n顺达信息咨询有限公司\n", encoding="utf-8")
    source = RegistrySource(path=listed, trade="micro_loan")
    assert finding_of(RULES_FOLDER, "unlicensed_offering", registries=(source,)) is None
    watch = RegistrySource(path=warned, is_watch_list=True)
    found = finding_of(RULES_FOLDER, "unlicensed_offering", registries=(source, watch))
    assert found is not None
    assert (found.status, found.rule_id) == (Status.VIOLATION, "licence.negative_listed")
