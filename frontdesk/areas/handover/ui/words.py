"""How a handover's states are shown: tone and word (L3)."""

from __future__ import annotations

from frontdesk.areas.handover.queries.defects import DefectRow
from frontdesk.areas.handover.queries.files import HandoverRow
from frontdesk.areas.handover.rules.course import Defect, HandoverState
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.ui.words import TONES as TICKET_TONES
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.rows import Status

TONES = {
    HandoverState.UNTOLD: "warn",
    HandoverState.TOLD: "info",
    HandoverState.APPOINTED: "info",
    HandoverState.VISITING: "info",
    HandoverState.DONE: "ok",
    HandoverState.REFUSED: "bad",
    HandoverState.PUT_OFF: "neutral",
    HandoverState.VOID: "neutral",
}
DEFECT_TONES = {Defect.OPEN: "warn", Defect.MENDED: "info", Defect.SIGNED: "ok", Defect.VOID: "neutral"}
FIELD_WORDS = {
    "name": "名称", "starts_on": "开始", "ends_on": "截止的后一天", "place": "地点", "bring": "带什么", "dues": "费用说明",
    "opens": "开始（分钟）", "closes": "结束（分钟）", "pause_from": "午休开始（分钟）", "pause_to": "午休结束（分钟）",
    "slot_limit": "每半小时户数", "fees_from": "费用起算",
}  # fmt: skip


def status_of(row: HandoverRow) -> Status:
    """`已收楼 11-21`, `暂缓到 12-01`."""
    word = tr(row.state.value)
    if row.state is HandoverState.DONE and row.ended_on is not None:
        word = tr("{what} {day}", what=word, day=f"{row.ended_on:%m-%d}")
    elif row.state is HandoverState.PUT_OFF and row.until is not None:
        word = tr("暂缓到 {day}", day=f"{row.until:%m-%d}")
    return Status(TONES[row.state], word)


def defects_status(row: HandoverRow) -> Status | None:
    """`2 条，1 超期`; nothing where there is none."""
    if not row.defects:
        return None
    if not row.open_defects:
        return Status("ok", tr("{n} 条已了", n=row.defects))
    word = tr("{n} 条未了", n=row.open_defects)
    if row.late_defects:
        return Status("bad", tr("{words}，{n} 超期", words=word, n=row.late_defects))
    return Status("warn", word)


def defect_status(row: DefectRow) -> Status:
    """A defect's state; red past its promise, with the day it was signed."""
    if row.late:
        return Status("bad", tr("待修，超期"))
    if row.state is Defect.SIGNED and row.signed_on is not None:
        return Status("ok", tr("{day} 签收", day=f"{row.signed_on:%m-%d}"))
    word = tr(row.state.value)
    if row.state is Defect.OPEN and row.sent_back:
        word = tr("返修第 {n} 次", n=row.sent_back)
    return Status(DEFECT_TONES[row.state], word)


def defect_words(row: DefectRow) -> str:
    """`水槽下角阀滴水　照片 2 张`; the pictures are the ticket's."""
    return tr("{words}　照片 {n} 张", words=row.words, n=row.photos) if row.photos else row.words


def ticket_status(state: State) -> Status:
    """The ticket's own state."""
    return Status(TICKET_TONES[state], tr(state.value))
