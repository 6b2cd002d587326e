"""The dialogs of a ticket's acts, each with a ticket of the demo estate; those of outages and of the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

if TYPE_CHECKING:
    from frontdesk.areas.reception.queries.tickets import TicketDetail

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _detail(desk: Desk) -> TicketDetail:
    """A ticket that somebody is at; three calls have found nobody, so that every choice is shown."""
    from frontdesk.areas.reception.queries.ticket_rows import TicketFilter, ticket_rows
    from frontdesk.areas.reception.queries.tickets import ticket
    from frontdesk.areas.reception.rules.course import State

    now, today = desk.clock.now(), desk.clock.today()
    rows = desk.read(ticket_rows, TicketFilter(states=(State.WORKING,)), now, today)
    if not rows:
        raise NotWhole("nobody works on a ticket of the demo estate")
    found = desk.read(ticket, rows[0].id, now, today)
    return replace(found, row=replace(found.row, misses=3))


def _outage(name: str, desk: Desk, window: QWidget, done: Callable[[str], object]) -> QDialog:
    from frontdesk.areas.reception.queries.outages import outage_rows
    from frontdesk.areas.reception.ui import outage_dialogs

    if name == "outage_open":
        return outage_dialogs.OpenOutageDialog(desk, done, window)
    rows = desk.read(outage_rows)
    if not rows:
        raise NotWhole("nothing is out on the demo estate")
    kinds = {"outage_change": outage_dialogs.ChangeOutageDialog, "outage_end": outage_dialogs.EndOutageDialog}
    return kinds[name](desk, rows[0], done, window)


def _setup(name: str, desk: Desk, window: QWidget, done: Callable[[str], object]) -> QDialog:
    from frontdesk.areas.reception.queries.limits import limit_rows
    from frontdesk.areas.reception.rules.words import WordList
    from frontdesk.areas.reception.ui import setup_page

    if name == "limits":
        row = desk.read(limit_rows, desk.clock.today())[0]
        return setup_page.LimitsDialog(desk, row, done, window)
    if name == "hours":
        return setup_page.HoursDialog(desk, done, window)
    return setup_page.WordDialog(desk, WordList.WORKER, done, window)


def _make(name: str, desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.ui import act_dialogs, paid_dialog

    def done(_words: str) -> None:
        """Nothing is done in the self-test."""

    if name.startswith("outage"):
        return _outage(name, desk, window, done)
    if name in ("limits", "hours", "word"):
        return _setup(name, desk, window, done)
    plain: dict[str, Callable[..., QDialog]] = {
        "dispatch": act_dialogs.DispatchDialog,
        "put_off": act_dialogs.PutOffDialog,
        "log": act_dialogs.LogDialog,
        "done": act_dialogs.DoneDialog,
        "call": act_dialogs.CallBackDialog,
        "close": act_dialogs.CloseDialog,
        "back": act_dialogs.BackDialog,
        "level": act_dialogs.LevelDialog,
        "tie": act_dialogs.TieDialog,
        "paid": paid_dialog.PaidDialog,
    }
    return plain[name](desk, _detail(desk), done, window)


NAMES = (
    "dispatch", "put_off", "log", "done", "call", "close", "back", "level", "tie", "paid", "outage_open",
    "outage_change", "outage_end", "limits", "hours", "word",
)  # fmt: skip
TICKET_DIALOGS: tuple[tuple[str, MakeDialog], ...] = tuple(
    (f"ticket_{name}", partial(_make, name)) for name in NAMES
)
