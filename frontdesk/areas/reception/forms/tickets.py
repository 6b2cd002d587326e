"""派工单 and 有偿服务单 on A5, 投诉处理单 and 回访表 on A4."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from frontdesk.areas.reception.documents.tickets import (
    CallbackLine,
    CallbackSheet,
    ComplaintSheet,
    CourseLine,
    PaidLine,
    PaidService,
    WorkOrder,
)
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, A5, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_SUM_ROW = 8.4


def compose_order(press: Press, order: WorkOrder, paper: Paper, copy: str) -> None:
    """What the worker takes along, writes on and brings back; its bars find the ticket again."""
    sheet = s.new_sheet(paper, first_top=25.4)
    limits = "　".join(
        word
        for word in (
            tr("{at} 前到场", at=s.until(order.arrive_by)) if order.arrive_by else "",
            tr("{at} 前完成", at=s.until(order.finish_by)) if order.finish_by else "",
        )
        if word
    )
    photos = (tr("存档照片 {n} 张，可到前台看", n=order.photos),) if order.photos else ()
    sent = f"{parts.minute(order.dispatched_at)}　{order.dispatched_by}"
    if order.round_no > 1:
        sent = tr("{sent}　第 {n} 次派单", sent=sent, n=order.round_no)
    s.facts(
        sheet,
        [
            *s.ticket_pairs(order.ticket),
            (tr("派给"), "　".join(word for word in (order.department, order.worker) if word)),
            (tr("派单"), sent),
        ],
        [
            *s.ticket_wide(order.ticket),
            (tr("时限"), limits),
            (tr("派单交代"), order.words),
            (tr("提示"), "；".join((*order.hints, *photos))),
        ],
    )
    s.blanks(sheet, [(tr("到场时间"), tr("完成时间")), (tr("处理情况"),), (tr("用料"),)], height=7.6)
    words = [tr("维修人签字"), tr("住户签字"), tr("□ 满意　□ 一般　□ 不满意"), tr("日期")]
    s.bars_block(sheet, order.ticket.number, words)
    s.finish(press, sheet, order, tr("派工单"), copy)


def _price(price: Decimal) -> str:
    """With two places like the amounts beside it, or with all it has."""
    return f"{price:.2f}" if price == round(price, 2) else f"{price:f}"


def compose_paid(press: Press, paid: PaidService, paper: Paper, copy: str) -> None:
    """Lines with quantity and price, the sum in capitals, who agrees."""
    sheet = s.new_sheet(paper, first_top=25.4)
    ticket = paid.ticket
    s.facts(
        sheet,
        [
            (tr("地点"), ticket.place),
            (tr("住户"), "　".join(word for word in (ticket.caller, ticket.phone) if word)),
            (tr("报事单"), ticket.number),
            (tr("服务人员"), paid.worker),
        ],
        [(tr("服务内容"), ticket.what), (tr("备注"), paid.remark)],
    )
    widths = (16.0, 20.0, 18.0, 26.0, 30.0)
    table = Table(
        (
            Column(tr("类别"), widths[0]),
            Column(tr("品名或工时"), paper.room - sum(widths)),
            Column(tr("数量"), widths[1], align="right", wrap=False),
            Column(tr("单位"), widths[2]),
            Column(tr("单价（元）"), widths[3], align="right", wrap=False),
            Column(tr("金额（元）"), widths[4], align="right", wrap=False, bold=True),
        ),
        style="ruled",
        row_height=6.8,
    )
    rows = [
        Row((line.sort, line.words, f"{line.quantity:f}", line.measure, _price(line.price), str(line.amount)))
        for line in paid.lines
    ]
    sheet.flow.table(table, table.measure(rows), paper.left)

    def sums(page: Page, y: float) -> None:
        page.rect(paper.left, y, table.width, _SUM_ROW, 0.35)
        parts.sum_row(page, table, paper.left, y, paid.total, _SUM_ROW)

    sheet.flow.put(_SUM_ROW, sums, keep=30.0)
    sheet.flow.skip(2.4)
    sheet.paragraph(
        tr("住户签字表示同意以上项目和价格，服务已经完成。凭此单到前台缴费，前台开收款收据；上门人员不收现金。"),
        size=8.5, indent=False, after=0.6,
    )  # fmt: skip
    s.bars_block(sheet, paid.number, [tr("住户签字"), tr("服务人员签字"), tr("前台签字"), tr("日期")])
    s.finish(press, sheet, paid, tr("有偿服务单"), copy)


def compose_complaint(press: Press, complaint: ComplaintSheet, paper: Paper, copy: str) -> None:
    """The complaint, its course, then room for opinion, result and signatures."""
    sheet = s.new_sheet(paper)
    returned = tr("{n} 次", n=complaint.returned) if complaint.returned else ""
    s.facts(
        sheet,
        [
            *s.ticket_pairs(complaint.ticket),
            (tr("状态"), complaint.state),
            (tr("经办"), complaint.handler),
            (tr("处理时限"), s.until(complaint.finish_by)),
            (tr("退回重办"), returned),
        ],
        [
            *s.ticket_wide(complaint.ticket),
            (tr("照片"), tr("存档照片 {n} 张", n=complaint.photos) if complaint.photos else ""),
        ],
    )
    sheet.section(tr("经过"))
    if complaint.course:
        s.ruled(
            sheet,
            [(tr("时间"), 32.0), (tr("步骤"), 22.0), (tr("说明"), 100.0)],
            [(parts.minute(x.at), x.step, x.words, x.by) for x in complaint.course],
            last=tr("经手"),
        )
    else:
        sheet.paragraph(tr("还没有处理记录。"), indent=False, size=9.0)
    told = [(tr("回访满意度"), complaint.satisfaction), (tr("结案意见"), complaint.closing)]
    if any(words for _label, words in told):
        s.facts(sheet, [], told)
    sheet.section(tr("处理意见"))
    s.blanks(sheet, [(tr("原因分析"),), (tr("处理意见"),), (tr("处理结果"),), (tr("客户意见"),)], height=17.0)
    s.sign_rows(sheet, [tr("客户签字"), tr("处理人签字"), tr("部门负责人签字"), tr("项目负责人签字")])
    s.bars_block(sheet, complaint.ticket.number, [tr("日期")])
    s.finish(press, sheet, complaint, tr("投诉处理单"), copy)


def compose_callbacks(press: Press, sheet_of: CallbackSheet, paper: Paper, copy: str) -> None:
    """A table to call by: who, what was done, then what was heard."""
    sheet = s.new_sheet(paper, first_top=25.4)
    sheet.paragraph(
        tr("共 {n} 户。满意度：5 很满意，4 满意，3 一般，2 不满意，1 很不满意。不满意的退回重办。", n=len(sheet_of.lines)),
        size=9.0, indent=False, after=1.0,
    )  # fmt: skip
    heads = (
        (tr("序"), 8.0), (tr("房号、来人"), 33.0), (tr("报事"), 50.0), (tr("经办"), 19.0), (tr("联系上"), 13.0),
        (tr("满意度"), 15.0),
    )  # fmt: skip
    table = Table(
        (*(Column(name, width, align="right" if at == 0 else "left") for at, (name, width) in enumerate(heads)),
         Column(tr("住户说的"), paper.room - sum(width for _name, width in heads))),
        style="ruled", row_height=15.0,
    )  # fmt: skip
    rows = []
    for no, line in enumerate(sheet_of.lines, 1):
        who = "\n".join(word for word in (line.place, line.caller, line.phone) if word)
        what = f"{line.number}　{line.kind}\n{line.what}"
        done = "\n".join(
            word for word in (line.worker, f"{line.done_on:%m-%d}" if line.done_on else "") if word
        )
        said = "　".join(word for word in (line.words, line.by) if word)
        rows.append(Row((str(no), who, what, done, line.result, line.satisfaction or "5 4 3 2 1", said)))
    sheet.flow.table(table, table.measure(rows), paper.left)
    sheet.flow.skip(3.0)
    s.sign_rows(sheet, [tr("回访人签字"), tr("日期")])
    s.finish(press, sheet, sheet_of, tr("回访表"), copy)


def _paid_fault(paid: PaidService) -> str:
    if not paid.lines:
        return tr("{number} 没有收费项目，没有打印", number=paid.number)
    if not paid.adds_up:
        return tr("{number} 的各行和合计对不上，没有打印", number=paid.number)
    return ""


def _callback_fault(sheet_of: CallbackSheet) -> str:
    return "" if sheet_of.lines else tr("没有要回访的报事，没有打印")


_HEAD = {
    "office": "翠湖花园物业服务中心", "estate": "翠湖花园", "office_phone": "0571-8800 1234", "day": s.SAMPLE_DAY,
}  # fmt: skip


def order_sample() -> WorkOrder:
    """A floor drain that came back."""
    return WorkOrder(
        number="BS-20261121-007", ticket=s.SAMPLE_TICKET, department="工程部", worker="老赵",
        dispatched_at=datetime(2026, 11, 21, 9, 5), dispatched_by="林晓",  # noqa: DTZ001
        arrive_by=datetime(2026, 11, 21, 9, 35), finish_by=datetime(2026, 11, 22, 9, 5),  # noqa: DTZ001
        words="先关总阀，看楼下 1102 有没有渗", hints=("家里有老人，行动不便", "装修保修期内"), photos=2, round_no=1, clerk="林晓",
        **_HEAD,  # type: ignore[arg-type]
    )  # fmt: skip


def paid_sample() -> PaidService:
    """A tap changed for money."""
    lines = (
        PaidLine("材料", "三角阀（DN15 铜）", Decimal(2), "只", Decimal("28.00"), Money(5600)),
        PaidLine("材料", "不锈钢编织软管 40 cm", Decimal(1), "根", Decimal("18.50"), Money(1850)),
        PaidLine("人工", "更换安装", Decimal("0.5"), "小时", Decimal("60.00"), Money(3000)),
    )
    return PaidService(
        number="YC-20261121-002",
        ticket=replace(s.SAMPLE_TICKET, phone="138****2208", what="厨房水槽三角阀漏水，换两只。"), worker="老赵", lines=lines,
        total=Money(10450), remark="旧件住户留下", clerk="林晓", **_HEAD,  # type: ignore[arg-type]
    )  # fmt: skip


def complaint_sample() -> ComplaintSheet:
    """Noise by night, not yet settled."""
    ticket = replace(
        s.SAMPLE_TICKET, number="TS-20261120-003", kind="投诉", phone="138****2208", about="噪声 · 装修施工",
        what="楼上 1302 晚上十点还在敲墙，已经连着三天，家里有高考的孩子。", wished="今晚起不要再有",
        received_at=datetime(2026, 11, 20, 22, 10),  # noqa: DTZ001
    )  # fmt: skip
    at = datetime(2026, 11, 20, 22, 15)  # noqa: DTZ001
    return ComplaintSheet(
        number="TS-20261120-003", ticket=ticket, state="处理中", handler="秩序部　谢安平",
        finish_by=datetime(2026, 11, 23, 18, 0),  # noqa: DTZ001
        course=(
            CourseLine(at, "派单", "秩序部　谢安平", "林晓"),
            CourseLine(at.replace(minute=40), "到场", "当场停工，工人两名，登记了证件", "谢安平"),
            CourseLine(datetime(2026, 11, 21, 9, 30), "记一笔", "约 1302 业主今天下午到前台谈", "林晓"),  # noqa: DTZ001
        ),
        returned=0, satisfaction="", closing="", photos=1, clerk="林晓", **_HEAD,  # type: ignore[arg-type]
    )  # fmt: skip


def callbacks_sample() -> CallbackSheet:
    """Three to call."""
    day = date(2026, 11, 20)
    return CallbackSheet(
        number="HF-20261121",
        lines=(
            CallbackLine("BS-20261119-004", "报修", "3-1-1202", "张硕", "138****2208", "卫生间地漏返水", day, "老赵", s.SAMPLE_DAY),
            CallbackLine("TS-20261118-001", "投诉", "2-2-0301", "李静", "139****4410", "电梯异响，两次反映", day, "工程部", s.SAMPLE_DAY),
            CallbackLine("BS-20261119-009", "报修", "1 栋 2 单元 大堂", "巡查", "", "感应门关不严", day, "小周", s.SAMPLE_DAY,
                         "联系上", "5 很满意", "很快就好了", "林晓"),
        ),
        clerk="林晓", **_HEAD,  # type: ignore[arg-type]
    )  # fmt: skip


ORDER: Form[WorkOrder] = Form(
    key="work_order",
    title="派工单",
    document=WorkOrder,
    sizes=(A5, A4),
    compose=compose_order,
    sample=order_sample,
    number=lambda order: order.number,
    day=lambda order: order.day,
    fault=no_fault,
    bookmark=lambda order: (order.ticket.place, order.number),
    labels=s.LABELS,
)

PAID: Form[PaidService] = Form(
    key="paid_service",
    title="有偿服务单",
    document=PaidService,
    sizes=(A5, A4),
    compose=compose_paid,
    sample=paid_sample,
    number=lambda paid: paid.number,
    day=lambda paid: paid.day,
    fault=_paid_fault,
    bookmark=lambda paid: (paid.ticket.place, paid.number),
    labels=s.LABELS,
)

COMPLAINT: Form[ComplaintSheet] = Form(
    key="complaint_sheet",
    title="投诉处理单",
    document=ComplaintSheet,
    sizes=(A4,),
    compose=compose_complaint,
    sample=complaint_sample,
    number=lambda complaint: complaint.number,
    day=lambda complaint: complaint.day,
    fault=no_fault,
    bookmark=lambda complaint: (complaint.ticket.place, complaint.number),
    labels=s.LABELS,
)

CALLBACKS: Form[CallbackSheet] = Form(
    key="callback_sheet",
    title="回访表",
    document=CallbackSheet,
    sizes=(A4,),
    compose=compose_callbacks,
    sample=callbacks_sample,
    number=lambda sheet_of: sheet_of.number,
    day=lambda sheet_of: sheet_of.day,
    fault=_callback_fault,
    labels=s.LABELS,
)
