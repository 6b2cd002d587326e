"""What must always hold of permits, named in words where it does not."""

from __future__ import annotations

import re
from collections import defaultdict

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.model import Deposit, Payment
from frontdesk.areas.fees.model import Charge
from frontdesk.areas.permits.model.permits import Permit, PermitEvent, PermitKind, PermitTerm
from frontdesk.areas.permits.rules.course import Step, states_after
from frontdesk.areas.permits.rules.kinds import PERMIT, permit_number, series
from frontdesk.base.store.numbers import last_number
from frontdesk.base.store.papers import Paper
from frontdesk.base.values.text import tr

_MOST = 20


def broken_permits(session: Session) -> list[str]:
    """Gaps in the numbers (T11), histories the table does not know, terms without a paper, money of something else."""
    return [*_numbers(session), *_courses(session), *_terms(session), *_money(session)]


def _numbers(session: Session) -> list[str]:
    """Gaps behind the highest number that an old register brought (`reg:`): before it others counted."""
    known: dict[str, set[str]] = defaultdict(set)
    floor: dict[str, int] = defaultdict(int)
    for number, token in session.execute(select(Permit.number, Permit.token)):
        prefix = re.split(r"-", number)[0]
        known[prefix].add(number)
        if token and token.startswith("reg:"):
            floor[prefix] = max(floor[prefix], int(number.rpartition("-")[2]))
    said: list[str] = []
    for prefix in session.scalars(select(PermitKind.prefix).distinct().order_by(PermitKind.prefix)):
        last = last_number(session, series(prefix))
        gaps = [
            permit_number(prefix, n)
            for n in range(floor[prefix] + 1, last + 1)
            if permit_number(prefix, n) not in known[prefix]
        ]
        said += [tr("证 {number} 缺号", number=number) for number in gaps[:_MOST]]
        behind = sum(int(number.rpartition("-")[2]) > floor[prefix] for number in known[prefix])
        if behind + len(gaps) > last - floor[prefix]:
            said.append(
                tr(
                    "{prefix} 开头的证有 {n} 张，号码簿只记到 {last}",
                    prefix=prefix,
                    n=len(known[prefix]),
                    last=last,
                )
            )
    return said


def _courses(session: Session) -> list[str]:
    steps: dict[str, list[Step]] = defaultdict(list)
    for number, step in session.execute(
        select(Permit.number, PermitEvent.step)
        .outerjoin(PermitEvent, PermitEvent.permit_id == Permit.id)
        .order_by(Permit.id, PermitEvent.id)
    ):
        steps[number] += [step] if step is not None else []
    wrong = [number for number, history in steps.items() if not states_after(history)]
    return [tr("证 {number} 的经过对不上", number=number) for number in wrong[:_MOST]]


def _terms(session: Session) -> list[str]:
    counted = (
        select(PermitTerm.permit_id, func.count().label("n"), func.max(PermitTerm.no).label("last"))
        .group_by(PermitTerm.permit_id)
        .subquery()
    )
    lacking = session.scalars(
        select(Permit.number)
        .outerjoin(counted, counted.c.permit_id == Permit.id)
        .where((counted.c.n.is_(None)) | (counted.c.n != counted.c.last))
    )
    unprinted = session.scalars(
        select(PermitTerm.paper)
        .join(Permit, Permit.id == PermitTerm.permit_id)
        .join(PermitKind, PermitKind.id == Permit.kind_id)
        .outerjoin(Paper, (Paper.form == PermitKind.form) & (Paper.number == PermitTerm.paper))
        .where(Paper.id.is_(None))
    )
    return [
        *(tr("证 {number} 没有有效期", number=number) for number in lacking),
        *(tr("证 {number} 没有存下的纸", number=number) for number in unprinted),
    ]


def _money(session: Session) -> list[str]:
    """What an event names of money must stand at the cash desk as that permit's."""
    rows = select(Permit.number).join(PermitEvent, PermitEvent.permit_id == Permit.id)
    theirs = and_(
        Charge.id == PermitEvent.charge_id,
        Charge.source_kind == PERMIT,
        Charge.source_id == Permit.id,
        Charge.unit_id == Permit.unit_id,
    )
    fees = rows.outerjoin(Charge, theirs).where(PermitEvent.charge_id.is_not(None), Charge.id.is_(None))
    receipts = rows.outerjoin(Payment, Payment.number == PermitEvent.receipt).where(
        PermitEvent.receipt != "", Payment.id.is_(None)
    )
    held = and_(
        Deposit.number == PermitEvent.deposit,
        Deposit.source_kind == PERMIT,
        Deposit.source_id == Permit.id,
    )
    deposits = rows.outerjoin(Deposit, held).where(PermitEvent.deposit != "", Deposit.id.is_(None))
    return [
        *(tr("证 {number} 的工本费和应收对不上", number=number) for number in session.scalars(fees)),
        *(tr("证 {number} 的收据找不到", number=number) for number in session.scalars(receipts)),
        *(tr("证 {number} 的押金收据对不上", number=number) for number in session.scalars(deposits)),
    ]
