"""重复住户: pairs that may be one person, both sides beside each other; joined, split, or told apart (D1.2)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.duplicates import (
    DuplicateFilter,
    DuplicateRow,
    DuplicateShow,
    DuplicateView,
    duplicate_figures,
    duplicate_rows,
    duplicate_view,
)
from frontdesk.areas.archives.service.duplicates import (
    TOPIC,
    KeepApart,
    SplitPeople,
    keep_apart,
    split_people,
)
from frontdesk.areas.archives.ui.changes import show_person_changes
from frontdesk.areas.archives.ui.duplicate_dialogs import JoinDialog
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

SURE = 90


def status_of(row: DuplicateRow) -> Status:
    """How sure it is, or what somebody said."""
    if row.show is DuplicateShow.JOINED:
        return Status("ok", tr("已合并"))
    if row.show is DuplicateShow.APART:
        return Status("neutral", tr("不是同一人"))
    if row.score >= SURE:
        return Status("bad", tr("很可能"))
    return Status("warn", tr("可能")) if row.score >= SURE - 20 else Status("neutral", tr("存疑"))


def _side(name: str, units: str) -> str:
    return " ".join(part for part in (name, units) if part)


class DuplicatesPage(FiledPage):
    """`open(show="JOINED")` shows one chip, `open(text=…)` narrows."""

    TARGETS = ("duplicates",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[DuplicateRow], ...] = (
            Column(tr("姓名"), lambda r: r.name, width=104, name="name"),
            Column(tr("房屋"), lambda r: r.units or tr("没有房屋"), width=128, sort=False),
            Column(tr("另一条"), lambda r: _side(r.other_name, r.other_units), width=184, sort=False),
            Column(tr("为什么"), lambda r: r.why, name="why"),
            Column(tr("相似程度"), status_of, kind="status", width=112, name="score"),
        )
        super().__init__(
            desk, "duplicates_page", tr("重复住户"), columns, DuplicateShow, rows=duplicate_rows,
            figures=duplicate_figures, read_file=duplicate_view, placeholder=tr("姓名、房号"), topics=(TOPIC,), parent=parent,
        )  # fmt: skip
        setup = desk.may(Right.ARCHIVES_SETUP)
        self.join = KeyButton(tr("合并"), "F2", "primary", name="duplicates_join")
        self.join.clicked.connect(self.ask_join)
        self.split = KeyButton(tr("拆分"), "F7", name="duplicates_split")
        self.split.clicked.connect(self.ask_split)
        self.apart = KeyButton(tr("不是同一人"), "F5", name="duplicates_apart")
        self.apart.clicked.connect(self.ask_apart)
        self._setup = setup
        self.finish(
            FiledPane("duplicate_pane", (self.join, self.apart, self.split, self.more), writes=self.writes)
        )

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> DuplicateFilter:
        return DuplicateFilter(self.search.text(), self.chosen(), sort, descending)

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "ph.users",
            tr("没有发现重复的住户"),
            tr("证件号码相同、姓名和电话相同、同一户里姓名相同的两条记录会列在这里，由您判断是不是同一人。"),
            name="duplicates_empty",
        )

    # -- the pane --

    def show_file(self, file: DuplicateView | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        self.join.setVisible(self._setup and row.show is not DuplicateShow.JOINED)
        self.apart.setVisible(row.show is DuplicateShow.OPEN)
        self.split.setVisible(self._setup and row.show is DuplicateShow.JOINED)
        status = status_of(row)
        head = self.pane.add_section(name="duplicate_head")
        label = StatusLabel(status.tone, status.word)  # type: ignore[arg-type]
        head.add_row(Words(row.name, "lead", select=True), None, label)
        if row.why:
            head.add(Words(row.why, "body", wrap=True, select=True))
        if row.at is not None:
            told = tr("{name} {at} 记下", name=row.by, at=f"{local_time(row.at):%Y-%m-%d %H:%M}")
            head.add(Words(told, "body", "text3", wrap=True))
        joined = row.show is DuplicateShow.JOINED
        for title, name, units, mine in (
            (tr("保留的一条") if joined else tr("第一条"), row.name, row.units, True),
            (tr("并入的一条") if joined else tr("第二条"), row.other_name, row.other_units, False),
        ):
            side = self.pane.add_section(title, name=f"duplicate_{'one' if mine else 'other'}")
            side.add_pair(tr("姓名"), name)
            for fact in file.facts:
                if fact.key != "name":
                    value = (fact.one if mine else fact.other) or "—"
                    side.add_pair(fact.words, value if fact.same else tr("{value}（不同）", value=value))
            side.add_pair(tr("房屋"), units or tr("没有房屋"))
        self.pane.scroll_to_top()

    # -- what is done --

    def acts(self, file: DuplicateView | None) -> Acts:
        if file is None:
            return {}
        row = file.row
        return {
            "one": (tr("看第一条的修改记录"), lambda: self._changes(row.one_id, row.name)),
            "other": (tr("看第二条的修改记录"), lambda: self._changes(row.other_id, row.other_name)),
        }

    def _changes(self, person_id: int, name: str) -> None:
        show_person_changes(self.desk, person_id, name, self)

    def ask_join(self) -> None:
        """Which is kept, what is taken of which, and why."""
        file: DuplicateView | None = self.stood_on()
        if file is not None and file.row.show is not DuplicateShow.JOINED:
            open_dialog(JoinDialog(self.desk, file, self._joined, self))

    def _joined(self, name: str) -> None:
        self.desk.messages.ok(tr("{name}的两条记录已合并。", name=name), tr("合并错了可以在“已合并”里拆分。"))

    def ask_apart(self) -> None:
        """The two are two: with a word on why, if there is one."""
        file: DuplicateView | None = self.stood_on()
        if file is None or file.row.show is not DuplicateShow.OPEN:
            return
        row = file.row
        self.ask(
            tr("不是同一人"), _side(row.name, row.units), ("重名", "家人共用电话", "其他"),
            lambda words: self.desk.run(
                keep_apart, KeepApart(row.one_id, row.other_id, words), then=lambda _none: self._told_apart()
            ),
        )  # fmt: skip

    def _told_apart(self) -> None:
        self.desk.messages.ok(tr("已记下，这两条以后不再提示。"))

    def ask_split(self) -> None:
        """The join was wrong."""
        file: DuplicateView | None = self.stood_on()
        if file is None or file.row.join_id is None:
            return
        join_id, name = file.row.join_id, file.row.name
        self.ask(
            tr("拆分"), tr("{name}的两条记录恢复成合并前的样子。", name=name), ("合并错了", "其他"),
            lambda words: self.desk.run(
                split_people, SplitPeople(join_id, words), then=lambda _none: self._split_up(name)
            ),
        )  # fmt: skip

    def _split_up(self, name: str) -> None:
        self.desk.messages.ok(tr("{name}的两条记录已拆分。", name=name))

    def open(self, **arguments: Any) -> None:
        if arguments:
            self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "重复住户：两边逐项对照，不同的标出来。F2 合并（选保留哪一条、每一项用哪边的，写明原因），F5 记下不是同一人，"
            "在“已合并”里按 F7 拆分。收费、收据、证件和报事都留在原来的名下，F9 看修改记录，F8 导出。"
        )
