"""待归档: what the scanner has put into its folder, shown beside it and filed with kind and unit by a few keys (D1.6)."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.archives.queries.scans import (
    ScanFigures,
    ScanFilter,
    ScanRow,
    scan_figures,
    scan_rows,
    scans_waiting,
)
from frontdesk.areas.archives.rules.papers import LONGEST_NAME, Source
from frontdesk.areas.archives.service.correspondence import Registered
from frontdesk.areas.archives.service.papers import Filed, FilePaper, file_paper
from frontdesk.areas.archives.ui.correspondence_dialogs import DocumentDialog
from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.archives.ui.paper_dialogs import kind_options, people_options, unit_picker
from frontdesk.areas.archives.ui.paper_viewer import ViewerDialog
from frontdesk.areas.archives.ui.papers_page import set_folders, size_words
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.store.inbox import ScanState, put_aside, read_scan, take_away
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import DeskError, InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, Field, Labelled, TextField
from frontdesk.base.widgets.files_field import SCANNED, Picked
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Pane, pad
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.rows import Column, Status
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 480
LOOK_AGAIN_MS = 3_000
_TONES = {
    ScanState.READY: "warn", ScanState.WRITING: "info", ScanState.BROKEN: "bad", ScanState.TOO_LARGE: "bad",
}  # fmt: skip


def status_of(row: ScanRow) -> Status:
    """`待归档`, `正在写入`, `已归档`."""
    if row.filed:
        return Status("ok", tr("已归档"))
    return Status(_TONES[row.scan.state], tr(row.scan.state.value))


class PaperInboxPage(ListPage):
    """The list looks into the folder again every few seconds while it is shown."""

    TARGETS = ("paper_inbox",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[ScanRow], ...] = (
            Column(tr("扫描件"), lambda r: r.scan.name, sort=False),
            Column(
                tr("大小"), lambda r: size_words(r.scan.size), kind="quiet", right=True, width=84, sort=False
            ),
            Column(tr("扫描时间"), lambda r: f"{local_time(r.scan.at):%m-%d %H:%M}", width=112, sort=False),
            Column(tr("已归到"), lambda r: r.filed, kind="quiet", width=144, sort=False),
            Column(tr("状态"), status_of, kind="status", width=108, sort=False),
        )
        super().__init__(
            desk, "paper_inbox_page", tr("待归档"), columns, [("all", tr("扫描文件夹"))], rows=scan_rows,
            figures=scan_figures, placeholder=tr("文件名"), topics=("unit_papers",), back=True, parent=parent,
        )  # fmt: skip
        self.folder = ""
        self._trouble = ""
        self._row: ScanRow | None = None
        self._count = -1
        self._token = uuid4().hex
        self.papers = KeyButton(tr("资料"), "F5", name="inbox_papers")
        self.papers.clicked.connect(lambda: self.desk.go("papers"))
        self.clean = KeyButton(tr("清掉已归档的"), "F7", name="inbox_clean")
        self.clean.clicked.connect(self._clean)
        for button in (self.clean, self.papers):
            self.head.add_action(button)
        self.watch = QTimer(self)
        self.watch.setInterval(LOOK_AGAIN_MS)
        self.watch.timeout.connect(self._look_again)
        self._build_pane()
        self.set_split(self.views, self.pane, WIDTH)

    def _build_pane(self) -> None:
        self.pane = Pane("inbox_pane")
        self.preview = PaperPreview(name="inbox_preview")
        self.preview.opened.connect(self._enlarge)
        self.unit = unit_picker(self.desk, "inbox_unit")
        self.unit.required = True
        self.kind = ChoiceField("inbox_kind", kind_options(self.desk), required=True)
        self.person = ChoiceField("inbox_person", people_options(self.desk, None))
        self.person.set_value(None)
        self.unit.picked.connect(lambda choice: self._people(choice.value))
        self.name = TextField("inbox_name", tr("不写就用种类名"), limit=LONGEST_NAME)
        self.fields: dict[str, Field] = {
            "unit_id": self.unit, "kind": self.kind, "person_id": self.person, "name": self.name,
        }  # fmt: skip
        self.name.enter_moves = False
        self.name.submitted.connect(self._file)
        self.file_button = KeyButton(tr("归档"), "Ctrl+Enter", "primary", name="inbox_file")
        self.file_button.clicked.connect(self._file)
        self.turn = KeyButton(tr("旋转"), "Ctrl+R", name="inbox_turn")
        self.turn.clicked.connect(self.preview.turn)
        self.aside = KeyButton(tr("不归档"), "F4", name="inbox_aside")
        self.aside.clicked.connect(self._aside)
        self.letter = KeyButton(tr("登记收文"), "F6", name="inbox_letter")
        self.letter.clicked.connect(self._register)
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        column.setSpacing(SPACE.xs)
        for pair in (
            ((self.unit, tr("房号")), (self.kind, tr("种类"))),
            ((self.person, tr("哪一位的")), (self.name, tr("名称（可不填）"))),
        ):
            row = QHBoxLayout()
            row.setSpacing(SPACE.l)
            for field, label in pair:
                row.addWidget(Labelled(field, label), 1)
            column.addLayout(row)
        column.addWidget(
            pad(self.file_button, self.letter, self.turn, self.aside, None, margins=(0, 0, 0, 0))
        )
        self.pane.set_foot(self._form)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> ScanFilter:
        return ScanFilter(self.desk.clock.now(), self.search.text())

    def show_figures(self, figures: ScanFigures) -> tuple[int, int]:
        self.chips.set_count("all", figures.every or None)
        self.head.set_hint(figures.folder)
        self.clean.setVisible(bool(figures.filed))
        if (figures.folder, figures.trouble) != (self.folder, self._trouble) and self.is_empty():
            self.hide_empty()
        self.folder, self._trouble = figures.folder, figures.trouble
        self._count = figures.every
        return figures.count, figures.every

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        self.print_button.setVisible(False)

    def empty_state(self) -> EmptyState:
        papers = KeyButton(tr("资料"), "F5", name="inbox_begin_papers")
        papers.clicked.connect(lambda: self.desk.go("papers"))
        buttons = [papers]
        if self.desk.may(Right.SETTINGS):
            setup = KeyButton(tr("设定扫描文件夹"), "F2", "primary", name="inbox_setup")
            setup.clicked.connect(lambda: set_folders(self.desk, self))
            buttons.insert(0, setup)
        title = tr("没有待归档的扫描件")
        words = tr("扫描仪扫到 {folder} 里的 PDF 和照片，几秒钟内会出现在这里。", folder=self.folder)
        if not self.folder:
            title = tr("还没有设定扫描文件夹")
            words = tr("设好以后，扫描仪扫出来的 PDF 和照片会自己列在这里，选好户和种类就归档。")
        elif self._trouble:
            title, words = tr("扫描文件夹打不开"), self._trouble
        return EmptyState("ph.tray", title, words, tuple(buttons), name="inbox_empty")

    def _look_again(self) -> None:
        """Only when something came or went, or something is still being written, is the list read again."""
        if self.desk.busy or self._typing():
            return
        self.desk.read_later(scans_waiting, key="inbox_count", then=self._counted)

    def _counted(self, count: int) -> None:
        row = self._row
        writing = row is not None and row.scan.state is ScanState.WRITING
        if count != self._count or writing:
            self.refresh()

    def _typing(self) -> bool:
        return self._row is not None and any(field.hasFocus() for field in (self.unit.inner, self.name))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self.watch.stop()
        super().hideEvent(event)

    # -- the scan stood on --

    def row_changed(self, row: ScanRow | None) -> None:
        same = row is not None and self._row is not None and row.scan == self._row.scan
        self._row = row
        if same and row is not None and row.filed == "":
            return
        self.preview.setParent(None)
        self.pane.clear()
        self._form.setVisible(row is not None and self.desk.may(Right.ARCHIVES_WRITE))
        for field in self.fields.values():
            field.set_error(None)
        if row is None:
            return
        self._token = uuid4().hex
        self.file_button.setEnabled(row.ready)
        self.letter.setEnabled(row.ready)
        self.aside.setVisible(not row.filed)
        section = self.pane.add_section(name="inbox_scan", line=False)
        if row.filed:
            section.add(
                Words(tr("已经归档为 {what}。F7 把它从扫描文件夹里清掉。", what=row.filed), "body", wrap=True)
            )
        elif row.scan.state is ScanState.WRITING:
            section.add(Words(tr("扫描仪还在写这个文件，写完就能归档。"), "body", "text2", wrap=True))
        elif row.scan.state is ScanState.BROKEN:
            section.add(Words(tr("这个文件不完整，请重新扫描；F4 把它移走。"), "body", "bad", wrap=True))
        if row.scan.state is ScanState.READY:
            section.add(self.preview)
            self.preview.show()
            try:
                self.preview.show_pdf(read_scan(row.path))
            except DeskError:
                # It went, or is being written again, in this moment: the next look says so.
                self.preview.show_pdf(None)
        self.pane.scroll_to_top()

    def row_opened(self, row: Any) -> None:
        """Enter begins with whose it is."""
        if row is not None and self._form.isVisible():
            self.unit.setFocus()

    def _enlarge(self) -> None:
        if self._row is not None:
            try:
                content = read_scan(self._row.path)
            except DeskError as error:
                self.desk.tell(error)
                return
            open_dialog(ViewerDialog(self._row.scan.name, content, parent=self))

    def _people(self, unit_id: object) -> None:
        self.person.set_options(people_options(self.desk, unit_id if isinstance(unit_id, int) else None))
        self.person.set_value(None)

    # -- what is done --

    def _file(self) -> None:
        row = self._row
        if row is None or not row.ready or not self.desk.may(Right.ARCHIVES_WRITE):
            return
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for name, field in self.fields.items():
            try:
                values[name] = field.value()
            except Refused as refused:
                errors[name] = refused.text
        if errors:
            self.show_errors(InvalidInput(errors))
            return
        try:
            content = read_scan(row.path)
        except DeskError as error:
            self.desk.tell(error)
            self.refresh()
            return
        command = FilePaper(
            values["kind"], content, values["name"] or values["kind"], row.scan.name, values["unit_id"],
            values["person_id"], source=Source.SCAN, token=self._token,
        )  # fmt: skip
        self.desk.run(file_paper, command, then=lambda filed: self._filed(row.path, filed), form=self)

    def _filed(self, path: Path, filed: Filed) -> None:
        """It is committed: only now does the scan leave its folder."""
        gone = take_away(path, filed.hash)
        words = tr("已归档：{unit} {kind}。", unit=self.unit.text(), kind=tr(filed.kind))
        if gone:
            self.desk.messages.ok(words)
        else:
            self.desk.messages.warn(words, tr("扫描件还在文件夹里（可能正开着），稍后按 F7 清掉。"))
        self.name.set_value(None)
        # The next sheet of the same pile is often of the same home.
        self.refresh()
        if self.model.rowCount():
            self.unit.setFocus()

    def _register(self) -> None:
        """The scan is a document that came: it is registered, and leaves the folder once that is committed."""
        row = self._row
        if row is None or not row.ready or not self.desk.may(Right.ARCHIVES_WRITE):
            return
        try:
            content = read_scan(row.path)
        except DeskError as error:
            self.desk.tell(error)
            return

        def registered(made: Registered) -> None:
            take_away(row.path, sha256(content).hexdigest())
            self.desk.messages.ok(tr("已登记 {number}，扫描件附在上面。", number=made.number))
            self.refresh()

        picked = (Picked(row.scan.name, content, SCANNED),)
        open_dialog(DocumentDialog(self.desk, registered, files=picked, parent=self))

    def _aside(self) -> None:
        row = self._row
        if row is None or row.filed or not self.desk.may(Right.ARCHIVES_WRITE):
            return
        text = tr("“{name}”移到文件夹“不归档”里，不删除。", name=row.scan.name)
        if not self.desk.dialogs.confirm(text, title=tr("不归档"), yes=tr("移走")):
            return
        try:
            put_aside(row.path)
        except DeskError as error:
            self.desk.tell(error)
        else:
            self.desk.messages.ok(tr("“{name}”已移走。", name=row.scan.name))
        self.refresh()

    def _clean(self) -> None:
        """Those whose content is kept: held against it once more, then removed."""
        rows = self.desk.read(scan_rows, ScanFilter(self.desk.clock.now()), 0, None)
        gone = sum(take_away(row.path, row.hash) for row in rows if row.filed and row.hash)
        self.desk.messages.ok(tr("扫描文件夹里清掉了 {n} 份已归档的。", n=gone))
        self.refresh()

    # -- the desk's form --

    def show_errors(self, error: Refused) -> None:
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        for name, field in self.fields.items():
            field.set_error(errors.get(name))
        rest = [text for name, text in errors.items() if name not in self.fields]
        if rest:
            self.desk.messages.bad(rest[0])
        self.focus_first_error()

    def clear_errors(self) -> None:
        for field in self.fields.values():
            field.set_error(None)

    def error_words(self) -> str:
        return ""

    def focus_first_error(self) -> None:
        wrong = [field for field in self.fields.values() if field.error()]
        if wrong:
            wrong[0].setFocus()

    def help_text(self) -> str:
        return tr(
            "扫描仪送来的文件。回车到房号，打房号回车，种类用方向键或打字母选，Ctrl+Enter 归档，接着下一份；"
            "F6 是来文就登记收文，Ctrl+R 转方向，F4 不归档的移走，F7 清掉已经归档的，F5 看资料。没写完的会等它写完。"
        )
