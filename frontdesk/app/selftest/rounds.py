"""The dialogs of planned visits and surveys that no button of the demo estate leads to (D2.7)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _question(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.surveys import questionnaire_rows
    from frontdesk.areas.reception.rules.surveys import TEMPLATE
    from frontdesk.areas.reception.ui.survey_dialogs import QuestionDialog

    return QuestionDialog(desk, desk.read(questionnaire_rows)[0], TEMPLATE, 15, lambda _saved: None, window)


def _words(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.survey_results import survey_result
    from frontdesk.areas.reception.queries.surveys import SurveyFilter, SurveyShow, survey_rows
    from frontdesk.areas.reception.ui.survey_dialogs import words_dialog

    today = desk.clock.today()
    for row in desk.read(survey_rows, SurveyFilter(today, show=SurveyShow.ALL)):
        result = desk.read(survey_result, row.id, today)
        said = [one for one in result.words if not one.ticket] if result is not None else []
        if said:
            return words_dialog(desk, said[0], lambda _number: None, window)
    raise NotWhole("nobody of the demo estate has written words on a sheet")


def _need(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.visit_plans import PlanFilter, PlanShow, plan_rows
    from frontdesk.areas.reception.queries.visit_targets import (
        TargetFilter,
        TargetShow,
        target_file,
        target_rows,
    )
    from frontdesk.areas.reception.ui.visit_plan_dialogs import need_dialog

    today = desk.clock.today()
    for plan in desk.read(plan_rows, PlanFilter(today, show=PlanShow.ALL)):
        for row in desk.read(target_rows, TargetFilter(plan.id, today, show=TargetShow.NEEDS)):
            file = desk.read(target_file, row.id, today)
            if file is not None:
                return need_dialog(desk, file, file.visits[0], lambda _number: None, window)
    raise NotWhole("no visit of the demo estate has found a need")


ROUND_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("survey_question", _question),
    ("survey_words", _words),
    ("visit_need", _need),
)
