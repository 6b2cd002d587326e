"""Thousands of things a desk does, drawn at random, done by the program and in the second books alike.

Each step compares what the program did with what the second books say; `check()` compares every balance and every
report, `_close` every close, to the fen.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from frontdesk.app import schema
from frontdesk.app.demo.money import pieces
from frontdesk.areas.archives.model import UnitRole
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.service.people import (
    AddRole,
    EndRole,
    SavePerson,
    add_role,
    end_role,
    save_person,
)
from frontdesk.areas.cashdesk.documents import DayReport
from frontdesk.areas.cashdesk.model import ShiftClose
from frontdesk.areas.cashdesk.queries import (
    broken_invariants,
    collected_by_day,
    deposit_rows,
    held_by_purpose,
    prepaid_units,
    receipt,
    refundable,
)
from frontdesk.areas.cashdesk.queries.deposits import DepositFilter
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, CashMove, Tender
from frontdesk.areas.cashdesk.service import (
    CloseShift,
    Collect,
    ConfirmCount,
    DeductionInput,
    MakeRefund,
    MoveCash,
    OpenShift,
    RefundPrepaid,
    ReturnDeposit,
    TakeDeposit,
    TenderInput,
    VoidDeposit,
    VoidReceipt,
    VoidSettlement,
    close_shift,
    collect,
    confirm_count,
    move_cash,
    open_shift,
    refund,
    refund_prepaid,
    return_deposit,
    take_deposit,
    void_deposit,
    void_receipt,
    void_settlement,
)
from frontdesk.areas.fees.queries import arrears, arrears_by, arrears_by_age, owed_by_unit
from frontdesk.areas.fees.queries.checks import broken_invariants as broken_charges
from frontdesk.areas.fees.queries.late_fees import unit_late_fees
from frontdesk.areas.fees.rules.kinds import AdjustKind, Category, Pricing
from frontdesk.areas.fees.service import (
    AddFeeItem,
    AdjustCharge,
    Bill,
    SetPrice,
    add_fee_item,
    adjust_charge,
    bill,
    set_price,
)
from frontdesk.areas.fees.service.late_fees import SetLateFee, set_late_fee
from frontdesk.base.store.checks import broken_store
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.errors import DeskError, NeedsConfirmation
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import UNITS, Desk
from tests.soak.second_books import Books

REASON = "随机演练"
PURPOSES = ("装修", "钥匙")
FIRST = date(2026, 1, 1)
Key = tuple[int, int, str, int]


@dataclass
class History:
    """`step()` does one thing in both; `check()` compares every balance and report."""

    desk: Desk
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def begin(self) -> None:
        """Two priced items, one of them with a late fee, and three units."""
        self.began = self._today()
        self.books = Books(dict.fromkeys(range(1, len(UNITS) + 1), Fraction("89.6")))
        for unit in self.books.areas:
            self.books.owners[unit] = [(date.min, "张硕" if unit == 1 else f"业主{unit}")]
        for name, pricing, price in (("管理费", Pricing.AREA, "2.85"), ("垃圾费", Pricing.UNIT, "31.07")):
            item = self._run(
                add_fee_item,
                AddFeeItem(name, Category.OTHER, pricing, price=Decimal(price), price_from=FIRST),
                self.desk.admin,
            )
            self.books.names[item] = name
            self.books.by_area[item] = pricing is Pricing.AREA
            self.books.price(item, Fraction(price), FIRST)
        self.items = list(self.books.names)
        self._run(
            set_late_fee, SetLateFee(self.items[0], FIRST, Decimal("0.003"), Decimal("0.2")), self.desk.admin
        )
        self.books.terms[self.items[0]] = (FIRST, Fraction("0.003"), Fraction("0.2"))

    def step(self) -> str:
        """One thing at some later minute; what the program refuses changes nothing in either."""
        self.desk.clock.forward(minutes=self.chance.randrange(1, 20))
        things = {
            self._open: 10, self._collect: 36, self._void: 7, self._refund: 14, self._refund_prepaid: 3,
            self._take: 8, self._return: 10, self._void_deposit: 4, self._move: 4, self._close: 7, self._bill: 7,
            self._adjust: 5, self._price: 3, self._transfer: 2, self._next_day: 9,
        }  # fmt: skip
        act = self.chance.choices(list(things), list(things.values()))[0]
        name = act.__name__.strip("_")
        try:
            act()
        except DeskError:
            self.refused[name] += 1
        else:
            self.done[name] += 1
        return name

    # -- the desk --

    def _open(self) -> None:
        actor = self._cashier()
        amount = Money.yuan(self.chance.choice((0, 300, 500)))
        self._run(open_shift, OpenShift(amount), actor)
        self.books.shifts[actor.id] = {
            "float": amount.fen, "day": self._today(), "receipts": [], "refunds": [], "moves": 0,
        }  # fmt: skip

    def _collect(self) -> None:
        actor, unit = self._cashier(), self._unit()
        with_late = self.chance.random() < 0.7
        whole = self.books.whole(unit, self._today(), with_late)
        amount = whole if self.chance.random() < 0.6 else self.chance.randrange(0, whole + 1)
        prepay = self.chance.choice((0, 0, 0, 5_000, 20_000)) if amount else self.chance.choice((0, 30_000))
        rounding = amount % 100 if self.chance.random() < 0.2 and 0 < amount % 100 < amount else 0
        settled = amount + prepay - rounding
        if not settled:
            return
        given, change = self._tenders(unit, settled, rounding, prepay)
        done = self._run(
            collect,
            Collect(
                unit,
                tuple(
                    TenderInput(Tender(k), Money(a), "" if k in ("cash", "prepaid") else "R1")
                    for k, a in given
                ),
                amount=Money(amount),
                prepay=Money(prepay),
                rounding=Money(rounding),
                late_fees=with_late,
            ),
            actor,
        )
        lines = self.books.share_out(unit, amount, self._today(), with_late)
        lines += [["prepaid", None, prepay]] if prepay else []
        lines += [["rounding", None, -rounding]] if rounding else []
        assert (done.settled.fen, done.change.fen) == (settled, change)
        found = self.desk.runner.read(receipt, done.number)
        assert found is not None
        told = [(line.item, line.period, line.amount.fen) for line in found.lines]
        mine = [(self.books.name(k, key), key[2] if key else "", a) for k, key, a in lines]
        assert told == mine, f"{done.number}: {told}, by the second books {mine}"
        self.books.receive(done.number, actor.id, unit, lines, dict(given), change)
        assert done.prepaid.fen == self.books.balance(unit)

    def _tenders(
        self, unit: int, settled: int, rounding: int, prepay: int
    ) -> tuple[list[tuple[str, int]], int]:
        """What is given for *settled*, and the change."""
        how = self.chance.random()
        standing = self.books.balance(unit)
        if standing and not prepay and not rounding and how < 0.5:
            used = min(standing, settled)
            rest = settled - used
            return [("prepaid", used), *([("wechat", rest)] if rest else [])], 0
        if rounding or how < 0.6:
            given = settled + self.chance.choice((0, -settled % 10_000))
            return [("cash", given)], given - settled
        if how < 0.8 or settled < 300:
            return [(self.chance.choice(("wechat", "card", "alipay")), settled)], 0
        half = settled // 2
        return [("wechat", half), ("cash", settled - half + 200)], 200

    def _void(self) -> None:
        numbers = [n for n, r in self.books.receipts.items() if not r["void"]][-12:]
        if not numbers:
            return
        number = self.chance.choice(numbers)
        self._run(
            void_receipt, VoidReceipt(number, REASON), self._holder(self.books.receipts[number]["cashier"])
        )
        self.books.void(number)

    def _refund(self) -> None:
        if not self.books.receipts:
            return
        number, actor = self.chance.choice(list(self.books.receipts)[-30:]), self._cashier()
        receipt = self.books.receipts[number]
        lines = receipt["lines"]
        found = self.desk.runner.read(refundable, number)
        assert found is not None
        assert [line.left.fen for line in found.lines] == [line[2] - line[3] for line in lines]
        parts = {
            at: left if self.chance.random() < 0.6 else self.chance.randrange(1, left + 1)
            for at, line in enumerate(lines)
            if (left := line[2] - line[3]) > 0 and self.chance.random() < 0.7
        }
        command = MakeRefund(
            number, REASON, tuple((found.lines[at].id, Money(amount)) for at, amount in parts.items())
        )
        done = self._run(refund, command, actor, Right.REFUND)
        back = {tender.kind.value: tender.amount.fen for tender in done.tenders}
        # What came out of prepaid money goes back there first.
        used = receipt["net"].get("prepaid", 0) - receipt["back"].get("prepaid", 0)
        assert back.get("prepaid", 0) == min(max(0, used), done.amount.fen)
        self.books.refund(number, actor.id, parts, back)

    def _refund_prepaid(self) -> None:
        unit, actor = self._unit(), self._cashier()
        amount = self.chance.choice((self.books.balance(unit), 1_000, 50))
        command = RefundPrepaid(unit, REASON, (TenderInput(Tender.CASH, Money(amount)),), Money(amount))
        self._run(refund_prepaid, command, actor, Right.REFUND)
        self.books.refund_balance(actor.id, unit, amount)

    def _take(self) -> None:
        actor, unit, purpose = self._cashier(), self._unit(), self.chance.choice(PURPOSES)
        amount = self.chance.randrange(1, 200_000)
        cash = self.chance.random() < 0.7
        more = 300 if cash else 0
        tender = TenderInput(
            Tender.CASH if cash else Tender.TRANSFER, Money(amount + more), "" if cash else "T1"
        )
        done = self._run(take_deposit, TakeDeposit(unit, purpose, Money(amount), (tender,)), actor)
        shift = self.books.shifts[actor.id]
        self.books.deposits[done.number] = {
            "unit": unit, "purpose": purpose, "amount": amount, "day": shift["day"], "shift": shift, "void": False,
            "tender": tender.kind.value, "cashier": actor.id,
        }  # fmt: skip

    def _return(self) -> None:
        if not self.books.deposits:
            return
        number, actor = self.chance.choice(list(self.books.deposits)[-15:]), self._cashier()
        left = self.books.left(number)
        kept = self.chance.choice((0, 0, 5_000, 12_345))
        wanted = self.chance.choice((None, self.chance.randrange(0, left + 200)))
        command = ReturnDeposit(
            number,
            None if wanted is None else Money(wanted),
            (DeductionInput("损坏", Money(kept)),) if kept else (),
        )
        done = self._run(return_deposit, command, actor, Right.DEPOSIT)
        back = left - kept if wanted is None else wanted
        assert (done.refunded.fen, done.deducted.fen, done.left.fen) == (back, kept, left - back - kept)
        shift = self.books.shifts[actor.id]
        self.books.settlements[done.number] = {
            "deposit": number, "back": back, "kept": kept, "day": shift["day"], "shift": shift, "void": False,
            "tender": self.books.deposits[number]["tender"], "cashier": actor.id,
        }  # fmt: skip

    def _void_deposit(self) -> None:
        if self.books.settlements and self.chance.random() < 0.5:
            number = self.chance.choice(list(self.books.settlements)[-6:])
            paper = self.books.settlements[number]
            self._run(void_settlement, VoidSettlement(number, REASON), self._holder(paper["cashier"]))
        elif self.books.deposits:
            number = self.chance.choice(list(self.books.deposits)[-6:])
            paper = self.books.deposits[number]
            self._run(void_deposit, VoidDeposit(number, REASON), self._holder(paper["cashier"]))
        else:
            return
        paper["void"] = True

    def _move(self) -> None:
        actor, kind = self._cashier(), self.chance.choice(list(CashMove))
        amount = self.chance.choice((2_000, 5_000))
        self._run(move_cash, MoveCash(kind, Money(amount), REASON), actor)
        self.books.shifts[actor.id]["moves"] += amount if kind is CashMove.PETTY_IN else -amount

    def _close(self) -> None:
        actor = self._cashier()
        if actor.id not in self.books.shifts:
            self._run(confirm_count, ConfirmCount(None, ()), actor)
            return
        mine = self.books.close(actor.id)
        counted = Money(max(0, mine["cash"] - mine["cash"] % 10))
        self._run(confirm_count, ConfirmCount(None, pieces(counted)), actor)
        closed = self._run(close_shift, CloseShift(reason=REASON), actor)
        assert closed.expected.fen == mine["cash"], (
            f"{closed.expected} expected, by the second books {mine['cash']}"
        )
        with self.desk.db.read() as session:
            stored = session.query(ShiftClose).filter_by(report_number=closed.report_number).one().figures
        report = DayReport.from_json(stored)
        assert {row.item: row.total.fen for row in report.income} == mine["items"]
        assert {row.item: -row.total.fen for row in report.refunds} == {
            f"退{item}": amount for item, amount in mine["back"].items()
        }
        net = dict(zip(report.tenders, report.net().amounts, strict=True))
        assert {name: amount.fen for name, amount in net.items() if amount} == {
            TENDER_WORDS[Tender(kind)]: amount for kind, amount in mine["tenders"].items() if amount
        }
        assert report.by_receipts.fen == mine["net"]
        assert {d.purpose: [d.taken.fen, d.paid_back.fen, d.deducted.fen] for d in report.deposits} == mine[
            "purposes"
        ]
        del self.books.shifts[actor.id]

    # -- the office --

    def _bill(self) -> None:
        month = Month.of(self._today()).plus(self.chance.choice((-1, 0, 0, 0, 1)))
        done = self._run(bill, Bill(month), self.desk.admin)
        first = month.day(1)
        made = self.books.bill(first.year, first.month, self.items)
        assert done.total.fen == made, f"{month}: {done.total} billed, by the second books {made}"

    def _adjust(self) -> None:
        unit = self._unit()
        charges = self.desk.runner.read(owed_by_unit, unit, self._today(), ahead=True)
        if not charges:
            return
        charge = self.chance.choice(charges)
        amount = self.chance.randrange(1, charge.owed.fen + 300)
        kind = self.chance.choice(list(AdjustKind))
        self._run(adjust_charge, AdjustCharge(charge.charge_id, kind, Money(amount), REASON), self.desk.admin)
        key = (unit, charge.item_id, charge.period, 1)
        signed = amount if kind is AdjustKind.ADD else -amount
        self.books.charges[key]["adjusted"].append((self._today(), signed))

    def _price(self) -> None:
        item = self.chance.choice(self.items)
        price = Decimal(self.chance.randrange(1_000_000, 4_000_000)) / 1_000_000
        day = self._today() + timedelta(days=self.chance.randrange(-5, 40))
        self._run(set_price, SetPrice(item, price, day), self.desk.admin)
        self.books.price(item, Fraction(price), day)

    def _transfer(self) -> None:
        """A home is sold: who owns it from today owes for months that end later (M2.6)."""
        unit, today = self._unit(), self._today()
        if self.books.owners[unit][-1][0] >= today:
            return
        name = f"新业主{len(self.books.owners[unit])}号{unit}"
        person = self._run(save_person, SavePerson(None, name), self.desk.admin)
        with self.desk.db.read() as session:
            role = (
                session.query(UnitRole.id).filter_by(unit_id=unit, kind=RoleKind.OWNER, ends_on=None).scalar()
            )
        self._run(end_role, EndRole(role, today, REASON), self.desk.admin)
        self._run(add_role, AddRole(unit, person, RoleKind.OWNER, starts_on=today), self.desk.admin)
        self.books.owners[unit].append((today, name))

    def _next_day(self) -> None:
        later = self.desk.clock.at + timedelta(days=self.chance.choice((1, 1, 2, 12)))
        self.desk.clock.at = later.replace(hour=8, minute=30)

    # -- comparing --

    def check(self, *, store: bool = False) -> list[str]:
        """What differs; empty when every balance and report agrees."""
        read, books, today = self.desk.runner.read, self.books, self._today()
        broken = [*read(broken_charges), *read(broken_invariants)]
        if store:
            broken += read(broken_store, schema.GUARDS)
        for unit in books.areas:
            mine = {k: books.owed(k, date.max) for k in books.charges if k[0] == unit}
            found = {
                (unit, c.item_id, c.period, 1): c.owed.fen
                for c in read(owed_by_unit, unit, date.max, ahead=True)
            }
            broken += _differ(f"owed by {unit}", found, {k: v for k, v in mine.items() if v})
            late = {
                (unit, f.item_id, f.period, 1): f.open.fen
                for f in read(unit_late_fees, unit, today).values()
                if f.open
            }
            own = {k: books.late(k, today) for k in mine if books.charges[k]["start"] <= today}
            broken += _differ(f"late fees of {unit}", late, {k: v for k, v in own.items() if v})
        for day in (today, today - timedelta(days=self.chance.randrange(1, 120))):
            broken += self._arrears(day)
            held = {row.purpose: row.left.fen for row in read(held_by_purpose, day)}
            mine_held: dict[str, int] = {}
            for number, one in books.deposits.items():
                if left := books.left(number, day):
                    mine_held[one["purpose"]] = mine_held.get(one["purpose"], 0) + left
            broken += _differ(f"deposits on {day}", held, mine_held)
            prepaid = {row.unit_id: row.balance.fen for row in read(prepaid_units, day)}
            own_prepaid = {unit: books.balance(unit, day) for unit in books.areas}
            broken += _differ(f"prepaid on {day}", prepaid, {k: v for k, v in own_prepaid.items() if v})
        rows = read(deposit_rows, DepositFilter())
        broken += _differ(
            "deposits", {row.number: row.left.fen for row in rows}, {n: books.left(n) for n in books.deposits}
        )
        return broken + self._days(Month.of(today))

    def _arrears(self, day: date) -> list[str]:
        read, books = self.desk.runner.read, self.books
        mine = books.arrears(day)
        by: dict[str, dict[Any, int]] = {name: {} for name in ("unit", "item", "owner", "age")}
        for key, owed in mine.items():
            for name, value in (
                ("unit", str(key[0])),
                ("item", str(key[1])),
                ("owner", books.charges[key]["who"]),
                ("age", books.age(key, day)),
            ):
                by[name][value] = by[name].get(value, 0) + owed
        listed = {str(row.unit_id): row.owed.fen for row in read(arrears, day)}
        ages = {n: row.owed.fen for n, row in enumerate(read(arrears_by_age, day)) if row.charges}
        units = {row.key: row.owed.fen for row in read(arrears_by, day, "unit")}
        items = {row.key: row.owed.fen for row in read(arrears_by, day, "item")}
        owners = {row.label: row.owed.fen for row in read(arrears_by, day, "owner")}
        return [
            *_differ(f"arrears on {day}", listed, by["unit"]),
            *_differ(f"arrears by unit on {day}", units, by["unit"]),
            *_differ(f"arrears by item on {day}", items, by["item"]),
            *_differ(f"arrears by owner on {day}", owners, by["owner"]),
            *_differ(f"arrears by age on {day}", ages, by["age"]),
        ]

    def _days(self, month: Month) -> list[str]:
        """What each day brought, by shifts that are closed: open ones are counted blind (M7.3)."""
        open_ones = list(self.books.shifts.values())
        mine: dict[date, int] = {}
        for r in self.books.receipts.values():
            if not r["void"] and r["shift"] not in open_ones:
                mine[r["day"]] = mine.get(r["day"], 0) + sum(r["net"].values())
        for back in self.books.refunds:
            if back["shift"] not in open_ones:
                mine[back["day"]] = mine.get(back["day"], 0) - back["amount"]
        found = {
            row.day: row.amount.fen for row in self.desk.runner.read(collected_by_day, month) if row.amount
        }
        own = {day: amount for day, amount in mine.items() if amount and Month.of(day) == month}
        return _differ(f"collected in {month}", found, own)

    # -- helps --

    def _run(self, service: Any, command: Any, actor: Actor, right: Right | None = None) -> Any:
        """As a clerk would: who is asked whether they are sure says yes, and the supervisor gives leave."""
        leader = self.desk.supervisor
        leave = None if right is None else Approval(right, leader.id, leader.name)
        said: tuple[str, ...] = ()
        while True:
            try:
                return self.desk.run(service, command, actor, yes=said, approval=leave)
            except NeedsConfirmation as asked:
                said = (*said, asked.key)

    def _cashier(self) -> Actor:
        """Mostly somebody whose shift is open, now and then anybody."""
        if self.books.shifts and self.chance.random() < 0.9:
            return self._holder(self.chance.choice(list(self.books.shifts)))
        return self.chance.choice((self.desk.cashier, self.desk.cashier, self.desk.supervisor))

    def _holder(self, actor_id: int) -> Actor:
        return self.desk.cashier if actor_id == self.desk.cashier.id else self.desk.supervisor

    def _unit(self) -> int:
        return self.chance.randrange(1, len(UNITS) + 1)

    def _today(self) -> date:
        return self.desk.clock.today()


def _differ(what: str, found: dict[Any, int], mine: dict[Any, int]) -> list[str]:
    return [] if found == mine else [f"{what}: the program {found}, the second books {mine}"]
