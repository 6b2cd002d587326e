"""Backups: how the last one went, the list, one made now, one elsewhere, one restored, and the second place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.app.backing_up import (
    WHY_WORDS,
    BackupFacts,
    back_up,
    backup_facts,
    lost_since,
    lost_words,
    manifest_words,
    save_backup_facts,
    second_is_wise,
)
from frontdesk.app.settings.sheet import SettingsSheet
from frontdesk.base.store.backup import SUFFIX, Made, Why, must_fit, read_manifest
from frontdesk.base.store.location import plain
from frontdesk.base.store.shelf import (
    TOO_OLD,
    BackupRow,
    LastRun,
    backups,
    days_without,
    last_good,
    last_run,
    name_of,
    shelf_of,
)
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.rights import Right, Role
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField, TextField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import HairLine, StatusLabel, Tone, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE, SPACE

_MEGABYTE = 1_000_000


def pattern() -> str:
    """Backups, as the file dialog filters them."""
    return tr("物业前台的备份") + f" (*{SUFFIX})"


def size_words(size: int) -> str:
    """`12.3 MB`, `8 KB`."""
    return f"{size / _MEGABYTE:,.1f} MB" if size >= _MEGABYTE // 10 else f"{-(-size // 1000)} KB"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the sheet shows, read on the worker: a second place may be slow to answer."""

    rows: tuple[BackupRow, ...]
    good: datetime | None
    days: int | None
    run: LastRun | None


def read_shelf(folder: Path, second: str, now: datetime) -> Shelf:
    """The list, and how the last one went."""
    return Shelf(backups(folder, second), last_good(folder), days_without(folder, now), last_run(folder))


def state_words(shelf: Shelf) -> tuple[Tone, str]:
    """`最近一次备份：2026-11-21 08:31。` and its colour."""
    if shelf.run is not None and not shelf.run.ok:
        return "bad", tr("上次备份没有做成：{words}", words=shelf.run.words)
    if shelf.good is None or shelf.days is None:
        return "warn", tr("还没有备份")
    when = f"{local_time(shelf.good):%Y-%m-%d %H:%M}"
    if shelf.days > TOO_OLD:
        return "warn", tr("最近一次备份是 {n} 天前：{when}", n=shelf.days, when=when)
    if shelf.run is not None and shelf.run.words:
        return "warn", tr("最近一次备份：{when}。{words}", when=when, words=shelf.run.words)
    return "ok", tr("最近一次备份：{when}", when=when)


class BackupSheet(SettingsSheet):
    """The list above, what is set below. Who may not change settings may still make a backup."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "settings_backup", parent=parent)
        path = desk.runner.db.path
        self.folder = path.parent if path is not None else Path()
        self.state = StatusLabel("neutral", tr("正在看备份"), parent=self)
        self.state.setObjectName("backup_state")
        self.now_button = KeyButton(tr("立即备份"), "F2", "primary", name="backup_now")
        self.now_button.clicked.connect(self.make)
        self.elsewhere_button = KeyButton(tr("备份到别处…"), "F6", name="backup_elsewhere")
        self.elsewhere_button.clicked.connect(self.make_elsewhere)
        self.file_button = KeyButton(tr("从文件恢复…"), "F9", name="backup_restore_file")
        self.file_button.clicked.connect(self.restore_file)
        self.restore_button = KeyButton(tr("恢复选中的…"), "F8", name="backup_restore")
        self.restore_button.clicked.connect(self.restore_chosen)
        self.table = Table("backup_table", title=tr("备份"), memory=desk.memory)
        columns: tuple[Column[BackupRow], ...] = (
            Column(tr("做成时间"), lambda b: b.made_at, width=170, name="made_at"),
            Column(tr("为什么"), lambda b: tr(WHY_WORDS[b.why]) if b.why else None, width=120, name="why"),
            Column(tr("谁做的"), lambda b: b.by, width=150, name="by"),
            Column(tr("大小"), lambda b: b.size, size_words, right=True, width=110, name="size"),
            Column(tr("文件"), lambda b: b.path.name, kind="quiet", name="file"),
            Column(tr("状态"), _row_state, kind="status", width=150, name="state", tip=lambda b: b.wrong),
        )
        self.model: RowsModel[BackupRow] = RowsModel(columns, key=lambda b: b.path, parent=self)
        self.table.set_model(self.model)
        self.table.opened.connect(self.restore_row)
        self.table.current_changed.connect(self._chosen)
        self._fill()

    def _fill(self) -> None:
        second = TextField("backup_folder", tr("另一块磁盘、U 盘或网络共享，例如 E:\\备份"), limit=240)
        daily = CheckField("backup_daily", tr("每天第一次登录和日结后自动备份，留 30 天和 12 个月"))
        choose = KeyButton(tr("选文件夹…"), "F4", name="backup_choose_folder")
        choose.clicked.connect(self._choose_folder)
        self.second, self.daily = second, daily
        self.second_words = Words("", "small", "text2", wrap=True)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, SIZE.label_line, 0, 0)
        column.setSpacing(0)
        column.addWidget(choose)
        column.addStretch(1)
        self.grid.add_row((second, tr("第二处：每份备份再存一份到这里"), 3), beside, None)
        self.grid.add(self.second_words)
        self.grid.add(daily)
        self.set_form(Form(BackupFacts, {"folder": second, "daily": daily}, self))
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        row.setSpacing(SPACE.s)
        row.addWidget(self.state)
        row.addStretch(1)
        for button in (self.file_button, self.restore_button, self.elsewhere_button, self.now_button):
            row.addWidget(button)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        first = whole.itemAt(0)
        settings = first.widget() if first is not None else None
        assert settings is not None
        if not self.desk.runner.db.is_sqlite:
            settings.hide()
            bar.hide()
            self.save_button.hide()
            self.foot_words.setText("")
            whole.insertWidget(0, _of_server(), 1)
            return
        settings.setFixedHeight(self.grid.sizeHint().height() + SPACE.l)
        if not self.foot_words.text():
            self.foot_words.setText(tr("恢复会换掉现在的全部数据，要管理员自己或由管理员准许。"))
        whole.insertWidget(0, bar)
        whole.insertWidget(1, self.table, 1)
        whole.insertWidget(2, HairLine("line"))
        whole.setStretch(3, 0)

    # -- what is shown --

    def load(self) -> None:
        facts = self.desk.read(backup_facts)
        self.form.load(facts)
        self._say_second(facts)
        self._edited()

    def _edited(self) -> None:
        # Making one is what people come for; saving shows itself once there is something to save.
        super()._edited()
        self.save_button.setVisible(self.form.changed())

    def refresh(self) -> None:
        """Read again; the list on the worker."""
        super().refresh()
        if not self.desk.runner.db.is_sqlite:
            return
        folder, second, now = self.folder, self.desk.read(backup_facts).folder, self.desk.clock.now()
        self.desk.worker.run(lambda: read_shelf(folder, second, now), self._show, self.desk.tell)

    def _show(self, shelf: Shelf) -> None:
        self.state.set(*state_words(shelf))
        self.model.set_rows(shelf.rows)
        if self.table.current() is None:
            self.table.select_first()
        self._chosen(self.table.current())

    def _chosen(self, row: BackupRow | None) -> None:
        self.restore_button.setEnabled(row is not None and not row.wrong)

    def _say_second(self, facts: BackupFacts) -> None:
        if not facts.folder:
            words = tr("只存在本机：这块磁盘坏了，数据和备份会一起丢。")
        elif not second_is_wise(facts.folder, self.folder):
            words = tr("第二处和数据在同一块磁盘上，磁盘坏了会一起丢。")
        else:
            words = tr("本机的备份在 {folder}", folder=plain(shelf_of(self.folder)))
        self.second_words.setText(words)

    # -- what is set --

    def save(self) -> None:
        command = self.form.value()
        if command is not None:
            self.desk.run(save_backup_facts, command, form=self.form, then=self.saved)

    def _choose_folder(self) -> None:
        found = self.desk.dialogs.choose_folder(tr("第二处的文件夹"))
        if found is not None:
            self.second.set_value(str(found))
            self._edited()
            self.second.setFocus()

    # -- making --

    def make(self) -> None:
        """Onto the shelf, now."""
        self._make(None)

    def make_elsewhere(self) -> None:
        """Into a file that is asked for."""
        name = name_of(Why.HAND, self.desk.clock.now())
        target = self.desk.dialogs.choose_save_file(tr("备份到别处"), name, pattern())
        if target is not None:
            self._make(target)

    def _make(self, target: Path | None) -> None:
        runner, folder, by = self.desk.runner, self.folder, self.desk.actor.name
        self.desk.run_job(
            lambda progress: back_up(folder, runner, by=by, target=target, progress=progress),
            title=tr("备份"),
            then=self._made,
            failed=lambda _error: self.refresh(),
        )

    def _made(self, done: tuple[Made, str]) -> None:
        made, warning = done
        size = size_words(made.path.stat().st_size)
        if warning:
            self.desk.messages.warn(tr("备份已做好。"), warning)
        else:
            self.desk.messages.ok(
                tr("备份已做好。"), tr("{path}，{size}，已核对", path=plain(made.path), size=size)
            )
        self.refresh()

    # -- restoring --

    def restore_chosen(self) -> None:
        self.restore_row(self.table.current())

    def restore_row(self, row: BackupRow | None) -> None:
        """The one in the list."""
        if row is not None:
            self.offer(row.path)

    def restore_file(self) -> None:
        """One from anywhere."""
        path = self.desk.dialogs.choose_open_file(tr("从备份恢复"), pattern())
        if path is not None:
            self.offer(path)

    def offer(self, path: Path) -> None:
        """Ask twice, in words, what will be lost; then it is done where nobody has the data open."""
        try:
            manifest = read_manifest(path)
            must_fit(manifest)
            lost = self.desk.read(lost_since, manifest.made_at)
        except DeskError as error:
            self.desk.tell(error)
            return
        actor = self._who_may()
        if actor is None:
            return
        asks = self.desk.dialogs.confirm
        first = tr("这份备份：{backup}。\n\n{lost}", backup=manifest_words(manifest), lost=lost_words(lost))
        if not asks(first, title=tr("恢复这份备份吗"), yes=tr("继续")):
            return
        second = tr(
            "现在的数据会先备份一份再换掉，换好以后每个人要重新登录。恢复用的是 {at} 的数据，那以后的都不在了。",
            at=f"{local_time(manifest.made_at):%Y-%m-%d %H:%M}",
        )
        if asks(second, title=tr("真的要恢复吗"), yes=tr("恢复"), danger=True):
            self.desk.go("restore", path=path, actor=actor)

    def _who_may(self) -> Actor | None:
        """The administrator who sits here, or who gives leave by their own password."""
        if self.desk.may(Right.SETTINGS):
            return self.desk.actor
        leave = self.desk.dialogs.approve(Right.SETTINGS, tr("恢复备份要管理员准许。"))
        return None if leave is None else Actor(leave.approver_id, leave.approver_name, Role.ADMIN)


def _row_state(row: BackupRow) -> Status:
    if row.wrong:
        return Status("bad", tr("不能用"))
    return Status("neutral", tr("只在第二处")) if row.second else Status("ok", tr("可用"))


def _of_server() -> QWidget:
    words: Any = tr(
        "备份由管理服务器的人用 pg_dump 做，恢复用 pg_restore。这里的备份只管单机的数据文件，所以没有列表。"
    )
    return EmptyState("ph.hard-drives", tr("数据在 PostgreSQL 服务器上"), words, name="backup_of_server")
