"""出门条: written with the keyboard, listed, its tear-off ticked, undone, voided, printed: D0.5, D0.8, D3.6, T12, T22."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.areas.permits.queries.goods import goods_rules
from frontdesk.areas.permits.rules.goods import GoodsRules, GoodsState, Line
from frontdesk.areas.permits.ui.goods_dialogs import GoodsRulesDialog, TearOffDialog
from frontdesk.areas.permits.ui.goods_form import GoodsFormPage
from frontdesk.areas.permits.ui.goods_page import GoodsPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.papers import papers_of
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.permits.office import TENANT, issue, let, look

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Went = list[tuple[str, dict[str, Any]]]
LEAVE = Approval(Right.PERMITS_ALLOW, 3, "周敏")


@pytest.fixture
def form(desk: Desk, front: Front, show: Callable[[Any], Any]) -> GoodsFormPage:
    """The form, 2-2-0801 let to 王磊."""
    let(desk)
    page = cast(GoodsFormPage, show(GoodsFormPage(front)))
    page.open(unit_id=2)
    return page


@pytest.fixture
def page(desk: Desk, front: Front, show: Callable[[Any], Any]) -> GoodsPage:
    """CM-00000001 of 3-1-1202 and CM-00000002 of 1-1-0101, both out."""
    issue(desk)
    issue(desk, 3, asker_id=3)
    return cast(GoodsPage, show(GoodsPage(front)))


def numbers(page: GoodsPage) -> list[str]:
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    return [row.number for row in rows]  # type: ignore[union-attr]


def ask_tenant(form: GoodsFormPage) -> None:
    """王磊 asks, and moves out."""
    form.asker.set_value(next(o.value for o in form.asker.options() if o.text == TENANT))
    form.asker.edited.emit()
    form.moves_out.toggle()


def fill(form: GoodsFormPage) -> None:
    form.carrier.set_value("谢安平")
    form.lines.set_value((Line("双门冰箱", 1, "台"), Line("纸箱", 12, "箱")))


# -- the form --


def test_d0_8_a_pass_is_written_with_the_keyboard_alone(
    form: GoodsFormPage, desk: Desk, went: Went, qtbot: QtBot
) -> None:
    form.unit.inner.setFocus()
    press(qtbot, K.Key_Return)
    assert focused() is form.asker
    press(qtbot, K.Key_Down, K.Key_Return, K.Key_Return)
    assert focused() is form.carrier.inner
    press(qtbot, "谢安平", K.Key_Return, "330102198003074471", K.Key_Return, "浙a6h072", K.Key_Return)
    press(qtbot, *[K.Key_Return] * 4, "走货梯", K.Key_Return)
    assert focused() is form.lines.rows[0].what.inner
    press(qtbot, "双门冰箱", K.Key_Return, "1台", K.Key_Return, "白色", K.Key_Return)
    press(qtbot, "纸箱", K.Key_Return, "12箱", K.Key_Return, K.Key_Return)
    assert focused() is form.lines.rows[2].what.inner
    assert form.lines.sum.text() == "共 2 项，13 件"
    press(qtbot, K.Key_Return)
    assert not form.lines.isAncestorOf(focused())
    press(qtbot, (CTRL, K.Key_Return))
    assert went == [("goods_out", {"issued": "CM-00000001"})]
    found = look(desk, "1")
    assert found.lines == (Line("双门冰箱", 1, "台", "白色"), Line("纸箱", 12, "箱"))
    assert (found.row.asker, found.row.plate, found.words) == ("业主2", "浙A·6H072", "走货梯")
    assert found.row.ends_at - found.row.starts_at == timedelta(hours=4)
    assert form.lines.typed() == []


def test_what_is_missing_stands_beside_its_field_and_nothing_typed_is_lost(
    form: GoodsFormPage, bar: Bar
) -> None:
    form.lines.set_rows([("双门冰箱", "一台", ""), ("", "2张", "")])
    form.save()
    assert form.carrier.error()
    assert form.asker.error()
    assert form.lines.rows[0].count.error() == "数量请写成 1台、12箱 这样"
    assert form.lines.rows[1].what.error() == "请写物品"
    assert form.lines.error().startswith("第 1 行：数量")
    assert "没有保存" in bar.last()
    assert form.lines.typed() == [["双门冰箱", "一台", ""], ["", "2张", ""]]


def test_a_window_that_is_over_is_said_beside_the_time(form: GoodsFormPage, desk: Desk) -> None:
    form.asker.set_value(2)
    fill(form)
    day = desk.clock.today() - timedelta(days=1)
    form.starts_on.set_value(day)
    form.ends_on.set_value(day)
    form.save()
    assert form.ends_time.error() == "这个时间已经过了，请往后改"


def test_rows_copied_in_excel_are_pasted_at_once(form: GoodsFormPage, qtbot: QtBot) -> None:
    form.lines.rows[0].what.inner.setFocus()
    press(qtbot, "电视")
    QGuiApplication.clipboard().setText("物品\t数量\t说明\r\n双门冰箱\t1台\t白色\r\n纸箱\t12箱\t\r\n")
    press(qtbot, (CTRL, K.Key_V))
    assert [row.texts() for row in form.lines.rows] == [
        ("电视", "", ""), ("双门冰箱", "1台", "白色"), ("纸箱", "12箱", ""), ("", "", ""),
    ]  # fmt: skip
    assert form.lines.sum.text() == "共 3 项，13 件"
    QGuiApplication.clipboard().setText("床垫 2张")
    form.findChild(Link, "goods_lines_paste").clicked.emit()  # type: ignore[union-attr]
    assert form.lines.rows[3].texts() == ("床垫", "2张", "")
    press(qtbot, K.Key_Up)
    assert focused() is form.lines.rows[3].what.inner
    press(qtbot, (CTRL, K.Key_Delete))
    assert [row.texts()[0] for row in form.lines.rows] == ["电视", "双门冰箱", "纸箱", ""]


def test_forty_lines_are_typed_and_stored(form: GoodsFormPage, desk: Desk) -> None:
    QGuiApplication.clipboard().setText("\n".join(f"物品{n}\t{n}件\t" for n in range(1, 41)))
    form.lines.paste.clicked.emit()
    form.asker.set_value(2)
    form.carrier.set_value("谢安平")
    form.save()
    assert len(look(desk, "1").lines) == 40


def test_t22_conditions_stand_beside_the_form_and_leave_is_asked_with_a_reason(
    form: GoodsFormPage, desk: Desk, answers: Answers
) -> None:
    desk.charge("255.36", unit="2-2-0801", month="2026-10")
    assert "不搬离" in " ".join(texts_of(form.conditions))
    assert not form.consent_by.isVisibleTo(form)
    ask_tenant(form)
    said = " ".join(texts_of(form.conditions))
    assert "租客搬离要业主同意" in said
    assert "本户欠费 255.36 元（1 个月），搬离前要结清" in said
    assert form.consent_by.isVisibleTo(form)
    assert form.allow_reason.isVisibleTo(form)
    fill(form)
    form.save()
    assert "要准许放行，请写明理由" in form.allow_reason.error()
    form.allow_reason.set_value("业主在国外，电话里同意")
    form.save()
    assert answers.asked == [Right.PERMITS_ALLOW]
    assert form.carrier.text() == "谢安平"
    answers.approval = LEAVE
    form.save()
    assert look(desk, "1").allow_reason == "业主在国外，电话里同意"


def test_d3_6_with_consent_and_nothing_owed_no_leave_is_asked(
    form: GoodsFormPage, desk: Desk, answers: Answers
) -> None:
    ask_tenant(form)
    assert form.consent_by.text() == "业主2"
    form.consent_way.set_value(form.consent_way.options()[0].value)
    form.consent_on.set_value(desk.clock.today())
    form.consent_on.edited.emit()
    assert not form.allow_reason.isVisibleTo(form)
    fill(form)
    form.save()
    assert answers.asked == []
    consent = look(desk, "1").consent
    assert consent is not None
    assert (consent.by, consent.way.value) == ("业主2", "书面")


def test_somebody_the_archives_do_not_know_is_written_by_name(form: GoodsFormPage, desk: Desk) -> None:
    assert not form.asker_name.isVisibleTo(form)
    form.asker.set_value(0)
    form.asker.edited.emit()
    assert form.asker_name.isVisibleTo(form)
    fill(form)
    form.save()
    assert form.asker_name.error()
    form.asker_name.set_value("装修队老李")
    form.save()
    assert (look(desk, "1").row.asker, look(desk, "1").row.asker_role) == ("装修队老李", "")


def test_d0_8_a_draft_waits_with_its_lines_and_is_taken_up_again(
    form: GoodsFormPage, desk: Desk, front: Front, show: Callable[[Any], Any]
) -> None:
    ask_tenant(form)
    fill(form)
    form.keep_draft()
    [draft] = desk.runner.read(drafts, desk.cashier.id)
    assert draft.title == "出门条 2-2-0801"
    other = cast(GoodsFormPage, show(GoodsFormPage(front)))
    other.open(key=draft.key, draft=draft)
    assert other.asker.text() == TENANT
    assert other.moves_out.value()
    assert other.lines.typed() == [["双门冰箱", "1台", ""], ["纸箱", "12箱", ""]]
    assert other.consent_by.isVisibleTo(other)


def test_a_wrong_check_digit_only_warns(form: GoodsFormPage, qtbot: QtBot) -> None:
    form.carrier_number.inner.setFocus()
    press(qtbot, "330102198003074472")
    assert "身份证号校验位不符" in texts_of(form.carrier_number)


# -- the list --


def test_d3_6_the_list_shows_what_is_out_and_the_pane_follows(page: GoodsPage, qtbot: QtBot) -> None:
    assert numbers(page) == ["CM-00000002", "CM-00000001"]
    assert page.chips.chip("out").accessibleName() == "未交回 2"
    assert page.pane.title.text() == "出门条 CM-00000002"
    page.table.setFocus()
    press(qtbot, K.Key_Down)
    shown = texts_of(page.pane)
    assert {"出门条 CM-00000001", "可放行", "谢安平  330102********4471", "浙A·6H072", "还没有打印"} <= shown
    assert "双门冰箱  白色，海尔" in shown
    assert page.pane.preview.page_count() == 1
    assert not any("330102198003074471" in text for text in texts_of(page))


def test_d3_6_the_tear_off_is_ticked_by_key(page: GoodsPage, desk: Desk, bar: Bar, qtbot: QtBot) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    dialog = page.findChild(TearOffDialog)
    dialog.guard.set_value("老赵")
    dialog.save()
    assert not dialog.isVisible()
    assert bar.last() == "ok: CM-00000002 的门岗联已收回。"
    assert look(desk, "2").row.state is GoodsState.RETURNED
    assert numbers(page) == ["CM-00000001"]


def test_other_pieces_want_words_in_the_dialog(page: GoodsPage, desk: Desk, qtbot: QtBot) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    dialog = page.findChild(TearOffDialog)
    dialog.matches.set_value(False)
    dialog.left_time.set_value(None)
    dialog.left_time.inner.setText("26:00")
    dialog.save()
    assert dialog.left_time.error()
    dialog.left_time.set_value(None)
    dialog.save()
    assert dialog.words.error() == "件数不符，请写明差什么"
    dialog.words.set_value("少两箱")
    dialog.save()
    page.chips.choose("mismatch")
    assert numbers(page) == ["CM-00000002"]
    assert page.pane.state.text() == "已放行，件数不符"


def test_d0_5_a_tick_is_undone_and_a_pass_voided_each_with_its_reason(
    page: GoodsPage, desk: Desk, answers: Answers, bar: Bar, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    page.findChild(TearOffDialog).save()
    page.chips.choose("all")
    page.table.select_row(0)
    answers.reason = "点错了一张"
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    assert bar.last() == "ok: CM-00000002 的回收已撤销。"
    answers.reason = None
    press(qtbot, K.Key_F9)
    assert look(desk, "2").row.state is GoodsState.OPEN
    answers.reason = "今天不搬了"
    press(qtbot, K.Key_F9)
    assert look(desk, "2").row.state is GoodsState.VOID
    assert page.pane.state.text() == "作废"
    assert not page.pane.back_button.isVisibleTo(page)


def test_t12_the_first_print_is_the_original_and_the_next_is_marked(
    page: GoodsPage, desk: Desk, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    page.open(issued="CM-00000002")
    assert bar.last() == "ok: 出门条已开。物品放行条 CM-00000002 已送到“前台针式”。"
    page.table.setFocus()
    press(qtbot, K.Key_F6)
    assert [job.title for job in port.jobs] == ["物品放行条 CM-00000002"] * 2
    [paper] = desk.runner.read(papers_of, subject=("goods_pass", 2))
    assert paper.printed == 2
    assert "2 次" in texts_of(page.pane)


def test_without_a_printer_nothing_counts_as_printed(
    page: GoodsPage, desk: Desk, port: Port, bar: Bar
) -> None:
    port.names = ()
    page.open(issued="CM-00000002")
    assert "没有打印" in bar.last()
    [paper] = desk.runner.read(papers_of, subject=("goods_pass", 2))
    assert paper.printed == 0


def test_d0_7_what_is_typed_narrows_the_list_and_one_is_shown_by_its_number(page: GoodsPage) -> None:
    page.search.set_text("1202")
    assert numbers(page) == ["CM-00000001"]
    page.open(number="CM-00000002")
    assert numbers(page) == ["CM-00000002"]
    page.open(unit_id=1)
    assert numbers(page) == ["CM-00000001"]
    page.search.set_text("没有的")
    assert not page.pane.isVisibleTo(page)


def test_t21_overdue_ones_have_a_chip(page: GoodsPage, desk: Desk) -> None:
    assert page.chips.chip("overdue").accessibleName() == "逾期未交回"
    desk.clock.forward(days=2)
    page.open(show="overdue")
    assert numbers(page) == ["CM-00000002", "CM-00000001"]
    assert page.pane.state.text() == "门岗联逾期未交回"


def test_l7_an_empty_list_says_how_to_begin(front: Front, show: Callable[[Any], Any], went: Went) -> None:
    empty = cast(GoodsPage, show(GoodsPage(front)))
    empty.findChild(KeyButton, "goods_empty_new").click()  # type: ignore[union-attr]
    assert went == [("new_goods_pass", {})]


def test_d3_6_the_rules_are_set_by_who_may(
    page: GoodsPage, desk: Desk, front_of: Callable[[Actor], Front], show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    assert not page.rules_button.isVisibleTo(page)
    lead = cast(GoodsPage, show(GoodsPage(front_of(desk.supervisor))))
    lead.table.setFocus()
    press(qtbot, K.Key_F7)
    dialog = lead.findChild(GoodsRulesDialog)
    dialog.months.set_value(2)
    dialog.days.set_value(99)
    dialog.save()
    assert dialog.days.error() == "请填 0 到 60 天"
    dialog.days.set_value(3)
    dialog.consent.toggle()
    dialog.save()
    assert desk.runner.read(goods_rules) == GoodsRules(False, 2, 3)


def test_who_may_not_write_passes_sees_no_buttons_for_it(
    desk: Desk, front_of: Callable[[Actor], Front], show: Callable[[Any], Any]
) -> None:
    issue(desk)
    shown = cast(GoodsPage, show(GoodsPage(front_of(desk.financier))))
    hidden: tuple[QWidget, ...] = (shown.new_button, shown.pane.back_button, shown.pane.void_button)
    assert not any(button.isVisibleTo(shown) for button in hidden)
    assert QApplication.focusWidget() is not None


def test_l5_tab_goes_through_the_lines_and_then_to_what_stands_under_them(
    form: GoodsFormPage, qtbot: QtBot
) -> None:
    form.lines.set_rows([("双门冰箱", "1台", "")])
    qtbot.waitUntil(lambda: form.lines.rows[1].isVisible())
    form.lines.rows[0].words.inner.setFocus()
    press(qtbot, K.Key_Tab)
    assert focused() is form.lines.rows[1].what.inner
    press(qtbot, K.Key_Tab, K.Key_Tab, K.Key_Tab)
    assert focused() is form.lines.paste
