"""活动签到表 and 活动总结 on A4 (D2.7)."""

from __future__ import annotations

import base64
from datetime import date
from io import BytesIO

from frontdesk.areas.fees.forms.letter import Letter
from frontdesk.areas.reception.documents.agency import (
    AccountLine,
    EventSummary,
    GuestLine,
    SignInSheet,
    SummaryPhoto,
)
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing.flow import Draw
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, SMALL_SIZE, Paper
from frontdesk.base.printing.pictures import Picture, read_picture
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.printing.wrap import Fitted, fit
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr

_SIGN_ROW = 9.0
_BLANK_LINES = 16
_ACROSS = 3
_GAP = 4.0
_HIGH = 42.0
_CAPTION = 3.8


def compose_sign_in(press: Press, sign_in: SignInSheet, paper: Paper, copy: str) -> None:
    """A row for each who signed up with room to sign, then empty rows; a row is never cut (T20)."""
    sheet = s.new_sheet(paper)
    s.facts(
        sheet,
        [
            (tr("活动"), sign_in.title),
            (tr("时间"), f"{sign_in.day} {sign_in.hours}"),
            (tr("地点"), sign_in.place),
            (tr("负责人"), sign_in.responsible),
            (tr("报名"), tr("{n} 笔，共 {people} 人", n=len(sign_in.guests), people=sign_in.people)),
        ],
    )
    names = (
        ("序", 10.0),
        ("房号", 26.0),
        ("姓名", 30.0),
        ("电话", 30.0),
        ("报名人数", 18.0),
        ("实到人数", 18.0),
    )
    figures = ("序", "报名人数", "实到人数")
    columns = [Column(tr(name), width, align="right" if name in figures else "left") for name, width in names]
    columns.append(Column(tr("签名"), paper.room - sum(width for _name, width in names)))
    table = Table(tuple(columns), style="ruled", row_height=_SIGN_ROW)
    rows = [
        Row((str(at), guest.unit, _told(guest), guest.phone, str(guest.people), "", ""))
        for at, guest in enumerate(sign_in.guests, 1)
    ]
    after = len(rows)
    rows += [Row((str(after + at + 1), "", "", "", "", "", "")) for at in range(_BLANK_LINES)]
    sheet.flow.table(table, table.measure(rows), paper.left)
    sheet.flow.skip(3.0)
    s.finish(press, sheet, sign_in, tr("活动签到表"), copy)


def _told(guest: GuestLine) -> str:
    return f"{guest.name}\n{guest.words}" if guest.words else guest.name


def compose_summary(press: Press, summary: EventSummary, paper: Paper, copy: str) -> None:
    """Facts, who came, the money line by line, the evaluation, the photographs three in a row, who signs."""
    sheet = s.new_sheet(paper)
    v = summary
    s.facts(
        sheet,
        [
            (tr("活动"), v.title),
            (tr("负责人"), v.responsible),
            (tr("时间"), f"{v.day} {v.hours}"),
            (tr("地点"), v.place),
            (tr("报名"), tr("{n} 人", n=v.signed)),
            (tr("到场"), tr("{n} 人，{homes} 户", n=v.came, homes=v.homes)),
            (tr("评分"), tr("{score} 分（满分 5 分）", score=v.score)),
            (tr("人均支出"), tr("¥{amount}", amount=v.spent.prorate(1, v.came)) if v.came else ""),
        ],
        [(tr("内容"), v.plan)],
    )
    s.bold_line(sheet, tr("预算和支出（元）"))
    if v.lines:
        _accounts(sheet, v, paper)
    else:
        sheet.paragraph(tr("没有预算，也没有支出。"), indent=False)
    s.bold_line(sheet, tr("评价和改进"))
    for part in v.evaluation.splitlines():
        if part.strip():
            sheet.paragraph(part.strip(), size=10.0)
    sheet.flow.skip(2.0)
    if v.photos:
        s.bold_line(sheet, tr("活动照片"))
        _photos(sheet, v.photos, paper)
    s.sign_rows(sheet, [tr("活动负责人"), tr("主管审核"), tr("日期")], each=3)
    s.finish(press, sheet, summary, tr("活动总结"), copy)


def _accounts(sheet: Letter, summary: EventSummary, paper: Paper) -> None:
    wide = 34.0
    columns = (
        Column(tr("项目"), paper.room - 3 * wide),
        Column(tr("预算"), wide, align="right", wrap=False),
        Column(tr("支出"), wide, align="right", wrap=False),
        Column(tr("结余（超支为负）"), wide, align="right", wrap=False),
    )
    rows = [
        Row((line.what, str(line.budget), str(line.spent), str(line.budget - line.spent)))
        for line in summary.lines
    ]
    left = summary.budget - summary.spent
    rows.append(Row((tr("合计"), str(summary.budget), str(summary.spent), str(left)), bold=True))
    table = Table(columns, style="ruled", row_height=6.8)
    sheet.flow.table(table, table.measure(rows), paper.left)
    sheet.flow.skip(3.0)


def _photos(sheet: Letter, photos: tuple[SummaryPhoto, ...], paper: Paper) -> None:
    wide = (paper.room - (_ACROSS - 1) * _GAP) / _ACROSS
    for at in range(0, len(photos), _ACROSS):
        row = [
            (read_picture(photo.jpeg), fit(photo.words, wide, size=SMALL_SIZE))
            for photo in photos[at : at + _ACROSS]
        ]
        lines = max(len(words.lines) for _picture, words in row)
        sheet.flow.put(_HIGH + 2.2 + _CAPTION * lines, _drawn(row, paper, wide))


def _drawn(row: list[tuple[Picture, Fitted]], paper: Paper, wide: float) -> Draw:
    def draw(page: Page, y: float) -> None:
        for place, (picture, words) in enumerate(row):
            x = paper.left + place * (wide + _GAP)
            page.picture(x, y, wide, _HIGH, picture)
            page.rect(x, y, wide, _HIGH, 0.2)
            for at, line in enumerate(words.lines):
                page.text(
                    x + wide / 2, y + _HIGH + _CAPTION * (at + 1), line, size=words.size, align="center"
                )

    return draw


def _summary_fault(summary: EventSummary) -> str:
    if (
        total(line.budget for line in summary.lines) == summary.budget
        and total(line.spent for line in summary.lines) == summary.spent
    ):
        return ""
    return tr("活动总结 {number} 的合计和明细对不上，没有打印", number=summary.number)


def sample_sign_in() -> SignInSheet:
    """Those who signed up for the midwinter dumplings."""
    rows = (
        ("3-1-1202", "张硕", "138****2208", 3, ""),
        ("2-1-0803", "陈婷", "139****0866", 2, "带一位老人"),
        ("5-2-0604", "欧阳修文", "", 1, ""),
        ("", "社区工作站 李站长", "0571-8***", 1, ""),
    )
    guests = tuple(GuestLine(*row) for row in rows)
    return SignInSheet(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="HD-2026-007", day=date(2026, 12, 21), title="冬至包饺子",
        hours="14:00–16:30", place="3栋架空层", responsible="何倩", guests=guests,
        people=sum(guest.people for guest in guests), clerk="林晓",
    )  # fmt: skip


def sample_summary() -> EventSummary:
    """How the Double Ninth's tea went."""
    lines = (
        AccountLine("茶点水果", Money.yuan("600"), Money.yuan("572.50")),
        AccountLine("义诊药箱、血压计", Money.yuan("300"), Money.yuan("318")),
        AccountLine("横幅、签到本", Money.yuan("120"), Money.yuan("96")),
        AccountLine("计划外", Money(0), Money.yuan("45")),
    )
    return EventSummary(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="HD-2026-005", day=date(2026, 10, 18), title="重阳敬老茶话会",
        hours="09:00–11:00", place="会所一楼", responsible="何倩", plan="请 65 岁以上的老人喝茶、量血压，现场登记要上门照看的。",
        signed=46, came=41, homes=33, lines=lines, budget=total(line.budget for line in lines),
        spent=total(line.spent for line in lines),
        evaluation="到场比报名少 5 人，都是当天身体不适。血压计不够，排队久了些。\n下次提前一天打电话确认，血压计多借两台；茶点可以少两成。",
        score=4, photos=tuple(SummaryPhoto(sample_photo(at), words) for at, words in enumerate(("签到", "量血压", "合影", "茶点"))),
        clerk="林晓",
    )  # fmt: skip


def sample_photo(at: int) -> str:
    """A drawn stand-in for a photograph, in grey, as base64 text."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (480, 360), 205 - 12 * at)
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((0, 240, 480, 360), fill=150)
    for one in range(5 + at):
        x = 40 + one * (400 // (5 + at))
        drawing.ellipse((x, 130, x + 44, 174), fill=90 + 9 * one)
        drawing.rectangle((x - 6, 174, x + 50, 270), fill=70 + 13 * one)
    made = BytesIO()
    picture.save(made, "JPEG", quality=80)
    return base64.b64encode(made.getvalue()).decode("ascii")


_LABELS = {**s.LABELS, "guests": "名单", "unit": "房号", "name": "姓名", "hours": "时间", "responsible": "负责人",
           "plan": "内容", "evaluation": "评价", "lines": "预算和支出", "photos": "照片"}  # fmt: skip

SIGN_IN: Form[SignInSheet] = Form(
    key="event_sign_in",
    title="活动签到表",
    document=SignInSheet,
    sizes=(A4,),
    compose=compose_sign_in,
    sample=sample_sign_in,
    number=lambda sign_in: sign_in.number,
    day=lambda sign_in: sign_in.day,
    fault=no_fault,
    labels=_LABELS,
)
EVENT_SUMMARY: Form[EventSummary] = Form(
    key="event_summary",
    title="活动总结",
    document=EventSummary,
    sizes=(A4,),
    compose=compose_summary,
    sample=sample_summary,
    number=lambda summary: summary.number,
    day=lambda summary: summary.day,
    fault=_summary_fault,
    labels=_LABELS,
)
