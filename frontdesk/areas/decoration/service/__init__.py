"""What the desk does with a decoration file: every function is one thing, in one transaction."""

from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.decoration.service.agreeing import Agree, Paid, Pay, agree, pay
from frontdesk.areas.decoration.service.applying import (
    AddScope,
    AddWorkers,
    Applied,
    Apply,
    Resubmit,
    WithdrawScope,
    add_scope,
    add_workers,
    apply,
    resubmit,
    withdraw_scope,
)
from frontdesk.areas.decoration.service.attaching import (
    AttachPaper,
    PaperInput,
    VoidPaper,
    attach_paper,
    void_paper,
)
from frontdesk.areas.decoration.service.breaching import (
    BreachInput,
    Recheck,
    RecordBreach,
    ReportBreach,
    SetDeduction,
    VoidBreach,
    recheck,
    record_breach,
    report_breach,
    set_deduction,
    void_breach,
)
from frontdesk.areas.decoration.service.common import StepInput, Taken
from frontdesk.areas.decoration.service.entering import ContractorInput, ScopeInput, WorkerInput
from frontdesk.areas.decoration.service.inspecting import (
    FindingInput,
    Inspect,
    Inspected,
    LookOver,
    RecordWater,
    inspect,
    look_over,
    record_water,
)
from frontdesk.areas.decoration.service.passes import IssuePass, issue_pass
from frontdesk.areas.decoration.service.planning import MovePlan, PlanVisit, move_plan, plan_visit
from frontdesk.areas.decoration.service.setting_up import SaveOwnDays, SaveTerms, save_own_days, save_terms
from frontdesk.areas.decoration.service.settling import (
    RefundDeposit,
    RefundedDeposit,
    Settle,
    SettleLine,
    refund_deposit,
    settle,
)
from frontdesk.areas.decoration.service.stepping import PLAIN, TakeStep, take_step
from frontdesk.areas.decoration.service.widening import AddWorks, add_works
from frontdesk.areas.decoration.service.working import (
    ChangeFirm,
    EndWorker,
    Extend,
    Finish,
    Start,
    change_firm,
    end_worker,
    extend,
    finish,
    start,
)

__all__ = [
    "PLAIN", "AddScope", "AddWorkers", "AddWorks", "Agree", "Applied", "Apply", "AttachPaper", "BreachInput", "ChangeFirm",
    "ContractorInput", "EndWorker", "Extend", "FindingInput", "Finish", "Inspect", "Inspected", "IssuePass", "LookOver",
    "MovePlan", "Paid", "PaperInput", "Pay", "PlanVisit", "Recheck", "RecordBreach", "RecordWater",
    "RefundDeposit", "RefundedDeposit", "ReportBreach", "Resubmit", "SaveOwnDays", "SaveTerms", "ScopeInput",
    "SetDeduction", "Settle", "SettleLine", "Start", "StepInput", "TakeStep", "Taken", "TenderInput",
    "VoidBreach", "VoidPaper", "WithdrawScope", "WorkerInput", "add_scope", "add_workers", "add_works", "agree", "apply",
    "attach_paper", "change_firm", "end_worker", "extend", "finish", "inspect", "issue_pass", "look_over", "move_plan", "pay",
    "plan_visit", "recheck", "record_breach", "record_water", "refund_deposit", "report_breach", "resubmit",
    "save_own_days", "save_terms", "set_deduction", "settle", "start", "take_step", "void_breach", "void_paper",
    "withdraw_scope",
]  # fmt: skip
