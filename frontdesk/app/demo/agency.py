"""The demo estate's homes to let and sell with who looks for one (D2.6), and a season of community events (D2.7)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from frontdesk.app.demo.decoration import photo
from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.reception.queries.events import guests_of
from frontdesk.areas.reception.queries.places import residents_of
from frontdesk.areas.reception.rules.events import GuestMark
from frontdesk.areas.reception.rules.lettings import LettingKind, SeekKind, ViewResult
from frontdesk.areas.reception.service.attaching import PhotoInput
from frontdesk.areas.reception.service.desk_files import AttachFiles, attach_files
from frontdesk.areas.reception.service.event_people import (
    MarkGuests,
    SignUp,
    Spend,
    mark_guests,
    sign_up,
    spend,
)
from frontdesk.areas.reception.service.events import (
    ApproveEvent,
    BudgetLine,
    CloseEvent,
    Plan,
    PlanEvent,
    approve_event,
    close_event,
    plan_event,
)
from frontdesk.areas.reception.service.letting_deals import CloseDeal, close_deal
from frontdesk.areas.reception.service.letting_terms import Terms
from frontdesk.areas.reception.service.lettings import (
    TakeLetting,
    WithdrawLetting,
    take_letting,
    withdraw_letting,
)
from frontdesk.areas.reception.service.seekers import (
    EndSeeker,
    TakeSeeker,
    Wishes,
    end_seeker,
    take_seeker,
)
from frontdesk.areas.reception.service.viewings import (
    ArrangeViewing,
    EndViewing,
    arrange_viewing,
    end_viewing,
)
from frontdesk.base.store.work import Actor
from frontdesk.base.values.money import Money

_Y = Money.yuan
_RENT, _SALE, _BOTH = LettingKind.RENT, LettingKind.SALE, LettingKind.BOTH
_HOMES: tuple[tuple[int, str, LettingKind, str, str, int, str, str, bool], ...] = (
    (80, "1-1-0201", _SALE, "", "1980000", 90, "毛坯", "满五唯一，可以周末看", True),
    (40, "3-1-0202", _RENT, "2900", "", 90, "床、衣柜、空调 1 台", "", True),
    (
        12,
        "2-1-0101",
        _RENT,
        "3200",
        "",
        90,
        "床 2 张、沙发、空调 3 台、洗衣机",
        "不养宠物，看房提前半天打电话",
        True,
    ),
    (1, "1-1-0101", _BOTH, "3600", "2450000", 180, "精装，家电齐全", "租满一年可优先买", False),
)
"""Days ago, home, what for, rent and price in yuan, for how many days, furniture, words, whether it was signed."""
_SEEKERS: tuple[tuple[int, SeekKind, str, str, int | None, int | None, int | None, str, str], ...] = (
    (10, SeekKind.RENT, "许文彬", "13800005521", None, 60, 140, "3500", "两口人，月底前要住进来"),
    (8, SeekKind.RENT, "毛晓慧", "13700008813", 1, None, 50, "2000", "上班近就行"),
    (5, SeekKind.BUY, "沈佳", "13900002046", None, 80, None, "2000000", "孩子上学，要能贷款"),
    (20, SeekKind.RENT, "郭勇", "13600007719", None, None, None, "3000", "单身，先租一年"),
)


def let_homes(year: Year, clerk: Actor) -> None:
    """Five weeks of it: one let, one withdrawn, one that runs out, one not signed; a viewing today, one not told of."""
    today = year.today
    homes: dict[str, int] = {}
    people: dict[str, int] = {}
    for days in range(90, -1, -1):
        year.at(today - timedelta(days=days), 9, 40)
        for ago, code, kind, rent, price, length, furniture, words, signed in _HOMES:
            unit = year.runner.read(find_unit, code)
            if ago != days or unit is None:
                continue
            terms = Terms(
                kind, year.clock.today() + timedelta(days=length), _some(rent), _some(price), furniture=furniture,
                words=words, least_rent=_Y(3000) if rent == "3200" else None,
            )  # fmt: skip
            found = year.runner.read(residents_of, unit.id, year.clock.today())
            owner = next((one for one in found if one.role is RoleKind.OWNER), None)
            person_id, name = (
                (owner.person_id, owner.name) if owner is not None else (None, "陆建新（代理人）")
            )
            command = TakeLetting(unit.id, terms, person_id, name, signed=signed)
            homes[code] = _run(year, take_letting, command, clerk).id
        for ago, seek, name, phone, rooms, least, most, top, words in _SEEKERS:
            if ago == days:
                wishes = Wishes(seek, name, rooms, _area(least), _area(most), _some(top), words)
                people[name] = _run(year, take_seeker, TakeSeeker(wishes, phone), clerk).id
        _happens(year, clerk, days, homes, people)


def _happens(year: Year, clerk: Actor, days: int, homes: dict[str, int], people: dict[str, int]) -> None:
    """What was done with them on that day."""
    year.clock.forward(hours=1)
    if days == 18 and "3-1-0202" in homes:
        view = _view(year, clerk, homes["3-1-0202"], people["郭勇"], 0, "10:00")
        _run(year, end_viewing, EndViewing(view, ViewResult.KEEN, "价钱能接受，想早点搬"), clerk)
        deal = CloseDeal(homes["3-1-0202"], SeekKind.RENT, _Y(2900), people["郭勇"], words="租一年，押一付三")
        _run(year, close_deal, deal, clerk)
    if days == 4 and "2-1-0101" in homes:
        view = _view(year, clerk, homes["2-1-0101"], people["毛晓慧"], 0, "15:00")
        _run(year, end_viewing, EndViewing(view, ViewResult.NO, "太大，超预算", "有小户型再约"), clerk)
    if days == 2:
        _run(year, end_seeker, EndSeeker(people["毛晓慧"], "别处找到了"), clerk)
    if days == 1 and "1-1-0201" in homes:
        _view(year, clerk, homes["1-1-0201"], people["沈佳"], 0, "16:30")
    if days == 0 and "2-1-0101" in homes:
        _view(year, clerk, homes["2-1-0101"], people["许文彬"], 0, "14:30")
        unit = year.runner.read(find_unit, "1-1-0102")
        if unit is not None:
            terms = Terms(_RENT, year.today + timedelta(days=90), _Y(2800))
            made = _run(year, take_letting, TakeLetting(unit.id, terms, owner="业主家属", signed=True), clerk)
            _run(year, withdraw_letting, WithdrawLetting(made.id, "业主决定自己住"), clerk)


def _view(year: Year, clerk: Actor, letting_id: int, seeker_id: int, after: int, begins: str) -> int:
    on = year.clock.today() + timedelta(days=after)
    command = ArrangeViewing(letting_id, on, clerk.name, seeker_id, begins=begins)
    return int(_run(year, arrange_viewing, command, clerk).id)


def hold_events(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Last month's is summed up with its photographs, yesterday's is not; one is coming, one waits for approval."""
    today = year.today
    past = _plan(
        year, clerk, 45, 34, "重阳敬老茶话会", "会所一楼", "09:00", "11:00", "请 65 岁以上的老人喝茶、量血压",
        (("茶点水果", "600"), ("血压计、药箱", "300"), ("横幅、签到本", "120")),
    )  # fmt: skip
    _approve(year, supervisor, past)
    _guests(year, clerk, past, ("3-1-1202", "2-1-0101", "1-1-0201", "1-1-0101"))
    year.at(today - timedelta(days=34), 16, 20)
    _come(year, clerk, past, 1)
    for line, what, amount in ((1, "超市茶点", "572.50"), (2, "药箱一只", "268"), (None, "临时买纸杯", "18")):
        _run(year, spend, Spend(past, what, _Y(amount), line, words="发票"), clerk)
    pictures = tuple(
        PhotoInput(f"{words}.jpg", photo(at), words) for at, words in enumerate(("签到", "合影"))
    )
    _run(year, attach_files, AttachFiles(pictures, event_id=past), clerk)
    words = "老人高兴，量血压排队久。下次多借两台血压计，茶点可以少两成。"
    _run(year, close_event, CloseEvent(past, words, 4), clerk)

    held = _plan(
        year, clerk, 12, 1, "消防演练和灭火器实操", "中心花园", "09:30", "11:00", "疏散一栋楼，每家学一次灭火器",
        (("灭火器充装", "400"), ("矿泉水", "90")),
    )  # fmt: skip
    _approve(year, supervisor, held)
    _guests(year, clerk, held, ("1-1-0101", "3-1-1202"))
    year.at(today - timedelta(days=1), 17, 5)
    _come(year, clerk, held, 1)
    _run(year, spend, Spend(held, "灭火器充装 8 只", _Y(420), 1), clerk, yes=("over_budget",))

    coming = _plan(
        year, clerk, 6, -5, "旧衣回收和跳蚤市场", "南门广场", "14:00", "17:00", "各家摆摊，旧衣交公益机构",
        (("桌椅租用", "200"), ("海报", "80")),
    )  # fmt: skip
    _approve(year, supervisor, coming)
    _guests(year, clerk, coming, ("2-1-0101", "3-1-1202"))
    _plan(
        year, clerk, 1, -30, "冬至包饺子", "3栋架空层", "14:00", "16:30", "和社区工作站一起，给独居老人送一份",
        (("面粉、肉馅", "500"), ("一次性餐具", "120")),
    )  # fmt: skip


def _plan(
    year: Year, clerk: Actor, ago: int, held_ago: int, title: str, place: str, begins: str, ends: str, words: str,
    budget: tuple[tuple[str, str], ...],
) -> int:  # fmt: skip
    """A plan handed in *ago* days before today for a day *held_ago* before it (below nothing: to come)."""
    year.at(year.today - timedelta(days=ago), 10, 15)
    lines = tuple(BudgetLine(what, _Y(amount)) for what, amount in budget)
    held_on = year.today - timedelta(days=held_ago)
    plan = Plan(title, place, held_on, begins, clerk.name, ends, words, lines)
    return int(_run(year, plan_event, PlanEvent(plan), clerk).id)


def _approve(year: Year, supervisor: Actor, event_id: int) -> None:
    year.clock.forward(hours=3)
    _run(year, approve_event, ApproveEvent(event_id, 1), supervisor)


def _guests(year: Year, clerk: Actor, event_id: int, codes: tuple[str, ...]) -> None:
    for at, code in enumerate(codes):
        unit = year.runner.read(find_unit, code)
        found = year.runner.read(residents_of, unit.id, year.clock.today()) if unit is not None else ()
        if unit is not None and found:
            command = SignUp(event_id, found[0].name, unit.id, found[0].person_id, people=1 + at % 3)
            _run(year, sign_up, command, clerk)
    _run(year, sign_up, SignUp(event_id, "社区工作站 李站长"), clerk)


def _come(year: Year, clerk: Actor, event_id: int, missing: int) -> None:
    """Everybody but the last *missing* came."""
    ids = [guest.id for guest in year.runner.read(guests_of, event_id)]
    _run(year, mark_guests, MarkGuests(tuple(ids[:-missing]), GuestMark.CAME), clerk)
    _run(year, mark_guests, MarkGuests(tuple(ids[-missing:]), GuestMark.MISSED), clerk)


def _run(year: Year, service: Any, command: Any, actor: Actor, yes: tuple[str, ...] = ()) -> Any:
    return year.runner.run(service, command, actor=actor, confirmed=frozenset(yes)).value


def _some(yuan: str) -> Money | None:
    return _Y(yuan) if yuan else None


def _area(metres: int | None) -> Decimal | None:
    return None if metres is None else Decimal(metres)
