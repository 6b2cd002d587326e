"""收缴率, 催缴, 电话催缴, 时效 and 欠费明细 by keys: M8.1–M8.5, D0.5, D1.9."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from frontdesk.areas.fees.queries.calls import promises, unit_calls
from frontdesk.areas.fees.queries.limitation import unit_acts
from frontdesk.areas.fees.queries.steps import unit_papers, unit_steps
from frontdesk.areas.fees.rules.kinds import CallResult, DeliveryWay, NoticeKind
from frontdesk.areas.fees.service import IssueNotices, RecordDelivery, issue_notices, record_delivery
from frontdesk.areas.fees.ui import ArrearsPage
from frontdesk.areas.fees.ui.arrears_limitation_page import LimitationPage
from frontdesk.areas.fees.ui.arrears_rate_page import RatePage
from frontdesk.areas.fees.ui.calls_page import CallsPage
from frontdesk.areas.fees.ui.notice_steps_page import StepsPage
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField, TextField
from frontdesk.base.widgets.page import EmptyState
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.fees.ui.conftest import Went
from tests.areas.fees.ui.estate import CASHIER, IDS, SERVICE, TODAY, Estate
from tests.areas.fees.ui.finding import closed, counts, dialog, named, says, settle, shown, texts

Y = Money.yuan
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SAVE = (CTRL, K.Key_Return)


@pytest.fixture
def late(estate: Estate) -> Estate:
    """September and October billed for three homes; the notices of October stuck to their doors on 1 November."""
    estate.items()
    estate.bill(Month(2026, 9))
    estate.bill(Month(2026, 10))
    estate.clock.forward(days=-20)
    batch = estate.run(issue_notices, IssueNotices(Month(2026, 10)))
    estate.run(record_delivery, RecordDelivery(batch.numbers, DeliveryWay.ON_DOOR))
    estate.clock.forward(days=20)
    with estate.db.write() as session:
        session.execute(text("UPDATE person SET phone = '13812345678' WHERE name = '张硕'"))
    return estate


# -- 收缴率 --


@pytest.fixture
def rate(late: Estate, desk: Desk, show: Callable[[Any], Any]) -> RatePage:
    late.pay("3-1-1202", "335.36")
    page = cast(RatePage, show(RatePage(desk)))
    page.open(first=Month(2026, 9), last=Month(2026, 10))
    settle()
    return page


def test_m8_2_the_rate_by_building_and_item_is_marked_under_ninety(rate: RatePage, qtbot: QtBot) -> None:
    assert [row[:7] for row in shown(rate.table)] == [
        ("3栋", "3", "1,767.12", "335.36", "1,431.76", "19.0", "低于 90%"),
        ("\u3000物业服务费", "3", "1,607.12", "255.36", "1,351.76", "15.9", "低于 90%"),
        ("\u3000车位管理费", "1", "160.00", "80.00", "80.00", "50.0", "低于 90%"),
    ]
    assert rate.sums.text() == "合计 19.0%，1 行低于 90%"
    assert says(rate.pane, "rate_figure") == "19.0%"
    assert "到 90% 还差 1,255.05 元" in texts(rate.pane)
    rate.by.setFocus()
    press(qtbot, "2")
    assert [row[0] for row in shown(rate.table)] == ["物业服务费", "\u30003栋", "车位管理费", "\u30003栋"]


def test_m8_2_on_a_past_day_before_the_payment(rate: RatePage, qtbot: QtBot) -> None:
    rate.day.setFocus()
    press(qtbot, (CTRL, K.Key_A), "2026-11-20", K.Key_Return)
    assert shown(rate.table)[0][3] == "0.00"
    press(qtbot, (CTRL, K.Key_A), "2026-11-22", K.Key_Return)
    assert says(rate, "rate_trouble") == "缴费只能算到今天为止"
    assert shown(rate.table)[0][3] == "0.00"


def test_m7_3_who_counts_blind_sees_the_rate_up_to_yesterday(
    late: Estate, desk_of: Callable[..., Desk], show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    """Between two days the paid sum grows by the takings: today's are not in it, on no day that can be asked for."""
    late.pay("3-1-1202", "335.36")
    page = cast(RatePage, show(RatePage(desk_of(CASHIER))))
    page.open(first=Month(2026, 9), last=Month(2026, 10), on=date(2026, 11, 21))
    assert page.day.value() == date(2026, 11, 20)
    assert shown(page.table)[0][3] == "0.00"
    page.day.setFocus()
    press(qtbot, (CTRL, K.Key_A), "2026-11-21", K.Key_Return)
    assert says(page, "rate_trouble") == "今天的缴费明天才能看，请填昨天或更早"
    assert shown(page.table)[0][3] == "0.00"


def test_the_rate_on_paper_and_in_excel_says_the_same(
    rate: RatePage, port: Port, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    press(qtbot, (CTRL, K.Key_P))
    dialog(rate, "preview_dialog")
    press(qtbot, (CTRL, K.Key_P))
    words = PdfReader(io.BytesIO(port.jobs[0].pdf)).pages[0].extract_text()
    for part in ("收缴率", "19.0% 低", "1,767.12", "335.36", "1,431.76"):
        assert part in words
    rate.window().activateWindow()
    settle()
    answers.file = tmp_path / "rate.xlsx"
    press(qtbot, (CTRL, K.Key_E))
    sheet = load_workbook(answers.file).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0][:6] == ("3栋", 3, 1767.12, 335.36, 1431.76, 19)


def test_enter_on_a_building_shows_its_arrears_and_the_chips_lead_on(
    rate: RatePage, went: Went, qtbot: QtBot
) -> None:
    rate.focus_start()
    rate.table.select_row(0)
    press(qtbot, K.Key_Return)
    assert went[0][0] == "arrears"
    assert went[0][1]["within"][0] == "building"
    named(rate, KeyButton, "back").click()
    assert went[-1] == ("arrears", {})


def test_l7_a_period_without_anything_due_says_so(rate: RatePage) -> None:
    rate.open(first=Month(2020, 1), last=Month(2020, 2))
    settle()
    assert named(rate, EmptyState, "rate_none").isVisible()


# -- 欠费明细 --


def test_m8_1_f9_prints_the_detail_of_a_unit_and_of_an_owner(
    late: Estate, desk: Desk, show: Callable[[Any], Any], port: Port, qtbot: QtBot
) -> None:
    page = cast(ArrearsPage, show(ArrearsPage(desk)))
    page.list().table.select_row(1)
    settle()
    press(qtbot, K.Key_F9)
    dialog(page, "preview_dialog")
    press(qtbot, (CTRL, K.Key_P))
    words = PdfReader(io.BytesIO(port.jobs[0].pdf)).pages[0].extract_text()
    for part in (
        "欠费明细",
        "QF-202611-0001",
        "3-1-1202",
        "张硕",
        "670.72",
        "2026 年小计",
        "陆佰柒拾元零柒角贰分",
    ):
        assert part in words
    page.window().activateWindow()
    settle()
    page.by.setFocus()
    press(qtbot, "2")
    settle()
    press(qtbot, K.Key_F9)
    dialog(page, "preview_dialog")
    press(qtbot, (CTRL, K.Key_P))
    assert "QF-202611-0002" in PdfReader(io.BytesIO(port.jobs[1].pdf)).pages[0].extract_text()


def test_the_units_behind_a_building_can_be_gone_to_directly(
    late: Estate, desk: Desk, show: Callable[[Any], Any]
) -> None:
    page = cast(ArrearsPage, show(ArrearsPage(desk)))
    page.open(within=("item", "2", "车位管理费"))
    settle()
    assert [row[0] for row in shown(page.list().table)] == ["3-1-1202"]
    assert page.back_button.text() == "车位管理费 的房屋，返回"


# -- 催缴 --


@pytest.fixture
def steps(late: Estate, desk: Desk, show: Callable[[Any], Any]) -> StepsPage:
    return cast(StepsPage, show(StepsPage(desk)))


def issue(page: StepsPage, qtbot: QtBot) -> None:
    press(qtbot, K.Key_F8)
    dialog(page, "issue_demands")
    press(qtbot, SAVE)
    dialog(page, "preview_dialog")


def back(page: Any, qtbot: QtBot) -> None:
    press(qtbot, K.Key_Escape)
    page.window().activateWindow()
    settle()


def test_m8_3_from_the_notice_to_the_first_demand_with_its_delivery(
    steps: StepsPage, late: Estate, bar: Bar, port: Port, qtbot: QtBot
) -> None:
    assert counts(steps, "steps_state", "ready", "undelivered", "waiting", "all") == (
        "该发下一步 3", "待送达 0", "等待中 0", "全部 3",
    )  # fmt: skip
    assert {row[6] for row in shown(steps.table)} == {"发催缴单（第一次）"}
    issue(steps, qtbot)
    assert bar.last() == "ok: 写好 3 份，共 3 页。新开 3 份。送到以后请登记送达，下一步从送达那天算起。"
    press(qtbot, (CTRL, K.Key_P))
    outline = PdfReader(io.BytesIO(port.jobs[0].pdf)).outline
    assert [entry["/Title"] for entry in outline if isinstance(entry, dict)] == ["3栋"]
    steps.window().activateWindow()
    settle()
    assert counts(steps, "steps_state", "ready", "undelivered") == ("该发下一步 0", "待送达 3")
    press(qtbot, K.Key_F5)
    dialog(steps, "preview_dialog")
    press(qtbot, (CTRL, K.Key_P))
    assert "送达登记表" in PdfReader(io.BytesIO(port.jobs[1].pdf)).pages[0].extract_text()
    steps.window().activateWindow()
    settle()
    steps.open(unit_id=IDS["3-1-1202"])
    settle()
    press(qtbot, K.Key_F6)
    asked = dialog(steps, "delivery")
    asked.way.set_value(DeliveryWay.AT_HOME)
    named(asked, TextField, "delivery_taker").set_value("张敏")
    named(asked, CheckField, "delivery_signed").set_value(True)
    named(asked, TextField, "delivery_proof_ref").set_value("IMG_0412.jpg")
    press(qtbot, SAVE)
    assert closed(steps, "delivery")
    papers = late.runner.read(unit_papers, (1,))[1]
    assert [(p.kind, p.received_by, p.signed, p.proof_ref) for p in papers[1:]] == [
        (NoticeKind.FIRST, "张敏", True, "IMG_0412.jpg")
    ]
    assert len(late.runner.read(unit_acts, 1)) == 1
    settle()
    assert any("张敏签收" in words for words in texts(steps.pane))
    states = {row.unit: row.step.readiness.value for row in late.runner.read(unit_steps, TODAY)}
    assert states == {"3-1-0702": "undelivered", "3-1-1202": "waiting", "3-2-0101": "undelivered"}


def test_m8_3_a_step_before_its_day_is_not_offered_and_not_printed(
    late: Estate, desk: Desk, show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    late.clock.forward(days=-17)
    page = cast(StepsPage, show(StepsPage(desk)))
    assert counts(page, "steps_state", "ready", "waiting") == ("该发下一步 0", "等待中 3")
    page.chips.choose("all")
    settle()
    assert {row[6] for row in shown(page.table)} == {"11-08 起发催缴单（第一次）"}
    press(qtbot, K.Key_F8)
    asked = dialog(page, "issue_demands")
    assert says(asked, "issue_words") == "这些房屋现在都还轮不到发催缴单（第一次）。"
    press(qtbot, SAVE)
    assert asked.isVisible()
    assert late.runner.read(unit_papers, (1,))[1][-1].kind is NoticeKind.NOTICE


def test_ticked_units_only_get_the_demand(steps: StepsPage, late: Estate, qtbot: QtBot) -> None:
    steps.focus_start()
    steps.table.select_row(0)
    press(qtbot, K.Key_Space)
    assert steps.issue_button.text() == "发催缴 1 户"
    issue(steps, qtbot)
    back(steps, qtbot)
    assert (
        sum(
            row.step.last.kind is NoticeKind.FIRST
            for row in late.runner.read(unit_steps, TODAY)
            if row.step.last
        )
        == 1
    )


def test_m8_5_the_public_list_has_codes_and_no_names(steps: StepsPage, port: Port, qtbot: QtBot) -> None:
    press(qtbot, K.Key_F4)
    dialog(steps, "preview_dialog")
    press(qtbot, (CTRL, K.Key_P))
    words = PdfReader(io.BytesIO(port.jobs[0].pdf)).pages[0].extract_text()
    assert "3-1-1202" in words
    assert not any(name in words for name in ("张硕", "李静", "王磊"))


def test_the_days_between_the_steps_are_set_by_who_may(
    late: Estate, desk_of: Callable[..., Desk], show: Callable[[Any], Any], admin: Any, qtbot: QtBot
) -> None:
    page = cast(StepsPage, show(StepsPage(desk_of(admin))))
    press(qtbot, K.Key_F2)
    asked = dialog(page, "step_days")
    asked.form.fields["first_days"].set_value(60)
    press(qtbot, SAVE)
    assert closed(page, "step_days")
    settle()
    assert counts(page, "steps_state", "ready", "waiting") == ("该发下一步 0", "等待中 3")


def test_f9_for_one_unit_says_what_must_come_first(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], bar: Bar, qtbot: QtBot
) -> None:
    estate.items()
    estate.bill(Month(2026, 9))
    show(StepsPage(desk))
    press(qtbot, K.Key_F9)
    assert bar.last().startswith("warn: 3-1-0702 先要送缴费通知单。")


def test_l7_nobody_overdue(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> None:
    page = show(StepsPage(desk))
    assert named(page, EmptyState, "steps_none").isVisible()


# -- 电话催缴 --


@pytest.fixture
def calls(late: Estate, desk: Desk, show: Callable[[Any], Any]) -> CallsPage:
    return cast(CallsPage, show(CallsPage(desk)))


def test_a_morning_of_calling_by_keys(calls: CallsPage, late: Estate, bar: Bar, qtbot: QtBot) -> None:
    calls.focus_start()
    assert [row[0] for row in shown(calls.table)] == ["3-1-0702", "3-1-1202", "3-2-0101"]
    press(qtbot, K.Key_F6)
    settle()
    assert bar.last() == "ok: 3-1-0702 无人接，记下了。"
    assert calls.table.current().unit == "3-1-1202", "on to the next one"
    assert counts(calls, "calls_state", "todo", "done") == ("待打 2", "今天打过 1")
    assert says(calls.pane, "calls_phone") == "138****5678"
    press(qtbot, K.Key_F4)
    settle()
    assert says(calls.pane, "calls_phone") == "13812345678"
    press(qtbot, K.Key_F7)
    asked = dialog(calls, "promise")
    asked.amount.set_value(Y("300"))
    asked.day.set_value(date(2026, 11, 25))
    press(qtbot, SAVE)
    assert closed(calls, "promise")
    assert bar.last().startswith("ok: 3-1-1202 承诺2026-11-25 前缴 300.00 元。")
    promise = late.runner.read(promises, TODAY)[0]
    assert (promise.unit, promise.amount, promise.due_on) == ("3-1-1202", Y("300"), date(2026, 11, 25))
    settle()
    calls.window().activateWindow()
    settle()
    calls.words.set_value("说漏水没修好")
    calls.focus_start()
    press(qtbot, K.Key_F8)
    assert late.runner.read(unit_calls, 3)[0].words == "说漏水没修好"
    settle()
    assert counts(calls, "calls_state", "todo", "done", "all") == ("待打 0", "今天打过 3", "全部 3")
    assert "这一组都打完了" in texts(calls.pane)


def test_a_broken_promise_comes_back_first(calls: CallsPage, late: Estate, desk: Desk, qtbot: QtBot) -> None:
    from frontdesk.areas.fees.service.calls import RecordCall, record_call

    late.run(record_call, RecordCall(3, CallResult.PROMISED, amount=Y("100"), due_on=date(2026, 11, 23)))
    late.clock.forward(days=3)
    desk.touched.emit(frozenset({"calls"}))
    settle()
    first = shown(calls.table)[0]
    assert (first[0], first[6]) == ("3-2-0101", "11-23 没有兑现")


def test_d0_5_a_call_entered_by_mistake_is_voided_with_a_reason(
    calls: CallsPage, late: Estate, answers: Answers, qtbot: QtBot
) -> None:
    calls.focus_start()
    press(qtbot, K.Key_F5)
    calls.open(unit_id=2)
    settle()
    answers.reason = "记错了户"
    named(calls, KeyButton, "calls_void").click()
    settle()
    assert late.runner.read(unit_calls, 2)[0].void == "记错了户"
    assert counts(calls, "calls_state", "todo") == ("待打 3",)


def test_d1_9_who_may_not_see_a_number_asks_a_supervisor(
    late: Estate, desk_of: Callable[..., Desk], show: Callable[[Any], Any], answers: Answers, qtbot: QtBot
) -> None:
    page = cast(CallsPage, show(CallsPage(desk_of(SERVICE))))
    page.open(unit_id=1)
    settle()
    press(qtbot, K.Key_F4)
    assert answers.asked == ["archives.unmask"]
    assert says(page.pane, "calls_phone") == "138****5678"


def test_the_list_is_printed_masked(
    calls: CallsPage, port: Port, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[bytes] = []
    monkeypatch.setattr(
        "frontdesk.base.widgets.print_list.show_preview",
        lambda desk, key, pdf, title, **more: drawn.append(pdf),
    )
    press(qtbot, (CTRL, K.Key_P))
    words = PdfReader(io.BytesIO(drawn[0])).pages[0].extract_text()
    assert "138****5678" in words
    assert "13812345678" not in words


# -- 时效 --


@pytest.fixture
def limitation(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> LimitationPage:
    estate.items()
    estate.hand("3-1-1202", "100.00", on=date(2023, 12, 1), due_on=date(2023, 12, 10))
    estate.hand("3-1-0702", "200.00", on=date(2023, 10, 1), due_on=date(2023, 10, 31))
    estate.hand("3-2-0101", "300.00", on=date(2025, 10, 1), due_on=date(2025, 10, 31))
    return cast(LimitationPage, show(LimitationPage(desk)))


def test_m8_4_what_runs_out_is_listed_and_an_act_begins_it_anew(
    limitation: LimitationPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    assert counts(limitation, "limitation_state", "soon", "over", "all") == (
        "90 天内到期 1",
        "已过时效 1",
        "全部 2",
    )
    assert [(row[0], row[7], row[8]) for row in shown(limitation.table)] == [
        ("3-1-1202", "2026-12-10", "还有 19 天")
    ]
    press(qtbot, K.Key_F6)
    asked = dialog(limitation, "act")
    press(qtbot, SAVE)
    assert not closed(limitation, "act"), "words are wanted"
    asked.words.set_value("催缴函，业主张硕签字")
    asked.day.set_value(date(2026, 11, 20))
    press(qtbot, SAVE)
    assert closed(limitation, "act")
    settle()
    assert counts(limitation, "limitation_state", "soon", "over") == ("90 天内到期 0", "已过时效 1")
    assert estate.runner.read(unit_acts, 1)[0].words == "催缴函，业主张硕签字"


def test_d0_5_an_act_entered_by_mistake_is_voided(
    limitation: LimitationPage, estate: Estate, answers: Answers, qtbot: QtBot
) -> None:
    from frontdesk.areas.fees.rules.kinds import ActKind
    from frontdesk.areas.fees.service.limitation import AddLimitationAct, add_limitation_act

    estate.run(add_limitation_act, AddLimitationAct(2, ActKind.PROMISE, date(2026, 11, 1), "承诺书"))
    limitation.desk.touched.emit(frozenset({"notices"}))
    limitation.chips.choose("all")
    settle()
    assert "3-1-0702" not in [row[0] for row in shown(limitation.table)], "a promise revives it"
    estate.run(add_limitation_act, AddLimitationAct(1, ActKind.SIGNED, date(2023, 12, 20), "当时签的"))
    limitation.desk.touched.emit(frozenset({"notices"}))
    settle()
    limitation.open(unit_id=1)
    settle()
    answers.reason = "登错了户"
    press(qtbot, K.Key_F7)
    settle()
    assert estate.runner.read(unit_acts, 1)[0].void == "登错了户"


def test_enter_and_f8_lead_to_the_card_and_the_demands(
    limitation: LimitationPage, went: Went, qtbot: QtBot
) -> None:
    limitation.focus_start()
    press(qtbot, K.Key_Return, K.Key_F8)
    assert went == [("unit", {"unit_id": 1}), ("demands", {"unit_id": 1})]


def test_l7_nothing_runs_out(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> None:
    page = show(LimitationPage(desk))
    assert named(page, EmptyState, "limitation_none").isVisible()
