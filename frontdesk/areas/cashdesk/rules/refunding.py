"""What a refund gives back (M6.5, M6.10): of which lines of a receipt, and by which tenders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.areas.cashdesk.rules.kinds import PREPAID, ROUNDING, TENDER_WORDS, Tender
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line of the receipt: what it came to, and what of that earlier refunds gave back (both with its sign)."""

    id: int
    source_kind: str
    source_id: int
    item: str
    period: str
    amount: Money
    refunded: Money = ZERO

    @property
    def left(self) -> Money:
        """What can still be given back of it; negative for a line of 抹零."""
        return self.amount - self.refunded


@dataclass(frozen=True, slots=True)
class PaidTender:
    """A way the receipt was paid, net of change, and what of it went back that way already."""

    kind: Tender
    amount: Money
    refunded: Money = ZERO
    reference: str = ""


Back = tuple[tuple[PaidLine, Money], ...]
"""Lines of the receipt, each with what is given back of it now."""


def left_of(lines: Sequence[PaidLine]) -> Money:
    """What can still be given back of the whole receipt."""
    return total(line.left for line in lines)


def as_named(lines: Sequence[PaidLine], wanted: Sequence[tuple[int, Money]]) -> Back:
    """The amounts the clerk names, line by line. Raises `Refused` in words for what does not fit.

    A line of 抹零 is not named: it is taken back by itself with the last of what it was dropped from, so that
    never more goes back than was paid.
    """
    known = {line.id: line for line in lines if line.amount > ZERO}
    if not wanted:
        raise Refused(tr("请至少填一项要退的金额"), field="lines")
    if len({line_id for line_id, _ in wanted}) < len(wanted):
        raise Refused(tr("同一项填了两次，请核对"), field="lines")
    back: list[tuple[PaidLine, Money]] = []
    for line_id, amount in wanted:
        line = known.get(line_id)
        if line is None:
            raise Refused(tr("要退的不是这张收据上的收费，请重新打开收据"), field="lines")
        if amount <= ZERO:
            raise Refused(tr("“{label}”的退款要大于零", label=_label(line)), field="lines")
        if amount > line.left:
            raise Refused(
                tr(
                    "“{label}”还可以退 {left}，不能退 {amount}",
                    label=_label(line),
                    left=line.left,
                    amount=amount,
                ),
                field="lines",
            )
        back.append((line, amount))
    return _with_rounding(lines, back)


def latest_first(lines: Sequence[PaidLine], amount: Money) -> Back:
    """*amount* (as paid) over the lines, the last one first. Raises `Refused` for more than is left."""
    left = left_of(lines)
    if amount <= ZERO:
        raise Refused(tr("退款金额要大于零"), field="amount")
    if amount > left:
        raise Refused(
            tr("这张收据还可以退 {left}，不能退 {amount}", left=left, amount=amount), field="amount"
        )
    if amount == left:
        return whole(lines)
    # Less than the whole leaves more of the lines than was dropped: 抹零 stays for the last part.
    rest = amount
    back: list[tuple[PaidLine, Money]] = []
    for line in reversed(lines):
        part = min(rest, line.left)
        if part > ZERO:
            back.append((line, part))
            rest -= part
    return tuple(back[::-1])


def whole(lines: Sequence[PaidLine]) -> Back:
    """Everything that is left. Raises `Refused` when that is nothing."""
    if left_of(lines) <= ZERO:
        raise Refused(tr("这张收据已经全部退过了"))
    return tuple((line, line.left) for line in lines if line.left)


def _with_rounding(lines: Sequence[PaidLine], back: list[tuple[PaidLine, Money]]) -> Back:
    """Take 抹零 back too once no more than it stays of the other lines."""
    rounding = [line for line in lines if line.source_kind == ROUNDING and line.left < ZERO]
    if not rounding:
        return tuple(back)
    positive = total(line.left for line in lines if line.amount > ZERO)
    stays = positive - total(amount for _, amount in back)
    dropped = -total(line.left for line in rounding)
    if stays > dropped:
        return tuple(back)
    if total(amount for _, amount in back) <= dropped:
        raise Refused(tr("退的比抹零 {dropped} 还少，请和其余的一起退", dropped=dropped), field="lines")
    return (*back, *((line, line.left) for line in rounding))


def as_paid(amount: Money, paid: Sequence[PaidTender]) -> tuple[TenderInput, ...]:
    """*amount* back the way it came: what was paid out of 预存 goes back there first, then in the order it was given.

    Where an earlier refund went another way, the rest takes what is left over.
    """
    prepaid, rest = _room(paid)
    tenders: list[TenderInput] = []
    part = min(amount, prepaid)
    if part:
        tenders.append(TenderInput(Tender.PREPAID, part))
    owed = min(amount - part, rest)
    others = [tender for tender in paid if tender.kind is not Tender.PREPAID]
    for i, tender in enumerate(others):
        own = max(ZERO, tender.amount - tender.refunded)
        part = owed if i == len(others) - 1 else min(owed, own)
        if part > ZERO:
            tenders.append(TenderInput(tender.kind, part, tender.reference))
            owed -= part
    return tuple(tenders)


def check_tenders_back(
    amount: Money, back: Back, tenders: Sequence[TenderInput], paid: Sequence[PaidTender]
) -> None:
    """Raise `Refused` when the tenders chosen for a refund do not make it, or pay out what came from 预存."""
    given = total(tender.amount for tender in tenders)
    if given != amount:
        raise Refused(
            tr("退款方式合计 {given}，要退的是 {amount}，请核对", given=given, amount=amount), field="tenders"
        )
    to_prepaid = total(tender.amount for tender in tenders if tender.kind is Tender.PREPAID)
    if to_prepaid and any(line.source_kind == PREPAID for line, _ in back):
        raise Refused(tr("退的就是预存款，不能再退回预存；请选别的退款方式"), field="tenders")
    _, rest = _room(paid)
    if amount - to_prepaid > rest:
        raise Refused(
            tr(
                "这张收据有 {prepaid} 是用预存付的，要退回预存，{kinds}最多退 {rest}",
                prepaid=total(t.amount for t in paid if t.kind is Tender.PREPAID),
                kinds="、".join(
                    dict.fromkeys(tr(TENDER_WORDS[t.kind]) for t in tenders if t.kind is not Tender.PREPAID)
                ),
                rest=rest,
            ),
            field="tenders",
        )


def _room(paid: Sequence[PaidTender]) -> tuple[Money, Money]:
    """What can still go back to 预存 because it came from there, and what may go back any other way."""
    own = total(tender.amount for tender in paid if tender.kind is Tender.PREPAID)
    back = total(tender.refunded for tender in paid if tender.kind is Tender.PREPAID)
    left = total(tender.amount - tender.refunded for tender in paid)
    prepaid = max(ZERO, own - back)
    return prepaid, left - prepaid


def _label(line: PaidLine) -> str:
    return f"{line.item} {line.period}".strip()
