"""办证: filled in by keyboard, the sample and the conditions beside it, money through the shift: D3.3, D0.8, T22, T23, M7.1."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from frontdesk.app.checks import broken
from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.cashdesk.queries import deposit
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.permits.queries import conditions
from frontdesk.areas.permits.queries.batch import batch_kinds, candidates
from frontdesk.areas.permits.queries.permit_checks import broken_permits
from frontdesk.areas.permits.queries.permits import PermitDetail, permit
from frontdesk.areas.permits.rules.course import State
from frontdesk.areas.permits.ui.issue_batch import BatchPage
from frontdesk.areas.permits.ui.issue_form import IssueFormPage
from frontdesk.areas.permits.ui.photo_crop import TALL, WIDE, to_jpeg
from frontdesk.areas.permits.ui.photo_dialog import PhotoDialog
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.work import Approval
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.permits.office import TENANT, let

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Went = list[tuple[str, dict[str, Any]]]
LEAVE = Approval(Right.PERMITS_ALLOW, 3, "周敏")


def broken_permits_only(desk: Desk) -> list[str]:
    """The charges of this estate are written by hand, without their lines."""
    return list(desk.runner.read(broken_permits))


def look(desk: Desk, number: str) -> PermitDetail:
    found = desk.runner.read(permit, number, TODAY)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def by_the_units_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a home is being decorated is what its own state says: the area of decorations is another's."""
    monkeypatch.setattr(conditions, "decoration_source", [conditions.unit_state_says])


@pytest.fixture
def form(desk: Desk, front: Front, show: Callable[[Any], Any]) -> IssueFormPage:
    """Of 2-2-0801, let to 王磊 until 2027-05-31; the shift is open."""
    let(desk)
    desk.open("0")
    page = cast(IssueFormPage, show(IssueFormPage(front)))
    page.open(unit_id=2)
    return page


def choose(form: IssueFormPage, kind: str, person: str) -> None:
    form.kind.set_value(kind)
    form.kind.edited.emit()
    form.person.set_value(next(o.value for o in form.person.options() if o.text == person))
    form.person.edited.emit()


def photo() -> bytes:
    image = QImage(WIDE, TALL, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return to_jpeg(image)


def test_d0_8_a_permit_is_issued_with_the_keyboard_alone(
    form: IssueFormPage, desk: Desk, went: Went, qtbot: QtBot
) -> None:
    assert focused() is form.kind
    press(qtbot, K.Key_Return, K.Key_Return)
    assert focused() is form.person
    press(qtbot, K.Key_Down, K.Key_Down, K.Key_Return)
    assert form.person.text() == TENANT
    assert form.ends_on.text() == "2027-05-31"
    press(qtbot, (CTRL, K.Key_Return))
    target, arguments = went[-1]
    assert (target, arguments["issued"]) == ("permits", "JZ-00000001")
    found = look(desk, "JZ-1")
    assert (found.row.holder, found.row.role, found.row.ends_on) == (TENANT, "租客", date(2027, 5, 31))
    assert found.row.state is State.VALID
    assert found.events[-1].receipt == "SJ00000001"
    assert broken(desk.runner) == []


def test_l8_the_sample_and_what_limits_the_validity_stand_beside_it(form: IssueFormPage) -> None:
    choose(form, "JZ", TENANT)
    form.draw_preview()
    assert form.preview.page_count() == 2
    said = form.preview.accessibleDescription()
    assert TENANT in said
    assert "2027-05-31" in said
    assert "租约至 2027-05-31" in texts_of(form.ends_on)
    choose(form, "JZ", "业主2")
    assert form.ends_on.text() == "2027-11-21"
    assert "这种证最长 366 天" in texts_of(form.ends_on)
    form.ends_on.set_value(date(2026, 12, 31))
    choose(form, "JZ", TENANT)
    assert form.ends_on.text() == "2026-12-31"


def test_the_kinds_own_fields_come_with_it_and_what_is_missing_stands_beside_them(
    form: IssueFormPage, desk: Desk
) -> None:
    choose(form, "YQ", "业主2")
    labels = [form.grid.labelled[f.objectName()].label.text() for f in form.extra if f.isVisibleTo(form)]
    assert labels == ["犬名", "品种", "毛色（可不填）", "公安养犬证号（可不填）", "免疫有效期至（可不填）"]
    form.save()
    assert form.extra[0].error() == "请填犬名"
    form.extra[0].set_value("豆豆")
    form.extra[1].set_value("柯基")
    form.extra[4].set_value("2027-13-40")
    form.save()
    assert form.extra[4].error()
    form.extra[4].set_value("2027-01-31")
    form.extra[4].edited.emit()
    assert "免疫有效至 2027-01-31" in texts_of(form.conditions)
    form.save()
    assert dict(look(desk, "YQ-1").extra)["免疫有效期至"] == "2027-01-31"


def test_t22_what_is_not_met_is_named_and_allowed_with_a_reason(
    form: IssueFormPage, desk: Desk, answers: Answers
) -> None:
    choose(form, "LS", "其他人…")
    form.holder.set_value("谢安平")
    form.role.set_value("泥瓦工")
    assert "本户没有装修登记，不在装修中" in texts_of(form.conditions)
    form.save()
    assert "请写明理由" in form.allow_reason.error()
    form.allow_reason.set_value("明天开工，手续在办")
    form.save()
    assert answers.asked[-1] == Right.PERMITS_ALLOW
    answers.approval = LEAVE
    form.save()
    found = look(desk, "LS-1")
    assert (found.row.holder, found.row.role, found.approver) == ("谢安平", "泥瓦工", "周敏")
    assert found.allow_reason == "明天开工，手续在办"


def test_d3_3_fee_and_deposit_go_through_the_shift_in_the_same_stroke(
    form: IssueFormPage, desk: Desk
) -> None:
    with desk.db.write() as session:
        session.get_one(Unit, 2).state = UnitState.DECORATING
    choose(form, "LS", "其他人…")
    form.holder.set_value("谢安平")
    form.fee.way.set_value(Tender.WECHAT)
    form.fee.way.edited.emit()
    form.save()
    assert form.fee.reference.error()
    form.fee.reference.set_value("4200001234567890")
    form.save()
    events = look(desk, "LS-1").events
    assert (events[-1].receipt, events[-1].deposit) == ("SJ00000001", "YJ00000001")
    held = desk.runner.read(deposit, "YJ00000001")
    assert held is not None
    assert (held.row.purpose, str(held.row.amount)) == ("临时出入证", "50.00")
    assert broken(desk.runner) == []


def test_m7_1_without_an_open_shift_the_fee_is_left_owing_and_a_deposit_says_what_to_do(
    desk: Desk, front: Front, show: Callable[[Any], Any], bar: Bar
) -> None:
    let(desk)
    form = cast(IssueFormPage, show(IssueFormPage(front)))
    form.open(unit_id=2)
    choose(form, "JZ", TENANT)
    assert [o.text for o in form.fee.way.options()] == ["记账，以后收"]
    form.save()
    assert look(desk, "JZ-1").events[-1].receipt == ""
    assert "12.00" in str([str(v) for v in desk.owed("2-2-0801").values()])
    form.open(unit_id=2)
    choose(form, "LS", "业主2")
    assert "要收押金 50.00 元：请先开班再办。" in texts_of(form.conditions)


def test_d3_3_the_photograph_is_cut_kept_by_its_hash_and_printed(form: IssueFormPage, desk: Desk) -> None:
    choose(form, "JZ", TENANT)
    form.photo_button.click()
    dialog = form.findChild(PhotoDialog)
    dialog._done(photo())
    dialog.reject()
    assert not form.photo.empty()
    form.save()
    found = look(desk, "JZ-1")
    assert found.photo == photo()
    assert len(found.photo_hash or "") == 64


def test_what_waits_is_fetched_later(form: IssueFormPage, desk: Desk) -> None:
    choose(form, "JZ", TENANT)
    form.waits.toggle()
    form.save()
    assert look(desk, "JZ-1").row.state is State.WAITING


def test_d0_8_a_draft_is_taken_up_again(
    form: IssueFormPage, desk: Desk, front: Front, show: Callable[[Any], Any]
) -> None:
    choose(form, "TC", TENANT)
    form.extra[0].set_value("浙A6H072")
    form.keep_draft()
    [draft] = desk.runner.read(drafts, desk.cashier.id)
    assert draft.title == f"停车证 2-2-0801 {TENANT}"
    other = cast(IssueFormPage, show(IssueFormPage(front)))
    other.open(key=draft.key, draft=draft)
    assert (other.kind.text(), other.person.text()) == ("停车证", TENANT)
    assert other.extra[0].text() == "浙A6H072"
    assert other.extra[0].isVisibleTo(other)


def test_it_is_led_to_with_kind_and_person(form: IssueFormPage) -> None:
    form.open(unit_id=1, kind="TC", person_id=1)
    assert (form.kind.text(), form.person.text(), form.unit.text()) == ("停车证", "张硕", "3-1-1202")
    assert not form.typed_anything()


# -- a building at once --


@pytest.fixture
def batch(desk: Desk, front: Front, show: Callable[[Any], Any]) -> BatchPage:
    let(desk)
    page = cast(BatchPage, show(BatchPage(front)))
    page.open()
    return page


def test_d3_3_a_building_is_issued_at_once_and_what_is_not_possible_is_named(
    batch: BatchPage, desk: Desk, bar: Bar, qtbot: QtBot
) -> None:
    for month in ("2026-08", "2026-09", "2026-10", "2026-11"):
        desk.charge("100", unit="2-2-0801", month=month)
    assert [(r.who.unit, r.who.name) for r in batch.model.rows()] == [
        ("1-1-0101", "业主3"), ("2-2-0801", "业主2"), ("2-2-0801", TENANT), ("3-1-1202", "张硕"),
    ]  # fmt: skip
    batch.table.setFocus()
    batch.table.select_row(0)
    press(qtbot, K.Key_Space)
    assert batch.issue_button.text() == "办 3 张"
    press(qtbot, (CTRL, K.Key_Return))
    assert "ok: 办好 1 张证" in bar.last()
    said = texts_of(batch.result)
    assert "2 张没有办" in said
    assert any("本户欠费 400.00 元（4 个月），超过 3 个月" in text for text in said)
    assert look(desk, "JZ-1").row.state is State.WAITING
    assert [r.who.name for r in batch.model.rows()] == ["业主3", "业主2", TENANT]
    assert broken_permits_only(desk) == []


def test_f4_what_was_issued_prints_ten_to_a_sheet(batch: BatchPage, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "frontdesk.areas.permits.ui.issue_batch.show_preview",
        lambda _desk, form, pdf, title, **_more: shown.append((form, title)),
    )
    batch.issue()
    batch.print_made()
    assert shown == [("permit_card", "居住证 4 张")]


def test_kinds_that_ask_something_of_each_are_not_in_the_batch(batch: BatchPage, desk: Desk) -> None:
    assert [kind.code for kind in desk.runner.read(batch_kinds, TODAY)] == ["JZ", "ZM"]
    tenant = next(c for c in desk.runner.read(candidates, "JZ", 1, TODAY) if c.name == TENANT)
    assert tenant.until == date(2027, 5, 31)
