"""What the papers of a ticket say: 派工单, 有偿服务单, 投诉处理单, 回访表."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.base.values.money import Money, total


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket as it was on the day. `place` is the unit's code or the words of a public place.

    `phone` is whole on 派工单 alone, which goes to whoever must find the caller; elsewhere it is masked. `about` is
    place, category and problem from the office's lists.
    """

    number: str
    kind: str
    level: str
    channel: str
    place: str
    caller: str
    phone: str
    what: str
    about: str
    wished: str
    received_at: datetime
    received_by: str


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """派工单. `round_no` is how often the ticket was dispatched; `arrive_by`, `finish_by` are its time limits."""

    number: str
    office: str
    estate: str
    office_phone: str
    day: date
    ticket: TicketFacts
    department: str
    worker: str
    dispatched_at: datetime
    dispatched_by: str
    arrive_by: datetime | None
    finish_by: datetime | None
    words: str
    hints: tuple[str, ...]
    photos: int
    round_no: int
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line of 有偿服务单: material or labour; `amount` is what quantity × price came to."""

    sort: str
    words: str
    quantity: Decimal
    measure: str
    price: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class PaidService:
    """有偿服务单, signed by who pays."""

    number: str
    office: str
    estate: str
    office_phone: str
    day: date
    ticket: TicketFacts
    worker: str
    lines: tuple[PaidLine, ...]
    total: Money
    remark: str
    clerk: str
    reprint: ReprintMark | None = None

    @property
    def adds_up(self) -> bool:
        """Whether the lines make the total."""
        return bool(self.lines) and total(line.amount for line in self.lines) == self.total


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A step of a ticket's course."""

    at: datetime
    step: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class ComplaintSheet:
    """投诉处理单: the complaint with its course so far; what is not settled is left to be written by hand."""

    number: str
    office: str
    estate: str
    office_phone: str
    day: date
    ticket: TicketFacts
    state: str
    handler: str
    finish_by: datetime | None
    course: tuple[CourseLine, ...]
    returned: int
    satisfaction: str
    closing: str
    photos: int
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class CallbackLine:
    """A call-back of the list; `result`, `satisfaction`, `words` are empty where it is still to be made."""

    number: str
    kind: str
    place: str
    caller: str
    phone: str
    what: str
    done_on: date | None
    worker: str
    due_on: date | None
    result: str = ""
    satisfaction: str = ""
    words: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class CallbackSheet:
    """回访表: those due on a day, with room to write what was heard."""

    number: str
    office: str
    estate: str
    office_phone: str
    day: date
    lines: tuple[CallbackLine, ...]
    clerk: str
    reprint: ReprintMark | None = None
