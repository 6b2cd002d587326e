"""Goods passes stored, allowed, ticked and voided: D0.5, D3.6, T11, T12, T16, T22, T23."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken
from frontdesk.areas.archives.queries.looks import LookFilter, LookShow, look_rows
from frontdesk.areas.archives.rules.looks import Matter
from frontdesk.areas.permits.model.goods import GoodsPass
from frontdesk.areas.permits.queries.goods import (
    GoodsFilter,
    goods_count,
    goods_counts,
    goods_of_unit,
    goods_rows,
    goods_rules,
    overdue_goods,
    search_goods,
)
from frontdesk.areas.permits.rules.goods import Consent, ConsentWay, GoodsRules, GoodsState, Line
from frontdesk.areas.permits.service.goods import (
    TakeTearOff,
    UndoTearOff,
    VoidGoods,
    issue_goods,
    save_goods_rules,
    take_tear_off,
    undo_tear_off,
    void_goods,
)
from frontdesk.areas.permits.service.revealing import RevealCarrier, reveal_carrier
from frontdesk.base.store.papers import paper_document
from frontdesk.base.store.work import Approval
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.permits.office import LINES, YES, issue, let, look, wanted

LEAVE = Approval(Right.PERMITS_ALLOW, 3, "周敏", "业主电话里说过")


def test_d3_6_a_pass_stands_with_its_lines_its_number_and_its_frozen_paper(both: Desk) -> None:
    made = issue(both)
    assert (made.number, made.pieces, made.again) == ("CM-00000001", 13, False)
    found = look(both, "cm1")
    assert found.lines == LINES
    assert (found.row.asker, found.row.asker_role, found.row.plate) == ("张硕", "业主", "浙A·6H072")
    assert found.row.state is GoodsState.OPEN
    assert found.carrier_number == "330102********4471"
    assert [step.words for step in found.course] == ["开出门条，共 13 件"]
    stored = both.runner.read(paper_document, "goods_pass", made.number)
    assert stored is not None
    paper = stored[1]
    assert paper["resident"] == "张硕（业主）"
    assert paper["consent"] == "本人"
    assert paper["carrier_id"] == "330102********4471"
    assert paper["code"] == found.code
    assert found.code.startswith("FD1")
    assert "330102198003074471" not in str(paper)
    assert broken(both.runner) == []


def test_t11_numbers_have_no_gap_when_a_pass_is_refused(desk: Desk) -> None:
    issue(desk)
    with pytest.raises(InvalidInput):
        issue(desk, carrier=" ")
    with pytest.raises(Refused):
        issue(desk, lines=())
    assert issue(desk).number == "CM-00000002"


def test_t23_the_same_press_twice_is_one_pass(desk: Desk) -> None:
    first = issue(desk, token="a")
    again = issue(desk, token="a")
    assert (again.number, again.again) == (first.number, True)
    assert desk.runner.read(goods_count, GoodsFilter(), TODAY) == 1
    with pytest.raises(Refused, match="重新打开"):
        issue(desk, 3, asker_id=3, token="a")


def test_everything_that_is_wrong_is_named_at_once(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        issue(
            desk,
            asker="",
            asker_id=None,
            carrier="",
            words="长" * 201,
            consent=Consent(" ", ConsentWay.PHONE, TODAY),
            ends_at=desk.clock.now() - timedelta(hours=2),
        )
    assert set(refused.value.errors) == {"asker", "carrier", "words", "consent_by", "ends_at"}


def test_only_the_archives_say_who_is_an_owner(desk: Desk) -> None:
    made = issue(desk, asker="生人", asker_id=None, asker_role="业主")
    assert look(desk, made.number).row.asker_role == ""
    with pytest.raises(InvalidInput, match="不住在这户"):
        issue(desk, 1, asker_id=2)


def test_t22_a_tenant_without_consent_is_stopped_and_a_supervisor_allows_it_with_a_reason(desk: Desk) -> None:
    tenant = let(desk)
    desk.charge("255.36", unit="2-2-0801", month="2026-10", due=date(2026, 10, 31))
    moving: dict[str, Any] = {"asker_id": tenant, "moves_out": True}
    with pytest.raises(Refused, match="业主同意") as refused:
        issue(desk, 2, **moving)
    assert refused.value.field == "allow_reason"
    assert "本户欠费 255.36 元（1 个月），搬离前要结清" in refused.value.text
    with pytest.raises(NeedsApproval) as asks:
        issue(desk, 2, **moving, allow_reason="业主在国外，电话里说过")
    assert asks.value.right == Right.PERMITS_ALLOW
    made = issue(desk, 2, **moving, allow_reason="业主在国外，电话里说过", approval=LEAVE)
    found = look(desk, made.number)
    assert (found.approver, found.allow_reason) == ("周敏", "业主在国外，电话里说过")
    assert [text[:8] for text in found.allowed] == ["租客搬离要业主同", "本户欠费 255"]
    assert found.course[0].words == "条件不满足，周敏准许：业主在国外，电话里说过"
    stored = desk.runner.read(paper_document, "goods_pass", made.number)
    assert stored is not None
    assert stored[1]["allowed"] == "周敏准许：业主在国外，电话里说过"


def test_t22_the_supervisors_own_reason_is_enough_and_the_supervisor_needs_one_too(desk: Desk) -> None:
    tenant = let(desk)
    made = issue(desk, 2, asker_id=tenant, moves_out=True, approval=LEAVE)
    assert look(desk, made.number).allow_reason == "业主电话里说过"
    with pytest.raises(Refused, match="理由"):
        issue(desk, 2, desk.supervisor, asker_id=tenant, moves_out=True)
    made = issue(desk, 2, desk.supervisor, asker_id=tenant, moves_out=True, allow_reason="看过合同")
    assert look(desk, made.number).approver == "周敏"


def test_d3_6_consent_and_no_arrears_let_a_tenant_go_without_asking_anybody(desk: Desk) -> None:
    tenant = let(desk)
    made = issue(desk, 2, asker_id=tenant, moves_out=True, consent=YES)
    found = look(desk, made.number)
    assert (found.consent, found.allowed, found.approver) == (YES, (), "")
    stored = desk.runner.read(paper_document, "goods_pass", made.number)
    assert stored is not None
    assert stored[1]["consent"] == "业主2，书面，11-20"


def test_d3_6_the_settings_decide_and_take_their_own_right(desk: Desk) -> None:
    tenant = let(desk)
    desk.charge("255.36", unit="2-2-0801", month="2026-10", due=date(2026, 10, 31))
    with pytest.raises(NeedsApproval):
        desk.run(save_goods_rules, GoodsRules(False, 1, 3))
    desk.run(save_goods_rules, GoodsRules(False, 1, 3), desk.supervisor)
    assert desk.runner.read(goods_rules) == GoodsRules(False, 1, 3)
    assert look(desk, issue(desk, 2, asker_id=tenant, moves_out=True).number).allowed == ()
    desk.run(save_goods_rules, GoodsRules(True, None, 0), desk.supervisor)
    assert desk.runner.read(goods_rules) == GoodsRules(True, None, 0)
    with pytest.raises(InvalidInput) as refused:
        desk.run(save_goods_rules, GoodsRules(True, 61, -1), desk.supervisor)
    assert set(refused.value.errors) == {"arrears_months", "tear_off_days"}


def test_d3_6_the_tear_off_comes_back_once_and_is_ticked(both: Desk) -> None:
    number = issue(both).number
    left = both.clock.now() - timedelta(minutes=5)
    assert both.run(take_tear_off, TakeTearOff("1", True, left, "老赵")) == number
    found = look(both, number)
    assert found.row.state is GoodsState.RETURNED
    assert found.back
    assert "放行人 老赵" in found.course[0].words
    with pytest.raises(Refused, match="交回过了"):
        both.run(take_tear_off, TakeTearOff(number, True))
    with pytest.raises(Refused, match="撤销回收"):
        both.run(void_goods, VoidGoods(number, "写错"))
    assert broken(both.runner) == []


def test_other_pieces_than_written_want_words_and_stand_on_a_list_of_their_own(desk: Desk) -> None:
    number = issue(desk).number
    with pytest.raises(InvalidInput) as refused:
        desk.run(take_tear_off, TakeTearOff(number, False, desk.clock.now() + timedelta(hours=1)))
    assert set(refused.value.errors) == {"words", "left_at"}
    desk.run(take_tear_off, TakeTearOff(number, False, words="少两箱，第二趟再走"))
    assert look(desk, number).row.state is GoodsState.MISMATCH
    assert desk.runner.read(goods_counts, TODAY) == {
        "out": 0,
        "overdue": 0,
        "mismatch": 1,
        "today": 1,
        "all": 1,
    }


def test_d0_5_a_tick_by_mistake_is_undone_with_its_reason_and_stays_in_the_course(desk: Desk) -> None:
    number = issue(desk).number
    with pytest.raises(Refused, match="还没有交回"):
        desk.run(undo_tear_off, UndoTearOff(number, "点错"))
    desk.run(take_tear_off, TakeTearOff(number, True))
    with pytest.raises(Refused, match="原因"):
        desk.run(undo_tear_off, UndoTearOff(number, " "))
    desk.run(undo_tear_off, UndoTearOff(number, "点错了一张"))
    found = look(desk, number)
    assert found.row.state is GoodsState.OPEN
    assert [step.words for step in found.course][:2] == ["撤销回收：点错了一张", "门岗联交回，件数相符"]
    desk.run(take_tear_off, TakeTearOff(number, True))
    assert look(desk, number).back


def test_d0_5_a_pass_is_voided_with_a_reason_and_its_tear_off_is_not_waited_for(both: Desk) -> None:
    number = issue(both).number
    with pytest.raises(Refused, match="原因"):
        both.run(void_goods, VoidGoods(number, ""))
    both.run(void_goods, VoidGoods(number, "今天不搬了"))
    assert look(both, number).row.state is GoodsState.VOID
    assert both.runner.read(goods_counts, TODAY)["out"] == 0
    for service, command in (
        (void_goods, VoidGoods(number, "再")),
        (take_tear_off, TakeTearOff(number, True)),
    ):
        with pytest.raises(Refused, match="已经作废"):
            both.run(service, command)
    assert broken(both.runner) == []


def test_t21_overdue_tear_offs_are_worked_out_when_asked(desk: Desk) -> None:
    first, second = issue(desk), issue(desk)
    assert desk.runner.read(overdue_goods, desk.clock.now(), TODAY) == ()
    later, day = desk.clock.now() + timedelta(days=2), TODAY + timedelta(days=2)
    assert [r.number for r in desk.runner.read(overdue_goods, later, day)] == [first.number, second.number]
    assert look(desk, first.number, later, day).row.state is GoodsState.OVERDUE
    desk.run(take_tear_off, TakeTearOff(first.number, True))
    assert [r.number for r in desk.runner.read(overdue_goods, later, day)] == [second.number]
    desk.run(save_goods_rules, GoodsRules(tear_off_days=9), desk.supervisor)
    assert desk.runner.read(overdue_goods, later, day) == ()


def test_d0_7_the_list_finds_by_number_unit_name_and_plate_and_sorts(desk: Desk) -> None:
    issue(desk)
    issue(desk, 3, asker_id=3, carrier="钱运", plate="", lines=(Line("床垫", 2, "张"),))

    def found(text: str, **more: Any) -> list[str]:
        rows = desk.runner.read(goods_rows, GoodsFilter(text=text, **more), desk.clock.now(), TODAY)
        return [row.number for row in rows]

    assert found("") == ["CM-00000002", "CM-00000001"]
    assert found("", sort="number") == ["CM-00000001", "CM-00000002"]
    assert found("", sort="pieces", descending=True) == ["CM-00000001", "CM-00000002"]
    for text, number in (("浙a6h", 1), ("钱运", 2), ("0101", 2), ("CM-2", 2), ("张硕", 1)):
        assert found(text) == [f"CM-0000000{number}"], text
    assert found("没有的") == []
    assert broken(desk.runner) == []
    assert [r.number for r in desk.runner.read(goods_of_unit, 3, desk.clock.now(), TODAY)] == ["CM-00000002"]
    hits = desk.runner.read(search_goods, "cm-1", desk.clock.now(), TODAY)
    assert [hit.number for hit in hits] == ["CM-00000001"]
    assert desk.runner.read(search_goods, "1202", desk.clock.now(), TODAY) == ()


def test_who_may_not_write_passes_is_refused(desk: Desk) -> None:
    with pytest.raises(NeedsApproval) as asks:
        desk.run(issue_goods, wanted(desk), desk.financier)
    assert asks.value.right == Right.PERMITS


def test_d0_5_the_database_itself_keeps_what_is_final(both: Desk) -> None:
    number = issue(both).number
    with pytest.raises(DBAPIError, match="final"), both.db.write() as session:
        session.query(GoodsPass).filter_by(number=number).update({"carrier": "别人"})
    with pytest.raises(DBAPIError, match="never deleted"), both.db.write() as session:
        session.query(GoodsPass).filter_by(number=number).delete()


def test_d1_9_the_carriers_number_is_seen_with_a_right_and_a_reason(desk: Desk) -> None:
    made = issue(desk)
    pass_id = look(desk, made.number).row.id
    with pytest.raises(Refused, match="原因"):
        desk.run(reveal_carrier, RevealCarrier(pass_id, ""), desk.supervisor)
    with pytest.raises(NeedsApproval):
        desk.run(reveal_carrier, RevealCarrier(pass_id, "核对"), desk.cashier)
    seen = desk.run(reveal_carrier, RevealCarrier(pass_id, "核对身份"), desk.supervisor)
    assert (seen.id_number[:6], seen.id_number[-4:], "*" in seen.id_number) == ("330102", "4471", False)
    (row,) = desk.runner.read(look_rows, LookFilter(TODAY, show=LookShow.ALL))
    assert (row.matter, row.reason, row.by) == (Matter.PERMIT, "核对身份", desk.supervisor.name)
    assert made.number in row.name
