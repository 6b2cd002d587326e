"""Tickets of two weeks and a month on the small estate, for the owed reports' tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from frontdesk.areas.reception.rules.words import Channel, TicketKind
from frontdesk.areas.reception.service.closing import CallBack, VoidTicket, call_back, void_ticket
from frontdesk.areas.reception.service.dispatching import Dispatch, dispatch
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.areas.reception.service.working import Arrive, Finish, arrive, finish
from tests.areas.cashdesk.desk import Desk

NOW = datetime(2026, 11, 24, 9, 0)
"""A Tuesday: the week from 11-17 to 11-23 is due."""


@dataclass
class Month:
    """Who acts, when."""

    desk: Desk

    def at(self, day: int, hour: int = 9, month: int = 11) -> None:
        """It is that hour of a day of 2026, on the machine's own wall clock."""
        self.desk.clock.at = datetime(2026, month, day, hour).astimezone()  # noqa: DTZ001

    def take(self, what: str, kind: TicketKind = TicketKind.COMPLAINT, **more: Any) -> int:
        plain: dict[str, Any] = {"unit_id": 1, "caller": "张硕", "phone": "13867512208"}
        made = self.desk.run(
            receive, Receive(kind, Channel.PHONE, what, **(plain | more)), self.desk.receptionist
        )
        return int(made.ticket_id)

    def send(self, ticket_id: int, department: str = "工程部", worker: str = "老赵", words: str = "") -> None:
        self.desk.run(dispatch, Dispatch(ticket_id, words, department=department, worker=worker))

    def done(self, ticket_id: int) -> None:
        self.desk.run(arrive, Arrive(ticket_id))
        self.desk.run(finish, Finish(ticket_id, "已处理"))

    def call(self, ticket_id: int, satisfaction: int | None = 5, **more: Any) -> None:
        self.desk.run(call_back, CallBack(ticket_id, satisfaction=satisfaction, **more))

    def void(self, ticket_id: int) -> None:
        self.desk.run(void_ticket, VoidTicket(ticket_id, "重复登记"), self.desk.supervisor)


def lived(desk: Desk) -> Month:
    """A complaint of the week before that stays open, then four of the week and a repair; it is Tuesday 11-24 now.

    Of the four: noise (done, content), the lift (done, not content, sent back), parking (waits), one void.
    """
    month = Month(desk)
    month.at(10)
    month.take("夜里装修", category="噪声")
    month.at(17)
    noise = month.take("楼上敲墙", category="噪声")
    month.send(noise, "秩序部", "谢安平")
    month.at(17, 15)
    month.done(noise)
    month.at(18)
    lift = month.take("电梯异响", unit_id=2, category="电梯")
    month.send(lift)
    repair = month.take("水管漏水", TicketKind.REPAIR, unit_id=3, category="给排水")
    month.send(repair)
    month.done(repair)
    month.at(19)
    month.call(noise, 5, words="很快")
    month.call(repair, 4)
    month.done(lift)
    month.at(20)
    month.call(lift, 2, content=False, words="还在响")
    month.at(21)
    month.take("车位被占", unit_id=None, building_id=1, spot="3栋地下车库", category="停车")
    month.void(month.take("登记重了"))
    month.at(24)
    return month
