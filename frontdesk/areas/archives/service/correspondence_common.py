"""What every act on a document in or out needs: the document held, how it stands, its next row (D1.6)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from frontdesk.areas.archives.model.correspondence import Correspondence, CorrespondenceEvent
from frontdesk.areas.archives.rules.correspondence import (
    LONGEST_WORDS,
    Happened,
    Standing,
    State,
    Step,
    stand,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "correspondence"


def day_of(work: Work, on: date | None) -> date:
    """The day of what happened: today unless an earlier one is said."""
    today = work.today()
    if on is not None and on > today:
        raise Refused(tr("日期不能晚于今天 {today}", today=today), field="on")
    return on or today


def must(text: str, missing: str, field: str) -> str:
    """Words that fit; *missing* is said where there are none."""
    words = " ".join(text.split())
    if not words:
        raise Refused(missing, field=field)
    if len(words) > LONGEST_WORDS:
        raise Refused(tr("超过 {n} 个字，请写短些", n=LONGEST_WORDS), field=field)
    return words


def by_another(work: Work, by_id: int, on: date, number: str, what: str) -> None:
    """What somebody else, or another day, has written is taken back by a supervisor's leave only."""
    if by_id != work.actor.id or on != work.today():
        work.require(
            Right.RECEPTION_LEAD,
            tr("{number} 的“{what}”是别人或别的日子登记的，要主管准许", number=number, what=what),
        )


def one_document(work: Work, document_id: int) -> Correspondence:
    """The document, held until the act is done. Raises `Refused` for none."""
    query = select(Correspondence).where(Correspondence.id == document_id).with_for_update()
    document = work.session.scalar(query)
    if document is None:
        raise Refused(tr("没有这份收发文，请重新选择"))
    return document


def rows_of(work: Work, document_id: int) -> list[CorrespondenceEvent]:
    """What has happened to it, in its order."""
    query = (
        select(CorrespondenceEvent)
        .where(CorrespondenceEvent.correspondence_id == document_id)
        .order_by(CorrespondenceEvent.id)
    )
    return list(work.session.scalars(query))


def standing_of(work: Work, document: Correspondence) -> Standing:
    """How it stands today."""
    rows = (
        Happened(row.id, row.step, row.happened_on, row.who, row.until, row.ends_id)
        for row in rows_of(work, document.id)
    )
    return stand(rows, document.answer_by, work.today())


def not_void(work: Work, document: Correspondence) -> Standing:
    """How it stands; raises `Refused` for a void one."""
    standing = standing_of(work, document)
    if standing.state is State.VOID:
        raise Refused(tr("{number} 已经作废了，没有再记", number=document.number))
    return standing


def add_step(
    work: Work,
    document: Correspondence,
    step: Step,
    *,
    who: str = "",
    words: str = "",
    on: date | None = None,
    until: date | None = None,
    ends_id: int | None = None,
) -> None:
    """Write the next row of its course."""
    told = " ".join(words.split())
    if len(told) > LONGEST_WORDS:
        raise Refused(tr("超过 {n} 个字，请写短些", n=LONGEST_WORDS), field="words")
    work.session.add(
        CorrespondenceEvent(
            correspondence_id=document.id, step=step, happened_on=on or work.today(), at=work.now(),
            who=" ".join(who.split()), words=told, until=until, ends_id=ends_id, by_id=work.actor.id,
            by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
