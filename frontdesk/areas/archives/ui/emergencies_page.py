"""突发事件: the list, the course of the one stood on, and what is done with it (D1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.emergencies import (
    EmergencyFilter,
    EmergencyRow,
    EmergencyShow,
    EmergencyView,
    emergency_figures,
    emergency_rows,
    emergency_view,
)
from frontdesk.areas.archives.rules.emergencies import (
    TOLD_USUAL,
    EmergencyKind,
    EmergencyState,
    Entry,
    Line,
)
from frontdesk.areas.archives.service.emergencies import (
    TOPIC,
    close_emergency,
    draw_report,
    finish_follow_up,
    undo_entry,
    void_emergency,
)
from frontdesk.areas.archives.ui.emergency_dialogs import EntryDialog, RecordDialog, WordsDialog
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.areas.archives.ui.paper_dialogs import FileDialog, say_filed
from frontdesk.areas.archives.ui.paper_viewer import show_paper
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.files_field import DROPPED, FileDrops, Picked, read_picked
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.rows import Column, Status

_TONES = {EmergencyState.OPEN: "bad", EmergencyState.CLOSED: "ok", EmergencyState.VOID: "neutral"}


def status_of(row: EmergencyRow) -> Status:
    """How it stands; a follow-up that is late says so."""
    standing = row.standing
    if standing.late and standing.state is not EmergencyState.VOID:
        return Status("bad", tr("跟进逾期 {n} 天", n=standing.late))
    return Status(_TONES[standing.state], tr(standing.state.value))


class EmergenciesPage(FiledPage):
    """`open(show="LATE")` shows one chip, `open(text=…)` narrows."""

    TARGETS = ("emergencies",)
    HISTORY = ("emergency", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[EmergencyRow], ...] = (
            Column(tr("编号"), lambda r: r.number, width=124, name="number"),
            Column(tr("发生"), lambda r: f"{r.happened_at:%Y-%m-%d %H:%M}", width=148, name="happened_at"),
            Column(tr("种类"), lambda r: tr(r.kind.value), width=84, name="kind"),
            Column(tr("地点"), lambda r: r.place, width=176, name="place"),
            Column(tr("情况"), lambda r: r.words, sort=False),
            Column(tr("状态"), status_of, kind="status", width=128, sort=False),
        )
        super().__init__(
            desk, "emergencies_page", tr("突发事件"), columns, EmergencyShow, rows=emergency_rows,
            figures=emergency_figures, read_file=emergency_view, placeholder=tr("编号、地点、房号、情况"), topics=(TOPIC, "unit_papers"),
            faint=lambda r: r.standing.state is EmergencyState.VOID, parent=parent,
        )  # fmt: skip
        kinds = [(None, tr("全部种类")), *((kind, tr(kind.value)) for kind in EmergencyKind)]
        self.kind = FilterChoice("emergencies_kind", tr("种类"), kinds, width=112)
        self.kind.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.kind)
        self.report = KeyButton(tr("报告"), "F3", icon="ph.printer", name="emergencies_report")
        self.report.clicked.connect(self.print_report)
        self.add = KeyButton(tr("登记"), "F2", "primary", name="emergencies_add")
        self.add.clicked.connect(lambda: self.record())  # noqa: PLW0108 - a click hands its state over
        self.told = KeyButton(tr("报告了谁"), "F5", name="emergencies_told")
        self.told.clicked.connect(lambda: self.write(Entry.TOLD))
        self.measure = KeyButton(tr("处置"), "F6", name="emergencies_measure")
        self.measure.clicked.connect(lambda: self.write(Entry.MEASURE))
        self.follow = KeyButton(tr("跟进"), "F7", name="emergencies_follow")
        self.follow.clicked.connect(lambda: self.write(Entry.FOLLOW))
        pane = FiledPane(
            "emergency_pane", (self.told, self.measure, self.follow, self.more), writes=self.writes
        )
        self.finish(pane, self.report, self.add)
        self.add.setVisible(self.writes)
        if self.writes:
            FileDrops(self, self._dropped)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> EmergencyFilter:
        return EmergencyFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.kind.value(), sort or "happened_at",
            descending if sort else True,
        )  # fmt: skip

    def forget_filters(self) -> None:
        self.kind.set_value(None)

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.report.setVisible(bool(every))
        self.add.setVisible(bool(every) and self.writes)

    def empty_state(self) -> EmptyState:
        begin = KeyButton(tr("登记"), "F2", "primary", name="emergencies_begin")
        begin.clicked.connect(lambda: self.record())  # noqa: PLW0108 - a click hands its state over
        return EmptyState(
            "ph.warning",
            tr("还没有突发事件"),
            tr(
                "火警、困人、高空坠物这些事，什么时候得知、报告了谁、做了什么、还要跟进什么，都一条一条记在这里。"
            ),
            (begin,) if self.writes else (),
            name="emergencies_empty",
        )

    # -- the pane --

    def show_file(self, file: EmergencyView | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row, standing = file.row, file.row.standing
        going = standing.state is EmergencyState.OPEN
        self.told.setVisible(going)
        self.measure.setVisible(going)
        self.follow.setVisible(standing.state is not EmergencyState.VOID)
        status = status_of(row)
        head = self.pane.add_section(name="emergency_head")
        label = StatusLabel(status.tone, status.word)  # type: ignore[arg-type]
        head.add_row(Words(row.number, "lead", select=True), None, label)
        head.add(Words(row.words, "body", wrap=True, select=True))
        facts = self.pane.add_section(tr("情况"), name="emergency_facts")
        facts.add_pair(tr("种类"), tr(row.kind.value))
        facts.add_pair(tr("地点"), row.place)
        facts.add_pair(tr("发生"), f"{row.happened_at:%Y-%m-%d %H:%M}")
        facts.add_pair(tr("得知"), f"{row.known_at:%Y-%m-%d %H:%M}")
        if row.reporter:
            facts.add_pair(tr("谁报来的"), row.reporter)
        for unit_id, code in zip(row.unit_ids, row.units, strict=True):
            link = Link(code, f"emergency_unit_{unit_id}")
            link.clicked.connect(lambda wanted=unit_id: self.desk.go("unit", unit_id=wanted))
            facts.add_row(Words(tr("涉及"), "body", "text2"), link, None)
        if standing.follow:
            now = self.pane.add_section(tr("还要跟进"), name="emergency_follow")
            today = self.desk.clock.today()
            for line in standing.follow:
                late = line.until is not None and line.until < today
                until = tr("{day} 前", day=f"{line.until:%m-%d}") if line.until is not None else ""
                now.add_state("bad" if late else "warn", f"{line.who} {line.words}".strip(), until)
        self._papers(file)
        self._course(file)
        self.pane.scroll_to_top()

    def _papers(self, file: EmergencyView) -> None:
        hint = tr("{n} 份", n=len(file.papers)) if file.papers else ""
        kept = self.pane.add_section(tr("照片和文件"), hint, name="emergency_papers")
        for paper in file.papers:
            link = Link(paper.name, f"emergency_paper_{paper.id}")
            link.clicked.connect(lambda wanted=paper: show_paper(self.desk, wanted, self))
            kept.add_row(link, None, Words(f"{tr(paper.kind)} {paper.sort.upper()}", "small", "text2"))
        if not file.papers and self.writes:
            kept.add(Words(tr("还没有照片。按回车附上，或把文件拖进来。"), "body", "text3", wrap=True))
        elif not file.papers:
            kept.add(Words(tr("还没有照片。"), "body", "text3"))

    def _course(self, file: EmergencyView) -> None:
        hint = tr("{n} 条", n=len(file.lines)) if file.lines else ""
        course = self.pane.add_section(tr("经过"), hint, name="emergency_course", line=False)
        for line in file.lines:
            gone = line.id in file.gone
            words = " ".join(part for part in (tr(line.entry.value), line.who, line.words) if part)
            told = tr("{words}（已撤销）", words=words) if gone else words
            course.add_state("neutral" if gone else "info", told, f"{line.at:%m-%d %H:%M}")
        if not file.lines:
            course.add(Words(tr("还没有记。先按 F5 记报告了谁。"), "body", "text3", wrap=True))

    # -- what is done --

    def row_opened(self, row: EmergencyRow | None) -> None:
        """Enter looks at its first photo, or attaches one."""
        file: EmergencyView | None = self.stood_on() if row is not None else None
        if file is not None and file.papers:
            show_paper(self.desk, file.papers[0], self)
        elif file is not None and self.writes and file.row.standing.state is not EmergencyState.VOID:
            self._attach(file)

    def _attach(self, file: EmergencyView, files: tuple[Picked, ...] = ()) -> None:
        told = f"{file.row.number} {file.row.place}"
        open_dialog(
            FileDialog(
                self.desk, lambda filed: say_filed(self.desk, filed), emergency=(file.row.id, told), files=files,
                parent=self,
            )
        )  # fmt: skip

    def _dropped(self, paths: list[Path]) -> None:
        """Files dragged in are of the emergency stood on."""
        files, trouble = read_picked(paths, DROPPED)
        if trouble:
            self.desk.messages.warn(trouble)
        file: EmergencyView | None = self.stood_on()
        if not files or file is None:
            return
        if file.row.standing.state is EmergencyState.VOID:
            self.desk.messages.warn(tr("{number} 已经作废，没有附上。", number=file.row.number))
        else:
            self._attach(file, tuple(files))

    def record(self, draft: DraftRow | None = None) -> None:
        """A new one, or *draft* taken up again."""
        if not self.writes:
            return
        dialog = RecordDialog(self.desk, self._recorded, self)
        open_dialog(dialog)
        if draft is not None:
            dialog.drafts.restore(draft)

    def _recorded(self, number: str) -> None:
        self.narrow()
        self.stand_on(lambda row: bool(row.number == number))
        self.desk.messages.ok(tr("{number} 已登记。", number=number), tr("F5 记报告了谁，F6 记做了什么。"))

    def _said(self, number: str) -> None:
        self.desk.messages.ok(tr("{number} 已记下。", number=number))

    def write(self, entry: Entry) -> None:
        """A line of the course of the one stood on."""
        file: EmergencyView | None = self.stood_on()
        if file is not None:
            usual = tuple(tr(word) for word in TOLD_USUAL)
            open_dialog(EntryDialog(self.desk, file.row, entry, usual, self._said, self))

    def acts(self, file: EmergencyView | None) -> Acts:
        if file is None:
            return {}
        if not self.writes:
            return self.history_act(file.row.id)
        state, follow = file.row.standing.state, file.row.standing.follow
        found: Acts = {}
        if state is not EmergencyState.VOID:
            found["attach"] = (tr("附照片和文件"), lambda: self._attach(file))
        if state is EmergencyState.OPEN:
            found["loss"] = (tr("记伤亡和损失"), lambda: self.write(Entry.LOSS))
        if follow:
            found["followed"] = (
                tr("跟进办完了"),
                lambda: self._end(
                    file, tr("跟进办完了"), tr("如 检测合格，已恢复运行"), finish_follow_up, follow
                ),
            )
        if state is EmergencyState.OPEN:
            found["close"] = (
                tr("结案"),
                lambda: self._end(file, tr("结案"), tr("如 已恢复正常，没有人员受伤"), close_emergency),
            )
        lines = tuple(
            line
            for line in reversed(file.lines)
            if line.id not in file.gone and line.entry not in (Entry.UNDONE, Entry.VOIDED)
        )
        if lines and state is not EmergencyState.VOID:
            found["undo"] = (
                tr("撤销一条"),
                lambda: self._end(file, tr("撤销一条"), tr("如 记错了"), undo_entry, lines),
            )
        if state is EmergencyState.OPEN:
            found["void"] = (
                tr("作废"),
                lambda: self._end(file, tr("作废"), tr("如 误报"), void_emergency),
            )
        return found | self.history_act(file.row.id)

    def _end(
        self, file: EmergencyView, title: str, hint: str, service: Any, lines: tuple[Line, ...] = ()
    ) -> None:
        open_dialog(
            WordsDialog(self.desk, file.row, title, hint, service, self._said, lines=lines, parent=self)
        )

    def print_report(self) -> None:
        """突发事件报告 of the one stood on."""
        file: EmergencyView | None = self.stood_on()
        if file is not None:
            self.desk.run(draw_report, file.row.id, then=self._show_report)

    def _show_report(self, pdf: bytes) -> None:
        from frontdesk.areas.archives.forms.emergencies import EMERGENCY

        dialog = PreviewDialog(
            self.desk, EMERGENCY.key, pdf, tr("突发事件报告"), papers=EMERGENCY.sizes, parent=self
        )
        dialog.open()

    def open(self, **arguments: Any) -> None:
        if not arguments:
            return
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self.record(draft)
            return
        self.forget_filters()
        text = arguments.get("text")
        self.narrow(text=text, show=arguments.get("show") or ("ALL" if text else None))

    def help_text(self) -> str:
        return tr(
            "突发事件：F2 登记，F5 记报告了谁，F6 记做了什么，F7 记要跟进的事和期限，回车看照片，F9 附照片、记损失、办完跟进、结案、撤销或作废。"
            "F3 打印突发事件报告，F8 导出。处理中的和跟进到期的在今日页上提醒。"
        )
