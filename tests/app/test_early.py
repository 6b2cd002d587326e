"""The sign-in page stands before the database layer is loaded, and nothing typed into it is lost (L6, D0.8)."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.app.early import BESIDE, Loading, early_page
from frontdesk.app.folder import create_database
from frontdesk.app.places import SETTINGS_FILE
from frontdesk.app.sign_in import LAST_LOGIN
from frontdesk.app.start import first_window
from frontdesk.base.store.glance import FILE_NAME, estate_at_a_glance
from frontdesk.base.values.clock import FixedClock
from tests.app.conftest import MakeProgram, show
from tests.conftest import PASSWORD


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Path:
    """A folder with an office whose administrator is `admin`."""
    folder = tmp_path / "office"
    create_database(folder, clock, office="翠湖物业", estate="翠湖花园", admin_password=PASSWORD)
    return folder


def test_the_page_says_which_estate_and_who_was_here_last(qtbot: QtBot, office: Path) -> None:
    window = first_window(office)
    qtbot.addWidget(window)
    window.memory.set(LAST_LOGIN, "admin")
    page = early_page(office, window)
    assert page is not None
    assert window.shown() is page
    assert page.title.text() == "翠湖花园"
    assert page.login.text() == "admin"


def test_what_was_typed_meanwhile_stays_and_signs_in(
    qtbot: QtBot, office: Path, make_program: MakeProgram
) -> None:
    program = make_program(office)
    page = early_page(office, program.window)
    assert page is not None
    show(qtbot, program.window)
    loading = Loading(page, lambda: program.begin(page))
    qtbot.keyClicks(page.login.inner, "admin")
    qtbot.keyClicks(page.password.inner, PASSWORD[:4])
    loading.start()
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.gate is page
    assert program.window.shown() is page
    qtbot.keyClicks(page.password.inner, PASSWORD[4:])
    qtbot.keyClick(page.password.inner, Qt.Key.Key_Return)
    assert program.desk is not None
    assert program.desk.actor.name == "管理员"
    assert program.gate is None


def test_who_presses_enter_first_is_let_in_all_the_same(
    qtbot: QtBot, office: Path, make_program: MakeProgram
) -> None:
    program = make_program(office)
    page = early_page(office, program.window)
    assert page is not None
    show(qtbot, program.window)
    begun: list[str] = []

    def begin() -> None:
        begun.append("once")
        program.begin(page)

    loading = Loading(page, begin)
    loading.start()
    qtbot.keyClicks(page.login.inner, "admin")
    qtbot.keyClicks(page.password.inner, PASSWORD)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert program.desk is not None
    assert program.desk.actor.name == "管理员"
    qtbot.wait(50)
    assert begun == ["once"]


def test_a_wrong_password_is_said_beside_its_field(
    qtbot: QtBot, office: Path, make_program: MakeProgram
) -> None:
    program = make_program(office)
    page = early_page(office, program.window)
    assert page is not None
    loading = Loading(page, lambda: program.begin(page))
    loading.start()
    page.login.set_value("admin")
    page.password.set_value("not-this")
    page.try_it()
    assert program.gate is page
    assert page.password.error or page.login.error or page.wrong.text()


def test_data_that_cannot_be_opened_after_all_is_said(
    qtbot: QtBot, office: Path, make_program: MakeProgram
) -> None:
    """The file was well when it was glanced at; by the time it is opened it no longer is."""
    program = make_program(office)
    page = early_page(office, program.window)
    assert page is not None
    with closing(sqlite3.connect(office / FILE_NAME)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    loading = Loading(page, lambda: program.begin(page))
    loading.start()
    page.login.set_value("admin")
    page.password.set_value(PASSWORD)
    page.try_it()
    assert program.gate is not page
    assert program.gate is not None
    assert program.gate.objectName() == "cannot_open_page"
    assert program.window.shown() is program.gate


def test_a_window_closed_at_once_begins_nothing(qtbot: QtBot, office: Path) -> None:
    window = first_window(office)
    qtbot.addWidget(window)
    page = early_page(office, window)
    assert page is not None
    begun: list[str] = []
    loading = Loading(page, lambda: begun.append("begun"))
    loading.start()
    loading.stop()
    qtbot.wait(50)
    assert begun == []


def test_where_something_else_comes_first_there_is_no_early_page(qtbot: QtBot, office: Path) -> None:
    window = first_window(office)
    qtbot.addWidget(window)
    (office / SETTINGS_FILE).write_text("")
    assert early_page(office, window) is None
    assert early_page(office / "nowhere", window) is None
    assert window.shown() is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alembic_version SET version_num = '0000'",
        "DELETE FROM setting",
        "DROP TABLE alembic_version",
    ],
)
def test_a_glance_knows_only_a_database_that_is_ready(office: Path, statement: str) -> None:
    path = office / FILE_NAME
    assert estate_at_a_glance(path) == "翠湖花园"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)
    raw.close()
    assert estate_at_a_glance(path) is None


def test_a_glance_makes_nothing_of_a_damaged_file(office: Path) -> None:
    path = office / FILE_NAME
    path.write_bytes(b"no database" * 1000)
    assert estate_at_a_glance(path) is None
    shutil.rmtree(office)
    assert estate_at_a_glance(path) is None
    assert not office.exists()


SCRIPT = """
import sys
from pathlib import Path
from frontdesk.app.start import application, first_window
app = application()
window = first_window(Path(sys.argv[1]))
from frontdesk.app.early import early_page
page = early_page(Path(sys.argv[1]), window)
app.processEvents()
print(page.objectName(), "sqlalchemy" in sys.modules)
"""
IMPORTS = "import importlib, sys; [importlib.import_module(n) for n in sys.argv[1].split(',')]; print(any(m.startswith('PySide6') for m in sys.modules))"


def _said(script: str, argument: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, argument],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.slow
def test_the_page_stands_before_the_database_layer_is_loaded(office: Path) -> None:
    assert _said(SCRIPT, str(office)) == "sign_in_page False"


@pytest.mark.slow
def test_what_is_loaded_beside_it_makes_no_object_of_qt() -> None:
    assert _said(IMPORTS, ",".join(BESIDE)) == "False"
