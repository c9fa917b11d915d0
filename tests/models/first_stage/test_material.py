from pathlib import Path

import orjson
import pytest

pytest.importorskip("torch", reason="torch is not installed")

from labeled_data.standoff import standoff_record
from models.first_stage.material import Material, NearCopies, fingerprint_of_lines, key_of, read_material
from tests.models.first_stage.made_up import WANTED, example

PARTS = {
    "train": WANTED[:3],
    "calibration": WANTED[3:6],
    "test": WANTED[6:],
}


def write_corpus(folder: Path, *others: str) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "ads_a.txt").write_text("\n".join((*WANTED, *others)), encoding="utf-8")
    (corpus / "general_b.txt").write_text(
        "\n".join(f"{chr(0x4E00 + 7 * number)}城今天{chr(0x5E00 + number)}天气好" for number in range(60)),
        encoding="utf-8",
    )
    return corpus


def write_labels(folder: Path) -> Path:
    labels = folder / "labels"
    labels.mkdir()
    for part, texts in PARTS.items():
        records = [standoff_record(example(text, "guaranteed_return")) for text in texts]
        (labels / f"{part}.jsonl").write_bytes(b"\n".join(map(orjson.dumps, records)))
    return labels


def read(folder: Path, *others: str, fitted: int = 100, measured: int = 100) -> Material:
    return read_material(write_corpus(folder, *others), write_labels(folder), fitted=fitted, measured=measured)


def test_no_text_serves_two_ends(tmp_path: Path) -> None:
    material = read(tmp_path)
    keys = [key_of(line.text) for line in (*material.fitted_lines, *material.measured_lines)]
    labelled = [example.text for part in (material.training, material.calibration, material.test) for example in part]
    assert len(set(keys)) == len(keys) == 60
    assert material.measured_lines
    assert sorted(labelled) == sorted(WANTED)
    assert set(keys).isdisjoint(map(key_of, labelled))


def test_near_copies_of_held_out_texts_are_not_fitted_to(tmp_path: Path) -> None:
    copy = WANTED[4].replace("欢迎认购", "欢迎认购啦")
    material = read(tmp_path, copy, "完全不同的一句话，与上面都不像，哪里都不一样", fitted=1_000)
    assert copy not in {line.text for line in material.fitted_lines}


def test_no_more_lines_are_drawn_than_wanted(tmp_path: Path) -> None:
    material = read(tmp_path, "另外的一句话", fitted=10, measured=0)
    assert 0 < len(material.fitted_lines) <= 10
    assert material.measured_lines == ()


def test_near_copies_are_told_by_the_ngrams_they_share() -> None:
    near = NearCopies(["稳健理财产品保本保息欢迎认购", "今天天气很好"])
    assert near.has("稳健理财产品保本保息欢迎认购！")
    assert not near.has("稳健的人生需要耐心和努力去经营")


def test_what_differs_between_copies_is_no_part_of_the_key() -> None:
    assert key_of("电话13912345678，t.cn/ab1") == key_of("电话 15811112222 t.cn/xy9!")
    assert key_of("电话") != key_of("手机")


def test_a_set_of_texts_has_a_name() -> None:
    assert fingerprint_of_lines(["a", "b"]) != fingerprint_of_lines(["ab"])
    assert fingerprint_of_lines(iter(["a", "b"])).startswith("2 texts, ")
