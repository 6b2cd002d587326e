"""What the desk reads while somebody stands before it: search, unit card, arrears."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.names import search_words
from frontdesk.areas.cashdesk.documents import IncomeReport
from frontdesk.areas.cashdesk.queries.reports import income_report
from frontdesk.areas.fees.queries import arrears_by_age, owed_by_unit
from frontdesk.areas.today.queries.card import unit_card
from frontdesk.areas.today.queries.search import search
from frontdesk.areas.today.queries.start import today_groups
from tests.bench.estate import TODAY, Estate
from tests.bench.homes import name_of, phone_of, unit_code
from tests.bench.timing import Row, ms, percentile, quietest

SHOWN = 30
SAMPLES = 6


def typed(estate: Estate) -> Iterator[str]:
    """What stands in the search box after each key: codes, names, pinyin, initials, telephones, plates, receipts."""
    chance = random.Random(7)
    last = estate.execute("SELECT MAX(serial) FROM payment")[0][0] or 1
    plates = [row[0] for row in estate.execute(f"SELECT plate_key FROM vehicle WHERE id <= {SAMPLES}")]
    for sample in range(SAMPLES):
        code = unit_code(chance.randrange(estate.units))
        building, entrance, room = code.split("-")
        name = name_of(chance)
        pinyin, initials = search_words(name)
        for whole, step in (
            (code, 1),
            (f"{building}栋{entrance}单元{room}", 1),
            (room, 1),
            (name, 1),
            (pinyin.split()[0], 1),
            (initials.split()[0], 1),
            (phone_of(chance), 1),
            (plates[sample % len(plates)], 1),
            (f"SJ{chance.randrange(1, last + 1):08d}", 2),
        ):
            for end in range(1, len(whole) + 1, step):
                yield whole[:end]


def searching(estate: Estate) -> tuple[list[Row], dict[str, float]]:
    """Each key by itself, through the runner as the window asks."""

    def ask(text: str) -> Any:
        return estate.runner.read(search, text, limit=SHOWN, today=TODAY)

    texts = list(typed(estate))
    taken = quietest([partial(ask, text) for text in texts])
    worst = percentile(taken, 99)
    slow = texts[max(range(len(texts)), key=taken.__getitem__)]
    middle = statistics.median(taken)
    told = f"{ms(worst)} (median {ms(middle)}, {len(texts)} keys, slowest “{slow}” {ms(max(taken))})"
    return [Row("search as one types, 99th percentile", told, "≤ 16 ms", worst <= 0.016)], {"search": middle}


def one_unit(estate: Estate) -> tuple[list[Row], dict[str, float]]:
    """The slowest of some dozens of units, those that owe much among them."""
    step = max(1, estate.units // 60)
    units = range(1, estate.units + 1, step)
    cards = quietest([partial(estate.runner.read, unit_card, unit, TODAY) for unit in units])
    owed = quietest([partial(estate.runner.read, owed_by_unit, unit, TODAY) for unit in units])
    past = TODAY - timedelta(days=200)
    earlier = quietest([partial(estate.runner.read, owed_by_unit, unit, past) for unit in units])
    rows = [
        _slowest("unit card", cards, 0.05),
        _slowest("arrears of a unit", owed, 0.05),
        _slowest("arrears of a unit, 200 days ago", earlier, 0.05),
    ]
    middles = {
        "unit card": statistics.median(cards),
        "arrears of a unit": statistics.median(owed),
        "arrears of a unit, 200 days ago": statistics.median(earlier),
    }
    return rows, middles


def _slowest(what: str, taken: list[float], most: float) -> Row:
    words = f"{ms(max(taken))} (median {ms(statistics.median(taken))}, {len(taken)} units)"
    return Row(what, words, f"≤ {most * 1000:.0f} ms", max(taken) <= most)


def year_report(session: Session) -> IncomeReport:
    """收款年报 of the year that is under way."""
    year = TODAY.year
    return income_report(
        session, date(year, 1, 1), date(year, 12, 31), made_at=datetime.combine(TODAY, time.min)
    )


def whole_estate(estate: Estate) -> tuple[list[Row], dict[str, float]]:
    """Arrears by age today and on a day long ago, a year's report, and what the start page asks."""
    rows, middles = [], {}
    asked: dict[str, tuple[Callable[[], Any], float | None]] = {
        "arrears by age, whole estate": (partial(estate.runner.read, arrears_by_age, TODAY), 1.0),
        "arrears by age, a year ago": (
            partial(estate.runner.read, arrears_by_age, TODAY - timedelta(days=365)),
            1.0,
        ),
        "a year's takings, taken apart": (partial(estate.runner.read, year_report), 2.0),
        "what the start page shows": (partial(estate.runner.read, today_groups, estate.cashier, TODAY), None),
    }
    for what, (call, most) in asked.items():
        taken = quietest([call])[0]
        middles[what] = taken
        rows.append(
            Row(what, ms(taken)) if most is None else Row(what, ms(taken), f"≤ {most:.0f} s", taken <= most)
        )
    return rows, middles
