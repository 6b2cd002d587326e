"""What the desk needs of others: who asks, who tells, who shows errors. Tests put their own in these places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from frontdesk.base.values.errors import Refused

if TYPE_CHECKING:
    from frontdesk.base.store.work import Approval
    from frontdesk.base.widgets.long_work import LongWork


class Dialogs(Protocol):
    """What must be answered at once. The concrete one is `dialogs.Dialogs`; tests script the answers."""

    def confirm(self, text: str, *, title: str = "", yes: str = "", danger: bool = False) -> bool:
        """Whether the clerk says yes. *yes* is the word on the button, as what it does; *danger* paints it red."""

    def approve(self, right: str, text: str) -> Approval | None:
        """A supervisor's leave for *right*, by their own name and password; None when nobody gives it."""

    def ask_reason(self, title: str, text: str = "", usual: Sequence[str] = ()) -> str | None:
        """A reason in words, not empty; None when the clerk turns back. *usual* ones are offered to pick."""

    def pick(self, title: str, options: Sequence[Any], text: str = "") -> Any | None:
        """The value of one of *options* ((value, words) each); None when the clerk turns back."""

    def choose_open_file(self, title: str, pattern: str) -> Path | None:
        """A file there is; *pattern* as `Excel 工作簿 (*.xlsx *.xls)`."""

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        """Where to write; *suggested* is the file's name."""

    def choose_folder(self, title: str) -> Path | None:
        """A folder there is."""


class Messages(Protocol):
    """The message bar as pages use it. The concrete one is `frame.MessageBar`; `QuietMessages` only remembers."""

    def ok(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        """It is done: *text* is said in bold, *detail* follows; *action* is a button with *key* that calls *then*."""

    def warn(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Look at it. With an *action* it stays until it is answered or closed."""

    def bad(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Refused or failed; stays until closed or the next thing is said."""

    def show_work(self, work: LongWork) -> None:
        """Long work: what it does; how far it is and a way to stop it once `work.slow`."""

    def clear(self) -> None: ...


class ShowsErrors(Protocol):
    """A form as the desk sees it: errors stand beside its fields."""

    def show_errors(self, error: Refused) -> None: ...

    def clear_errors(self) -> None: ...

    def error_words(self) -> str:
        """`要改两处：押金、借给谁。`, or "" when no field of the form is concerned."""

    def focus_first_error(self) -> None: ...


class QuietMessages:
    """Remembers what was said as (tone, text, detail): before the window stands, and in tests."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, str]] = []
        self.works: list[LongWork] = []

    def ok(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        self.said.append(("ok", text, detail))

    def warn(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        self.said.append(("warn", text, detail))

    def bad(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        self.said.append(("bad", text, detail))

    def show_work(self, work: LongWork) -> None:
        self.works.append(work)

    def clear(self) -> None:
        pass
