"""A small estate and a desk to act at, on SQLite or PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.app import schema
from frontdesk.app.demo.money import pieces
from frontdesk.areas.archives.model import Building, Person, Unit, UnitRole
from frontdesk.areas.archives.rules.kinds import Payer, PersonKind, RoleKind, UnitKind, UnitState
from frontdesk.areas.cashdesk.queries import (
    Revealed,
    broken_invariants,
    current_shift,
    prepaid_balance,
    revealed,
)
from frontdesk.areas.cashdesk.queries.figures import shift_figures
from frontdesk.areas.cashdesk.rules.drawer import parse_counts
from frontdesk.areas.cashdesk.rules.kinds import CashMove
from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.cashdesk.service import (
    Closed,
    CloseShift,
    Collect,
    Collected,
    ConfirmCount,
    DeductionInput,
    MakeRefund,
    MoveCash,
    Moved,
    OpenShift,
    Refunded,
    ReturnDeposit,
    Returned,
    TakeDeposit,
    TookDeposit,
    VoidReceipt,
    close_shift,
    collect,
    confirm_count,
    move_cash,
    open_shift,
    refund,
    return_deposit,
    take_deposit,
    void_receipt,
)
from frontdesk.areas.fees.model import Charge, FeeItem
from frontdesk.areas.fees.queries import owed_by_unit
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing
from frontdesk.base.store.checks import broken_store
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Actor, Approval, Work
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right, Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 21)
UNITS = ("3-1-1202", "2-2-0801", "1-1-0101")
SERVICE_FEE, PARKING, WATER = "物业服务费", "车位管理费", "水费"
Y = Money.yuan


@dataclass
class Desk:
    """The estate, the people, and each thing a clerk does in one short call."""

    db: Database
    clock: FixedClock = field(
        default_factory=lambda: FixedClock(datetime(2026, 11, 21, 9, 0, tzinfo=SHANGHAI))
    )
    admin: Actor = Actor(1, "管理员", Role.ADMIN)
    cashier: Actor = Actor(2, "林晓", Role.CASHIER)
    supervisor: Actor = Actor(3, "周敏", Role.SUPERVISOR)
    receptionist: Actor = Actor(4, "何倩", Role.SERVICE)
    financier: Actor = Actor(5, "方怡", Role.FINANCE)

    def __post_init__(self) -> None:
        self.runner = Runner(self.db, self.clock)

    def build(self) -> None:
        """Three units with an owner each, three fee items, no charge yet."""
        now = self.clock.now()
        with self.db.write() as session:
            session.add(Building(code="3", name="3栋", sort=3))
            session.flush()
            for no, code in enumerate(UNITS, 1):
                session.add(
                    Unit(
                        code=code, key=code, sort_key=code, building_id=1, entrance="1", room=code[-4:], floor=1,
                        kind=UnitKind.HOME, state=UnitState.OWNER, built_area=Decimal("89.60"), inner_area=None,
                        handed_over_on=None, payer=Payer.OWNER, made_at=now,
                    )
                )  # fmt: skip
                session.add(
                    Person(name="张硕" if no == 1 else f"业主{no}", kind=PersonKind.PERSON, id_kind=None,
                           visa_ends_on=None, registered_on=None, made_at=now)
                )  # fmt: skip
                session.flush()
                session.add(
                    UnitRole(
                        unit_id=no,
                        person_id=no,
                        kind=RoleKind.OWNER,
                        share=None,
                        starts_on=None,
                        ends_on=None,
                    )
                )
            for sort, (name, category) in enumerate(
                ((SERVICE_FEE, Category.SERVICE), (PARKING, Category.PARKING), (WATER, Category.WATER))
            ):
                session.add(
                    FeeItem(name=name, category=category, pricing=Pricing.HAND, cycle=Cycle.MONTHLY, due_day=31,
                            sort=sort, made_at=now)
                )  # fmt: skip
                session.flush()
        self.set("office.name", "翠湖花园物业服务中心")
        self.set("estate.name", "翠湖花园")

    def set(self, key: str, value: Any) -> None:
        def save(work: Work, pair: tuple[str, Any]) -> None:
            set_setting(work, *pair)

        self.runner.run(save, (key, value), actor=self.admin)

    def charge(
        self,
        amount: str,
        *,
        unit: str = UNITS[0],
        item: str = SERVICE_FEE,
        month: str = "2026-11",
        due: date | None = None,
    ) -> int:
        """A charge that stands; its id."""
        period = Month.parse(month)
        with self.db.write() as session:
            item_id = [SERVICE_FEE, PARKING, WATER].index(item) + 1
            unit_id = UNITS.index(unit) + 1
            standing = session.query(Charge).filter_by(unit_id=unit_id, item_id=item_id, period=month).count()
            charge = Charge(
                unit_id=unit_id, item_id=item_id, period=month, no=standing + 1, starts_on=period.start,
                ends_on=period.span.end, due_on=due or period.day(31), amount=Y(amount), owed=Y(amount),
                how="89.60㎡ × 2.85元/㎡·月", lines="[]", payer_id=unit_id, payer_name="张硕", made_on=period.start,
                made_at=self.clock.now(), made_by="管理员", source_id=None,
            )  # fmt: skip
            session.add(charge)
            session.flush()
            return charge.id

    def owed(self, unit: str = UNITS[0], on: date = TODAY) -> dict[int, Money]:
        rows = self.runner.read(owed_by_unit, UNITS.index(unit) + 1, on, ahead=True)
        return {row.charge_id: row.owed for row in rows}

    def run(
        self, service: Any, command: Any, actor: Actor | None = None, *, yes: tuple[str, ...] = (),
        approval: Approval | None = None,
    ) -> Any:  # fmt: skip
        actor = actor or self.cashier
        return self.runner.run(
            service, command, actor=actor, confirmed=frozenset(yes), approval=approval
        ).value

    def open(self, opening: str = "500", actor: Actor | None = None, **more: Any) -> int:
        return int(self.run(open_shift, OpenShift(Y(opening), **more), actor))

    def collect(
        self,
        *tenders: str,
        unit: str = UNITS[0],
        actor: Actor | None = None,
        amount: str | None = None,
        **more: Any,
    ) -> Collected:
        command = Collect(
            UNITS.index(unit) + 1,
            tuple(parse_tender(tender) for tender in tenders),
            amount=None if amount is None else Y(amount),
            **more,
        )
        found: Collected = self.run(collect, command, actor)
        return found

    def void(self, number: str, reason: str = "收错户", actor: Actor | None = None) -> str:
        return str(self.run(void_receipt, VoidReceipt(number, reason), actor))

    def move(self, kind: CashMove, amount: str, reason: str = "买水", counts: str = "") -> Moved:
        found: Moved = self.run(move_cash, MoveCash(kind, Y(amount), reason, parse_counts(counts)))
        return found

    def count(self, counts: str = "", slips: Mapping[Any, Any] | None = None, **more: Any) -> int:
        return int(self.run(confirm_count, ConfirmCount(None, parse_counts(counts), slips, **more)))

    def close(self, **more: Any) -> Closed:
        found: Closed = self.run(close_shift, CloseShift(**more))
        return found

    def refund(self, number: str, *tenders: str, actor: Actor | None = None, **more: Any) -> Refunded:
        """By the supervisor unless somebody else is named; a supervisor's own shift must be open then."""
        given = tuple(parse_tender(tender) for tender in tenders) or None
        command = MakeRefund(number, more.pop("reason", "业主多交"), tenders=given, **more)
        found: Refunded = self.run(refund, command, actor, approval=self.leave(Right.REFUND))
        return found

    def take(self, *tenders: str, unit: str = UNITS[0], amount: str = "2000", **more: Any) -> TookDeposit:
        given = tuple(parse_tender(tender) for tender in tenders or (f"cash={amount}",))
        purpose = more.pop("purpose", "装修")
        actor = more.pop("actor", None)
        command = TakeDeposit(UNITS.index(unit) + 1, purpose, Y(amount), given, **more)
        found: TookDeposit = self.run(take_deposit, command, actor)
        return found

    def give_back(self, number: str, *tenders: str, **more: Any) -> Returned:
        given = tuple(parse_tender(tender) for tender in tenders) or None
        kept = tuple(DeductionInput(reason, Y(amount)) for reason, amount in more.pop("kept", ()))
        command = ReturnDeposit(number, deductions=kept, tenders=given, **more)
        found: Returned = self.run(return_deposit, command, approval=self.leave(Right.DEPOSIT))
        return found

    def leave(self, right: Right) -> Approval:
        """The supervisor's leave for one act."""
        return Approval(right, self.supervisor.id, self.supervisor.name)

    def prepaid(self, unit: str = UNITS[0]) -> Money:
        return self.runner.read(prepaid_balance, UNITS.index(unit) + 1)

    def close_day(self, slips: Mapping[Any, Any] | None = None) -> Closed:
        """Count just what should be there (to the jiao) and close; the next day begins at nine."""
        shift = self.runner.read(current_shift, self.cashier.id)
        assert shift is not None
        cash = self.runner.read(shift_figures, shift.id).expected_cash
        counts = pieces(Money(cash.fen - cash.fen % 10))
        self.run(confirm_count, ConfirmCount(None, counts, slips), yes=("close_check",))
        closed = self.close(reason="分币没有找")
        self.clock.at = (self.clock.at + timedelta(days=1)).replace(hour=9, minute=0)
        return closed

    def reveal(self, shift_id: int) -> Revealed:
        return self.runner.read(revealed, shift_id)

    def broken(self) -> list[str]:
        """Everything `check` would name of the store and the desk."""
        return [*self.runner.read(broken_store, schema.GUARDS), *self.runner.read(broken_invariants)]
