"""Commissions, searches, viewings, deals with their charge (D2.6); T23, D0.5, D1.9, M2.7."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken
from frontdesk.areas.fees.model import Charge, ChargeAdjustment
from frontdesk.areas.reception.documents.agency import AgencyForm
from frontdesk.areas.reception.queries.lettings import (
    LettingFilter,
    LettingShow,
    ending_lettings,
    find_lettings,
    letting_figures,
    letting_file,
    letting_rows,
)
from frontdesk.areas.reception.queries.seekers import find_seekers, seeker_file
from frontdesk.areas.reception.queries.viewings import ViewFilter, ViewShow, due_viewings, viewing_rows
from frontdesk.areas.reception.rules.lettings import (
    KeyWay,
    LettingKind,
    LettingState,
    SeekerState,
    SeekKind,
    ViewResult,
    ViewState,
)
from frontdesk.areas.reception.service.agency_papers import (
    IssueAgencyPaper,
    PrintAgencyPaper,
    issue_agency_paper,
    print_agency_paper,
)
from frontdesk.areas.reception.service.attaching import PhotoInput
from frontdesk.areas.reception.service.desk_files import AttachFiles, VoidFile, attach_files, void_file
from frontdesk.areas.reception.service.letting_deals import CloseDeal, UndoLetting, close_deal, undo_letting
from frontdesk.areas.reception.service.letting_terms import (
    ChangeTerms,
    RevealLeast,
    Terms,
    change_terms,
    reveal_least,
)
from frontdesk.areas.reception.service.lettings import (
    SignLetting,
    TakeLetting,
    VoidLetting,
    WithdrawLetting,
    sign_letting,
    take_letting,
    void_letting,
    withdraw_letting,
)
from frontdesk.areas.reception.service.revealing import RevealNumbers, reveal_numbers
from frontdesk.areas.reception.service.seekers import (
    ChangeSeeker,
    EndSeeker,
    TakeSeeker,
    UndoSeeker,
    Wishes,
    change_seeker,
    end_seeker,
    take_seeker,
    undo_seeker,
)
from frontdesk.areas.reception.service.viewings import (
    ArrangeViewing,
    EndViewing,
    arrange_viewing,
    end_viewing,
    tidy_time,
)
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.tools import paper_reading as read

Y = Money.yuan
LAST = TODAY + timedelta(days=60)
RENT = Terms(LettingKind.RENT, LAST, rent=Y(3200), least_rent=Y(3000), furniture="床、空调")


def run(desk: Desk, service: Callable[..., Any], command: Any, actor: Any = None, **more: Any) -> Any:
    """As the receptionist, unless somebody else is named."""
    return desk.run(service, command, actor or desk.receptionist, **more)


def ask(desk: Desk, query: Callable[..., Any], *args: Any) -> Any:
    return desk.runner.read(query, *args)


def letting(desk: Desk, *, signed: bool = True, terms: Terms = RENT, **more: Any) -> int:
    command = TakeLetting(1, terms, owner="张硕", phone="13867512208", signed=signed, **more)
    return int(run(desk, take_letting, command).id)


def seeker(desk: Desk, **more: Any) -> int:
    wishes = Wishes(**{"kind": SeekKind.RENT, "name": "许文彬", "price_to": Y(3500), **more})
    return int(run(desk, take_seeker, TakeSeeker(wishes, "13800005521")).id)


def state_of(desk: Desk, letting_id: int) -> LettingState:
    state: LettingState = ask(desk, letting_file, letting_id, desk.clock.today()).row.state
    return state


def test_D2_6_from_the_commission_to_the_collected_fee(both: Desk) -> None:
    """Signed, shown, let; the commission is a charge of the owner's home; the seeker has found."""
    letting_id, seeker_id = letting(both, signed=False), seeker(both)
    assert state_of(both, letting_id) is LettingState.UNSIGNED
    with pytest.raises(Refused, match="还没有签委托书"):
        run(both, arrange_viewing, ArrangeViewing(letting_id, TODAY, "何倩", seeker_id))
    number = run(both, sign_letting, SignLetting(letting_id))
    assert number == "ZS-20261121-001"
    fitting = ask(both, letting_file, letting_id, TODAY).seekers
    assert [(one.name, one.fits, one.phone) for one in fitting] == [("许文彬", True, "138****5521")]
    viewing = run(both, arrange_viewing, ArrangeViewing(letting_id, TODAY, "何倩", seeker_id, begins="1430"))
    row = ask(both, due_viewings, TODAY)[0]
    assert (row.number, row.when, row.who, row.state) == (
        viewing.number,
        "2026-11-21 14:30",
        "许文彬",
        ViewState.TODAY,
    )
    run(both, end_viewing, EndViewing(viewing.id, ViewResult.KEEN, "采光好", "明天回话"))
    with pytest.raises(Refused, match="已经记了"):
        run(both, end_viewing, EndViewing(viewing.id, ViewResult.NO))
    deal = run(both, close_deal, CloseDeal(letting_id, SeekKind.RENT, Y(3100), seeker_id, commission=Y(1550)))
    assert both.owed() == {deal.charge_id: Y(1550)}
    file = ask(both, letting_file, letting_id, TODAY)
    assert (file.row.state, file.deal.who, file.deal.owed) == (LettingState.DEAL, "许文彬", Y(1550))
    assert ask(both, seeker_file, seeker_id, TODAY).row.state is SeekerState.FOUND
    both.open()
    both.collect("cash=1550")
    assert ask(both, letting_file, letting_id, TODAY).deal.owed == ZERO
    assert broken(both.runner) == []
    with (
        pytest.raises(DBAPIError, match="dated|terms|commission|changed|final|is over"),
        both.db.write() as session,
    ):
        session.execute(text("UPDATE letting_terms SET rent = 1"))


def test_D2_6_the_owners_least_price_is_hidden_and_a_lower_deal_needs_leave(desk: Desk) -> None:
    letting_id = letting(desk)
    row = ask(desk, letting_file, letting_id, TODAY).row
    assert row.least
    assert not hasattr(row, "least_rent")
    with pytest.raises(NeedsApproval):
        run(desk, reveal_least, RevealLeast(letting_id, "客户还价"))
    with pytest.raises(Refused, match="原因"):
        run(desk, reveal_least, RevealLeast(letting_id, " "), desk.supervisor)
    assert run(desk, reveal_least, RevealLeast(letting_id, "客户还价"), desk.supervisor).rent == Y(3000)
    low = CloseDeal(letting_id, SeekKind.RENT, Money(299_999), who="李芳")
    with pytest.raises(NeedsApproval, match="底价"):
        run(desk, close_deal, low)
    run(desk, close_deal, low, approval=desk.leave(Right.RECEPTION_LEAD))
    assert state_of(desk, letting_id) is LettingState.DEAL


def test_M2_7_a_deal_taken_back_waives_its_commission_and_the_seeker_looks_on(desk: Desk) -> None:
    letting_id, seeker_id = letting(desk), seeker(desk)
    deal = run(desk, close_deal, CloseDeal(letting_id, SeekKind.RENT, Y(3200), seeker_id, commission=Y(800)))
    with pytest.raises(Refused, match="到 ZS-20261121-001 撤销"):
        run(desk, undo_seeker, UndoSeeker(seeker_id, "点错"))
    leave = desk.leave(Right.FEES_ADJUST)
    assert "成交" in run(desk, undo_letting, UndoLetting(letting_id, "客户反悔"), approval=leave)
    assert state_of(desk, letting_id) is LettingState.RUNNING
    assert ask(desk, seeker_file, seeker_id, TODAY).row.state is SeekerState.LOOKING
    with desk.db.read() as session:
        assert session.get_one(Charge, deal.charge_id).owed == ZERO
        assert session.query(ChargeAdjustment).one().reason == "成交撤销：客户反悔"
    again = run(desk, close_deal, CloseDeal(letting_id, SeekKind.RENT, Y(3200), seeker_id, commission=Y(900)))
    desk.open()
    desk.collect("cash=900")
    with pytest.raises(Refused, match="已经收了，请先在收费里退款"):
        run(desk, undo_letting, UndoLetting(letting_id, "客户反悔"), approval=leave)
    assert again.charge_id != deal.charge_id
    assert broken(desk.runner) == []


def test_D2_6_terms_change_by_further_rows_and_prolong(desk: Desk) -> None:
    letting_id = letting(desk)
    later = LAST + timedelta(days=30)
    run(desk, change_terms, ChangeTerms(letting_id, Terms(LettingKind.BOTH, later, Y(3000), Y(2_600_000))))
    file = ask(desk, letting_file, letting_id, TODAY)
    assert (file.row.kind, file.row.rent, file.row.last_on, file.row.terms_no) == (
        LettingKind.BOTH,
        Y(3000),
        later,
        2,
    )
    assert (
        file.course[0].words
        == f"出租改为租售均可；租金 3,200.00 改为 3,000.00；售价 2,600,000.00；委托到 {later}"
    )
    # The least rent, which the clerk cannot see, stays; now it is no more than the rent.
    assert run(desk, reveal_least, RevealLeast(letting_id, "核对"), desk.supervisor).rent == Y(3000)
    with pytest.raises(Refused, match="没有要改的"):
        run(
            desk, change_terms, ChangeTerms(letting_id, Terms(LettingKind.BOTH, later, Y(3000), Y(2_600_000)))
        )
    with pytest.raises(InvalidInput) as wrong:
        run(
            desk,
            change_terms,
            ChangeTerms(letting_id, Terms(LettingKind.SALE, TODAY - timedelta(days=1), Y(1))),
        )
    assert set(wrong.value.errors) == {"rent", "price", "last_on"}
    desk.clock.forward(days=80)
    assert [row.id for row in ask(desk, ending_lettings, desk.clock.today())] == [letting_id]
    desk.clock.forward(days=15)
    with pytest.raises(Refused, match="先和业主续期"):
        run(desk, arrange_viewing, ArrangeViewing(letting_id, desk.clock.today(), "何倩", who="李芳"))
    assert broken(desk.runner) == []


def test_D2_6_what_is_wrong_is_said_beside_it(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as wrong:
        run(desk, take_letting, TakeLetting(1, Terms(LettingKind.RENT, LAST, least_rent=Y(9)), owner=" "))
    assert set(wrong.value.errors) == {"rent", "owner"}
    with pytest.raises(InvalidInput) as wrong:
        run(
            desk,
            take_letting,
            TakeLetting(1, Terms(LettingKind.RENT, LAST, Y(3000), least_rent=Y(3001)), owner="张硕"),
        )
    assert set(wrong.value.errors) == {"least_rent"}
    with pytest.raises(InvalidInput) as wrong:
        run(desk, take_seeker, TakeSeeker(Wishes(SeekKind.RENT, "", 0, Decimal(90), Decimal(60), ZERO), "1"))
    assert set(wrong.value.errors) == {"name", "rooms", "price_to"}
    with pytest.raises(InvalidInput) as wrong:
        run(desk, take_letting, TakeLetting(1, RENT, owner="张硕", first_on=LAST + timedelta(days=1)))
    assert set(wrong.value.errors) == {"last_on"}
    letting_id = letting(desk, first_on=TODAY + timedelta(days=3))
    assert ask(desk, letting_file, letting_id, TODAY).row.starts_on == TODAY + timedelta(days=3)
    with pytest.raises(NeedsConfirmation, match="没有办完的委托"):
        letting(desk)
    with pytest.raises(InvalidInput) as wrong:
        run(
            desk,
            arrange_viewing,
            ArrangeViewing(letting_id, TODAY - timedelta(days=1), "", begins="25:00", key_way=KeyWay.CARE),
        )
    assert set(wrong.value.errors) == {"who", "leader", "on", "begins", "key_way"}
    with pytest.raises(InvalidInput) as wrong:
        run(desk, close_deal, CloseDeal(letting_id, SeekKind.BUY, ZERO))
    assert set(wrong.value.errors) == {"who", "price", "kind"}
    assert tidy_time("9:05") == "09:05"


def test_T23_the_same_press_twice_is_one_commission(desk: Desk) -> None:
    first = run(desk, take_letting, TakeLetting(1, RENT, owner="张硕", token="t"))
    again = run(desk, take_letting, TakeLetting(1, RENT, owner="张硕", token="t"))
    assert (again.id, again.again) == (first.id, True)


def test_D0_5_withdrawn_void_and_taken_back(desk: Desk) -> None:
    letting_id = letting(desk)
    run(desk, withdraw_letting, WithdrawLetting(letting_id, "自己租出去了"))
    with pytest.raises(Refused, match="已撤回"):
        run(desk, void_letting, VoidLetting(letting_id, "登错"))
    desk.clock.forward(days=1)
    with pytest.raises(NeedsApproval):
        run(desk, undo_letting, UndoLetting(letting_id, "又要租"))
    run(desk, undo_letting, UndoLetting(letting_id, "又要租"), desk.supervisor)
    run(desk, void_letting, VoidLetting(letting_id, "登错"), desk.supervisor)
    today = desk.clock.today()
    shows = ask(desk, letting_figures, LettingFilter(today)).shows
    assert (shows[LettingShow.OPEN], shows[LettingShow.GONE], shows[LettingShow.ALL]) == (0, 1, 1)
    assert [row.state for row in ask(desk, letting_rows, LettingFilter(today, show=LettingShow.ALL))] == [
        LettingState.VOID
    ]
    seeker_id = seeker(desk)
    run(desk, change_seeker, ChangeSeeker(seeker_id, Wishes(SeekKind.RENT, "许文彬", 2)))
    run(desk, end_seeker, EndSeeker(seeker_id, "找到别处了"))
    run(desk, undo_seeker, UndoSeeker(seeker_id, "还要找"))
    assert ask(desk, seeker_file, seeker_id, today).row.rooms == 2
    assert broken(desk.runner) == []


def test_D1_9_numbers_are_masked_and_told_in_full_with_a_reason(desk: Desk) -> None:
    letting_id, seeker_id = letting(desk), seeker(desk)
    assert ask(desk, letting_file, letting_id, TODAY).row.phone == "138****2208"
    found = run(desk, reveal_numbers, RevealNumbers("letting", letting_id, "约看房"), desk.supervisor)
    assert (found.name, found.phone) == ("张硕", "13867512208")
    assert (
        run(desk, reveal_numbers, RevealNumbers("seeker", seeker_id, "约看房"), desk.supervisor).phone
        == "13800005521"
    )


def test_D0_1_they_are_found_by_number_and_name(desk: Desk) -> None:
    letting_id, seeker_id = letting(desk), seeker(desk)
    assert [row.id for row in ask(desk, find_lettings, "zs-20261121-001", TODAY)] == [letting_id]
    assert [row.id for row in ask(desk, find_seekers, "许文彬")] == [seeker_id]
    assert [row.id for row in ask(desk, find_seekers, "KH-2026")] == [seeker_id]
    # A name's initials and a unit are the archives' matter.
    assert ask(desk, find_lettings, "zs", TODAY) == ()


def test_D2_6_two_viewings_at_one_hour_are_asked_about_and_overdue_results_wait(desk: Desk) -> None:
    letting_id = letting(desk)
    run(desk, arrange_viewing, ArrangeViewing(letting_id, TODAY, "何倩", who="李芳", begins="10:00"))
    second = ArrangeViewing(letting_id, TODAY, "何倩", who="王五", begins="10:00")
    with pytest.raises(NeedsConfirmation, match="李芳"):
        run(desk, arrange_viewing, second)
    run(desk, arrange_viewing, second, yes=("viewing_twice",))
    later = run(
        desk, arrange_viewing, ArrangeViewing(letting_id, TODAY + timedelta(days=2), "何倩", who="赵六")
    )
    with pytest.raises(Refused, match="只能取消"):
        run(desk, end_viewing, EndViewing(later.id, ViewResult.NO))
    tomorrow: date = TODAY + timedelta(days=1)
    assert [row.state for row in ask(desk, due_viewings, tomorrow)] == [ViewState.OPEN, ViewState.OPEN]
    assert [row.who for row in ask(desk, viewing_rows, ViewFilter(TODAY, show=ViewShow.COMING))] == ["赵六"]


def test_D2_6_later_viewings_are_off_once_the_home_is_let(desk: Desk) -> None:
    letting_id = letting(desk)
    run(desk, arrange_viewing, ArrangeViewing(letting_id, TODAY, "何倩", who="李芳"))
    run(desk, arrange_viewing, ArrangeViewing(letting_id, TODAY + timedelta(days=1), "何倩", who="王五"))
    run(desk, close_deal, CloseDeal(letting_id, SeekKind.RENT, Y(3200), who="李芳"))
    rows = ask(desk, viewing_rows, ViewFilter(TODAY, show=ViewShow.ALL))
    assert [(row.who, row.result, row.result_words) for row in rows] == [
        ("李芳", None, ""),
        ("王五", ViewResult.CANCELLED, "委托成交"),
    ]


def test_T12_the_commissions_paper_is_frozen_and_new_terms_make_a_new_one(desk: Desk) -> None:
    letting_id = letting(desk)
    issue = IssueAgencyPaper(AgencyForm.MANDATE, letting_id)
    first = run(desk, issue_agency_paper, issue)
    assert run(desk, issue_agency_paper, issue).again
    pdf = run(desk, print_agency_paper, PrintAgencyPaper(AgencyForm.MANDATE, first.number)).pdf
    told = read.text(pdf)
    assert "13867512208" in told
    assert "叁仟贰佰元整" in told
    assert "3,000" not in told
    run(desk, change_terms, ChangeTerms(letting_id, Terms(LettingKind.RENT, LAST, Y(3100))))
    second = run(desk, issue_agency_paper, issue)
    assert (first.number, second.number) == ("ZS-20261121-001", "ZS-20261121-001-2")
    copy = run(desk, print_agency_paper, PrintAgencyPaper(AgencyForm.MANDATE, first.number))
    assert copy.times == 1
    assert "补打 1" in read.text(copy.pdf)


def test_D0_5_a_file_attached_by_mistake_is_void_and_stays(desk: Desk) -> None:
    letting_id = letting(desk)
    paper = PhotoInput("房产证.pdf", b"%PDF-1.4 sample")
    assert run(desk, attach_files, AttachFiles((paper,), letting_id=letting_id)) == 1
    file = ask(desk, letting_file, letting_id, TODAY).files[0]
    assert (file.name, file.kind) == ("房产证.pdf", "pdf")
    with pytest.raises(Refused, match="打不开"):
        run(desk, attach_files, AttachFiles((PhotoInput("a.exe", b"MZ"),), letting_id=letting_id))
    run(desk, void_file, VoidFile(file.id, "不是这户的"))
    assert ask(desk, letting_file, letting_id, TODAY).files == ()
