"""A little chasing of arrears on the demo estate: demands brought to a building, a morning of calling."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from frontdesk.areas.archives.queries import buildings
from frontdesk.areas.fees.queries.calls import call_list
from frontdesk.areas.fees.rules.kinds import CallResult, DeliveryWay, NoticeKind
from frontdesk.areas.fees.service.calls import RecordCall, record_call
from frontdesk.areas.fees.service.notices import RecordDelivery, record_delivery
from frontdesk.areas.fees.service.steps import IssueDemands, issue_demands
from frontdesk.base.values.errors import Refused

if TYPE_CHECKING:
    from frontdesk.app.demo.money import Year

DEMANDS_ON = 10
"""First demands go out on the first working evening from this day of the month on."""
CALLED_BEFORE = timedelta(days=4)
WHERE = "2"


@dataclass(slots=True)
class Chase:
    """What has been done this month; `evening` is called when a day's shift has closed."""

    year: Year
    numbers: tuple[str, ...] = ()
    done: set[str] = field(default_factory=set)

    def evening(self, day: date) -> None:
        """Do what this evening's turn is."""
        if self.numbers and "delivered" not in self.done:
            self._deliver(day)
        if day.day >= DEMANDS_ON and "demands" not in self.done:
            self._demands(day)
        if day >= self.year.today - CALLED_BEFORE and "calls" not in self.done:
            self._calls(day)

    def _demands(self, day: date) -> None:
        self.done.add("demands")
        blocks = {row.code: row.id for row in self.year.runner.read(buildings)}
        if WHERE not in blocks:
            return
        self.year.at(day, 18, 0)
        command = IssueDemands(NoticeKind.FIRST, building_ids=(blocks[WHERE],))
        try:
            self.numbers = self.year.runner.run(issue_demands, command, actor=self.year.admin).value.numbers
        except Refused:
            # Nobody there is late enough.
            return

    def _deliver(self, day: date) -> None:
        self.done.add("delivered")
        self.year.at(day, 18, 20)
        signed = RecordDelivery(
            self.numbers[:1],
            DeliveryWay.AT_HOME,
            received_by="家属",
            signed=True,
            proof="在家签收，回执已收回",
        )
        self.year.runner.run(record_delivery, signed, actor=self.year.admin)
        if self.numbers[1:]:
            rest = RecordDelivery(
                self.numbers[1:], DeliveryWay.ON_DOOR, proof="贴在入户门上", proof_ref="IMG_0412.jpg"
            )
            self.year.runner.run(record_delivery, rest, actor=self.year.admin)

    def _calls(self, day: date) -> None:
        """Two promises, one of which will be broken; somebody does not answer, somebody refuses."""
        self.done.add("calls")
        self.year.at(day, 18, 40)
        rows = self.year.runner.read(call_list, day)[:4]
        today = self.year.today
        results = (
            (CallResult.PROMISED, "说月底发工资", today - timedelta(days=1)),
            (CallResult.PROMISED, "今天下班过来缴", today),
            (CallResult.NO_ANSWER, "", None),
            (CallResult.REFUSED, "说楼道灯坏了没人修", None),
        )
        for row, (result, words, due_on) in zip(rows, results, strict=False):
            person = row.contact.person_id if row.contact is not None else None
            if due_on is not None and due_on < day:
                continue
            command = RecordCall(row.unit_id, result, person, words, row.overdue if due_on else None, due_on)
            self.year.runner.run(record_call, command, actor=self.year.admin)
            self.year.clock.forward(minutes=6)
