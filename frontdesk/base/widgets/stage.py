"""A page over which another one comes and goes: a long form or a run over the list it was begun from."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.base.widgets.page import EmptyState, Page


class Stage(Page):
    """A page that other pages can cover. The one on top has its own head with the way back, and a signal `left`.

    While it is covered its own head, filters and line are out of sight, and with them their keys.
    """

    _inner: Page | None = None
    _hidden: tuple[QWidget, ...] = ()
    _says_empty = False

    def inner(self) -> Page | None:
        """The page on top; None while there is none."""
        return self._inner

    def cover(self, page: Page) -> Page:
        """Show *page* over this one until it emits `left`; whatever was on top goes."""
        if self._inner is not None:
            self._drop()
        else:
            own = (self.head, self.filters, self._line, *([self.foot] if self.foot is not None else []))
            self._hidden = tuple(part for part in own if not part.isHidden())
            for part in self._hidden:
                part.hide()
        # What was said of this page would lie over the foot of that one, whose buttons stand there.
        self.desk.messages.clear()
        self._inner = page
        left = getattr(page, "left", None)
        if left is not None:
            left.connect(lambda page=page: self.uncover() if self._inner is page else None)
        self._body.addWidget(page)
        self._body.setCurrentWidget(page)
        page.focus_start()
        return page

    def uncover(self) -> None:
        """Show what was there before."""
        if self._inner is None:
            return
        self._drop()
        for part in self._hidden:
            part.show()
        self._hidden = ()
        if self._says_empty and self._empty is not None:
            self._body.setCurrentWidget(self._empty)
        elif self._content is not None:
            self._body.setCurrentWidget(self._content)
        self.refresh_soon()
        self.focus_start()

    def _drop(self) -> None:
        page, self._inner = self._inner, None
        if page is not None:
            self._body.removeWidget(page)
            page.hide()
            page.deleteLater()

    def show_empty(self, empty: EmptyState) -> None:
        self._says_empty = True
        super().show_empty(empty)
        self._keep_on_top()

    def hide_empty(self) -> None:
        self._says_empty = False
        super().hide_empty()
        self._keep_on_top()

    def _keep_on_top(self) -> None:
        # What is beneath may read again and change its mind; it shows when the page on top has gone.
        if self._inner is not None:
            self._body.setCurrentWidget(self._inner)

    def may_leave(self) -> bool:
        return self._inner is None or self._inner.may_leave()
