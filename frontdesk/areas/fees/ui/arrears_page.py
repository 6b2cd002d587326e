"""欠费: what was owed on any day, by unit, owner, item or building, in columns of age (M8.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from frontdesk.areas.fees.queries import (
    ArrearsRow,
    OwedCharge,
    UnitArrears,
    arrears,
    arrears_by,
    charge_totals,
    owed_by_unit,
)
from frontdesk.areas.fees.queries.owed import By
from frontdesk.areas.fees.rules.ages import Age
from frontdesk.areas.fees.service import IssueNotices, NoticeBatch
from frontdesk.areas.fees.service.detail import PrintArrearsDetail, print_arrears_detail
from frontdesk.areas.fees.ui import papers
from frontdesk.areas.fees.ui.arrears_list import BYS, ArrearsList, Line
from frontdesk.areas.fees.ui.arrears_views import ArrearsViews
from frontdesk.areas.fees.ui.choosers import SearchField
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton, Segmented
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import DateField
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane, Section, pad
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.tokens import SIZE, SPACE

WIDTH = 344
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Within:
    """The row of another list whose units are looked at."""

    by: By
    key: str
    label: str


class ArrearsPage(Page):
    """`open(on=…, by=…)` shows a day; Enter opens a unit, or the units behind another row."""

    TARGETS = ("arrears",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "fees_arrears_page",
            tr("欠费"),
            topics=("charges", "units", "people", "fee_items"),
            parent=parent,
        )
        self._on = desk.clock.today()
        self._follows_today = True
        self._within: Within | None = None
        self._row: Line | None = None
        self._names: dict[str, str] = {}
        self._build_head()
        self._lists: dict[str, ArrearsList] = {}
        self._views = QStackedWidget()
        for by, _words in BYS:
            self._add_list(by)
        self.pane = Pane("arrears_pane")
        self._build_foot_of_pane()
        self.set_split(self._views, self.pane, WIDTH)
        self._show_list()

    # -- building --

    def _build_head(self) -> None:
        self.export_button = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="arrears_export")
        self.export_button.clicked.connect(self._export)
        self.print_button = print_button("arrears_print", self._print)
        self.head.add_action(self.print_button)
        self.head.add_action(self.export_button)
        self.filters.add(ArrearsViews(self.desk, "arrears"))
        self.by = Segmented([(by, tr(words)) for by, words in BYS], name="arrears_by")
        self.by.setAccessibleName(tr("按什么列"))
        self.by.setFixedHeight(SIZE.chip)
        self.by.changed.connect(lambda _by: self._by_changed())
        self.day = DateField("arrears_on", today=self.desk.clock.today, required=True)
        self.day.set_label(tr("截至"))
        self.day.setFixedSize(136, SIZE.chip)
        self.day.enter_moves = False
        self.day.set_value(self._on)
        self.day.edited.connect(self._day_edited)
        self.day.submitted.connect(self._day_typed)
        self.day.inner.editingFinished.connect(self._day_typed)
        self.trouble = StatusLabel("bad", "")
        self.trouble.setObjectName("arrears_trouble")
        self.trouble.hide()
        self.back_button = KeyButton("", "Esc", small=True, name="arrears_back")
        self.back_button.clicked.connect(self.go_out)
        self.back_button.hide()
        self.search = SearchField("arrears_search", tr("房号或姓名"))
        self.search.asked.connect(lambda text: self.list().narrow(text))
        self.search.left_by_key.connect(self.focus_start)
        for widget in (self.by, Words(tr("截至"), tone="text2"), self.day, self.back_button, self.trouble):
            self.filters.add(widget)
        self.filters.add_right(self.search)

    def _add_list(self, by: str) -> None:
        made = ArrearsList(by, self.desk.memory)
        made.table.current_changed.connect(self._stood_on)
        made.table.opened.connect(self._open_line)
        self._lists[by] = made
        self._views.addWidget(made)

    def _build_foot_of_pane(self) -> None:
        self.collect = KeyButton(tr("收费"), "F3", "primary", name="arrears_collect")
        self.collect.clicked.connect(self._collect)
        self.unit = KeyButton(tr("一户一卡"), "Enter", shortcut=False, name="arrears_unit")
        self.unit.clicked.connect(self._open_current)
        self._feet = pad(self.collect, self.unit, None)
        self.pane.set_foot(self._feet)

    # -- what is shown --

    def list(self) -> ArrearsList:
        """The list that is shown."""
        return self._lists[cast(str, self.by.value())]

    def refresh(self) -> None:
        if self._follows_today:
            self._on = self.desk.clock.today()
            if not self.day.focused():
                self.day.set_value(self._on)
        by = cast(By, self.by.value())
        within = (self._within.by, self._within.key) if self._within is not None else None
        if by == "unit":
            self.desk.read_later(arrears, self._on, key="arrears_names", then=self._keep_names)
        self.desk.read_later(arrears_by, self._on, by, within, key="arrears", then=self._show)

    def _keep_names(self, rows: Sequence[UnitArrears]) -> None:
        self._names = {str(row.unit_id): row.payer for row in rows}

    def _show(self, rows: Sequence[ArrearsRow]) -> None:
        shown = self.list()
        names = self._names if shown.by == "unit" else {}
        shown.show_lines([Line(row, names.get(row.key, "")) for row in rows])
        self._stood_on(shown.table.current())
        self.export_button.setVisible(bool(rows))
        self.print_button.setVisible(bool(rows))
        if rows:
            self.hide_empty()
        else:
            self._say_empty()

    def _say_empty(self) -> None:
        if not self.desk.read(charge_totals).count:
            begin = KeyButton(tr("去生成应收"), kind="primary", name="arrears_begin")
            begin.clicked.connect(lambda: self.desk.go("billing"))
            words = tr("生成应收以后，没有交的费用按房屋、业主、项目和楼栋列在这里，逾期多久一看就知道。")
            self.show_empty(
                EmptyState("ph.file-text", tr("还没有应收"), words, (begin,), name="arrears_never")
            )
            return
        words = tr("到这一天为止开始的账期都已缴清。可以换一个日期，看那天欠多少。")
        title = tr("{day} 没有欠费", day=self._on.isoformat())
        self.show_empty(EmptyState("ph.check-circle", title, words, name="arrears_none"))

    def _show_list(self) -> None:
        shown = self.list()
        self._views.setCurrentWidget(shown)
        self.foot = shown.sums
        self.back_button.setVisible(self._within is not None)
        if self._within is not None:
            self.back_button.setText(tr("{label} 的房屋，返回", label=self._within.label))

    def _by_changed(self) -> None:
        if self._within is not None and self.by.value() != "unit":
            self._within = None
        self._show_list()
        self.search.set_value("")
        self.refresh()

    def _day_edited(self) -> None:
        """Half a typed day waits for Enter; a whole one (arrows, the calendar) is taken at once."""
        try:
            day = self.day.value()
        except Refused:
            return
        if day is not None and day.isoformat() == self.day.text():
            self._day_typed()

    def _day_typed(self) -> None:
        """A day to look back to; what lies ahead is not known."""
        try:
            day = self.day.value()
        except Refused as refused:
            self._say_trouble(refused.text)
            return
        today = self.desk.clock.today()
        if day is None:
            return
        if day > today:
            self._say_trouble(tr("只能看到今天为止的欠费"))
            return
        self._say_trouble("")
        if day != self._on:
            self._take_day(day)

    def _take_day(self, day: date) -> None:
        self._on = day
        self._follows_today = day == self.desk.clock.today()
        self.refresh()

    def _say_trouble(self, words: str) -> None:
        self.day.set_error(words or None)
        self.trouble.set("bad", words)
        self.trouble.setVisible(bool(words))

    def focus_start(self) -> None:
        self.list().table.setFocus(Qt.FocusReason.TabFocusReason)

    # -- the row stood on --

    def _stood_on(self, line: Line | None) -> None:
        self._row = line
        self.desk.forget("arrears_unit")
        self._feet.setVisible(line is not None)
        unit = line is not None and self.by.value() == "unit"
        self.collect.setVisible(unit and self.desk.may(Right.COLLECT))
        self.unit.setText(tr("一户一卡") if unit else tr("看欠费的房屋"))
        if line is None:
            self.pane.clear()
            return
        if unit:
            self.desk.read_later(
                owed_by_unit, int(line.row.key), self._on, key="arrears_unit", then=self._show_unit
            )
        else:
            self._show_ages(line)

    def _add_head(self, line: Line) -> Section:
        self.pane.clear()
        head = self.pane.add_section(name="arrears_head")
        state = (
            StatusLabel("bad", tr("逾期 {sum}", sum=line.row.overdue))
            if line.row.overdue
            else StatusLabel("neutral", tr("都没到期"), hollow=True)
        )
        head.add_row(
            Words("  ".join(p for p in (line.label, line.name) if p), "lead", select=True), None, state
        )
        head.add(Words(tr("截至 {day} 欠费合计（元）", day=self._on.isoformat()), tone="text2"))
        figure = Words(str(line.row.owed), "figure", select=True)
        figure.setObjectName("arrears_figure")
        head.add(figure)
        return head

    def _show_unit(self, charges: Sequence[OwedCharge]) -> None:
        line = self._row
        if line is None:
            return
        self._add_head(line)
        section = self.pane.add_section(line=False, name="arrears_charges")
        notice = KeyButton(tr("打印通知单"), "F8", "link", name="arrears_notice")
        notice.clicked.connect(self._print_notice)
        count = Words(tr("{n} 笔", n=len(charges)), tone="text3")
        section.add_row(Words(tr("欠的费用"), "bold"), count, None)
        section.add_row(notice, self._detail_link(), None, spacing=SPACE.l)
        for charge in charges[:_MOST_SHOWN]:
            _charge_line(section, charge)
        if len(charges) > _MOST_SHOWN:
            section.add(Words(tr("还有 {n} 笔", n=len(charges) - _MOST_SHOWN), "small", "text3"))

    def _show_ages(self, line: Line) -> None:
        self._add_head(line)
        section = self.pane.add_section(
            tr("按账龄"),
            tr("{n} 户 · {c} 笔", n=f"{line.row.units:,}", c=f"{line.row.charges:,}"),
            line=False,
        )
        if self.by.value() == "owner":
            section.add_row(self._detail_link(), None)
        for age, amount in zip(Age, line.row.ages, strict=True):
            if amount:
                section.add_line(tr(age.value), right=str(amount))

    def _detail_link(self) -> KeyButton:
        link = KeyButton(tr("打印欠费明细"), "F9", "link", name="arrears_detail")
        link.clicked.connect(self.print_detail)
        return link

    def _open_line(self, line: Line) -> None:
        """A unit's card; behind any other row its units."""
        by = cast(By, self.by.value())
        if by == "unit":
            self.desk.go("unit", unit_id=int(line.row.key))
            return
        self._within = Within(by, line.row.key, line.label)
        self.by.set_value("unit")
        self.search.set_value("")
        self._show_list()
        self.refresh()
        self.focus_start()

    def _open_current(self) -> None:
        if self._row is not None:
            self._open_line(self._row)

    def go_out(self) -> None:
        """Back from the units behind a row to the list it stands in."""
        if self._within is None:
            return
        within, self._within = self._within, None
        self.by.set_value(within.by)
        self._show_list()
        self.refresh()
        self.list().table.select_key(within.key)
        self.focus_start()

    def _collect(self) -> None:
        if self._row is not None and self.by.value() == "unit":
            self.desk.go("collect", unit_id=int(self._row.row.key))

    def _print_notice(self) -> None:
        """The notice of the unit stood on, of what it owes today."""
        if self._row is None or self.by.value() != "unit":
            return
        month = Month.of(self.desk.clock.today())
        size = papers.paper_here(self.desk).key
        papers.issue(self.desk, IssueNotices(month, (int(self._row.row.key),), size=size), self, self._sent)

    def _sent(self, batch: NoticeBatch, printer: str) -> None:
        number = batch.numbers[0]
        self.desk.messages.ok(
            tr("缴费通知单 {number} 已送到“{printer}”。", number=number, printer=printer),
            tr("送到以后在应收账单的“打印通知单”里登记送达。"),
        )

    def print_detail(self) -> None:
        """欠费明细 of the unit or the owner stood on, as of the day shown."""
        if self._row is None or self.by.value() not in ("unit", "owner"):
            return
        key = int(self._row.row.key)
        command = (
            PrintArrearsDetail(unit_id=key, on=self._on)
            if self.by.value() == "unit"
            else PrintArrearsDetail(payer_id=key, on=self._on)
        )
        papers.run_and_show(
            self.desk, print_arrears_detail, command, self, form="arrears_detail", title=tr("正在写欠费明细")
        )

    # -- going on --

    def open(self, **arguments: Any) -> None:
        """`on` a day, `by` one of the four lists, `text` to look for; `within` (by, key, label) its units."""
        on = arguments.get("on")
        if isinstance(on, date):
            self._take_day(min(on, self.desk.clock.today()))
            self.day.set_value(self._on)
        by = arguments.get("by")
        if by in self._lists:
            self._within = None
            self.by.set_value(by)
            self._by_changed()
        within = arguments.get("within")
        if isinstance(within, tuple) and len(within) == 3 and within[0] in self._lists:
            self._within = Within(cast(By, within[0]), str(within[1]), str(within[2]))
            self.by.set_value("unit")
            self._show_list()
            self.refresh()
        if isinstance(arguments.get("text"), str):
            self.search.set_value(arguments["text"])

    def _export(self) -> None:
        export_table(self.desk, self.list().table, self._list_name())

    def _print(self) -> None:
        shown = self.list()
        names = (c.name for c in shown.model.columns if c.name)
        sums = {name: shown.sums.sum_of(name) for name in names}
        text = self.search.text().strip()
        words = tr("含“{text}”", text=text) if text else ""
        print_list(self.desk, shown.table, self._list_name(), sums=sums, filter_words=words)

    def _list_name(self) -> str:
        words = dict(BYS)[cast(str, self.by.value())]
        within = self._within.label if self._within is not None else ""
        return tr("{within}欠费 按{by} 截至{day}", within=within, by=tr(words), day=self._on.isoformat())

    def help_text(self) -> str:
        return tr(
            "哪一天欠多少都能看：在“截至”里填日期，上下键换一天。按房屋、业主、项目、楼栋切换，列是逾期的天数。"
            "回车打开这一户（楼栋、项目、业主先列出它的房屋），F3 收费，F8 打印这一户的通知单，F9 打印这一户（这位业主）的欠费明细，"
            "Ctrl+P 打印列表，Ctrl+E 导出。"
        )


def _charge_line(section: Section, charge: OwedCharge) -> None:
    box = QHBoxLayout()
    period = Words(charge.period, tone="text2")
    period.setFixedWidth(60)
    box.addWidget(period)
    box.addWidget(Words(charge.item), 1)
    if charge.overdue_days:
        box.addWidget(Words(tr("{n} 天", n=charge.overdue_days), "small", "bad"))
    amount = Words(str(charge.owed), right=True)
    amount.setMinimumWidth(72)
    box.addWidget(amount)
    section.body.addLayout(box)
