"""The visit, part by part (D1.4): each is saved by itself, so that it can stop and go on another day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.rules.identity import mask_id
from frontdesk.areas.fees.queries import owed_by_unit
from frontdesk.areas.fees.queries.meters import unit_meters
from frontdesk.areas.fees.rules.kinds import MeterKind
from frontdesk.areas.fees.service.meters import (
    CorrectReading,
    Entry,
    OpenMeter,
    TakeReadings,
    correct_reading,
    open_meter,
    take_readings,
)
from frontdesk.areas.handover.model.handing import HandoverEvent, HandoverReading, HandoverSigned
from frontdesk.areas.handover.queries.lists import blocks_unpaid, listed_papers
from frontdesk.areas.handover.rules.course import OPEN, HandoverState, Step
from frontdesk.areas.handover.rules.lists import LONGEST_NAME
from frontdesk.areas.handover.service.common import (
    File,
    add_event,
    done_before,
    may_write,
    open_file,
    tidy,
    unit_code,
)
from frontdesk.areas.keys.queries.consents import owners_on
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import WhoKind
from frontdesk.areas.keys.service.common import Pieces
from frontdesk.areas.keys.service.handing_over import HandOver, hand_over
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

SHORTEST_ID = 6
"""No document of those the desk meets has a shorter number."""
BEFORE_MORE = (*OPEN, HandoverState.DONE)
"""Some parts may be done again after the home was taken over: a paper signed later, keys that came later."""


@dataclass(frozen=True, slots=True)
class CheckIdentity:
    """Who came: an owner of the archives (`person_id`), or somebody with the owner's written authority."""

    file_id: int
    person_id: int | None = None
    agent: bool = False
    who: str = ""
    id_number: str = ""
    phone: str = ""
    authority: str = ""
    seen: bool = True
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class SignPapers:
    """Which papers of the list were signed or handed out, all that are by now."""

    file_id: int
    names: tuple[str, ...]
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class CheckArrears:
    """What the home owes was looked at; where it owes and the office wants it paid, `words` say why it may pass."""

    file_id: int
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class NewReading:
    """A meter that is not yet on record, with what it shows."""

    kind: MeterKind
    number: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class ReadMeters:
    """What the meters show: (meter id, value) of those on record, and new ones. `words` where there is none."""

    file_id: int
    readings: tuple[tuple[int, Decimal], ...] = ()
    opened: tuple[NewReading, ...] = ()
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class HandKeys:
    """Keys that go to whoever came; none, and `words` say where they are."""

    file_id: int
    keys: tuple[Pieces, ...] = ()
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class FinishInspection:
    """The home was gone through with whoever came; what was found stands as defects."""

    file_id: int
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class PartSaved:
    """A part that stands: its words; `slip` is the 钥匙交接单, where keys went."""

    step: Step
    words: str
    slip: str = ""
    held: int = 0


def check_identity(work: Work, command: CheckIdentity) -> PartSaved:
    """Who came, against the owner on record. Raises `InvalidInput` beside the fields."""
    may_write(work)
    if (before := done_before(work, command.token)) is not None:
        return _saved(before)
    file = open_file(work, command.file_id, states=OPEN)
    owners = owners_on(work.session, file.row.unit_id, work.today())
    if not owners:
        raise Refused(
            tr("{unit} 还没有登记业主，请先在业主档案里登记", unit=unit_code(work, file.row.unit_id)),
            field="person_id",
        )
    errors: dict[str, str] = {}
    who, id_number, phone, person_id = tidy(command.who, field="who", most=LONGEST_NAME), "", "", None
    if command.agent:
        id_number, phone = command.id_number.strip()[:40], command.phone.strip()[:40]
        if not who:
            errors["who"] = tr("请写代理人的姓名")
        if not id_number:
            errors["id_number"] = tr("请写代理人的证件号")
        elif len(id_number) < SHORTEST_ID:
            errors["id_number"] = tr("证件号不完整，请看着原件核对")
        if not command.authority.strip():
            errors["authority"] = tr("请写凭什么代办，例如 公证委托书 2026-11-18")
    else:
        if command.person_id is not None:
            person_id = kept_id(work.session, command.person_id)
        if person_id not in {owner for owner, _ in owners}:
            named = "、".join(name for _, name in owners)
            errors["person_id"] = tr("这户的业主是{owners}，别人来办请选代理人", owners=named)
        else:
            person = work.session.get_one(Person, person_id)
            who, id_number, phone = person.name, person.id_number, person.phone
    if not command.seen:
        errors["seen"] = tr("请核对证件原件以后再打勾")
    if errors:
        raise InvalidInput(errors)
    event = add_event(
        work, file.row, Step.IDENTITY, person_id=person_id, who=who, agent=command.agent, id_number=id_number,
        phone=phone, authority=tidy(command.authority, field="authority", most=200) if command.agent else "",
        words=tidy(command.words), token=command.token,
    )  # fmt: skip
    return _saved(event)


def sign_papers(work: Work, command: SignPapers) -> PartSaved:
    """Store what is signed by now; a later saving takes this one's place."""
    may_write(work)
    if (before := done_before(work, command.token)) is not None:
        return _saved(before)
    file = _begun(work, command.file_id, BEFORE_MORE)
    known = {paper.name: paper for paper in listed_papers(work.session)}
    wrong = [name for name in command.names if name not in known]
    if wrong:
        raise Refused(tr("清单里没有“{name}”，请重新打开再选", name=wrong[0]), field="names")
    if not command.names:
        raise Refused(tr("请勾选签署或发放了的文件"), field="names")
    event = add_event(work, file.row, Step.PAPERS, words=tidy(command.words), token=command.token)
    for name in dict.fromkeys(command.names):
        work.session.add(HandoverSigned(event_id=event.id, name=name, signed=known[name].signed))
    work.session.flush()
    return _saved(event)


def owed_now(work: Work, unit_id: int) -> Money:
    """What the home owes today."""
    return total(row.owed for row in owed_by_unit(work.session, unit_id, work.today()))


def check_arrears(work: Work, command: CheckArrears) -> PartSaved:
    """Look at what is owed. Unpaid stops it, as the office has set, unless a supervisor lets it pass with a reason."""
    may_write(work)
    if (before := done_before(work, command.token)) is not None:
        return _saved(before)
    file = _begun(work, command.file_id, OPEN)
    owed = owed_now(work, file.row.unit_id)
    words = tidy(command.words)
    told: dict[str, Any] = {}
    if owed and blocks_unpaid(work.session):
        code = unit_code(work, file.row.unit_id)
        words = tidy(
            words,
            missing=tr("{unit} 还欠 {owed} 元：先收清，或写明原因由主管准许", unit=code, owed=owed),
        )
        asked = tr("{unit} 还欠 {owed} 元，不收清就收楼要主管准许", unit=code, owed=owed)
        told = allowed(work, asked)
    event = add_event(work, file.row, Step.ARREARS, owed=owed, words=words, token=command.token, **told)
    return _saved(event)


def read_meters(work: Work, command: ReadMeters) -> PartSaved:
    """The readings stand in fees; what is odd waits there to be decided, as every reading does (M3.2)."""
    may_write(work)
    if (before := done_before(work, command.token)) is not None:
        return _saved(before)
    file = _begun(work, command.file_id, OPEN)
    today, unit_id = work.today(), file.row.unit_id
    meters = {meter.id: meter for meter in unit_meters(work.session, unit_id) if meter.ended_on is None}
    _check_readings(command, set(meters), file)
    shown: list[tuple[int, MeterKind, str, Decimal]] = []
    held = 0
    # A meter put on record today has its first figure from today: another one puts that right.
    first = {id for id, meter in meters.items() if meter.last_on == today and meter.before_value is None}
    for id, value in command.readings:
        if id in first and value != meters[id].last_value:
            try:
                correct_reading(work, CorrectReading(meters[id].last_id, value, tr("收楼抄表更正")))
            except Refused as refused:
                raise InvalidInput({str(id): refused.text}) from refused
    for kind in dict.fromkeys(meters[id].kind for id, _ in command.readings if id not in first):
        entries = tuple(
            Entry(id, value, work.actor.name)
            for id, value in command.readings
            if meters[id].kind is kind and id not in first
        )
        held += take_readings(work, TakeReadings(kind, today, entries)).held
    shown += [(id, meters[id].kind, meters[id].number, value) for id, value in command.readings]
    for new in command.opened:
        made = open_meter(work, OpenMeter(unit_id, new.kind, new.number, today, new.value))
        shown.append((made, new.kind, new.number.strip(), new.value))
    event = add_event(work, file.row, Step.METERS, words=tidy(command.words), token=command.token)
    for meter_id, kind, number, value in shown:
        work.session.add(
            HandoverReading(event_id=event.id, meter_id=meter_id, kind=kind, meter=number, value=value)
        )
    work.session.flush()
    saved = _saved(event)
    return PartSaved(saved.step, saved.words, held=held)


def _check_readings(command: ReadMeters, meters: set[int], file: File) -> None:
    given = {id for id, _ in command.readings}
    if given - meters:
        raise Refused(tr("有一块表不是这户的，请重新打开再填"))
    errors = {str(id): tr("请填读数") for id in meters - given}
    if errors and not command.words.strip():
        raise InvalidInput(errors)
    if not command.readings and not command.opened and not command.words.strip():
        raise Refused(tr("这户没有登记表：请填一块，或写明为什么没有"), field="words")


def hand_keys(work: Work, command: HandKeys) -> PartSaved:
    """Give the keys to whoever came, with a 钥匙交接单 of the cabinet. What is owed comes first."""
    may_write(work)
    if (before := done_before(work, command.token)) is not None:
        return _saved(before)
    file = _begun(work, command.file_id, BEFORE_MORE)
    came = file.part(Step.IDENTITY)
    assert came is not None
    if file.stands.state is not HandoverState.DONE:
        short = arrears_short(work, file)
        if short:
            raise Refused(short)
    if not command.keys:
        words = tidy(command.words, missing=tr("没有选钥匙：请写明钥匙在哪里，例如 由开发商直接交付"))
        return _saved(add_event(work, file.row, Step.KEYS, words=words, token=command.token))
    if came.person_id is not None:
        who = Who(WhoKind.RESIDENT, came.who, came.person_id, "", came.phone)
    else:
        # Nobody of the archives: the slip says for whom they stand here.
        who = Who(WhoKind.VISITOR, came.who, None, came.id_number, came.phone, tr("业主委托"))
    given = hand_over(
        work, HandOver(command.keys, who, came.authority, work.today(), tidy(command.words, most=200))
    )
    event = add_event(
        work, file.row, Step.KEYS, slip=given.number, pieces=given.pieces, words=tidy(command.words),
        token=command.token,
    )  # fmt: skip
    return _saved(event)


def finish_inspection(work: Work, command: FinishInspection) -> PartSaved:
    """The home was gone through."""
    may_write(work)
    if (before := done_before(work, command.token)) is not None:
        return _saved(before)
    file = _begun(work, command.file_id, OPEN)
    return _saved(add_event(work, file.row, Step.INSPECTED, words=tidy(command.words), token=command.token))


def arrears_short(work: Work, file: File) -> str:
    """Why what is owed still stops it; "" where it does not."""
    event = file.part(Step.ARREARS)
    if event is None:
        return tr("请先办费用核对")
    owed = owed_now(work, file.row.unit_id)
    if blocks_unpaid(work.session) and owed > (event.owed or Money(0)):
        return tr("费用核对以后又有欠费，现在欠 {owed} 元，请重新核对", owed=owed)
    if blocks_unpaid(work.session) and owed and not event.approver and not event.words:
        return tr("还欠 {owed} 元，请重新核对费用", owed=owed)
    return ""


def allowed(work: Work, text: str) -> dict[str, Any]:
    """A supervisor's leave, as it is stored with the act; the supervisor's own is their name."""
    approver_id = work.require(Right.HANDOVER_ALLOW, text)
    if approver_id is not None and work.approved is not None:
        return {"approver_id": approver_id, "approver": work.approved.approver_name}
    return {"approver_id": work.actor.id, "approver": work.actor.name}


def _begun(work: Work, file_id: int, states: Iterable[HandoverState]) -> File:
    file = open_file(work, file_id, states=tuple(states))
    if file.part(Step.IDENTITY) is None:
        raise Refused(tr("请先核对来人的身份"))
    return file


def _saved(event: HandoverEvent) -> PartSaved:
    words = event.words
    if event.step is Step.IDENTITY:
        words = "　".join(part for part in (event.who, mask_id(event.id_number)) if part)
    return PartSaved(event.step, words, event.slip)
