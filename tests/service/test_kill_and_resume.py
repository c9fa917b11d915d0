"""A scan killed with SIGKILL again and again ends with the bytes of a run that was left alone."""

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from service.bulk_scan.run import rejects_path_of

ROOT = Path(__file__).parents[2]
KILLS = 12


def start(ads_path: Path, out: Path, workers: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.service.killable_scan", str(ads_path), str(out), str(workers)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill_after(process: subprocess.Popen[str], lines: int, delay_s: float) -> None:
    """Kill once the process has said ``lines`` lines and a random moment has passed, wherever it is then."""
    assert process.stdout is not None
    for _ in range(lines):
        if not process.stdout.readline():
            break
    threading.Event().wait(delay_s)
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are looked up in /proc")
def test_workers_do_not_outlive_a_killed_parent(ads_path: Path, tmp_path: Path) -> None:
    process = start(ads_path, tmp_path / "out.jsonl", 2)
    assert process.stdout is not None
    # The second line comes after the first finished chunk, so the workers are up.
    said = [process.stdout.readline() for _ in range(2)]
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert said[1]
    assert len(children) >= 2
    process.send_signal(signal.SIGKILL)
    process.communicate()
    # Ends by the time limit of the suite at worst; what is stated is that they end.
    while any(is_alive(child) for child in children):
        threading.Event().wait(0.01)
    assert [child for child in children if is_alive(child)] == []


def is_alive(pid: str) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
@pytest.mark.parametrize(("workers", "name"), [(1, "out.jsonl"), (1, "out.csv"), (2, "out.jsonl")])
def test_killed_at_random_moments_the_output_is_the_same(
    ads_path: Path, tmp_path: Path, workers: int, name: str
) -> None:
    whole = tmp_path / f"whole-{name}"
    process = start(ads_path, whole, 1)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    chance = random.Random(f"{workers} {name}")
    out = tmp_path / name
    kills = 0
    while kills < KILLS and not out.exists():
        process = start(ads_path, out, workers)
        kill_after(process, chance.randint(1, 4), chance.uniform(0, 0.01))
        kills += process.returncode == -signal.SIGKILL
    assert kills >= 10
    process = start(ads_path, out, workers)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    assert out.read_bytes() == whole.read_bytes()
    assert rejects_path_of(out).read_bytes() == rejects_path_of(whole).read_bytes()
    assert not out.with_name(out.name + ".partial").exists()
