"""Permits issued: conditions, approval, numbers, money, paper, the same press twice (D3.3, D3.4, T11, T22, T23)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken
from frontdesk.areas.archives.model import Pet, Unit, UnitRole
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.cashdesk.model import Deposit, Payment
from frontdesk.areas.fees.model import Charge, FeeItem
from frontdesk.areas.fees.rules.kinds import Category
from frontdesk.areas.permits.model.permits import Permit, PermitEvent
from frontdesk.areas.permits.queries import conditions
from frontdesk.areas.permits.queries.batch import one_by_one
from frontdesk.areas.permits.queries.conditions import IssueFacts, check, limits
from frontdesk.areas.permits.queries.kinds import kind_on
from frontdesk.areas.permits.queries.permit_checks import broken_permits
from frontdesk.areas.permits.queries.permits import PermitFilter, count_by_state, permit_count, permit_rows
from frontdesk.areas.permits.rules.conditions import Decoration
from frontdesk.areas.permits.rules.course import State, Step
from frontdesk.areas.permits.service.course import Renew, renew
from frontdesk.areas.permits.service.issuing import IssueMany, issue_many
from frontdesk.areas.permits.service.kinds import SaveKind, save_kind
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.store.papers import paper_document
from frontdesk.base.store.runner import Runner
from frontdesk.base.values.errors import Cancelled, InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, UNITS, Desk
from tests.areas.permits.issuing import LEAVE, UNTIL, give, look, pay, wanted, worker
from tests.areas.permits.office import TENANT, let

Y = Money.yuan


@pytest.fixture(autouse=True)
def nobody_keeps_decorations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the unit's state is asked: what a higher area knows is that area's to prove."""
    monkeypatch.setattr(conditions, "decoration_source", [conditions.unit_state_says])


def numbers(desk: Desk) -> list[str]:
    return [row.number for row in desk.runner.read(permit_rows, PermitFilter(sort="number"), TODAY)]


def test_d3_3_a_permit_stands_with_its_number_its_code_and_its_frozen_paper(both: Desk) -> None:
    made = give(both)
    assert (made.number, made.receipt, made.again) == ("JZ-00000001", "", False)
    found = look(both, "jz1")
    assert (found.row.kind, found.row.holder, found.row.role, found.row.unit) == (
        "居住证", "张硕", "业主", UNITS[0],
    )  # fmt: skip
    assert (found.row.starts_on, found.row.ends_on, found.row.state) == (TODAY, UNTIL, State.VALID)
    assert [(event.step, event.by) for event in found.events] == [
        (Step.COLLECTED, "何倩"), (Step.ISSUED, "何倩"),
    ]  # fmt: skip
    stored = both.runner.read(paper_document, "permit_card", made.number)
    assert stored is not None
    assert stored[1]["holder"] == "张硕"
    assert stored[1]["code"] == found.code
    assert broken(both.runner) == []


def test_d3_4_one_that_is_fetched_later_waits(desk: Desk) -> None:
    made = give(desk, waits=True)
    assert look(desk, made.number).row.state is State.WAITING
    assert desk.runner.read(count_by_state, TODAY)["waiting"] == 1


# -- money --


def test_d3_3_fee_and_deposit_go_through_the_shift_in_one_transaction(both: Desk) -> None:
    both.open()
    made = give(
        both, "LS", actor=both.cashier,
        approval=LEAVE, pay=pay("cash=20", "wechat=50:A1"), allow_reason="先进场量尺", **worker(),
    )  # fmt: skip
    assert (made.change, bool(made.receipt), bool(made.deposit)) == (Y("10"), True, True)
    with both.db.read() as session:
        charge = session.scalars(select(Charge).where(Charge.source_kind == "permit")).one()
        assert (charge.amount, charge.owed, charge.source_id) == (Y("10"), Money(0), made.permit_id)
        assert session.get_one(FeeItem, charge.item_id).category is Category.PERMITS
        paid = session.scalars(select(Payment)).one()
        assert (paid.number, paid.payer_name) == (made.receipt, "谢安平")
        held = session.scalars(select(Deposit)).one()
        assert (held.amount, held.source_kind, held.source_id) == (Y("50"), "permit", made.permit_id)
    issued = look(both, made.number).events[-1]
    assert issued.said().startswith(f"发证，工本费 10.00（收据 {made.receipt}），押金收据 {made.deposit}")
    assert broken(both.runner) == []


def test_d3_3_a_fee_left_owing_stands_in_the_arrears(desk: Desk) -> None:
    made = give(desk)
    assert list(desk.owed().values()) == [Y("12")]
    assert look(desk, made.number).events[-1].said() == "发证，工本费 12.00（记账）"


def test_t11_without_a_shift_nothing_is_stored_and_no_number_is_lost(both: Desk) -> None:
    with pytest.raises(Refused, match="还没有开班"):
        give(both, pay=pay("cash=12"), actor=both.cashier)
    assert numbers(both) == []
    assert both.owed() == {}
    both.open()
    with pytest.raises(Refused):
        give(both, pay=pay("cash=11"), actor=both.cashier)
    assert give(both, pay=pay("cash=12"), actor=both.cashier).number == "JZ-00000001"
    assert broken(both.runner) == []


def test_a_deposit_that_is_asked_for_has_to_be_given(desk: Desk) -> None:
    desk.open()
    with pytest.raises(InvalidInput) as refused:
        give(desk, "LS", actor=desk.cashier, approval=LEAVE, allow_reason="先进场", **worker())
    assert refused.value.errors == {"deposit": "这种证要收押金 50.00 元"}


# -- conditions --


def arrears(desk: Desk, months: int = 4) -> None:
    for month in range(8, 8 + months):
        desk.charge("255.36", month=f"2026-{month:02d}")


def test_d3_4_what_is_not_met_stops_the_issue_and_is_named(desk: Desk) -> None:
    arrears(desk)
    with pytest.raises(Refused, match="本户欠费 1,021.44 元（4 个月），超过 3 个月。要准许办，请写明理由"):
        give(desk)
    with pytest.raises(NeedsApproval) as asked:
        give(desk, allow_reason="业主答应月底交清")
    assert asked.value.right == Right.PERMITS_ALLOW
    assert "本户欠费" in asked.value.text
    assert numbers(desk) == []


def test_t22_a_supervisor_allows_it_with_a_reason_that_is_kept(both: Desk) -> None:
    arrears(both)
    made = give(both, approval=LEAVE)
    found = look(both, made.number)
    assert found.allowed == ("本户欠费 1,021.44 元（4 个月），超过 3 个月",)
    assert (found.allow_reason, found.approver) == ("业主答应月底交清", "周敏")
    assert found.events[-1].approver == "周敏"
    # By the supervisor's own hand it takes a reason all the same.
    with pytest.raises(Refused, match="请写明理由") as refused:
        give(both, actor=both.supervisor, unit_id=1, yes=("permit.second",))
    assert refused.value.field == "allow_reason"
    own = give(both, actor=both.supervisor, allow_reason="老人住院", yes=("permit.second",))
    assert (look(both, own.number).approver, look(both, own.number).allow_reason) == ("周敏", "老人住院")


def test_d3_3_a_tenants_permit_does_not_outlast_the_lease(desk: Desk) -> None:
    person = let(desk, 2)
    assert desk.runner.read(limits, "JZ", 2, person, TODAY) == (UNTIL, "租约至 2027-05-31")
    assert desk.runner.read(limits, "JZ", 2, 2, TODAY) == (TODAY + timedelta(days=365), "这种证最长 366 天")
    with pytest.raises(Refused, match="租约到 2027-05-31 为止"):
        give(desk, unit_id=2, person_id=person, ends_on=UNTIL + timedelta(days=1))
    made = give(desk, unit_id=2, person_id=person)
    assert (look(desk, made.number).row.holder, look(desk, made.number).row.role) == (TENANT, "租客")


def test_d3_3_decoration_is_asked_of_the_unit_until_somebody_else_knows(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = IssueFacts("LS", 1, date(2026, 12, 31))
    assert [(c.met, c.text) for c in desk.runner.read(check, facts, TODAY)] == [
        (False, "本户没有装修登记，不在装修中")
    ]
    with desk.db.write() as session:
        session.get_one(Unit, 1).state = UnitState.DECORATING
    assert [c.met for c in desk.runner.read(check, facts, TODAY)] == [True]
    monkeypatch.setattr(conditions, "decoration_source", [lambda *_: Decoration(False, "ZX-1 还没有批准")])
    assert [(c.met, c.text) for c in desk.runner.read(check, facts, TODAY)] == [(False, "ZX-1 还没有批准")]


def test_d3_3_a_dog_needs_a_vaccination_that_holds(desk: Desk) -> None:
    dog = (("pet", "豆豆"), ("breed", "柯基"))
    with pytest.raises(Refused, match="没有填免疫有效期"):
        give(desk, "YQ", extra=dog)
    with pytest.raises(Refused, match="免疫到 2026-11-20 已过期"):
        give(desk, "YQ", extra=(*dog, ("vaccinated_until", "2026.11.20")))
    with pytest.raises(InvalidInput) as refused:
        give(desk, "YQ", extra=(*dog, ("vaccinated_until", "明年")))
    assert set(refused.value.errors) == {"vaccinated_until"}
    # What the archives know of the dog is enough.
    with desk.db.write() as session:
        session.add(
            Pet(unit_id=1, name="豆豆", breed="柯基", vaccinated_until=date(2027, 3, 1), withdrawn_on=None)
        )
    made = give(desk, "YQ", extra=dog)
    assert look(desk, made.number).extra == (("犬名", "豆豆"), ("品种", "柯基"))


# -- what is written --


def test_what_is_missing_is_named_field_by_field(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        give(desk, "BY", person_id=None, holder=" ", ends_on=TODAY - timedelta(days=1))
    assert set(refused.value.errors) == {"holder", "ends_on", "direction"}
    with pytest.raises(InvalidInput) as refused:
        give(desk, ends_on=TODAY + timedelta(days=366), photo=b"GIF89a")
    assert refused.value.errors == {
        "ends_on": "居住证最长 366 天，最晚 2027-11-21", "photo": "照片不是裁好的 JPG，请重新选",
    }  # fmt: skip
    with pytest.raises(InvalidInput, match="现在不住在这户"):
        give(desk, person_id=2)
    with pytest.raises(Refused, match="没有 QQ 这种证"):
        give(desk, "QQ")


def test_numbers_of_people_are_masked_and_a_workers_role_is_no_owners(desk: Desk) -> None:
    made = give(desk, "BY", person_id=None, holder="王磊", role="业主", phone="13805712208",
                id_number="330102198003074471", ends_on=TODAY, extra=(("direction", "搬出"),))  # fmt: skip
    found = look(desk, made.number)
    assert (found.row.role, found.phone, found.id_number) == ("", "138****2208", "330102********4471")
    assert found.row.state is State.ENDING  # of a day: good today


def test_a_plate_is_written_as_plates_are(desk: Desk) -> None:
    made = give(desk, "TC", extra=(("plate", "浙a6h072"),))
    assert look(desk, made.number).extra == (("车牌", "浙A·6H072"),)


def test_a_second_one_for_the_same_thing_is_asked_about(desk: Desk) -> None:
    give(desk)
    with pytest.raises(NeedsConfirmation, match="张硕已有在用的居住证 JZ-00000001，再办一张吗"):
        give(desk)
    assert give(desk, yes=("permit.second",)).number == "JZ-00000002"
    give(desk, "TC", extra=(("plate", "浙A6H072"),))
    assert give(desk, "TC", extra=(("plate", "浙A6H073"),)).number == "TC-00000002"


def test_a_photograph_is_kept_once_and_not_in_the_trail(desk: Desk) -> None:
    jpeg = b"\xff\xd8\xff\xe0" + bytes(range(200))
    first, second = give(desk, photo=jpeg), give(desk, unit_id=2, photo=jpeg)
    assert look(desk, first.number).photo == jpeg
    assert look(desk, first.number).photo_hash == look(desk, second.number).photo_hash
    with desk.db.read() as session:
        told = session.scalars(select(AuditEntry.command).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert "photo" not in told
    assert "JZ" in told


def test_t23_the_same_press_twice_is_one_permit_and_one_fee(both: Desk) -> None:
    both.open()
    first = give(both, token="t", pay=pay("cash=12"), actor=both.cashier)
    again = give(both, token="t", pay=pay("cash=12"), actor=both.cashier)
    assert (again.number, again.again) == (first.number, True)
    assert numbers(both) == ["JZ-00000001"]
    with both.db.read() as session:
        assert len(session.scalars(select(Payment.id)).all()) == 1
    with pytest.raises(Refused, match="重新打开"):
        give(both, unit_id=2, token="t", actor=both.cashier)


def test_who_may_not_issue_permits_is_told(desk: Desk) -> None:
    with pytest.raises(NeedsApproval):
        give(desk, actor=desk.financier)


def test_d0_5_nothing_of_a_permit_can_be_changed_or_deleted(both: Desk) -> None:
    give(both)
    for table in ("permit", "permit_term", "permit_event", "permit_kind"):
        for words in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
            with pytest.raises(DBAPIError), both.db.write() as session:
                session.execute(text(words))


# -- several at once --


def batch(desk: Desk, *commands: object, progress: Progress | None = None) -> object:
    command = IssueMany(tuple(commands))  # type: ignore[arg-type]
    runner: Runner = desk.runner
    return runner.run(issue_many, command, actor=desk.receptionist, progress=progress or Progress()).value


def test_d3_3_a_batch_issues_what_it_may_and_names_the_rest(both: Desk) -> None:
    arrears(both)
    give(both, unit_id=3)
    made = batch(
        both,
        wanted(unit_id=1),
        wanted(unit_id=2, waits=True),
        wanted(unit_id=3),
        wanted(unit_id=2, holder="", person_id=9),
    )
    assert [issued.number for issued in made.issued] == ["JZ-00000002"]  # type: ignore[attr-defined]
    assert [why.split("（")[0] for _, why in made.refused] == [  # type: ignore[attr-defined]
        "本户欠费 1,021.44 元", "已有在用的居住证，没有再办", "这个人现在不住在这户，请重新选择",
    ]  # fmt: skip
    assert look(both, "JZ-2").row.state is State.WAITING
    assert both.runner.read(broken_permits) == []


def test_a_batch_can_be_cancelled_and_then_nothing_has_happened(desk: Desk) -> None:
    progress = Progress()
    seen: list[tuple[int, int]] = []

    def watch(done: int, of: int, _words: str) -> None:
        seen.append((done, of))
        if done == 1:
            progress.cancelled.set()

    progress.report = watch
    with pytest.raises(Cancelled):
        batch(desk, wanted(unit_id=1), wanted(unit_id=2), wanted(unit_id=3), progress=progress)
    assert seen == [(0, 3), (1, 3)]
    assert numbers(desk) == []
    assert broken(desk.runner) == []


def test_a_kind_with_a_deposit_is_issued_one_by_one(desk: Desk) -> None:
    with pytest.raises(Refused, match="要收押金，请一张一张办"):
        batch(desk, wanted("LS"))


# -- who has left --


def test_permits_of_people_who_left_stand_on_a_list_to_withdraw(desk: Desk) -> None:
    give(desk)
    gone = give(desk, unit_id=2)
    with desk.db.write() as session:
        role = session.scalars(select(UnitRole).where(UnitRole.person_id == 2)).one()
        role.ends_on = TODAY
    rows = desk.runner.read(permit_rows, PermitFilter("left"), TODAY)
    assert [row.number for row in rows] == [gone.number]
    assert desk.runner.read(permit_count, PermitFilter("left"), TODAY - timedelta(days=1)) == 0


def test_invariants_name_a_gap_in_the_numbers(desk: Desk) -> None:
    give(desk)
    with desk.db.write() as session:
        session.execute(text("UPDATE number_series SET last = 2 WHERE name = 'permit-JZ'"))
    assert broken(desk.runner) == ["证 JZ-00000002 缺号"]
    with desk.db.read() as session:
        assert session.scalars(select(Permit.number)).all() == ["JZ-00000001"]


def test_invariants_name_money_that_is_another_permits(desk: Desk) -> None:
    give(desk)
    other = give(desk, unit_id=2)
    with desk.db.write() as session:
        session.add(
            PermitEvent(
                permit_id=other.permit_id, step=Step.LOST, on=TODAY, charge_id=1, receipt="SJ00000009",
                deposit="YJ00000009", at=desk.clock.now(), by_id=1, by="x",
            )
        )  # fmt: skip
    assert desk.runner.read(broken_permits) == [
        "证 JZ-00000002 的工本费和应收对不上", "证 JZ-00000002 的收据找不到", "证 JZ-00000002 的押金收据对不上",
    ]  # fmt: skip


def test_d3_3_t22_without_its_photograph_a_supervisor_allows_it_with_a_reason(desk: Desk) -> None:
    kind = desk.runner.read(kind_on, "JZ", TODAY).facts
    needs = replace(kind.needs, photo=True)
    desk.run(save_kind, SaveKind(replace(kind, needs=needs), TODAY), desk.supervisor)
    with pytest.raises(Refused, match="没有照片"):
        give(desk)
    with pytest.raises(NeedsApproval, match="没有照片"):
        give(desk, allow_reason="相机送修，本人带证来补")
    made = give(desk, allow_reason="相机送修，本人带证来补", approval=LEAVE)
    assert look(desk, made.number).allowed == ("没有照片，这种证要有照片",)
    # Renewing asks again; with a photograph nobody is asked.
    with pytest.raises(Refused, match="没有照片"):
        desk.run(renew, Renew(made.number, date(2027, 10, 31)), desk.receptionist)
    second = give(desk, unit_id=2, photo=b"\xff\xd8 cropped")
    assert look(desk, second.number).allowed == ()


def test_d3_3_a_batch_leaves_out_whose_photograph_is_wanted_and_names_them(desk: Desk) -> None:
    kind = desk.runner.read(kind_on, "JZ", TODAY).facts
    desk.run(
        save_kind, SaveKind(replace(kind, needs=replace(kind.needs, photo=True)), TODAY), desk.supervisor
    )
    made = desk.run(issue_many, IssueMany((wanted(),)), desk.receptionist)
    assert made.issued == ()
    assert "没有照片" in made.refused[0][1]
    assert numbers(desk) == []


def test_d3_3_kinds_that_are_issued_one_by_one_say_why(desk: Desk) -> None:
    apart = {kind.name: (kind.deposit, labels) for kind, labels in desk.runner.read(one_by_one, TODAY)}
    assert apart["临时出入证"] == (Y("50"), ())
    assert apart["养犬登记"] == (Money(0), ("犬名", "品种"))
    assert "居住证" not in apart
