"""A year of charges and payments on the demo estate: billed and collected through the program's own services.

Who pays when follows habits drawn once for each unit, so that the figures of the pictures add up: most pay by the
month or the quarter, some late, a few not at all.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from frontdesk.app.demo import estate
from frontdesk.app.demo.chasing import Chase
from frontdesk.app.demo.meters import meter_items, open_meters, read_meters, share_lift
from frontdesk.areas.archives.queries import buildings, unit_rows
from frontdesk.areas.archives.queries.units import UnitFilter
from frontdesk.areas.archives.rules.kinds import OFFICE_BLOCK, UnitState
from frontdesk.areas.cashdesk.queries import ReceiptRow, current_shift, receipts_of_shift
from frontdesk.areas.cashdesk.rules.kinds import DENOMINATIONS, Tender
from frontdesk.areas.cashdesk.service import (
    CloseShift,
    Collect,
    ConfirmCount,
    ConfirmHandIn,
    OpenShift,
    PrintReceipt,
    TenderInput,
    VoidReceipt,
    close_shift,
    collect,
    confirm_count,
    confirm_hand_in,
    open_shift,
    print_receipt,
    void_receipt,
)
from frontdesk.areas.fees.queries import fee_items, owed_by_unit
from frontdesk.areas.fees.rules.kinds import Category, DeliveryWay, Pricing, ReductionKind
from frontdesk.areas.fees.service import (
    AddFeeItem,
    AddReduction,
    Bill,
    IssueNotices,
    RecordDelivery,
    SetLateFee,
    add_fee_item,
    add_reduction,
    bill,
    issue_notices,
    record_delivery,
    set_late_fee,
)
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.users import sign_in
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

FLOAT = Money.yuan(500)
_SEED = 88
_UNANSWERED = 3


@dataclass(slots=True)
class Household:
    """One unit's way to pay: how many months it lets pass, on which day it comes, and what it pays with."""

    unit_id: int
    code: str
    every: int
    day: int
    offset: int
    tender: Tender


@dataclass(slots=True)
class Year:
    """What building the year needs at hand."""

    runner: Runner
    clock: FixedClock
    admin: Actor
    cashier: Actor
    today: date
    months: int = 12
    """So many months are billed and collected, the last being this one."""
    finance: Actor = field(init=False)
    """Takes over the cash of each day; the last days' still waits for it (M7.8)."""
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))
    reference: int = 4_200_002_386_202_611
    _calls: dict[date, list[Callable[[], None]]] = field(default_factory=lambda: defaultdict(list))
    _money: set[date] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.finance = self.runner.read(sign_in, "fangyi", estate.PASSWORD)

    def call(self, day: date, done: Callable[[], None], *, money: bool = False) -> None:
        """Somebody comes on that day; with *money* a shift is open then."""
        self._calls[day].append(done)
        if money:
            self._money.add(day)

    def called(self, day: date) -> list[Callable[[], None]]:
        """Who comes on that day, once."""
        return self._calls.pop(day, [])

    def days_of(self, month: Month) -> set[date]:
        """The days of a month on which somebody comes."""
        return {day for day in self._calls if Month.of(day) == month}

    def takes_money(self, day: date) -> bool:
        """Whether one of them brings or fetches money."""
        return day in self._money

    def at(self, day: date, hour: int, minute: int) -> None:
        """Move the clock there."""
        self.clock.at = datetime.combine(day, time(hour, minute), self.clock.at.tzinfo)


def build_money(year: Year, progress: Progress) -> None:
    """Items, the months of billing, and every visit to the desk up to the evening before *today*."""
    _items(year)
    months = [Month.of(year.today).plus(-n) for n in range(year.months - 1, -1, -1)]
    homes = list(_households(year))
    meters = open_meters(year, months[0])
    for number, month in enumerate(months):
        progress.step(number, len(months), tr("演示小区：{month} 的应收和收款", month=month))
        year.at(month.start, 8, 5)
        year.runner.run(bill, Bill(month), actor=year.admin)
        if month == months[-1]:
            share_lift(year, months[-2])
            _notices(year, month)
        _collect_month(year, month, homes)
        read_meters(year, meters, month)


def _notices(year: Year, month: Month) -> None:
    """This month's notices: printed on its first day, three buildings' brought to the doors."""
    blocks = {b.code: b.id for b in year.runner.read(buildings) if b.code != OFFICE_BLOCK}
    for code, block in blocks.items():
        batch = year.runner.run(
            issue_notices, IssueNotices(month, building_ids=(block,)), actor=year.admin
        ).value
        if code in "124":
            year.runner.run(
                record_delivery, RecordDelivery(batch.numbers, DeliveryWay.ON_DOOR), actor=year.admin
            )


def _items(year: Year) -> None:
    blocks = {b.code: b.id for b in year.runner.read(buildings)}
    start = date(2021, 6, 1)
    high = tuple(blocks[c] for c in "345")
    low = tuple(blocks[c] for c in "12")
    for name, category, pricing, price, where in (
        ("物业服务费", Category.SERVICE, Pricing.AREA, "2.85", high),
        ("物业服务费（多层）", Category.SERVICE, Pricing.AREA, "2.18", low),
        ("车位管理费", Category.PARKING, Pricing.SPACE, "80.00", ()),
        ("生活垃圾处理费", Category.OTHER, Pricing.UNIT, "6.00", ()),
    ):
        year.at(year.today - timedelta(days=400), 9, 0)
        year.runner.run(
            add_fee_item,
            AddFeeItem(
                name,
                category,
                pricing,
                price=Decimal(price),
                price_from=start,
                building_ids=where,
                builder_pays_first=False,
            ),
            actor=year.admin,
        )
    service = AddFeeItem("有偿服务费", Category.PAID_SERVICE, Pricing.HAND)
    year.runner.run(add_fee_item, service, actor=year.admin)
    meter_items(year)


def _late_fee(year: Year) -> None:
    """One item has a late fee, since this month's first: 0.05 % a day, at most the principal."""
    space = next(row for row in year.runner.read(fee_items) if row.category is Category.PARKING)
    first = Month.of(year.today).start
    command = SetLateFee(space.id, first, Decimal("0.0005"))
    year.runner.run(set_late_fee, command, actor=year.admin, confirmed=frozenset({"late_fee.past"}))


def _vacant(year: Year) -> None:
    """Two homes that stand empty pay seven tenths of the service fee from next month on."""
    items = [row for row in year.runner.read(fee_items) if row.category is Category.SERVICE]
    empty = [r for r in year.runner.read(unit_rows, UnitFilter(), 0, 10_000) if r.state is UnitState.VACANT]
    start = Month.of(year.today).plus(1).start
    for unit in empty[:2]:
        item = next(row for row in items if row.scope.holds(unit.id, unit.building_id, unit.kind))
        command = AddReduction(
            unit.id, item.id, ReductionKind.VACANT, start, None, Decimal("0.7"), "空置申请，水表三个月没有走"
        )
        year.runner.run(add_reduction, command, actor=year.admin)


def _households(year: Year) -> Iterator[Household]:
    chance = random.Random(_SEED)
    for unit in year.runner.read(unit_rows, UnitFilter(), 0, 10_000):
        every = chance.choices((1, 3, 6, 0), (22, 66, 7, 5))[0]
        tender = chance.choices(
            (Tender.WECHAT, Tender.ALIPAY, Tender.CASH, Tender.CARD, Tender.TRANSFER), (52, 18, 18, 8, 4)
        )[0]
        day = 2 + chance.randrange(18) + 8 * (chance.random() < 0.08)
        if unit.code == "3-1-1202":
            every, day, tender = 1, 12, Tender.WECHAT
        if unit.state is not UnitState.UNSOLD and unit.owners:
            yield Household(unit.id, unit.code, every, day, chance.randrange(6), tender)


def _collect_month(year: Year, month: Month, homes: list[Household]) -> None:
    visits: dict[date, list[Household]] = defaultdict(list)
    index = month.year * 12 + month.number
    for home in homes:
        due = home.every and (index + 1 + (home.offset if home.every == 6 else 0)) % home.every == 0
        if home.code == "3-1-1202":
            due = month < Month.of(year.today).plus(-1)
        elif due and year.chance.random() < 0.06:
            continue
        if due:
            visits[month.day(home.day)].append(home)
    chase = Chase(year) if month == Month.of(year.today) else None
    for day in sorted({*visits, *year.days_of(month)}):
        if day >= year.today:
            continue
        if day not in visits and not year.takes_money(day):
            year.at(day, 10, 0)
            for call in year.called(day):
                call()
            continue
        _collect_day(year, day, visits[day])
        if chase is not None and day in visits:
            chase.evening(day)


def _collect_day(year: Year, day: date, homes: list[Household]) -> None:
    year.at(day, 8, 28)
    shift_id = year.runner.run(open_shift, OpenShift(FLOAT), actor=year.cashier).value
    cash = FLOAT
    year.at(day, 8, 30)
    for call in year.called(day):
        # They pay by telephone: the drawer stays as it is.
        call()
    year.at(day, 8, 40)
    for home in homes:
        year.clock.forward(minutes=7)
        cash += visit(year, home)
    year.at(day, 17, 40)
    year.runner.run(confirm_count, ConfirmCount(shift_id, pieces(cash), None), actor=year.cashier)
    closed = year.runner.run(close_shift, CloseShift(shift_id, kept_back=FLOAT), actor=year.cashier).value
    if closed.hand_in and day < year.today - timedelta(days=_UNANSWERED):
        year.at(day, 18, 10)
        year.runner.run(confirm_hand_in, ConfirmHandIn(closed.hand_in), actor=year.finance)


def visit(year: Year, home: Household) -> Money:
    """One household settles what it owes; returns the cash that came into the drawer."""
    owed = total(c.owed for c in year.runner.read(owed_by_unit, home.unit_id, year.clock.today()))
    if not owed:
        return Money(0)
    year.reference += 1 + year.chance.randrange(9_000)
    number = f"{year.reference}{year.chance.randrange(10**11):011d}"
    cash = Money(0)
    if home.tender is Tender.CASH:
        # The drawer holds no fen: what is less than a yuan goes by telephone.
        cash = Money(owed.fen // 100 * 100)
        rest = owed - cash
        tenders = [TenderInput(Tender.CASH, cash, ""), TenderInput(Tender.WECHAT, rest, number)]
    else:
        tenders = [TenderInput(home.tender, owed, number)]
    given = tuple(t for t in tenders if t.amount)
    year.runner.run(collect, Collect(home.unit_id, given), actor=year.cashier)
    return cash


def pieces(amount: Money) -> dict[Money, int]:
    """The fewest notes and coins that make *amount* (whole jiao)."""
    counts: dict[Money, int] = {}
    rest = amount.fen
    for denomination in DENOMINATIONS:
        number, rest = divmod(rest, denomination.fen)
        if number:
            counts[denomination] = number
    return counts


def begin_today(year: Year) -> None:
    """The morning of today: a shift opened with its float, a dozen visits, one receipt voided, one printed again."""
    year.at(year.today, 8, 28)
    year.runner.run(open_shift, OpenShift(FLOAT), actor=year.cashier)
    year.at(year.today, 8, 40)
    done = 0
    for home in _households(year):
        if done == 14:
            break
        if home.every == 0 or home.code == "3-1-1202":
            continue
        if _owes(year, home):
            year.clock.forward(minutes=6)
            if done % 4 == 1:
                _visit_with_notes(year, home)
            else:
                visit(year, home)
            done += 1
            _print_last(year)
    numbers = [r.number for r in _todays(year)]
    if len(numbers) > 5:
        year.runner.run(void_receipt, VoidReceipt(numbers[-3], "户号选错，重开"), actor=year.cashier)
        year.runner.run(print_receipt, PrintReceipt(numbers[2]), actor=year.cashier)
    _late_fee(year)
    _vacant(year)


def _visit_with_notes(year: Year, home: Household) -> None:
    """Paid with hundreds, and change given back (T9)."""
    owed = total(c.owed for c in year.runner.read(owed_by_unit, home.unit_id, year.clock.today()))
    given = Money(-(-owed.fen // 10_000) * 10_000)
    year.runner.run(
        collect, Collect(home.unit_id, (TenderInput(Tender.CASH, given, ""),)), actor=year.cashier
    )


def _owes(year: Year, home: Household) -> bool:
    return bool(year.runner.read(owed_by_unit, home.unit_id, year.clock.today()))


def _todays(year: Year) -> list[ReceiptRow]:
    shift = year.runner.read(current_shift, year.cashier.id)
    assert shift is not None
    return sorted(year.runner.read(receipts_of_shift, shift.id), key=lambda r: r.number)


def _print_last(year: Year) -> None:
    year.runner.run(print_receipt, PrintReceipt(_todays(year)[-1].number), actor=year.cashier)
