"""欠费公示 for the notice board: unit codes and amounts, and nobody's name (M8.5)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.fees.documents import PublicLine, PublicList
from frontdesk.areas.fees.forms import letter
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, MM, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr

_SIDE_BY_SIDE = 3
"""So many units stand in a row of the table."""
_APART = 7.0
_SIZE = 10.0


def compose(press: Press, board: PublicList, paper: Paper, copy: str) -> None:
    """Draw the list, three units to a row."""
    sheet = letter.Letter(paper, paper.height - paper.bottom - 5, first_top=30.0)
    where = board.building or board.estate
    sheet.paragraph(tr("{where}各位业主、住户：", where=where), indent=False, after=0.6)
    sheet.paragraph(
        tr(
            "下列房屋截至 {day} 有物业费用过了缴费期限还没有缴清，共 {n} 户。请在 {before} 前缴纳；"
            "已经缴纳的，谢谢您的支持，可请前台核对。",
            day=parts.long_day(board.day), n=f"{len(board.lines):,}", before=parts.long_day(board.pay_before),
        )
    )  # fmt: skip
    third = (paper.room - _APART * (_SIDE_BY_SIDE - 1)) / _SIDE_BY_SIDE
    columns: list[Column] = []
    for part in range(_SIDE_BY_SIDE):
        if part:
            columns.append(Column("", _APART))
        columns += [
            Column(tr("房号"), third * 0.38, wrap=False),
            Column(tr("月数"), third * 0.2, align="right", wrap=False),
            Column(tr("欠费（元）"), third * 0.42, align="right", wrap=False),
        ]
    # Down the first column, then the second: as one looks for one's own number.
    tall = -(-len(board.lines) // _SIDE_BY_SIDE)
    rows = [
        Row(
            tuple(
                cell
                for part in range(_SIDE_BY_SIDE)
                for cell in (*([""] if part else []), *_cells(board.lines, part * tall + number))
            )
        )
        for number in range(tall)
    ]
    sheet.table(columns, rows, size=_SIZE)
    step = BODY_SIZE * 1.5 / MM
    sheet.flow.skip(2.0)
    for text in letter.pay_lines(board.payment_ways, board.phone, "", paper.room, BODY_SIZE):
        sheet.line(text, step, size=BODY_SIZE)
    sheet.flow.put(18.0, lambda page, y: letter.seal(page, y, board.office, parts.long_day(board.day)))

    def furniture(page: Page, number: int, of: int) -> None:
        letter.head(page, tr("欠费公示"), board.office, board.number, (number, of))

    sheet.draw(press, furniture)


def _cells(lines: tuple[PublicLine, ...], at: int) -> tuple[str, str, str]:
    if at >= len(lines):
        return ("", "", "")
    line = lines[at]
    return (line.unit, f"{line.months:,}", str(line.owed))


def _fault(board: PublicList) -> str:
    if board.adds_up:
        return ""
    return tr("欠费公示 {number} 的合计和明细对不上，没有打印", number=board.number)


def sample() -> PublicList:
    """A building's list."""
    lines = tuple(
        PublicLine(f"3-{1 + n % 2}-{n // 2 + 2:02d}{1 + n % 4:02d}", 1 + n % 7, Money(25536 * (1 + n % 7)))
        for n in range(22)
    )
    return PublicList(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="GS-202611-3-0001", day=date(2026, 11, 21),
        building="3栋", lines=lines, total=total(line.owed for line in lines), pay_before=date(2026, 12, 6),
        payment_ways=(
            "前台，每天 08:30–20:00，现金、微信、支付宝、刷卡。",
            "转账：翠湖花园物业服务有限公司，城中支行 1202 0212 0990 0012 345，请注明房号。",
        ),
        phone="0571-8800 1234",
    )  # fmt: skip


PUBLIC_LIST: Form[PublicList] = Form(
    key="public_list",
    title="欠费公示",
    document=PublicList,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda board: board.number,
    day=lambda board: board.day,
    fault=_fault,
    bookmark=lambda board: (board.building,),
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "building": "楼栋", "unit": "房号",
        "payment_ways": "缴费方式", "phone": "电话",
    },
)  # fmt: skip
