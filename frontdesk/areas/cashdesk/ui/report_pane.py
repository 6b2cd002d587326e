"""What a report says beside its table: the sum, what it is held against, what is kept for others, the closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from frontdesk.areas.cashdesk.documents import IncomeReport
from frontdesk.areas.cashdesk.queries.reports import Earlier, ReportView
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, Tender
from frontdesk.areas.cashdesk.rules.report_spans import SpanKind, change_words
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.pane import Section
from frontdesk.base.widgets.tokens import SPACE

_BEFORE: dict[SpanKind, str] = {
    SpanKind.DAY: "前一天",
    SpanKind.MONTH: "上月",
    SpanKind.QUARTER: "上季",
    SpanKind.YEAR: "上年",
    SpanKind.OWN: "前一段",
}
LINKS: tuple[tuple[str, str, str], ...] = (
    ("arrears", "欠费", "F6"),
    ("collection_rate", "收缴率", "F7"),
    ("statements", "对账", "F9"),
)
"""Target of `Desk.go`, word, key."""


def _prepaid_used(report: IncomeReport) -> Money:
    word = tr(TENDER_WORDS[Tender.PREPAID])
    return total(
        line.net for part in report.parts if part.key == "tender" for line in part.lines if line.label == word
    )


class ReportPane(Pane):
    """The facts of one report; the ways to the other reports stay at its foot."""

    def __init__(self, go: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__("report_pane", parent=parent)
        buttons = []
        for target, word, key in LINKS:
            button = KeyButton(tr(word), key, "flat", name=f"report_{target}")
            button.clicked.connect(lambda _on=False, target=target: go(target))
            buttons.append(button)
        self.set_foot(pad(*buttons, None, margins=(SPACE.m, 0, SPACE.m, 0)))

    def show_view(self, kind: SpanKind, view: ReportView) -> None:
        """These facts instead of what stood here."""
        self.clear()
        report = view.report
        head = self.add_section(name="report_net")
        head.add(Words(tr("净收（元）"), tone="text2"))
        figure = Words(str(report.net), "figure", "bad" if report.net.fen < 0 else "text", select=True)
        figure.setObjectName("report_figure")
        figure.setAccessibleName(tr("净收 {amount} 元", amount=report.net))
        head.add(figure)
        part = report.parts[0]
        head.add_line(tr("收款"), right=str(part.taken))
        back = Words(str(-part.refunded), tone="bad" if part.refunded else "text2")
        head.add_row(Words(tr("退款")), None, back)
        if used := _prepaid_used(report):
            # It was taken when it was prepaid: whoever adds years up must know.
            head.add_line(tr("其中预存抵扣，存入时已收过"), right=str(used))
        self._show_compared(kind, view)
        self._show_closes(report)
        self._show_held(report)

    def _show_compared(self, kind: SpanKind, view: ReportView) -> None:
        section = self.add_section(tr("比一比"), name="report_compared")
        self._compare(section, tr("比{span}", span=tr(_BEFORE[kind])), view.report, view.before)
        if view.year_ago.days != view.before.days:
            section.body.addSpacing(SPACE.s)
            self._compare(section, tr("比去年同期"), view.report, view.year_ago)

    def _compare(self, section: Section, words: str, report: IncomeReport, earlier: Earlier) -> None:
        change = change_words(report.net, earlier.net)
        tone = "bad" if report.net < earlier.net else "text"
        shown = Words(change, "bold", tone, select=True)
        section.add_row(Words(words), None, shown)
        section.add_line(str(earlier.days), right=str(earlier.net), tone="text2")

    def _show_held(self, report: IncomeReport) -> None:
        section = self.add_section(
            tr("代管的钱"), tr("截至 {day}", day=report.held_on.isoformat()), name="report_held", line=False
        )
        if not report.held:
            section.add(Words(tr("没有押金和预存款"), tone="text2"))
            return
        for line in report.held:
            section.add_line(line.label, right=str(line.amount))
        if len(report.held) > 1:
            section.add_line(tr("合计"), right=str(total(line.amount for line in report.held)))

    def _show_closes(self, report: IncomeReport) -> None:
        section = self.add_section(tr("日结"), name="report_closes")
        if fault := report.fault():
            section.add_state("bad", fault, tr("日结合计 {net}", net=report.closed_net))
            return
        if not report.closed_shifts and not report.open_shifts:
            section.add_state("neutral", tr("期内没有班次"))
            return
        if report.closed_shifts:
            words = tr("{n} 班日结，合计一致", n=report.closed_shifts)
            if report.open_shifts:
                words = tr("{n} 班日结，合计 {net}", n=report.closed_shifts, net=report.closed_net)
            section.add_state("ok", words)
        if report.open_shifts:
            words = tr("{n} 班还没有日结", n=report.open_shifts)
            rest = report.net - report.closed_net
            section.add_state("warn", words, tr("其中的 {rest} 已在表里", rest=rest))
