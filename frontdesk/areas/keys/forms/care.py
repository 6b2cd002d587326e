"""钥匙托管协议: the owner puts keys into the office's care, with who may have them and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from frontdesk.areas.keys.documents import CareAgreement, ConsentLine, KeyLine, Party
from frontdesk.areas.keys.forms import common
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Draw, Flow
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, MM, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.printing.wrap import wrap
from frontdesk.base.values.text import tr

_HEADING = 17.4
_SIZE = 10.5
_STEP = _SIZE * 1.55 / MM
_SIGN = 44.0


def compose(press: Press, care: CareAgreement, paper: Paper, copy: str) -> None:
    """Draw one copy."""
    flow = Flow(first_top=28.0, top=26.0, bottom=paper.height - paper.bottom - 5)
    owner = replace(care.owner, kind="").words
    _paragraph(flow, paper, tr("甲方（业主）：{owner}，{unit}", owner=owner, unit=care.unit), indent=False)
    _paragraph(flow, paper, tr("乙方（物业）：{office}", office=care.office), indent=False, after=2.5)
    until = (
        tr("自 {day} 起，至 {end} 止", day=parts.long_day(care.day), end=parts.long_day(care.until))
        if care.until is not None
        else tr("自 {day} 起，至甲方取回时止", day=parts.long_day(care.day))
    )
    words = tr("甲方把下列钥匙交乙方保管，{until}。", until=until)
    _paragraph(flow, paper, words + _authority(care.authority), after=2.0)
    table = Table(common.key_columns(paper, last=tr("备注")), style="ruled", row_height=7.0)
    flow.table(table, table.measure(common.key_rows(care.lines)), paper.left)
    flow.put(
        7.0, lambda page, y: page.text(paper.right, y + 4.8, common.sum_words(care.lines), align="right")
    )
    _section(flow, paper, tr("一、谁可以用这些钥匙"))
    if care.consents:
        _consents(flow, paper, care.consents)
    else:
        _paragraph(flow, paper, tr("甲方没有登记可以借用的人，除甲方本人外不外借。"))
    _section(flow, paper, tr("二、双方约定"))
    for number, term in enumerate(care.terms, 1):
        _paragraph(flow, paper, f"{number}. {term}", after=0.6)
    flow.put(_SIGN, lambda page, y: _draw_end(page, y, care))
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        common.heading(page, _HEADING, tr("钥匙托管协议"), care.office, care.number, care.reprint)
        parts.under_heading(page, _HEADING + 4.6, [copy, parts.page_of(number, len(flow.pages))], paper.left)
        for y, draw in blocks:
            draw(page, y)
        parts.foot(page, tr("经办 {name}", name=care.clerk), care.estate)


def _authority(authority: str) -> str:
    return tr("委托凭据：{authority}。", authority=authority.rstrip("。")) if authority else ""


def _paragraph(flow: Flow, paper: Paper, text: str, *, indent: bool = True, after: float = 1.2) -> None:
    for line in wrap(("\u3000\u3000" if indent else "") + text, paper.room, size=_SIZE):
        flow.put(_STEP, _line(paper, line))
    flow.skip(after)


def _line(paper: Paper, text: str) -> Draw:
    return lambda page, y: page.text(paper.left, y + _STEP * 0.72, text, size=_SIZE)


def _section(flow: Flow, paper: Paper, name: str) -> None:
    flow.skip(1.5)
    flow.put(7.0, lambda page, y: page.text(paper.left, y + 4.8, name, size=_SIZE, face=BOLD), keep=14.0)


def _consents(flow: Flow, paper: Paper, consents: tuple[ConsentLine, ...]) -> None:
    may, name, until = 20.0, 56.0, 34.0
    columns = (
        Column(tr("是否可借"), may, wrap=False, bold=True),
        Column(tr("姓名或单位"), name),
        Column(tr("到哪天"), until, wrap=False),
        Column(tr("说明"), paper.room - may - name - until),
    )
    table = Table(columns, style="ruled", row_height=7.0)
    rows = [
        Row((tr("可以借") if line.allow else tr("不可以借"), line.name, line.until, line.words))
        for line in consents
    ]
    flow.table(table, table.measure(rows), paper.left)
    flow.skip(1.5)


def _draw_end(page: Page, y: float, care: CareAgreement) -> None:
    paper = page.paper
    middle = paper.left + paper.room * 0.5
    page.text(paper.left, y + 8, tr("本协议一式两份，双方各执一份，签字盖章后生效。"), size=_SIZE)
    common.number_code(page, paper.right - common.QR_SIDE, y + 2, care.number)
    parts.signature(page, paper.left, y + 24, tr("甲方签字"), length=48)
    parts.signature(page, middle, y + 24, tr("乙方（盖章）"), length=40)
    parts.signature(page, paper.left, y + 34, tr("日期"), length=55)
    parts.signature(page, middle, y + 34, tr("经办人"), length=50)


def sample() -> CareAgreement:
    """An owner who lives abroad leaves two keys, for one worker and not for a relative."""
    from frontdesk.areas.keys.rules.kinds import CARE_TERMS

    return CareAgreement(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="TG-20261121-001", day=date(2026, 11, 21),
        unit="3-1-1202", owner=Party("张硕", "住户", "", "330106********0031", "138****5678"),
        lines=(
            KeyLine("K-000118", "3-1-1202", "入户门", 2, "A 柜 12"),
            KeyLine("K-000119", "3-1-1202", "信报箱", 1, "A 柜 12"),
        ),
        until=date(2027, 5, 31), authority="业主 2026-11-20 签字的委托书",
        consents=(
            ConsentLine(True, "杭州宏盛装饰工程有限公司", "2026-12-31", "装修期间，仅工作日 8:00–18:00"),
            ConsentLine(False, "张磊", "", "任何时候都不借"),
        ),
        terms=CARE_TERMS, clerk="何倩",
    )  # fmt: skip


KEY_CARE: Form[CareAgreement] = Form(
    key="key_care",
    title="钥匙托管协议",
    document=CareAgreement,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda care: care.number,
    day=lambda care: care.day,
    fault=no_fault,
    copies=lambda paper: (tr("物业联"), tr("业主联")),
    bookmark=lambda care: (care.number,),
    labels=common.LABELS,
)
