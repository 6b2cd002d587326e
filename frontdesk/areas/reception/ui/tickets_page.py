"""报事: the tickets that are not over, what is over its limit first; the one stood on is followed at the right (08)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.archives.ui.register_page import import_button
from frontdesk.areas.decoration.ui.photo_strip import PhotoDialog
from frontdesk.areas.reception.queries.ticket_rows import (
    TicketCounts,
    TicketFilter,
    TicketRow,
    TicketSort,
    TicketView,
    counts,
    ticket_count,
    ticket_rows,
)
from frontdesk.areas.reception.queries.tickets import TicketDetail, photo_bytes, ticket, ticket_id_of
from frontdesk.areas.reception.rules.course import Act
from frontdesk.areas.reception.service.dispatching import Dispatch, dispatch
from frontdesk.areas.reception.service.working import Resume, resume
from frontdesk.areas.reception.ui import ticket_acts
from frontdesk.areas.reception.ui.handlers import handler_options
from frontdesk.areas.reception.ui.ticket_pane import TicketPane
from frontdesk.areas.reception.ui.words import tone_of
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column, Status

PANE = 432
_CHIPS: tuple[tuple[str, TicketView, str], ...] = (
    ("open", TicketView.OPEN, "未结"),
    ("over", TicketView.OVER, "超时"),
    ("waiting", TicketView.WAITING, "待派单"),
    ("calls", TicketView.CALLS, "待回访"),
    ("mine", TicketView.MINE, "我受理的"),
    ("complaints", TicketView.COMPLAINTS, "投诉"),
    ("major", TicketView.MAJOR, "重大"),
    ("all", TicketView.ALL, "全部"),
)
_VIEWS = {key: view for key, view, _word in _CHIPS}
_SORTS = {"limit": TicketSort.LIMIT, "unit": TicketSort.UNIT, "newest": TicketSort.NEWEST}


def _limit(row: TicketRow) -> Status:
    return Status("bad" if row.late is not None else "", row.limit_words or "—")


def _state(row: TicketRow) -> Status:
    return Status(tone_of(row.state), row.state_words)


COLUMNS: tuple[Column[TicketRow], ...] = (
    Column(tr("限时"), _limit, kind="status", width=132, name="limit"),
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=92, name="unit"),
    Column(tr("内容"), lambda r: r.what, sort=False),
    Column(tr("种类"), lambda r: tr(r.kind.value), kind="quiet", width=52, sort=False),
    Column(tr("来人"), lambda r: r.caller, width=76, sort=False),
    Column(tr("状态"), _state, kind="status", width=128, sort=False),
    Column(tr("经办"), lambda r: r.handler, kind="quiet", width=104, sort=False),
)


class TicketsPage(ListPage):
    """`open(ticket_id=…)` or `open(number=…)` stands on one, `open(show="over")` on a chip, `open(unit_id=…)` a unit's.

    `open(outage_id=…)` shows those tied to an outage.
    `open(ticket_id=…, received=number, dispatch=True)` goes on from the form: whom it is given to comes next.
    """

    TARGETS = ("tickets",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        clock = desk.clock

        def rows(session: Any, wanted: TicketFilter, offset: int, limit: int | None) -> tuple[TicketRow, ...]:
            return ticket_rows(session, wanted, clock.now(), clock.today(), offset, limit)

        def figures(session: Any, wanted: TicketFilter) -> tuple[int, TicketCounts]:
            now, today = clock.now(), clock.today()
            return ticket_count(session, wanted, now, today), counts(session, now, today, desk.actor.id)

        super().__init__(
            desk,
            "reception_tickets_page",
            tr("报事"),
            COLUMNS,
            [(key, tr(word)) for key, _view, word in _CHIPS],
            rows=rows,
            figures=figures,
            placeholder=tr("编号、房号、来人、内容"),
            topics=("tickets", "outages", "ticket_words", "units", "people"),
            faint=lambda r: r.state.value in ("已关闭", "已作废"),
            parent=parent,
        )
        self._unit_id: int | None = None
        self._outage_id: int | None = None
        self._ticket_id: int | None = None
        self._goes_on = False
        self._detail: TicketDetail | None = None
        self.chips.chosen.connect(lambda _key: self._leave_led())
        self.words_button = KeyButton(tr("规矩"), icon="ph.sliders-horizontal", name="tickets_setup")
        self.words_button.clicked.connect(lambda: desk.go("ticket_setup"))
        self.words_button.setVisible(desk.may(Right.RECEPTION_SETUP))
        self.new_button = KeyButton(tr("新报事"), "F2", "primary", name="ticket_new")
        self.new_button.clicked.connect(lambda: desk.go("new_ticket"))
        old_book = import_button(desk, "import_tickets", Right.RECEPTION)
        for button in (self.words_button, old_book, self.export_button, self.new_button):
            self.head.add_action(button)
        self.pane = TicketPane()
        self.pane.acted.connect(self._act)
        self.pane.dispatch_wanted.connect(self._dispatch)
        self.pane.more_wanted.connect(self._more)
        self.pane.card_wanted.connect(self._card)
        self.pane.photo_opened.connect(lambda name, content: PhotoDialog(name, content, self).open())
        self.set_split(self.views, self.pane, PANE)
        self.pane.hide()

    # -- the list --

    def open(self, **arguments: Any) -> None:
        number, show = arguments.get("number"), arguments.get("show")
        unit_id, ticket_id = arguments.get("unit_id"), arguments.get("ticket_id")
        if isinstance(number, str) and not isinstance(ticket_id, int):
            ticket_id = self.desk.read(ticket_id_of, number, self.desk.clock.today())
        outage_id = arguments.get("outage_id")
        self._outage_id = outage_id if isinstance(outage_id, int) else None
        self._unit_id = unit_id if isinstance(unit_id, int) else None
        self._ticket_id = ticket_id if isinstance(ticket_id, int) else None
        self._goes_on = bool(arguments.get("dispatch"))
        self.chips.blockSignals(True)
        if isinstance(show, str) and show in _VIEWS:
            self.chips.choose(show)
        elif any(one is not None for one in (self._unit_id, self._ticket_id, self._outage_id)):
            self.chips.choose("all")
        self.chips.blockSignals(False)
        led = self._led_words()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.set_text(led)
        self.filter_changed()
        received = arguments.get("received")
        if isinstance(received, str):
            self.desk.messages.ok(tr("{number} 已受理。", number=received), tr("请把编号告诉来人。"))

    def _led_words(self) -> str:
        if self._ticket_id is None:
            return ""
        clock = self.desk.clock
        found: TicketDetail = self.desk.read(ticket, self._ticket_id, clock.now(), clock.today())
        return found.row.number

    def _leave_led(self) -> None:
        """Another chip ends the look at the one that another page led to."""
        if self._ticket_id is not None:
            self._ticket_id = None
            self.search.set_text("")

    def wanted(self, sort: str = "", descending: bool = False) -> TicketFilter:
        return TicketFilter(
            view=_VIEWS[self.chips.current()],
            text=self.search.text(),
            user_id=self.desk.actor.id,
            unit_id=self._unit_id,
            outage_id=self._outage_id,
            sort=_SORTS.get(sort, TicketSort.LIMIT),
            descending=descending,
        )

    def show_figures(self, figures: tuple[int, TicketCounts]) -> tuple[int, int]:
        count, found = figures
        for key in _VIEWS:
            self.chips.set_count(key, getattr(found, key) or None)
        self.new_button.setVisible(self.desk.may(Right.RECEPTION) and bool(found.all))
        return count, found.all

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        self.export_button.setVisible(bool(every))

    def filter_changed(self) -> None:
        if self.chips.current() != "all":
            self._unit_id = self._outage_id = None
        super().filter_changed()

    def forget_filters(self) -> None:
        self._unit_id = self._ticket_id = self._outage_id = None

    def empty_state(self) -> EmptyState:
        new = KeyButton(tr("新报事"), "F2", "primary", name="tickets_empty_new")
        new.clicked.connect(lambda: self.desk.go("new_ticket"))
        return EmptyState(
            "ph.headset",
            tr("还没有报事"),
            tr(
                "住户来电、来人或微信报修、投诉、咨询，从这里受理：当场编号，派给师傅，办完回访，到时没办的排在最前面。"
            ),
            (new,) if self.desk.may(Right.RECEPTION) else (),
            name="tickets_empty",
        )

    # -- the one stood on --

    def row_changed(self, row: TicketRow | None) -> None:
        if row is None and self.model.rowCount():
            # The rows are read again: the pane stays, and with it what is being chosen there.
            return
        if row is None:
            self._detail = None
            self.desk.forget("ticket_pane")
            self.pane.hide()
            return
        clock = self.desk.clock

        def read(session: Any) -> tuple[TicketDetail, list[tuple[str, bytes]]]:
            found = ticket(session, row.id, clock.now(), clock.today())
            photos = [(p.name, photo_bytes(session, p.hash) or b"") for p in found.photos if p.kind == "jpg"]
            return found, photos

        self.desk.read_later(read, key="ticket_pane", then=self._show)

    def _show(self, found: tuple[TicketDetail, list[tuple[str, bytes]]]) -> None:
        detail, photos = found
        other = self._detail is None or self._detail.row.id != detail.row.id
        self._detail = detail
        options = handler_options(self.desk)
        self.pane.show()
        self.pane.show_ticket(
            detail, options, photos, self.desk.clock.now(), may=self.desk.may(Right.RECEPTION)
        )
        if other:
            self.pane.scroll_to_top()
        if self._goes_on and self.pane.who.isVisibleTo(self.pane):
            self._goes_on = False
            self.pane.who.setFocus(Qt.FocusReason.TabFocusReason)

    def row_opened(self, row: Any) -> None:
        """Enter: on to what is done with it next."""
        if row is None or self._detail is None:
            return
        pane = self.pane
        for widget in (pane.who, pane.next_button, pane.log_button):
            if widget.isVisibleTo(pane):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    # -- what is done --

    def _done(self, words: str) -> None:
        self.desk.messages.ok(words)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, act: Act) -> None:
        if self._detail is None:
            return
        if act is Act.RESUME:
            row = self._detail.row
            self.desk.run(
                resume,
                Resume(row.id, version=row.version),
                then=lambda _made: self._done(tr("{number} 已提前恢复。", number=row.number)),
            )
            return
        ticket_acts.open_dialog(self.desk, self._detail, act, self._done, self)

    def _dispatch(self, who: Any) -> None:
        """Given to whoever is chosen; the paper goes to the printer."""
        if self._detail is None:
            return
        if not isinstance(who, tuple):
            self.pane.who.set_error(tr("请选派给谁"))
            self.desk.messages.warn(tr("还没有派单。"), tr("请先在“派给”里选部门或师傅。"))
            self.pane.who.setFocus(Qt.FocusReason.TabFocusReason)
            return
        row = self._detail.row
        command = Dispatch(row.id, version=row.version, department=who[0], worker=who[1])

        def sent(_made: Any) -> None:
            said = " ".join(part for part in who if part)
            self._done(tr("{number} 已派给{who}。", number=row.number, who=said))
            ticket_acts.print_order(self.desk, row.id)

        self.desk.run(dispatch, command, then=sent)

    def _more(self) -> None:
        if self._detail is not None:
            ticket_acts.choose(self.desk, self._detail, self._done, self)

    def _card(self) -> None:
        if self._detail is not None and self._detail.row.unit_id is not None:
            self.desk.go("unit", unit_id=self._detail.row.unit_id)

    def help_text(self) -> str:
        return tr(
            "没办完的报事，超时的在最前面。F2 受理新的；选中一件，F4 派单并打印派工单，F5 办下一步（完成、回访、关闭），"
            "F6 延后，F7 记一笔，F9 别的：到场、改派、改级、并入停水、有偿服务、退回、作废、打印。按 / 找编号、房号、来人或内容。"
        )
