"""装修施工许可证 on A4, lying, large enough to be read on the door: what, who, until when, and the code to check it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Final

from frontdesk.areas.decoration.documents import Hours, WorkPermit
from frontdesk.areas.decoration.forms import sheet
from frontdesk.areas.permits.forms.common import SAMPLE_CODE, roomy
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import qr_within
from frontdesk.base.printing.fonts import BOLD, REGULAR, TITLE, font
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, MM, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.wrap import fit
from frontdesk.base.values.text import tr

LYING: Final = replace(A4, key="A4L", name="A4 横向", width=A4.height, height=A4.width, side=18.2)
_FRAME = 8.2
_ROWS_RIGHT = 213.0
_VALUE = 48.5
_FIRST_RULE = 58.2
_STEP = 18.25
_QR = 46.0
_QR_MIDDLE = 250.8
_BOX = (154.3, 19.4)


def compose(press: Press, permit: WorkPermit, paper: Paper, copy: str) -> None:
    """Draw it on its one page."""
    page = press.page(paper)
    site = permit.site
    page.rect(_FRAME, _FRAME, paper.width - 2 * _FRAME, paper.height - 2 * _FRAME, 0.8)
    page.rect(
        _FRAME + 1.7, _FRAME + 1.7, paper.width - 2 * _FRAME - 3.4, paper.height - 2 * _FRAME - 3.4, 0.2
    )
    parts.block(page, paper.left, 19.0, site.office, 100.0, size=11.0)
    page.pieces(paper.right, 19.0, [(tr("编号 "), REGULAR, 11.0), (permit.number, BOLD, 11.0)], "right")
    page.text(
        paper.width / 2, 35.0, tr("装修施工许可证"), size=35.0, face=TITLE, align="center", tracking=4.2
    )
    if permit.reprint is not None:
        mark = permit.reprint
        parts.boxed(page, paper.right, 26.5, parts.reprint_words(mark.count, mark.by, mark.at))
    for at, words in enumerate(_renewed(permit)):
        page.text(paper.left, 25.0 + at * 5.0, words, size=10.5)
    rows = [
        (tr("房号"), site.unit, 27.0, BOLD),
        (tr("业主") if site.role == "业主" else tr("申请人"), site.who, 15.5, REGULAR),
        (tr("施工单位"), site.firm, 15.5, REGULAR),
        (tr("现场负责人"), "　".join(w for w in (site.head, site.head_phone) if w), 15.5, REGULAR),
        (tr("施工内容"), permit.summary, 15.5, REGULAR),
        (tr("施工期限"), sheet.span(site.starts_on, site.ends_on), 19.5, BOLD),
    ]
    for at, row in enumerate(rows):
        _row(page, _FIRST_RULE + at * _STEP, *row)
    page.qr(_QR_MIDDLE - _QR / 2, 44.4, _QR, qr_within(permit.code or permit.number, _QR))
    page.text(_QR_MIDDLE, 95.6, tr("扫码验真伪与期限"), size=9.0, align="center")
    _seal(page, _QR_MIDDLE, 129.4, 17.0)
    _rules(page, permit)
    _foot(page, permit)


def _renewed(permit: WorkPermit) -> list[str]:
    """`2026-11-25 复工`, `原证 ZX-2026-0087 作废`; nothing on a first permit."""
    told = []
    if permit.resumed_on is not None:
        told.append(tr("{day} 复工", day=permit.resumed_on))
    if permit.replaces:
        told.append(tr("原证 {number} 作废", number=permit.replaces))
    return told


def _row(page: Page, rule: float, label: str, text: str, size: float, face: str) -> None:
    left = page.paper.left
    page.line(left, rule, _ROWS_RIGHT, rule, 0.2)
    page.text(left + 0.3, rule - 5.9, label, size=13.0)
    shown = roomy(text, _ROWS_RIGHT - _VALUE - 2, size, face)
    step = shown.size * 1.25 / MM
    over = step * (len(shown.lines) - 1)
    # One line stands on the label's baseline; more stand round the row's middle.
    base = rule - 5.9 if not over else rule - _STEP / 2 - over / 2 + shown.size * 0.36 / MM
    parts.lines(page, _VALUE, base, shown.lines, size=shown.size, face=face, leading=1.25)


def _seal(page: Page, x: float, y: float, radius: float) -> None:
    """A dashed circle where the office's seal goes."""
    count = 90
    for at in range(0, 2 * count, 2):
        first, last = math.pi * at / count, math.pi * (at + 1.1) / count
        page.line(
            x + radius * math.cos(first), y + radius * math.sin(first),
            x + radius * math.cos(last), y + radius * math.sin(last), 0.2, grey=0.55,
        )  # fmt: skip
    page.text(x, y + 1.0, tr("（盖章处）"), size=7.5, align="center", grey=0.45)


def _rules(page: Page, permit: WorkPermit) -> None:
    """When it may be loud, and what may not be done at all."""
    paper = page.paper
    top, height = _BOX
    page.rect(paper.left, top, paper.room, height, 0.2)
    middle = paper.left + paper.room / 2 + 3.8
    hours = permit.hours
    allowed = "\n".join(f"{words}。" for words in (hours.spans, hours.days_off) if words)
    _told(page, paper.left + 4.2, top, height, tr("施工时间"), allowed, middle - paper.left - 8.4)
    never = tr("动承重墙、梁、柱和阳台窗下墙；改燃气、暖气管道；\n把没有防水的房间改成卫生间、厨房。")
    _told(page, middle, top, height, tr("不得"), never, paper.right - middle - 4.2)


def _told(page: Page, x: float, top: float, height: float, label: str, text: str, width: float) -> None:
    """A bold word and its sentences, in two lines."""
    size = 12.0
    lead = font(BOLD).width(label, size) / MM + 4.2
    shown = fit("\u3000" * round(lead / (size / MM)) + text, width, size=size, lines=2)
    step = shown.size * 1.6 / MM
    base = top + height / 2 - step * (len(shown.lines) - 1) / 2 + shown.size * 0.36 / MM
    page.text(x, base, label, size=shown.size, face=BOLD)
    parts.lines(page, x, base, shown.lines, size=shown.size, leading=1.6)


def _foot(page: Page, permit: WorkPermit) -> None:
    paper, site = page.paper, permit.site
    facts = [tr("发证人　{name}", name=permit.clerk)]
    if permit.approver:
        facts.append(tr("工程审批　{name}", name=permit.approver))
    facts.append(tr("发证日期　{day}", day=parts.long_day(permit.day)))
    if site.office_phone:
        facts.append(tr("报修投诉　{phone}", phone=site.office_phone))
    shown = [(fact, REGULAR, 10.5) for fact in facts]
    widths = [font(REGULAR).width(fact, 10.5) / MM for fact in facts]
    if sum(widths) + 4 * len(widths) > paper.room:
        parts.spread(page, 182.5, paper.left, paper.right, [[(fact, REGULAR)] for fact in facts])
    else:
        gap = (paper.room - sum(widths)) / max(1, len(widths) - 1)
        x = paper.left
        for piece, width in zip(shown, widths, strict=True):
            page.pieces(x, 182.5, [piece])
            x += width + gap
    words = tr(
        "请贴在入户门外侧醒目处，竣工验收后交回前台。依据《住宅室内装饰装修管理办法》（建设部令第110号）。"
    )
    page.text(paper.width / 2, 188.6, words, size=7.5, align="center")


def sample() -> WorkPermit:
    """A home with kitchen and bathroom under way."""
    return WorkPermit(
        number="ZX-2026-0087", site=sheet.SAMPLE_SITE, day=date(2026, 10, 23),
        summary="厨房、主卫防水与水电改造；拆除轻质隔墙（图纸 2 号）",
        hours=Hours("周一至周五 08:00–12:00，14:00–18:00", "周六、周日和法定节假日不得有噪声施工"),
        code=SAMPLE_CODE, approver="吴涛", clerk="林晓",
    )  # fmt: skip


PERMIT: Form[WorkPermit] = Form(
    key="decoration_permit",
    title="装修施工许可证",
    document=WorkPermit,
    sizes=(LYING,),
    compose=compose,
    sample=sample,
    number=lambda permit: permit.number,
    day=lambda permit: permit.day,
    fault=no_fault,
    bookmark=lambda permit: (permit.site.unit, permit.number),
    labels=sheet.LABELS,
)
