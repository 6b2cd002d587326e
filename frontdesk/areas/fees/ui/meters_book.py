"""从工作簿: a workbook of readings, looked over row by row before it is stored (M3)."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries.reading_book import (
    BookFate,
    BookResult,
    Fate,
    ImportReadings,
    preview_readings,
)
from frontdesk.areas.fees.rules.kinds import MeterKind
from frontdesk.areas.fees.rules.meters import plain_figure, reading_figure
from frontdesk.areas.fees.rules.reading_book import Part
from frontdesk.areas.fees.service.reading_book import import_readings, readings_rejects
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField, ChoiceField, DateField, Labelled
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane, pad
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE, SPACE

WIDTH = 320
_TONES = {Fate.GOOD: "ok", Fate.HELD: "warn", Fate.SAME: "neutral", Fate.REJECTED: "bad"}
_AUTO = ""
_NONE = "-"


def _status(row: BookFate) -> Status:
    return Status(_TONES[row.fate], tr(row.fate.value), hollow=row.fate is Fate.SAME)


def _figure(value: object) -> str:
    return "" if value is None else plain_figure(value)  # type: ignore[arg-type]


COLUMNS: tuple[Column[BookFate], ...] = (
    Column(tr("行"), lambda r: r.row, kind="number", width=64),
    Column(tr("结果"), _status, kind="status", width=80),
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=104),
    Column(tr("表号"), lambda r: r.number, kind="quiet", width=104),
    Column(tr("上期读数"), lambda r: r.last, reading_figure, right=True, width=88),
    Column(tr("本期读数"), lambda r: r.value, reading_figure, right=True, width=88),
    Column(tr("用量"), lambda r: r.use, _figure, right=True, width=72),
    Column(tr("日期"), lambda r: r.day, kind="quiet", width=96),
    Column(tr("说明"), lambda r: r.reason, kind="quiet"),
)


class ReadingBookPage(Page):
    """`open_file` reads one; Ctrl+Enter stores it. `decide_wanted` leads to what waits."""

    left = Signal()
    decide_wanted = Signal()

    def __init__(self, desk: Desk, kind: MeterKind, day: date, parent: QWidget | None = None) -> None:
        super().__init__(desk, "fees_reading_book_page", tr("从工作簿抄表"), back=True, parent=parent)
        self.file: Path | None = None
        self.result: BookResult | None = None
        self.stored = False
        self._maps: dict[Part, ChoiceField] = {}
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        self.choose_button = KeyButton(tr("选文件"), "F2", name="book_choose")
        self.choose_button.clicked.connect(self.choose_file)
        self.head.add_action(self.choose_button)
        self._build_filters(kind, day)
        self._model: RowsModel[BookFate] = RowsModel(COLUMNS, key=lambda r: (r.sheet, r.row))
        self.table = Table("book_rows", title=tr("各行的结果"), memory=desk.memory)
        self.table.set_model(self._model)
        self.pane = Pane("book_pane")
        self.set_split(self.table, self.pane, WIDTH, folds=False)
        self._build_foot()
        self._begin()

    def _build_filters(self, kind: MeterKind, day: date) -> None:
        self.kind = ChoiceField("book_kind", [(k, tr("{kind}表", kind=tr(k.value))) for k in MeterKind])
        self.kind.set_label(tr("哪种表"))
        self.kind.setFixedSize(88, SIZE.chip)
        self.kind.set_value(kind)
        self.kind.edited.connect(self._preview)
        self.day = DateField("book_day", today=self.desk.clock.today, required=True)
        self.day.set_label(tr("没写日期的按"))
        self.day.setToolTip(tr("没写抄表日期的行按这一天"))
        self.day.setFixedSize(132, SIZE.chip)
        self.day.set_value(day)
        self.day.enter_moves = False
        self.day.submitted.connect(self._preview)
        self.open_missing = CheckField("book_open", tr("没有表的，按表号和上期读数建表"), on=True)
        self.open_missing.edited.connect(self._preview)
        self.chips = ChipRow([("all", tr("全部")), *((f.name, tr(f.value)) for f in Fate)], name="book_fates")
        self.chips.chosen.connect(lambda _key: self._show_rows())
        self.filters.add(self.kind)
        self.filters.add(self.day)
        self.filters.add(self.chips)
        self.filters.add_right(self.open_missing)

    def _build_foot(self) -> None:
        self.words = Words("", tone="text2")
        self.words.setObjectName("book_words")
        self.rejects_button = KeyButton(tr("保存退回的行"), "F8", name="book_rejects")
        self.rejects_button.clicked.connect(self._save_rejects)
        self.decide_button = KeyButton(tr("去处理"), "F6", name="book_decide")
        self.decide_button.clicked.connect(self.decide_wanted)
        self.back_button = KeyButton(tr("取消"), "Esc", name="book_back")
        self.back_button.clicked.connect(self.left)
        self.store_button = KeyButton(tr("存入"), "Ctrl+Enter", "primary", name="book_store")
        self.store_button.clicked.connect(self.store)
        buttons = (self.rejects_button, self.decide_button, self.back_button, self.store_button)
        self.set_foot(pad(self.words, None, *buttons, margins=(SPACE.xl, 0, SPACE.xl, 0)))

    def _begin(self) -> None:
        """Nothing chosen yet."""
        self.filters.hide()
        assert self.foot is not None
        self.foot.hide()
        self.choose_button.hide()
        choose = KeyButton(tr("选文件"), "F2", "primary", name="book_begin")
        choose.clicked.connect(self.choose_file)
        back = KeyButton(tr("返回"), "Esc", name="book_leave")
        back.clicked.connect(self.left)
        words = tr(
            "自来水公司或抄表员的表：有房号或表号、本期读数就行，表头上面的标题、合计行都不用删。存之前先看每一行。"
        )
        hint = tr(".xlsx、.xls、.csv 都可以。同一份再导入一次，什么也不会变。")
        self.show_empty(
            EmptyState(
                "ph.file-arrow-up", tr("选抄表的工作簿"), words, (choose, back), hint=hint, name="book_empty"
            )
        )

    def focus_start(self) -> None:
        if self.is_empty():
            self._focus_empty()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- reading --

    def choose_file(self) -> None:
        """Ask for the file."""
        pattern = tr("Excel 工作簿 (*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv);;所有文件 (*.*)")
        path = self.desk.dialogs.choose_open_file(tr("选抄表的工作簿"), pattern)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read *path* and show what storing it would give."""
        self.file, self.stored = path, False
        self._maps = {}
        self._preview()

    def command(self) -> ImportReadings:
        """The workbook as the page says to take it."""
        assert self.file is not None
        chosen = {
            part.value: str(field.value()) for part, field in self._maps.items() if field.value() != _AUTO
        }
        return ImportReadings(
            self.file,
            self.kind.value(),
            self.day.value(),
            None,
            {name: "" if place == _NONE else place for name, place in chosen.items()} or None,
            bool(self.open_missing.value()),
        )

    def _preview(self) -> None:
        if self.file is None or self.stored:
            return
        try:
            command = self.command()
        except DeskError as error:
            self.desk.tell(error)
            return
        self.desk.run_job(
            partial(self._look, command, self.desk.clock.today()),
            title=tr("正在读 {name}", name=command.file.name),
            then=self._previewed,
            asked=self._unreadable,
        )

    def _look(self, command: ImportReadings, today: date, progress: Progress) -> BookResult:
        # On the worker's thread: only the runner is touched.
        return self.desk.runner.read(preview_readings, command, today, progress)

    def _unreadable(self, error: Exception) -> None:
        self.desk.tell(error)

    def _previewed(self, result: BookResult) -> None:
        self._show(result)
        words = tr("{name} · 还没有存。", name=self.file.name if self.file is not None else "")
        if result.of(Fate.HELD):
            words += tr("待定的存下后一条一条处理，处理完才计费。")
        self.words.setText(words)
        count = len(result.of(Fate.GOOD)) + len(result.of(Fate.HELD))
        self.store_button.setText(tr("存入 {n} 条", n=count))
        self.store_button.setVisible(bool(count))
        self.decide_button.setVisible(False)

    def _show(self, result: BookResult) -> None:
        self.result = result
        self.hide_empty()
        self.filters.show()
        assert self.foot is not None
        self.foot.show()
        self.choose_button.show()
        self.head.set_hint(self.file.name if self.file is not None else "")
        self.open_missing.setVisible(bool(result.without_meter))
        self.rejects_button.setVisible(bool(result.of(Fate.REJECTED)))
        self.chips.set_count("all", len(result.rows))
        for fate in Fate:
            count = len(result.of(fate))
            self.chips.set_count(fate.name, count)
            self.chips.chip(fate.name).setVisible(bool(count))
        if not self.chips.chip(self.chips.current()).isVisibleTo(self.chips):
            self.chips.choose("all")
        self._show_rows()
        self._fill_pane(result)

    def _show_rows(self) -> None:
        if self.result is not None:
            wanted = self.chips.current()
            self._model.set_rows([row for row in self.result.rows if wanted in ("all", row.fate.name)])
            if self.table.current() is None:
                self.table.select_first()

    def _fill_pane(self, result: BookResult) -> None:
        self.pane.clear()
        sums = self.pane.add_section(tr("存了") if self.stored else tr("存入以后"), name="book_sums")
        for label, count in (
            (tr("存入"), len(result.of(Fate.GOOD))),
            (tr("待定"), len(result.of(Fate.HELD))),
            (tr("已有"), len(result.of(Fate.SAME))),
            (tr("退回"), len(result.of(Fate.REJECTED))),
            (tr("新建表"), result.opened),
        ):
            if count:
                sums.add_pair(label, f"{count:,}")
        reasons: dict[str, int] = {}
        for row in (*result.of(Fate.HELD), *result.of(Fate.REJECTED)):
            reason = tr(row.odd.value) if row.odd is not None else row.reason
            reasons[reason] = reasons.get(reason, 0) + 1
        if reasons:
            section = self.pane.add_section(tr("疑问和退回的原因"), name="book_reasons")
            for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1])[:8]:
                section.add_line(reason, right=f"{count:,}")
        if not self.stored:
            self._add_columns(result)
        self.pane.scroll_to_top()

    def _add_columns(self, result: BookResult) -> None:
        """Which column holds what; a wrong guess is put right here."""
        section = self.pane.add_section(tr("对照列"), tr("认错了在这里改"), line=False, name="book_columns")
        found = {column.part: column for column in result.columns}
        options = [
            (column.letter, tr("{letter} {title}", letter=column.letter, title=column.title or "、".join(column.examples)))
            for column in result.columns
        ]  # fmt: skip
        chosen = {part: field.value() for part, field in self._maps.items()}
        self._maps = {}
        for part in (Part.UNIT, Part.NUMBER, Part.LAST, Part.VALUE, Part.DAY, Part.READER):
            column = found.get(part)
            guess = (
                tr("{letter} {title}（认出）", letter=column.letter, title=column.title)
                if column
                else tr("没有")
            )
            field = ChoiceField(
                f"book_{part.name.lower()}", [(_AUTO, guess), *options, (_NONE, tr("不要这一列"))]
            )
            field.set_value(chosen.get(part, _AUTO) if chosen.get(part) in dict(options) else _AUTO)
            if chosen.get(part) == _NONE:
                field.set_value(_NONE)
            field.edited.connect(self._preview)
            self._maps[part] = field
            section.add(Labelled(field, tr(part.value), reserve=False))

    # -- storing --

    def store(self) -> None:
        """Take the workbook: all or nothing."""
        if self.result is None or self.stored:
            return
        self.desk.run_long(import_readings, self.command(), title=tr("正在存入读数"), then=self._stored)

    def _stored(self, result: BookResult) -> None:
        self.stored = True
        self._show(result)
        held = len(result.of(Fate.HELD))
        self.words.setText(tr("存好了。") if not held else tr("存好了，{n} 条待定，处理完才计费。", n=held))
        self.filters.setVisible(True)
        self.kind.set_read_only(True)
        self.open_missing.setVisible(False)
        self.store_button.setVisible(False)
        self.decide_button.setVisible(bool(held))
        self.back_button.setText(tr("返回"))
        self.desk.messages.ok(
            tr("读数存好了。"),
            tr("存入 {good} 条，待定 {held} 条，退回 {back} 行。", good=len(result.of(Fate.GOOD)), held=held,
               back=len(result.of(Fate.REJECTED))),
        )  # fmt: skip
        self.focus_start()

    def _save_rejects(self) -> None:
        if self.result is None or self.file is None:
            return
        suggested = tr("{name} 退回的行.xlsx", name=self.file.stem)
        path = self.desk.dialogs.choose_save_file(tr("保存退回的行"), suggested, tr("Excel 工作簿 (*.xlsx)"))
        if path is None:
            return
        try:
            path.write_bytes(readings_rejects(self.result))
        except OSError:
            self.desk.messages.bad(
                tr("{name} 没有存成。", name=path.name),
                tr("请关掉正在打开它的程序，或换个位置再存；退回的行还在这里。"),
            )
        else:
            self.desk.messages.ok(
                tr("退回的 {n} 行已另存。", n=len(self.result.of(Fate.REJECTED))), str(path)
            )

    def help_text(self) -> str:
        return tr(
            "F2 选抄表的工作簿，看清每一行存入、待定还是退回，认错的列在右边改，Ctrl+Enter 存入。存之前什么也不改。"
        )
