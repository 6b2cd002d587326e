"""变更通知: what of the residents no department has been told yet, sheets that were issued, who hears of what (D1.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.resident_changes import (
    ChangeFilter,
    ChangeRow,
    ChangeShow,
    ChangeView,
    change_figures,
    change_rows,
    change_view,
)
from frontdesk.areas.archives.rules.resident_changes import SETTING, ChangeKind, departments_of
from frontdesk.areas.archives.service.resident_changes import (
    FORM_KEY,
    IssueChanges,
    IssuedChanges,
    PrintChanges,
    PrintedChanges,
    SaveDepartments,
    export_changes,
    issue_changes,
    print_changes,
    save_departments,
)
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, TextField
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.rows import Column, Status
from frontdesk.base.widgets.saving import save_file

_BETWEEN = re.compile(r"[、，,；;\s]+")


def content(row: ChangeRow) -> str:
    """`138****5678 → 139****0021`."""
    return f"{row.before} → {row.after}" if row.before and row.after else row.after or row.before


class IssueDialog(FieldsDialog):
    """出通知单: the first one says where it begins, the others go on where the last ended."""

    def __init__(self, desk: Desk, waiting: int, *, first: bool, parent: QWidget | None = None) -> None:
        text = tr("还没通知的 {n} 项，按部门各一页；通知过的不会再出现。", n=waiting)
        super().__init__(desk, tr("出变更通知单"), text, name="changes_issue", width=520, parent=parent)
        self._page = parent
        if first:
            begin = DateField("changes_first", today=desk.clock.today, required=True)
            begin.set_value(desk.clock.today().replace(day=1))
            self.row(("first", begin, tr("第一张从哪天起登记的变更开始"), 1))
        self.row(("words", TextField("changes_words", limit=200), tr("说明（可不填，印在单上）"), 1))
        self.finish(tr("出单并看样张"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = IssueChanges(values.get("first"), values["words"])
        self.desk.run(issue_changes, command, then=self._stored, form=self)

    def _stored(self, issued: IssuedChanges) -> None:
        desk, page = self.desk, self._page
        self.accept()
        desk.messages.ok(tr("{number} 已出，{n} 项。", number=issued.number, n=issued.lines))
        desk.run(print_changes, PrintChanges(issued.number), then=lambda made: show_sheet(desk, made, page))


class DepartmentsDialog(FieldsDialog):
    """Which departments hear of what, kind by kind."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        text = tr("每种变更通知哪些部门，几个部门用顿号隔开；空着的不通知。")
        super().__init__(desk, tr("通知哪些部门"), text, name="changes_departments", width=640, parent=parent)
        told = departments_of(desk.read(get_setting, SETTING))
        kinds = list(ChangeKind)
        for at in range(0, len(kinds), 2):
            cells = []
            for kind in kinds[at : at + 2]:
                field = TextField(f"departments_{kind.name.lower()}", limit=200)
                field.set_value("、".join(told[kind]))
                cells.append((kind.name, field, tr(kind.value), 1))
            self.row(*cells)
        self.finish(tr("保存"))

    def store(self, values: Mapping[str, Any]) -> None:
        heard = {
            kind: tuple(name for name in _BETWEEN.split(values[kind.name]) if name) for kind in ChangeKind
        }
        self.desk.run(save_departments, SaveDepartments(heard), then=self._stored, form=self)

    def _stored(self, _done: Any) -> None:
        self.accept()
        self.desk.messages.ok(tr("通知的部门已保存，下一张单起照此办。"))


def show_sheet(desk: Desk, made: PrintedChanges, parent: QWidget | None) -> None:
    """The sheet before it is printed."""
    from frontdesk.areas.archives.forms.resident_changes import RESIDENT_CHANGES

    title = tr("变更通知单 {number}", number=made.number)
    PreviewDialog(desk, FORM_KEY, made.pdf, title, papers=RESIDENT_CHANGES.sizes, parent=parent).open()


class ResidentChangesPage(FiledPage):
    """`open(text="BG-2026-001")` shows a sheet's lines."""

    TARGETS = ("resident_changes",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[ChangeRow], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=104, name="unit"),
            Column(tr("变更"), lambda r: tr(r.kind.value), width=92, name="kind"),
            Column(tr("姓名"), lambda r: r.name, width=92, name="name"),
            Column(tr("身份"), lambda r: tr(r.role) if r.role else "", kind="quiet", width=72, sort=False),
            Column(tr("日期"), lambda r: r.on, width=104, name="on"),
            Column(tr("内容"), content, sort=False),
            Column(tr("告诉谁"), lambda r: "、".join(r.departments), kind="quiet", width=168, sort=False),
            Column(tr("通知单"), _status, kind="status", width=144, name="number"),
        )
        super().__init__(
            desk, "resident_changes_page", tr("变更通知"), columns, ChangeShow, rows=change_rows,
            figures=change_figures, read_file=change_view, placeholder=tr("房号、姓名、单号"),
            topics=("resident_changes", "people", "units"), parent=parent,
        )  # fmt: skip
        self.department = FilterChoice("changes_department", tr("部门"), self._options(), width=112)
        self.department.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.department)
        self.setup = KeyButton(tr("通知谁"), "F7", name="changes_setup")
        self.setup.clicked.connect(lambda: open_dialog(DepartmentsDialog(self.desk, self)))
        self.issue = KeyButton(tr("出通知单"), "F2", "primary", name="changes_issue_button")
        self.issue.clicked.connect(self._issue)
        self.reprint = KeyButton(tr("打印通知单"), "F4", icon="ph.printer", name="changes_reprint")
        self.reprint.clicked.connect(self._reprint)
        self.workbook = KeyButton(tr("导出通知单"), "F5", icon="ph.export", name="changes_workbook")
        self.workbook.clicked.connect(self._workbook)
        pane = FiledPane("changes_pane", (self.reprint, self.workbook), writes=True)
        self.finish(pane, self.setup, self.issue)
        self.setup.setVisible(desk.may(Right.ARCHIVES_SETUP))
        self.issue.setVisible(self.writes)
        self.more.hide()

    def _options(self) -> list[tuple[Any, str]]:
        told = departments_of(self.desk.read(get_setting, SETTING))
        names = dict.fromkeys(name for kind in ChangeKind for name in told[kind])
        return [("", tr("所有部门")), *((name, tr(name)) for name in names)]

    def wanted(self, sort: str = "", descending: bool = False) -> ChangeFilter:
        return ChangeFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.department.value() or "",
            sort or "number", descending if sort else True,
        )  # fmt: skip

    def forget_filters(self) -> None:
        self.department.set_value("")

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.issue.setVisible(bool(every) and self.writes)

    def empty_state(self) -> EmptyState:
        words = tr(
            "住户入住、搬离、过户、延期和换电话，会自己列在这里；出一张通知单，各部门一页，签收。通知过的不会再出现。"
        )
        return EmptyState("ph.users-three", tr("没有要通知的变更"), words, (), name="changes_empty")

    def row_opened(self, row: ChangeRow | None) -> None:
        """Enter goes to the unit's card."""
        if row is not None:
            self.desk.go("unit", unit_id=row.unit_id)

    def show_file(self, file: ChangeView | None) -> None:
        self.pane.begin(shown=file is not None and file.sheet is not None)
        if file is None:
            return
        row = file.row
        head = self.pane.add_section(name="change_head")
        status = _status(row)
        mark = StatusLabel(status.tone, status.word)  # type: ignore[arg-type]
        head.add_row(Words(f"{row.unit} {tr(row.kind.value)}", "lead"), None, mark)
        head.add(Words(" · ".join(part for part in (row.name, tr(row.role) if row.role else "") if part)))
        facts = self.pane.add_section(name="change_facts")
        for label, value in (
            (tr("日期"), row.on.isoformat() if row.on else ""), (tr("原来"), row.before), (tr("现在"), row.after),
            (tr("告诉"), "、".join(row.departments)),
        ):  # fmt: skip
            if value:
                facts.add_pair(label, value)
        if file.sheet is not None:
            sheet = file.sheet
            told = self.pane.add_section(tr("通知单"), sheet.number, name="change_sheet", line=False)
            told.add_pair(tr("期间"), tr("{first} 至 {last}", first=sheet.first_on, last=sheet.last_on))
            told.add_pair(tr("谁出的"), f"{sheet.by} {local_time(sheet.at):%m-%d %H:%M}")
            if sheet.words:
                told.add_pair(tr("说明"), sheet.words)
            for name, count in sheet.counts:
                told.add_line(tr(name), right=tr("{n} 项", n=count))
        else:
            note = self.pane.add_section(name="change_waiting", line=False)
            note.add(
                Words(
                    tr("还有 {n} 项没通知；按 F2 出一张通知单。", n=file.waiting), "body", "text3", wrap=True
                )
            )
        self.pane.scroll_to_top()

    def acts(self, file: ChangeView | None) -> Acts:
        return {}

    # -- what is done --

    def _issue(self) -> None:
        figures = self.desk.read(change_figures, ChangeFilter(self.desk.clock.today(), show=ChangeShow.ALL))
        waiting = figures.shows[ChangeShow.WAITING]
        first = not figures.shows[ChangeShow.TOLD]
        if not waiting and not first:
            self.desk.messages.warn(tr("上一张以后没有新的变更，没有要出的通知单。"))
            return
        open_dialog(IssueDialog(self.desk, waiting, first=first, parent=self))

    def _number(self) -> str:
        row: ChangeRow | None = self.table.current()
        return row.number if row is not None else ""

    def _reprint(self) -> None:
        if number := self._number():
            self.desk.run(
                print_changes, PrintChanges(number), then=lambda made: show_sheet(self.desk, made, self)
            )

    def _workbook(self) -> None:
        number = self._number()
        if not number:
            return
        path = self.desk.dialogs.choose_save_file(
            tr("导出到 Excel"), tr("变更通知单 {number}.xlsx", number=number), tr("Excel 工作簿 (*.xlsx)")
        )
        if path is None:
            return

        def write(data: bytes) -> None:
            save_file(
                self.desk, path, data, title=tr("导出到 Excel"), pattern=tr("Excel 工作簿 (*.xlsx)"),
                then=lambda where: self.desk.messages.ok(tr("{number} 已导出。", number=number), str(where)),
            )  # fmt: skip

        self.desk.run(export_changes, PrintChanges(number), then=write)

    def open(self, **arguments: Any) -> None:
        """Some words', or one chip's."""
        if not arguments:
            return
        self.forget_filters()
        text = arguments.get("text")
        self.narrow(text=text, show=arguments.get("show") or ("ALL" if text else None))

    def help_text(self) -> str:
        return tr(
            "F2 把还没通知的出成一张通知单，各部门一页；F4 再打印，F5 把这张单导出，F7 设哪种变更通知哪些部门，"
            "回车看房屋，F8 导出清单。"
        )


def _status(row: ChangeRow) -> Status:
    """`BG-2026-001`, `还没通知`."""
    return Status("ok", row.number) if row.number else Status("warn", tr("还没通知"))
