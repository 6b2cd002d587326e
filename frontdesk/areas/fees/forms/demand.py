"""催缴单, the first and the second (M8.3): what is overdue by item and period, what was asked before, until when to pay.

It asks, says what the law says about asking (民法典944: who does not pay within a fair time after being asked can
be sued), and threatens nothing else: cutting off any supply is forbidden by the same article (M8.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from frontdesk.areas.fees.documents import Demand, DemandLine
from frontdesk.areas.fees.forms import letter
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import qr
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, MM, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press, cut_line
from frontdesk.base.printing.tables import Column, Row
from frontdesk.base.printing.wrap import fit
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_PERSON = 30.5
_TEAR_OFF = 37.0
_QR_SIDE = 17.0
_SUM = 7.0
_PAY_LEADING = 1.5

_STEPS = {1: "催缴单（第一次）", 2: "催缴单（第二次）"}


def title_of(step: int) -> str:
    """`催缴单（第一次）`."""
    return tr(_STEPS[step])


def compose(press: Press, demand: Demand, paper: Paper, copy: str) -> None:
    """Draw one demand on as many pages as its debts need; the 回执 stands at the foot of the last."""
    pay = letter.pay_lines(
        demand.payment_ways, demand.phone, demand.late_fee_terms, paper.room - _QR_SIDE - 6
    )
    end = paper.height - paper.bottom - 5
    sheet = letter.Letter(paper, end, first_top=_PERSON + 3.5)
    for text in _opening(demand):
        sheet.paragraph(text)
    table = sheet.table(_columns(paper), [_row(line) for line in demand.lines])
    below = max(_QR_SIDE + 2, len(pay) * SMALL_SIZE * _PAY_LEADING / MM + 3)

    def draw_sum(page: Page, y: float) -> None:
        parts.sum_row(page, table, paper.left, y, demand.total, _SUM)

    def draw_pay(page: Page, y: float) -> None:
        parts.lines(page, paper.left, y + 5.0, pay, size=SMALL_SIZE, leading=_PAY_LEADING)
        page.qr(paper.right - _QR_SIDE, y + 2.0, _QR_SIDE, qr(demand.number))

    sheet.flow.put(_SUM, draw_sum)
    if demand.late_fee:
        words = tr("其中费用 {principal} 元，违约金 {late} 元（算到 {day}）。", principal=demand.principal,
                   late=demand.late_fee, day=demand.day.isoformat())  # fmt: skip
        sheet.line(words, 6.0, size=BODY_SIZE)
    _place_earlier(sheet, demand.earlier)
    sheet.flow.put(below, draw_pay)
    sheet.flow.skip(2)
    sheet.flow.put(18.0, lambda page, y: letter.seal(page, y, demand.office, parts.long_day(demand.day)))
    sheet.flow.at(
        paper.height - _TEAR_OFF,
        _TEAR_OFF - paper.bottom - 5,
        lambda page, y: _draw_tear_off(page, demand, y),
    )

    def furniture(page: Page, number: int, of: int) -> None:
        letter.head(page, title_of(demand.step), demand.office, demand.number, (number, of))
        if demand.reprint:
            mark = demand.reprint
            words = parts.reprint_words(mark.count, mark.by, mark.at)
            parts.boxed(page, paper.right, letter.HEADING + 6.0, words)
        if number == 1:
            area = tr("建筑面积 {area}", area=demand.area) if demand.area else ""
            letter.person(page, _PERSON, demand.unit, demand.owner, area, parts.long_day(demand.day))

    sheet.draw(press, furniture)


def _opening(demand: Demand) -> list[str]:
    facts = tr(
        "截至今天，您名下 {unit} 有 {n} 笔费用已过缴费期限，合计 {total} 元，明细见下表。",
        unit=demand.unit, n=len(demand.lines), total=demand.total,
    )  # fmt: skip
    day = demand.pay_before.isoformat()
    if demand.step == 1:
        return [
            facts,
            tr(
                "请在 {day} 前缴清。如果近日已经缴纳，请忽略本单；如果对金额有疑问、或一时有困难，"
                "请到前台说明，我们一起核对、商定缴费的日子。",
                day=day,
            ),
        ]
    return [
        facts,
        tr(
            "这是第二次书面催缴。按《中华人民共和国民法典》第九百四十四条，业主应当按照约定支付物业费；"
            "经催告后在合理期限内仍不支付的，物业服务人可以提起诉讼或者申请仲裁。"
        ),
        tr(
            "请在 {day} 前缴清，或在这一天前到前台说明情况、商定分期。逾期未缴也未说明的，我们将依照物业服务合同"
            "委托律师处理。",
            day=day,
        ),
    ]


def _columns(paper: Paper) -> list[Column]:
    fixed = (24.0, 28.0, 24.0, 28.0, 24.0)
    period, due, days, amount, late = fixed
    return [
        Column(tr("收费项目"), paper.room - sum(fixed)),
        Column(tr("账期"), period, align="center"),
        Column(tr("缴费期限"), due, align="center", wrap=False),
        Column(tr("逾期（天）"), days, align="right", wrap=False),
        Column(tr("欠缴（元）"), amount, align="right", wrap=False),
        Column(tr("违约金"), late, align="right", wrap=False),
    ]


def _row(line: DemandLine) -> Row:
    late = str(line.late_fee) if line.late_fee else "—"
    days = f"{line.overdue_days:,}"
    return Row((line.item, line.period, line.due_on.isoformat(), days, str(line.amount), late))


def _place_earlier(sheet: letter.Letter, earlier: Sequence[str]) -> None:
    if not earlier:
        return
    sheet.flow.skip(2)
    sheet.section(tr("此前的通知"), rows=1)
    for text in earlier:
        sheet.paragraph(text, size=BODY_SIZE, indent=False, after=0.0)


def _draw_tear_off(page: Page, demand: Demand, y: float) -> None:
    """Who took it, as what, when; and what is written where nobody takes it: a signature breaks the limitation."""
    paper = page.paper
    cut_line(page, y, tr("回执 · 沿此线撕下"))
    first, second, third = y + 8.2, y + 16.4, y + 24.6
    said = fit(
        tr(" {title} {number}，合计 ¥{total}", title=title_of(demand.step), number=demand.number,
           total=demand.total),
        paper.room - 64 - letter.width_of(demand.unit, face=BOLD),
    )  # fmt: skip
    page.pieces(
        paper.left, first,
        [(tr("已收到 "), REGULAR, said.size), (demand.unit, BOLD, said.size), (said.lines[0], REGULAR, said.size)],
    )  # fmt: skip
    parts.signature_before(page, paper.right, first, tr("签收人"), 34)
    x = paper.left
    for who in (tr("业主本人"), tr("成年家属"), tr("租客"), tr("拒收")):
        x = parts.tick_box(page, x, second, who)
    parts.signature_before(page, paper.right, second, tr("签收日期"), 34)
    x = paper.left
    for way in (tr("上门"), tr("门贴"), tr("前台领取")):
        x = parts.tick_box(page, x, third, way)
    witness = parts.signature_before(page, paper.right, third, tr("见证人（拒收时）"), 34)
    parts.signature_before(page, witness - 4, third, tr("送达人"), 30)


def _fault(demand: Demand) -> str:
    if demand.adds_up:
        return ""
    return tr("催缴单 {number} 的合计和明细对不上，没有打印", number=demand.number)


def sample() -> Demand:
    """A second demand with every part filled."""
    rows = [("物业服务费", 25536, 268), ("生活垃圾处理费", 600, None), ("车位管理费", 8000, 84)]
    lines = tuple(
        DemandLine(item, f"2026-{month:02d}", date(2026, month, 30), (10 - month) * 30 + 22, Money(amount),
                   Money(late) if late else None)
        for month in (6, 9)
        for item, amount, late in rows
    )  # fmt: skip
    return Demand(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="CJ-202611-3-0007", day=date(2026, 11, 21),
        building="3栋", unit="3-1-1202", owner="张硕", area="89.60㎡", step=2, pay_before=date(2026, 12, 6),
        lines=lines, total=Money(68976),
        earlier=(
            "2026-10-08 缴费通知单 NT-202610-3-0118，2026-10-09 门贴送达",
            "2026-11-02 催缴单（第一次）CJ-202611-3-0001，2026-11-03 上门送达，张敏签收",
        ),
        payment_ways=(
            "前台，每天 08:30–20:00，现金、微信、支付宝、刷卡。",
            "转账：翠湖花园物业服务有限公司，城中支行 1202 0212 0990 0012 345，请注明房号。",
        ),
        phone="0571-8800 1234", address="翠湖路 18 号 3 栋底层",
        late_fee_terms="逾期每日万分之五，单利，不超过本金",
    )  # fmt: skip


DEMAND: Form[Demand] = Form(
    key="demand",
    title="催缴单",
    document=Demand,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda demand: demand.number,
    day=lambda demand: demand.day,
    fault=_fault,
    bookmark=lambda demand: (demand.building, demand.unit),
    labels={
        "office": "物业名称", "unit": "房号", "owner": "业主姓名", "item": "收费项目", "earlier": "此前的通知",
        "payment_ways": "缴费方式", "phone": "电话", "late_fee_terms": "违约金说明", "number": "编号",
        "building": "楼栋", "estate": "小区名称", "area": "面积", "period": "账期", "address": "地址",
    },
)  # fmt: skip
