"""One visit to the desk as it stands on the page before it is stored: what is ticked, what is given, what is left.

Plain Python: the page shows it and changes it, the rules of `cashdesk.rules` decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from frontdesk.areas.cashdesk.rules.allocating import Due, oldest_first
from frontdesk.areas.cashdesk.rules.kinds import DENOMINATIONS, TENDER_WORDS, Tender
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr

_MOST_KINDS_SAID = 2


class Owed(Protocol):
    """What the page needs of a charge that is owed (`fees.queries.OwedCharge` is one)."""

    @property
    def charge_id(self) -> int: ...
    @property
    def item(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def due_on(self) -> date: ...
    @property
    def how(self) -> str: ...
    @property
    def amount(self) -> Money: ...
    @property
    def paid(self) -> Money: ...
    @property
    def owed(self) -> Money: ...
    @property
    def overdue_days(self) -> int: ...


@dataclass
class Given:
    """One way the payer pays, as typed. One that was not typed (`auto`) takes what is left to pay."""

    kind: Tender
    text: str = ""
    reference: str = ""
    auto: bool = True

    @property
    def word(self) -> str:
        return tr(TENDER_WORDS[self.kind])

    def amount(self) -> Money:
        """What the typed text means; nothing when it is empty. Raises `Refused` (M1.3)."""
        return Money.parse(self.text, field=self.kind.value) if self.text.strip() else ZERO

    def readable(self) -> Money:
        """The amount, or nothing while it cannot be read."""
        try:
            return max(ZERO, self.amount())
        except Refused:
            return ZERO


@dataclass
class Visit:
    """What is typed on the collecting page for one unit."""

    charges: tuple[Owed, ...] = ()
    ticked: set[int] = field(default_factory=set)
    parts: dict[int, Money] = field(default_factory=dict)
    """Charges of which less than all is taken."""
    given: list[Given] = field(default_factory=lambda: [Given(Tender.CASH)])
    payer: str = ""
    paper_number: str = ""
    reference_later: bool = False
    """The office lets a reference come after the receipt (M7.7)."""
    touched: bool = False
    """Somebody typed or ticked something that would be lost."""
    _last: Tender = Tender.CASH

    def begin(self, charges: Sequence[Owed], payer: str, today: date) -> None:
        """A unit's charges, everything in cash; ticked are those whose period has begun (M6.2)."""
        self.charges = tuple(charges)
        self.ticked = {c.charge_id for c in charges if c.starts_on <= today}
        self.parts = {}
        self.given = [Given(Tender.CASH)]
        self._last = Tender.CASH
        self.payer, self.paper_number = payer, ""
        self.touched = False
        self.refit()

    def renew(self, charges: Sequence[Owed], today: date) -> None:
        """The charges as they are now; what was ticked and typed stays where it still fits."""
        before = {c.charge_id for c in self.charges}
        owed = {c.charge_id: c.owed for c in charges}
        self.charges = tuple(charges)
        new = {c.charge_id for c in charges if c.charge_id not in before and c.starts_on <= today}
        self.ticked = {i for i in owed if i in self.ticked} | new
        self.parts = {i: part for i, part in self.parts.items() if part < owed.get(i, ZERO)}
        self.refit()

    # -- charges --

    def charge(self, charge_id: int) -> Owed | None:
        return next((c for c in self.charges if c.charge_id == charge_id), None)

    def take(self, charge: Owed) -> Money:
        """What is taken of a charge now; nothing when it is not ticked."""
        if charge.charge_id not in self.ticked:
            return ZERO
        return self.parts.get(charge.charge_id, charge.owed)

    def tick(self, charge_id: int, on: bool) -> None:
        if on:
            self.ticked.add(charge_id)
        else:
            self.ticked.discard(charge_id)
            self.parts.pop(charge_id, None)
        self.touched = True
        self.refit()

    def set_part(self, charge_id: int, text: str) -> None:
        """Take only part of a charge. Raises `Refused` for what is no amount, nothing, or more than is owed."""
        charge = self.charge(charge_id)
        if charge is None:
            return
        amount = Money.parse(text, field="lines")
        label = f"{charge.item} {charge.period}"
        if amount <= ZERO:
            raise Refused(tr("“{label}”的本次收要大于零；这次不收请去掉勾", label=label), field="lines")
        if amount > charge.owed:
            raise Refused(
                tr("“{label}”只欠 {owed}，不能收 {amount}", label=label, owed=charge.owed, amount=amount),
                field="lines",
            )
        self.ticked.add(charge_id)
        if amount == charge.owed:
            self.parts.pop(charge_id, None)
        else:
            self.parts[charge_id] = amount
        self.touched = True
        self.refit()

    def lines(self) -> tuple[tuple[int, Money], ...]:
        """What is settled: charge and amount, oldest due first as the charges are listed."""
        return tuple((c.charge_id, self.take(c)) for c in self.charges if self.take(c))

    @property
    def due(self) -> Money:
        """What is to be paid now: the sum of what is ticked, never of a page of it (T8)."""
        return total(amount for _, amount in self.lines())

    @property
    def owed(self) -> Money:
        return total(c.owed for c in self.charges)

    # -- tenders --

    def find(self, kind: Tender) -> Given | None:
        return next((g for g in self.given if g.kind is kind), None)

    def add(self, kind: Tender) -> Given:
        """One more way to pay; it takes what is left. Asked for again, the one that is there."""
        found = self.find(kind)
        if found is None:
            found = Given(kind)
            self.given.append(found)
            self.given.sort(key=lambda g: list(Tender).index(g.kind))
            self._last = kind
            self.touched = True
            self.refit()
        return found

    def remove(self, kind: Tender) -> None:
        self.given = [g for g in self.given if g.kind is not kind]
        if not self.given:
            self.given = [Given(Tender.CASH)]
        elif not any(g.auto for g in self.given):
            self.given[0].auto = True
        self.touched = True
        self.refit()

    def type_amount(self, kind: Tender, text: str) -> None:
        """The clerk typed an amount; the others that nobody typed take what is left."""
        found = self.find(kind)
        if found is not None and found.text != text:
            found.text, found.auto = text, False
            self.touched = True
            self.refit()

    def type_reference(self, kind: Tender, text: str) -> None:
        found = self.find(kind)
        if found is not None and found.reference != text:
            found.reference = text
            self.touched = True

    def refit(self) -> None:
        """Let the tenders that nobody typed share what is left: the one asked for last takes it all."""
        left = max(ZERO, self.due - total(g.readable() for g in self.given if not g.auto))
        free = [g for g in self.given if g.auto]
        last = next((g for g in free if g.kind is self._last), free[-1] if free else None)
        for given in free:
            given.text = str(left if given is last else ZERO)

    @property
    def tendered(self) -> Money:
        return total(g.readable() for g in self.given)

    @property
    def change(self) -> Money:
        """What is given back: never more than the cash that was given (T9)."""
        cash = total(g.readable() for g in self.given if g.kind is Tender.CASH)
        return min(cash, max(ZERO, self.tendered - self.due))

    @property
    def missing(self) -> Money:
        return max(ZERO, self.due - self.tendered)

    def spread_what_came(self) -> None:
        """Take only what was given: over the ticked charges, oldest due first. Raises `Refused` for nothing."""
        dues = [
            Due(c.charge_id, c.due_on, self.take(c), f"{c.item} {c.period}")
            for c in self.charges
            if self.take(c)
        ]
        kept = {part.charge_id: part.amount for part in oldest_first(dues, self.tendered)}
        for charge in self.charges:
            taken = kept.get(charge.charge_id)
            if taken is None:
                self.ticked.discard(charge.charge_id)
                self.parts.pop(charge.charge_id, None)
            elif taken < charge.owed:
                self.parts[charge.charge_id] = taken
        for given in self.given:
            given.auto = False
        self.touched = True

    def tenders(self) -> tuple[TenderInput, ...]:
        """What is handed over, checked as far as the page can. Raises `InvalidInput`, a reason for each field.

        Fields are named `cash`, `wechat` … and `wechat_reference` …; `lines` for the charges.
        """
        errors: dict[str, str] = {}
        found: list[TenderInput] = []
        for given in self.given:
            try:
                amount = given.amount()
            except Refused as error:
                errors[given.kind.value] = error.text
                continue
            if amount < ZERO:
                errors[given.kind.value] = tr("{kind}不能是负数", kind=given.word)
            elif amount:
                asks = given.kind is not Tender.CASH and not self.reference_later
                if asks and not given.reference.strip():
                    errors[f"{given.kind.value}_reference"] = tr(
                        "{kind}要填交易单号，扫码或照手机、小票上抄", kind=given.word
                    )
                found.append(TenderInput(given.kind, amount, given.reference.strip()))
        if not self.due:
            errors["lines"] = tr("请至少勾选一项要收的费用")
        elif not errors:
            self._check_sums(errors)
        if errors:
            raise InvalidInput(errors)
        return tuple(found)

    def _check_sums(self, errors: dict[str, str]) -> None:
        if self.missing:
            first = self.given[0]
            errors[first.kind.value] = tr("还差 {lack}", lack=self.missing)
            return
        over = self.tendered - self.due - self.change
        if over > ZERO:
            other = next(g for g in reversed(self.given) if g.kind is not Tender.CASH and g.readable())
            errors[other.kind.value] = tr(
                "多收了 {over}，{kind}不能找零，请改成 {right}",
                over=over,
                kind=other.word,
                right=max(ZERO, other.readable() - over),
            )

    # -- drafts --

    def to_data(self) -> dict[str, Any]:
        """What was typed, as a draft keeps it (D0.8)."""
        return {
            "ticked": sorted(self.ticked),
            "parts": {str(i): amount.fen for i, amount in self.parts.items()},
            "given": [[g.kind.value, g.text, g.reference, g.auto] for g in self.given],
            "payer": self.payer,
            "paper_number": self.paper_number,
        }

    def from_data(self, data: dict[str, Any]) -> None:
        """Put a draft's typing over the charges as they are owed today."""
        owed = {c.charge_id: c.owed for c in self.charges}
        self.ticked = {int(i) for i in data.get("ticked", ()) if int(i) in owed}
        self.parts = {
            int(i): Money(int(fen))
            for i, fen in data.get("parts", {}).items()
            if int(i) in self.ticked and ZERO < Money(int(fen)) < owed[int(i)]
        }
        self.given = [
            Given(Tender(kind), str(text), str(reference), bool(auto))
            for kind, text, reference, auto in data.get("given", ())
        ] or [Given(Tender.CASH)]
        self.payer = str(data.get("payer", self.payer))
        self.paper_number = str(data.get("paper_number", ""))
        self.touched = True
        self.refit()


def notes_said(amount: Money) -> str:
    """`3 张 100`, `2 张 100、1 张 50`: how cash was most likely given; empty when that takes more kinds of note."""
    parts: list[str] = []
    rest = amount.fen
    for face in DENOMINATIONS:
        if face.fen < 100:
            break
        count, rest = divmod(rest, face.fen)
        if count:
            parts.append(tr("{n} 张 {face}", n=count, face=face.fen // 100))
    return "、".join(parts) if parts and not rest and len(parts) <= _MOST_KINDS_SAID else ""


def why(charge: Owed) -> str:
    """How the amount that is owed came about, in one line (M2.8)."""
    words = [f"{charge.how} = {charge.amount}" if charge.how else tr("应收 {amount}", amount=charge.amount)]
    adjusted = charge.owed + charge.paid - charge.amount
    if adjusted < ZERO:
        words.append(tr("减免 {amount}", amount=-adjusted))
    elif adjusted > ZERO:
        words.append(tr("补收 {amount}", amount=adjusted))
    if charge.paid:
        words.append(tr("已收 {amount}", amount=charge.paid))
    if charge.owed != charge.amount:
        words.append(tr("还欠 {amount}", amount=charge.owed))
    day = f"{charge.due_on:%m-%d}"
    if charge.overdue_days > 0:
        words.append(tr("{day} 到期，到今天逾期 {n} 天", day=day, n=charge.overdue_days))
    else:
        words.append(tr("{day} 到期", day=day))
    return "；".join(words)


def overdue(charges: Iterable[Owed]) -> tuple[int, Money]:
    """How many of the charges are overdue, and what is owed of them."""
    late = [c for c in charges if c.overdue_days > 0]
    return len(late), total(c.owed for c in late)
