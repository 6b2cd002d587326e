"""本人信息 on A4: who asked, then part by part what is held, what there is none of, and the person's rights (D1.9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow, PersonalData
from frontdesk.areas.archives.documents.resident_changes import ReprintMark
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.printing.wrap import wrap
from frontdesk.base.values.text import tr

_HEADING, _FIRST_TOP, _LATER_TOP, _FOOT = 17.4, 27.0, 25.0, 20.0
_LABEL, _DAY, _WHAT = 26.0, 22.0, 44.0
_SIZE, _LINE = 9.0, 4.6


def compose(press: Press, data: PersonalData, paper: Paper, copy: str) -> None:
    """Draw it on as many pages as there is."""
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=paper.height - paper.bottom - _FOOT)
    facts = Table(
        (Column(tr("事项"), _LABEL, wrap=False), Column(tr("内容"), paper.room - _LABEL)),
        style="ruled",
        row_height=7.0,
    )
    flow.table(facts, facts.measure([Row(cells) for cells in _facts(data)]), paper.left)
    flow.skip(3.0)
    rows = Table(
        (
            Column(tr("日期"), _DAY, wrap=False),
            Column(tr("事项"), _WHAT),
            Column(tr("内容"), paper.room - _DAY - _WHAT),
        ),
        style="ruled",
        row_height=6.2,
        size=_SIZE,
        pad=1.2,
    )
    # Facts of the person have no day: their column would stand empty.
    plain = replace(rows, columns=(Column(tr("事项"), _DAY + _WHAT), rows.columns[2]))
    for part in data.parts:
        if part.rows:
            _part(flow, rows if any(row.on for row in part.rows) else plain, part, paper)
    _rest(flow, data, paper)
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        _furniture(page, data, paper, number, len(flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _facts(data: PersonalData) -> tuple[tuple[str, str], ...]:
    asker = tr(data.asker) + (f" {data.asked_by}" if data.asked_by else "")
    numbers = (
        tr("原文，用于：{reason}", reason=data.reason) if data.reason else tr("证件号和电话隐去中间数字")
    )
    return (
        (tr("是谁的信息"), data.person),
        (tr("谁来要"), asker),
        (tr("怎样核对身份"), data.checked),
        (tr("哪天要的"), data.asked_on.isoformat()),
        (tr("号码"), numbers),
    )


def _part(flow: Flow, table: Table, part: HeldPart, paper: Paper) -> None:
    title = tr("{title}（{n} 条）", title=part.title, n=len(part.rows))
    flow.skip(1.5)
    flow.put(6.4, lambda page, y: page.text(paper.left, y + 4.4, title, face=BOLD), keep=20.0)
    dated = len(table.columns) == 3
    rows = [
        Row((row.on.isoformat() if row.on else "", row.what, row.words) if dated else (row.what, row.words))
        for row in part.rows
    ]
    flow.table(table, table.measure(rows), paper.left)


def _rest(flow: Flow, data: PersonalData, paper: Paper) -> None:
    """What there is nothing of, and what the person may ask for next (art. 44 to 47)."""
    none = "、".join(part.title for part in data.parts if not part.rows)
    texts = [tr("以下各类没有记录：{titles}。", titles=none)] if none else []
    texts.append(
        tr(
            "以上是本物业服务中心保存的您的个人信息。里面别人的证件号和电话已隐去。您可以要求更正、补充，撤回同意，法律、行政法规"
            "规定的保存期限满后要求删除（个人信息保护法第四十四条至第四十七条）。"
        )
    )
    flow.skip(3.0)
    for text in texts:
        for line in wrap(text, paper.room, size=_SIZE):
            flow.put(
                _LINE,
                lambda page, y, line=line: page.text(paper.left, y + 3.4, line, size=_SIZE),  # type: ignore[misc]
            )
        flow.skip(1.0)


def _furniture(page: Page, data: PersonalData, paper: Paper, number: int, of: int) -> None:
    parts.heading(
        page, _HEADING, tr("本人信息"), left=paper.left, right=paper.right, office=data.office,
        number=data.number, bold_number=False,
    )  # fmt: skip
    if data.reprint is not None:
        mark = data.reprint
        parts.boxed(page, paper.right, _HEADING + 5.4, parts.reprint_words(mark.count, mark.by, mark.at))
    elif data.reason:
        parts.boxed(page, paper.right, _HEADING + 5.4, tr("含证件号和电话原文，请妥善保管"), size=8.5)
    parts.under_heading(page, _HEADING + 4.6, [parts.page_of(number, of)], paper.left)
    if number == of:
        y = paper.height - paper.bottom - 8.0
        parts.signature(page, paper.left, y, tr("物业服务中心（章）"), length=34)
        parts.signature(page, paper.left + paper.room * 0.42, y, tr("收到的人"), length=30)
        parts.signature(page, paper.left + paper.room * 0.74, y, tr("日期"), right=paper.right)
    parts.foot(page, tr("制作时间 {at}　{by}", at=parts.minute(data.made_at), by=data.made_by), data.estate)


def sample() -> PersonalData:
    """A tenant who asked, numbers masked, printed again."""

    def row(on: date | None, what: str, words: str) -> HeldRow:
        return HeldRow(on, what, words)

    held = (
        HeldPart(
            "基本信息",
            (
                row(None, "姓名", "何倩"), row(None, "居民身份证", "342401********0026"),
                row(None, "电话", "138****5678"), row(None, "建档", "2025-11-05"),
            ),
        ),
        HeldPart("身份和房屋", (row(date(2025, 11, 5), "3-1-1202", "租客，2025-11-05 至 2027-11-04"),)),
        HeldPart(
            "人口登记",
            (row(date(2025, 11, 6), "登记", "3-1-1202，ZZ3301062025118812，有效到 2026-11-05，翠湖派出所"),),
        ),
        HeldPart("同意", (row(date(2026, 3, 2), "门禁人脸", "签字纸质，2026-09-01 撤回"),)),
        HeldPart(
            "谁看过证件号和电话", (row(date(2026, 5, 18), "看（住户）", "周敏，办理业务核对身份"),)
        ),
        HeldPart("应收", ()),
        HeldPart(
            "收据",
            (row(date(2025, 11, 5), "SJ-0000312", "3-1-1202，20.00 元，林晓"),),
        ),
        HeldPart("钥匙", (row(date(2025, 11, 5), "移交，3-1-1202，K-000213", "何倩，2 把，YS-2025-0087"),)),
        HeldPart(
            "报事",
            (
                row(
                    date(2026, 8, 14), "BS-20260814-003",
                    "报修，3-1-1202，何倩，138****5678，厨房水槽下面的软管渗水，地柜底板已经泡胀，希望下班以后上门",
                ),
            ),
        ),
        HeldPart("访客", (row(date(2026, 10, 2), "有人来访", "3-1-1202，2 人，找 何倩，探亲"),)),
        HeldPart("装修", ()),
        HeldPart("租售委托和看房", ()),
    )  # fmt: skip
    return PersonalData(
        number="GR-2026-001", office="翠湖花园物业服务中心", estate="翠湖花园", person="何倩",
        asked_on=date(2026, 11, 21), asker="本人", asked_by="", checked="核对身份证原件", reason="", parts=held,
        made_at=datetime(2026, 11, 21, 10, 12), made_by="周敏",  # noqa: DTZ001
        reprint=ReprintMark(1, "何倩", datetime(2026, 11, 22, 9, 5)),  # noqa: DTZ001
    )  # fmt: skip


PERSONAL_DATA: Form[PersonalData] = Form(
    key="personal_data",
    title="本人信息",
    document=PersonalData,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda data: data.number,
    day=lambda data: data.asked_on,
    fault=no_fault,
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "person": "是谁的信息", "asker": "谁来要",
        "asked_by": "谁来要", "checked": "怎样核对身份", "reason": "原因", "title": "类别", "what": "事项", "words": "内容",
        "made_by": "制作人", "by": "补打人",
    },
)  # fmt: skip
