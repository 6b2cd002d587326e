"""An outage put down, said otherwise, over (D2.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.permits.ui.goods_fields import TimeField
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.outages import OutageRow
from frontdesk.areas.reception.queries.places import read_places
from frontdesk.areas.reception.rules.words import OutageKind
from frontdesk.areas.reception.service.outages import (
    ChangeOutage,
    EndedOutage,
    EndOutage,
    OpenOutage,
    OutagePlaceInput,
    change_outage,
    end_outage,
    open_outage,
)
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import AreaField, DateField, SegmentField, TextField

WIDE = 600
Done = Callable[[str], object]

_SAY = {
    OutageKind.WATER: "管道抢修，正在停水。水来前请关好龙头，恢复后先放一会儿水再用。",
    OutageKind.POWER: "线路检修，正在停电。请先关掉大功率电器，来电后再开。",
    OutageKind.GAS: "燃气检修，正在停气。请关好灶前阀门，恢复后通风再点火。",
    OutageKind.LIFT: "电梯在检修，请先走另一部电梯或楼梯，行动不便的住户请告诉我们。",
    OutageKind.OTHER: "",
}


class OutageDialog(FieldsDialog):
    """What an outage's dialogs share: fields, a time of two parts, the foot."""

    def __init__(
        self, desk: Desk, title: str, text: str, done: Done, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, text, name=name, width=WIDE, parent=parent)
        self._done = done

    def moment(
        self, key: str, label: str, *, required: bool = False, beside: bool = False
    ) -> tuple[DateField, TimeField]:
        """A day and a time side by side, read as one by `at(key)`; *beside* the line before."""
        name = f"{self.objectName()}_{key}"
        day = DateField(f"{name}_on", today=self.desk.clock.today, required=required)
        at = TimeField(f"{name}_time", tr("如 12:30"), required=required)
        self.row((key, day, label, 3), (f"{key}_time", at, tr("时间"), 2), beside=beside)
        return day, at

    @staticmethod
    def at(values: Mapping[str, Any], key: str) -> datetime | None:
        """The moment that two fields say; None where they say none."""
        day: date | None = values[key]
        clock: time | None = values[f"{key}_time"]
        if day is None and clock is None:
            return None
        if day is None or clock is None:
            raise InvalidInput({key if day is None else f"{key}_time": tr("日期和时间要一起填")})
        return datetime.combine(day, clock).astimezone()

    def stored(self, words: str) -> None:
        """It stands: away with the dialog."""
        self.accept()
        self._done(words)


class OpenOutageDialog(OutageDialog):
    """What failed, where, since when, until when probably, and the words for those who call."""

    def __init__(self, desk: Desk, done: Done, parent: QWidget | None = None) -> None:
        text = tr("登记一次，来电来人都按这里写的答复；这段时间的报事可以并进来，恢复时一起提醒回话。")
        super().__init__(desk, tr("登记停水停电"), text, done, name="outage_open", parent=parent)
        self._token = uuid4().hex
        self.kind = SegmentField("outage_kind", [(kind, tr(kind.value)) for kind in OutageKind])
        self.places = TextField(
            "outage_places", tr("如 5栋、3-1、2-1-0803，或 全小区"), required=True, limit=300
        )
        self.what = TextField("outage_what", tr("如 更换二次供水阀门"), limit=200)
        self.say = AreaField("outage_say", tr("来电来人怎么答复"), lines=3, required=True)
        self.row(("kind", self.kind, tr("停什么"), 1))
        self.row(("places", self.places, tr("哪几栋、哪几户"), 1))
        self.row(("what", self.what, tr("原因（可不填）"), 1))
        day, at = self.moment("starts_at", tr("从"), required=True)
        now = wall(desk.clock.now())
        day.set_value(now.date())
        at.set_value(now.time().replace(second=0, microsecond=0))
        self.moment("expected_until", tr("预计恢复（可不填）"), beside=True)
        self.row(("say", self.say, tr("要对来人说的"), 1))
        self.kind.edited.connect(self._offer)
        self._offered = ""
        self._offer()
        self.finish(tr("登记"))

    def _offer(self) -> None:
        """The usual words of the kind, while nobody has written others."""
        if self.say.typed() == self._offered:
            self._offered = tr(_SAY[self.kind.value()]) if _SAY[self.kind.value()] else ""
            self.say.set_value(self._offered)

    def store(self, values: Mapping[str, Any]) -> None:
        try:
            whole, places = self.desk.read(read_places, values["places"])
        except Refused as refused:
            raise Refused(refused.text, field="places") from refused
        command = OpenOutage(
            values["kind"],
            str(values["say"]),
            what=str(values["what"]),
            whole=whole,
            places=tuple(OutagePlaceInput(p.building_id, p.entrance, p.unit_id) for p in places),
            starts_at=self.at(values, "starts_at"),
            expected_until=self.at(values, "expected_until"),
            token=self._token,
        )
        self.desk.run(
            open_outage,
            command,
            then=lambda _id: self.stored(tr("已登记，接待时会提示这样答复。")),
            form=self,
        )


class ChangeOutageDialog(OutageDialog):
    """Other words to say, or another end expected."""

    def __init__(self, desk: Desk, outage: OutageRow, done: Done, parent: QWidget | None = None) -> None:
        title = tr("改说法 {where} {kind}", where=outage.where, kind=tr(outage.kind.value))
        super().__init__(desk, title, "", done, name="outage_change", parent=parent)
        self._outage = outage
        self.say = AreaField("outage_change_say", lines=3, required=True)
        self.say.set_value(outage.say)
        self.row(("say", self.say, tr("要对来人说的"), 1))
        day, at = self.moment("expected_until", tr("预计恢复（可不填）"))
        if outage.expected_until is not None:
            until = wall(outage.expected_until)
            day.set_value(until.date())
            at.set_value(until.time())
        self.finish(tr("保存"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = ChangeOutage(self._outage.id, str(values["say"]), self.at(values, "expected_until"))
        self.desk.run(change_outage, command, then=lambda _id: self.stored(tr("说法已改。")), form=self)


class EndOutageDialog(OutageDialog):
    """It is over: since when, and the words that stand on every ticket that was tied to it."""

    def __init__(self, desk: Desk, outage: OutageRow, done: Done, parent: QWidget | None = None) -> None:
        title = tr("恢复 {where} {kind}", where=outage.where, kind=tr(outage.kind.value))
        text = tr("并进来的 {n} 件报事转到“回访”，今天逐个回话。", n=outage.tickets) if outage.tickets else ""
        super().__init__(desk, title, text, done, name="outage_end", parent=parent)
        self._outage = outage
        self.words = TextField("outage_end_words", tr("如 阀门已换好，水压正常"), limit=300)
        self.row(("words", self.words, tr("怎么恢复的（可不填）"), 1))
        day, at = self.moment("ended_at", tr("恢复时间"), required=True)
        now = wall(desk.clock.now())
        day.set_value(now.date())
        at.set_value(now.time().replace(second=0, microsecond=0))
        self.finish(tr("恢复"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = EndOutage(self._outage.id, self.at(values, "ended_at"), str(values["words"]))
        self.desk.run(end_outage, command, then=self._over, form=self)

    def _over(self, made: EndedOutage) -> None:
        words = tr("{number} 已恢复。", number=made.number)
        if made.tickets:
            words += tr("{n} 件报事要回话，在“回访”里。", n=made.tickets)
        self.stored(words)
