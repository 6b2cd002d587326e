"""钥匙: every tag with where its keys are, found by scanning it; lent, returned and all else from here (D3.1)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.archives.ui.register_page import import_button
from frontdesk.areas.keys.queries import (
    KeyFigures,
    KeyFile,
    KeyFilter,
    KeyRow,
    cabinets,
    key_figures,
    key_file,
    key_rows,
)
from frontdesk.areas.keys.rules.kinds import KeyKind, KeyState
from frontdesk.areas.keys.rules.tags import read_tag
from frontdesk.areas.keys.ui import dialogs
from frontdesk.areas.keys.ui.consent_dialog import ConsentsDialog
from frontdesk.areas.keys.ui.key_acts import KeyActs
from frontdesk.areas.keys.ui.key_pane import WIDTH, KeyPane
from frontdesk.areas.keys.ui.labels import label_of, print_labels
from frontdesk.areas.keys.ui.lend_dialog import LendDialog
from frontdesk.areas.keys.ui.return_dialog import ReturnDialog
from frontdesk.areas.keys.ui.words import pieces_words, state_of
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column

ALL = "all"
CHIPS: tuple[tuple[str, str], ...] = (
    (KeyState.IN.name, KeyState.IN.value),
    (KeyState.OUT.name, KeyState.OUT.value),
    (KeyState.OVERDUE.name, KeyState.OVERDUE.value),
    (KeyState.CARE.name, KeyState.CARE.value),
    (KeyState.LOST.name, KeyState.LOST.value),
    (ALL, "全部"),
)


class KeysPage(ListPage):
    """`open(unit_id=…)` shows a unit's keys, `open(text=…)` narrows, `open(state="OVERDUE")` shows one chip's."""

    TARGETS = ("keys", "lend_key", "return_key")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "keys_page",
            tr("钥匙"),
            self._columns(desk),
            [(key, tr(word)) for key, word in CHIPS],
            rows=key_rows,
            figures=key_figures,
            placeholder=tr("扫牌，或房号、姓名、挂位"),
            topics=("keys", "deposits", "people", "units"),
            faint=lambda r: r.state in (KeyState.GONE, KeyState.VOID),
            parent=parent,
        )
        self._unit_id: int | None = None
        self._file: KeyFile | None = None
        self.acts = KeyActs(desk, self)
        self.head.add_action(import_button(desk, "import_keys", Right.KEYS))
        self.head.add_action(self.export_button)
        self.register = KeyButton(tr("登记"), "F3", name="keys_register")
        self.back = KeyButton(tr("归还"), "F5", name="keys_return")
        self.lend = KeyButton(tr("借出"), "F2", "primary", name="keys_lend")
        self.register.clicked.connect(lambda: self.desk.go("register_keys", unit_id=self._unit_id))
        self.back.clicked.connect(self.return_keys)
        self.lend.clicked.connect(self.lend_keys)
        for button in (self.register, self.back, self.lend):
            self.head.add_action(button)
            button.setVisible(desk.may(Right.KEYS))
        self.kind = FilterChoice(
            "keys_kind",
            tr("种类"),
            [Option(None, tr("全部种类")), *(Option(k, tr(k.value)) for k in KeyKind)],
        )
        self.cabinet = FilterChoice("keys_cabinet", tr("钥匙柜"), [Option(None, tr("全部柜子"))])
        for place, choice in enumerate((self.kind, self.cabinet)):
            choice.edited.connect(self.filter_changed)
            self.filters.insert_right(place, choice)
        self.pane = KeyPane()
        self.pane.hand_over.clicked.connect(
            lambda: self._act(dialogs.hand_over_dialog, self.acts.handed_over)
        )
        self.pane.lose.clicked.connect(lambda: self._act(dialogs.lose_dialog, self.acts.lost))
        self.pane.names.clicked.connect(self._consents)
        self.pane.more.clicked.connect(self._more)
        self.pane.deposit_wanted.connect(lambda number: self.desk.go("deposits", number=number))
        self.set_split(self.views, self.pane, WIDTH)
        self.table.installEventFilter(self)
        self.chips.blockSignals(True)
        self.chips.choose(ALL)
        self.chips.blockSignals(False)

    def _columns(self, desk: Desk) -> tuple[Column[KeyRow], ...]:
        return (
            Column(tr("牌号"), lambda r: r.tag, kind="strong", width=96, name="tag"),
            Column(tr("房号或地点"), lambda r: r.where, name="where"),
            Column(tr("种类"), lambda r: tr(r.kind.value), width=76, name="kind"),
            Column(tr("挂位"), lambda r: r.hangs, width=92, name="cabinet"),
            Column(tr("柜里"), pieces_words, right=True, width=60, sort=False),
            Column(tr("在谁手里"), lambda r: r.holder, width=128, sort=False),
            Column(tr("该还"), lambda r: r.due, width=100, name="due"),
            Column(
                tr("状态"),
                lambda r: state_of(r, desk.clock.today()),
                kind="status",
                width=124,
                sort=False,
            ),
        )

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> KeyFilter:
        chip = self.chips.current()
        return KeyFilter(
            self.desk.clock.today(),
            text=self.search.text(),
            state=None if chip in ("", ALL) else KeyState[chip],
            kind=self.kind.value(),
            cabinet=self.cabinet.value(),
            unit_id=self._unit_id,
            sort=sort or "tag",
            descending=descending,
        )

    def show_figures(self, figures: KeyFigures) -> tuple[int, int]:
        for key, _ in CHIPS[:-1]:
            self.chips.set_count(key, figures.states[KeyState[key]] or None)
        return figures.count, figures.every

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        for button in (self.export_button, self.back, self.lend):
            button.setVisible(bool(every) and (button is self.export_button or self.desk.may(Right.KEYS)))
        # The empty page has this one as its own button.
        self.register.setVisible(bool(every) and self.desk.may(Right.KEYS))

    def refresh(self) -> None:
        known = [Option(name, name) for name in self.desk.read(cabinets)]
        self.cabinet.set_options([Option(None, tr("全部柜子")), *known])
        super().refresh()

    def filter_changed(self) -> None:
        """A scanned tag is looked for everywhere, whatever the chips say."""
        if read_tag(self.search.text()) is not None:
            self._unit_id = None
            self.chips.blockSignals(True)
            self.chips.choose(ALL)
            self.chips.blockSignals(False)
            self.kind.set_value(None)
            self.cabinet.set_value(None)
        super().filter_changed()

    def forget_filters(self) -> None:
        self._unit_id = None
        self.kind.set_value(None)
        self.cabinet.set_value(None)

    def clear_filters(self) -> None:
        self.forget_filters()
        self.search.set_text("")
        self.chips.choose(ALL)
        self.filter_changed()
        self._to_list()

    def empty_state(self) -> EmptyState:
        begin = KeyButton(tr("登记钥匙"), "F3", "primary", name="keys_begin")
        begin.clicked.connect(lambda: self.desk.go("register_keys"))
        old = import_button(self.desk, "import_keys", Right.KEYS, words=True)
        buttons = (begin, old) if self.desk.may(Right.KEYS) else ()
        words = tr(
            "登记的钥匙各有一块牌，借给谁、哪天还、谁同意的都查得到。登记以后打印标签，用扫码枪扫牌就能借还和清点。"
        )
        return EmptyState("ph.key", tr("钥匙柜还是空的"), words, buttons, name="keys_empty")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A scanner types wherever the focus is: what is typed into the list goes to the filter."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = event.text()
            plain = not event.modifiers() & ~(
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            )
            if plain and text.isprintable() and text.strip() and text not in ("/", "?"):
                self.search.inner.setText(text)
                self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.search.inner.deselect()
                self.search.inner.end(False)
                return True
        return super().eventFilter(watched, event)

    # -- the key stood on --

    def row_changed(self, row: KeyRow | None) -> None:
        if row is None:
            self.desk.forget("key_pane")
            self._show(None)
            return
        self.desk.read_later(key_file, row.id, self.desk.clock.today(), key="key_pane", then=self._show)

    def _show(self, file: KeyFile | None) -> None:
        self._file = file
        self.pane.show_file(file, self.desk.clock.today(), writes=self.desk.may(Right.KEYS))

    def row_opened(self, row: KeyRow | None) -> None:
        """Enter does what is due: what hangs there is lent, what is out comes back."""
        if row is None or not self.desk.may(Right.KEYS):
            return
        self._read_now(row)
        if row.on_hand:
            self.lend_keys()
        elif row.out:
            self.return_keys()

    def _read_now(self, row: KeyRow) -> None:
        """The pane's file may still be on its way; what is done must not wait for it."""
        if self._file is None or self._file.row.id != row.id:
            self._show(self.desk.read(key_file, row.id, self.desk.clock.today()))

    # -- what is done --

    def lend_keys(self) -> None:
        """F2: the form for lending, with the key stood on when it hangs there."""
        row: KeyRow | None = self.table.current()
        keys = (row,) if row is not None and row.on_hand else ()
        dialog = LendDialog(self.desk, self.acts.lent, keys, self).start()
        if row is not None and not row.on_hand:
            # The form opens all the same, for another key; it says why this one is not on it.
            dialog.add_key(row)

    def return_keys(self) -> None:
        """F5: the form for what comes back, with what is out of the key stood on."""
        row: KeyRow | None = self.table.current()
        if row is not None:
            self._read_now(row)
        file = self._file if row is not None else None
        ReturnDialog(self.desk, self.acts.returned, file.loans if file is not None else (), self)

    def _act(self, dialog: Any, then: Any) -> None:
        """A small form for the key stood on."""
        file = self._stood_on()
        if file is not None:
            dialog(self.desk, file, then, self)

    def _stood_on(self) -> KeyFile | None:
        row: KeyRow | None = self.table.current()
        if row is not None:
            self._read_now(row)
        return self._file if row is not None else None

    def _consents(self) -> None:
        row: KeyRow | None = self.table.current()
        if row is not None and row.unit_id is not None:
            ConsentsDialog(self.desk, row.unit_id, row.unit, self).start()

    def _more(self) -> None:
        """F9: everything that is done less often."""
        file = self._stood_on()
        if file is not None:
            self.acts.choose(file, self._print_labels)

    def _print_labels(self) -> None:
        rows = tuple(self._every_row()())
        print_labels(self.desk, tuple(label_of(row) for row in rows), self)

    # -- coming here --

    def open(self, *, target: object = "keys", **arguments: object) -> None:
        """A unit's keys, some words, one chip's, or at once the form for lending or for what comes back."""
        unit_id, text, state = (arguments.get(name) for name in ("unit_id", "text", "state"))
        if arguments or target != "keys":
            self.forget_filters()
            self._unit_id = unit_id if isinstance(unit_id, int) else None
            self.search.set_text(str(text) if isinstance(text, str) else "")
            self.chips.blockSignals(True)
            self.chips.choose(state if isinstance(state, str) and state in self.chips.keys() else ALL)  # noqa: SIM118
            self.chips.blockSignals(False)
            self.refresh()
        if target == "lend_key":
            rows = self.desk.read(key_rows, self.wanted(), 0, None) if self._unit_id is not None else ()
            doors = tuple(row for row in rows if row.on_hand)[:1]
            LendDialog(self.desk, self.acts.lent, doors, self).start()
        elif target == "return_key":
            ReturnDialog(self.desk, self.acts.returned, (), self)

    def help_text(self) -> str:
        return tr(
            "钥匙柜。扫牌或按 / 找牌号、房号、挂位、借用人；回车或 F2 借出，F5 归还，F3 登记新收的钥匙，"
            "F4 看业主的借用名单，F6 移交，F7 遗失，F9 托管、补配、标签和别的。逾期是按今天算的，还了就没有了。"
        )
