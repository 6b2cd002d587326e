"""更多: whatever else can be done with a file, chosen from a list of what its state allows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.reveal import reveal, told
from frontdesk.areas.decoration.queries.detail import FileDetail, MayDo
from frontdesk.areas.decoration.queries.rows import BreachRow, ScopeRow, WorkerRow
from frontdesk.areas.decoration.rules.course import APPROVED_STATES, AT_WORK, OVER, State, Step
from frontdesk.areas.decoration.service import (
    EndWorker,
    IssuePass,
    VoidBreach,
    WithdrawScope,
    end_worker,
    issue_pass,
    void_breach,
    withdraw_scope,
)
from frontdesk.areas.decoration.service.breaching import SETTLING
from frontdesk.areas.decoration.service.revealing import RevealNumbers, reveal_numbers
from frontdesk.areas.decoration.ui import acts
from frontdesk.areas.decoration.ui.change_dialogs import ADDABLE, VISIT_OF
from frontdesk.areas.decoration.ui.pass_dialog import pass_deposit, told_issued
from frontdesk.areas.decoration.ui.step_dialog import plain_choices
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk

NUMBERS = "numbers"
PAPER, WORKERS, PASS, LEAVES, WATER, SCOPE, WITHDRAW, RECHECK, DEDUCT, REPORT, VOID, PLAN, UNIT = (
    "paper", "workers", "pass", "leaves", "water", "scope", "withdraw", "recheck", "deduct", "report", "void", "plan",
    "unit",
)  # fmt: skip


class FileActs:
    """The list and what its lines do."""

    def __init__(self, desk: Desk, detail: FileDetail, parent: QWidget) -> None:
        self.desk, self.detail, self.facts, self.parent = desk, detail, detail.facts, parent

    def options(self, usual: MayDo | None) -> list[tuple[object, str]]:
        """(what, its words): the other steps first, then what is no step."""
        facts, may = self.facts, self.desk.may
        beside = set(plain_choices(facts.state, usual.step)) if usual is not None else set()
        found: list[tuple[object, str]] = []
        for one in self.detail.may:
            if usual is not None and (one.step is usual.step or one.step in beside):
                continue
            if one.step in (Step.FIRST_FAIL, Step.SECOND_FAIL, Step.DENY_REFUND):
                continue
            found.append((one.step, tr(one.step.value)))
        desk_work = may(Right.DECORATION) and facts.state not in OVER
        site = may(Right.DECORATION_INSPECT) and facts.state in (*AT_WORK, State.FINISHED, State.CHECKED)
        if desk_work:
            found += [(PAPER, tr("收材料")), (WORKERS, tr("登记施工人员"))]
            if self._without_pass():
                found.append((PASS, tr("办工人证（临时出入证）")))
            if self._here():
                found.append((LEAVES, tr("施工人员离场")))
            if facts.state in ADDABLE:
                found.append((SCOPE, tr("加施工内容")))
            if facts.standing:
                found.append((WITHDRAW, tr("撤下一项施工内容")))
        if site and any(item.verdict.water_test for item in facts.standing):
            found.append((WATER, tr("闭水试验")))
        if may(Right.DECORATION_INSPECT) and self._open_breaches():
            found.append((RECHECK, tr("复查违规")))
        if may(Right.DECORATION_INSPECT) and facts.breaches and facts.state not in SETTLING:
            found.append((DEDUCT, tr("改拟扣押金")))
        if may(Right.DECORATION_INSPECT) and self._to_report():
            found.append((REPORT, tr("报告主管部门（第十七条）")))
        if may(Right.DECORATION_INSPECT) and facts.breaches:
            found.append((VOID, tr("作废记错的违规")))
        if may(Right.DECORATION_INSPECT) and (facts.plans or facts.state in VISIT_OF) and not facts.over:
            found.append((PLAN, tr("巡查计划：改期、约一次")))
        if may(Right.DECORATION) and self._numbers():
            found.append((NUMBERS, tr("看电话和证件号")))
        found.append((UNIT, tr("看这户的档案")))
        return found

    def choose(self, usual: MayDo | None) -> None:
        """Ask, then do it."""
        title = tr("{unit} {who}", unit=self.facts.unit, who=self.facts.applicant)
        chosen = self.desk.dialogs.pick(title, self.options(usual), tr("选要办的事。"))
        if isinstance(chosen, Step):
            acts.take(self.desk, self.facts.id, chosen, self.parent)
        elif isinstance(chosen, str):
            self._do(chosen)

    def _do(self, what: str) -> None:
        file_id = self.facts.id
        if what == PAPER:
            acts.paper(self.desk, file_id, self.parent)
        elif what == WORKERS:
            acts.workers(self.desk, file_id, self.parent)
        elif what == WATER:
            acts.water(self.desk, file_id, self.parent)
        elif what == SCOPE:
            acts.scope(self.desk, file_id, self.parent)
        elif what == PLAN:
            acts.plans(self.desk, file_id, self.parent)
        elif what == DEDUCT:
            breach = self._pick_breach(list(self.facts.breaches))
            if breach is not None:
                acts.deduction(self.desk, file_id, breach, self.parent)
        elif what == UNIT:
            self.desk.go("unit", unit_id=self.facts.unit_id)
        elif what == NUMBERS:
            self._reveal()
        elif what == PASS:
            self._issue_pass()
        elif what == LEAVES:
            self._leaves()
        elif what == WITHDRAW:
            self._withdraw()
        elif what == VOID:
            self._void()
        else:
            rows = self._open_breaches() if what == RECHECK else self._to_report()
            row = self._pick_breach(rows)
            if row is not None:
                act = acts.look_again if what == RECHECK else acts.report
                act(self.desk, file_id, row, self.parent)

    # -- who and what there is --

    def _numbers(self) -> dict[tuple[str, int], str]:
        """Whose numbers the file has: what they are of, and the name."""
        facts = self.facts
        found: dict[tuple[str, int], str] = {}
        if facts.phone:
            found["file", facts.id] = facts.applicant
        if facts.contractor.head_phone:
            found["contractor", facts.contractor.id] = facts.contractor.head or facts.contractor.name
        found |= {("worker", w.id): w.name for w in self._here() if w.phone or w.id_number}
        return found

    def _reveal(self) -> None:
        """One of theirs in full, upon a reason (D1.9)."""
        whose = self._numbers()
        of = self.desk.dialogs.pick(tr("看谁的电话和证件号"), list(whose.items()))
        if of is not None:
            reveal(
                self.desk, whose[of], reveal_numbers, lambda reason: RevealNumbers(of[0], of[1], reason),
                lambda numbers: told(numbers.name, numbers.phone, numbers.id_number),
                ("联系施工现场", "核对身份", "其他"),
            )  # fmt: skip

    def _here(self) -> list[WorkerRow]:
        return [worker for worker in self.facts.workers if worker.left_on is None]

    def _without_pass(self) -> list[WorkerRow]:
        if self.facts.state not in APPROVED_STATES:
            return []
        return [worker for worker in self._here() if worker.permit_id is None]

    def _open_breaches(self) -> list[BreachRow]:
        return [breach for breach in self.facts.breaches if breach.open]

    def _to_report(self) -> list[BreachRow]:
        return [b for b in self.facts.breaches if b.report_from is not None and b.reported_on is None]

    def _pick_breach(self, rows: list[BreachRow]) -> BreachRow | None:
        if len(rows) == 1:
            return rows[0]
        options = [(row, f"{row.number} {row.article} {row.what}") for row in rows]
        found = self.desk.dialogs.pick(tr("哪一项违规"), options)
        return found if isinstance(found, BreachRow) else None

    def _pick_worker(self, rows: list[WorkerRow], title: str) -> WorkerRow | None:
        if len(rows) == 1:
            return rows[0]
        options = [(row, " ".join(part for part in (row.name, row.trade) if part)) for row in rows]
        found = self.desk.dialogs.pick(title, options)
        return found if isinstance(found, WorkerRow) else None

    # -- what is done --

    def _issue_pass(self) -> None:
        worker = self._pick_worker(self._without_pass(), tr("给谁办工人证"))
        if worker is None:
            return
        if pass_deposit(self.desk):
            acts.worker_pass(self.desk, self.facts, worker, self.parent)
            return
        self.desk.run(
            issue_pass, IssuePass(worker.id), then=lambda made: told_issued(self.desk, worker.name, made)
        )

    def _leaves(self) -> None:
        worker = self._pick_worker(self._here(), tr("谁离场"))
        if worker is None:
            return
        reason = self.desk.dialogs.ask_reason(
            tr("{name} 离场", name=worker.name), tr("工人证同时失效，请把卡收回来。"),
            [tr("做完了"), tr("换人"), tr("违反规定")],
        )  # fmt: skip
        if reason is not None:
            self.desk.run(
                end_worker,
                EndWorker(worker.id, reason=reason),
                then=lambda _n: self.desk.messages.ok(tr("{name} 已离场。", name=worker.name)),
            )

    def _withdraw(self) -> None:
        items = list(self.facts.standing)
        options = [(i, f"{i.room} {i.words or tr(i.kind.value)}") for i in items]
        item = items[0] if len(items) == 1 else self.desk.dialogs.pick(tr("撤下哪一项"), options)
        if not isinstance(item, ScopeRow):
            return
        reason = self.desk.dialogs.ask_reason(
            tr("撤下 {room} {what}", room=item.room, what=item.words or tr(item.kind.value)),
            tr("撤下的内容留在档案里，标明已撤下。"),
            [tr("按规定不得批准"), tr("申请人不做了"), tr("写错了")],
        )
        if reason is not None:
            self.desk.run(
                withdraw_scope,
                WithdrawScope(self.facts.id, item.id, reason),
                then=lambda _n: self.desk.messages.ok(tr("{room}这项已撤下。", room=item.room)),
            )

    def _void(self) -> None:
        row = self._pick_breach(list(self.facts.breaches))
        if row is None:
            return
        reason = self.desk.dialogs.ask_reason(
            tr("作废 {number}", number=row.number), tr("号码保留，请把发出的通知书收回来。"), [tr("记错了")]
        )
        if reason is not None:
            self.desk.run(
                void_breach,
                VoidBreach(row.id, reason),
                then=lambda n: self.desk.messages.ok(tr("{number} 已作废。", number=n)),
            )
