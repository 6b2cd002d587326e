"""催缴: where each unit stands in the steps, the papers of the next one, and how each reached its unit (M8.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries.notices import NoticeRow
from frontdesk.areas.fees.queries.steps import UnitStep, unit_papers, unit_steps
from frontdesk.areas.fees.rules.kinds import DeliveryWay, NoticeKind
from frontdesk.areas.fees.rules.steps import STEP_WORDS, Readiness
from frontdesk.areas.fees.service.notices import NoticeBatch
from frontdesk.areas.fees.service.steps import (
    IssueDemands,
    PrintDeliverySheet,
    PrintPublicList,
    ReprintDemands,
    issue_demands,
    print_delivery_sheet,
    print_public_list,
    reprint_demands,
)
from frontdesk.areas.fees.ui import papers
from frontdesk.areas.fees.ui.arrears_views import lead_with_views
from frontdesk.areas.fees.ui.choosers import SearchField
from frontdesk.areas.fees.ui.notice_dialogs import Deliverable, DeliveryDialog
from frontdesk.areas.fees.ui.notice_steps_dialogs import IssueDemandsDialog, StepDaysDialog
from frontdesk.areas.fees.ui.reading import building_options
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, IconButton, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import ChoiceField
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane, pad
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE

WIDTH = 380
STATES: tuple[tuple[str, str], ...] = (
    ("ready", "该发下一步"),
    ("undelivered", "待送达"),
    ("waiting", "等待中"),
    ("all", "全部"),
)
_TONES = {
    Readiness.READY: ("warn", False),
    Readiness.WAITING: ("neutral", True),
    Readiness.UNDELIVERED: ("info", True),
    Readiness.END: ("neutral", False),
}


def next_words(row: UnitStep) -> Status:
    """What comes next and whether it may: `发 催缴单（第一次）`, `12-05 起 催缴单（第二次）`, `先登记送达`."""
    step = row.step
    tone, hollow = _TONES[step.readiness]
    paper = tr(STEP_WORDS[step.next])
    if step.readiness is Readiness.READY:
        return Status(tone, tr("发{paper}", paper=paper), hollow)
    if step.readiness is Readiness.UNDELIVERED:
        return Status(tone, tr("先登记送达"), hollow)
    if step.readiness is Readiness.END:
        return Status(tone, tr("律师函已拟"), hollow)
    return Status(tone, tr("{day} 起发{paper}", day=f"{step.since:%m-%d}", paper=paper), hollow)


def last_words(row: UnitStep) -> str:
    """The step a unit stands at: `催缴单（第一次） 11-03 送达`."""
    last = row.step.last
    if last is None:
        return tr("还没有通知")
    if last.delivered_on is None:
        return tr("{paper} {day} 开单", paper=tr(STEP_WORDS[last.kind]), day=f"{last.issued_on:%m-%d}")
    return tr("{paper} {day} 送达", paper=tr(STEP_WORDS[last.kind]), day=f"{last.delivered_on:%m-%d}")


class StepsPage(Page):
    """`open(building_id=…, unit_id=…, state=…)` narrows the list and stands on a unit."""

    TARGETS = ("demands",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "fees_steps_page",
            tr("催缴"),
            back=True,
            topics=("notices", "charges", "payments", "settings", "units"),
            parent=parent,
        )
        self._rows: tuple[UnitStep, ...] = ()
        self._ticked: set[int] = set()
        self._row: UnitStep | None = None
        self._papers: list[NoticeRow] = []
        self._build_head()
        self._build_filters()
        self._build_list()
        self._build_pane()
        self.set_split(self.table, self.pane, WIDTH)

    # -- building --

    def _build_head(self) -> None:
        lead_with_views(self, "demands")
        self.list_button = print_button("steps_print_list", self._print_list, small=True)
        self.export_button = IconButton("ph.export", tr("导出"), "Ctrl+E", name="steps_export")
        self.export_button.clicked.connect(self._export)
        made: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            (tr("步骤天数"), "F2", "steps_days", self.ask_days),
            (tr("公示名单"), "F4", "steps_public", self.print_public),
            (tr("送达登记表"), "F5", "steps_sheet", self.print_sheet),
            (tr("登记送达"), "F6", "steps_deliver", self.deliver),
        )
        self.buttons: dict[str, KeyButton] = {}
        for button in (self.list_button, self.export_button):
            self.head.add_action(button)
        for words, key, name, press in made:
            button = KeyButton(words, key, name=name)
            button.clicked.connect(press)
            self.buttons[name] = button
            self.head.add_action(button)
        self.buttons["steps_days"].setVisible(self.desk.may(Right.SETTINGS))
        self.issue_button = KeyButton(tr("发催缴"), "F8", "primary", name="steps_issue")
        self.issue_button.clicked.connect(self.ask_issue)
        self.head.add_action(self.issue_button)

    def _build_filters(self) -> None:
        self.chips = ChipRow([(key, tr(words)) for key, words in STATES], name="steps_state")
        self.chips.chosen.connect(lambda _key: self._narrow())
        self.building = ChoiceField("steps_building", [(None, tr("全部楼栋"))])
        self.building.set_label(tr("楼栋"))
        self.building.setFixedSize(112, SIZE.chip)
        self.building.edited.connect(self._narrow)
        self.search = SearchField("steps_search", tr("房号或户主"))
        self.search.asked.connect(lambda _text: self._narrow())
        self.search.left_by_key.connect(self.focus_start)
        self.filters.add(self.chips)
        self.filters.add_right(self.building)
        self.filters.add_right(self.search)

    def _build_list(self) -> None:
        columns: tuple[Column[UnitStep], ...] = (
            Column("", lambda r: r.unit_id in self._ticked, kind="tick", width=56, sort=False),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=100),
            Column(tr("户主"), lambda r: r.payer, width=96),
            Column(tr("逾期（元）"), lambda r: r.overdue, kind="money", width=100),
            Column(tr("天数"), lambda r: r.overdue_days, kind="number", width=64),
            Column(tr("到了哪一步"), last_words),
            Column(tr("下一步"), next_words, kind="status", width=208),
        )
        self.model: RowsModel[UnitStep] = RowsModel(columns, key=lambda r: r.unit_id)
        self.model.ticked.connect(self._tick)
        self.table = Table("demand_steps", title=tr("催缴"), memory=self.desk.memory)
        self.table.set_model(self.model)
        self.table.current_changed.connect(self._stood_on)
        self.table.opened.connect(lambda row: self.desk.go("unit", unit_id=row.unit_id))

    def _build_pane(self) -> None:
        self.pane = Pane("steps_pane")
        self._head = self.pane.add_section(name="steps_head")
        self._history = self.pane.add_section(tr("通知与催缴"), name="steps_history", line=False)
        self.one_button = KeyButton(tr("只发这一户"), "F9", name="steps_one")
        self.one_button.clicked.connect(lambda: self.ask_issue(alone=True))
        self.again_button = KeyButton(tr("补打"), "F7", icon="ph.printer", name="steps_again")
        self.again_button.clicked.connect(self.print_again)
        unit = KeyButton(tr("一户一卡"), "Enter", shortcut=False, name="steps_unit")
        unit.clicked.connect(self._open_unit)
        self._feet = pad(self.one_button, self.again_button, unit, None)
        self.pane.set_foot(self._feet)
        self.foot = self._feet

    # -- what is shown --

    def refresh(self) -> None:
        self.building.set_options(building_options(self.desk, tr("全部楼栋")))
        self.desk.read_later(unit_steps, self.desk.clock.today(), key="steps", then=self._show)

    def _show(self, rows: Sequence[UnitStep]) -> None:
        self._rows = tuple(rows)
        self._ticked &= {row.unit_id for row in rows}
        for button in (*self.buttons.values(), self.issue_button, self.list_button, self.export_button):
            button.setVisible(bool(rows))
        self.buttons["steps_days"].setVisible(bool(rows) and self.desk.may(Right.SETTINGS))
        if not rows:
            words = tr(
                "过了缴费期限还没缴的房屋列在这里，通知单送达、过了几天、该发第几次催缴，一步一步不会漏。"
            )
            title = tr("今天没有逾期的房屋")
            self.show_empty(EmptyState("ph.check-circle", title, words, name="steps_none"))
            return
        self.hide_empty()
        self._narrow()

    def _in_place(self) -> list[UnitStep]:
        """What building and search let through, whatever the state."""
        text, building = self.search.text().strip().casefold(), self.building.value()
        return [
            row
            for row in self._rows
            if (building is None or row.building_id == building)
            and (not text or text in row.unit.casefold() or text in row.payer.casefold())
        ]

    def _narrow(self) -> None:
        found = self._in_place()
        for key, _words in STATES:
            count = len(found) if key == "all" else sum(row.step.readiness.value == key for row in found)
            self.chips.set_count(key, count)
        state = self.chips.current()
        shown = [row for row in found if state in ("all", row.step.readiness.value)]
        self.model.set_rows(shown)
        if shown and self.table.current() is None:
            self.table.select_first()
        if not shown:
            self._stood_on(None)
        self._say_ticked()

    def _tick(self, row: UnitStep, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(row.unit_id)
        self.table.viewport().update()
        self.table.horizontalHeader().viewport().update()
        self._say_ticked()

    def _say_ticked(self) -> None:
        n = len(self._ticked)
        self.issue_button.setText(tr("发催缴 {n} 户", n=n) if n else tr("发催缴"))

    # -- the unit stood on --

    def _stood_on(self, row: UnitStep | None) -> None:
        self._row = row
        self.desk.forget("steps_papers")
        self._feet.setVisible(row is not None)
        self._head.clear()
        self._history.clear()
        self._papers = []
        if row is None:
            return
        state = next_words(row)
        self._head.add_row(Words(f"{row.unit}  {row.payer}", "lead", select=True), None)
        self._head.add(StatusLabel(state.tone, state.word, hollow=state.hollow))  # type: ignore[arg-type]
        told = tr(
            "{n} 笔逾期，最早 {day} 到期，{days} 天",
            n=row.charges,
            day=row.oldest_due_on,
            days=row.overdue_days,
        )
        self._head.add(Words(told, tone="text2", wrap=True))
        figure = Words(str(row.overdue), "figure", select=True)
        figure.setObjectName("steps_figure")
        self._head.add(figure)
        self.desk.read_later(
            unit_papers, (row.unit_id,), key="steps_papers", then=self._show_papers
        )  # fmt: skip

    def _show_papers(self, found: dict[int, list[NoticeRow]]) -> None:
        row = self._row
        if row is None:
            return
        self._history.clear()
        self._papers = list(reversed(found.get(row.unit_id, [])))
        self.again_button.setVisible(any(paper.kind is not NoticeKind.NOTICE for paper in self._papers))
        if not self._papers:
            self._history.add(Words(tr("还没有开过通知单"), tone="text3"))
        for paper in self._papers[:12]:
            self._history.add_state(*_paper_words(paper))

    def _open_unit(self) -> None:
        if self._row is not None:
            self.desk.go("unit", unit_id=self._row.unit_id)

    # -- what is done --

    def _scopes(self) -> list[tuple[str, list[UnitStep]]]:
        scopes: list[tuple[str, list[UnitStep]]] = []
        if self._ticked:
            ticked = [row for row in self._rows if row.unit_id in self._ticked]
            scopes.append((tr("勾选的 {n} 户", n=len(ticked)), ticked))
        place = self._in_place()
        where = self.building.text() if self.building.value() is not None else tr("全部楼栋")
        if self.search.text().strip():
            where = tr("查到的")
        scopes.append((tr("{where}该发的", where=where), place))
        if self._row is not None:
            scopes.append((tr("只 {unit}", unit=self._row.unit), [self._row]))
        return scopes

    def ask_issue(self, *, alone: bool = False) -> None:
        """Which paper and for whom; then the batch is written and previewed."""
        if not self._rows:
            return
        scopes = self._scopes()
        if alone:
            if self._row is None:
                return
            if self._row.step.next is NoticeKind.NOTICE:
                self.desk.messages.warn(
                    tr("{unit} 先要送缴费通知单。", unit=self._row.unit),
                    tr("在应收账单里打印、登记送达，满天数以后再发催缴单。"),
                    action=tr("去打印通知单"),
                    then=lambda: self.desk.go("notices"),
                )
                return
            scopes = scopes[-1:]
        dialog = IssueDemandsDialog(scopes, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._issue(dialog.wanted()))
        dialog.open()

    def _issue(self, command: IssueDemands) -> None:
        form = "lawyer_letter" if command.kind is NoticeKind.LAWYER else "demand"
        title = tr("正在写{paper}", paper=tr(STEP_WORDS[command.kind]))
        papers.run_and_show(
            self.desk,
            issue_demands,
            command,
            self,
            form=form,
            title=title,
            then=self._written,
            sent=self._sent,
        )

    def _written(self, batch: NoticeBatch) -> None:
        self._ticked.clear()
        self._say_ticked()
        again = tr("，补打 {n} 份", n=f"{batch.again:,}") if batch.again else ""
        self.desk.messages.ok(
            tr("写好 {n} 份，共 {pages} 页。", n=f"{len(batch.numbers):,}", pages=f"{batch.pages:,}"),
            tr(
                "新开 {made} 份{again}。送到以后请登记送达，下一步从送达那天算起。",
                made=f"{batch.made:,}",
                again=again,
            ),
        )

    def _sent(self, batch: NoticeBatch, printer: str) -> None:
        self.desk.messages.ok(
            tr("{n} 份已送到“{printer}”。", n=f"{len(batch.numbers):,}", printer=printer),
            tr("F5 打印送达登记表，送到以后按 F6 登记。"),
        )

    def print_again(self) -> None:
        """补打 of the unit's latest demand."""
        paper = next((p for p in self._papers if p.kind is not NoticeKind.NOTICE), None)
        if paper is None:
            return
        form = "lawyer_letter" if paper.kind is NoticeKind.LAWYER else "demand"
        command = ReprintDemands((paper.number,))
        papers.run_and_show(
            self.desk, reprint_demands, command, self, form=form, title=tr("正在写补打的催缴单")
        )

    def _waiting(self) -> list[str]:
        """Numbers of the last papers that wait to be delivered: of the ticked units, else of the list's place."""
        rows = [row for row in self._in_place() if not self._ticked or row.unit_id in self._ticked]
        return [
            row.step.last.number
            for row in rows
            if row.step.last is not None and row.step.last.delivered_on is None
        ]

    def print_sheet(self) -> None:
        """The sheet to sign, for everything that waits to be delivered."""
        numbers = self._waiting()
        if not numbers:
            self.desk.messages.warn(tr("没有待送达的单据。"), tr("先按 F8 发催缴，再打印送达登记表。"))
            return
        command = PrintDeliverySheet(tuple(numbers))
        papers.run_and_show(
            self.desk,
            print_delivery_sheet,
            command,
            self,
            form="delivery_sheet",
            title=tr("正在写送达登记表"),
        )

    def print_public(self) -> None:
        """The board's list: unit codes and amounts only (M8.5)."""
        building = self.building.value()
        command = PrintPublicList(() if building is None else (building,))
        papers.run_and_show(
            self.desk, print_public_list, command, self, form="public_list", title=tr("正在写公示名单")
        )

    def deliver(self) -> None:
        """How they reached their units: of the one stood on, or of all that wait."""
        choices = []
        last = self._row.step.last if self._row is not None else None
        if self._row is not None and last is not None and last.number:
            choices.append(Deliverable(tr("只 {unit}", unit=self._row.unit), (last.number,)))
        waiting = self._waiting()
        if waiting:
            where = tr("勾选的") if self._ticked else tr("全部")
            words = tr("{where}待送达 {n} 份", where=where, n=f"{len(waiting):,}")
            choices.insert(0 if self._ticked else len(choices), Deliverable(words, tuple(waiting)))
        if not choices:
            self.desk.messages.warn(tr("还没有单据可登记，先按 F8 发催缴。"))
            return
        dialog = DeliveryDialog(self.desk, choices, self._delivered, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _delivered(self, count: int, way: DeliveryWay) -> None:
        self._ticked.clear()
        self.desk.messages.ok(
            tr("{n} 份已登记送达。", n=f"{count:,}"),
            tr("方式：{way}。下一步从送达那天算起。", way=tr(way.value)),
        )

    def ask_days(self) -> None:
        """The days between the steps."""
        dialog = StepDaysDialog(self.desk, lambda: self.desk.messages.ok(tr("催缴步骤已保存。")), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # -- going on --

    def open(self, **arguments: Any) -> None:
        if not arguments:
            return
        self.refresh()
        building, unit, state = (arguments.get(key) for key in ("building_id", "unit_id", "state"))
        self.building.set_value(building)
        self.search.set_value("")
        self.chips.choose(str(state) if state in dict(STATES) else "all")
        self._narrow()
        if unit is not None:
            self.table.select_key(int(unit))

    def focus_start(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> str:
        return tr("催缴 {day}", day=self.desk.clock.today().isoformat())

    def _export(self) -> None:
        export_table(self.desk, self.table, self._name())

    def _print_list(self) -> None:
        print_list(self.desk, self.table, self._name(), filter_words=filter_words(self.filters))

    def help_text(self) -> str:
        return tr(
            "缴费通知单送达后，满了天数就提示发第一次催缴单，再到第二次，最后是律师函草稿。空格勾选，F8 发催缴，F5 打印送达登记表，"
            "F6 登记送达（怎么送的、谁签收、照片编号），F7 补打，F4 打印贴在公告栏的名单，上面只有房号没有姓名。"
        )


def _paper_words(paper: NoticeRow) -> tuple[Any, str, str]:
    """Tone, head and detail of one paper in the history."""
    head = tr("{paper} {number}", paper=tr(STEP_WORDS[paper.kind]), number=paper.number)
    issued = tr("{day} {who} 开单，{sum} 元", day=paper.issued_on, who=paper.issued_by, sum=paper.total)
    if paper.delivered_on is None or paper.way is None:
        return ("info", head, tr("{issued}，未送达", issued=issued))
    told = tr("{issued}；{day} {way}送达", issued=issued, day=paper.delivered_on, way=tr(paper.way.value))
    if paper.received_by:
        told += (
            tr("，{who}签收", who=paper.received_by)
            if paper.signed
            else tr("，{who}收", who=paper.received_by)
        )
    more = "，".join(part for part in (paper.proof, paper.proof_ref) if part)
    return ("ok", head, told + (tr("（{more}）", more=more) if more else ""))
