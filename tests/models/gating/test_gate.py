"""A model ships only if nothing that is guarded got worse."""

from pathlib import Path

import pytest

from labeled_data.manifest import fingerprint_of
from models.errors import GateError
from models.gating.floors import FLOORS, Floors, ParityFloors, read_floors, write_floors
from models.gating.gate import judge_metrics, recorded
from models.gating.metrics import Metrics, measured, read_metrics, write_metrics
from tests.models.evaluation.made_up import CLAIM
from tests.models.gating.made_up_metrics import TEST, examples, metrics, parity, set_of

SIZE = 1_000_000


def empty() -> Floors:
    bounds = ParityFloors(max_difference=0.05, mean_difference=0.005, flips=0.05, unreviewed_flips=0.01)
    return Floors(format_version=1, size_mb=40, parity=bounds, sets={})


@pytest.fixture(scope="module")
def floors() -> Floors:
    return recorded(metrics(), empty())


def shortfalls(found: Metrics, floors: Floors, size: int = SIZE) -> set[str]:
    return {shortfall.figure for shortfall in judge_metrics(found, floors, size=size).shortfalls}


def test_the_model_that_set_the_floors_passes(floors: Floors) -> None:
    report = judge_metrics(metrics(), floors, size=SIZE)
    assert report.shortfalls == ()
    assert report.checked > len(floors.sets[TEST].floors)


def test_what_is_guarded(floors: Floors) -> None:
    names = set(floors.sets[TEST].floors)
    assert {
        "overall/macro_f1",
        "overall/any_miss",
        "categories/guaranteed_return/f1",
        "slices/vertical/loan/micro_f1",
        "slices/wholeness/fragment/micro_f1",
        "slices/hard negatives/clean financial ad/any_false_alarm",
    } <= names
    assert not [name for name in names if name.startswith(("slices/year", "categories/banned_activity"))]


def test_a_worse_model_is_refused_with_what_it_lost(floors: Floors) -> None:
    worse = metrics(sets={TEST: set_of(examples(), word="号理财产品，" + CLAIM + "，没有")})
    found = judge_metrics(worse, floors, size=SIZE).shortfalls
    assert {"overall/micro_f1", "slices/vertical/loan/micro_f1"} <= {shortfall.figure for shortfall in found}
    assert {shortfall.where for shortfall in found} == {TEST}


def test_a_loss_in_one_slice_refuses_although_all_else_holds(floors: Floors) -> None:
    found = metrics()
    found.sets[TEST]["judges"][0]["slices"]["vertical"]["loan"]["micro_f1"] -= 0.11
    assert shortfalls(found, floors) == {"slices/vertical/loan/micro_f1"}


def test_more_false_alarms_are_a_loss(floors: Floors) -> None:
    found = metrics()
    found.sets[TEST]["judges"][0]["overall"]["any_false_alarm"]["value"] += 0.2
    assert shortfalls(found, floors) == {"overall/any_false_alarm"}


def test_what_was_guarded_and_is_no_longer_measured_is_a_loss(floors: Floors) -> None:
    found = metrics()
    del found.sets[TEST]["judges"][0]["slices"]["vertical"]["loan"]
    (shortfall,) = judge_metrics(found, floors, size=SIZE).shortfalls
    assert (shortfall.figure, shortfall.value) == ("slices/vertical/loan/micro_f1", "not measured")


def test_disguises_and_their_undoing_are_guarded() -> None:
    names = measured(set_of(examples(), is_full=True)["judges"][0])  # type: ignore[index]
    assert {"disguises/recall_kept_mean", "disguises/recall_kept_worst", "folding/points"} <= names.keys()
    assert [name for name in names if name.startswith("disguises/homophone")]
    assert names["folding/points"].is_loss


def test_a_small_slice_has_more_room_but_never_much() -> None:
    found = measured(metrics().sets[TEST]["judges"][0])
    whole, part = found["overall/micro_f1"], found["slices/vertical/loan/micro_f1"]
    assert whole.tolerance < part.tolerance <= 0.1


def test_another_test_set_is_not_judged(floors: Floors) -> None:
    fewer = examples()[:-1]
    with pytest.raises(GateError, match=f"{fingerprint_of(fewer)[:12]}.*bound to"):
        judge_metrics(metrics(sets={TEST: set_of(fewer)}), floors, size=SIZE)


def test_a_required_set_must_be_measured_and_another_need_not() -> None:
    both = metrics(sets={TEST: set_of(examples()), "real.jsonl": set_of(examples())})
    floors = recorded(both, empty())
    assert judge_metrics(metrics(), floors, size=SIZE).left_out == ("real.jsonl",)
    with pytest.raises(GateError, match=r"not measured on test\.jsonl"):
        judge_metrics(metrics(sets={"real.jsonl": both.sets["real.jsonl"]}), floors, size=SIZE)


def test_floors_of_a_set_that_was_not_measured_stay(floors: Floors) -> None:
    other = metrics(sets={"real.jsonl": set_of(examples())})
    assert recorded(other, floors).sets[TEST] == floors.sets[TEST]


@pytest.mark.parametrize(
    ("found", "figure"),
    [
        (parity(difference=0.06), "torch_int8/guaranteed_return/max_difference"),
        (parity(difference=float("nan")), "torch_int8/guaranteed_return/max_difference"),
        (parity(flips=4), "torch_onnx/guaranteed_return/flips"),
        (None, "torch, int8"),
    ],
)
def test_a_model_that_runs_otherwise_than_it_was_trained_is_refused(floors: Floors, found: object, figure: str) -> None:
    assert figure in shortfalls(metrics(parity=found), floors)


def test_a_folder_too_large_is_refused(floors: Floors) -> None:
    assert shortfalls(metrics(), floors, size=40_000_001) == {"size"}


def test_floors_come_back_as_written(floors: Floors, tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    write_floors(path, floors)
    assert read_floors(path) == floors
    first = path.read_bytes()
    write_floors(path, read_floors(path))
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("sets: [", "not YAML"),
        ("format_version: 1\nsize_mb: -3\n", "size_mb: Input should be greater"),
        ("[]", "does not hold floors"),
    ],
)
def test_a_faulty_file_of_floors_is_named(tmp_path: Path, content: str, fault: str) -> None:
    path = tmp_path / "floors.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(GateError, match=fault):
        read_floors(path)
    with pytest.raises(GateError, match="cannot be read"):
        read_floors(tmp_path / "none.yaml")


def test_a_floor_has_one_bound(tmp_path: Path, floors: Floors) -> None:
    path = tmp_path / "floors.yaml"
    write_floors(path, floors)
    path.write_text(path.read_text("utf-8").replace("least:", "higher:", 1), "utf-8")
    with pytest.raises(GateError, match="overall"):
        read_floors(path)


def test_the_floors_of_the_repository_can_be_read() -> None:
    assert read_floors(FLOORS).size_mb == 40


def test_metrics_come_back_as_written(tmp_path: Path) -> None:
    write_metrics(tmp_path, metrics())
    assert read_metrics(tmp_path) == metrics()
    with pytest.raises(GateError, match="finad measure"):
        read_metrics(tmp_path / "none")
    (tmp_path / "metrics.json").write_text('{"format_version": 2}', "utf-8")
    with pytest.raises(GateError, match="format_version"):
        read_metrics(tmp_path)
