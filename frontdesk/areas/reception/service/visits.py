"""Visitors let in and out, with the pass they wear (D2.4)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.archives.rules.identity import check_id, checked_phone
from frontdesk.areas.reception.model.visitors import Visit, VisitEnd
from frontdesk.areas.reception.rules.visits import MOST_PEOPLE, VisitEndKind
from frontdesk.areas.reception.service.desk_common import by_another, check_unit, may_write, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

TOPIC = "visits"


@dataclass(frozen=True, slots=True)
class LetIn:
    """Somebody comes to see a unit, or a place in words. `pass_number` is what stands on the pass they get."""

    name: str
    unit_id: int | None = None
    place: str = ""
    host: str = ""
    why: str = ""
    people: int = 1
    phone: str = ""
    id_number: str = ""
    plate: str = ""
    pass_number: str = ""
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class LetOut:
    """They leave; what is said of a pass that did not come back."""

    visit_ids: tuple[int, ...]
    pass_back: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True)
class VoidVisit:
    """It was entered by mistake."""

    visit_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class LetInDone:
    """The visit, and whether the same press had stored it already."""

    id: int
    name: str
    again: bool = False


def let_in(work: Work, command: LetIn) -> LetInDone:
    """Write a visitor down. A number of an ID card that cannot be is asked about, not refused."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(Visit).where(Visit.token == command.token))
        if before is not None:
            return LetInDone(before.id, before.name, again=True)
    name = tidy(command.name, missing=tr("请填来访人姓名"), field="name", most=80)
    place = tidy(command.place, field="place", most=120)
    if command.unit_id is None and not place:
        raise Refused(tr("请选要去的房号，或写明去哪里"), field="unit_id")
    check_unit(work, command.unit_id)
    why = tidy(command.why, missing=tr("请填来访事由"), field="why", most=120)
    if not 1 <= command.people <= MOST_PEOPLE:
        raise Refused(tr("人数在 1 到 {n} 之间", n=MOST_PEOPLE), field="people")
    id_number = tidy(command.id_number, field="id_number", most=40)
    if id_number:
        checked = check_id(id_number, today=work.today())
        if not checked.ok:
            work.confirm("visit_id", tr("{why}。仍按这样登记吗？", why=tr(checked.reason)))
        id_number = checked.number
    pass_number = tidy(command.pass_number, field="pass_number", most=20)
    if pass_number:
        _check_pass(work, pass_number)
    visit = Visit(
        name=name, people=command.people, phone=tidy(checked_phone(command.phone), field="phone", most=40),
        id_number=id_number, plate=tidy(command.plate, field="plate", most=20).upper(), unit_id=command.unit_id,
        place=place, host=tidy(command.host, field="host", most=80), why=why, pass_number=pass_number,
        came_on=work.today(), at=work.now(), words=tidy(command.words), by_id=work.actor.id, by=work.actor.name,
        token=command.token,
    )  # fmt: skip
    work.session.add(visit)
    work.session.flush()
    work.touch(TOPIC)
    return LetInDone(visit.id, name)


def _check_pass(work: Work, number: str) -> None:
    inside = ~select(VisitEnd.id).where(VisitEnd.visit_id == Visit.id).exists()
    worn = work.session.scalar(select(Visit).where(Visit.pass_number == number, inside))
    if worn is not None:
        raise Refused(
            tr(
                "{number} 号访客证在 {name} 身上（{at} 进），请先办离开",
                number=number,
                name=worn.name,
                at=f"{local_time(worn.at):%m-%d %H:%M}",
            ),
            field="pass_number",
        )


def let_out(work: Work, command: LetOut) -> tuple[str, ...]:
    """They leave now; gives their names. A pass that is not back says why."""
    may_write(work)
    words = tidy(command.words)
    visits = _locked(work, command.visit_ids)
    if not command.pass_back and any(visit.pass_number for visit in visits) and not words:
        raise Refused(tr("访客证没有收回，请写明原因，如 丢失"), field="words")
    for visit in visits:
        _check_inside(work, visit)
        pass_back = command.pass_back and bool(visit.pass_number)
        _end(work, visit, VisitEndKind.LEFT, words, pass_back=pass_back)
    return tuple(visit.name for visit in visits)


def void_visit(work: Work, command: VoidVisit) -> str:
    """The row stays, marked void; gives the name."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    visit = _locked(work, (command.visit_id,))[0]
    _check_inside(work, visit)
    words = tr("{name} 的来访是 {by} {day} 登记的，作废要主管准许",
               name=visit.name, by=visit.by, day=visit.came_on)  # fmt: skip
    by_another(work, visit.by_id, visit.came_on, words)
    _end(work, visit, VisitEndKind.VOID, reason, pass_back=bool(visit.pass_number))
    return visit.name


def _locked(work: Work, visit_ids: tuple[int, ...]) -> list[Visit]:
    wanted = sorted(set(visit_ids))
    if not wanted:
        raise Refused(tr("请选至少一位来访人"), field="visit_ids")
    query = select(Visit).where(Visit.id.in_(wanted)).order_by(Visit.id).with_for_update()
    visits = list(work.session.scalars(query))
    if len(visits) < len(wanted):
        raise Refused(tr("没有这条来访记录，请重新选择"), field="visit_ids")
    return visits


def _check_inside(work: Work, visit: Visit) -> None:
    ended = work.session.scalar(select(VisitEnd).where(VisitEnd.visit_id == visit.id))
    if ended is not None:
        at = f"{local_time(ended.at):%m-%d %H:%M}"
        raise Refused(
            tr("{name} {at} 已经登记离开或作废，没有再记", name=visit.name, at=at), field="visit_ids"
        )


def _end(work: Work, visit: Visit, kind: VisitEndKind, words: str, *, pass_back: bool) -> None:
    work.session.add(
        VisitEnd(
            visit_id=visit.id,
            kind=kind,
            ended_on=work.today(),
            at=work.now(),
            pass_back=pass_back,
            words=words,
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch(TOPIC)
