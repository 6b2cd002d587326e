"""人口登记: who is to be registered is said of a person; registrations entered, renewed, ended, taken back (D1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.model.registration import (
    RegistrationFact,
    ResidenceRegistration,
    ResidenceRegistrationEvent,
)
from frontdesk.areas.archives.queries.joined import same_people
from frontdesk.areas.archives.queries.registration import registrations_of
from frontdesk.areas.archives.rules.kinds import PersonKind, RoleKind
from frontdesk.areas.archives.rules.registration import (
    LOCAL_SETTING,
    LONGEST_WORDS,
    STATION_SETTING,
    Duty,
    Registration,
    Step,
    codes_of,
    standing,
)
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "registration"
LONGEST_DAYS = 3_660
"""No registration runs longer than ten years: past it the year was mistyped."""


@dataclass(frozen=True, slots=True)
class SayDuty:
    """As what a person is to be registered, or that they are not; with why."""

    person_id: int
    duty: Duty
    origin: str = ""
    purpose: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class EnterRegistration:
    """A registration made with the authority, both days included; `renews_id` is the one it goes on from."""

    person_id: int
    unit_id: int
    starts_on: date | None
    ends_on: date | None
    station: str
    number: str = ""
    handled_by: str = ""
    words: str = ""
    renews_id: int | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class EndRegistration:
    """It was ended with the authority on a day, or (`VoidRegistration`) should not have been entered."""

    registration_id: int
    words: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class VoidRegistration:
    """It should not have been entered: why."""

    registration_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class SetRegistration:
    """The first figures of resident's numbers of here (`3301、3302`), and where registrations are made usually."""

    local: str
    station: str


def say_duty(work: Work, command: SayDuty) -> str:
    """Write it down; gives the person's name."""
    work.require(Right.ARCHIVES_WRITE)
    person = _person(work, command.person_id)
    told = {name: " ".join(str(getattr(command, name)).split()) for name in ("origin", "purpose", "words")}
    errors = _too_long(told, {"origin": 60, "purpose": 40, "words": LONGEST_WORDS})
    if command.duty is Duty.NONE and not told["words"]:
        errors["words"] = tr("请写明为什么不用登记，如“本地户口，见户口本”")
    if errors:
        raise InvalidInput(errors)
    fact = RegistrationFact(
        person_id=person.id, duty=command.duty, **told, at=work.now(), by_id=work.actor.id, by=work.actor.name
    )
    work.session.add(fact)
    work.session.flush()
    work.touch(TOPIC)
    return person.name


def enter_registration(work: Work, command: EnterRegistration) -> int:
    """Enter it; gives its id. A renewal goes on from the one that stands and ends later."""
    work.require(Right.ARCHIVES_WRITE)
    if command.token is not None:
        again = select(ResidenceRegistration.id).where(ResidenceRegistration.token == command.token)
        before = work.session.scalar(again)
        if before is not None:
            return before
    person = _person(work, command.person_id)
    told = {
        name: " ".join(str(getattr(command, name)).split())
        for name in ("station", "number", "handled_by", "words")
    }
    errors = _too_long(told, {"station": 80, "number": 40, "handled_by": 60, "words": LONGEST_WORDS})
    if not told["station"]:
        errors["station"] = tr("请写在哪里登记的，如“翠湖派出所”")
    starts_on, ends_on = command.starts_on, command.ends_on
    if starts_on is None:
        errors["starts_on"] = tr("请填登记的日期")
    elif starts_on > work.today():
        errors["starts_on"] = tr("登记的日期不能晚于今天 {today}", today=work.today())
    if ends_on is None:
        errors["ends_on"] = tr("请填有效到哪天")
    elif starts_on is not None and ends_on < starts_on:
        errors["ends_on"] = tr("有效期不能早于登记的 {day}", day=starts_on)
    elif starts_on is not None and (ends_on - starts_on).days > LONGEST_DAYS:
        errors["ends_on"] = tr("有效期超过十年，请核对年份")
    if errors or starts_on is None or ends_on is None:
        raise InvalidInput(errors)
    held = standing(_rows(work, person.id))
    if command.renews_id is not None:
        if held is None or held.id != command.renews_id:
            raise Refused(tr("{name} 的这条登记已经变了，请看过再续", name=person.name))
        if ends_on <= held.ends_on:
            raise Refused(tr("续期要晚于原来的 {day}", day=held.ends_on), field="ends_on")
    elif held is not None:
        raise Refused(
            tr("{name} 已登记到 {day}；请用续期，或先注销再重新登记", name=person.name, day=held.ends_on)
        )
    _lives(work, person, command.unit_id)
    row = ResidenceRegistration(
        person_id=person.id, unit_id=command.unit_id, starts_on=starts_on, ends_on=ends_on, **told,
        renews_id=command.renews_id, at=work.now(), by_id=work.actor.id, by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    person.registered_on = starts_on
    work.session.flush()
    work.touch(TOPIC, "people")
    return row.id


def end_registration(work: Work, command: EndRegistration) -> str:
    """It is ended with the authority; gives the person's name."""
    work.require(Right.ARCHIVES_WRITE)
    row, person = _one(work, command.registration_id)
    held = standing(_rows(work, person.id))
    if held is None or held.id != row.id:
        raise Refused(tr("{name} 的这条登记已经不在用，没有再记", name=person.name))
    on = command.on or work.today()
    if on > work.today():
        raise Refused(tr("日期不能晚于今天 {today}", today=work.today()), field="on")
    if on < row.starts_on:
        raise Refused(tr("注销的日期不能早于登记的 {day}", day=row.starts_on), field="on")
    _event(work, row, Step.ENDED, _must(command.words, tr("请写为什么注销，如“已搬走”"), "words"), on)
    return person.name


def void_registration(work: Work, command: VoidRegistration) -> str:
    """It was entered by mistake: the row stays and counts no more; gives the person's name."""
    work.require(Right.ARCHIVES_WRITE)
    row, person = _one(work, command.registration_id)
    rows = {each.id: each for each in _rows(work, person.id)}
    if rows[row.id].void:
        raise Refused(tr("这条登记已经作废了，没有再记"))
    if any(each.renews_id == row.id and not each.void for each in rows.values()):
        raise Refused(tr("这条登记已经续期，先作废续期的那一条"))
    reason = _must(command.reason, tr("请写明作废的原因"), "reason")
    if row.by_id != work.actor.id or local_time(row.at).date() != work.today():
        work.require(
            Right.RECEPTION_LEAD,
            tr("{name} 的登记是别人或别的日子录的，作废要主管准许", name=person.name),
        )
    _event(work, row, Step.VOIDED, reason, work.today())
    # The person's page shows the day of what is left.
    left = [each.starts_on for each in _rows(work, person.id) if not each.void]
    person.registered_on = max(left, default=None)
    work.session.flush()
    return person.name


def set_registration(work: Work, command: SetRegistration) -> None:
    """What the office's own suggestions go by."""
    work.require(Right.ARCHIVES_SETUP)
    try:
        codes = codes_of(command.local)
    except ValueError as error:
        raise Refused(
            tr("“{text}”不是身份证号开头的 2、4 或 6 位数字", text=str(error)), field="local"
        ) from error
    station = " ".join(command.station.split())
    if len(station) > 80:
        raise Refused(tr("超过 {n} 个字，请写短些", n=80), field="station")
    set_setting(work, LOCAL_SETTING, list(codes))
    set_setting(work, STATION_SETTING, station)
    work.touch(TOPIC)


# -- what they share --


def _person(work: Work, person_id: int) -> Person:
    # Two desks that register one person at once wait for each other here.
    person = work.session.scalar(select(Person).where(Person.id == person_id).with_for_update())
    if person is None:
        raise Refused(tr("没有这位住户，请重新选择"))
    if person.kind is PersonKind.COMPANY:
        raise Refused(tr("{name} 是单位，不用办人口登记", name=person.name))
    return person


def _lives(work: Work, person: Person, unit_id: int) -> None:
    today = work.today()
    role = work.session.scalar(
        select(UnitRole.id).where(
            UnitRole.person_id.in_(list(same_people(work.session, [person.id]))),
            UnitRole.unit_id == unit_id,
            UnitRole.kind != RoleKind.AGENT,
            or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= today),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > today),
        )
    )
    if role is None:
        unit = work.session.get(Unit, unit_id)
        raise Refused(
            tr(
                "{name} 现在不是 {unit} 的住户，先在档案里登记入住",
                name=person.name,
                unit=unit.code if unit else "",
            )
        )


def _one(work: Work, registration_id: int) -> tuple[ResidenceRegistration, Person]:
    row = work.session.get(ResidenceRegistration, registration_id)
    if row is None:
        raise Refused(tr("没有这条登记，请重新选择"))
    return row, _person(work, row.person_id)


def _rows(work: Work, person_id: int) -> list[Registration]:
    found = registrations_of(work.session, same_people(work.session, (person_id,)))
    return [row for rows in found.values() for row in rows]


def _event(work: Work, row: ResidenceRegistration, step: Step, words: str, on: date) -> None:
    work.session.add(
        ResidenceRegistrationEvent(
            registration_id=row.id, step=step, happened_on=on, words=words, at=work.now(), by_id=work.actor.id,
            by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC, "people")


def _must(text: str, missing: str, field: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise Refused(missing, field=field)
    if len(words) > LONGEST_WORDS:
        raise Refused(tr("超过 {n} 个字，请写短些", n=LONGEST_WORDS), field=field)
    return words


def _too_long(told: dict[str, str], longest: dict[str, int]) -> dict[str, str]:
    return {
        name: tr("超过 {n} 个字，请写短些", n=longest[name])
        for name, text in told.items()
        if len(text) > longest[name]
    }
