"""新报事: from the first word to the stored ticket by keyboard, callers found by number, pictures, drafts: D2.1, D0.8."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from frontdesk.areas.archives.model import Person, UnitNote
from frontdesk.areas.archives.rules.kinds import NoteLevel
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.words import Channel, Level, OutageKind, TicketKind
from frontdesk.areas.reception.service.outages import OpenOutage, OutagePlaceInput, open_outage
from frontdesk.areas.reception.ui.ticket_form import TicketFormPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Bar
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.reception.counter import Counter

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


@pytest.fixture
def form(
    counter: Counter, front_of: Callable[[Actor], Front], show: Callable[[Any], Any], qtbot: QtBot
) -> TicketFormPage:
    """The form in front of the receptionist."""
    with counter.db.write() as session:
        session.get_one(Person, 1).phone = "13812345678"
    page = cast(TicketFormPage, show(TicketFormPage(front_of(counter.desk.receptionist))))
    page.open()
    qtbot.waitUntil(lambda: page.place.focused())
    return page


def test_d2_1_a_ticket_is_taken_with_few_keys(
    form: TicketFormPage, counter: Counter, went: Went, qtbot: QtBot
) -> None:
    """The unit, Enter, the words, Ctrl+Enter: the caller, kind and limits come by themselves."""
    keys = ("3-1-1202", K.Key_Return, K.Key_Return, K.Key_Return, "厨房下水管漏水", (CTRL, K.Key_Return))
    press(qtbot, *keys)
    pressed = sum(len(key) if isinstance(key, str) else 1 for key in keys)
    # A clerk types some four keys a second: 20 seconds are 80 of them, the caller's own words included.
    assert pressed <= 20
    stored = counter.stored(1)
    assert (stored.number, stored.unit_id, stored.person_id) == ("BS-20261120-001", 1, 1)
    assert (stored.kind, stored.channel, stored.level) == (TicketKind.REPAIR, Channel.PHONE, Level.NORMAL)
    assert (stored.what, stored.caller) == ("厨房下水管漏水", "张硕")
    # Nobody types a number the archive has; whoever calls back finds it, masked (D1.9).
    assert counter.rows()[0].phone == "138****5678"
    assert counter.state(1) is State.WAITING
    assert went == [("tickets", {"ticket_id": 1, "received": "BS-20261120-001", "dispatch": True})]
    assert not form.typed_anything()


def test_d2_1_a_pasted_phone_number_finds_unit_and_caller(
    form: TicketFormPage, counter: Counter, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("138 1234 5678")
    press(qtbot, (CTRL, K.Key_V), K.Key_Return)
    place, caller = form.place.place(), form.caller.caller()
    assert place is not None
    assert caller is not None
    assert (place.unit_id, caller.person_id, form.phone.value()) == (1, 1, "13812345678")
    assert form.channel.value() is Channel.PHONE


def test_d2_1_a_public_place_by_its_words(form: TicketFormPage, counter: Counter, qtbot: QtBot) -> None:
    press(qtbot, "3栋大堂", K.Key_Return, "保安", K.Key_Return, K.Key_Return, "灯不亮", (CTRL, K.Key_Return))
    stored = counter.stored(1)
    assert (stored.unit_id, stored.building_id, stored.spot, stored.caller) == (None, 1, "大堂", "保安")
    assert counter.rows()[0].unit == "3 大堂"


def test_a_mistyped_unit_is_said_and_nothing_is_lost(
    form: TicketFormPage, counter: Counter, bar: Bar, qtbot: QtBot
) -> None:
    press(qtbot, "3-1-9999", K.Key_Return, "王先生", K.Key_Return, (CTRL, K.Key_Return))
    assert form.place.error() == "没有“3-1-9999”，请从列表里选一户"
    assert form.what.error()
    assert "没有保存" in bar.last()
    assert form.place.text() == "3-1-9999"
    assert counter.rows() == ()


def test_d2_1_kind_level_and_lists_are_stored(form: TicketFormPage, counter: Counter) -> None:
    form.place.set_unit(1)
    form.what.set_value("半夜拖家具")
    form.kind.set_value(TicketKind.COMPLAINT)
    form.kind.edited.emit()
    form.level.set_value(Level.IMPORTANT)
    form.level.edited.emit()
    assert "投诉 · 重要" in form.limits.text()
    form.problem.set_value("邻居噪声")
    form.problem.edited.emit()
    assert form.category.value() == "噪声"
    form.wished.set_value("今天下午")
    form.save()
    stored = counter.stored(1)
    assert (stored.kind, stored.level, stored.category) == (TicketKind.COMPLAINT, Level.IMPORTANT, "噪声")
    assert (stored.problem, stored.wished) == ("邻居噪声", "今天下午")


def test_a_question_is_answered_at_once(form: TicketFormPage, counter: Counter) -> None:
    """D2.2: what the desk answers needs no dispatch, and no place."""
    assert not form.answered.isVisible()
    form.kind.set_value(TicketKind.QUESTION)
    form.kind.edited.emit()
    assert form.answered.isVisible()
    form.what.set_value("车位月租多少")
    form.answered.set_value("每月 300 元，已告知")
    form.caller.inner.setText("过路人")
    form.save()
    assert counter.state(1) is State.FINISHED


def test_what_is_known_of_the_unit_stands_beside(form: TicketFormPage, counter: Counter) -> None:
    counter.receive(what="厨房水龙头滴水")
    counter.receive(unit_id=3, person_id=3, what="厨房下水管堵了")
    with counter.db.write() as session:
        session.add(
            UnitNote(
                unit_id=1,
                level=NoteLevel.WATCH,
                text="家有 78 岁老人，上门请先电话",
                at=counter.wall.astimezone(),
                by="林晓",
            )
        )
    form.place.set_unit(1)
    form.what.set_value("下水管漏水")
    form.place.edited.emit()
    said = " ".join(texts_of(form.side.here))
    assert "厨房水龙头滴水" in said
    assert "78 岁老人" in said
    assert "1-1-0101 厨房下水管堵了" in " ".join(texts_of(form.side.same))
    assert "30 分钟派单" in " ".join(texts_of(form.side.answer))


def test_d2_2_an_outage_says_its_words_and_takes_the_ticket_in(
    form: TicketFormPage, counter: Counter
) -> None:
    counter.run(
        open_outage,
        OpenOutage(OutageKind.WATER, "中午十二点半来水。", places=(OutagePlaceInput(building_id=1),),
                   starts_at=datetime(2026, 11, 20, 8, 0).astimezone()),
    )  # fmt: skip
    assert not form.tie.isVisible()
    form.place.set_unit(1)
    form.place.edited.emit()
    assert "中午十二点半来水。" in " ".join(texts_of(form.side.answer))
    assert form.tie.isVisible()
    form.tie.toggle()
    form.what.set_value("没有水")
    form.save()
    assert counter.state(1) is State.TIED


def test_pictures_are_pasted_dropped_and_kept(
    form: TicketFormPage, counter: Counter, tmp_path: Path, qtbot: QtBot
) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    form.what.setFocus()
    press(qtbot, (CTRL, K.Key_V))
    assert len(form.photos.files) == 1
    path = tmp_path / "水槽.png"
    assert image.save(str(path))
    form.photos.take([path])
    assert [name for name, _ in form.photos.value()][1] == "水槽.png"
    form.place.set_unit(1)
    form.what.set_value("水槽下渗水")
    form.save()
    assert len(counter.page(1).photos) == 2


def test_words_on_the_clipboard_are_no_picture(form: TicketFormPage) -> None:
    QGuiApplication.clipboard().setText("没有图")
    form.photos.paste()
    assert form.photos.error() == "剪贴板里没有图片，请先截图或复制照片"
    assert form.photos.files == []


def test_d0_8_a_draft_waits_and_is_taken_up_again(
    form: TicketFormPage, counter: Counter, qtbot: QtBot
) -> None:
    press(qtbot, "3-1-1202", K.Key_Return, K.Key_Return, K.Key_Return, "漏水")
    press(qtbot, K.Key_F7)
    kept = counter.read(drafts, counter.desk.receptionist.id)
    assert [draft.title for draft in kept] == ["报事 3-1-1202"]
    form.open(unit_id=2)
    assert form.what.typed() == ""
    form.open(draft=kept[0])
    caller = form.caller.caller()
    assert caller is not None
    assert caller.person_id == 1
    assert (form.what.value(), form.place.text()) == ("漏水", "3-1-1202")


def test_one_key_logs_a_call_from_the_search(form: TicketFormPage, qtbot: QtBot) -> None:
    form.open(unit_id=1, person_id=1, phone="13812345678")
    caller = form.caller.caller()
    assert caller is not None
    assert caller.person_id == 1
    assert form.phone.value() == "13812345678"
    qtbot.waitUntil(lambda: form.what.focused())
    assert focused() is form.what.inner


def test_the_paper_of_a_public_place_names_its_building(form: TicketFormPage, counter: Counter) -> None:
    """A hall alone would be every building's."""
    form.place.inner.setText("3栋大堂")
    form.what.set_value("灯不亮")
    form.save()
    counter.dispatch(1)
    from frontdesk.areas.reception.documents.kinds import TicketForm
    from frontdesk.areas.reception.service.ticket_papers import IssueTicketPaper, issue_ticket_paper
    from frontdesk.base.store.papers import paper_document

    counter.run(issue_ticket_paper, IssueTicketPaper(TicketForm.ORDER, 1))
    stored = counter.read(paper_document, TicketForm.ORDER.value, "BS-20261120-001")
    assert stored[1]["ticket"]["place"] == "3栋　大堂"
