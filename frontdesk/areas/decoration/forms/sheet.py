"""What the A4 papers of a decoration share: facts in a frame, terms, signatures with the file's code, the furniture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from frontdesk.areas.decoration.documents import Site
from frontdesk.areas.fees.forms.letter import Letter, head
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import qr
from frontdesk.base.printing.fonts import BOLD, REGULAR, font
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import BODY_SIZE, MM, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table, figures
from frontdesk.base.printing.wrap import fit, wrap
from frontdesk.base.values.text import tr

TEXT: Final = 10.0
QR_SIDE: Final = 15.0
_LABEL = 24.0
_ROW = 7.6
_MARK = 23.6
_SIGN = 25.0
LABELS: dict[str, str] = {
    "office": "物业名称", "estate": "小区名称", "number": "编号", "unit": "房号", "applicant": "申请人", "firm": "施工单位",
    "head": "现场负责人", "summary": "施工内容", "words": "说明", "what": "违规情况", "demand": "整改要求", "why": "停工原因",
    "seen": "现场情况", "inspector": "检查人", "authority": "主管部门", "clerk": "经办人", "by": "经手人", "room": "房间",
    "work": "施工项目", "drawing": "图纸", "reason": "扣款原因", "payer": "交款人", "consent": "业主同意", "approved": "审批意见",
    "opinion": "审批意见", "seen_by": "见证人", "licence": "营业执照", "grade": "资质等级", "address": "地址",
}  # fmt: skip


def new_sheet(paper: Paper, *, first_top: float = 29.0) -> Letter:
    """A paper whose blocks end above the foot."""
    return Letter(paper, paper.height - paper.bottom - 5, first_top=first_top)


def facts(
    sheet: Letter, pairs: Sequence[tuple[str, str]], wide: Sequence[tuple[str, str]] = (), *, size: float = BODY_SIZE
) -> None:  # fmt: skip
    """Labels and words in a frame: *pairs* two in a row, *wide* one in a row; what has no words is left out."""
    told = [pair for pair in pairs if pair[1]]
    if len(told) % 2:
        told.append(("", ""))
    room = sheet.paper.room
    half = room / 2
    if told:
        table = Table(
            (Column("", _LABEL), Column("", half - _LABEL), Column("", _LABEL), Column("", half - _LABEL)),
            style="ruled", row_height=_ROW,
        )  # fmt: skip
        rows = [Row((*told[at], *told[at + 1])) for at in range(0, len(told), 2)]
        sheet.flow.table(table, table.measure(rows), sheet.paper.left, head=False)
    rest = [Row(pair) for pair in wide if pair[1]]
    if rest:
        label = _LABEL * max(1.0, size / 10.5)
        columns = (Column("", label), Column("", room - label))
        table = Table(columns, style="ruled", row_height=_ROW * size / BODY_SIZE, size=size)
        sheet.flow.table(table, table.measure(rest), sheet.paper.left, head=False)
    sheet.flow.skip(3.0)


def site_pairs(site: Site) -> list[tuple[str, str]]:
    """Home, applicant, who builds, from when to when."""
    head_words = "　".join(word for word in (site.head, site.head_phone) if word)
    return [
        (tr("房号"), site.unit),
        (tr("申请人"), "　".join(word for word in (site.who, site.phone) if word)),
        (tr("施工单位"), "　".join(word for word in (site.firm, site.grade) if word)),
        (tr("现场负责人"), head_words),
        (tr("装修档案"), site.file),
        (tr("施工期限"), span(site.starts_on, site.ends_on)),
    ]


def span(first: date, last: date) -> str:
    """`2026-10-23 至 2027-01-20`."""
    return tr("{first} 至 {last}", first=first, last=last)


def ruled(
    sheet: Letter, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]], *, last: str
) -> None:
    """A ruled table; the last column takes what the others leave, its head again on every page (T20). Columns of
    figures stand at the right."""
    widths = [*columns, (last, sheet.paper.room - sum(width for _name, width in columns))]
    made = [
        Column(name, width, align="right" if figures(row[at] for row in rows) else "left")
        for at, (name, width) in enumerate(widths)
    ]
    table = Table(tuple(made), style="ruled", row_height=6.8)
    sheet.flow.table(table, table.measure([Row(tuple(row)) for row in rows]), sheet.paper.left)
    sheet.flow.skip(3.0)


def terms(sheet: Letter, texts: Sequence[str], *, size: float = TEXT) -> None:
    """Numbered terms with hanging numbers; a term may run on to the next page."""
    hang = font(REGULAR).width("00．", size) / MM
    step = size * 1.5 / MM
    for number, text in enumerate(texts, 1):
        for at, line in enumerate(wrap(text, sheet.paper.room - hang, size=size)):
            _numbered(sheet, f"{number}．" if at == 0 else "", line, hang, step, size)
        sheet.flow.skip(0.8)


def _numbered(sheet: Letter, number: str, line: str, hang: float, step: float, size: float) -> None:
    left = sheet.paper.left

    def draw(page: Page, y: float) -> None:
        page.text(left, y + step * 0.72, number, size=size)
        page.text(left + hang, y + step * 0.72, line, size=size)

    sheet.flow.put(step, draw)


def signatures(sheet: Letter, labels: Sequence[str], site: Site, *, day: str = "") -> None:
    """Lines to sign on, two in a row, with the file's number as a code at the right."""
    paper = sheet.paper
    rows = [labels[at : at + 2] for at in range(0, len(labels), 2)]
    height = max(_SIGN, 6.0 + 11.0 * len(rows))

    def draw(page: Page, y: float) -> None:
        page.qr(paper.right - QR_SIDE, y + 4.0, QR_SIDE, qr(site.file))
        page.text(paper.right - QR_SIDE / 2, y + QR_SIDE + 7.4, site.file, size=7.0, align="center")
        width = (paper.room - QR_SIDE - 8) / 2
        for at, row in enumerate(rows):
            base = y + 12.0 + 11.0 * at
            for place, label in enumerate(row):
                x = paper.left + place * width
                parts.signature(page, x, base, label, right=x + width - 6)
        if day:
            page.text(paper.left, y + 4.0, day)

    sheet.flow.put(height, draw)


def receipt(sheet: Letter, labels: Sequence[str]) -> None:
    """One row of lines to sign on: who took the paper, when, from whom."""
    paper = sheet.paper

    def draw(page: Page, y: float) -> None:
        width = paper.room / len(labels)
        for place, label in enumerate(labels):
            x = paper.left + place * width
            end = paper.right if place == len(labels) - 1 else x + width - 5
            parts.signature(page, x, y + 8.0, label, right=end)

    sheet.flow.put(12.0, draw)


def seal(sheet: Letter, site: Site, day: date) -> None:
    """The office's name, room for its seal, the day; the file's code at the left."""
    paper = sheet.paper
    width = 70.0

    def draw(page: Page, y: float) -> None:
        page.qr(paper.left, y + 6.0, QR_SIDE, qr(site.file))
        page.text(paper.left + QR_SIDE / 2, y + QR_SIDE + 9.4, site.file, size=7.0, align="center")
        name = fit(site.office, width, size=11.0, lines=2)
        parts.lines(page, paper.right - width, y + 10.0, name.lines, size=name.size)
        page.text(paper.right - width, y + 20.0, tr("（盖章）"), size=TEXT)
        page.text(paper.right - width, y + 27.0, parts.long_day(day), size=TEXT)

    sheet.flow.put(30.0, draw)


def finish(press: Press, sheet: Letter, document: Any, title: str, copy: str) -> None:
    """Every page with its heading, mark and foot."""
    site: Site = document.site

    def furniture(page: Page, number: int, of: int) -> None:
        head(page, title, site.office, document.number, (number, of))
        if document.reprint is not None:
            mark = document.reprint
            parts.boxed(page, page.paper.right, _MARK, parts.reprint_words(mark.count, mark.by, mark.at))
        phone = tr("前台 {phone}", phone=site.office_phone) if site.office_phone else site.estate
        parts.foot(page, tr("经办 {name}", name=document.clerk), phone, copy)

    sheet.draw(press, furniture)


def bold_line(sheet: Letter, text: str) -> None:
    """A line that stands out, as whom a paper speaks to."""
    shown = fit(text, sheet.paper.room, size=11.0, face=BOLD, lines=2)
    for line in shown.lines:
        sheet.line(line, shown.size * 1.5 / MM, size=shown.size, face=BOLD)
    sheet.flow.skip(1.0)


SAMPLE_SITE = Site(
    office="翠湖花园物业服务中心", estate="翠湖花园", office_phone="0571-8800 1234", file="ZX-2026-0087", unit="2-2-0301",
    applicant="李静", role="业主", phone="139****4410", firm="杭州锦合装饰工程有限公司", licence="91330106MA27XBQ3XN",
    grade="二级", head="何勇", head_phone="138****6071", starts_on=date(2026, 10, 23), ends_on=date(2027, 1, 20),
)  # fmt: skip
