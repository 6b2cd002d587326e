"""Weeks at the desk drawn at random through the services, with books of its own kept beside the program's.

Each step does one thing the clerk does, sensible or not. What the program refuses must have changed nothing; what
it does must move the money that the step says, here and there alike.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import text

from frontdesk.app import schema
from frontdesk.app.demo.money import pieces
from frontdesk.areas.cashdesk.queries import broken_invariants as broken_receipts
from frontdesk.areas.cashdesk.rules.kinds import CashMove, Tender
from frontdesk.areas.cashdesk.service import (
    CloseShift,
    Collect,
    ConfirmCount,
    ConfirmHandIn,
    MoveCash,
    OpenShift,
    PrintReceipt,
    TenderInput,
    VoidReceipt,
    close_shift,
    collect,
    confirm_count,
    confirm_hand_in,
    move_cash,
    open_shift,
    print_receipt,
    void_receipt,
)
from frontdesk.areas.fees.queries import arrears, arrears_by_age, dry_run, owed_by_unit
from frontdesk.areas.fees.queries.checks import broken_invariants as broken_charges
from frontdesk.areas.fees.rules.kinds import AdjustKind, Category, Pricing
from frontdesk.areas.fees.service import (
    AddFeeItem,
    AddHandCharge,
    AdjustCharge,
    Bill,
    IssueNotices,
    ReprintNotice,
    SetPrice,
    add_fee_item,
    add_hand_charge,
    adjust_charge,
    bill,
    issue_notices,
    reprint_notice,
    set_price,
)
from frontdesk.base.store.checks import broken_store
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import DeskError, NeedsConfirmation
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month
from tests.areas.cashdesk.desk import UNITS, Desk

FLOAT = Money.yuan(500)
REASON = "随机演练"


@dataclass
class Drawer:
    """What one cashier's drawer must hold, by these books."""

    cash: Money
    receipts: dict[str, tuple[int, Money, Money]] = field(default_factory=dict)
    """Standing receipts of the shift: number -> unit, settled, cash that stayed in the drawer."""
    hand_ins: list[str] = field(default_factory=list)


@dataclass
class RandomDay:
    """`step()` does one thing; `check()` holds the program's books against these."""

    desk: Desk
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    owed: dict[int, Money] = field(default_factory=lambda: dict.fromkeys(range(1, len(UNITS) + 1), ZERO))
    drawers: dict[int, Drawer] = field(default_factory=dict)
    receipts: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    hand_ins: list[str] = field(default_factory=list)
    items: int = 3

    def begin(self) -> None:
        for name, pricing, price in (("能耗费", Pricing.AREA, "0.35"), ("垃圾费", Pricing.UNIT, "6.00")):
            self._run(
                add_fee_item,
                AddFeeItem(
                    name, Category.OTHER, pricing, price=Decimal(price), price_from=self._today().replace(day=1)
                ),
                self.desk.admin,
            )  # fmt: skip
        self.items = 5

    def step(self) -> str:
        """One thing, at some later minute. Returns what it was."""
        self.desk.clock.forward(minutes=self.chance.randrange(1, 25))
        names, weights = zip(*((name, weight) for name, (weight, _) in self._things().items()), strict=True)
        name = self.chance.choices(names, weights)[0]
        before = self._everything()
        try:
            self._things()[name][1]()
        except DeskError as error:
            self.refused[name] += 1
            self.words[f"{name}: {error.text}"] += 1
            assert self._everything() == before, f"{name} was refused and still changed something"
        else:
            self.done[name] += 1
        return name

    def check(self, *, store: bool) -> list[str]:
        """What does not hold; empty when all is well."""
        read = self.desk.runner.read
        broken = [*read(broken_charges), *read(broken_receipts)]
        if store:
            broken += read(broken_store, schema.GUARDS)
        for unit, owed in self.owed.items():
            found = total(charge.owed for charge in read(owed_by_unit, unit, self._today(), ahead=True))
            if found != owed:
                broken.append(f"unit {unit} owes {found}, by these books {owed}")
        listed = total(row.owed for row in read(arrears, self._today()))
        aged = total(row.owed for row in read(arrears_by_age, self._today()))
        if aged != listed or listed > total(self.owed.values()):
            broken.append(f"arrears {listed}, by age {aged}, in all {total(self.owed.values())}")
        return broken

    # -- what may happen --

    def _things(self) -> dict[str, tuple[int, Callable[[], None]]]:
        return {
            "open": (14, self._open),
            "collect": (40, self._collect),
            "void": (6, self._void),
            "print": (6, self._print),
            "move": (5, self._move),
            "close": (6, self._close),
            "hand-in confirmed": (3, self._confirm),
            "bill": (4, self._bill),
            "charge by hand": (14, self._hand_charge),
            "adjust": (6, self._adjust),
            "price": (2, self._price),
            "notices": (3, self._notices),
            "next day": (3, self._next_day),
        }

    def _open(self) -> None:
        actor = self._cashier()
        self._run(open_shift, OpenShift(FLOAT), actor)
        self.drawers[actor.id] = Drawer(FLOAT)

    def _collect(self) -> None:
        actor = self._cashier()
        unit = self.chance.randrange(1, len(UNITS) + 1)
        charges = self.desk.runner.read(owed_by_unit, unit, self._today(), ahead=True)
        lines = None
        if charges and self.chance.random() < 0.5:
            some = self.chance.sample(charges, self.chance.randrange(1, len(charges) + 1))
            lines = tuple((c.charge_id, self._part(c.owed)) for c in some)
            wanted = total(amount for _, amount in lines)
        else:
            wanted = self._part(self.owed[unit] or Money.yuan(10))
        tenders = self._tenders(wanted)
        # Now and then more is settled than was given, or less than was chosen.
        amount = wanted if self.chance.random() < 0.95 else wanted + Money.yuan(1)
        done = self._run(collect, Collect(unit, tenders, lines=lines, amount=amount), actor)
        cash = total(t.amount for t in tenders if t.kind is Tender.CASH) - done.change
        self.owed[unit] -= done.settled
        drawer = self.drawers[actor.id]
        drawer.cash += cash
        drawer.receipts[done.number] = (unit, done.settled, cash)
        self.receipts.append(done.number)

    def _tenders(self, wanted: Money) -> tuple[TenderInput, ...]:
        def by_phone(amount: Money) -> TenderInput:
            return TenderInput(
                self.chance.choice((Tender.WECHAT, Tender.ALIPAY, Tender.CARD)), amount, f"R{self.chance.randrange(10**12)}"
            )  # fmt: skip

        how = self.chance.random()
        if how < 0.4:
            return (TenderInput(Tender.CASH, wanted + Money(-wanted.fen % 10_000)),)
        if how < 0.8 or wanted.fen < 200:
            return (by_phone(wanted),)
        half = Money(wanted.fen // 2)
        return (TenderInput(Tender.CASH, wanted - half + Money.yuan(3)), by_phone(half))

    def _void(self) -> None:
        if not self.receipts:
            return
        number = self.chance.choice(self.receipts[-12:])
        holder = next((c for c, d in self.drawers.items() if number in d.receipts), None)
        actor = self._cashier() if holder is None or self.chance.random() < 0.2 else self._actor(holder)
        self._run(void_receipt, VoidReceipt(number, REASON), actor)
        assert holder is not None, f"{number} of a closed shift was voided"
        unit, settled, cash = self.drawers[holder].receipts.pop(number)
        self.owed[unit] += settled
        self.drawers[holder].cash -= cash

    def _print(self) -> None:
        if self.receipts:
            size = self.chance.choice(("241x93", "241x140", "A5", "roll80"))
            self._run(print_receipt, PrintReceipt(self.chance.choice(self.receipts), size), self._cashier())

    def _move(self) -> None:
        actor = self._cashier()
        kind = self.chance.choice(list(CashMove))
        amount = Money.yuan(self.chance.choice((20, 50, 100)))
        done = self._run(
            move_cash, MoveCash(kind, amount, REASON if self.chance.random() < 0.9 else ""), actor
        )
        drawer = self.drawers[actor.id]
        drawer.cash += amount if kind is CashMove.PETTY_IN else -amount
        if kind is CashMove.HAND_IN:
            self.hand_ins.append(done.number)

    def _close(self) -> None:
        """Counted as these books say, now and then wrongly; closed with a reason where it differs."""
        actor = self._cashier()
        drawer = self.drawers.get(actor.id)
        counted = ZERO if drawer is None else max(ZERO, drawer.cash)
        counted -= Money(counted.fen % 10)
        if self.chance.random() < 0.2:
            counted += Money.yuan(5)
        self._run(confirm_count, ConfirmCount(None, pieces(counted)), actor)
        assert drawer is not None, "a shift that nobody opened was counted"
        closed = self._run(close_shift, CloseShift(reason=REASON), actor)
        assert closed.expected == drawer.cash, f"{closed.expected} expected, {drawer.cash} by these books"
        assert closed.counted == counted
        if closed.hand_in:
            self.hand_ins.append(closed.hand_in)
        del self.drawers[actor.id]

    def _confirm(self) -> None:
        if self.hand_ins:
            number = self.chance.choice(self.hand_ins)
            accepted = self.chance.random() < 0.8
            command = ConfirmHandIn(number, accepted, "" if accepted else REASON)
            self._run(confirm_hand_in, command, self.desk.financier)

    def _bill(self) -> None:
        month = Month.of(self._today()).plus(self.chance.choice((-1, 0, 0, 1)))
        plan = self.desk.runner.read(dry_run, month)
        done = self._run(bill, Bill(month), self.desk.admin)
        assert (done.made, done.stood, done.total) == (plan.made, plan.stood, plan.total)
        for line in plan.lines:
            self.owed[line.unit_id] += line.amount

    def _hand_charge(self) -> None:
        unit, amount = self.chance.randrange(1, len(UNITS) + 1), Money(self.chance.randrange(0, 60_000))
        item = self.chance.randrange(1, self.items + 1)
        self._run(add_hand_charge, AddHandCharge(unit, item, amount, "随机收费"), self.desk.admin)
        self.owed[unit] += amount

    def _adjust(self) -> None:
        unit = self.chance.randrange(1, len(UNITS) + 1)
        charges = self.desk.runner.read(owed_by_unit, unit, self._today(), ahead=True)
        if not charges:
            return
        charge = self.chance.choice(charges)
        kind = self.chance.choice((AdjustKind.WAIVE, AdjustKind.ADD))
        amount = Money(self.chance.randrange(1, charge.owed.fen + 500))
        self._run(adjust_charge, AdjustCharge(charge.charge_id, kind, amount, REASON), self._cashier())
        self.owed[unit] += amount if kind is AdjustKind.ADD else -amount

    def _price(self) -> None:
        price = Decimal(self.chance.randrange(1, 900)) / 100
        day = self._today() + timedelta(days=self.chance.randrange(-10, 40))
        self._run(set_price, SetPrice(self.chance.randrange(4, self.items + 1), price, day), self.desk.admin)

    def _notices(self) -> None:
        if self.notices and self.chance.random() < 0.3:
            self._run(
                reprint_notice, ReprintNotice((self.chance.choice(self.notices),)), self.desk.receptionist
            )
            return
        month = Month.of(self._today())
        self.notices += self._run(issue_notices, IssueNotices(month), self.desk.receptionist).numbers

    def _next_day(self) -> None:
        now = self.desk.clock.at
        self.desk.clock.at = (now + timedelta(days=self.chance.choice((1, 1, 1, 9)))).replace(
            hour=8, minute=30
        )

    # -- helps --

    def _run(self, service: Any, command: Any, actor: Actor) -> Any:
        """As a clerk would: who is asked whether they are sure says yes."""
        try:
            return self.desk.run(service, command, actor)
        except NeedsConfirmation as asked:
            return self.desk.run(service, command, actor, yes=(asked.key,))

    def _cashier(self) -> Actor:
        return self.chance.choice((self.desk.cashier, self.desk.cashier, self.desk.supervisor))

    def _actor(self, actor_id: int) -> Actor:
        return self.desk.cashier if actor_id == self.desk.cashier.id else self.desk.supervisor

    def _part(self, amount: Money) -> Money:
        return amount if self.chance.random() < 0.7 else Money(self.chance.randrange(1, amount.fen + 1))

    def _today(self) -> Any:
        return self.desk.clock.today()

    def _everything(self) -> dict[str, Any]:
        """How many rows each table has, and what changes in place: a refusal must leave all of it."""
        names = [table.name for table in schema.METADATA.sorted_tables]
        with self.desk.db.read() as session:
            found: dict[str, Any] = {
                name: session.execute(text(f'SELECT COUNT(*) FROM "{name}"')).scalar() for name in names
            }
            found["owed"] = session.execute(text("SELECT SUM(owed) FROM charge")).scalar()
            found["numbers"] = session.execute(
                text("SELECT name, last FROM number_series ORDER BY name")
            ).all()
            found["shifts"] = session.execute(text("SELECT id, state FROM shift ORDER BY id")).all()
        return found
