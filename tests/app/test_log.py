"""The log holds what a defect needs, and nobody's data."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from frontdesk.app.demo import estate
from frontdesk.app.demo.archives import BuildArchives, build_archives
from frontdesk.app.demo.build import build_staff
from frontdesk.app.demo.day import DemoDay
from frontdesk.app.demo.money import Year, begin_today, build_money
from frontdesk.app.folder import create_database, open_database
from frontdesk.app.log import (
    FLOOD,
    DayByDay,
    clear_old,
    log_folder,
    start_log,
    stop_log,
    without_people,
)
from frontdesk.areas.archives.model import Person, Vehicle
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.users import AddUser, add_user, sign_in
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Role
from tests.conftest import PASSWORD, SHANGHAI


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


def write(words: str, at: datetime, line: int = 1) -> None:
    """A line as if it had been logged at that time, from that line of a source file."""
    record = logging.LogRecord("frontdesk.test", logging.INFO, "here.py", line, words, (), None)
    record.created = at.timestamp()
    for handler in logging.getLogger().handlers:
        if isinstance(handler, DayByDay):
            handler.handle(record)


def test_what_is_full_is_put_aside_and_nothing_of_the_day_is_lost(
    log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.app.log.SIZE", 20_000)
    monkeypatch.setattr("frontdesk.app.log.MOST", 40_000)
    today = datetime.now().astimezone()
    for number in range(200):
        write(f"{number} " + "x" * 1000, today, line=number)
    names = sorted(path.name for path in log_file.parent.iterdir())
    day = today.date().isoformat()
    assert names[:2] == [f"frontdesk-{day}.1.log", f"frontdesk-{day}.2.log"]
    assert log_file.stat().st_size <= 22_000
    told = "".join(path.read_text(encoding="utf-8") for path in log_file.parent.iterdir())
    assert all(f" {number} xxx" in told for number in range(200))


def test_each_day_has_its_file_and_old_days_go(log_file: Path) -> None:
    today = datetime.now().astimezone()
    for back in range(20):
        old = (today - timedelta(days=back + 2)).date().isoformat()
        (log_file.parent / f"frontdesk-{old}.log").write_text("old", encoding="utf-8")
    (log_file.parent / "frontdesk-notes.log").write_text("somebody else's", encoding="utf-8")
    write("today", today)
    write("tomorrow", today + timedelta(days=1))
    kept = sorted(path.name for path in log_file.parent.glob("frontdesk-2*.log"))
    assert len(kept) == 13  # two weeks back from tomorrow, without yesterday
    assert kept[-1] == f"frontdesk-{today.date().isoformat()}.log"
    assert "today" in (log_file.parent / kept[-1]).read_text(encoding="utf-8")
    assert "tomorrow" in log_file.read_text(encoding="utf-8")
    assert (log_file.parent / "frontdesk-notes.log").exists()


def test_a_log_of_yesterday_is_put_aside_at_the_start(tmp_path: Path) -> None:
    folder = log_folder(tmp_path)
    folder.mkdir()
    (folder / "frontdesk.log").write_text("yesterday\n", encoding="utf-8")
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    os.utime(folder / "frontdesk.log", (yesterday.timestamp(), yesterday.timestamp()))
    level = logging.getLogger().level
    start_log(tmp_path)
    try:
        write("today", datetime.now().astimezone())
    finally:
        stop_log()
        logging.getLogger().setLevel(level)
    aside = folder / f"frontdesk-{yesterday.date().isoformat()}.log"
    assert aside.read_text(encoding="utf-8") == "yesterday\n"
    assert "yesterday" not in (folder / "frontdesk.log").read_text(encoding="utf-8")


def test_days_too_large_go_but_never_the_last_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.app.log.MOST", 250)
    today = date(2026, 11, 21)
    for back in range(5):
        path = tmp_path / f"frontdesk-{(today - timedelta(days=back)).isoformat()}.log"
        path.write_bytes(b"x" * 200)
    clear_old(tmp_path, today)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["frontdesk-2026-11-20.log", "frontdesk-2026-11-21.log"]


def test_a_loop_fills_no_disk(log_file: Path) -> None:
    at = datetime(2030, 1, 1, 9, 0, 5).astimezone()
    for _ in range(5000):
        write("the same again", at)
    write("something else", at, line=2)
    write("the same again", at + timedelta(minutes=1))
    told = log_file.read_text(encoding="utf-8")
    assert told.count("the same again") == FLOOD + 1
    assert "not written any more this minute" in told
    assert "something else" in told


@pytest.mark.parametrize(
    "secret",
    [
        "138-0000-5678", "138 0000 5678", "+8613800005678", "330106 19800101 123X", "浙A12345", "浙AD12345",
        "浙A·12345", "wang.wu@example.com", "John Smith", "欧阳修竹", "0571-88881234",
    ],
)  # fmt: skip
def test_other_writings_are_taken_out_too(secret: str) -> None:
    said = without_people(f"ValueError: bad value '{secret}' of 'unit_id' in base.py:12")
    assert secret not in said
    assert "ValueError: bad value" in said
    assert "'unit_id' in base.py:12" in said


def test_words_of_an_error_are_no_lines_of_source() -> None:
    """A message of several lines may be indented as source is."""
    told = without_people(
        'Traceback (most recent call last):\n  File "C:\\Users\\张硕\\a.py", line 3, in f\n    x = tr("房号")\n'
        "ValueError: wrong\n    张硕 13800005678\n  李四"
    )
    assert "张硕" not in told
    assert "13800005678" not in told
    assert "李四" not in told
    assert 'x = tr("房号")' in told
    assert "line 3, in f" in told


def test_a_papers_number_stands_in_clear_and_nothing_else_does(log_file: Path) -> None:
    log = logging.getLogger("frontdesk.test")
    log.info("printed receipt", extra={"number": "SJ00020331"})
    log.info("printed receipt", extra={"number": "13800005678"})
    log.info("printed receipt", extra={"number": "张硕"})
    told = log_file.read_text(encoding="utf-8")
    assert "printed receipt SJ00020331" in told
    assert "13800005678" not in told
    assert "张硕" not in told


def test_each_command_is_logged_with_who_and_how_it_ended_never_with_what(
    log_file: Path, runner: Runner
) -> None:
    admin = runner.read(sign_in, "admin", PASSWORD)
    runner.run(add_user, AddUser("wangfang", "王芳", Role.SERVICE, "geheim-1"), actor=admin)
    with pytest.raises(InvalidInput):
        runner.run(add_user, AddUser("wangfang", "王芳", Role.SERVICE, ""), actor=admin)
    told = log_file.read_text(encoding="utf-8").splitlines()
    assert re.search(r"frontdesk.done frontdesk.base.store.users.add_user by 1/admin in \d+ ms: ok", told[0])
    assert told[1].endswith("ms: InvalidInput login")
    assert "wangfang" not in "".join(told)
    assert "geheim" not in "".join(told)


def test_a_statement_that_fails_says_nothing_it_was_given(db: Database) -> None:
    with pytest.raises(IntegrityError) as failed, db.write() as session:
        session.execute(
            text("INSERT INTO user_account(id, login) VALUES (1, :login)"), {"login": "Zhang San"}
        )
    assert "INSERT INTO user_account" in str(failed.value)
    assert "Zhang San" not in str(failed.value)


def test_without_a_place_to_write_the_program_runs(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file stands in its way")
    assert start_log(tmp_path) is None


def _estate(folder: Path, today: date) -> None:
    """The demo's homes and people, two months of their charges and payments, and a shift open today."""
    clock = FixedClock(datetime(today.year - 1, today.month, 1, 8, 0, tzinfo=SHANGHAI))
    create_database(folder, clock, office=estate.OFFICE, estate=estate.ESTATE, admin_password=estate.PASSWORD)
    db = open_database(folder)
    try:
        runner = Runner(db, clock)
        staff = build_staff(runner)
        runner.run(build_archives, BuildArchives(today, 2), actor=staff.admin)
        year = Year(runner, clock, staff.supervisor, staff.cashier, today, 2)
        build_money(year, Progress())
        begin_today(year)
    finally:
        db.close()


@pytest.mark.slow
def test_a_demo_day_leaves_nobody_of_the_estate_in_the_log(tmp_path: Path) -> None:
    """Built, worked through, and gone wrong about everybody: D1.9, nobody's name, phone, number or plate."""
    folder = tmp_path / "office"
    today = date(2026, 11, 21)
    _estate(folder, today)
    level = logging.getLogger().level
    path = start_log(folder)
    assert path is not None
    clock = FixedClock(datetime(2026, 11, 21, 10, 30, tzinfo=SHANGHAI))
    db = open_database(folder)
    secrets: set[str] = set()
    try:
        (tmp_path / "papers").mkdir()
        runner = Runner(db, clock)
        day = DemoDay(runner, clock, tmp_path / "papers")
        cashier = runner.read(sign_in, "linxiao", "demo")
        day._notices(cashier)
        day._void(cashier, day._collect(cashier, "3-1-1202", "A5"))
        day._close(cashier, day._hand_in(cashier))
        log = logging.getLogger("frontdesk.test")
        with db.read() as session:
            people = session.scalars(select(Person)).all()
            plates = session.scalars(select(Vehicle.plate)).all()
            assert people
            for person in people:
                told = [person.name, person.phone, person.phone2, person.id_number, person.emergency_contact]
                secrets.update(value for value in told if value)
                try:
                    raise ValueError(f"cannot read {told!r} of {person.name} ({person.phone})")
                except ValueError:
                    log.exception("for %s", told)
            for plate in plates:
                log.warning("%s is on two spaces", plate)
            secrets.update(plates)
    finally:
        db.close()
        stop_log()
        logging.getLogger().setLevel(level)
    log_text = "".join(file.read_text(encoding="utf-8") for file in path.parent.glob("*.log"))
    assert "service" in log_text
    assert re.search(r"cashdesk.*collect by \d+/linxiao in \d+ ms: ok", log_text), "the day itself is told"
    assert len(secrets) > 50
    assert [secret for secret in secrets if secret in log_text] == []
