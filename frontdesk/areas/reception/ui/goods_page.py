"""物料: what is used up, what is here of it, who took how much and why (D2.9)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.stock import (
    GoodsFile,
    GoodsFilter,
    GoodsRow,
    GoodsShow,
    MoveRow,
    goods_figures,
    goods_file,
    goods_rows,
)
from frontdesk.areas.reception.rules.stock import MOST_QUANTITY, MoveKind
from frontdesk.areas.reception.service.consumables import (
    AddConsumable,
    ChangeConsumable,
    Moved,
    MoveStock,
    UndoMove,
    add_consumable,
    change_consumable,
    move_stock,
    undo_move,
)
from frontdesk.areas.reception.service.stock_common import Added
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, NumberField, SegmentField, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.rows import NONE, Column, Status

_SHOWN_MOVES = 20


def status_of(row: GoodsRow) -> Status:
    """`充足`, `低于 10`, `停用`."""
    if not row.active:
        return Status("neutral", tr("停用"), hollow=True)
    return Status("warn", tr("低于 {least}", least=row.least)) if row.low else Status("ok", tr("够用"))


def price_words(price: Decimal | None) -> str:
    """`21.50`, `—` where none is known."""
    return NONE if price is None else f"{price:.2f}"


def signed(quantity: Decimal) -> str:
    """`+20`, `−3`."""
    return f"{quantity:+f}".replace("-", "−")


class GoodsPage(HeldPage):
    """`open(show="LOW")` shows what runs short."""

    ICON = "ph.stack"
    TARGETS = ("consumables",)
    HISTORY = ("consumable", "修改记录")
    FIELD_WORDS = {  # noqa: RUF012
        "code": "编号", "name": "名称", "measure": "单位", "place": "地点", "least": "最低库存", "price": "参考单价",
        "stock": "库存", "low": "低于最低库存", "active": "在用", "words": "备注",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[GoodsRow], ...] = (
            Column(tr("编号"), lambda r: r.code, width=128, name="code"),
            Column(tr("名称"), lambda r: r.name, kind="strong", name="name"),
            Column(tr("库存"), lambda r: r.stock, kind="number", width=84, sort=False),
            Column(tr("单位"), lambda r: r.measure, width=60, sort=False),
            Column(tr("最低库存"), lambda r: r.least, kind="number", width=84, sort=False),
            Column(
                tr("参考单价（元）"),
                lambda r: r.price,
                text=price_words,
                kind="number",
                width=112,
                sort=False,
            ),
            Column(tr("地点"), lambda r: r.place, width=144, name="place"),
            Column(tr("状态"), status_of, kind="status", width=112, sort=False),
        )
        super().__init__(
            desk, "goods_page", tr("物料"), columns, GoodsShow, rows=goods_rows, figures=goods_figures,
            read_file=goods_file, placeholder=tr("编号、名称、地点"), topics=("stock",), add_words=tr("登记物料"),
            empty=(
                tr("还没有登记物料"),
                tr("复印纸、收据纸、消毒液这些登记在这里，领用入库各记一笔；低于最低库存的，做采购计划时自动列出。"),
            ),
            faint=lambda r: not r.active, parent=parent,
        )  # fmt: skip
        self.counts = KeyButton(tr("盘点"), "F3", name="goods_counts")
        self.counts.clicked.connect(lambda: self.desk.go("counts"))
        self.take = KeyButton(tr("领用"), "F5", name="goods_take")
        self.take.clicked.connect(lambda: self._move(MoveKind.OUT))
        self.bring = KeyButton(tr("入库"), "F6", name="goods_bring")
        self.bring.clicked.connect(lambda: self._move(MoveKind.IN))
        self.change = KeyButton(tr("修改"), "F7", name="goods_change")
        self.change.clicked.connect(self._change)
        pane = HeldPane("goods_pane", (self.bring, self.change, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.counts, self.take)

    def wanted(self, sort: str = "", descending: bool = False) -> GoodsFilter:
        return GoodsFilter(self.search.text(), self.chosen(), sort or "code", descending)

    def row_opened(self, row: GoodsRow | None) -> None:
        """Enter writes down what was taken."""
        if row is not None and row.active and self.desk.may(Right.RECEPTION):
            self._move(MoveKind.OUT)

    def show_file(self, file: GoodsFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        self.bring.setVisible(row.active)
        head = self.pane.add_section(name="goods_head")
        head.add_row(Words(row.name, "lead", select=True, wrap=True), None, state_label(status_of(row)))
        for label, value in (
            (tr("编号"), row.code),
            (tr("库存"), f"{row.stock:f} {row.measure}"),
            (tr("最低库存"), f"{row.least:f} {row.measure}" if row.least else ""),
            (tr("参考单价"), tr("{price} 元", price=f"{row.price:.2f}") if row.price is not None else ""),
            (tr("地点"), row.place),
            (tr("备注"), row.words),
        ):
            if value:
                head.add_pair(label, value)
        section = self.pane.add_section(tr("收发"), name="goods_moves", line=False)
        for move in file.moves[:_SHOWN_MOVES]:
            words = " ".join(part for part in (tr(move.kind.value), signed(move.quantity), move.who) if part)
            section.add_line(
                words, at=self.when(move.at), right=move.by, tone="text3" if move.undone else "text"
            )
            if move.words:
                section.add_line(move.words, at=" ", tone="text3")
        if not file.moves:
            section.add(Words(tr("还没有收发。"), "body", "text2"))
        self.pane.scroll_to_top()

    def acts(self, file: GoodsFile | None) -> Acts:
        found: Acts = {"plan": (tr("做采购计划"), lambda: self.desk.go("purchase_form"))}
        if file is None:
            return found
        last = next((m for m in file.moves if m.kind in (MoveKind.IN, MoveKind.OUT) and not m.undone), None)
        if last is not None:
            told = tr("冲销 {day} {kind} {n}", day=f"{last.moved_on:%m-%d}", kind=tr(last.kind.value),
                      n=signed(last.quantity))  # fmt: skip
            found["undo"] = (told, lambda: self._undo(last))
        return {**found, **self.history_act(file.row.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        self._form(None)

    def _change(self) -> None:
        file: GoodsFile | None = self.stood_on()
        if file is not None:
            self._form(file.row)

    def _form(self, row: GoodsRow | None) -> None:
        name = TextField("goods_name", tr("如 A4 复印纸 70 g"), required=True, limit=80)
        measure = TextField("goods_measure", tr("如 包、箱、升"), required=True, limit=12)
        code = TextField(
            "goods_code", tr("扫条码，不填自动编"), figures=True, limit=40, required=row is not None
        )
        place = TextField("goods_place", tr("如 前台仓库"), limit=60)
        least = NumberField("goods_least", decimals=3, most=MOST_QUANTITY)
        price = NumberField("goods_price", decimals=2)
        words = TextField("goods_words", limit=200)
        top: tuple[Cell, ...] = (("name", name, tr("名称"), 3), ("measure", measure, tr("单位"), 1))
        price_cell: Cell = ("price", price, tr("参考单价（可不填）"), 1)
        last: tuple[Cell, ...] = (("words", words, tr("备注（可不填）"), 1),)
        where: tuple[Cell, ...] = (
            ("code", code, tr("编号") if row is not None else tr("编号（可不填）"), 1),
            ("place", place, tr("放在哪里（可不填）"), 1),
        )
        least_cell: Cell = ("least", least, tr("最低库存（可不填）"), 1)
        if row is None:
            stock = NumberField("goods_stock", decimals=3, most=MOST_QUANTITY)
            token = uuid4().hex
            cells: tuple[tuple[Cell, ...], ...] = (
                top, where, (("stock", stock, tr("现有库存（没有可不填）"), 1), least_cell, price_cell), last
            )  # fmt: skip
            ActDialog(
                self.desk, "add_goods_dialog", tr("登记物料"), cells, add_consumable,
                lambda v: AddConsumable(**_filled(v), token=token), then=self._added, parent=self,
            ).start(name)  # fmt: skip
            return
        active = SegmentField("goods_active", [(True, tr("在用")), (False, tr("停用"))])
        for field, known in (
            (name, row.name), (measure, row.measure), (code, row.code), (place, row.place), (least, row.least),
            (price, row.price), (words, row.words), (active, row.active),
        ):  # fmt: skip
            field.set_value(known)
        cells = (top, where, (least_cell, price_cell, ("active", active, tr("是否在用"), 1)), last)
        ActDialog(
            self.desk, "change_goods_dialog", tr("修改物料"), cells, change_consumable,
            lambda v: ChangeConsumable(row.id, **_filled(v)),
            then=lambda told: self.desk.messages.ok(tr("{name} 已修改。", name=told)), parent=self,
        ).start(name)  # fmt: skip

    def _move(self, kind: MoveKind) -> None:
        file: GoodsFile | None = self.stood_on()
        if file is None:
            return
        row = file.row
        if not row.active:
            self.desk.messages.warn(tr("“{name}”已经停用。", name=row.name))
            return
        out = kind is MoveKind.OUT
        quantity = NumberField(
            "move_quantity", decimals=3, most=MOST_QUANTITY, unit=row.measure, required=True
        )
        who = TextField(
            "move_who", tr("如 前台 何倩") if out else tr("如 供应商、退回的人"), required=True, limit=60
        )
        words = TextField("move_words", tr("如 前台打印收据") if out else tr("如 临时采购"), limit=200)
        on = DateField("move_on", today=self.desk.clock.today, required=True)
        on.set_value(self.desk.clock.today())
        cells: tuple[tuple[Cell, ...], ...] = (
            (
                ("quantity", quantity, tr("领多少") if out else tr("入多少"), 1),
                ("who", who, tr("谁领的") if out else tr("谁送来、交来的"), 2),
            ),
            (("words", words, tr("做什么用（可不填）"), 2), ("on", on, tr("日期"), 1)),
        )
        token = uuid4().hex
        title = tr(kind.value)
        ActDialog(
            self.desk, "move_stock_dialog", title, cells, move_stock,
            lambda v: MoveStock(row.id, kind, Decimal(v["quantity"]), v["who"], v["words"], v["on"], token),
            text=tr("{name}　现有 {n} {measure}", name=row.name, n=row.stock, measure=row.measure), save_text=title,
            then=self._moved, parent=self,
        ).start(quantity)  # fmt: skip

    def _undo(self, move: MoveRow) -> None:
        usual = (tr("数量写错"), tr("登错物料"), tr("其他"))
        text = tr("记录留着，另记一笔相反的，库存跟着改回来。")
        self.ask(tr("冲销"), text, usual, lambda reason: self.desk.run(
            undo_move, UndoMove(move.id, reason), then=self._moved,
        ))  # fmt: skip

    def _moved(self, done: Moved) -> None:
        told = tr("{name} 现有 {n} {measure}。", name=done.name, n=done.stock, measure=done.measure)
        if done.low:
            self.desk.messages.warn(told, tr("已经低于最低库存，做采购计划时会列出。"))
        else:
            self.desk.messages.ok(told)

    def _added(self, made: Added) -> None:
        self.desk.messages.ok(tr("已登记 {number}。", number=made.code))

    # -- coming here --

    def open(self, **arguments: object) -> None:
        """Some words', one chip's."""
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "物料台账。F2 登记，回车或 F5 领用，F6 入库，F7 修改和停用，F9 冲销最后一笔、做采购计划，F3 回到盘点。"
        )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Figures that were left empty are nothing, but for the price, which may be unknown."""
    told = dict(values)
    for name in ("least", "stock"):
        if name in told:
            told[name] = Decimal(told[name] or 0)
    return told
