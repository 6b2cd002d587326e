"""房屋合并（拆分）登记单 on A4: the units before and after with their sums, what goes over, signed by the owners (D1.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from frontdesk.areas.archives.documents.unit_changes import SlipThing, SlipUnit, UnitChangeSlip
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_HEADING, _FACTS, _FIRST_TOP, _LATER_TOP = 17.4, 28.0, 32.0, 25.0
_FOOT = 24.0
_CODE, _AREA = 38.0, 32.0


def compose(press: Press, slip: UnitChangeSlip, paper: Paper, copy: str) -> None:
    """Before, after, what goes over, what was left to do."""
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=paper.height - paper.bottom - _FOOT)
    _units(flow, paper, tr("原来的房屋"), [unit for unit in slip.units if not unit.made])
    _units(flow, paper, tr("新的房屋"), [unit for unit in slip.units if unit.made])
    _lines(flow, paper, tr("原因"), (slip.reason,))
    if slip.things:
        _title(flow, paper, tr("住户和物品"))
        table = Table(
            (Column(tr("谁、什么"), paper.room - 60.0), Column(tr("去哪里"), 60.0)),
            style="ruled",
            row_height=7.0,
        )
        flow.table(table, table.measure([_thing(thing) for thing in slip.things]), paper.left)
        flow.skip(4.0)
    if slip.lifted:
        _lines(
            flow,
            paper,
            tr("办理时还没有办完"),
            (*slip.lifted, tr("继续办理的原因：{why}", why=slip.lifted_why)),
        )
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        _furniture(page, slip, paper, number, len(flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _title(flow: Flow, paper: Paper, words: str) -> None:
    flow.put(6.6, lambda page, y: page.text(paper.left, y + 4.4, words, face=BOLD), keep=16.0)


def _units(flow: Flow, paper: Paper, words: str, units: Sequence[SlipUnit]) -> None:
    _title(flow, paper, words)
    table = Table(
        (
            Column(tr("房号"), _CODE, wrap=False),
            Column(tr("建筑面积（㎡）"), _AREA, align="right", wrap=False),
            Column(tr("套内面积（㎡）"), _AREA, align="right", wrap=False),
            Column(tr("业主"), paper.room - _CODE - 2 * _AREA),
        ),
        style="ruled",
        row_height=7.4,
    )
    rows = [Row((u.code, _area(u.built_area), _area(u.inner_area), u.owners or "—")) for u in units]
    inner = [u.inner_area for u in units if u.inner_area is not None]
    whole = sum(inner, Decimal(0)) if len(inner) == len(units) else None
    rows.append(
        Row((tr("合计"), _area(sum((u.built_area for u in units), Decimal(0))), _area(whole), ""), bold=True)
    )
    flow.table(table, table.measure(rows), paper.left)
    flow.skip(4.0)


def _lines(flow: Flow, paper: Paper, words: str, lines: Sequence[str]) -> None:
    _title(flow, paper, words)
    table = Table((Column("", paper.room),), style="ruled", row_height=7.0)
    flow.table(table, table.measure([Row((line,)) for line in lines]), paper.left, head=False)
    flow.skip(4.0)


def _thing(thing: SlipThing) -> Row:
    return Row((thing.words, thing.to or tr("没有带过去")))


def _area(area: Decimal | None) -> str:
    return "—" if area is None else f"{area:.2f}"


def _furniture(page: Page, slip: UnitChangeSlip, paper: Paper, number: int, of: int) -> None:
    parts.heading(
        page, _HEADING, tr("房屋{kind}登记单", kind=tr(slip.kind)), left=paper.left, right=paper.right,
        office=slip.office, number=slip.number,
    )  # fmt: skip
    if slip.reprint is not None:
        mark = slip.reprint
        parts.boxed(page, paper.right, _HEADING + 5.4, parts.reprint_words(mark.count, mark.by, mark.at))
    parts.under_heading(page, _HEADING + 4.6, [parts.page_of(number, of)], paper.left)
    if number == 1:
        told = tr("{estate}　从 {day} 起", estate=slip.estate, day=slip.starts_on.isoformat())
        page.text(paper.left, _FACTS, told)
    if number == of:
        y = paper.height - paper.bottom - 9.0
        page.text(
            paper.left, y - 9.0,
            tr("面积以产权登记为准。原来的房屋从这一天起停用，费用从这一天起按新的房屋计收。"),
        )  # fmt: skip
        parts.signature(page, paper.left, y, tr("业主"), length=40)
        parts.signature(page, paper.left + paper.room * 0.36, y, tr("经办人"), length=34)
        parts.signature(page, paper.left + paper.room * 0.72, y, tr("日期"), right=paper.right)
    parts.foot(page, tr("制单时间 {at}　{by}", at=parts.minute(slip.made_at), by=slip.made_by), "")


def sample() -> UnitChangeSlip:
    """Two homes of a couple made one."""
    return UnitChangeSlip(
        number="FH-2026-001", office="翠湖花园物业服务中心", estate="翠湖花园", kind="合并", starts_on=date(2026, 11, 17),
        reason="业主打通相邻两户，换发不动产权证 浙（2026）不动产权第0118213号",
        units=(
            SlipUnit("3-1-1202", Decimal("89.60"), Decimal("72.15"), "张硕", made=False),
            SlipUnit("3-1-1203", Decimal("127.35"), Decimal("101.20"), "李娜", made=False),
            SlipUnit("3-1-1202", Decimal("216.95"), Decimal("173.35"), "张硕 50%、李娜 50%", made=True),
        ),
        things=(
            SlipThing("家庭成员 张小满（儿子）", "3-1-1202"),
            SlipThing("浙A·8ZS61 白色 轿车", "3-1-1202"),
            SlipThing("车位 B1-076", "3-1-1202"),
            SlipThing("宠物 豆豆 泰迪", ""),
        ),
        lifted=("3-1-1203 欠费 1 项 ¥362.95",), lifted_why="业主书面承诺 2026-11-30 前交清",
        made_at=datetime(2026, 11, 21, 10, 20), made_by="周敏",  # noqa: DTZ001
    )  # fmt: skip


UNIT_CHANGE: Form[UnitChangeSlip] = Form(
    key="unit_change",
    title="房屋合并拆分登记单",
    document=UnitChangeSlip,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda slip: slip.number,
    day=lambda slip: slip.starts_on,
    fault=no_fault,
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "单号", "reason": "原因", "code": "房号", "owners": "业主",
        "words": "住户和物品", "lifted": "没有办完", "lifted_why": "继续办理的原因", "made_by": "制单人",
    },
)  # fmt: skip
