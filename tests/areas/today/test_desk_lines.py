"""D0.2, D0.3: keys, passes and spaces on the unit card and on the start page, worked out when they are shown (T21)."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.areas.archives.model import UnitRole
from frontdesk.areas.keys.rules.kinds import KeyKind, KeyState
from frontdesk.areas.permits.rules.course import State
from frontdesk.areas.permits.service.course import Take, give_back
from frontdesk.areas.permits.service.goods import TakeTearOff, take_tear_off
from frontdesk.areas.today.queries import TodayGroup, UnitCard, today_groups, unit_card
from frontdesk.base.store.work import Actor
from tests.areas.cashdesk.conftest import both
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.keys.cabinet import STAFF, Cabinet
from tests.areas.permits.office import issue, let
from tests.areas.today.test_search_desk import lease, permit, spaces

__all__ = ["both"]


def groups(desk: Desk, actor: Actor | None = None, days: int = 0) -> dict[str, TodayGroup]:
    """The start page's groups by their titles, *days* from now."""
    now = desk.clock.now() + timedelta(days=days)
    found = desk.runner.read(today_groups, actor or desk.receptionist, TODAY + timedelta(days=days), now)
    return {group.title: group for group in found}


def card(desk: Desk, unit_id: int = 1, days: int = 0) -> UnitCard:
    day, now = TODAY + timedelta(days=days), desk.clock.now() + timedelta(days=days)
    return desk.runner.read(unit_card, unit_id, day, now)


def test_t21_a_key_is_overdue_until_it_is_back_and_then_never_again(both: Desk) -> None:
    cabinet = Cabinet(both)
    key_id = cabinet.plant(2)
    lent = cabinet.lend((key_id, 2), who=STAFF, days=1)
    assert "钥匙逾期" not in groups(both, days=1)
    group = groups(both, days=3)["钥匙逾期"]
    (line,) = group.lines
    assert (group.count, line.when, line.tone) == (1, "逾期 2 天", "bad")
    assert line.text == "地下一层水泵房设备房钥匙 2 把，借给 工程部 李师傅"
    assert (line.target, line.arguments) == ("keys", {"text": "K-000001"})
    cabinet.back(lent.movement_ids[0])
    assert "钥匙逾期" not in groups(both, days=3)


def test_d3_6_a_tear_off_that_is_not_back_stands_there_until_it_is(both: Desk) -> None:
    made = issue(both)
    assert "门岗联未交回" not in groups(both, days=1)
    (line,) = groups(both, days=2)["门岗联未交回"].lines
    assert line.text == "出门条的门岗联没有交回，13 件，谢安平"
    assert (line.number, line.target, line.arguments) == (made.number, "goods_out", {"number": made.number})
    both.run(take_tear_off, TakeTearOff(made.number, matches=True))
    assert "门岗联未交回" not in groups(both, days=2)


def test_d3_7_leases_running_out_and_applications_that_wait(both: Desk) -> None:
    first, second, _ = spaces(both)
    lease(both, first, days=9)
    lease(both, second, plate="浙A12B34", days=300, unit_id=2)
    group = groups(both)["车位快到期"]
    (line,) = group.lines
    assert (line.when, line.unit, line.right, line.tone) == ("11-30", "3-1-1202", "还有 9 天", "warn")
    assert groups(both, days=5)["车位快到期"].lines[0].tone == "bad"
    assert line.arguments == {"code": "B1-076"}


def test_d0_3_only_who_may_do_the_work_is_told_of_it(both: Desk) -> None:
    cabinet = Cabinet(both)
    cabinet.lend(cabinet.plant(), who=STAFF)
    issue(both)
    lease(both, spaces(both)[0], days=9)
    own = {"钥匙逾期", "门岗联未交回", "车位快到期"}
    assert own <= set(groups(both, days=4))
    assert not own & set(groups(both, both.financier, days=4))


def test_d0_2_the_card_shows_keys_with_where_they_are_and_on_whose_word(both: Desk) -> None:
    cabinet = Cabinet(both)
    out = cabinet.key(KeyKind.LETTERBOX, hook="13")
    home = cabinet.key(KeyKind.DOOR, 2)
    gone = cabinet.key(KeyKind.POWER, hook="14")
    cabinet.consent("郑凯")
    cabinet.consent("安居中介", allow=False)
    cabinet.lend(out, days=1)
    shown = card(both)
    assert [(key.id, key.state) for key in shown.keys] == [
        (out, KeyState.OUT),
        (home, KeyState.IN),
        (gone, KeyState.IN),
    ]
    assert (shown.keys[0].holder, shown.keys[0].due) == ("张硕", TODAY + timedelta(days=1))
    assert card(both, days=2).keys[0].state is KeyState.OVERDUE
    assert [(row.name, row.allow) for row in shown.consents] == [("安居中介", False), ("郑凯", True)]
    assert not card(both, 2).keys


def test_d0_2_the_card_shows_leases_and_passes_that_are_not_done_with(both: Desk) -> None:
    made = issue(both)
    place, *_ = spaces(both)
    lease(both, place, days=20)
    shown = card(both)
    assert [(each.code, each.plate) for each in shown.leases] == [("B1-076", "浙A·8ZS61")]
    assert [row.number for row in shown.goods] == [made.number]
    both.run(take_tear_off, TakeTearOff(made.number, matches=True))
    assert not card(both).goods
    assert not card(both, days=21).leases


def test_d0_3_permits_that_end_this_week_and_those_not_given_back(both: Desk) -> None:
    number = permit(both, "曾凯", days=9)
    assert "一周内到期证件" not in groups(both)
    (line,) = groups(both, days=3)["一周内到期证件"].lines
    assert (line.when, line.unit, line.text) == ("11-30", "3-1-1202", "居住证，曾凯")
    assert (line.number, line.target, line.arguments) == (number, "permits", {"number": number})
    assert groups(both, days=9)["一周内到期证件"].lines[0].when == "今天"
    late = groups(both, days=12)
    assert "一周内到期证件" not in late
    (line,) = late["到期未交回证件"].lines
    assert (line.when, line.tone, line.text) == ("过期 3 天", "bad", "居住证，曾凯，没有交回")
    both.run(give_back, Take(number), both.receptionist)
    assert "到期未交回证件" not in groups(both, days=12)


def test_a_letter_and_a_pass_for_a_day_ask_for_no_renewal(both: Desk) -> None:
    permit(both, kind="ZM", days=3)
    permit(both, kind="BY", days=1, extra=(("direction", "搬出"),))
    assert not set(groups(both)) & {"一周内到期证件", "到期未交回证件"}
    assert "到期未交回证件" not in groups(both, days=9)


def test_d1_5_the_permit_of_somebody_who_left_is_to_be_withdrawn(both: Desk) -> None:
    person = let(both, 2)
    number = permit(both, "", unit_id=2, person_id=person)
    assert "搬走的人的证件" not in groups(both)
    with both.db.write() as session:
        role = session.query(UnitRole).filter_by(person_id=person).one()
        role.ends_on = TODAY
    (line,) = groups(both)["搬走的人的证件"].lines
    assert (line.number, line.unit, line.text) == (number, "2-2-0801", "居住证，租客 王磊，请收回")


def test_d0_2_the_card_shows_permits_with_those_ending_marked(both: Desk) -> None:
    soon, late = permit(both, "曾凯", days=3), permit(both, "张硕", days=100)
    shown = card(both).permits
    assert [(line.number, line.state, line.tone) for line in shown] == [
        (soon, State.ENDING, "warn"),
        (late, State.VALID, "ok"),
    ]
    assert [line.state for line in card(both, days=5).permits] == [State.OVER, State.VALID]
    both.run(give_back, Take(soon), both.receptionist)
    assert [line.number for line in card(both).permits] == [late]
    assert card(both, 2).permits == ()
