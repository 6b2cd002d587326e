"""房屋合并、拆分: those of the past with what became what; begun here, undone only by the opposite (D1.1)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.unit_changes import (
    ChangeFigures,
    ChangeFile,
    ChangeFilter,
    ChangeRow,
    ChangeShow,
    area_words,
    change_figures,
    change_file,
    change_rows,
)
from frontdesk.areas.archives.rules.unit_changes import UnitChangeKind
from frontdesk.areas.archives.service.unit_change_papers import FORM_KEY, PrintedSlip, print_slip
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.rows import Column, Status


def status_of(row: ChangeRow) -> Status:
    """Which of the two."""
    return Status("info" if row.kind is UnitChangeKind.MERGE else "ok", tr(row.kind.value))


class UnitChangesPage(FiledPage):
    """`open(number=…)` stands on one, `open(text=…)` narrows."""

    TARGETS = ("unit_changes",)
    HISTORY = ("unit_change", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[ChangeRow], ...] = (
            Column(tr("单号"), lambda r: r.number, width=116, name="number"),
            Column(tr("从哪天起"), lambda r: r.on, width=100, name="on"),
            Column(tr("种类"), status_of, kind="status", width=84, name="kind"),
            Column(tr("原来的房屋"), lambda r: r.old, width=184, sort=False),
            Column(tr("新的房屋"), lambda r: r.new, width=184, sort=False),
            Column(
                tr("面积（㎡）"), lambda r: r.area, lambda v: f"{v:.2f}", right=True, width=96, name="area"
            ),
            Column(tr("为什么"), lambda r: r.reason, sort=False),
        )
        super().__init__(
            desk, "unit_changes_page", tr("合并拆分"), columns, ChangeShow, rows=change_rows, figures=change_figures,
            read_file=change_file, placeholder=tr("单号、房号、业主"), topics=("units",), parent=parent,
        )  # fmt: skip
        self.may = desk.may(Right.ARCHIVES_SETUP)
        self.slip = KeyButton(tr("登记单"), "F3", icon="ph.printer", name="unit_changes_slip")
        self.slip.clicked.connect(self.print_slip)
        self.add = KeyButton(tr("办合并、拆分"), "F2", "primary", name="unit_changes_add")
        self.add.clicked.connect(lambda: self.desk.go("change_units"))
        self.card = KeyButton(tr("一户一卡"), "Enter", name="unit_changes_card", shortcut=False)
        self.card.clicked.connect(lambda: self.row_opened(self.table.current()))
        self.undo = KeyButton(tr("办相反的"), "F7", name="unit_changes_undo")
        self.undo.clicked.connect(self.ask_opposite)
        self.finish(
            FiledPane("unit_change_pane", (self.card, self.undo, self.more), writes=True), self.slip, self.add
        )
        self.add.setVisible(self.may)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> ChangeFilter:
        return ChangeFilter(self.search.text(), self.chosen(), sort, descending)

    def show_figures(self, figures: ChangeFigures) -> tuple[int, int]:
        return super().show_figures(figures)

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.add.setVisible(bool(every) and self.may)
        self.slip.setVisible(bool(every))

    def empty_state(self) -> EmptyState:
        begin = KeyButton(tr("办合并、拆分"), "F2", "primary", name="unit_changes_begin")
        begin.clicked.connect(lambda: self.desk.go("change_units"))
        return EmptyState(
            "ph.arrows-left-right",
            tr("还没有合并、拆分过房屋"),
            tr("相邻的几户打通成一户，或者一户分成几户，在这里办：面积要对得上，费用从那天起按新的房屋算，原来的都查得到。"),
            (begin,) if self.may else (),
            name="unit_changes_empty",
        )  # fmt: skip

    # -- the pane --

    def show_file(self, file: ChangeFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        self.undo.setVisible(self.may and self._stands(file))
        status = status_of(row)
        head = self.pane.add_section(name="unit_change_head")
        label = StatusLabel(status.tone, status.word)  # type: ignore[arg-type]
        head.add_row(Words(row.number, "lead", select=True), None, label)
        head.add(Words(tr("从 {day} 起", day=row.on.isoformat()), "body", "text2"))
        for title, made in ((tr("原来的房屋"), False), (tr("新的房屋"), True)):
            side = self.pane.add_section(title, name=f"unit_change_{'new' if made else 'old'}")
            for unit in file.units:
                if unit.made is not made:
                    continue
                link = Link(unit.now, f"unit_change_unit_{unit.unit_id}")
                link.clicked.connect(lambda wanted=unit.unit_id: self.desk.go("unit", unit_id=wanted))
                inner = tr("套内 {area}", area=area_words(unit.inner_area)) if unit.inner_area else ""
                told = " · ".join(part for part in (area_words(unit.built_area), inner) if part)
                side.add_row(link, None, Words(told, "body"))
                if unit.owners:
                    side.add(Words(unit.owners, "small", "text2", wrap=True))
        if file.things:
            went = self.pane.add_section(tr("跟着走的"), name="unit_change_things")
            for words, goes in file.things:
                went.add_state("ok" if goes else "neutral", words, "" if goes else tr("没有带过去"))
        why = self.pane.add_section(tr("办理"), name="unit_change_why", line=False)
        why.add_pair(tr("为什么"), row.reason)
        if row.lifted:
            why.add_pair(tr("没有办完"), row.lifted.replace("\n", "；"))
            why.add_pair(tr("仍要办"), row.lifted_why)
        why.add_pair(tr("办理人"), f"{row.by} {local_time(row.at):%Y-%m-%d %H:%M}")
        self.pane.scroll_to_top()

    @staticmethod
    def _stands(file: ChangeFile) -> bool:
        """Whether all that came of it still has the code it was given: it has not been changed on since."""
        return all(unit.code == unit.now for unit in file.units if unit.made)

    # -- what is done --

    def row_opened(self, row: ChangeRow | None) -> None:
        """Enter opens the card of the first new unit."""
        file: ChangeFile | None = self.stood_on() if row is not None else None
        if file is not None:
            self.desk.go("unit", unit_id=next(unit.unit_id for unit in file.units if unit.made))

    def ask_opposite(self) -> None:
        """Begin what undoes it: a split of what was merged, a merging of what was split."""
        file: ChangeFile | None = self.stood_on()
        if file is None or not self.may:
            return
        merged = file.row.kind is UnitChangeKind.MERGE
        kind = UnitChangeKind.SPLIT if merged else UnitChangeKind.MERGE
        codes = "、".join(unit.now for unit in file.units if unit.made)
        self.desk.go("change_units", kind=kind, units=codes)

    def print_slip(self) -> None:
        """房屋合并（拆分）登记单 of the one stood on."""
        row = self.table.current()
        if row is not None:
            self.desk.run(print_slip, row.number, then=self._show_slip)

    def _show_slip(self, made: PrintedSlip) -> None:
        from frontdesk.areas.archives.forms.unit_changes import UNIT_CHANGE

        title = tr("登记单 {number}", number=made.number)
        dialog = PreviewDialog(self.desk, FORM_KEY, made.pdf, title, papers=UNIT_CHANGE.sizes, parent=self)
        dialog.open()

    def acts(self, file: ChangeFile | None) -> Acts:
        return {} if file is None else self.history_act(file.row.id)

    def open(self, **arguments: Any) -> None:
        number = arguments.get("number")
        if arguments:
            self.narrow(text=arguments.get("text"), show=arguments.get("show"))
        if isinstance(number, str):
            self.stand_on(lambda row: bool(row.number == number))

    def help_text(self) -> str:
        return tr(
            "办过的合并和拆分：F2 办一张新的，回车看新房屋的一户一卡，F3 打印登记单，F7 办一张相反的（办错了只能这样改回来），"
            "F8 导出，F9 看修改记录。右边点房号看原来的和新的房屋。"
        )
