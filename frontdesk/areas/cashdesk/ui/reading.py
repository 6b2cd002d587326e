"""What the collecting page reads, and the receipt it shows before there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from frontdesk.areas.archives.queries import UnitRow, payer_of, search, unit_file, unit_rows_by_id
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.cashdesk.documents import Receipt, ReceiptLine, TenderPart
from frontdesk.areas.cashdesk.queries import DepositRow, ShiftRow, deposit, prepaid_balance, shift_summary
from frontdesk.areas.cashdesk.rules.kinds import (
    PREPAID_ITEM,
    REFERENCE_LATER_SETTING,
    ROUND_OFF_LIMIT,
    ROUND_OFF_SETTING,
    ROUNDING_ITEM,
    TENDER_WORDS,
    Tender,
)
from frontdesk.areas.cashdesk.rules.tenders import TenderInput, reference_tail
from frontdesk.areas.cashdesk.service import Collect
from frontdesk.areas.cashdesk.ui.owed import LateOnly, Owed
from frontdesk.areas.cashdesk.ui.visit import Visit
from frontdesk.areas.fees.queries import LateFee, owed_by_unit, unit_late_fees
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.pickers import Choice

SIZE_SETTING = "receipt.size"
_MOST = 8
_HITS = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """What a unit owes and has: charges with their late fees, the oldest due first, and the prepaid balance."""

    charges: tuple[Owed, ...]
    late: Mapping[int, LateFee]
    balance: Money


def standing(desk: Desk, unit_id: int) -> Standing:
    """A unit as it stands today. A charge that is paid but for its late fee is a row as well (M5.1)."""
    today = desk.clock.today()
    owed: tuple[Owed, ...] = desk.read(owed_by_unit, unit_id, today, ahead=True)
    late = desk.read(unit_late_fees, unit_id, today)
    known = {charge.charge_id for charge in owed}
    only = [
        LateOnly(fee.charge_id, fee.item, fee.period, fee.due_on)
        for fee in late.values()
        if fee.open and not fee.owed and fee.charge_id not in known
    ]
    charges = tuple(sorted((*owed, *only), key=lambda charge: charge.due_on)) if only else owed
    return Standing(charges, late, desk.read(prepaid_balance, unit_id))


def round_limit(desk: Desk) -> Money:
    """The most that 抹零 may drop (M6.3)."""
    return Money.yuan(str(desk.read(get_setting, ROUND_OFF_SETTING, ROUND_OFF_LIMIT)))


def tenant_words(desk: Desk, unit_id: int) -> str:
    """`租客 曾姝（至 2027-05-31）`; the first of several with how many there are; empty without any."""
    roles = desk.read(unit_file, unit_id, desk.clock.today()).roles
    tenants = [role for role in roles if role.kind is RoleKind.TENANT and not role.over]
    if not tenants:
        return ""
    first = tenants[0]
    words = tr("租客 {name}", name=first.name)
    if len(tenants) > 1:
        words = tr("{words} 等 {n} 人", words=words, n=len(tenants))
    if first.ends_on is None:
        return words
    return tr("{words}（至 {day}）", words=words, day=(first.ends_on - timedelta(days=1)).isoformat())


def unit_choices(desk: Desk, text: str) -> Sequence[Choice]:
    """Units that fit what is typed, best first: by code in any habit, name, pinyin, telephone, plate (D0.1)."""
    today = desk.clock.today()
    hits = desk.read(search, text, _HITS, today)
    ids = tuple(dict.fromkeys(hit.unit_id for hit in hits if hit.unit_id is not None))[:_MOST]
    rows = {row.id: row for row in desk.read(unit_rows_by_id, ids, today)} if ids else {}
    return [_choice(rows[unit_id]) for unit_id in ids if unit_id in rows]


def _choice(row: UnitRow) -> Choice:
    return Choice(row.id, row.code, row.owners, "  ".join(_facts(row)))


def _facts(row: UnitRow) -> tuple[str, ...]:
    area = "" if row.built_area is None else tr("{area}㎡", area=f"{row.built_area:.2f}")
    lived = " · ".join(part for part in (row.state.value, area) if part)
    return tuple(part for part in (lived, row.phone) if part)


def unit_facts(desk: Desk, unit: UnitRow, balance: Money) -> tuple[str, ...]:
    """`业主 · 138****5678`, `自住 · 89.60㎡`, `预存 50.00` and who rents it."""
    who = " · ".join(part for part in (unit.payer.value, unit.phone) if part)
    area = "" if unit.built_area is None else tr("{area}㎡", area=f"{unit.built_area:.2f}")
    lived = " · ".join(part for part in (unit.state.value, area) if part)
    prepaid = tr("预存 {balance}", balance=balance) if balance else ""
    return tuple(fact for fact in (who, lived, prepaid, tenant_words(desk, unit.id)) if fact)


def payer_name(desk: Desk, unit: UnitRow) -> str:
    """Who owes for the unit today (M2.6); the owners when the archives name nobody else."""
    return desk.read(payer_of, unit.id, desk.clock.today())[1] or unit.owners


def receipts_count(desk: Desk, shift_id: int) -> int:
    """How many receipts the shift has made."""
    return desk.read(shift_summary, shift_id, desk.actor).receipts


def reference_later(desk: Desk) -> bool:
    """Whether a reference may come after the receipt (M7.7)."""
    return bool(desk.read(get_setting, REFERENCE_LATER_SETTING, False))


def collect_command(
    unit_id: int, visit: Visit, tenders: tuple[TenderInput, ...], payer: str, token: str
) -> Collect:
    """What is stored; *payer* is who was proposed, which stays linked to its person when nobody wrote another."""
    typed = visit.payer.strip()
    return Collect(
        unit_id=unit_id,
        tenders=tenders,
        lines=visit.lines(),
        late_fees=visit.late_fees(),
        prepay=visit.prepay,
        rounding=visit.rounding,
        payer="" if typed == payer else typed,
        paper_number=visit.paper_number,
        token=token,
    )


def receipt_before(desk: Desk, unit: UnitRow, shift: ShiftRow, visit: Visit) -> Receipt | None:
    """The receipt as it will be, without its number; None while what is given does not meet what is due."""
    over = visit.tendered - visit.due - visit.change
    if not visit.due or visit.missing or over > ZERO:
        return None
    return Receipt(
        office=desk.read(get_setting, "office.name", ""),
        estate=desk.read(get_setting, "estate.name", ""),
        number=tr("收款后编号"),
        unit=unit.code,
        payer=visit.payer,
        area="" if unit.built_area is None else f"{unit.built_area:.2f}㎡",
        day=shift.business_on,
        lines=_lines_before(visit),
        total=visit.due,
        tenders=tuple(
            TenderPart(
                tr(TENDER_WORDS[given.kind]),
                given.readable(),
                "" if given.kind is Tender.CASH else reference_tail(given.reference.strip()),
            )
            for given in visit.given
            if given.readable()
        ),
        change=visit.change,
        cashier=desk.actor.name,
        shift=shift.label,
        prepaid_balance=visit.balance_after,
        paper_number=visit.paper_number.strip() or None,
    )


def _lines_before(visit: Visit) -> tuple[ReceiptLine, ...]:
    """Charges, each with its late fee, then what is prepaid and what is dropped."""
    taken, late = dict(visit.lines()), dict(visit.late_fees())
    lines: list[ReceiptLine] = []
    for charge in visit.charges:
        if charge.charge_id in taken:
            lines.append(ReceiptLine(charge.item, charge.period, charge.how, taken[charge.charge_id]))
        if charge.charge_id in late:
            how = f"{charge.item} {charge.period}：{visit.late_how.get(charge.charge_id, '')}"
            lines.append(ReceiptLine(tr("违约金"), charge.period, how, late[charge.charge_id]))
    if visit.prepay:
        lines.append(ReceiptLine(tr(PREPAID_ITEM), "", tr("存入预存，以后抵扣"), visit.prepay))
    if visit.rounding:
        lines.append(ReceiptLine(tr(ROUNDING_ITEM), "", "", -visit.rounding))
    return tuple(lines)


def drawing(receipt: Receipt, size: str | None) -> Callable[[], tuple[bytes, str]]:
    """A job for the worker: the PDF of one copy, and the name of its paper. ReportLab is loaded there."""

    def draw() -> tuple[bytes, str]:
        from frontdesk.areas.cashdesk.forms import FORMS

        form = FORMS["receipt"]
        paper = form.size(size)
        names = form.copies(paper)
        return form.draw(receipt, paper, copies=names[:1]), tr(paper.name)

    return draw


def held_deposit(desk: Desk, number: str) -> DepositRow | None:
    """A deposit as lists show it, by its number."""
    found = desk.read(deposit, number)
    return None if found is None else found.row


def receipt_size(desk: Desk) -> str | None:
    """The paper that receipts are printed on; None for the usual one."""
    size: str | None = desk.read(get_setting, SIZE_SETTING, None)
    return size
