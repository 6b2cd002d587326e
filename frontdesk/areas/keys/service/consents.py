"""The owner's word on who may, or may not, have a home's keys: written down, and taken back (D3.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.keys.model import KeyConsent, KeyConsentEnd
from frontdesk.areas.keys.queries.consents import consents_of
from frontdesk.areas.keys.rules.kinds import LONGEST_NAME
from frontdesk.areas.keys.service.common import may_write, tidy, unit_code
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class AddConsent:
    """Somebody of the archives, or a name (a person's, or a company's), may or may not have the unit's keys.

    From a day (None: today) up to, not including, `ends_on`. `source` is how the owner said it.
    """

    unit_id: int
    allow: bool
    name: str = ""
    person_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    words: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class EndConsent:
    """The owner takes it back: from `ends_on` on (None: today) it no longer holds."""

    consent_id: int
    ends_on: date | None = None
    reason: str = ""


def add_consent(work: Work, command: AddConsent) -> int:
    """Write a line of the list; returns its id."""
    may_write(work)
    unit = unit_code(work, command.unit_id)
    must_stand(work.session, command.unit_id)
    name = tidy(command.name, field="name", most=LONGEST_NAME)
    if command.person_id is not None:
        command = replace(command, person_id=kept_id(work.session, command.person_id))
        person = work.session.get(Person, command.person_id)
        if person is None:
            raise Refused(tr("没有这个人，请重新选择"), field="name")
        name = person.name
    if not name:
        raise Refused(tr("请写是谁：姓名，或单位名称"), field="name")
    source = tidy(
        command.source, missing=tr("请写明业主怎么说的，如 业主 11-20 书面、电话录音"), field="source"
    )
    starts_on = command.starts_on or work.today()
    if command.ends_on is not None and command.ends_on <= starts_on:
        raise Refused(tr("最后一天不能早于开始的那天"), field="ends_on")
    for row in consents_of(work.session, command.unit_id, work.today()):
        same = row.person_id == command.person_id if command.person_id is not None else row.name == name
        if row.over or not same:
            continue
        if row.allow == command.allow:
            word = tr("可以借") if row.allow else tr("不可以借")
            raise Refused(
                tr("{unit} 的名单里已经有“{name}”（{word}）", unit=unit, name=name, word=word), field="name"
            )
        if not row.allow:
            raise Refused(
                tr("{unit} 的名单写着不借给“{name}”，请先结束那一条", unit=unit, name=name), field="name"
            )
    made = KeyConsent(
        unit_id=command.unit_id,
        allow=command.allow,
        person_id=command.person_id,
        name=name,
        starts_on=starts_on,
        ends_on=command.ends_on,
        words=tidy(command.words),
        source=source,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    work.touch("keys")
    return made.id


def end_consent(work: Work, command: EndConsent) -> str:
    """End a line of the list; returns whose it was."""
    may_write(work)
    made = work.session.get(KeyConsent, command.consent_id)
    if made is None:
        raise Refused(tr("没有这一条，请重新选择"))
    row = next(r for r in consents_of(work.session, made.unit_id, work.today()) if r.id == made.id)
    if row.over or row.ended_by:
        raise Refused(tr("“{name}”这一条已经结束了", name=made.name))
    ends_on = command.ends_on or work.today()
    if ends_on < made.starts_on:
        ends_on = made.starts_on
    work.session.add(
        KeyConsentEnd(
            consent_id=made.id,
            ends_on=ends_on,
            reason=tidy(command.reason, field="reason"),
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch("keys")
    return made.name
