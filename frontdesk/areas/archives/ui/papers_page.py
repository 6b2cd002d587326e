"""资料: every paper of the units and their people, by kind; filed by file, drop or paste, replaced, voided (D1.6)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import unit_rows_by_id
from frontdesk.areas.archives.queries.papers import (
    PaperFigures,
    PaperFilter,
    PaperRow,
    PaperShow,
    PaperView,
    paper_figures,
    paper_rows,
    paper_view,
    plain_paper,
)
from frontdesk.areas.archives.queries.scans import scan_folder
from frontdesk.areas.archives.rules.papers import PaperState
from frontdesk.areas.archives.service.papers import VoidPaper, void_paper
from frontdesk.areas.archives.service.papers_export import Exported, ExportPapers, export_papers
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.areas.archives.ui.paper_dialogs import (
    FileDialog,
    FoldersDialog,
    edit_kinds,
    kind_options,
    say_filed,
)
from frontdesk.areas.archives.ui.paper_viewer import copy_paper, open_paper, show_paper
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.vault import FOLDER_SETTING
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.file_kinds import SHOWN
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.files_field import DROPPED, FileDrops, Picked, read_clipboard, read_picked
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.rows import Column, Status

TONES = {PaperState.CURRENT: "ok", PaperState.REPLACED: "neutral", PaperState.VOID: "neutral"}


def size_words(size: int) -> str:
    """`420 KB`, `2.4 MB`."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def status_of(row: PaperRow) -> Status:
    """`在用`, `已有新的`, `已作废`."""
    return Status(TONES[row.state], tr(row.state.value), hollow=row.state is not PaperState.CURRENT)


class PapersPage(FiledPage):
    """`open(unit_id=…)` shows a unit's, `open(person_id=…, name=…)` somebody's, `open(text=…, show=…)` narrows, target `file_paper` opens the form."""

    TARGETS = ("papers", "file_paper")
    HISTORY = ("archive_paper", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[PaperRow], ...] = (
            Column(tr("房号"), lambda r: r.unit or r.document, kind="unit", width=112, name="unit"),
            Column(tr("种类"), lambda r: tr(r.kind), width=104, name="kind"),
            Column(tr("名称"), lambda r: r.name, name="name"),
            Column(tr("谁的"), lambda r: r.person, width=88, name="person"),
            Column(
                tr("文件"),
                lambda r: f"{r.sort.upper()} {size_words(r.size)}",
                kind="quiet",
                width=104,
                sort=False,
            ),
            Column(tr("归档"), lambda r: r.filed_on, width=104, name="filed"),
            Column(tr("经办"), lambda r: r.by, kind="quiet", width=72, name="by"),
            Column(tr("状态"), status_of, kind="status", width=104, sort=False),
        )
        super().__init__(
            desk, "papers_page", tr("资料"), columns, PaperShow, rows=paper_rows, figures=paper_figures,
            read_file=paper_view, placeholder=tr("名称、种类、房号、姓名"), topics=("unit_papers", "units", "people"),
            faint=lambda r: r.state is not PaperState.CURRENT, parent=parent,
        )  # fmt: skip
        self._unit_id: int | None = None
        self._unit_code = ""
        self._person: tuple[int, str] | None = None
        self.kind = FilterChoice("papers_kind", tr("种类"), [("", tr("全部种类")), *kind_options(desk)])
        self.kind.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.kind)
        self.missing = KeyButton(tr("缺件"), "F5", name="papers_missing")
        self.missing.clicked.connect(lambda: self.desk.go("papers_missing"))
        self.inbox = KeyButton(tr("待归档"), "F6", name="papers_inbox")
        self.inbox.clicked.connect(lambda: self.desk.go("paper_inbox"))
        self.add = KeyButton(tr("归档资料"), "F2", "primary", name="papers_add")
        self.add.clicked.connect(lambda: self.add_new())  # noqa: PLW0108 - a click hands its state over
        self.see = KeyButton(tr("查看"), "Enter", name="papers_see", shortcut=False)
        self.see.clicked.connect(lambda: self.row_opened(self.table.current()))
        self.replace = KeyButton(tr("换新的"), "F4", name="papers_replace")
        self.replace.clicked.connect(self._replace)
        self.void = KeyButton(tr("作废"), "F7", name="papers_void")
        self.void.clicked.connect(self._void)
        pane = FiledPane("paper_pane", (self.see, self.replace, self.void, self.more), writes=True)
        self.finish(pane, self.missing, self.inbox, self.add)
        for button in (self.add, self.inbox, self.replace, self.void):
            button.setVisible(self.writes)
        self.preview = PaperPreview(name="paper_preview")
        self.preview.opened.connect(lambda: self.row_opened(self.table.current()))
        if self.writes:
            FileDrops(self, self._dropped)
            paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
            paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            paste.activated.connect(self._pasted)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> PaperFilter:
        # Without a head pressed: what was filed last stands first.
        return PaperFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.kind.value() or "", self._unit_id, self._person[0] if self._person is not None else None,
            sort=sort or "filed", descending=descending if sort else True,
        )  # fmt: skip

    def show_figures(self, figures: PaperFigures) -> tuple[int, int]:
        kinds = self.kind.value()
        self.kind.set_options([("", tr("全部种类")), *kind_options(self.desk)])
        if kinds and not self.kind.text():
            self.kind.set_value("")
        return super().show_figures(figures)

    def only_whose(self) -> str:
        if self._person is not None:
            return self._person[1]
        return self._unit_code if self._unit_id is not None else ""

    def forget_filters(self) -> None:
        self._unit_id = self._person = None
        self.kind.set_value("")

    def empty_state(self) -> EmptyState:
        words = tr(
            "产权证、合同、身份证扫描件放到这里，按户按种类查得到；缺什么会列出来。文件可以拖进来、粘贴，也可以从扫描仪的文件夹来。"
        )
        begin = KeyButton(tr("归档资料"), "F2", "primary", name="papers_begin")
        begin.clicked.connect(lambda: self.add_new())  # noqa: PLW0108 - a click hands its state over
        missing = KeyButton(tr("看缺件"), "F5", name="papers_begin_missing")
        missing.clicked.connect(lambda: self.desk.go("papers_missing"))
        buttons = (begin, missing) if self.writes else (missing,)
        return EmptyState("ph.files", tr("还没有归档的资料"), words, buttons, name="papers_empty")

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.missing.setVisible(bool(every))
        self.add.setVisible(bool(every) and self.writes)

    def row_opened(self, row: PaperRow | None) -> None:
        """Enter looks at it."""
        if row is not None:
            show_paper(self.desk, row, self)

    # -- the pane --

    def show_file(self, file: PaperView | None) -> None:
        self.preview.setParent(None)
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        current = row.state is PaperState.CURRENT
        self.replace.setVisible(self.writes and current)
        self.void.setVisible(self.writes and row.state is not PaperState.VOID)
        status = status_of(row)
        head = self.pane.add_section(name="paper_head")
        head.add_row(Words(tr(row.kind), "lead"), None, StatusLabel(status.tone, status.word))  # type: ignore[arg-type]
        head.add(Words(row.name, "body", "text2", wrap=True, select=True))
        if row.unit_id is not None:
            link = Link(tr("一户一卡"), "paper_card")
            link.clicked.connect(lambda: self.desk.go("unit", unit_id=row.unit_id))
            head.add_row(Words(row.unit, "body", select=True), Words(row.person, "body", "text2"), None, link)
        elif row.document:
            led = Link(row.document, "paper_document")
            came = row.correspondence_id is not None
            target = "documents" if came else "emergencies"
            led.clicked.connect(lambda: self.desk.go(target, text=row.document))
            head.add_row(Words(tr("收发文") if came else tr("突发事件"), "body", "text2"), led, None)
        else:
            head.add(Words(row.person, "body"))
        self._show_content(row)
        facts = self.pane.add_section(tr("归档"), name="paper_facts", line=len(file.chain) > 1)
        if row.dated_on is not None:
            facts.add_pair(tr("资料日期"), row.dated_on.isoformat())
        if row.words:
            facts.add_pair(tr("备注"), row.words)
        facts.add_pair(tr("归档"), f"{local_time(row.at):%Y-%m-%d %H:%M}　{row.by}")
        facts.add_pair(tr("来自"), "　".join(part for part in (tr(row.source.value), row.file_name) if part))
        if row.state is PaperState.VOID:
            facts.add_pair(tr("作废"), f"{row.void_reason}　{row.void_by}")
        if len(file.chain) > 1:
            chain = self.pane.add_section(tr("新旧"), name="paper_chain", line=False)
            for each in file.chain:
                mark = status_of(each)
                name = f"{each.name}（{tr('本份')}）" if each.id == row.id else each.name
                chain.add_state(mark.tone, name, f"{each.filed_on.isoformat()} {mark.word}")  # type: ignore[arg-type]
        self.pane.scroll_to_top()

    def _show_content(self, row: PaperRow) -> None:
        """The first page in place; a personal paper only once it is asked for, with a reason (D1.9)."""
        section = self.pane.add_section(name="paper_content")
        if row.sort not in SHOWN:
            section.add(Words(tr("这种文件用别的程序看：按回车打开。"), "body", "text2", wrap=True))
        elif row.personal:
            words = tr("个人证件资料不直接显示。按回车写明理由再看，会留下记录。")
            section.add(Words(words, "body", "text2", wrap=True))
        else:
            section.add(self.preview)
            self.preview.show()
            self.preview.show_pdf(None)
            self.desk.read_later(plain_paper, row.id, key="paper_content", then=self._show_pages)

    def _show_pages(self, found: tuple[str, bytes] | None) -> None:
        self.preview.show_pdf(found[1] if found is not None else None)

    def acts(self, file: PaperView | None) -> Acts:
        found: Acts = {}
        if file is not None:
            row = file.row
            found["open"] = (tr("用别的程序打开"), lambda: open_paper(self.desk, row))
            found["copy"] = (tr("另存一份"), lambda: copy_paper(self.desk, row))
            found |= self.history_act(row.id)
        if self.model.rowCount():
            found["export"] = (tr("把列表里的资料都存到文件夹"), self._copy_out)
        if self.desk.may(Right.SETTINGS):
            found["kinds"] = (tr("资料种类和必须有的"), lambda: edit_kinds(self.desk, self))
            found["folders"] = (tr("扫描文件夹"), lambda: set_folders(self.desk, self))
        return found

    # -- what is done --

    def add_new(self, files: tuple[Picked, ...] = (), unit_id: int | None = None) -> None:
        """F2, a drop, or Ctrl+V."""
        if not self.writes:
            return
        wanted = unit_id if unit_id is not None else self._unit_id
        person = self._person if unit_id is None else None
        open_dialog(
            FileDialog(
                self.desk,
                lambda filed: say_filed(self.desk, filed),
                unit_id=wanted,
                person=person,
                files=files,
                parent=self,
            )
        )

    def _dropped(self, paths: list[Path]) -> None:
        self._bring(*read_picked(paths, DROPPED))

    def _pasted(self) -> None:
        self._bring(*read_clipboard(self.desk))

    def _bring(self, files: list[Picked], trouble: str) -> None:
        if trouble:
            self.desk.messages.warn(trouble)
        if files:
            self.add_new(tuple(files))

    def _replace(self) -> None:
        file: PaperView | None = self.stood_on()
        if file is None or file.row.state is not PaperState.CURRENT:
            return
        open_dialog(
            FileDialog(self.desk, lambda filed: say_filed(self.desk, filed), replaces=file.row, parent=self)
        )

    def _void(self) -> None:
        file: PaperView | None = self.stood_on()
        if file is None or file.row.state is PaperState.VOID:
            return
        row = file.row
        text = tr("“{name}”留着，标明已作废。", name=row.name)
        self.ask(tr("作废资料"), text, ("归错户", "归错种类", "扫描不清", "其他"), lambda reason: self.desk.run(
            void_paper, VoidPaper(row.id, reason),
            then=lambda name: self.desk.messages.ok(tr("“{name}”已作废。", name=name)),
        ))  # fmt: skip

    def _copy_out(self) -> None:
        """Everything the list shows, into a folder: for a court, for the next office."""
        wanted = self.wanted()
        rows = self.desk.read(paper_rows, wanted, 0, None)
        folder = self.desk.dialogs.choose_folder(tr("存到哪个文件夹"))
        if folder is None:
            return
        reason: str | None = ""
        if any(row.personal for row in rows):
            text = tr("{n} 份里有个人证件资料。谁、什么时候、为什么要，都会记下。", n=len(rows))
            usual = [tr(word) for word in ("法院、公安调取", "移交给新的物业", "住户本人要", "其他")]
            reason = self.desk.dialogs.ask_reason(tr("存到文件夹"), text, usual)
        if reason is not None:
            command = ExportPapers(wanted, folder, reason)
            self.desk.run_long(export_papers, command, title=tr("正在存资料"), then=self._copied)

    def _copied(self, done: Exported) -> None:
        if done.damaged:
            told = tr("{n} 份已损坏，没有存：{names}", n=len(done.damaged), names="、".join(done.damaged[:3]))
            self.desk.messages.warn(tr("存了 {n} 份。", n=done.count), told)
        else:
            self.desk.messages.ok(tr("存了 {n} 份资料。", n=done.count))

    # -- coming here --

    def open(self, *, target: object = "papers", **arguments: Any) -> None:
        """A unit's, some words', one chip's; or at once the form."""
        unit_id = arguments.get("unit_id")
        if target == "file_paper":
            self.add_new(tuple(arguments.get("files", ())), unit_id if isinstance(unit_id, int) else None)
            return
        if not arguments:
            return
        self.forget_filters()
        self._unit_id = unit_id if isinstance(unit_id, int) else None
        if self._unit_id is not None:
            rows = self.desk.read(unit_rows_by_id, (self._unit_id,), self.desk.clock.today())
            self._unit_code = rows[0].code if rows else ""
        person_id = arguments.get("person_id")
        if isinstance(person_id, int):
            self._person = (person_id, str(arguments.get("name", "")))
        self.kind.set_value(str(arguments.get("kind", "")))
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "按户、按种类存的资料。F2 归档，也可以把文件拖进来或 Ctrl+V 粘贴；F6 看扫描仪送来的待归档，F5 看哪户缺什么。"
            "回车查看，F4 换新的，F7 作废，F9 用别的程序打开、另存、都存到文件夹和设定种类。个人证件看之前要写理由。"
        )


def set_folders(desk: Desk, parent: QWidget) -> None:
    """The scanner's folder, and the shared one of a server."""
    folder = desk.read(scan_folder)
    shared = str(desk.read(get_setting, FOLDER_SETTING, ""))

    def told(_done: object) -> None:
        desk.messages.ok(tr("扫描文件夹已保存。"))

    open_dialog(FoldersDialog(desk, str(folder or ""), shared, told, parent))
