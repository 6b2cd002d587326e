"""时效: debts whose three years run out soon, what last broke them, and what breaks them anew (M8.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.fees.queries.limitation import (
    ActRow,
    DebtLimitation,
    running_out,
    unit_acts,
    unit_limitations,
)
from frontdesk.areas.fees.rules.limitation import WATCHED_DAYS
from frontdesk.areas.fees.service.limitation import (
    BY_HAND,
    AddLimitationAct,
    VoidLimitationAct,
    add_limitation_act,
    void_limitation_act,
)
from frontdesk.areas.fees.ui.arrears_views import lead_with_views
from frontdesk.areas.fees.ui.choosers import SearchField
from frontdesk.areas.fees.ui.reading import building_options
from frontdesk.base.values.money import total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    Labelled,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane, pad
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE, SPACE

WIDTH = 380
_SHOWN = 12
STATES: tuple[tuple[str, str], ...] = (
    ("soon", "90 天内到期"),
    ("over", "已过时效"),
    ("all", "全部"),
)


def left_words(row: DebtLimitation) -> Status:
    """`还有 12 天`, `今天是最后一天`, `已过 3 天`."""
    if row.days_left < 0:
        return Status("bad", tr("已过 {n} 天", n=-row.days_left))
    if row.days_left == 0:
        return Status("bad", tr("今天是最后一天"))
    return Status("bad" if row.days_left <= 30 else "warn", tr("还有 {n} 天", n=row.days_left))


def act_words(row: DebtLimitation) -> str:
    """`2024-05-06 签收催缴`; nothing where the three years have run since the due day."""
    if row.last_act is None:
        return ""
    return tr("{day} {kind}", day=row.last_act.on.isoformat(), kind=tr(row.last_act.kind.value))


class ActDialog(DeskDialog):
    """登记中断: what broke the limitation, on which day, and where its paper is."""

    def __init__(
        self, desk: Desk, unit_id: int, unit: str, done: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        text = tr(
            "{unit} 那天已经逾期的费用，诉讼时效从这一天重新算三年（民法典第 195 条）。请把签字的原件留好。",
            unit=unit,
        )
        super().__init__(tr("登记时效中断"), text, name="act", width=520, parent=parent)
        self._desk, self._unit_id, self._done = desk, unit_id, done
        self.kind = SegmentField("act_kind", [(kind, tr(kind.value)) for kind in BY_HAND])
        self.day = DateField("act_day", today=desk.clock.today, required=True)
        self.day.set_value(desk.clock.today())
        self.day.setFixedWidth(160)
        self.words = TextField("act_words", tr("如 催缴函，业主张硕签字"), required=True, limit=200)
        self.proof = TextField("act_proof", tr("如 档案柜 3-12"), limit=200)
        self.body.addWidget(Labelled(self.kind, tr("是什么"), reserve=False))
        self.body.addSpacing(SPACE.s)
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addWidget(Labelled(self.day, tr("日期")))
        row.addWidget(Labelled(self.proof, tr("原件在哪里")), 1)
        self.body.addLayout(row)
        self.body.addWidget(Labelled(self.words, tr("什么文书、谁签的")))
        fields: dict[str, Field] = {
            "kind": self.kind, "acted_on": self.day, "words": self.words, "proof_ref": self.proof,
        }  # fmt: skip
        self.form = Form(AddLimitationAct, fields, self)
        self.add_cancel()
        self.add_button(tr("登记"), "Ctrl+Enter", "primary", name="act_save").clicked.connect(self._save)
        self.kind.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        command = self.form.value(unit_id=self._unit_id)
        if command is not None:
            self._desk.run(add_limitation_act, command, form=self.form, then=self._saved)

    def _saved(self, _act_id: int) -> None:
        self.accept()
        self._done()


class LimitationPage(Page):
    """`open(unit_id=…)` stands on a unit's first debt."""

    TARGETS = ("limitation",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "fees_limitation_page",
            tr("诉讼时效"),
            back=True,
            topics=("notices", "charges", "payments"),
            parent=parent,
        )
        self._rows: tuple[DebtLimitation, ...] = ()
        self._row: DebtLimitation | None = None
        self._acts: tuple[ActRow, ...] = ()
        self._build_head()
        self._build_filters()
        self._build_list()
        self._build_pane()
        self.set_split(self.table, self.pane, WIDTH)

    # -- building --

    def _build_head(self) -> None:
        lead_with_views(self, "limitation")
        self.list_button = print_button("limitation_print", self._print)
        self.export_button = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="limitation_export")
        self.export_button.clicked.connect(self._export)
        self.act_button = KeyButton(tr("登记中断"), "F6", "primary", name="limitation_act")
        self.act_button.clicked.connect(self.ask_act)
        for button in (self.list_button, self.export_button, self.act_button):
            self.head.add_action(button)

    def _build_filters(self) -> None:
        self.chips = ChipRow([(key, tr(words)) for key, words in STATES], name="limitation_state")
        self.chips.chosen.connect(lambda _key: self._narrow())
        self.building = ChoiceField("limitation_building", [(None, tr("全部楼栋"))])
        self.building.set_label(tr("楼栋"))
        self.building.setFixedSize(112, SIZE.chip)
        self.building.edited.connect(self._narrow)
        self.search = SearchField("limitation_search", tr("房号或户主"))
        self.search.asked.connect(lambda _text: self._narrow())
        self.search.left_by_key.connect(self.focus_start)
        self.filters.add(self.chips)
        self.filters.add_right(self.building)
        self.filters.add_right(self.search)

    def _build_list(self) -> None:
        columns: tuple[Column[DebtLimitation], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=104),
            Column(tr("户主"), lambda r: r.payer, width=96),
            Column(tr("收费项目"), lambda r: r.item),
            Column(tr("账期"), lambda r: r.period, width=80),
            Column(tr("欠费（元）"), lambda r: r.owed, kind="money", width=100),
            Column(tr("到期日"), lambda r: r.due_on, width=100),
            Column(tr("最后一次中断"), act_words, kind="quiet", width=160),
            Column(tr("时效届满"), lambda r: r.ends_on, width=100),
            Column(tr("还剩"), left_words, kind="status", width=128, sort=lambda r: r.days_left),
        )
        self.model: RowsModel[DebtLimitation] = RowsModel(columns, key=lambda r: r.charge_id)
        self.table = Table("limitation", title=tr("诉讼时效"), memory=self.desk.memory)
        self.table.set_model(self.model)
        self.table.current_changed.connect(self._stood_on)
        self.table.opened.connect(lambda row: self.desk.go("unit", unit_id=row.unit_id))

    def _build_pane(self) -> None:
        self.pane = Pane("limitation_pane")
        self._head = self.pane.add_section(name="limitation_head")
        self._debts = self.pane.add_section(tr("这一户逾期的费用"), name="limitation_debts")
        self._history = self.pane.add_section(tr("中断的记录"), name="limitation_history", line=False)
        demand = KeyButton(tr("催缴"), "F8", name="limitation_demand")
        demand.clicked.connect(self._go_demands)
        unit = KeyButton(tr("一户一卡"), "Enter", shortcut=False, name="limitation_unit")
        unit.clicked.connect(self._open_unit)
        self.void_button = KeyButton(tr("作废最近一条"), "F7", name="limitation_void")
        self.void_button.clicked.connect(self.void_last)
        self._feet = pad(demand, unit, self.void_button, None)
        self.pane.set_foot(self._feet)
        self.foot = self._feet

    # -- what is shown --

    def refresh(self) -> None:
        self.building.set_options(building_options(self.desk, tr("全部楼栋")))
        self.desk.read_later(running_out, self.desk.clock.today(), key="limitation", then=self._show)

    def _show(self, rows: Sequence[DebtLimitation]) -> None:
        self._rows = tuple(rows)
        for button in (self.list_button, self.export_button, self.act_button):
            button.setVisible(bool(rows))
        if not rows:
            words = tr(
                "物业费的诉讼时效是三年，从缴费期限届满算起；签收催缴单、缴一部分、书面承诺、起诉，都从那天重新算。"
                "{n} 天内要到期的会列在这里和今日页上。",
                n=WATCHED_DAYS,
            )
            title = tr("{n} 天内没有要过时效的欠费", n=WATCHED_DAYS)
            self.show_empty(EmptyState("ph.check-circle", title, words, name="limitation_none"))
            return
        self.hide_empty()
        self._narrow()

    def _narrow(self) -> None:
        text, building = self.search.text().strip().casefold(), self.building.value()
        found = [
            row
            for row in self._rows
            if (building is None or row.building_id == building)
            and (not text or text in row.unit.casefold() or text in row.payer.casefold())
        ]
        groups = {
            "soon": [row for row in found if row.days_left >= 0],
            "over": [row for row in found if row.days_left < 0],
            "all": found,
        }
        for key, rows in groups.items():
            self.chips.set_count(key, len(rows))
        shown = groups[self.chips.current()]
        self.model.set_rows(shown)
        if shown and self.table.current() is None:
            self.table.select_first()
        if not shown:
            self._stood_on(None)

    # -- the debt stood on --

    def _stood_on(self, row: DebtLimitation | None) -> None:
        self._row = row
        for key in ("limitation_unit", "limitation_acts"):
            self.desk.forget(key)
        self._feet.setVisible(row is not None)
        for section in (self._head, self._debts, self._history):
            section.clear()
        self._debts.setVisible(row is not None)
        self._history.setVisible(row is not None)
        if row is None:
            return
        today: date = self.desk.clock.today()
        self.desk.read_later(
            unit_limitations, row.unit_id, today, key="limitation_unit", then=self._show_debts
        )
        self.desk.read_later(unit_acts, row.unit_id, key="limitation_acts", then=self._show_acts)

    def _show_debts(self, debts: Sequence[DebtLimitation]) -> None:
        row = self._row
        if row is None:
            return
        self._head.clear()
        state = left_words(row)
        label = StatusLabel(state.tone, state.word)  # type: ignore[arg-type]
        self._head.add_row(Words(f"{row.unit}  {row.payer}", "lead", select=True), None, label)
        self._head.add(Words(tr("逾期合计（元）"), tone="text2"))
        figure = Words(str(total(debt.owed for debt in debts)), "figure", select=True)
        figure.setObjectName("limitation_figure")
        self._head.add(figure)
        self._debts.clear()
        for debt in debts[:_SHOWN]:
            told = tr("{item} · {day} 届满", item=debt.item, day=debt.ends_on.isoformat())
            tone = "bad" if debt.days_left <= WATCHED_DAYS else "text"
            self._debts.add_line(told, at=debt.period, right=str(debt.owed), tone=tone, width=64)
        if len(debts) > _SHOWN:
            self._debts.add(Words(tr("还有 {n} 笔", n=len(debts) - _SHOWN), "small", "text3"))

    def _show_acts(self, acts: Sequence[ActRow]) -> None:
        self._acts = tuple(acts)
        self._history.clear()
        self.void_button.setVisible(any(not act.void for act in acts))
        if not acts:
            self._history.add(
                Words(tr("还没有登记过；缴过一部分的不用登记，自动算"), tone="text3", wrap=True)
            )
        for act in acts[:_SHOWN]:
            told = " · ".join(
                part for part in (tr(act.kind.value), act.words, act.proof_ref, act.made_by) if part
            )
            if act.void:
                told = tr("{told}（已作废：{why}）", told=told, why=act.void)
            self._history.add_line(
                told, at=act.acted_on.isoformat(), tone="text3" if act.void else "text", width=84
            )

    # -- what is done --

    def ask_act(self) -> None:
        """What broke the limitation of the unit's debts."""
        if self._row is None:
            return
        dialog = ActDialog(self.desk, self._row.unit_id, self._row.unit, self._acted, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _acted(self) -> None:
        self.desk.messages.ok(tr("已登记，诉讼时效从那天重新算三年。"), tr("原件请留好，诉讼时要用。"))

    def void_last(self) -> None:
        """Take the latest act back, with a reason (D0.5)."""
        act = next((act for act in self._acts if not act.void), None)
        if act is None:
            return
        reason = self.desk.dialogs.ask_reason(
            tr("作废中断记录"),
            tr("登错的作废，原因会留下，时效按没有它重新算。"),
            [tr("登错了户"), tr("签字的不是本人或家属")],
        )
        if reason:
            self.desk.run(
                void_limitation_act, VoidLimitationAct(act.id, reason), then=lambda _none: self._voided()
            )

    def _voided(self) -> None:
        self.desk.messages.ok(tr("这一条已作废，时效重新算过。"))

    def _go_demands(self) -> None:
        if self._row is not None:
            self.desk.go("demands", unit_id=self._row.unit_id)

    def _open_unit(self) -> None:
        if self._row is not None:
            self.desk.go("unit", unit_id=self._row.unit_id)

    # -- going on --

    def open(self, **arguments: Any) -> None:
        unit = arguments.get("unit_id")
        if unit is not None:
            self.refresh()
            self.building.set_value(None)
            self.search.set_value("")
            self.chips.choose("all")
            self._narrow()
            first = next((row for row in self._rows if row.unit_id == int(unit)), None)
            if first is not None:
                self.table.select_key(first.charge_id)

    def focus_start(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> str:
        return tr("诉讼时效 {day}", day=self.desk.clock.today().isoformat())

    def _export(self) -> None:
        export_table(self.desk, self.table, self._name())

    def _print(self) -> None:
        print_list(self.desk, self.table, self._name(), filter_words=filter_words(self.filters))

    def help_text(self) -> str:
        return tr(
            "欠费的诉讼时效是三年（民法典第 188、195 条），90 天内到期的列在这里。F8 去发催缴单请人签收，F6 登记签收、书面承诺或起诉，"
            "从那天重新算三年；缴一部分的自动算。登错了按 F7 作废。"
        )
