"""Billing a month (M2.5): what the dry run shows, stored in one go; held against doubles by the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from operator import attrgetter

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from frontdesk.areas.fees.model import BillingRun, Charge, ChargeReading
from frontdesk.areas.fees.queries.billing import DryRun, dry_run
from frontdesk.areas.fees.rules.plan import PlannedCharge, Skipped
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.collector import without_collector
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

CHUNK = 5_000
COLUMNS = (
    "unit_id", "item_id", "period", "no", "starts_on", "ends_on", "due_on", "amount", "owed", "how", "lines",
    "payer_id", "payer_name", "made_on", "made_at", "made_by", "source_kind", "source_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bill:
    """Bill every active item that bills in the month."""

    month: Month


@dataclass(frozen=True, slots=True)
class BillResult:
    """How many charges were made, how many stood already, what could not be priced; `total` of those made."""

    run_id: int
    month: Month
    made: int
    stood: int
    skipped: tuple[Skipped, ...]
    total: Money


def bill(work: Work, command: Bill) -> BillResult:
    """Make the month's charges. Billing it again adds nothing, whatever prices did since (T4).

    One transaction: a stop (`Cancelled`) or a failure leaves nothing behind. Charges that stand are left as
    they are; the unique constraint keeps doubles out even where the look before missed them.
    """
    work.require(Right.FEES_BILL)
    with without_collector():
        return _bill(work, command)


def _bill(work: Work, command: Bill) -> BillResult:
    # Two desks that bill at once take turns here, so that the second sees what the first made.
    next_number(work.session, "billing")
    plan = dry_run(
        work.session, command.month, lambda done, of, words: work.progress.step(done, 2 * of, words)
    )
    made, total = _store(work, plan)
    stood = plan.stood + plan.made - made
    run = BillingRun(
        period=str(command.month),
        at=work.now(),
        by=work.actor.name,
        made=made,
        stood=stood,
        total=total,
        skipped=json.dumps([(s.unit, s.item, s.reason) for s in plan.skipped], ensure_ascii=False),
    )
    work.session.add(run)
    work.session.flush()
    work.touch("charges")
    return BillResult(run.id, command.month, made, stood, plan.skipped, total)


def _store(work: Work, plan: DryRun) -> tuple[int, Money]:
    """Insert the planned charges in chunks; how many went in, and their sum."""
    now, today = work.now(), work.today()
    before = _sum_of(work, plan.month) if plan.lines else ZERO
    made = 0
    # A unit's charges stand together in the indexes: unit by unit each page of them is touched once.
    lines = sorted(plan.lines, key=attrgetter("unit_id"))
    for start in range(0, len(lines), CHUNK):
        work.progress.step(len(lines) + start, 2 * len(lines), tr("正在保存应收"))
        chunk = lines[start : start + CHUNK]
        made += insert_charges(work.session, chunk, made_on=today, made_at=now, made_by=work.actor.name)
    bind_readings(work.session, [line for line in lines if line.readings])
    if made == len(plan.lines):
        return made, plan.total
    # A charge the look before did not see was there all the same: the sum is of what really went in.
    return made, _sum_of(work, plan.month) - before


def insert_charges(
    session: Session, charges: Sequence[PlannedCharge], *, made_on: date, made_at: datetime, made_by: str
) -> int:
    """Bulk insert that leaves out what an item, unit and period has already (T4); returns how many went in.

    Straight through the driver, with the values as the columns' types would store them: a month of a large
    estate is 50,000 rows, and the tool's own path takes several times as long as the database does.
    """
    connection = session.connection()
    sqlite = connection.dialect.name == "sqlite"
    mark = "?" if sqlite else "%s"
    stamp: object = made_at.astimezone(UTC)
    if sqlite:
        stamp = f"{stamp:%Y-%m-%d %H:%M:%S.%f}"
    tail = (str(made_on), stamp, made_by, "", None)
    rows = [
        (
            row.unit_id, row.item_id, row.period, row.no, row.starts_on.isoformat(), row.ends_on.isoformat(),
            row.due_on.isoformat(), row.amount.fen, row.amount.fen, row.how, row.stored, row.payer_id,
            row.payer_name, *tail,
        )
        for row in charges
    ]  # fmt: skip
    if not rows:
        return 0
    marks = ", ".join([mark] * len(COLUMNS))
    statement = (
        f"INSERT INTO charge ({', '.join(COLUMNS)}) VALUES ({marks}) "
        "ON CONFLICT (unit_id, item_id, period, no) DO NOTHING"
    )
    return int(connection.exec_driver_sql(statement, rows).rowcount)


def bind_readings(session: Session, charges: Sequence[PlannedCharge]) -> None:
    """Say which readings the charges that were made just now are for: none can be billed again (T4)."""
    if not charges:
        return
    made = {
        (row.unit_id, row.item_id, row.period, row.no): row.id
        for row in session.execute(
            select(Charge.id, Charge.unit_id, Charge.item_id, Charge.period, Charge.no).where(
                Charge.period.in_({c.period for c in charges}),
                Charge.item_id.in_({c.item_id for c in charges}),
            )
        )
    }
    session.execute(
        insert(ChargeReading),
        [
            {
                "charge_id": made[charge.unit_id, charge.item_id, charge.period, charge.no],
                "reading_id": reading_id,
                "item_id": charge.item_id,
            }
            for charge in charges
            for reading_id in charge.readings
        ],
    )


def _sum_of(work: Work, month: Month) -> Money:
    found = select(func.sum(Charge.amount)).where(Charge.period == str(month))
    return work.session.scalar(found) or ZERO
