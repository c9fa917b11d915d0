from pathlib import Path

import pytest

from models.pretraining.progress import ProgressRow, draw_progress, read_progress, write_progress

ROWS = [
    ProgressRow(step=10, epoch=0, tokens=1000, seconds=1.5, rate=0.001, training_loss=9.1, held_out_loss=9.0),
    ProgressRow(step=20, epoch=1, tokens=2000, seconds=3.0, rate=0.001, training_loss=8.1, held_out_loss=8.2),
]


def test_a_written_log_is_read_back(tmp_path: Path) -> None:
    write_progress(tmp_path / "log.csv", ROWS)
    assert read_progress(tmp_path / "log.csv") == ROWS


def test_an_absent_log_is_empty(tmp_path: Path) -> None:
    assert read_progress(tmp_path / "log.csv") == []


def test_the_curve_is_a_picture(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    draw_progress(tmp_path / "curve.png", ROWS)
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")
