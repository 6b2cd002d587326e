"""收费项目: what the office charges for, at which prices, from whom (M2.1-M2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import (
    FeeItemRow,
    LateFeeTermRow,
    PriceRow,
    differences,
    fee_item,
    fee_items,
    late_fee_terms,
    prices,
)
from frontdesk.areas.fees.rules.kinds import NOT_BILLED, Pricing
from frontdesk.areas.fees.rules.late_fee import LateTerm, terms_words
from frontdesk.areas.fees.rules.lines import figure
from frontdesk.areas.fees.service import SetLateFee, SetPrice
from frontdesk.areas.fees.ui.fee_item_form import PAGE as FORM_PAGE
from frontdesk.areas.fees.ui.fee_item_form import FeeItemForm
from frontdesk.areas.fees.ui.late_fee_dialog import LateFeeDialog
from frontdesk.areas.fees.ui.price_dialog import PriceDialog
from frontdesk.areas.fees.ui.words import (
    COUNTED,
    due_words,
    item_state,
    price_shown,
    price_unit,
    price_words,
    pricing_words,
    tiers_words,
)
from frontdesk.base.store.audit import HistoryRow, history
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Pane, pad
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import NONE, Column, RowsModel
from frontdesk.base.widgets.stage import Stage
from frontdesk.base.widgets.table import Table

WIDTH = 380

COLUMNS: tuple[Column[FeeItemRow], ...] = (
    Column(tr("名称"), lambda r: r.name),
    Column(tr("类别"), lambda r: r.category.value, width=96),
    Column(tr("计价"), lambda r: pricing_words(r.pricing), width=96),
    Column(tr("单价"), price_shown, right=True, width=80, sort=lambda r: r.price),
    Column(
        tr("计价单位"),
        lambda r: price_unit(r.pricing, r.cycle, r.category) if price_shown(r) else "",
        kind="quiet",
        width=88,
    ),
    Column(tr("周期"), lambda r: "" if r.pricing in NOT_BILLED else r.cycle.value, width=72),
    Column(tr("到期日"), lambda r: due_words(r.due_day), width=72, sort=lambda r: r.due_day),
    Column(tr("适用范围"), lambda r: r.applies, kind="quiet", width=120),
    Column(tr("状态"), item_state, kind="status", width=112),
)
_FIELDS = {
    "name": "名称",
    "category": "类别",
    "due_day": "到期日",
    "builder_pays_first": "收楼当月由开发商承担",
    "active": "启用",
}
_BOOLS = {"True": "是", "False": "否"}


class FeeItemsPage(Stage):
    """`open()` shows the list; a draft's key its form."""

    TARGETS = ("fee_items",)
    DRAFTS = (FORM_PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "fees_fee_items_page", tr("收费项目"), topics=("fee_items", "units"), parent=parent
        )
        self.export_button = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="items_export")
        self.export_button.clicked.connect(self._export)
        self.add_button = KeyButton(tr("新收费项目"), "F2", "primary", name="items_add")
        self.add_button.clicked.connect(self.add_item)
        self.print_button = print_button("items_print", self._print)
        self.head.add_action(self.print_button)
        self.head.add_action(self.export_button)
        self.head.add_action(self.add_button)
        self._model: RowsModel[FeeItemRow] = RowsModel(
            COLUMNS, key=lambda r: r.id, faint=lambda r: not r.active
        )
        self.table = Table("fee_items", title=tr("收费项目"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.current_changed.connect(self._stood_on)
        self.table.opened.connect(self.change_item)
        self.pane = Pane("item_pane")
        self.price_button = KeyButton(tr("调价"), "F6", "primary", name="item_price_button")
        self.price_button.clicked.connect(self.set_price)
        self.change_button = KeyButton(tr("修改"), "Enter", shortcut=False, name="item_change")
        self.change_button.clicked.connect(lambda: self.change_item(self.table.current()))
        self.late_button = KeyButton(tr("违约金"), "F8", name="item_late")
        self.late_button.clicked.connect(self.set_late_fee)
        self._feet = pad(self.price_button, self.change_button, self.late_button, None)
        self.pane.set_foot(self._feet)
        self.set_split(self.table, self.pane, WIDTH)

    # -- what is shown --

    def refresh(self) -> None:
        self.desk.read_later(fee_items, self.desk.clock.today(), key="fee_items", then=self._show)

    def _show(self, rows: Sequence[FeeItemRow]) -> None:
        self._model.set_rows(rows)
        self.add_button.setVisible(bool(rows))
        self.export_button.setVisible(bool(rows))
        self.print_button.setVisible(bool(rows))
        if not rows:
            begin = KeyButton(tr("建第一个项目"), "F2", "primary", name="items_begin")
            begin.clicked.connect(self.add_item)
            words = tr(
                "收费项目说清四件事：收什么、怎么算、什么时候到期、哪些房屋交。一般先建物业服务费，按建筑面积每月收，"
                "再建车位管理费和手工录入的有偿服务。"
            )
            hint = tr("单价按日期生效，以后调价不会改动已经生成的应收。")
            self.show_empty(
                EmptyState("ph.wallet", tr("还没有收费项目"), words, (begin,), hint=hint, name="no_items")
            )
            return
        self.hide_empty()
        if self.table.current() is None:
            self.table.select_first()

    def _stood_on(self, item: FeeItemRow | None) -> None:
        self._feet.setVisible(item is not None)
        if item is None:
            self.pane.clear()
            return
        self.price_button.setVisible(item.pricing not in NOT_BILLED)
        self._show_item(item, self.desk.read(prices, item.id), self.desk.read(history, "fee_item", item.id))

    def _show_item(self, item: FeeItemRow, priced: Sequence[PriceRow], changes: Sequence[HistoryRow]) -> None:
        self.pane.clear()
        head = self.pane.add_section(name="item_head")
        state = item_state(item)
        shown = StatusLabel(state.tone, state.word, hollow=state.hollow)  # type: ignore[arg-type]
        head.add_row(Words(item.name, "lead", select=True), None, shown)
        head.add(Words(f"{item.category.value} · {pricing_words(item.pricing)}", tone="text2"))
        facts = self.pane.add_section(name="item_facts")
        if item.pricing is Pricing.HAND:
            facts.add(Words(tr("不自动生成，在应收账单里用“加一笔”录入。"), wrap=True))
        elif item.pricing is Pricing.SHARED:
            facts.add(Words(tr("不自动生成，在抄表的“公摊”里按总金额分到各户。"), wrap=True))
        else:
            cycle = tr(item.cycle.value)
            if item.cycle in COUNTED:
                cycle = tr("{cycle}，从 {n} 月起算", cycle=cycle, n=item.first_month)
            facts.add_pair(tr("周期"), cycle)
        facts.add_pair(tr("到期日"), due_words(item.due_day))
        facts.add_pair(tr("适用范围"), item.applies)
        if item.builder_pays_first:
            facts.add_pair(tr("收楼当月"), tr("开发商承担"))
        if item.pricing not in NOT_BILLED:
            self._add_prices(item, priced)
        self._add_late_fee(self.desk.read(late_fee_terms, item.id))
        self._add_changes(changes)

    def _add_prices(self, item: FeeItemRow, priced: Sequence[PriceRow]) -> None:
        section = self.pane.add_section(
            tr("单价"), price_unit(item.pricing, item.cycle, item.category), name="item_prices"
        )
        if not priced:
            section.add(Words(tr("还没有单价，按 F6 定一个。"), tone="text2"))
        for row in priced:
            words = figure(row.price)
            if not row.holds:
                words = tr("{price}（同日已更正）", price=words)
            elif row.starts_on == item.price_from:
                words = tr("{price}　现行", price=words)
            elif item.price_from is None or row.starts_on > item.price_from:
                words = tr("{price}　到时生效", price=words)
            tone = "text" if row.holds else "text3"
            section.add_line(
                words,
                at=tr("{day} 起", day=row.starts_on.isoformat()),
                right=row.made_by,
                tone=tone,
                width=112,
            )
            if row.tiers is not None:
                words = tr("{span}累计：", span=tr(row.tiers.span.value))
                words += "；".join(tiers_words(row.tiers, item.category))
                section.add(Words(words, "small", "text2", wrap=True))

    def _add_late_fee(self, terms: Sequence[LateFeeTermRow]) -> None:
        """违约金: off until it is set (M5.1); the latest first, with who set it."""
        section = self.pane.add_section(tr("违约金"), name="item_late_fee")
        if not terms:
            section.add(Words(tr("不计。合同里有约定的，按 F8 设。"), tone="text2", wrap=True))
        for row in terms:
            words = terms_words(row.term) or tr("不计")
            section.add_line(
                words if row.holds else tr("{words}（同日已更正）", words=words),
                at=tr("{day} 起", day=row.term.starts_on.isoformat()),
                right=row.made_by,
                tone="text" if row.holds else "text3",
                width=112,
            )

    def _add_changes(self, changes: Sequence[HistoryRow]) -> None:
        section = self.pane.add_section(tr("修改记录"), line=False, name="item_history")
        for row in changes:
            at = f"{local_time(row.at):%Y-%m-%d %H:%M}"
            if row.field == "*":
                section.add_line(tr("新建"), at=at, right=row.actor, width=128)
            elif row.field in _FIELDS:
                section.add_line(tr(_FIELDS[row.field]), at=at, right=row.actor, width=128)
                words = tr("{before} → {after}", before=_said(row.before), after=_said(row.after))
                section.add(Words(words, "small", "text2", wrap=True))

    # -- doing --

    def add_item(self) -> None:
        """A new one."""
        self._open_form(FeeItemForm(self.desk))

    def change_item(self, item: FeeItemRow | None) -> None:
        """The one stood on, as a form."""
        if item is not None:
            self._open_form(FeeItemForm(self.desk, item))

    def _open_form(self, form: FeeItemForm) -> None:
        form.saved.connect(lambda item_id: self._saved(item_id, new=form.item is None))
        self.cover(form)

    def _saved(self, item_id: int, *, new: bool) -> None:
        self.refresh()
        self.table.select_key(item_id)
        item = self.desk.read(fee_item, item_id, self.desk.clock.today())
        if new and item.pricing not in NOT_BILLED:
            self.desk.messages.ok(
                tr("收费项目“{name}”建好了。", name=item.name),
                tr("下一步试算这个月的应收，看清每一户怎么算。"),
                action=tr("去试算"),
                then=lambda: self.desk.go("billing"),
            )
        else:
            self.desk.messages.ok(tr("收费项目“{name}”已保存。", name=item.name))

    def set_price(self) -> None:
        """调价 of the one stood on."""
        item = self.table.current()
        if item is None or item.pricing in NOT_BILLED:
            return
        dialog = PriceDialog(self.desk, item, lambda command: self._priced(item, command), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _priced(self, item: FeeItemRow, command: SetPrice) -> None:
        words = price_words(command.price, item.pricing, item.cycle, item.category)
        said = tr(
            "{item} 从 {day} 起 {price}。", item=item.name, day=command.starts_on.isoformat(), price=words
        )
        asked = sum(one.item_id == item.id for one in self.desk.read(differences))
        if not asked:
            self.desk.messages.ok(said, tr("已生成的应收没有变。"))
            return
        # Months paid ahead at the old price: each is asked about (M6.8).
        self.desk.messages.ok(
            said,
            tr("已预缴的有 {n} 笔差额要决定。", n=asked),
            action=tr("看差额"),
            then=lambda: self.desk.go("reductions", gaps=True),
        )

    def set_late_fee(self) -> None:
        """违约金 of the one stood on."""
        item = self.table.current()
        if item is None:
            return
        dialog = LateFeeDialog(self.desk, item, lambda command: self._late_fee_set(item, command), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _late_fee_set(self, item: FeeItemRow, command: SetLateFee) -> None:
        term = LateTerm(command.starts_on, command.rate, command.cap, command.grace_days)
        self.desk.messages.ok(
            tr(
                "{item} 从 {day} 起{words}。",
                item=item.name,
                day=command.starts_on.isoformat(),
                words=terms_words(term) or tr("不计违约金"),
            ),
            tr("收款时才另开一笔，之前只显示。"),
        )

    def open(self, **arguments: Any) -> None:
        """A draft comes back to its form."""
        draft = arguments.get("draft")
        if draft is None or (self.inner() is not None and not self.may_leave()):
            return
        item = self.desk.read(fee_item, int(draft.key), self.desk.clock.today()) if draft.key else None
        form = FeeItemForm(self.desk, item)
        form.restore(draft.data)
        self._open_form(form)

    def _export(self) -> None:
        export_table(self.desk, self.table, tr("收费项目"))

    def _print(self) -> None:
        print_list(self.desk, self.table, tr("收费项目"))

    def help_text(self) -> str:
        return tr(
            "收费项目的单价、周期和适用范围。F2 新建，回车修改，F6 调价（从某一天起，已生成的应收不变），F8 设违约金。"
        )


def _said(value: str | None) -> str:
    if not value:
        return NONE
    return tr(_BOOLS[value]) if value in _BOOLS else value
