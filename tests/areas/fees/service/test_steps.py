"""M8.3–M8.5: the steps from the first demand to the lawyer's draft, deliveries with their proof, the board's list."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.fees.documents import Demand, LawyerLetter
from frontdesk.areas.fees.queries import NoticeFilter, notices
from frontdesk.areas.fees.queries.limitation import running_out, unit_acts, unit_limitations
from frontdesk.areas.fees.queries.notices import demand_document
from frontdesk.areas.fees.queries.steps import unit_papers, unit_steps
from frontdesk.areas.fees.rules.kinds import ActKind, DeliveryWay, NoticeKind, Pricing
from frontdesk.areas.fees.rules.steps import Readiness
from frontdesk.areas.fees.service.limitation import (
    AddLimitationAct,
    VoidLimitationAct,
    add_limitation_act,
    void_limitation_act,
)
from frontdesk.areas.fees.service.notices import (
    IssueNotices,
    NoticeBatch,
    RecordDelivery,
    issue_notices,
    record_delivery,
)
from frontdesk.areas.fees.service.steps import (
    IssueDemands,
    PrintDeliverySheet,
    PrintPublicList,
    ReprintDemands,
    SaveSteps,
    issue_demands,
    print_delivery_sheet,
    print_public_list,
    reprint_demands,
    save_steps,
    step_facts,
)
from frontdesk.base.store.papers import papers_of
from frontdesk.base.values.errors import Cancelled, InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.periods import Month
from frontdesk.base.values.progress import Progress
from tests.areas.fees.office import Office, Y

F, S, L = NoticeKind.FIRST, NoticeKind.SECOND, NoticeKind.LAWYER


@pytest.fixture
def late(office: Office) -> Office:
    """Three units in two buildings owe September and October; it is 21 November."""
    office.set("office.name", "翠湖花园物业服务中心")
    office.set("estate.name", "翠湖花园")
    office.set("office.phone", "0571-8800 1234")
    office.unit("2-1-0101", owner="李静", area="127.35")
    office.unit("1-1-0102", owner="王磊", spaces=("B1-076",))
    office.unit("1-1-0101")
    office.item("物业服务费")
    office.item("车位管理费", "80", Pricing.SPACE)
    office.bill("2026-09")
    office.bill("2026-10")
    return office


def notice(office: Office, *codes: str, deliver: bool = True) -> None:
    ids = tuple(office.units[code] for code in codes)
    batch = office.run(issue_notices, IssueNotices(Month(2026, 10), unit_ids=ids))
    if deliver:
        office.run(record_delivery, RecordDelivery(batch.numbers, DeliveryWay.ON_DOOR))


def demand(office: Office, kind: NoticeKind, *codes: str, **more: Any) -> NoticeBatch:
    ids = tuple(office.units[code] for code in codes)
    batch: NoticeBatch = office.run(issue_demands, IssueDemands(kind, unit_ids=ids), **more)
    return batch


def delivered(
    office: Office, numbers: tuple[str, ...], way: DeliveryWay = DeliveryWay.AT_HOME, **more: Any
) -> None:
    office.run(record_delivery, RecordDelivery(numbers, way, **more))


def words(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def states(office: Office) -> dict[str, tuple[NoticeKind, Readiness]]:
    rows = office.runner.read(unit_steps, office.clock.today())
    return {row.unit: (row.step.next, row.step.readiness) for row in rows}


def test_m8_3_the_whole_way_to_the_lawyer(late: Office) -> None:
    unit = "1-1-0101"
    assert states(late)[unit] == (NoticeKind.NOTICE, Readiness.READY)
    with pytest.raises(Refused, match="下一步是缴费通知单，现在不能发催缴单（第一次）"):
        demand(late, F, unit)
    notice(late, unit, deliver=False)
    with pytest.raises(Refused, match="还没有登记送达"):
        demand(late, F, unit)
    delivered(late, ("NT-202610-1-0001",), DeliveryWay.ON_DOOR)
    with pytest.raises(Refused, match="送达后要等到 2026-11-28"):
        demand(late, F, unit)
    late.clock.forward(days=7)
    first = demand(late, F, unit)
    assert first.numbers == ("CJ-202611-1-0001",)
    delivered(
        late, first.numbers, received_by="张敏", signed=True, proof="在家签收", proof_ref="IMG_0412.jpg"
    )
    late.clock.forward(days=15)
    second = demand(late, S, unit)
    page = words(second.pdf)[0]
    assert "催缴单（第二次）" in page
    assert (
        "2026-11-28 催缴单（第一次） CJ-202611-1-0001" in page or "催缴单（第一次） CJ-202611-1-0001" in page
    )
    assert "张敏签收" in page
    delivered(late, second.numbers, DeliveryWay.WECHAT, proof="发到业主微信，已回复")
    late.clock.forward(days=30)
    late.run(save_steps, SaveSteps(7, 15, 30, 10, "浙江某某律师事务所", "钱律师"))
    letter = demand(late, L, unit)
    assert letter.numbers == ("LS-202701-1-0001",)
    draft = late.runner.read(demand_document, letter.numbers[0])
    assert isinstance(draft, LawyerLetter)
    assert (draft.firm, draft.lawyer, draft.days_to_pay) == ("浙江某某律师事务所", "钱律师", 10)
    assert [line.item for line in draft.sums] == ["物业服务费"]
    assert (draft.sums[0].first_period, draft.sums[0].last_period, draft.sums[0].charges) == (
        "2026-09",
        "2026-10",
        2,
    )
    assert len(draft.earlier) == 3
    assert states(late)[unit] == (L, Readiness.END)
    rows = late.runner.read(unit_papers, (late.units[unit],))[late.units[unit]]
    assert [row.kind for row in rows] == list(NoticeKind)
    assert (rows[1].received_by, rows[1].signed, rows[1].proof, rows[1].proof_ref) == (
        "张敏", True, "在家签收", "IMG_0412.jpg",
    )  # fmt: skip
    # The list of payment notices knows nothing of demands.
    assert len(late.runner.read(notices, NoticeFilter())) == 1


def test_m8_3_a_building_gets_what_is_due_in_delivery_order_with_bookmarks(late: Office) -> None:
    notice(late, "1-1-0101", "1-1-0102", "2-1-0101")
    late.clock.forward(days=7)
    batch = late.run(issue_demands, IssueDemands(F))
    assert batch.numbers == ("CJ-202611-1-0001", "CJ-202611-1-0002", "CJ-202611-2-0001")
    pages = words(batch.pdf)
    assert len(pages) == 3
    assert ["1-1-0101" in pages[0], "1-1-0102" in pages[1], "2-1-0101" in pages[2]] == [True] * 3
    outline = PdfReader(io.BytesIO(batch.pdf)).outline
    assert [entry.title for entry in outline if not isinstance(entry, list)] == ["1栋", "2栋"]
    with pytest.raises(Refused, match="没有该发催缴单（第一次）的房屋"):
        late.run(issue_demands, IssueDemands(F, building_ids=(3,)))
    found = late.runner.read(demand_document, "CJ-202611-1-0002")
    assert isinstance(found, Demand)
    assert [(line.item, line.period) for line in found.lines] == [
        ("物业服务费", "2026-09"), ("车位管理费", "2026-09"), ("物业服务费", "2026-10"), ("车位管理费", "2026-10"),
    ]  # fmt: skip
    assert found.adds_up
    assert found.pay_before == date(2026, 12, 13)
    sheet = late.run(print_delivery_sheet, PrintDeliverySheet(batch.numbers))
    assert sheet.number == "SD-20261128-001"
    text_of = words(sheet.pdf)[0]
    assert all(number in text_of for number in batch.numbers)
    assert "李静" in text_of


def test_f4_a_batch_can_be_stopped_and_nothing_of_it_stands(late: Office) -> None:
    notice(late, "1-1-0101", "1-1-0102", "2-1-0101")
    late.clock.forward(days=7)
    progress = Progress()

    def stop(done: int, of: int, said: str) -> None:
        if done == 2:
            progress.cancelled.set()

    progress.report = stop
    with pytest.raises(Cancelled):
        late.run(issue_demands, IssueDemands(F), progress=progress)
    assert set(states(late).values()) == {(F, Readiness.READY)}
    assert late.run(issue_demands, IssueDemands(F)).numbers[0] == "CJ-202611-1-0001"


def test_what_still_waits_to_be_delivered_is_printed_again_under_its_number(late: Office) -> None:
    notice(late, "1-1-0101")
    late.clock.forward(days=7)
    one = demand(late, F, "1-1-0101")
    late.clock.forward(days=1)
    again = demand(late, F, "1-1-0101")
    assert (again.numbers, again.made, again.again) == (one.numbers, 0, 1)
    assert "补打 1" in words(again.pdf)[0]
    reprint = late.run(reprint_demands, ReprintDemands(one.numbers))
    assert "补打 2" in words(reprint.pdf)[0]
    charge = late.charges(unit_id=late.units["1-1-0101"], month=Month(2026, 9))[0]
    late.pay({charge.id: Y("55.36")})
    other = demand(late, F, "1-1-0101")
    assert other.numbers == ("CJ-202611-1-0002",)
    delivered(late, other.numbers)
    assert demand(late, F, "1-1-0101").numbers == ("CJ-202611-1-0003",)
    with pytest.raises(Refused, match="没有编号为"):
        late.run(reprint_demands, ReprintDemands(("CJ-1",)))


def test_who_has_paid_is_asked_for_nothing(late: Office) -> None:
    notice(late, "1-1-0101")
    late.clock.forward(days=7)
    unit = late.units["1-1-0101"]
    late.pay({charge.id: charge.owed for charge in late.charges(unit_id=unit)})
    assert "1-1-0101" not in states(late)
    with pytest.raises(Refused, match="1-1-0101 没有过了期限还没缴的费用"):
        demand(late, F, "1-1-0101")


def test_m8_4_a_signature_breaks_the_limitation_of_what_stands_on_the_paper(late: Office) -> None:
    unit = late.units["1-1-0101"]
    notice(late, "1-1-0101", deliver=False)
    late.clock.forward(days=2)
    delivered(late, ("NT-202610-1-0001",), DeliveryWay.AT_DESK, received_by="张硕", signed=True)
    late.bill("2026-11")
    late.clock.forward(days=30)
    rows = late.runner.read(unit_limitations, unit, late.clock.today())
    assert [(row.period, row.ends_on.isoformat()) for row in rows] == [
        ("2026-09", "2029-11-23"), ("2026-10", "2029-11-23"), ("2026-11", "2029-11-30"),
    ]  # fmt: skip
    assert rows[0].last_act is not None
    assert rows[0].last_act.words == "缴费通知单 NT-202610-1-0001，张硕签收"
    assert [act.charges for act in late.runner.read(unit_acts, unit)] == [2]


def test_m8_4_part_payments_count_and_undone_ones_do_not(late: Office) -> None:
    unit = late.units["1-1-0101"]
    charge = late.charges(unit_id=unit, month=Month(2026, 9))[0]
    source = late.pay({charge.id: Y("10")})
    (first, _) = late.runner.read(unit_limitations, unit, late.clock.today())
    assert first.period == "2026-10"
    assert late.runner.read(unit_limitations, unit, late.clock.today())[1].last_act is not None
    late.undo(source)
    assert all(row.last_act is None for row in late.runner.read(unit_limitations, unit, late.clock.today()))


def test_m8_4_what_runs_out_within_ninety_days_is_listed(both: Office) -> None:
    both.unit("1-1-0101")
    item = both.by_hand()
    today = both.clock.today()
    soon = both.charge("1-1-0101", item, "100", date(2024, 2, 1), date(2024, 2, 19))
    both.charge("1-1-0101", item, "100", date(2024, 2, 1), date(2024, 2, 20))
    gone = both.charge("1-1-0101", item, "100", date(2023, 10, 1), date(2023, 11, 20))
    rows = both.runner.read(running_out, today)
    assert [(row.charge_id, row.days_left) for row in rows] == [(gone, -1), (soon, 90)]
    act = both.run(
        add_limitation_act,
        AddLimitationAct(
            both.units["1-1-0101"], ActKind.SIGNED, date(2026, 11, 1), "催缴函，张硕签字", "柜 3-12", (soon,)
        ),
    )
    assert [row.charge_id for row in both.runner.read(running_out, today)] == [gone]
    both.run(void_limitation_act, VoidLimitationAct(act, "登错了户"))
    assert len(both.runner.read(running_out, today)) == 2
    assert both.runner.read(unit_acts, both.units["1-1-0101"])[0].void == "登错了户"
    with pytest.raises(Refused, match="已经作废"):
        both.run(void_limitation_act, VoidLimitationAct(act, "再来一次"))


def test_an_act_needs_a_day_and_words_and_debts(late: Office) -> None:
    unit = late.units["1-1-0101"]
    with pytest.raises(InvalidInput) as caught:
        late.run(add_limitation_act, AddLimitationAct(unit, ActKind.PART_PAYMENT, None, " "))
    assert set(caught.value.errors) == {"kind", "acted_on", "words"}
    with pytest.raises(InvalidInput, match="今天之后"):
        late.run(add_limitation_act, AddLimitationAct(unit, ActKind.COURT, date(2027, 1, 1), "起诉"))
    with pytest.raises(Refused, match="没有过了期限"):
        late.run(add_limitation_act, AddLimitationAct(unit, ActKind.COURT, date(2026, 1, 1), "起诉"))


def test_a_signature_needs_somebody_who_could_sign(late: Office) -> None:
    notice(late, "1-1-0101", deliver=False)
    with pytest.raises(Refused, match="上门、前台领取送到的才有签收"):
        delivered(late, ("NT-202610-1-0001",), DeliveryWay.ON_DOOR, signed=True, received_by="张硕")
    notice(late, "1-1-0102", deliver=False)
    with pytest.raises(Refused, match="一份一份登记"):
        both = ("NT-202610-1-0001", "NT-202610-1-0002")
        delivered(late, both, DeliveryWay.AT_HOME, signed=True, received_by="张硕")
    with pytest.raises(Refused, match="谁签收"):
        delivered(late, ("NT-202610-1-0001",), DeliveryWay.AT_HOME, signed=True)


def test_m8_5_the_boards_list_carries_codes_and_never_a_name(late: Office) -> None:
    batch = late.run(print_public_list, PrintPublicList())
    assert batch.numbers == ("GS-202611-1-0001", "GS-202611-2-0001")
    everything = "".join(words(batch.pdf))
    for code in ("1-1-0101", "1-1-0102", "2-1-0101"):
        assert code in everything
    for name in ("张硕", "王磊", "李静"):
        assert name not in everything
    stored = late.runner.read(papers_of, subject=("public_list", 20261121))[0]
    with late.db.read() as session:
        kept = session.scalar(text("SELECT document FROM paper WHERE id = :id"), {"id": stored.id})
    assert "张硕" not in kept
    only = late.run(print_public_list, PrintPublicList(building_ids=(2,)))
    assert only.numbers == ("GS-202611-2-0002",)
    with pytest.raises(Refused, match="不用公示"):
        late.run(print_public_list, PrintPublicList(longer_than=400))


def test_the_days_are_set_by_who_may_and_only_to_what_makes_sense(late: Office, cashier: Any) -> None:
    late.run(save_steps, SaveSteps(3, 10, 20, 7))
    assert late.runner.read(step_facts) == SaveSteps(3, 10, 20, 7)
    with pytest.raises(InvalidInput) as caught:
        late.run(save_steps, SaveSteps(-1, 0, 366, 0))
    assert set(caught.value.errors) == {"first_days", "second_days", "lawyer_days", "days_to_pay"}
    with pytest.raises(NeedsApproval):
        late.run(save_steps, SaveSteps(3, 10, 20, 7), actor=cashier)


@pytest.mark.parametrize("table", ["call_log", "payment_promise", "limitation_act", "limitation_act_charge"])
def test_what_was_entered_is_final(late: Office, table: str) -> None:
    from frontdesk.areas.fees.model import GUARDS

    assert {guard.act for guard in GUARDS if guard.table == table} == {"update", "delete"}
    late.run(
        add_limitation_act,
        AddLimitationAct(late.units["1-1-0101"], ActKind.COURT, date(2026, 11, 20), "已立案"),
    )
    if table.startswith("limitation"):
        with pytest.raises(DBAPIError, match="never deleted"), late.db.write() as session:
            session.execute(text(f"DELETE FROM {table}"))
