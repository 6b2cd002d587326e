"""A decoration on the small estate of the cash desk's tests, each step in one short call."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.decoration.queries.detail import FileDetail, file_detail
from frontdesk.areas.decoration.queries.files import file_by_id
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.articles import Ground, WorkKind
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import Applicant
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service import (
    Agree,
    Applied,
    Apply,
    AttachPaper,
    BreachInput,
    ContractorInput,
    Finish,
    Inspect,
    LookOver,
    PaperInput,
    Pay,
    Recheck,
    RecordBreach,
    RecordWater,
    RefundDeposit,
    ScopeInput,
    Settle,
    Start,
    TakeStep,
    WorkerInput,
    agree,
    apply,
    attach_paper,
    finish,
    inspect,
    look_over,
    pay,
    recheck,
    record_breach,
    record_water,
    refund_deposit,
    settle,
    start,
    take_step,
)
from frontdesk.base.values.money import Money
from tests.areas.cashdesk.desk import TODAY, Desk

LICENCE = "91330106MA27XBQ3XN"
FIRM = ContractorInput(False, "杭州锦合装饰工程有限公司", LICENCE, "二级", "何勇", "13812346071")
OWN = ContractorInput(True, head="张硕", head_phone="13812346072")
SCOPE = (
    ScopeInput("厨房", WorkKind.PLUMBING, "改水电"),
    ScopeInput("主卫", WorkKind.WATERPROOF, "地面重做防水，换洁具"),
    ScopeInput("客厅", WorkKind.LIGHT_WALL, "拆厨房与餐厅间轻质隔墙", "图纸 2 号"),
)
PAPERS = (
    PaperKind.TITLE, PaperKind.IDENTITY, PaperKind.APPLICATION, PaperKind.DRAWING, PaperKind.LICENCE,
    PaperKind.GRADE, PaperKind.PLEDGE, PaperKind.WATER_PLAN, PaperKind.AGREEMENT,
)  # fmt: skip
WORKERS = (
    WorkerInput("何勇", "", "木工", "13812346071"),
    WorkerInput("谢安平", "33010219800307447X", "瓦工"),
)
Y = Money.yuan


def papers(*kinds: PaperKind) -> tuple[PaperInput, ...]:
    """Papers seen, kept on paper only."""
    return tuple(PaperInput(kind) for kind in kinds)


@dataclass
class Site:
    """A file and the desk it is dealt with at; each step as its usual person takes it."""

    desk: Desk
    id: int = 0
    number: str = ""
    deposit: str = "2000"
    waste: str = "350"
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> FileFacts:
        return self.desk.runner.read(file_by_id, self.id, self.desk.clock.today())

    @property
    def page(self) -> FileDetail:
        return self.desk.runner.read(file_detail, self.id, self.desk.clock.today())

    @property
    def state(self) -> State:
        return self.facts.state

    def apply(self, **more: Any) -> Applied:
        unit_id = more.pop("unit_id", 1)
        plain: dict[str, Any] = {
            "applicant": "张硕" if unit_id == 1 else f"业主{unit_id}",
            "role": Applicant.OWNER,
            "starts_on": TODAY,
            "ends_on": TODAY + timedelta(days=60),
            "contractor": FIRM,
            "scope": SCOPE,
            "papers": papers(*PAPERS),
            "workers": WORKERS,
        }
        yes = more.pop("yes", ())
        actor = more.pop("actor", None)
        made: Applied = self.desk.run(apply, Apply(unit_id, **(plain | more)), actor, yes=yes)
        self.id, self.number = made.file_id, made.number
        return made

    def step(self, step: Step, words: str = "", **more: Any) -> Any:
        actor = more.pop("actor", self.desk.supervisor)
        approval = more.pop("approval", None)
        version = more.pop("version", None) or self.facts.version
        return self.desk.run(
            take_step, TakeStep(self.id, version, words, step=step, **more), actor, approval=approval
        )

    def agree(self, **more: Any) -> Any:
        plain = {"waste_fee": Y(self.waste), "deposit": Y(self.deposit), "signed_by": "张硕"}
        return self.desk.run(
            agree, Agree(self.id, self.facts.version, **(plain | more)), self.desk.supervisor
        )

    def pay(
        self, *, fees: tuple[str, ...] | None = None, deposit: tuple[str, ...] | None = None, **more: Any
    ) -> Any:
        if fees is None:
            fees = (f"cash={self.waste}",) if self.facts.fees_owed else ()
        if deposit is None:
            deposit = (f"cash={self.deposit}",) if self.facts.deposit_short else ()
        actor = more.pop("actor", None)
        version = more.pop("version", None) or self.facts.version
        command = Pay(
            self.id, version, fee_tenders=tuple(parse_tender(t) for t in fees),
            deposit_tenders=tuple(parse_tender(t) for t in deposit), **more,
        )  # fmt: skip
        return self.desk.run(pay, command, actor)

    def start(self, **more: Any) -> Any:
        return self.desk.run(start, Start(self.id, self.facts.version, **more), self.desk.supervisor)

    def inspect(self, seen: str = "水电开槽、垃圾清运", **more: Any) -> Any:
        return self.desk.run(
            inspect, Inspect(self.id, self.facts.version, seen=seen, **more), self.desk.receptionist
        )

    def finish(self, **more: Any) -> Any:
        return self.desk.run(finish, Finish(self.id, self.facts.version, **more), self.desk.receptionist)

    def look_over(self, passed: bool = True, **more: Any) -> Any:
        command = LookOver(self.id, self.facts.version, seen="全屋看过", passed=passed, **more)
        return self.desk.run(look_over, command, self.desk.supervisor)

    def water(self, room: str = "主卫", hours: int = 48, passed: bool = True, **more: Any) -> Any:
        end: datetime = more.pop("ended_at", self.desk.clock.now())
        command = RecordWater(
            self.id, room, end - timedelta(hours=hours), end, passed, "业主、楼下 0201", **more
        )
        return self.desk.run(record_water, command, self.desk.receptionist)

    def breach(self, deduction: str = "0", ground: Ground = Ground.A5_3, **more: Any) -> int:
        plain: dict[str, Any] = {"what": "窗下墙凿除 0.4㎡", "deduction": Y(deduction)}
        self.desk.run(
            record_breach,
            RecordBreach(self.id, BreachInput(ground, **(plain | more))),
            self.desk.receptionist,
        )
        return self.facts.breaches[-1].id

    def mend(self, breach_id: int, **more: Any) -> Any:
        return self.desk.run(recheck, Recheck(breach_id, True, **more), self.desk.receptionist)

    def attach(self, *kinds: PaperKind) -> None:
        for paper in papers(*kinds):
            self.desk.run(attach_paper, AttachPaper(self.id, paper), self.desk.receptionist)

    def settle(self, **more: Any) -> Any:
        return self.desk.run(settle, Settle(self.id, self.facts.version, **more), self.desk.receptionist)

    def refund(self, *, actor: Any = None, **more: Any) -> Any:
        return self.desk.run(refund_deposit, RefundDeposit(self.id, self.facts.version, **more), actor)

    def days(self, count: int) -> None:
        self.desk.clock.forward(days=count)

    def to(self, state: State) -> Site:
        """Through the usual course up to *state*."""
        for at, go in self._course():
            if self.id and self.state is state:
                return self
            if not self.id or self.state is at:
                go()
        assert self.state is state
        return self

    def _course(self) -> Any:
        yield State.NEW, self.apply
        yield State.APPLIED, lambda: self.step(Step.ACCEPT, "业主本人到场")
        yield State.ACCEPTED, lambda: self.step(Step.APPROVE, "同意。厨卫防水须闭水 48 小时")
        yield State.APPROVED, self.agree
        yield State.AGREED, self.pay
        yield State.PAID, self.start
        yield State.RUNNING, self.inspect
        yield State.RUNNING, self.water
        yield State.RUNNING, self.finish
        yield State.FINISHED, self.look_over
        yield State.CHECKED, lambda: self.days(90)
        yield State.CHECKED, self.look_over
        yield State.RECHECKED, self.settle
        yield State.SETTLED, lambda: self.step(Step.ALLOW_REFUND, "同意退还")
        yield State.ALLOWED, self.refund
        yield State.REFUNDED, lambda: self.step(Step.ARCHIVE)


def new_day(desk: Desk, day: date) -> None:
    """The same hour on another day."""
    desk.clock.at = desk.clock.at.replace(year=day.year, month=day.month, day=day.day)
