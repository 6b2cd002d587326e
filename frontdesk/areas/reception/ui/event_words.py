"""How events stand in words, and the columns of their list (D2.7)."""

from __future__ import annotations

from frontdesk.areas.reception.queries.events import EventRow
from frontdesk.areas.reception.rules.events import EventState
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.rows import Column, Status

TONES = {
    EventState.WAITING: "warn",
    EventState.BACK: "warn",
    EventState.READY: "info",
    EventState.TODAY: "bad",
    EventState.HELD: "warn",
    EventState.CLOSED: "ok",
    EventState.CANCELLED: "neutral",
    EventState.VOID: "neutral",
}


def status_of(row: EventRow) -> Status:
    """`待审批`, `今天举办`, `已结束 4 分`."""
    word = tr(row.state.value)
    if row.score is not None:
        word = tr("{word} {n} 分", word=word, n=row.score)
    return Status(TONES[row.state], word)


def people_words(row: EventRow) -> str:
    """`12`, `9/12`: those who came of those who signed up."""
    return f"{row.came}/{row.signed}" if row.came else str(row.signed or "")


COLUMNS: tuple[Column[EventRow], ...] = (
    Column(tr("时间"), lambda r: f"{r.held_on} {r.begins}", width=140, name="held"),
    Column(tr("活动"), lambda r: r.title, kind="strong", name="title"),
    Column(tr("地点"), lambda r: r.place, width=104, name="place"),
    Column(tr("负责人"), lambda r: r.responsible, width=80, name="responsible"),
    Column(tr("人数"), people_words, right=True, width=72, sort=False),
    Column(tr("预算（元）"), lambda r: r.budget or None, kind="money", width=96, sort=False),
    Column(tr("支出（元）"), lambda r: r.spent or None, kind="money", width=96, sort=False),
    Column(tr("状态"), status_of, kind="status", width=120, sort=False),
    Column(tr("编号"), lambda r: r.number, kind="quiet", width=112, name="number"),
)
