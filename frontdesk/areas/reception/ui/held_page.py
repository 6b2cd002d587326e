"""What reception's lists share beyond a file of each row: one way to a new one, numbers shown upon a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import unit_rows_by_id
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.areas.archives.ui.reveal import reveal, told
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.held_figures import found_days, parcel_days
from frontdesk.areas.reception.service.held_days import MOST_DAYS, SetDays, set_days
from frontdesk.areas.reception.service.revealing import RevealNumbers, reveal_numbers
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import NumberField
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Section
from frontdesk.base.widgets.pane import PAIR_LABEL
from frontdesk.base.widgets.rows import Column, Status
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 380


def state_label(state: Status) -> StatusLabel:
    """A row's status as the pane's head shows it."""
    return StatusLabel(state.tone, state.word)  # type: ignore[arg-type]


def unit_row(section: Section, code: str, link: Link) -> None:
    """`房号 3-1-1202 一户一卡`: the unit with the way to its card."""
    label = Words(tr("房号"), "body", "text2")
    label.setFixedWidth(PAIR_LABEL)
    section.add_row(label, Words(code, "body", select=True), link, None, spacing=0)
    link.setContentsMargins(SPACE.m, 0, 0, 0)


class HeldPane(FiledPane):
    """A file's pane whose foot is there for who has *right*."""

    def __init__(
        self,
        name: str,
        buttons: Sequence[KeyButton],
        *,
        right: Right,
        desk: Desk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, buttons, writes=desk.may(right), parent=parent)


class HeldPage(FiledPage):
    """A list of files with *add_words* on its primary action (F2), and *empty* (title, words) where there are none."""

    ICON = "ph.package"
    PANE = WIDTH

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
            desk, name, title, columns, shows, rows=rows, figures=figures, read_file=read_file,
            placeholder=placeholder, topics=topics, faint=faint, parent=parent,
        )  # fmt: skip
        self._unit_id: int | None = None
        self._unit_code = ""
        self._nothing, self._add_words = empty, add_words
        self.add = KeyButton(add_words, "F2", "primary", name=f"{name}_add")
        self.add.clicked.connect(lambda: self.add_new())  # noqa: PLW0108 - a click hands its state over

    def finish(self, pane: FiledPane, *buttons: KeyButton) -> None:
        super().finish(pane, *buttons, self.add)
        for button in self.buttons:
            button.setVisible(self.desk.may(Right.RECEPTION))

    # -- what subclasses say --

    def add_new(self, **arguments: Any) -> None:
        """F2: the form for a new one."""
        raise AssertionError("each list says it")

    def only_whose(self) -> str:
        return self._unit_code if self._unit_id is not None else ""

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
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

    def when(self, stamp: datetime) -> str:
        """`14:05` today, `11-20` on another day: before a line of the course."""
        at = local_time(stamp)
        return f"{at:%H:%M}" if at.date() == self.desk.clock.today() else f"{at:%m-%d}"

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

    def reveal(self, of: str, record_id: int, name: str) -> None:
        """Numbers in full, to call somebody; why is kept (D1.9)."""
        reveal(
            self.desk, name, reveal_numbers, lambda reason: RevealNumbers(of, record_id, reason),
            lambda numbers: told(numbers.name, numbers.phone, numbers.id_number), ("通知领取", "核对身份", "其他"),
        )  # fmt: skip

    # -- coming here --

    def narrow(self, *, text: object = None, show: object = None, unit_id: object = None) -> None:
        """Show a unit's, some words', or one chip's; without any of them the list as it was."""
        if unit_id is None and text is None and show is None:
            return
        self.forget_filters()
        self._unit_id = unit_id if isinstance(unit_id, int) else None
        if self._unit_id is not None:
            rows = self.desk.read(unit_rows_by_id, (self._unit_id,), self.desk.clock.today())
            self._unit_code = rows[0].code if rows else ""
        super().narrow(text=text, show=show)
