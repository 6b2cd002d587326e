"""What can be done with a file, each opened with its dialog; what became of it is said in the message bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.areas.decoration.queries.detail import FileDetail
from frontdesk.areas.decoration.queries.rows import BreachRow, FileFacts, PlanRow, WorkerRow
from frontdesk.areas.decoration.rules.course import Step
from frontdesk.areas.decoration.ui.breach_dialogs import BreachDialog, RecheckDialog, ReportDialog, detail_of
from frontdesk.areas.decoration.ui.change_dialogs import (
    DeductionDialog,
    MoveDialog,
    PlanDialog,
    ScopeDialog,
)
from frontdesk.areas.decoration.ui.firm_dialogs import FirmDialog, ResubmitDialog
from frontdesk.areas.decoration.ui.money_dialogs import (
    PayDialog,
    RefundDialog,
    SettleDialog,
    pay_nothing,
    shift_runs,
)
from frontdesk.areas.decoration.ui.papers_dialog import PaperDialog
from frontdesk.areas.decoration.ui.pass_dialog import PassDialog
from frontdesk.areas.decoration.ui.step_dialog import Done, PlainDialog, plain_choices
from frontdesk.areas.decoration.ui.visit_dialog import VisitDialog, WaterDialog
from frontdesk.areas.decoration.ui.work_dialogs import (
    AgreeDialog,
    ExtendDialog,
    FinishDialog,
    StartDialog,
    WorkersDialog,
)
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk

_DIALOGS: dict[Step, Callable[[Desk, FileDetail, Done, QWidget], QDialog]] = {
    Step.RESUBMIT: ResubmitDialog,
    Step.AGREE: AgreeDialog,
    Step.START: StartDialog,
    Step.INSPECT: VisitDialog,
    Step.EXTEND: ExtendDialog,
    Step.CHANGE_FIRM: FirmDialog,
    Step.ADD_WORKS: ScopeDialog,
    Step.FINISH: FinishDialog,
    Step.FIRST_PASS: VisitDialog,
    Step.SECOND_PASS: VisitDialog,
    Step.SETTLE: SettleDialog,
}


def _say(desk: Desk) -> Done:
    return desk.messages.ok


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def take(desk: Desk, file_id: int, step: Step, parent: QWidget) -> None:
    """The dialog of a step, with the file as it stands now."""
    detail = detail_of(desk, file_id)
    if step is Step.PAY:
        collect(desk, detail, parent)
    elif step is Step.REFUND:
        if shift_runs(desk):
            _open(RefundDialog(desk, detail, _say(desk), parent))
    elif step in _DIALOGS:
        _open(_DIALOGS[step](desk, detail, _say(desk), parent))
    else:
        choices = plain_choices(detail.facts.state, step)
        _open(PlainDialog(desk, detail, choices, _say(desk), parent))


def collect(desk: Desk, detail: FileDetail, parent: QWidget) -> None:
    """Fees, then the deposit: the second dialog follows the first."""
    facts = detail.facts
    if not facts.fees_owed and not facts.deposit_short:
        pay_nothing(desk, detail, _say(desk))
        return
    if not shift_runs(desk):
        return

    def paid(words: str) -> None:
        desk.messages.ok(words)
        now = detail_of(desk, facts.id)
        if now.facts.fees_owed or now.facts.deposit_short:
            _open(PayDialog(desk, now, paid, parent))

    _open(PayDialog(desk, detail, paid, parent))


def breach(desk: Desk, file_id: int, parent: QWidget) -> None:
    """整改通知."""
    _open(BreachDialog(desk, detail_of(desk, file_id), _say(desk), parent))


def look_again(desk: Desk, file_id: int, row: BreachRow, parent: QWidget) -> None:
    """What a breach asks for: to be looked at again, or to be reported."""
    detail = detail_of(desk, file_id)
    if row.open:
        _open(RecheckDialog(desk, detail, row, _say(desk), parent))
    else:
        report(desk, file_id, row, parent)


def report(desk: Desk, file_id: int, row: BreachRow, parent: QWidget) -> None:
    """报告主管部门; refused in words where it has been."""
    if row.reported_on is not None:
        desk.messages.warn(
            tr("{number} 已经报告了{who}。", number=row.number, who=row.authority),
            row.reported_on.isoformat(),
        )
        return
    _open(ReportDialog(desk, detail_of(desk, file_id), row, _say(desk), parent))


def water(desk: Desk, file_id: int, parent: QWidget) -> None:
    """闭水试验."""
    _open(WaterDialog(desk, detail_of(desk, file_id), _say(desk), parent))


def workers(desk: Desk, file_id: int, parent: QWidget) -> None:
    """登记施工人员."""
    _open(WorkersDialog(desk, detail_of(desk, file_id), _say(desk), parent))


def paper(desk: Desk, file_id: int, parent: QWidget) -> None:
    """收材料."""
    _open(PaperDialog(desk, detail_of(desk, file_id), _say(desk), parent))


def worker_pass(desk: Desk, facts: FileFacts, worker: WorkerRow, parent: QWidget) -> None:
    """办工人证 of a kind that asks for a deposit: it is taken in the shift."""
    if shift_runs(desk):
        _open(PassDialog(desk, facts, worker, parent))


def scope(desk: Desk, file_id: int, parent: QWidget) -> None:
    """加施工内容."""
    _open(ScopeDialog(desk, detail_of(desk, file_id), _say(desk), parent))


def deduction(desk: Desk, file_id: int, row: BreachRow, parent: QWidget) -> None:
    """改拟扣."""
    _open(DeductionDialog(desk, detail_of(desk, file_id), row, _say(desk), parent))


def move(desk: Desk, file_id: int, plan_id: int, parent: QWidget) -> None:
    """改期; said where somebody has been there meanwhile."""
    detail = detail_of(desk, file_id)
    plan = next((plan for plan in detail.facts.plans if plan.id == plan_id), None)
    if plan is None:
        desk.messages.warn(tr("这次安排已经去过或改过了。"), tr("请看过再改。"))
        return
    _open(MoveDialog(desk, detail, plan, _say(desk), parent))


def plans(desk: Desk, file_id: int, parent: QWidget) -> None:
    """计划: one of the visits to come is moved, or another is planned."""
    detail = detail_of(desk, file_id)
    options: list[tuple[object, str]] = [
        (plan, tr("改期：{kind} {day} {words}", kind=tr(plan.kind.value), day=plan.on.isoformat(),
                  words=plan.words).rstrip())
        for plan in detail.facts.plans
    ]  # fmt: skip
    chosen: object | None = None
    if options:
        options.append((None, tr("另约一次")))
        title = tr("{unit} {who}", unit=detail.facts.unit, who=detail.facts.applicant)
        found = desk.dialogs.pick(
            title, [(at, words) for at, (_plan, words) in enumerate(options)], tr("巡查计划")
        )
        if not isinstance(found, int):
            return
        chosen = options[found][0]
    if isinstance(chosen, PlanRow):
        _open(MoveDialog(desk, detail, chosen, _say(desk), parent))
    else:
        _open(PlanDialog(desk, detail, _say(desk), parent))
