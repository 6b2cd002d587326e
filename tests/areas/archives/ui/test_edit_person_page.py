"""A resident's page: roles with shares and days, numbers checked, masked, and shown for a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.queries import FileRole, PersonFile, person_file, unit_file
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind
from frontdesk.areas.archives.ui.edit_person_page import PAGE, EditPersonPage
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Link
from tests.areas.archives.ui.conftest import (
    CTRL_ENTER,
    GOOD_ID,
    Answers,
    Bar,
    Estate,
    MakeDesk,
    named,
    texts,
)

Show = Callable[[EditPersonPage], EditPersonPage]
Press = Callable[..., None]
TODAY = date(2026, 11, 21)


@pytest.fixture
def page(desk: Desk, estate: Estate, shown: Show) -> EditPersonPage:
    """Somebody is being registered at 1-1-101."""
    made = EditPersonPage(desk)
    made.open(unit_id=estate.units["1-1-101"])
    return shown(made)


def roles(page: EditPersonPage, unit_id: int) -> tuple[FileRole, ...]:
    return page.desk.read(unit_file, unit_id, TODAY).roles


def fill(page: EditPersonPage, **values: object) -> None:
    for name, value in values.items():
        page._fields[name].set_value(value)


def numbers(session: Session, person_id: int) -> tuple[str, str]:
    person = session.get_one(Person, person_id)
    return person.id_number, person.phone


def test_somebody_is_registered_by_keys_alone(page: EditPersonPage, press: Press, estate: Estate) -> None:
    """D0.8, D1.2: reading order; a unit that has an owner offers 家庭成员 first."""
    assert page._fields["role"].value() is RoleKind.FAMILY
    press(Qt.Key.Key_Return, Qt.Key.Key_Return, "林芳", Qt.Key.Key_Return, "13900001111", Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return, "配偶")
    press(CTRL_ENTER)
    role = roles(page, estate.units["1-1-101"])[1]
    assert (role.name, role.kind, role.relation, role.phone) == (
        "林芳",
        RoleKind.FAMILY,
        "配偶",
        "139****1111",
    )


def test_shares_of_several_owners_may_not_pass_the_whole(
    page: EditPersonPage, estate: Estate, runner: Runner
) -> None:
    """D1.2: the wrong share is refused beside its field, and nobody is left behind without a role."""
    unit_id = estate.units["1-1-101"]
    role = roles(page, unit_id)[0]
    page.open(unit_id=unit_id, person_id=role.person_id, role_id=role.id)
    fill(page, share=Decimal(60))
    page.save()
    page.open(unit_id=unit_id)
    fill(page, role=RoleKind.OWNER, name="林芳", share=Decimal(50))
    page.save()
    assert "超过 100%" in page._fields["share"].error()
    everybody = runner.read(lambda session: session.scalars(select(Person.name)).all())
    assert sorted(everybody) == ["张硕", "曾姝", "林芳"]
    fill(page, share=Decimal(40))
    page.save()
    assert [(r.name, r.share) for r in roles(page, unit_id)] == [("张硕", Decimal(60)), ("林芳", Decimal(40))]


def test_a_role_has_a_last_day(page: EditPersonPage, estate: Estate) -> None:
    """D1.2: the last day is typed; the day after is the end that is stored, and comes back as typed."""
    unit_id = estate.units["1-1-101"]
    fill(
        page,
        role=RoleKind.TENANT,
        name="王磊",
        starts_on=date(2026, 12, 1),
        ends_on=date(2027, 11, 30),
    )
    page.save()
    role = next(r for r in roles(page, unit_id) if r.name == "王磊")
    assert (role.starts_on, role.ends_on) == (date(2026, 12, 1), date(2027, 12, 1))
    page.open(unit_id=unit_id, person_id=role.person_id, role_id=role.id)
    assert page._fields["ends_on"].value() == date(2027, 11, 30)
    fill(page, ends_on=date(2026, 11, 1))
    page.save()
    assert page._fields["ends_on"].error() == "结束日期早于开始日期，请核对"


def test_the_number_is_checked_while_it_is_typed_and_asked_about_on_saving(
    page: EditPersonPage, press: Press, estate: Estate, answers: Answers
) -> None:
    """GB 11643: words beside the number; a wrong one can be kept, after a question (D1.7's kindness)."""
    field = page._fields["id_number"]
    fill(page, name="王磊")
    field.setFocus()
    press("330106197805122218")
    assert "身份证号校验位不符" in texts(field)
    answers.yes = False
    press(CTRL_ENTER)
    assert "身份证号校验位不符" in answers.asked[-1]
    assert len(roles(page, estate.units["1-1-101"])) == 1
    answers.yes = True
    press(CTRL_ENTER)
    assert len(roles(page, estate.units["1-1-101"])) == 2


def test_a_company_has_a_licence(page: EditPersonPage, press: Press) -> None:
    """GB 32100, T18: 91350100M000100Y4 takes 3, not D."""
    fill(page, kind=PersonKind.COMPANY)
    field = page._fields["id_number"]
    field.setFocus()
    press("91350100M000100Y43")
    assert "营业执照，校验无误" in texts(field)


def test_numbers_stay_what_they_are_when_the_mask_is_left_alone(
    page: EditPersonPage, estate: Estate, runner: Runner
) -> None:
    """D1.9: what is shown is the mask; saving it changes nothing but what was typed."""
    unit_id = estate.units["1-1-101"]
    role = roles(page, unit_id)[0]
    page.open(unit_id=unit_id, person_id=role.person_id, role_id=role.id)
    assert page._fields["id_number"].value() == "330106********2217"
    assert page._fields["phone"].value() == "138****5678"
    fill(page, emergency_contact="林芳 配偶")
    page.save()
    assert runner.read(numbers, role.person_id) == (GOOD_ID, "13812345678")
    file: PersonFile = page.desk.read(person_file, role.person_id, TODAY)
    assert file.emergency_contact == "林芳 配偶"


def test_seeing_numbers_takes_a_reason_and_is_logged(
    page: EditPersonPage, estate: Estate, press: Press, answers: Answers, runner: Runner
) -> None:
    """D1.9: F6; without a reason nothing is shown; what was typed over a mask stays."""
    role = roles(page, estate.units["1-1-101"])[0]
    page.open(person_id=role.person_id)
    QApplication.processEvents()
    page._fields["phone"].set_typed("13800000000")
    answers.reason = None
    press(Qt.Key.Key_F6)
    assert page._fields["id_number"].value() == "330106********2217"
    answers.reason = "业主本人办理"
    press(Qt.Key.Key_F6)
    assert page._fields["id_number"].value() == GOOD_ID
    assert page._fields["phone"].value() == "13800000000"
    assert not page.eye.isVisible()
    entry = runner.read(
        lambda session: session.scalars(
            select(AuditEntry).where(AuditEntry.action.contains("reveal_person"))
        ).one()
    )
    assert "业主本人办理" in entry.command
    assert GOOD_ID not in entry.command


def test_a_clerk_sees_numbers_only_with_leave(
    make_desk: MakeDesk,
    cashier: Actor,
    estate: Estate,
    shown: Show,
    answers: Answers,
    leave: Approval,
    runner: Runner,
) -> None:
    """D1.9: 主管授权, stored with the act."""
    page = shown(EditPersonPage(make_desk(cashier)))
    page.open(person_id=estate.owner)
    page._reveal()
    assert answers.asked[-1] == Right.UNMASK
    assert page._fields["phone"].value() == "138****5678"
    answers.approval = leave
    page._reveal()
    assert page._fields["phone"].value() == "13812345678"
    entry = runner.read(
        lambda session: session.scalars(
            select(AuditEntry).where(AuditEntry.action.contains("reveal_person"))
        ).one()
    )
    assert (entry.actor, entry.approver) == ("林晓", "周敏")


def test_somebody_known_is_taken_instead_of_entered_twice(
    page: EditPersonPage, press: Press, estate: Estate, runner: Runner
) -> None:
    """One person, two units: the name offers those there are."""
    page._fields["name"].setFocus()
    press("林芳")
    assert "139****2216" in texts(page.side)
    fill(page, role=RoleKind.OWNER)
    named(page.side, "known_person_0", Link).clicked.emit()
    assert page._fields["phone"].value() == "139****2216"
    assert page._fields["role"].value() is RoleKind.OWNER
    page.save()
    role = next(r for r in roles(page, estate.units["1-1-101"]) if r.name == "林芳")
    file: PersonFile = page.desk.read(person_file, role.person_id, TODAY)
    assert [r.unit_code for r in file.roles] == ["1-1-101", "1-1-102"]
    assert runner.read(numbers, role.person_id)[1] == "13922222216"


def test_foreign_residents_have_their_facts(page: EditPersonPage, estate: Estate) -> None:
    """D1.2: nationality, visa end, 暂住登记 date."""
    fill(
        page,
        role=RoleKind.TENANT,
        name="KIM MINJI",
        id_kind=IdKind.PASSPORT,
        id_number="M12345678",
        nationality="韩国",
        visa_ends_on=date(2026, 12, 10),
        registered_on=date(2026, 6, 2),
    )
    page.save()
    role = next(r for r in roles(page, estate.units["1-1-101"]) if r.name == "KIM MINJI")
    file: PersonFile = page.desk.read(person_file, role.person_id, TODAY)
    assert (file.nationality, file.visa_ends_on, file.registered_on) == (
        "韩国",
        date(2026, 12, 10),
        date(2026, 6, 2),
    )
    assert file.id_number == "M******78"


def test_what_is_missing_is_said_beside_its_field(page: EditPersonPage, press: Press, bar: Bar) -> None:
    """D0.8."""
    press(CTRL_ENTER)
    assert page._fields["name"].error() == "请填姓名或名称"
    assert page._fields["name"].focused()
    assert "没有保存" in bar.last()


def test_a_person_alone_has_no_role_to_fill_in(page: EditPersonPage, estate: Estate, runner: Runner) -> None:
    """From the list of people: only what they are themselves."""
    page.open(person_id=estate.tenant)
    assert not page.grid.labelled["resident_role"].isVisibleTo(page)
    assert not page.grid.labelled["resident_share"].isVisibleTo(page)
    fill(page, phone="13611112222")
    page.save()
    assert runner.read(numbers, estate.tenant)[1] == "13611112222"


def test_a_draft_of_a_registration_comes_back(
    page: EditPersonPage, press: Press, estate: Estate, runner: Runner, supervisor: Actor
) -> None:
    """D0.8: F7; the known person taken and the role typed are still there."""
    page._fields["name"].setFocus()
    press("林芳")
    named(page.side, "known_person_0", Link).clicked.emit()
    fill(page, role=RoleKind.AGENT)
    press(Qt.Key.Key_F7)
    kept = runner.read(drafts, supervisor.id)
    assert [(d.page, d.title) for d in kept] == [(PAGE, "登记住户 林芳 1-1-101")]
    page.open(unit_id=estate.units["2-1-201"])
    page.open(key=kept[0].key, draft=kept[0])
    assert page.unit_id == estate.units["1-1-101"]
    assert page._fields["role"].value() is RoleKind.AGENT
    page.save()
    assert any(r.name == "林芳" and r.kind is RoleKind.AGENT for r in roles(page, estate.units["1-1-101"]))
    assert runner.read(drafts, supervisor.id) == ()
