"""The search box: the focus never leaves it (L12), typing asks, keys go to the list, a scanned code opens its hit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.widgets.popup import find_ranges
from frontdesk.base.widgets.rows import Status
from frontdesk.base.widgets.search import Hit, HitGroup, SearchBox
from tests.on_screen import has_the_keyboard

UNITS = HitGroup(
    "房屋",
    (
        Hit(
            1, "3-1-1202", second="张硕 · 自住 · 89.60㎡", unit="3栋 1单元", status=Status("bad", "欠 255.36")
        ),
        Hit(2, "1-1-1202", second="高远 · 自住 · 127.35㎡", unit="1栋 1单元", status=Status("ok", "已缴清")),
    ),
)
PHONES = HitGroup("电话", (Hit(3, "137****1202", "ph.phone", second="李静 · 业主", unit="2-2-0301"),))


class Window(QWidget):
    """A search box above another field, as in the frame; remembers what was asked and what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.box = SearchBox()
        self.box.set_actions([("F3", "收费"), ("F5", "报修")])
        self.other = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.box)
        column.addWidget(self.other)
        self.asked: list[str] = []
        self.opened: list[object] = []
        self.acted: list[tuple[object, str]] = []
        self.page_f3 = 0
        self.answers: list[HitGroup] | None = [UNITS, PHONES]
        self.box.query.connect(self._answer)
        self.box.opened.connect(lambda hit: self.opened.append(hit.key))
        self.box.acted.connect(lambda hit, key: self.acted.append((hit.key, key)))
        shortcut = QShortcut(QKeySequence("F3"), self)
        shortcut.activated.connect(self._pressed_f3)

    def _pressed_f3(self) -> None:
        self.page_f3 += 1

    def _answer(self, text: str) -> None:
        self.asked.append(text)
        if self.answers is not None:
            self.box.show_hits(self.answers, text)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.resize(700, 500)
    window.show()
    window.activateWindow()
    has_the_keyboard(qtbot, window)
    window.other.setFocus()
    return window


def search(qtbot: QtBot, window: Window, text: str) -> None:
    before = len(window.asked)
    window.box.begin()
    qtbot.keyClicks(window.box.line, text)
    qtbot.waitUntil(lambda: len(window.asked) > before)


def compose(window: Window, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(window.box.line, event)


def test_d0_1_typing_asks_once_for_what_stands_there(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    assert window.asked == ["1202"]
    assert [hit.key for hit in window.box.hits_shown()] == [1, 2, 3]


def test_l12_the_focus_stays_in_the_field_while_the_list_drops_down(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    assert window.box.list.isVisible()
    assert QApplication.focusWidget() is window.box.line
    assert QApplication.activeWindow() is window
    qtbot.keyClicks(window.box.line, "x")
    assert window.box.text() == "1202x"


def test_l12_a_click_in_the_list_opens_and_never_takes_the_focus(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    view = window.box.list.list
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    second = view.visualRect(view.model().index(2, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert window.opened == [2]
    assert QApplication.focusWidget() is window.box.line


def test_a_click_on_a_groups_word_does_nothing(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    view = window.box.list.list
    head = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert window.opened == []
    assert window.box.list.isVisible()


def test_l12_nothing_is_asked_while_an_input_method_composes(qtbot: QtBot, window: Window) -> None:
    window.box.begin()
    compose(window, "z")
    compose(window, "zhang")
    qtbot.wait(120)
    assert window.asked == []
    compose(window, "", "张")
    qtbot.waitUntil(lambda: window.asked == ["张"])
    assert window.box.text() == "张"


def test_l12_composing_over_a_list_that_is_open_takes_nothing_away(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    compose(window, "shuo")
    qtbot.wait(120)
    assert window.asked == ["1202"]
    assert window.box.list.isVisible()
    assert QApplication.focusWidget() is window.box.line
    assert window.box.text() == "1202"


def test_l12_composing_over_a_selection_does_not_ask_for_the_empty_field(
    qtbot: QtBot, window: Window
) -> None:
    search(qtbot, window, "1202")
    window.box.line.selectAll()
    compose(window, "l")
    qtbot.wait(120)
    assert window.asked == ["1202"]
    compose(window, "", "李")
    qtbot.waitUntil(lambda: window.asked == ["1202", "李"])


def test_l12_keys_of_the_input_method_are_not_the_lists(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    compose(window, "zs")
    qtbot.keyClick(window.box.line, Qt.Key.Key_Down)
    qtbot.keyClick(window.box.line, Qt.Key.Key_Return)
    assert window.opened == []
    assert window.box.list.current_row() == 1
    assert window.box.list.isVisible()


def test_l5_arrows_walk_over_the_groups_and_enter_opens(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    qtbot.keyClick(window.box.line, Qt.Key.Key_Down)
    qtbot.keyClick(window.box.line, Qt.Key.Key_Down)
    assert "137****1202" in window.box.line.accessibleDescription()
    qtbot.keyClick(window.box.line, Qt.Key.Key_Down)
    qtbot.keyClick(window.box.line, Qt.Key.Key_Return)
    assert window.opened == [3]
    assert not window.box.list.isVisible()


def test_l5_a_function_key_acts_on_the_hit_and_not_on_the_page(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    qtbot.keyClick(window.box.line, Qt.Key.Key_Down)
    qtbot.keyClick(window.box.line, Qt.Key.Key_F3)
    assert window.acted == [(2, "F3")]
    assert window.page_f3 == 0


def test_l5_once_a_hit_is_opened_the_function_keys_are_its_pages_until_one_asks_again(
    qtbot: QtBot, window: Window
) -> None:
    search(qtbot, window, "1202")
    qtbot.keyClick(window.box.line, Qt.Key.Key_Return)
    qtbot.keyClick(window.box.line, Qt.Key.Key_F3)
    assert (window.page_f3, window.acted) == (1, [])
    search(qtbot, window, "1201")
    qtbot.keyClick(window.box.line, Qt.Key.Key_F3)
    assert (window.page_f3, len(window.acted)) == (1, 1)


def test_d0_1_the_same_words_typed_again_as_fast_are_answered_again(qtbot: QtBot, window: Window) -> None:
    """A caller's number typed and its key pressed before the answer has come, twice."""
    window.box.set_actions([("F2", "新报事")])
    acted: list[str] = []
    window.box.acted.connect(lambda _hit, key: acted.append(key))
    for _ in range(2):
        window.box.begin()
        qtbot.keyClicks(window.box.line, "1202")
        qtbot.keyClick(window.box.line, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: acted == ["F2", "F2"])


def test_the_pages_own_key_works_while_the_field_is_empty(qtbot: QtBot, window: Window) -> None:
    window.box.begin()
    qtbot.keyClick(window.box.line, Qt.Key.Key_F3)
    assert (window.page_f3, window.acted) == (1, [])


def test_d0_1_a_scanned_code_with_its_enter_opens_what_it_names(qtbot: QtBot, window: Window) -> None:
    """A scanner types and presses Enter faster than any answer can come."""
    window.answers = None
    window.box.begin()
    qtbot.keyClicks(window.box.line, "SJ00020331")
    qtbot.keyClick(window.box.line, Qt.Key.Key_Return)
    assert window.asked == ["SJ00020331"]
    assert window.opened == []
    window.box.show_hits([HitGroup("收据", (Hit(9, "SJ00020331", "ph.receipt"),))], "SJ00020331")
    assert window.opened == [9]


def test_typing_on_takes_back_an_enter_that_waits(qtbot: QtBot, window: Window) -> None:
    window.answers = None
    window.box.begin()
    qtbot.keyClicks(window.box.line, "12")
    qtbot.keyClick(window.box.line, Qt.Key.Key_Return)
    qtbot.keyClicks(window.box.line, "02")
    window.box.show_hits([UNITS], "12")
    qtbot.waitUntil(lambda: window.asked == ["12", "1202"])
    window.box.show_hits([UNITS], "1202")
    assert window.opened == []


def test_l6_an_answer_to_an_older_question_is_dropped(qtbot: QtBot, window: Window) -> None:
    window.answers = None
    search(qtbot, window, "1")
    search(qtbot, window, "1202")
    window.box.show_hits([PHONES], "1")
    assert window.box.hits_shown() == []
    window.box.show_hits([UNITS], "1202")
    assert [hit.key for hit in window.box.hits_shown()] == [1, 2]


def test_an_answer_after_the_clerk_has_left_opens_no_list(qtbot: QtBot, window: Window) -> None:
    window.answers = None
    search(qtbot, window, "1202")
    window.other.setFocus()
    window.box.show_hits([UNITS], "1202")
    assert not window.box.list.isVisible()


def test_the_list_goes_when_the_focus_goes_or_the_window_moves(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    window.move(window.pos() + QPoint(40, 20))
    assert not window.box.list.isVisible()
    search(qtbot, window, "1202")
    window.resize(720, 480)
    assert not window.box.list.isVisible()
    search(qtbot, window, "1202")
    window.other.setFocus()
    assert not window.box.list.isVisible()


def test_esc_puts_away_then_empties_then_goes_back(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    qtbot.keyClick(window.box.line, Qt.Key.Key_Escape)
    assert (window.box.list.isVisible(), window.box.text()) == (False, "1202")
    qtbot.keyClick(window.box.line, Qt.Key.Key_Escape)
    assert window.box.text() == ""
    qtbot.keyClick(window.box.line, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.other


def test_down_opens_the_list_again_after_esc(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    qtbot.keyClick(window.box.line, Qt.Key.Key_Escape)
    qtbot.keyClick(window.box.line, Qt.Key.Key_Down)
    assert window.asked == ["1202", "1202"]
    assert window.box.list.isVisible()


def test_l5_ctrl_k_comes_from_anywhere_and_selects_what_stands_there(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    window.other.setFocus()
    qtbot.keyClick(window.other, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is window.box.line
    assert window.box.line.selectedText() == "1202"


def test_l7_nothing_found_says_what_can_be_searched(qtbot: QtBot, window: Window) -> None:
    window.answers = []
    search(qtbot, window, "zzz")
    assert window.box.list.isVisible()
    assert window.box.hits_shown() == []
    assert "0 条结果" in window.box.list.foot.words()
    # A screen reader asks the row that says so, too.
    rows = window.box.list.findChild(QListView).model()
    told = [rows.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(rows.rowCount())]
    assert told == ["没有找到“zzz”"]
    qtbot.keyClick(window.box.line, Qt.Key.Key_Return)
    assert window.opened == []


def test_the_foot_names_the_keys_and_counts(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    words = window.box.list.foot.words()
    assert "F3 收费" in words
    assert "F5 报修" in words
    assert "3 条结果" in words


def test_blanks_and_an_emptied_field_ask_nothing(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "1202")
    window.box.line.selectAll()
    qtbot.keyClick(window.box.line, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.box.list.isVisible())
    assert window.asked == ["1202"]


@pytest.mark.parametrize(
    ("text", "typed", "ranges"),
    [
        ("3-1-1202", "1202", [(4, 8)]),
        ("浙A·8ZS61", "zs", [(4, 6)]),
        ("SJ00021202", "１２０２", [(6, 10)]),
        ("张硕", " 张硕 ", [(0, 2)]),
        ("张硕", "李", []),
        ("张硕", "  ", []),
    ],
)
def test_what_matched_is_found_however_it_was_typed(
    text: str, typed: str, ranges: list[tuple[int, int]]
) -> None:
    assert find_ranges(text, typed) == ranges
