"""The list of drafts (草稿): forms left for the telephone, each opened again where it was or let go (D0.8)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.base.store.drafts import DraftRow, DropDraft, drafts, drop_draft
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table

PAGE_WORDS: Mapping[str, str] = {
    "collect": "收款",
}
"""What a draft's page is called, where its title does not say it."""


class DraftsPage(Page):
    """Every draft of whoever sits here, newest first."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "drafts_page", tr("草稿"), back=True, topics=("drafts",), parent=parent)
        self.open_button = KeyButton(tr("接着填"), "Enter", "primary", name="drafts_open", shortcut=False)
        self.drop_button = KeyButton(tr("不要了"), "Delete", name="drafts_drop")
        self.head.add_action(self.drop_button)
        self.head.add_action(self.open_button)
        columns: tuple[Column[DraftRow], ...] = (
            Column(tr("存下的时间"), lambda d: d.saved_at, width=200, name="saved"),
            Column(tr("是什么"), lambda d: d.title, name="title"),
        )
        self._model: RowsModel[DraftRow] = RowsModel(columns, key=lambda d: d.id, parent=self)
        self.table = Table("drafts_table", title=tr("草稿"), memory=desk.memory)
        self.table.set_model(self._model)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.set_body(box)
        self._nothing = EmptyState(
            "ph.note-pencil",
            tr("没有草稿"),
            tr("填到一半要离开时按 F7，内容就留在这里，回来从断开的地方接着填。"),
            name="drafts_empty",
        )
        self.open_button.clicked.connect(lambda: self._open(self.table.current()))
        self.drop_button.clicked.connect(self._drop)
        self.table.opened.connect(self._open)
        if self.head.back is not None:
            self.head.back.clicked.connect(self.left)

    def open(self, **arguments: object) -> None:
        """Somebody went to the list."""
        self.refresh_soon()

    def refresh(self) -> None:
        found = self.desk.read(drafts, self.desk.actor.id)
        self._model.set_rows(found)
        self.head.set_hint(tr("{n} 份", n=len(found)) if found else "")
        for button in (self.open_button, self.drop_button):
            button.setVisible(bool(found))
        if found:
            self.hide_empty()
            if self.table.current() is None:
                self.table.select_first()
            self.table.setFocus()
        else:
            self.show_empty(self._nothing)

    def _open(self, draft: DraftRow | None) -> None:
        if draft is not None:
            self.desk.go("draft", draft=draft)

    def _drop(self) -> None:
        draft = self.table.current()
        if draft is None:
            return
        words = tr("“{title}”填了的内容就没有了。", title=draft.title)
        if self.desk.dialogs.confirm(words, title=tr("不要这份草稿"), yes=tr("不要了"), danger=True):
            self.desk.run(drop_draft, DropDraft(draft.page, draft.key), then=self._dropped)

    def _dropped(self, _none: None) -> None:
        self.desk.messages.ok(tr("草稿已去掉。"))

    def help_text(self) -> str:
        return tr("草稿只有自己看得见。接着填会回到原来的页；保存以后草稿自己消失。")
