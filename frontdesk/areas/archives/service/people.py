"""People and companies, and what they are to units (D1.2, D1.9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.queries.anonymising import refuse_anonymous
from frontdesk.areas.archives.queries.joined import kept_id, kept_ids, same_people
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.archives.rules.identity import check_id, mask_id, mask_numbers, mask_phone, read_phone
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.rules.names import search_words
from frontdesk.areas.archives.rules.roles import RoleSpan, role_errors
from frontdesk.areas.archives.service.duplicates import mirror
from frontdesk.areas.archives.service.looks import note_look
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class SavePerson:
    """A person new (`person_id` None) or corrected.

    A number that comes back masked as it was shown (`138****5678`) leaves what is stored alone.
    """

    person_id: int | None
    name: str
    kind: PersonKind = PersonKind.PERSON
    id_kind: IdKind | None = None
    id_number: str = ""
    phone: str = ""
    phone2: str = ""
    nationality: str = ""
    visa_ends_on: date | None = None
    registered_on: date | None = None
    emergency_contact: str = ""


@dataclass(frozen=True, slots=True)
class AddRole:
    """A person becomes something to a unit from `starts_on` (None: always was) up to, not including, `ends_on`."""

    unit_id: int
    person_id: int
    kind: RoleKind
    share: Decimal | None = None
    relation: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class EndRole:
    """The role holds up to, not including, `ends_on`; `reason` stands in the trail."""

    role_id: int
    ends_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RevealPerson:
    """Ask to see a person's numbers in full; the reason is logged (D1.9)."""

    person_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class PersonNumbers:
    """A person's numbers in full, for the one who asked."""

    id_number: str = field(repr=False)
    phone: str = field(repr=False)
    phone2: str = field(repr=False)
    emergency: str = field(default="", repr=False)


def save_person(work: Work, command: SavePerson) -> int:
    """The person's id. Raises `InvalidInput` for what is missing or doubled; asks when a number looks wrong."""
    work.require(Right.ARCHIVES_WRITE)
    found, same = None, {0}
    if command.person_id is not None:
        # Who was joined with somebody is changed as the one they are.
        found = work.session.get_one(Person, kept_id(work.session, command.person_id))
        same = set(same_people(work.session, [found.id]))
        refuse_anonymous(work.session, found.id)
    errors: dict[str, str] = {}
    name = " ".join(command.name.split())
    if not name:
        errors["name"] = tr("请填姓名")
    elif len(name) > 80:
        errors["name"] = tr("姓名最多 80 个字")
    typed = _kept(command.id_number, found.id_number if found else "", mask_id)
    wanted = command.id_kind
    if wanted is None and command.kind is PersonKind.COMPANY:
        wanted = IdKind.LICENCE
    checked = check_id(typed, wanted, today=work.today())
    if checked.number:
        if len(checked.number) > 40:
            errors["id_number"] = tr("证件号太长，请核对")
        other = work.session.scalar(
            select(Person.name).where(Person.id_number == checked.number, Person.id.not_in(same))
        )
        if other is not None:
            errors["id_number"] = tr("这个证件号已登记在“{name}”名下，请直接选用", name=other)
    phones = {}
    for place in ("phone", "phone2"):
        raw = _kept(getattr(command, place), getattr(found, place) if found else "", mask_phone)
        phones[place] = read_phone(raw)
        if len(phones[place].number) > 40:
            errors[place] = tr("电话号码太长，请核对")
    if errors:
        raise InvalidInput(errors)
    unchanged = found is not None and found.id_number == checked.number
    if not checked.ok and not unchanged:
        work.confirm("id_number", tr("{reason}，仍按所填保存吗", reason=tr(checked.reason)))
    for place, phone in phones.items():
        if phone.number and not phone.ok and not (found and getattr(found, place) == phone.number):
            work.confirm(place, tr("{reason}，仍按所填保存吗", reason=tr(phone.reason)))
    person = found or Person(made_at=work.now())
    pinyin, initials = search_words(name)
    person.name, person.pinyin, person.initials = name, pinyin, initials
    person.kind, person.id_kind, person.id_number = command.kind, checked.kind, checked.number
    person.phone, person.phone2 = phones["phone"].number, phones["phone2"].number
    person.nationality = command.nationality.strip()[:40]
    person.visa_ends_on, person.registered_on = command.visa_ends_on, command.registered_on
    contact = _kept(command.emergency_contact, found.emergency_contact if found else "", mask_numbers)
    person.emergency_contact = contact.strip()[:120]
    if found is None:
        work.session.add(person)
    work.session.flush()
    if found is not None:
        mirror(work, person)
    work.touch("people")
    return person.id


def _kept(typed: str, stored: str, mask: Callable[[str], str]) -> str:
    """What is stored, when the form gave back the mask it had shown."""
    return stored if stored and typed.strip() == mask(stored) else typed


def reveal_person(work: Work, command: RevealPerson) -> PersonNumbers:
    """The numbers in full. The trail keeps who asked, when and why; raises `Refused` without a reason."""
    person = work.session.get_one(Person, command.person_id)
    note_look(work, How.SEEN, Matter.PERSON, person.name, command.reason, person_id=person.id)
    return PersonNumbers(person.id_number, person.phone, person.phone2, person.emergency_contact)


def add_role(work: Work, command: AddRole) -> int:
    """The role's id. Raises `InvalidInput` when days overlap, shares pass 100 %, or days are out of order."""
    work.require(Right.ARCHIVES_WRITE)
    work.session.get_one(Unit, command.unit_id)
    must_stand(work.session, command.unit_id)
    person = work.session.get_one(Person, kept_id(work.session, command.person_id))
    refuse_anonymous(work.session, person.id)
    share = command.share if command.kind is RoleKind.OWNER else None
    new = RoleSpan(0, person.id, person.name, command.kind, share, command.starts_on, command.ends_on)
    errors = role_errors(new, _roles(work, command.unit_id))
    if errors:
        raise InvalidInput(errors)
    role = UnitRole(
        unit_id=command.unit_id,
        person_id=person.id,
        kind=command.kind,
        share=share,
        relation=command.relation.strip()[:40],
        starts_on=command.starts_on,
        ends_on=command.ends_on,
    )
    work.session.add(role)
    work.session.flush()
    work.touch("people", "units")
    return role.id


def end_role(work: Work, command: EndRole) -> None:
    """End a role on a day; it stays readable for every day before. Raises `Refused` when it had ended."""
    work.require(Right.ARCHIVES_WRITE)
    role = work.session.get_one(UnitRole, command.role_id)
    if role.ends_on is not None and role.ends_on <= work.today():
        raise Refused(tr("这条关系在 {day} 已经结束", day=role.ends_on), field="ends_on")
    if role.starts_on is not None and command.ends_on < role.starts_on:
        raise Refused(tr("结束日期早于开始日期 {day}，请核对", day=role.starts_on), field="ends_on")
    role.ends_on = command.ends_on
    work.touch("people", "units")


def _roles(work: Work, unit_id: int) -> list[RoleSpan]:
    rows = work.session.execute(
        select(UnitRole, Person.name)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.unit_id == unit_id)
    )
    whom = kept_ids(work.session)
    return [
        RoleSpan(r.id, whom.get(r.person_id, r.person_id), name, r.kind, r.share, r.starts_on, r.ends_on)
        for r, name in rows
    ]
