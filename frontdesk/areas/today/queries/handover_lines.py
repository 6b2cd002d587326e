"""Handing over on the start page, the card and in search: who is expected, defects past their promise (D1.4, D0.1–D0.3)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.handover.queries.defects import defects
from frontdesk.areas.handover.queries.files import (
    HandoverRow,
    appointments_on,
    find_files,
    of_unit,
    put_off_over,
)
from frontdesk.areas.handover.queries.transfers import find_transfers
from frontdesk.areas.handover.rules.course import HandoverState
from frontdesk.areas.handover.rules.slots import clock_words
from frontdesk.areas.today.queries.desk_hits import DeskHit
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.values.text import tr

HANDOVERS = "收楼"
TRANSFERS = "过户和租赁变更"
HANDOVER_TONES = {
    HandoverState.UNTOLD: "warn", HandoverState.TOLD: "info", HandoverState.APPOINTED: "info",
    HandoverState.VISITING: "info", HandoverState.DONE: "ok", HandoverState.REFUSED: "bad",
    HandoverState.PUT_OFF: "neutral", HandoverState.VOID: "neutral",
}  # fmt: skip


def handover_groups(session: Session, today: date) -> tuple[TodayGroup, ...]:
    """Who comes today, what was promised and is not mended, who was put off until now."""
    return _expected(session, today), _late(session, today), _put_off(session, today)


def _expected(session: Session, today: date) -> TodayGroup:
    rows = appointments_on(session, today)
    lines = tuple(_expected_line(row, today) for row in rows[:SHOWN])
    return TodayGroup(tr("收楼预约"), "ph.house", len(rows), lines, tr("业主档案 · 收楼"))


def _expected_line(row: HandoverRow, today: date) -> TodayLine:
    day, at = row.slot or (today, 0)
    gone = day < today
    when = f"{day:%m-%d} {clock_words(at)}" if gone else clock_words(at)
    text = tr("约了收楼，没有登记来没来") if gone else tr("来收楼，{batch}", batch=row.batch)
    target = "handover_visit"
    return TodayLine(
        "bad" if gone else "info",
        when,
        row.unit,
        text,
        row.owners,
        row.notice,
        tr("办理"),
        target,
        {"handover_id": row.id},
    )


def _late(session: Session, today: date) -> TodayGroup:
    rows = [row for row in defects(session, today, open_only=True) if row.late]
    lines = tuple(
        TodayLine(
            "bad",
            tr("超期 {n} 天", n=(today - row.promised_on).days),
            row.unit,
            tr("收楼遗留没有修好：{place}，{words}", place=row.place, words=row.words),
            "",
            row.ticket,
            tr("答应 {day}", day=f"{row.promised_on:%m-%d}"),
            "handover_visit",
            {"handover_id": row.file_id},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("遗留问题超期"), "ph.wrench", len(rows), lines, tr("业主档案 · 收楼"))


def _put_off(session: Session, today: date) -> TodayGroup:
    rows = put_off_over(session, today)
    lines = tuple(
        TodayLine(
            "warn",
            f"{row.until:%m-%d}" if row.until is not None else "",
            row.unit,
            tr("暂缓的收楼到期，请联系业主"),
            row.owners,
            row.notice,
            "",
            "handover_visit",
            {"handover_id": row.id},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("暂缓收楼到期"), "ph.house", len(rows), lines, tr("业主档案 · 收楼"))


def card_handover(session: Session, unit_id: int, on: date) -> HandoverRow | None:
    """A unit's handover as its card shows it; None for one that never was in a batch."""
    return of_unit(session, unit_id, on)


def handover_hits(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """By the whole number of an 入住通知书 or of a batch."""
    told = "".join(asked.split()).upper()
    return [
        DeskHit(
            "handover", row.id, row.notice if told.startswith("RZ") else row.batch, row.owners, row.unit_id, HANDOVERS,
            where=row.unit, status=tr(row.state.value), tone=HANDOVER_TONES[row.state],
            matched=((0, len(row.notice)),) if told == row.notice else (), named=told == row.notice, text=str(row.id),
        )
        for row in find_files(session, told, today, most)
    ]  # fmt: skip


def transfer_hits(session: Session, asked: str, most: int) -> list[DeskHit]:
    """Transfers and lease changes by their number, whole or as far as it is typed (D1.5)."""
    told = "".join(asked.split()).upper()
    return [
        DeskHit(
            "transfer", row.id, row.number, tr("{old} → {new}", old=row.old, new=row.new), row.unit_id, TRANSFERS,
            where=row.unit, status=tr("已撤销") if row.undone_by else tr(row.why.value),
            tone="neutral" if row.undone_by else "info", matched=((0, len(told)),), named=told == row.number,
            text=row.number,
        )
        for row in find_transfers(session, told, most)
    ]  # fmt: skip
