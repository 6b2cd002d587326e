"""预订清单: every booking, by how it stands and how its money stands; searched, sorted, printed, exported (D2.6, D0.7)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.reception.queries.bookings import (
    BookingFile,
    BookingFilter,
    BookingRow,
    BookingShow,
    booking_figures,
    booking_file,
    booking_rows,
)
from frontdesk.areas.reception.rules.places import BookingState, PlaceKind
from frontdesk.areas.reception.ui.booking_acts import BookingActs, fill_pane, paid_status, state_status
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.rows import Column


class BookingsPage(HeldPage):
    """`open(text=…)`, `open(unit_id=…)`, `open(show="OWING")`; target `book_place` opens the form."""

    ICON = "ph.storefront"
    TARGETS = ("bookings", "book_place")
    HISTORY = ("place_booking", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[BookingRow], ...] = (
            Column(tr("场地"), lambda r: r.place, kind="strong", width=72, name="place"),
            Column(tr("使用方"), lambda r: r.booker, name="booker"),
            Column(tr("从"), lambda r: r.starts_on, width=100, name="starts"),
            Column(tr("到（含）"), lambda r: r.last, width=100, name="last"),
            Column(tr("应收（元）"), lambda r: r.fee, kind="money", width=92, name="fee"),
            Column(tr("还欠（元）"), lambda r: r.owed, kind="money", width=92, name="owed"),
            Column(tr("收款"), paid_status, kind="status", width=112, sort=False),
            Column(tr("状态"), state_status, kind="status", width=100, sort=False),
            Column(tr("编号"), lambda r: r.number, kind="quiet", width=140, name="number"),
        )
        super().__init__(
            desk, "bookings_page", tr("场地预订"), columns, BookingShow, rows=booking_rows, figures=booking_figures,
            read_file=booking_file, placeholder=tr("编号、使用方、场地、房号"),
            topics=("places", "charges", "payments", "deposits"), add_words=tr("订场地"),
            empty=(
                tr("还没有订过场地"),
                tr("摊位、广告位按天订，费用自动算好记成应收；谁订的、收了没有、几时到期都在这里。"),
            ),
            faint=lambda r: r.state in (BookingState.CANCELLED, BookingState.OVER), parent=parent,
        )  # fmt: skip
        self.acts_on = BookingActs(desk, self, self.stood_on)
        self.kind = FilterChoice(
            "bookings_kind",
            tr("种类"),
            [Option(None, tr("全部种类")), *(Option(k, tr(k.value)) for k in PlaceKind)],
        )
        self.kind.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.kind)
        collect = KeyButton(tr("收款"), "F5", name="bookings_collect")
        collect.clicked.connect(self.acts_on.collect)
        end = KeyButton(tr("取消"), "F4", name="bookings_end")
        end.clicked.connect(self.acts_on.end)
        agreement = KeyButton(tr("协议"), "F7", name="bookings_agreement")
        agreement.clicked.connect(self.acts_on.print_agreement)
        calendar = KeyButton(tr("月历"), "F3", name="bookings_calendar")
        calendar.clicked.connect(lambda: self.desk.go("places"))
        pane = HeldPane("booking_pane", (end, agreement, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, calendar, collect)

    def wanted(self, sort: str = "", descending: bool = False) -> BookingFilter:
        return BookingFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.kind.value(), None, self._unit_id,
            sort=sort or "starts", descending=descending,
        )  # fmt: skip

    def forget_filters(self) -> None:
        super().forget_filters()
        self.kind.set_value(None)

    def row_opened(self, row: BookingRow | None) -> None:
        """Enter offers what can be done with it."""
        if row is not None and self.desk.may(Right.RECEPTION):
            self.choose()

    def show_file(self, file: BookingFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is not None:
            fill_pane(self.desk, self.pane, file)

    def acts(self, file: BookingFile | None) -> Acts:
        found = self.acts_on.more(file)
        if file is not None:
            found["print"] = (tr("打印场地使用协议"), self.acts_on.print_agreement)
        return found

    def add_new(self, **arguments: Any) -> None:
        unit_id = arguments.get("unit_id")
        self.acts_on.book(unit_id=unit_id if isinstance(unit_id, int) else self._unit_id)

    def open(self, *, target: object = "bookings", **arguments: object) -> None:
        """A unit's, some words', one chip's; or at once the form."""
        show = arguments.get("show") or ("ALL" if arguments.get("text") is not None else None)
        self.narrow(unit_id=arguments.get("unit_id"), text=arguments.get("text"), show=show)
        if target == "book_place":
            self.add_new(unit_id=arguments.get("unit_id"))

    def help_text(self) -> str:
        return tr(
            "订出去的摊位和广告位。按 / 找编号、使用方、房号；F2 订场地，F5 收款，F4 取消或提前结束，F7 打印场地使用协议，"
            "F3 看月历，F9 收押金、接着再订、看电话。"
        )
