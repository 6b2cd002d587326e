"""证件: listed, shown as it will print, renewed, lost, replaced, withdrawn, fetched: D3.3, D3.4, T12, T22, T23, L8."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.app.checks import broken
from frontdesk.areas.permits.queries.permits import PermitDetail, permit
from frontdesk.areas.permits.rules.course import State, Step
from frontdesk.areas.permits.service.course import Take, report_lost
from frontdesk.areas.permits.service.issuing import Issue, Issued, issue
from frontdesk.areas.permits.ui.issue_dialogs import RenewDialog, ReplaceDialog
from frontdesk.areas.permits.ui.issue_pay import NONE, OWING
from frontdesk.areas.permits.ui.permits_page import PermitsPage
from frontdesk.base.store.papers import papers_of
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.permits.office import TENANT, let

K = Qt.Key
Went = list[tuple[str, dict[str, Any]]]
LEAVE = Approval(Right.PERMITS_ALLOW, 3, "周敏", "看过合同")


def make(desk: Desk, kind: str, unit_id: int, person: int, ends_on: date, **more: Any) -> Issued:
    found: Issued = desk.run(
        issue, Issue(kind, unit_id, "", ends_on, person_id=person, **more), approval=LEAVE
    )
    return found


def look(desk: Desk, number: str) -> PermitDetail:
    found = desk.runner.read(permit, number, desk.clock.today())
    assert found is not None
    return found


@pytest.fixture
def page(desk: Desk, front: Front, show: Callable[[Any], Any]) -> PermitsPage:
    """JZ-1 of the tenant of 2-2-0801 ends in three days, JZ-2 of 张硕 next year, TC-1 waits to be fetched."""
    tenant = let(desk)
    make(desk, "JZ", 2, tenant, TODAY + timedelta(days=3))
    make(desk, "JZ", 1, 1, date(2027, 6, 30))
    make(desk, "TC", 1, 1, date(2027, 3, 31), extra=(("plate", "浙a6h072"),), waits=True)
    return cast(PermitsPage, show(PermitsPage(front)))


def numbers(page: PermitsPage) -> list[str]:
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    return [row.number for row in rows]  # type: ignore[union-attr]


def stand_on(page: PermitsPage, number: str) -> None:
    page.table.setFocus()
    assert page.table.select_row(numbers(page).index(number))


def pick(answers: Answers, monkeypatch: pytest.MonkeyPatch, wanted: str) -> list[str]:
    """Scripts the list behind ⋯; returns what it offered."""
    offered: list[str] = []

    def picked(_title: str, options: Any, _text: str = "") -> Any:
        offered.extend(words for _, words in options)
        return next((value for value, words in options if words == wanted), None)

    monkeypatch.setattr(answers, "pick", picked, raising=False)
    return offered


def test_the_list_stands_as_drawn_what_ends_first_at_the_top(page: PermitsPage) -> None:
    assert numbers(page) == ["JZ-00000001", "TC-00000001", "JZ-00000002"]
    chips = [
        page.chips.chip(key).accessibleName()
        for key in ("live", "soon", "waiting", "lost", "over", "left", "all")
    ]
    assert chips == ["在用 3", "一周内到期 1", "待取 1", "已挂失", "未交回", "人已搬走", "全部 3"]
    cells = [str(page.model.data(page.model.index(0, column)) or "") for column in range(7)]
    assert cells == ["JZ-00000001", "居住证", TENANT, "2-2-0801", "2026-11-24", "三天后到期", "林晓"]


def test_l8_the_pane_shows_the_card_as_it_will_print_front_and_back(page: PermitsPage) -> None:
    stand_on(page, "JZ-00000001")
    pane = page.pane
    assert (pane.title.text(), pane.state.text()) == ("居住证 JZ-00000001", "三天后到期")
    assert pane.who.text() == "王磊 · 租客 · 2-2-0801"
    assert pane.sample_head.hint.text() == "续期后，正面"
    assert pane.preview.page_count() == 2
    assert "2027-05-31" in pane.preview.accessibleDescription()
    pane.side._take(1)
    assert pane.preview.page() == 1
    assert pane.sample_head.hint.text() == "续期后，背面"
    said = texts_of(pane.needs)
    assert {"都满足", "租约至 2027-05-31，新有效期不超过租约", "本户欠费 1 个月，未超过 3 个月"} <= said


def test_chips_kind_and_words_narrow_the_list(page: PermitsPage, desk: Desk) -> None:
    page.chips.choose("waiting")
    assert numbers(page) == ["TC-00000001"]
    page.chips.choose("all")
    page.kind.set_value("JZ")
    page.filter_changed()
    assert numbers(page) == ["JZ-00000001", "JZ-00000002"]
    page.search.set_text("1202")
    assert numbers(page) == ["JZ-00000002"]
    page.clear_filters()
    page.open(number="TC-1")
    assert numbers(page) == ["TC-00000001"]
    page.open(unit_id=2)
    assert numbers(page) == ["JZ-00000001"]
    page.open(show="soon")
    assert numbers(page) == ["JZ-00000001"]
    page.open(number="TC-1")
    page.chips.choose("live")
    assert len(numbers(page)) == 3


def test_d3_4_renewed_by_key_collected_and_printed_anew(
    page: PermitsPage, desk: Desk, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    desk.open("0")
    stand_on(page, "JZ-00000001")
    before = look(desk, "JZ-1").code
    press(qtbot, K.Key_F5)
    dialog = page.findChild(RenewDialog)
    assert dialog.ends_on.value() == date(2027, 5, 31)
    assert dialog.pay.way.text() == "现金"
    dialog.save()
    assert not dialog.isVisible()
    found = look(desk, "JZ-1")
    assert (found.row.ends_on, found.row.state) == (date(2027, 5, 31), State.VALID)
    assert found.code != before
    assert found.paper == "JZ-00000001/2"
    assert found.events[0].receipt == "SJ00000001"
    assert port.jobs[-1].title == "居住证 JZ-00000001"
    assert bar.last().startswith("ok: 已续期。收据 SJ00000001。")
    assert broken(desk.runner) == []


def test_t22_beyond_the_lease_stops_and_a_supervisor_allows_it_with_a_reason(
    page: PermitsPage, desk: Desk, answers: Answers, qtbot: QtBot
) -> None:
    stand_on(page, "JZ-00000001")
    press(qtbot, K.Key_F5)
    dialog = page.findChild(RenewDialog)
    assert dialog.pay.way.text() == "记账，以后收"
    assert not dialog.allow_reason.isVisibleTo(dialog)
    dialog.ends_on.set_value(date(2027, 7, 31))
    dialog.ends_on.edited.emit()
    assert dialog.allow_reason.isVisibleTo(dialog)
    dialog.save()
    assert "租约到 2027-05-31 为止" in dialog.allow_reason.error()
    dialog.allow_reason.set_value("续租合同已看")
    dialog.save()
    assert answers.asked[-1] == Right.PERMITS_ALLOW
    answers.approval = LEAVE
    dialog.save()
    event = look(desk, "JZ-1").events[0]
    assert event.words == "至 2027-07-31；周敏准许：续租合同已看"
    assert event.approver == "周敏"


def test_a_renewal_may_be_without_a_fee_and_wrong_days_are_said(
    page: PermitsPage, desk: Desk, qtbot: QtBot
) -> None:
    stand_on(page, "JZ-00000001")
    press(qtbot, K.Key_F5)
    dialog = page.findChild(RenewDialog)
    dialog.ends_on.set_value(TODAY)
    dialog.save()
    assert "要晚于 2026-11-24" in dialog.ends_on.error()
    dialog.ends_on.inner.setText("明年")
    dialog.save()
    assert dialog.ends_on.error()
    dialog.ends_on.set_value(date(2027, 1, 31))
    dialog.pay.way.set_value(NONE)
    dialog.save()
    assert look(desk, "JZ-1").events[0].fee is None


def test_t23_the_same_press_twice_renews_once(page: PermitsPage, desk: Desk, qtbot: QtBot) -> None:
    stand_on(page, "JZ-00000001")
    press(qtbot, K.Key_F5)
    dialog = page.findChild(RenewDialog)
    dialog.save()
    dialog.save()
    assert [event.step for event in look(desk, "JZ-1").events].count(Step.RENEWED) == 1


def test_d3_4_lost_found_and_withdrawn_by_key_each_with_its_words(
    page: PermitsPage, desk: Desk, answers: Answers, bar: Bar, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    stand_on(page, "JZ-00000002")
    answers.reason = None
    press(qtbot, K.Key_F6)
    assert look(desk, "JZ-2").row.state is State.VALID
    answers.reason = "持证人报失"
    press(qtbot, K.Key_F6)
    assert bar.last() == "ok: JZ-00000002 已挂失。"
    page.chips.choose("lost")
    assert numbers(page) == ["JZ-00000002"]
    assert not page.pane.renew_button.isVisibleTo(page)
    offered = pick(answers, monkeypatch, "找回")
    press(qtbot, K.Key_F9)
    assert offered == ["补打", "存 PDF", "补证", "交回", "找回", "打开一户一卡"]
    assert look(desk, "JZ-2").row.state is State.VALID
    page.chips.choose("all")
    stand_on(page, "JZ-00000002")
    answers.reason = "已搬走"
    press(qtbot, K.Key_F7)
    assert look(desk, "JZ-2").row.state is State.WITHDRAWN
    assert look(desk, "JZ-2").events[0].words == "已搬走"


def test_d3_4_a_replacement_has_a_new_number_and_the_old_one_is_dead(
    page: PermitsPage, desk: Desk, answers: Answers, port: Port, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    desk.run(report_lost, Take("JZ-2", "丢了"))
    page.open(number="JZ-2")
    pick(answers, monkeypatch, "补证")
    press(qtbot, K.Key_F9)
    page.findChild(ReplaceDialog).reject()
    qtbot.waitUntil(lambda: page.isActiveWindow() or page.window().isActiveWindow())
    # Of one reported lost it is what comes next.
    assert page.pane.replace_button.isVisibleTo(page)
    page.pane.replace_button.click()
    dialog = page.findChildren(ReplaceDialog)[-1]
    dialog.save()
    assert "补证的原因" in dialog.reason.error()
    dialog.reason.set_value("遗失")
    dialog.pay.way.set_value(OWING)
    dialog.save()
    assert not dialog.isVisible()
    assert look(desk, "JZ-2").row.state is State.REPLACED
    made = look(desk, "JZ-3")
    assert (made.row.replaces, made.previous, made.row.ends_on) == (True, "JZ-00000002", date(2027, 6, 30))
    assert numbers(page) == ["JZ-00000003"]
    assert "居住证（补）" in texts_of(page.table)
    assert port.jobs[-1].title == "居住证 JZ-00000003"


def test_what_waits_is_fetched_by_the_same_key(page: PermitsPage, desk: Desk, bar: Bar, qtbot: QtBot) -> None:
    stand_on(page, "TC-00000001")
    assert page.pane.collect_button.isVisibleTo(page)
    assert not page.pane.renew_button.isVisibleTo(page)
    assert page.pane.sample_head.hint.text() == "正面"
    press(qtbot, K.Key_F5)
    assert bar.last() == "ok: TC-00000001 已取走。"
    assert look(desk, "TC-1").row.state is State.VALID


def test_t12_printed_again_counts_and_goes_to_the_printer(
    page: PermitsPage, desk: Desk, answers: Answers, port: Port, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    stand_on(page, "JZ-00000002")
    pick(answers, monkeypatch, "补打")
    press(qtbot, K.Key_F9, K.Key_F9)
    assert len(port.jobs) == 2
    assert port.jobs[0].pdf != port.jobs[1].pdf
    [paper] = desk.runner.read(papers_of, subject=("permit", 2))
    assert paper.printed == 2


def test_what_is_over_is_faint_and_offers_nothing_more(
    page: PermitsPage, desk: Desk, answers: Answers, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    stand_on(page, "JZ-00000002")
    pick(answers, monkeypatch, "交回")
    press(qtbot, K.Key_F9)
    assert look(desk, "JZ-2").row.state is State.RETURNED
    page.open(number="JZ-2")
    buttons = (page.pane.renew_button, page.pane.lost_button, page.pane.withdraw_button)
    assert not any(button.isVisibleTo(page) for button in buttons)
    assert not page.pane.needs.isVisibleTo(page)
    offered = pick(answers, monkeypatch, "没有")
    press(qtbot, K.Key_F9)
    assert offered == ["补打", "存 PDF", "打开一户一卡"]


def test_d3_4_of_whom_has_left_a_chip_lists_what_is_to_be_withdrawn(page: PermitsPage, desk: Desk) -> None:
    assert not page.chips.chip("left").isVisibleTo(page)
    desk.clock.forward(days=200)
    page.open(show="left")
    assert numbers(page) == ["JZ-00000001"]
    assert page.pane.state.text() == "已到期，未交回"


def test_l7_an_empty_list_says_how_to_begin(front: Front, show: Callable[[Any], Any], went: Went) -> None:
    empty = cast(PermitsPage, show(PermitsPage(front)))
    empty.findChild(KeyButton, "permits_empty_new").click()  # type: ignore[union-attr]
    assert went == [("issue_permit", {})]


def test_who_may_not_issue_only_looks(
    page: PermitsPage, desk: Desk, front_of: Callable[[Actor], Front], show: Callable[[Any], Any]
) -> None:
    shown = cast(PermitsPage, show(PermitsPage(front_of(desk.financier))))
    hidden = (shown.new_button, shown.batch_button, shown.pane.renew_button, shown.pane.lost_button)
    assert not any(button.isVisibleTo(shown) for button in hidden)
