"""What is done with one meter: opened, changed, taken out, its last reading corrected, a waiting one decided (M3)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.fees.queries.meters import HeldRow, MeterState
from frontdesk.areas.fees.rules.kinds import Decision, MeterKind
from frontdesk.areas.fees.rules.meters import (
    MOST_DECIMALS,
    MOST_DIGITS,
    UNITS,
    USUAL_DIGITS,
    consumption,
    may_have_rolled,
    plain_figure,
)
from frontdesk.areas.fees.service.meters import (
    ChangeMeter,
    CorrectReading,
    DecideHeld,
    EndMeter,
    OpenMeter,
    change_meter,
    correct_reading,
    decide_held,
    end_meter,
    open_meter,
)
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    Labelled,
    NumberField,
    TextField,
)
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pickers import UnitPicker
from frontdesk.base.widgets.tokens import SPACE

Done = Callable[[], object]
MULTIPLIER_DECIMALS = 4


def _figure(name: str, *, required: bool = True, unit: str = "") -> NumberField:
    return NumberField(name, "0", decimals=MOST_DECIMALS, required=required, unit=unit)


class _MeterDialog(DeskDialog):
    """Fields in pairs, one command, closes when it stands."""

    def __init__(
        self, desk: Desk, title: str, text: str, name: str, done: Done, parent: QWidget | None
    ) -> None:
        super().__init__(title, text, name=name, width=560, parent=parent)
        self.desk, self._done = desk, done
        self.form: Form[Any]

    def row(self, *cells: tuple[Field, str]) -> None:
        """Labelled fields side by side."""
        line = QHBoxLayout()
        line.setSpacing(SPACE.l)
        for field, label in cells:
            line.addWidget(Labelled(field, label), 1)
        self.body.addLayout(line)

    def finish(self, form: Form[Any], words: str, name: str, first: Field) -> None:
        """Buttons, and where typing begins."""
        self.form = form
        self.add_cancel()
        save = self.add_button(words, "Ctrl+Enter", "primary", name=name)
        save.clicked.connect(self.save)
        first.setFocus()
        self.guard_typing(self.desk.dialogs.confirm)

    def save(self) -> None:
        """Each dialog says what it stores."""
        raise AssertionError("each dialog says it")

    def stands(self, _result: object = None) -> None:
        self.accept()
        self._done()


class OpenMeterDialog(_MeterDialog):
    """建表: a meter of a unit with its first reading."""

    def __init__(
        self,
        desk: Desk,
        kind: MeterKind,
        done: Done,
        parent: QWidget | None = None,
        unit_id: int | None = None,
    ) -> None:
        text = tr("底数是表装上或开始抄那天的读数，从它往后计量。按年分档的，把今年已经用掉的填上。")
        super().__init__(desk, tr("建表"), text, "open_meter_dialog", done, parent)
        self.unit = UnitPicker(
            "meter_unit",
            lambda typed: unit_choices(desk, typed),
            resolve=lambda id: unit_of(desk, id),
            required=True,
        )
        self.kind = ChoiceField("meter_kind", [(k, tr(k.value)) for k in MeterKind], required=True)
        self.number = TextField("meter_number", tr("表身上的号"), limit=40)
        self.place = TextField("meter_place", tr("如 厨房、水表井"), limit=40)
        self.day = DateField("meter_opened_on", today=desk.clock.today, required=True)
        self.first = _figure("meter_first")
        self.digits = NumberField("meter_digits", most=MOST_DIGITS, unit=tr("位"), required=True)
        self.multiplier = NumberField(
            "meter_multiplier", decimals=MULTIPLIER_DECIMALS, unit=tr("倍"), required=True
        )
        self.used = _figure("meter_used", unit=tr(UNITS[kind]))
        self.row((self.unit, tr("房屋")), (self.kind, tr("哪种表")))
        self.row((self.number, tr("表号（可不填）")), (self.place, tr("位置（可不填）")))
        self.row((self.day, tr("从哪天起")), (self.first, tr("底数")), (self.used, tr("今年已用")))
        self.row((self.digits, tr("整数位数")), (self.multiplier, tr("倍率")))
        form = Form(
            OpenMeter,
            {
                "unit_id": self.unit,
                "kind": self.kind,
                "number": self.number,
                "place": self.place,
                "opened_on": self.day,
                "first_value": self.first,
                "used_before": self.used,
                "digits": self.digits,
                "multiplier": self.multiplier,
            },
            self,
        )
        form.load(
            {
                "unit_id": unit_id,
                "kind": kind,
                "opened_on": desk.clock.today(),
                "digits": USUAL_DIGITS,
                "multiplier": Decimal(1),
                "used_before": Decimal(0),
            }
        )
        self.finish(form, tr("建表"), "open_meter_save", self.unit if unit_id is None else self.number)

    def save(self) -> None:
        command = self.form.value()
        if command is not None:
            self.desk.run(open_meter, command, form=self.form, then=self.stands)


class ChangeMeterDialog(_MeterDialog):
    """换表: the old meter's last reading, the new one's first; both count in the period."""

    def __init__(self, desk: Desk, meter: MeterState, done: Done, parent: QWidget | None = None) -> None:
        text = tr(
            "{unit} 表 {number}，上次 {day} 读数 {last}。旧表的用量和新表的用量都算在账期里。",
            unit=meter.unit,
            number=meter.number or "—",
            day=meter.last_on.isoformat(),
            last=plain_figure(meter.last_value),
        )
        super().__init__(desk, tr("换表"), text, "change_meter_dialog", done, parent)
        self.meter = meter
        self.day = DateField("change_day", today=desk.clock.today, required=True)
        self.last = _figure("change_last")
        self.rolled = CheckField("change_rolled", tr("旧表已经翻转过一圈"))
        self.number = TextField("change_number", limit=40)
        self.first = _figure("change_first")
        self.digits = NumberField("change_digits", most=MOST_DIGITS, unit=tr("位"), required=True)
        self.multiplier = NumberField(
            "change_multiplier", decimals=MULTIPLIER_DECIMALS, unit=tr("倍"), required=True
        )
        self.reason = TextField("change_reason", tr("如 表坏了、到期检定"), limit=200)
        self.row((self.day, tr("换表日期")), (self.last, tr("旧表末读数")))
        self.body.addWidget(self.rolled)
        self.row((self.number, tr("新表号（可不填）")), (self.first, tr("新表底数")))
        self.row((self.digits, tr("整数位数")), (self.multiplier, tr("倍率")))
        self.row((self.reason, tr("原因（可不填）")))
        form = Form(
            ChangeMeter,
            {
                "changed_on": self.day,
                "last_value": self.last,
                "rolled": self.rolled,
                "number": self.number,
                "first_value": self.first,
                "digits": self.digits,
                "multiplier": self.multiplier,
                "reason": self.reason,
            },
            self,
        )
        form.load(
            {
                "changed_on": desk.clock.today(),
                "first_value": Decimal(0),
                "digits": meter.digits,
                "multiplier": meter.multiplier,
                "rolled": False,
            }
        )
        self.finish(form, tr("换表"), "change_meter_save", self.last)

    def save(self) -> None:
        command = self.form.value(meter_id=self.meter.id, place=self.meter.place)
        if command is not None:
            self.desk.run(change_meter, command, form=self.form, then=self.stands)


class EndMeterDialog(_MeterDialog):
    """拆表: a meter is taken out with its last reading."""

    def __init__(self, desk: Desk, meter: MeterState, done: Done, parent: QWidget | None = None) -> None:
        text = tr(
            "{unit} 表 {number} 拆掉以后不再抄。上次读数 {last}。",
            unit=meter.unit,
            number=meter.number or "—",
            last=plain_figure(meter.last_value),
        )
        super().__init__(desk, tr("拆表"), text, "end_meter_dialog", done, parent)
        self.meter = meter
        self.day = DateField("end_day", today=desk.clock.today, required=True)
        self.last = _figure("end_last")
        self.rolled = CheckField("end_rolled", tr("已经翻转过一圈"))
        self.reason = TextField("end_reason", limit=200)
        self.row((self.day, tr("拆表日期")), (self.last, tr("末读数")))
        self.body.addWidget(self.rolled)
        self.row((self.reason, tr("原因（可不填）")))
        form = Form(
            EndMeter,
            {"ended_on": self.day, "last_value": self.last, "rolled": self.rolled, "reason": self.reason},
            self,
        )
        form.load({"ended_on": desk.clock.today(), "rolled": False})
        self.finish(form, tr("拆表"), "end_meter_save", self.last)

    def save(self) -> None:
        command = self.form.value(meter_id=self.meter.id)
        if command is not None:
            self.desk.run(end_meter, command, form=self.form, then=self.stands)


class CorrectDialog(_MeterDialog):
    """更正: the last reading as it should have been, with the reason; what stood stays in the history."""

    def __init__(self, desk: Desk, meter: MeterState, done: Done, parent: QWidget | None = None) -> None:
        text = tr(
            "{unit} {day} 记的是 {value}。原来的记录不改，另记一条更正；已生成应收的读数不能更正。",
            unit=meter.unit,
            day=meter.last_on.isoformat(),
            value=plain_figure(meter.last_value),
        )
        super().__init__(desk, tr("更正读数"), text, "correct_dialog", done, parent)
        self.meter = meter
        self.value = _figure("correct_value")
        self.rolled = CheckField("correct_rolled", tr("表翻转过一圈"))
        self.reason = TextField("correct_reason", tr("如 抄错一位"), limit=200, required=True)
        self.row((self.value, tr("正确的读数")), (self.reason, tr("原因")))
        self.body.addWidget(self.rolled)
        form = Form(CorrectReading, {"value": self.value, "reason": self.reason, "rolled": self.rolled}, self)
        self.finish(form, tr("更正"), "correct_save", self.value)

    def save(self) -> None:
        command = self.form.value(reading_id=self.meter.last_id)
        if command is not None:
            self.desk.run(correct_reading, command, form=self.form, then=self.stands)


class DecideDialog(_MeterDialog):
    """One way to decide a reading that waits, with the figures that way needs."""

    def __init__(
        self,
        desk: Desk,
        held: HeldRow,
        decision: Decision,
        done: Done,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, _TITLES[decision], _told(held), "decide_dialog", done, parent)
        self.held, self.decision = held, decision
        unit = tr(UNITS[held.kind])
        self.value = _figure("decide_value", required=decision in (Decision.CORRECT, Decision.CHANGE))
        self.use = _figure("decide_use", unit=unit, required=decision is Decision.ESTIMATE)
        self.number = TextField("decide_number", limit=40)
        self.first = _figure("decide_first")
        self.digits = NumberField("decide_digits", most=MOST_DIGITS, unit=tr("位"), required=True)
        self.reason = TextField("decide_reason", _REASONS[decision], limit=200)
        fields: dict[str, Field] = {"reason": self.reason}
        first: Field = self.reason
        if decision is Decision.CORRECT:
            self.row((self.value, tr("正确的读数")))
            fields["value"], first = self.value, self.value
        elif decision is Decision.ESTIMATE:
            self.row((self.use, tr("估算的用量")))
            fields["use"], first = self.use, self.use
        elif decision is Decision.CHANGE:
            self.row((self.value, tr("旧表末读数")), (self.number, tr("新表号（可不填）")))
            self.row((self.first, tr("新表底数")), (self.digits, tr("整数位数")))
            fields |= {
                "value": self.value,
                "number": self.number,
                "first_value": self.first,
                "digits": self.digits,
            }
            first = self.value
        else:
            use = _use(held, rolled=decision is Decision.ROLL)
            if use is not None:
                figure = Words(tr("用量 {use} {unit}", use=plain_figure(use), unit=unit), "lead")
                figure.setObjectName("decide_says")
                self.body.addWidget(figure)
        self.row((self.reason, tr("说明（可不填）")))
        form: Form[Any] = Form(DecideHeld, fields, self)
        form.load(
            {"use": held.usual, "number": held.number, "first_value": Decimal(0), "digits": held.digits}
        )
        self.finish(form, _BUTTONS[decision], "decide_save", first)

    def save(self) -> None:
        command = self.form.value(held_id=self.held.id, decision=self.decision)
        if command is not None:
            self.desk.run(decide_held, command, form=self.form, then=self.stands)


_TITLES: dict[Decision, str] = {
    Decision.ACCEPT: tr("接受这个读数"),
    Decision.ROLL: tr("表翻转了"),
    Decision.CORRECT: tr("改读数"),
    Decision.CHANGE: tr("换过表"),
    Decision.ESTIMATE: tr("估算用量"),
}
_BUTTONS: dict[Decision, str] = {
    Decision.ACCEPT: tr("接受"),
    Decision.ROLL: tr("按翻转计"),
    Decision.CORRECT: tr("改好"),
    Decision.CHANGE: tr("换表"),
    Decision.ESTIMATE: tr("按估算计"),
}
_REASONS: dict[Decision, str] = {
    Decision.ACCEPT: tr("如 已上门核对，水管漏水"),
    Decision.ROLL: tr("如 表走满一圈"),
    Decision.CORRECT: tr("如 抄反了两位"),
    Decision.CHANGE: tr("如 自来水公司换的表"),
    Decision.ESTIMATE: tr("如 家里没人"),
}


def _told(held: HeldRow) -> str:
    """What waits, in one paragraph."""
    value = plain_figure(held.value) if held.value is not None else tr("没抄到")
    return tr(
        "{unit} 表 {number}，{day} 读数 {value}；上次 {last_on} 是 {last}。{why}。",
        unit=held.unit,
        number=held.meter_number or "—",
        day=held.read_on.isoformat(),
        value=value,
        last_on=held.last_on.isoformat(),
        last=plain_figure(held.last_value),
        why=held.words,
    )


def _use(held: HeldRow, *, rolled: bool) -> Decimal | None:
    if held.value is None:
        return None
    try:
        return consumption(
            held.last_value, held.value, digits=held.digits, multiplier=held.multiplier, rolled=rolled
        )
    except Refused:
        return None


def ways_of(held: HeldRow) -> tuple[Decision, ...]:
    """The ways that make sense for what waits, the likeliest first."""
    if held.value is None:
        return (Decision.ESTIMATE, Decision.CORRECT, Decision.CHANGE)
    if held.value < held.last_value:
        if may_have_rolled(held.last_value, held.value, held.digits):
            return (Decision.ROLL, Decision.CORRECT, Decision.CHANGE, Decision.ESTIMATE)
        return (Decision.CORRECT, Decision.CHANGE, Decision.ROLL, Decision.ESTIMATE)
    if held.number and held.number != held.meter_number:
        return (Decision.CHANGE, Decision.ACCEPT, Decision.CORRECT, Decision.ESTIMATE)
    return (Decision.ACCEPT, Decision.CORRECT, Decision.ESTIMATE, Decision.CHANGE)
