"""A random walk over all steps and roles (D4.3): no state the table does not know, not a fen of the deposit lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, settings
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
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.decoration.rules.articles import Ground, WorkKind
from frontdesk.areas.decoration.rules.course import BACK, COURSE, State, Step, occupied, right_of, steps_from
from frontdesk.areas.decoration.service import (
    AddWorks,
    ChangeFirm,
    ContractorInput,
    Extend,
    Resubmit,
    ScopeInput,
    SettleLine,
    VoidBreach,
    WorkerInput,
    add_works,
    change_firm,
    extend,
    resubmit,
    void_breach,
)
from frontdesk.areas.decoration.service.stepping import PLAIN
from frontdesk.base.store.database import Database
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import DeskError, Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.rights import Role
from tests.areas.cashdesk.desk import Desk
from tests.areas.decoration.service.test_course import home_of
from tests.areas.decoration.site import FIRM, Site
from tests.quicker import draws

pytestmark = pytest.mark.slow
EMPTY: list[Path] = []
FROM = (
    State.APPLIED, State.ACCEPTED, State.AGREED, State.RUNNING, State.FINISHED, State.CHECKED, State.RECHECKED,
    State.ALLOWED, State.ARCHIVED,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _empty(empty_database_file: Path) -> None:
    EMPTY[:] = [empty_database_file]


class Walk(RuleBasedStateMachine):
    """One file; anybody tries anything, in any order, on any day to come."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(ignore_cleanup_errors=True)
        path = Path(self.folder.name) / "frontdesk.db"
        for tail in ("", "-wal"):
            source = Path(f"{EMPTY[0]}{tail}")
            if source.exists():
                Path(f"{path}{tail}").write_bytes(source.read_bytes())
        self.db = Database(path)
        self.desk = Desk(self.db)
        self.desk.build()
        self.desk.open("5000")
        self.site = Site(self.desk)

    def teardown(self) -> None:
        assert broken(self.desk.runner) == []
        self.db.close()
        self.folder.cleanup()

    @initialize(state=st.sampled_from(FROM))
    def begin(self, state: State) -> None:
        """The walk begins anywhere on the usual course."""
        self.site.to(state)

    def actors(self) -> dict[Role, Actor]:
        desk = self.desk
        return {
            a.role: a for a in (desk.admin, desk.cashier, desk.supervisor, desk.receptionist, desk.financier)
        }

    def attempt(self, step: Step, take: Any, role: Role | None = None) -> None:
        """Take a step; whatever is refused leaves the file as it was, and what the table forbids is refused."""
        facts = self.site.facts
        known = step in steps_from(facts.state)
        try:
            take()
        except DeskError:
            assert self.site.facts == facts
        else:
            now = self.site.facts
            assert known, f"{facts.state} {step}"
            expected = COURSE.get((facts.state, step))
            assert now.state is expected or (step is Step.GO_BACK and now.state in BACK[facts.state])
            assert now.version == facts.version + 1
            if role is not None:
                assert self.actors()[role].may(right_of(facts.state, step)), f"{role} {step}"

    @rule(
        step=st.sampled_from(sorted(PLAIN)),
        role=st.sampled_from(list(Role)),
        words=st.sampled_from(["", "原因"]),
    )
    def plain(self, step: Step, role: Role, words: str) -> None:
        self.attempt(step, lambda: self.site.step(step, words, actor=self.actors()[role]), role)

    @rule(data=st.data())
    def forward(self, data: st.DataObject) -> None:
        """The step that leads on."""
        state = self.site.state
        assume(steps_from(state))
        step = {State.RUNNING: Step.FINISH, State.STOPPED: Step.RESUME}.get(state, steps_from(state)[0])
        self.taken(step, data)

    @rule(data=st.data())
    def usual(self, data: st.DataObject) -> None:
        """Something that the table knows from here, so that the walk gets on."""
        state = self.site.state
        assume(steps_from(state))
        self.taken(data.draw(st.sampled_from(steps_from(state))), data)

    def taken(self, step: Step, data: st.DataObject) -> None:
        if step in PLAIN:
            self.attempt(step, lambda: self.site.step(step, "照办", allow_reason="主管准许"))
        else:
            self.attempt(step, self.own(step, data))

    def own(self, step: Step, data: st.DataObject) -> Any:
        site, facts = self.site, self.site.facts
        lines = None
        if step is Step.SETTLE:
            lines = tuple(SettleLine(b.id, Money(data.draw(st.integers(0, 150_000)))) for b in facts.breaches)
        return {
            Step.RESUBMIT: lambda: self.desk.run(resubmit, Resubmit(site.id, facts.version, "补齐")),
            Step.AGREE: site.agree,
            Step.PAY: site.pay,
            Step.START: site.start,
            Step.INSPECT: site.inspect,
            Step.EXTEND: lambda: self.desk.run(
                extend,
                Extend(site.id, facts.version, "雨季", ends_on=facts.ends_on + timedelta(days=10)),
                self.desk.supervisor,
            ),
            Step.CHANGE_FIRM: lambda: self.desk.run(
                change_firm,
                ChangeFirm(
                    site.id, facts.version, "退场",
                    contractor=ContractorInput(False, "匠作装饰", FIRM.licence, "一级", "李工"),
                    workers=(WorkerInput("赵六"),),
                ),
                self.desk.supervisor,
            ),
            Step.ADD_WORKS: lambda: self.desk.run(
                add_works,
                AddWorks(site.id, facts.version, items=(ScopeInput("书房", WorkKind.FINISH, "铺地板"),)),
                self.desk.receptionist,
            ),
            Step.FINISH: site.finish,
            Step.FIRST_PASS: lambda: site.look_over(allow_reason="主管准许"),
            Step.FIRST_FAIL: lambda: site.look_over(False, words="门未装"),
            Step.SECOND_PASS: lambda: site.look_over(allow_reason="主管准许"),
            Step.SECOND_FAIL: lambda: site.look_over(False, words="渗水"),
            Step.SETTLE: lambda: site.settle(lines=lines),
            Step.REFUND: site.refund,
        }[step]  # fmt: skip

    @rule(step=st.sampled_from([Step.AGREE, Step.PAY, Step.START, Step.FINISH, Step.REFUND]))
    def out_of_turn(self, step: Step) -> None:
        state = self.site.state
        if step is Step.PAY and state in (State.PAID, State.RUNNING, State.STOPPED):
            return
        take = {Step.AGREE: self.site.agree, Step.PAY: self.site.pay, Step.START: self.site.start,
                Step.FINISH: self.site.finish, Step.REFUND: self.site.refund}[step]  # fmt: skip
        self.attempt(step, take)

    @precondition(
        lambda self: self.site.state in (State.RUNNING, State.STOPPED, State.FINISHED, State.CHECKED)
    )
    @rule(fen=st.integers(0, 120_000), ground=st.sampled_from(list(Ground)))
    def breach(self, fen: int, ground: Ground) -> None:
        self.site.breach(Money(fen).plain, ground)

    @precondition(lambda self: any(b.open for b in self.site.facts.breaches))
    @rule()
    def mend(self) -> None:
        self.site.mend(next(b.id for b in self.site.facts.breaches if b.open))

    @precondition(lambda self: bool(self.site.facts.breaches))
    @rule()
    def void(self) -> None:
        with suppress(Refused):
            self.desk.run(
                void_breach, VoidBreach(self.site.facts.breaches[-1].id, "写错"), self.desk.receptionist
            )

    @precondition(lambda self: self.site.state in (State.RUNNING, State.STOPPED, State.FINISHED))
    @rule()
    def water(self) -> None:
        self.site.water()

    @rule(days=st.sampled_from([1, 20, 90]))
    def days_go_by(self, days: int) -> None:
        self.site.days(days)

    @invariant()
    def not_a_fen_is_lost(self) -> None:
        if not self.site.id:
            return
        facts = self.site.facts
        assert facts.taken == total(d.left + d.refunded + d.deducted for d in facts.deposits if not d.voided)
        assert all(d.left >= ZERO for d in facts.deposits)

    @invariant()
    def the_home_shows_what_it_is(self) -> None:
        if self.site.id:
            expected = (
                UnitState.DECORATING
                if occupied(step.after for step in self.site.facts.steps)
                else UnitState.OWNER
            )
            assert home_of(self.desk) is expected

    @invariant()
    def what_can_be_done_is_told(self) -> None:
        if self.site.id:
            page = self.site.page
            assert page.line.words
            assert {one.step for one in page.may} <= set(steps_from(page.facts.state))
            assert len(page.time_line) == 12


def test_a_random_walk_never_leaves_the_table_nor_loses_a_fen() -> None:
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=draws(2),
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
