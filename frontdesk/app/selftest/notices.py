"""The dialogs of notices, each with a notice of the demo estate that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

if TYPE_CHECKING:
    from frontdesk.areas.reception.queries.notice_file import NoticeFile

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _file(desk: Desk, show: str) -> NoticeFile:
    from frontdesk.areas.reception.queries.notice_file import notice_file
    from frontdesk.areas.reception.queries.notices import NoticeFilter, NoticeShow, notice_rows
    from frontdesk.areas.reception.rules.notices import NoticeState

    today = desk.clock.today()
    rows = desk.read(notice_rows, NoticeFilter(today, show=NoticeShow[show]), 0, 20)
    if show == "REVIEW":
        rows = tuple(row for row in rows if row.state is NoticeState.REVIEW)
    found = desk.read(notice_file, rows[0].id, today) if rows else None
    if found is None:
        raise NotWhole(f"the demo estate has no notice to {show}")
    return found


def _act(name: str, desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.ui import notice_dialogs as dialogs

    kinds: dict[str, tuple[str, Callable[..., QDialog]]] = {
        "notice_approve": ("REVIEW", dialogs.ApproveDialog),
        "notice_put_up": ("TO_POST", dialogs.PutUpDialog),
        "notice_take_down": ("DUE", dialogs.TakeDownDialog),
        "notice_skip": ("TO_POST", dialogs.SkipDialog),
        "notice_extend": ("UP", dialogs.ExtendDialog),
    }
    show, kind = kinds[name]
    return kind(desk, _file(desk, show), lambda _words: None, window)


def _print(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.ui.notice_prints import PrintNoticeDialog

    return PrintNoticeDialog(desk, _file(desk, "UP"), window)


def _template(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.notice_setup import template_rows
    from frontdesk.areas.reception.ui.notice_setup_page import TemplateDialog

    return TemplateDialog(desk, desk.read(template_rows)[0], lambda _words: None, window)


def _board(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.notice_setup import board_rows
    from frontdesk.areas.reception.ui.notice_setup_page import BoardDialog

    return BoardDialog(desk, desk.read(board_rows)[0], lambda _words: None, window)


NOTICE_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    *(
        (name, partial(_act, name))
        for name in ("notice_approve", "notice_put_up", "notice_take_down", "notice_skip", "notice_extend")
    ),
    ("notice_print", _print),
    ("notice_template", _template),
    ("notice_board", _board),
)
