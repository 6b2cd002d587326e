"""What the papers of the key cabinet share: heading, marks, the table of keys, who takes them, the QR of the number."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.keys.documents import KeyLine
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import qr
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import BODY_SIZE, MM, Paper
from frontdesk.base.printing.tables import LEADING, Column, Row
from frontdesk.base.printing.wrap import fit
from frontdesk.base.values.text import tr

QR_SIDE = 14.0
LABELS: dict[str, str] = {
    "office": "物业名称", "estate": "小区名称", "number": "编号", "tag": "牌号", "where": "房号或地点", "kind": "种类",
    "name": "姓名", "company": "单位", "id_number": "证件号", "phone": "电话", "why": "事由", "words": "备注",
    "clerk": "经办人", "basis": "借用依据", "allowed": "主管准许", "authority": "委托", "terms": "条款", "by": "经手人",
    "cabinet": "钥匙柜", "hook": "挂位", "hangs": "挂位", "giver": "交出人", "taker": "接收人", "unit": "房号",
}  # fmt: skip


def heading(
    page: Page, y: float, title: str, office: str, number: str, reprint: ReprintMark | None, tracking: float = 1.2
) -> None:  # fmt: skip
    """Office, title and number; from the second print on a frame that says so (T12)."""
    paper = page.paper
    parts.heading(
        page, y, title, left=paper.left, right=paper.right, office=office, number=number, tracking=tracking
    )
    if reprint is not None:
        words = parts.reprint_words(reprint.count, reprint.by, reprint.at)
        parts.boxed(page, paper.right, y + 5.4, words)


def key_columns(paper: Paper, *, last: str) -> tuple[Column, ...]:
    """Tag, where, kind, how many, and a last column that takes the rest."""
    tag, where, kind, pieces = 24.0, 52.0, 24.0, 15.0
    return (
        Column(tr("牌号"), tag, wrap=False, bold=True),
        Column(tr("房号或地点"), where),
        Column(tr("种类"), kind),
        Column(tr("数量"), pieces, align="right", wrap=False),
        Column(last, paper.room - tag - where - kind - pieces),
    )


def key_rows(lines: Sequence[KeyLine]) -> list[Row]:
    return [Row((line.tag, line.where, line.kind, tr("{n} 把", n=line.pieces), line.words)) for line in lines]


def sum_words(lines: Sequence[KeyLine]) -> str:
    """`共 3 块牌，5 把`."""
    return tr("共 {tags} 块牌，{n} 把", tags=len(lines), n=sum(line.pieces for line in lines))


def fact(
    page: Page, x: float, y: float, label: str, text: str, width: float, *, bold: bool = False, size: float = BODY_SIZE
) -> float:  # fmt: skip
    """A label and what stands after it, wrapped in what is left of *width*; gives the height of the lines after the first."""
    start = page.text(x, y, label, size=size) + 1.0
    face = BOLD if bold else REGULAR
    shown = fit(text, width - start, size=size, face=face, lines=2)
    parts.lines(page, x + start, y, shown.lines, size=shown.size, face=face)
    return (len(shown.lines) - 1) * shown.size * LEADING / MM


def number_code(page: Page, x: float, y: float, number: str, side: float = QR_SIDE) -> None:
    """The number as a QR code with its top left corner at *x*, *y*."""
    page.qr(x, y, side, qr(number))
