"""The papers of a close: made from what was stored, sent, saved, looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from frontdesk.areas.cashdesk.service import (
    Closed,
    PrintDayReport,
    PrintedPaper,
    PrintHandInSlip,
    print_day_report,
    print_hand_in_slip,
)
from frontdesk.areas.cashdesk.ui.closed_view import REPORT, SLIP, ClosedPane, ClosedView
from frontdesk.areas.cashdesk.ui.paper_actions import has_printer
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.printing import print_paper, save_pdf

SHEETS = 2
"""So many of each paper: one stays, one goes with the money."""
COPIES = {REPORT: 2, SLIP: 1}
"""How often each PDF is sent; the slip's has a page for each copy, by its name."""


class ClosedPapers(QObject):
    """Day report and hand-in slip of one close, with the view that shows them and the pane that acts on them."""

    def __init__(self, desk: Desk, closed: Closed, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._closed, self._page = desk, closed, page
        self.made: dict[str, PrintedPaper] = {}
        self._sent: set[str] = set()
        self.view, self.pane = ClosedView(), ClosedPane(closed)
        self.view.enlarge_wanted.connect(self._enlarge)
        self.pane.print_wanted.connect(self.print_form)
        self.pane.save_wanted.connect(self._save)

    def title(self, form: str) -> str:
        """What the paper is called."""
        return tr("收款日报表") if form == REPORT else tr("缴款单")

    def print_form(self, form: str) -> None:
        """Two of a paper. One that no printer took yet is sent as it is, not as a further print."""
        if form in self.made and form not in self._sent:
            self._send(form)
            return

        def made(paper: PrintedPaper) -> None:
            self._keep(form, paper)
            self._send(form)

        self._make(form, made)

    def _make(self, form: str, then: Callable[[PrintedPaper], object]) -> None:
        if form == REPORT:
            self._desk.run(print_day_report, PrintDayReport(self._closed.shift_id), then=then)
        else:
            self._desk.run(print_hand_in_slip, PrintHandInSlip(self._closed.hand_in), then=then)

    def _keep(self, form: str, paper: PrintedPaper) -> None:
        self.made[form] = paper
        self.view.show_papers(self.made)

    def _say(self, form: str, tone: str, words: str) -> None:
        # The printer may answer when the page has gone on.
        if isValid(self.pane):
            self.pane.say(form, tone, words)

    def _send(self, form: str) -> None:
        word = self.title(form)
        paper = self.made[form]
        if not has_printer(self._desk, form):
            self._say(form, "warn", tr("{title}没有打印：没有装打印机", title=word))
            return

        def taken(printer: str) -> None:
            self._sent.add(form)
            self._say(form, "ok", tr("{title} {n} 份已送“{p}”", title=word, n=SHEETS, p=printer))

        def not_taken(error: Exception) -> None:
            self._say(form, "warn", tr("{title}没有打印出来", title=word))

        title = f"{word} {paper.number}"
        print_paper(self._desk, form, paper.pdf, COPIES[form], title=title, then=taken, failed=not_taken)

    def _save(self, form: str) -> None:
        def save(paper: PrintedPaper) -> None:
            self._keep(form, paper)
            save_pdf(self._desk, paper.pdf, f"{self.title(form)} {paper.number}.pdf")

        if form in self.made:
            save(self.made[form])
        else:
            self._make(form, save)

    def _enlarge(self, form: str) -> None:
        paper = self.made.get(form)
        if paper is not None:
            title = f"{self.title(form)} {paper.number}"
            dialog = PreviewDialog(self._desk, form, paper.pdf, title, copies=COPIES[form], parent=self._page)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()
