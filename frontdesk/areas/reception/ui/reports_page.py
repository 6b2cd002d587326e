"""报表: what the desk owes and until when, drafts written and fixed, the spot check; on paper and to Excel (D2.3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QWidget

from frontdesk.areas.reception.documents.kinds import REPORT_FORM_WORDS
from frontdesk.areas.reception.queries.owed_reports import (
    FORM_OF,
    ReportRow,
    ReportView,
    month_due_day,
    report_rows,
    report_view,
)
from frontdesk.areas.reception.queries.spot_checks import SpotCheckRow, SpotLineRow, spot_check, spot_lines
from frontdesk.areas.reception.rules.owing import Period, ReportKind
from frontdesk.areas.reception.service.report_making import (
    MakeOwedReport,
    make_owed_report,
)
from frontdesk.areas.reception.service.reporting import FixedReport, PrintReport, print_report
from frontdesk.areas.reception.service.spot_checking import (
    DrawSpotCheck,
    IssueSpotSheet,
    draw_spot_check,
    issue_spot_sheet,
)
from frontdesk.areas.reception.ui.report_dialogs import DueDialog, FindingDialog, WriteDialog
from frontdesk.areas.reception.ui.report_export import export_report
from frontdesk.areas.reception.ui.report_pane import ReportPane, SpotPane
from frontdesk.areas.reception.ui.ticket_prints import send
from frontdesk.base.printing.paper import A4
from frontdesk.base.store.files import safe_name
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.print_list import KEY as PRINT_KEY
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

PANE = 500
_CHIPS: dict[str, tuple[str, tuple[ReportKind, ...]]] = {
    "all": ("全部", tuple(ReportKind)),
    "weekly": ("周报", (ReportKind.WEEKLY,)),
    "monthly": ("月报", (ReportKind.MONTHLY,)),
    "summary": ("总结", (ReportKind.SUMMARY,)),
    "spot": ("抽查", (ReportKind.SPOT_CHECK,)),
}

File = tuple[ReportView | None, SpotCheckRow | None, tuple[SpotLineRow, ...]]


def status_of(row: ReportRow, today: date) -> Status:
    """`超 3 天`, `今天到期`, `待做`, `进行中`, `已定稿`, `已更正`."""
    if row.number:
        if row.check_id is not None:
            return Status("ok", tr("已抽取"))
        return Status("neutral", tr("已更正")) if row.replaced else Status("ok", tr("已定稿"))
    if row.due_on is None:
        return Status("info", tr("这一期还没过完"), True)
    if row.late:
        return Status("bad", tr("超 {n} 天", n=row.late))
    if row.due_on == today:
        return Status("warn", tr("今天到期"))
    return Status("warn", tr("在写") if row.written else tr("待做"))


class OwedReportsPage(Page):
    """`open(kind=…, first=…)` stands on a report owed, `open(number=…)` on one that is there."""

    TARGETS = ("owed_reports",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "owed_reports_page", tr("报表"), topics=("owed_reports", "tickets"), parent=parent
        )
        self._rows: tuple[ReportRow, ...] = ()
        self._wanted = ""
        self._shown: tuple[str, File] | None = None
        today = desk.clock.today
        columns: tuple[Column[ReportRow], ...] = (
            Column(tr("报表"), lambda r: tr(r.kind.value), kind="strong", width=176, sort=False),
            Column(tr("期间"), lambda r: str(r.period), width=192, sort=False),
            Column(tr("状态"), lambda r: status_of(r, today()), kind="status", width=132, sort=False),
            Column(tr("到期"), lambda r: r.due_on, width=104, sort=False),
            Column(tr("编号"), lambda r: r.number, sort=False),
            Column(tr("经手"), lambda r: r.by, kind="quiet", width=76, sort=False),
        )
        self.chips = ChipRow([(key, tr(word)) for key, (word, _kinds) in _CHIPS.items()], name="owed_kind")
        self.chips.chosen.connect(lambda _key: self._show_rows())
        self.filters.add(self.chips)
        self.due_button = KeyButton(tr("月报期限"), "F9", "flat", name="owed_due")
        self.due_button.clicked.connect(self.set_due)
        self.due_button.setVisible(desk.may(Right.RECEPTION_SETUP))
        self.filters.add_right(self.due_button)
        self.filters.show()
        self.model: RowsModel[ReportRow] = RowsModel(
            columns, key=lambda r: r.key, faint=lambda r: bool(r.replaced), parent=self
        )
        self.table = Table("owed_reports", title=tr("报表"), memory=desk.memory)
        self.table.set_model(self.model)
        self.table.current_changed.connect(lambda _row: self._row_changed())
        self.table.opened.connect(lambda _row: self.act())
        self.pane = ReportPane()
        self.spot = SpotPane(desk)
        self.spot.table.opened.connect(lambda _row: self.act())
        self.nothing = QLabel()
        self.beside = QStackedWidget()
        for widget in (self.nothing, self.pane, self.spot):
            self.beside.addWidget(widget)
        self.set_split(self.table, self.beside, PANE)
        self._build_foot()

    def _build_foot(self) -> None:
        self.hint = Words("", "body", "text2")
        self.act_button = KeyButton(tr("写报表"), "F4", "primary", name="owed_act")
        self.correct_button = KeyButton(tr("更正"), "F6", name="owed_correct")
        self.print_button = KeyButton(tr("打印"), PRINT_KEY, icon="ph.printer", name="owed_print")
        self.export_button = KeyButton(tr("导出 Excel"), "F8", icon="ph.export", name="owed_export").also(
            "Ctrl+E"
        )
        self.act_button.clicked.connect(self.act)
        self.correct_button.clicked.connect(self.correct)
        self.print_button.clicked.connect(self.print_report)
        self.export_button.clicked.connect(self.export)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.l)
        row.addWidget(self.hint, 1)
        for button in (self.export_button, self.print_button, self.correct_button, self.act_button):
            row.addWidget(button)
        self.set_foot(box)

    # -- reading --

    def open(self, **arguments: Any) -> None:
        number, kind, first = arguments.get("number"), arguments.get("kind"), arguments.get("first")
        if isinstance(number, str) and number:
            self._wanted = number
        elif isinstance(kind, ReportKind) and isinstance(first, date):
            self._wanted = f"{kind.name}-{first.isoformat()}"
        if self._wanted:
            self.chips.choose("all")
        self.refresh()

    def refresh(self) -> None:
        today = self.desk.clock.today()
        self.desk.read_later(report_rows, today, key="owed_reports", then=self._show)

    def _show(self, rows: tuple[ReportRow, ...]) -> None:
        self._rows = rows
        today = self.desk.clock.today()
        late = sum(bool(row.late) for row in rows)
        due = sum(row.due_on is not None and row.due_on >= today for row in rows)
        told = [tr("{n} 份超期", n=late)] if late else []
        told += [tr("{n} 份待做", n=due)] if due else []
        self.head.set_hint("，".join(told) or tr("没有欠的"))
        self._shown = None
        self._show_rows()

    def _show_rows(self) -> None:
        kinds = _CHIPS[self.chips.current() or "all"][1]
        rows = [row for row in self._rows if row.kind in kinds]
        before = self._wanted or (row.key if (row := self.current()) is not None else "")
        self._wanted = ""
        self.model.set_rows(rows)
        if not rows:
            words = tr(
                "受理了报事，周二就要出投诉周报表，月初要出上月的统计分析、工作总结和抽查，都列在这里。"
            )
            self.show_empty(EmptyState("ph.chart-bar", tr("还没有要出的报表"), words, name="owed_empty"))
        else:
            self.hide_empty()
            if not before or not self.table.select_key(before):
                self.table.select_row(0)
        self._row_changed()

    def current(self) -> ReportRow | None:
        """The report stood on."""
        found = self.table.current()
        return found if isinstance(found, ReportRow) else None

    def _row_changed(self) -> None:
        row = self.current()
        self._show_buttons(row)
        if row is None or (row.kind is ReportKind.SPOT_CHECK and row.check_id is None):
            self.beside.setCurrentWidget(self.nothing)
            return
        if self._shown is not None and self._shown[0] == row.key:
            self._show_file(row, self._shown[1])
            return
        self.desk.read_later(
            _read_file,
            row,
            self.desk.clock.now(),
            self.desk.actor.name,
            self.desk.may(Right.REPORTS),
            key="owed_report",
            then=lambda found: self._file_read(row, found),
        )

    def _file_read(self, row: ReportRow, found: File) -> None:
        current = self.current()
        if current is None or current.key != row.key:
            return
        self._shown = (row.key, found)
        self._show_file(row, found)
        self._show_buttons(row)

    def _show_file(self, row: ReportRow, found: File) -> None:
        view, check, lines = found
        if check is not None:
            self.beside.setCurrentWidget(self.spot)
            self.spot.show_check(check, lines)
        elif view is not None:
            # Filled while it shows: a hidden pane does not know how wide its words may run.
            self.beside.setCurrentWidget(self.pane)
            self.pane.show_view(row, view)
        else:
            self.nothing.setText(tr("这份总结里有收款，要有查看报表的权限。"))
            self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.beside.setCurrentWidget(self.nothing)

    def _show_buttons(self, row: ReportRow | None) -> None:
        lead = self.desk.may(Right.RECEPTION_LEAD)
        spot = row is not None and row.kind is ReportKind.SPOT_CHECK
        drawn = row is not None and row.check_id is not None
        fixed = row is not None and bool(row.number) and not spot
        self.act_button.setVisible(row is not None and not fixed and (lead or not spot))
        self.act_button.setText(tr("登记结果") if drawn else tr("抽取") if spot else tr("写报表"))
        self.correct_button.setVisible(fixed and row is not None and not row.replaced and lead)
        there = row is not None and (not spot or drawn) and self._view_or_spot(row)
        self.print_button.setVisible(there)
        self.print_button.setText(tr("打印") if row is not None and row.number else tr("看纸样"))
        self.export_button.setVisible(there)
        self.hint.setText(self._hint(row))

    def _view_or_spot(self, row: ReportRow) -> bool:
        """Whether there is something to see for whoever is signed in."""
        return not (row.kind is ReportKind.SUMMARY and row.number and not self.desk.may(Right.REPORTS))

    def _hint(self, row: ReportRow | None) -> str:
        if row is None:
            return ""
        if row.check_id is not None:
            return tr("在右边选一件，F4 登记看到的")
        if row.kind is ReportKind.SPOT_CHECK:
            return tr("抽取由主管做：按不少于 5% 抽，种子存着，可以再抽出同样的")
        if row.number:
            return tr("定稿的不再改；要改按 F6 另出一份更正")
        return tr("数字来自记录，文字由人写；主管定稿")

    # -- acts --

    def act(self) -> None:
        """写报表, 抽取 or 登记结果."""
        row = self.current()
        if row is None or not self.act_button.isVisibleTo(self):
            return
        if row.check_id is not None:
            line = self.spot.current()
            if line is not None:
                FindingDialog(self.desk, line, self.desk.messages.ok, parent=self).open()
        elif row.kind is ReportKind.SPOT_CHECK:
            self._draw(row)
        else:
            self._write(row)

    def _draw(self, row: ReportRow) -> None:
        month = f"{row.period.first:%Y-%m}"

        def drawn(_check_id: int) -> None:
            self._wanted = f"CC-{row.period.first:%Y%m}"
            self.refresh()
            self.desk.messages.ok(tr("{month} 的报事已抽取，样本和种子存下了。", month=month))

        self.desk.run(draw_spot_check, DrawSpotCheck(row.period), then=drawn)

    def _view(self, row: ReportRow) -> ReportView | None:
        """Read anew: somebody may have written since the list was read."""
        found = self.desk.read(
            report_view,
            row.kind,
            row.period,
            now=self.desk.clock.now(),
            by=self.desk.actor.name,
            money=self.desk.may(Right.REPORTS),
        )
        return found if isinstance(found, ReportView) else None

    def _write(self, row: ReportRow, corrects: str = "") -> None:
        view = self._view(row)
        if view is None:
            return

        def done(words: str) -> None:
            self.desk.messages.ok(words)

        WriteDialog(self.desk, row, view, done, corrects=corrects, parent=self).open()

    def correct(self) -> None:
        """A new one that names the one stood on."""
        row = self.current()
        if row is not None and row.number and not row.replaced and row.check_id is None:
            self._write(row, corrects=row.number)

    def set_due(self) -> None:
        """Until which day of the next month a month's reports are due."""
        if self.due_button.isVisibleTo(self):
            DueDialog(self.desk, self.desk.read(month_due_day), self.desk.messages.ok, parent=self).open()

    # -- to paper and to Excel --

    def print_report(self) -> None:
        """A fixed one or a spot check to the printer; a draft is looked at."""
        row = self.current()
        if row is None or not self.print_button.isVisibleTo(self):
            return
        if row.check_id is not None:
            self.desk.run(issue_spot_sheet, IssueSpotSheet(row.check_id), then=self._send)
        elif row.number:
            self._send(FixedReport(0, FORM_OF[row.kind], row.number))
        else:
            self.desk.run_long(
                make_owed_report,
                MakeOwedReport(row.kind, row.period),
                title=tr("正在准备{title}", title=tr(row.kind.value)),
                then=lambda pdf: self._preview(row, pdf),
            )

    def _send(self, made: FixedReport) -> None:
        title = f"{tr(REPORT_FORM_WORDS[made.form])} {made.number}"
        send(
            self.desk,
            made.form.value,
            title,
            lambda size: (print_report, PrintReport(made.form, made.number, size)),
        )

    def _preview(self, row: ReportRow, pdf: bytes) -> None:
        title = tr("{kind} {period} 草稿", kind=tr(row.kind.value), period=row.period)
        dialog = PreviewDialog(self.desk, FORM_OF[row.kind].value, pdf, title, papers=(A4,), parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def export(self) -> None:
        """The workbook with its charts, written where the clerk says."""
        row = self.current()
        if row is None or not self.export_button.isVisibleTo(self):
            return
        name = row.number or tr("{first} 草稿", first=row.period.first.isoformat())
        export_report(self.desk, row, safe_name(f"{tr(row.kind.value)} {name}.xlsx"))

    def help_text(self) -> str:
        return tr(
            "欠的报表排在最前：每周二出上周二到周一的投诉周报表，月初出上月的统计分析、工作总结和抽查。F4 写文字或抽取，Ctrl+P 打印，"
            "F8 导出 Excel。定稿的不再改，F6 另出一份更正。F9 定月报的期限。"
        )


def _read_file(session: Any, row: ReportRow, now: datetime, by: str, money: bool) -> File:
    """What the pane shows of a row."""
    if row.check_id is not None:
        return None, spot_check(session, row.check_id), spot_lines(session, row.check_id)
    view = report_view(
        session,
        row.kind,
        Period(row.period.first, row.period.last),
        now=now,
        by=by,
        money=money,
        number=row.number,
    )
    return view, None, ()
