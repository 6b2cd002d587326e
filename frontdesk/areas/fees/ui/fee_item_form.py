"""A fee item as a form: what it is called, how it is priced, how often, when due, to whom it applies (M2.1, M2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import buildings
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.fees.queries import FeeItemRow
from frontdesk.areas.fees.rules.cycles import HEATING_FIRST_MONTH
from frontdesk.areas.fees.rules.facts import ItemFacts, PriceFrom, Scope, SpaceFacts, UnitFacts
from frontdesk.areas.fees.rules.kinds import NOT_BILLED, Category, Cycle, Pricing
from frontdesk.areas.fees.rules.meters import METERED, UNITS, plain_figure
from frontdesk.areas.fees.rules.plan import PlannedCharge, item_period, plan_item
from frontdesk.areas.fees.rules.tariffs import Tariff, Tier
from frontdesk.areas.fees.rules.tiers import tier_lines
from frontdesk.areas.fees.service import AddFeeItem, ChangeFeeItem, add_fee_item, change_fee_item
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.fees.ui.scope_fields import TicksField, UnitsField
from frontdesk.areas.fees.ui.tiers_field import TiersField
from frontdesk.areas.fees.ui.words import COUNTED, price_unit, price_words, pricing_words
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    NumberField,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Heading, Words
from frontdesk.base.widgets.page import Pane, Section, pad
from frontdesk.base.widgets.tokens import SPACE

PAGE = "fees_fee_item_form"
_SAMPLE_AREA = Decimal("89.60")
_SAMPLE_USE, _SAMPLE_LEFT = Decimal(35), Decimal(10)


class FeeItemForm(FormPage):
    """A new item, or a standing one whose pricing, cycle and price are shown and cannot change here.

    `saved(item id)` when it stands.
    """

    def __init__(self, desk: Desk, item: FeeItemRow | None = None, parent: QWidget | None = None) -> None:
        self._side = Pane("item_side")
        self.item = item
        title = tr("新收费项目") if item is None else tr("修改收费项目")
        hint = "" if item is None else item.name
        super().__init__(desk, PAGE, title, hint=hint, pane=self._side, pane_width=344, parent=parent)
        self._make_fields()
        self._lay_out()
        self._bind()
        self._follow()

    # -- building --

    def _make_fields(self) -> None:
        desk = self.desk
        self.name = TextField("item_name", tr("如 物业服务费（高层）"), limit=60, required=True)
        self.category = ChoiceField("item_category", [(c, tr(c.value)) for c in Category], required=True)
        self.active = CheckField("item_active", tr("启用，参加以后的生成"), on=True)
        self.pricing = SegmentField("item_pricing", [(p, pricing_words(p)) for p in Pricing])
        self.cycle = ChoiceField("item_cycle", [(c, tr(c.value)) for c in Cycle], required=True)
        self.price = NumberField("item_price", "0.00", decimals=6, required=True)
        self.tiers = TiersField("item_tiers")
        self.price_from = DateField("item_price_from", today=desk.clock.today, required=True)
        self.due_day = NumberField("item_due_day", least=1, most=31, unit=tr("日"), required=True)
        self.due_day.setToolTip(tr("到期的那一天；31 是月末"))
        self.first_month = ChoiceField("item_first_month", [(n, tr("{n} 月", n=n)) for n in range(1, 13)])
        self.builder = CheckField("item_builder", tr("收楼当月由开发商承担，业主从下月一日起交"))
        self.kinds = TicksField("item_kinds", [(k, tr(k.value)) for k in UnitKind])
        places = [(b.id, b.name) for b in desk.read(buildings)]
        self.buildings = TicksField("item_buildings", places)
        self.units = UnitsField(
            "item_units", lambda text: unit_choices(desk, text), lambda unit_id: unit_of(desk, unit_id)
        )

    def _lay_out(self) -> None:
        grid = self.grid
        grid.add_row((self.name, tr("名称"), 3), (self.category, tr("类别"), 2))
        grid.add_row(
            (self.pricing, tr("怎么计价"), 6),
            (self.cycle, tr("多久收一次"), 2),
            (self.due_day, tr("到期日（31 是月末）"), 2),
        )
        grid.add_row(
            (self.price, tr("单价"), 3),
            (self.price_from, tr("单价从哪天起"), 3),
            (self.first_month, tr("从哪个月起算"), 2),
            None,
            None,
        )
        grid.add_row((self.tiers, tr("分档")))
        grid.add(self.builder)
        if self.item is not None:
            grid.add(self.active)
        hint = tr("都不选就是全部房屋；类别和楼栋都选了，要两样都符合")
        self._scope = [grid.add(pad(Heading(tr("适用范围"), hint), margins=(0, SPACE.m, 0, SPACE.xs)))]
        self._scope += grid.add_row((self.kinds, tr("房屋类别")))
        if self.buildings.checks:
            self._scope += grid.add_row((self.buildings, tr("楼栋")))
        self._scope += grid.add_row((self.units, tr("另外指定的房屋")))

    def _bind(self) -> None:
        scope: dict[str, Field] = {
            "kinds": self.kinds,
            "building_ids": self.buildings,
            "unit_ids": self.units,
        }
        item = self.item
        if item is None:
            form: Form[Any] = Form(
                AddFeeItem,
                {
                    "name": self.name,
                    "category": self.category,
                    "pricing": self.pricing,
                    "cycle": self.cycle,
                    "price": self.price,
                    "price_from": self.price_from,
                    "tiers": self.tiers,
                    "due_day": self.due_day,
                    "first_month": self.first_month,
                    "builder_pays_first": self.builder,
                    **scope,
                },
                self,
            )
            start = Month.of(self.desk.clock.today()).start
            form.load({"cycle": Cycle.MONTHLY, "due_day": 31, "first_month": 1, "price_from": start})
        else:
            form = Form(
                ChangeFeeItem,
                {
                    "name": self.name,
                    "category": self.category,
                    "due_day": self.due_day,
                    "builder_pays_first": self.builder,
                    "active": self.active,
                    **scope,
                },
                self,
            )
            self._show_fixed(item)
            form.load(
                {
                    "name": item.name,
                    "category": item.category,
                    "due_day": item.due_day,
                    "builder_pays_first": item.builder_pays_first,
                    "active": item.active,
                    "kinds": tuple(item.scope.kinds),
                    "building_ids": tuple(item.scope.building_ids),
                    "unit_ids": tuple(item.scope.unit_ids),
                }
            )
        self.set_form(form)
        form.edited.connect(self._follow)

    def _show_fixed(self, item: FeeItemRow) -> None:
        """What cannot change any more is shown all the same."""
        self.pricing.set_value(item.pricing)
        self.cycle.set_value(item.cycle)
        self.price.set_value(item.price)
        self.price_from.set_value(item.price_from)
        self.first_month.set_value(item.first_month)
        self.tiers.set_value(item.tiers)
        for field in (
            self.pricing,
            self.cycle,
            self.price,
            self.price_from,
            self.first_month,
            self.tiers,
        ):
            field.set_read_only(True)

    # -- following what is typed --

    def _follow(self) -> None:
        pricing, cycle = self._pricing(), self._cycle()
        priced = pricing not in NOT_BILLED
        metered = pricing is Pricing.METER
        if metered and self.item is None and cycle is not Cycle.MONTHLY:
            # What was read in a month is billed with that month.
            self.cycle.set_value(Cycle.MONTHLY)
            cycle = Cycle.MONTHLY
        self.cycle.set_read_only(metered or self.item is not None)
        rows = self.grid.labelled
        tiered = metered and self.tiers.tiered()
        rows[self.price.objectName()].setVisible(priced)
        rows[self.price_from.objectName()].setVisible(priced)
        rows[self.tiers.objectName()].setVisible(metered)
        if not metered and self.tiers.tiered():
            self.tiers.set_value(None)
        category = self._category()
        kind = METERED.get(category) if metered and category is not None else None
        self.tiers.set_unit(tr(UNITS[kind]) if kind is not None else "")
        self.price.required = priced and not tiered
        self.price_from.required = priced
        if self.item is None:
            # In tiers, the price is the first one's: it is shown and not typed.
            self.price.set_read_only(tiered)
            if tiered:
                self.price.set_error(None)
                self.price.set_typed(self.tiers.price[0].text())
        if not priced:
            # What is out of sight must not hold the form back.
            self.price.set_error(None)
            self.price_from.set_error(None)
        rows[self.first_month.objectName()].setVisible(priced and cycle in COUNTED)
        rows[self.cycle.objectName()].setVisible(priced)
        self.builder.setVisible(priced and not metered and cycle is not Cycle.ONCE)
        for part in self._scope:
            part.setVisible(priced)
        self.price.set_trailing(price_unit(pricing, cycle, category) if priced else "")
        self._fill_side(pricing, cycle)

    def _pricing(self) -> Pricing:
        found: Pricing = self.pricing.value()
        return found

    def _category(self) -> Category | None:
        return next((c for c in Category if tr(c.value) == self.category.text()), None)

    def _cycle(self) -> Cycle:
        return next((c for c in Cycle if tr(c.value) == self.cycle.text()), Cycle.MONTHLY)

    def _fill_side(self, pricing: Pricing, cycle: Cycle) -> None:
        self._side.clear()
        section = self._side.add_section(tr("算一户看看"), line=self.item is not None, name="item_sample")
        if pricing is Pricing.HAND:
            section.add(
                Words(
                    tr("不自动生成。有了这类费用，在应收账单里用“加一笔”写金额和说明。"),
                    tone="text2",
                    wrap=True,
                )
            )
        elif pricing is Pricing.SHARED:
            words = tr("不自动生成。账单来了，在抄表的“公摊”里填总金额，先看每一户的份额，再记成应收。")
            section.add(Words(words, tone="text2", wrap=True))
        elif pricing is Pricing.METER:
            self._show_metered(section)
        else:
            sample = self._sample(pricing, cycle)
            if sample is None:
                section.add(
                    Words(
                        tr("填好单价和起始日期，这里按一户 89.60㎡、一个车位算一遍。"),
                        tone="text2",
                        wrap=True,
                    )
                )
            else:
                section.add(Words(sample.how, wrap=True))
                figure = Words(str(sample.amount), "figure")
                figure.setObjectName("item_sample_figure")
                section.add(figure)
                section.add_pair(tr("第一次"), tr("{month} 账期", month=sample.period))
                section.add_pair(tr("缴费期限"), sample.due_on.isoformat())
        if self.item is not None:
            fixed = self._side.add_section(tr("不能在这里改的"), line=False, name="item_fixed")
            words = tr(
                "计价方式和周期定了就不再改，要改请停用它，另建一个。单价用“调价”从某一天起换，已生成的应收不变。"
            )
            fixed.add(Words(words, tone="text2", wrap=True))
            if self.item.price is not None:
                fixed.add_pair(tr("现价"), price_words(self.item.price, pricing, cycle, self.item.category))

    def _show_metered(self, section: Section) -> None:
        """What a usual month costs, tier by tier, after so much used before."""
        category = self._category()
        kind = METERED.get(category) if category is not None else None
        if kind is None:
            words = tr("按表计量的类别只能是{all}，它说的是抄哪种表。", all="、".join(METERED))
            section.add(Words(words, tone="text2", wrap=True))
            return
        try:
            tiers, price = self.tiers.value(), self.price.value()
        except Refused:
            tiers, price = None, None
        if tiers is None and not price:
            section.add(Words(tr("填好单价，这里按一户的用量算一遍。"), tone="text2", wrap=True))
            return
        tariff = Tariff(date.min, (Tier(None, Decimal(price or 0)),))
        before, used = Decimal(0), _SAMPLE_USE
        if tiers is not None:
            tariff = Tariff(date.min, tiers.tiers, tiers.span)
            before = max(Decimal(0), (tiers.tiers[0].upto or Decimal(0)) - _SAMPLE_LEFT)
            section.add(
                Words(
                    tr(
                        "前面用了 {before}{unit}，这次 {used}{unit}",
                        before=plain_figure(before),
                        used=used,
                        unit=tr(UNITS[kind]),
                    ),
                    tone="text2",
                    wrap=True,
                )
            )
        lines = tier_lines(tariff, before, used, tr(UNITS[kind]))
        for line in lines:
            section.add_line(line.words, right=str(line.amount))
        figure = Words(str(total(line.amount for line in lines)), "figure")
        figure.setObjectName("item_sample_figure")
        section.add(figure)
        section.add(Words(tr("读数在哪个月抄，就算哪个月的。"), "small", "text3", wrap=True))

    def _sample(self, pricing: Pricing, cycle: Cycle) -> PlannedCharge | None:
        """What a usual home would pay the first time, by the same rules as the billing."""
        try:
            price, start, due_day = self.price.value(), self.price_from.value(), self.due_day.value()
        except Refused:
            return None
        if not price or start is None or due_day is None:
            return None
        return sample_charge(
            pricing, cycle, Decimal(price), start, int(due_day), self.first_month.value() or 1
        )

    # -- saving --

    def save(self) -> None:
        assert self.form is not None
        if self.item is not None:
            command = self.form.value(item_id=self.item.id)
            if command is not None:
                item_id = self.item.id
                self.desk.run(change_fee_item, command, form=self.form, then=lambda _none: self.done(item_id))
            else:
                self.say_wrong()
            return
        command = self.form.value(**self._settled())
        if command is not None:
            self.desk.run(add_fee_item, command, form=self.form, then=self.done)
        else:
            self.say_wrong()

    def _settled(self) -> dict[str, Any]:
        """Values that do not come from a field in sight."""
        if self._pricing() in NOT_BILLED:
            bare: dict[str, Any] = {"price": None, "price_from": None, "first_month": None, "tiers": None}
            return {**bare, "cycle": Cycle.MONTHLY, "kinds": (), "building_ids": (), "unit_ids": ()}
        settled: dict[str, Any] = {} if self._cycle() in COUNTED else {"first_month": None}
        if self._pricing() is Pricing.METER:
            settled["builder_pays_first"] = False
            if self.tiers.tiered():
                settled["price"] = None
        return settled

    def draft_key(self) -> str:
        return str(self.item.id) if self.item is not None else ""

    def draft_title(self) -> str:
        typed = self.name.text().strip()
        return tr("{title} {name}", title=self.head.title.text(), name=typed).strip()

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        self._follow()

    def help_text(self) -> str:
        return tr(
            "填名称、计价方式、单价和适用范围，右边按一户算一遍。Ctrl+Enter 保存，F7 留作草稿，Esc 取消。"
        )


def sample_charge(
    pricing: Pricing, cycle: Cycle, price: Decimal, start: date, due_day: int, first_month: int
) -> PlannedCharge | None:
    """The first charge of a home of 89.60㎡ with one parking space; None where nothing comes about."""
    if cycle is Cycle.HEATING and first_month == 1:
        first_month = HEATING_FIRST_MONTH
    item = ItemFacts(
        0,
        "",
        Category.OTHER,
        pricing,
        cycle,
        due_day,
        first_month,
        False,
        Scope(),
        (PriceFrom(start, price),),
    )
    unit = UnitFacts(
        id=0, code="", building_id=0, kind=UnitKind.HOME, state=UnitState.OWNER, area=_SAMPLE_AREA,
        handed_over_on=None, payer_id=0, payer_name="", spaces=(SpaceFacts("B1-076"),),
    )  # fmt: skip
    for ahead in range(13):
        period = item_period(item, Month.of(start).plus(ahead))
        if period is not None and period.span.end > start:
            plan = plan_item(item, period, (unit,), frozenset())
            return plan.charges[0] if plan.charges else None
    return None
