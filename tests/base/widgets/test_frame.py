"""Frame and pages: tabs by keys, the bar's times, pages that read again, panes that fold, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.values.errors import Surroundings
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk, LongWork, QuietMessages
from frontdesk.base.widgets.frame import MessageBar, ShiftChip, Tab, TabStrip, TopBar
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import EmptyState, Page, Pane, Splitter
from frontdesk.base.widgets.worker import SameThreadWorker

pytestmark = pytest.mark.usefixtures("light")
Show = Callable[..., QWidget]
TABS = [
    Tab("today", "ph.sun-horizon", "今日"),
    Tab("archives", "ph.address-book", "业主档案"),
    Tab("fees", "ph.wallet", "收费"),
]


# -- message bar --------------------------------------------------------------------------------------


@pytest.fixture
def bar(window: Show) -> MessageBar:
    host = window(QLabel("page"))
    return MessageBar(host, lambda: 57)


def _away(bar: MessageBar) -> QTimer:
    timer = bar.findChild(QTimer, "message_away")
    assert isinstance(timer, QTimer)
    return timer


def test_what_is_done_goes_after_six_seconds_L1(bar: MessageBar) -> None:
    bar.ok("已收 836.82。", "收据 SJ00020331 已打印。")
    assert bar.isVisible()
    assert bar.text() == "已收 836.82。收据 SJ00020331 已打印。"
    assert (_away(bar).isActive(), _away(bar).interval()) == (True, 6000)
    _away(bar).timeout.emit()
    assert not bar.isVisible()


def test_it_waits_while_the_pointer_is_on_it(bar: MessageBar) -> None:
    bar.ok("已保存。")
    at = QPointF(5, 5)
    QApplication.sendEvent(bar, QEnterEvent(at, at, at))
    assert not _away(bar).isActive()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert _away(bar).isActive()


def test_what_asks_and_what_was_refused_stays_L1(qtbot: QtBot, bar: MessageBar) -> None:
    done: list[int] = []
    bar.warn("有 3 户没有单价。", action="去补单价", then=lambda: done.append(1))
    assert not _away(bar).isActive()
    QTest.keyClick(bar.window(), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert done == [1]
    assert not bar.isVisible()
    bar.bad(
        "没有借出。",
        "要改 2 处：押金、借给。",
        action="到第一处",
        key="Alt+Down",
        then=lambda: done.append(2),
    )
    assert not _away(bar).isActive()
    QTest.keyClick(bar.window(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert done == [1, 2]
    bar.bad("没有借出。")
    bar.ok("借出了。")
    assert bar.tone() == "ok"
    assert _away(bar).isActive()
    qtbot.mouseClick(bar.findChild(QPushButton, "message_close"), Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_the_bar_stands_over_the_foot_and_follows_the_window(qtbot: QtBot, bar: MessageBar) -> None:
    host = bar.parentWidget()
    bar.bad("没有保存。")
    qtbot.waitUntil(lambda: bar.y() == host.height() - 57 - 40)
    host.resize(1180, 640)
    QApplication.processEvents()
    assert (bar.width(), bar.y(), bar.height()) == (1180, 640 - 97, 40)


def test_long_work_says_what_then_how_far_and_can_be_stopped_L6(qtbot: QtBot, bar: MessageBar) -> None:
    work = LongWork("正在生成 2026-11 应收", SameThreadWorker())
    bar.show_work(work)
    progress = bar.findChild(QWidget, "message_progress")
    assert bar.text() == "正在生成 2026-11 应收"
    assert progress.isHidden()
    assert bar.findChild(QPushButton, "message_action") is None
    work.progress.step(1200, 10_000, "3栋")
    assert bar.text() == "正在生成 2026-11 应收"
    work.become_slow()
    assert not progress.isHidden()
    assert bar.text() == "正在生成 2026-11 应收1,200 / 10,000  3栋"
    bar.clear()
    assert bar.isVisible(), "work under way stays on show"
    qtbot.mouseClick(bar.findChild(QPushButton, "message_action"), Qt.MouseButton.LeftButton)
    assert work.cancelling
    assert "正在停下" in bar.text()
    work.finish()
    assert not bar.isVisible()
    bar.ok("已保存。")
    assert bar.text() == "已保存。"


# -- tabs and top bar ---------------------------------------------------------------------------------


def test_tabs_by_alt_number_arrow_and_pointer_L1(qtbot: QtBot, window: Show) -> None:
    strip, other = TabStrip(TABS), QLineEdit()
    shown = window(strip, other)
    taken: list[str] = []
    strip.chosen.connect(taken.append)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert (strip.current(), taken) == ("fees", ["fees"])
    QTest.keyClick(strip, Qt.Key.Key_Left)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.tab_rect(0).center())
    assert taken == ["fees", "archives", "today"]
    strip.choose("fees")
    assert taken[-1] == "today", "choosing by program tells nobody"
    handle = shown.windowHandle()
    QTest.keyPress(handle, Qt.Key.Key_Alt)
    assert strip.numbers_shown()
    QTest.keyRelease(handle, Qt.Key.Key_Alt)
    assert not strip.numbers_shown()
    assert strip.tab_rect(0).left() == 8
    assert strip.tab_rect(1).left() == strip.tab_rect(0).right() + 1


def test_the_shift_chip_says_its_state_and_is_pressed(qtbot: QtBot, window: Show) -> None:
    chip = ShiftChip()
    window(chip)
    assert chip.text_shown() == "班次 · 未开班"
    chip.set_shift("ok", "班次", "早班", "14 张")
    assert chip.text_shown() == "班次 · 早班 · 14 张"
    assert chip.accessibleName() == "班次 早班 14 张"
    pressed: list[int] = []
    chip.clicked.connect(lambda: pressed.append(1))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert pressed == [1]


@pytest.mark.parametrize("width", [1180, 1366, 1920])
def test_nothing_in_the_top_bar_overlaps_L9(qtbot: QtBot, width: int) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    search = QLineEdit()
    bar.set_search(search)
    bar.set_estate("翠湖花园二期（北区）")
    bar.estate.add("关于", lambda: None, name="about")
    bar.set_user("欧阳晓明", "管理员")
    bar.set_drafts(12)
    bar.shift.set_shift("ok", "班次", "早班", "现金", strong="¥1,236,500.00")
    bar.resize(width, 44)
    bar.show()
    QApplication.processEvents()
    bar._arrange()
    parts = [bar.estate, search, bar.shift, bar.drafts, bar.user]
    for left, right in zip(parts, parts[1:], strict=False):
        assert left.geometry().right() < right.geometry().left()
    assert bar.user.geometry().right() < width
    assert all(p.width() >= p.sizeHint().width() for p in (bar.shift, bar.drafts, bar.user))
    if width >= 1366:
        assert search.width() == 440


# -- pages --------------------------------------------------------------------------------------------


class Counting(Page):
    """Counts its readings."""

    def __init__(self, desk: Desk) -> None:
        self.read = 0
        self.fails: Exception | None = None
        super().__init__(desk, "counting", "今日", topics=("charges", "payments"))

    def refresh(self) -> None:
        self.read += 1
        if self.fails:
            raise self.fails


def test_a_page_reads_when_shown_and_when_touched(qtbot: QtBot, desk: Desk) -> None:
    page = Counting(desk)
    qtbot.addWidget(page)
    desk.touched.emit(frozenset({"payments"}))
    assert page.read == 0, "a hidden page waits"
    page.show()
    qtbot.waitUntil(lambda: page.read == 1)
    desk.touched.emit(frozenset({"units"}))
    assert page.read == 1
    desk.touched.emit(frozenset({"charges", "units"}))
    assert page.read == 2
    page.hide()
    page.show()
    QApplication.processEvents()
    assert page.read == 2, "nothing was written meanwhile"


def test_a_page_that_cannot_read_says_so(qtbot: QtBot, desk: Desk, messages: QuietMessages) -> None:
    page = Counting(desk)
    qtbot.addWidget(page)
    page.fails = Surroundings("数据库打不开。")
    page.show()
    qtbot.waitUntil(lambda: page.read == 1)
    assert messages.said == [("bad", "数据库打不开。", "")]


def test_f12_folds_the_pane_and_both_are_remembered_L2_L9(
    qtbot: QtBot, desk: Desk, memory: Memory, window: Show
) -> None:
    def build() -> tuple[Page, Pane]:
        page = Page(desk, "list", "欠费")
        pane = Pane("detail")
        page.set_split(QLabel("list"), pane, 380)
        return page, pane

    page, pane = build()
    shown = window(page)
    shown.resize(1366, 700)
    QApplication.processEvents()
    assert pane.width() == 380
    assert ("F12", "收起或展开右栏") in page.shortcuts()
    QTest.keyClick(shown, Qt.Key.Key_F12)
    assert pane.isHidden()
    again, other_pane = build()
    window(again)
    assert other_pane.isHidden(), "folded stays folded"
    again.splitter.fold(False)  # type: ignore[union-attr]
    assert not other_pane.isHidden()
    assert isinstance(again.splitter, Splitter)


def test_a_pane_that_is_the_work_itself_does_not_fold_L2(qtbot: QtBot, desk: Desk, window: Show) -> None:
    page, pane = Page(desk, "collect", "收款"), Pane("due")
    page.set_split(QLabel("list"), pane, 472, folds=False)
    shown = window(page)
    QTest.keyClick(shown, Qt.Key.Key_F12)
    assert not pane.isHidden()


def test_an_empty_page_says_how_to_begin_and_goes_away_L7(qtbot: QtBot, desk: Desk, window: Show) -> None:
    page = Page(desk, "surveys", "调查")
    page.set_body(QLabel("list"))
    begin = KeyButton("从 Excel 导入", "F4")
    pressed: list[int] = []
    begin.clicked.connect(lambda: pressed.append(1))
    words = "这里放问卷、收回的表和结果图。" * 5
    empty = EmptyState("ph.clipboard-text", "还没有调查", words, (begin,), hint="上一年的可以导入。")
    page.show_empty(empty)
    shown = window(page)
    QTest.keyClick(shown, Qt.Key.Key_F4)
    assert pressed == [1]
    text = next(label for label in empty.findChildren(QLabel) if label.text() == words)
    assert text.height() >= text.heightForWidth(text.width()), "no line is cut off"
    page.hide_empty()
    assert not page.is_empty()


def test_sub_pages_stand_in_the_titles_place(qtbot: QtBot, desk: Desk, window: Show) -> None:
    page = Page(desk, "fees", sub=[("collect", "收款"), ("grid", "楼栋图")])
    window(page)
    assert page.sub is not None
    taken: list[str] = []
    page.sub.chosen.connect(taken.append)
    qtbot.mouseClick(page.sub.chip("grid"), Qt.MouseButton.LeftButton)
    assert taken == ["grid"]
    assert page.head.title.isHidden()
    assert page.head.height() == 56


def test_a_panes_sections_can_be_built_anew(qtbot: QtBot, window: Show) -> None:
    pane = Pane("detail")
    window(pane)
    for text in ("厨房下水管漏水", "水压低"):
        pane.clear()
        section = pane.add_section("说明", "报修", "一户一卡", name="about")
        section.add_pair("房号", text)
        section.add_line("电话受理", at="07:32", right="周敏")
        section.add_state("warn", "待派单", "应在 08:02 前")
    QApplication.processEvents()
    said = [label.text() for label in pane.findChildren(QLabel)]
    assert "水压低" in said
    assert "厨房下水管漏水" not in said
    link: Any = pane.findChild(QLabel, "about_link")
    pressed: list[int] = []
    link.clicked.connect(lambda: pressed.append(1))
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert pressed == [1, 1]
