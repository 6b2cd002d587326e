"""What the collecting page reads, and the receipt it shows before there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from frontdesk.areas.archives.queries import UnitRow, payer_of, search, unit_rows_by_id
from frontdesk.areas.cashdesk.documents import Receipt, ReceiptLine, TenderPart
from frontdesk.areas.cashdesk.queries import ShiftRow, shift_summary
from frontdesk.areas.cashdesk.rules.kinds import REFERENCE_LATER_SETTING, TENDER_WORDS, Tender
from frontdesk.areas.cashdesk.rules.tenders import TenderInput, reference_tail
from frontdesk.areas.cashdesk.service import Collect
from frontdesk.areas.cashdesk.ui.visit import Visit
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.pickers import Choice

SIZE_SETTING = "receipt.size"
_MOST = 8
_HITS = 20


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


def unit_facts(unit: UnitRow) -> tuple[str, ...]:
    """`业主 · 138****5678` and `自住 · 89.60㎡`."""
    who = " · ".join(part for part in (unit.payer.value, unit.phone) if part)
    area = "" if unit.built_area is None else tr("{area}㎡", area=f"{unit.built_area:.2f}")
    return who, " · ".join(part for part in (unit.state.value, area) if part)


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
        payer="" if typed == payer else typed,
        paper_number=visit.paper_number,
        token=token,
    )


def receipt_before(desk: Desk, unit: UnitRow, shift: ShiftRow, visit: Visit) -> Receipt | None:
    """The receipt as it will be, without its number; None while what is given does not meet what is due."""
    over = visit.tendered - visit.due - visit.change
    if not visit.due or visit.missing or over > ZERO:
        return None
    taken = dict(visit.lines())
    return Receipt(
        office=desk.read(get_setting, "office.name", ""),
        estate=desk.read(get_setting, "estate.name", ""),
        number=tr("收款后编号"),
        unit=unit.code,
        payer=visit.payer,
        area="" if unit.built_area is None else f"{unit.built_area:.2f}㎡",
        day=shift.business_on,
        lines=tuple(
            ReceiptLine(c.item, c.period, c.how, taken[c.charge_id])
            for c in visit.charges
            if c.charge_id in taken
        ),
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
        paper_number=visit.paper_number.strip() or None,
    )


def drawing(receipt: Receipt, size: str | None) -> Callable[[], tuple[bytes, str]]:
    """A job for the worker: the PDF of one copy, and the name of its paper. ReportLab is loaded there."""

    def draw() -> tuple[bytes, str]:
        from frontdesk.areas.cashdesk.forms import FORMS

        form = FORMS["receipt"]
        paper = form.size(size)
        names = form.copies(paper)
        return form.draw(receipt, paper, copies=names[:1]), tr(paper.name)

    return draw


def receipt_size(desk: Desk) -> str | None:
    """The paper that receipts are printed on; None for the usual one."""
    size: str | None = desk.read(get_setting, SIZE_SETTING, None)
    return size
