"""盘点: every kind counted at the month's end, held against the books as one types; the photocopy money with it (D3.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import make_dataclass
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.permits.queries.stationery import StockRow, stock_rows
from frontdesk.areas.permits.rules.stationery import CopyWay, pieces, read_numbers
from frontdesk.areas.permits.service.stationery_count import (
    DEFAULT_PRICE,
    PRICE_SETTING,
    CountInput,
    CountStock,
    count_stock,
)
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Field, MoneyField, MonthField, NumberField, SegmentField, TextField
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane

PAGE = "permits_stationery_count"
EARLY = 5
"""In the first days of a month the one before is counted."""

WAYS = ((CopyWay.DRAWER, "进本班抽屉"), (CopyWay.FINANCE, "已交财务"))


class CountForm(FormPage):
    """`saved(CountedStock)` when the count stands."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._side = Pane("count_side")
        super().__init__(
            desk,
            PAGE,
            tr("票证盘点"),
            hint=tr("每种点一遍，和账面对"),
            save_text=tr("盘点完并打印"),
            pane=self._side,
            pane_width=380,
            parent=parent,
        )
        self._token = uuid4().hex
        today = desk.clock.today()
        month = Month.of(today) if today.day > EARLY else Month.of(today).plus(-1)
        self._stock: list[StockRow] = [row for row in desk.read(stock_rows, month) if row.drawn]
        self.month = MonthField("count_month", required=True)
        self.words = TextField("count_words", limit=200)
        self.grid.add_row((self.month, tr("月份"), 1), (self.words, tr("说明（可不填）"), 3))
        named: list[tuple[str, Any]] = [("month", Month), ("words", str)]
        fields: dict[str, Field] = {"month": self.month, "words": self.words}
        self._names: dict[str, str] = {}
        for at, row in enumerate(self._stock):
            self._add_kind(at, row, named, fields)
        self.copies = NumberField("count_copies", "0", unit=tr("张"))
        self.price = MoneyField("count_price", "0.00")
        self.way = SegmentField("count_way", [(way, tr(word)) for way, word in WAYS])
        self.to = TextField("count_to", tr("如 方怡"), limit=40)
        self.grid.add_row(
            (self.copies, tr("复印张数"), 1), (self.price, tr("每张（元）"), 1), (self.way, tr("复印费"), 2),
            (self.to, tr("财务谁收的"), 1),
        )  # fmt: skip
        for name, field in (
            ("copies", self.copies),
            ("copy_price", self.price),
            ("copy_way", self.way),
            ("copy_to", self.to),
        ):
            named.append((name, Any))
            fields[name] = field
        form: Form[Any] = Form(make_dataclass("TypedCount", named), fields, self)
        self.set_form(form)
        price = str(desk.read(get_setting, PRICE_SETTING, DEFAULT_PRICE))
        form.load({"month": month, "copy_price": Money.yuan(price), "copy_way": CopyWay.DRAWER})
        form.edited.connect(self._show_side)
        self.month.edited.connect(self._month_chosen)
        self._show_side()

    def _add_kind(
        self, at: int, row: StockRow, named: list[tuple[str, Any]], fields: dict[str, Field]
    ) -> None:
        counted = NumberField(f"count_{at}_counted", unit=tr("张"), required=True)
        numbers = TextField(f"count_{at}_numbers", row.next and tr("如 {n}-…", n=row.next))
        reason = TextField(f"count_{at}_reason", tr("有差异时写，不写就留着待查"), limit=200)
        self.grid.add_row(
            (counted, row.kind.name, 1),
            (numbers, tr("点到的号码（可不填）"), 3),
            (reason, tr("差异原因"), 3),
        )
        for part, field, kind in (
            ("counted", counted, int),
            ("numbers", numbers, str),
            ("reason", reason, str),
        ):
            name = f"{part}_{at}"
            named.append((name, kind))
            fields[name] = field
            self._names[f"{row.kind.name}.{part}"] = name
        numbers.edited.connect(lambda: self._count_numbers(numbers, counted))

    def _count_numbers(self, numbers: TextField, counted: NumberField) -> None:
        """What was listed is what was counted, unless somebody says otherwise afterwards."""
        try:
            listed = sum(pieces(one.runs) for one in read_numbers(numbers.text()))
        except Refused:
            return
        if listed:
            counted.set_value(listed)
            self._show_side()

    def _month_chosen(self) -> None:
        try:
            month = self.month.value()
        except Refused:
            return
        if month is not None:
            known = {row.kind.name for row in self._stock}
            self._stock = [row for row in self.desk.read(stock_rows, month) if row.kind.name in known]
            self._show_side()

    def _value(self, name: str) -> Any:
        assert self.form is not None
        try:
            return self.form.fields[name].value()
        except Refused:
            return None

    def _show_side(self) -> None:
        """The books, and what is off, as one types."""
        self._side.clear()
        for at, row in enumerate(self._stock):
            counted = self._value(f"counted_{at}")
            section = self._side.add_section(row.kind.name, tr("账面 {n} 张", n=f"{row.left:,}"))
            section.add(Words(row.left_words or tr("没有结存"), "small", "text2", wrap=True))
            moved = tr(
                "月初 {before}，领 {drawn}，用 {used}，废 {spoiled}，退 {returned}",
                before=row.month_before,
                drawn=row.month_drawn,
                used=row.month_used,
                spoiled=row.month_spoiled,
                returned=row.month_returned,
            )
            section.add(Words(moved, "small", "text2", wrap=True))
            if counted is not None:
                off = int(counted) - row.left
                if off == 0:
                    section.add_state("ok", tr("相符"))
                else:
                    word = tr("多 {n} 张", n=off) if off > 0 else tr("少 {n} 张", n=-off)
                    section.add_state("bad", word)
        copies, price = self._value("copies"), self._value("copy_price")
        if copies and price:
            section = self._side.add_section(tr("复印费"), line=False, name="count_copies_sum")
            section.add(Words(str(price * int(copies)), "figure"))
            if self.way.value() is CopyWay.DRAWER:
                section.add(Words(tr("记成本班的零星收入，日结时一起点。"), "small", "text2", wrap=True))

    # -- saving --

    def save(self) -> None:
        assert self.form is not None
        typed = self.form.value()
        if typed is None:
            self.say_wrong()
            return
        lines = tuple(
            CountInput(
                row.kind.name,
                int(getattr(typed, f"counted_{at}")),
                getattr(typed, f"numbers_{at}"),
                getattr(typed, f"reason_{at}"),
            )
            for at, row in enumerate(self._stock)
        )
        copies = int(typed.copies or 0)
        command = CountStock(
            typed.month,
            lines,
            copies=copies,
            copy_price=typed.copy_price or Money(0),
            copy_way=typed.copy_way if copies else None,
            copy_to=typed.copy_to or "",
            words=typed.words or "",
            token=self._token,
        )
        self.desk.run(count_stock, command, form=self, then=self.done)

    # -- the desk's form: the service names a line's field by its kind --

    def show_errors(self, error: Refused) -> None:
        assert self.form is not None
        errors = error.errors if isinstance(error, InvalidInput) else {error.field or "": error.text}
        self.form.show_errors(
            InvalidInput({self._names.get(name, name): text for name, text in errors.items()})
        )

    def clear_errors(self) -> None:
        assert self.form is not None
        self.form.clear_errors()

    def error_words(self) -> str:
        return self.form.error_words() if self.form is not None else ""

    def focus_first_error(self) -> None:
        if self.form is not None:
            self.form.focus_first_error()

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        self._month_chosen()
        self._show_side()

    def help_text(self) -> str:
        return tr(
            "每种票证填点到的张数，也可以填号码，右边和账面对。有差异写原因，一时查不清可以空着，盘点表上会注明待查。"
            "复印费填张数和单价，放进抽屉的记在本班。Ctrl+Enter 保存并打印盘点表。"
        )
