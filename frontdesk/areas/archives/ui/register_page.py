"""An old register taken over from a workbook, looked over row by row before it is stored (D1.7): the same for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.rules.importing.register import (
    Fate,
    ImportRegister,
    RegisterResult,
    RegisterRow,
    Shape,
)
from frontdesk.areas.archives.service.registers import register_rejects
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.money import Money
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, IconButton, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, Labelled
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane, pad
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE, SPACE

WIDTH = 336
_TONES = {Fate.NEW: "ok", Fate.SAME: "neutral", Fate.REJECTED: "bad"}
_AUTO, _NONE = "", "-"


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """What a register's page says: its title, what to choose, what comes of it, and of the day `since`, if asked."""

    title: str
    choose: str
    words: str
    stored: str
    since: str = ""


def _status(row: RegisterRow) -> Status:
    return Status(_TONES[row.fate], tr(row.fate.value), hollow=row.fate is Fate.SAME)


def _figure(count: int | Money) -> str:
    return str(count) if isinstance(count, Money) else f"{count:,}"


COLUMNS: tuple[Column[RegisterRow], ...] = (
    Column(tr("行"), lambda r: r.row, kind="number", width=64),
    Column(tr("结果"), _status, kind="status", width=80),
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=104),
    Column(tr("内容"), lambda r: r.what, width=176),
    Column(tr("人"), lambda r: r.who, width=96),
    Column(tr("日期"), lambda r: r.when, kind="quiet", width=208),
    Column(tr("说明"), lambda r: r.reason, kind="quiet"),
)


class RegisterPage(Page):
    """F2 reads a workbook, Ctrl+Enter stores it. A page of its own is a subclass that says which register."""

    left = Signal()
    NAME = "register"

    def __init__(
        self,
        desk: Desk,
        words: RegisterWords,
        shape: Shape,
        preview: Callable[..., RegisterResult],
        store: Callable[[Work, ImportRegister], RegisterResult],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, f"{self.NAME}_page", words.title, back=True, parent=parent)
        self.told, self.shape = words, shape
        self._reads, self._stores = preview, store
        self.file: Path | None = None
        self.result: RegisterResult | None = None
        self.stored = False
        self._maps: dict[str, ChoiceField] = {}
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        self.choose_button = KeyButton(tr("选文件"), "F2", name="register_choose")
        self.choose_button.clicked.connect(self.choose_file)
        self.head.add_action(self.choose_button)
        self._build_filters()
        self._model: RowsModel[RegisterRow] = RowsModel(COLUMNS, key=lambda r: (r.sheet, r.row))
        self.table = Table("register_rows", title=tr("各行的结果"), memory=desk.memory)
        self.table.set_model(self._model)
        self.pane = Pane("register_pane")
        self.set_split(self.table, self.pane, WIDTH, folds=False)
        self._build_foot()
        self._begin()

    def _build_filters(self) -> None:
        self.chips = ChipRow(
            [("all", tr("全部")), *((f.name, tr(f.value)) for f in Fate)], name="register_fates"
        )
        self.chips.chosen.connect(lambda _key: self._show_rows())
        self.filters.add(self.chips)
        self.since: DateField | None = None
        if self.told.since:
            self.since = DateField("register_since", today=self.desk.clock.today)
            self.since.set_label(self.told.since)
            self.since.setToolTip(self.told.since)
            self.since.setFixedSize(132, SIZE.chip)
            self.since.enter_moves = False
            self.since.submitted.connect(self._preview)
            self.filters.add_right(Words(self.told.since, "small", "text2"))
            self.filters.add_right(self.since)

    def _build_foot(self) -> None:
        self.words = Words("", tone="text2")
        self.words.setObjectName("register_words")
        self.rejects_button = KeyButton(tr("保存退回的行"), "F8", name="register_rejects")
        self.rejects_button.clicked.connect(self._save_rejects)
        self.back_button = KeyButton(tr("取消"), "Esc", name="register_back")
        self.back_button.clicked.connect(self.left)
        self.store_button = KeyButton(tr("存入"), "Ctrl+Enter", "primary", name="register_store")
        self.store_button.clicked.connect(self.store)
        buttons = (self.rejects_button, self.back_button, self.store_button)
        self.set_foot(pad(self.words, None, *buttons, margins=(SPACE.xl, 0, SPACE.xl, 0)))

    def _begin(self) -> None:
        """Nothing chosen yet."""
        self.file, self.result, self.stored = None, None, False
        self.filters.hide()
        assert self.foot is not None
        self.foot.hide()
        self.choose_button.hide()
        self.head.set_hint("")
        choose = KeyButton(tr("选文件"), "F2", "primary", name="register_begin")
        choose.clicked.connect(self.choose_file)
        back = KeyButton(tr("返回"), "Esc", name="register_leave")
        back.clicked.connect(self.left)
        hint = tr(".xlsx、.xls、.csv 都可以。存之前先看每一行；同一份再导入一次，什么也不会变。")
        self.show_empty(
            EmptyState(
                "ph.file-arrow-up", self.told.choose, self.told.words, (choose, back), hint=hint,
                name="register_empty",
            )
        )  # fmt: skip

    def open(self, **arguments: object) -> None:
        """Begins anew, or with `file` at once."""
        if self.result is None or self.stored:
            self._begin()
        file = arguments.get("file")
        if isinstance(file, Path):
            self.open_file(file)

    def focus_start(self) -> None:
        if self.is_empty():
            self._focus_empty()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- reading --

    def choose_file(self) -> None:
        """Ask for the file."""
        pattern = tr("Excel 工作簿 (*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv);;所有文件 (*.*)")
        path = self.desk.dialogs.choose_open_file(self.told.choose, pattern)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read *path* and show what storing it would give."""
        self.file, self.stored = path, False
        self._maps = {}
        self.back_button.setText(tr("取消"))
        self._preview()

    def command(self) -> ImportRegister:
        """The workbook as the page says to take it."""
        assert self.file is not None
        chosen = {part: str(field.value()) for part, field in self._maps.items() if field.value() != _AUTO}
        return ImportRegister(
            self.file,
            None,
            {part: "" if place == _NONE else place for part, place in chosen.items()} or None,
            self.since.value() if self.since is not None else None,
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
            asked=self.desk.tell,
        )

    def _look(self, command: ImportRegister, today: Any, progress: Progress) -> RegisterResult:
        # On the worker's thread: only the runner is touched.
        return self.desk.runner.read(self._reads, command, today, progress)

    def _previewed(self, result: RegisterResult) -> None:
        self._show(result)
        self.words.setText(tr("{name} · 还没有存。", name=self.file.name if self.file is not None else ""))
        count = len(result.of(Fate.NEW))
        self.store_button.setText(tr("存入 {n} 行", n=count))
        self.store_button.setVisible(bool(count))

    def _show(self, result: RegisterResult) -> None:
        self.result = result
        self.hide_empty()
        self.filters.show()
        assert self.foot is not None
        self.foot.show()
        self.choose_button.show()
        self.head.set_hint(self.file.name if self.file is not None else "")
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

    def _fill_pane(self, result: RegisterResult) -> None:
        self.pane.clear()
        sums = self.pane.add_section(tr("存了") if self.stored else tr("存入以后"), name="register_sums")
        for label, count in (
            *result.sums,
            (tr("已有的行"), len(result.of(Fate.SAME))),
            (tr("退回的行"), len(result.of(Fate.REJECTED))),
        ):
            if count:
                sums.add_pair(label, _figure(count))
        if not result.of(Fate.NEW):
            sums.add_state("ok", tr("没有要存的"), tr("这份登记本里能存的都已经在了。"))
        reasons: dict[str, int] = {}
        for row in result.of(Fate.REJECTED):
            reasons[row.reason] = reasons.get(row.reason, 0) + 1
        if reasons:
            section = self.pane.add_section(tr("退回的原因"), name="register_reasons")
            for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1])[:8]:
                section.add_line(reason, right=f"{count:,}")
        if not self.stored:
            self._add_columns(result)
        self.pane.scroll_to_top()

    def _add_columns(self, result: RegisterResult) -> None:
        """Which column holds what; a wrong guess is put right here."""
        section = self.pane.add_section(
            tr("对照列"), tr("认错了在这里改"), line=False, name="register_columns"
        )
        found = {column.part: column for column in result.columns}
        options = [
            (
                column.letter,
                tr(
                    "{letter} {title}", letter=column.letter, title=column.title or "、".join(column.examples)
                ),
            )
            for column in result.columns
        ]
        chosen = {part: field.value() for part, field in self._maps.items()}
        self._maps = {}
        for at, part in enumerate(self.shape.parts):
            column = found.get(part)
            guess = tr("没有")
            if column is not None:
                guess = tr("{letter} {title}（认出）", letter=column.letter, title=column.title)
            field = ChoiceField(
                f"register_column_{at}", [(_AUTO, guess), *options, (_NONE, tr("不要这一列"))]
            )
            before = chosen.get(part, _AUTO)
            field.set_value(before if before in (_AUTO, _NONE, *dict(options)) else _AUTO)
            field.edited.connect(self._preview)
            self._maps[part] = field
            section.add(Labelled(field, tr(part), reserve=False))

    # -- storing --

    def store(self) -> None:
        """Take the register: all or nothing."""
        if self.result is None or self.stored or not self.result.of(Fate.NEW):
            return
        try:
            command = self.command()
        except DeskError as error:
            self.desk.tell(error)
            return
        self.desk.run_long(self._stores, command, title=tr("正在存入"), then=self._stored)

    def _stored(self, result: RegisterResult) -> None:
        self.stored = True
        self._show(result)
        self.words.setText(tr("存好了。"))
        self.store_button.setVisible(False)
        self.back_button.setText(tr("返回"))
        sums = "，".join(f"{label} {_figure(count)}" for label, count in result.sums if count)
        back = len(result.of(Fate.REJECTED))
        self.desk.messages.ok(self.told.stored, sums + (tr("，退回 {n} 行", n=back) if back else ""))
        self.focus_start()

    def _save_rejects(self) -> None:
        if self.result is None or self.file is None:
            return
        suggested = tr("{name} 退回的行.xlsx", name=self.file.stem)
        path = self.desk.dialogs.choose_save_file(tr("保存退回的行"), suggested, tr("Excel 工作簿 (*.xlsx)"))
        if path is None:
            return
        try:
            path.write_bytes(register_rejects(self.result))
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
            "F2 选旧登记本的工作簿，看清每一行存入、已有还是退回，认错的列在右边改，Ctrl+Enter 存入。"
            "退回的行按 F8 另存，改好再导入。存之前什么也不改，同一份再导入一次什么也不会变。"
        )


def import_button(desk: Desk, target: str, right: Right, *, words: bool = False) -> KeyButton:
    """What leads to an old register's page: an icon in a head, with *words* where the list is still empty."""
    name = f"{target}_{'begin' if words else 'open'}"
    button = (
        # The head's own button stands above it and has the key.
        KeyButton(tr("导入登记本"), "Ctrl+I", icon="ph.file-arrow-up", name=name, shortcut=False)
        if words
        else IconButton("ph.file-arrow-up", tr("导入登记本"), "Ctrl+I", name=name)
    )
    button.clicked.connect(lambda: desk.go(target))
    if not desk.may(right):
        # Never shown before it has a place: it would come up as a window of its own and take the focus away.
        button.hide()
    return button


def fates(rows: Sequence[RegisterRow]) -> dict[str, int]:
    """How many rows of each fate, by its word: for the command line and tests."""
    return {fate.value: sum(row.fate is fate for row in rows) for fate in Fate}
