"""What the demo estate has not, and pages show all the same: money held and prepaid, a reduction, a very old debt.

Done through the program's own services on the morning of the self-test, so that its pages and dialogs have
something to show.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from frontdesk.app.selftest.cabinet import add_cabinet
from frontdesk.app.selftest.spaces import add_spaces
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.service import Collect, TakeDeposit, TenderInput, collect, take_deposit
from frontdesk.areas.fees.queries import fee_items
from frontdesk.areas.fees.rules.kinds import ReductionKind
from frontdesk.areas.fees.service import AddHandCharge, AddReduction, add_hand_charge, add_reduction
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.users import sign_in
from frontdesk.base.values.money import Money

UNIT = "3-1-1202"


def add_matters(runner: Runner, password: str) -> None:
    """Add all of it. The cashier's shift of today is open."""
    cashier = runner.read(sign_in, "linxiao", password)
    supervisor = runner.read(sign_in, "zhoumin", password)
    add_cabinet(runner, cashier)
    unit = runner.read(find_unit, UNIT)
    other = runner.read(find_unit, "5-2-0604")
    if unit is None or other is None:
        raise LookupError("the demo estate lacks its units")
    items = {item.name: item.id for item in runner.read(fee_items)}
    deposit = TakeDeposit(unit.id, "装修", Money.yuan(2000), (_cash(2000),))
    runner.run(take_deposit, deposit, actor=cashier)
    prepaid = Collect(unit.id, (_cash(300),), lines=(), amount=Money(0), prepay=Money.yuan(300))
    runner.run(collect, prepaid, actor=cashier)
    reduced = AddReduction(
        unit.id,
        items["物业服务费"],
        ReductionKind.VACANT,
        date(2026, 12, 1),
        None,
        Decimal("0.7"),
        "空置半年以上",
    )
    runner.run(add_reduction, reduced, actor=supervisor)
    old = AddHandCharge(
        other.id, items["有偿服务费"], Money.yuan(120), "换门锁 1 把", date(2023, 12, 5), date(2023, 12, 31)
    )
    runner.run(add_hand_charge, old, actor=supervisor)
    add_spaces(runner, cashier, supervisor, unit.id, other.id, runner.clock.today())


def _cash(yuan: int) -> TenderInput:
    return TenderInput(Tender.CASH, Money.yuan(yuan), "")
