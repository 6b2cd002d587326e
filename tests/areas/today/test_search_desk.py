"""D0.1: the one search finds keys, goods passes, spaces and cars on leases, in a number of queries that stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from frontdesk.app.searching import way_to
from frontdesk.areas.archives.model import ParkingSpace
from frontdesk.areas.keys.rules.kinds import KeyKind
from frontdesk.areas.permits.queries.permits import permit as permit_of
from frontdesk.areas.permits.rules.parking import PlaceKind, Verdict
from frontdesk.areas.permits.service.course import Take, withdraw
from frontdesk.areas.permits.service.issuing import Issue
from frontdesk.areas.permits.service.issuing import issue as store_permit
from frontdesk.areas.permits.service.parking import Apply, apply_for_space
from frontdesk.areas.permits.service.parking_answers import Answer, answer
from frontdesk.areas.permits.service.parking_places import AddPlaces, add_places
from frontdesk.areas.today.queries import Hit, search
from frontdesk.base.values.money import Money
from tests.areas.cashdesk.conftest import both
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.keys.cabinet import STAFF, Cabinet
from tests.areas.permits.office import issue, look

__all__ = ["both"]


def found(desk: Desk, asked: str, today: date = TODAY) -> tuple[Hit, ...]:
    return desk.runner.read(search, asked, limit=30, today=today, now=desk.clock.now())


def spaces(desk: Desk, codes: str = "B1-076~B1-078", kind: PlaceKind = PlaceKind.LEASED) -> tuple[int, ...]:
    made: tuple[int, ...] = desk.run(add_places, AddPlaces(codes, kind, Money.yuan("300"), "地下一层"))
    return made


def lease(desk: Desk, place_id: int, plate: str = "浙A8ZS61", days: int = 365, unit_id: int = 1) -> None:
    command = Apply(place_id, unit_id, TODAY, TODAY + timedelta(days=days), holder="张硕", plate=plate)
    made = desk.run(apply_for_space, command, desk.receptionist)
    desk.run(answer, Answer(made.request_id, Verdict.APPROVED), desk.supervisor)


@pytest.mark.parametrize("asked", ["K-000001", "k1", "Ｋ－０００００１", " k-000001\r"])
def test_d0_1_a_key_by_its_tag_in_any_habit_as_a_scanner_types_it(both: Desk, asked: str) -> None:
    cabinet = Cabinet(both)
    key_id = cabinet.key(KeyKind.DOOR, 1)
    (hit,) = found(both, asked)
    assert (hit.kind, hit.id, hit.label, hit.group) == ("key", key_id, "K-000001", "钥匙")
    assert (hit.where, hit.status, hit.tone, hit.second) == ("3-1-1202", "在柜", "ok", "入户门 · A 柜 12")


def test_t21_a_key_that_is_out_says_with_whom_and_one_that_is_late_says_so(both: Desk) -> None:
    cabinet = Cabinet(both)
    plant = cabinet.plant()
    cabinet.lend(plant, who=STAFF)
    (hit,) = found(both, "K-000001")
    assert (hit.status, hit.second, hit.unit_id) == ("借出", "设备房 · 在 李师傅 手里", None)
    assert hit.where == "地下一层水泵房"
    (hit,) = found(both, "K-000001", TODAY + timedelta(days=1))
    assert (hit.status, hit.tone) == ("逾期", "bad")


@pytest.mark.parametrize("asked", ["CM-00000001", "cm1", "00000001"])
def test_d0_1_a_goods_pass_by_its_number(both: Desk, asked: str) -> None:
    made = issue(both)
    (hit,) = [each for each in found(both, asked) if each.kind == "goods"]
    assert (hit.label, hit.group, hit.where) == (made.number, "出门条", "3-1-1202")
    assert (hit.status, hit.tone) == ("可放行", "ok")
    assert hit.second == "2026-11-21 · 张硕 · 谢安平 · 13 件"


def test_d0_1_the_code_scanned_off_a_pass_finds_it_and_leads_to_its_check(desk: Desk) -> None:
    """The whole text of the code stays with the hit: 核验 reads it again."""
    issue(desk)
    code = look(desk, "CM-00000001").code
    assert code
    goods, check = found(desk, code.lower())
    assert (goods.kind, goods.label) == ("goods", "CM-00000001")
    assert (check.kind, check.status, check.tone) == ("code", "有效", "ok")
    assert way_to(check) == ("verify", {"text": code.lower()})
    (spoiled,) = found(desk, code[:60] + ("A" if code[60] != "A" else "B") + code[61:])
    assert (spoiled.kind, spoiled.status, spoiled.tone) == ("code", "内容被改动", "bad")


def test_a_hit_opens_its_page_with_the_record(both: Desk) -> None:
    """D0.1: what is scanned is what one stands on."""
    spaces(both)
    Cabinet(both).plant()
    issue(both)
    ways = [way_to(found(both, asked)[0]) for asked in ("K-000001", "CM-00000001", "B1-076", "1202")]
    assert ways == [
        ("keys", {"text": "K-000001"}),
        ("goods_out", {"number": "CM-00000001"}),
        ("parking", {"code": "B1-076"}),
        ("unit", {"unit_id": 1}),
    ]


def permit(desk: Desk, holder: str = "张硕", days: int = 30, unit_id: int = 1, **more: Any) -> str:
    """A 居住证 until *days* from today; its number."""
    kind = more.pop("kind", "JZ")
    command = Issue(kind, unit_id, holder, TODAY + timedelta(days=days), **more)
    made = desk.run(store_permit, command, desk.receptionist, yes=("permit.second",))
    return str(made.number)


def test_d0_1_a_permit_by_its_number_in_any_habit(both: Desk) -> None:
    number = permit(both, role="访客")
    assert number == "JZ-00000001"
    for asked in ("JZ-00000001", "jz1", "00000001", "JZ 00000001"):
        (hit,) = [each for each in found(both, asked) if each.kind == "permit"]
        assert (hit.label, hit.group, hit.where, hit.unit_id) == (number, "证件", "3-1-1202", 1)
        assert (hit.status, hit.tone) == ("至 2026-12-21", "ok")
        assert hit.second == "居住证 · 张硕 · 访客"
    assert way_to(hit) == ("permits", {"number": number})


def test_d0_1_a_holder_whom_the_archives_do_not_know_by_name_pinyin_and_initials(both: Desk) -> None:
    """A worker, and 曾 read as a surname."""
    permit(both, "曾凯")
    for asked in ("曾凯", "曾", "zengkai", "zeng", "zk"):
        assert [hit.label for hit in found(both, asked) if hit.kind == "permit"] == ["JZ-00000001"], asked
    assert not [hit for hit in found(both, "wangkai") if hit.kind == "permit"]


def test_what_is_good_stands_before_what_is_done_with(both: Desk) -> None:
    first, second = permit(both, "曾凯", days=2), permit(both, "曾凯", days=40)
    later = found(both, "zk", TODAY + timedelta(days=1))
    assert [(hit.label, hit.status) for hit in later] == [(second, "至 2026-12-31"), (first, "明天到期")]
    both.run(withdraw, Take(second, "换单位"), both.receptionist)
    assert [hit.label for hit in found(both, "zk")] == [first, second]
    assert found(both, "zk")[1].status == "已收回"


def test_d0_1_the_code_scanned_off_a_permit_finds_it(desk: Desk) -> None:
    number = permit(desk, "曾凯")
    stored = desk.runner.read(permit_of, number, TODAY)
    assert stored is not None
    card, check = found(desk, stored.code)
    assert (card.kind, card.label, check.kind, check.status) == ("permit", number, "code", "有效")


def test_a_lone_figure_is_no_pass(both: Desk) -> None:
    issue(both)
    assert not [hit for hit in found(both, "1") if hit.kind == "goods"]


def test_d0_1_a_space_by_its_code_and_the_end_of_it(both: Desk) -> None:
    first, second, _ = spaces(both)
    lease(both, second)
    (hit,) = found(both, "b1-076")
    assert (hit.kind, hit.id, hit.group, hit.status) == ("space", first, "车位", "空位")
    assert hit.matched == ((0, 6),)
    hits = [each for each in found(both, "b1-07") if each.kind == "space"]
    assert [each.label for each in hits] == ["B1-076", "B1-077", "B1-078"]
    (hit,) = [each for each in found(both, "077") if each.kind == "space"]
    assert (hit.label, hit.where, hit.unit_id, hit.status) == ("B1-077", "3-1-1202", 1, "在租")
    assert hit.second == "浙A·8ZS61 · 张硕 · 租到 2027-11-21"
    assert hit.matched == ((3, 6),)


def test_d0_1_a_car_on_a_lease_by_its_plate_as_long_as_it_has_the_space(both: Desk) -> None:
    first, *_ = spaces(both)
    lease(both, first, days=20)
    for asked in ("浙A8ZS61", "8zs61", "浙A·8ZS"):
        (hit,) = found(both, asked)
        assert (hit.kind, hit.id, hit.label, hit.group) == ("space", first, "浙A·8ZS61", "车位")
        assert (hit.status, hit.tone) == ("即将到期", "warn")
        assert hit.second == "车位 B1-076 · 张硕 · 租到 2026-12-11"
    assert found(both, "8zs61", TODAY + timedelta(days=30)) == ()


def test_an_owners_space_leads_to_the_unit(both: Desk) -> None:
    with both.db.write() as session:
        session.add(ParkingSpace(code="C2-015", unit_id=1, starts_on=None, ends_on=None))
    (hit,) = found(both, "c2-015")
    assert (hit.kind, hit.unit_id, hit.group, hit.where) == ("unit", 1, "车位", "3-1-1202")


def test_d0_1_the_number_of_queries_does_not_grow_with_what_is_found(desk: Desk) -> None:
    """One space found or thirty, with leases or without: a page of hits is not read hit by hit."""
    ids = spaces(desk, "B1-001~B1-030")
    for number, place in enumerate(ids[:12]):
        lease(desk, place, plate=f"浙A1{number:02}B2")

    def asked(text: str) -> int:
        seen: list[str] = []

        def heard(*args: object) -> None:
            seen.append(str(args[2]))

        event.listen(Engine, "before_cursor_execute", heard)
        try:
            found(desk, text)
        finally:
            event.remove(Engine, "before_cursor_execute", heard)
        return len(seen)

    counts = {text: asked(text) for text in ("B1-001", "B1-01", "B1-0")}
    assert len(found(desk, "B1-0")) >= 10
    assert counts["B1-0"] <= counts["B1-001"] + 1, counts
    assert asked("zhangsan") <= asked("zs") + 1 <= 8
