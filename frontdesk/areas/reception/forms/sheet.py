"""What reception's papers share: head, marks and foot, the ticket's facts, rows to write in, the number as bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from frontdesk.areas.decoration.forms.sheet import bold_line, facts, new_sheet, receipt, ruled
from frontdesk.areas.fees.forms.letter import Letter, head
from frontdesk.areas.reception.documents.tickets import TicketFacts
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import code128
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import SMALL_SIZE
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

__all__ = [
    "LABELS", "SAMPLE_TICKET", "bars_block", "blanks", "bold_line", "facts", "finish", "new_sheet", "receipt", "ruled",
    "sign_rows", "ticket_pairs", "ticket_wide",
]  # fmt: skip

_MARK = 23.6
_LABEL = 24.0
_BAR: Final = 0.36
"""Width of a narrow bar in mm: a little above the least a hand scanner reads."""
_BAR_HIGH = 11.0
LABELS: dict[str, str] = {
    "office": "物业名称", "estate": "小区名称", "number": "编号", "caller": "来人", "phone": "电话", "what": "内容",
    "place": "地点", "about": "分类", "wished": "希望", "worker": "经办", "department": "部门", "words": "说明",
    "received_by": "受理人", "dispatched_by": "派单人", "clerk": "经办人", "by": "经手人", "hints": "提示",
    "remark": "备注", "closing": "结案意见", "handler": "经办", "text": "文字", "reason": "原因", "label": "名称",
    "rows": "表格", "heads": "表头", "measure": "单位", "title": "标题", "made_by": "制表人", "seed": "种子",
}  # fmt: skip


def ticket_pairs(ticket: TicketFacts) -> list[tuple[str, str]]:
    """What a ticket is, where, and who said it, two in a row."""
    return [
        (tr("地点"), ticket.place),
        (tr("来人"), "　".join(word for word in (ticket.caller, ticket.phone) if word)),
        (tr("种类"), "　".join(word for word in (ticket.kind, ticket.level, ticket.channel) if word)),
        (tr("分类"), ticket.about),
        (tr("受理"), f"{parts.minute(ticket.received_at)}　{ticket.received_by}"),
        (tr("希望"), ticket.wished),
    ]


def ticket_wide(ticket: TicketFacts) -> list[tuple[str, str]]:
    """What was said, over the whole width."""
    return [(tr("内容"), ticket.what)]


def blanks(sheet: Letter, rows: Sequence[tuple[str, ...]], *, height: float = 8.4) -> None:
    """A ruled table to write in: labels with empty cells between them, two (or one) in a row."""
    room = sheet.paper.room
    for count, group in groupby(rows, len):
        width = room / count
        columns = (Column("", _LABEL), Column("", width - _LABEL)) * count
        table = Table(columns, style="ruled", row_height=height)
        lines = [Row(tuple(word for cell in cells for word in (cell, ""))) for cells in group]
        sheet.flow.table(table, table.measure(lines), sheet.paper.left, head=False)
    sheet.flow.skip(2.4)


def sign_rows(sheet: Letter, labels: Sequence[str], *, step: float = 11.0, each: int = 2) -> None:
    """Lines to sign on, *each* in a row, kept together."""
    paper = sheet.paper
    rows = [labels[at : at + each] for at in range(0, len(labels), each)]

    def draw(page: Page, y: float) -> None:
        width = paper.room / each
        for at, row in enumerate(rows):
            for place, label in enumerate(row):
                x = paper.left + place * width
                end = paper.right if place == each - 1 else x + width - 6
                parts.signature(page, x, y + 7.0 + step * at, label, right=end)

    sheet.flow.put(step * len(rows), draw)


def bars_block(sheet: Letter, number: str, words: Sequence[str]) -> None:
    """The ticket's number as Code 128 at the right, with lines to sign on and boxes to tick (□…) at its left (F5)."""
    paper = sheet.paper
    made = code128(number)
    wide = made.modules * _BAR

    def draw(page: Page, y: float) -> None:
        x = paper.right - wide - 2.0
        page.bars(x, y + 2.0, wide, _BAR_HIGH, made)
        page.text(x + wide / 2, y + _BAR_HIGH + 5.4, number, size=SMALL_SIZE, align="center")
        room = (x - paper.left - 6.0) / 2
        for at, label in enumerate(words):
            left, base = paper.left + room * (at % 2), y + 7.0 + 9.0 * (at // 2)
            if label.startswith("□"):
                page.text(left, base, label)
            else:
                parts.signature(page, left, base, label, right=left + room - 5)

    sheet.flow.put(_BAR_HIGH + 7.0, draw)


def finish(press: Press, sheet: Letter, document: Any, title: str, copy: str) -> None:
    """Every page with its heading, mark and foot."""

    def furniture(page: Page, number: int, of: int) -> None:
        head(page, title, document.office, document.number or tr("草稿"), (number, of))
        if document.reprint is not None:
            mark = document.reprint
            parts.boxed(page, page.paper.right, _MARK, parts.reprint_words(mark.count, mark.by, mark.at))
        phone = getattr(document, "office_phone", "")
        parts.foot(
            page,
            tr("经办 {name}", name=document.clerk),
            tr("前台 {phone}", phone=phone) if phone else document.estate,
            copy,
        )

    sheet.draw(press, furniture)


def until(at: datetime | None) -> str:
    """A time limit, or nothing."""
    return parts.minute(at) if at is not None else ""


SAMPLE_TICKET = TicketFacts(
    number="BS-20261121-007", kind="报修", level="重要", channel="电话", place="3-1-1202", caller="张硕（业主）",
    phone="13867512208", what="主卧卫生间淋浴间地漏返水，水已经漫到门口，楼下还没有反映。", about="卫生间 · 给排水 · 堵塞",
    wished="今天 14:00 以后，到前打电话", received_at=datetime(2026, 11, 21, 8, 52), received_by="林晓",  # noqa: DTZ001
)  # fmt: skip
SAMPLE_DAY: Final = date(2026, 11, 21)
