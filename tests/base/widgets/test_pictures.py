"""Where people would rather look (L8): the month's bars, the drawer's notes, the steps of the close."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.widgets.bars import AXIS, Bars, grid_lines, line_words
from frontdesk.base.widgets.notes import NoteStack
from frontdesk.base.widgets.steps import StepBar
from frontdesk.base.widgets.theme import apply_theme, theme
from frontdesk.base.widgets.tokens import NOTES

NOVEMBER = Month(2026, 11)
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


def colour_at(widget: QWidget, x: float, y: float) -> str:
    picture = widget.grab().toImage()
    ratio = picture.devicePixelRatio()
    return QColor(picture.pixelColor(round(x * ratio), round(y * ratio))).name().upper()


@pytest.fixture
def bars(qtbot: QtBot) -> Bars:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.resize(327, 120)
    bars.set_month(
        NOVEMBER, {1: Money(20_000_00), 3: Money(26_000_00), 21: Money(13_000_00), 4: Money(-5_00)}, TODAY
    )
    return bars


def test_l8_a_bar_for_each_day_today_in_accent_days_to_come_as_stubs(bars: Bars) -> None:
    pitch, base = 11, 120 - AXIS
    assert colour_at(bars, 2 * pitch + 4, base - 40) == theme().chart
    assert colour_at(bars, 20 * pitch + 4, base - 20) == theme().accent
    assert colour_at(bars, 25 * pitch + 4, base - 1) == theme().chart2
    assert colour_at(bars, 25 * pitch + 4, base - 10) not in (theme().chart, theme().chart2)
    assert colour_at(bars, 3 * pitch + 4, base + 1) == theme().baddot


def test_l8_bars_stand_in_proportion(bars: Bars) -> None:
    def height(day: int) -> int:
        x = (day - 1) * 11 + 4
        return sum(colour_at(bars, x, y) in (theme().chart, theme().accent) for y in range(120 - AXIS))

    assert height(3) == pytest.approx(2 * height(21), abs=2)


@pytest.mark.parametrize(
    ("highest", "lines"),
    [
        (Money(26_000_00), [Money(10_000_00), Money(20_000_00)]),
        (Money(9_000_00), [Money(5_000_00)]),
        (Money(520_00), [Money(200_00), Money(400_00)]),
        (Money(0), []),
        (Money(-3), []),
        (Money(1), [Money(1)]),
    ],
)
def test_at_most_two_round_lines(highest: Money, lines: list[Money]) -> None:
    assert grid_lines(highest) == lines


def test_lines_are_named_in_wan() -> None:
    assert [line_words(Money(fen)) for fen in (2_000_000, 500_000, 20_000, 5)] == [
        "2 万",
        "5,000",
        "200",
        "0.05",
    ]


def test_l5_arrows_tell_the_amount_of_a_day(qtbot: QtBot, bars: Bars) -> None:
    bars.show()
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bars, Qt.Key.Key_Home)
    assert bars.accessibleDescription() == "11月1日　20,000.00 元"
    qtbot.keyClick(bars, Qt.Key.Key_Left)
    assert bars.current_day() == 1
    qtbot.keyClick(bars, Qt.Key.Key_End)
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert bars.current_day() == 30
    for _ in range(9):
        qtbot.keyClick(bars, Qt.Key.Key_Left)
    assert bars.accessibleDescription() == "11月21日　13,000.00 元"
    assert QToolTip.text() == "11月21日　13,000.00 元"
    QToolTip.hideText()


def test_the_pointer_finds_its_day(bars: Bars) -> None:
    assert [bars.day_at(x) for x in (0, 12, 326, 400, -3)] == [1, 2, 30, 0, 0]


def test_a_month_with_nothing_has_no_bars(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.resize(327, 120)
    bars.set_month(Month(2026, 2), {}, date(2026, 3, 5))
    assert colour_at(bars, 4, 120 - AXIS - 1) not in (theme().chart, theme().chart2)
    assert bars.current_day() == 28


# -- notes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fen", sorted(NOTES))
def test_l8_each_value_has_its_colour_and_word(qtbot: QtBot, fen: int) -> None:
    stack = NoteStack(Money(fen), 3)
    qtbot.addWidget(stack)
    stack.resize(stack.sizeHint())
    assert colour_at(stack, 54 - 4 if fen >= 100 else 13, 6) == NOTES[fen]
    assert stack.word() == (str(fen // 100) if fen >= 100 else f"{fen // 10}角")


def test_l8_at_most_twelve_are_drawn_and_the_count_is_kept(qtbot: QtBot) -> None:
    stack = NoteStack(Money(100_00), 40)
    qtbot.addWidget(stack)
    assert (stack.count(), stack.drawn()) == (40, 12)
    assert "× 40 张" in stack.accessibleName()
    stack.set_count(-2)
    assert (stack.count(), stack.drawn()) == (0, 0)


def test_a_value_that_is_no_note_is_refused() -> None:
    with pytest.raises(KeyError):
        NoteStack(Money(300))


def test_notes_look_the_same_in_both_themes(qtbot: QtBot, qapp: QApplication) -> None:
    stack = NoteStack(Money(100_00), 1)
    qtbot.addWidget(stack)
    stack.resize(stack.sizeHint())
    light = colour_at(stack, 50, 6)
    apply_theme(qapp, "dark")
    assert colour_at(stack, 50, 6) == light


# -- steps --------------------------------------------------------------------------------------------


def test_the_steps_say_where_the_work_stands(qtbot: QtBot) -> None:
    steps = StepBar(["关班检查", "清点", "核对", "打印上缴"], 1)
    qtbot.addWidget(steps)
    steps.resize(steps.sizeHint())
    assert steps.accessibleName() == "第 2 步，共 4 步：清点"
    wide = steps.width()
    steps.set_current(3)
    assert steps.sizeHint().width() == wide
    steps.set_current(9)
    assert (steps.current(), steps.accessibleName()) == (4, "4 步都已完成")


def test_the_step_under_way_is_a_full_disc(qtbot: QtBot) -> None:
    steps = StepBar(["一", "二"], 0)
    qtbot.addWidget(steps)
    steps.resize(steps.sizeHint())
    middle = steps.height() // 2
    assert colour_at(steps, 3, middle) == theme().accent
    steps.set_current(1)
    assert colour_at(steps, 3, middle) != theme().accent
