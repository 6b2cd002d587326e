"""What must be answered at once: yes or no, a supervisor's leave, a reason, a file, one of several."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QFileDialog, QHBoxLayout, QListView, QWidget

from frontdesk.base.store.files import safe_name
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import RIGHT_WORDS, Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import Chip
from frontdesk.base.widgets.choices import Option
from frontdesk.base.widgets.dialog import WIDTH, DeskDialog
from frontdesk.base.widgets.field import ENTER, Labelled
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.popup import ITEM_ROLE, Index, ItemDelegate, ListModel, paint_matched
from frontdesk.base.widgets.textfields import AreaField, PasswordField, TextField
from frontdesk.base.widgets.tokens import SIZE, SPACE

if TYPE_CHECKING:
    from frontdesk.base.store.work import Approval

Approver = Callable[[str, str, str, str], "Approval"]
"""(login, password, right, reason) -> the leave; raises `Refused` naming field `login` or `password`."""
MOST_ROWS = 9


class ConfirmDialog(DeskDialog):
    """Yes or no. Where yes throws something away it is red, wants Ctrl+Enter, and the focus stands on no."""

    def __init__(
        self,
        text: str,
        title: str = "",
        yes: str = "",
        *,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title or tr("请确认"), text, name="confirm", parent=parent)
        cancel = self.add_cancel()
        if danger:
            self.yes = self.add_danger(yes or tr("继续"), name="confirm_yes")
        else:
            self.yes = self.add_button(yes or tr("继续"), "Enter", "primary", name="confirm_yes")
        self.yes.clicked.connect(self.accept)
        (cancel if danger else self.yes).setFocus()


class ApproveDialog(DeskDialog):
    """A supervisor's own name and password, given at the clerk's desk (主管授权). `approval` once it is given."""

    def __init__(self, right: str, text: str, check: Approver, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("主管授权"), text, name="approve", parent=parent)
        self.approval: Approval | None = None
        self._right, self._check = right, check
        words = {r.value: w for r, w in RIGHT_WORDS.items()}.get(right, right)
        self.login = TextField("approve_login", tr("有“{what}”权限的用户名", what=tr(words)), required=True)
        self.password = PasswordField("approve_password", required=True)
        self.reason = TextField("approve_reason", limit=200)
        self._fields = {"login": self.login, "password": self.password, "reason": self.reason}
        self.body.addSpacing(SPACE.s)
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.l)
        pair.addWidget(Labelled(self.login, tr("主管用户名")))
        pair.addWidget(Labelled(self.password, tr("密码")))
        self.body.addLayout(pair)
        self.body.addWidget(Labelled(self.reason, tr("理由（可不填）"), reserve=False))
        self.add_cancel()
        self.give = self.add_button(tr("准许"), "Enter", "primary", name="approve_yes")
        self.give.clicked.connect(self._give)
        self.reason.enter_moves = False
        self.reason.submitted.connect(self._give)
        self.login.setFocus()

    def _give(self) -> None:
        for field in self._fields.values():
            field.set_error(None)
        try:
            login, password = self.login.value(), self.password.value()
        except Refused:
            empty = self.login if not self.login.text().strip() else self.password
            empty.set_error(empty.must().text)
            empty.setFocus()
            return
        try:
            self.approval = self._check(login, password, self._right, self.reason.value())
        except Refused as refused:
            wrong = self._fields.get(refused.field or "", self.password)
            wrong.set_error(refused.text)
            if wrong is self.password:
                self.password.inner.selectAll()
            wrong.setFocus()
            return
        self.accept()


class ReasonDialog(DeskDialog):
    """A reason: one of the usual ones, words, or both. `reason()` is `找零有误：…`.

    The last of *usual* may be 其他, which alone says nothing: words are then wanted.
    """

    def __init__(
        self, title: str, text: str = "", usual: Sequence[str] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, text, name="reason", parent=parent)
        self._group = QButtonGroup(self)
        self.chips: list[Chip] = []
        if usual:
            self.body.addSpacing(SPACE.xs)
            self._add_chips(usual)
        self.words = AreaField(
            "reason_words", tr("写几个字，说清为什么") if not usual else tr("可以再写几个字")
        )
        self.words.enter_moves = False
        self.body.addWidget(Labelled(self.words, tr("理由")))
        self.add_cancel()
        done = self.add_button(tr("确定"), "Ctrl+Enter", "primary", name="reason_yes")
        done.clicked.connect(self._done)
        (self.chips[0] if self.chips else self.words).setFocus()

    def _add_chips(self, usual: Sequence[str]) -> None:
        """In rows as wide as the dialog."""
        row = QHBoxLayout()
        left = 0
        for number, word in enumerate(usual):
            chip = Chip(word, name=f"reason_{number}", parent=self)
            self._group.addButton(chip)
            self.chips.append(chip)
            chip.clicked.connect(self._chosen)
            if left and left + chip.sizeHint().width() > WIDTH - 2 * SPACE.xl:
                self._end_row(row)
                row, left = QHBoxLayout(), 0
            row.addWidget(chip)
            left += chip.sizeHint().width() + SPACE.s
        self._end_row(row)

    def _end_row(self, row: QHBoxLayout) -> None:
        row.setSpacing(SPACE.s)
        row.addStretch(1)
        self.body.addLayout(row)

    def _chosen(self) -> None:
        self.words.set_error(None)

    def reason(self) -> str:
        """What was chosen and written; "" while it says nothing."""
        chip = next((c.text() for c in self.chips if c.isChecked()), "")
        words = str(self.words.value())
        if chip == tr("其他"):
            chip = ""
        return "：".join(part for part in (chip, words) if part)

    def _done(self) -> None:
        if self.reason():
            self.accept()
        else:
            self.words.set_error(tr("请选一个理由，或写几个字") if self.chips else tr("请写明理由"))
            self.words.setFocus()


class _OptionDelegate(ItemDelegate):
    row_height = SIZE.row
    padding = SPACE.m

    def paint_item(self, painter: QPainter, rect: QRectF, item: Any) -> None:
        left, right = rect.left() + self.padding, rect.right() - self.padding
        end = paint_matched(painter, QRectF(left, rect.top(), right - left, rect.height()), item.text, ())
        rest = QRectF(end + SPACE.l, rect.top(), max(0.0, right - end - SPACE.l), rect.height())
        paint_matched(painter, rest, item.note, (), ink="text3")


class _PickList(QListView):
    def __init__(self, options: Sequence[Option], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pick_list")
        self.setAccessibleName(tr("请选一项"))
        model = ListModel(lambda option: f"{option.text} {option.note}".strip(), self)
        model.set_items(options)
        self.setModel(model)
        self.setItemDelegate(_OptionDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setCurrentIndex(model.index(0))
        self.setFixedHeight(min(len(options), MOST_ROWS) * SIZE.row + 2)

    def current_row(self) -> int:
        return self.currentIndex().row()

    def hovered_row(self) -> int:
        return -1

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PickDialog(DeskDialog):
    """One of several. `picked` is the option's value once it is taken."""

    def __init__(
        self, title: str, options: Sequence[Option], text: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, text, name="pick", parent=parent)
        self.picked: Any = None
        self.list = _PickList(options, self)
        self.body.addWidget(self.list)
        self.add_cancel()
        take = self.add_button(tr("选这一项"), "Enter", "primary", name="pick_yes")
        take.clicked.connect(self._take)
        self.list.doubleClicked.connect(self._take)
        self.list.setFocus()

    def _take(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.picked = index.data(ITEM_ROLE).value
            self.accept()


class Dialogs:
    """Asks the clerk in dialogs over the window that *window* gives. Implements `desk.Dialogs`.

    *check* proves a supervisor's name and password. *memory* keeps the folder a file was last taken from.
    """

    def __init__(
        self, window: Callable[[], QWidget | None], check: Approver, memory: Memory | None = None
    ) -> None:
        self._window, self._check, self._memory = window, check, memory

    def confirm(self, text: str, *, title: str = "", yes: str = "", danger: bool = False) -> bool:
        return self._asked(ConfirmDialog(text, title, yes, danger=danger, parent=self._window()))

    def approve(self, right: str, text: str) -> Approval | None:
        value = right.value if isinstance(right, Right) else right
        dialog = ApproveDialog(value, text, self._check, parent=self._window())
        self._asked(dialog)
        return dialog.approval

    def ask_reason(self, title: str, text: str = "", usual: Sequence[str] = ()) -> str | None:
        """*usual* are the reasons there mostly are, as chips; the last may be 其他."""
        dialog = ReasonDialog(title, text, usual, parent=self._window())
        return dialog.reason() if self._asked(dialog) else None

    def pick(self, title: str, options: Sequence[Option | tuple[Any, str]], text: str = "") -> Any | None:
        """The value of the option taken; None when the clerk turns back, or there is nothing to take."""
        shown = [o if isinstance(o, Option) else Option(o[0], o[1]) for o in options]
        if not shown:
            return None
        dialog = PickDialog(title, shown, text, parent=self._window())
        return dialog.picked if self._asked(dialog) else None

    def choose_open_file(self, title: str, pattern: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window(), title, self._folder(), pattern)
        return self._chosen(name)

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        start = str(Path(self._folder()) / safe_name(suggested))
        name, taken = QFileDialog.getSaveFileName(self._window(), title, start, pattern)
        path = self._chosen(name)
        # `欠费 2026.11` has no ending of ours, only a dot; another ending than was chosen is the clerk's own wish.
        if path is not None and path.suffix.lower() not in _suffixes(pattern):
            path = path.with_name(path.name + _suffix(taken or pattern))
        return path

    def choose_folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window(), title, self._folder())
        return Path(name) if name else None

    def _folder(self) -> str:
        kept = self._memory.get("files/folder", "") if self._memory is not None else ""
        return kept if isinstance(kept, str) and kept and Path(kept).is_dir() else str(Path.home())

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        if self._memory is not None:
            self._memory.set("files/folder", str(Path(name).parent))
        return Path(name)

    def _asked(self, dialog: DeskDialog) -> bool:
        said_yes = bool(dialog.exec())
        dialog.deleteLater()
        return said_yes


def _suffixes(pattern: str) -> set[str]:
    """Every ending that *pattern* names: `.xlsx`, `.csv`."""
    return {ending[1:].lower() for ending in re.findall(r"\*\.\w+", pattern)}


def _suffix(pattern: str) -> str:
    """`.xlsx` of `Excel 工作簿 (*.xlsx *.xls)`; "" where any file will do."""
    inside = pattern.partition("(")[2].partition(")")[0].split()
    return inside[0][1:] if inside and inside[0].startswith("*.") and inside[0] != "*.*" else ""
