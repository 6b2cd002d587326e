"""入住通知书 and its 送达表 on A4 (D1.4, F4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from frontdesk.areas.fees.forms.letter import Letter, addressed
from frontdesk.areas.handover.documents.handing import DeliveryLine, DueLine, MoveInDelivery, MoveInNotice
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, MM, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.printing.wrap import fit
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

LABELS = {
    **s.LABELS,
    "building": "楼栋", "owner": "业主", "unit": "房号", "batch": "批次", "bring": "带什么", "item": "收费项目",
    "papers": "文件", "hours": "时间", "appointment": "预约", "dues_words": "费用说明", "fees_words": "费用说明",
}  # fmt: skip
_TEXT = 10.5


def compose_notice(press: Press, notice: MoveInNotice, paper: Paper, copy: str) -> None:
    """A letter: when and where, what to bring, what is to be paid, what will be signed; a slip to tear off."""
    sheet = s.new_sheet(paper)
    _address(sheet, notice)
    sheet.paragraph(
        tr("您购买的{estate} {unit} 已具备交付条件，请按下面的时间和地点办理收楼手续。", estate=notice.estate, unit=notice.unit)
    )  # fmt: skip
    s.facts(
        sheet,
        [],
        [
            (
                tr("办理时间"),
                f"{parts.long_day(notice.first)} {tr('至')} {parts.long_day(notice.last)}　{notice.hours}",
            ),
            (tr("办理地点"), notice.place),
            (tr("已约时间"), notice.appointment),
            (tr("建筑面积"), notice.area),
        ],
        size=_TEXT,
    )
    if notice.bring:
        sheet.section(tr("请带上"))
        for number, line in enumerate(notice.bring, 1):
            sheet.paragraph(f"{number}. {line}", indent=False, after=0.6)
        sheet.flow.skip(1.4)
    _dues(sheet, notice)
    if notice.papers:
        sheet.section(tr("现场签署、领取的文件"))
        sheet.paragraph("、".join(notice.papers) + tr("。"), indent=False)
    sheet.section(tr("办理顺序"))
    steps = tr("核对身份 → 签署文件 → 核对费用 → 抄水电表 → 领钥匙 → 验房 → 签收楼验收单")
    sheet.paragraph(steps, indent=False)
    phone = (
        tr("预约或改时间请致电 {phone}。", phone=notice.phone)
        if notice.phone
        else tr("预约或改时间请到前台。")
    )
    sheet.paragraph(
        phone + tr("本人不能来的，请写好委托书，由代理人带双方证件办理。"), indent=False, after=3.0
    )
    office, day = notice.office, parts.long_day(notice.day)

    def seal(page: Page, y: float) -> None:
        name = fit(office, 80.0, size=11.0, lines=2)
        parts.lines(page, paper.right - 80.0, y + 6.0, name.lines, size=name.size)
        page.text(paper.right - 80.0, y + 16.0, tr("（盖章）　{day}", day=day))

    sheet.flow.put(20.0, seal)
    _tear_off(sheet, notice)
    s.finish(press, sheet, notice, tr("入住通知书"), copy)


def _address(sheet: Letter, notice: MoveInNotice) -> None:
    left, room = sheet.paper.left, sheet.paper.room
    shown = fit(f"{notice.unit}　{addressed(notice.owner)}：", room, size=12.0, face=BOLD, lines=2)
    step = shown.size * 1.4 / MM

    def draw(page: Page, y: float) -> None:
        parts.lines(page, left, y + step * 0.72, shown.lines, size=shown.size, face=BOLD, leading=1.4)

    sheet.flow.put(step * len(shown.lines) + 1.6, draw)


def _dues(sheet: Letter, notice: MoveInNotice) -> None:
    if not (notice.dues or notice.dues_words or notice.fees_words):
        return
    sheet.section(tr("费用"))
    if notice.dues:
        table = Table(
            (
                Column(tr("收费项目"), sheet.paper.room - 92.0),
                Column(tr("账期"), 28.0, align="center"),
                Column(tr("缴费期限"), 30.0, align="center", wrap=False),
                Column(tr("金额（元）"), 34.0, align="right", wrap=False),
            ),
            style="ruled",
            row_height=6.8,
        )
        rows = [Row((d.item, d.period, d.due_on.isoformat(), str(d.amount))) for d in notice.dues]
        rows.append(Row((tr("合计"), "", "", str(notice.total)), True))
        sheet.flow.table(table, table.measure(rows), sheet.paper.left)
        sheet.flow.skip(1.0)
        told = tr("合计人民币（大写）{words}", words=capitals(notice.total))
        sheet.paragraph(told, size=9.5, indent=False, face=BOLD)
    for words in (notice.dues_words, notice.fees_words):
        if words:
            sheet.paragraph(words, indent=False)


def _tear_off(sheet: Letter, notice: MoveInNotice) -> None:
    """回执: signed when the notice is brought, and kept."""
    paper = sheet.paper

    def draw(page: Page, y: float) -> None:
        for n in range(int(paper.room // 3)):
            page.line(paper.left + 3.0 * n, y + 4.0, paper.left + 3.0 * n + 1.6, y + 4.0, 0.2)
        told = tr("回执：{unit} 收到入住通知书 {number}", unit=notice.unit, number=notice.number)
        page.text(paper.left, y + 11.0, told)
        parts.signature(page, paper.left, y + 20.0, tr("签收人"), right=paper.left + paper.room * 0.45)
        parts.signature(page, paper.left + paper.room * 0.55, y + 20.0, tr("日期"), right=paper.right)

    sheet.flow.put(24.0, draw)


def compose_delivery(press: Press, delivery: MoveInDelivery, paper: Paper, copy: str) -> None:
    """A row for each home with room to sign; each building begins with its name (T20)."""
    sheet = s.new_sheet(paper)
    told = tr(
        "{batch}，共 {n} 份。由签收人本人签名，没有送到的写明原因。", batch=delivery.batch, n=delivery.count
    )
    sheet.paragraph(told, size=9.5, indent=False, after=1.0)
    order, unit, owner, number, taken, day = 10.0, 26.0, 38.0, 42.0, 36.0, 0.0
    day = paper.room - order - unit - owner - number - taken
    for building, lines in zip(delivery.buildings, delivery.lines, strict=True):
        s.bold_line(sheet, tr("{building}　{n} 份", building=building, n=len(lines)))
        table = Table(
            (
                Column(tr("序"), order, align="right", wrap=False),
                Column(tr("房号"), unit, wrap=False, bold=True),
                Column(tr("业主"), owner),
                Column(tr("编号"), number, wrap=False),
                Column(tr("签收人"), taken),
                Column(tr("日期"), day),
            ),
            style="ruled",
            row_height=8.6,
            size=9.0,
        )
        rows = [
            Row((str(at), line.unit, line.owner, line.number, "", "")) for at, line in enumerate(lines, 1)
        ]
        sheet.flow.table(table, table.measure(rows), paper.left)
        sheet.flow.skip(3.0)
    s.sign_rows(sheet, [tr("送达人"), tr("复核"), tr("日期")], each=3)
    s.finish(press, sheet, delivery, tr("入住通知书送达表"), copy)


def notice_sample() -> MoveInNotice:
    """One home of a batch that owes two things."""
    dues = (
        DueLine("物业服务费", "2026-12", date(2026, 12, 31), Money.yuan("255.36")),
        DueLine("装修垃圾清运费", "一次", date(2026, 12, 31), Money.yuan("896.00")),
    )
    return MoveInNotice(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="RZ-20261121-0007", day=date(2026, 11, 21),
        building="5栋", unit="5-1-0302", owner="沈砚、陆瑶", area="89.60㎡", batch="5栋第一批", first=date(2026, 11, 23),
        last=date(2026, 12, 6), hours="每天 09:00–12:00、13:30–17:00", place="会所一层多功能厅",
        appointment="2026-11-24 09:30–10:00", bring=(
            "业主身份证原件和复印件（共有人都要到场，或带委托书）", "商品房买卖合同、购房发票", "银行卡（开通代扣）",
        ),
        dues=dues, total=Money.yuan("1151.36"), dues_words="水、电各预存 200 元，多退少补。",
        fees_words="物业服务费从 2026 年 12 月 16 日起算。",
        papers=("业主临时管理规约", "前期物业服务协议", "防火责任书", "装修须知", "住宅质量保证书", "住宅使用说明书"),
        phone="0571-8800 1234", clerk="何倩",
    )  # fmt: skip


def delivery_sample() -> MoveInDelivery:
    """Two buildings."""
    names = ("沈砚、陆瑶", "高翔", "杭州云栖商业管理有限公司", "丁可")

    def lines(building: int, count: int, first: int = 1) -> tuple[DeliveryLine, ...]:
        return tuple(
            DeliveryLine(
                f"{building}-1-{1 + n // 4:02d}0{1 + n % 4}", names[n % 4], f"RZ-20261121-{n + 1:04d}"
            )
            for n in range(count)
        )

    return MoveInDelivery(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="RS-20261121-001", day=date(2026, 11, 21),
        batch="5栋、6栋第一批", buildings=("5栋", "6栋"), lines=(lines(5, 9), lines(6, 5, 10)), clerk="何倩",
    )  # fmt: skip


def _marks(notice: MoveInNotice) -> tuple[str, ...]:
    return (notice.building, notice.unit)


def _fault(notice: MoveInNotice) -> str:
    return tr("入住通知书的合计对不上，没有打印") if notice.wrong() else ""


NOTICE: Form[MoveInNotice] = Form(
    key="move_in_notice",
    title="入住通知书",
    document=MoveInNotice,
    sizes=(A4,),
    compose=compose_notice,
    sample=notice_sample,
    number=lambda notice: notice.number,
    day=lambda notice: notice.day,
    fault=_fault,
    bookmark=_marks,
    labels=LABELS,
)
DELIVERY: Form[Any] = Form(
    key="move_in_delivery",
    title="入住通知书送达表",
    document=MoveInDelivery,
    sizes=(A4,),
    compose=compose_delivery,
    sample=delivery_sample,
    number=lambda delivery: delivery.number,
    day=lambda delivery: delivery.day,
    fault=no_fault,
    labels=LABELS,
)
