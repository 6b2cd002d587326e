"""The gate's tear-off that comes back, and what the office has decided of goods out (D3.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.permits.queries.goods import GoodsRow, goods_rules
from frontdesk.areas.permits.rules.goods import GoodsRules
from frontdesk.areas.permits.service.goods import TakeTearOff, save_goods_rules, take_tear_off
from frontdesk.areas.permits.ui.goods_fields import TimeField
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import AsksFields
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    CheckField,
    DateField,
    Labelled,
    NumberField,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.tokens import SPACE


class TearOffDialog(AsksFields):
    """Whether the pieces were as many as written, when they left, who let them out. `done(number)` once ticked."""

    def __init__(
        self, desk: Desk, row: GoodsRow, done: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        text = tr(
            "{number}，{unit} {asker}，{carrier} 搬运，共 {n} 件。照门岗联上写的填。",
            number=row.number,
            unit=row.unit,
            asker=row.asker,
            carrier=row.carrier,
            n=row.pieces,
        )
        super().__init__(tr("回收门岗联"), text, name="tear_off", parent=parent)
        self.desk, self._row, self._done = desk, row, done
        self.matches = SegmentField("tear_off_matches", [(True, tr("件数相符")), (False, tr("不符"))])
        self.left_on = DateField("tear_off_left_on", today=desk.clock.today)
        self.left_time = TimeField("tear_off_left_time", tr("如 15:20"))
        self.guard = TextField("tear_off_guard", tr("门岗联上签的名"), limit=60)
        self.words = TextField("tear_off_words", limit=200)
        self.fields = {
            "matches": self.matches,
            "left_at": self.left_time,
            "left_on": self.left_on,
            "guard": self.guard,
            "words": self.words,
        }
        self.left_on.set_value(min(local_time(row.ends_at).date(), desk.clock.today()))
        self.body.addSpacing(SPACE.s)
        self.body.addWidget(Labelled(self.matches, tr("件数"), reserve=False))
        when = QHBoxLayout()
        when.setSpacing(SPACE.l)
        when.addWidget(Labelled(self.left_on, tr("放行日期")), 3)
        when.addWidget(Labelled(self.left_time, tr("放行时间（没写可空）")), 3)
        when.addWidget(Labelled(self.guard, tr("放行保安（可不填）")), 4)
        self.body.addLayout(when)
        self._words = Labelled(self.words, tr("说明（可不填）"))
        self.body.addWidget(self._words)
        self.matches.edited.connect(self._follow)
        self.add_cancel()
        save = self.add_button(tr("收下"), "Ctrl+Enter", "primary", name="tear_off_save")
        save.clicked.connect(self.save)
        self.words.enter_moves = False
        self.words.submitted.connect(self.save)
        self.matches.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _follow(self) -> None:
        matches = bool(self.matches.value())
        self._words.label.setText(tr("说明（可不填）") if matches else tr("差什么"))
        self.words.set_placeholder("" if matches else tr("如 少两箱，第二趟再走"))

    def save(self) -> None:
        """Tick it; what cannot be read stands beside its field."""
        errors: dict[str, str] = {}
        left_at: datetime | None = None
        try:
            time = self.left_time.value()
            day = self.left_on.value()
            if time is not None:
                left_at = datetime.combine(day or self.desk.clock.today(), time).astimezone()
        except Refused as refused:
            errors["left_at"] = refused.text
        if errors:
            self.show_errors(InvalidInput(errors))
            return
        command = TakeTearOff(
            self._row.number,
            bool(self.matches.value()),
            left_at,
            guard=str(self.guard.value()),
            words=str(self.words.value()),
        )
        self.desk.run(take_tear_off, command, then=self._saved, form=self)

    def _saved(self, number: str) -> None:
        self.accept()
        self._done(number)


class GoodsRulesDialog(AsksFields):
    """What a tenant who moves out must meet, and when a tear-off is late. `done()` once it is kept."""

    def __init__(self, desk: Desk, done: Callable[[], object], parent: QWidget | None = None) -> None:
        text = tr("租客搬离时放行的条件，和门岗联最晚哪天交回。条件不满足时主管可以写明理由准许。")
        super().__init__(tr("出门条的规矩"), text, name="goods_rules", parent=parent)
        self.desk, self._done = desk, done
        now = desk.read(goods_rules)
        self.consent = CheckField("goods_rules_consent", tr("要业主同意"), on=now.consent)
        self.arrears = CheckField("goods_rules_arrears", tr("要看欠费"), on=now.arrears_months is not None)
        self.months = NumberField("goods_rules_months", unit=tr("个月"), required=True)
        self.months.set_value(now.arrears_months or 0)
        self.days = NumberField("goods_rules_days", unit=tr("天"), required=True)
        self.days.set_value(now.tear_off_days)
        self.fields = {
            "consent": self.consent,
            "arrears": self.arrears,
            "arrears_months": self.months,
            "tear_off_days": self.days,
        }
        self.body.addSpacing(SPACE.s)
        self.body.addWidget(self.consent)
        self.body.addWidget(self.arrears)
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addWidget(Labelled(self.months, tr("欠费最多几个月（0 是不许欠）")))
        row.addWidget(Labelled(self.days, tr("放行后几天内交回门岗联")))
        self.body.addLayout(row)
        self.arrears.edited.connect(self._follow)
        self.add_cancel()
        save = self.add_button(tr("保存"), "Ctrl+Enter", "primary", name="goods_rules_save")
        save.clicked.connect(self.save)
        self._follow()
        self.consent.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _follow(self) -> None:
        self.months.set_read_only(not self.arrears.value())

    def save(self) -> None:
        """Keep it; what cannot stand is said beside its field."""
        errors: dict[str, str] = {}
        read: dict[str, int] = {}
        for name, field in (("arrears_months", self.months), ("tear_off_days", self.days)):
            try:
                read[name] = int(field.value() or 0)
            except Refused as refused:
                errors[name] = refused.text
        if errors:
            self.show_errors(InvalidInput(errors))
            return
        months = read["arrears_months"] if self.arrears.value() else None
        command = GoodsRules(bool(self.consent.value()), months, read["tear_off_days"])
        self.desk.run(save_goods_rules, command, then=self._saved, form=self)

    def _saved(self, _none: None) -> None:
        self.accept()
        self._done()
