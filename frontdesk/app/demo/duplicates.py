"""Somebody of the demo estate who was met twice: entered again by telephone, without looking whether they were there."""

from __future__ import annotations

from sqlalchemy import or_, select

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.model import Person, UnitRole
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.service import SavePerson, save_person
from frontdesk.base.store.work import Actor, Work


def meet_twice(year: Year, clerk: Actor) -> None:
    """The tenant who came last, with the number they gave at the time and none of their documents."""
    year.runner.run(_again, None, actor=clerk)


def _again(work: Work, _none: None) -> int:
    person = work.session.scalars(
        select(Person)
        .join(UnitRole, UnitRole.person_id == Person.id)
        .where(UnitRole.kind == RoleKind.TENANT, Person.phone != "", Person.nationality == "")
        .where(or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > work.today()))
        .order_by(Person.id.desc())
        .limit(1)
    ).first()
    if person is None:
        return 0
    return save_person(work, SavePerson(None, person.name, phone=person.phone, nationality="中国"))
