"""已匿名: the sheet that stands where a kept print named somebody who was made anonymous (D1.9)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.archives.documents.anonymising import AnonymisedPrint
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.values.text import tr

_HEADING, _BODY = 17.4, 34.0


def compose(press: Press, document: AnonymisedPrint, paper: Paper, copy: str) -> None:
    """A sheet that says what was here, and which record took it away."""
    page = press.page(paper)
    parts.heading(
        page, _HEADING, tr("已匿名的打印件"), left=paper.left, right=paper.right, office=document.office,
        number=document.number,
    )  # fmt: skip
    told = tr(
        "这里原来是“{title}”的打印件，上面有一位住户的姓名或号码。该住户已于 {on} 匿名（记录 {number}），"
        "打印件随之移除，不能恢复；业务记录还在，需要时可以重新打印，住户处显示为“已匿名”。",
        title=document.title, on=document.on.isoformat(), number=document.number,
    )  # fmt: skip
    parts.block(page, paper.left, _BODY, told, paper.room)


def sample() -> AnonymisedPrint:
    """A ticket's work order."""
    return AnonymisedPrint(
        "翠湖花园物业服务中心", "派工单 BS-20220314-003", "NM-2026-001", date(2026, 11, 21)
    )


ANONYMISED = Form(
    key="anonymised",
    title="已匿名的打印件",
    document=AnonymisedPrint,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda document: document.number,
    day=lambda document: document.on,
    fault=no_fault,
    labels={"title": "标题"},
)
