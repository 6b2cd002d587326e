"""A file for the clerk: written whole; one that is open in Excel is said, and another name is offered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from frontdesk.base.store.files import FileInUse, another_name, write_whole
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


def save_file(
    desk: Desk,
    path: Path,
    content: bytes,
    *,
    title: str,
    pattern: str,
    then: Callable[[Path], object],
    kept: str = "",
) -> bool:
    """Write *content* to *path* and call *then* with where it stands; whether it was written at once.

    Where it could not be, that is said with what is *kept* (`单据还在记录里。`). Where it is open elsewhere, a button
    asks again (as *title* and *pattern* did before) with a name that is free.
    """
    try:
        write_whole(path, content)
    except FileInUse as error:
        desk.messages.bad(
            tr("没有存下。"),
            error.text + kept,
            action=tr("换个名字存"),
            then=lambda: _ask_again(desk, path, content, title, pattern, then, kept),
        )
        return False
    except DeskError as error:
        desk.tell(type(error)(error.text + kept))
        return False
    then(path)
    return True


def _ask_again(
    desk: Desk,
    path: Path,
    content: bytes,
    title: str,
    pattern: str,
    then: Callable[[Path], object],
    kept: str,
) -> None:
    chosen = desk.dialogs.choose_save_file(title, another_name(path).name, pattern)
    if chosen is not None:
        save_file(desk, chosen, content, title=title, pattern=pattern, then=then, kept=kept)
