"""Notices on the start page (D0.3, D2.5): to review, to write anew, to put up, to take down; and what search finds."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.reception.queries.notices import (
    NoticeFilter,
    NoticeRow,
    NoticeShow,
    due_rows,
    find_notices,
    notice_rows,
)
from frontdesk.areas.reception.rules.notices import NoticeState
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.store.work import Actor
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

NOTICE_TONES = {
    NoticeState.REVIEW: "warn", NoticeState.BACK: "bad", NoticeState.TO_POST: "warn", NoticeState.UP: "ok",
    NoticeState.DOWN: "neutral", NoticeState.VOID: "neutral",
}  # fmt: skip
_WHERE = "客服接待 · 通知公告"


def notice_groups(session: Session, actor: Actor, today: date) -> tuple[TodayGroup, ...]:
    """What hangs too long first; what waits for a word stands for whom it waits for."""
    due = due_rows(session, today)
    return (
        _group(tr("通知该撤"), [row for row in due if row.due_down], today),
        _group(tr("通知待张贴"), [row for row in due if row.due_up and not row.due_down], today),
        _group(tr("通知待审核"), _in_writing(session, actor, today), today),
    )


def _in_writing(session: Session, actor: Actor, today: date) -> list[NoticeRow]:
    """What waits for a reviewer, for whoever may review; what was sent back, for who wrote it."""
    rows = notice_rows(session, NoticeFilter(today, show=NoticeShow.REVIEW), limit=None)
    review = actor.may(Right.RECEPTION_PUBLISH)
    return [
        row
        for row in rows
        if (row.state is NoticeState.REVIEW and review)
        or (row.state is NoticeState.BACK and row.by_id == actor.id)
    ]


def _group(title: str, rows: list[NoticeRow], today: date) -> TodayGroup:
    lines = tuple(_line(row, today) for row in rows[:SHOWN])
    return TodayGroup(title, "ph.megaphone-simple", len(rows), lines, tr(_WHERE))


def _line(row: NoticeRow, today: date) -> TodayLine:
    tone, when, right = "warn", "", ""
    if row.due_down:
        tone, right = "bad", tr("{n} 处", n=row.up) if row.up else ""
        late = (today - row.until).days if row.until is not None else 0
        when = tr("已更正") if row.corrected else tr("过 {n} 天", n=late) if late > 0 else tr("作废")
    elif row.due_up:
        when = tr("今天") if row.post_on == today else f"{row.post_on:%m-%d}"
        right = tr("{n} 处", n=row.waiting)
    elif row.state is NoticeState.BACK:
        tone, when = "bad", tr("退回")
    else:
        when = tr("{day} 写", day=f"{row.written_on:%m-%d}")
    text = tr("{form} {title}", form=tr(row.form.value), title=row.title)
    return TodayLine(tone, when, "", text, row.by, row.number, right, "public_notices", {"notice_id": row.id})


def found_notices(session: Session, asked: str, today: date, most: int) -> tuple[NoticeRow, ...]:
    """Notices by number, or by words of their title that have a Chinese character."""
    told = asked.strip()
    if not told.upper().startswith("TZ") and not any("\u3400" <= sign <= "\u9fff" for sign in told):
        return ()
    return find_notices(session, told, today, most)
