"""What the lists of parcels, visitors, found things, newspapers and notes share: chips of an enum, acts on the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.held_figures import found_days, parcel_days
from frontdesk.areas.reception.service.held_days import MOST_DAYS, SetDays, set_days
from frontdesk.areas.reception.service.revealing import FullNumbers, RevealNumbers, reveal_numbers
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import NumberField
from frontdesk.base.widgets.history import show_history
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Pane, Section, pad
from frontdesk.base.widgets.pane import PAIR_LABEL
from frontdesk.base.widgets.rows import Column, Status
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 380
Acts = dict[str, tuple[str, Callable[[], object]]]


def state_label(state: Status) -> StatusLabel:
    """A row's status as the pane's head shows it."""
    return StatusLabel(state.tone, state.word)  # type: ignore[arg-type]


def unit_row(section: Section, code: str, link: Link) -> None:
    """`房号 3-1-1202 一户一卡`: the unit with the way to its card."""
    label = Words(tr("房号"), "body", "text2")
    label.setFixedWidth(PAIR_LABEL)
    section.add_row(label, Words(code, "body", select=True), link, None, spacing=0)
    link.setContentsMargins(SPACE.m, 0, 0, 0)


class HeldPane(Pane):
    """Sections follow the row; the foot has what is done with it."""

    def __init__(
        self,
        name: str,
        buttons: Sequence[KeyButton],
        *,
        right: Right,
        desk: Desk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent=parent)
        self.foot_row = pad(*buttons, None)
        self.set_foot(self.foot_row)
        self._writes = desk.may(right)
        self.foot_row.hide()

    def begin(self, *, shown: bool) -> None:
        """Empty it for another row; the foot is there where there is one and it may be written."""
        self.clear()
        self.foot_row.setVisible(shown and self._writes)


class HeldPage(ListPage):
    """A list of *shows* (its chips), with a file read for the row stood on.

    *read_file* is the query (session, id, day) of the pane; subclasses say how a file is shown and what F9 offers.
    """

    ICON = "ph.package"
    HISTORY = ("", "")
    """The audited table and the title of its trail."""
    FIELD_WORDS: Mapping[str, str] = {}

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        columns: Sequence[Column[Any]],
        shows: type[StrEnum],
        *,
        rows: Callable[..., Any],
        figures: Callable[..., Any],
        read_file: Callable[..., Any],
        placeholder: str,
        topics: Sequence[str],
        add_words: str,
        empty: tuple[str, str],
        faint: Callable[[Any], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk, name, title, columns, [(each.name, tr(each.value)) for each in shows], rows=rows, figures=figures,
            placeholder=placeholder, topics=topics, faint=faint, parent=parent,
        )  # fmt: skip
        self.shows = shows
        self._unit_id: int | None = None
        self._read_file = read_file
        self._nothing, self._add_words = empty, add_words
        self.file: Any = None
        self.head.add_action(self.export_button)
        self.add = KeyButton(add_words, "F2", "primary", name=f"{name}_add")
        self.add.clicked.connect(lambda: self.add_new())  # noqa: PLW0108 - a click hands its state over
        self.buttons: list[KeyButton] = []
        self.more = KeyButton(tr("更多"), "F9", name=f"{name}_more")
        self.more.clicked.connect(self.choose)

    def finish(self, pane: HeldPane, *buttons: KeyButton) -> None:
        """The head's buttons in their order, the primary last; then the pane."""
        self.buttons = [*buttons, self.add]
        for button in self.buttons:
            self.head.add_action(button)
            button.setVisible(self.desk.may(Right.RECEPTION))
        self.pane = pane
        self.set_split(self.views, pane, WIDTH)

    # -- what subclasses say --

    def add_new(self, **arguments: Any) -> None:
        """F2: the form for a new one."""
        raise AssertionError("each list says it")

    def show_file(self, file: Any) -> None:
        """Fill the pane; None for nothing."""
        raise AssertionError("each list says it")

    def acts(self, file: Any) -> Acts:
        """What F9 offers for the row stood on: key -> words and what is done."""
        raise AssertionError("each list says it")

    # -- the list --

    def chosen(self) -> Any:
        """The chip that is on, as its enum's member."""
        key = self.chips.current()
        return self.shows[key] if key else next(iter(self.shows))

    def show_figures(self, figures: Any) -> tuple[int, int]:
        for show in self.shows:
            self.chips.set_count(show.name, figures.shows[show] or None)
        return figures.count, figures.every

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        self.export_button.setVisible(bool(every))
        for button in self.buttons:
            button.setVisible(bool(every) and self.desk.may(Right.RECEPTION))

    def empty_state(self) -> EmptyState:
        begin = KeyButton(self._add_words, "F2", "primary", name=f"{self.objectName()}_begin")
        begin.clicked.connect(lambda: self.add_new())  # noqa: PLW0108 - a click hands its state over
        buttons = (begin, *self.empty_buttons()) if self.desk.may(Right.RECEPTION) else ()
        name = f"{self.objectName()}_empty"
        return EmptyState(self.ICON, self._nothing[0], self._nothing[1], buttons, name=name)

    def empty_buttons(self) -> tuple[KeyButton, ...]:
        """Further buttons of the empty page."""
        return ()

    def forget_filters(self) -> None:
        self._unit_id = None

    # -- the row stood on --

    def row_changed(self, row: Any) -> None:
        key = f"{self.objectName()}_file"
        if row is None:
            self.desk.forget(key)
            self._show(None)
            return
        self.desk.read_later(self._read_file, row.id, self.desk.clock.today(), key=key, then=self._show)

    def _show(self, file: Any) -> None:
        self.file = file
        self.show_file(file)

    def stood_on(self) -> Any:
        """The file of the row stood on, read now if it is still on its way."""
        row = self.table.current()
        if row is None:
            return None
        if self.file is None or self.row_of(self.file).id != row.id:
            self._show(self.desk.read(self._read_file, row.id, self.desk.clock.today()))
        return self.file

    def row_of(self, file: Any) -> Any:
        """The row of a file."""
        return getattr(file, "row", file)

    def choose(self) -> None:
        """F9: everything that is done less often."""
        file = self.stood_on()
        acts = self.acts(file)
        if not acts:
            return
        title = tr("要做什么")
        picked = self.desk.dialogs.pick(title, [(key, words) for key, (words, _) in acts.items()])
        if picked is not None:
            acts[picked][1]()

    def when(self, stamp: datetime) -> str:
        """`14:05` today, `11-20` on another day: before a line of the course."""
        at = local_time(stamp)
        return f"{at:%H:%M}" if at.date() == self.desk.clock.today() else f"{at:%m-%d}"

    def history_act(self, record_id: int) -> Acts:
        """修改记录 as the last of F9's acts."""
        table, title = self.HISTORY
        return {
            "history": (
                tr("修改记录"),
                lambda: show_history(self.desk, table, record_id, tr(title), self.FIELD_WORDS, self),
            )
        }

    def days_act(self) -> Acts:
        """F9's way to the days that parcels and found things wait, for who sets the desk up."""
        if not self.desk.may(Right.RECEPTION_SETUP):
            return {}
        return {"days": (tr("设定放几天提醒"), self._set_days)}

    def _set_days(self) -> None:
        parcel = NumberField("days_parcel", least=1, most=MOST_DAYS, unit=tr("天"), required=True)
        found = NumberField("days_found", least=1, most=MOST_DAYS, unit=tr("天"), required=True)
        parcel.set_value(self.desk.read(parcel_days))
        found.set_value(self.desk.read(found_days))
        cells: tuple[tuple[Cell, ...], ...] = (
            (
                ("parcel", parcel, tr("快递、信件放几天没人领要提醒"), 1),
                ("found", found, tr("失物放几天没人认领要移交"), 1),
            ),
        )
        ActDialog(
            self.desk, "held_days_dialog", tr("放几天提醒"), cells, set_days, lambda v: SetDays(**v),
            then=lambda _done: self.desk.messages.ok(tr("天数已设好，从现在起照这个提醒。")), parent=self,
        ).start(parcel)  # fmt: skip

    def ask(self, title: str, text: str, usual: Sequence[str], then: Callable[[str], object]) -> None:
        """A reason, then what is done with it."""
        reason = self.desk.dialogs.ask_reason(title, text, usual)
        if reason is not None:
            then(reason)

    def reveal(self, of: str, record_id: int, name: str) -> None:
        """Numbers in full, to call somebody; why is logged (D1.9)."""
        reason = self.desk.dialogs.ask_reason(
            tr("看原文"),
            tr("要看 {name} 的证件号和电话。谁、什么时候、为什么看，都会记下。", name=name),
            [tr("通知领取"), tr("核对身份"), tr("其他")],
        )
        if reason is not None:
            self.desk.run(reveal_numbers, RevealNumbers(of, record_id, reason), then=self._revealed)

    def _revealed(self, numbers: FullNumbers) -> None:
        told = [tr("电话 {phone}", phone=numbers.phone) if numbers.phone else tr("没有登记电话")]
        if numbers.id_number:
            told.append(tr("证件 {id}", id=numbers.id_number))
        # Stays until somebody has written it down.
        self.desk.messages.warn(
            tr("{name}。", name=numbers.name),
            "，".join(told),
            action=tr("知道了"),
            then=self.desk.messages.clear,
        )

    # -- coming here --

    def narrow(self, *, unit_id: object = None, text: object = None, show: object = None) -> None:
        """Show a unit's, some words', or one chip's; without any of them the list as it was."""
        if unit_id is None and text is None and show is None:
            return
        self.forget_filters()
        self._unit_id = unit_id if isinstance(unit_id, int) else None
        self.search.set_text(text if isinstance(text, str) else "")
        first = next(iter(self.shows)).name
        self.chips.blockSignals(True)
        self.chips.choose(show if isinstance(show, str) and show in self.shows.__members__ else first)
        self.chips.blockSignals(False)
        self.refresh()
