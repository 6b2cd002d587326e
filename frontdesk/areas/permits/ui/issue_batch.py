"""批量办证: a building's people who have no permit of a kind yet, ticked and issued at once (D3.3, F4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.archives.queries import buildings
from frontdesk.areas.cashdesk.service import PrintedPaper
from frontdesk.areas.permits.queries.batch import Candidate, batch_kinds, candidates, one_by_one
from frontdesk.areas.permits.service.issuing import Batch, Issue, IssueMany, issue_many
from frontdesk.areas.permits.service.permit_papers import PrintPermit, print_permit
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Page, Pane
from frontdesk.base.widgets.preview import show_preview
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

PANE = 380
_MOST_SAID = 40


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody of the list, ticked or not."""

    who: Candidate
    on: bool = True


class BatchPage(Page):
    """`open(building_id=…, kind=…)` begins with these. `left` when it is done with."""

    TARGETS = ("permit_batch",)

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "permits_batch_page",
            tr("批量办证"),
            hint=tr("整栋楼一起办，工本费先记账，办好的等住户来取"),
            back=True,
            topics=("permits", "permit_kinds", "people", "units"),
            parent=parent,
        )
        if self.head.back is not None:
            self.head.back.clicked.connect(self.left)
        self._made: tuple[str, ...] = ()
        self._ticks: dict[tuple[int, int], bool] = {}
        self.kind = FilterChoice("batch_kind", tr("种类"), [], width=160)
        self.building = FilterChoice("batch_building", tr("楼栋"), [], width=160)
        for field in (self.kind, self.building):
            field.edited.connect(self._chosen)
            self.filters.add(field)
        self.model: RowsModel[Line] = RowsModel(
            [
                Column("", lambda r: r.on, kind="tick", width=56),
                Column(tr("房号"), lambda r: r.who.unit, kind="unit", width=128),
                Column(tr("持证人"), lambda r: r.who.name),
                Column(tr("身份"), lambda r: tr(r.who.role), kind="quiet", width=120),
                Column(tr("有效期至"), lambda r: r.who.until, width=136),
            ],
            key=lambda r: (r.who.unit_id, r.who.person_id),
            faint=lambda r: not r.on,
            parent=self,
        )
        self.model.ticked.connect(self._tick)
        self.table = Table("batch_list", title=tr("没有这种证的住户"), memory=desk.memory)
        self.table.set_model(self.model)
        self.pane = Pane("batch_pane")
        self.result = self.pane.add_section(tr("怎么办"), name="batch_result", line=False)
        self.set_split(self.table, self.pane, PANE)
        self.issue_button = KeyButton(tr("办证"), "Ctrl+Enter", "primary", name="batch_issue")
        self.issue_button.clicked.connect(self.issue)
        self.print_button = KeyButton(tr("打印刚办的"), "F6", icon="ph.printer", name="batch_print")
        self.print_button.clicked.connect(self.print_made)
        cancel = KeyButton(tr("返回"), "Esc", name="batch_back")
        cancel.clicked.connect(self.left)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.s)
        self.sum = Words("", "body", "text2")
        row.addWidget(self.sum)
        row.addStretch(1)
        for button in (cancel, self.print_button, self.issue_button):
            row.addWidget(button)
        self.set_foot(foot)
        self._say_how()

    # -- reading --

    def open(self, **arguments: Any) -> None:
        self._made = ()
        self._say_how()
        self.refresh()
        if arguments.get("kind"):
            self.kind.set_value(arguments["kind"])
        if isinstance(arguments.get("building_id"), int):
            self.building.set_value(arguments["building_id"])
        self.refresh()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        today = self.desk.clock.today()
        self.kind.set_options([Option(k.code, k.name) for k in self.desk.read(batch_kinds, today)])
        self.building.set_options([Option(b.id, b.name) for b in self.desk.read(buildings)])
        for field in (self.kind, self.building):
            if field.value() is None and field.options():
                field.set_value(field.options()[0].value)
        kind, building = self.kind.value(), self.building.value()
        found: tuple[Candidate, ...] = ()
        if kind is not None and building is not None:
            found = self.desk.read(candidates, str(kind), int(building), today)
        self.model.set_rows([Line(who, self._ticks.get((who.unit_id, who.person_id), True)) for who in found])
        self._count()

    def _chosen(self) -> None:
        self._ticks.clear()
        self.refresh()

    def _tick(self, row: Line, on: bool) -> None:
        self._ticks[row.who.unit_id, row.who.person_id] = on
        rows = [replace(r, on=on) if r.who == row.who else r for r in self.model.rows()]
        self.model.set_rows(rows)
        self._count()

    def _count(self) -> None:
        wanted = sum(row.on for row in self.model.rows())
        self.sum.setText(
            tr("勾了 {n} 人，共 {all} 人没有这种证", n=wanted, all=len(self.model.rows()))
            if self.model.rows()
            else tr("这栋楼的住户都有这种证了")
        )
        self.issue_button.setText(tr("办 {n} 张", n=wanted) if wanted else tr("办证"))
        self.issue_button.setEnabled(bool(wanted) and self.desk.may(Right.PERMITS))
        self.print_button.setVisible(bool(self._made))

    # -- issuing --

    def issue(self) -> None:
        """All that are ticked, on the worker; it can be stopped, which takes all of it back."""
        kind = str(self.kind.value())
        wanted = tuple(
            Issue(kind, row.who.unit_id, row.who.name, row.who.until, person_id=row.who.person_id, waits=True)
            for row in self.model.rows()
            if row.on
        )
        if wanted:
            title = tr("正在办{kind}", kind=self.kind.text())
            self.desk.run_long(issue_many, IssueMany(wanted), title=title, then=self._issued)

    def _issued(self, made: Batch) -> None:
        self._made = tuple(issued.number for issued in made.issued)
        self.result.clear()
        if made.issued:
            words = tr("办好 {n} 张，等住户来取", n=len(made.issued))
            self.result.add_state("ok", words, f"{self._made[0]} – {self._made[-1]}", bold=True)
        if made.refused:
            self.result.add_state("warn", tr("{n} 张没有办", n=len(made.refused)), bold=True)
        for who, why in made.refused[:_MOST_SAID]:
            self.result.add_pair(who, why)
        if len(made.refused) > _MOST_SAID:
            self.result.add(Words(tr("还有 {n} 人", n=len(made.refused) - _MOST_SAID), "small", "text3"))
        self._count()
        if made.issued:
            self.desk.messages.ok(
                tr("办好 {n} 张证。", n=len(made.issued)), action=tr("打印"), then=self.print_made
            )
        else:
            self.desk.messages.warn(tr("一张也没有办。"), tr("原因在右边。"))

    def print_made(self) -> None:
        """What was just issued on one PDF, cards ten to a sheet with the backs in register; looked at first."""
        if self._made:
            self.desk.run_long(
                print_permit, PrintPermit(self._made, sheet=True), title=tr("正在排版"), then=self._drawn
            )

    def _drawn(self, paper: PrintedPaper) -> None:
        title = tr("{kind} {n} 张", kind=self.kind.text(), n=len(self._made))
        show_preview(self.desk, paper.form, paper.pdf, title, parent=self)

    def _say_how(self) -> None:
        self.result.clear()
        for words in (
            tr("左边是这栋楼里还没有这种证的住户。空格或点一下去掉不办的，再按 Ctrl+Enter。"),
            tr("每张都按这种证的条件核对，不满足的不办，并列出原因。要主管准许的请一张一张办。"),
            tr("证卡十张一页打印，正反面对齐，沿裁切线裁开。没有照片的可以以后补办时加。"),
        ):
            self.result.add(Words(words, tone="text2", wrap=True))
        apart = self.desk.read(one_by_one, self.desk.clock.today())
        if apart:
            self.result.add(Words(tr("这几种要一张一张办："), wrap=True))
        for kind, labels in apart:
            why = [tr("收押金 {sum} 元", sum=kind.deposit)] if kind.deposit > ZERO else []
            if labels:
                why.append(tr("填{what}", what="、".join(labels)))
            self.result.add_pair(kind.name, "；".join(why))

    def help_text(self) -> str:
        return tr("选种类和楼栋，空格勾选，Ctrl+Enter 办证，F6 打印刚办的，Esc 返回。")
