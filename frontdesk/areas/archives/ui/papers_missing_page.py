"""缺件: which units lack which of the papers they must have (D1.6)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import buildings
from frontdesk.areas.archives.queries.papers import PaperRow, papers_of
from frontdesk.areas.archives.queries.papers_missing import (
    MissingFigures,
    MissingFilter,
    MissingRow,
    MissingShow,
    missing_figures,
    missing_rows,
)
from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.archives.ui.paper_dialogs import FileDialog, say_filed
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.page import EmptyState, Pane, pad
from frontdesk.base.widgets.rows import Column

WIDTH = 380


class PapersMissingPage(ListPage):
    """`open(kind=…)` shows the units that lack that kind."""

    TARGETS = ("papers_missing",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[MissingRow], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=120, name="unit"),
            Column(tr("业主"), lambda r: r.owners, width=140, sort=False),
            Column(tr("状态"), lambda r: tr(r.state.value), width=84, sort=False),
            Column(tr("缺什么"), lambda r: "、".join(tr(kind) for kind in r.missing), sort=False),
            Column(tr("已有"), lambda r: f"{r.have}/{r.wanted}", right=True, width=72, name="missing"),
        )
        super().__init__(
            desk, "papers_missing_page", tr("缺件"), columns, [(s.name, tr(s.value)) for s in MissingShow],
            rows=missing_rows, figures=missing_figures, placeholder=tr("房号、姓名"),
            topics=("unit_papers", "units", "people"), back=True, parent=parent,
        )  # fmt: skip
        self.back = KeyButton(tr("资料"), "F5", name="missing_papers")
        self.back.clicked.connect(lambda: self.desk.go("papers"))
        self.head.add_action(self.export_button)
        self.head.add_action(self.back)
        places = [(None, tr("全部楼栋")), *((b.id, b.name) for b in desk.read(buildings))]
        self.building = FilterChoice("missing_building", tr("楼栋"), places)
        self.building.edited.connect(self.filter_changed)
        self.kind = FilterChoice("missing_kind", tr("缺"), [Option("", tr("缺什么都算"))], width=168)
        self.kind.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.building)
        self.filters.insert_right(0, self.kind)
        self.add = KeyButton(tr("归档资料"), "F2", "primary", name="missing_add")
        self.add.clicked.connect(self._file)
        self.pane = Pane("missing_pane")
        self._foot = pad(self.add, None)
        self.pane.set_foot(self._foot)
        self.set_split(self.views, self.pane, WIDTH)
        self._row: MissingRow | None = None

    def wanted(self, sort: str = "", descending: bool = False) -> MissingFilter:
        show = MissingShow[self.chips.current() or MissingShow.MISSING.name]
        kind = self.kind.value() or "" if show is MissingShow.MISSING else ""
        return MissingFilter(
            self.desk.clock.today(), self.search.text(), show, kind, self.building.value(), sort or "unit", descending,
        )  # fmt: skip

    def show_figures(self, figures: MissingFigures) -> tuple[int, int]:
        for show in MissingShow:
            self.chips.set_count(show.name, figures.shows[show] or None)
        options = [Option(kind, tr(kind), f"{n:,}") for kind, n in figures.kinds]
        self.kind.set_options([Option("", tr("缺什么都算")), *options])
        return figures.count, figures.every

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        self.export_button.setVisible(bool(every))

    def forget_filters(self) -> None:
        self.kind.set_value("")
        self.building.set_value(None)

    def empty_state(self) -> EmptyState:
        words = tr("在资料页按 F9，“资料种类和必须有的”里勾上哪些种类必须有，这里就列出缺件的房屋。")
        back = KeyButton(tr("资料"), "F5", name="missing_begin")
        back.clicked.connect(lambda: self.desk.go("papers"))
        return EmptyState("ph.check-circle", tr("没有必须有资料的房屋"), words, (back,), name="missing_empty")

    def row_changed(self, row: MissingRow | None) -> None:
        self._row = row
        self.pane.clear()
        self._foot.setVisible(row is not None and self.desk.may(Right.ARCHIVES_WRITE))
        if row is None:
            return
        head = self.pane.add_section(name="missing_head")
        link = Link(tr("一户一卡"), "missing_card")
        link.clicked.connect(lambda: self.desk.go("unit", unit_id=row.id))
        head.add_row(Words(row.unit, "lead", select=True), None, link)
        head.add(
            Words(
                " · ".join(p for p in (row.owners, tr(row.kind.value), tr(row.state.value)) if p),
                "body",
                "text2",
            )
        )
        lack = self.pane.add_section(tr("缺"), tr("{n} 种", n=len(row.missing)), name="missing_lack")
        for kind in row.missing:
            lack.add_state("warn", tr(kind))
        if not row.missing:
            lack.add_state("ok", tr("齐全"))
        day = self.desk.clock.today()
        self.desk.read_later(papers_of, day, unit_id=row.id, key="missing_papers", then=self._show_papers)

    def _show_papers(self, papers: tuple[PaperRow, ...]) -> None:
        if self._row is None:
            return
        section = self.pane.add_section(
            tr("已有"), tr("{n} 份", n=len(papers)), name="missing_have", line=False
        )
        for paper in papers:
            section.add_state("ok", tr(paper.kind), paper.name)

    def row_opened(self, row: Any) -> None:
        if row is not None:
            self.desk.go("papers", unit_id=row.id)

    def _file(self) -> None:
        if self._row is not None and self.desk.may(Right.ARCHIVES_WRITE):
            open_dialog(
                FileDialog(
                    self.desk, lambda filed: say_filed(self.desk, filed), unit_id=self._row.id, parent=self
                )
            )

    def open(self, **arguments: Any) -> None:
        kind = arguments.get("kind")
        if isinstance(kind, str):
            self.kind.set_options([Option("", tr("缺什么都算")), Option(kind, tr(kind))])
            self.kind.set_value(kind)
            self.refresh()

    def help_text(self) -> str:
        return tr(
            "按办公室定的“必须有的”列出缺资料的房屋。F2 给这户归档，回车看这户的资料，F5 回资料，F8 导出。"
        )
