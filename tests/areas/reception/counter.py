"""The reception's counter on the small estate of the cash desk's tests: each act in one short call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from frontdesk.areas.reception.model.tickets import Ticket, TicketEvent
from frontdesk.areas.reception.queries.standing import TicketFacts, facts_of
from frontdesk.areas.reception.queries.ticket_rows import TicketFilter, TicketRow, counts, ticket_rows
from frontdesk.areas.reception.queries.tickets import TicketDetail, ticket
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.words import Channel, TicketKind
from frontdesk.areas.reception.service.closing import CallBack, Close, call_back, close
from frontdesk.areas.reception.service.common import Taken
from frontdesk.areas.reception.service.dispatching import Dispatch, dispatch
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.areas.reception.service.working import Arrive, Finish, PutOff, arrive, finish, put_off
from frontdesk.base.store.database import Database
from tests.areas.cashdesk.desk import Desk

FRIDAY = datetime(2026, 11, 20, 9, 0)
CALL = Receive(
    TicketKind.REPAIR, Channel.PHONE, "厨房下水管漏水", unit_id=1, person_id=1, phone="13812345678",
    place="厨房", category="给排水", problem="漏水",
)  # fmt: skip


@dataclass
class Counter:
    """Where tickets are taken. The clock is the machine's own zone, so that limits are on its wall clock."""

    desk: Desk

    def __post_init__(self) -> None:
        self.at(FRIDAY)

    def at(self, wall: datetime) -> None:
        """It is *wall* now."""
        self.desk.clock.at = wall.astimezone()

    def later(self, **span: float) -> None:
        self.at(self.wall + timedelta(**span))

    @property
    def wall(self) -> datetime:
        return self.desk.clock.at.replace(tzinfo=None)

    @property
    def db(self) -> Database:
        return self.desk.db

    def run(self, service: Any, command: Any, actor: Any = None, **more: Any) -> Any:
        return self.desk.run(service, command, actor or self.desk.receptionist, **more)

    def read(self, query: Any, *args: Any, **more: Any) -> Any:
        return self.desk.runner.read(query, *args, **more)

    # -- acts --

    def receive(self, actor: Any = None, **more: Any) -> Taken:
        made: Taken = self.run(receive, replace(CALL, **more), actor)
        return made

    def dispatch(
        self, ticket_id: int, department: str = "工程部", worker: str = "谢涛", **more: Any
    ) -> Taken:
        made: Taken = self.run(dispatch, Dispatch(ticket_id, department=department, worker=worker, **more))
        return made

    def arrive(self, ticket_id: int) -> Taken:
        made: Taken = self.run(arrive, Arrive(ticket_id))
        return made

    def finish(self, ticket_id: int, words: str = "换了软管", **more: Any) -> Taken:
        made: Taken = self.run(finish, Finish(ticket_id, words, **more))
        return made

    def put_off(self, ticket_id: int, days: int, words: str = "家里没有人") -> Taken:
        until = self.desk.clock.today() + timedelta(days=days)
        made: Taken = self.run(put_off, PutOff(ticket_id, words, until=until))
        return made

    def call(self, ticket_id: int, satisfaction: int | None = 5, **more: Any) -> Taken:
        made: Taken = self.run(call_back, CallBack(ticket_id, satisfaction=satisfaction, **more))
        return made

    def close(self, ticket_id: int, words: str = "已修好，业主满意", actor: Any = None, **more: Any) -> Taken:
        made: Taken = self.run(close, Close(ticket_id, words, **more), actor)
        return made

    def to(self, state: State, **more: Any) -> Taken:
        """A ticket in *state*, by the usual acts."""
        taken = self.receive(**more)
        steps = (
            (State.DISPATCHED, self.dispatch), (State.WORKING, self.arrive), (State.CALLING, self.finish),
            (State.FINISHED, self.call), (State.CLOSED, self.close),
        )  # fmt: skip
        for reached, act in steps:
            if taken.state is state:
                break
            taken = act(taken.ticket_id)
            assert taken.state is reached
        assert taken.state is state
        return taken

    # -- what stands --

    def facts(self, ticket_id: int) -> TicketFacts:
        found: TicketFacts = self.read(facts_of, [ticket_id])[0]
        return found

    def state(self, ticket_id: int) -> State:
        return self.facts(ticket_id).standing.on_day(self.desk.clock.today())

    def page(self, ticket_id: int) -> TicketDetail:
        found: TicketDetail = self.read(ticket, ticket_id, self.desk.clock.now(), self.desk.clock.today())
        return found

    def rows(self, wanted: TicketFilter | None = None) -> tuple[TicketRow, ...]:
        found: tuple[TicketRow, ...] = self.read(
            ticket_rows, wanted or TicketFilter(), self.desk.clock.now(), self.desk.clock.today()
        )
        return found

    def counts(self) -> Any:
        return self.read(counts, self.desk.clock.now(), self.desk.clock.today(), self.desk.receptionist.id)

    def events(self, ticket_id: int) -> list[TicketEvent]:
        with self.db.read() as session:
            return session.query(TicketEvent).filter_by(ticket_id=ticket_id).order_by(TicketEvent.no).all()

    def stored(self, ticket_id: int) -> Ticket:
        with self.db.read() as session:
            return session.get_one(Ticket, ticket_id)
