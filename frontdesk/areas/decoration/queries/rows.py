"""What is known of decoration files: frozen rows, made by `files.load`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from frontdesk.areas.decoration.rules.articles import Ground, Level, Verdict, WorkKind
from frontdesk.areas.decoration.rules.course import OVER, State, Step, trail_of
from frontdesk.areas.decoration.rules.kinds import Applicant, BreachState, ConsentWay, Result, VisitKind
from frontdesk.areas.decoration.rules.papers14 import PaperKind, Wanted
from frontdesk.areas.decoration.rules.terms import Terms
from frontdesk.base.values.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the time line. `allowed` and what follows: what was not met, why it was allowed, by whom (T22)."""

    id: int
    no: int
    kind: Step
    before: State
    after: State
    on: date
    words: str
    allowed: str
    allow_reason: str
    approver: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ContractorRow:
    """Who builds. `licence` whole, as it is printed; `head_phone` masked."""

    id: int
    own_workers: bool
    name: str
    licence: str
    grade: str
    head: str
    head_phone: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """An item of work with what the articles say of it today. `ended_on`: taken out (撤下)."""

    id: int
    no: int
    room: str
    kind: WorkKind
    words: str
    drawing: str
    verdict: Verdict
    added_on: date
    ended_on: date | None
    end_reason: str

    @property
    def stands(self) -> bool:
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class PaperFileRow:
    """A paper that was brought. `hash` None: on paper only; `file_kind` is `pdf`, `jpg` … `stale`: a licence or
    certificate of the contractor before.
    """

    id: int
    kind: PaperKind
    name: str
    hash: str | None
    file_kind: str
    size: int
    words: str
    inspection_id: int | None
    breach_id: int | None
    received_on: date
    by: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """Somebody who works there; numbers masked (D1.9). `left_on` None: still there.

    `permit_id` is the newest 临时出入证, None where none was issued.
    """

    id: int
    name: str
    id_number: str
    trade: str
    phone: str
    joined_on: date
    left_on: date | None
    permit_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A planned visit that is still to be made."""

    id: int
    kind: VisitKind
    on: date
    at: time | None
    words: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What was found of one item of the scope (its number and room), or outside of it."""

    no: int
    scope_id: int | None
    result: Result
    words: str


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit made."""

    id: int
    kind: VisitKind
    no: int
    on: date
    result: Result
    seen: str
    inspector: str
    findings: tuple[FindingRow, ...]
    photos: int


@dataclass(frozen=True, slots=True)
class RecheckRow:
    """A re-check of a breach."""

    no: int
    on: date
    mended: bool
    limit_on: date | None
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A breach as it is on the day asked for. `deduction` is what is meant to be kept back for it.

    `report_from`: since when it must be reported (article 17), None where it need not or has been.
    """

    id: int
    number: str
    inspection_id: int | None
    ground: Ground
    article: str
    what: str
    demand: str
    found_on: date
    limit_on: date
    done: bool
    state: BreachState
    mended_on: date | None
    rechecks: tuple[RecheckRow, ...]
    deduction: Money
    deduction_reason: str
    reported_on: date | None
    authority: str
    report_from: date | None
    by: str

    @property
    def open(self) -> bool:
        return self.state in (BreachState.OPEN, BreachState.OVERDUE)


@dataclass(frozen=True, slots=True)
class WaterRow:
    """A water test."""

    room: str
    started_at: datetime
    ended_at: datetime
    passed: bool
    seen_by: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """The agreement's facts and amounts; stored `at`."""

    signed_on: date
    signed_by: str
    management_fee: Money
    waste_fee: Money
    deposit: Money
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A fee of the file: `amount` with its adjustments is what `paid` and `owed` come to.

    `waste`: the fee for its waste, else the management fee. `charged` is without the adjustments.
    """

    id: int
    item: str
    waste: bool
    charged: Money
    amount: Money
    owed: Money

    @property
    def paid(self) -> Money:
        return self.amount - self.owed


@dataclass(frozen=True, slots=True)
class DepositRow:
    """A deposit taken for the file; `left` is still held of it, nothing once it is void."""

    id: int
    number: str
    payer: str
    amount: Money
    left: Money
    refunded: Money
    deducted: Money
    business_on: date
    voided: bool


@dataclass(frozen=True, slots=True)
class SettlementLine:
    """One thing kept back, grounded on its breach."""

    breach_id: int
    number: str
    reason: str
    amount: Money


@dataclass(frozen=True, slots=True)
class SettlementDrawn:
    """The newest settlement drawn: held = deducted + refund."""

    id: int
    held: Money
    deducted: Money
    refund: Money
    made_on: date
    by: str
    lines: tuple[SettlementLine, ...]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All that stands of one file on the day asked for. `version` is what a step command names. `terms` are the office's
    of that day, with what the file's agreement promised.

    `wanted` are the papers this case asks for, `there` the kinds that were brought. `phone` is masked.
    """

    id: int
    number: str
    unit_id: int
    unit: str
    person_id: int | None
    applicant: str
    role: Applicant
    phone: str
    consent_by: str
    consent_way: ConsentWay | None
    consent_on: date | None
    summary: str
    applied_on: date
    by: str
    steps: tuple[StepRow, ...]
    starts_on: date
    ends_on: date
    contractor: ContractorRow
    contractors: tuple[ContractorRow, ...]
    scope: tuple[ScopeRow, ...]
    papers: tuple[PaperFileRow, ...]
    wanted: tuple[Wanted, ...]
    workers: tuple[WorkerRow, ...]
    plans: tuple[PlanRow, ...]
    visits: tuple[VisitRow, ...]
    breaches: tuple[BreachRow, ...]
    water: tuple[WaterRow, ...]
    agreement: AgreementRow | None
    charges: tuple[ChargeRow, ...]
    deposits: tuple[DepositRow, ...]
    settlement: SettlementDrawn | None
    terms: Terms

    @property
    def version(self) -> int:
        return self.steps[-1].no

    @property
    def state(self) -> State:
        return self.steps[-1].after

    @property
    def trail(self) -> tuple[State, ...]:
        return trail_of(step.after for step in self.steps)

    @property
    def short_number(self) -> str:
        """`0087`, as the board writes it."""
        return self.number.rsplit("-", 1)[-1]

    @property
    def standing(self) -> tuple[ScopeRow, ...]:
        """The items that were not taken out."""
        return tuple(item for item in self.scope if item.stands)

    @property
    def there(self) -> frozenset[PaperKind]:
        return frozenset(paper.kind for paper in self.papers if not paper.stale)

    @property
    def held(self) -> Money:
        """What is held of its deposits."""
        return total(deposit.left for deposit in self.deposits)

    @property
    def taken(self) -> Money:
        """What was taken as deposit and not voided."""
        return total(deposit.amount for deposit in self.deposits if not deposit.voided)

    @property
    def fees_owed(self) -> Money:
        """Unpaid of the agreement's fees, charged already or still to be charged."""
        return total(charge.owed for charge in self.charges) + self.fees_uncharged

    @property
    def fees_uncharged(self) -> Money:
        return self.uncharged(waste=False) + self.uncharged(waste=True)

    def charged(self, *, waste: bool) -> Money:
        """What was charged of one of the two fees, adjustments left out."""
        return total(charge.charged for charge in self.charges if charge.waste is waste)

    def uncharged(self, *, waste: bool) -> Money:
        """What the agreement asks for of one of the two fees and no charge says yet."""
        if self.agreement is None:
            return ZERO
        agreed = self.agreement.waste_fee if waste else self.agreement.management_fee
        return max(ZERO, agreed - self.charged(waste=waste))

    @property
    def deposit_short(self) -> Money:
        """What is still to be taken of the agreement's deposit; nothing once it was settled."""
        if self.agreement is None:
            return ZERO
        return max(ZERO, self.agreement.deposit - self.taken)

    @property
    def deductions(self) -> Money:
        """What is meant to be kept back, all breaches together (拟)."""
        return total(breach.deduction for breach in self.breaches)

    @property
    def prohibited(self) -> tuple[ScopeRow, ...]:
        return tuple(item for item in self.standing if item.verdict.level is Level.PROHIBITED)

    @property
    def over(self) -> bool:
        return self.state in OVER

    def last(self, *kinds: Step) -> StepRow | None:
        """The newest step of one of *kinds*."""
        return next((step for step in reversed(self.steps) if step.kind in kinds), None)
