"""谁看过原文: every look at numbers in full, whose, by whom, when and why, for who may see them (D1.9)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.looks import (
    LookFigures,
    LookFilter,
    LookRow,
    LookShow,
    look_figures,
    look_file,
    look_rows,
)
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.service.looks import TOPIC
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column, Status

_TONES = {How.SEEN: "info", How.EXPORTED: "warn", How.PRINTED: "warn"}


def how_status(row: LookRow) -> Status:
    """`看`, or what left the screen."""
    return Status(_TONES[row.how], tr(row.how.value))


class LooksPage(FiledPage):
    """`open(person_id=…, name=…)` lists one person's, `open(text=…)` narrows. Nothing in it can be changed."""

    TARGETS = ("looks",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[LookRow], ...] = (
            Column(tr("时间"), lambda r: r.at, width=148, name="at"),
            Column(tr("谁看的"), lambda r: r.by, width=92, name="by"),
            Column(tr("方式"), how_status, kind="status", width=84, sort=False),
            Column(tr("哪一类"), lambda r: tr(r.matter.value), width=100, name="matter"),
            Column(tr("看谁的"), lambda r: r.name, width=176, name="name"),
            Column(tr("人数"), lambda r: r.people, kind="number", width=64, sort=False),
            Column(tr("原因"), lambda r: r.reason, sort=False),
            Column(tr("准许"), lambda r: r.approver, kind="quiet", width=76, sort=False),
        )
        super().__init__(
            desk, "looks_page", tr("谁看过原文"), columns, LookShow, rows=look_rows, figures=look_figures,
            read_file=look_file, placeholder=tr("看谁的、谁看的、原因"), topics=(TOPIC,), parent=parent,
        )  # fmt: skip
        self._person: tuple[int, str] | None = None
        matters = [(None, tr("全部类别")), *((each, tr(each.value)) for each in Matter)]
        self.matter = FilterChoice("looks_matter", tr("类别"), matters, width=132)
        self.by = FilterChoice("looks_by", tr("谁看的"), [Option(None, tr("全部的人"))], width=112)
        for number, chooser in enumerate((self.matter, self.by)):
            chooser.edited.connect(self.filter_changed)
            self.filters.insert_right(number, chooser)
        self.finish(FiledPane("look_pane", (), writes=False))

    def wanted(self, sort: str = "", descending: bool = False) -> LookFilter:
        return LookFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.matter.value(), self.by.value(),
            self._person[0] if self._person else None, sort or "at", descending if sort else True,
        )  # fmt: skip

    def only_whose(self) -> str:
        return self._person[1] if self._person else ""

    def forget_filters(self) -> None:
        self._person = None
        self.matter.set_value(None)
        self.by.set_value(None)

    def show_figures(self, figures: LookFigures) -> tuple[int, int]:
        chosen = self.by.value()
        self.by.set_options(
            [Option(None, tr("全部的人")), *(Option(by_id, name) for by_id, name in figures.lookers)]
        )
        self.by.set_value(chosen)
        return super().show_figures(figures)

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "ph.eye",
            tr("还没有人看过原文"),
            tr("证件号和电话打码显示。谁看了、导出或打印了原文，什么时候、为什么，都会列在这里，改不了也删不掉。"),
            (),
            name="looks_empty",
        )  # fmt: skip

    def show_file(self, file: LookRow | None) -> None:
        self.pane.begin(shown=False)
        if file is None:
            return
        status = how_status(file)
        head = self.pane.add_section(name="look_head")
        label = StatusLabel(status.tone, status.word)  # type: ignore[arg-type]
        head.add_row(Words(file.name or tr("没有写名字"), "lead", select=True, wrap=True), None, label)
        head.add(Words(tr(file.matter.value), "body", "text2"))
        facts = self.pane.add_section(tr("谁、什么时候、为什么"), name="look_facts", line=False)
        facts.add_pair(tr("谁"), file.by)
        facts.add_pair(tr("时间"), f"{local_time(file.at):%Y-%m-%d %H:%M:%S}")
        facts.add_pair(tr("原因"), file.reason)
        if file.people > 1:
            facts.add_pair(tr("人数"), f"{file.people:,}")
        facts.add_pair(tr("准许"), file.approver or tr("本人有权看"))
        self.pane.scroll_to_top()

    def acts(self, file: LookRow | None) -> Acts:
        return {}

    def row_opened(self, row: Any) -> None:
        """To whose numbers they were, where it is somebody of the archives."""
        if row is not None and row.person_id is not None:
            self.desk.go("people", text=row.name)

    def open(self, **arguments: Any) -> None:
        if not arguments:
            return
        self.forget_filters()
        person_id = arguments.get("person_id")
        if isinstance(person_id, int):
            self._person = (person_id, str(arguments.get("name", "")))
        self.narrow(text=arguments.get("text"), show="ALL")

    def help_text(self) -> str:
        return tr(
            "谁看过、导出或打印过证件号和电话原文：按 / 用名字、经手人或原因筛选，右边可按类别和人筛选，F8 导出，Ctrl+P 打印。"
            "记录由数据库锁定，谁也改不了、删不掉。"
        )
