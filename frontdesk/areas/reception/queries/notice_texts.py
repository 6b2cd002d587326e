"""What a notice says: its newest text with what is put in, and the paper it makes (D2.5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.documents.notices import NoticePaper
from frontdesk.areas.reception.model.notices import (
    NoticeText,
    NoticeTextBoard,
    PublicNotice,
)
from frontdesk.areas.reception.model.outages import OutagePlace
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.notice_setup import BoardRow, board_rows, boards_at
from frontdesk.areas.reception.queries.outages import outage
from frontdesk.areas.reception.rules.notices import (
    BLANK,
    DayStyle,
    NoticeForm,
    NoticeState,
    day_words,
    filled,
)
from frontdesk.areas.reception.rules.words import OutageKind
from frontdesk.base.store.papers import paper_document
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

FORM = "public_notice"
TEMPLATE_OF = {
    OutageKind.WATER: "water",
    OutageKind.POWER: "power",
    OutageKind.GAS: "gas",
    OutageKind.LIFT: "lift",
    OutageKind.OTHER: "blank",
}
"""Which template an outage's notice is drawn from."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A notice's newest text; `no` counts its texts, `boards` are meant."""

    id: int
    no: int
    form: NoticeForm
    title: str
    greeting: str
    body: str
    values: dict[str, str]
    day_style: DayStyle
    post_on: date
    until: date | None
    by_id: int
    by: str
    at: datetime
    boards: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class OutageFacts:
    """What an outage puts into a notice: its template's key, fields by name, and the boards it concerns."""

    number: str
    template: str
    values: dict[str, str]
    boards: tuple[BoardRow, ...]
    until: date | None


def text_of(session: Session, notice_id: int) -> TextRow:
    """The newest text. Raises `Refused` when there is no such notice."""
    text = session.scalar(
        select(NoticeText).where(NoticeText.notice_id == notice_id).order_by(NoticeText.no.desc()).limit(1)
    )
    if text is None:
        raise Refused(tr("没有这份通知，请重新选择"))
    meant = set(session.scalars(select(NoticeTextBoard.board_id).where(NoticeTextBoard.text_id == text.id)))
    boards = tuple(board for board in board_rows(session, active_only=False) if board.id in meant)
    return TextRow(
        text.id, text.no, text.form, text.title, text.greeting, text.body, json.loads(text.filling), text.day_style,
        text.post_on, text.until, text.by_id, text.by, text.at, boards,
    )  # fmt: skip


def usual_values(session: Session) -> dict[str, str]:
    """What fields of these names hold unless somebody writes otherwise."""
    phone = str(get_setting(session, "office.phone", ""))
    return {"电话": phone} if phone else {}


def outage_facts(session: Session, outage_id: int) -> OutageFacts:
    """What a notice of that outage begins with. Raises `Refused` when there is none."""
    row = outage(session, outage_id)
    starts = wall(row.starts_at)
    when = tr("{day} 起", day=_moment(starts))
    if row.expected_until is not None:
        ends = wall(row.expected_until)
        same = ends.date() == starts.date()
        until = f"{ends:%H:%M}" if same else _moment(ends)
        when = tr("{start} 至 {end}", start=_moment(starts), end=until)
    values = {"时间": when, "范围": row.where}
    if row.what:
        values["原因"] = row.what
    if row.whole:
        boards = board_rows(session)
    else:
        places = session.execute(
            select(OutagePlace.building_id, OutagePlace.entrance, OutagePlace.unit_id).where(
                OutagePlace.outage_id == outage_id
            )
        ).all()
        boards = boards_at(session, tuple((b, e, u) for b, e, u in places))
    last = wall(row.expected_until).date() if row.expected_until is not None else None
    return OutageFacts(row.number, TEMPLATE_OF[row.kind], values, boards, last)


def _moment(at: datetime) -> str:
    return tr("{month}月{day}日 {clock}", month=at.month, day=at.day, clock=f"{at:%H:%M}")


def draft_paper(
    session: Session,
    *,
    form: NoticeForm,
    title: str,
    greeting: str,
    body: str,
    values: Mapping[str, str],
    day_style: DayStyle,
    day: date,
    corrects_id: int | None = None,
) -> NoticePaper:
    """The paper of what is being written; a field that is empty yet stands as a line to fill."""
    corrects = ""
    if corrects_id is not None:
        old = session.get(PublicNotice, corrects_id)
        if old is not None and old.number is not None:
            corrects = tr("更正 {number}《{title}》，原件作废", number=old.number, title=old.title)
    lines = tuple(line.strip() for line in filled(body, values).split("\n") if line.strip())
    return NoticePaper(
        office=str(get_setting(session, "office.name", "")),
        estate=str(get_setting(session, "estate.name", "")),
        number="",
        day=day,
        form=form.value,
        title=filled(title, values),
        greeting=filled(greeting, values) if greeting else "",
        paragraphs=lines or (BLANK,),
        signed=day_words(day, day_style),
        corrects=corrects,
    )


def paper_of(session: Session, notice_id: int, today: date) -> NoticePaper:
    """A notice's paper: as it was frozen when it was approved, else as it would be today."""
    notice = session.get(PublicNotice, notice_id)
    if notice is None:
        raise Refused(tr("没有这份通知，请重新选择"))
    void = notice.state is NoticeState.VOID
    if notice.number is not None:
        stored = paper_document(session, FORM, notice.number)
        if stored is not None:
            return replace(codec.from_plain(NoticePaper, stored[1]), void=void)
    text = text_of(session, notice_id)
    day = notice.issued_on or max(today, text.post_on)
    paper = draft_paper(
        session, form=text.form, title=text.title, greeting=text.greeting, body=text.body, values=text.values,
        day_style=text.day_style, day=day, corrects_id=notice.corrects_id,
    )  # fmt: skip
    return replace(paper, number=notice.number or "", void=void)
