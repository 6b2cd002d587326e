"""A thousand payment notices in one PDF: drawn alone, and through the desk with everything stored."""

from __future__ import annotations

import random
import statistics
from dataclasses import replace
from datetime import date
from functools import partial

from frontdesk.areas.fees.documents import NoticeLine, PaymentNotice
from frontdesk.areas.fees.forms import FORMS
from frontdesk.areas.fees.service import IssueNotices, issue_notices
from frontdesk.base.printing.codes import qr
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.resources import resource
from tests.bench.estate import ITEMS, THIS_MONTH, Estate
from tests.bench.homes import name_of, unit_code
from tests.bench.raw_pdf import raw_notices, regular_face
from tests.bench.timing import Row, ratio, seconds, timed

LINES = 12


def notices(count: int) -> list[PaymentNotice]:
    """Notices of twelve lines, each with its own people, amounts and number."""
    chance = random.Random(12)
    form = FORMS["payment_notice"].sample()
    assert isinstance(form, PaymentNotice)
    made = []
    for number in range(count):
        lines = tuple(_line(chance, n) for n in range(LINES))
        unit = unit_code(number)
        made.append(
            replace(
                form, number=f"NT-202611-{unit.split('-')[0]}-{number:04d}", unit=unit, owner=name_of(chance),
                building=f"{unit.split('-')[0]}栋", lines=lines, total=total(line.amount for line in lines),
                late_fee_terms="",
            )
        )  # fmt: skip
    return made


def _line(chance: random.Random, n: int) -> NoticeLine:
    month = Month(2026, 9 + n // 5)
    area = f"{60 + chance.randrange(80)}.{chance.randrange(100):02d}"
    return NoticeLine(
        ITEMS[n % 5][0], str(month), f"{area}㎡ × 2.85元/㎡·月", date(2026, 11, 30), Money(chance.randrange(500, 50_000))
    )  # fmt: skip


def printing(count: int, rounds: int) -> list[Row]:
    """Ours against bytes written by hand, in alternating rounds; codes made anew each time."""
    documents = notices(count)
    form = FORMS["payment_notice"]
    face = regular_face(resource("fonts"))
    ours, raw = partial(form.draw_all, documents), partial(raw_notices, documents, face)
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for side, call in zip(taken, (ours, raw), strict=True):
            qr.cache_clear()
            once = seconds(call)
            if turn:
                side.append(once)
    against = ratio(taken[1], taken[0])
    speed = count / statistics.median(taken[0])
    return [
        Row(
            f"{count:,} notices of {LINES} lines in one PDF, QR made on the way",
            f"{against:.2f} × raw bytes ({speed:.0f} : {count / statistics.median(taken[1]):.0f} pages/s)",
            "≥ 0.5 ×",
            against >= 0.5,
        )
    ]


def issuing(estate: Estate, count: int) -> tuple[list[Row], dict[str, float]]:
    """Through the service as the clerk prints: looked up, numbered, drawn, everything kept."""
    units = tuple(row[0] for row in estate.execute(
        "SELECT DISTINCT unit_id FROM charge WHERE owed <> 0 ORDER BY unit_id LIMIT ?", count
    ))  # fmt: skip
    command = IssueNotices(THIS_MONTH, unit_ids=units)
    taken, done = timed(partial(estate.runner.run, issue_notices, command, actor=estate.admin))
    row = Row(
        f"{len(units):,} notices through the desk", f"{taken:.2f} s ({done.value.pages / taken:.0f} pages/s)"
    )
    return [row], {"a notice through the desk": taken / len(units)}
