"""The demo estate's stalls and posters, who has booked them, and errands in every step of their course (D2.6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.service import Collect, TenderInput, collect
from frontdesk.areas.reception.queries.places import residents_of
from frontdesk.areas.reception.rules.errands import ErrandAct
from frontdesk.areas.reception.rules.places import PlaceKind
from frontdesk.areas.reception.service.bookings import (
    Booked,
    BookPlace,
    EndBooking,
    book_place,
    end_booking,
)
from frontdesk.areas.reception.service.errands import (
    ActOnErrand,
    PaperInput,
    ReceiveErrand,
    act_on_errand,
    receive_errand,
)
from frontdesk.areas.reception.service.let_places import SavePlace, SetPlacePrice, save_place, set_place_price
from frontdesk.base.store.work import Actor
from frontdesk.base.values.money import ZERO, Money

_Y = Money.yuan
_PLACES: tuple[tuple[str, PlaceKind, str, str, str, str, str], ...] = (
    ("A1", PlaceKind.STALL, "南门内东侧", "3 m × 3 m", "100", "2000", "500"),
    ("A2", PlaceKind.STALL, "南门内西侧", "3 m × 3 m", "100", "2000", "500"),
    ("A3", PlaceKind.STALL, "中心花园东口", "4 m × 3 m", "150", "3000", "500"),
    ("B1", PlaceKind.POSTER, "南门宣传栏", "1.2 m × 2.4 m", "", "900", ""),
    ("B2", PlaceKind.POSTER, "北门宣传栏", "1.2 m × 2.4 m", "", "800", ""),
    ("C1", PlaceKind.LIFT, "1栋电梯厅框架", "60 cm × 80 cm", "", "300", ""),
    ("D1", PlaceKind.HALL, "社区活动室", "60 ㎡", "200", "", "300"),
)
"""Code, kind, where, size, a day's, a month's price and deposit in yuan ("" for none)."""


def begin_lettings(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Three weeks ago the places are set up, and the first firm books, and pays at the till."""
    day = year.today - timedelta(days=21)

    def begin() -> None:
        for code, kind, where, size, by_day, by_month, deposit in _PLACES:
            key = _run(year, save_place, SavePlace(None, code, kind, where, size), supervisor)
            price = SetPlacePrice(key, _some(by_day), None, _some(by_month), _some(deposit))
            _run(year, set_place_price, price, supervisor)
        firm = _book(
            year, clerk, 1, -21, 33, "杭州云栖净水设备有限公司", "净水器展示和咨询", "赵经理", "13867510512"
        )
        made = _book(year, clerk, 4, -21, 60, "西湖区青藤少儿美术", "秋季招生海报", "陆老师", "13758120037")
        for booked in (firm, made):
            _pay(year, booked)

    def fruit() -> None:
        _book(year, clerk, 2, -5, 4, "城西水果合作社", "水果特卖", "孙师傅", "13606529914")

    year.call(day, begin, money=True)
    year.call(year.today - timedelta(days=6), fruit)


def let_places(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Bookings up to today and to come: not paid, overdue, a resident's, one cancelled; and errands."""
    year.at(year.today, 8, 20)
    home = year.runner.read(find_unit, "1-1-0101")
    if home is not None:
        resident = BookPlace(7, year.today, year.today, "周雨", "孩子生日会", home.id, words="用完自己打扫")
        _run(year, book_place, resident, clerk)
    _book(year, clerk, 3, 2, 3, "移动营业厅", "宽带体验日", "小方", "13905710086")
    gone = _book(year, clerk, 2, 6, 2, "向阳眼镜店", "免费验光", "何店长", "13588043321")
    cancelled = EndBooking(gone.id, "店家改在月底，另行预订", ZERO)
    _run(year, end_booking, cancelled, supervisor)
    _errands(year, clerk)


def _errands(year: Year, clerk: Actor) -> None:
    today = year.today
    for code, kind, what, promised, fee, steps in (
        ("1-1-0102", "燃气开户", "新房燃气开户，周末家里有人", 5, "30", (("HAND", "燃气公司 李师傅", "周一送营业厅"),)),
        ("3-1-1202", "电话、宽带报装", "宽带 500M，要走暗线", 0, "", (("HAND", "移动营业厅 小方", ""), ("LOG", "", "已约今天上门"))),
        ("2-1-0101", "水电过户", "水表、电表一起过户", 3, "", (("HAND", "供电营业厅", ""), ("DONE", "", "户号已改好"))),
        ("1-1-0201", "有线电视开通", "客厅一路", 4, "", (("RETURN", "", "缺业主身份证复印件"),)),
        ("3-1-0202", "代收代缴", "代缴电话费", 1, "", (("DONE", "", "已缴，回单在袋里"), ("COLLECT", "刘洋", ""))),
    ):  # fmt: skip
        unit = year.runner.read(find_unit, code)
        if unit is None:
            continue
        people = year.runner.read(residents_of, unit.id, today)
        who = people[0].name if people else "业主"
        papers = (PaperInput("房产证", 1, original=True), PaperInput("业主身份证复印件", 2)) if fee else ()
        due = today + timedelta(days=promised)
        command = ReceiveErrand(
            unit.id, kind, what, who, papers=papers, promised_on=due, fee=_Y(fee) if fee else ZERO
        )
        made = _run(year, receive_errand, command, clerk)
        for act, whom, words in steps:
            year.clock.forward(minutes=3)
            if act == "DONE" and kind == "代收代缴":
                _run(year, act_on_errand, ActOnErrand(made.id, ErrandAct.WORK), clerk)
            _run(year, act_on_errand, ActOnErrand(made.id, ErrandAct[act], words, whom), clerk)


def _book(
    year: Year, clerk: Actor, place: int, start: int, days: int, who: str, what: str, contact: str, phone: str
) -> Booked:
    """*place* by its number in the list, from *start* days after the demo's day on."""
    first: date = year.today + timedelta(days=start)
    command = BookPlace(
        place, first, first + timedelta(days=days - 1), who, what, contact=contact, phone=phone
    )
    made: Booked = _run(year, book_place, command, clerk)
    return made


def _pay(year: Year, booked: Booked) -> None:
    assert booked.charge_id is not None
    year.reference += 1
    tenders = (TenderInput(Tender.WECHAT, booked.fee, str(year.reference)),)
    command = Collect(booked.pay_unit_id, tenders, lines=((booked.charge_id, booked.fee),), payer="单位交款")
    _run(year, collect, command, year.cashier)


def _some(amount: str) -> Money | None:
    return _Y(amount) if amount else None


def _run(year: Year, service: Any, command: Any, actor: Actor) -> Any:
    return year.runner.run(service, command, actor=actor).value
