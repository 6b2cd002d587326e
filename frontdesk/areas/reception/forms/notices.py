"""通知、公告、温馨提示 on A4 and A3, and the 张贴清单 to carry along (D2.5).

A notice is read standing, from two steps away: its text is as large as one page allows, down to a floor, and goes on
to the next page where not even that is enough. A3 is the same paper drawn larger.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from frontdesk.areas.reception.documents.notices import (
    NoticePaper,
    PostingGroup,
    PostingLine,
    PostingList,
)
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Draw, Flow
from frontdesk.base.printing.fonts import BOLD, REGULAR, TITLE, font
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A3, A4, MM, OUTER_LINE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.printing.wrap import fit, wrap
from frontdesk.base.values.text import tr

# Type sizes on A4 in points; A3 draws them as much larger as its sheet is.
_HEAD: Final = 40.0
_HEAD_FLOOR: Final = 26.0
_SUBJECT: Final = 22.0
_BODY: Final = 20.0
_FLOOR: Final = 14.0
_SMALL: Final = 9.0
_STEP: Final = 0.5
_LEADING: Final = 1.7

# Lengths on A4 in mm.
_SIDE: Final = 24.0
_TOP: Final = 24.0
_BOTTOM: Final = 24.0
_SEAL: Final = 17.0
_SIGN: Final = 44.0
_NUMBER_ROW: Final = 10.0


@dataclass(slots=True)
class _Sheet:
    """One try at a type size: the blocks as they fall on pages."""

    paper: Paper
    scale: float
    size: float
    flow: Flow = field(init=False)

    def __post_init__(self) -> None:
        top = _TOP * self.scale
        self.flow = Flow(first_top=top, top=top, bottom=self.paper.height - _BOTTOM * self.scale)

    @property
    def left(self) -> float:
        return _SIDE * self.scale

    @property
    def right(self) -> float:
        return self.paper.width - self.left

    @property
    def step(self) -> float:
        """A line's height in mm."""
        return self.size * _LEADING / MM


def compose_notice(press: Press, notice: NoticePaper, paper: Paper, copy: str) -> None:
    """The largest type at which it stands on one page; at the floor it takes the pages it needs."""
    scale = paper.width / A4.width
    size = _BODY
    sheet = _lay_out(notice, paper, scale, size)
    while len(sheet.flow.pages) > 1 and size - _STEP >= _FLOOR:
        size -= _STEP
        sheet = _lay_out(notice, paper, scale, size)
    count = len(sheet.flow.pages)
    for number, blocks in enumerate(sheet.flow.pages, 1):
        page = press.page(paper)
        _furniture(page, sheet, notice, number, count, copy)
        for y, draw in blocks:
            draw(page, y)


def _lay_out(notice: NoticePaper, paper: Paper, scale: float, size: float) -> _Sheet:
    sheet = _Sheet(paper, scale, size * scale)
    _heading(sheet, notice)
    if notice.greeting:
        _lines(sheet, wrap(notice.greeting, sheet.right - sheet.left, size=sheet.size, face=BOLD), face=BOLD)
    for at, text in enumerate(notice.paragraphs):
        lines = wrap(f"　　{text}", sheet.right - sheet.left, size=sheet.size)
        # The last lines keep the office's name company: it never stands alone on a page.
        last = at == len(notice.paragraphs) - 1
        _lines(sheet, lines, keep=_SIGN * scale if last else 0.0)
    _sign(sheet, notice)
    return sheet


def head_of(notice: NoticePaper) -> tuple[str, str]:
    """The word at the head and what stands under it: `停水通知` alone, or `公告` over its title."""
    title = notice.title.strip()
    if title.endswith(notice.form):
        return title, ""
    return notice.form, title


def _heading(sheet: _Sheet, notice: NoticePaper) -> None:
    head, subject = head_of(notice)
    scale, room, middle = sheet.scale, sheet.right - sheet.left, sheet.paper.width / 2
    # Two characters stand apart, as 通　知 is written.
    words = "　".join(head) if len(head) == 2 else head
    shown = fit(words, room, size=_HEAD * scale, face=TITLE, floor=_HEAD_FLOOR * scale)
    step = shown.size * 1.3 / MM
    for line in shown.lines:
        sheet.flow.put(step, _centred(middle, line, shown.size, step))
    if subject:
        below = fit(subject, room, size=_SUBJECT * scale, face=BOLD, floor=_BODY * 0.8 * scale)
        high = below.size * 1.5 / MM
        for line in below.lines:
            sheet.flow.put(high, _centred(middle, line, below.size, high, BOLD))
    told = _NUMBER_ROW * scale
    told_number = tr("编号 {number}", number=notice.number) if notice.number else tr("未编号")

    def rule(page: Page, y: float) -> None:
        base = y + told * 0.55
        small = _SMALL * scale
        page.text(sheet.left, base, notice.estate, size=small)
        page.text(
            sheet.right,
            base,
            told_number,
            size=small,
            align="right",
        )
        page.line(sheet.left, base + 2.0 * scale, sheet.right, base + 2.0 * scale, OUTER_LINE * scale)
        page.line(sheet.left, base + 2.8 * scale, sheet.right, base + 2.8 * scale, 0.2 * scale)

    sheet.flow.put(told, rule)
    sheet.flow.skip(4.0 * scale)
    if notice.corrects:
        small = 12.0 * scale
        lines = wrap(tr("（{what}）", what=notice.corrects), room, size=small)
        high = small * 1.5 / MM
        for line in lines:
            sheet.flow.put(high, _centred(middle, line, small, high, REGULAR))
        sheet.flow.skip(2.0 * scale)


def _centred(middle: float, text: str, size: float, step: float, face: str = TITLE) -> Draw:
    def draw(page: Page, y: float) -> None:
        page.text(middle, y + step * 0.74, text, size=size, face=face, align="center")

    return draw


def _lines(sheet: _Sheet, lines: tuple[str, ...], *, face: str = REGULAR, keep: float = 0.0) -> None:
    size, step, left = sheet.size, sheet.step, sheet.left
    for at, line in enumerate(lines):

        def draw(page: Page, y: float, line: str = line) -> None:
            page.text(left, y + step * 0.7, line, size=size, face=face)

        last_two = at >= len(lines) - 2
        sheet.flow.put(step, draw, keep=keep + step * (len(lines) - 1 - at) if keep and last_two else 0.0)


def _sign(sheet: _Sheet, notice: NoticePaper) -> None:
    """Office and day at the foot right, the seal's place over both."""
    scale, size = sheet.scale, max(sheet.size, _FLOOR * sheet.scale)
    office = fit(notice.office, (sheet.right - sheet.left) * 0.7, size=size)
    wide = max(
        *(font(REGULAR).width(line, office.size) / MM for line in office.lines),
        font(REGULAR).width(notice.signed, size) / MM,
    )
    middle = sheet.right - max(wide / 2, _SEAL * scale)
    step = size * 1.7 / MM

    def draw(page: Page, y: float) -> None:
        radius = _SEAL * scale
        centre = y + _SIGN * scale - radius - 1.0
        _circle(page, middle, centre, radius, scale)
        base = centre - step * (len(office.lines) - 1) / 2 - step * 0.2
        for line in office.lines:
            page.text(middle, base, line, size=office.size, align="center")
            base += step
        page.text(middle, base, notice.signed, size=size, align="center")

    sheet.flow.put(_SIGN * scale, draw)


def _circle(page: Page, x: float, y: float, radius: float, scale: float) -> None:
    """A dashed circle where the office's seal goes, as short strokes."""
    pieces = 60
    for at in range(0, pieces, 2):
        one, two = (2 * math.pi * n / pieces for n in (at, at + 1))
        page.line(
            x + radius * math.cos(one), y + radius * math.sin(one), x + radius * math.cos(two),
            y + radius * math.sin(two), 0.2 * scale, grey=0.45,
        )  # fmt: skip


def _furniture(page: Page, sheet: _Sheet, notice: NoticePaper, number: int, of: int, copy: str) -> None:
    """Number and page at the foot; what is no issued notice says so across it."""
    scale = sheet.scale
    small = _SMALL * scale
    base = sheet.paper.height - _BOTTOM * scale * 0.5
    if of > 1:
        words = tr("{number}　{page}", number=notice.number or tr("未编号"), page=parts.page_of(number, of))
        page.text(sheet.paper.width / 2, base, words, size=small, align="center", grey=parts.FOOT_GREY)
    if copy:
        page.text(sheet.left, base, copy, size=small, grey=parts.FOOT_GREY)
    if notice.void:
        parts.void_stamp(page, sheet.paper.width / 2, sheet.paper.height / 2, 110.0 * scale)
    elif not notice.number:
        parts.boxed(page, sheet.right, 14.0 * scale, tr("草稿，未审核"), 10.0 * scale)


# -- the list to carry along --


def compose_list(press: Press, posting: PostingList, paper: Paper, copy: str) -> None:
    """Building by building, a row for each thing to do with a box to tick; a row is never cut (T20)."""
    sheet = s.new_sheet(paper)
    told = tr(
        "要张贴 {up} 张，要撤下 {down} 张。办一处勾一处，回来交前台登记。", up=posting.up, down=posting.down
    )
    sheet.paragraph(told, size=9.5, indent=False, after=1.0)
    box, board, act, number, until, done = 10.0, 34.0, 16.0, 30.0, 18.0, 26.0
    columns = (
        Column(tr("办"), box, align="center"),
        Column(tr("位置"), board),
        Column(tr("做什么"), act),
        Column(tr("编号"), number),
        Column(tr("通知"), paper.room - box - board - act - number - until - done),
        Column(tr("贴到"), until),
        Column(tr("几点、签名"), done),
    )
    for group in posting.groups:
        sheet.section(group.name or tr("小区"), rows=2)
        table = Table(columns, style="ruled", row_height=8.4)
        rows = [
            Row(
                (
                    "□", line.board, tr(line.act), line.number, line.title,
                    f"{line.until:%m-%d}" if line.until is not None else tr("长期"), "",
                )
            )
            for line in group.lines
        ]  # fmt: skip
        sheet.flow.table(table, table.measure(rows), paper.left)
        sheet.flow.skip(3.0)
    s.sign_rows(sheet, [tr("张贴人"), tr("日期"), tr("前台登记")], each=3)
    s.finish(press, sheet, posting, tr("张贴清单"), copy)


def _list_fault(posting: PostingList) -> str:
    if sum(len(group.lines) for group in posting.groups) == posting.up + posting.down:
        return ""
    return tr("张贴清单 {number} 的合计和明细对不上，没有打印", number=posting.number)


def sample_notice() -> NoticePaper:
    """A planned cut of water."""
    return NoticePaper(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="TZ-2026-017", day=date(2026, 11, 21), form="通知",
        title="停水通知", greeting="尊敬的各位业主、住户：",
        paragraphs=(
            "因更换二次供水阀门，5栋将于11月22日 09:00 至 12:30 停止供水。",
            "请提前储备生活用水，停水期间关好水龙头；恢复供水时水质可能短时浑浊，请先放一会儿再用。",
            "给您带来不便，敬请谅解。如有疑问，请致电前台 0571-88210000。",
            "特此通知。",
        ),
        signed="二〇二六年十一月二十一日",
    )  # fmt: skip


def sample_list() -> PostingList:
    """A Saturday's walk."""
    day = date(2026, 11, 24)

    def up(board: str) -> PostingLine:
        return PostingLine(board, "张贴", "TZ-2026-017", "停水通知", day)

    def down(board: str) -> PostingLine:
        return PostingLine(board, "撤下", "TZ-2026-014", "国庆节温馨提示", date(2026, 11, 20))

    return PostingList(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="ZT-20261121-001", day=date(2026, 11, 21),
        groups=(
            PostingGroup("", (down("小区公告栏"), up("小区公告栏"))),
            PostingGroup("3栋", (down("3栋1单元"),)),
            PostingGroup("5栋", (up("5栋1单元"), up("5栋2单元"))),
        ),
        up=3, down=2, clerk="何倩",
    )  # fmt: skip


_LABELS = {**s.LABELS, "greeting": "称呼", "paragraphs": "正文", "signed": "落款日期", "corrects": "更正",
           "board": "位置", "act": "做什么", "form": "文种"}  # fmt: skip

PUBLIC_NOTICE: Form[NoticePaper] = Form(
    key="public_notice",
    title="通知公告",
    document=NoticePaper,
    sizes=(A4, A3),
    compose=compose_notice,
    sample=sample_notice,
    number=lambda notice: notice.number,
    day=lambda notice: notice.day,
    fault=no_fault,
    labels=_LABELS,
)
POSTING_LIST: Form[PostingList] = Form(
    key="posting_list",
    title="张贴清单",
    document=PostingList,
    sizes=(A4,),
    compose=compose_list,
    sample=sample_list,
    number=lambda posting: posting.number,
    day=lambda posting: posting.day,
    fault=_list_fault,
    labels=_LABELS,
)
