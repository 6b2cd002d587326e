"""回访, 停水停电, 规矩: called by the list, put down and over, limits and words changed: D2.1, D2.2."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.areas.reception.queries.limits import limit_rule, work_hours
from frontdesk.areas.reception.queries.outages import outage_rows
from frontdesk.areas.reception.queries.words import words_of
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.words import Level, OutageKind, TicketKind, WordList
from frontdesk.areas.reception.service.outages import OpenOutage, OutagePlaceInput, open_outage
from frontdesk.areas.reception.ui import outage_dialogs, setup_page
from frontdesk.areas.reception.ui.act_dialogs import CallBackDialog
from frontdesk.areas.reception.ui.side_pages import CallBacksPage, OutagesPage
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.widgets import print_list
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.dialog import DeskDialog
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.reception.counter import Counter
from tests.tools import paper_reading as read

K = Qt.Key


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


@pytest.fixture
def shown(
    counter: Counter, front_of: Callable[[Actor], Front], show: Callable[[Any], Any]
) -> Callable[..., Any]:
    """Opens a page in front of the receptionist, or whoever is named."""

    def opened(kind: Any, actor: Actor | None = None) -> Any:
        return show(kind(front_of(actor or counter.desk.receptionist)))

    return opened


def dialog(kind: type[DeskDialog]) -> Any:
    """The dialog that is open."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def water(counter: Counter) -> None:
    counter.run(
        open_outage,
        OpenOutage(OutageKind.WATER, "十二点半来水。", places=(OutagePlaceInput(building_id=1),),
                   starts_at=datetime(2026, 11, 20, 8, 0).astimezone()),
    )  # fmt: skip


def test_d2_2_callers_are_asked_from_the_list(
    counter: Counter, shown: Callable[..., Any], port: Port, qtbot: QtBot
) -> None:
    counter.to(State.CALLING)
    counter.to(State.CALLING, unit_id=2, person_id=2, what="灯不亮")
    page = cast(CallBacksPage, shown(CallBacksPage))
    assert page.model.rowCount() == 2
    assert page.hint.text().startswith("共 2 件")
    press(qtbot, K.Key_F6)
    assert len(port.jobs) == 1
    press(qtbot, K.Key_F5)
    call = dialog(CallBackDialog)
    call.words.set_value("好了")
    call.save()
    assert page.model.rowCount() == 1


def test_d2_2_an_outage_is_put_down_said_and_over(
    counter: Counter, shown: Callable[..., Any], bar: Bar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []

    def preview(_desk: Front, _key: str, pdf: bytes, _title: str, **_how: Any) -> bool:
        printed.append(read.text(pdf))
        return False

    monkeypatch.setattr(print_list, "show_preview", preview)
    page = cast(OutagesPage, shown(OutagesPage))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    made = dialog(outage_dialogs.OpenOutageDialog)
    made.kind.set_value(OutageKind.POWER)
    made.kind.edited.emit()
    assert "停电" in made.say.value()
    made.places.set_value("3栋、9栋")
    made.save()
    assert made.places.error() == "没有“9栋”这栋、这个单元或这户，请核对"
    made.places.set_value("3栋")
    made.save()
    row = counter.read(outage_rows)[0]
    assert (row.kind, row.where, row.open) == (OutageKind.POWER, "3栋", True)
    counter.receive(outage_id=row.id)
    counter.later(minutes=30)
    page.refresh()
    # D0.7: as every list it is printed by Ctrl+P.
    page.table.setFocus()
    press(qtbot, (Qt.KeyboardModifier.ControlModifier, K.Key_P))
    qtbot.waitUntil(lambda: len(printed) == 1, timeout=20_000)
    assert "停水停电" in printed[0]
    page.end_button.click()
    end = dialog(outage_dialogs.EndOutageDialog)
    end.save()
    assert counter.state(1) is State.CALLING
    assert "1 件报事要回话" in bar.last()
    assert not page.end_button.isVisible()


def test_the_words_for_callers_change_and_half_a_time_is_said(
    counter: Counter, shown: Callable[..., Any]
) -> None:
    water(counter)
    page = cast(OutagesPage, shown(OutagesPage))
    page.change_button.click()
    change = dialog(outage_dialogs.ChangeOutageDialog)
    change.say.set_value("下午两点来水。")
    change.fields["expected_until"].set_value(counter.wall.date())
    change.save()
    assert change.fields["expected_until_time"].error() == "日期和时间要一起填"
    change.fields["expected_until_time"].set_value(time(14))
    change.save()
    assert counter.read(outage_rows)[0].say == "下午两点来水。"


def test_d0_5_an_outage_entered_by_mistake_is_voided(
    counter: Counter, shown: Callable[..., Any], answers: Answers
) -> None:
    water(counter)
    answers.reason = "登记错了"
    page = cast(OutagesPage, shown(OutagesPage))
    page.void_button.click()
    assert counter.read(outage_rows) == ()


def test_d2_1_limits_and_hours_are_set_by_the_lead(counter: Counter, shown: Callable[..., Any]) -> None:
    page = cast(setup_page.TicketSetupPage, shown(setup_page.TicketSetupPage, counter.desk.supervisor))
    page.edit_button.click()
    limits = dialog(setup_page.LimitsDialog)
    limits.dispatch.set_value(2000)
    limits.save()
    assert limits.dispatch.error() == "比完成的时限还长，请核对"
    limits.dispatch.set_value(20)
    limits.arrive.set_value(None)
    limits.save()
    rule = counter.read(limit_rule, TicketKind.REPAIR, Level.NORMAL, counter.desk.clock.today())
    assert (rule.dispatch_minutes, rule.arrive_minutes, rule.finish_hours) == (20, None, 24)
    page.hours_button.click()
    hours = dialog(setup_page.HoursDialog)
    hours.spans.set_value("8点到5点")
    hours.save()
    assert hours.spans.error() == "请写成 08:30–12:00、13:30–17:30 的样子"
    hours.spans.set_value("08:00-12:00、13:00-17:00")
    hours.save()
    assert counter.read(work_hours).spans == ((time(8), time(12)), (time(13), time(17)))


def test_d2_1_a_worker_is_added_and_taken_out_of_use(counter: Counter, shown: Callable[..., Any]) -> None:
    page = cast(setup_page.TicketSetupPage, shown(setup_page.TicketSetupPage, counter.desk.supervisor))
    page.chips.choose("worker")
    page.refresh()
    page.new_button.click()
    word = dialog(setup_page.WordDialog)
    word.word.set_value("谢涛")
    word.parent_word.set_value("工程部")
    word.save()
    assert counter.read(words_of, WordList.WORKER, "工程部") == ("谢涛",)
    page.off_button.click()
    assert counter.read(words_of, WordList.WORKER, "工程部") == ()
    assert page.off_button.text() == "启用"


@pytest.mark.parametrize("typed", ["25:00-26:00", "8-12", "", "08:30–"])
def test_hours_that_are_none_are_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        setup_page.read_spans(typed)
