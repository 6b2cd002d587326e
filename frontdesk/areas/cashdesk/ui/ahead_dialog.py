"""预交: months that are not billed yet are charged at the price that is known, to be collected now (M6.8)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.fees.queries import AheadPlan, ahead_plan
from frontdesk.areas.fees.rules.ahead import MOST_MONTHS
from frontdesk.areas.fees.service import BillAhead, BilledAhead, bill_ahead
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import CheckField, Labelled, MonthField, NumberField
from frontdesk.base.widgets.marks import HairLine, StatusLabel, Words
from frontdesk.base.widgets.tokens import SPACE

_USUAL = 3
_LOOKED = 13


class AheadDialog(DeskDialog):
    """Which items, from which month, how many months; shows what it comes to. *done* gets what was made."""

    def __init__(
        self,
        desk: Desk,
        unit_id: int,
        unit: str,
        done: Callable[[BilledAhead], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr("{unit} 还没有出账的月份，按现在的单价先算好；以后调价，会列出差额请您定。", unit=unit)
        super().__init__(tr("预交几个月"), text, name="ahead_dialog", parent=parent)
        self._desk, self._unit_id, self._done = desk, unit_id, done
        self.items: dict[int, CheckField] = {}
        self._sums: dict[int, Words] = {}
        first, plan = self._first()
        self.first = MonthField("ahead_first", required=True)
        self.first.set_value(first)
        self.months = NumberField("ahead_months", least=1, most=MOST_MONTHS, unit=tr("个月"), required=True)
        self.months.set_value(_USUAL)
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.l)
        pair.addWidget(Labelled(self.first, tr("从哪个月")))
        pair.addWidget(Labelled(self.months, tr("几个月")))
        self.body.addLayout(pair)
        rows = QVBoxLayout()
        rows.setSpacing(SPACE.xs)
        for item_id, item in {line.item_id: line.item for line in plan.lines}.items():
            rows.addLayout(self._item_row(item_id, item))
        self.body.addLayout(rows)
        self.body.addWidget(HairLine("line"))
        self.state = StatusLabel("neutral", "")
        self.state.setObjectName("ahead_state")
        self.total = Words("", "title", right=True)
        self.total.setObjectName("ahead_total")
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.total)
        self.body.addLayout(foot)
        self.first.edited.connect(self._count)
        self.months.edited.connect(self._count)
        self.add_cancel()
        self.save = self.add_button(tr("列入应收"), "Ctrl+Enter", "primary", name="ahead_save")
        self.save.clicked.connect(self._save)
        self.months.setFocus()
        self.months.inner.selectAll()
        self._count()

    def _first(self) -> tuple[Month, AheadPlan]:
        """The first month from now on of which something can be billed, and what."""
        now = Month.of(self._desk.clock.today())
        plan = AheadPlan((), (), 0)
        for step in range(_LOOKED):
            plan = self._desk.read(ahead_plan, self._unit_id, (now.plus(step),))
            if plan.lines:
                return now.plus(step), plan
        return now.plus(1), plan

    def _item_row(self, item_id: int, item: str) -> QHBoxLayout:
        field = CheckField(f"ahead_item_{item_id}", item, on=True)
        field.edited.connect(self._count)
        said = Words("", right=True)
        self.items[item_id], self._sums[item_id] = field, said
        row = QHBoxLayout()
        row.addWidget(field, 1)
        row.addWidget(said)
        return row

    def command(self) -> BillAhead:
        """What is chosen. Raises `Refused`."""
        errors: dict[str, str] = {}
        values: dict[str, object] = {}
        for name, field in (("first", self.first), ("months", self.months)):
            try:
                values[name] = field.value()
            except Refused as refused:
                errors[name] = refused.text
        if errors:
            raise InvalidInput(errors)
        chosen = tuple(item_id for item_id, field in self.items.items() if field.value())
        if not chosen:
            raise Refused(tr("请至少勾一项"))
        first, count = values["first"], values["months"]
        assert isinstance(first, Month)
        assert isinstance(count, int)
        return BillAhead(self._unit_id, tuple(first.plus(step) for step in range(count)), chosen)

    def _count(self) -> None:
        """What it comes to, as it is typed."""
        if not self.items:
            self._say("warn", tr("这户没有可以预交的收费项目"))
            return
        try:
            command = self.command()
        except Refused as refused:
            self._say("warn", refused.text if not isinstance(refused, InvalidInput) else "")
            return
        self._desk.read_later(
            ahead_plan, self._unit_id, command.months, command.item_ids, key="ahead", then=self._planned
        )

    def _planned(self, plan: AheadPlan) -> None:
        for item_id, words in self._sums.items():
            lines = [line for line in plan.lines if line.item_id == item_id]
            amount = total(line.amount for line in lines)
            words.setText(tr("{n} 个月 {sum}", n=len(lines), sum=amount) if lines else "—")
        if not plan.lines:
            skipped = next((one.reason for one in plan.skipped), "")
            self._say("warn", skipped or tr("这几个月都已出账，直接收就行"))
            return
        periods = sorted({line.period for line in plan.lines})
        span = (
            periods[0] if len(periods) == 1 else tr("{first} 至 {last}", first=periods[0], last=periods[-1])
        )
        stood = tr("，另有 {n} 笔已出账", n=plan.stood) if plan.stood else ""
        self._say("ok", span + stood, total(line.amount for line in plan.lines))

    def _say(self, tone: str, words: str, amount: Money | None = None) -> None:
        self.state.set(tone, words)  # type: ignore[arg-type]
        self.state.setVisible(bool(words))
        self.total.setText("" if amount is None else str(amount))

    def _save(self) -> None:
        try:
            command = self.command()
        except Refused as refused:
            self.show_errors(refused)
            return
        self._desk.run(bill_ahead, command, then=self._saved, form=self)

    def _saved(self, billed: BilledAhead) -> None:
        self.accept()
        self._done(billed)

    # -- the desk's form --

    def show_errors(self, error: Refused) -> None:
        errors = error.errors if isinstance(error, InvalidInput) else {error.field or "": error.text}
        self.first.set_error(errors.get("first"))
        self.months.set_error(errors.get("months"))
        if "" in errors:
            self._say("bad", errors[""])
        self.focus_first_error()

    def clear_errors(self) -> None:
        self.first.set_error(None)
        self.months.set_error(None)

    def error_words(self) -> str:
        return ""

    def focus_first_error(self) -> None:
        (self.first if self.first.error() else self.months).setFocus()
