"""A notice in words: how it stands, where, until when, what has happened to it."""

from __future__ import annotations

from datetime import datetime

from frontdesk.areas.reception.queries.notice_file import NoticeFile
from frontdesk.areas.reception.queries.notices import NoticeRow
from frontdesk.areas.reception.rules.notices import (
    ROUND_WORDS,
    STEP_WORDS,
    NoticeState,
    NoticeStep,
    RoundStep,
)
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.rows import Status


def status_of(row: NoticeRow) -> Status:
    """`待审核`, `差 3 处`, `过期 2 天`: what somebody should do, else how it stands."""
    if row.due_down:
        if row.state is NoticeState.VOID:
            return Status("bad", tr("作废，待撤下"))
        if row.corrected:
            return Status("bad", tr("已更正，该撤"))
        return Status("bad", tr("到期没有贴") if row.state is NoticeState.TO_POST else tr("到期该撤"))
    if row.state is NoticeState.REVIEW:
        return Status("warn", tr("待审核"))
    if row.state is NoticeState.BACK:
        return Status("bad", tr("退回修改"))
    if row.state in (NoticeState.TO_POST, NoticeState.UP) and row.waiting:
        if not row.due_up:
            return Status("info", tr("{day} 张贴", day=f"{row.post_on:%m-%d}"))
        return Status("warn", tr("待张贴") if not row.up else tr("还差 {n} 处", n=row.waiting))
    if row.state is NoticeState.UP:
        return Status("ok", tr("张贴中"))
    if row.state is NoticeState.VOID:
        return Status("neutral", tr("作废"), hollow=True)
    return Status("neutral", tr("已更正") if row.corrected else tr("已归档"))


def until_words(row: NoticeRow) -> str:
    """`2026-11-24`, `长期`."""
    return f"{row.until:%Y-%m-%d}" if row.until is not None else tr("长期")


def boards_words(row: NoticeRow) -> str:
    """`2/5` boards have it; nothing before it is issued."""
    return f"{row.up}/{row.places}" if row.places else ""


def course_lines(file: NoticeFile) -> list[tuple[datetime, str, str, str]]:
    """(when, what, words to it, who), the newest first: course, rounds and prints together."""
    lines: list[tuple[datetime, str, str, str]] = []
    for event in file.events:
        words = tr(STEP_WORDS[event.step])
        if event.step is NoticeStep.EXTENDED:
            words = tr("{what}到 {day}", what=words, day=event.until or tr("长期"))
        lines.append((event.at, words, event.words, event.by))
    for one in file.rounds:
        words = tr("{what} {n} 处", what=tr(ROUND_WORDS[one.step]), n=len(one.places))
        if one.step is RoundStep.UNDONE:
            words = tr("撤销上一次登记")
        if one.undone:
            words = tr("{what}（已撤销）", what=words)
        who = tr("{who} {day}", who=one.who, day=f"{one.on:%m-%d}") if one.who else ""
        lines.append((one.at, words, "，".join(part for part in (who, one.words) if part), one.by))
    for one_print in file.prints:
        lines.append((one_print.at, tr("打印 {size}", size=one_print.size), "", one_print.by))
    lines.sort(key=lambda line: line[0], reverse=True)
    return lines
