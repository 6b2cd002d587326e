"""重复住户: found by pure rules, joined so that one person is one, split so that nothing has happened (D1.2, D0.5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives import service as archives
from frontdesk.areas.archives.queries.duplicates import (
    DuplicateFilter,
    DuplicateShow,
    broken_joins,
    duplicate_figures,
    duplicate_rows,
    duplicate_view,
)
from frontdesk.areas.archives.queries.files import known_people, person_file
from frontdesk.areas.archives.queries.history import person_history
from frontdesk.areas.archives.queries.importing import held
from frontdesk.areas.archives.queries.lists import PersonFilter, person_count, person_rows
from frontdesk.areas.archives.queries.search import search
from frontdesk.areas.archives.rules.duplicates import CHOSEN, Known, alike
from frontdesk.areas.archives.rules.kinds import IdKind, RoleKind
from frontdesk.areas.archives.service.duplicates import (
    JoinPeople,
    KeepApart,
    SplitPeople,
    join_people,
    keep_apart,
    split_people,
)
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused

DAY = date(2026, 11, 21)
ZHANG = "11010519491231002X"


def known(number: int, name: str = "张硕", pinyin: str = "zhangshuo", **other: Any) -> Known:
    values = {"id_number": "", "phones": ("",), "units": frozenset(), **other}
    return Known(number, name, pinyin, **values)


@pytest.mark.parametrize(
    ("other", "score", "why"),
    [
        ({"id_number": ZHANG, "name": "张朔"}, 100, "证件号码相同"),
        ({"phones": ("", "138-0013-8000"), "name": "张 硕"}, 90, "姓名和电话相同"),
        ({"phones": ("13800138000",), "name": "章硕"}, 75, "电话相同，姓名同音"),
        ({"units": frozenset({7})}, 70, "同一户里姓名相同"),
        (
            {"units": frozenset({7}), "id_number": "110105194912310038"},
            30,
            "同一户里姓名相同，但证件号码不同",
        ),
    ],
)
def test_d1_2_two_may_be_one_for_a_reason_in_words(other: dict[str, Any], score: int, why: str) -> None:
    one = known(1, id_number=ZHANG, phones=("13800138000",), units=frozenset({7}))
    (pair,) = alike([known(2, **other), one])
    assert (pair.one, pair.other, pair.score, pair.why) == (1, 2, score, why)


def test_d1_2_nothing_in_common_and_a_number_of_many_are_no_pair() -> None:
    """A family's telephone, and one that stands with everybody for want of a better one."""
    family = [known(1, phones=("13800138000",)), known(2, "李娜", "lina", phones=("13800138000",))]
    everybody = [known(n, phones=("01012345678",)) for n in range(3, 20)]
    assert alike(family) == ()
    assert alike(everybody) == ()
    assert alike([known(1), known(2)]) == ()


@pytest.fixture
def pair(do: Any) -> tuple[int, int]:
    """One who was met twice: an owner with an ID, and a tenant elsewhere with another telephone."""
    home = do(archives.save_unit, archives.SaveUnit(None, "3-1-101"))
    shop = do(archives.save_unit, archives.SaveUnit(None, "3-1-102"))
    one = do(
        archives.save_person,
        archives.SavePerson(None, "张硕", id_kind=IdKind.RESIDENT, id_number=ZHANG, phone="13800138000"),
    )
    other = do(
        archives.save_person, archives.SavePerson(None, "张硕", phone="13900139000", phone2="13800138000")
    )
    do(archives.add_role, archives.AddRole(home, one, RoleKind.OWNER))
    do(archives.add_role, archives.AddRole(shop, other, RoleKind.TENANT, starts_on=date(2026, 1, 1)))
    return one, other


def seen(runner: Any, *people: int) -> list[Any]:
    """Everything that asks for people, as it answers now."""
    asked = ("张硕", "zhangshuo", "zs", "13900139000", "13800138000", "3-1-102")
    return [
        *(runner.read(search, words, 20, DAY) for words in asked),
        *(runner.read(known_people, words) for words in asked[:4]),
        *(runner.read(person_file, person_id, DAY) for person_id in people),
        *(runner.read(person_rows, PersonFilter(words, on=DAY)) for words in ("", *asked)),
        runner.read(person_count),
        runner.read(held, DAY),
    ]


def test_d1_2_who_was_joined_is_one_everywhere_and_nothing_else_moved(
    do: Any, runner: Any, pair: tuple[int, int]
) -> None:
    """T15: roles stay where they were; whoever asks for the joined one is given the kept one."""
    one, other = pair
    roles = runner.read(lambda s: s.execute(text("SELECT * FROM unit_role ORDER BY id")).all())
    (row,) = runner.read(duplicate_rows, DuplicateFilter())
    assert (row.why, row.units, row.other_units) == ("姓名和电话相同", "3-1-101", "3-1-102")
    do(join_people, JoinPeople(one, other, "本人确认", frozenset({"phone", "phone2"})))
    assert runner.read(lambda s: s.execute(text("SELECT * FROM unit_role ORDER BY id")).all()) == roles
    hits = runner.read(search, "张硕", 20, DAY)
    assert [(hit.id, hit.unit_code) for hit in hits] == [(one, "3-1-101"), (one, "3-1-102")]
    assert {hit.id for hit in runner.read(search, "13900139000", 20, DAY)} == {one}
    assert [p.id for p in runner.read(known_people, "张硕")] == [one]
    (listed,) = runner.read(person_rows, PersonFilter(role=RoleKind.TENANT, on=DAY))
    assert (listed.id, listed.units, listed.phone) == (one, "3-1-101、3-1-102", "139****9000")
    file = runner.read(person_file, other, DAY)
    assert (file.id, [role.unit_code for role in file.roles]) == (one, ["3-1-101", "3-1-102"])
    for person_id in pair:
        assert "合并重复住户" in {line.record for line in runner.read(person_history, person_id)}
    assert runner.read(duplicate_rows, DuplicateFilter()) == ()
    assert runner.read(duplicate_figures, DuplicateFilter()).shows[DuplicateShow.JOINED] == 1
    assert runner.read(broken_joins) == []
    assert list(runner.read(held, DAY).people) == [one]


def test_d1_2_what_is_changed_later_is_changed_for_both(do: Any, runner: Any, pair: tuple[int, int]) -> None:
    """A form that still names the joined one; the ID of both is no clash; a role twice is refused."""
    one, other = pair
    do(join_people, JoinPeople(one, other, "本人确认"))
    changed = archives.SavePerson(
        other, "张硕", id_kind=IdKind.RESIDENT, id_number=ZHANG, phone="13700137000"
    )
    assert do(archives.save_person, changed) == one
    phones = runner.read(lambda s: s.scalars(text("SELECT phone FROM person ORDER BY id")).all())
    assert phones == ["13700137000", "13700137000"]
    assert runner.read(broken_joins) == []
    unit_id = runner.read(search, "3-1-101", 20, DAY)[0].unit_id
    with pytest.raises(InvalidInput, match="已经是这户的业主"):
        do(archives.add_role, archives.AddRole(unit_id, other, RoleKind.OWNER))


def test_d0_5_a_split_gives_back_what_was_and_keeps_what_was_changed_since(
    do: Any, runner: Any, pair: tuple[int, int]
) -> None:
    one, other = pair
    join = do(join_people, JoinPeople(one, other, "本人确认", frozenset({"phone"})))
    do(archives.save_person, archives.SavePerson(one, "张硕", phone="139****9000", nationality="新加坡"))
    do(split_people, SplitPeople(join, "是父子"))
    first, second = (runner.read(person_file, person_id, DAY) for person_id in pair)
    assert (first.phone, first.nationality, first.id_number) == ("138****8000", "新加坡", "")
    assert (second.phone, second.nationality, second.phone2) == ("139****9000", "", "138****8000")
    assert [role.unit_code for role in second.roles] == ["3-1-102"]
    with pytest.raises(Refused, match="已经拆分过"):
        do(split_people, SplitPeople(join, "再来"))
    assert len(runner.read(duplicate_rows, DuplicateFilter())) == 1
    assert "拆分合并的住户" in {line.record for line in runner.read(person_history, one)} | {
        line.record for line in runner.read(person_history, other)
    }


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(take=st.frozensets(st.sampled_from(sorted(CHOSEN))), swap=st.booleans())
def test_d0_5_join_then_split_is_as_if_nothing_had_happened(
    do: Any, runner: Any, pair: tuple[int, int], take: frozenset[str], swap: bool
) -> None:
    """Whatever is taken of whom: every question has its old answer."""
    one, other = reversed(pair) if swap else pair
    before = seen(runner, *pair)
    join = do(join_people, JoinPeople(one, other, "看错了", take))
    assert seen(runner, *pair) != before
    assert runner.read(broken_joins) == []
    do(split_people, SplitPeople(join, "看错了"))
    assert seen(runner, *pair) == before


def test_d1_2_two_that_are_two_do_not_come_back(do: Any, runner: Any, pair: tuple[int, int]) -> None:
    do(keep_apart, KeepApart(pair[1], pair[0], "父子"))
    do(keep_apart, KeepApart(*pair))
    assert runner.read(duplicate_rows, DuplicateFilter()) == ()
    (row,) = runner.read(duplicate_rows, DuplicateFilter(show=DuplicateShow.APART))
    assert (row.why, row.one_id, row.other_id) == ("父子", *pair)
    view = runner.read(duplicate_view, row.id, DAY)
    phone = next(fact for fact in view.facts if fact.key == "phone")
    assert (phone.one, phone.other, phone.same) == ("138****8000", "139****9000", False)


def test_d1_2_no_chain_and_the_newest_is_split_first(do: Any, runner: Any, pair: tuple[int, int]) -> None:
    one, other = pair
    third = do(archives.save_person, archives.SavePerson(None, "张硕", phone="13600136000"))
    first = do(join_people, JoinPeople(one, other, "本人"))
    for kept, joined, words in (
        (third, one, "请保留它"),
        (third, other, "已经合并过"),
        (other, third, "已经合并过"),
    ):
        with pytest.raises(Refused, match=words):
            do(join_people, JoinPeople(kept, joined, "本人"))
    second = do(join_people, JoinPeople(one, third, "本人", frozenset({"phone"})))
    with pytest.raises(Refused, match="先拆分后合并的"):
        do(split_people, SplitPeople(first, "错"))
    with pytest.raises(Refused, match="已经合并"):
        do(keep_apart, KeepApart(other, third))
    do(split_people, SplitPeople(second, "错"))
    do(split_people, SplitPeople(first, "错"))
    assert runner.read(person_file, one, DAY).phone == "138****8000"


def test_d1_2_what_cannot_be_joined_is_said_in_words(
    do: Any, runner: Any, pair: tuple[int, int], receptionist: Any
) -> None:
    """The same role at one unit on one day is settled by hand first; a clerk asks the supervisor."""
    one, other = pair
    unit_id = runner.read(search, "3-1-101", 20, DAY)[0].unit_id
    role = do(archives.add_role, archives.AddRole(unit_id, other, RoleKind.OWNER, starts_on=date(2026, 1, 1)))
    with pytest.raises(Refused, match="3-1-101 都登记为业主"):
        do(join_people, JoinPeople(one, other, "本人"))
    do(archives.end_role, archives.EndRole(role, date(2026, 1, 1)))
    with pytest.raises(InvalidInput, match="请写明原因"):
        do(join_people, JoinPeople(one, other, " "))
    with pytest.raises(Refused, match="两条不同"):
        do(join_people, JoinPeople(one, one, "本人"))
    with pytest.raises(NeedsApproval):
        do(join_people, JoinPeople(one, other, "本人"), actor=receptionist)
    do(keep_apart, KeepApart(one, other), actor=receptionist)
    do(join_people, JoinPeople(one, other, "还是同一人"))
    assert runner.read(duplicate_figures, DuplicateFilter()).shows[DuplicateShow.APART] == 0


def test_d0_5_t5_on_both_databases_a_join_is_final(both: Any, admin: Any) -> None:
    """Neither a join nor its split nor what was said to be two can be taken out."""

    def run(service: Any, command: Any) -> Any:
        return both.run(service, command, actor=admin).value

    one, other = (
        run(archives.save_person, archives.SavePerson(None, "李娜", phone="13800138000")) for _ in "ab"
    )
    join = run(join_people, JoinPeople(one, other, "本人"))
    assert [hit.id for hit in both.read(search, "李娜", 20, DAY)] == [one]
    assert [row.id for row in both.read(person_rows, PersonFilter("李娜", on=DAY))] == [one]
    run(split_people, SplitPeople(join, "错"))
    run(keep_apart, KeepApart(one, other))
    for table in ("person_join", "person_split", "person_apart"):
        for order in (f"DELETE FROM {table}", f"UPDATE {table} SET reason = 'x'"):  # noqa: S608
            with pytest.raises(DBAPIError):
                run(lambda work, told: work.session.execute(text(told)), order)
    assert [hit.id for hit in both.read(search, "李娜", 20, DAY)] == [one, other]


def test_d1_2_statistics_count_one_person_once(do: Any, runner: Any, pair: tuple[int, int]) -> None:
    from frontdesk.areas.archives.queries.statistics import _residents

    assert runner.read(_residents, DAY).people == 2
    do(join_people, JoinPeople(*pair, "本人"))
    assert runner.read(_residents, DAY).people == 1
