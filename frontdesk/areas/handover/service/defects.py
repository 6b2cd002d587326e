"""Defects of a home (遗留问题): each becomes a ticket and follows it, until the owner has looked again and signed (D1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from frontdesk.areas.handover.model.handing import HandoverDefect, HandoverDefectEvent, HandoverUnit
from frontdesk.areas.handover.queries.defects import state_of
from frontdesk.areas.handover.queries.lists import mend_days
from frontdesk.areas.handover.rules.course import Defect, DefectStep, HandoverState, Step
from frontdesk.areas.handover.rules.lists import LONGEST_NAME
from frontdesk.areas.handover.service.common import TOPIC, may_write, open_file, tidy
from frontdesk.areas.reception.queries.standing import facts_of
from frontdesk.areas.reception.queries.words import words_of
from frontdesk.areas.reception.rules.course import Act, acts_from
from frontdesk.areas.reception.rules.words import Channel, Level, TicketKind, WordList
from frontdesk.areas.reception.service.attaching import PhotoInput
from frontdesk.areas.reception.service.closing import SendBack, VoidTicket, send_back, void_ticket
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr

LONGEST_PLACE = 40
FOUND_IN = (HandoverState.VISITING, HandoverState.DONE, HandoverState.REFUSED, HandoverState.PUT_OFF)


@dataclass(frozen=True, slots=True)
class AddDefect:
    """What is wrong, where; `promised_on` None: within the days the office has set. `token`: the press (T23)."""

    file_id: int
    place: str
    words: str
    category: str = ""
    promised_on: date | None = None
    photos: tuple[PhotoInput, ...] = ()
    token: str | None = None


@dataclass(frozen=True, slots=True)
class SignDefect:
    """The owner looked again and signs by name: it is mended."""

    defect_id: int
    who: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReturnDefect:
    """The owner looked again: not mended. The ticket goes back; promised anew for `promised_on`."""

    defect_id: int
    words: str
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class VoidDefect:
    """Entered by mistake, and why; its ticket is voided with it."""

    defect_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class AddedDefect:
    """The defect, its number in the home, and its ticket's."""

    id: int
    no: int
    ticket: str
    again: bool = False


def add_defect(work: Work, command: AddDefect) -> AddedDefect:
    """Write it down and make its ticket. Raises `InvalidInput` beside the fields."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(HandoverDefect).where(HandoverDefect.token == command.token))
        if before is not None:
            facts = facts_of(work.session, [before.ticket_id])[0]
            return AddedDefect(before.id, before.no, facts.ticket.number, again=True)
    file = open_file(work, command.file_id, states=FOUND_IN)
    today = work.today()
    promised = command.promised_on or today + timedelta(days=mend_days(work.session))
    errors: dict[str, str] = {}
    place, words = command.place.strip(), command.words.strip()
    if not place:
        errors["place"] = tr("请写在哪里")
    elif len(place) > LONGEST_PLACE:
        errors["place"] = tr("最多 {n} 个字，请写短些", n=LONGEST_PLACE)
    if not words:
        errors["words"] = tr("请写有什么问题")
    if promised < today:
        errors["promised_on"] = tr("答应修好的日子不能早于今天")
    if errors:
        raise InvalidInput(errors)
    words = tidy(words)
    came = file.part(Step.IDENTITY)
    known = place if place in words_of(work.session, WordList.PLACE) else ""
    told = tr("收楼遗留：{place}，{words}", place=place, words=words)
    taken = receive(
        work,
        Receive(
            TicketKind.REPAIR, Channel.VISIT, told, unit_id=file.row.unit_id,
            person_id=came.person_id if came is not None else None, caller=came.who if came is not None else "",
            phone=came.phone if came is not None else "", place=known, category=command.category, level=Level.NORMAL,
            wished=tr("收楼时答应 {day} 前修好", day=promised.isoformat()), photos=command.photos,
        ),
    )  # fmt: skip
    last = work.session.scalar(
        select(func.max(HandoverDefect.no)).where(HandoverDefect.file_id == file.row.id)
    )
    defect = HandoverDefect(
        file_id=file.row.id, no=int(last or 0) + 1, place=place, category=command.category.strip(), words=words,
        promised_on=promised, ticket_id=taken.ticket_id, found_on=today, at=work.now(), by_id=work.actor.id,
        by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(defect)
    work.session.flush()
    work.touch(TOPIC)
    return AddedDefect(defect.id, defect.no, taken.number)


def sign_defect(work: Work, command: SignDefect) -> str:
    """Signed: it is over. Gives its words. Raises `Refused` while its ticket is not done."""
    may_write(work)
    who = tidy(command.who, missing=tr("请写签收人的姓名"), field="who", most=LONGEST_NAME)
    defect, state = _open(work, command.defect_id)
    if state is Defect.OPEN:
        raise Refused(tr("报事还没有完成，先在报事里登记完成，再请业主复验"))
    _event(work, defect, DefectStep.SIGNED, who=who, words=tidy(command.words))
    return f"{defect.place} {defect.words}"


def return_defect(work: Work, command: ReturnDefect) -> str:
    """Not mended: the ticket goes back to be dispatched again. Gives the defect's words."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写业主说哪里没有修好"))
    defect, state = _open(work, command.defect_id, signed=True)
    today = work.today()
    promised = command.promised_on or today + timedelta(days=mend_days(work.session))
    if promised < today:
        raise Refused(tr("答应修好的日子不能早于今天"), field="promised_on")
    if state is Defect.OPEN:
        raise Refused(tr("报事还没有完成，不用退回；请在报事里催办"))
    send_back(work, SendBack(defect.ticket_id, tr("收楼复验：{words}", words=words)))
    _event(work, defect, DefectStep.SENT_BACK, words=words, promised_on=promised)
    return f"{defect.place} {defect.words}"


def void_defect(work: Work, command: VoidDefect) -> str:
    """Entered by mistake: its ticket, if it is not over, is voided too, by who may do so."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    defect, _state = _open(work, command.defect_id)
    facts = facts_of(work.session, [defect.ticket_id])[0]
    if Act.VOID in acts_from(facts.standing, work.today()):
        void_ticket(work, VoidTicket(defect.ticket_id, tr("收楼遗留登记错了：{reason}", reason=reason)))
    _event(work, defect, DefectStep.VOIDED, words=reason)
    return f"{defect.place} {defect.words}"


def _open(work: Work, defect_id: int, *, signed: bool = False) -> tuple[HandoverDefect, Defect]:
    """The defect with its home locked. Raises `Refused` for one that is over."""
    defect = work.session.get(HandoverDefect, defect_id)
    if defect is None:
        raise Refused(tr("没有这一条，请重新选择"))
    work.session.execute(select(HandoverUnit.id).where(HandoverUnit.id == defect.file_id).with_for_update())
    state = state_of(work.session, defect)
    if state is Defect.VOID or (state is Defect.SIGNED and not signed):
        raise Refused(tr("这一条{state}，没有再记", state=tr(state.value)))
    return defect, state


def _event(work: Work, defect: HandoverDefect, step: DefectStep, **told: object) -> None:
    work.session.add(
        HandoverDefectEvent(
            defect_id=defect.id, step=step, happened_on=work.today(), at=work.now(), by_id=work.actor.id,
            by=work.actor.name, **told,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
