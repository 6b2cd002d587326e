"""The dialogs of papers that stand behind a choice: a kind of paper, the scanner's folder, a paper looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _kind(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.queries.papers import paper_kinds
    from frontdesk.areas.archives.ui.paper_dialogs import KindDialog

    return KindDialog(desk, desk.read(paper_kinds)[0], lambda _id: None, window)


def _folders(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.ui.paper_dialogs import FoldersDialog

    return FoldersDialog(desk, "", "", lambda _done: None, window)


def _viewer(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.queries.papers import PaperFilter, paper_rows, plain_paper
    from frontdesk.areas.archives.ui.paper_viewer import ViewerDialog, title_of

    rows = [row for row in desk.read(paper_rows, PaperFilter(desk.clock.today())) if not row.personal]
    found = desk.read(plain_paper, rows[0].id) if rows else None
    if found is None:
        raise NotWhole("the demo estate has no paper that may be looked at")
    return ViewerDialog(title_of(rows[0]), found[1], parent=window)


FILED_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("paper_kind", _kind),
    ("paper_folders", _folders),
    ("paper_viewer", _viewer),
)
