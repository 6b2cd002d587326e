"""变更通知单 on A4: each department has a page of its own, to keep, and signs for it (D1.2, T12)."""

from __future__ import annotations

from datetime import date, datetime

from frontdesk.areas.archives.documents.resident_changes import ChangeLine, ChangeNotice, DepartmentPart
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_HEADING, _TO, _FACTS, _FIRST_TOP, _LATER_TOP = 17.4, 29.0, 36.0, 40.0, 25.0
_FOOT = 24.0
_COLUMNS = (("房号", 23.0), ("变更", 19.0), ("姓名", 26.0), ("身份", 18.0), ("日期", 22.0), ("原来", 33.0))


def compose(press: Press, notice: ChangeNotice, paper: Paper, copy: str) -> None:
    """A department after the other, each beginning on a page of its own."""
    for part in notice.parts:
        _part(press, notice, part, paper)


def _part(press: Press, notice: ChangeNotice, part: DepartmentPart, paper: Paper) -> None:
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=paper.height - paper.bottom - _FOOT)
    rest = paper.room - sum(width for _, width in _COLUMNS)
    table = Table(
        (*(Column(tr(head), width) for head, width in _COLUMNS), Column(tr("现在"), rest)),
        style="ruled",
        row_height=7.4,
        pad=1.2,
    )
    flow.table(table, table.measure([_row(line) for line in part.lines]), paper.left)
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        _furniture(page, notice, part, paper, number, len(flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _row(line: ChangeLine) -> Row:
    on = line.on.isoformat() if line.on is not None else ""
    return Row(
        (line.unit, tr(line.kind), line.name, tr(line.role) if line.role else "", on, line.before, line.after)
    )


def _furniture(
    page: Page, notice: ChangeNotice, part: DepartmentPart, paper: Paper, number: int, of: int
) -> None:
    parts.heading(
        page, _HEADING, tr("住户变更通知单"), left=paper.left, right=paper.right, office=notice.office,
        number=notice.number,
    )  # fmt: skip
    if notice.reprint is not None:
        mark = notice.reprint
        parts.boxed(page, paper.right, _HEADING + 5.4, parts.reprint_words(mark.count, mark.by, mark.at))
    parts.under_heading(page, _HEADING + 4.6, [parts.page_of(number, of)], paper.left)
    if number == 1:
        page.text(
            paper.left, _TO, tr("致：{department}", department=tr(part.department)), face=BOLD, size=11.0
        )
        page.text(paper.right, _TO, tr("共 {n} 项", n=len(part.lines)), align="right")
        span = tr("{first} 至 {last}", first=notice.first.isoformat(), last=notice.last.isoformat())
        told = f"{notice.estate}　{span}"
        parts.block(page, paper.left, _FACTS, f"{told}　{notice.words}" if notice.words else told, paper.room)
    if number == of:
        y = paper.height - paper.bottom - 9.0
        page.text(paper.left, y - 9.0, tr("以上变更请在本部门的名册、门禁和账目里更新。"))
        parts.signature(page, paper.left, y, tr("通知人"), length=34)
        parts.signature(page, paper.left + paper.room * 0.36, y, tr("签收人"), length=34)
        parts.signature(page, paper.left + paper.room * 0.72, y, tr("日期"), right=paper.right)
    at = parts.minute(notice.made_at)
    parts.foot(page, tr("制单时间 {at}　{by}", at=at, by=notice.made_by), tr("电话按规定隐去中间数字"))


def sample() -> ChangeNotice:
    """A fortnight of the sample office, for three departments."""
    moved_in = ChangeLine("3-1-1202", "入住", "何倩", "租客", date(2026, 11, 5), "", "租期至 2027-11-04")
    moved_out = ChangeLine("2-2-0703", "搬离", "孙立", "租客", date(2026, 11, 9), "", "2026-11-08 为最后一天")
    bought = ChangeLine("1-1-0901", "新业主", "林芳", "业主", date(2026, 11, 12), "", "份额 50%")
    sold = ChangeLine("1-1-0901", "业主转出", "张硕", "业主", date(2026, 11, 12), "", "2026-11-11 为最后一天")
    phone = ChangeLine("3-2-0501", "电话变更", "曾姝", "业主", None, "138****5678", "139****0021")
    return ChangeNotice(
        number="BG-2026-004", office="翠湖花园物业服务中心", estate="翠湖花园", first=date(2026, 11, 1),
        last=date(2026, 11, 15), words="",
        parts=(
            DepartmentPart("秩序", (moved_in, moved_out, bought, sold)),
            DepartmentPart("工程", (bought, sold)),
            DepartmentPart("财务", (moved_out, bought, sold, phone)),
        ),
        made_at=datetime(2026, 11, 15, 17, 10), made_by="周敏",  # noqa: DTZ001
    )  # fmt: skip


RESIDENT_CHANGES: Form[ChangeNotice] = Form(
    key="resident_changes",
    title="住户变更通知单",
    document=ChangeNotice,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda notice: notice.number,
    day=lambda notice: notice.last,
    fault=no_fault,
    labels={
        "office": "物业名称", "estate": "小区名称", "department": "部门", "unit": "房号", "name": "姓名", "before": "原来",
        "after": "现在", "words": "说明", "made_by": "制单人", "number": "编号",
    },
)  # fmt: skip
