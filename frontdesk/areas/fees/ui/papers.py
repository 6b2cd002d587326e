"""Notices on paper, from every page that prints one: issued on the worker, looked at, then sent to the printer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import notice_document
from frontdesk.areas.fees.service import (
    IssueNotices,
    NoticeBatch,
    ReprintNotice,
    issue_notices,
    reprint_notice,
)
from frontdesk.base.printing.paper import Paper
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.preview import PreviewDialog

if TYPE_CHECKING:
    from frontdesk.base.store.work import Work

FORM = "payment_notice"
C = TypeVar("C")


def papers() -> tuple[Paper, ...]:
    """What a notice may be printed on, the usual one first."""
    from frontdesk.areas.fees.forms import FORMS

    return FORMS[FORM].sizes


def paper_here(desk: Desk) -> Paper:
    """The paper notices are printed on at this machine."""
    sizes = papers()
    usual: Paper = desk.printing.paper_for(FORM, sizes) if desk.printing is not None else sizes[0]
    return usual


def drawing(desk: Desk, number: str) -> Callable[[], bytes]:
    """A job for the worker: a stored notice as it was issued."""
    size = paper_here(desk)

    def draw() -> bytes:
        from frontdesk.areas.fees.forms import FORMS

        return FORMS[FORM].draw(desk.runner.read(notice_document, number), size)

    return draw


def issue(
    desk: Desk,
    command: IssueNotices,
    parent: QWidget,
    sent: Callable[[NoticeBatch, str], object],
    *,
    then: Callable[[NoticeBatch], object] | None = None,
) -> None:
    """Write the notices on the worker and open the preview; *sent* gets the printer's name once they are on it."""

    def done(batch: NoticeBatch) -> None:
        if then is not None:
            then(batch)
        show(desk, batch, parent, sent)

    title = tr("正在写 {month} 缴费通知单", month=command.month)
    desk.run_long(issue_notices, command, title=title, then=done)


def print_again(
    desk: Desk, numbers: tuple[str, ...], parent: QWidget, sent: Callable[[NoticeBatch, str], object]
) -> None:
    """补打: what was stored, marked, in the preview."""
    command = ReprintNotice(numbers, paper_here(desk).key)
    title = tr("正在写补打的通知单")
    desk.run_long(reprint_notice, command, title=title, then=lambda batch: show(desk, batch, parent, sent))


def title_of(batch: NoticeBatch) -> str:
    """What the papers are called in the queue and as a file."""
    if len(batch.numbers) == 1:
        return tr("缴费通知单 {number}", number=batch.numbers[0])
    return tr("缴费通知单 {number} 共 {n} 份", number=batch.number, n=len(batch.numbers))


def show(
    desk: Desk, batch: NoticeBatch, parent: QWidget, sent: Callable[[NoticeBatch, str], object]
) -> PreviewDialog:
    """The preview of what was written; printing goes on from there."""
    dialog = PreviewDialog(
        desk,
        FORM,
        batch.pdf,
        title_of(batch),
        papers=papers(),
        on_print=lambda printer: sent(batch, printer),
        parent=parent,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def run_and_show(
    desk: Desk,
    service: Callable[[Work, C], NoticeBatch],
    command: C,
    parent: QWidget,
    *,
    form: str,
    title: str,
    then: Callable[[NoticeBatch], object] | None = None,
    sent: Callable[[NoticeBatch, str], object] | None = None,
) -> None:
    """Write papers of *form* on the worker and open their preview; *then* gets the batch, *sent* the printer too."""

    def done(batch: NoticeBatch) -> None:
        from frontdesk.areas.fees.forms import FORMS

        if then is not None:
            then(batch)
        named = tr(FORMS[form].title)
        several = tr("{paper} {number} 共 {n} 份", paper=named, number=batch.number, n=len(batch.numbers))
        dialog = PreviewDialog(
            desk,
            form,
            batch.pdf,
            f"{named} {batch.numbers[0]}" if len(batch.numbers) == 1 else several,
            papers=FORMS[form].sizes,
            on_print=(lambda printer: sent(batch, printer)) if sent is not None else None,
            parent=parent,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    desk.run_long(service, command, title=title, then=done)
