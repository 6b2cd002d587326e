"""钥匙借用单: who takes which keys, what for and until when; the borrower signs for them and for bringing them back."""

from __future__ import annotations

from datetime import date, datetime

from frontdesk.areas.keys.documents import KeyLine, KeyLoan, Party
from frontdesk.areas.keys.forms import common
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A5, BODY_SIZE, MM, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import LEADING, Table
from frontdesk.base.printing.wrap import fit, wrap
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_HEADING = 13.6
_TOP = 22.0
_LATER = 23.4
_SIGN = 26.0
"""Height of what stands under the table on the last page: the promise, and the signatures."""
_TERMS = (
    "借用人负责保管，不得转借、复制；到期归还，遗失立即告知物业服务中心，由此更换锁芯的费用由借用人承担。"
)


def compose(press: Press, loan: KeyLoan, paper: Paper, copy: str) -> None:
    """Draw one copy; many keys run over pages."""
    flow = Flow(first_top=_TOP, top=_LATER, bottom=paper.height - paper.bottom - 4)
    wide = paper.room
    facts = [
        (tr("借用人"), loan.borrower.words, True),
        (tr("事由"), loan.why, False),
        (tr("归还期限"), tr("{day} 当天归还前台", day=parts.long_day(loan.until)), True),
    ]
    facts += [(tr("借用依据"), words, False) for words in loan.basis]
    if loan.allowed:
        facts.append((tr("主管准许"), loan.allowed, False))
    if loan.deposit and loan.deposit_amount is not None:
        words = tr(
            "{amount} 元，押金收据 {number}，钥匙还清后凭收据退还",
            amount=loan.deposit_amount,
            number=loan.deposit,
        )
        facts.append((tr("押金"), words, False))
    for label, text, bold in facts:
        _put_fact(flow, paper, label, text, bold=bold)
    flow.skip(1.5)
    table = Table(common.key_columns(paper, last=tr("备注")), style="ruled", row_height=6.4)
    flow.table(table, table.measure(common.key_rows(loan.lines)), paper.left)
    terms = wrap(tr(_TERMS), wide - common.QR_SIDE - 6, size=SMALL_SIZE)
    flow.put(_SIGN, lambda page, y: _draw_end(page, y, loan, terms))
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        common.heading(page, _HEADING, tr("钥匙借用单"), loan.office, loan.number, loan.reprint, 2.4)
        parts.under_heading(page, _HEADING + 4.6, [copy, parts.page_of(number, len(flow.pages))], paper.left)
        for y, draw in blocks:
            draw(page, y)
        parts.foot(page, tr("经办 {name}　{at}", name=loan.clerk, at=parts.minute(loan.at)), loan.estate)


def _put_fact(flow: Flow, paper: Paper, label: str, text: str, *, bold: bool) -> None:
    label_width = 17.0
    shown = fit(text, paper.room - label_width, size=BODY_SIZE, face=BOLD if bold else REGULAR, lines=2)
    height = 6.0 + (len(shown.lines) - 1) * shown.size * LEADING / MM

    def draw(page: Page, y: float) -> None:
        page.text(paper.left, y + 4.2, label)
        parts.lines(
            page, paper.left + label_width, y + 4.2, shown.lines, size=shown.size,
            face=BOLD if bold else REGULAR,
        )  # fmt: skip

    flow.put(height, draw)


def _draw_end(page: Page, y: float, loan: KeyLoan, terms: tuple[str, ...]) -> None:
    paper = page.paper
    page.text(paper.right, y + 4.6, common.sum_words(loan.lines), align="right")
    parts.lines(page, paper.left, y + 9.4, terms, size=SMALL_SIZE)
    common.number_code(page, paper.right - common.QR_SIDE, y + 7.0, loan.number)
    at = parts.signature(page, paper.left, y + 21.5, tr("借用人签字"), length=28)
    at = parts.signature(page, at + 4, y + 21.5, tr("经办人"), length=22)
    parts.signature(page, at + 4, y + 21.5, tr("归还验收"), right=paper.right - common.QR_SIDE - 5)


def sample() -> KeyLoan:
    """Two keys of a home lent to a worker whom the owner named."""
    return KeyLoan(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="JY-20261121-003", day=date(2026, 11, 21),
        at=datetime(2026, 11, 21, 9, 12),  # noqa: DTZ001
        lines=(
            KeyLine("K-000118", "3-1-1202", "入户门", 1, "A 柜 12"),
            KeyLine("K-000119", "3-1-1202", "信报箱", 1, "A 柜 12"),
            KeyLine("K-000007", "3 栋 1 单元 12 层水表井", "水表井", 1, "B 柜 03"),
        ),
        borrower=Party("郑凯", "外来人员", "杭州宏盛装饰工程有限公司", "330106********2417", "138****5678"),
        why="厨房水管改造，量尺寸", until=date(2026, 11, 22),
        basis=("3-1-1202 业主同意（装修队，至 2026-12-31；业主 2026-11-01 书面）",), allowed="",
        deposit="YJ00000031", deposit_amount=Money(20000), clerk="何倩",
    )  # fmt: skip


KEY_LOAN: Form[KeyLoan] = Form(
    key="key_loan",
    title="钥匙借用单",
    document=KeyLoan,
    sizes=(A5,),
    compose=compose,
    sample=sample,
    number=lambda loan: loan.number,
    day=lambda loan: loan.day,
    fault=no_fault,
    copies=lambda paper: (tr("前台存根联"), tr("借用人联")),
    bookmark=lambda loan: (loan.number,),
    labels=common.LABELS,
)
