"""Places and errands on the start page, on the unit card, in the one search and behind the strip's words (D0.1–D0.3, D2.6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from frontdesk.app.searching import way_to
from frontdesk.app.strip_figures import reception_tab
from frontdesk.areas.reception.rules.places import PlaceKind
from frontdesk.areas.reception.service.bookings import BookPlace, book_place
from frontdesk.areas.reception.service.errands import ReceiveErrand, receive_errand
from frontdesk.areas.reception.service.let_places import SavePlace, SetPlacePrice, save_place, set_place_price
from frontdesk.areas.today.queries import today_groups, unit_card
from frontdesk.areas.today.queries.search import search
from frontdesk.areas.today.ui.card_page import UnitCardPage
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.conftest import answers, bar, front, front_of, port, show, went
from tests.areas.cashdesk.ui.tree import texts_of

__all__ = ["answers", "bar", "front", "front_of", "port", "show", "went"]


def begin(desk: Desk) -> tuple[Any, Any, Any]:
    """An errand promised for today, a booking that ended yesterday unpaid, one of a home that ends today."""
    key = int(desk.run(save_place, SavePlace(None, "A1", PlaceKind.STALL, "南门内东侧"), desk.supervisor))
    desk.run(set_place_price, SetPlacePrice(key, Money.yuan("100")), desk.supervisor)
    errand = desk.run(
        receive_errand, ReceiveErrand(1, "燃气开户", "开户", "张硕", promised_on=TODAY), desk.receptionist
    )
    two = BookPlace(key, TODAY, TODAY, "云栖净水公司", "展示")
    unpaid = desk.run(book_place, two, desk.receptionist)
    after = TODAY + timedelta(days=1)
    home = desk.run(book_place, BookPlace(key, after, after, "张硕", "旧书", unit_id=1), desk.receptionist)
    desk.clock.at += timedelta(days=1)
    return errand, unpaid, home


def test_D0_3_late_errands_places_that_end_and_unpaid_ones_stand_on_the_start_page(desk: Desk) -> None:
    errand, unpaid, home = begin(desk)
    today = desk.clock.today()
    found = {g.title: g for g in desk.runner.read(today_groups, desk.receptionist, today, desk.clock.now())}
    late, ending, owing = (found[t].lines for t in ("超期的代办", "场地今天到期", "场地费逾期未收"))
    assert [(line.number, line.when, line.unit) for line in late] == [
        (errand.number, "超期 1 天", "3-1-1202")
    ]
    assert [(line.number, line.unit) for line in ending] == [(home.number, "3-1-1202")]
    assert [(line.number, line.arguments) for line in owing] == [(unpaid.number, {"text": unpaid.number})]
    assert "欠 100.00" in owing[0].text
    strip = desk.runner.read(reception_tab, today)
    assert (strip["errands"], strip["places"]) == ("1 超期", "2 未收")


def test_D0_1_search_finds_them_and_leads_to_their_lists(desk: Desk) -> None:
    errand, unpaid, home = begin(desk)

    def find(asked: str) -> list[tuple[str, Any]]:
        hits = desk.runner.read(search, asked, limit=30, today=desk.clock.today(), now=desk.clock.now())
        return [(hit.label, way_to(hit)) for hit in hits if hit.kind in ("errand", "booking")]

    assert find(errand.number.lower()) == [(errand.number, ("errands", {"text": errand.number}))]
    assert find("CD-2026") == [
        (unpaid.number, ("bookings", {"text": unpaid.number})),
        (home.number, ("bookings", {"text": home.number})),
    ]
    # By who booked only what still runs or comes.
    assert find("云栖净水") == []
    assert find("A1") == []


def test_D0_2_the_unit_card_names_them(desk: Desk, front: Front, show: Any, went: list[Any]) -> None:
    errand, _unpaid, home = begin(desk)
    card = desk.runner.read(unit_card, 1, desk.clock.today())
    assert ([e.number for e in card.errands], [b.number for b in card.bookings]) == (
        [errand.number],
        [home.number],
    )
    page: UnitCardPage = show(UnitCardPage(front))
    page.open(unit_id=1)
    shown = " ".join(texts_of(page))
    assert "燃气开户" in shown
    assert "场地 A1" in shown
    page.findChild(object, f"card_booking_{home.id}").clicked.emit()
    assert went[-1] == ("bookings", {"text": home.number})
