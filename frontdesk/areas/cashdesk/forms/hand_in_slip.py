"""缴款单: cash handed to finance, in two copies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from frontdesk.areas.cashdesk.documents import Denomination, EarlierHandIn, HandInSlip
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import qr
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import (
    A5,
    BODY_SIZE,
    INNER_LINE,
    MM,
    OUTER_LINE,
    SMALL_SIZE,
    SUM_SIZE,
    Paper,
)
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import BASE, LEADING, Column, Row, Table
from frontdesk.base.printing.wrap import Fitted, fit
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr

_HEADING = 13.6
_FACTS = 25.6
_TOP = 28.5
_ROW = 7.0
_COUNTS = 70.0
"""Width of the table of notes and coins."""
_GAP = 6.0
_LABELS = 37.0
_QR_SIDE = 15.0
_SIGN = 129.6
_SEVERAL = 3
"""More hand-ins of the day than this are summed up instead of listed."""

_Part = tuple[str, str, float]
_Entry = tuple[str, Sequence[_Part]]


def compose(press: Press, slip: HandInSlip, paper: Paper, copy: str) -> None:
    """Draw one copy."""
    page = press.page(paper)
    parts.heading(
        page, _HEADING, tr("缴款单"), left=paper.left, right=paper.right, office=slip.office,
        number=slip.number, tracking=4.6,
    )  # fmt: skip
    if slip.reprint:
        mark = slip.reprint
        parts.boxed(page, paper.right, _HEADING + 5.4, parts.reprint_words(mark.count, mark.by, mark.at))
    parts.spread(page, _FACTS, paper.left, paper.right, _facts(slip))
    _draw_counts(page, slip)
    bottom = _draw_entries(page, slip)
    left = paper.left + _COUNTS + _GAP
    parts.lines(
        page, left, bottom + 6.6,
        [tr("财务收款后请签字，并在程序里签收；"), tr("数目不符的，写明后退回前台。")], size=SMALL_SIZE, leading=1.5,
    )  # fmt: skip
    page.qr(paper.right - _QR_SIDE, bottom + 4.2, _QR_SIDE, qr(slip.number))
    _draw_signatures(page)
    parts.foot(page, tr("一式两份：前台存根、财务"), tr("第 1 页，共 1 页"), copy)


def _facts(slip: HandInSlip) -> list[Sequence[tuple[str, str]]]:
    facts: list[Sequence[tuple[str, str]]] = [
        [(tr("缴款日期　{day}", day=parts.long_day(slip.day)), REGULAR)],
        [(tr("班次　{shift}，{desk}", shift=slip.shift, desk=slip.desk), REGULAR)],
        [(tr("缴款人　{name}", name=slip.cashier), REGULAR)],
    ]
    if slip.report_number:
        facts.append([(tr("日报表　{number}", number=slip.report_number), REGULAR)])
    return facts


def _draw_counts(page: Page, slip: HandInSlip) -> None:
    table = Table(
        columns=(
            Column(tr("面额（元）"), 23.3, align="right", head_align="center", wrap=False),
            Column(tr("张（枚）"), 23.3, align="right", head_align="center", wrap=False),
            Column(tr("金额（元）"), 23.4, align="right", head_align="center", wrap=False),
        ),
        style="ruled",
        row_height=_ROW,
        pad=1.7,
    )
    rows = [_count_row(part) for part in slip.denominations]
    pieces = sum(part.count for part in slip.denominations)
    amount = total(part.amount for part in slip.denominations)
    counted = bool(pieces)
    shown = str(amount if counted else slip.amount)
    rows.append(Row((tr("现金合计"), str(pieces) if counted else "", shown), bold=True, lead="left"))
    table.draw(page, page.paper.left, _TOP, table.measure(rows))


def _count_row(part: Denomination) -> Row:
    if not part.count:
        return Row((str(part.face), "", ""))
    return Row((str(part.face), str(part.count), str(part.amount)))


def _draw_entries(page: Page, slip: HandInSlip) -> float:
    """The table at the right; gives its lower edge."""
    left = page.paper.left + _COUNTS + _GAP
    width = page.paper.right - left
    top = y = _TOP
    for label, value in _entries(slip):
        fitted = _fitted(value, width - _LABELS - 3)
        height = max(_ROW, len(fitted.lines) * fitted.size * LEADING / MM + 2)
        if y > top:
            page.line(left, y, left + width, y, INNER_LINE)
        page.text(left + 1.7, y + height / 2 + BODY_SIZE * BASE / MM, label)
        step = fitted.size * LEADING / MM
        base = y + height / 2 - step * (len(fitted.lines) - 1) / 2 + fitted.size * BASE / MM
        parts.lines(page, left + _LABELS + 1.7, base, fitted.lines, size=fitted.size, face=value[0][1])
        y += height
    y = _draw_destination(page, slip, left, width, y)
    page.rect(left, top, width, y - top, OUTER_LINE)
    page.line(left + _LABELS, top, left + _LABELS, y, INNER_LINE)
    return y


def _fitted(value: Sequence[_Part], width: float) -> Fitted:
    text, face, size = value[0]
    return fit(text, width, size=size, face=face)


def _entries(slip: HandInSlip) -> list[_Entry]:
    return [
        (tr("款项来源"), [(slip.source, REGULAR, BODY_SIZE)]),
        (tr("缴款金额（小写）"), [(f"¥{slip.amount}", BOLD, SUM_SIZE)]),
        (tr("人民币（大写）"), [(capitals(slip.amount), BOLD, BODY_SIZE)]),
        (tr("当日已中途缴款"), [(_earlier(slip.earlier), REGULAR, BODY_SIZE)]),
        (tr("当日缴款累计"), [(f"¥{slip.day_total}　{capitals(slip.day_total)}", REGULAR, BODY_SIZE)]),
        (tr("长短款"), [(slip.over_short or tr("无"), REGULAR, BODY_SIZE)]),
    ]


def _earlier(earlier: Sequence[EarlierHandIn]) -> str:
    """`¥800.00　JK-20261121-01，11:40`; summed up when there are many."""
    if not earlier:
        return tr("无")
    if len(earlier) > _SEVERAL:
        amount = total(part.amount for part in earlier)
        return tr(
            "¥{amount}　{count} 次，{first} 至 {last}",
            amount=amount, count=len(earlier), first=earlier[0].number, last=earlier[-1].number,
        )  # fmt: skip
    return "\n".join(f"¥{part.amount}　{part.number}，{part.at:%H:%M}" for part in earlier)


def _draw_destination(page: Page, slip: HandInSlip, left: float, width: float, y: float) -> float:
    """Where the money goes: ticked by hand."""
    page.line(left, y, left + width, y, INNER_LINE)
    base = y + _ROW / 2 + BODY_SIZE * BASE / MM
    page.text(left + 1.7, base, tr("缴往"))
    x = parts.tick_box(page, left + _LABELS + 1.7, base, tr("财务出纳"))
    x = parts.tick_box(page, x, base, tr("银行"))
    account = fit(slip.bank_account, left + width - x - 1.5)
    page.text(x, base, account.lines[0], size=account.size)
    return y + _ROW


def _draw_signatures(page: Page) -> None:
    paper = page.paper
    step = (paper.room - 4) / 4 + 6
    for number, label in enumerate((tr("缴款人"), tr("复核"), tr("出纳签收"))):
        parts.signature(page, paper.left + number * step, _SIGN, label, length=32)
    parts.signature_before(page, paper.right, _SIGN, tr("日期"), 24)


def _fault(slip: HandInSlip) -> str:
    if slip.adds_up:
        return ""
    return tr("缴款单 {number} 的面额合计和缴款金额不一致，没有打印", number=slip.number)


def sample() -> HandInSlip:
    """The hand-in at the close of a morning shift, after one during it."""
    counts = ((10000, 2), (5000, 1), (2000, 1), (1000, 1), (500, 3), (100, 0), (50, 0), (10, 0))
    return HandInSlip(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="JK-20261121-02", day=date(2026, 11, 21),
        shift="早班", desk="一号台", cashier="林晓", source="早班收款，结班上缴", amount=Money(29500),
        denominations=tuple(Denomination(Money(face), count) for face, count in counts),
        report_number="RB-20261121-01",
        earlier=(EarlierHandIn("JK-20261121-01", datetime(2026, 11, 21, 11, 40), Money(80000)),),  # noqa: DTZ001
        over_short="短款 5.00，未补，见日报表", bank_account="账号尾 2345",
    )  # fmt: skip


HAND_IN_SLIP: Form[HandInSlip] = Form(
    key="hand_in_slip",
    title="缴款单",
    document=HandInSlip,
    sizes=(A5,),
    compose=compose,
    sample=sample,
    number=lambda slip: slip.number,
    day=lambda slip: slip.day,
    fault=_fault,
    copies=lambda paper: (tr("前台存根联"), tr("财务联")),
    bookmark=lambda slip: (slip.number,),
    labels={
        "office": "物业名称", "shift": "班次", "desk": "柜台", "cashier": "缴款人", "source": "款项来源",
        "over_short": "长短款", "bank_account": "银行账号", "by": "经手人", "number": "编号",
        "report_number": "日报表编号", "estate": "小区名称",
    },
)  # fmt: skip
