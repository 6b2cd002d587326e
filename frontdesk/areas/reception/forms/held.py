"""交接班记录 and 代收物品签收表 on A4 (D2.4, D2.8)."""

from __future__ import annotations

from datetime import date, datetime

from frontdesk.areas.reception.documents.held import HeldLine, HeldList, NoteTicket, ShiftRecord, WaitingLine
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_BLANK_LINES = 3
_SIGN_ROW = 9.0


def compose_record(press: Press, record: ShiftRecord, paper: Paper, copy: str) -> None:
    """The points with a place to tick each, what waits, and both signatures."""
    sheet = s.new_sheet(paper)
    s.facts(
        sheet,
        [
            (tr("班次"), record.shift or tr("未写")),
            (tr("日期"), parts.long_day(record.day)),
            (tr("记录人"), record.clerk),
            (tr("记录时间"), parts.minute(record.at)),
        ],
    )
    s.bold_line(sheet, tr("会议事项") if record.kind == "晨会" else tr("要交给下一班的事"))
    number, done = 10.0, 26.0
    table = Table(
        (
            Column(tr("序"), number, align="right"),
            Column(tr("事项"), paper.room - number - done),
            Column(tr("办结（签名）"), done),
        ),
        style="ruled",
        row_height=_SIGN_ROW,
        size=10.0,
    )
    rows = [Row((str(at), point, "")) for at, point in enumerate(record.points, 1)]
    # Room for what the next one adds by hand.
    rows += [Row((str(len(record.points) + at + 1), "", "")) for at in range(_BLANK_LINES)]
    sheet.flow.table(table, table.measure(rows), paper.left)
    sheet.flow.skip(4.0)
    if record.tickets:
        s.bold_line(sheet, tr("要留意的报事"))
        heads = ((tr("编号"), 34.0), (tr("地点"), 26.0), (tr("内容"), 62.0), (tr("为什么"), 32.0))
        s.ruled(
            sheet,
            heads,
            [(t.number, t.place, t.what, t.why, t.handler) for t in record.tickets],
            last=tr("谁在办"),
        )
        if record.more_tickets:
            told = tr("另有 {n} 件，见报事列表。", n=record.more_tickets)
            sheet.paragraph(told, size=9.0, indent=False, after=1.0)
    if record.waiting:
        s.bold_line(sheet, tr("交班时前台在办的"))
        widths = ((tr("项目"), 52.0), (tr("数量"), 30.0))
        s.ruled(sheet, widths, [(w.what, w.count, w.words) for w in record.waiting], last=tr("说明"))
    labels = (
        [tr("主持人签字"), tr("记录人签字")]
        if record.kind == "晨会"
        else [tr("交班人签字"), tr("接班人签字")]
    )
    s.sign_rows(sheet, [*labels, tr("接班时间") if record.kind != "晨会" else tr("日期")], each=3)
    title = tr("晨会记录") if record.kind == "晨会" else tr("交接班记录")
    s.finish(press, sheet, record, title, copy)


def compose_list(press: Press, held: HeldList, paper: Paper, copy: str) -> None:
    """A row for each thing with room to sign; a row is never cut (T20)."""
    sheet = s.new_sheet(paper)
    told = tr("共 {n} 笔 {pieces} 件，领取时本人签名并写日期。", n=len(held.lines), pieces=held.pieces)
    sheet.paragraph(told, size=9.5, indent=False, after=1.0)
    widths = (24.0, 22.0, 16.0, 34.0, 20.0, 11.0, 17.0)
    names = ("房号", "收件人", "种类", "编号", "承运", "件数", "收到")
    columns = [
        Column(tr(name), width, align="right" if name == "件数" else "left")
        for name, width in zip(names, widths, strict=True)
    ]
    columns.append(Column(tr("签名、日期"), paper.room - sum(widths)))
    table = Table(tuple(columns), style="ruled", row_height=_SIGN_ROW)
    rows = [
        Row(
            (
                line.unit, line.taker, tr(line.kind), f"{line.number}\n{line.shelf}" if line.shelf else line.number,
                line.carrier, str(line.pieces), f"{line.received_on:%m-%d}", "",
            )
        )
        for line in held.lines
    ]  # fmt: skip
    sheet.flow.table(table, table.measure(rows), paper.left)
    sheet.flow.skip(3.0)
    s.finish(press, sheet, held, tr("代收物品签收表"), copy)


def _record_fault(record: ShiftRecord) -> str:
    return "" if record.points else tr("{number} 没有内容，没有打印", number=record.number)


def _list_fault(held: HeldList) -> str:
    if sum(line.pieces for line in held.lines) == held.pieces:
        return ""
    return tr("代收物品签收表 {number} 的合计和明细对不上，没有打印", number=held.number)


def sample_record() -> ShiftRecord:
    """The night shift's note to the morning."""
    return ShiftRecord(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="JB-20261121-001", day=date(2026, 11, 21), kind="交接班",
        shift="夜班", at=datetime(2026, 11, 21, 7, 58),  # noqa: DTZ001
        points=(
            "3栋 2 单元电梯已修复，等维保单位来人签字，签字单在前台第一个抽屉。",
            "快递 6 件在后柜，其中 3-1-1202 的一件是生鲜，一早先打电话。",
            "5栋今天 09:00–12:00 停水，更换二次供水阀门；业主来问，请说高层预计 12:30 恢复，已经贴了通知。",
            "2-2-0301 装修工人 22:10 仍在施工，已劝停并记违规，请装修巡查跟进。",
        ),
        waiting=(
            WaitingLine("代收快递", "6 件", "其中 2 件逾期未领"),
            WaitingLine("信件、文件", "3 件", ""),
            WaitingLine("在内访客", "1 人", "隔天未离 1 人"),
            WaitingLine("失物待认领", "2 件", ""),
            WaitingLine("借出的钥匙", "4 把", "其中 1 把逾期"),
        ),
        clerk="周敏",
        tickets=(
            NoteTicket("BS-20261120-011", "5-2-0604", "卫生间顶部漏水，楼上不在家", "超 2:40", "工程部 谢涛"),
            NoteTicket("TS-20261120-002", "3-1-1202", "夜间装修噪声，要求答复", "重大", "客服 何倩"),
            NoteTicket("BS-20261117-004", "2-1-0803", "入户门闭门器等配件", "延后到今天", "工程部 谢涛"),
        ),
    )  # fmt: skip


def sample_list() -> HeldList:
    """What waits on a Saturday morning."""
    rows = (
        ("2-1-0803", "陈婷", "快递", "KD-20261117-004", "中通", 1, "A-2"),
        ("3-1-1202", "张硕", "快递", "KD-20261121-002", "顺丰", 2, "后柜 1"),
        ("3-1-1202", "曾姝", "挂号信", "XJ-20261120-001", "邮政", 1, "信格 3"),
        ("4-1-1501", "孙悦", "快递", "KD-20261121-003", "京东", 1, "B-1"),
        ("5-2-0604", "欧阳修文、司马相如（代收人）", "文件资料", "XJ-20261119-002", "供电公司翠湖营业厅", 1, "信格 5"),
    )  # fmt: skip
    lines = tuple(
        HeldLine(unit, taker, kind, number, carrier, pieces, shelf, date(2026, 11, int(number[9:11])))
        for unit, taker, kind, number, carrier, pieces, shelf in rows
    )
    return HeldList(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="QS-20261121-001", day=date(2026, 11, 21),
        lines=lines, pieces=sum(line.pieces for line in lines), clerk="何倩",
    )  # fmt: skip


_LABELS = {**s.LABELS, "points": "事项", "shift": "班次", "taker": "收件人", "carrier": "承运", "shelf": "存放处",
           "kind": "种类", "count": "数量"}  # fmt: skip

SHIFT_RECORD: Form[ShiftRecord] = Form(
    key="shift_record",
    title="交接班记录",
    document=ShiftRecord,
    sizes=(A4,),
    compose=compose_record,
    sample=sample_record,
    number=lambda record: record.number,
    day=lambda record: record.day,
    fault=_record_fault,
    labels=_LABELS,
)
HELD_LIST: Form[HeldList] = Form(
    key="held_list",
    title="代收物品签收表",
    document=HeldList,
    sizes=(A4,),
    compose=compose_list,
    sample=sample_list,
    number=lambda held: held.number,
    day=lambda held: held.day,
    fault=_list_fault,
    labels=_LABELS,
)
