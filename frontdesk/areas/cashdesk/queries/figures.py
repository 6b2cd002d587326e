"""What a shift adds up to: read here for the close, the reveal and the check, never told before the count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.model import (
    CashMovement,
    Payment,
    PaymentLine,
    PaymentTender,
    PaymentVoid,
    Shift,
)
from frontdesk.areas.cashdesk.queries.other_figures import (
    DepositFigures,
    RefundFigures,
    deposit_figures,
    refund_figures,
)
from frontdesk.areas.cashdesk.rules.drawer import Move, expected_cash
from frontdesk.areas.cashdesk.rules.identity import Proof, prove_deposits, prove_identity, spread
from frontdesk.areas.cashdesk.rules.kinds import WITHOUT_REFERENCE, CashMove, Tender
from frontdesk.areas.fees.model import FeeItem
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr

K = TypeVar("K")
Parts = tuple[tuple[K, Money], ...]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A movement of cash within the shift."""

    id: int
    number: str
    kind: CashMove
    at_close: bool
    amount: Money
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """The sums of one shift, voided receipts left out but in `receipts` and `voided`.

    `by_item` and `by_tender` are the takings, refunds not yet taken off; `by_tender` has cash net of change (T9).
    `parts` is each receipt's lines beside its tenders net of change; `slips` counts the tenders that leave a slip,
    those of deposits too. Refunds and deposits stand apart (M7.5).
    """

    opening: Money
    cash_in: Money
    change: Money
    petty_in: Money
    petty_out: Money
    handed_in: Money
    by_item: Mapping[str, Money]
    by_tender: Mapping[Tender, Money]
    slips: Mapping[Tender, int]
    parts: tuple[tuple[Parts[str], Parts[Tender]], ...]
    receipts: Money
    voided: Money
    moves: tuple[MoveRow, ...]
    refunds: RefundFigures = field(default_factory=RefundFigures)
    deposits: DepositFigures = field(default_factory=DepositFigures)

    @property
    def net_by_item(self) -> dict[str, Money]:
        """Takings less refunds by fee item."""
        return _less(self.by_item, self.refunds.by_item)

    @property
    def net_by_tender(self) -> dict[Tender, Money]:
        """Takings less refunds by tender, cash net of change."""
        return _less(self.by_tender, self.refunds.by_tender)

    @property
    def slip_sums(self) -> dict[Tender, Money]:
        """What the slips of each tender must add up to: takings and deposits. Refunds have slips of their own."""
        sums = {k: v for k, v in self.by_tender.items() if k not in WITHOUT_REFERENCE}
        for kind, amount in self.deposits.taken_by_tender.items():
            if kind not in WITHOUT_REFERENCE:
                sums[kind] = sums.get(kind, ZERO) + amount
        return sums

    def gone_back(self, kind: Tender) -> Money:
        """What refunds and returned deposits paid out by a tender."""
        return self.refunds.by_tender.get(kind, ZERO) + self.deposits.back_by_tender.get(kind, ZERO)

    @property
    def further(self) -> tuple[Move, ...]:
        """Cash that refunds and deposits moved, signed."""
        deposits = self.deposits
        moves = (
            Move(tr("退款"), -self.refunds.by_tender.get(Tender.CASH, ZERO)),
            Move(tr("收押金"), deposits.taken_by_tender.get(Tender.CASH, ZERO)),
            Move(tr("退押金"), -deposits.back_by_tender.get(Tender.CASH, ZERO)),
        )
        return tuple(move for move in moves if move.amount)

    @property
    def expected_cash(self) -> Money:
        return expected_cash(
            self.opening,
            self.cash_in,
            self.change,
            petty_in=self.petty_in,
            petty_out=self.petty_out,
            handed_in=self.handed_in,
            further=self.further,
        )

    def cells(self) -> dict[tuple[str, Tender], Money]:
        """The table item × tender of the takings."""
        return _cells(self.parts)

    def refund_cells(self) -> dict[tuple[str, Tender], Money]:
        """The table item × tender of the refunds, negative."""
        return {cell: -amount for cell, amount in _cells(self.refunds.parts).items()}

    def prove(self) -> Proof:
        """The identity of M7.5, and the same of the deposits. Raises `IdentityBroken`."""
        deposits = self.deposits
        prove_deposits(
            tr("收押金"), deposits.taken.values(), deposits.taken_by_tender.values(), deposits.amount
        )
        prove_deposits(
            tr("退押金"), deposits.paid_back.values(), deposits.back_by_tender.values(), deposits.refunded
        )
        prove_deposits(tr("押金扣款"), deposits.deducted.values(), None, deposits.kept)
        return prove_identity(
            self.net_by_item,
            self.net_by_tender,
            receipts=self.receipts,
            voided=self.voided,
            refunds=self.refunds.amount,
        )


def shift_figures(session: Session, shift_id: int) -> ShiftFigures:
    """Read and add up, each of the three sums from its own table, so that the identity proves something."""
    shift = session.get_one(Shift, shift_id)
    payments = session.execute(
        select(Payment.id, Payment.settled, Payment.change, PaymentVoid.id)
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(Payment.shift_id == shift_id)
        .order_by(Payment.id)
    ).all()
    change_of = {payment_id: change for payment_id, _, change, void in payments if void is None}
    lines = _lines(session, shift_id, change_of)
    tenders = _tenders(session, shift_id, change_of)
    moves = moves_of_shift(session, shift_id)
    by_tender: dict[Tender, Money] = {}
    slips: dict[Tender, int] = {}
    cash_in = ZERO
    for parts in tenders.values():
        for kind, amount in parts:
            by_tender[kind] = by_tender.get(kind, ZERO) + amount
            if kind is Tender.CASH:
                cash_in += amount
            elif kind not in WITHOUT_REFERENCE:
                slips[kind] = slips.get(kind, 0) + 1
    deposits = deposit_figures(session, shift_id)
    for kind, n in deposits.slips.items():
        slips[kind] = slips.get(kind, 0) + n
    change = total(change_of.values())
    if change:
        by_tender[Tender.CASH] = by_tender.get(Tender.CASH, ZERO) - change
    return ShiftFigures(
        opening=shift.opening_float,
        cash_in=cash_in,
        change=change,
        petty_in=_moved(moves, CashMove.PETTY_IN),
        petty_out=_moved(moves, CashMove.PETTY_OUT),
        handed_in=_moved(moves, CashMove.HAND_IN),
        by_item=_by_item(session, lines),
        by_tender=by_tender,
        slips=slips,
        parts=_parts(lines, tenders, change_of),
        receipts=total(settled for _, settled, _, _ in payments),
        voided=total(settled for _, settled, _, void in payments if void is not None),
        moves=moves,
        refunds=refund_figures(session, shift_id),
        deposits=deposits,
    )


def refund_label(item: str) -> str:
    """How the refunds of a fee item are named in the day's tables."""
    return tr("退{item}", item=item)


def moves_of_shift(session: Session, shift_id: int) -> tuple[MoveRow, ...]:
    """Hand-ins and petty cash of a shift, in order."""
    found = session.scalars(
        select(CashMovement).where(CashMovement.shift_id == shift_id).order_by(CashMovement.id)
    )
    return tuple(MoveRow(m.id, m.number, m.kind, m.at_close, m.amount, m.reason, m.at, m.by) for m in found)


def _moved(moves: tuple[MoveRow, ...], kind: CashMove) -> Money:
    # The hand-in at the close leaves the drawer after it was counted.
    return total(move.amount for move in moves if move.kind is kind and not move.at_close)


def _lines(session: Session, shift_id: int, standing: Mapping[int, Money]) -> dict[int, Parts[str]]:
    found = session.execute(
        select(PaymentLine.payment_id, PaymentLine.item, PaymentLine.amount)
        .join(Payment)
        .where(Payment.shift_id == shift_id)
        .order_by(PaymentLine.payment_id, PaymentLine.no)
    )
    return _by_payment(((p, item, amount) for p, item, amount in found), standing)


def _tenders(session: Session, shift_id: int, standing: Mapping[int, Money]) -> dict[int, Parts[Tender]]:
    found = session.execute(
        select(PaymentTender.payment_id, PaymentTender.kind, PaymentTender.amount)
        .join(Payment)
        .where(Payment.shift_id == shift_id)
        .order_by(PaymentTender.payment_id, PaymentTender.id)
    )
    return _by_payment(((p, kind, amount) for p, kind, amount in found), standing)


def _by_payment(rows: Iterable[tuple[int, K, Money]], standing: Mapping[int, Money]) -> dict[int, Parts[K]]:
    parts: dict[int, list[tuple[K, Money]]] = {}
    for payment_id, kind, amount in rows:
        if payment_id in standing:
            parts.setdefault(payment_id, []).append((kind, amount))
    return {payment_id: tuple(part) for payment_id, part in parts.items()}


def _by_item(session: Session, lines: Mapping[int, Parts[str]]) -> dict[str, Money]:
    """Sums by fee item, in the order of the office's own list of items."""
    sums: dict[str, Money] = {}
    for parts in lines.values():
        for item, amount in parts:
            sums[item] = sums.get(item, ZERO) + amount
    order = {
        name: i
        for i, name in enumerate(session.scalars(select(FeeItem.name).order_by(FeeItem.sort, FeeItem.id)))
    }
    return {item: sums[item] for item in sorted(sums, key=lambda item: order.get(item, len(order)))}


def _parts(
    lines: Mapping[int, Parts[str]], tenders: Mapping[int, Parts[Tender]], change_of: Mapping[int, Money]
) -> tuple[tuple[Parts[str], Parts[Tender]], ...]:
    parts = []
    for payment_id, change in change_of.items():
        net: dict[Tender, Money] = {}
        for kind, amount in tenders.get(payment_id, ()):
            net[kind] = net.get(kind, ZERO) + amount
        if change:
            net[Tender.CASH] = net.get(Tender.CASH, ZERO) - change
        # What is dropped of a receipt is dropped of its cash, which therefore comes first (M6.3).
        own = sorted(net.items(), key=lambda part: part[0] is not Tender.CASH)
        given = tuple(own if any(amount < ZERO for _, amount in lines.get(payment_id, ())) else net.items())
        parts.append((lines.get(payment_id, ()), given))
    return tuple(parts)


def _cells(parts: Iterable[tuple[Parts[str], Parts[Tender]]]) -> dict[tuple[str, Tender], Money]:
    cells: dict[tuple[str, Tender], Money] = {}
    for lines, tenders in parts:
        for cell, amount in spread(lines, tenders).items():
            cells[cell] = cells.get(cell, ZERO) + amount
    return cells


def _less(sums: Mapping[K, Money], back: Mapping[K, Money]) -> dict[K, Money]:
    left = dict(sums)
    for key, amount in back.items():
        left[key] = left.get(key, ZERO) - amount
    return left
