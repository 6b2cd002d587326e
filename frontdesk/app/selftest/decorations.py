"""The dialogs of a decoration's steps, each with a file of the demo estate and what else it asks about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

if TYPE_CHECKING:
    from frontdesk.areas.decoration.queries.detail import FileDetail
    from frontdesk.areas.decoration.queries.issued_papers import IssuedRow
    from frontdesk.areas.decoration.queries.rows import BreachRow, PlanRow

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _detail(desk: Desk) -> FileDetail:
    from frontdesk.areas.decoration.queries.board import board
    from frontdesk.areas.decoration.queries.detail import file_detail
    from frontdesk.areas.decoration.queries.rows import SettlementDrawn
    from frontdesk.base.values.money import Money

    today = desk.clock.today()
    cards = [card for column in desk.read(board, today) for card in column.cards]
    if not cards:
        raise NotWhole("the demo estate has no decoration")
    found = desk.read(file_detail, cards[-1].file_id, today)
    held, kept = Money.yuan("2000"), Money.yuan("300")
    drawn = SettlementDrawn(1, held, kept, held - kept, today, "周敏", ())
    facts = replace(found.facts, settlement=drawn, breaches=(_breach(desk),))
    return replace(found, facts=facts)


def _breach(desk: Desk) -> BreachRow:
    from frontdesk.areas.decoration.queries.rows import BreachRow
    from frontdesk.areas.decoration.rules.articles import ARTICLES, Ground
    from frontdesk.areas.decoration.rules.kinds import BreachState
    from frontdesk.base.values.money import Money

    today = desk.clock.today()
    return BreachRow(
        1, "ZG-2026-0001", None, Ground.A5_3, ARTICLES[Ground.A5_3].label, "窗下墙凿除 0.4㎡", "恢复原状",
        today, today, False, BreachState.OPEN, None, (), Money.yuan("300"), "", None, "", None, "吴涛",
    )  # fmt: skip


def _plan(desk: Desk) -> PlanRow:
    from frontdesk.areas.decoration.queries.rows import PlanRow
    from frontdesk.areas.decoration.rules.kinds import VisitKind

    return PlanRow(1, VisitKind.PATROL, desk.clock.today(), None, "看楼下 0201 顶面")


def _issued(desk: Desk) -> IssuedRow:
    from frontdesk.areas.decoration.documents import PaperForm
    from frontdesk.areas.decoration.queries.issued_papers import IssuedRow, Standing

    at = desk.clock.now()
    return IssuedRow(1, PaperForm.PERMIT, "ZX-2026-0087", at, "林晓", 1, Standing.STANDS)


def _paper() -> bytes:
    from frontdesk.areas.decoration.documents import PaperForm
    from frontdesk.areas.decoration.forms import FORMS

    form = FORMS[PaperForm.PERMIT.value]
    return form.draw(form.sample(), form.size())


def _picture() -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, qRgb

    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(qRgb(150, 160, 120))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _make(name: str, desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.decoration.rules.course import Step
    from frontdesk.areas.decoration.ui import (
        breach_dialogs,
        change_dialogs,
        firm_dialogs,
        issued_papers,
        money_dialogs,
        papers_dialog,
        pass_dialog,
        photo_strip,
        step_dialog,
        visit_dialog,
        work_dialogs,
    )

    def done(_words: str) -> None:
        """Nothing is taken in the self-test."""

    if name == "photo":
        return photo_strip.PhotoDialog("2-2-0301", _picture(), window)
    detail = _detail(desk)
    match name:
        case "plain":
            return step_dialog.PlainDialog(desk, detail, (Step.APPROVE, Step.SEND_BACK), done, window)
        case "recheck":
            return breach_dialogs.RecheckDialog(desk, detail, _breach(desk), done, window)
        case "report":
            return breach_dialogs.ReportDialog(desk, detail, _breach(desk), done, window)
        case "deduction":
            return change_dialogs.DeductionDialog(desk, detail, _breach(desk), done, window)
        case "move":
            return change_dialogs.MoveDialog(desk, detail, _plan(desk), done, window)
        case "pass":
            return pass_dialog.PassDialog(desk, detail.facts, detail.facts.workers[0], window)
        case "issued":
            return issued_papers.IssuedPaperDialog(desk, _issued(desk), window, pdf=_paper())
    plain: dict[str, Callable[..., QDialog]] = {
        "breach": breach_dialogs.BreachDialog,
        "visit": visit_dialog.VisitDialog,
        "water": visit_dialog.WaterDialog,
        "agree": work_dialogs.AgreeDialog,
        "start": work_dialogs.StartDialog,
        "extend": work_dialogs.ExtendDialog,
        "firm": firm_dialogs.FirmDialog,
        "resubmit": firm_dialogs.ResubmitDialog,
        "scope": change_dialogs.ScopeDialog,
        "plan": change_dialogs.PlanDialog,
        "finish": work_dialogs.FinishDialog,
        "workers": work_dialogs.WorkersDialog,
        "pay": money_dialogs.PayDialog,
        "settle": money_dialogs.SettleDialog,
        "refund": money_dialogs.RefundDialog,
        "paper": papers_dialog.PaperDialog,
    }
    return plain[name](desk, detail, done, window)


NAMES = (
    "plain", "agree", "pay", "start", "visit", "breach", "recheck", "report", "water", "extend", "firm",
    "resubmit", "scope", "deduction", "plan", "move", "finish", "workers", "pass", "settle", "refund", "paper", "issued",
    "photo",
)  # fmt: skip
DECORATION_DIALOGS: tuple[tuple[str, MakeDialog], ...] = tuple(
    (f"decoration_{name}", partial(_make, name)) for name in NAMES
)
