"""Bars of any amounts (L8): up and down, told by keys, by the pointer and to screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.widgets.bars import AXIS
from frontdesk.base.widgets.chart import Chart, ChartBar
from frontdesk.base.widgets.theme import apply_theme, colour

BARS = (
    ChartBar("11-1", Money(100_00)),
    ChartBar("11-2", Money(-50_00)),
    ChartBar("11-3", ZERO),
    ChartBar("11-4", Money(80_00), "2026-11-04 周三", marked=True),
    ChartBar("11-5", ZERO, to_come=True),
)


@pytest.fixture
def chart(qtbot: QtBot) -> Chart:
    made = Chart()
    qtbot.addWidget(made)
    made.resize(500, made.sizeHint().height())
    made.set_bars("每天净收", BARS)
    with qtbot.waitExposed(made):
        made.show()
    return made


def ink(picture: QImage, number: int, y: float) -> str:
    """The colour in the middle of a bar's column at *y*."""
    return picture.pixelColor(round((number + 0.5) * picture.width() / len(BARS)), round(y)).name()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_l8_bars_stand_on_the_line_and_hang_under_it(chart: Chart, qapp: object, mode: str) -> None:
    apply_theme(qapp, mode)  # type: ignore[arg-type]
    try:
        picture = chart.grab().toImage()
        base, per_fen = chart.scale()
        assert ink(picture, 0, base - 10) == colour("chart").name()
        assert ink(picture, 1, base + 10) == colour("baddot").name()
        assert ink(picture, 1, base - 10) not in (colour("chart").name(), colour("baddot").name())
        assert ink(picture, 3, base - 10) == colour("accent").name()
        assert ink(picture, 4, base - 1) == colour("chart2").name()
        # The lowest bar ends above the labels, and the highest within the widget.
        assert base + 50_00 * per_fen <= chart.height() - AXIS + 0.01
        assert base - 100_00 * per_fen >= 0
    finally:
        apply_theme(qapp, "light")  # type: ignore[arg-type]


def test_l8_lines_stand_on_both_sides_in_one_step(chart: Chart) -> None:
    assert [amount.fen for amount in chart.lines()] == [50_00, 100_00, -50_00]
    chart.set_bars("退款", [ChartBar("甲", Money(-753_40)), ChartBar("乙", ZERO)])
    assert [amount.fen for amount in chart.lines()] == [-500_00]


def test_l5_arrows_tell_each_bar(chart: Chart, qtbot: QtBot) -> None:
    assert chart.accessibleName() == "每天净收"
    assert chart.accessibleDescription() == "2026-11-04 周三　80.00 元"
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current() == 1
    assert chart.accessibleDescription() == "11-2　−50.00 元"
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current() == len(BARS) - 1


def test_l5_enter_and_a_double_click_open_the_bar(chart: Chart, qtbot: QtBot) -> None:
    opened: list[int] = []
    chart.opened.connect(opened.append)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=chart.rect().center())
    assert opened == [3, 2]


def test_the_pointer_finds_its_bar_and_none_beside_them(chart: Chart) -> None:
    assert [chart.bar_at(x) for x in (0, 99, 101, 499, -3, 520)] == [0, 0, 1, 4, -1, -1]


@pytest.mark.parametrize(
    "bars", [(), (ChartBar("一月", ZERO),), tuple(ChartBar(f"{n}栋", Money(n)) for n in range(400))]
)
def test_none_nothing_and_very_many_are_drawn(chart: Chart, bars: tuple[ChartBar, ...]) -> None:
    chart.set_bars("空", bars)
    assert not chart.grab().isNull()
    assert chart.scale()[1] >= 0
    assert chart.bars() == bars


def test_l8_what_is_counted_has_no_halves_on_its_axis(chart: Chart) -> None:
    """One complaint a day stands on a line of 1, and none of 0.50 is drawn."""
    chart.set_bars("件数", [ChartBar("一", Money(1_00)), ChartBar("二", ZERO)])
    assert [amount.fen for amount in chart.lines()] == [1_00]
