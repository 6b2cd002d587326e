"""The rest of the demo day, without a window: notices, collecting, a void, a permit, a key, the close, and every paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from frontdesk.app.checks import broken
from frontdesk.app.demo.money import pieces
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.cashdesk.queries import current_shift, receipts_of_shift, revealed
from frontdesk.areas.cashdesk.queries.figures import shift_figures
from frontdesk.areas.cashdesk.queries.shifts import shift_summary
from frontdesk.areas.cashdesk.rules.kinds import CashMove, Tender
from frontdesk.areas.cashdesk.service import (
    CloseShift,
    Collect,
    ConfirmCount,
    MoveCash,
    PrintDayReport,
    PrintHandInSlip,
    PrintReceipt,
    TenderInput,
    VoidReceipt,
    close_shift,
    collect,
    confirm_count,
    move_cash,
    print_day_report,
    print_hand_in_slip,
    print_receipt,
    void_receipt,
)
from frontdesk.areas.fees.queries import arrears, owed_by_unit, unit_late_fees
from frontdesk.areas.fees.rules.kinds import AdjustKind
from frontdesk.areas.fees.service import AdjustCharge, IssueNotices, adjust_charge, issue_notices
from frontdesk.areas.keys.queries import find_keys
from frontdesk.areas.keys.rules.kinds import Slip, WhoKind
from frontdesk.areas.keys.service import LendKeys, Pieces, PrintSlip, Who, lend_keys, print_slip
from frontdesk.areas.permits.queries.goods import GoodsFilter, goods_rows
from frontdesk.areas.permits.queries.permits import PermitFilter, permit_rows
from frontdesk.areas.permits.rules.course import State
from frontdesk.areas.permits.service.goods import PrintGoods, TakeTearOff, print_goods, take_tear_off
from frontdesk.areas.permits.service.issuing import Issue, issue
from frontdesk.areas.permits.service.permit_money import Pay
from frontdesk.areas.permits.service.permit_papers import PrintPermit, print_permit
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.users import approve, sign_in
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

PASSWORD = "demo"
SIZES = ("241x93", "241x140", "A5", "roll80")


@dataclass(slots=True)
class DemoDay:
    """Goes through the day on a built demo estate; papers go to *papers*, what was done into `steps`."""

    runner: Runner
    clock: FixedClock
    papers: Path
    steps: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def run(self) -> dict[str, Any]:
        """The whole day; returns its summary. What does not add up is an error, not a note."""
        self.papers.mkdir(parents=True, exist_ok=True)
        cashier = self.runner.read(sign_in, "linxiao", PASSWORD)
        self._notices(cashier)
        numbers = [
            self._collect(cashier, code, size) for code, size in zip(self._owing(), SIZES, strict=False)
        ]
        self._void(cashier, numbers[-1])
        self._waive(cashier)
        self._permit(cashier)
        self._lend(cashier)
        self._let_out(cashier)
        hand_in = self._hand_in(cashier)
        figures = self._close(cashier, hand_in)
        found = broken(self.runner)
        self.steps.append(tr("核对通过") if not found else tr("核对没有通过：{what}", what="；".join(found)))
        return {
            "steps": self.steps,
            "papers": self.files,
            "receipts": numbers,
            "close": figures,
            "check": not found,
            "broken": found,
        }

    def _keep(self, name: str, pdf: bytes) -> None:
        (self.papers / name).write_bytes(pdf)
        self.files.append(name)

    def _owing(self) -> list[str]:
        """张硕 first, then others who owe a moderate sum."""
        rows = self.runner.read(arrears, self.clock.today())
        others = [r.unit for r in rows if r.unit != "3-1-1202" and r.charges <= 6]
        return ["3-1-1202", *others[: len(SIZES) - 1]]

    def _notices(self, actor: Actor) -> None:
        month = Month.of(self.clock.today())
        batch = self.runner.run(issue_notices, IssueNotices(month), actor=actor).value
        name = tr("缴费通知单-{month}.pdf", month=month)
        self._keep(name, batch.pdf)
        one = self.runner.read(find_unit, "3-1-1202")
        if one is not None:
            single = self.runner.run(
                issue_notices, IssueNotices(month, unit_ids=(one.id,)), actor=actor
            ).value
            self._keep(tr("缴费通知单-3-1-1202.pdf"), single.pdf)
        self.steps.append(
            tr(
                "打印 {month} 缴费通知单 {n} 份，{pages} 页",
                month=month,
                n=len(batch.numbers),
                pages=batch.pages,
            )
        )

    def _collect(self, actor: Actor, code: str, size: str) -> str:
        self.clock.forward(minutes=9)
        unit = self.runner.read(find_unit, code)
        assert unit is not None
        today = self.clock.today()
        owed = total(c.owed for c in self.runner.read(owed_by_unit, unit.id, today))
        owed += total(fee.open for fee in self.runner.read(unit_late_fees, unit.id, today).values())
        cash = Money.yuan(300)
        wechat = Money(owed.fen - 20000) if owed > Money.yuan(300) else Money(0)
        tenders = [TenderInput(Tender.CASH, cash if wechat else owed + Money(-owed.fen % 10000), "")]
        if wechat:
            # Cash 300.00 for the 200.00 that are left: a hundred back.
            tenders.append(TenderInput(Tender.WECHAT, wechat, self._reference(code)))
        done = self.runner.run(collect, Collect(unit.id, tuple(tenders)), actor=actor).value
        paper = self.runner.run(print_receipt, PrintReceipt(done.number, size), actor=actor).value
        self._keep(tr("收据-{size}-{number}.pdf", size=size, number=done.number), paper.pdf)
        self.steps.append(
            tr(
                "{code} 收款 {paid}，找零 {change}，收据 {number}",
                code=code,
                paid=done.settled,
                change=done.change,
                number=done.number,
            )
        )
        return done.number

    @staticmethod
    def _reference(code: str) -> str:
        """What the telephone shows as the payment's number; another one for each."""
        return f"42000023862026112{int(code.replace('-', '')):011d}"

    def _void(self, actor: Actor, number: str) -> None:
        self.clock.forward(minutes=4)
        self.runner.run(void_receipt, VoidReceipt(number, tr("付款人改日再缴")), actor=actor)
        paper = self.runner.run(print_receipt, PrintReceipt(number), actor=actor).value
        self._keep(tr("收据-作废-{number}.pdf", number=number), paper.pdf)
        self.steps.append(tr("作废收据 {number}，补打一份存档", number=number))

    def _waive(self, actor: Actor) -> None:
        """A supervisor's leave on the spot, by their own password (主管授权)."""
        unit = self.runner.read(find_unit, self._owing()[1])
        assert unit is not None
        charge = self.runner.read(owed_by_unit, unit.id, self.clock.today())[0]
        leave: Approval = self.runner.read(
            approve, "zhoumin", PASSWORD, Right.FEES_ADJUST, tr("漏水期间未能使用")
        )
        amount = min(Money.yuan(20), charge.owed)
        command = AdjustCharge(charge.charge_id, AdjustKind.WAIVE, amount, tr("漏水期间未能使用"))
        self.runner.run(adjust_charge, command, actor=actor, approval=leave)
        self.steps.append(tr("{code} 减免 {amount}，周敏授权", code=unit.code, amount=amount))

    def _permit(self, actor: Actor) -> None:
        """A 居住证 for somebody who works at 赵敏's, its fee in cash; and the cards in use, ten to a sheet."""
        self.clock.forward(minutes=8)
        unit = self.runner.read(find_unit, "4-2-1102")
        assert unit is not None
        today = self.clock.today()
        cash = (TenderInput(Tender.CASH, Money.yuan(20), ""),)
        command = Issue("JZ", unit.id, "孙玉兰", today + timedelta(days=180), role="保姆", pay=Pay(fee=cash))
        made = self.runner.run(issue, command, actor=actor).value
        paper = self.runner.run(print_permit, PrintPermit((made.number,)), actor=actor).value
        self._keep(tr("居住证-{number}.pdf", number=made.number), paper.pdf)
        receipt = self.runner.run(print_receipt, PrintReceipt(made.receipt), actor=actor).value
        self._keep(tr("收据-工本费-{number}.pdf", number=made.receipt), receipt.pdf)
        cards = tuple(
            row.number
            for row in self.runner.read(permit_rows, PermitFilter("live", "JZ"), today, limit=None)
            if row.state is State.VALID
        )
        sheet = self.runner.run(print_permit, PrintPermit(cards[:10], sheet=True), actor=actor).value
        self._keep(tr("居住证-一页十张.pdf"), sheet.pdf)
        self.steps.append(
            tr("4-2-1102 办居住证 {number}，工本费收据 {receipt}，找零 {change}", number=made.number,
               receipt=made.receipt, change=made.change)
        )  # fmt: skip

    def _lend(self, actor: Actor) -> None:
        """A plant room's key to the engineering department until tomorrow, with its slip."""
        self.clock.forward(minutes=3)
        today = self.clock.today()
        key, *_ = self.runner.read(find_keys, "地下一层水泵房", today)
        who = Who(WhoKind.STAFF, "李师傅", id_number="GC-012", company="工程部")
        command = LendKeys((Pieces(key.id, 1),), who, "水泵保养", today + timedelta(days=1))
        lent = self.runner.run(lend_keys, command, actor=actor).value
        slip = self.runner.run(print_slip, PrintSlip(Slip.LOAN, lent.number), actor=actor).value
        self._keep(tr("钥匙借用单-{number}.pdf", number=lent.number), slip.pdf)
        self.steps.append(tr("借出钥匙 {tag}，{number}", tag=key.tag, number=lent.number))

    def _let_out(self, actor: Actor) -> None:
        """Today's goods pass: its tear-off comes back from the gate."""
        self.clock.forward(minutes=5)
        today, now = self.clock.today(), self.clock.now()
        row = self.runner.read(goods_rows, GoodsFilter("today"), now, today)[0]
        paper = self.runner.run(print_goods, PrintGoods(row.number), actor=actor).value
        self._keep(tr("物品放行条-{number}.pdf", number=row.number), paper.pdf)
        self.runner.run(
            take_tear_off, TakeTearOff(row.number, matches=True, guard=tr("东门 陆师傅")), actor=actor
        )
        self.steps.append(tr("门岗联 {number} 交回，件数相符", number=row.number))

    def _hand_in(self, actor: Actor) -> Money:
        self.clock.forward(minutes=30)
        amount = Money.yuan(300)
        moved = self.runner.run(move_cash, MoveCash(CashMove.HAND_IN, amount), actor=actor).value
        slip = self.runner.run(print_hand_in_slip, PrintHandInSlip(moved.number), actor=actor).value
        self._keep(tr("缴款单-{number}.pdf", number=moved.number), slip.pdf)
        self.steps.append(tr("中途缴款 {amount}，{number}", amount=amount, number=moved.number))
        return amount

    def _close(self, actor: Actor, handed_in: Money) -> dict[str, str]:
        """Count what the drawer holds, five yuan short, and close with the reason."""
        shift = self.runner.read(current_shift, actor.id)
        assert shift is not None
        leader = self.runner.read(sign_in, "zhoumin", PASSWORD)
        # The supervisor is not bound by blind counting; the demo needs to know how much to count.
        drawer = self.runner.read(shift_summary, shift.id, leader).cash
        assert drawer is not None
        counted = drawer - Money.yuan(5)
        counted -= Money(counted.fen % 10)
        receipts = self.runner.read(receipts_of_shift, shift.id)
        figures = self.runner.read(shift_figures, shift.id)
        slips: dict[Tender, tuple[int, Money]] = {
            tender: (figures.slips.get(tender, 0), amount) for tender, amount in figures.slip_sums.items()
        }
        self.clock.forward(minutes=45)
        words = tr("3栋 2 单元电梯等维保签字；缴费通知单在后柜。")
        self.runner.run(
            confirm_count,
            ConfirmCount(shift.id, pieces(counted), slips, words),
            actor=actor,
            confirmed=frozenset({"close_check"}),
        )
        told = self.runner.read(revealed, shift.id)
        closed = self.runner.run(
            close_shift,
            CloseShift(shift.id, reason=tr("找零有误：上午一笔可能多找 5.00，已电话联系")),
            actor=actor,
        ).value
        report = self.runner.run(print_day_report, PrintDayReport(shift.id), actor=actor).value
        self._keep(tr("收款日报表-{number}.pdf", number=closed.report_number), report.pdf)
        if closed.hand_in:
            slip = self.runner.run(print_hand_in_slip, PrintHandInSlip(closed.hand_in), actor=actor).value
            self._keep(tr("缴款单-{number}.pdf", number=closed.hand_in), slip.pdf)
        self.steps.append(
            tr(
                "日结：收据 {n} 张，应有现金 {expected}，实点 {counted}，差额 {difference}",
                n=len(receipts),
                expected=closed.expected,
                counted=closed.counted,
                difference=closed.difference,
            )
        )
        assert told is not None
        return {
            "expected": closed.expected.plain,
            "counted": closed.counted.plain,
            "difference": closed.difference.plain,
            "handed_in": closed.handed_in.plain,
            "handed_in_before": handed_in.plain,
        }
