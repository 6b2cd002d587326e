"""Spaces, leases and blanks for the self-test, so that 车位 and 票证 have something to show and to act upon."""

from __future__ import annotations

from datetime import date, timedelta

from frontdesk.areas.permits.queries.stationery import stock_rows
from frontdesk.areas.permits.rules.parking import PlaceKind, Verdict
from frontdesk.areas.permits.rules.stationery import Fate
from frontdesk.areas.permits.service.parking import Apply, apply_for_space
from frontdesk.areas.permits.service.parking_answers import Answer, answer
from frontdesk.areas.permits.service.parking_places import AddPlaces, add_places
from frontdesk.areas.permits.service.parking_queue import JoinQueue, join_queue
from frontdesk.areas.permits.service.stationery import Draw, MarkNumbers, draw, mark_numbers
from frontdesk.areas.permits.service.stationery_count import CountInput, CountStock, count_stock
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month

_CONFIRMED = frozenset({"parking.queue", "parking.applied", "plate", "parking.twice"})


def add_spaces(
    runner: Runner, cashier: Actor, supervisor: Actor, unit_id: int, other_id: int, today: date
) -> None:
    """A lease that runs out soon, an application, somebody in the queue, a drawn range with its count."""
    fee, year = Money.yuan(300), timedelta(days=365)
    first, second, _free = runner.run(
        add_places, AddPlaces("Z-901~Z-903", PlaceKind.LEASED, fee, "地下一层"), actor=cashier
    ).value
    runner.run(add_places, AddPlaces("Z-990", PlaceKind.VISITOR, Money(0), "正门内"), actor=cashier)
    lease = Apply(
        first, unit_id, today - year, today + timedelta(days=9), "张硕", plate="京P90001", rent_from=today
    )
    made = runner.run(apply_for_space, lease, actor=cashier, confirmed=_CONFIRMED).value
    runner.run(answer, Answer(made.request_id, Verdict.APPROVED), actor=supervisor)
    asked = Apply(second, other_id, today, today + year, "孙悦")
    runner.run(apply_for_space, asked, actor=cashier, confirmed=_CONFIRMED)
    runner.run(join_queue, JoinQueue(other_id, "孙悦", words="靠电梯"), actor=cashier, confirmed=_CONFIRMED)
    runner.run(draw, Draw("搬运证", "ZB000001", "ZB000100", "方怡"), actor=cashier)
    runner.run(mark_numbers, MarkNumbers("搬运证", Fate.USED, "ZB000001-000003", "搬家三户"), actor=cashier)
    month = Month.of(today)
    lines = tuple(
        CountInput(r.kind.name, max(0, r.left - 1)) for r in runner.read(stock_rows, month) if r.drawn
    )
    counted = CountStock(month, lines)
    runner.run(count_stock, counted, actor=cashier, confirmed=frozenset({"stationery.again"}))
