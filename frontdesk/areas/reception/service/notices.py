"""Notices: handed in, reviewed by another, numbered on approval, void with a reason, put right by a new one (D2.5)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.reception.documents.notices import NoticePaper
from frontdesk.areas.reception.model.notices import (
    NoticeBoard,
    NoticeEvent,
    NoticePlace,
    NoticeText,
    NoticeTextBoard,
    PublicNotice,
)
from frontdesk.areas.reception.queries.notice_texts import paper_of, text_of
from frontdesk.areas.reception.rules.notices import (
    NoticeState,
    NoticeStep,
    PlaceState,
    filled,
    number_of,
    state_of,
)
from frontdesk.areas.reception.service.desk_common import may_write, tidy
from frontdesk.areas.reception.service.notice_checks import (
    Writing,
    check_corrects,
    check_seen,
    check_source,
    check_until,
    checked,
    lock_notice,
    still_writing,
)
from frontdesk.areas.reception.service.notice_setup import begin
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "public_notices"
FORM = "public_notice"
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class WriteNotice:
    """A new notice, handed in for review; of an outage, or putting an issued one right."""

    writing: Writing
    template_id: int | None = None
    outage_id: int | None = None
    corrects_id: int | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ReviseNotice:
    """Another text of one that has no number yet, handed in again. `seen_no`: the text that was read."""

    notice_id: int
    writing: Writing
    seen_no: int | None = None


@dataclass(frozen=True, slots=True)
class SendBackNotice:
    """The reviewer wants it otherwise, and says what."""

    notice_id: int
    words: str


@dataclass(frozen=True, slots=True)
class ApproveNotice:
    """The reviewer lets it go out. `words`: why, where somebody reviews what they wrote themselves."""

    notice_id: int
    words: str = ""
    seen_no: int | None = None


@dataclass(frozen=True, slots=True)
class ExtendNotice:
    """It hangs until another day, or without an end."""

    notice_id: int
    until: date | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class VoidNotice:
    """It shall not stand. What hangs is to be taken down."""

    notice_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class NoticeDone:
    """Its id, its number (empty before it is approved), and how it stands."""

    id: int
    number: str
    state: NoticeState
    again: bool = False


def write_notice(work: Work, command: WriteNotice) -> NoticeDone:
    """Store it and hand it in. Raises `InvalidInput` for what is missing."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(PublicNotice).where(PublicNotice.token == command.token))
        if before is not None:
            return NoticeDone(before.id, before.number or "", before.state, again=True)
    begin(work)
    check_source(work, command.template_id, command.outage_id, command.corrects_id)
    told = checked(work, command.writing)
    notice = PublicNotice(
        number=None, state=NoticeState.REVIEW, form=told.form, title=filled(told.title, told.values),
        post_on=told.post_on, until=told.until, issued_on=None, template_id=command.template_id,
        outage_id=command.outage_id, corrects_id=command.corrects_id, written_on=work.today(), at=work.now(),
        by_id=work.actor.id, by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(notice)
    work.session.flush()
    _add_text(work, notice, told)
    add_event(work, notice, NoticeStep.SUBMITTED)
    return _done(notice)


def revise_notice(work: Work, command: ReviseNotice) -> NoticeDone:
    """The text as it is now, handed in again. Raises `Refused` for one that has its number, or that another changed."""
    may_write(work)
    notice = lock_notice(work, command.notice_id)
    still_writing(notice)
    check_seen(work, notice, command.seen_no)
    told = checked(work, command.writing)
    _add_text(work, notice, told)
    notice.form, notice.title = told.form, filled(told.title, told.values)
    notice.post_on, notice.until = told.post_on or work.today(), told.until
    add_event(work, notice, NoticeStep.SUBMITTED)
    return _done(notice)


def send_back_notice(work: Work, command: SendBackNotice) -> NoticeDone:
    """Back to who wrote it, with words."""
    work.require(Right.RECEPTION_PUBLISH)
    notice = lock_notice(work, command.notice_id)
    if notice.state is not NoticeState.REVIEW:
        raise Refused(tr("这份通知不在待审核，没有再改"))
    words = tidy(command.words, missing=tr("请写明要改什么"), most=LONGEST_WORDS)
    add_event(work, notice, NoticeStep.SENT_BACK, words)
    return _done(notice)


def approve_notice(work: Work, command: ApproveNotice) -> NoticeDone:
    """Let it go out: it takes its number, its paper is frozen, its boards wait for it.

    Whoever reviews is another than who wrote the text; a supervisor's own takes a reason, which stands on it.
    """
    leave = work.require(Right.RECEPTION_PUBLISH, tr("审核通知公告，要有审核权的人"))
    notice = lock_notice(work, command.notice_id)
    if notice.state is not NoticeState.REVIEW:
        raise Refused(tr("这份通知不在待审核，没有再改"))
    check_seen(work, notice, command.seen_no)
    text = text_of(work.session, notice.id)
    words = tidy(command.words, most=LONGEST_WORDS)
    if leave is not None and work.approved is not None and not words:
        words = work.approved.reason
    reviewer = work.actor.id if leave is None else leave
    if text.by_id == reviewer and not words:
        raise Refused(tr("自己写的自己审核，请写明为什么不由别人审核"), field="words")
    today = work.today()
    if text.until is not None and text.until < today:
        raise Refused(tr("张贴到 {day}，已经过了，请退回改日期", day=text.until))
    if notice.corrects_id is not None:
        check_corrects(work, notice.corrects_id, notice.id)
    notice.number = number_of(today.year, next_number(work.session, f"TZ-{today.year:04d}"))
    notice.issued_on = today
    work.session.flush()
    boards = work.session.execute(
        select(NoticeBoard.id, NoticeBoard.name)
        .join(NoticeTextBoard, NoticeTextBoard.board_id == NoticeBoard.id)
        .where(NoticeTextBoard.text_id == text.id)
        .order_by(NoticeTextBoard.id)
    ).all()
    for board_id, name in boards:
        work.session.add(
            NoticePlace(notice_id=notice.id, board_id=board_id, name=name, state=PlaceState.WAITING)
        )
    work.session.flush()
    by = work.approved.approver_name if leave is not None and work.approved is not None else work.actor.name
    add_event(work, notice, NoticeStep.APPROVED, words, by_id=reviewer, by=by)
    paper: NoticePaper = paper_of(work.session, notice.id, today)
    issue_paper(
        work, form=FORM, number=notice.number, title=f"{notice.number} {notice.title}"[:120],
        subject=(FORM, notice.id), document=codec.to_plain(paper),
    )  # fmt: skip
    return _done(notice)


def extend_notice(work: Work, command: ExtendNotice) -> NoticeDone:
    """Move the day until which it hangs."""
    may_write(work)
    notice = lock_notice(work, command.notice_id)
    if notice.state not in (NoticeState.TO_POST, NoticeState.UP):
        raise Refused(tr("只有待张贴和张贴中的可以改期限"))
    if command.until == notice.until:
        raise Refused(tr("期限已经是这一天，没有再改"), field="until")
    if command.until is not None:
        if command.until < work.today():
            raise Refused(tr("期限不能早于今天；不再张贴请撤下"), field="until")
        check_until(notice.post_on, command.until)
    notice.until = command.until
    add_event(work, notice, NoticeStep.EXTENDED, tidy(command.words, most=LONGEST_WORDS), until=command.until)
    return _done(notice)


def void_notice(work: Work, command: VoidNotice) -> NoticeDone:
    """Void it (D0.5). One that has its number, or that another wrote, takes the right to review."""
    may_write(work)
    notice = lock_notice(work, command.notice_id)
    if notice.state is NoticeState.VOID:
        raise Refused(tr("这份通知已经作废"))
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason", most=LONGEST_WORDS)
    if notice.number is not None:
        work.require(
            Right.RECEPTION_PUBLISH, tr("{number} 已经编号发布，作废要主管准许", number=notice.number)
        )
    elif notice.by_id != work.actor.id:
        work.require(Right.RECEPTION_PUBLISH, tr("这是 {by} 写的，作废要主管准许", by=notice.by))
    add_event(work, notice, NoticeStep.VOIDED, reason)
    return _done(notice)


# -- the one place that writes its texts and its course --


def _add_text(work: Work, notice: PublicNotice, told: Writing) -> None:
    last = work.session.scalar(select(func.max(NoticeText.no)).where(NoticeText.notice_id == notice.id))
    assert told.post_on is not None
    text = NoticeText(
        notice_id=notice.id, no=(last or 0) + 1, form=told.form, title=told.title, greeting=told.greeting,
        body=told.body, filling=json.dumps(dict(told.values), ensure_ascii=False), day_style=told.day_style,
        post_on=told.post_on, until=told.until, at=work.now(), by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    work.session.add(text)
    work.session.flush()
    for board_id in told.board_ids:
        work.session.add(NoticeTextBoard(text_id=text.id, board_id=board_id))
    work.session.flush()


def add_event(
    work: Work,
    notice: PublicNotice,
    step: NoticeStep,
    words: str = "",
    *,
    until: date | None = None,
    by_id: int | None = None,
    by: str = "",
) -> None:
    """Write a row of a locked notice's course, and what it comes to beside it."""
    last = work.session.scalar(select(func.max(NoticeEvent.no)).where(NoticeEvent.notice_id == notice.id))
    work.session.add(
        NoticeEvent(
            notice_id=notice.id, no=(last or 0) + 1, step=step, words=words, until=until, at=work.now(),
            by_id=by_id or work.actor.id, by=by or work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    settle(work, notice)


def settle(work: Work, notice: PublicNotice) -> None:
    """How it stands now, from its rows."""
    steps = work.session.scalars(
        select(NoticeEvent.step).where(NoticeEvent.notice_id == notice.id).order_by(NoticeEvent.no)
    ).all()
    places = work.session.scalars(select(NoticePlace.state).where(NoticePlace.notice_id == notice.id)).all()
    notice.state = state_of(steps, places)
    work.session.flush()
    work.touch(TOPIC)


def _done(notice: PublicNotice) -> NoticeDone:
    return NoticeDone(notice.id, notice.number or "", notice.state)
