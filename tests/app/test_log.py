"""The log holds what a defect needs, and nobody's data."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.app.log import log_folder, start_log, stop_log, without_people


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    level = logging.getLogger().level
    path = start_log(tmp_path)
    assert path is not None
    yield path
    stop_log()
    logging.getLogger().setLevel(level)


def test_names_and_numbers_are_taken_out() -> None:
    said = without_people("KeyError: '张硕' 13800005678 330106198001011234 3301061980010112X SJ00020331")
    for secret in ("张硕", "13800005678", "330106198001011234", "3301061980010112X", "00020331"):
        assert secret not in said
    assert "KeyError" in said


def test_values_of_a_statement_are_taken_out() -> None:
    said = without_people(
        "IntegrityError: UNIQUE constraint failed\n[SQL: INSERT INTO person (name) VALUES (?)]\n"
        "[parameters: ('Zhang San', 'x')]\n(Background on this error at: https://sqlalche.me)"
    )
    assert "Zhang San" not in said
    assert "INSERT INTO person" in said
    assert "Background" in said
    assert "Li Si" not in without_people("DETAIL: Key (name)=(Li Si) already exists.")


def test_a_defect_is_logged_with_its_place_and_without_people(log_file: Path) -> None:
    def find(name: str) -> str:
        return {"a": "b"}[name]

    # In parts, because lines of source stand whole in a traceback.
    who, number = "欧阳" + "修竹", "139" + "12345678"
    try:
        find(f"{who} {number}")
    except KeyError:
        logging.getLogger("frontdesk.test").exception("for %s", who)
    told = log_file.read_text(encoding="utf-8")
    assert "KeyError" in told
    assert "test_log.py" in told
    assert who not in told
    assert number not in told


def test_the_log_starts_over_when_full(log_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(120):
        logging.getLogger("frontdesk.test").info("x" * 10_000)
    kept = sorted(path.name for path in log_folder(log_file.parent.parent).iterdir())
    assert kept == ["frontdesk.log", "frontdesk.log.1"]
    assert log_file.stat().st_size <= 1_000_000


def test_without_a_place_to_write_the_program_runs(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file stands in its way")
    assert start_log(tmp_path) is None
