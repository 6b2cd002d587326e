"""待匿名: who left long enough ago, what still hinders each, who was made anonymous; one or all at once (D1.9)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.anonymising import (
    AnonymisingFile,
    AnonymisingFilter,
    AnonymisingRow,
    AnonymisingShow,
    anonymising_figures,
    anonymising_file,
    anonymising_rows,
)
from frontdesk.areas.archives.service.anonymising import TOPIC, Anonymise, Anonymised, anonymise
from frontdesk.areas.archives.ui.anonymising_dialogs import AnonymiseDialog
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column, Status


def status_of(row: AnonymisingRow) -> Status:
    """Whether it may be done."""
    if row.show is AnonymisingShow.DONE:
        return Status("neutral", tr("已匿名"))
    return Status("warn", tr("还不能")) if row.hinders else Status("ok", tr("可以匿名"))


def _why(row: AnonymisingRow) -> str:
    """What hinders, or the record's number and who made it."""
    if row.show is AnonymisingShow.DONE:
        return " ".join((row.number, row.by))
    return "；".join(row.hinders)


class AnonymisingPage(FiledPage):
    """`open(show="HINDERED")` shows one chip, `open(text=…)` narrows."""

    TARGETS = ("anonymising",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[AnonymisingRow], ...] = (
            Column(tr("姓名"), lambda r: r.name, width=120, name="name"),
            Column(tr("住过的房屋"), lambda r: r.units, kind="quiet", width=152, sort=False),
            Column(tr("身份"), lambda r: r.roles, width=88, sort=False),
            Column(tr("离开日期"), lambda r: r.last_on, width=104, name="last_on"),
            Column(tr("还差什么，或匿名记录"), _why, kind="quiet", sort=False),
            Column(tr("状态"), status_of, kind="status", width=112, sort=False),
        )
        super().__init__(
            desk, "anonymising_page", tr("待匿名住户"), columns, AnonymisingShow, rows=anonymising_rows,
            figures=anonymising_figures, read_file=anonymising_file, placeholder=tr("姓名、房号、记录编号"),
            topics=(TOPIC, "people", "units", "settings"), parent=parent,
        )  # fmt: skip
        self._setup = desk.may(Right.ARCHIVES_SETUP)
        self.every = KeyButton(tr("全部匿名"), "F2", "primary", name="anonymising_all")
        self.every.clicked.connect(self.ask_all)
        self.one = KeyButton(tr("匿名这一位"), "F6", name="anonymising_one")
        self.one.clicked.connect(self.ask_one)
        self.finish(FiledPane("anonymising_pane", (self.one,), writes=self._setup), self.every)
        self.every.hide()

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> AnonymisingFilter:
        return AnonymisingFilter(self.desk.clock.today(), self.search.text(), self.chosen(), sort, descending)

    def show_figures(self, figures: Any) -> tuple[int, int]:
        ready = figures.shows[AnonymisingShow.READY]
        self.every.setVisible(self._setup and bool(ready) and self.chosen() is AnonymisingShow.READY)
        return super().show_figures(figures)

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "ph.user-minus",
            tr("没有要匿名的住户"),
            tr(
                "在所有房屋里的身份都已结束、又超过保存年限的住户会列在这里。年限在 设置 → 个人信息 里改；还有欠费、押金、钥匙、证件、报事或装修没有了结的，先了结再匿名。"
            ),
            name="anonymising_empty",
        )

    # -- the pane --

    def show_file(self, file: AnonymisingFile | None) -> None:
        row = None if file is None else file.row
        self.pane.begin(shown=row is not None and row.show is AnonymisingShow.READY)
        if file is None or row is None:
            return
        status = status_of(row)
        head = self.pane.add_section(name="anonymising_head")
        head.add_row(Words(row.name, "lead", select=True), None, StatusLabel(status.tone, status.word))  # type: ignore[arg-type]
        head.add_pair(tr("住过的房屋"), row.units)
        head.add_pair(tr("身份"), row.roles)
        head.add_pair(tr("离开日期"), row.last_on.isoformat())
        if row.show is AnonymisingShow.DONE:
            self._done(file)
        elif row.hinders:
            still = self.pane.add_section(tr("还差这些，了结以后才能匿名"), name="anonymising_hinders")
            for words in row.hinders:
                still.add(Words(words, "body", wrap=True, select=True))
        else:
            self._will(file)
        self.pane.scroll_to_top()

    def _will(self, file: AnonymisingFile) -> None:
        head = self.pane.add_section(tr("匿名以后"), name="anonymising_will")
        head.add(
            Words(
                tr(
                    "离开已满 {n} 年。姓名变成“已匿名”，证件号码、电话、拼音、紧急联系人清空；报事、访客、快递、证件、草稿、"
                    "修改记录里的姓名和号码一并替换。",
                    n=file.years,
                ),
                "body", wrap=True,
            )
        )  # fmt: skip
        head.add(Words(tr("应收、收据、押金和账簿不动，按会计档案保存。"), "body", wrap=True))
        if file.papers:
            head.add_pair(tr("证件资料"), tr("移除 {n} 份", n=file.papers))
        if file.unnamed:
            told = tr(
                "住过的房屋里还有 {n} 份个人资料没有写明是谁的，不会移除；是这位住户的，请先在“资料”里归到名下。",
                n=file.unnamed,
            )
            head.add(Words(told, "body", "text2", wrap=True))
        head.add(
            Words(tr("不能恢复。以前的备份里仍有原文，按备份的保留期清除。"), "body", "text2", wrap=True)
        )

    def _done(self, file: AnonymisingFile) -> None:
        row = file.row
        done = self.pane.add_section(tr("匿名记录"), name="anonymising_record")
        done.add_pair(tr("编号"), row.number)
        done.add_pair(tr("办理"), row.by)
        if row.at is not None:
            done.add_pair(tr("时间"), f"{local_time(row.at):%Y-%m-%d %H:%M}")
        done.add_pair(tr("原因"), row.reason)
        done.add_pair(tr("同批住户"), tr("{n} 位", n=file.people))
        done.add_pair(tr("替换"), tr("{n} 处", n=file.places))
        done.add_pair(tr("移除文件"), tr("{n} 份", n=file.files))

    # -- what is done --

    def acts(self, file: AnonymisingFile | None) -> Acts:
        return {}

    def ask_one(self) -> None:
        """The one stood on."""
        file: AnonymisingFile | None = self.stood_on()
        if file is not None and file.row.show is AnonymisingShow.READY:
            self._ask((file.row,))

    def ask_all(self) -> None:
        """Everybody in the list who may be made anonymous."""
        if not self.every.isHidden():
            self._ask(self.desk.read(anonymising_rows, self.wanted(), 0, None))

    def _ask(self, rows: tuple[AnonymisingRow, ...]) -> None:
        if rows:
            open_dialog(AnonymiseDialog(self.desk, rows, self._start, self))

    def _start(self, command: Anonymise) -> None:
        self.desk.run_long(anonymise, command, title=tr("正在替换姓名和号码"), then=self._finished)

    def _finished(self, done: Anonymised) -> None:
        self.desk.messages.ok(
            tr("{n} 位住户已匿名，记录 {number}。", n=done.people, number=done.number),
            tr("替换了 {places} 处，移除文件 {files} 份。", places=done.places, files=done.files),
        )

    def open(self, **arguments: Any) -> None:
        if arguments:
            self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "待匿名住户：在所有房屋里的身份都已结束、超过保存年限的住户。F6 匿名这一位，F2 把列出来的全部匿名，都要写原因并输入“匿名”两个字；"
            "不能恢复。“还不能”里写明还差什么，“已匿名”里是办过的记录，F8 导出。"
        )
