"""One visit to the desk as it stands on the page before it is stored: what is ticked, what is given, what is left.

Plain Python: the page shows it and changes it, the rules of `cashdesk.rules` decide.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from frontdesk.areas.cashdesk.rules.allocating import Due, oldest_first
from frontdesk.areas.cashdesk.rules.kinds import DENOMINATIONS, TENDER_WORDS, Tender
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.ui.owed import Late, Owed
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr

_MOST_KINDS_SAID = 2
_OWN = Tender.PREPAID
"""What the unit has already paid ahead: no money moves."""
_STEPS = (Money(10), Money(100))
"""抹零 takes off the fen, then the jiao too."""


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
    late: dict[int, Money] = field(default_factory=dict)
    """The late fee that has accrued on a charge and is not settled (M5.3)."""
    late_how: dict[int, str] = field(default_factory=dict)
    """How each of them came about."""
    late_left: set[int] = field(default_factory=set)
    """Charges whose late fee is left for another day."""
    balance: Money = ZERO
    """What stands prepaid on the unit."""
    prepay: Money = ZERO
    """What goes to the unit's prepaid balance out of this visit (M6.3)."""
    round_to: Money | None = None
    """抹零: the cash is taken down to whole amounts of this; None for not at all."""
    round_limit: Money = ZERO
    """The most that may be dropped; nothing: 抹零 is not offered."""
    _last: Tender = Tender.CASH

    def begin(
        self,
        charges: Sequence[Owed],
        payer: str,
        today: date,
        *,
        late: Mapping[int, Late] | None = None,
        balance: Money = ZERO,
        round_limit: Money = ZERO,
    ) -> None:
        """A unit's charges, each with its late fee; ticked are those whose period has begun (M6.2).

        What stands prepaid is used first, the rest is cash.
        """
        self.charges = tuple(charges)
        self._set_late(late or {})
        self.late_left = set()
        self.balance, self.round_limit = balance, round_limit
        self.prepay, self.round_to = ZERO, None
        self.ticked = {c.charge_id for c in charges if c.starts_on <= today}
        self.parts = {}
        self.given = self._first_given()
        self._last = Tender.CASH
        self.payer, self.paper_number = payer, ""
        self.touched = False
        self.refit()

    def take_only(self, wanted: Collection[int], payer: str = "") -> None:
        """Tick these charges alone, of those that are there; *payer* pays where nobody is known to owe for the unit."""
        found = {c.charge_id for c in self.charges} & set(wanted)
        if found:
            self.ticked = found
        self.payer = self.payer or payer
        self.refit()

    def _set_late(self, late: Mapping[int, Late]) -> None:
        self.late = {charge_id: fee.open for charge_id, fee in late.items() if fee.open}
        self.late_how = {charge_id: fee.how for charge_id, fee in late.items()}

    def _first_given(self) -> list[Given]:
        uses = self.balance > ZERO and bool(self.charges)
        return [Given(Tender.CASH), *([Given(Tender.PREPAID)] if uses else [])]

    def renew(
        self,
        charges: Sequence[Owed],
        today: date,
        *,
        late: Mapping[int, Late] | None = None,
        balance: Money = ZERO,
    ) -> None:
        """The charges as they are now; what was ticked and typed stays where it still fits."""
        self._set_late(late or {})
        self.balance = balance
        self.late_left &= set(self.late)
        before = {c.charge_id for c in self.charges}
        owed = {c.charge_id: c.owed for c in charges}
        self.charges = tuple(charges)
        new = {c.charge_id for c in charges if c.charge_id not in before and c.starts_on <= today}
        self.ticked = {i for i in owed if i in self.ticked} | new
        self.parts = {
            i: part for i, part in self.parts.items() if i in owed and part < owed[i] + self._late_of(i)
        }
        self.refit()

    # -- charges --

    def charge(self, charge_id: int) -> Owed | None:
        return next((c for c in self.charges if c.charge_id == charge_id), None)

    def _late_of(self, charge_id: int) -> Money:
        """The late fee that goes with a charge now, ticked or not."""
        return ZERO if charge_id in self.late_left else self.late.get(charge_id, ZERO)

    def whole(self, charge: Owed) -> Money:
        """All that can be taken of a charge now."""
        return charge.owed + self._late_of(charge.charge_id)

    def take(self, charge: Owed) -> Money:
        """What is taken of a charge now, its late fee included; nothing when it is not ticked."""
        if charge.charge_id not in self.ticked:
            return ZERO
        return self.parts.get(charge.charge_id, charge.owed + self._late_of(charge.charge_id))

    def take_late(self, charge: Owed) -> Money:
        """The late fee in it: of a part payment the charge itself comes first, so that less accrues (M6.2)."""
        return max(ZERO, self.take(charge) - charge.owed)

    def tick(self, charge_id: int, on: bool) -> None:
        if on:
            self.ticked.add(charge_id)
        else:
            self.ticked.discard(charge_id)
            self.parts.pop(charge_id, None)
        self.touched = True
        self.refit()

    def leave_late(self, charge_id: int, leave: bool) -> None:
        """Leave a charge's late fee for another day, or take it after all. It goes on accruing."""
        if not self.late.get(charge_id):
            return
        (self.late_left.add if leave else self.late_left.discard)(charge_id)
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
        whole = charge.owed + self._late_of(charge_id)
        if amount <= ZERO:
            raise Refused(tr("“{label}”的本次收要大于零；这次不收请去掉勾", label=label), field="lines")
        if amount > whole:
            raise Refused(
                tr("“{label}”只欠 {owed}，不能收 {amount}", label=label, owed=whole, amount=amount),
                field="lines",
            )
        self.ticked.add(charge_id)
        if amount == whole:
            self.parts.pop(charge_id, None)
        else:
            self.parts[charge_id] = amount
        self.touched = True
        self.refit()

    def lines(self) -> tuple[tuple[int, Money], ...]:
        """What is settled: charge and amount without late fees, oldest due first as the charges are listed."""
        taken = ((c.charge_id, self.take(c) - self.take_late(c)) for c in self.charges)
        return tuple((charge_id, amount) for charge_id, amount in taken if amount)

    def late_fees(self) -> tuple[tuple[int, Money], ...]:
        """The late fees that are settled, each with the charge it grew on."""
        taken = ((c.charge_id, self.take_late(c)) for c in self.charges)
        return tuple((charge_id, amount) for charge_id, amount in taken if amount)

    @property
    def charged(self) -> Money:
        """The sum of what is ticked, never of a page of it (T8), before anything is dropped or prepaid."""
        return total(self.take(c) for c in self.charges)

    @property
    def rounding(self) -> Money:
        """What is dropped of the cash (抹零): nothing where no cash takes the rest, or over the limit."""
        cash = self.find(Tender.CASH)
        if self.round_to is None or cash is None:
            return ZERO
        other = total(self._firm(g) for g in self.given if g is not cash)
        if any(g.auto and g.kind is self._last for g in self.given if g is not cash and g.kind is not _OWN):
            return ZERO
        rest = self.charged - other
        dropped = Money(rest.fen % self.round_to.fen) if rest > ZERO else ZERO
        return dropped if dropped <= self.round_limit else ZERO

    def _firm(self, given: Given) -> Money:
        """What of a way to pay does not depend on the cash."""
        if given.kind is _OWN and given.auto:
            typed = total(
                g.readable() for g in self.given if not g.auto and g.kind not in (Tender.CASH, _OWN)
            )
            return min(self.balance, max(ZERO, self.charged - typed))
        return ZERO if given.auto else given.readable()

    @property
    def due(self) -> Money:
        """What is to be paid now: what is ticked, less what is dropped, and what goes to the balance."""
        return self.charged - self.rounding + self.prepay

    @property
    def owed(self) -> Money:
        return total(c.owed for c in self.charges)

    # -- rounding and prepaying --

    def _dropped_at(self, step: Money | None) -> Money:
        kept, self.round_to = self.round_to, step
        dropped, self.round_to = self.rounding, kept
        return dropped

    def roundings(self) -> list[Money]:
        """The steps at which 抹零 drops something now, the least first: the fen, then the jiao too."""
        found: dict[Money, Money] = {}
        for step in _STEPS:
            dropped = self._dropped_at(step)
            if dropped:
                found.setdefault(dropped, step)
        return list(found.values())

    def round_off(self) -> None:
        """The next step: fen, jiao, nothing again. Where the cash given lacks just one of them, that one."""
        steps: list[Money | None] = [*self.roundings(), None]
        lacks = next((s for s in steps if s is not None and self._dropped_at(s) == self.missing), None)
        at = steps.index(self.round_to) if self.round_to in steps else -1
        self.round_to = (
            lacks if lacks is not None and lacks != self.round_to else steps[(at + 1) % len(steps)]
        )
        self.touched = True
        self.refit()

    def prepay_rest(self) -> None:
        """What was given over what is due goes to the unit's balance; asked again, it does not."""
        over = self.tendered - self.due
        self.prepay = self.prepay + over if over > ZERO else ZERO
        self.touched = True
        self.refit()

    def set_prepay(self, amount: Money) -> None:
        """So much goes to the unit's balance, whatever is owed."""
        self.prepay = amount
        self.touched = True
        self.refit()

    @property
    def balance_after(self) -> Money | None:
        """What stands prepaid afterwards; None where prepayments have no part in it."""
        own = self.find(_OWN)
        used = own.readable() if own is not None else ZERO
        if not (self.balance or self.prepay or used):
            return None
        return self.balance + self.prepay - used

    # -- tenders --

    def offers(self, kind: Tender) -> bool:
        """Whether that way to pay is offered here."""
        return kind is not _OWN or self.balance > ZERO

    def own_limit(self) -> Money:
        """The most that 预存抵扣 may come to."""
        return self.balance

    def cash_said(self, notes: str) -> str:
        """What stands beside the cash: which notes it most likely is."""
        return tr("收 {notes}", notes=notes)

    def own_said(self) -> str:
        """What stands beside 预存抵扣."""
        return tr("余 {balance}", balance=self.balance)

    def find(self, kind: Tender) -> Given | None:
        return next((g for g in self.given if g.kind is kind), None)

    def add(self, kind: Tender) -> Given:
        """One more way to pay; it takes what is left. Asked for again, the one that is there."""
        found = self.find(kind)
        if found is None:
            found = Given(kind)
            self.given.append(found)
            self.given.sort(key=lambda g: list(Tender).index(g.kind))
            if kind is not _OWN:
                self._last = kind
            self.touched = True
            self.refit()
        return found

    def remove(self, kind: Tender) -> None:
        self.given = [g for g in self.given if g.kind is not kind]
        if not self.given:
            self.given = [Given(Tender.CASH)]
        elif not any(g.auto for g in self.given if g.kind is not _OWN):
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
        """Let the tenders that nobody typed share what is left: the balance first, then the one asked for last."""
        own = self.find(_OWN)
        if own is not None and own.auto:
            own.text = str(self._firm(own))
        left = max(ZERO, self.due - total(g.readable() for g in self.given if not g.auto or g is own))
        free = [g for g in self.given if g.auto and g is not own]
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
        self.prepay, self.round_to = ZERO, None
        dues = [
            Due(
                c.charge_id,
                c.due_on,
                self.take(c) - self.take_late(c),
                f"{c.item} {c.period}",
                self.take_late(c),
            )
            for c in self.charges
            if self.take(c)
        ]
        kept = {part.charge_id: part.amount + part.late for part in oldest_first(dues, self.tendered)}
        for charge in self.charges:
            taken = kept.get(charge.charge_id)
            if taken is None:
                self.ticked.discard(charge.charge_id)
                self.parts.pop(charge.charge_id, None)
            elif taken < charge.owed + self._late_of(charge.charge_id):
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
                asks = given.kind not in (Tender.CASH, _OWN) and not self.reference_later
                if asks and not given.reference.strip():
                    errors[f"{given.kind.value}_reference"] = tr(
                        "{kind}要填交易单号，扫码或照手机、小票上抄", kind=given.word
                    )
                found.append(TenderInput(given.kind, amount, given.reference.strip()))
        own = self.find(_OWN)
        if not self.due:
            errors["lines"] = tr("请至少勾选一项要收的费用")
        elif own is not None and own.readable() > self.own_limit():
            errors[_OWN.value] = tr("预存只有 {balance}，请改小", balance=self.own_limit())
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
                "多收了 {over}，{kind}不能找零：改成 {right}，或按 F6 转预存",
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
            "late_left": sorted(self.late_left),
            "prepay": self.prepay.fen,
            "round_to": None if self.round_to is None else self.round_to.fen,
        }

    def from_data(self, data: dict[str, Any]) -> None:
        """Put a draft's typing over the charges as they are owed today."""
        owed = {c.charge_id: c.owed for c in self.charges}
        self.ticked = {int(i) for i in data.get("ticked", ()) if int(i) in owed}
        self.late_left = {int(i) for i in data.get("late_left", ()) if self.late.get(int(i))}
        self.prepay = Money(int(data.get("prepay", 0)))
        step = data.get("round_to")
        self.round_to = None if step is None else Money(int(step))
        self.parts = {
            int(i): Money(int(fen))
            for i, fen in data.get("parts", {}).items()
            if int(i) in self.ticked and ZERO < Money(int(fen)) < owed[int(i)] + self._late_of(int(i))
        }
        self.given = [
            Given(Tender(kind), str(text), str(reference), bool(auto))
            for kind, text, reference, auto in data.get("given", ())
        ] or [Given(Tender.CASH)]
        self.payer = str(data.get("payer", self.payer))
        self.paper_number = str(data.get("paper_number", ""))
        self.touched = True
        self.refit()


def late_owed(visit: Visit) -> Money:
    """The late fees of all that is owed, whether they are settled now or not."""
    return total(visit.late.get(c.charge_id, ZERO) for c in visit.charges)


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
