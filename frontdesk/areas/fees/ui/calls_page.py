"""电话催缴: a morning of calling. Whom to call, the number by one key, the result by another, then the next (M8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.rules.looks import SHOWN_SECONDS
from frontdesk.areas.fees.queries.calls import (
    CallRow,
    CallTarget,
    Contact,
    UnitCallFacts,
    call_list,
    unit_call_facts,
)
from frontdesk.areas.fees.rules.kinds import CallResult
from frontdesk.areas.fees.rules.promises import PromiseState
from frontdesk.areas.fees.service.calls import (
    RecordCall,
    RevealPhone,
    VoidCall,
    record_call,
    reveal_phone,
    void_call,
)
from frontdesk.areas.fees.ui.arrears_views import lead_with_views
from frontdesk.areas.fees.ui.calls_dialogs import PromiseDialog
from frontdesk.areas.fees.ui.choosers import SearchField
from frontdesk.areas.fees.ui.reading import building_options
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import ChoiceField, TextField
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.shown_for import ShownFor
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE, SPACE

WIDTH = 408
STATES: tuple[tuple[str, str], ...] = (
    ("todo", "待打"),
    ("promised", "已承诺"),
    ("done", "今天打过"),
    ("all", "全部"),
)
RESULTS: tuple[tuple[CallResult, str], ...] = (
    (CallResult.REACHED, "F5"),
    (CallResult.NO_ANSWER, "F6"),
    (CallResult.PROMISED, "F7"),
    (CallResult.REFUSED, "F8"),
    (CallResult.WRONG_NUMBER, "F9"),
)
_SHOWN = 6


def _last(row: CallTarget) -> str:
    if row.last is None:
        return ""
    return tr("{day} {result}", day=f"{row.last.called_on:%m-%d}", result=tr(row.last.result.value))


def _promise(row: CallTarget) -> Status | None:
    promise = row.promise
    if promise is None or promise.state in (PromiseState.KEPT, PromiseState.REPLACED):
        return None
    day = f"{promise.due_on:%m-%d}"
    if promise.state is PromiseState.BROKEN:
        return Status("bad", tr("{day} 没有兑现", day=day))
    return Status("info", tr("{day} 前缴 {sum}", day=day, sum=promise.amount), hollow=True)


class CallsPage(Page):
    """`open(unit_id=…)` stands on a unit; the list begins with whom to call first."""

    TARGETS = ("calls",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "fees_calls_page",
            tr("电话催缴"),
            back=True,
            topics=("calls", "charges", "payments", "people"),
            parent=parent,
        )
        self._rows: tuple[CallTarget, ...] = ()
        self._row: CallTarget | None = None
        self._contacts: tuple[Contact, ...] = ()
        self._phone: Words | None = None
        self._last_call: int | None = None
        self._build_head()
        self._build_filters()
        self._build_list()
        self._build_pane()
        self.set_split(self.table, self.pane, WIDTH, folds=False)

    # -- building --

    def _build_head(self) -> None:
        lead_with_views(self, "calls")
        self.list_button = print_button("calls_print", self._print)
        self.export_button = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="calls_export")
        self.export_button.clicked.connect(self._export)
        self.head.add_action(self.list_button)
        self.head.add_action(self.export_button)

    def _build_filters(self) -> None:
        self.chips = ChipRow([(key, tr(words)) for key, words in STATES], name="calls_state")
        self.chips.chosen.connect(lambda _key: self._narrow())
        self.building = ChoiceField("calls_building", [(None, tr("全部楼栋"))])
        self.building.set_label(tr("楼栋"))
        self.building.setFixedSize(112, SIZE.chip)
        self.building.edited.connect(self._narrow)
        self.search = SearchField("calls_search", tr("房号或户主"))
        self.search.asked.connect(lambda _text: self._narrow())
        self.search.left_by_key.connect(self.focus_start)
        self.filters.add(self.chips)
        self.filters.add_right(self.building)
        self.filters.add_right(self.search)

    def _build_list(self) -> None:
        columns: tuple[Column[CallTarget], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=104),
            Column(tr("户主"), lambda r: r.payer),
            Column(tr("电话"), lambda r: r.contact.phone if r.contact else "", kind="quiet", width=116),
            Column(tr("逾期（元）"), lambda r: r.overdue, kind="money", width=100),
            Column(tr("天数"), lambda r: r.overdue_days, kind="number", width=60),
            Column(tr("上次"), _last, kind="quiet", width=128),
            Column(tr("承诺"), _promise, kind="status", width=168),
        )
        self.model: RowsModel[CallTarget] = RowsModel(columns, key=lambda r: r.unit_id)
        self.table = Table("calls", title=tr("电话催缴"), memory=self.desk.memory)
        self.table.set_model(self.model)
        self.table.current_changed.connect(self._stood_on)
        self.table.opened.connect(lambda row: self.desk.go("unit", unit_id=row.unit_id))

    def _build_pane(self) -> None:
        self.pane = Pane("calls_pane")
        self._head = self.pane.add_section(name="calls_head")
        result = self._result = self.pane.add_section(tr("通话结果"), name="calls_result")
        self.words = TextField("calls_words", tr("说了什么，可不填"), limit=200)
        self.words.set_label(tr("说了什么"))
        self.words.enter_moves = False
        result.add(self.words)
        result.body.addSpacing(SPACE.xs)
        self.results: dict[CallResult, KeyButton] = {}
        for part in (RESULTS[:3], RESULTS[3:]):
            buttons = []
            for kind, key in part:
                button = KeyButton(tr(kind.value), key, small=True, name=f"calls_{kind.name.lower()}")
                button.clicked.connect(lambda _on=False, kind=kind: self.record(kind))
                self.results[kind] = button
                buttons.append(button)
            result.add_row(*buttons)
        self._charges = self.pane.add_section(tr("逾期的费用"), name="calls_charges")
        self._history = self.pane.add_section(tr("打过的电话"), name="calls_history", line=False)

    # -- what is shown --

    def refresh(self) -> None:
        self.building.set_options(building_options(self.desk, tr("全部楼栋")))
        self.desk.read_later(call_list, self.desk.clock.today(), key="calls", then=self._show)

    def _show(self, rows: Sequence[CallTarget]) -> None:
        self._rows = tuple(rows)
        self.list_button.setVisible(bool(rows))
        self.export_button.setVisible(bool(rows))
        if not rows:
            words = tr("逾期的房屋列在这里，一户一户打：F4 看号码，F5 到 F9 记结果，记完自动到下一户。")
            title = tr("今天没有要打的电话")
            self.show_empty(EmptyState("ph.phone-call", title, words, name="calls_none"))
            return
        self.hide_empty()
        self._narrow()

    def _state(self, row: CallTarget) -> str:
        if row.last is not None and row.last.called_on == self.desk.clock.today():
            return "done"
        if row.promise is not None and row.promise.state is PromiseState.RUNNING:
            return "promised"
        return "todo"

    def _narrow(self) -> None:
        text, building = self.search.text().strip().casefold(), self.building.value()
        found = [
            row
            for row in self._rows
            if (building is None or row.building_id == building)
            and (not text or text in row.unit.casefold() or text in row.payer.casefold())
        ]
        for key, _words in STATES:
            count = len(found) if key == "all" else sum(self._state(row) == key for row in found)
            self.chips.set_count(key, count)
        state = self.chips.current()
        at = self.table.currentIndex().row()
        shown = [row for row in found if state in ("all", self._state(row))]
        self.model.set_rows(shown)
        if shown and self.table.current() is None:
            self.table.select_row(min(max(at, 0), len(shown) - 1))
        if not shown:
            self._stood_on(None)

    # -- the unit stood on --

    def _stood_on(self, row: CallTarget | None) -> None:
        same = row is not None and self._row is not None and row.unit_id == self._row.unit_id
        self._row = row
        self.desk.forget("calls_unit")
        if not same:
            self.words.set_value("")
        self._result.setVisible(row is not None)
        self._charges.setVisible(row is not None)
        self._history.setVisible(row is not None)
        self._head.clear()
        self._phone = None
        if row is None:
            self._contacts = ()
            self._head.add(Words(tr("这一组都打完了"), tone="text2"))
            return
        self.desk.read_later(
            unit_call_facts, row.unit_id, self.desk.clock.today(), key="calls_unit", then=self._show_unit
        )

    def _show_unit(self, facts: UnitCallFacts) -> None:
        row = self._row
        if row is None:
            return
        self._contacts = facts.contacts
        head = self._head
        head.clear()
        head.add_row(
            Words(f"{row.unit}  {row.payer}", "lead", select=True), None,
            StatusLabel("bad", tr("逾期 {sum}", sum=row.overdue)),
        )  # fmt: skip
        contact = facts.contacts[0] if facts.contacts else None
        self._phone = Words(contact.phone if contact else tr("没有登记电话"), "figure", select=True)
        self._phone.setObjectName("calls_phone")
        head.add(self._phone)
        if contact is not None:
            role = tr(contact.role.value) if contact.role is not None else ""
            reveal = KeyButton(tr("看号码"), "F4", icon="ph.eye", small=True, name="calls_reveal")
            reveal.clicked.connect(self.reveal)
            head.add_row(Words(f"{contact.name} {role}".strip(), tone="text2"), None, reveal)
        for other in facts.contacts[1:4]:
            role = tr(other.role.value) if other.role is not None else ""
            head.add_line(f"{other.name} {role}".strip(), right=other.phone, tone="text2")
        self._charges.clear()
        for charge in facts.charges[:_SHOWN]:
            days = tr("{item} · {n} 天", item=charge.item, n=charge.overdue_days)
            self._charges.add_line(days, at=charge.period, right=str(charge.owed), width=64)
        if len(facts.charges) > _SHOWN:
            more = tr("还有 {n} 笔", n=len(facts.charges) - _SHOWN)
            self._charges.add(Words(more, "small", "text3"))
        self._show_history(facts.calls)

    def _show_history(self, calls: Sequence[CallRow]) -> None:
        history = self._history
        history.clear()
        if not calls:
            history.add(Words(tr("还没有打过"), tone="text3"))
        for call in calls[:_SHOWN]:
            at = f"{local_time(call.at):%m-%d %H:%M}"
            told = " · ".join(part for part in (tr(call.result.value), call.words, call.by) if part)
            if call.void:
                told = tr("{told}（已作废：{why}）", told=told, why=call.void)
            history.add_line(told, at=at, tone="text3" if call.void else "text", width=88)
        last = calls[0] if calls else None
        mine = last is not None and not last.void and last.called_on == self.desk.clock.today()
        self._last_call = last.id if mine and last is not None else None
        if mine:
            void = KeyButton(tr("作废上一条"), kind="link", name="calls_void")
            void.clicked.connect(self.void_last)
            history.add_row(void, None)

    # -- the number --

    def reveal(self) -> None:
        """The whole number of who is asked for first; the list is the reason that is logged (D1.9)."""
        if not self._contacts:
            return
        contact = self._contacts[0]
        self.desk.run(reveal_phone, RevealPhone(contact.person_id), then=self._revealed)

    def _revealed(self, numbers: tuple[str, str]) -> None:
        phone = self._phone
        if phone is None:
            return
        covered = phone.text()
        phone.setText("  ".join(number for number in numbers if number))
        ShownFor(phone, lambda: phone.setText(covered)).begin(SHOWN_SECONDS)

    # -- the result --

    def record(self, kind: CallResult) -> None:
        """Keep what came of the call and go on to the next unit; a promise asks for its day and amount first."""
        row = self._row
        if row is None or not self.desk.may(Right.NOTICES_PRINT):
            return
        person = self._contacts[0].person_id if self._contacts else None
        words = self.words.text().strip()
        if kind is CallResult.PROMISED:
            dialog = PromiseDialog(self.desk, row, person, words, self._promised, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()
            return
        command = RecordCall(row.unit_id, kind, person, words)
        self.desk.run(record_call, command, then=lambda _id: self._recorded(row, kind))

    def _promised(self, row: CallTarget, words: str) -> None:
        self.desk.messages.ok(
            tr("{unit} 承诺{words}。", unit=row.unit, words=words), tr("到那天没有缴，会排到名单最前面。")
        )
        self._after(row)

    def _recorded(self, row: CallTarget, kind: CallResult) -> None:
        detail = tr("号码已列入待核实的资料。") if kind is CallResult.WRONG_NUMBER else ""
        self.desk.messages.ok(tr("{unit} {result}，记下了。", unit=row.unit, result=tr(kind.value)), detail)
        self._after(row)

    def _after(self, row: CallTarget) -> None:
        """On to the next one: the list was read again, and who was called has left it or gone to its end."""
        self.words.set_value("")
        current = self.table.current()
        if current is not None and current.unit_id == row.unit_id and self.chips.current() == "all":
            self.table.select_row(self.table.currentIndex().row() + 1)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def void_last(self) -> None:
        """Take back the last call of today, with a reason (D0.5)."""
        if self._last_call is None:
            return
        reason = self.desk.dialogs.ask_reason(
            tr("作废通话记录"),
            tr("记错了的通话作废，原因会留下；其中的承诺也不再算数。"),
            [tr("记错了户"), tr("结果点错了")],
        )
        if reason:
            self.desk.run(void_call, VoidCall(self._last_call, reason), then=lambda _none: self._voided())

    def _voided(self) -> None:
        self.desk.messages.ok(tr("这一条通话记录已作废。"))

    # -- going on --

    def open(self, **arguments: Any) -> None:
        unit = arguments.get("unit_id")
        if unit is not None:
            self.refresh()
            self.building.set_value(None)
            self.search.set_value("")
            self.chips.choose("all")
            self._narrow()
            self.table.select_key(int(unit))

    def focus_start(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> str:
        return tr("电话催缴名单 {day}", day=self.desk.clock.today().isoformat())

    def _export(self) -> None:
        export_table(self.desk, self.table, self._name())

    def _print(self) -> None:
        print_list(self.desk, self.table, self._name(), filter_words=filter_words(self.filters))

    def help_text(self) -> str:
        return tr(
            "没有兑现承诺的排在最前，然后是欠得最久的。上下键选一户，F4 看号码（会记下谁看的），打完按 F5 打通、F6 无人接、"
            "F7 承诺缴费（填哪天、多少）、F8 拒缴、F9 号码错，自动到下一户。承诺到了那天没有缴，会回到名单最前面。"
        )
