"""办理记录: every step of a file as it was taken – with its reason, and what was allowed though it was not met (D4.3).

The time line shows the twelve steps as they stand; what was stopped, extended, sent back or taken back is told here.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.decoration.queries.rows import StepRow
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.rows import Column, RowsModel


def told(step: StepRow) -> str:
    """The step's own words, and what was allowed with it though it was not met (T22)."""
    if not step.allowed:
        return step.words
    allowed = tr("{what}；准许：{why}（{who}）", what=step.allowed, why=step.allow_reason, who=step.approver)
    return "；".join(part for part in (step.words, allowed) if part)


STEPS: tuple[Column[StepRow], ...] = (
    Column(tr("日期"), lambda s: s.on, width=108, sort=False, name="step_on"),
    Column(tr("办了"), lambda s: tr(s.kind.value), width=108, sort=False, name="step"),
    Column(tr("意见、原因"), told, kind="quiet", sort=False, name="step_words", tip=told),
    Column(tr("以后"), lambda s: tr(s.after.value), width=108, sort=False, name="step_after"),
    Column(tr("经办"), lambda s: s.by, kind="quiet", width=88, sort=False, name="step_by"),
)


def step_model(parent: QWidget) -> RowsModel[StepRow]:
    """An empty model of steps."""
    return RowsModel(STEPS, key=lambda s: s.id, parent=parent)
