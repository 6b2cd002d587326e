"""A small estate, whose fees a test sets, bills, adjusts and pays in one short call each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.app import schema
from frontdesk.areas.archives.model import Building, ParkingSpace, Person, Unit, UnitRole
from frontdesk.areas.archives.rules.kinds import Payer, PersonKind, RoleKind, UnitKind, UnitState
from frontdesk.areas.fees.queries import ChargeFilter, ChargeRow, broken_invariants, charges
from frontdesk.areas.fees.rules.kinds import AdjustKind, Category, Cycle, Pricing
from frontdesk.areas.fees.service import (
    AddFeeItem,
    AddHandCharge,
    AdjustCharge,
    Bill,
    BillResult,
    SetPrice,
    add_fee_item,
    add_hand_charge,
    adjust_charge,
    bill,
    set_price,
    settle,
    unsettle,
)
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Role

assert schema.METADATA.tables
SHANGHAI = ZoneInfo("Asia/Shanghai")
LONG_AGO = date(2020, 1, 1)
Y = Money.yuan
CONFIRMED = frozenset({"price.again", "price.billed"})
_names = count(1)


@dataclass
class Office:
    """Buildings 1 to 3 without a unit; each unit and item by one call."""

    db: Database
    clock: FixedClock = field(
        default_factory=lambda: FixedClock(datetime(2026, 11, 21, 9, 0, tzinfo=SHANGHAI))
    )
    admin: Actor = Actor(1, "管理员", Role.ADMIN)
    units: dict[str, int] = field(default_factory=dict)
    sources: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.runner = Runner(self.db, self.clock)

    def build(self) -> None:
        with self.db.write() as session:
            session.add_all(Building(id=n, code=str(n), name=f"{n}栋", sort=n) for n in (1, 2, 3))

    def unit(
        self,
        code: str,
        *,
        area: str | None = "89.60",
        owner: str | None = "张硕",
        kind: UnitKind = UnitKind.HOME,
        state: UnitState = UnitState.OWNER,
        handed: date | None = None,
        spaces: Iterable[str] = (),
    ) -> int:
        """A unit with its owner since ever; its id."""
        now = self.clock.now()
        with self.db.write() as session:
            unit = Unit(
                code=code, key=code, sort_key=code, building_id=int(code[0]), entrance="1", room=code[-4:], floor=1,
                kind=kind, state=state, built_area=Decimal(area) if area else None, inner_area=None,
                handed_over_on=handed, payer=Payer.OWNER, made_at=now,
            )  # fmt: skip
            session.add(unit)
            session.flush()
            session.add_all(
                ParkingSpace(code=space, unit_id=unit.id, starts_on=None, ends_on=None) for space in spaces
            )
            self.units[code] = unit.id
        if owner:
            self.role(code, owner)
        return self.units[code]

    def role(
        self,
        code: str,
        name: str,
        kind: RoleKind = RoleKind.OWNER,
        since: date | None = None,
        until: date | None = None,
    ) -> int:
        """A person with a role at a unit; the person's id."""
        with self.db.write() as session:
            person = Person(
                name=name, kind=PersonKind.PERSON, id_kind=None, visa_ends_on=None, registered_on=None,
                made_at=self.clock.now(),
            )  # fmt: skip
            session.add(person)
            session.flush()
            session.add(
                UnitRole(
                    unit_id=self.units[code], person_id=person.id, kind=kind, share=None, starts_on=since,
                    ends_on=until,
                )
            )  # fmt: skip
            return person.id

    def item(
        self,
        name: str = "",
        price: str | None = "2.85",
        pricing: Pricing = Pricing.AREA,
        since: date = LONG_AGO,
        **more: Any,
    ) -> int:
        made = AddFeeItem(
            name=name or f"项目{next(_names)}",
            category=more.pop("category", Category.SERVICE),
            pricing=pricing,
            price=Decimal(price) if price else None,
            price_from=since if price or more.get("tiers") else None,
            **more,
        )
        return self.run(add_fee_item, made)

    def by_hand(self, name: str = "有偿服务") -> int:
        return self.item(name, None, Pricing.HAND, category=Category.PAID_SERVICE, cycle=Cycle.ONCE)

    def price(self, item_id: int, price: str, since: date) -> None:
        self.run(set_price, SetPrice(item_id, Decimal(price), since))

    def bill(self, month: str = "2026-11") -> BillResult:
        return self.run(bill, Bill(Month.parse(month)))

    def charge(self, code: str, item_id: int, amount: str, on: date, due_on: date | None = None) -> int:
        """A charge by hand."""
        return self.run(
            add_hand_charge, AddHandCharge(self.units[code], item_id, Y(amount), "换门锁", on, due_on)
        )

    def adjust(self, charge_id: int, kind: AdjustKind, amount: str, reason: str = "协商") -> int:
        return self.run(adjust_charge, AdjustCharge(charge_id, kind, Y(amount), reason))

    def pay(self, amounts: dict[int, Money], on: date | None = None) -> tuple[str, int]:
        """Settle as the cash desk does; the source, to undo it by."""
        source = ("payment", next(self.sources))

        def service(work: Work, _: None) -> Any:
            return settle(work, amounts, on or work.today(), source)

        self.run(service, None)
        return source

    def undo(self, source: tuple[str, int], on: date | None = None) -> tuple[tuple[int, Money], ...]:
        def service(work: Work, _: None) -> Any:
            return unsettle(work, source, on or work.today())

        return self.run(service, None)

    def set(self, key: str, value: Any) -> None:
        self.run(lambda work, pair: set_setting(work, *pair), (key, value))

    def run(self, service: Any, command: Any, **more: Any) -> Any:
        more.setdefault("actor", self.admin)
        more.setdefault("confirmed", CONFIRMED)
        return self.runner.run(service, command, **more).value

    def charges(self, **wanted: Any) -> tuple[ChargeRow, ...]:
        return self.runner.read(charges, ChargeFilter(**wanted), 0, None)

    def sound(self) -> None:
        """Nothing that must hold is broken."""
        assert self.runner.read(broken_invariants) == []
