"""应收账单: a month's charges, their sums over the whole filter (T8), and what is done with them (D5.3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import (
    ChargeCounts,
    ChargeFilter,
    ChargeLook,
    ChargeRow,
    ChargeTotals,
    charge_counts,
    charge_look,
    fee_items,
)
from frontdesk.areas.fees.rules.kinds import Pricing
from frontdesk.areas.fees.service import BillResult
from frontdesk.areas.fees.ui.charge_actions import ChargeActions
from frontdesk.areas.fees.ui.charge_list import ChargeList
from frontdesk.areas.fees.ui.charge_pane import WIDTH, ChargePane
from frontdesk.areas.fees.ui.choosers import MonthStepper, SearchField
from frontdesk.areas.fees.ui.dry_run_page import DryRunPage
from frontdesk.areas.fees.ui.hand_charge_page import PAGE as HAND_PAGE
from frontdesk.areas.fees.ui.hand_charge_page import HandChargePage
from frontdesk.areas.fees.ui.notices_page import NoticesPage
from frontdesk.areas.fees.ui.reading import building_options, item_options
from frontdesk.areas.fees.ui.reductions_page import ReductionsPage
from frontdesk.areas.fees.ui.runs_page import RunsPage
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.print_list import filter_words, print_button
from frontdesk.base.widgets.stage import Stage
from frontdesk.base.widgets.tokens import SIZE

STATES: tuple[tuple[str, str], ...] = (
    ("all", "全部"),
    ("unpaid", "未缴"),
    ("part", "部分"),
    ("paid", "已缴"),
    ("adjusted", "有调整"),
)


class BillingPage(Stage):
    """`open(month=…)` shows a month; target `notices` (period, building_id) its notices; a draft's key its form."""

    TARGETS = ("billing", "notices", "reductions")
    DRAFTS = (HAND_PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "fees_billing_page",
            tr("应收账单"),
            topics=("charges", "fee_items", "units", "people"),
            parent=parent,
        )
        self.list = ChargeList(desk)
        self.list.chosen.connect(self._current_changed)
        self.list.opened.connect(lambda row: desk.go("unit", unit_id=row.unit_id))
        self.list.counted.connect(self._show_emptiness)
        self.list.clear_wanted.connect(self.clear_filters)
        self.foot = self.list.sums
        self._build_head()
        self._build_filters()
        self.pane = ChargePane("charge_pane", collects=desk.may(Right.COLLECT))
        self.pane.collect_wanted.connect(self._collect)
        self._actions = ChargeActions(desk, self.pane, self)
        self.pane.unit_wanted.connect(self._open_unit)
        self.pane.receipt_wanted.connect(lambda number: desk.go("receipt", number=number))
        self.set_split(self.list, self.pane, WIDTH)

    # -- building --

    def _build_head(self) -> None:
        self.export_button = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="billing_export")
        self.hand_button = KeyButton(tr("加一笔"), "F4", name="billing_hand")
        self.notices_button = KeyButton(tr("打印通知单"), "F8", name="billing_notices")
        self.bill_button = KeyButton(tr("试算并生成"), "F2", "primary", name="billing_bill")
        self.print_button = print_button("billing_print", self._print)
        self.export_button.clicked.connect(self._export)
        self.hand_button.clicked.connect(self.add_by_hand)
        self.notices_button.clicked.connect(self._notices)
        self.bill_button.clicked.connect(self.dry_run)
        for button in (
            self.print_button,
            self.export_button,
            self.hand_button,
            self.notices_button,
            self.bill_button,
        ):
            self.head.add_action(button)

    def _build_filters(self) -> None:
        self.months = MonthStepper("billing_months", Month.of(self.desk.clock.today()), every=True)
        self.months.changed.connect(lambda _month: self._filter_changed())
        self.chips = ChipRow([(key, tr(words)) for key, words in STATES], name="billing_state")
        self.chips.chosen.connect(lambda _key: self._filter_changed())
        self.building = ChoiceField("billing_building", [(None, tr("全部楼栋"))])
        self.building.set_label(tr("楼栋"))
        self.building.setFixedSize(112, SIZE.chip)
        self.item = ChoiceField("billing_item", [(None, tr("全部项目"))])
        self.item.set_label(tr("收费项目"))
        self.item.setFixedSize(160, SIZE.chip)
        self.building.edited.connect(self._filter_changed)
        self.item.edited.connect(self._filter_changed)
        self.search = SearchField("billing_search", tr("房号或户主"))
        self.search.asked.connect(lambda _text: self._filter_changed())
        self.search.left_by_key.connect(self.list.enter)
        self.filters.add(self.months)
        self.filters.add(self.chips)
        for widget in (self.building, self.item, self.search):
            self.filters.add_right(widget)
        self.reductions_button = KeyButton(tr("减免"), "F9", small=True, name="billing_reductions")
        self.reductions_button.clicked.connect(self._reductions)
        self.filters.add_right(self.reductions_button)

    # -- what is shown --

    def wanted(self) -> ChargeFilter:
        """The filter as it stands."""
        state: Any = self.chips.current()
        return ChargeFilter(
            month=self.months.month(),
            building_id=self.building.value(),
            item_id=self.item.value(),
            text=self.search.text().strip(),
            state=None if state == "all" else state,
            today=self.desk.clock.today(),
        )

    def refresh(self) -> None:
        """Read again; the charge that was stood on stays."""
        self.building.set_options(building_options(self.desk, tr("全部楼栋")))
        self.item.set_options(item_options(self.desk, tr("全部项目")))
        self._read(keep=True)

    def _filter_changed(self) -> None:
        self._read(keep=False)

    def _read(self, *, keep: bool) -> None:
        wanted = self.wanted()
        self.list.show_filter(wanted, keep=keep)
        every = replace(wanted, state=None)
        self.desk.read_later(charge_counts, every, key="billing_counts", then=self._show_counts)

    def _show_counts(self, counts: ChargeCounts) -> None:
        for key, _words in STATES:
            self.chips.set_count(key, getattr(counts, key))

    def _show_emptiness(self, totals: ChargeTotals) -> None:
        self.bill_button.setVisible(True)
        if totals.count or self._narrowed():
            self.hide_empty()
            return
        self._say_empty()

    def _narrowed(self) -> bool:
        wanted = self.wanted()
        return bool(wanted.text or wanted.state or wanted.building_id or wanted.item_id)

    def _say_empty(self) -> None:
        """Nothing in this month at all: how to begin."""
        if not self.desk.read(fee_items, None, active_only=True):
            items = KeyButton(tr("建收费项目"), "F2", "primary", name="empty_items")
            items.clicked.connect(lambda: self.desk.go("fee_items"))
            words = tr("先建收费项目：收什么、怎么算、什么时候到期、哪些房屋交。然后每月试算一次，生成应收。")
            self.show_empty(
                EmptyState("ph.wallet", tr("还没有收费项目"), words, (items,), name="billing_no_items")
            )
        else:
            month = self.months.month()
            begin = KeyButton(tr("试算并生成"), "F2", "primary", name="empty_bill")
            begin.clicked.connect(self.dry_run)
            hand = KeyButton(tr("加一笔"), name="empty_hand")
            hand.clicked.connect(self.add_by_hand)
            title = tr("{month} 还没有应收", month=month) if month is not None else tr("还没有应收")
            words = tr("先试算，看清每一户怎么算、哪些会跳过，再生成。生成后打印缴费通知单，按楼栋送达。")
            self.show_empty(EmptyState("ph.file-text", title, words, (begin, hand), name="billing_empty"))
        self.bill_button.setVisible(False)

    def clear_filters(self) -> None:
        """Everything of the month again."""
        self.building.set_value(None)
        self.item.set_value(None)
        self.search.set_value("")
        self.chips.choose("all")
        self._filter_changed()
        self.list.take_focus()

    def focus_start(self) -> None:
        inner = self.inner()
        if inner is not None:
            inner.focus_start()
        else:
            self.list.take_focus()

    # -- the charge stood on --

    def _current_changed(self, row: ChargeRow | None) -> None:
        if row is None:
            self.desk.forget("billing_card")
            if not self.list.model.rowCount():
                self._show_card(None)
            return
        today = self.desk.clock.today()
        self.desk.read_later(charge_look, row.id, today, key="billing_card", then=self._show_card)

    def _show_card(self, look: ChargeLook | None) -> None:
        self.pane.show_look(look, self.desk.clock.today())

    def _collect(self) -> None:
        if self.pane.card is not None:
            self.desk.go("collect", unit_id=self.pane.card.charge.unit_id)

    def _open_unit(self) -> None:
        if self.pane.card is not None:
            self.desk.go("unit", unit_id=self.pane.card.charge.unit_id)

    # -- going on --

    def open(self, target: object = "billing", **arguments: Any) -> None:
        if target == "notices":
            period = arguments.get("period")
            month = Month.parse(str(period)) if period else self.months.month()
            self.show_notices(month, arguments.get("building_id"))
            return
        if target == "reductions":
            self.show_reductions(**arguments)
            return
        if target == "draft" or arguments.get("draft") is not None:
            self._open_draft(arguments.get("draft"))
            return
        if self.inner() is not None and self.may_leave():
            self.uncover()
        self._take_arguments(arguments)

    def _take_arguments(self, arguments: dict[str, Any]) -> None:
        if not arguments:
            return
        self.refresh()
        if "month" in arguments:
            month = arguments["month"]
            self.months.set_month(Month.parse(month) if isinstance(month, str) else month)
        self.building.set_value(arguments.get("building_id"))
        self.item.set_value(arguments.get("item_id"))
        self.search.set_value(arguments.get("text", ""))
        self.chips.choose(arguments.get("state") or "all")
        self._filter_changed()

    def dry_run(self) -> None:
        """试算 of the month shown."""
        month = self.months.month() or Month.of(self.desk.clock.today())
        page = DryRunPage(self.desk, month)
        page.billed.connect(self._billed)
        page.history_wanted.connect(self.show_runs)
        page.items_wanted.connect(lambda: self.desk.go("fee_items"))
        self.cover(page)

    def _billed(self, result: BillResult) -> None:
        self.months.set_month(result.month)
        self.clear_filters()
        detail = []
        if result.stood:
            detail.append(tr("已有 {n} 笔没有动", n=f"{result.stood:,}"))
        if result.skipped:
            detail.append(tr("跳过 {n} 笔，原因在生成记录里", n=f"{len(result.skipped):,}"))
        self.desk.messages.ok(
            tr(
                "{month} 生成应收 {n} 笔，合计 {total} 元。",
                month=result.month,
                n=f"{result.made:,}",
                total=result.total,
            ),
            "，".join(detail) + ("。" if detail else ""),
            action=tr("打印通知单"),
            then=lambda: self.show_notices(result.month, ask=True),
        )

    def show_runs(self) -> None:
        """Every billing that was carried out."""
        self.cover(RunsPage(self.desk))

    def _notices(self) -> None:
        self.show_notices()

    def show_notices(
        self, month: Month | None = None, building_id: int | None = None, *, ask: bool = False
    ) -> None:
        """The month's notices; with *ask* the question whom to print for comes at once."""
        month = month or self.months.month() or Month.of(self.desk.clock.today())
        page = NoticesPage(self.desk, month, building_id)
        self.cover(page)
        if ask or not page.has_notices():
            page.ask_print()

    def _reductions(self) -> None:
        self.show_reductions()

    def show_reductions(self, **arguments: Any) -> None:
        """Which units pay only a share, whole batches, and the differences to decide."""
        page = ReductionsPage(self.desk)
        self.cover(page)
        page.open(**arguments)

    def add_by_hand(self) -> None:
        """A charge that no rule works out, for the unit stood on or another."""
        if not any(i.pricing is Pricing.HAND for i in self.desk.read(fee_items, None, active_only=True)):
            self.desk.messages.warn(
                tr("还没有手工录入的收费项目。"),
                tr("先建一个，计价方式选“手工录入”，如有偿服务、证件工本。"),
                action=tr("去建"),
                then=lambda: self.desk.go("fee_items"),
            )
            return
        card = self.pane.card
        chosen = card.charge.unit_id if card is not None and not self.is_empty() else None
        self._show_form(HandChargePage(self.desk, chosen))

    def _show_form(self, page: HandChargePage) -> None:
        page.saved.connect(self._added)
        self.cover(page)

    def _open_draft(self, draft: Any) -> None:
        if self.inner() is not None and not self.may_leave():
            return
        page = HandChargePage(self.desk)
        if draft is not None:
            page.restore(draft.data)
        self._show_form(page)

    def _added(self, result: tuple[int, str, Money]) -> None:
        unit_id, code, amount = result
        self.desk.messages.ok(
            tr("{unit} 记了一笔应收 {amount} 元。", unit=code, amount=amount),
            action=tr("现在收款") if self.desk.may(Right.COLLECT) else "",
            then=lambda: self.desk.go("collect", unit_id=unit_id),
        )

    # -- on paper and to Excel --

    def _export(self) -> None:
        self.list.export(self._list_name())

    def _print(self) -> None:
        self.list.print_list(self._list_name(), filter_words(self.filters))

    def _list_name(self) -> str:
        month = self.months.month()
        return tr("应收账单 {month}", month=month) if month is not None else tr("应收账单")

    def help_text(self) -> str:
        return tr(
            "每月的应收都在这里。F2 先试算再生成，F8 打印缴费通知单并登记送达，F4 手工加一笔，"
            "F6 减免或补收，F9 空置、停热和批量减免，F3 收费，回车打开这一户。Ctrl+PgUp、Ctrl+PgDn 换账期，账期清空就是全部账期；/ 查房号或户主。"
        )
