"""场地清单: what the office lets, where it is, what it costs from when on (D2.6)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.reception.queries.let_places import (
    PlaceFile,
    PlaceFilter,
    PlaceRow,
    PlaceShow,
    listed_places,
    place_figures,
    place_file,
)
from frontdesk.areas.reception.ui import booking_dialogs as dialogs
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane
from frontdesk.areas.reception.ui.places_page import price_words
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.rows import Column, Status


def _status(row: PlaceRow) -> Status:
    if not row.active:
        return Status("neutral", tr("停用"))
    return Status("ok", tr("在用")) if row.price is not None else Status("warn", tr("没有定价"))


class PlaceListPage(HeldPage):
    """Places, each with its price that holds now."""

    ICON = "ph.storefront"
    TARGETS = ("place_list",)
    HISTORY = ("let_place", "修改记录")
    FIELD_WORDS = {  # noqa: RUF012
        "kind": "种类", "location": "位置", "size": "尺寸", "words": "说明", "active": "在用",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[PlaceRow], ...] = (
            Column(tr("编号"), lambda r: r.code, kind="strong", width=88, sort=False),
            Column(tr("种类"), lambda r: tr(r.kind.value), width=96, sort=False),
            Column(tr("在哪里"), lambda r: r.location, sort=False),
            Column(tr("尺寸"), lambda r: r.size, width=112, sort=False),
            Column(
                tr("每天（元）"),
                lambda r: r.price.day if r.price else None,
                kind="money",
                width=92,
                sort=False,
            ),
            Column(
                tr("每周（元）"),
                lambda r: r.price.week if r.price else None,
                kind="money",
                width=92,
                sort=False,
            ),
            Column(
                tr("每月（元）"),
                lambda r: r.price.month if r.price else None,
                kind="money",
                width=92,
                sort=False,
            ),
            Column(
                tr("押金（元）"),
                lambda r: r.price.deposit if r.price else None,
                kind="money",
                width=92,
                sort=False,
            ),
            Column(tr("状态"), _status, kind="status", width=112, sort=False),
        )
        super().__init__(
            desk, "place_list_page", tr("场地清单"), columns, PlaceShow, rows=listed_places, figures=place_figures,
            read_file=place_file, placeholder=tr("编号、位置、种类"), topics=("places",), add_words=tr("新场地"),
            empty=(
                tr("还没有登记场地"),
                tr("摊位、宣传栏、电梯广告框，一个位置一行；定好每天、每月多少钱，就能预订。"),
            ),
            faint=lambda r: not r.active, parent=parent,
        )  # fmt: skip
        self.change = KeyButton(tr("修改"), "F7", name="place_list_change")
        self.change.clicked.connect(self._change)
        self.price = KeyButton(tr("定价"), "F6", name="place_list_price")
        self.price.clicked.connect(self._price)
        calendar = KeyButton(tr("月历"), "F3", name="place_list_calendar")
        calendar.clicked.connect(lambda: self.desk.go("places"))
        pane = HeldPane("place_file_pane", (self.change, self.more), right=Right.RECEPTION_SETUP, desk=desk)
        self.finish(pane, calendar, self.price)

    def wanted(self, sort: str = "", descending: bool = False) -> PlaceFilter:
        return PlaceFilter(self.desk.clock.today(), self.search.text(), self.chosen())

    def row_opened(self, row: PlaceRow | None) -> None:
        """Enter corrects it."""
        if row is not None:
            self._change()

    def show_file(self, file: PlaceFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row, state = file.row, _status(file.row)
        head = self.pane.add_section(name="place_file_head")
        head.add_row(Words(row.code, "lead", select=True), None, StatusLabel(state.tone, state.word))  # type: ignore[arg-type]
        told = " · ".join(word for word in (tr(row.kind.value), row.location, row.size) if word)
        head.add(Words(told, "body", "text2", wrap=True))
        if row.words:
            head.add_pair(tr("说明"), row.words)
        prices = self.pane.add_section(tr("价目"), name="place_file_prices")
        for price in file.prices[:6]:
            right = tr("押金 {amount}", amount=price.deposit) if price.deposit else ""
            prices.add_line(price_words(price), at=self._day(price.starts_on), right=right)
        if not file.prices:
            prices.add_state("warn", tr("还没有定价"), tr("按 F6 定价"))
        booked = self.pane.add_section(tr("在用和已订"), name="place_file_bookings", line=False)
        for each in file.bookings[:8]:
            booked.add_line(
                each.booker, at=f"{each.starts_on:%m-%d}", right=tr("到 {day}", day=f"{each.last:%m-%d}")
            )
        if not file.bookings:
            booked.add(Words(tr("没有"), tone="text3"))
        self.pane.scroll_to_top()

    def _day(self, day: date) -> str:
        """`10-31`, of another year that year."""
        return f"{day:%m-%d}" if day.year == self.desk.clock.today().year else f"{day:%Y}"

    def acts(self, file: PlaceFile | None) -> Acts:
        return self.history_act(file.row.id) if file is not None else {}

    def add_new(self, **arguments: Any) -> None:
        def made(place_id: int) -> None:
            # What has no price cannot be booked: the next thing asked is what it costs.
            file = self.desk.read(place_file, place_id, self.desk.clock.today())
            if file is not None and self.isVisible():
                dialogs.price_dialog(self.desk, file, self._priced, self)

        dialogs.place_dialog(self.desk, None, made, self)

    def _change(self) -> None:
        file: PlaceFile | None = self.stood_on()
        if file is not None:
            code = file.row.code
            told = tr("{code} 已修改。", code=code)
            dialogs.place_dialog(self.desk, file.row, lambda _id: self.desk.messages.ok(told), self)

    def _price(self) -> None:
        file: PlaceFile | None = self.stood_on()
        if file is not None:
            dialogs.price_dialog(self.desk, file, self._priced, self)

    def _priced(self, _price: object) -> None:
        self.desk.messages.ok(tr("价目已定好。"), tr("已经订下的照原来的价。"))

    def open(self, **arguments: object) -> None:
        """The list as it was."""

    def help_text(self) -> str:
        return tr("能出租的摊位和广告位。F2 登记新的，接着定价；F6 定价，F7 修改或停用，F3 看月历。")
