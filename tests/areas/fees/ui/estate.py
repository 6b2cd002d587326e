"""A small estate to bill: two buildings, five homes of which one is unsold and one has no area; items and a clerk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frontdesk.areas.archives.model import Building, ParkingSpace, Person, Unit, UnitRole
from frontdesk.areas.archives.rules.kinds import Payer, PersonKind, RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.cashdesk.service import Collect, OpenShift, collect, open_shift
from frontdesk.areas.fees.queries import ChargeFilter, ChargeRow, charges
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing
from frontdesk.areas.fees.service import AddFeeItem, AddHandCharge, Bill, add_fee_item, add_hand_charge, bill
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Role

TODAY = date(2026, 11, 21)
NOVEMBER = Month(2026, 11)
CASHIER = Actor(2, "林晓", Role.CASHIER)
SERVICE = Actor(4, "何倩", Role.SERVICE)
SUPERVISOR = Actor(3, "周敏", Role.SUPERVISOR)
HOMES = (
    ("3-1-1202", "张硕", "89.60", UnitState.OWNER),
    ("3-1-0702", "李静", "127.35", UnitState.LET),
    ("3-2-0101", "王磊", "65.00", UnitState.OWNER),
    ("2-1-0301", "赵敏", "89.60", UnitState.UNSOLD),
    ("2-1-0401", "陈婷", None, UnitState.OWNER),
)
IDS = {code: number for number, (code, *_rest) in enumerate(HOMES, 1)}
Y = Money.yuan


class Estate:
    """The estate, and each thing that has happened there in one short call."""

    def __init__(self, db: Database, runner: Runner, clock: FixedClock) -> None:
        self.db, self.runner, self.clock = db, runner, clock

    def build(self) -> None:
        """Buildings, homes and their owners; no fee item yet."""
        now = self.clock.now()
        with self.db.write() as session:
            for sort, code in enumerate(("2", "3"), 1):
                session.add(Building(code=code, name=f"{code}栋", sort=sort))
            session.flush()
            for number, (written, name, area, state) in enumerate(HOMES, 1):
                code = read_unit_code(written)
                assert code is not None
                session.add(
                    Unit(
                        code=code.code, key=code.key, sort_key=code.sort_key, building_id=int(code.building) - 1,
                        entrance=code.entrance, room=code.room, floor=code.floor, kind=UnitKind.HOME, state=state,
                        built_area=Decimal(area) if area else None, inner_area=None, handed_over_on=None,
                        payer=Payer.OWNER, made_at=now,
                    )
                )  # fmt: skip
                session.add(
                    Person(
                        name=name, kind=PersonKind.PERSON, id_kind=None, visa_ends_on=None, registered_on=None,
                        made_at=now,
                    )
                )  # fmt: skip
                session.flush()
                session.add(
                    UnitRole(
                        unit_id=number, person_id=number, kind=RoleKind.OWNER, share=None, starts_on=None,
                        ends_on=None,
                    )
                )  # fmt: skip
            session.add(ParkingSpace(unit_id=1, code="B1-076", starts_on=None, ends_on=None))
        self.set("office.name", "翠湖花园物业服务中心")
        self.set("estate.name", "翠湖花园")

    def set(self, key: str, value: Any) -> None:
        def save(work: Work, pair: tuple[str, Any]) -> None:
            set_setting(work, *pair)

        self.run(save, (key, value))

    def run(self, service: Any, command: Any, actor: Actor = SUPERVISOR) -> Any:
        return self.runner.run(service, command, actor=actor).value

    def items(self) -> tuple[int, int, int]:
        """By area, per space, by hand; their ids."""
        start = date(2026, 1, 1)
        return (
            self.run(
                add_fee_item,
                AddFeeItem(
                    "物业服务费", Category.SERVICE, Pricing.AREA, price=Decimal("2.85"), price_from=start
                ),
            ),
            self.run(
                add_fee_item,
                AddFeeItem(
                    "车位管理费", Category.PARKING, Pricing.SPACE, price=Decimal(80), price_from=start
                ),
            ),
            self.run(add_fee_item, AddFeeItem("有偿服务费", Category.PAID_SERVICE, Pricing.HAND, Cycle.ONCE)),
        )

    def bill(self, month: Month = NOVEMBER) -> Any:
        return self.run(bill, Bill(month))

    def hand(
        self, unit: str, amount: str, on: date = TODAY, due_on: date | None = None, how: str = "换水龙头"
    ) -> int:
        """A charge of the third item."""
        return int(
            self.run(add_hand_charge, AddHandCharge(IDS[unit], 3, Y(amount), how, on=on, due_on=due_on))
        )

    def pay(self, unit: str, amount: str) -> str:
        """Somebody pays in cash; the receipt's number."""
        self.run(open_shift, OpenShift(Y(500)), CASHIER)
        command = Collect(IDS[unit], (parse_tender(f"cash={amount}"),), amount=Y(amount))
        return str(self.run(collect, command, CASHIER).number)

    def charges(self, **wanted: Any) -> tuple[ChargeRow, ...]:
        return self.runner.read(charges, ChargeFilter(**wanted), 0, None)
