"""收发文登记簿 on A4 lying: a row for each document, never cut; the originals lent under it (D1.6, T20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from frontdesk.areas.archives.documents.correspondence import CorrespondenceRegister, LoanLine, RegisterLine
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

LYING: Final = replace(A4, key="A4L", name="A4 横向", width=A4.height, height=A4.width, side=12)
_HEADING, _FACTS, _FIRST_TOP, _LATER_TOP = 17.4, 28.0, 31.0, 25.0
_SIZE = 8.5
_LINES = (
    ("编号", 23.5), ("日期", 18.0), ("来文或收文单位", 32.0), ("文号", 27.0), ("标题", 49.0), ("种类", 13.0),
    ("密级", 11.0), ("份", 8.0), ("承办人", 15.0), ("期限", 13.0),
)  # fmt: skip
_READERS = 25.0
_LOANS = (("编号", 25.0), ("标题", 84.0), ("借阅人", 40.0), ("用途", 64.0), ("借出", 18.0), ("应还", 18.0))


def compose(press: Press, register: CorrespondenceRegister, paper: Paper, copy: str) -> None:
    """Draw it on as many pages as it takes."""
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=paper.height - paper.bottom - 12)
    rest = paper.room - sum(width for _, width in _LINES) - _READERS
    table = Table(
        (
            *(
                Column(
                    tr(head),
                    width,
                    wrap=head not in ("编号", "日期", "期限"),
                    align="right" if head == "份" else "left",
                )
                for head, width in _LINES
            ),
            Column(tr("传阅"), _READERS),
            Column(tr("办结、归档"), rest),
        ),
        style="ruled",
        row_height=7.4,
        size=_SIZE,
        pad=1.1,
    )
    flow.table(table, table.measure([_row(line) for line in register.lines]), paper.left)
    if register.loans:
        flow.skip(4.0)
        flow.put(6.4, lambda page, y: page.text(paper.left, y + 4.2, tr("原件借阅"), face=BOLD), keep=16.0)
        last = paper.room - sum(width for _, width in _LOANS)
        loans = Table(
            (*(Column(tr(head), width) for head, width in _LOANS), Column(tr("归还"), last)),
            style="ruled",
            row_height=6.6,
            size=_SIZE,
            pad=1.1,
        )
        flow.table(loans, loans.measure([_loan(line) for line in register.loans]), paper.left)
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        _furniture(page, register, paper, number, len(flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _row(line: RegisterLine) -> Row:
    until = f"{line.answer_by:%m-%d}" if line.answer_by is not None else ""
    return Row(
        (
            line.number, line.on.isoformat(), line.party, line.reference, line.title, line.kind,
            "" if line.secrecy == "普通" else tr(line.secrecy), str(line.copies), line.handler, until, line.readers,
            line.done,
        )
    )  # fmt: skip


def _loan(line: LoanLine) -> Row:
    back = f"{line.returned:%m-%d}" if line.returned is not None else tr("未还")
    return Row(
        (line.number, line.title, line.who, line.why, f"{line.lent:%m-%d}", f"{line.until:%m-%d}", back)
    )


def _furniture(page: Page, register: CorrespondenceRegister, paper: Paper, number: int, of: int) -> None:
    title = tr("{what}登记簿", what=tr(register.what))
    parts.heading(
        page, _HEADING, title, left=paper.left, right=paper.right, office=register.office,
        number=number_of(register), bold_number=False,
    )  # fmt: skip
    parts.under_heading(page, _HEADING + 4.6, [parts.page_of(number, of)], paper.left)
    if number == 1:
        span = tr("{first} 至 {last}", first=register.first.isoformat(), last=register.last.isoformat())
        page.text(paper.left, _FACTS, f"{register.estate}　{span}")
        page.text(paper.right, _FACTS, tr("共 {n} 份", n=len(register.lines)), align="right")
    if number == of:
        y = paper.height - paper.bottom - 6.5
        parts.signature(page, paper.left, y, tr("登记人"), length=36)
        parts.signature(page, paper.left + paper.room * 0.4, y, tr("审核"), length=36)
    parts.foot(page, tr("制表时间 {at}　{by}", at=parts.minute(register.made_at), by=register.made_by), "")


def number_of(register: CorrespondenceRegister) -> str:
    """`20261101-20261130`."""
    return f"{register.first:%Y%m%d}-{register.last:%Y%m%d}"


def sample() -> CorrespondenceRegister:
    """A month of the sample office."""
    november = (
        RegisterLine(
            "SW-2026-031", date(2026, 11, 3), "区住房和城乡建设局", "杭住建物〔2026〕88号",
            "关于开展住宅小区冬季消防安全专项检查的通知", "通知", "普通", 1, "周敏", date(2026, 11, 20), "周敏、何倩、工程部 郑凯",
            "11-18 已复函 FW-2026-017；归 2026 年来文盒 3",
        ),
        RegisterLine(
            "SW-2026-032", date(2026, 11, 10), "翠湖花园业主委员会", "", "关于 3 栋电梯大修资金使用的函", "函", "内部", 2, "林晓",
            date(2026, 11, 24), "周敏", "",
        ),
        RegisterLine(
            "FW-2026-017", date(2026, 11, 18), "区住房和城乡建设局", "翠湖物〔2026〕17号",
            "关于冬季消防安全专项检查情况的复函", "函", "普通", 3, "周敏", None, "", "归 2026 年发文盒 1",
        ),
    )  # fmt: skip
    loan = LoanLine(
        "SW-2026-032", "关于 3 栋电梯大修资金使用的函", "工程部 郑凯", "给维保单位核对报价",
        date(2026, 11, 12), date(2026, 11, 14), None,
    )  # fmt: skip
    return CorrespondenceRegister(
        office="翠湖花园物业服务中心", estate="翠湖花园", what="收发文", first=date(2026, 11, 1), last=date(2026, 11, 30),
        lines=november, loans=(loan,), made_at=datetime(2026, 11, 30, 17, 20), made_by="何倩",  # noqa: DTZ001
    )  # fmt: skip


CORRESPONDENCE: Form[CorrespondenceRegister] = Form(
    key="correspondence",
    title="收发文登记簿",
    document=CorrespondenceRegister,
    sizes=(LYING,),
    compose=compose,
    sample=sample,
    number=number_of,
    day=lambda register: register.last,
    fault=no_fault,
    labels={
        "office": "物业名称", "estate": "小区名称", "party": "单位", "reference": "文号", "title": "标题", "kind": "种类",
        "handler": "承办人", "readers": "传阅", "done": "办结", "who": "借阅人", "why": "用途", "made_by": "制表人",
        "number": "编号", "what": "登记簿", "secrecy": "密级",
    },
)  # fmt: skip
