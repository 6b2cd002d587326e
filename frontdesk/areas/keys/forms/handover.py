"""钥匙交接单: keys that come to the office, or leave it for good, with both sides' signatures."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.keys.documents import KeyHandover, KeyLine, Party
from frontdesk.areas.keys.forms import common
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, A5, BODY_SIZE, MM, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import LEADING, Table
from frontdesk.base.printing.wrap import fit
from frontdesk.base.values.text import tr

_SIGN = 24.0


def compose(press: Press, handover: KeyHandover, paper: Paper, copy: str) -> None:
    """Draw one copy; many keys run over pages."""
    large = paper.height > 200
    head = 17.4 if large else 13.6
    flow = Flow(first_top=head + 8.4, top=head + 9.8, bottom=paper.height - paper.bottom - 4)
    _put(flow, paper, tr("事项"), handover.what, bold=True)
    _put(flow, paper, tr("交出人"), handover.giver)
    _put(flow, paper, tr("接收人"), handover.taker)
    if handover.words:
        _put(flow, paper, tr("说明"), handover.words)
    flow.skip(1.5)
    columns = common.key_columns(paper, last=tr("备注"))
    table = Table(columns, style="ruled", row_height=7.0 if large else 6.4)
    flow.table(table, table.measure(common.key_rows(handover.lines)), paper.left)
    flow.put(_SIGN, lambda page, y: _draw_end(page, y, handover))
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        common.heading(page, head, tr("钥匙交接单"), handover.office, handover.number, handover.reprint, 2.4)
        parts.under_heading(page, head + 4.6, [copy, parts.page_of(number, len(flow.pages))], paper.left)
        for y, draw in blocks:
            draw(page, y)
        day = parts.long_day(handover.day)
        parts.foot(page, tr("经办 {name}　{day}", name=handover.clerk, day=day), handover.estate)


def _put(flow: Flow, paper: Paper, label: str, text: str, *, bold: bool = False) -> None:
    face = BOLD if bold else REGULAR
    shown = fit(text, paper.room - 15.0, size=BODY_SIZE, face=face, lines=2)

    def draw(page: Page, y: float) -> None:
        page.text(paper.left, y + 4.2, label)
        parts.lines(page, paper.left + 15.0, y + 4.2, shown.lines, size=shown.size, face=face)

    flow.put(6.0 + (len(shown.lines) - 1) * shown.size * LEADING / MM, draw)


def _draw_end(page: Page, y: float, handover: KeyHandover) -> None:
    paper = page.paper
    page.text(paper.left, y + 5.0, tr("以上钥匙当面点清，双方签字为凭。"))
    edge = paper.right - common.QR_SIDE
    page.text(edge - 4, y + 5.0, common.sum_words(handover.lines), align="right")
    common.number_code(page, edge, y + 4.0, handover.number)
    at = parts.signature(page, paper.left, y + 19.0, tr("交出人签字"), length=34)
    at = parts.signature(page, at + 5, y + 19.0, tr("接收人签字"), length=34)
    parts.signature(page, at + 5, y + 19.0, tr("日期"), right=edge - 4)


def sample() -> KeyHandover:
    """The keys of a home handed to its owner."""
    return KeyHandover(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="JJ-20261121-001", day=date(2026, 11, 21),
        what="移交钥匙 3-1-1202", giver="翠湖花园物业服务中心", taker="住户 张硕，证件 330106********0031，电话 138****5678",
        other=Party("张硕", "住户", "", "330106********0031", "138****5678"), unit="3-1-1202",
        lines=(
            KeyLine("K-000118", "3-1-1202", "入户门", 5, "正本一套"),
            KeyLine("K-000119", "3-1-1202", "信报箱", 2),
            KeyLine("K-000120", "3-1-1202", "单元门", 3),
        ),
        words="收楼领取", clerk="何倩",
    )  # fmt: skip


KEY_HANDOVER: Form[KeyHandover] = Form(
    key="key_handover",
    title="钥匙交接单",
    document=KeyHandover,
    sizes=(A5, A4),
    compose=compose,
    sample=sample,
    number=lambda handover: handover.number,
    day=lambda handover: handover.day,
    fault=no_fault,
    copies=lambda paper: (tr("前台存根联"), tr("对方联")),
    bookmark=lambda handover: (handover.number,),
    labels=common.LABELS,
)
