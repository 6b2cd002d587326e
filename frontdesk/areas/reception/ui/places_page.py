"""摊位与广告: the month as a picture of places × days; what stands under the cursor beside it (D2.6)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.fees.ui.choosers import MonthStepper
from frontdesk.areas.reception.queries.bookings import BookingFile, booking_file
from frontdesk.areas.reception.queries.let_places import PlaceMonth, place_month
from frontdesk.areas.reception.rules.places import PlacePrice
from frontdesk.areas.reception.service.bookings import Booked
from frontdesk.areas.reception.ui import booking_dialogs as dialogs
from frontdesk.areas.reception.ui.booking_acts import BookingActs, fill_pane
from frontdesk.areas.reception.ui.held_page import HeldPane
from frontdesk.areas.reception.ui.place_grid import MARKS, MonthGrid, Spot
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page

WIDTH = 340


def price_words(price: PlacePrice | None) -> str:
    """`100.00 / 天，2,000.00 / 月`."""
    if price is None:
        return tr("还没有定价")
    told: list[str] = []
    for amount, word in ((price.day, tr("天")), (price.week, tr("周")), (price.month, tr("月"))):
        if isinstance(amount, Money):
            told.append(f"{amount} / {word}")
    return "，".join(told)


class PlacesPage(Page):
    """`open(day=…, place_id=…)` shows that month and stands there."""

    TARGETS = ("places",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "places_page",
            tr("摊位与广告"),
            topics=("places", "charges", "payments", "deposits"),
            parent=parent,
        )
        self._wanted: tuple[int, date] | None = None
        self._spot: Spot | None = None
        self.file: BookingFile | None = None
        self.months = MonthStepper("places_months", Month.of(desk.clock.today()))
        self.months.field.set_label(tr("月份"))
        self.months.changed.connect(lambda _month: self.refresh())
        self.acts_on = BookingActs(desk, self, self.stood_on, self._stand_on)
        self.grid = MonthGrid()
        self.grid.moved.connect(self._moved)
        self.grid.opened.connect(self._opened)
        self.grid.turned.connect(self._turn)
        self._build_head()
        legend = "　".join(f"{tr(mark)} {tr(paid.value)}" for paid, (mark, _fill, _ink) in MARKS.items())
        self.filters.add(Words(legend, tone="text2"))
        hint = Words(tr("方向键移动，Shift 连选几天，Enter 打开或预订，PgUp PgDn 换月"), tone="text3")
        self.filters.add_right(hint)
        self.filters.show()
        end = KeyButton(tr("取消"), "F4", name="places_end")
        end.clicked.connect(self.acts_on.end)
        agreement = KeyButton(tr("协议"), "F7", name="places_agreement")
        agreement.clicked.connect(self.acts_on.print_agreement)
        self.more = KeyButton(tr("更多"), "F9", name="places_more")
        self.more.clicked.connect(self.choose)
        self.pane = HeldPane("place_pane", (end, agreement, self.more), right=Right.RECEPTION, desk=desk)
        self.set_split(self.grid, self.pane, WIDTH)

    def _build_head(self) -> None:
        self.list_button = KeyButton(tr("预订清单"), "F3", name="places_bookings")
        self.list_button.clicked.connect(lambda: self.desk.go("bookings"))
        self.places_button = KeyButton(tr("场地清单"), "F6", name="places_list")
        self.places_button.clicked.connect(lambda: self.desk.go("place_list"))
        self.collect_button = KeyButton(tr("收款"), "F5", name="places_collect")
        self.collect_button.clicked.connect(self.acts_on.collect)
        self.book_button = KeyButton(tr("订场地"), "F2", "primary", name="places_book")
        self.book_button.clicked.connect(self.book)
        writes = self.desk.may(Right.RECEPTION)
        for widget in (
            self.months,
            self.list_button,
            self.places_button,
            self.collect_button,
            self.book_button,
        ):
            self.head.add_action(widget)
        self.collect_button.setVisible(writes)
        self.book_button.setVisible(writes)
        self.places_button.setVisible(self.desk.may(Right.RECEPTION_SETUP))

    # -- reading --

    def month(self) -> Month:
        return self.months.month() or Month.of(self.desk.clock.today())

    def refresh(self) -> None:
        month = self.month()
        self.desk.read_later(
            place_month, month.start, month.plus(1).start, self.desk.clock.today(), key="places_month",
            then=lambda found: self._show(month, found),
        )  # fmt: skip

    def _show(self, month: Month, found: PlaceMonth) -> None:
        if month != self.month():
            return
        if not found.places:
            self._say_empty()
            return
        self.hide_empty()
        self.grid.show_month(month, found, self.desk.clock.today())
        if self._wanted is not None:
            self.grid.stand_on(*self._wanted)
            self._wanted = None

    def _say_empty(self) -> None:
        begin = KeyButton(tr("场地清单"), "F6", "primary", name="places_begin")
        begin.clicked.connect(lambda: self.desk.go("place_list"))
        buttons = (begin,) if self.desk.may(Right.RECEPTION_SETUP) else ()
        words = tr("先把能出租的摊位、广告位登记好、定好价，以后在月历上一看就知道哪天空着，回车就能订。")
        self.show_empty(EmptyState("ph.storefront", tr("还没有场地"), words, buttons, name="places_none"))

    def _turn(self, way: int) -> None:
        self.months.set_month(self.month().plus(way))
        self.refresh()

    # -- what one stands on --

    def _moved(self, spot: Spot | None) -> None:
        same = spot is not None and self._spot is not None and spot.booking == self._spot.booking
        self._spot = spot
        if spot is None or spot.booking is None:
            self.desk.forget("places_file")
            self.file = None
            self._show_free(spot)
        elif not same or self.file is None:
            self.file = None
            key, today = spot.booking.id, self.desk.clock.today()
            self.desk.read_later(booking_file, key, today, key="places_file", then=self._show_file)

    def _show_file(self, file: BookingFile | None) -> None:
        self.file = file
        self.pane.begin(shown=file is not None)
        if file is not None:
            fill_pane(self.desk, self.pane, file)

    def _show_free(self, spot: Spot | None) -> None:
        self.pane.begin(shown=False)
        if spot is None:
            return
        place = spot.place
        section = self.pane.add_section(name="place_head", line=False)
        section.add_row(
            Words(place.code, "lead", select=True), None, Words(tr(place.kind.value), tone="text2")
        )
        section.add(
            Words(
                " · ".join(word for word in (place.location, place.size) if word), "body", "text2", wrap=True
            )
        )
        section.add_pair(tr("价目"), price_words(place.price))
        if place.price is not None and place.price.deposit:
            section.add_pair(tr("押金"), str(place.price.deposit))
        if place.words:
            section.add_pair(tr("说明"), place.words)
        days = f"{spot.first}" if spot.first == spot.last else f"{spot.first} 至 {spot.last}"
        section.add_state("ok" if place.active else "neutral", tr("空着"), days)

    def stood_on(self) -> BookingFile | None:
        """The booking stood on, read now if it is still on its way."""
        spot = self.grid.spot()
        if spot is None or spot.booking is None:
            self.desk.messages.warn(tr("这一天没有订出去。"), tr("先把光标移到有预订的日子上。"))
            return None
        if self.file is None or self.file.row.id != spot.booking.id:
            self._show_file(self.desk.read(booking_file, spot.booking.id, self.desk.clock.today()))
        return self.file

    def _stand_on(self, made: Booked) -> None:
        """Go to what was just booked: the form may have taken another place, or other days, than one stood on."""
        file = self.desk.read(booking_file, made.id, self.desk.clock.today())
        if file is not None:
            self.open(place_id=file.row.place_id, day=file.row.starts_on)

    # -- what is done --

    def _opened(self, spot: Spot) -> None:
        """Enter: the booking in the list of bookings, or a new one on the days marked."""
        if spot.booking is not None:
            self.desk.go("bookings", text=spot.booking.number)
        elif self.desk.may(Right.RECEPTION):
            self.book()

    def book(self) -> None:
        """F2, on the place and the days marked."""
        spot = self.grid.spot() if not self.is_empty() else None
        more: dict[str, Any] = {}
        if spot is not None and spot.booking is None and spot.place.active:
            more = {"place_id": spot.place.id, "first": spot.first, "last": spot.last}
        self.acts_on.book(**more)

    def choose(self) -> None:
        """F9: everything that is done less often."""
        spot = self.grid.spot()
        file = self.stood_on() if spot is not None and spot.booking is not None else None
        acts: Acts = self.acts_on.more(file)
        if self.desk.may(Right.RECEPTION_SETUP):
            acts["terms"] = (tr("改协议的约定"), self._terms)
        if not acts:
            return
        picked = self.desk.dialogs.pick(tr("要做什么"), [(key, words) for key, (words, _) in acts.items()])
        if picked is not None:
            acts[picked][1]()

    def _terms(self) -> None:
        told = tr("协议的约定已改，以后新订的照这个印。")
        dialogs.terms_dialog(self.desk, lambda _terms: self.desk.messages.ok(told), self)

    # -- coming here --

    def open(self, **arguments: object) -> None:
        """A day of a place, or the month as it was."""
        place_id, day = arguments.get("place_id"), arguments.get("day")
        if isinstance(day, date):
            self.months.set_month(Month.of(day))
            if isinstance(place_id, int):
                self._wanted = (place_id, day)
            self.refresh()

    def help_text(self) -> str:
        return tr(
            "摊位和广告位的月历：每行一个场地，每列一天，色块是订出去的，字说明收款情况。方向键移动，按住 Shift 连选几天，"
            "Enter 在空的日子上预订、在订出去的日子上打开；F2 订场地，F5 收款，F4 取消，F7 打印协议，F3 预订清单，F6 场地清单。"
        )
