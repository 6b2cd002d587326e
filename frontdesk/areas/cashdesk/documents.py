"""What the papers of the cash desk show. A document is stored when it is issued and drawn from that ever after.

Times in documents are the desk's wall clock, without a zone: the same document must give the same paper on a
machine with another zone (F1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from frontdesk.base.values import codec
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One charge settled, in whole or in part. `how` says how it came about (M2.8)."""

    item: str
    period: str
    how: str
    amount: Money


@dataclass(frozen=True, slots=True)
class TenderPart:
    """One way the payer paid: `微信`, 500.00, reference `尾号 7731` (as it shall stand on the paper, or empty)."""

    kind: str
    amount: Money
    reference: str = ""


@dataclass(frozen=True, slots=True)
class VoidMark:
    """作废: why, by whom and when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReprintMark:
    """补打: the how-manieth printing after the first, by whom and when (M6.6, T12). `count` starts at 1."""

    count: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RefundMark:
    """已红冲: the refund that gave back part or all of a receipt, and how much (positive) (T6)."""

    number: str
    amount: Money
    day: date


@dataclass(frozen=True, slots=True)
class Receipt:
    """收款收据. The marks are added with `dataclasses.replace` when a stored receipt is printed again or voided."""

    office: str
    estate: str
    number: str
    """`SJ00020331`; the QR code holds it."""
    unit: str
    payer: str
    area: str
    """`89.60㎡`, or empty."""
    day: date
    """Business date."""
    lines: tuple[ReceiptLine, ...]
    total: Money
    tenders: tuple[TenderPart, ...]
    change: Money
    cashier: str
    """Who took the money, also on a reprint by somebody else (T12)."""
    shift: str
    """`20261121-早`."""
    prepaid_balance: Money | None = None
    """What stands prepaid on the unit afterwards; None: not printed."""
    paper_number: str | None = None
    """The number on the bought paper, where the office writes on one (M6.9)."""
    void: VoidMark | None = None
    reprint: ReprintMark | None = None
    refunds: tuple[RefundMark, ...] = ()
    """已红冲, oldest first: only on later prints, never in what was stored (T6)."""

    @property
    def refunded(self) -> Money:
        """What has been given back of it so far."""
        return total(mark.amount for mark in self.refunds)

    @property
    def adds_up(self) -> bool:
        """Whether lines = total = tendered − change (M6.2)."""
        tendered = total(part.amount for part in self.tenders)
        return total(line.amount for line in self.lines) == self.total == tendered - self.change

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


@dataclass(frozen=True, slots=True)
class RefundReceipt:
    """红字收据: gives back part or all of a receipt, or of what a unit has prepaid (M6.5).

    Amounts are signed as they stand on the paper: lines, total and tenders are negative (a line of 抹零 that is
    given back with the others is positive).
    """

    office: str
    estate: str
    number: str
    """`HZ00000012`; the QR code holds it."""
    original: str
    """The receipt it undoes; empty when a prepaid balance is paid back."""
    original_day: date | None
    unit: str
    payee: str
    area: str
    day: date
    lines: tuple[ReceiptLine, ...]
    total: Money
    tenders: tuple[TenderPart, ...]
    reason: str
    cashier: str
    approver: str
    shift: str
    prepaid_balance: Money | None = None
    """What stands prepaid on the unit afterwards; None: not printed."""
    reprint: ReprintMark | None = None

    @property
    def adds_up(self) -> bool:
        """Whether lines = total = tenders."""
        tendered = total(part.amount for part in self.tenders)
        return total(line.amount for line in self.lines) == self.total == tendered

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


@dataclass(frozen=True, slots=True)
class DepositReceipt:
    """押金收据: money held for the payer, no income (M6.7)."""

    office: str
    estate: str
    number: str
    """`YJ00000012`; the QR code holds it."""
    unit: str
    payer: str
    day: date
    purpose: str
    """`装修`, `临时出入证`, `钥匙` …"""
    words: str
    """What it is for in the clerk's words, or empty."""
    amount: Money
    tenders: tuple[TenderPart, ...]
    change: Money
    cashier: str
    shift: str
    void: VoidMark | None = None
    reprint: ReprintMark | None = None

    @property
    def adds_up(self) -> bool:
        """Whether amount = tendered − change."""
        return total(part.amount for part in self.tenders) - self.change == self.amount

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


@dataclass(frozen=True, slots=True)
class Deduction:
    """One thing kept back from a deposit, with its reason."""

    reason: str
    amount: Money


@dataclass(frozen=True, slots=True)
class DepositSettlement:
    """押金结算单: deposit − settled earlier − deductions = paid back + left (M6.7). Amounts are positive."""

    office: str
    estate: str
    number: str
    """`YT00000012`; the QR code holds it."""
    deposit: str
    """The 押金收据 it settles."""
    deposit_day: date
    unit: str
    payer: str
    payee: str
    authority: str
    """The written authority when it is paid to somebody else than the payer; else empty."""
    purpose: str
    day: date
    amount: Money
    """The deposit as it was taken."""
    earlier: Money
    """What earlier settlements paid back or kept of it."""
    deductions: tuple[Deduction, ...]
    refunded: Money
    """What is paid back now."""
    left: Money
    """What stays held."""
    tenders: tuple[TenderPart, ...]
    """How it is paid back; empty when everything was kept."""
    cashier: str
    approver: str
    shift: str
    void: VoidMark | None = None
    reprint: ReprintMark | None = None

    @property
    def deducted(self) -> Money:
        return total(deduction.amount for deduction in self.deductions)

    @property
    def adds_up(self) -> bool:
        """Whether deposit − earlier − deductions = paid back + left, and the tenders make what is paid back."""
        paid = total(part.amount for part in self.tenders)
        return (
            self.amount - self.earlier - self.deducted == self.refunded + self.left and paid == self.refunded
        )

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


@dataclass(frozen=True, slots=True)
class LedgerRun:
    """Numbers in a row of which the same became (`first` = `last` for one). `words`: why void or spoiled."""

    first: str
    last: str
    state: str
    """已用, 作废, 损毁, 缺号, 未用."""
    count: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class LedgerBook:
    """One book of the ledger of numbers: its counts, and its numbers as runs in order."""

    title: str
    """`收据 SJ`, `押金收据 YJ`, `纸质票据 0031801–0031900`."""
    first: str
    last: str
    received_on: date | None
    """The day a bought book came; None for our own series."""
    used: int
    void: int
    spoiled: int
    missing: int
    unused: int
    runs: tuple[LedgerRun, ...]

    @property
    def numbers(self) -> int:
        return self.used + self.void + self.spoiled + self.missing + self.unused


@dataclass(frozen=True, slots=True)
class NumberLedger:
    """票据台账: what became of every number of every book (M6.9). A list, not numbered itself."""

    office: str
    estate: str
    day: date
    printed_at: datetime
    printed_by: str
    books: tuple[LedgerBook, ...]

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """A row of the income table: one amount for each tender of the report (None: an empty cell), and their sum."""

    item: str
    amounts: tuple[Money | None, ...]

    @property
    def total(self) -> Money:
        return total(amount for amount in self.amounts if amount is not None)


@dataclass(frozen=True, slots=True)
class ReprintCount:
    """A receipt printed again during the shift, and how many times."""

    number: str
    times: int


@dataclass(frozen=True, slots=True)
class ReceiptsUsed:
    """The numbers of one receipt book used in a shift. `first` and `last` are empty when none was used."""

    first: str
    last: str
    used: int
    """Numbers taken, voided ones included."""
    voided: tuple[str, ...] = ()
    reprinted: tuple[ReprintCount, ...] = ()
    missing: tuple[str, ...] = ()
    title: str = ""
    """What sort of paper: `红字收据`, `押金收据`, `押金结算单`; empty for receipts."""


@dataclass(frozen=True, slots=True)
class DepositRow:
    """Deposits of one purpose during the shift: taken in, paid back, kept as deductions; all positive."""

    purpose: str
    taken: Money
    paid_back: Money
    deducted: Money


@dataclass(frozen=True, slots=True)
class DepositTender:
    """Deposits of the shift by tender: cash taken is net of change (T9)."""

    tender: str
    taken: Money
    paid_back: Money


@dataclass(frozen=True, slots=True)
class CashAccount:
    """The drawer's arithmetic, each amount positive: the paper sets the minus before what went out.

    expected = opening + cash_in − change − refunds + deposits_in − deposits_out + put_in − taken_out − handed_in
    (M7.3). `cash_in` and `change` are those of receipts; a deposit's change is taken off `deposits_in`.
    """

    opening: Money
    cash_in: Money
    change: Money
    refunds: Money
    handed_in: Money
    expected: Money
    counted: Money
    put_in: Money = ZERO
    taken_out: Money = ZERO
    deposits_in: Money = ZERO
    deposits_out: Money = ZERO

    @property
    def difference(self) -> Money:
        """Over (positive) or short (negative)."""
        return self.counted - self.expected

    @property
    def adds_up(self) -> bool:
        came = self.opening + self.cash_in + self.put_in + self.deposits_in
        went = self.change + self.refunds + self.taken_out + self.handed_in + self.deposits_out
        return came - went == self.expected


@dataclass(frozen=True, slots=True)
class Denomination:
    """How many notes or coins of one face value."""

    face: Money
    count: int

    @property
    def amount(self) -> Money:
        return self.face * self.count


@dataclass(frozen=True, slots=True)
class TenderCheck:
    """One line of 核对: what the program expects of a tender, what was counted or stands on the slips, and words."""

    tender: str
    expected: Money
    counted: Money
    words: str

    @property
    def difference(self) -> Money:
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class DayReport:
    """收款日报表 of one closed shift."""

    office: str
    estate: str
    number: str
    """`RB-20261121-01`."""
    day: date
    """Business date (T24)."""
    shift: str
    """`早班`."""
    desk: str
    """`一号台`."""
    cashier: str
    opened: datetime
    closed: datetime
    tenders: tuple[str, ...]
    """Columns of the income table."""
    income: tuple[IncomeRow, ...]
    refunds: tuple[IncomeRow, ...]
    """Rows between income and net, with negative amounts."""
    receipts: tuple[ReceiptsUsed, ...]
    cash: CashAccount
    denominations: tuple[Denomination, ...]
    checks: tuple[TenderCheck, ...]
    by_receipts: Money
    """Sum of receipts − voided − refunds: must equal the net by item and by tender (M7.5)."""
    kept_back: Money
    """Cash left in the drawer as the next float."""
    handed_in: Money
    """Cash handed in at this close."""
    printed_at: datetime
    printed_by: str = ""
    printed: int = 1
    """The how-manieth printing; from 2 on the paper is marked 补打 (the count less one)."""
    notes: tuple[str, ...] = ()
    """Further lines under the tables: unsettled points of 关班检查."""
    deposits: tuple[DepositRow, ...] = ()
    """押金, a block of its own: no income, not in the tables above. Empty: nothing moved."""
    deposit_tenders: tuple[DepositTender, ...] = ()
    """The same money by tender: taken and paid back add up to the sums by purpose (M7.5)."""
    further_numbers: tuple[ReceiptsUsed, ...] = ()
    """Numbers of the other papers used in the shift, one entry for each series that was used."""

    def net(self) -> IncomeRow:
        """The sum by tender, over income and refunds."""
        return _column_sums(tr("净额"), self.income + self.refunds, len(self.tenders))

    def income_total(self) -> IncomeRow:
        return _column_sums(tr("收入合计"), self.income, len(self.tenders))

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


def _column_sums(label: str, rows: tuple[IncomeRow, ...], columns: int) -> IncomeRow:
    """Sums by column; a column without any amount stays empty."""
    sums: list[Money | None] = []
    for column in range(columns):
        cells = [row.amounts[column] for row in rows]
        amounts = [cell for cell in cells if cell is not None]
        sums.append(total(amounts) if amounts else None)
    return IncomeRow(label, tuple(sums))


@dataclass(frozen=True, slots=True)
class EarlierHandIn:
    """A hand-in of the same day before this one (中途缴款)."""

    number: str
    at: datetime
    amount: Money


@dataclass(frozen=True, slots=True)
class HandInSlip:
    """缴款单: cash handed to finance, during the day or at the close."""

    office: str
    estate: str
    number: str
    """`JK-20261121-02`; the QR code holds it."""
    day: date
    shift: str
    desk: str
    cashier: str
    source: str
    """款项来源: `早班收款，结班上缴`."""
    amount: Money
    denominations: tuple[Denomination, ...]
    report_number: str = ""
    """The day report it belongs to; empty for a hand-in during the day."""
    earlier: tuple[EarlierHandIn, ...] = ()
    over_short: str = ""
    """长短款 in words: `短款 5.00，未补，见日报表`; empty: 无."""
    bank_account: str = ""
    """The bank account's tail beside 银行: `账号尾 2345`."""
    reprint: ReprintMark | None = None

    @property
    def day_total(self) -> Money:
        """Everything handed in that day, this slip included."""
        return total(part.amount for part in self.earlier) + self.amount

    @property
    def adds_up(self) -> bool:
        """Whether notes and coins make the amount. A slip without any count is not held against it."""
        counted = total(part.amount for part in self.denominations)
        return counted == self.amount or not any(part.count for part in self.denominations)

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What one item, building, cashier or tender brought in: taken less refunded. `count` is of receipts."""

    label: str
    count: int
    taken: Money
    refunded: Money = ZERO

    @property
    def net(self) -> Money:
        return self.taken - self.refunded


@dataclass(frozen=True, slots=True)
class ReportPart:
    """The takings of the span, taken apart one way. Every part of a report adds up to the same."""

    key: str
    """`item`, `building`, `cashier` or `tender`."""
    title: str
    lines: tuple[ReportLine, ...]

    @property
    def taken(self) -> Money:
        return total(line.taken for line in self.lines)

    @property
    def refunded(self) -> Money:
        return total(line.refunded for line in self.lines)

    @property
    def net(self) -> Money:
        return self.taken - self.refunded


@dataclass(frozen=True, slots=True)
class ReportBar:
    """One bar of the chart: a day or a month, and what it brought net."""

    label: str
    amount: Money


@dataclass(frozen=True, slots=True)
class HeldLine:
    """Money that is kept for others on the span's last day: deposits by purpose, prepayments. No income."""

    label: str
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class IncomeReport:
    """收款报表 of a day, month, quarter, year or any span; both ends included, by business date (T24)."""

    office: str
    estate: str
    title: str
    """`收款月报`."""
    first: date
    last: date
    parts: tuple[ReportPart, ...]
    bars: tuple[ReportBar, ...]
    bars_title: str
    """`每天净收` or `每月净收`."""
    held: tuple[HeldLine, ...]
    closed_shifts: int
    """Closed shifts whose business date is within the span."""
    closed_net: Money
    """What their closes stored as income; equals the parts' net when no shift of the span is open."""
    open_shifts: int
    made_at: datetime
    made_by: str = ""

    @property
    def net(self) -> Money:
        return self.parts[0].net if self.parts else ZERO

    @property
    def held_on(self) -> date:
        """The day whose end `held` is of: the span's last, today while that is still to come."""
        return min(self.last, self.made_at.date())

    def fault(self) -> str:
        """Why it must not be printed: parts or bars that do not add up to the same (M7.5). Empty when they do."""
        if {part.net for part in self.parts} - {self.net}:
            return tr("按项目、楼栋、收款员、方式的合计不一致，报表没有打印")
        if total(bar.amount for bar in self.bars) != self.net:
            return tr("图和表的合计不一致，报表没有打印")
        if not self.open_shifts and self.closed_net != self.net:
            return tr("报表和各班日结的合计不一致，报表没有打印")
        return ""

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)
