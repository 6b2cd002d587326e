"""律师函, a draft (M8.3): facts, sums by item, the articles it rests on, until when to pay. A lawyer signs or changes it."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.fees.documents import LawyerLetter, LetterSum
from frontdesk.areas.fees.forms import letter
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import qr
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, HEAD_LINE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_TO = 33.0
_SUM = 7.0
_QR_SIDE = 15.0
_SIGNED = 26.0


def compose(press: Press, draft: LawyerLetter, paper: Paper, copy: str) -> None:
    """Draw the draft; every page says that it is one."""
    sheet = letter.Letter(paper, paper.height - paper.bottom - 6, first_top=_TO + 12)
    sheet.paragraph(
        tr(
            "受{office}委托，就您（单位）名下{estate} {unit} 欠缴物业费用一事，郑重致函如下：",
            office=draft.office, estate=draft.estate, unit=draft.unit,
        )
    )  # fmt: skip
    sheet.section(tr("一、欠缴的费用"))
    table = sheet.table(_columns(paper), [_row(line) for line in draft.sums])
    sheet.flow.put(
        _SUM, lambda page, y: parts.sum_row(page, table, paper.left, y, draft.total, _SUM)
    )  # fmt: skip
    sheet.flow.skip(1.5)
    facts = tr(
        "以上费用最早的一笔应在 {due} 前缴纳，算到 {day} 共 {total} 元",
        due=draft.oldest_due_on.isoformat(), day=draft.day.isoformat(), total=draft.total,
    )  # fmt: skip
    if draft.late_fee:
        facts += tr("，其中违约金 {late} 元", late=draft.late_fee)
    sheet.paragraph(tr("{facts}，至今没有缴清。", facts=facts))
    sheet.section(tr("二、此前的催告"), rows=1)
    for text in draft.earlier or (tr("此前的催告没有记录，请律师核对。"),):
        sheet.paragraph(text, indent=False, after=0.0)
    sheet.flow.skip(1.6)
    sheet.section(tr("三、依据"), rows=1)
    sheet.paragraph(
        tr(
            "《中华人民共和国民法典》第五百七十七条、第五百七十九条：一方没有按约定付款的，应当承担违约责任，对方可以请求支付。"
            "第九百四十四条：业主应当按照约定向物业服务人支付物业费；物业服务人已经按照约定和有关规定提供服务的，"
            "业主不得以未接受或者无需接受相关物业服务为由拒绝支付；经催告后在合理期限内仍不支付的，物业服务人可以提起诉讼或者申请仲裁。"
        )
    )
    sheet.section(tr("四、要求"), rows=1)
    sheet.paragraph(
        tr(
            "请在收到本函之日起 {days} 日内缴清上述费用，或在这段时间内与我们联系、提出书面的缴费安排。"
            "逾期没有缴纳也没有联系的，委托人将依法提起诉讼或者申请仲裁，由此发生的费用请一并考虑。",
            days=draft.days_to_pay,
        )
    )
    sheet.flow.put(_SIGNED + _QR_SIDE, lambda page, y: _draw_signed(page, draft, y))

    def furniture(page: Page, number: int, of: int) -> None:
        letter.head(page, tr("律师函"), draft.office, draft.number, (number, of))
        words = tr("草稿 · 经律师审核、签字、盖章后才能发出")
        parts.boxed(page, paper.right, letter.HEADING + 6.2, words)
        if draft.reprint:
            mark = draft.reprint
            words = parts.reprint_words(mark.count, mark.by, mark.at)
            parts.boxed(page, paper.right, letter.HEADING + 11.6, words)
        if number == 1:
            page.pieces(
                paper.left, _TO, [(tr("致："), REGULAR, letter.NAME_SIZE),
                                  (letter.addressed(draft.owner) or tr("{unit} 业主", unit=draft.unit), BOLD,
                                   letter.NAME_SIZE)],
            )  # fmt: skip
            home = tr("{estate} {unit}", estate=draft.estate, unit=draft.unit)
            area = tr("，建筑面积 {area}", area=draft.area) if draft.area else ""
            page.text(paper.left, _TO + 6.4, tr("房屋：{home}{area}", home=home, area=area))

    sheet.draw(press, furniture)


def _columns(paper: Paper) -> list[Column]:
    fixed = (42.0, 20.0, 32.0, 30.0)
    periods, count, amount, late = fixed
    return [
        Column(tr("收费项目"), paper.room - sum(fixed)),
        Column(tr("账期"), periods, align="center", wrap=False),
        Column(tr("笔数"), count, align="right", wrap=False),
        Column(tr("欠缴（元）"), amount, align="right", wrap=False),
        Column(tr("违约金"), late, align="right", wrap=False),
    ]


def _row(line: LetterSum) -> Row:
    periods = line.first_period
    if line.last_period != line.first_period:
        periods = tr("{first} 至 {last}", first=line.first_period, last=line.last_period)
    late = str(line.late_fee) if line.late_fee else "—"
    return Row((line.item, periods, f"{line.charges:,}", str(line.amount), late))


def _draw_signed(page: Page, draft: LawyerLetter, y: float) -> None:
    paper = page.paper
    page.qr(paper.left, y + 4, _QR_SIDE, qr(draft.number))
    line = paper.right - 60
    for number, (label, words) in enumerate((
        (tr("律师事务所（盖章）"), draft.firm),
        (tr("律师（签字）"), draft.lawyer),
        (tr("日期"), ""),
    )):  # fmt: skip
        base = y + 9 + number * 9.5
        page.text(line - 2, base, label, align="right")
        page.text(line + 1, base, words)
        page.line(line, base + 1.2, paper.right, base + 1.2, HEAD_LINE)
    if draft.phone:
        words = tr("联系：{office}，{phone}", office=draft.office, phone=draft.phone)
        parts.block(page, paper.left, y + _SIGNED + 13, words, 90.0)


def _fault(draft: LawyerLetter) -> str:
    if draft.adds_up:
        return ""
    return tr("律师函 {number} 的合计和明细对不上，没有打印", number=draft.number)


def sample() -> LawyerLetter:
    """A draft with every part filled."""
    return LawyerLetter(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="LS-202611-3-0002", day=date(2026, 11, 21),
        building="3栋", unit="3-1-1704", owner="李静", area="127.35㎡",
        sums=(
            LetterSum("物业服务费", "2025-06", "2026-10", 17, Money(471954), Money(36021)),
            LetterSum("车位管理费", "2025-06", "2026-10", 17, Money(136000)),
        ),
        total=Money(643975), days_to_pay=15, oldest_due_on=date(2025, 6, 30),
        earlier=(
            "2026-08-03 缴费通知单 NT-202608-3-0131，2026-08-04 门贴送达",
            "2026-08-20 催缴单（第一次）CJ-202608-3-0004，2026-08-21 上门送达",
            "2026-09-20 催缴单（第二次）CJ-202609-3-0002，2026-09-21 上门送达，李静签收",
        ),
        firm="浙江某某律师事务所", lawyer="", phone="0571-8800 1234", address="翠湖路 18 号 3 栋底层",
    )  # fmt: skip


LAWYER_LETTER: Form[LawyerLetter] = Form(
    key="lawyer_letter",
    title="律师函（草稿）",
    document=LawyerLetter,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda draft: draft.number,
    day=lambda draft: draft.day,
    fault=_fault,
    bookmark=lambda draft: (draft.building, draft.unit),
    labels={
        "office": "物业名称", "unit": "房号", "owner": "业主姓名", "item": "收费项目", "earlier": "此前的催告",
        "phone": "电话", "number": "编号", "building": "楼栋", "estate": "小区名称", "firm": "律师事务所",
        "lawyer": "律师", "area": "面积", "address": "地址",
    },
)  # fmt: skip
