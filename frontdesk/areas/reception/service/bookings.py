"""Places booked for days: clashes refused, the fee reckoned and charged, the agreement kept, ended in words (D2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.identity import checked_phone, mask_phone
from frontdesk.areas.archives.service.office_unit import office_unit
from frontdesk.areas.cashdesk.service.common import office, printable
from frontdesk.areas.fees.rules.kinds import Category
from frontdesk.areas.fees.service import AddHandCharge, hand_item, make_hand_charge
from frontdesk.areas.reception.documents.services import PlaceAgreement
from frontdesk.areas.reception.model.places import Place, PlaceBooking, PlaceBookingEnd
from frontdesk.areas.reception.queries.bookings import booking_row, clash
from frontdesk.areas.reception.queries.let_places import place_terms, price_on
from frontdesk.areas.reception.rules.places import (
    LONGEST_AHEAD,
    LONGEST_NAME,
    MOST_DAYS,
    PREFIX,
    SOURCE,
    BookingState,
    Fee,
    fee_of,
)
from frontdesk.areas.reception.service.charge_back import keep_of
from frontdesk.areas.reception.service.desk_common import check_unit, day_number, may_write, tidy
from frontdesk.areas.reception.service.let_places import TOPIC
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

ITEM_SETTING = "reception.place_item"
ITEM_NAME = "场地使用费"
FORM = "place_agreement"


@dataclass(frozen=True, slots=True)
class BookPlace:
    """A place from `first` to `last`, both included. `fee` None: as the price list reckons it.

    `unit_id` is the booker's own home, where they have one: the charge then stands on it, else on the office's own
    place. `token` is made when the form opens (T23).
    """

    place_id: int
    first: date
    last: date
    booker: str
    purpose: str
    unit_id: int | None = None
    contact: str = ""
    phone: str = ""
    fee: Money | None = None
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """The booking, its number, what is to be paid and on which unit."""

    id: int
    number: str
    fee: Money
    pay_unit_id: int
    charge_id: int | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class EndBooking:
    """Give a booking up: `free_from` None, or not after its first day, cancels it whole; `keep` is what is still paid for."""

    booking_id: int
    reason: str
    keep: Money
    free_from: date | None = None


def book_place(work: Work, command: BookPlace) -> Booked:
    """Store it with its charge and its agreement. Raises `Refused` naming the booking that stands in the way."""
    may_write(work)
    place = work.session.scalar(select(Place).where(Place.id == command.place_id).with_for_update())
    if place is None:
        raise Refused(tr("请选场地"), field="place_id")
    if (before := _same_press(work, command)) is not None:
        return before
    if not place.active:
        raise Refused(tr("{code} 已停用，请另选", code=place.code), field="place_id")
    ends_on = _check_days(work, command.first, command.last)
    booker = printable(
        tidy(command.booker, missing=tr("请写谁用，个人或单位"), field="booker", most=LONGEST_NAME), "booker"
    )
    purpose = printable(
        tidy(command.purpose, missing=tr("请写做什么用"), field="purpose", most=120), "purpose"
    )
    contact = printable(tidy(command.contact, field="contact", most=LONGEST_NAME), "contact")
    phone = tidy(checked_phone(command.phone), field="phone", most=40)
    words = printable(tidy(command.words), "words")
    check_unit(work, command.unit_id)
    taken = clash(work.session, place.id, command.first, ends_on, work.today())
    if taken is not None:
        raise Refused(
            tr("{place} {first} 至 {last} 已经订给 {who}（{number}），请换日期或场地",
               place=place.code, first=taken.starts_on, last=taken.last, who=taken.booker, number=taken.number),
            field="first",
        )  # fmt: skip
    price = price_on(work.session, place.id, command.first)
    if price is None:
        raise Refused(
            tr("{code} 在 {day} 还没有定价，请先定价", code=place.code, day=command.first), field="place_id"
        )
    listed = fee_of(price, command.first, ends_on)
    fee, how = _agreed(work, place.code, listed, command)
    number = day_number(work, PREFIX, work.today())
    unit_id = command.unit_id
    if unit_id is None:
        unit_id = office_unit(work)
    charge_id = None
    if fee > ZERO:
        charge_id = make_hand_charge(
            work,
            AddHandCharge(
                unit_id, hand_item(work, ITEM_SETTING, Category.OTHER, tr(ITEM_NAME)), fee,
                _charged_for(number, place.code, command, booker),
                due_on=max(command.first, work.today()), source_kind=SOURCE,
                payer=booker if command.unit_id is None else "",
            ),
        )  # fmt: skip
    made = PlaceBooking(
        number=number, place_id=place.id, starts_on=command.first, ends_on=ends_on, unit_id=command.unit_id,
        pay_unit_id=unit_id, booker=booker, contact=contact, phone=phone, purpose=purpose, list_fee=listed.amount,
        fee=fee, how=how, deposit=price.deposit, charge_id=charge_id, words=words, made_on=work.today(),
        at=work.now(), by_id=work.actor.id, by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    _issue(work, made, place)
    work.touch(TOPIC)
    return Booked(made.id, number, fee, unit_id, charge_id)


def end_booking(work: Work, command: EndBooking) -> Money:
    """Cancel it, or end it before its time; gives what was taken off its charge. Raises `Refused` in words."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写取消或提前结束的原因"), field="reason")
    booking = work.session.scalar(
        select(PlaceBooking).where(PlaceBooking.id == command.booking_id).with_for_update()
    )
    if booking is None:
        raise Refused(tr("没有这笔预订，请重新选择"))
    row = booking_row(work.session, booking.id, work.today())
    assert row is not None
    if row.free_from is not None:
        raise Refused(
            tr("{number} 已经在 {day} 取消或提前结束，没有再改", number=row.number, day=row.free_from)
        )
    if row.state is BookingState.OVER:
        raise Refused(tr("{number} 已经用完，不能再取消", number=row.number))
    free_from = max(command.free_from or booking.starts_on, booking.starts_on)
    if free_from >= booking.ends_on:
        raise Refused(
            tr("{number} 本来就到 {last} 为止", number=row.number, last=row.last), field="free_from"
        )
    if free_from > booking.starts_on and free_from < work.today():
        raise Refused(tr("提前结束从今天或以后算，已经用过的日子照算"), field="free_from")
    if command.keep > booking.fee:
        raise Refused(tr("留下的费用在 0 到 {fee} 之间", fee=booking.fee), field="keep")
    off = ZERO
    if booking.charge_id is not None:
        why = tr("{number} {reason}", number=booking.number, reason=reason)[:200]
        off = keep_of(work, booking.charge_id, command.keep, why)
    work.session.add(
        PlaceBookingEnd(
            booking_id=booking.id, free_from=free_from, kept=command.keep, reason=reason, on_day=work.today(),
            at=work.now(), by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return off


def _same_press(work: Work, command: BookPlace) -> Booked | None:
    if command.token is None:
        return None
    found = work.session.scalar(select(PlaceBooking).where(PlaceBooking.token == command.token))
    if found is None:
        return None
    return Booked(found.id, found.number, found.fee, found.pay_unit_id, found.charge_id, again=True)


def _check_days(work: Work, first: date, last: date) -> date:
    today = work.today()
    if last < first:
        raise Refused(tr("到期日早于开始日，请核对"), field="last")
    if first < today - timedelta(days=31):
        raise Refused(tr("开始日早于一个月以前，请核对"), field="first")
    if first > today + timedelta(days=LONGEST_AHEAD):
        raise Refused(tr("最多提前 {n} 天预订", n=LONGEST_AHEAD), field="first")
    ends_on = last + timedelta(days=1)
    if (ends_on - first).days > MOST_DAYS:
        raise Refused(tr("一次最多订 {n} 天，更长的请签合同", n=MOST_DAYS), field="last")
    return ends_on


def _agreed(work: Work, code: str, listed: Fee, command: BookPlace) -> tuple[Money, str]:
    """What is asked for, and how it came about. Less or more than the list takes a supervisor, and says why."""
    if command.fee is None or command.fee == listed.amount:
        return listed.amount, listed.how
    if command.fee < ZERO:
        raise Refused(tr("金额不能小于零"), field="fee")
    if not command.words.strip():
        raise Refused(tr("和价目不同的，请在备注里写为什么"), field="words")
    words = tr("{code} 价目 {list}，按 {fee} 收，要主管准许", code=code, list=listed.amount, fee=command.fee)
    work.require(Right.RECEPTION_LEAD, words)
    return command.fee, tr("议定；价目 {how} = {list}", how=listed.how, list=listed.amount)[:200]


def _charged_for(number: str, code: str, command: BookPlace, booker: str) -> str:
    return tr("{number} {place} {first}至{last} {who}", number=number, place=code, first=command.first,
              last=command.last, who=booker)[:100]  # fmt: skip


def _issue(work: Work, made: PlaceBooking, place: Place) -> None:
    names = office(work)
    last = made.ends_on - timedelta(days=1)
    unit = work.session.get(Unit, made.unit_id) if made.unit_id is not None else None
    paper = PlaceAgreement(
        office=names.office, estate=names.estate, number=made.number, day=work.today(), place=place.code,
        kind=place.kind.value, location=place.location, size=place.size, booker=made.booker,
        unit=unit.code if unit is not None else "", contact=made.contact, phone=mask_phone(made.phone),
        purpose=made.purpose, first=made.starts_on, last=last, days=(made.ends_on - made.starts_on).days, fee=made.fee,
        how=made.how, deposit=made.deposit,
        due_on=max(made.starts_on, work.today()) if made.charge_id is not None else None,
        terms=place_terms(work.session), words=made.words, clerk=work.actor.name,
    )  # fmt: skip
    issue_paper(
        work, form=FORM, number=made.number, title=tr("场地使用协议 {number}", number=made.number),
        subject=(SOURCE, made.id), document=codec.to_plain(paper), unit_id=made.unit_id,
    )  # fmt: skip
