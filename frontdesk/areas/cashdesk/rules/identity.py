"""The day's identity (M7.5): by fee item = by tender = receipts − voids − refunds, proved at each close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.base.values.money import ZERO, Money, total

K = TypeVar("K")


class IdentityBroken(Exception):
    """The three sums of a close disagree: a defect. Nothing is closed or printed from such figures."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The three sums, which are one."""

    by_item: Money
    by_tender: Money
    by_receipts: Money

    @property
    def holds(self) -> bool:
        return self.by_item == self.by_tender == self.by_receipts


def prove_identity(
    by_item: Mapping[str, Money],
    by_tender: Mapping[Tender, Money],
    *,
    receipts: Money,
    voided: Money,
    refunds: Money = ZERO,
) -> Proof:
    """Raises `IdentityBroken` with the figures when they disagree.

    *by_item* and *by_tender* leave voided receipts out and have refunds taken off; cash in *by_tender* is net of
    change (T9). *receipts* is every receipt's own total, voided ones included; *refunds* is positive.
    """
    proof = Proof(total(by_item.values()), total(by_tender.values()), receipts - voided - refunds)
    if not proof.holds:
        raise IdentityBroken(
            f"by fee item {proof.by_item.plain}, by tender {proof.by_tender.plain}, "
            f"receipts {receipts.plain} − voided {voided.plain} − refunds {refunds.plain} "
            f"= {proof.by_receipts.plain}"
        )
    return proof


def prove_deposits(
    what: str, by_purpose: Iterable[Money], by_tender: Iterable[Money] | None, papers: Money
) -> None:
    """Deposits taken, paid back or kept: by purpose = by tender (None: no money moved) = what their papers say.

    Raises `IdentityBroken` with the figures.
    """
    purposes = total(by_purpose)
    tenders = papers if by_tender is None else total(by_tender)
    if not purposes == tenders == papers:
        raise IdentityBroken(
            f"{what}: by purpose {purposes.plain}, by tender {tenders.plain}, papers {papers.plain}"
        )


def spread(
    lines: Sequence[tuple[str, Money]], tenders: Sequence[tuple[K, Money]]
) -> dict[tuple[str, K], Money]:
    """One receipt's lines over its tenders (net of change): the cells of the table item × tender.

    Tenders fill the lines in order, so rows and columns add up to the fen. A negative line (a discount) is
    taken from the first tender, which then fills that much more of the other lines. Raises ValueError when
    lines and tenders differ.
    """
    if total(amount for _, amount in lines) != total(amount for _, amount in tenders):
        raise ValueError("lines and tenders differ")
    cells: dict[tuple[str, K], Money] = {}

    def add(item: str, kind: K, amount: Money) -> None:
        cells[item, kind] = cells.get((item, kind), ZERO) + amount

    kinds = [kind for kind, amount in tenders if amount]
    room = [amount for _, amount in tenders if amount]
    for item, amount in lines:
        if amount < ZERO and kinds:
            add(item, kinds[0], amount)
            room[0] -= amount
    at = 0
    for item, amount in lines:
        rest = amount
        while rest > ZERO:
            part = min(rest, room[at])
            add(item, kinds[at], part)
            rest -= part
            room[at] -= part
            if not room[at]:
                at += 1
    return cells
