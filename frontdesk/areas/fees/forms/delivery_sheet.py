"""送达登记表: a batch in delivery order, a line for each door, with room for who took it and when (D5.3)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.fees.documents import DeliveryLine, DeliverySheet
from frontdesk.areas.fees.forms import letter
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_ROW = 8.6
"""High enough to sign in."""
_FACTS = 27.0


def compose(press: Press, sheet_of: DeliverySheet, paper: Paper, copy: str) -> None:
    """Draw the lines, one to sign for each paper."""
    sheet = letter.Letter(paper, paper.height - paper.bottom - 5, first_top=_FACTS + 3)
    fixed = (9.0, 22.0, 26.0, 22.0, 20.0, 28.0, 20.0)
    order, unit, owner, amount, way, taken, when = fixed
    columns = (
        Column(tr("序"), order, align="right", wrap=False),
        Column(tr("房号"), unit, wrap=False, bold=True),
        Column(tr("户主"), owner),
        Column(tr("编号"), paper.room - sum(fixed), wrap=False),
        Column(tr("金额（元）"), amount, align="right", wrap=False),
        Column(tr("怎么送的"), way, wrap=False),
        Column(tr("签收人"), taken),
        Column(tr("日期"), when, wrap=False),
    )
    table = Table(columns, style="ruled", row_height=_ROW, size=8.5)
    rows = [
        Row((f"{number}", line.unit, line.owner, line.number, str(line.amount), "", "", ""))
        for number, line in enumerate(sheet_of.lines, 1)
    ]
    sheet.flow.table(table, table.measure(rows), paper.left)
    sheet.flow.skip(2)
    sheet.flow.put(10.0, _draw_signatures)

    def furniture(page: Page, number: int, of: int) -> None:
        letter.head(page, tr("送达登记表"), sheet_of.office, sheet_of.number, (number, of))
        if number == 1:
            count = tr("{what} {n} 份", what=sheet_of.what, n=f"{len(sheet_of.lines):,}")
            page.text(paper.left, _FACTS, count)
            page.text(paper.right, _FACTS, parts.long_day(sheet_of.day), align="right")
        parts.foot(page, tr("制表 {by}", by=sheet_of.made_by), tr("本表由送达人携带，不张贴"))

    sheet.draw(press, furniture)


def _draw_signatures(page: Page, y: float) -> None:
    parts.signature(page, page.paper.left, y + 7, tr("送达人"))
    parts.signature_before(page, page.paper.right, y + 7, tr("复核"))


def sample() -> DeliverySheet:
    """A building's demands."""
    names = ("张硕", "李静", "王磊", "杭州云栖商业管理有限公司", "陈婷")
    lines = tuple(
        DeliveryLine("3栋", f"3-1-{floor:02d}0{1 + floor % 4}", names[floor % 5], f"CJ-202611-3-{floor:04d}",
                     Money(25536 * (1 + floor % 3)))
        for floor in range(1, 15)
    )  # fmt: skip
    return DeliverySheet(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="SD-20261121-002", day=date(2026, 11, 21),
        what="催缴单（第一次）", lines=lines, made_by="何倩",
    )  # fmt: skip


DELIVERY_SHEET: Form[DeliverySheet] = Form(
    key="delivery_sheet",
    title="送达登记表",
    document=DeliverySheet,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda sheet: sheet.number,
    day=lambda sheet: sheet.day,
    fault=no_fault,
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "building": "楼栋", "unit": "房号",
        "owner": "户主", "what": "单据", "made_by": "制表",
    },
)  # fmt: skip
