"""导入: a workbook in four steps, each of which can be gone back from until it is stored (D1.7)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from frontdesk.areas.archives.queries import WorkbookLook, import_runs, look_at_workbook, preview_import
from frontdesk.areas.archives.service import ImportResult, ImportUnits, import_units, rejects_workbook
from frontdesk.areas.archives.ui.import_choose import ChooseView
from frontdesk.areas.archives.ui.import_columns import ColumnsView
from frontdesk.areas.archives.ui.import_done import DoneView
from frontdesk.areas.archives.ui.import_preview import PreviewView
from frontdesk.base.values.errors import DeskError, Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.saving import save_file
from frontdesk.base.widgets.steps import StepBar
from frontdesk.base.widgets.tokens import SPACE

CHOOSE, COLUMNS, PREVIEW, DONE = range(4)


class ImportPage(Page):
    """`open(file=…)` begins with that file."""

    TARGETS = ("import",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "archives_import_page", tr("导入"), topics=("units",), parent=parent)
        self.file: Path | None = None
        self.steps = StepBar((tr("选文件"), tr("对照列"), tr("预览"), tr("完成")))
        self.head.add_action(self.steps)
        self.choose = ChooseView(desk.memory)
        self.columns = ColumnsView(desk.memory)
        self.preview = PreviewView(desk.memory)
        self.result = DoneView(sets_fees=desk.may(Right.FEES_SETUP))
        self._views = QStackedWidget()
        for view in (self.choose, self.columns, self.preview, self.result):
            self._views.addWidget(view)
        self.set_body(self._views)
        self._build_foot()
        self.choose.wanted.connect(self.take_file)
        self.choose.choose_wanted.connect(self._ask_file)
        self.choose.retry_wanted.connect(self._again)
        self.result.flags_wanted.connect(lambda: desk.go("flags"))
        self.result.units_wanted.connect(lambda: desk.go("archives"))
        self.result.items_wanted.connect(lambda: desk.go("fee_items"))
        self.result.rejects_wanted.connect(self._save_rejects)
        self.result.again_wanted.connect(self.begin)
        self._stand(CHOOSE)

    def _build_foot(self) -> None:
        self.foot_words = Words("", "body", "text2")
        self.foot_words.setObjectName("import_foot_words")
        self.back_button = KeyButton(tr("上一步"), "Esc", name="import_back")
        self.next_button = KeyButton(tr("预览"), "Ctrl+Enter", "primary", name="import_next")
        self.back_button.clicked.connect(self._go_back)
        self.next_button.clicked.connect(self._go_on)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.foot_words)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        self.set_foot(foot)

    # -- steps --

    def step(self) -> int:
        """Where it stands: CHOOSE, COLUMNS, PREVIEW or DONE."""
        return self._views.currentIndex()

    def _stand(self, step: int) -> None:
        self._views.setCurrentIndex(step)
        self.steps.set_current(step if step != DONE else DONE + 1)
        assert self.foot is not None
        self.foot.setVisible(step in (COLUMNS, PREVIEW))
        name = self.file.name if self.file is not None else ""
        if step == COLUMNS:
            self.next_button.setText(tr("预览"))
            self.foot_words.setText(tr("{name} · 认错的列在右边改，预览时还没有存。", name=name))
        elif step == PREVIEW:
            self.next_button.setText(tr("导入"))
            self.foot_words.setText(tr("{name} · 还没有存。导入中途停下，什么也不会改。", name=name))
        self.focus_start()

    def focus_start(self) -> None:
        match self.step():
            case 0:
                self.choose.drop.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            case 1:
                self.columns.focus_first()
            case 2:
                self.preview.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Another workbook from the beginning."""
        self.file = None
        self.choose.note.hide()
        self.refresh()
        self._stand(CHOOSE)

    def _go_back(self) -> None:
        if self.step() == PREVIEW:
            self._stand(COLUMNS)
        elif self.step() == COLUMNS:
            self._stand(CHOOSE)

    def _go_on(self) -> None:
        if self.step() == COLUMNS:
            self._preview()
        elif self.step() == PREVIEW:
            self._import()

    def refresh(self) -> None:
        self.desk.read_later(import_runs, key="import_runs", then=self.choose.show_runs)

    # -- 选文件 --

    def open(self, **arguments: Any) -> None:
        file = arguments.get("file")
        if file:
            self.take_file(Path(str(file)))
        elif self.step() == DONE:
            self.begin()

    def _ask_file(self) -> None:
        pattern = tr("Excel 工作簿 (*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv);;所有文件 (*.*)")
        path = self.desk.dialogs.choose_open_file(tr("选业主资料的工作簿"), pattern)
        if path is not None:
            self.take_file(path)

    def _again(self) -> None:
        if self.file is not None:
            self.take_file(self.file)

    def take_file(self, path: Path) -> None:
        """Read *path* and show its columns; what is wrong with it is said on the page."""
        self.file = path
        self.choose.note.hide()
        self.desk.run_job(
            lambda progress: self._look(path, progress),
            title=tr("正在读 {name}", name=path.name),
            then=self._looked,
            asked=self._unreadable,
        )

    def _look(self, path: Path, progress: Progress) -> WorkbookLook:
        return self.desk.runner.read(look_at_workbook, ImportUnits(path), progress)

    def _looked(self, look: WorkbookLook) -> None:
        self.columns.show_look(look)
        self._stand(COLUMNS)

    def _unreadable(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            self.desk.tell(error)
            return
        self._stand(CHOOSE)
        self.choose.say(error.text, again=isinstance(error, Surroundings))

    # -- 预览 --

    def command(self) -> ImportUnits:
        """The import as the steps so far say it."""
        assert self.file is not None
        return ImportUnits(self.file, self.columns.chosen_sheet(), self.columns.column_map())

    def _preview(self) -> None:
        if not self.columns.has_room():
            self.columns.say(tr("没有房号不能导入。请在“当作”里选出房号那一列。"))
            return
        self.columns.say("")
        command, today = self.command(), self.desk.clock.today()
        self.desk.run_job(
            lambda progress: self.desk.runner.read(preview_import, command, today, progress),
            title=tr("正在预览 {name}", name=command.file.name),
            then=self._previewed,
            asked=self._not_understood,
        )

    def _previewed(self, result: ImportResult) -> None:
        self.preview.show_result(result)
        self._stand(PREVIEW)

    def _not_understood(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            self.desk.tell(error)
            return
        if error.field == "file" and isinstance(error, Surroundings):
            self._unreadable(error)
            return
        self._stand(COLUMNS)
        self.columns.say(error.text)

    # -- 导入 --

    def _import(self) -> None:
        command = self.command()
        self.desk.run_long(
            import_units,
            command,
            title=tr("正在导入 {name}", name=command.file.name),
            then=self._imported,
        )

    def _imported(self, result: ImportResult) -> None:
        name = self.file.name if self.file is not None else ""
        self.result.show_result(result, name)
        self._stand(DONE)

    def _save_rejects(self) -> None:
        result = self.result.result
        if result is None or self.file is None:
            return
        suggested = tr("{name} 退回的行.xlsx", name=self.file.stem)
        title, pattern = tr("保存退回的行"), tr("Excel 工作簿 (*.xlsx)")
        path = self.desk.dialogs.choose_save_file(title, suggested, pattern)
        if path is None:
            return
        try:
            content = rejects_workbook(result)
        except DeskError as error:
            self.desk.tell(error)
            return

        def told(where: Path) -> None:
            self.desk.messages.ok(
                tr("退回的 {n} 行已另存。", n=len(result.rejected)),
                tr("{path}，最后一列写明原因，改好可以直接再导入。", path=where),
            )

        kept = tr("退回的行还在这里。")
        save_file(self.desk, path, content, title=title, pattern=pattern, then=told, kept=kept)

    def help_text(self) -> str:
        return tr(
            "导入业主资料的工作簿：F2 选文件，或把文件拖进来；对照列；Ctrl+Enter 预览，再 Ctrl+Enter 导入；Esc 上一步。"
            "导入前什么也不存；同一份再导入也不会重复。"
        )
