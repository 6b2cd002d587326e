"""Decorations on the start page, on the unit card and in search (D0.1, D0.2, D0.3)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.decoration.model.files import DecorationContractor, DecorationFile, DecorationStep
from frontdesk.areas.decoration.queries.lists import FileRow, files_of_unit, refunds_due, today_decorations
from frontdesk.areas.decoration.rules.board import Tone
from frontdesk.areas.decoration.rules.course import OVER, State
from frontdesk.areas.decoration.rules.kinds import find_number
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.values.text import tr

TONES = {Tone.OK: "ok", Tone.INFO: "info", Tone.WARN: "warn", Tone.DANGER: "bad"}
"""A rule's tone -> the dot's."""


def decoration_groups(session: Session, on: date) -> tuple[TodayGroup, ...]:
    """Visits due up to today, breaches over their limit or to be reported, deposits that should be back."""
    found = today_decorations(session, on)
    visits = tuple(
        TodayLine(
            "bad" if row.late else "info",
            tr("晚 {n} 天", n=row.late) if row.late else (f"{row.at:%H:%M}" if row.at else tr("今天")),
            row.unit,
            "：".join(part for part in (tr(row.kind.value), row.words) if part),
            row.applicant,
            row.number,
            row.firm,
            "decoration_file",
            {"file_id": row.file_id},
        )
        for row in found.visits[:SHOWN]
    )
    breaches = tuple(
        TodayLine(
            "bad",
            tr("超 {n} 天", n=row.late) if row.late else tr("要报告"),
            row.unit,
            tr("{article}：{what}", article=row.breach.article, what=row.breach.what),
            row.applicant,
            row.breach.number,
            row.firm,
            "decoration_file",
            {"file_id": row.file_id},
        )
        for row in found.breaches[:SHOWN]
    )
    refunds = tuple(
        TodayLine(
            "bad",
            tr("超 {n} 天", n=row.late),
            row.unit,
            tr("装修押金 {amount} 应退还", amount=row.held),
            row.applicant,
            row.number,
            row.line.words,
            "decoration_file",
            {"file_id": row.file_id},
        )
        for row in found.refunds[:SHOWN]
    )
    return (
        TodayGroup(tr("装修巡查"), "ph.clipboard-text", len(found.visits), visits, tr("装修 · 巡查计划")),
        TodayGroup(tr("装修违规"), "ph.paint-roller", len(found.breaches), breaches, tr("装修 · 违规整改")),
        TodayGroup(tr("装修押金该退了"), "ph.wallet", len(found.refunds), refunds, tr("装修 · 押金待退")),
    )


def refunds_to_allow(session: Session, on: date) -> TodayGroup:
    """Settlements that wait for whoever allows refunds, the first due first."""
    found = sorted(
        (row for row in refunds_due(session, on) if row.state is State.SETTLED),
        key=lambda row: row.due_on or date.max,
    )
    lines = tuple(
        TodayLine(
            "bad" if row.late else "info",
            tr("超 {n} 天", n=row.late) if row.late else (f"{row.due_on:%m-%d}" if row.due_on else ""),
            row.unit,
            tr("装修押金 {held}，扣 {kept}，待批准退还", held=row.held, kept=row.deductions),
            row.applicant,
            row.number,
            row.line.words,
            "decoration_file",
            {"file_id": row.file_id},
        )
        for row in found[:SHOWN]
    )
    return TodayGroup(tr("装修退款待批准"), "ph.wallet", len(found), lines, tr("装修 · 押金待退"))


def card_decorations(session: Session, unit_id: int, on: date) -> tuple[FileRow, ...]:
    """A home's files, those under way first; nothing is read further where it has none."""
    if session.scalar(select(DecorationFile.id).where(DecorationFile.unit_id == unit_id).limit(1)) is None:
        return ()
    return files_of_unit(session, unit_id, on)


def found_files(
    session: Session, asked: str, most: int
) -> list[tuple[int, str, int, str, str, str, State, bool]]:
    """(id, number, unit id, unit, applicant, firm, state, whether its number was asked), the newest first.

    A file is found by its number with its letters, or by part of its firm's name.
    """
    number = find_number(asked) if asked[:2].upper() == "ZX" else None
    wanted = [DecorationFile.number == number] if number else []
    if not number and len(asked) >= 2 and not asked.isascii():
        wanted = [DecorationContractor.name.contains(asked, autoescape=True)]
    if not wanted:
        return []
    newest = (
        select(func.max(DecorationContractor.id))
        .where(DecorationContractor.file_id == DecorationFile.id)
        .correlate(DecorationFile)
        .scalar_subquery()
    )
    last = (
        select(DecorationStep.after)
        .where(DecorationStep.file_id == DecorationFile.id)
        .order_by(DecorationStep.no.desc())
        .limit(1)
        .correlate(DecorationFile)
        .scalar_subquery()
    )
    rows = session.execute(
        select(DecorationFile, Unit.code, DecorationContractor.name, last)
        .join(Unit, Unit.id == DecorationFile.unit_id)
        .join(DecorationContractor, DecorationContractor.id == newest)
        .where(or_(*wanted))
        .order_by(DecorationFile.id.desc())
        .limit(most)
    )
    return [
        (file.id, file.number, file.unit_id, code, file.applicant, firm, State(state), bool(number))
        for file, code, firm, state in rows
    ]


def state_tone(state: State) -> str:
    """The dot of a file in search."""
    return "neutral" if state in OVER else "warn" if state in (State.STOPPED, State.RETURNED) else "info"
