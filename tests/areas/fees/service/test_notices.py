"""Payment notices: who gets one, what stands on it, printed again with a mark (M8.3, M8.5, F4, T12)."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from frontdesk.areas.fees.queries import (
    NoticeFilter,
    notice_count,
    notice_document,
    notices,
    waiting_notices,
)
from frontdesk.areas.fees.rules.kinds import AdjustKind, DeliveryWay, Pricing
from frontdesk.areas.fees.service import (
    IssueNotices,
    NoticeBatch,
    RecordDelivery,
    ReprintNotice,
    issue_notices,
    record_delivery,
    reprint_notice,
)
from frontdesk.base.store.papers import papers_of, printed_pdf
from frontdesk.base.values.errors import Cancelled, NeedsApproval, Refused
from frontdesk.base.values.periods import Month
from frontdesk.base.values.progress import Progress
from tests.areas.fees.office import Office, Y

NOVEMBER = Month(2026, 11)


@pytest.fixture
def billed(office: Office) -> Office:
    """October and November billed for three units in two buildings; the first has paid October."""
    office.set("office.name", "翠湖花园物业服务中心")
    office.set("estate.name", "翠湖花园")
    office.set("office.phone", "0571-8800 1234")
    office.set("office.payment_ways", ["前台，每天 08:30–20:00", "转账，请注明房号"])
    office.unit("2-1-0101", owner="李静", area="127.35")
    office.unit("1-1-0102", owner="王磊", spaces=("B1-076",))
    office.unit("1-1-0101")
    office.item("物业服务费")
    office.item("车位管理费", "80", Pricing.SPACE)
    office.bill("2026-10")
    office.bill("2026-11")
    paid = office.charges(unit_id=office.units["1-1-0101"], month=Month(2026, 10))[0]
    office.pay({paid.id: paid.owed})
    return office


def issue(office: Office, month: Month = NOVEMBER, **more: Any) -> NoticeBatch:
    batch: NoticeBatch = office.run(issue_notices, IssueNotices(month, **more))
    return batch


def words(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_one_for_each_unit_that_owes_in_delivery_order(billed: Office) -> None:
    batch = issue(billed)
    assert batch.numbers == ("NT-202611-1-0001", "NT-202611-1-0002", "NT-202611-2-0001")
    assert (batch.made, batch.again, batch.pages) == (3, 0, 3)
    pages = words(batch.pdf)
    assert len(pages) == batch.pages
    for page, code, owner in zip(
        pages, ("1-1-0101", "1-1-0102", "2-1-0101"), ("张硕", "王磊", "李静"), strict=True
    ):
        assert code in page
        assert owner in page
        assert "补打" not in page
    outline = PdfReader(io.BytesIO(batch.pdf)).outline
    assert [entry.title for entry in outline if not isinstance(entry, list)] == ["1栋", "2栋"]
    rows = billed.runner.read(notices)
    assert [(row.number, row.unit, str(row.total), row.printed) for row in rows] == [
        ("NT-202611-1-0001", "1-1-0101", "255.36", 1),
        ("NT-202611-1-0002", "1-1-0102", "670.72", 1),
        ("NT-202611-2-0001", "2-1-0101", "725.90", 1),
    ]


def test_what_stands_on_it_is_what_is_owed(billed: Office) -> None:
    charge = billed.charges(unit_id=billed.units["1-1-0102"], month=Month(2026, 10))[0]
    billed.pay({charge.id: Y("100")})
    billed.adjust(charge.id, AdjustKind.WAIVE, "5.36")
    issue(billed)
    paper = billed.runner.read(notice_document, "NT-202611-1-0002")
    assert (paper.office, paper.estate, paper.phone) == (
        "翠湖花园物业服务中心", "翠湖花园", "0571-8800 1234",
    )  # fmt: skip
    assert (paper.unit, paper.building, paper.owner, paper.area) == ("1-1-0102", "1栋", "王磊", "89.60㎡")
    assert paper.payment_ways == ("前台，每天 08:30–20:00", "转账，请注明房号")
    assert (paper.day, paper.due_before) == (date(2026, 11, 21), date(2026, 11, 30))
    assert [(line.item, line.period, line.how, str(line.amount)) for line in paper.lines] == [
        (
            "物业服务费",
            "2026-10",
            "89.60㎡ × 2.85元/㎡·月（应收 255.36，已减免 5.36，已缴 100.00）",
            "150.00",
        ),
        ("车位管理费", "2026-10", "B1-076 一个 × 80.00元/月", "80.00"),
        ("物业服务费", "2026-11", "89.60㎡ × 2.85元/㎡·月", "255.36"),
        ("车位管理费", "2026-11", "B1-076 一个 × 80.00元/月", "80.00"),
    ]
    assert paper.total == Y("565.36")
    assert paper.adds_up


def test_up_to_the_month_and_no_further(billed: Office) -> None:
    billed.bill("2026-12")
    assert issue(billed, Month(2026, 10)).numbers == ("NT-202610-1-0001", "NT-202610-2-0001")
    issue(billed, Month(2026, 12))
    paper = billed.runner.read(notice_document, "NT-202612-1-0001")
    assert [line.period for line in paper.lines] == ["2026-11", "2026-12"]
    assert paper.due_before == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("today", "month", "before"),
    [
        (date(2026, 11, 21), Month(2026, 11), date(2026, 11, 30)),
        (date(2026, 11, 30), Month(2026, 11), date(2026, 11, 30)),
        (date(2026, 12, 5), Month(2026, 11), date(2026, 12, 12)),
        (date(2026, 12, 5), Month(2026, 12), date(2026, 12, 31)),
    ],
)
def test_the_day_to_pay_before_is_never_past(billed: Office, today: date, month: Month, before: date) -> None:
    billed.clock.at = billed.clock.at.replace(year=today.year, month=today.month, day=today.day)
    number = issue(billed, month).numbers[0]
    assert billed.runner.read(notice_document, number).due_before == before


def test_t12_again_for_the_same_month(billed: Office) -> None:
    """What did not change keeps its number and day and is marked 补打; what changed gets a new notice."""
    first = issue(billed)
    charge = billed.charges(unit_id=billed.units["2-1-0101"], month=Month(2026, 10))[0]
    billed.pay({charge.id: Y("1")})
    billed.clock.forward(days=1)
    second = issue(billed)
    assert second.numbers == ("NT-202611-1-0001", "NT-202611-1-0002", "NT-202611-2-0002")
    assert (second.made, second.again) == (1, 2)
    pages = words(second.pdf)
    assert ["补打 1" in page for page in pages] == [True, True, False]
    assert "2026 年 11 月 21 日" in pages[0]
    assert "2026 年 11 月 22 日" in pages[2]
    third = issue(billed)
    assert third.numbers == second.numbers
    assert ["补打 2" in page for page in words(third.pdf)] == [True, True, False]
    assert "补打 1" in words(third.pdf)[2]
    assert first.pdf == billed.runner.read(printed_pdf, first.paper_id, 0)


def test_t12_a_reprint_says_so_and_shows_what_was_stored(billed: Office) -> None:
    batch = issue(billed)
    number = batch.numbers[1]
    for charge in billed.charges(state="owed"):
        billed.pay({charge.id: charge.owed})
    billed.clock.forward(days=40)
    again = billed.run(reprint_notice, ReprintNotice((number,)))
    (page,) = words(again.pdf)
    assert "670.72" in page
    assert "补打 1" in page
    assert "管理员" in page
    assert "2026 年 11 月 21 日" in page
    assert (again.numbers, again.made, again.again) == ((number,), 0, 1)
    unit = billed.units["1-1-0102"]
    assert [row.title for row in billed.runner.read(papers_of, unit_id=unit)] == [f"缴费通知单 {number}"]
    assert billed.runner.read(notices, NoticeFilter(unit_id=unit))[0].printed == 2
    several = billed.run(reprint_notice, ReprintNotice(tuple(reversed(batch.numbers)), "A4/2"))
    assert several.numbers == batch.numbers
    assert several.pages == 2
    assert "补打 2" in words(several.pdf)[0]


def test_f1_the_same_notices_are_the_same_bytes(billed: Office) -> None:
    batch = issue(billed)
    other = billed.run(reprint_notice, ReprintNotice(batch.numbers))
    assert billed.runner.read(printed_pdf, other.paper_id, 0) == other.pdf
    assert other.pdf != batch.pdf


def test_of_some_units_and_of_some_buildings(billed: Office) -> None:
    assert issue(billed, building_ids=(2,)).numbers == ("NT-202611-2-0001",)
    unit = billed.units["1-1-0102"]
    batch = issue(billed, unit_ids=(unit,))
    assert batch.numbers == ("NT-202611-1-0001",)
    (paper,) = billed.runner.read(papers_of, unit_id=unit)
    assert (paper.form, paper.number) == ("notice_batch", batch.number)
    assert paper.number == "NB-20261121-002"


def test_nobody_owes(billed: Office) -> None:
    for charge in billed.charges(state="owed"):
        billed.pay({charge.id: charge.owed})
    with pytest.raises(Refused, match="2026-11 和以前的账期没有欠费"):
        issue(billed)
    with pytest.raises(Refused, match="没有编号为 NT-1 的通知单"):
        billed.run(reprint_notice, ReprintNotice(("NT-1",)))
    assert billed.runner.read(notices) == ()


def test_f4_stopped_on_the_way_stores_nothing(billed: Office) -> None:
    progress = Progress()

    def stop_while_drawing(done: int, of: int, said: str) -> None:
        if said.startswith("NT-"):
            progress.cancelled.set()

    progress.report = stop_while_drawing
    with pytest.raises(Cancelled):
        billed.run(issue_notices, IssueNotices(NOVEMBER), progress=progress)
    assert billed.runner.read(notices) == ()
    assert issue(billed).numbers[0] == "NT-202611-1-0001", "the number was given back"


def test_a_character_no_font_has_is_named_before_anything_is_printed(billed: Office) -> None:
    billed.unit("3-1-0101", owner="张\U000f0000")
    billed.bill("2026-11")
    with pytest.raises(Refused, match="业主姓名"):
        issue(billed)
    assert billed.runner.read(notices) == ()


def test_m8_3_deliveries_are_stored_with_who_and_when(billed: Office, receptionist: Any) -> None:
    batch = issue(billed)
    waiting = billed.runner.read(waiting_notices)
    assert [(row.building, row.count, row.numbers) for row in waiting] == [
        ("1栋", 2, "NT-202611-1"),
        ("2栋", 1, "NT-202611-2"),
    ]
    billed.run(record_delivery, RecordDelivery(batch.numbers[:1], DeliveryWay.ON_DOOR), actor=receptionist)
    row = billed.runner.read(notices)[0]
    assert (row.way, row.delivered_on, row.delivered_by) == (
        DeliveryWay.ON_DOOR, date(2026, 11, 21), "何倩",
    )  # fmt: skip
    assert billed.runner.read(notice_count) == 3
    assert billed.runner.read(notice_count, NoticeFilter(NOVEMBER, undelivered=True)) == 2
    for charge in billed.charges(unit_id=billed.units["2-1-0101"]):
        billed.pay({charge.id: charge.owed})
    assert [row.count for row in billed.runner.read(waiting_notices)] == [1], "who has paid needs no notice"
    for day, said in ((date(2026, 11, 22), "今天之后"), (date(2026, 11, 20), "不能早于")):
        with pytest.raises(Refused, match=said) as caught:
            billed.run(record_delivery, RecordDelivery(batch.numbers, DeliveryWay.AT_HOME, day))
        assert caught.value.field == "delivered_on"


def test_m8_5_no_notice_threatens(billed: Office) -> None:
    text = "".join(words(issue(billed).pdf))
    assert not [word for word in ("停水", "停电", "停暖", "断水", "断电", "停气") if word in text]


def test_notices_take_their_right(billed: Office, receptionist: Any) -> None:
    from frontdesk.base.store.work import Actor
    from frontdesk.base.values.rights import ROLE_RIGHTS, Right, Role

    assert all(Right.NOTICES_PRINT in ROLE_RIGHTS[role] for role in Role)
    assert issue_as(billed, receptionist).made == 3

    class Nobody(Actor):
        def may(self, right: Right) -> bool:
            return False

    with pytest.raises(NeedsApproval):
        issue_as(billed, Nobody(4, "何倩", Role.SERVICE))


def issue_as(office: Office, actor: Any) -> NoticeBatch:
    batch: NoticeBatch = office.run(issue_notices, IssueNotices(NOVEMBER), actor=actor)
    return batch
