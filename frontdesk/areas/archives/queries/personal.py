"""What the archives hold of a person: facts, roles, vehicles, papers, registrations, consents, who looked (D1.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow
from frontdesk.areas.archives.model import (
    ImportRun,
    ParkingSpace,
    Person,
    Pet,
    ReviewFlag,
    Unit,
    UnitNote,
    UnitRole,
    UnitSource,
    Vehicle,
)
from frontdesk.areas.archives.model.duplicates import PersonApart, PersonJoin, PersonSplit
from frontdesk.areas.archives.model.looks import NumberLook
from frontdesk.areas.archives.model.papers import ArchivePaper, ArchivePaperVoid, PaperKind
from frontdesk.areas.archives.model.personal import (
    PersonalConsent,
    PersonalConsentEnd,
    PersonalRequest,
    PersonalRequestEvent,
)
from frontdesk.areas.archives.model.registration import RegistrationFact, ResidenceRegistration
from frontdesk.areas.archives.model.resident_changes import ChangeSheet, ChangeSheetLine
from frontdesk.areas.archives.queries.held import Whom, day_of, part, told
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.values.text import tr

REVEALED = "frontdesk.areas.archives.service.people.reveal_person"
"""The act that showed numbers before looks had rows of their own."""


def held_of(session: Session, whom: Whom) -> tuple[HeldPart, ...]:
    """The archives' parts."""
    return (
        part(tr("基本信息"), _facts(session, whom)),
        part(tr("身份和房屋"), _roles(session, whom)),
        part(tr("车辆、车位、宠物"), _belongings(session, whom)),
        part(tr("房屋备注"), _notes(session, whom)),
        part(tr("待核实"), _flags(session, whom)),
        part(tr("从哪里导入"), _sources(session, whom)),
        part(tr("存档资料"), _papers(session, whom)),
        part(tr("人口登记"), _registrations(session, whom)),
        part(tr("同意"), _consents(session, whom)),
        part(tr("告知其他部门的变更"), _changes(session, whom)),
        part(tr("合并和区分"), _joins(session, whom)),
        part(tr("以前要过本人信息"), _requests(session, whom)),
        part(tr("谁看过证件号和电话"), _looks(session, whom)),
    )


def span(starts_on: date | None, ends_on: date | None) -> str:
    """`2021-06-18 至 2026-05-31`; *ends_on* is the first day it is over."""
    last = ends_on - timedelta(days=1) if ends_on is not None else None
    if starts_on is not None and last is not None:
        return tr("{first} 至 {last}", first=starts_on, last=max(last, starts_on))
    if last is not None:
        return tr("至 {last}", last=last)
    return tr("{first} 起", first=starts_on) if starts_on is not None else ""


def _facts(session: Session, whom: Whom) -> Iterator[HeldRow]:
    people = {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(whom.ids)))}
    for person_id in whom.ids:
        p = people[person_id]
        kind = tr(p.id_kind.value) if p.id_kind is not None else tr("证件")
        pairs = (
            (tr("姓名"), p.name), (tr("类别"), tr(p.kind.value)), (kind, whom.id_number(p.id_number)),
            (tr("电话"), whom.phone(p.phone)), (tr("备用电话"), whom.phone(p.phone2)), (tr("国籍"), p.nationality),
            (tr("签证到期"), p.visa_ends_on), (tr("暂住登记"), p.registered_on),
            (tr("紧急联系人"), whom.words(p.emergency_contact)), (tr("建档"), day_of(p.made_at)),
        )  # fmt: skip
        yield from (HeldRow(None, what, str(words)) for what, words in pairs if words)


def _roles(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(UnitRole, Unit.code)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .where(UnitRole.person_id.in_(whom.ids))
        .order_by(Unit.sort_key, UnitRole.id)
    )
    for role, code in found:
        share = tr("份额 {share}%", share=role.share) if role.share is not None else ""
        words = told(tr(role.kind.value), role.relation, share, span(role.starts_on, role.ends_on))
        yield HeldRow(role.starts_on, code, words)


def _belongings(session: Session, whom: Whom) -> Iterator[HeldRow]:
    """What the homes have now, or had withdrawn, while the person was something there."""
    for vehicle in session.scalars(select(Vehicle).where(Vehicle.unit_id.in_(whom.units))):
        if whom.stayed(vehicle.unit_id, _last(vehicle.withdrawn_on, whom)):
            gone = tr("{day} 注销", day=vehicle.withdrawn_on) if vehicle.withdrawn_on else ""
            place = tr("车位 {code}", code=vehicle.space_code) if vehicle.space_code else ""
            words = told(
                whom.code(vehicle.unit_id), vehicle.plate, vehicle.colour, vehicle.model, place, gone
            )
            yield HeldRow(None, tr("车辆"), words)
    for space in session.scalars(select(ParkingSpace).where(ParkingSpace.unit_id.in_(whom.units))):
        if whom.stayed(space.unit_id, _last(space.ends_on, whom)):
            words = told(whom.code(space.unit_id), space.code, span(space.starts_on, space.ends_on))
            yield HeldRow(space.starts_on, tr("车位"), words)
    for pet in session.scalars(select(Pet).where(Pet.unit_id.in_(whom.units))):
        if whom.stayed(pet.unit_id, _last(pet.withdrawn_on, whom)):
            licence = tr("犬证 {licence}", licence=pet.licence) if pet.licence else ""
            until = tr("疫苗至 {day}", day=pet.vaccinated_until) if pet.vaccinated_until else ""
            gone = tr("{day} 注销", day=pet.withdrawn_on) if pet.withdrawn_on else ""
            words = told(whom.code(pet.unit_id), pet.name, pet.breed, licence, until, gone)
            yield HeldRow(None, tr("宠物"), words)


def _last(ended_on: date | None, whom: Whom) -> date:
    """The last day something without a beginning is known to have held."""
    return ended_on - timedelta(days=1) if ended_on is not None and ended_on <= whom.on else whom.on


def _notes(session: Session, whom: Whom) -> Iterator[HeldRow]:
    for note in session.scalars(select(UnitNote).where(UnitNote.unit_id.in_(whom.units))):
        on = day_of(note.at)
        if whom.stayed(note.unit_id, on):
            gone = tr("已撤下") if note.withdrawn_at is not None else ""
            yield HeldRow(
                on, whom.code(note.unit_id), told(tr(note.level.value), whom.words(note.text), gone)
            )


def _flags(session: Session, whom: Whom) -> Iterator[HeldRow]:
    for flag in session.scalars(select(ReviewFlag).where(ReviewFlag.person_id.in_(whom.ids))):
        settled = (
            tr("已核实：{words}", words=flag.settled_words or "") if flag.settled_at else tr("还没有核实")
        )
        yield HeldRow(day_of(flag.at), tr(flag.reason), told(whom.words(flag.value), settled))


def _sources(session: Session, whom: Whom) -> Iterator[HeldRow]:
    """The workbooks that the homes came from, while the person was something there."""
    found = session.execute(
        select(UnitSource.unit_id, ImportRun)
        .join(ImportRun, ImportRun.id == UnitSource.run_id)
        .where(UnitSource.unit_id.in_(whom.units))
    )
    for unit_id, run in found:
        on = day_of(run.at)
        if whom.stayed(unit_id, on):
            words = tr("工作簿 {file}，{name} 导入", file=run.file_name, name=run.by)
            yield HeldRow(on, whom.code(unit_id), words)


def _papers(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(ArchivePaper, PaperKind.name, ArchivePaperVoid.reason)
        .join(PaperKind, PaperKind.id == ArchivePaper.kind_id)
        .outerjoin(ArchivePaperVoid, ArchivePaperVoid.paper_id == ArchivePaper.id)
        .where(ArchivePaper.person_id.in_(whom.ids))
    )
    for paper, kind, reason in found:
        dated = tr("日期 {day}", day=paper.dated_on) if paper.dated_on else ""
        gone = tr("已作废：{reason}", reason=reason) if reason else ""
        yield HeldRow(
            paper.filed_on, tr(kind), told(whom.words(paper.name), whom.words(paper.words), dated, gone)
        )


def _registrations(session: Session, whom: Whom) -> Iterator[HeldRow]:
    for fact in session.scalars(select(RegistrationFact).where(RegistrationFact.person_id.in_(whom.ids))):
        words = told(tr(fact.duty.value), fact.origin, tr(fact.purpose) if fact.purpose else "", fact.words)
        yield HeldRow(day_of(fact.at), tr("登记方式"), whom.words(words))
    found = session.execute(
        select(ResidenceRegistration, Unit.code)
        .join(Unit, Unit.id == ResidenceRegistration.unit_id)
        .where(ResidenceRegistration.person_id.in_(whom.ids))
    )
    for each, code in found:
        until = tr("有效到 {day}", day=each.ends_on)
        words = told(code, each.number, until, each.station, each.handled_by, each.words)
        yield HeldRow(each.starts_on, tr("登记"), whom.words(words))


def _consents(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(PersonalConsent, PersonalConsentEnd)
        .outerjoin(PersonalConsentEnd, PersonalConsentEnd.consent_id == PersonalConsent.id)
        .where(PersonalConsent.person_id.in_(whom.ids))
    )
    for consent, end in found:
        until = tr("到 {day}", day=consent.until) if consent.until else ""
        by = tr("{name} 代为同意", name=consent.given_by) if consent.given_by else ""
        over = tr("{day} {what}", day=end.ended_on, what=tr(end.end.value)) if end is not None else ""
        words = told(tr(consent.way.value), until, by, over, consent.words)
        yield HeldRow(consent.given_on, consent.purpose, whom.words(words))


def _changes(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(ChangeSheetLine, ChangeSheet)
        .join(ChangeSheet, ChangeSheet.id == ChangeSheetLine.sheet_id)
        .where(ChangeSheetLine.person_id.in_(whom.ids))
    )
    for line, sheet in found:
        words = told(
            line.unit_code, tr(line.kind.value), tr("告知 {departments}", departments=line.departments)
        )
        yield HeldRow(day_of(sheet.at), sheet.number, whom.words(words))


def _joins(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(PersonJoin, PersonSplit.at)
        .outerjoin(PersonSplit, PersonSplit.join_id == PersonJoin.id)
        .where(or_(PersonJoin.kept_id.in_(whom.ids), PersonJoin.joined_id.in_(whom.ids)))
    )
    for join, split_at in found:
        gone = tr("{day} 拆分", day=day_of(split_at)) if split_at is not None else ""
        yield HeldRow(day_of(join.at), tr("两条记录合并"), told(whom.words(join.reason), gone))
    apart = or_(PersonApart.one_id.in_(whom.ids), PersonApart.other_id.in_(whom.ids))
    for row in session.scalars(select(PersonApart).where(apart)):
        yield HeldRow(day_of(row.at), tr("与另一人区分开"), whom.words(row.reason))


def _requests(session: Session, whom: Whom) -> Iterator[HeldRow]:
    voided = select(PersonalRequestEvent.request_id, func.max(PersonalRequestEvent.step).label("step"))
    steps = voided.group_by(PersonalRequestEvent.request_id).subquery()
    found = session.execute(
        select(PersonalRequest, steps.c.step)
        .outerjoin(steps, steps.c.request_id == PersonalRequest.id)
        .where(PersonalRequest.person_id.in_(whom.ids))
    )
    for request, step in found:
        words = told(
            tr(request.asker.value), request.asked_by, request.checked, tr(str(step)) if step else ""
        )
        yield HeldRow(request.asked_on, request.number, whom.words(words))


def _looks(session: Session, whom: Whom) -> Iterator[HeldRow]:
    """Looks at this person's numbers, and lists of many in full that went out while they were on them."""
    own = NumberLook.person_id.in_(whom.ids)
    for look in session.scalars(select(NumberLook).where(or_(own, NumberLook.people > 1))):
        on, many = day_of(look.at), ""
        if look.person_id not in whom.ids:
            if not any(stay.held(on) for stay in whom.stays):
                continue
            many = tr("{n} 人的名单，可能有本人", n=look.people)
        leave = tr("{name} 准许", name=look.approver) if look.approver else ""
        what = tr("{how}（{matter}）", how=tr(look.how.value), matter=tr(look.matter.value))
        yield HeldRow(on, what, told(look.by, leave, whom.words(look.reason), many))
    first = session.scalar(select(func.min(NumberLook.at)))
    before = select(AuditEntry).where(AuditEntry.action == REVEALED)
    if first is not None:
        before = before.where(AuditEntry.at < first)
    for entry in session.scalars(before):
        person = re.search(r'"person_id": (\d+)', entry.command)
        if person is not None and int(person[1]) in whom.ids:
            reason = re.search(r'"reason": "([^"]*)"', entry.command)
            yield HeldRow(
                day_of(entry.at), tr("看"), told(entry.actor, whom.words(reason[1]) if reason else "")
            )
