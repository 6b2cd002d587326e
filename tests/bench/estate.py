"""An estate of any size with years of charges and payments, written straight into a database file.

The charges of one month are worked out by the program's own dry run and repeated for each month; who pays when
follows a habit drawn from the unit's number. Receipts have their lines, tenders, settlements, frozen papers and an
entry of the audit trail each; what no bench reads is left out (PDFs of past prints, closes of past shifts).
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.app.folder import create_database
from frontdesk.areas.cashdesk.service import OpenShift, open_shift
from frontdesk.areas.fees.queries import dry_run
from frontdesk.areas.fees.rules.kinds import Category, Pricing
from frontdesk.areas.fees.service import AddFeeItem, add_fee_item
from frontdesk.base.store.database import FILE_NAME, Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.users import AddUser, add_user
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Role
from tests.bench.homes import archives

TODAY = date(2026, 11, 21)
THIS_MONTH = Month.of(TODAY)
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PASSWORD = "bench-123"
ITEMS = (
    ("物业服务费", Category.SERVICE, Pricing.AREA, "2.85"),
    ("公共能耗费", Category.SHARED, Pricing.AREA, "0.35"),
    ("车位管理费", Category.PARKING, Pricing.SPACE, "80.00"),
    ("生活垃圾处理费", Category.OTHER, Pricing.UNIT, "6.00"),
    ("二次供水费", Category.WATER, Pricing.UNIT, "12.50"),
)


@dataclass(slots=True)
class Estate:
    """A built estate: its folder, the open database, and who works there."""

    folder: Path
    units: int
    months: int
    db: Database
    clock: FixedClock
    runner: Runner
    admin: Actor
    cashier: Actor

    def execute(self, statement: str, *values: Any) -> list[Any]:
        """A statement of the bench itself, in a transaction of its own."""
        with self.db.write() as session:
            found = session.connection().exec_driver_sql(statement, values)
            return list(found) if found.returns_rows else []

    def settle(self) -> None:
        """Move what was written out of the log, so that no measure pays for what came before it."""
        raw = sqlite3.connect(self.folder / FILE_NAME, isolation_level=None)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()

    def close(self) -> None:
        self.db.close()


def build(folder: Path, units: int, months: int, *, keep: Path | None = None) -> Estate:
    """The estate in an empty *folder*. With *keep* a built one is kept there and copied the next time."""
    kept = None if keep is None else keep / f"estate-{units}-{months}.db"
    folder.mkdir(parents=True, exist_ok=True)
    if kept is not None and kept.exists():
        shutil.copy(kept, folder / FILE_NAME)
    else:
        _build(folder, units, months)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / FILE_NAME, kept)
    with (folder / FILE_NAME).open("rb+") as file:
        # Else the first commit that is measured waits until all of this has reached the disk.
        os.fsync(file.fileno())
    return open_estate(folder, units, months)


def open_estate(folder: Path, units: int, months: int) -> Estate:
    """An estate that stands."""
    db = Database(folder / FILE_NAME)
    clock = FixedClock(NOW)
    return Estate(
        folder, units, months, db, clock, Runner(db, clock), Actor(1, "管理员", Role.ADMIN),
        Actor(2, "林晓", Role.CASHIER),
    )  # fmt: skip


def _build(folder: Path, units: int, months: int) -> None:
    first = THIS_MONTH.plus(1 - months)
    clock = FixedClock(NOW - timedelta(days=31 * months))
    create_database(folder, clock, office="翠湖花园物业服务中心", estate="翠湖花园", admin_password=PASSWORD)
    with _loading(folder / FILE_NAME) as raw:
        _fill(raw, archives(units))
    with closing(open_estate(folder, units, months)) as estate:
        estate.runner.run(_office, first.start, actor=estate.admin)
        month = estate.runner.read(dry_run, first)
    assert len(month.lines) == units * len(ITEMS), "a unit could not be billed"
    with _loading(folder / FILE_NAME) as raw:
        raw.execute("CREATE TEMP TABLE one (unit_id, item_id, amount, how, lines, payer_id, payer_name)")
        raw.executemany(
            "INSERT INTO one VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (c.unit_id, c.item_id, c.amount.fen, c.how, c.stored, c.payer_id, c.payer_name)
                for c in month.lines
            ),
        )
        _money(raw, units, [first.plus(n) for n in range(months)])
    with closing(open_estate(folder, units, months)) as estate:
        estate.runner.run(open_shift, OpenShift(Money.yuan(500)), actor=estate.cashier)
        estate.settle()


def _office(work: Work, begins: date) -> None:
    for key, value in (
        ("office.phone", "0571-8800 1234"),
        ("office.payment_ways", ["前台，每天 08:30–20:00，现金、微信、支付宝、刷卡。", "转账，请注明房号。"]),
        ("desk.name", "一号台"),
    ):
        set_setting(work, key, value)
    add_user(work, AddUser("linxiao", "林晓", Role.CASHIER, PASSWORD))
    for name, category, pricing, price in ITEMS:
        add_fee_item(work, AddFeeItem(name, category, pricing, price=Decimal(price), price_from=begins))


@contextmanager
def _loading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for a great deal of rows: indexes and guards stand aside, then come back."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode = MEMORY")
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("PRAGMA cache_size = -1000000")
    raw.execute("PRAGMA temp_store = MEMORY")
    aside = raw.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall()
    raw.execute("BEGIN")
    for kind, name, _ in aside:
        raw.execute(f"DROP {kind} {name}")
    yield raw
    for _, _, statement in aside:
        raw.execute(statement)
    raw.execute("COMMIT")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.close()


def _fill(raw: sqlite3.Connection, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    by_shape: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
    for table, row in rows:
        by_shape.setdefault((table, tuple(row)), []).append(tuple(row.values()))
    for (table, columns), values in by_shape.items():
        named = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        raw.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", values)


def habit(unit_id: int) -> tuple[int, int]:
    """(how many months a unit lets pass before it pays, how many months ago it stopped paying; 0: it still does)."""
    draw = unit_id * 7919 % 100
    if draw < 25:
        return 1, 0
    if draw < 88:
        return 3, 0
    return (6, 0) if draw < 95 else (3, 14)


def _visits(units: int, months: list[Month]) -> list[tuple[str, int, int]]:
    """(business day, unit, number of the month) of everybody who comes to pay, in order of day."""
    visits = []
    for unit_id in range(1, units + 1):
        every, stopped = habit(unit_id)
        last = len(months) - stopped
        for no, month in enumerate(months[:last] if stopped else months):
            day = month.day(2 + unit_id % 24)
            if month.number % every == 0 and day < TODAY:
                visits.append((day.isoformat(), unit_id, no))
    return sorted(visits)


def _money(raw: sqlite3.Connection, units: int, months: list[Month]) -> None:
    raw.execute("CREATE TEMP TABLE month (no INTEGER PRIMARY KEY, period, starts_on, ends_on, due_on)")
    raw.executemany(
        "INSERT INTO month VALUES (?, ?, ?, ?, ?)",
        (
            (n, str(m), m.start.isoformat(), m.span.end.isoformat(), m.day(31).isoformat())
            for n, m in enumerate(months)
        ),
    )
    visits = _visits(units, months)
    raw.execute("CREATE TEMP TABLE paying (id INTEGER PRIMARY KEY, day, unit_id, no, shift_id)")
    raw.execute("CREATE TEMP TABLE paid (unit_id, no, payment_id, PRIMARY KEY (unit_id, no)) WITHOUT ROWID")
    number = 0
    days: list[str] = []
    next_to_pay = dict.fromkeys(range(1, units + 1), 0)
    for day, found in groupby(visits, key=lambda visit: visit[0]):
        days.append(day)
        for _, unit_id, no in found:
            number += 1
            raw.execute("INSERT INTO paying VALUES (?, ?, ?, ?, ?)", (number, day, unit_id, no, len(days)))
            raw.executemany(
                "INSERT INTO paid VALUES (?, ?, ?)",
                ((unit_id, due, number) for due in range(next_to_pay[unit_id], no + 1)),
            )
            next_to_pay[unit_id] = no + 1
    for statement in _STATEMENTS:
        raw.execute(statement)
    raw.executemany(
        "INSERT INTO shift (id, cashier_id, cashier, desk, name, business_on, opened_at, opening_float, opening_counts, "
        "state) VALUES (?, 2, '林晓', '一号台', '早班', ?, ?, 50000, '{}', 'closed')",
        ((shift, day, f"{day} 00:30:00.000000") for shift, day in enumerate(days, 1)),
    )
    raw.execute(
        "INSERT INTO number_series (name, last) VALUES ('SJ', ?), ('billing', ?)", (number, len(months))
    )


_STATEMENTS = (
    """INSERT INTO charge (unit_id, item_id, period, no, starts_on, ends_on, due_on, amount, owed, how, lines, payer_id,
         payer_name, made_on, made_at, made_by, source_kind)
       SELECT one.unit_id, one.item_id, m.period, 1, m.starts_on, m.ends_on, m.due_on, one.amount,
         CASE WHEN paid.payment_id IS NULL THEN one.amount ELSE 0 END, one.how, one.lines, one.payer_id,
         one.payer_name, m.starts_on, m.starts_on || ' 00:05:00.000000', '管理员', ''
       FROM month m CROSS JOIN one LEFT JOIN paid ON paid.unit_id = one.unit_id AND paid.no = m.no""",
    """INSERT INTO billing_run (period, at, by, made, stood, total, skipped)
       SELECT m.period, m.starts_on || ' 00:05:00.000000', '管理员', COUNT(*), 0, SUM(c.amount), '[]'
       FROM month m JOIN charge c ON c.period = m.period GROUP BY m.period ORDER BY m.period""",
    """CREATE TEMP TABLE line AS
       SELECT paid.payment_id, c.id AS charge_id, c.unit_id, i.name AS item, c.period, c.how, c.amount, c.starts_on,
         paying.day, ROW_NUMBER() OVER (PARTITION BY paid.payment_id ORDER BY c.due_on, c.item_id) AS no
       FROM charge c JOIN month m ON m.period = c.period JOIN paid ON paid.unit_id = c.unit_id AND paid.no = m.no
       JOIN paying ON paying.id = paid.payment_id JOIN fee_item i ON i.id = c.item_id
       ORDER BY paid.payment_id, no""",
    """INSERT INTO payment_line (payment_id, no, source_kind, source_id, item, period, how, amount)
       SELECT payment_id, no, 'charge', charge_id, item, period, how, amount FROM line""",
    """INSERT INTO charge_settlement (charge_id, amount, settled_on, charge_starts_on, source_kind, source_id, at)
       SELECT charge_id, amount, day, starts_on, 'payment', payment_id, day || ' 02:00:00.000000' FROM line""",
    """INSERT INTO payment (id, book, serial, number, shift_id, unit_id, payer_id, payer_name, business_on, at, cashier_id,
         cashier, settled, tendered, change)
       SELECT v.id, 'SJ', v.id, 'SJ' || printf('%08d', v.id), v.shift_id, v.unit_id, one.payer_id, one.payer_name,
         v.day, v.day || ' 02:00:00.000000', 2, '林晓', SUM(line.amount), SUM(line.amount), 0
       FROM paying v JOIN line ON line.payment_id = v.id JOIN one ON one.unit_id = v.unit_id AND one.item_id = 1
       GROUP BY v.id""",
    """INSERT INTO payment_tender (payment_id, kind, amount, reference)
       SELECT id, 'wechat', tendered, printf('4200002386%018d', id) FROM payment""",
    """INSERT INTO paper (form, number, title, subject_kind, subject_id, unit_id, issued_at, issued_by_id, issued_by,
         document)
       SELECT 'receipt', p.number, '收款收据', 'payment', p.id, p.unit_id, p.at, 2, '林晓',
         json_object('office', '翠湖花园物业服务中心', 'estate', '翠湖花园', 'number', p.number, 'unit', u.code,
           'payer', p.payer_name, 'area', u.built_area || '㎡', 'day', p.business_on,
           'lines', json_group_array(json_object('item', line.item, 'period', line.period, 'how', line.how,
             'amount', printf('%d.%02d', line.amount / 100, line.amount % 100))),
           'total', printf('%d.%02d', p.settled / 100, p.settled % 100),
           'tenders', json_array(json_object('kind', '微信', 'reference', '',
             'amount', printf('%d.%02d', p.settled / 100, p.settled % 100))),
           'change', '0.00', 'cashier', p.cashier, 'shift', replace(p.business_on, '-', '') || '-早')
       FROM payment p JOIN line ON line.payment_id = p.id JOIN unit u ON u.id = p.unit_id GROUP BY p.id""",
    """INSERT INTO paper_print (paper_id, times, at, by_id, by, size, pdf)
       SELECT id, 0, issued_at, 2, '林晓', '241x93', zeroblob(64) FROM paper""",
    """CREATE TEMP TABLE before AS SELECT COALESCE(MAX(id), 0) AS id FROM audit_entry""",
    """INSERT INTO audit_entry (id, at, actor_id, actor, action, command)
       SELECT before.id + p.id, p.at, 2, '林晓', 'frontdesk.areas.cashdesk.service.collecting.collect',
         json_object('unit_id', p.unit_id) FROM payment p, before ORDER BY p.id""",
    """INSERT INTO audit_change (entry_id, table_name, record_id, field)
       SELECT before.id + p.id, 'payment', CAST(p.id AS TEXT), '*' FROM payment p, before ORDER BY p.id""",
)  # fmt: skip
