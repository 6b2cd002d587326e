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
from frontdesk.areas.keys.rules.kinds import KeyKind, KeyState, Slip
from frontdesk.areas.keys.rules.tags import read_tag
from frontdesk.areas.keys.service import (
    Back,
    Cared,
    HandedOver,
    Lent,
    Received,
    UndoMovement,
    undo_movement,
)
from frontdesk.areas.keys.ui import dialogs
from frontdesk.areas.keys.ui.consent_dialog import ConsentsDialog
from frontdesk.areas.keys.ui.key_pane import WIDTH, KeyPane
from frontdesk.areas.keys.ui.labels import label_of, print_labels
from frontdesk.areas.keys.ui.lend_dialog import LendDialog
from frontdesk.areas.keys.ui.papers import Unsent, print_new
from frontdesk.areas.keys.ui.return_dialog import ReturnDialog
from frontdesk.areas.keys.ui.words import move_words, pieces_words, state_of
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.history import show_history
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
HISTORY_WORDS = {"cabinet": "钥匙柜", "hook": "挂位", "place": "地点", "words": "备注", "tag": "牌号"}


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
        self._wanted_id: int | None = None
        self._unsent: Unsent = {}
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
        self.pane.hand_over.clicked.connect(lambda: self._act(dialogs.hand_over_dialog, self._handed_over))
        self.pane.lose.clicked.connect(lambda: self._act(dialogs.lose_dialog, self._lost))
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
        LendDialog(self.desk, self._lent, keys, self).start()

    def _lent(self, made: Lent) -> None:
        head = tr("借出 {n} 块牌。", n=len(made.movement_ids))
        if made.deposit:
            head = tr("借出 {n} 块牌，押金收据 {number}。", n=len(made.movement_ids), number=made.deposit)
        print_new(self.desk, Slip.LOAN, made.number, self._unsent, head)

    def return_keys(self) -> None:
        """F5: the form for what comes back, with what is out of the key stood on."""
        row: KeyRow | None = self.table.current()
        if row is not None:
            self._read_now(row)
        file = self._file if row is not None else None
        ReturnDialog(self.desk, self._returned, file.loans if file is not None else (), self)

    def _returned(self, back: Back) -> None:
        head = tr("收回 {n} 把：{tags}。", n=back.pieces, tags="、".join(back.tags[:4]))
        if not back.deposits:
            self.desk.messages.ok(head)
            return
        number = back.deposits[0]
        self.desk.messages.warn(
            head,
            tr("这次借用收过押金 {number}，钥匙已还清，请退押金。", number=number),
            action=tr("去退押金"),
            then=lambda: self.desk.go("deposits", number=number),
        )

    def _handed_over(self, made: HandedOver) -> None:
        print_new(self.desk, Slip.HANDOVER, made.number, self._unsent, tr("移交 {n} 把。", n=made.pieces))

    def _cared(self, made: Cared) -> None:
        head = tr("托管已登记。") if made.form is Slip.CARE else tr("托管已结束。")
        print_new(self.desk, made.form, made.number, self._unsent, head)

    def _received(self, made: Received) -> None:
        print_new(
            self.desk, made.form, made.number, self._unsent, tr("已收下 {tag}。", tag="、".join(made.tags))
        )

    def _lost(self, tag: str) -> None:
        self.desk.messages.ok(tr("已登记遗失 {tag}。", tag=tag))

    def _found(self, tag: str) -> None:
        self.desk.messages.ok(tr("{tag} 挂回柜里。", tag=tag))

    def _replaced(self, tag: str) -> None:
        self.desk.messages.ok(tr("{tag} 已补配。", tag=tag))

    def _changed(self, tag: str) -> None:
        self.desk.messages.ok(tr("{tag} 已修改。", tag=tag))

    def _act(self, dialog: Any, then: Any) -> None:
        row: KeyRow | None = self.table.current()
        if row is not None:
            self._read_now(row)
            if self._file is not None:
                dialog(self.desk, self._file, then, self)

    def _consents(self) -> None:
        row: KeyRow | None = self.table.current()
        if row is not None and row.unit_id is not None:
            ConsentsDialog(self.desk, row.unit_id, row.unit, self).start()

    def _more(self) -> None:
        """F9: everything that is done less often."""
        row: KeyRow | None = self.table.current()
        if row is None:
            return
        self._read_now(row)
        file = self._file
        if file is None:
            return
        acts: dict[str, tuple[str, Any]] = {}
        slip = next((m for m in file.moves if m.form is not None and not m.undone), None)
        last = next((m for m in file.moves if not m.undone), None)
        if slip is not None and slip.form is not None:
            form, number = slip.form, slip.slip
            acts["slip"] = (
                tr("打印单据 {number}", number=number),
                lambda: print_new(self.desk, form, number, self._unsent, ""),
            )
        acts["label"] = (tr("打印标签"), lambda: print_labels(self.desk, (label_of(row),), self))
        acts["labels"] = (tr("打印列表里所有牌的标签"), self._print_labels)
        if row.unit_id is not None and row.on_hand + row.out:
            word = tr("续签托管") if row.in_care else tr("转入托管")
            acts["care"] = (word, lambda: self._act(dialogs.care_dialog, self._cared))
        if row.in_care:
            acts["end_care"] = (
                tr("结束托管，交还业主"),
                lambda: self._act(dialogs.end_care_dialog, self._cared),
            )
        if row.lost:
            acts["found"] = (
                tr("丢的找到了"),
                lambda: self._act(dialogs.find_dialog, self._found),
            )
            acts["replaced"] = (
                tr("丢的补配了"),
                lambda: self._act(dialogs.replace_dialog, self._replaced),
            )
        acts["more"] = (tr("再收几把"), lambda: self._act(dialogs.more_dialog, self._received))
        acts["change"] = (
            tr("修改挂位、备注"),
            lambda: self._act(dialogs.change_dialog, self._changed),
        )
        if last is not None:
            acts["undo"] = (tr("撤销最后一条：{words}", words=move_words(last)), lambda: self._undo(last.id))
        acts["history"] = (
            tr("修改记录"),
            lambda: show_history(
                self.desk, "key_tag", row.id, tr("修改记录 {tag}", tag=row.tag), HISTORY_WORDS, self
            ),
        )
        picked = self.desk.dialogs.pick(
            tr("{tag} 要做什么", tag=row.tag), [(key, words) for key, (words, _) in acts.items()]
        )
        if picked is not None:
            acts[picked][1]()

    def _undo(self, movement_id: int) -> None:
        reason = self.desk.dialogs.ask_reason(
            tr("撤销最后一条"),
            tr("记录留着，标明已撤销；钥匙回到它之前的样子。"),
            [tr("扫错牌"), tr("登错人"), tr("登错户"), tr("其他")],
        )
        if reason is not None:
            self.desk.run(
                undo_movement,
                UndoMovement(movement_id, reason),
                then=lambda what: self.desk.messages.ok(tr("已撤销：{what}。", what=what)),
            )

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
            LendDialog(self.desk, self._lent, doors, self).start()
        elif target == "return_key":
            ReturnDialog(self.desk, self._returned, (), self)

    def help_text(self) -> str:
        return tr(
            "钥匙柜。扫牌或按 / 找牌号、房号、挂位、借用人；回车或 F2 借出，F5 归还，F3 登记新收的钥匙，"
            "F4 看业主的借用名单，F6 移交，F7 遗失，F9 托管、补配、标签和别的。逾期是按今天算的，还了就没有了。"
        )
