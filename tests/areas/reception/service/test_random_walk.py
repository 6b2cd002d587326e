"""A random walk over tickets (D2.2): nothing outside the table happens, and where each stands is what its rows say."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from frontdesk.app.checks import broken
from frontdesk.areas.reception.queries.ticket_rows import TicketFilter, TicketView
from frontdesk.areas.reception.rules.course import Act, State, acts_from, target
from frontdesk.areas.reception.rules.words import AT_DESK, Level, OutageKind, TicketKind
from frontdesk.areas.reception.service.closing import (
    CallBack,
    Close,
    SendBack,
    VoidTicket,
    call_back,
    close,
    send_back,
    void_ticket,
)
from frontdesk.areas.reception.service.dispatching import ChangeLevel, change_level
from frontdesk.areas.reception.service.outages import EndOutage, OpenOutage, end_outage, open_outage
from frontdesk.areas.reception.service.tying import Tie, Untie, tie, untie
from frontdesk.areas.reception.service.working import Log, PutOff, Resume, log, put_off, resume
from frontdesk.base.store.database import Database
from frontdesk.base.values.errors import DeskError
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.counter import Counter
from tests.quicker import draws


class Walk(RuleBasedStateMachine):
    source: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "frontdesk.db"
        for tail in ("", "-wal"):
            source = Path(f"{self.source}{tail}")
            if source.exists():
                Path(f"{path}{tail}").write_bytes(source.read_bytes())
        self.db = Database(path)
        desk = Desk(self.db)
        desk.build()
        self.counter = Counter(desk)
        self.outage = 0
        self.last: dict[int, int] = {}

    def teardown(self) -> None:
        assert broken(self.counter.desk.runner) == []
        self.db.close()
        self.folder.cleanup()

    @initialize(kind=st.sampled_from(TicketKind))
    def begin(self, kind: TicketKind) -> None:
        self.receive(kind)

    def receive(self, kind: TicketKind) -> None:
        taken = self.counter.receive(kind=kind, category="", problem="", place="")
        assert taken.state is (State.RECEIVED if kind in AT_DESK else State.WAITING)

    @precondition(lambda self: len(self.counter.rows(TicketFilter(TicketView.ALL))) < 4)
    @rule(kind=st.sampled_from(TicketKind))
    def another(self, kind: TicketKind) -> None:
        self.receive(kind)

    @rule(data=st.data(), lead=st.booleans())
    def act(self, data: st.DataObject, lead: bool) -> None:
        """Any act on any ticket; most of the time one that the table knows."""
        rows = self.counter.rows(TicketFilter(TicketView.ALL))
        key = data.draw(st.sampled_from([row.id for row in rows]))
        facts = self.counter.facts(key)
        today = self.counter.desk.clock.today()
        may = acts_from(facts.standing, today)
        acts = may if may and data.draw(st.integers(0, 3)) else tuple(Act)
        chosen = data.draw(st.sampled_from(acts))
        do = self.doing(chosen, key, lead)
        if do is None:
            return
        try:
            do()
        except DeskError:
            now = self.counter.facts(key)
            assert (now.standing, now.version) == (facts.standing, facts.version)
            return
        now = self.counter.facts(key)
        told = now.rows[facts.version].act
        expected = target(facts.standing, told, today)
        assert expected is not None
        assert (now.version, now.standing.state) == (facts.version + 1, expected)
        assert now.standing.sent_back == facts.standing.sent_back + (told is Act.SEND_BACK)
        if told in (Act.LEVEL, Act.VOID) or (told is Act.CLOSE and facts.standing.level is Level.MAJOR):
            assert lead

    def doing(self, act: Act, key: int, lead: bool) -> Any:
        counter, words = self.counter, "照办"
        actor = counter.desk.supervisor if lead else counter.desk.receptionist
        run = counter.run
        until = counter.desk.clock.today() + timedelta(days=2)
        level = Level.MAJOR if counter.facts(key).standing.level is not Level.MAJOR else Level.NORMAL
        return {
            Act.DISPATCH: lambda: counter.dispatch(key),
            Act.LOG: lambda: run(log, Log(key, words), actor),
            Act.ARRIVE: lambda: counter.arrive(key),
            Act.DONE: lambda: counter.finish(key),
            Act.SETTLE: lambda: counter.finish(key),
            Act.PUT_OFF: lambda: run(put_off, PutOff(key, words, until=until), actor),
            Act.RESUME: lambda: run(resume, Resume(key, words), actor),
            Act.CALL: lambda: counter.call(key, 4),
            Act.MISS: lambda: counter.call(key, None, reached=False),
            Act.GIVE_UP: lambda: counter.call(key, None, reached=False, give_up=True),
            Act.SEND_BACK: lambda: run(send_back, SendBack(key, words), actor),
            Act.LEVEL: lambda: run(change_level, ChangeLevel(key, words, level=level), actor),
            Act.TIE: lambda: run(tie, Tie(key, outage_id=self.outage), actor),
            Act.UNTIE: lambda: run(untie, Untie(key, words), actor),
            Act.CLOSE: lambda: run(close, Close(key, words), actor),
            Act.VOID: lambda: run(void_ticket, VoidTicket(key, words), actor),
        }.get(act)

    @rule()
    def not_content(self) -> None:
        for row in self.counter.rows(TicketFilter(TicketView.CALLS)):
            taken = self.counter.run(call_back, CallBack(row.id, "没修好", satisfaction=1, content=False))
            assert taken.state is State.WAITING

    @precondition(lambda self: not self.outage)
    @rule()
    def fails(self) -> None:
        self.outage = self.counter.run(open_outage, OpenOutage(OutageKind.POWER, "正在抢修", whole=True))

    @precondition(lambda self: bool(self.outage))
    @rule()
    def is_back(self) -> None:
        tied = [row.id for row in self.counter.rows(TicketFilter(TicketView.ALL)) if row.state is State.TIED]
        ended = self.counter.run(end_outage, EndOutage(self.outage))
        assert ended.tickets == len(tied)
        assert all(self.counter.state(key) is State.CALLING for key in tied)
        self.outage = 0

    @rule(hours=st.sampled_from([1, 9, 30, 80]))
    def time_goes_by(self, hours: int) -> None:
        self.counter.later(hours=hours)

    @invariant()
    def lists_show_what_the_rows_say(self) -> None:
        today = self.counter.desk.clock.today()
        rows = self.counter.rows(TicketFilter(TicketView.ALL))
        for row in rows:
            standing = self.counter.facts(row.id).standing
            assert row.state is standing.on_day(today)
            assert row.version >= self.last.get(row.id, 0)
            self.last[row.id] = row.version
        counts = self.counter.counts()
        views = (
            TicketView.OPEN, TicketView.OVER, TicketView.WAITING, TicketView.CALLS, TicketView.MAJOR, TicketView.PUT_OFF,
        )  # fmt: skip
        told = (counts.open, counts.over, counts.waiting, counts.calls, counts.major, counts.put_off)
        assert told == tuple(len(self.counter.rows(TicketFilter(view))) for view in views)
        assert counts.over == sum(
            row.late is not None for row in rows if row.state not in (State.CLOSED, State.VOID)
        )


@pytest.fixture(autouse=True)
def database(empty_database_file: Path) -> None:
    Walk.source = empty_database_file


def test_a_random_walk_never_leaves_the_table() -> None:
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=draws(2),
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
