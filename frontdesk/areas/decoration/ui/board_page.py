"""装修 在办: the board by step, or the same files as a list; what is chosen stands in the foot (07)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.areas.decoration.queries.board import BoardColumn, Card, board
from frontdesk.areas.decoration.queries.lists import StripCounts, strip_counts
from frontdesk.areas.decoration.rules.course import AT_WORK, State, Step
from frontdesk.areas.decoration.ui import acts
from frontdesk.areas.decoration.ui.board_view import BoardView
from frontdesk.areas.decoration.ui.words import line_status, show_counts, state_status
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.filters import FilterField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.segmented import Segmented
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE, SPACE

BOARD, LIST = "board", "list"
BREACHABLE = AT_WORK | {State.FINISHED, State.CHECKED}
"""States in which a breach can be recorded."""

COLUMNS: tuple[Column[Card], ...] = (
    Column(tr("编号"), lambda c: c.number, width=128, name="number"),
    Column(tr("房号"), lambda c: c.unit, kind="unit", width=92, name="unit"),
    Column(tr("申请人"), lambda c: c.applicant, width=92, name="applicant"),
    Column(tr("步骤"), lambda c: state_status(c.state), kind="status", width=124, name="state"),
    Column(tr("说明"), lambda c: c.second, kind="quiet", width=260, sort=False),
    Column(tr("接下来"), lambda c: line_status(c.line), kind="status", name="next"),
)


class DecorationPage(Page):
    """`open(file_id=…)` stands on a file's card; `open(text=…)` narrows."""

    TARGETS = ("decoration",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "decoration_page",
            tr("装修"),
            topics=("decoration", "deposits", "receipts", "units", "settings"),
            parent=parent,
        )
        self._wanted: int | None = None
        self.how = Segmented([(BOARD, tr("按步骤")), (LIST, tr("列表"))], name="decoration_how")
        self.how.setAccessibleName(tr("按步骤或列表"))
        self.how.changed.connect(self._show_how)
        self.search = FilterField("decoration_filter", tr("筛选"), width=160)
        self.search.setFixedHeight(SIZE.control)
        self.search.setToolTip(tr("房号、姓名、施工单位、编号"))
        self.search.asked.connect(lambda _text: self.refresh())
        self.search.left_by_key.connect(self._to_work)
        self.new_button = KeyButton(tr("新申请"), "F2", "primary", name="decoration_new")
        self.new_button.clicked.connect(self._new)
        self.new_button.setVisible(desk.may(Right.DECORATION))
        for widget in (self.how, self.search, self.new_button):
            self.head.add_action(widget)
        self.view = BoardView("decoration_board")
        self.model: RowsModel[Card] = RowsModel(COLUMNS, key=lambda c: c.file_id, parent=self)
        self.table = Table("decoration_list", title=tr("在办的装修"), memory=desk.memory)
        self.table.set_model(self.model)
        for part in (self.view, self.table):
            part.current_changed.connect(self._chosen)
            part.opened.connect(self._open)
        self.views = QStackedWidget()
        self.views.addWidget(self.view)
        self.views.addWidget(self.table)
        self._none = EmptyState(
            "ph.funnel",
            tr("没有符合条件的装修"),
            tr("换一个条件，或者清空筛选再看。"),
            name="decoration_none",
        )
        self.views.addWidget(self._none)
        self.set_body(self.views)
        self._build_foot()
        if desk.memory.get("decoration/how") == LIST:
            self.how.set_value(LIST)
            self.views.setCurrentWidget(self.table)

    def _build_foot(self) -> None:
        self.who = Words("", "bold")
        self.who.setObjectName("decoration_foot_who")
        self.first = Words("", "body", "text2")
        self.second = Words("", "body", "text2")
        self.visit_button = KeyButton(
            tr("登记巡查"), "F4", icon="ph.clipboard-text", name="decoration_inspect"
        )
        self.breach_button = KeyButton(tr("整改通知"), "F6", name="decoration_breach")
        self.open_button = KeyButton(tr("打开"), "Enter", name="decoration_open", shortcut=False)
        self.visit_button.clicked.connect(self._inspect)
        self.breach_button.clicked.connect(self._breach)
        self.open_button.clicked.connect(lambda: self._open(self.current()))
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(SPACE.s)
        top.addWidget(self.who)
        top.addWidget(self.first, 1)
        words.addStretch(1)
        words.addLayout(top)
        words.addWidget(self.second)
        words.addStretch(1)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.l)
        row.addLayout(words, 1)
        for button in (self.visit_button, self.breach_button, self.open_button):
            row.addWidget(button)
        foot = self.set_foot(box)
        foot.setFixedHeight(SIZE.foot + SPACE.l)

    # -- reading --

    def open(self, **arguments: Any) -> None:
        file_id, text = arguments.get("file_id"), arguments.get("text")
        self.search.set_text(text if isinstance(text, str) else "")
        self._wanted = file_id if isinstance(file_id, int) else None
        self.refresh()

    def refresh(self) -> None:
        today = self.desk.clock.today()
        self.desk.read_later(_read, today, self.search.text(), key="decoration_board", then=self._show)

    def _show(self, found: tuple[tuple[BoardColumn, ...], StripCounts]) -> None:
        columns, counts = found
        show_counts(self, counts)
        cards = [card for column in columns for card in column.cards]
        before = self.current()
        self.view.set_columns(columns)
        self.model.set_rows(cards)
        stand = self._wanted if self._wanted is not None else before.file_id if before else None
        self._wanted = None
        if stand is not None:
            self.view.select(stand)
            self.table.select_key(stand)
        elif cards:
            self.table.select_row(0)
        if not cards and not self.search.text():
            self.show_empty(self._empty_state())
        else:
            self.hide_empty()
            self._show_how()
            if not cards:
                self.views.setCurrentWidget(self._none)
        self.how.setVisible(bool(counts.under_way))
        self.search.setVisible(bool(counts.under_way))
        self.new_button.setVisible(self.desk.may(Right.DECORATION) and not self.is_empty())
        self._chosen(self.current())

    def _empty_state(self) -> EmptyState:
        new = KeyButton(tr("新申请"), "F2", "primary", name="decoration_empty_new")
        new.clicked.connect(self._new)
        return EmptyState(
            "ph.paint-roller",
            tr("现在没有在办的装修"),
            tr("业主来申请装修，从这里登记：内容逐项按规定核对，材料缺什么列得清楚，一步一步办到归档。"),
            (new,) if self.desk.may(Right.DECORATION) else (),
            name="decoration_empty",
        )

    def current(self) -> Card | None:
        """The file chosen."""
        if self.how.value() == LIST:
            row = self.table.current()
            return row if isinstance(row, Card) else None
        return self.view.current()

    def _show_how(self, how: object = None) -> None:
        chosen = self.how.value()
        if how is not None:
            self.desk.memory.set("decoration/how", chosen)
            # The other way of looking stands on the same file.
            card = self.view.current() if chosen == LIST else self.table.current()
            if isinstance(card, Card):
                self.view.select(card.file_id)
                self.table.select_key(card.file_id)
        if self.model.rowCount():
            self.views.setCurrentWidget(self.table if chosen == LIST else self.view)
        if how is not None:
            self._to_work()

    def _to_work(self) -> None:
        (self.table if self.how.value() == LIST else self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_start(self) -> None:
        if self.is_empty():
            super().focus_start()
        else:
            self._to_work()

    def _chosen(self, _card: object = None) -> None:
        card = self.current()
        shown = card is not None
        for widget in (self.who, self.first, self.second, self.open_button):
            widget.setVisible(shown)
        may = self.desk.may(Right.DECORATION_INSPECT)
        self.visit_button.setVisible(card is not None and may and card.state in AT_WORK)
        self.breach_button.setVisible(card is not None and may and card.state in BREACHABLE)
        if card is not None:
            self.who.setText(f"{card.unit} {card.applicant}")
            self.first.setText(card.foot[0])
            self.second.setText(card.foot[1])

    # -- what is done --

    def _open(self, card: object) -> None:
        if isinstance(card, Card):
            self.desk.go("decoration_file", file_id=card.file_id)

    def _new(self) -> None:
        self.desk.go("new_decoration")

    def _inspect(self) -> None:
        card = self.current()
        if card is not None:
            acts.take(self.desk, card.file_id, Step.INSPECT, self)

    def _breach(self) -> None:
        card = self.current()
        if card is not None:
            acts.breach(self.desk, card.file_id, self)

    def help_text(self) -> str:
        return tr(
            "在办的装修，一列一步。方向键在卡片间走，回车打开；F2 登记新申请，F4 登记巡查，F6 发整改通知。"
            "卡片最后一行是接下来要办的事。按 / 找房号、姓名、施工单位或编号；“列表”把同样的内容排成一行一份。"
        )


def _read(session: Any, today: date, text: str) -> tuple[tuple[BoardColumn, ...], StripCounts]:
    return board(session, today, text), strip_counts(session, today)
