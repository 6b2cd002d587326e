"""The day's close (日结): the blind count first (M7.3), then the figures, proved and locked for good (M7.4, M7.5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from frontdesk.areas.cashdesk.model import Shift, ShiftClose, ShiftCount
from frontdesk.areas.cashdesk.queries.closing import Revealed, close_check, revealed
from frontdesk.areas.cashdesk.rules.drawer import Counts, nearest, pieces, split, stored, worth
from frontdesk.areas.cashdesk.rules.kinds import (
    SLIP_TENDERS,
    TENDER_WORDS,
    CashMove,
    ShiftState,
    Tender,
)
from frontdesk.areas.cashdesk.rules.numbers import day_number
from frontdesk.areas.cashdesk.rules.shifts import over_or_short
from frontdesk.areas.cashdesk.service.common import printable, shift_to_close, told
from frontdesk.areas.cashdesk.service.moves import store_move
from frontdesk.areas.cashdesk.service.report import close_report
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

Slips = Mapping[Tender, tuple[int, Money]]
"""Slips of each tender that is not cash: how many, and what they add up to."""


@dataclass(frozen=True, slots=True)
class ConfirmCount:
    """What the cashier counted, before anything is shown (M7.3). `shift_id` None: the actor's own shift.

    `counts` is pieces by face value; `slips` None: nobody added them up. `words` are for the next shift.
    """

    shift_id: int | None = None
    counts: Counts = ()
    slips: Slips | None = None
    words: str = ""

    def audit_summary(self) -> dict[str, object]:
        return {
            "shift_id": self.shift_id,
            "counts": stored(pieces(self.counts)),
            "slips": None if self.slips is None else _plain_slips(self.slips),
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class CloseShift:
    """Close a counted shift. `reason` says why it is over or short; `tender_reasons` where a tender's differs.

    `kept_back` stays in the drawer as the next float; None: this shift's own, or the nearest the pieces make.
    """

    shift_id: int | None = None
    reason: str = ""
    kept_back: Money | None = None
    tender_reasons: Mapping[Tender, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closed:
    """What the close came to. `hand_in` is empty when nothing was handed in."""

    shift_id: int
    report_number: str
    expected: Money
    counted: Money
    difference: Money
    kept_back: Money
    handed_in: Money
    hand_in: str


def confirm_count(work: Work, command: ConfirmCount) -> int:
    """Store the count; from now on it stands, and no money moves in this shift. Returns the shift's id.

    Asks once when the list before the count names something that should be settled first (M7.7).
    """
    shift, _ = shift_to_close(work, command.shift_id)
    if shift.state is not ShiftState.OPEN:
        raise Refused(tr("{label} 已经确认清点，张数不能再改；差额写明原因即可", label=told(shift)))
    counts = pieces(command.counts)
    _check_slips(command.slips)
    blocking = [point.words for point in close_check(work.session, shift.id, work.today()) if point.blocks]
    if blocking:
        work.confirm("close_check", tr("{what}。仍要清点吗", what="；".join(blocking)))
    work.session.add(
        ShiftCount(
            shift_id=shift.id,
            counts=json.dumps(stored(counts)),
            counted=worth(counts),
            slips=json.dumps(None if command.slips is None else _plain_slips(command.slips)),
            words=command.words.strip(),
            at=work.now(),
            by=work.actor.name,
        )
    )
    # The count goes in while the shift is open; the database refuses it afterwards.
    work.session.flush()
    shift.state = ShiftState.COUNTED
    work.session.flush()
    work.touch("shifts")
    return shift.id


def close_shift(work: Work, command: CloseShift) -> Closed:
    """Prove the figures, store them, freeze day report and hand-in slip, lock the shift (M7.4).

    Raises `Refused` for a difference without a reason and a float that cannot be made, and `IdentityBroken`
    (nothing is stored or printed) when the three sums of M7.5 disagree.
    """
    shift, approver_id = shift_to_close(work, command.shift_id)
    if shift.state is ShiftState.OPEN:
        raise Refused(tr("还没有清点，请先数钱，确认以后再结班"))
    told_now = revealed(work.session, shift.id)
    reasons = _reasons(command, told_now)
    kept = _kept_back(command.kept_back, told_now)
    handed_in = told_now.counted - kept
    number = _report_number(work, shift)
    hand_in = _hand_in(work, shift, told_now, kept, number)
    report = close_report(work, shift, told_now, number=number, kept_back=kept, reasons=reasons)
    document = codec.to_plain(report)
    work.session.add(
        ShiftClose(
            shift_id=shift.id,
            report_number=number,
            closed_at=work.now(),
            closed_by_id=work.actor.id,
            closed_by=work.actor.name,
            approver_id=approver_id,
            expected=told_now.expected,
            counted=told_now.counted,
            difference=told_now.difference,
            reason=command.reason.strip(),
            kept_back=kept,
            handed_in=handed_in,
            figures=codec.to_json(report),
        )
    )
    issue_paper(
        work,
        form="day_report",
        number=number,
        title=tr("收款日报表 {label}", label=told(shift)),
        subject=("shift", shift.id),
        document=document,
    )
    work.session.flush()
    shift.state = ShiftState.CLOSED
    work.session.flush()
    work.touch("shifts", "papers")
    return Closed(
        shift.id, number, told_now.expected, told_now.counted, told_now.difference, kept, handed_in, hand_in
    )


def _check_slips(slips: Slips | None) -> None:
    for kind, (count, amount) in (slips or {}).items():
        word = tr(TENDER_WORDS[kind])
        if kind is Tender.CASH:
            raise Refused(tr("现金请按面额清点，不填结算单"), field="slips")
        if kind not in SLIP_TENDERS:
            raise Refused(tr("{kind}没有结算单，不用填", kind=word), field="slips")
        if count < 0 or amount < ZERO:
            raise Refused(tr("{kind}的结算单不能是负数", kind=word), field="slips")


def _plain_slips(slips: Slips) -> dict[str, list[int]]:
    return {kind.value: [count, amount.fen] for kind, (count, amount) in slips.items()}


def _reasons(command: CloseShift, told_now: Revealed) -> dict[Tender, str]:
    """A reason for each tender that differs. Raises `Refused` for the first without one."""
    reasons: dict[Tender, str] = {}
    for tender in told_now.tenders:
        if not tender.difference:
            continue
        reason = (command.tender_reasons.get(tender.kind) or command.reason).strip()
        if not reason:
            raise Refused(
                tr(
                    "{kind}{what}，请写明原因再结班；差额照存，不改账",
                    kind=tr(TENDER_WORDS[tender.kind]),
                    what=over_or_short(tender.difference),
                ),
                field="reason",
            )
        reasons[tender.kind] = printable(reason, "reason")
    return reasons


def _kept_back(wanted: Money | None, told_now: Revealed) -> Money:
    counted = pieces(told_now.count.counts)
    if wanted is None:
        return told_now.kept_back
    if wanted < ZERO or wanted > told_now.counted:
        raise Refused(
            tr("实点只有 {counted}，不能留 {kept} 作备用金", counted=told_now.counted, kept=wanted),
            field="kept_back",
        )
    if split(counted, wanted) is None:
        raise Refused(
            tr(
                "点出来的票面凑不出 {kept}，最近可留 {near}",
                kept=wanted,
                near=nearest(counted, wanted),
            ),
            field="kept_back",
        )
    return wanted


def _report_number(work: Work, shift: Shift) -> str:
    series = f"RB-{shift.business_on:%Y%m%d}"
    return day_number("RB", shift.business_on, next_number(work.session, series))


def _hand_in(work: Work, shift: Shift, told_now: Revealed, kept: Money, report_number: str) -> str:
    handed_in = told_now.counted - kept
    if not handed_in:
        return ""
    parting = split(pieces(told_now.count.counts), kept)
    words = over_or_short(told_now.difference)
    moved = store_move(
        work,
        shift,
        CashMove.HAND_IN,
        handed_in,
        "",
        parting.handed_in if parting else (),
        at_close=True,
        report_number=report_number,
        over_short=tr("{words}，未补，见日报表", words=words) if words else "",
    )
    return moved.number
