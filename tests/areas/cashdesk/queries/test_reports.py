"""收款报表 (D5.5): every way to take a span apart adds up to the same, to the bars and to the closes (M7.5)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, update

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.cashdesk.documents import DayReport, IncomeReport, ReportLine
from frontdesk.areas.cashdesk.model import Payment, PaymentVoid, Refund, Shift, ShiftClose
from frontdesk.areas.cashdesk.queries.figures import ShiftFigures, shift_figures
from frontdesk.areas.cashdesk.queries.reports import income_net, income_report, report_title, report_view
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, ShiftState
from frontdesk.areas.cashdesk.rules.report_spans import Days
from frontdesk.base.values.money import Money, total
from tests.areas.cashdesk.desk import PARKING, SERVICE_FEE, TODAY, UNITS, Desk, Y
from tests.soak.history import History

MADE = datetime(2026, 11, 21, 17, 40)  # noqa: DTZ001 - wall-clock time, as on paper
NEXT = TODAY + timedelta(days=1)


def read(desk: Desk, first: date, last: date) -> IncomeReport:
    return desk.runner.read(income_report, first, last, made_at=MADE + timedelta(days=4000))


def lines(report: IncomeReport, key: str) -> dict[str, tuple[int, str, str]]:
    part = next(part for part in report.parts if part.key == key)
    return {line.label: (line.count, line.taken.plain, line.refunded.plain) for line in part.lines}


def test_d5_5_two_days_with_all_that_happens_at_a_desk(both: Desk) -> None:
    """A void, change, 抹零, a prepayment used, a refund, a deposit; the second day's shift is still open."""
    both.charge("255.36")
    both.charge("100.40", unit=UNITS[1], item=PARKING)
    both.open()
    wrong = both.collect("cash=300")
    both.void(wrong.number)
    first = both.collect("cash=300", "wechat=55.36:R1", prepay=Y("100"))
    both.collect("cash=100", unit=UNITS[1], rounding=Y("0.40"))
    both.close_day({})
    both.charge("50.00", item=PARKING)
    both.open()
    both.collect("prepaid=50")
    both.refund(first.number, "cash=20.36", actor=both.cashier, amount=Y("20.36"))
    both.take(amount="2000")
    report = read(both, TODAY, NEXT)
    assert report.fault() == ""
    assert report.net == Y("485.00")
    items = lines(report, "item")
    assert items[SERVICE_FEE][:2] == (1, "255.36")
    assert items[PARKING][:2] == (2, "150.40")
    assert items["抹零"] == (1, "-0.40", "0.00")
    assert sum(Money.parse(back).fen for _, _, back in items.values()) == 2036
    assert lines(report, "building") == {"3栋": (3, "505.36", "20.36")}
    assert lines(report, "cashier") == {"林晓": (3, "505.36", "20.36")}
    # Cash is net of its change; what was used of the prepaid money is no cash.
    assert lines(report, "tender") == {
        "现金": (2, "400.00", "20.36"),
        "微信": (1, "55.36", "0.00"),
        "预存抵扣": (1, "50.00", "0.00"),
    }
    assert [(bar.label, bar.amount) for bar in report.bars] == [("11-21", Y("455.36")), ("11-22", Y("29.64"))]
    assert (report.closed_shifts, report.open_shifts, report.closed_net) == (1, 1, Y("455.36"))
    assert {line.label: line.amount for line in report.held} == {
        "装修押金": Y("2000"),
        "预存款": both.prepaid(),
    }
    day = read(both, TODAY, TODAY)
    assert (day.open_shifts, day.closed_net) == (0, day.net)
    assert day.fault() == ""
    assert both.runner.read(income_net, NEXT, NEXT) == Y("29.64")


def test_d5_5_nothing_is_nothing(both: Desk) -> None:
    report = read(both, TODAY, NEXT)
    assert (report.net, report.fault(), report.held, report.closed_shifts) == (Y("0"), "", (), 0)
    assert all(part.lines == () for part in report.parts)
    assert len(report.bars) == 2


@pytest.mark.parametrize(
    ("first", "last", "title", "bars", "what"),
    [
        ("2026-11-21", "2026-11-21", "收款日报", 1, "每天净收"),
        ("2026-02-01", "2026-02-28", "收款月报", 28, "每天净收"),
        ("2026-01-01", "2026-03-31", "收款季报", 3, "每月净收"),
        ("2026-02-01", "2026-04-30", "收款报表", 3, "每月净收"),
        ("2024-01-01", "2024-12-31", "收款年报", 12, "每月净收"),
        ("2026-10-20", "2026-12-20", "收款报表", 62, "每天净收"),
        ("2026-10-20", "2026-12-21", "收款报表", 3, "每月净收"),
    ],
)
def test_d5_5_what_a_span_is_called_and_how_many_bars_it_has(
    desk: Desk, first: str, last: str, title: str, bars: int, what: str
) -> None:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    report = read(desk, begin, end)
    assert (report_title(begin, end), report.title) == (title, title)
    assert (len(report.bars), report.bars_title) == (bars, what)


def test_d5_5_a_view_holds_two_other_spans_beside_it(desk: Desk) -> None:
    desk.charge("300.00")
    desk.open()
    desk.collect("cash=120", amount="120")
    desk.close_day()
    desk.open()
    desk.collect("cash=180")
    day, before = Days(NEXT, NEXT), Days(TODAY, TODAY)
    view = desk.runner.read(report_view, day, before, Days(date(2025, 1, 1), date(2025, 1, 1)), made_at=MADE)
    assert (view.report.net, view.before.net, view.year_ago.net) == (Y("180"), Y("120"), Y("0"))
    assert view.before.days == before


@pytest.mark.parametrize("seed", [1, 20261121])
def test_m7_5_every_way_agrees_with_every_shift_over_a_random_history(both: Desk, seed: int) -> None:
    """Each line is worked out again shift by shift, as the close does it, and receipt by receipt."""
    with both.db.write() as session:
        session.add_all([Building(code="5", name="5栋", sort=1), Building(code="1", name="1栋", sort=0)])
        session.flush()
        session.execute(update(Unit).where(Unit.id == 2).values(building_id=2))
        session.execute(update(Unit).where(Unit.id == 3).values(building_id=3))
    chance = random.Random(seed)
    history = History(both, chance)
    history.begin()
    compared = 0
    for step in range(150):
        history.step()
        if step % 30 == 29:
            today = both.clock.today()
            whole = (history.began, today)
            first = history.began + timedelta(days=chance.randrange((today - history.began).days + 1))
            part = (first, first + timedelta(days=chance.randrange(40)))
            for span in (whole, part, (today, today)):
                compared += compare(both, *span)
    assert compared, "no span had a receipt"
    for rare in ("collect", "void", "close", "refund"):
        assert history.done[rare], f"{history.done}"


def compare(desk: Desk, first: date, last: date) -> int:
    """Hold one report against the shifts and receipts of its days; how many receipts stand."""
    report = read(desk, first, last)
    assert report.fault() == ""
    with desk.db.read() as session:
        shifts = session.query(Shift).filter(Shift.business_on.between(first, last)).all()
        figures = {shift.id: shift_figures(session, shift.id) for shift in shifts}
        closes = session.query(ShiftClose).filter(ShiftClose.shift_id.in_(figures)).all()
        stored = [DayReport.from_json(close.figures).by_receipts for close in closes]
        voided = {void.payment_id for void in session.query(PaymentVoid)}
        payments = [
            payment
            for payment in session.query(Payment).filter(Payment.business_on.between(first, last))
            if payment.id not in voided
        ]
        refunds = session.query(Refund).filter(Refund.business_on.between(first, last)).all()
        houses = dict(
            session.query(Unit.id, Building.name).outerjoin(Building, Building.id == Unit.building_id)
        )
        state = {shift.id: shift.state for shift in shifts}
        whose = {shift.id: shift.cashier for shift in shifts}
        days = {shift.id: shift.business_on for shift in shifts}
        bills = [(p.settled, p.cashier, houses[p.unit_id]) for p in payments]
        backs = [(r.amount, r.cashier, houses[r.unit_id]) for r in refunds]
    assert told(report, "item") == added(figures.values(), "item")
    assert told(report, "tender") == added(figures.values(), "tender")
    by_cashier: Counter[str] = Counter()
    for shift_id, shift in figures.items():
        by_cashier[whose[shift_id]] += total(shift.net_by_item.values()).fen
    assert told(report, "cashier") == {name: fen for name, fen in by_cashier.items() if fen}
    for key, place in (("cashier", 1), ("building", 2)):
        net: Counter[str] = Counter()
        count: Counter[str] = Counter()
        for bill in bills:
            net[str(bill[place])] += bill[0].fen
            count[str(bill[place])] += 1
        for back in backs:
            net[str(back[place])] -= back[0].fen
        assert told(report, key) == {name: fen for name, fen in net.items() if fen}
        assert {line.label: line.count for line in of(report, key) if line.count} == dict(count)
    closed = [shift for shift, how in state.items() if how is ShiftState.CLOSED]
    assert (report.closed_shifts, report.open_shifts) == (len(closed), len(state) - len(closed))
    assert report.closed_net == total(stored)
    assert report.closed_net.fen == sum(total(figures[n].net_by_item.values()).fen for n in closed)
    assert report.net == total(figure.prove().by_receipts for figure in figures.values())
    assert report.net == desk.runner.read(income_net, first, last)
    by_day: Counter[str] = Counter()
    for shift_id, shift in figures.items():
        on = days[shift_id]
        label = f"{on.month}-{on.day}" if (last - first).days < 62 else f"{on:%Y-%m}"
        by_day[label] += total(shift.net_by_item.values()).fen
    assert {bar.label: bar.amount.fen for bar in report.bars if bar.amount} == {
        label: fen for label, fen in by_day.items() if fen
    }
    return len(bills)


def of(report: IncomeReport, key: str) -> tuple[ReportLine, ...]:
    return next(part.lines for part in report.parts if part.key == key)


def told(report: IncomeReport, key: str) -> dict[str, int]:
    return {line.label: line.net.fen for line in of(report, key) if line.net}


def added(figures: Iterable[ShiftFigures], by: str) -> dict[str, int]:
    """Net of all the shifts together."""
    sums: Counter[str] = Counter()
    for shift in figures:
        if by == "item":
            for item, amount in shift.net_by_item.items():
                sums[item] += amount.fen
        else:
            for kind, amount in shift.net_by_tender.items():
                sums[TENDER_WORDS[kind]] += amount.fen
    return {name: fen for name, fen in sums.items() if fen}


def test_the_number_of_queries_does_not_grow_with_what_was_taken(desk: Desk) -> None:
    def count() -> int:
        seen: list[str] = []

        def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            seen.append(statement)

        event.listen(Engine, "before_cursor_execute", listen)
        try:
            assert read(desk, TODAY, NEXT).net
        finally:
            event.remove(Engine, "before_cursor_execute", listen)
        return len([text for text in seen if text.lstrip().upper().startswith("SELECT")])

    desk.charge("900.00")
    desk.open()
    desk.collect("cash=1", amount="1")
    desk.take(amount="5")
    few = count()
    for unit in UNITS:
        desk.charge("400.00", unit=unit, item=PARKING)
        for n in range(1, 6):
            paid = desk.collect("cash=60", unit=unit, amount=f"{n}0", prepay=Y("10"))
            desk.take(amount=str(n), unit=unit, purpose=("装修", "钥匙", "其他")[n % 3])
    desk.void(paid.number)
    desk.close_day()
    desk.open()
    assert count() == few
