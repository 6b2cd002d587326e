"""押金结算单 on A4: what is held, what is kept back for which breach, what goes back, and who allows it."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.decoration.documents import DeductionLine, DepositAccount
from frontdesk.areas.decoration.forms import sheet as s
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr


def compose(press: Press, made: DepositAccount, paper: Paper, copy: str) -> None:
    """Deposit − deductions = refund, in figures and capitals; then the approval."""
    sheet, site = s.new_sheet(paper), made.site
    pairs = [
        *s.site_pairs(site),
        (tr("交款人"), made.payer),
        (tr("复验"), made.checked),
        (tr("结算日期"), f"{made.day}"),
        (tr("应退日期"), f"{made.due_on}" if made.due_on is not None else ""),
    ]
    s.facts(sheet, pairs)
    sheet.section(tr("已收押金"))
    _money_table(
        sheet.flow.table,
        paper,
        [Column(tr("押金收据"), 110.0)],
        [Row((number, str(amount))) for number, amount in made.receipts]
        + [Row((tr("结存押金"), str(made.held)), bold=True)],
    )
    sheet.flow.skip(3.0)
    sheet.section(tr("扣款（每笔写明违规记录）"))
    if made.lines:
        _money_table(
            sheet.flow.table,
            paper,
            [Column(tr("通知书"), 30.0), Column(tr("依据"), 32.0), Column(tr("扣款原因"), 84.0)],
            [Row((x.breach, x.article, x.reason, str(x.amount))) for x in made.lines]
            + [Row((tr("扣款合计"), "", "", str(made.deducted)), bold=True)],
        )
        sheet.flow.skip(3.0)
    else:
        sheet.paragraph(tr("没有扣款。"), size=s.TEXT, indent=False)
    s.facts(
        sheet,
        [],
        [
            (tr("扣款大写"), capitals(made.deducted) if made.deducted else ""),
            (tr("应退押金"), tr("{held} − {kept} = ¥{refund}", held=made.held, kept=made.deducted, refund=made.refund)),
            (tr("应退大写"), capitals(made.refund)),
            (tr("审批意见"), made.approved),
        ],
    )  # fmt: skip
    if not made.approved:
        sheet.flow.put(7.0, _blank)
    s.signatures(sheet, [tr("结算人"), tr("审批人"), tr("收款人签字"), tr("日期")], site)
    s.finish(press, sheet, made, tr("押金结算单"), copy)


def _money_table(place: object, paper: Paper, columns: list[Column], rows: list[Row]) -> None:
    """Words, then an amount at the right."""
    assert callable(place)
    amount = Column(tr("金额（元）"), paper.room - sum(c.width for c in columns), align="right", wrap=False)
    table = Table((*columns, amount), style="ruled", row_height=6.8)
    place(table, table.measure(rows), paper.left)


def _blank(page: Page, y: float) -> None:
    """Until somebody has allowed it the paper says so: it is no order to pay."""
    page.text(page.paper.left, y + 4.6, tr("尚未审批，审批后方可退款。"), face=BOLD)


def _fault(made: DepositAccount) -> str:
    if made.adds_up:
        return ""
    return tr("押金结算单 {number} 的扣款、应退和押金对不上，没有打印", number=made.number)


def sample() -> DepositAccount:
    """Something kept back for the wall."""
    return DepositAccount(
        number="ZX-2026-0087-JS", site=s.SAMPLE_SITE, day=date(2027, 4, 20), receipts=(("YJ-20261022-003", Money(200_000)),),
        payer="李静", held=Money(200_000),
        lines=(DeductionLine("ZG-2026-0012", "第五条（三）", "公共外墙面修补，按维修单 480 元", Money(48_000)),),
        deducted=Money(48_000), refund=Money(152_000), checked="周敏　2027-04-19", due_on=date(2027, 4, 26),
        approved="同意退还　周敏　2027-04-21", clerk="何倩",
    )  # fmt: skip


SETTLEMENT: Form[DepositAccount] = Form(
    key="decoration_settlement",
    title="押金结算单",
    document=DepositAccount,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda made: made.number,
    day=lambda made: made.day,
    fault=_fault,
    bookmark=lambda made: (made.site.unit, made.number),
    labels=s.LABELS,
)
