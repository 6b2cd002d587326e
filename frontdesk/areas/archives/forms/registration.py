"""流动人口登记表, 境外人员登记表 on A4 lying, by unit; says in red letters' place where numbers stand in full (D1.2, D1.9)."""

from __future__ import annotations

from datetime import date, datetime

from frontdesk.areas.archives.documents.registration import ResidentLine, ResidentList
from frontdesk.areas.archives.forms.correspondence import LYING
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_HEADING, _FACTS, _FIRST_TOP, _LATER_TOP = 17.4, 28.0, 31.0, 25.0
_SIZE = 8.5
_COLUMNS = (
    ("序", 8.0), ("房号", 18.5), ("姓名", 21.0), ("性别", 9.5), ("国籍或户籍地", 24.0), ("证件", 18.0),
    ("证件号码", 33.5), ("电话", 22.5), ("身份", 14.5), ("事由", 11.0), ("登记编号", 26.0), ("登记起止", 22.5),
    ("登记机关", 22.0),
)  # fmt: skip


def compose(press: Press, listed: ResidentList, paper: Paper, copy: str) -> None:
    """Draw it on as many pages as it takes."""
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=paper.height - paper.bottom - 12)
    rest = paper.room - sum(width for _, width in _COLUMNS)
    table = Table(
        (
            *(Column(tr(head), width, align="right" if head == "序" else "left") for head, width in _COLUMNS),
            Column(tr("情况"), rest),
        ),
        style="ruled",
        row_height=7.4,
        size=_SIZE,
        pad=1.0,
    )
    rows = [_row(number, line) for number, line in enumerate(listed.lines, 1)]
    flow.table(table, table.measure(rows), paper.left)
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        _furniture(page, listed, paper, number, len(flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _row(number: int, line: ResidentLine) -> Row:
    span = tr("{first} 至{last}", first=_day(line.starts_on), last=_day(line.ends_on)) if line.ends_on else ""
    told = [tr(line.state)]
    if line.visa_ends_on is not None:
        told.append(tr("签证至 {day}", day=_day(line.visa_ends_on)))
    return Row(
        (
            str(number), line.unit, line.name, tr(line.sex) if line.sex else "", line.origin,
            tr(line.id_kind) if line.id_kind else "", line.id_number, line.phone, tr(line.role) if line.role else "",
            tr(line.purpose) if line.purpose else "", line.number, span, line.station, "；".join(told),
        )
    )  # fmt: skip


def _day(on: date | None) -> str:
    return on.isoformat() if on is not None else ""


def _furniture(page: Page, listed: ResidentList, paper: Paper, number: int, of: int) -> None:
    parts.heading(
        page, _HEADING, tr(listed.title), left=paper.left, right=paper.right, office=listed.office,
        number=listed.on.isoformat(), bold_number=False,
    )  # fmt: skip
    parts.under_heading(page, _HEADING + 4.6, [parts.page_of(number, of)], paper.left)
    if listed.reason:
        words = tr("含个人信息原文，仅供“{reason}”使用", reason=listed.reason)
        parts.boxed(page, paper.right, _HEADING + 5.0, words, size=8.5)
    if number == 1:
        page.text(paper.left, _FACTS, listed.estate)
        page.text(paper.right, _FACTS, tr("共 {n} 人", n=len(listed.lines)), align="right")
    if number == of:
        y = paper.height - paper.bottom - 6.5
        parts.signature(page, paper.left, y, tr("填表人"), length=36)
        parts.signature(page, paper.left + paper.room * 0.3, y, tr("物业服务中心（章）"), length=36)
        parts.signature(page, paper.left + paper.room * 0.66, y, tr("接收人"), length=36)
    told = "" if listed.reason else tr("证件号码和电话隐去中间数字")
    parts.foot(page, tr("制表时间 {at}　{by}", at=parts.minute(listed.made_at), by=listed.made_by), told)


def sample() -> ResidentList:
    """The sample estate's residents from elsewhere, masked."""
    lines = (
        ResidentLine(
            "3-1-1202", "何倩", "女", "安徽省六安市", "居民身份证", "342401********0026", "138****5678", "租客", "务工",
            date(2025, 11, 5), "ZZ3301062025118812", date(2025, 11, 6), date(2026, 11, 5), "翠湖派出所", None, "已过期",
        ),
        ResidentLine(
            "3-2-0501", "KIM MINSU", "", "韩国", "护照", "M1******45", "139****0021", "租客", "经商", date(2026, 3, 1),
            "", date(2026, 3, 2), date(2027, 2, 28), "翠湖派出所出入境窗口", date(2027, 3, 31), "有效",
        ),
        ResidentLine(
            "2-2-0703", "孙立", "男", "", "居民身份证", "511322********3417", "137****8890", "家庭成员", "", None, "", None,
            None, "", None, "待登记",
        ),
    )  # fmt: skip
    return ResidentList(
        office="翠湖花园物业服务中心", estate="翠湖花园", title="流动人口和境外人员登记表", on=date(2026, 11, 21), lines=lines,
        reason="", made_at=datetime(2026, 11, 21, 17, 20), made_by="周敏",  # noqa: DTZ001
    )  # fmt: skip


RESIDENT_LIST: Form[ResidentList] = Form(
    key="resident_list",
    title="人口登记表",
    document=ResidentList,
    sizes=(LYING,),
    compose=compose,
    sample=sample,
    number=lambda listed: listed.on.isoformat(),
    day=lambda listed: listed.on,
    fault=no_fault,
    labels={
        "office": "物业名称", "estate": "小区名称", "unit": "房号", "name": "姓名", "origin": "国籍或户籍地",
        "id_number": "证件号码", "phone": "电话", "number": "登记编号", "station": "登记机关", "purpose": "事由",
        "reason": "原因", "made_by": "制表人",
    },
)  # fmt: skip
