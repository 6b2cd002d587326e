"""A whole file through the real widgets, from the application to the archive (D4.1 to D4.4); and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.areas.decoration.queries.files import file_by_id
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.articles import Ground, WorkKind
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import Result
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service import ScopeInput
from frontdesk.areas.decoration.ui.apply_form import ApplyFormPage
from frontdesk.areas.decoration.ui.breach_dialogs import RecheckDialog
from frontdesk.areas.decoration.ui.file_page import FilePage
from frontdesk.areas.decoration.ui.money_dialogs import PayDialog, RefundDialog, SettleDialog
from frontdesk.areas.decoration.ui.papers_dialog import PaperDialog
from frontdesk.areas.decoration.ui.step_dialog import PlainDialog
from frontdesk.areas.decoration.ui.visit_dialog import VisitDialog, WaterDialog
from frontdesk.areas.decoration.ui.work_dialogs import AgreeDialog, ExtendDialog, FinishDialog, StartDialog
from frontdesk.base.store.drafts import drafts
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Bar
from tests.areas.cashdesk.ui.keys import press
from tests.areas.decoration.site import LICENCE, Site
from tests.areas.decoration.ui.conftest import Picks

K = Qt.Key
D = TypeVar("D", bound=QWidget)
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def chief(front_of: Callable[..., Front], desk: Desk) -> Front:
    return front_of(desk.supervisor)


@pytest.fixture
def form(chief: Front, show: Callable[..., Any]) -> ApplyFormPage:
    """An empty form for 3-1-1202, which 张硕 owns."""
    page = cast(ApplyFormPage, show(ApplyFormPage(chief)))
    page.open(unit=1)
    return page


def click(where: QWidget, name: str) -> None:
    button = where.findChild(KeyButton, name)
    assert button is not None
    button.click()


def dialog_of(page: QWidget, kind: type[D]) -> D:
    """The dialog that stands open."""
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def fill(form: ApplyFormPage) -> None:
    form.name.set_value("杭州锦合装饰工程有限公司")
    form.licence.set_value(LICENCE)
    form.grade.set_value("二级")
    form.site_head.set_value("何勇")
    form.scope.set_value(
        (ScopeInput("厨房", WorkKind.PLUMBING, "改水电"), ScopeInput("主卫", WorkKind.WATERPROOF, "重做防水"))
    )
    form.scope.edited.emit()


def facts_of(desk: Desk, file_id: int) -> FileFacts:
    return desk.runner.read(file_by_id, file_id, desk.clock.today())


def test_d4_1_to_d4_4_a_file_from_the_application_to_the_archive(
    desk: Desk, form: ApplyFormPage, chief: Front, show: Callable[..., Any], went: Went, answers: Picks
) -> None:
    desk.open(actor=desk.supervisor)
    fill(form)
    for row in form.papers.rows.values():
        row.tick.set_value(True)
        row.tick.edited.emit()
    click(form, "decoration_apply_form_save")
    [(target, arguments)] = went
    assert target == "decoration_file"
    file_id = arguments["file_id"]
    page = cast(FilePage, show(FilePage(chief)))
    page.open(file_id=file_id)

    def state() -> State:
        return facts_of(desk, file_id).state

    def plain(words: str = "") -> None:
        click(page, "decoration_next")
        dialog = dialog_of(page, PlainDialog)
        dialog.words.set_value(words)
        click(dialog, "decoration_step_save")

    assert page.next_button.text() == "受理"
    plain()
    assert page.next_button.text() == "工程审批"
    plain("同意。厨卫防水须闭水 48 小时")
    click(page, "decoration_next")
    agreement = dialog_of(page, AgreeDialog)
    assert agreement.deposit.value() == Money.yuan("2000")
    click(agreement, "decoration_agree_save")
    assert state() is State.AGREED
    click(page, "decoration_next")
    click(dialog_of(page, PayDialog), "decoration_pay_save")
    assert facts_of(desk, file_id).fees_owed == Money(0)
    second = dialog_of(page, PayDialog)
    assert second.sum.text() == "2,000.00"
    click(second, "decoration_pay_save")
    assert state() is State.PAID
    answers.wanted = "收材料"
    click(page, "decoration_more")
    paper = dialog_of(page, PaperDialog)
    assert paper.kind.value() is PaperKind.AGREEMENT
    click(paper, "decoration_paper_save")
    click(page, "decoration_next")
    start = dialog_of(page, StartDialog)
    start.workers.set_value("何勇 木工 13812346071\n谢安平 瓦工")
    click(start, "decoration_start_save")
    assert state() is State.RUNNING
    assert [(w.name, w.trade) for w in facts_of(desk, file_id).workers] == [
        ("何勇", "木工"),
        ("谢安平", "瓦工"),
    ]

    click(page, "decoration_next")
    visit = dialog_of(page, VisitDialog)
    visit.seen.set_value("窗下墙凿除")
    visit.findings[0][1].set_value(Result.BREACH)
    visit.findings[0][1].edited.emit()
    assert visit.ground.isVisible()
    visit.ground.set_value(Ground.A5_3)
    visit.what.set_value("窗下墙凿除 0.4㎡")
    visit.deduction.set_value(Money.yuan("300"))
    click(visit, "decoration_visit_save")
    [breach] = facts_of(desk, file_id).breaches
    assert breach.deduction == Money.yuan("300")
    answers.wanted = "复查"
    click(page, "decoration_more")
    click(dialog_of(page, RecheckDialog), "decoration_recheck_save")
    assert not facts_of(desk, file_id).breaches[0].open
    answers.wanted = "闭水"
    click(page, "decoration_more")
    water = dialog_of(page, WaterDialog)
    water.seen_by.set_value("业主、楼下 0201")
    click(water, "decoration_water_save")
    assert facts_of(desk, file_id).water[0].passed
    answers.wanted = "竣工申请"
    click(page, "decoration_more")
    click(dialog_of(page, FinishDialog), "decoration_finish_save")
    for days in (0, 90):
        desk.clock.forward(days=days)
        page.refresh()
        click(page, "decoration_next")
        over = dialog_of(page, VisitDialog)
        over.seen.set_value("全屋看过")
        click(over, "decoration_visit_save")
    assert state() is State.RECHECKED
    click(page, "decoration_next")
    settlement = dialog_of(page, SettleDialog)
    assert settlement.sum.text() == "扣 300.00，退 1,700.00"
    click(settlement, "decoration_settle_save")
    plain("同意退还")
    assert state() is State.ALLOWED
    click(page, "decoration_next")
    click(dialog_of(page, RefundDialog), "decoration_refund_save")
    assert state() is State.REFUNDED
    plain()
    assert state() is State.ARCHIVED
    assert not page.next_button.isVisible()


# -- the form --


def test_d4_2_verdicts_and_papers_follow_what_is_typed(form: ApplyFormPage) -> None:
    fill(form)
    kinds = set(form.papers.rows)
    assert PaperKind.WATER_PLAN in kinds
    assert PaperKind.GRADE not in kinds or form.grade.text()
    row = form.scope.rows[2]
    row.room.set_value("客厅")
    row.kind.set_value(WorkKind.OPENING)
    row.kind.edited.emit()
    assert row.verdict.text() == "不得批准 第五条（三）"
    assert len(form.scope.rows) == 4
    assert form.scope.rows[1].verdict.text().startswith("按条件 第八条")
    form.papers.rows[PaperKind.WATER_PLAN].tick.set_value(True)
    form.papers.rows[PaperKind.WATER_PLAN].tick.edited.emit()
    assert form.scope.rows[1].verdict.text().startswith("允许")


def test_what_is_missing_stands_beside_its_field_and_nothing_typed_is_lost(
    form: ApplyFormPage, bar: Bar
) -> None:
    fill(form)
    form.licence.set_value("91330106MA27XBQ3X0")
    form.scope.set_value((ScopeInput("", WorkKind.OTHER, ""), ScopeInput("厨房", WorkKind.FINISH)))
    form.workers.set_value("何勇 12345")
    click(form, "decoration_apply_form_save")
    assert "请照营业执照核对" in form.licence.error()
    assert form.scope.rows[0].room.error() == "请写部位"
    assert form.scope.error().startswith("第 1 行")
    assert form.workers.error().startswith("第 1 人")
    assert "没有保存" in bar.last()
    assert form.name.text() == "杭州锦合装饰工程有限公司"


def test_d4_1_what_lacks_is_named_and_stops_the_acceptance(
    form: ApplyFormPage, desk: Desk, chief: Front, show: Callable[..., Any], went: Went, bar: Bar
) -> None:
    fill(form)
    form.save()
    assert "受理前还缺" in bar.last()
    file_id = went[-1][1]["file_id"]
    page = cast(FilePage, show(FilePage(chief)))
    page.open(file_id=file_id)
    click(page, "decoration_next")
    dialog = dialog_of(page, PlainDialog)
    assert "产权证" in dialog.unmet.text()
    click(dialog, "decoration_step_save")
    assert dialog.allow is not None
    assert "请写明理由" in dialog.allow.error()
    assert facts_of(desk, file_id).state is State.APPLIED
    dialog.choice.set_value(Step.SEND_BACK)  # type: ignore[union-attr]
    dialog.choice.edited.emit()  # type: ignore[union-attr]
    click(dialog, "decoration_step_save")
    assert "请写明原因" in dialog.words.error()
    dialog.words.set_value("缺产权证")
    click(dialog, "decoration_step_save")
    assert facts_of(desk, file_id).state is State.RETURNED


def test_d0_8_a_draft_waits_and_is_taken_up_again(
    form: ApplyFormPage, desk: Desk, chief: Front, show: Callable[..., Any]
) -> None:
    fill(form)
    form.papers.rows[PaperKind.TITLE].tick.toggle()
    form.keep_draft()
    [draft] = desk.runner.read(drafts, desk.supervisor.id)
    assert draft.title == "装修申请 3-1-1202"
    other = cast(ApplyFormPage, show(ApplyFormPage(chief)))
    other.open(draft=draft)
    assert other.name.text() == "杭州锦合装饰工程有限公司"
    assert [item.room for item in other.scope.value()] == ["厨房", "主卫"]
    assert other.papers.there() == {PaperKind.TITLE}
    assert other.unit.choice() is not None


def test_d0_8_items_are_typed_with_the_keyboard_alone(form: ApplyFormPage, qtbot: QtBot) -> None:
    form.scope.rows[0].room.inner.setFocus()
    press(qtbot, "厨房", K.Key_Return, K.Key_Return, "改水电", K.Key_Return, "2", K.Key_Return, "主卫")
    assert [(i.room, i.words, i.drawing) for i in form.scope.value()] == [
        ("厨房", "改水电", "2"),
        ("主卫", "", ""),
    ]


# -- refusals --


def test_another_ones_step_in_between_is_said_and_nothing_typed_is_lost(
    desk: Desk, chief: Front, show: Callable[..., Any]
) -> None:
    site = Site(desk)
    site.apply()
    page = cast(FilePage, show(FilePage(chief)))
    page.open(file_id=site.id)
    click(page, "decoration_next")
    dialog = dialog_of(page, PlainDialog)
    dialog.words.set_value("业主本人到场")
    site.step(Step.ACCEPT)
    click(dialog, "decoration_step_save")
    assert dialog.isVisible()
    assert "已经办了“受理”" in dialog.said.text()
    assert dialog.words.value() == "业主本人到场"


def test_m7_1_without_a_shift_no_money_is_taken(
    desk: Desk, chief: Front, show: Callable[..., Any], bar: Bar, went: Went
) -> None:
    site = Site(desk)
    site.to(State.AGREED)
    page = cast(FilePage, show(FilePage(chief)))
    page.open(file_id=site.id)
    click(page, "decoration_next")
    assert page.findChild(PayDialog) is None
    assert "还没有开班" in bar.last()
    assert bar.pressed is not None
    bar.pressed()
    assert went == [("open_shift", {})]


def test_d4_5_an_extension_asks_for_its_reason_and_a_later_day(
    desk: Desk, chief: Front, show: Callable[..., Any], answers: Picks
) -> None:
    desk.open()
    site = Site(desk)
    site.to(State.RUNNING)
    page = cast(FilePage, show(FilePage(chief)))
    page.open(file_id=site.id)
    answers.wanted = "延期"
    click(page, "decoration_more")
    dialog = dialog_of(page, ExtendDialog)
    dialog.ends_on.set_value(site.facts.ends_on)
    click(dialog, "decoration_extend_save")
    assert "请填更晚的日期" in dialog.ends_on.error()
    later = site.facts.ends_on + timedelta(days=30)
    dialog.ends_on.set_value(later)
    click(dialog, "decoration_extend_save")
    assert "请写明原因" in dialog.words.error()
    dialog.words.set_value("橱柜到货晚")
    click(dialog, "decoration_extend_save")
    assert site.facts.ends_on == later


def test_d4_2_what_is_prohibited_cannot_be_approved_and_is_taken_out(
    desk: Desk, chief: Front, show: Callable[..., Any], answers: Picks
) -> None:
    site = Site(desk)
    site.apply(scope=(ScopeInput("客厅", WorkKind.OPENING, "开门洞"), ScopeInput("厨房", WorkKind.FINISH)))
    site.step(Step.ACCEPT)
    page = cast(FilePage, show(FilePage(chief)))
    page.open(file_id=site.id)
    click(page, "decoration_next")
    dialog = dialog_of(page, PlainDialog)
    assert "不得批准" in dialog.unmet.text()
    click(dialog, "decoration_step_save")
    assert site.state is State.ACCEPTED
    assert dialog.isVisible()
    dialog.guard_typing(lambda *_a, **_k: True)
    dialog.reject()
    answers.wanted, answers.reason = "撤下", "按规定不得批准"
    picked: list[str] = []
    plain_pick = answers.pick

    def pick(title: str, options: Any, text: str = "") -> Any | None:
        picked.append(title)
        if title == "撤下哪一项":
            answers.wanted = "开门洞"
        return plain_pick(title, options, text)

    answers.pick = pick  # type: ignore[method-assign]
    click(page, "decoration_more")
    assert [item.room for item in site.facts.standing] == ["厨房"]
    assert picked[-1] == "撤下哪一项"
