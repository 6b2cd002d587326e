"""The other pages of tickets: 回访, whom to call back; 停水停电, what is out and what callers are told (D2.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.notices import notices_of_outage
from frontdesk.areas.reception.queries.outages import OutageRow, outage_rows
from frontdesk.areas.reception.queries.ticket_rows import (
    TicketFilter,
    TicketRow,
    TicketView,
    ticket_rows,
)
from frontdesk.areas.reception.queries.tickets import ticket
from frontdesk.areas.reception.rules.course import Act
from frontdesk.areas.reception.service.outages import EndedOutage, VoidOutage, void_outage
from frontdesk.areas.reception.ui import ticket_acts
from frontdesk.areas.reception.ui.outage_dialogs import ChangeOutageDialog, EndOutageDialog, OpenOutageDialog
from frontdesk.areas.reception.ui.ticket_prints import print_callbacks
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.filters import FilterField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

Read = Callable[[Any, str], Sequence[Any]]
OVER_SHOWN = 50
"""So many outages that are over stand under those that last."""


class SideList(Page):
    """A list of one sort with its buttons at the foot. Subclasses say columns and query."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        columns: Sequence[Column[Any]],
        read: Read,
        empty: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk,
            name,
            title,
            topics=("tickets", "outages", "units", "people", "public_notices"),
            parent=parent,
        )
        self._query, self._nothing, self._title = read, empty, title
        self.search = FilterField(f"{name}_filter", tr("筛选"), width=160)
        self.search.asked.connect(lambda _text: self.refresh())
        self.head.add_action(self.search)
        self.list_button = print_button(f"{name}_print_list", self.print_list)
        self.head.add_action(self.list_button)
        self.export_button = KeyButton(tr("导出"), "F8", icon="ph.export", name=f"{name}_export")
        self.head.add_action(self.export_button)
        self.model: RowsModel[Any] = RowsModel(columns, key=lambda r: r.id, parent=self)
        self.table = Table(f"{name}_list", title=title, memory=desk.memory)
        self.table.set_model(self.model)
        self.search.left_by_key.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.table.current_changed.connect(lambda _row: self.row_changed(self.table.current()))
        self.table.opened.connect(lambda _row: self.row_opened(self.table.current()))
        self.export_button.clicked.connect(lambda: export_table(desk, self.table, title))
        self.set_body(self.table)
        self.hint = Words("", "body", "text2")
        self.hint.setObjectName(f"{name}_hint")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE.s)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.addWidget(self.hint, 1)
        row.addLayout(self._buttons)
        self.set_foot(box)
        self._stand: int | None = None

    def print_list(self) -> None:
        """The list as it stands, in the preview."""
        text = self.search.text().strip()
        words = tr("含“{text}”", text=text) if text else ""
        print_list(self.desk, self.table, self._title, filter_words=words)

    def add_buttons(self, *buttons: KeyButton) -> None:
        """What can be done with the row, at the foot."""
        for button in buttons:
            self._buttons.addWidget(button)

    def open(self, **arguments: Any) -> None:
        wanted = arguments.get("id")
        self._stand = wanted if isinstance(wanted, int) else None
        self.search.set_text("")
        self.refresh()

    def refresh(self) -> None:
        self.desk.read_later(self._query, self.search.text(), key=self.objectName(), then=self._show)

    def _show(self, rows: Sequence[Any]) -> None:
        before = self.table.current()
        self.model.set_rows(list(rows))
        every = bool(rows) or bool(self.search.text())
        if every:
            self.hide_empty()
        else:
            self.show_empty(self._nothing)
        for widget in (self.search, self.export_button, self.list_button):
            widget.setVisible(every)
        stand = self._stand if self._stand is not None else before.id if before is not None else None
        self._stand = None
        if (stand is None or not self.table.select_key(stand)) and rows:
            self.table.select_row(0)
        self.row_changed(self.table.current())

    def row_changed(self, row: Any) -> None:
        """The selection stands on *row* now."""

    def row_opened(self, row: Any) -> None:
        """Enter or a double click on *row*."""

    def focus_start(self) -> None:
        if self.is_empty():
            super().focus_start()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def told(self, words: str) -> None:
        """Say what was done; typing goes on in the list."""
        self.desk.messages.ok(words)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _due(row: TicketRow) -> Status:
    if row.late is not None:
        return Status("bad", row.limit_words)
    return Status("warn" if row.limit_words == tr("今天") else "neutral", row.limit_words or tr("不限"))


CALL_COLUMNS: tuple[Column[TicketRow], ...] = (
    Column(tr("哪天前"), _due, kind="status", width=108, sort=lambda r: (r.limit_at is None, r.limit_at)),
    Column(tr("编号"), lambda r: r.number, width=144),
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=92),
    Column(tr("内容"), lambda r: r.what, sort=False),
    Column(tr("来人"), lambda r: r.caller, width=84),
    Column(tr("电话"), lambda r: r.phone, kind="quiet", width=116, sort=False),
    Column(tr("谁办的"), lambda r: r.handler, kind="quiet", width=108),
    Column(tr("办完"), lambda r: wall(r.done_at).date() if r.done_at else None, kind="quiet", width=104),
    Column(tr("没接通"), lambda r: r.misses or None, kind="number", width=68),
)


class CallBacksPage(SideList):
    """回访: what is done and whose caller is not asked yet, the day that passed longest ago first."""

    TARGETS = ("call_backs",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        clock = desk.clock

        def read(session: Any, text: str) -> tuple[TicketRow, ...]:
            return ticket_rows(session, TicketFilter(TicketView.CALLS, text=text), clock.now(), clock.today())

        empty = EmptyState(
            "ph.phone-call",
            tr("没有要回访的报事"),
            tr("报修、投诉办完以后，到这里打电话问一声满不满意；不满意的退回重办，满意的就可以关闭。"),
            name="call_backs_empty",
        )
        super().__init__(desk, "call_backs_page", tr("回访"), CALL_COLUMNS, read, empty, parent)
        self.call_button = KeyButton(tr("记回访"), "F5", "primary", name="call_backs_call")
        self.log_button = KeyButton(tr("记一笔"), "F7", name="call_backs_log")
        self.print_button = KeyButton(tr("打印回访表"), "F6", icon="ph.printer", name="call_backs_print")
        self.open_button = KeyButton(tr("看报事"), "F4", name="call_backs_open")
        self.call_button.clicked.connect(lambda: self._act(Act.CALL))
        self.log_button.clicked.connect(lambda: self._act(Act.LOG))
        self.print_button.clicked.connect(self._print)
        self.open_button.clicked.connect(self._ticket)
        self.add_buttons(self.open_button, self.print_button, self.log_button, self.call_button)

    def row_changed(self, row: TicketRow | None) -> None:
        may = self.desk.may(Right.RECEPTION)
        for button in (self.call_button, self.log_button, self.print_button):
            button.setVisible(row is not None and may)
        self.open_button.setVisible(row is not None)
        rows = self.model.rows()
        today = [r for r in rows if r.late is not None or r.limit_words == tr("今天")]
        words = tr("共 {n} 件", n=len(rows)) if rows else ""
        if today:
            words += tr("，今天要打 {n} 件", n=len(today))
        self.hint.setText(words)

    def row_opened(self, row: TicketRow | None) -> None:
        if row is not None:
            self._act(Act.CALL)

    def _act(self, act: Act) -> None:
        row = self.table.current()
        if isinstance(row, TicketRow) and self.desk.may(Right.RECEPTION):
            clock = self.desk.clock
            detail = self.desk.read(ticket, row.id, clock.now(), clock.today())
            ticket_acts.open_dialog(self.desk, detail, act, self.told, self)

    def _ticket(self) -> None:
        row = self.table.current()
        if isinstance(row, TicketRow):
            self.desk.go("tickets", ticket_id=row.id)

    def _print(self) -> None:
        print_callbacks(self.desk, [row.id for row in self.model.rows()])

    def help_text(self) -> str:
        return tr(
            "办完了、还没有问过来人的报事，过了日子的在前面。回车或 F5 记这次回访：接没接通、几分满意、说了什么；"
            "不满意的退回重办。F7 记一笔，F6 打印回访表，F4 看这件报事。"
        )


def _state(row: OutageRow) -> Status:
    if row.void:
        return Status("neutral", tr("作废"), hollow=True)
    return Status("warn", tr("还没有恢复")) if row.open else Status("ok", tr("已恢复"))


def _until(row: OutageRow) -> str:
    if row.ended_at is not None:
        return f"{wall(row.ended_at):%m-%d %H:%M}"
    if row.expected_until is not None:
        return tr("预计 {at}", at=f"{wall(row.expected_until):%m-%d %H:%M}")
    return ""


OUTAGE_COLUMNS: tuple[Column[OutageRow], ...] = (
    Column(tr("状态"), _state, kind="status", width=116),
    Column(tr("停什么"), lambda r: tr(r.kind.value), width=68),
    Column(tr("哪里"), lambda r: r.where, width=180),
    Column(tr("从"), lambda r: f"{wall(r.starts_at):%m-%d %H:%M}", width=104, sort=lambda r: r.starts_at),
    Column(tr("到"), _until, width=124, sort=False),
    Column(tr("要对来人说的"), lambda r: r.say, sort=False),
    Column(tr("报事"), lambda r: r.tickets or None, kind="number", width=56),
    Column(tr("登记"), lambda r: r.by, kind="quiet", width=72),
)


class OutagesPage(SideList):
    """停水停电: what lasts first, then what is over."""

    TARGETS = ("outages",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        def read(session: Any, text: str) -> tuple[OutageRow, ...]:
            rows = outage_rows(session, open_only=False, limit=OVER_SHOWN)
            found = [r for r in rows if text in f"{r.where}{r.what}{r.say}{tr(r.kind.value)}{r.number}"]
            return tuple(sorted(found, key=lambda r: not r.open))

        new = KeyButton(tr("登记停水停电"), "F2", "primary", name="outages_empty_new")
        new.clicked.connect(self._new)
        empty = EmptyState(
            "ph.drop",
            tr("没有登记过停水停电"),
            tr(
                "停水、停电、电梯停用，在这里登记一次：哪几栋、到什么时候、来电来人怎么答复。恢复时提醒给并进来的报事回话。"
            ),
            (new,) if desk.may(Right.RECEPTION) else (),
            name="outages_empty",
        )
        super().__init__(desk, "outages_page", tr("停水停电"), OUTAGE_COLUMNS, read, empty, parent)
        self.new_button = KeyButton(tr("登记停水停电"), "F2", "primary", name="outages_new")
        self.new_button.clicked.connect(self._new)
        self.head.add_action(self.new_button)
        self.end_button = KeyButton(tr("恢复"), "F5", "primary", name="outages_end")
        self.change_button = KeyButton(tr("改说法"), "F6", name="outages_change")
        self.void_button = KeyButton(tr("作废"), "F9", name="outages_void")
        self.tickets_button = KeyButton(tr("看报事"), "F4", name="outages_tickets")
        self.notice_button = KeyButton(tr("写通知"), "F7", name="outages_notice")
        self.notice_button.clicked.connect(self._notice)
        self.end_button.clicked.connect(self._end)
        self.change_button.clicked.connect(self._change)
        self.void_button.clicked.connect(self._void)
        self.tickets_button.clicked.connect(self._tickets)
        self.add_buttons(
            self.tickets_button, self.notice_button, self.void_button, self.change_button, self.end_button
        )  # fmt: skip

    def row_changed(self, row: OutageRow | None) -> None:
        lasts = row is not None and row.open and self.desk.may(Right.RECEPTION)
        for button in (self.end_button, self.change_button, self.void_button):
            button.setVisible(lasts)
        self.tickets_button.setVisible(row is not None and bool(row.tickets))
        self._show_notice(row)
        self.new_button.setVisible(self.desk.may(Right.RECEPTION) and not self.is_empty())
        parts = (row.number, row.what, row.end_words) if row is not None else ()
        self.hint.setText(" · ".join(part for part in parts if part))

    def _show_notice(self, row: OutageRow | None) -> None:
        """Its notice where there is one, else the way to write it while it lasts."""
        written = (
            self.desk.read(notices_of_outage, row.id, self.desk.clock.today()) if row is not None else ()
        )
        may = row is not None and not row.void and row.open and self.desk.may(Right.RECEPTION)
        self.notice_button.setVisible(bool(written) or may)
        self.notice_button.setText(tr("看通知") if written else tr("写通知"))

    def row_opened(self, row: OutageRow | None) -> None:
        if row is not None and row.open and self.desk.may(Right.RECEPTION):
            self._change()

    def _current(self) -> OutageRow | None:
        row = self.table.current()
        return row if isinstance(row, OutageRow) else None

    def _new(self) -> None:
        OpenOutageDialog(self.desk, self.told, self).open()

    def _change(self) -> None:
        row = self._current()
        if row is not None:
            ChangeOutageDialog(self.desk, row, self.told, self).open()

    def _tickets(self) -> None:
        row = self._current()
        if row is not None:
            self.desk.go("tickets", outage_id=row.id)

    def _notice(self) -> None:
        """One drawn from its facts, or the one that was."""
        row = self._current()
        if row is None:
            return
        written = self.desk.read(notices_of_outage, row.id, self.desk.clock.today())
        if written:
            self.desk.go("public_notices", notice_id=written[0].id)
        else:
            self.desk.go("write_notice", outage_id=row.id)

    def _end(self) -> None:
        row = self._current()
        if row is not None:
            EndOutageDialog(self.desk, row, self.told, self).open()

    def _void(self) -> None:
        row = self._current()
        if row is None:
            return
        reason = self.desk.dialogs.ask_reason(
            tr("作废 {number}", number=row.number),
            tr("并进来的报事回到待派单，时限从现在重新算。"),
            [tr("登记错了"), tr("没有停"), tr("其他")],
        )
        if reason is not None:
            self.desk.run(void_outage, VoidOutage(row.id, reason), then=self._voided)

    def _voided(self, made: EndedOutage) -> None:
        self.told(tr("{number} 已作废。", number=made.number))

    def help_text(self) -> str:
        return tr(
            "现在停着的在前面，恢复了的在后面。F2 登记一件，F6 改对来人说的话和预计时间，F5 恢复，F7 照这里的时间和范围写通知；"
            "恢复以后并进来的报事都到“回访”里，逐个回话。F8 导出，Ctrl+P 打印列表。受理报事时选到停着的房号，会提示照这里写的答复。"
        )
