"""报刊: newspapers and magazines by unit and term: what is delivered today, what ends soon (D2.4)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.subscriptions import (
    PressFilter,
    PressRow,
    PressShow,
    press_figures,
    press_row,
    press_rows,
)
from frontdesk.areas.reception.service.subscriptions import (
    MOST_COPIES,
    EndSubscription,
    Subscribe,
    end_subscription,
    subscribe,
)
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, NumberField, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pickers import UnitPicker
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    PressShow.RUNNING: "ok",
    PressShow.ENDING: "warn",
    PressShow.COMING: "info",
    PressShow.OVER: "neutral",
}
_RUNS = (PressShow.RUNNING, PressShow.ENDING, PressShow.COMING)


def status_of(row: PressRow) -> Status:
    """`在订`, `12-31 到期`, `已停订`."""
    if row.state is PressShow.ENDING:
        return Status("warn", tr("{day} 到期", day=f"{row.last_on:%m-%d}"))
    if row.stopped and row.state is PressShow.OVER:
        return Status("neutral", tr("已停订"))
    return Status(_TONES[row.state], tr(row.state.value))


class PressPage(HeldPage):
    """`open(unit_id=…)` shows a unit's."""

    ICON = "ph.newspaper"
    TARGETS = ("subscriptions",)
    HISTORY = ("press_subscription", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[PressRow], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=104, name="unit"),
            Column(tr("报刊"), lambda r: r.title, kind="strong", name="title"),
            Column(tr("份数"), lambda r: r.copies, kind="number", width=60, sort=False),
            Column(tr("订户"), lambda r: r.subscriber, width=112, sort=False),
            Column(tr("起"), lambda r: r.starts_on, width=104, name="starts"),
            Column(tr("止"), lambda r: r.last_on, width=104, name="ends"),
            Column(tr("备注"), lambda r: r.words, kind="quiet", width=160, sort=False),
            Column(tr("状态"), status_of, kind="status", width=128, sort=False),
        )
        super().__init__(
            desk, "press_page", tr("报刊订阅"), columns, PressShow, rows=press_rows, figures=press_figures,
            read_file=press_row, placeholder=tr("房号、报刊、姓名"), topics=("subscriptions", "units"),
            add_words=tr("登记订阅"),
            empty=(tr("还没有报刊订阅"), tr("哪户订了什么、几份、到哪天，登记以后按房号打出来就能分发。")),
            faint=lambda r: r.state is PressShow.OVER, parent=parent,
        )  # fmt: skip
        self.to_parcels = KeyButton(tr("快递信件"), "F3", name="press_parcels")
        self.to_parcels.clicked.connect(lambda: self.desk.go("parcels"))
        self.stop = KeyButton(tr("停订"), "F5", name="press_stop")
        self.stop.clicked.connect(self._stop)
        pane = HeldPane("press_pane", (self.more,), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.to_parcels, self.stop)

    def wanted(self, sort: str = "", descending: bool = False) -> PressFilter:
        today = self.desk.clock.today()
        return PressFilter(
            today, self.search.text(), self.chosen(), self._unit_id, sort or "unit", descending
        )

    def row_opened(self, row: PressRow | None) -> None:
        """Enter opens the unit's card: whom to ask whether it goes on."""
        if row is not None:
            self.desk.go("unit", unit_id=row.unit_id)

    def show_file(self, file: PressRow | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        state = status_of(file)
        head = self.pane.add_section(name="press_head", line=False)
        head.add_row(Words(file.title, "lead", select=True), None, state_label(state))
        for label, value in (
            (tr("房号"), file.unit),
            (tr("订户"), file.subscriber),
            (tr("份数"), str(file.copies)),
            (tr("期限"), tr("{first} 至 {last}", first=file.starts_on, last=file.last_on)),
            (tr("停订原因"), file.stopped),
            (tr("备注"), file.words),
            (tr("登记人"), file.by),
        ):
            if value:
                head.add_pair(label, value)
        self.pane.scroll_to_top()

    def acts(self, file: PressRow | None) -> Acts:
        if file is None:
            return {}
        found: Acts = {}
        if file.state in _RUNS and not file.stopped:
            found["void"] = (tr("作废，登记错了"), lambda: self._void(file))
        return {**found, **self.history_act(file.id)}

    def add_new(self, **arguments: Any) -> None:
        unit = UnitPicker(
            "press_unit", partial(unit_choices, self.desk), resolve=partial(unit_of, self.desk), hint="",
            required=True,
        )  # fmt: skip
        if self._unit_id is not None:
            unit.set_value(self._unit_id)
        today = self.desk.clock.today()
        title = TextField("press_title", tr("如 人民日报"), required=True, limit=80)
        copies = NumberField("press_copies", least=1, most=MOST_COPIES, unit=tr("份"), required=True)
        copies.set_value(1)
        starts = DateField("press_starts", today=self.desk.clock.today, required=True)
        last = DateField("press_last", today=self.desk.clock.today, required=True)
        # Newspapers are ordered for the calendar year.
        year = today.year + 1 if today.month >= 10 else today.year
        starts.set_value(date(year, 1, 1) if year > today.year else today)
        last.set_value(date(year, 12, 31))
        subscriber = TextField("press_subscriber", limit=80)
        words = TextField("press_words", tr("如 放信报箱"), limit=200)
        cells: tuple[tuple[Cell, ...], ...] = (
            (("unit_id", unit, tr("房号"), 3), ("subscriber", subscriber, tr("订户（可不填）"), 2)),
            (("title", title, tr("报刊"), 3), ("copies", copies, tr("份数"), 2)),
            (("starts_on", starts, tr("从哪天"), 1), ("last_on", last, tr("到哪天"), 1)),
            (("words", words, tr("备注（可不填）"), 1),),
        )
        token = uuid4().hex
        ActDialog(
            self.desk, "subscribe_dialog", tr("登记订阅"), cells, subscribe,
            lambda v: Subscribe(**v, token=token),
            then=lambda _id: self.desk.messages.ok(tr("订阅已登记。")), parent=self,
        ).start(unit)  # fmt: skip

    def _stop(self) -> None:
        row: PressRow | None = self.stood_on()
        if row is None:
            return
        if row.state not in _RUNS or row.stopped:
            self.desk.messages.warn(tr("《{title}》已经到期或停订了。", title=row.title))
            return
        last = DateField("stop_last", today=self.desk.clock.today, required=True)
        last.set_value(min(max(row.starts_on, self.desk.clock.today()), row.last_on))
        reason = TextField("stop_reason", tr("如 搬走"), required=True, limit=200)
        cells: tuple[tuple[Cell, ...], ...] = (
            (("last_on", last, tr("送到哪天"), 2), ("reason", reason, tr("停订的原因"), 3)),
        )
        ActDialog(
            self.desk, "stop_press_dialog", tr("停订"), cells, end_subscription,
            lambda v: EndSubscription(row.id, v["reason"], v["last_on"]), text=f"{row.unit}　《{row.title}》",
            save_text=tr("停订"), then=self._stopped, parent=self,
        ).start(reason)  # fmt: skip

    def _void(self, row: PressRow) -> None:
        usual = (tr("重复登记"), tr("登错户"), tr("其他"))
        self.ask(tr("作废"), tr("记录留着，标明没有订过。"), usual, lambda reason: self.desk.run(
            end_subscription, EndSubscription(row.id, reason), then=self._stopped,
        ))  # fmt: skip

    def _stopped(self, title: str) -> None:
        self.desk.messages.ok(tr("《{title}》已停订。", title=title))

    def open(self, **arguments: object) -> None:
        """A unit's, some words', one chip's."""
        self.narrow(unit_id=arguments.get("unit_id"), text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "报刊订阅。F2 登记，F5 停订，F3 回到快递信件；按房号排好以后用打印键打出分发清单；“一个月内到期”里的可以问要不要续订。"
        )
