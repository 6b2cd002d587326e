"""The machine does not show through: its language, its calendar, a screen that has been unplugged, its scale."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.main_window import MainWindow, can_be_reached
from frontdesk.base.widgets.memory import Memory

SCRIPT = """
import json, sys, tempfile, zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCalendarWidget, QSpinBox, QDoubleSpinBox, QTableView, QToolButton
from frontdesk.app.start import application

system = QLocale.system().name()
app = application()
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.widgets.export import export_rows
from frontdesk.base.widgets.fields import DateField, MoneyField, MonthField, NumberField
from frontdesk.base.widgets.rows import Column
from frontdesk.base.widgets.theme import apply_theme

apply_theme(app, "light")
day, sums = DateField("day", today=lambda: date(2026, 11, 21)), MoneyField("sum")
month, number = MonthField("month"), NumberField("number", decimals=2)
day.set_value(date(2026, 11, 21))
sums.set_value(Money(123456789))
month.set_value(Month(2026, 11))
number.set_value(Decimal("12345.60"))
day.show()
day.open_calendar()
calendar = day.findChild(QCalendarWidget)
grid = calendar.findChild(QTableView)
model = grid.model()
names = [str(model.data(model.index(0, c)) or "") for c in range(model.columnCount())]
heads = [b.text() for b in calendar.findChildren(QToolButton) if b.text()]
first = next(str(model.data(model.index(1, c))) for c in range(model.columnCount()) if model.data(model.index(1, c)))
spin, real = QSpinBox(), QDoubleSpinBox()
spin.setMaximum(10**6)
real.setMaximum(10**6)
spin.setValue(12345)
real.setValue(1234.5)
columns = [
    Column("日期", lambda r: date(2026, 11, 21)),
    Column("时间", lambda r: datetime(2026, 11, 21, 1, 5, tzinfo=UTC)),
    Column("金额", lambda r: Money(123456789), kind="money"),
    Column("面积", lambda r: Decimal("1234.56")),
    Column("户数", lambda r: 12345),
]
folder = Path(tempfile.mkdtemp())
export_rows(folder / "a.csv", columns, [0])
export_rows(folder / "a.xlsx", columns, [0])
with zipfile.ZipFile(folder / "a.xlsx") as book:
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
print(json.dumps({
    "system": system,
    "fields": [day.text(), sums.text(), month.text(), number.text()],
    "calendar": [names, heads, first, calendar.locale().name()],
    "spin": [spin.text(), real.text()],
    "cells": [c.text(c.value(0)) for c in columns],
    "csv": (folder / "a.csv").read_text(encoding="utf-8-sig"),
    "sheet": sheet[sheet.index("<sheetData"):],
    "scale": QGuiApplication.highDpiScaleFactorRoundingPolicy().name,
}))
"""


@cache
def shown_with(language: str) -> dict[str, Any]:
    """What fields, calendar, lists and exports show on a machine of that language."""
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE")
    }
    environment |= {
        "LC_ALL": f"{language}.UTF-8", "LANG": f"{language}.UTF-8", "TZ": "Asia/Shanghai",
        "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows takes its language from the registry, not from here"
)
@pytest.mark.parametrize("language", ["de_DE", "th_TH", "ar_EG"])
def test_l4_dates_and_figures_do_not_follow_the_machines_language(language: str) -> None:
    there, here = dict(shown_with(language)), dict(shown_with("zh_CN"))
    assert there.pop("system") == language, "the machine is not what the test takes it for"
    here.pop("system")
    assert there == here


@pytest.mark.slow
def test_l4_dates_and_figures_are_as_the_office_writes_them() -> None:
    """On whatever machine this runs, Windows of any language among them."""
    shown = shown_with("th_TH")
    assert shown["fields"] == ["2026-11-21", "1,234,567.89", "2026-11", "12345.60"]
    names, heads, first, locale = shown["calendar"]
    assert [n[-1] for n in names] == ["一", "二", "三", "四", "五", "六", "日"]
    assert any("十一月" in h or "11" in h for h in heads)
    assert any("2026" in h for h in heads)
    assert locale == "zh_CN"
    assert first in ("26", "1")
    assert shown["spin"] == ["12345", "1234.50"]
    assert shown["cells"][0] == "2026-11-21"
    assert shown["cells"][2] == "1,234,567.89"
    lines = shown["csv"].splitlines()
    assert lines[1].split(",")[0] == "2026-11-21"
    assert lines[1].split(",")[2:] == ["1234567.89", "1234.56", "12345"]
    assert "<v>1234567.89</v>" in shown["sheet"]


@pytest.mark.slow
def test_l9_a_screen_at_125_percent_gets_just_that() -> None:
    assert shown_with("th_TH")["scale"] == "PassThrough"


# -- screens -------------------------------------------------------------------------------------------

LEFT = QRect(0, 0, 1366, 728)
RIGHT = QRect(1366, 0, 1920, 1040)


@pytest.mark.parametrize(
    ("frame", "rooms", "reached"),
    [
        (QRect(100, 50, 1200, 600), [LEFT], True),
        (QRect(1400, 50, 1200, 600), [LEFT, RIGHT], True),
        (QRect(1400, 50, 1200, 600), [LEFT], False),
        (QRect(1300, 50, 1200, 600), [LEFT], False),
        (QRect(-1150, 50, 1200, 600), [LEFT], False),
        (QRect(100, -200, 1200, 600), [LEFT], False),
        (QRect(100, 725, 1200, 600), [LEFT], False),
        (QRect(-1000, 50, 1200, 600), [LEFT], True),
        (QRect(100, 50, 1200, 600), [], False),
    ],
)
def test_a_window_can_be_taken_by_its_title_or_not(frame: QRect, rooms: list[QRect], reached: bool) -> None:
    assert can_be_reached(frame, rooms) is reached


def test_a_window_kept_on_a_screen_that_is_gone_comes_back_on_one_that_is_there(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the system had put it back where it was."""
    kept = QWidget()
    qtbot.addWidget(kept)
    memory = Memory(tmp_path / "window.ini")
    memory.set_bytes("window/geometry", kept.saveGeometry())

    def far_away(self: MainWindow, _kept: object) -> bool:
        self.setGeometry(9000, 7000, 1366, 736)
        return True

    monkeypatch.setattr(MainWindow, "restoreGeometry", far_away)
    window = MainWindow(memory)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    maximised = bool(window.windowState() & Qt.WindowState.WindowMaximized)
    assert maximised or can_be_reached(window.frameGeometry(), rooms)
    assert any(room.contains(window.mapToGlobal(QPoint(20, 20))) for room in rooms)
