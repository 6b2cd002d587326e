"""缴费通知单: what a unit owes, with a tear-off 回执, on A5 or two on an A4 sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from frontdesk.areas.fees.documents import NoticeLine, PaymentNotice
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import qr
from frontdesk.base.printing.fonts import BOLD, REGULAR, font
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4_HALF, A5, BODY_SIZE, MM, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press, cut_line
from frontdesk.base.printing.tables import LEADING, Column, Measured, Row, Table, paginate
from frontdesk.base.printing.wrap import fit, wrap
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

# Measures in mm from the upper edge of the paper, or lengths.
_HEADING = 13.6
_PERSON = 26.0
_CALL = 5.6
_TABLE_BELOW = 2.6
_ROW_HEIGHTS = (7.0, 6.2, 5.4)
_SUM_HEIGHT = 7.0
_QR_SIDE = 15.0
_TEAR_OFF = 24.0
_CLEAR = 3.0
"""Between the code and the line that is torn: its quiet zone."""
_QR_BELOW = 3.0
_NAME_SIZE = 11.0
_AREA_AT = 0.49  # of the room between the margins
_PAY_LEADING = 1.55

_COMPANY = re.compile("公司|集团|中心|厂|店|局|银行|事务所|委员会|协会|学校|医院")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one notice stands on its pages."""

    table: Table
    pages: list[list[Measured]]
    person: tuple[str, ...]
    person_size: float
    table_top: float
    pay: tuple[str, ...]


def compose(press: Press, notice: PaymentNotice, paper: Paper, copy: str) -> None:
    """Draw one notice."""
    plan = _plan(notice, paper)
    for number, rows in enumerate(plan.pages, 1):
        page = press.page(paper)
        _draw_head(page, notice, plan, number)
        bottom = plan.table.draw(page, paper.left, plan.table_top, rows)
        if number == len(plan.pages):
            bottom = parts.sum_row(page, plan.table, paper.left, bottom, notice.total, _SUM_HEIGHT)
            _draw_pay(page, notice, plan.pay, bottom)
            _draw_tear_off(page, notice)
        else:
            page.text(paper.right - _QR_SIDE - 4, bottom + 4.5, tr("接下页"), size=SMALL_SIZE, align="right")
            _draw_qr(page, notice, bottom + _QR_BELOW)


def _plan(notice: PaymentNotice, paper: Paper) -> _Plan:
    person = fit(
        _address(notice), paper.room * _AREA_AT - _unit_width(notice) - 8, size=_NAME_SIZE, floor=BODY_SIZE
    )
    extra = person.size * LEADING / MM * (len(person.lines) - 1)
    top = _PERSON + extra + _CALL + _TABLE_BELOW
    pay = _pay_lines(notice, paper.room - _QR_SIDE - 8)
    below = _SUM_HEIGHT + max(_QR_SIDE + _QR_BELOW, _pay_height(pay) + 2.5) + _CLEAR
    end = paper.height - _TEAR_OFF
    table = _table(paper)
    measured = table.measure([_row(line) for line in notice.lines])
    for height in _ROW_HEIGHTS:
        if height != table.row_height:
            table = replace(table, row_height=height)
            measured = table.measure_again(measured)
        if top + height + sum(row.height for row in measured) + below <= end:
            return _Plan(table, [measured], person.lines, person.size, top, pay)
    room = paper.height - paper.bottom - top - table.head().height - _QR_SIDE - _QR_BELOW
    pages = paginate(measured, room, room, max(0.0, below + _TEAR_OFF - paper.bottom - _QR_SIDE - _QR_BELOW))
    return _Plan(table, pages, person.lines, person.size, top, pay)


def _table(paper: Paper) -> Table:
    fixed = (33.5, 17.0, 24.0, 22.0, 20.8)
    item, period, due, amount, late = fixed
    return Table(
        columns=(
            Column(tr("收费项目"), item),
            Column(tr("账期"), period, align="center"),
            Column(tr("计算说明"), paper.room - sum(fixed)),
            Column(tr("缴费期限"), due, align="center", wrap=False),
            Column(tr("金额（元）"), amount, align="right", wrap=False),
            Column(tr("违约金"), late, align="right", wrap=False),
        ),
        row_height=_ROW_HEIGHTS[0],
    )


def _row(line: NoticeLine) -> Row:
    late = str(line.late_fee) if line.late_fee else "—"
    return Row((line.item, line.period, line.how, line.due_on.isoformat(), str(line.amount), late))


def _draw_head(page: Page, notice: PaymentNotice, plan: _Plan, number: int) -> None:
    paper = page.paper
    parts.heading(
        page, _HEADING, tr("缴费通知单"), left=paper.left, right=paper.right,
        office=notice.office, number=notice.number, bold_number=False,
    )  # fmt: skip
    parts.under_heading(page, _HEADING + 4.4, [parts.page_of(number, len(plan.pages))], paper.left)
    if notice.reprint:
        mark = notice.reprint
        parts.boxed(page, paper.right, _HEADING + 5.6, parts.reprint_words(mark.count, mark.by, mark.at))
    page.text(paper.left, _PERSON, notice.unit, size=_NAME_SIZE, face=BOLD)
    parts.lines(page, paper.left + _unit_width(notice) + 4, _PERSON, plan.person, size=plan.person_size)
    if notice.area:
        page.text(paper.left + paper.room * _AREA_AT, _PERSON, tr("建筑面积 {area}", area=notice.area))
    page.text(paper.right, _PERSON, parts.long_day(notice.day), align="right")
    call = plan.table_top - _TABLE_BELOW
    if notice.lines:
        page.pieces(paper.left, call, [
            (tr("到今天，您名下房屋有以下费用，请在 "), REGULAR, BODY_SIZE),
            (notice.due_before.isoformat(), BOLD, BODY_SIZE),
            (tr(" 前缴纳。已缴的请忽略。"), REGULAR, BODY_SIZE),
        ])  # fmt: skip
    else:
        page.text(paper.left, call, tr("到今天，您名下房屋没有待缴的费用。"))


def _draw_pay(page: Page, notice: PaymentNotice, pay: Sequence[str], y: float) -> None:
    parts.lines(page, page.paper.left, y + 5.0, pay, size=SMALL_SIZE, leading=_PAY_LEADING)
    _draw_qr(page, notice, y + _QR_BELOW)


def _draw_qr(page: Page, notice: PaymentNotice, y: float) -> None:
    page.qr(page.paper.right - _QR_SIDE, y, _QR_SIDE, qr(notice.number))


def _draw_tear_off(page: Page, notice: PaymentNotice) -> None:
    paper = page.paper
    y = paper.height - _TEAR_OFF
    cut_line(page, y, tr("回执 · 沿此线撕下"))
    upper, lower = y + 8.4, y + 16.2
    sign = parts.signature_before(page, paper.right, upper, tr("签收人"), 32)
    said = fit(
        tr(" 缴费通知单 {number}，合计 ¥{total}", number=notice.number, total=notice.total),
        sign - paper.left - _unit_width(notice, BODY_SIZE) - 3,
    )
    page.pieces(
        paper.left, upper, [(tr("已收到 "), REGULAR, said.size), (notice.unit, BOLD, said.size),
                            (said.lines[0], REGULAR, said.size)],
    )  # fmt: skip
    x = paper.left
    for way in (tr("上门"), tr("门贴"), tr("前台领取")):
        x = parts.tick_box(page, x, lower, way)
    day = parts.signature_before(page, paper.right, lower, tr("日期"), 32)
    parts.signature_before(page, day - 3.5, lower, tr("送达人"), 24)


def _pay_lines(notice: PaymentNotice, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    if notice.payment_ways:
        ways = "".join(f"{number}. {way.rstrip('。')}。" for number, way in enumerate(notice.payment_ways, 1))
        lines += wrap(tr("缴费方式：{ways}", ways=ways), width, size=SMALL_SIZE)
    terms = notice.late_fee_terms and tr(
        "违约金按物业服务合同：{terms}。", terms=notice.late_fee_terms.rstrip("。")
    )
    ask = tr("对金额有疑问，请到前台核对或致电 {phone}。", phone=notice.phone) if notice.phone else ""
    if terms or ask:
        lines += wrap(terms + ask, width, size=SMALL_SIZE)
    return tuple(lines)


def _pay_height(lines: Sequence[str]) -> float:
    return len(lines) * SMALL_SIZE * _PAY_LEADING / MM


def _address(notice: PaymentNotice) -> str:
    if not notice.owner or _COMPANY.search(notice.owner):
        return notice.owner
    return tr("{owner} 先生 / 女士", owner=notice.owner)


def _unit_width(notice: PaymentNotice, size: float = _NAME_SIZE) -> float:
    return font(BOLD).width(notice.unit, size) / MM


def _fault(notice: PaymentNotice) -> str:
    if notice.adds_up:
        return ""
    return tr("缴费通知单 {number} 的合计和明细对不上，没有打印", number=notice.number)


def sample() -> PaymentNotice:
    """A notice with every part filled, for pictures and the test page."""
    october, november = date(2026, 10, 31), date(2026, 11, 30)
    return PaymentNotice(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="NT-202611-3-0118", day=date(2026, 11, 21),
        building="3栋", unit="3-1-1202", owner="张硕", area="89.60㎡", due_before=november,
        lines=(
            NoticeLine("物业服务费", "2026-10", "89.60㎡ × 2.85元/㎡·月", october, Money(25536), Money(268)),
            NoticeLine("公共能耗分摊", "2026-10", "1,862.40 × 89.60㎡ ÷ 9,060.00㎡", november, Money(1842)),
            NoticeLine("水费", "2026-10", "10吨 × 5.00 + 25吨 × 7.00（年累计 205吨）", november, Money(22500)),
            NoticeLine("物业服务费", "2026-11", "89.60㎡ × 2.85元/㎡·月", november, Money(25536)),
            NoticeLine("车位管理费", "2026-11", "B1-076 一个 × 80.00元/月", november, Money(8000)),
        ),
        total=Money(83682),
        payment_ways=(
            "前台，每天 08:30–20:00，现金、微信、支付宝、刷卡。",
            "转账：翠湖花园物业服务有限公司，城中支行 1202 0212 0990 0012 345，请注明房号。",
        ),
        phone="0571-8800 1234",
        late_fee_terms="逾期每日万分之五，单利，不超过本金",
    )  # fmt: skip


PAYMENT_NOTICE: Form[PaymentNotice] = Form(
    key="payment_notice",
    title="缴费通知单",
    document=PaymentNotice,
    sizes=(A5, A4_HALF),
    compose=compose,
    sample=sample,
    number=lambda notice: notice.number,
    day=lambda notice: notice.day,
    fault=_fault,
    bookmark=lambda notice: (notice.building, notice.unit),
    labels={
        "office": "物业名称", "unit": "房号", "owner": "业主姓名", "area": "面积", "item": "收费项目",
        "period": "账期", "how": "计算说明", "payment_ways": "缴费方式", "phone": "电话",
        "late_fee_terms": "违约金说明", "number": "编号", "building": "楼栋", "estate": "小区名称",
    },
)  # fmt: skip
