"""One count of a cabinet: the field the scanner types into, every tag with what was found, what explains it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.keys.queries import CountFile, CountLine, count_file
from frontdesk.areas.keys.rules.counting import Found
from frontdesk.areas.keys.rules.kinds import Slip
from frontdesk.areas.keys.service import (
    CloseCount,
    ExplainDifference,
    Marked,
    MarkTag,
    close_count,
    explain_difference,
    mark_tag,
)
from frontdesk.areas.keys.ui.act_dialog import ActDialog
from frontdesk.areas.keys.ui.papers import Unsent, print_new
from frontdesk.areas.keys.ui.words import found_of
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import NumberField, TextField
from frontdesk.base.widgets.marks import StatusLabel, Tone, Words
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

ALL, UNSEEN, DIFFERENT = "all", "unseen", "different"
SCAN = 264


class CountView(Page):
    """Scan, or tick with Space; F4 explains a difference, Ctrl+Enter closes the count and prints its sheet."""

    left = Signal()

    def __init__(self, desk: Desk, count_id: int, unsent: Unsent, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "key_count_view", tr("清点"), back=True, topics=("key_counts", "keys"), parent=parent
        )
        self._count_id, self._unsent = count_id, unsent
        self.file: CountFile | None = None
        self._build_head()
        self.chips = ChipRow(
            [(ALL, tr("全部")), (UNSEEN, tr("没扫到")), (DIFFERENT, tr("有差异"))], name="count_chips"
        )
        self.chips.chosen.connect(lambda _key: self._show_lines())
        self.filters.add(self.chips)
        self.scan = TextField("count_scan", tr("扫钥匙牌，或输入牌号后回车"), limit=40)
        self.scan.set_label(tr("扫牌"))
        self.scan.set_leading_icon("ph.barcode")
        self.scan.setFixedWidth(SCAN)
        self.scan.enter_moves = False
        self.scan.submitted.connect(self._scanned)
        self.filters.add_right(self.scan)
        self.model: RowsModel[CountLine] = RowsModel(
            (
                Column(tr("在"), lambda r: r.found > 0, kind="tick", width=56),
                Column(tr("挂位"), lambda r: r.key.hangs if r.key else "", width=112),
                Column(tr("牌号"), lambda r: r.tag, kind="strong", width=104),
                Column(tr("房号或地点"), lambda r: r.key.where if r.key else None),
                Column(tr("种类"), lambda r: tr(r.key.kind.value) if r.key else "", width=84),
                Column(tr("应有"), lambda r: r.expected, right=True, width=64),
                Column(tr("实有"), lambda r: r.found, right=True, width=64),
                Column(tr("结果"), self._result, kind="status", width=104, sort=False),
                Column(tr("说明"), lambda r: r.words or r.hint, kind="quiet", width=264),
            ),
            key=lambda r: r.tag,
            parent=self,
        )
        self.model.ticked.connect(self._ticked)
        self.table = Table("key_count_lines", title=tr("清点的钥匙"), memory=desk.memory)
        self.table.set_model(self.model)
        self.table.opened.connect(self._number)
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        self.set_body(self.table)
        self._build_foot()

    def _build_head(self) -> None:
        if self.head.back is not None:
            self.head.back.clicked.connect(self.left)
        export = KeyButton(tr("导出"), "F8", icon="ph.export", name="count_export")
        export.clicked.connect(lambda: export_table(self.desk, self.table, self._title()))
        self.head.add_action(
            print_button(
                "count_print",
                lambda: print_list(
                    self.desk, self.table, self._title(), filter_words=filter_words(self.filters)
                ),
            )
        )
        self.head.add_action(export)

    def _build_foot(self) -> None:
        tones: tuple[Tone, ...] = ("ok", "bad", "warn", "neutral")
        self.there, self.missing, self.unexpected, self.unseen = (StatusLabel(tone, "") for tone in tones)
        self.note = Words("", "body", "text2")
        self.explain = KeyButton(tr("说明差异"), "F4", name="count_explain")
        self.explain.clicked.connect(self._explain)
        self.sheet = KeyButton(tr("打印清点表"), "F6", name="count_sheet")
        self.sheet.clicked.connect(self._print_sheet)
        self.close_it = KeyButton(tr("收尾并打印"), "Ctrl+Enter", "primary", name="count_close")
        self.close_it.clicked.connect(self._close)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.l)
        for label in (self.there, self.missing, self.unexpected, self.unseen):
            row.addWidget(label)
        row.addWidget(self.note)
        row.addStretch(1)
        for button in (self.explain, self.sheet, self.close_it):
            row.addWidget(button)
        self.set_foot(box)

    def _title(self) -> str:
        return tr("清点 {cabinet}", cabinet=self.file.row.cabinet if self.file is not None else "")

    def _result(self, line: CountLine) -> object:
        return found_of(line, closed=self.file is not None and self.file.row.closed)

    # -- reading --

    def refresh(self) -> None:
        self.file = self.desk.read(count_file, self._count_id, self.desk.clock.today())
        if self.file is None:
            return
        row = self.file.row
        begun = f"{local_time(row.at):%Y-%m-%d %H:%M}"
        told = tr("{begun} 开始，{by}", begun=begun, by=row.by)
        if row.closed:
            told = tr("{number}，{day} 收尾，{by}", number=row.number, day=row.closed_on, by=row.closed_by)
        self.head.set_title(self._title(), told)
        self._show_lines()
        figures = self.file.figures
        self.there.set("ok", tr("在 {n}", n=figures.there))
        # What nobody has come to yet is not missing.
        unseen = 0 if row.closed else sum(1 for line in self.file.lines if not line.touched)
        missing = figures.missing - unseen
        self.missing.set("bad" if missing else "neutral", tr("缺 {n}", n=missing))
        self.unseen.set("neutral", tr("没扫到 {n}", n=unseen), hollow=True)
        self.unseen.setVisible(unseen > 0)
        self.unexpected.set(
            "warn" if figures.unexpected else "neutral", tr("不该在 {n}", n=figures.unexpected)
        )
        self.note.setText(tr("{n} 处差异没有说明", n=figures.open) if row.closed and figures.open else "")
        self.chips.set_count(UNSEEN, unseen or None)
        self.chips.set_count(DIFFERENT, missing + figures.unexpected or None)
        self._show_buttons()

    def _show_lines(self) -> None:
        if self.file is None:
            return
        tests: dict[str, Callable[[CountLine], bool]] = {
            ALL: lambda line: True,
            UNSEEN: lambda line: not line.touched,
            DIFFERENT: lambda line: line.touched and line.result is not Found.THERE,
        }
        self.model.set_rows([line for line in self.file.lines if tests[self.chips.current()](line)])
        if self.table.current() is None:
            self.table.select_first()

    def _show_buttons(self) -> None:
        closed = self.file is not None and self.file.row.closed
        may = self.desk.may(Right.KEYS)
        line: CountLine | None = self.table.current()
        self.scan.setVisible(not closed and may)
        self.close_it.setVisible(not closed and may)
        self.sheet.setVisible(closed)
        self.explain.setVisible(may)
        self.explain.setEnabled(line is not None and line.result is not Found.THERE)

    def focus_start(self) -> None:
        if self.scan.isVisibleTo(self):
            self.scan.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- counting --

    def _scanned(self) -> None:
        text = self.scan.text()
        self.scan.set_value(None)
        if text.strip():
            self._mark(text, None)

    def _ticked(self, line: CountLine, on: bool) -> None:
        if self._open():
            self._mark(line.tag, max(1, line.expected) if on else 0)

    def _open(self) -> bool:
        return self.file is not None and not self.file.row.closed and self.desk.may(Right.KEYS)

    def _mark(self, tag: str, found: int | None) -> None:
        self.desk.run(mark_tag, MarkTag(self._count_id, tag, found), then=self._marked)

    def _marked(self, made: Marked) -> None:
        self.table.select_key(made.tag)
        if not made.where:
            self.desk.messages.warn(tr("{tag} 不是登记过的牌。", tag=made.tag), tr("已按“不该在”记下。"))
        elif made.found > made.expected:
            self.desk.messages.warn(
                tr("{tag} {where} 不该在这里。", tag=made.tag, where=made.where), tr("已记下，请看说明。")
            )

    def _number(self, line: CountLine) -> None:
        """Enter: how many of several keys hang there; of one key, whether it does."""
        if not self._open():
            return
        if line.expected <= 1:
            self._mark(line.tag, 0 if line.found else 1)
            return
        field = NumberField("count_found", least=0, most=99, unit=tr("把"), required=True)
        field.set_value(line.found or line.expected)
        ActDialog(
            self.desk, "count_number", tr("{tag} 实有几把", tag=line.tag),
            ((("found", field, tr("实有"), 1),),), mark_tag,
            lambda v: MarkTag(self._count_id, line.tag, v["found"]),
            text=tr("应有 {n} 把。", n=line.expected), then=self._marked, width=400, parent=self,
        ).start(field)  # fmt: skip

    def _explain(self) -> None:
        line: CountLine | None = self.table.current()
        if line is None or line.result is Found.THERE:
            return
        words = TextField("count_words", tr("如 工程部借用未登记，已补登"), limit=200)
        words.set_value(line.words)
        ActDialog(
            self.desk, "count_explain_dialog", tr("说明 {tag}", tag=line.tag),
            ((("words", words, tr("为什么"), 1),),), explain_difference,
            lambda v: ExplainDifference(self._count_id, line.tag, v["words"]),
            text=tr("应有 {n} 把，实有 {found} 把。", n=line.expected, found=line.found),
            parent=self,
        ).start(words)  # fmt: skip

    def _close(self) -> None:
        if self._open():
            self.desk.run(close_count, CloseCount(self._count_id), then=self._closed)

    def _closed(self, number: str) -> None:
        print_new(self.desk, Slip.COUNT, number, self._unsent, tr("清点已收尾。"))
        self.focus_start()

    def _print_sheet(self) -> None:
        if self.file is not None and self.file.row.closed:
            print_new(self.desk, Slip.COUNT, self.file.row.number, self._unsent, "")
        else:
            self.desk.tell(Refused(tr("清点收尾以后才有清点表。")))

    def help_text(self) -> str:
        return tr(
            "扫一块记一块；没有扫码枪就用上下键走到那一行按空格打勾，回车改数量。F4 说明差异，Ctrl+Enter 收尾。"
        )
