"""打印上缴: the shift is closed; its day report and hand-in slip as they print, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.rules.shifts import over_or_short
from frontdesk.areas.cashdesk.service import Closed, PrintedPaper
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Heading, StatusLabel, Words, ground
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.tokens import SPACE

REPORT, SLIP = "day_report", "hand_in_slip"


class ClosedView(QWidget):
    """Both papers side by side. `enlarge_wanted(form key)` opens one large."""

    enlarge_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closed_view")
        ground(self, "surface")
        self.previews = {
            REPORT: PaperPreview(name="report_preview", parent=self),
            SLIP: PaperPreview(name="slip_preview", parent=self),
        }
        for form, preview in self.previews.items():
            preview.opened.connect(lambda form=form: self.enlarge_wanted.emit(form))
        row = QHBoxLayout()
        row.setContentsMargins(SPACE.xl, SPACE.s, SPACE.xl, SPACE.l)
        row.setSpacing(SPACE.xl)
        self._slip_box = QWidget(self)
        for form, word, share in ((REPORT, tr("收款日报表"), 3), (SLIP, tr("缴款单"), 3)):
            box = self._slip_box if form == SLIP else QWidget(self)
            part = QVBoxLayout(box)
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(SPACE.s)
            part.addWidget(Words(word, "small", "text2", parent=self))
            part.addWidget(self.previews[form], 1)
            row.addWidget(box, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.heading = Heading(tr("打印上缴"), parent=self)
        column.addWidget(pad(self.heading, margins=(SPACE.xl, SPACE.m, SPACE.xl, 0)))
        column.addLayout(row, 1)

    def show_papers(self, papers: dict[str, PrintedPaper]) -> None:
        """The PDFs as they were kept."""
        for form, preview in self.previews.items():
            paper = papers.get(form)
            preview.show_pdf(paper.pdf if paper is not None else None)
        self._slip_box.setVisible(SLIP in papers)
        self.heading.set_hint("、".join(paper.number for paper in papers.values()))


class ClosedPane(Pane):
    """What the close came to, and the papers again."""

    print_wanted = Signal(str)
    save_wanted = Signal(str)

    def __init__(self, closed: Closed, parent: QWidget | None = None) -> None:
        super().__init__("closed_pane", parent=parent)
        done = self.add_section(tr("已结班，已锁定"), name="closed_facts")
        done.add_pair(tr("日报表"), closed.report_number)
        done.add_pair(tr("应有现金"), str(closed.expected))
        done.add_pair(tr("实点现金"), str(closed.counted))
        word = over_or_short(closed.difference) or tr("相符")
        tone = "ok" if not closed.difference else "bad" if closed.difference < ZERO else "warn"
        done.add_pair(tr("结果"), word, tone=tone)
        done.add_pair(tr("留备用金"), str(closed.kept_back))
        done.add_pair(tr("本次上缴"), str(closed.handed_in))
        papers = self.add_section(tr("单据"), name="closed_papers", line=False)
        self.states: dict[str, StatusLabel] = {}
        self._again: dict[str, KeyButton] = {}
        for form, title in ((REPORT, tr("收款日报表")), (SLIP, tr("缴款单"))):
            if form == SLIP and not closed.hand_in:
                continue
            state = StatusLabel("neutral", tr("{title} 没有打印", title=title), hollow=True)
            state.setObjectName(f"{form}_state")
            self.states[form] = state
            again = KeyButton(
                tr("打印"), "F6" if form == REPORT else "F7", small=True, name=f"print_{form}", parent=self
            )
            self._again[form] = again
            again.clicked.connect(lambda _on=False, form=form: self.print_wanted.emit(form))
            save = KeyButton(tr("存 PDF"), small=True, name=f"save_{form}", parent=self)
            save.clicked.connect(lambda _on=False, form=form: self.save_wanted.emit(form))
            papers.add(state)
            papers.add_row(again, save)

    def say(self, form: str, tone: str, words: str) -> None:
        """What became of a paper."""
        state = self.states.get(form)
        if state is not None:
            state.set("ok" if tone == "ok" else "warn", words)
            self._again[form].setText(tr("补打") if tone == "ok" else tr("打印"))
