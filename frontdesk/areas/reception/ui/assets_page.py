"""资产: what the office owns by its tags, where it is, whose care it is in, what became of it (D2.9)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.stock import (
    AssetFile,
    AssetFilter,
    AssetRow,
    AssetShow,
    asset_figures,
    asset_file,
    asset_rows,
)
from frontdesk.areas.reception.rules.stock import ASSET_STEP_WORDS, ASSET_TABLE, HERE, AssetState, AssetStep
from frontdesk.areas.reception.service.assets import (
    AddAsset,
    ChangeAsset,
    StepAsset,
    add_asset,
    change_asset,
    step_asset,
)
from frontdesk.areas.reception.service.stock_common import Added
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, MoneyField, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    AssetState.USED: "ok",
    AssetState.REPAIR: "warn",
    AssetState.SCRAPPED: "neutral",
    AssetState.VOID: "neutral",
}


def status_of(row: AssetRow) -> Status:
    """`在用`, `维修中`."""
    return Status(_TONES[row.state], tr(row.state.value))


class AssetsPage(HeldPage):
    """`open(text=code)` stands on one."""

    ICON = "ph.archive-box"
    TARGETS = ("assets",)
    HISTORY = ("asset", "修改记录")
    FIELD_WORDS = {  # noqa: RUF012
        "code": "编号", "name": "名称", "place": "地点", "keeper": "保管人", "value": "金额", "bought_on": "购置日期",
        "words": "备注", "state": "状态",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[AssetRow], ...] = (
            Column(tr("编号"), lambda r: r.code, width=128, name="code"),
            Column(tr("名称"), lambda r: r.name, kind="strong", name="name"),
            Column(tr("地点"), lambda r: r.place, width=144, name="place"),
            Column(tr("保管人"), lambda r: r.keeper, width=96, name="keeper"),
            Column(tr("金额（元）"), lambda r: r.value, kind="money", width=112, name="value"),
            Column(tr("购置日期"), lambda r: r.bought_on, width=104, name="bought"),
            Column(tr("状态"), status_of, kind="status", width=112, sort=False),
        )
        super().__init__(
            desk, "assets_page", tr("资产"), columns, AssetShow, rows=asset_rows, figures=asset_figures,
            read_file=asset_file, placeholder=tr("编号、名称、地点、保管人"), topics=("stock",),
            add_words=tr("登记资产"),
            empty=(
                tr("还没有登记资产"),
                tr("打印机、点钞机、桌椅这些贴上编号登记在这里，每月按地点盘点；送修、调拨、报废都留下经过。"),
            ),
            faint=lambda r: r.state not in HERE, parent=parent,
        )  # fmt: skip
        self.counts = KeyButton(tr("盘点"), "F3", name="assets_counts")
        self.counts.clicked.connect(lambda: self.desk.go("counts"))
        self.repair = KeyButton(tr("送修"), "F5", name="assets_repair")
        self.repair.clicked.connect(self._repair)
        self.place = KeyButton(tr("调拨"), "F6", name="assets_place")
        self.place.clicked.connect(self._place)
        self.change = KeyButton(tr("修改"), "F7", name="assets_change")
        self.change.clicked.connect(self._change)
        pane = HeldPane(
            "asset_pane", (self.repair, self.place, self.change, self.more), right=Right.RECEPTION, desk=desk
        )
        self.finish(pane, self.counts)

    def wanted(self, sort: str = "", descending: bool = False) -> AssetFilter:
        return AssetFilter(self.search.text(), self.chosen(), sort or "code", descending)

    def row_opened(self, row: AssetRow | None) -> None:
        """Enter corrects it."""
        if row is not None and self.desk.may(Right.RECEPTION):
            self._change()

    def show_file(self, file: AssetFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        self.repair.setVisible(row.state in HERE)
        self.repair.setText(tr("修好") if row.state is AssetState.REPAIR else tr("送修"))
        self.place.setVisible(row.state in HERE)
        head = self.pane.add_section(name="asset_head")
        head.add_row(Words(row.name, "lead", select=True, wrap=True), None, state_label(status_of(row)))
        for label, value in (
            (tr("编号"), row.code),
            (tr("地点"), row.place),
            (tr("保管人"), row.keeper),
            (tr("金额"), str(row.value) if row.value is not None else ""),
            (tr("购置日期"), str(row.bought_on) if row.bought_on else ""),
            (tr("备注"), row.words),
        ):
            if value:
                head.add_pair(label, value)
        course = self.pane.add_section(tr("经过"), name="asset_course", line=False)
        for event in file.course:
            words = tr(ASSET_STEP_WORDS[event.step])
            if event.step is AssetStep.PLACED:
                words = tr("调拨到 {place}", place="　".join(p for p in (event.place, event.keeper) if p))
            course.add_line(words, at=self.when(event.at), right=event.by)
            if event.words:
                course.add_line(event.words, at=" ", tone="text3")
        course.add_line(tr("登记"), at=f"{row.registered_on:%m-%d}", right=row.by)
        self.pane.scroll_to_top()

    def acts(self, file: AssetFile | None) -> Acts:
        if file is None:
            return {}
        row, found = file.row, Acts()
        words = {
            AssetStep.BACK: tr("恢复在用"),
            AssetStep.SCRAPPED: tr("报废"),
            AssetStep.VOIDED: tr("作废，登记错了"),
        }
        for step, word in words.items():
            if row.state in ASSET_TABLE[step]:
                found[step.value] = (word, partial(self._step, row, step))
        return {**found, **self.history_act(row.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        today = self.desk.clock.today
        name = TextField("asset_name", tr("如 针式打印机 LQ-635K"), required=True, limit=80)
        place = TextField("asset_place", tr("如 前台"), required=True, limit=60)
        keeper = TextField("asset_keeper", limit=60)
        code = TextField("asset_code", tr("扫标签，不填自动编"), figures=True, limit=40)
        value = MoneyField("asset_value")
        bought = DateField("asset_bought_on", today=today)
        words = TextField("asset_words", limit=200)
        cells: tuple[tuple[Cell, ...], ...] = (
            (("name", name, tr("名称"), 3), ("code", code, tr("编号（可不填）"), 2)),
            (("place", place, tr("放在哪里"), 3), ("keeper", keeper, tr("保管人（可不填）"), 2)),
            (
                ("value", value, tr("金额（元，可不填）"), 3),
                ("bought_on", bought, tr("购置日期（可不填）"), 2),
            ),
            (("words", words, tr("备注（可不填）"), 1),),
        )
        token = uuid4().hex
        ActDialog(
            self.desk, "add_asset_dialog", tr("登记资产"), cells, add_asset, lambda v: AddAsset(**v, token=token),
            then=self._added, parent=self,
        ).start(name)  # fmt: skip

    def _change(self) -> None:
        file: AssetFile | None = self.stood_on()
        if file is None:
            return
        row = file.row
        name = TextField("asset_change_name", required=True, limit=80)
        code = TextField("asset_change_code", figures=True, required=True, limit=40)
        value = MoneyField("asset_change_value")
        bought = DateField("asset_change_bought_on", today=self.desk.clock.today)
        words = TextField("asset_change_words", limit=200)
        for field, known in (
            (name, row.name), (code, row.code), (value, row.value), (bought, row.bought_on), (words, row.words)
        ):  # fmt: skip
            field.set_value(known)
        cells: tuple[tuple[Cell, ...], ...] = (
            (("name", name, tr("名称"), 3), ("code", code, tr("编号"), 2)),
            (
                ("value", value, tr("金额（元，可不填）"), 3),
                ("bought_on", bought, tr("购置日期（可不填）"), 2),
            ),
            (("words", words, tr("备注（可不填）"), 1),),
        )
        ActDialog(
            self.desk, "change_asset_dialog", tr("修改资产"), cells, change_asset,
            lambda v: ChangeAsset(row.id, **v), text=tr("地点和保管人用 F6 调拨改。"), then=self._say(tr("已修改")),
            parent=self,
        ).start(name)  # fmt: skip

    def _repair(self) -> None:
        file: AssetFile | None = self.stood_on()
        if file is not None:
            back = file.row.state is AssetState.REPAIR
            self._step(file.row, AssetStep.BACK if back else AssetStep.REPAIR)

    def _place(self) -> None:
        file: AssetFile | None = self.stood_on()
        if file is None:
            return
        row = file.row
        place = TextField("asset_to_place", required=True, limit=60)
        keeper = TextField("asset_to_keeper", limit=60)
        words = TextField("asset_to_words", tr("如 换到 3栋大堂岗"), limit=200)
        place.set_value(row.place)
        keeper.set_value(row.keeper)
        cells: tuple[tuple[Cell, ...], ...] = (
            (("place", place, tr("到哪里"), 3), ("keeper", keeper, tr("由谁保管（可不填）"), 2)),
            (("words", words, tr("为什么（可不填）"), 1),),
        )
        ActDialog(
            self.desk, "place_asset_dialog", tr("调拨"), cells, step_asset,
            lambda v: StepAsset(row.id, AssetStep.PLACED, v["words"], v["place"], v["keeper"]),
            text=f"{row.code}　{row.name}", save_text=tr("调拨"), then=self._say(tr("已调拨")), parent=self,
        ).start(place)  # fmt: skip

    def _step(self, row: AssetRow, step: AssetStep) -> None:
        if row.state not in ASSET_TABLE[step]:
            word = tr(row.state.value)
            self.desk.messages.warn(tr("{code} 现在是“{state}”，不能这样办。", code=row.code, state=word))
            return
        title = tr(ASSET_STEP_WORDS[step])
        words = TextField("asset_step_words", tr("写明原因、去向"), required=True, limit=200)
        cells: tuple[tuple[Cell, ...], ...] = ((("words", words, tr("为什么"), 1),),)
        ActDialog(
            self.desk, "step_asset_dialog", title, cells, step_asset,
            lambda v: StepAsset(row.id, step, v["words"]), text=f"{row.code}　{row.name}", save_text=title,
            then=self._say(tr("已{what}", what=title)), parent=self,
        ).start(words)  # fmt: skip

    def _say(self, word: str) -> Callable[[str], object]:
        return lambda code: self.desk.messages.ok(tr("{number} {word}。", number=code, word=word))

    def _added(self, made: Added) -> None:
        self.desk.messages.ok(tr("已登记 {number}。", number=made.code), tr("把编号贴在东西上，盘点时好扫。"))

    # -- coming here --

    def open(self, **arguments: object) -> None:
        """Some words', one chip's."""
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "资产台账。F2 登记，回车或 F7 修改，F5 送修、修好，F6 调拨（换地点、换保管人），F9 报废和作废，F3 回到盘点。"
        )
