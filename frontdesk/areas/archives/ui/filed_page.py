"""What lists with a file of each row share: chips of an enum, the file read for the row stood on, acts on F9."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.history import show_history
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.rows import Column

WIDTH = 416
"""Of the pane."""
Acts = dict[str, tuple[str, Callable[[], object]]]


class FiledPane(Pane):
    """Sections follow the row; the foot has what is done with it, for who may."""

    def __init__(
        self, name: str, buttons: Sequence[KeyButton], *, writes: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self.foot_row = pad(*buttons, None)
        self.set_foot(self.foot_row)
        self._writes = writes
        self.foot_row.hide()

    def begin(self, *, shown: bool) -> None:
        """Empty it for another row; the foot is there where there is one."""
        self.clear()
        self.foot_row.setVisible(shown and self._writes)


class FiledPage(ListPage):
    """A list of *shows* (its chips), with a file read for the row stood on by *read_file* (session, id, day)."""

    HISTORY = ("", "")
    """The audited table and the title of its trail."""
    FIELD_WORDS: Mapping[str, str] = {}
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
        faint: Callable[[Any], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk, name, title, columns, [(each.name, tr(each.value)) for each in shows], rows=rows, figures=figures,
            placeholder=placeholder, topics=topics, faint=faint, parent=parent,
        )  # fmt: skip
        self.shows = shows
        self._read_file = read_file
        self.file: Any = None
        self.writes = desk.may(Right.ARCHIVES_WRITE)
        self.only = KeyButton("", icon="ph.x", small=True, name=f"{name}_only")
        self.only.clicked.connect(self._everybody)
        self.only.hide()
        self.filters.add(self.only)
        self.head.add_action(self.export_button)
        self.buttons: list[KeyButton] = []
        self.more = KeyButton(tr("更多"), "F9", name=f"{name}_more")
        self.more.clicked.connect(self.choose)

    def finish(self, pane: FiledPane, *buttons: KeyButton) -> None:
        """The head's buttons in their order, the primary last; then the pane."""
        self.buttons = list(buttons)
        for button in buttons:
            self.head.add_action(button)
        self.pane = pane
        self.set_split(self.views, pane, self.PANE)

    # -- what subclasses say --

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

    def only_whose(self) -> str:
        """Whose rows alone are listed, where a page was opened for a home or a person; "" for everybody's."""
        return ""

    def _everybody(self) -> None:
        self.forget_filters()
        self.filter_changed()

    def show_figures(self, figures: Any) -> tuple[int, int]:
        whose = self.only_whose()
        self.only.setText(tr("只看 {whose}", whose=whose))
        self.only.setVisible(bool(whose))
        for show in self.shows:
            self.chips.set_count(show.name, figures.shows[show] or None)
        return figures.count, figures.every

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        self.export_button.setVisible(bool(every))

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
        acts = self.acts(self.stood_on())
        if not acts:
            return
        picked = self.desk.dialogs.pick(tr("要做什么"), [(key, words) for key, (words, _) in acts.items()])
        if picked is not None:
            acts[picked][1]()

    def history_act(self, record_id: int) -> Acts:
        """修改记录 as the last of F9's acts."""
        table, title = self.HISTORY
        return {
            "history": (
                tr("修改记录"),
                lambda: show_history(self.desk, table, record_id, tr(title), self.FIELD_WORDS, self),
            )
        }

    def ask(self, title: str, text: str, usual: Sequence[str], then: Callable[[str], object]) -> None:
        """A reason, then what is done with it."""
        reason = self.desk.dialogs.ask_reason(title, text, [tr(word) for word in usual])
        if reason is not None:
            then(reason)

    def narrow(self, *, text: object = None, show: object = None) -> None:
        """Some words', or one chip's."""
        self.search.set_text(text if isinstance(text, str) else "")
        self.chips.blockSignals(True)
        first = next(iter(self.shows)).name
        self.chips.choose(show if isinstance(show, str) and show in self.shows.__members__ else first)
        self.chips.blockSignals(False)
        self.refresh()
