"""What the services of the desk share: the shift that acts, locked, and the office's own facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries import payer_of
from frontdesk.areas.cashdesk.documents import TenderPart
from frontdesk.areas.cashdesk.model import Shift
from frontdesk.areas.cashdesk.queries.series import series_book
from frontdesk.areas.cashdesk.rules.kinds import (
    REFERENCE_LATER_SETTING,
    TENDER_WORDS,
    WITHOUT_REFERENCE,
    Series,
    ShiftState,
)
from frontdesk.areas.cashdesk.rules.numbers import check_book, receipt_number
from frontdesk.areas.cashdesk.rules.tenders import (
    UNUSUAL_CHANGE,
    Balance,
    TenderInput,
    balance,
    check_tenders,
    reference_tail,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

DEFAULT_DESK = "一号台"
LONGEST_REASON = 200
LONGEST_NAME = 80
_PLAIN = re.compile(r"[ -~\u4e00-\u9fff、。，；：？“”（）《》·—…0-9]*")
"""What every font of the papers has."""


@dataclass(frozen=True, slots=True)
class Office:
    """The names that head every paper."""

    office: str
    estate: str


def office(work: Work) -> Office:
    """The office's and the estate's names as they are set now."""
    return Office(get_setting(work.session, "office.name", ""), get_setting(work.session, "estate.name", ""))


def desk_name(work: Work) -> str:
    """The desk's name; an office with one desk need not set it."""
    return get_setting(work.session, "desk.name", "") or tr(DEFAULT_DESK)


def wall_clock(stamp: datetime) -> datetime:
    """A stamp as papers show it: the desk's wall clock, without a zone."""
    return local_time(stamp).replace(tzinfo=None, second=0, microsecond=0)


def open_own_shift(work: Work) -> Shift:
    """The actor's open shift, locked until the transaction ends. Raises `Refused` when money may not move."""
    found = work.session.scalar(
        select(Shift)
        .where(Shift.cashier_id == work.actor.id, Shift.state != ShiftState.CLOSED)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Refused(tr("还没有开班，请先点清备用金开班，再收款"))
    if found.state is not ShiftState.OPEN:
        raise Refused(tr("本班已经确认清点，不能再动钱；请先结班，再开新班"))
    return found


def shift_to_close(work: Work, shift_id: int | None) -> tuple[Shift, int | None]:
    """The shift to count or close, locked, and who allowed it when it is somebody else's.

    None means the actor's own. Somebody else's takes the right to close for others, or a supervisor's leave.
    """
    query = select(Shift).with_for_update().execution_options(populate_existing=True)
    if shift_id is None:
        query = query.where(Shift.cashier_id == work.actor.id, Shift.state != ShiftState.CLOSED)
    else:
        query = query.where(Shift.id == shift_id)
    found = work.session.scalar(query)
    if found is None:
        raise Refused(tr("没有开着的班次，不用结班"))
    if found.state is ShiftState.CLOSED:
        raise Refused(tr("{label} 已经结过班了，不用再结；要看日报表请从已结的班次打开", label=told(found)))
    if found.cashier_id == work.actor.id:
        work.require(Right.CLOSE)
        return found, None
    words = tr("{label} 是{cashier}的班，替别人结班要主管授权", label=told(found), cashier=found.cashier)
    return found, work.require(Right.CLOSE_OTHERS, words)


def shift_of_paper(work: Work, shift_id: int, number: str) -> tuple[Shift, int | None]:
    """The shift a paper to be voided belongs to, locked, and who allowed it when it is somebody else's."""
    shift = work.session.scalars(
        select(Shift).where(Shift.id == shift_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if shift.cashier_id == work.actor.id:
        return shift, None
    words = tr("{number} 是{cashier}收的，作废要主管授权", number=number, cashier=shift.cashier)
    return shift, work.require(Right.CLOSE_OTHERS, words)


def told(shift: Shift) -> str:
    """`2026-11-21 早班`: a shift in a sentence."""
    return f"{shift.business_on} {shift.name}"


def lock_unit(work: Work, unit_id: int) -> Unit:
    """The unit, so that two desks do not take the same charge or the same prepaid money at once."""
    found = work.session.scalar(select(Unit).where(Unit.id == unit_id).with_for_update(key_share=True))
    if found is None:
        raise Refused(tr("没有这户，请重新选择"), field="unit_id")
    return found


def who_pays(
    work: Work, unit_id: int, typed: str, payer_id: int | None, today: date
) -> tuple[int | None, str]:
    """The payer as typed; with nothing typed whoever owes for the unit. Raises `Refused` for a name too long."""
    owner_id, owner = payer_of(work.session, unit_id, today)
    name = typed.strip()
    if len(name) > LONGEST_NAME:
        raise Refused(tr("交款人超过 {n} 个字，请写短些", n=LONGEST_NAME), field="payer")
    if not name or name == owner:
        return payer_id or owner_id, name or owner
    return payer_id, printable(name, "payer")


def printable(text: str, field: str) -> str:
    """*text*, which will stand on a paper. Raises `Refused` for a sign that no font of the papers has (T19).

    Said while it can still be changed: what is stored is frozen, and a paper of it could never be printed.
    """
    if not _PLAIN.fullmatch(text):
        # Fonts are read only where something unusual was typed.
        from frontdesk.base.printing.fonts import missing_characters, named

        missing = missing_characters(text)
        if missing:
            names = "、".join(named(character) for character in missing)
            raise Refused(tr("里面有打印不出来的字：{names}，请换一个写法", names=names), field=field)
    return text


def tidy_reason(text: str, *, missing: str, field: str = "reason") -> str:
    """A reason that is there and fits; *missing* is what is said when it is not."""
    reason = text.strip()
    if not reason:
        raise Refused(missing, field=field)
    if len(reason) > LONGEST_REASON:
        raise Refused(tr("原因超过 {n} 个字，请写短些", n=LONGEST_REASON), field=field)
    return printable(reason, field)


def take_number(work: Work, series: Series) -> tuple[str, int, str]:
    """Book, serial and full number of a new paper, taken in this transaction (M6.4, T11)."""
    book = check_book(series_book(work.session, series))
    serial = next_number(work.session, book)
    return book, serial, receipt_number(book, serial)


def allowed_by(work: Work, approver_id: int | None) -> tuple[int, str]:
    """Who allowed it, by id and name: the supervisor who gave leave, or the actor who has the right."""
    if approver_id is None or work.approved is None:
        return work.actor.id, work.actor.name
    return approver_id, work.approved.approver_name


def balanced(work: Work, due: Money, tenders: Sequence[TenderInput]) -> Balance:
    """What goes back when *due* is settled (M6.2); change that nobody would give is asked about first.

    Raises `Refused` as `balance` does, `NeedsConfirmation` from 1,000 yuan of change on.
    """
    paid = balance(due, tenders)
    if paid.change >= UNUSUAL_CHANGE:
        words = tr(
            "收 {due}，却给了 {got}，要找零 {change}。金额没有打错吗？",
            due=due,
            got=paid.tendered,
            change=paid.change,
        )
        work.confirm("unusual_change", words)
    return paid


def checked(work: Work, tenders: Sequence[TenderInput]) -> tuple[TenderInput, ...]:
    """The tenders, tidy and with the references this office asks for."""
    later = bool(get_setting(work.session, REFERENCE_LATER_SETTING, False))
    return check_tenders(tenders, reference_later=later)


def tender_parts(tenders: Sequence[TenderInput], sign: int = 1) -> tuple[TenderPart, ...]:
    """The tenders as they stand on a paper."""
    return tuple(
        TenderPart(
            tr(TENDER_WORDS[t.kind]),
            t.amount * sign,
            "" if t.kind in WITHOUT_REFERENCE else reference_tail(t.reference),
        )
        for t in tenders
    )
