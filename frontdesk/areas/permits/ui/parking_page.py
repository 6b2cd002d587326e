"""车位: spaces with who has them, what runs out, what is free, applications and their answers, the queue (D3.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.register_page import import_button
from frontdesk.areas.fees.ui.choosers import SearchField
from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.queries.parking_lists import (
    GONE,
    ParkingLists,
    ParkingRow,
    PlaceFile,
    SpaceState,
    parking_lists,
    place_file,
    request_rows,
)
from frontdesk.areas.permits.queries.parking_permits import car_permits
from frontdesk.areas.permits.queries.parking_rent import rent_rows
from frontdesk.areas.permits.rules.parking import PlaceKind
from frontdesk.areas.permits.ui.parking_acts import ParkingActs
from frontdesk.areas.permits.ui.parking_pane import ParkingPane, state_of
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton, Kind
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.page import EmptyState, pad
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table

PANE = 400
CHIPS: tuple[tuple[str, str, str], ...] = (
    ("leased", "在租", SpaceState.LEASED.value),
    ("ending", "即将到期", SpaceState.ENDING.value),
    ("left", "人已搬走", GONE),
    ("free", "空位", SpaceState.FREE.value),
    ("pending", "申请中", SpaceState.PENDING.value),
    ("waiting", "排队", SpaceState.WAITING.value),
    ("all", "全部", ""),
)
_LET = (SpaceState.LEASED, SpaceState.ENDING, SpaceState.COMING)


def _acts_of(row: ParkingRow) -> tuple[str, ...]:
    """What can be done with a row, by its state."""
    if row.request_id is not None:
        return ("allow", "refuse", "withdraw")
    if row.wait_id is not None:
        return ("take", "pass", "leave") if row.state is SpaceState.OFFERED else ("offer", "leave")
    if row.lease_id is not None:
        return ("extend", "cancel", "plate", "rent")
    if row.place_id is None or row.state is SpaceState.OWNED:
        return ()
    if row.kind is PlaceKind.VISITOR and row.state is not SpaceState.OUT:
        return ("left" if row.state is SpaceState.VISITOR else "visit", "change")
    return ("change",)


class ParkingPage(ParkingActs):
    """`open(show="ending")` a chip, `open(code=…)` or `open(unit_id=…)` what is looked for."""

    TARGETS = ("parking",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "permits_parking_page",
            tr("车位"),
            topics=("parking", "permits", "vehicles", "units", "charges"),
            parent=parent,
        )
        self._lists = ParkingLists()
        self._file: PlaceFile | None = None
        self._build_head()
        today = desk.clock.today
        columns: tuple[Column[ParkingRow], ...] = (
            Column(tr("车位"), lambda r: r.code, kind="unit", width=104),
            Column(tr("位置"), lambda r: r.place, kind="quiet"),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=92),
            Column(tr("承租人"), lambda r: r.holder, width=84),
            Column(tr("车牌"), lambda r: r.plate, width=104),
            Column(tr("从"), lambda r: r.starts_on, width=100),
            Column(tr("到（含）"), lambda r: r.until, width=100),
            Column(tr("月租（元）"), lambda r: r.fee, kind="money", width=92),
            Column(tr("状态"), lambda r: state_of(r, today()), kind="status", width=124),
        )
        self._model: RowsModel[ParkingRow] = RowsModel(
            columns, key=lambda r: r.key, faint=lambda r: r.state is SpaceState.OUT, parent=self
        )
        self.table = Table("parking", title=tr("车位"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.current_changed.connect(self._stood_on)
        self.table.opened.connect(lambda _row: self.open_unit())
        self.pane = ParkingPane()
        self._build_foot()
        self.set_split(self.table, self.pane, PANE)

    def _build_head(self) -> None:
        self.rent_button = KeyButton(tr("生成租金"), "F8", name="parking_rent_run")
        self.wait_button = KeyButton(tr("加入排队"), "F4", name="parking_join")
        self.add_button = KeyButton(tr("新增车位"), "F9", name="parking_add")
        self.lease_button = KeyButton(tr("申请租用"), "F2", "primary", name="parking_apply")
        export = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="parking_export")
        self.rent_button.clicked.connect(self.run_rent)
        self.wait_button.clicked.connect(self.join)
        self.add_button.clicked.connect(self.add_places)
        self.lease_button.clicked.connect(self.apply)
        export.clicked.connect(lambda: export_table(self.desk, self.table, tr("车位")))
        self.print_button = print_button("parking_print", self._print, small=True)
        self.head.add_action(import_button(self.desk, "import_parking", Right.PARKING))
        for button in (
            self.print_button, export, self.rent_button, self.add_button, self.wait_button, self.lease_button,
        ):  # fmt: skip
            self.head.add_action(button)
        self.chips = ChipRow([(key, tr(words)) for key, words, _state in CHIPS], name="parking_chips")
        self.chips.chosen.connect(lambda _key: self._filter())
        self.search = SearchField("parking_search", tr("车位、房号、姓名或车牌"))
        self.search.asked.connect(lambda _text: self.refresh())
        self.search.left_by_key.connect(self.focus_start)
        self.filters.add(self.chips)
        self.filters.add_right(self.search)

    # -- what is shown --

    def open(self, **arguments: Any) -> None:
        show, code, unit_id = arguments.get("show"), arguments.get("code"), arguments.get("unit_id")
        draft = arguments.get("draft")
        if self.inner() is not None:
            if not self.may_leave():
                return
            self.uncover()
        if isinstance(draft, DraftRow):
            self.take_up(draft)
            return
        if isinstance(show, str) and show in self.chips.keys():  # noqa: SIM118
            self.chips.choose(show)
        elif code or unit_id is not None:
            self.chips.choose("all")
        if isinstance(code, str):
            self.search.set_value(code)
        elif isinstance(unit_id, int):
            found = self.desk.read(leases, self.desk.clock.today(), unit_id=unit_id)
            self.search.set_value(found[-1].unit if found else None)
            if not found:
                self.refresh_soon()
                self.apply(unit_id=unit_id)
                return
        self.refresh_soon()
        self.focus_start()

    def refresh(self) -> None:
        may = self.desk.may(Right.PARKING)
        for button in (self.wait_button, self.add_button, self.lease_button):
            button.setVisible(may)
        self.rent_button.setVisible(self.desk.may(Right.FEES_BILL))
        today, text = self.desk.clock.today(), self.search.text().strip()
        self.desk.read_later(parking_lists, today, text, key="parking", then=self._show)

    def _show(self, lists: ParkingLists) -> None:
        self._lists = lists
        for key, _words, state in CHIPS:
            self.chips.set_count(key, lists.counts.get(state) or None)
        left = self.chips.chip("left")
        left.setVisible(bool(lists.counts.get(GONE)) or self.chips.current() == "left")
        if not any(lists.counts.values()):
            self._say_nothing()
        else:
            self.hide_empty()
        self._filter()
        self._sought = ""

    def _say_nothing(self) -> None:
        begin = KeyButton(tr("新增车位"), kind="primary", name="parking_begin")
        begin.clicked.connect(self.add_places)
        words = tr(
            "小区出租的和留给访客的车位登记在这里：谁租、到哪天、收多少，快到期的会提醒，没有空位时排队。"
            "业主的产权车位登记在业主档案里，也会列出来。"
        )
        old = import_button(self.desk, "import_parking", Right.PARKING, words=True)
        buttons = (begin, old) if self.desk.may(Right.PARKING) else ()
        self.show_empty(EmptyState("ph.car-simple", tr("还没有车位"), words, buttons, name="no_parking"))

    def _filter(self) -> None:
        key, lists = self.chips.current(), self._lists
        rows: list[ParkingRow]
        if key == "pending":
            rows = list(lists.pending)
        elif key == "waiting":
            rows = list(lists.waiting)
        elif key == "leased":
            rows = [row for row in lists.spaces if row.state in _LET]
        elif key == "ending":
            rows = sorted(
                (row for row in lists.spaces if row.state is SpaceState.ENDING), key=lambda row: row.left or 0
            )
        elif key == "left":
            rows = [row for row in lists.spaces if row.gone]
        elif key == "free":
            rows = [r for r in lists.spaces if r.state is SpaceState.FREE and r.kind is PlaceKind.LEASED]
        else:
            rows = list(lists.spaces)
        self._model.set_rows(rows)
        if self._sought:
            self.table.select_key(self._sought)
        if self.table.current() is None and not self.table.select_first():
            self._stood_on(None)

    def _stood_on(self, row: ParkingRow | None) -> None:
        self._file = None
        self.pane.setVisible(row is not None)
        if row is None:
            return
        today = self.desk.clock.today()
        if row.request_id is not None:
            found = self.desk.read(request_rows, request_id=row.request_id)
            if found:
                self.pane.show_request(found[0], row, today)
        elif row.wait_id is not None:
            waiting = self._wait_row(row)
            if waiting is not None:
                self.pane.show_wait(waiting, row, today)
        elif row.place_id is not None:
            self._file = self.desk.read(place_file, row.place_id, today)
            rents = self.desk.read(rent_rows, row.lease_id) if row.lease_id is not None else ()
            lease = self._lease()
            permits = self.desk.read(car_permits, lease, today) if lease is not None else ()
            if self._file is not None:
                self.pane.show_place(row, self._file, rents, permits, self._issue_permit, today)
        else:
            self.pane.show_owned(row, today)
        self.pane.scroll_to_top()
        self._show_acts(row)

    def _build_foot(self) -> None:
        """Every button there may be; those of the chosen row's state are shown, and only they hear their keys."""
        acts: tuple[tuple[str, str, str, Kind, Callable[[], object]], ...] = (
            ("allow", tr("批准"), "F5", "primary", self.allow),
            ("refuse", tr("不同意"), "F6", "plain", self.refuse),
            ("withdraw", tr("撤回"), "F7", "plain", self.withdraw),
            ("take", tr("办租用"), "F5", "primary", self.apply),
            ("pass", tr("让给下一户"), "F6", "plain", self.pass_on),
            ("offer", tr("通知选位"), "F5", "primary", self.offer),
            ("leave", tr("退出排队"), "F7", "plain", self.leave_queue),
            ("extend", tr("续租"), "F5", "plain", self.extend),
            ("cancel", tr("退租"), "F6", "plain", self.cancel),
            ("plate", tr("换车"), "F7", "plain", self.swap),
            ("rent", tr("收租"), "F3", "plain", self.collect_rent),
            ("left", tr("车已离开"), "F5", "primary", self.visitor_left),
            ("visit", tr("登记访客车"), "F5", "primary", self.visitor_came),
            ("change", tr("修改"), "F7", "plain", self.change_place),
            ("card", tr("一户一卡"), "", "plain", self.open_unit),
        )
        self._acts: dict[str, KeyButton] = {}
        for name, word, key, kind, act in acts:
            button = KeyButton(word, key, kind, name=f"parking_{name}")
            button.clicked.connect(act)
            self._acts[name] = button
        self.pane.set_foot(pad(*self._acts.values(), None))

    def _show_acts(self, row: ParkingRow) -> None:
        """What can be done with it, by its state."""
        wanted = _acts_of(row) if self.desk.may(Right.PARKING) else ()
        if not wanted and row.unit_id is not None:
            wanted = ("card",)
        for name, button in self._acts.items():
            button.setVisible(name in wanted)
        self._acts["extend"].set_kind("primary" if row.state is SpaceState.ENDING else "plain")

    # -- the rest --

    def open_unit(self) -> None:
        """一户一卡 of who has what is chosen."""
        row = self.table.current()
        if row is not None and row.unit_id is not None:
            self.desk.go("unit", unit_id=row.unit_id)

    def focus_start(self) -> None:
        inner = self.inner()
        if inner is not None:
            inner.focus_start()
        elif self.is_empty():
            super().focus_start()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        print_list(self.desk, self.table, tr("车位"), filter_words=filter_words(self.filters))

    def help_text(self) -> str:
        return tr(
            "小区出租、访客和业主的车位。F2 申请租用，主管按 F5 批准后成为租约，本月租金随即记入应收；F5 续租，F6 退租，F7 换车，"
            "F3 收租。没有空位时 F4 加入排队，有空位按先后通知。F8 生成各租约的租金，生成过的不会再生成。回车打开这一户。"
        )
