"""突发事件报告 on A4: the facts, then the course in the order of time, signed (D1)."""

from __future__ import annotations

from datetime import date, datetime

from frontdesk.areas.archives.documents.emergencies import EmergencyFile, EmergencyLine, EmergencyReport
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_HEADING, _FACTS, _FIRST_TOP, _LATER_TOP = 17.4, 28.0, 31.5, 25.0
_LABEL, _AT, _ENTRY, _WHO, _BY = 26.0, 28.0, 20.0, 30.0, 18.0
_NO, _KIND, _SORT = 12.0, 26.0, 16.0


def compose(press: Press, report: EmergencyReport, paper: Paper, copy: str) -> None:
    """Draw it on as many pages as its course takes."""
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=paper.height - paper.bottom - 14)
    facts = Table(
        (Column(tr("事项"), _LABEL, wrap=False), Column(tr("内容"), paper.room - _LABEL)),
        style="ruled",
        row_height=7.0,
    )
    flow.table(facts, facts.measure([Row(cells) for cells in _facts(report)]), paper.left)
    flow.skip(4.0)
    flow.put(6.6, lambda page, y: page.text(paper.left, y + 4.4, tr("经过"), face=BOLD), keep=20.0)
    rest = paper.room - _AT - _ENTRY - _WHO - _BY
    course = Table(
        (
            Column(tr("时间"), _AT, wrap=False),
            Column(tr("事项"), _ENTRY, wrap=False),
            Column(tr("报告给、谁办"), _WHO),
            Column(tr("内容"), rest),
            Column(tr("记录人"), _BY),
        ),
        style="ruled",
        row_height=7.0,
    )
    flow.table(course, course.measure([_row(line) for line in report.lines]), paper.left)
    if report.files:
        flow.skip(4.0)
        title = tr("照片和文件（{n} 份）", n=len(report.files))
        flow.put(6.6, lambda page, y: page.text(paper.left, y + 4.4, title, face=BOLD), keep=20.0)
        kept = Table(
            (
                Column(tr("序号"), _NO, align="center", wrap=False),
                Column(tr("名称"), paper.room - _NO - _KIND - _SORT - _AT - _BY),
                Column(tr("种类"), _KIND),
                Column(tr("格式"), _SORT, wrap=False),
                Column(tr("归档"), _AT, wrap=False),
                Column(tr("经办"), _BY),
            ),
            style="ruled",
            row_height=7.0,
        )
        flow.table(kept, kept.measure([_file(n, each) for n, each in enumerate(report.files, 1)]), paper.left)
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        _furniture(page, report, paper, number, len(flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _facts(report: EmergencyReport) -> tuple[tuple[str, str], ...]:
    units = "、".join(report.units) if report.units else "—"
    return (
        (tr("种类"), tr("{kind}，{state}", kind=tr(report.kind), state=tr(report.state))),
        (tr("地点"), report.place),
        (tr("发生时间"), parts.minute(report.happened_at)),
        (tr("得知时间"), parts.minute(report.known_at)),
        (tr("谁报来的"), report.reporter or "—"),
        (tr("涉及房屋"), units),
        (tr("情况"), report.words),
    )


def _row(line: EmergencyLine) -> Row:
    until = tr("（{day} 前）", day=line.until.isoformat()) if line.until is not None else ""
    return Row((parts.minute(line.at), tr(line.entry), line.who, f"{line.words}{until}", line.by))


def _file(number: int, file: EmergencyFile) -> Row:
    return Row((str(number), file.name, tr(file.kind), file.sort, parts.minute(file.at), file.by))


def _furniture(page: Page, report: EmergencyReport, paper: Paper, number: int, of: int) -> None:
    parts.heading(
        page, _HEADING, tr("突发事件报告"), left=paper.left, right=paper.right, office=report.office,
        number=report.number, bold_number=False,
    )  # fmt: skip
    parts.under_heading(page, _HEADING + 4.6, [parts.page_of(number, of)], paper.left)
    if number == 1:
        page.text(paper.left, _FACTS, report.estate)
    if number == of:
        y = paper.height - paper.bottom - 7.5
        parts.signature(page, paper.left, y, tr("报告人"), length=36)
        parts.signature(page, paper.left + paper.room * 0.45, y, tr("负责人"), length=36)
    parts.foot(page, tr("打印时间 {at}　{by}", at=parts.minute(report.made_at), by=report.made_by), "")


def sample() -> EmergencyReport:
    """People held in a lift, told on and followed up."""

    def at(hour: int, minute: int) -> datetime:
        return datetime(2026, 11, 20, hour, minute)  # noqa: DTZ001

    lines = (
        EmergencyLine(at(18, 42), "报告", "电梯维保", "要求 30 分钟内到场", None, "何倩"),
        EmergencyLine(at(18, 44), "报告", "119 消防", "", None, "何倩"),
        EmergencyLine(at(18, 50), "处置", "", "工程部到机房断电，对讲安抚，轿厢内两人情绪稳定，没有受伤", None, "郑凯"),
        EmergencyLine(at(19, 6), "处置", "", "维保人员盘车放人，两人自行离开", None, "何倩"),
        EmergencyLine(at(19, 20), "报告", "公司领导", "周敏电话报告经过", None, "周敏"),
        EmergencyLine(at(19, 40), "伤亡损失", "", "没有人员受伤；轿门皮带损坏", None, "周敏"),
        EmergencyLine(at(19, 45), "跟进", "郑凯", "维保单位出具检测报告，合格后恢复运行", date(2026, 11, 23), "周敏"),
    )  # fmt: skip
    files = (
        EmergencyFile("轿厢停在 9 层和 10 层之间", "照片", "JPG", at(18, 52), "何倩"),
        EmergencyFile("维保单位到场记录", "其他", "PDF", at(19, 50), "何倩"),
    )
    return EmergencyReport(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="TF-2026-003", kind="停电困人", state="处理中",
        place="3 栋 1 单元电梯", happened_at=at(18, 40), known_at=at(18, 41), reporter="3-1-1202 张硕",
        words="3 栋 1 单元停电，电梯停在 9 层和 10 层之间，轿厢内两人被困。", units=("3-1-0901", "3-1-1202"), lines=lines,
        made_at=at(20, 5), made_by="周敏", files=files,
    )  # fmt: skip


EMERGENCY: Form[EmergencyReport] = Form(
    key="emergency",
    title="突发事件报告",
    document=EmergencyReport,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda report: report.number,
    day=lambda report: report.happened_at.date(),
    fault=no_fault,
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "kind": "种类", "state": "状态", "place": "地点",
        "reporter": "谁报来的", "words": "情况", "units": "涉及房屋", "entry": "事项", "who": "报告给、谁办", "by": "记录人",
        "made_by": "打印人", "name": "名称", "sort": "格式",
    },
)  # fmt: skip
