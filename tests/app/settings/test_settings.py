"""Settings by keyboard: kept after a restart, refused in words, asked of a supervisor where the role has no right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from frontdesk.app.password import PasswordDialog
from frontdesk.app.program import Program
from frontdesk.app.settings.facts import (
    OfficeFacts,
    SafetyFacts,
    office_facts,
    safety_facts,
    save_office,
    save_safety,
)
from frontdesk.app.settings.money_facts import MoneyFacts, money_facts, save_money
from frontdesk.app.settings.money_page import MoneySheet
from frontdesk.app.settings.office_page import OfficeSheet
from frontdesk.app.settings.page import SettingsPage
from frontdesk.app.settings.print_page import PrintSheet, paper_rows
from frontdesk.app.settings.rights_page import RightsSheet
from frontdesk.app.settings.safety_page import SafetySheet
from frontdesk.app.settings.users_page import UsersSheet
from frontdesk.areas.cashdesk.queries import deposit_purposes
from frontdesk.areas.cashdesk.rules.kinds import ROUND_OFF_SETTING
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.users import sign_in, users
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import RIGHT_WORDS, Right, Role, may
from frontdesk.base.widgets.dialogs import ApproveDialog
from frontdesk.base.widgets.fields import Field
from tests.app.conftest import Answers, MakeProgram, show
from tests.conftest import PASSWORD

GOOD = OfficeFacts(
    estate="翠湖花园",
    office="翠湖花园物业服务中心",
    phone="0571-88001234",
    address="西溪路 88 号",
    payment_ways="前台\n\n 转账 \n",
    desk="前台 2",
    receipt_book="cj",
    receipt_size="A5",
)


# -- what is kept --


def test_the_office_is_kept_after_a_restart(
    db: Database, runner: Runner, clock: FixedClock, admin: Actor
) -> None:
    runner.run(save_office, GOOD, actor=admin)
    assert db.path is not None
    again = Database(db.path)
    kept = Runner(again, clock).read(office_facts)
    again.close()
    assert kept.payment_ways == "前台\n转账"
    assert kept.receipt_book == "CJ"
    assert (kept.estate, kept.desk, kept.receipt_size) == ("翠湖花园", "前台 2", "A5")


def test_what_cannot_stand_is_named_field_by_field(runner: Runner, admin: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        runner.run(save_office, OfficeFacts(" ", "", receipt_book="收据", receipt_size="B9"), actor=admin)
    assert set(refused.value.errors) == {"estate", "office", "receipt_book", "receipt_size"}
    assert runner.read(office_facts) == OfficeFacts()


def test_safety_is_kept_and_minutes_have_a_limit(runner: Runner, admin: Actor) -> None:
    runner.run(save_safety, SafetyFacts(3, False), actor=admin)
    assert runner.read(safety_facts) == SafetyFacts(3, False)
    for minutes in (-1, 241):
        with pytest.raises(Refused) as refused:
            runner.run(save_safety, SafetyFacts(minutes), actor=admin)
        assert refused.value.field == "lock_minutes"
    assert runner.read(safety_facts) == SafetyFacts(3, False)


@pytest.mark.parametrize("role", [r for r in Role if not may(r, Right.SETTINGS)])
def test_settings_take_their_right(runner: Runner, role: Role) -> None:
    with pytest.raises(NeedsApproval):
        runner.run(save_office, GOOD, actor=Actor(2, "林晓", role))


# -- with real widgets --


def place(program: Program) -> Any:
    assert program.workplace is not None
    return program.workplace


@pytest.fixture
def settings(program: Program) -> Callable[[str, str], SettingsPage]:
    def go(login: str, sheet: str) -> SettingsPage:
        assert program.sign_in(login, PASSWORD)
        assert program.desk is not None
        program.desk.go("settings", sheet=sheet)
        page = place(program).current_page()
        assert isinstance(page, SettingsPage)
        page.refresh()
        return page

    return go


Go = Callable[[str, str], SettingsPage]


def put(qtbot: QtBot, field: Field, text: str) -> None:
    line: Any = field.focusProxy()
    field.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def test_the_administrator_changes_the_office(program: Program, settings: Go, qtbot: QtBot) -> None:
    page = settings("admin", "office")
    sheet = page.sheets["office"]
    assert isinstance(sheet, OfficeSheet)
    assert sheet.undo_button.isHidden()
    put(qtbot, sheet.form.fields["estate"], "Lake Garden")
    assert not sheet.undo_button.isHidden()
    put(qtbot, sheet.form.fields["office"], "Lake Office")
    qtbot.keyClick(program.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "设置已保存" in place(program).bar.text()
    assert place(program).top.estate.text() == "Lake Garden"
    assert program.desk is not None
    assert program.desk.read(office_facts).estate == "Lake Garden"
    assert not sheet.form.changed()


def test_a_wrong_field_is_said_beside_it(program: Program, settings: Go, qtbot: QtBot) -> None:
    sheet = settings("admin", "office").sheets["office"]
    assert isinstance(sheet, OfficeSheet)
    put(qtbot, sheet.form.fields["estate"], "Lake Garden")
    put(qtbot, sheet.form.fields["office"], "Lake Office")
    put(qtbot, sheet.form.fields["receipt_book"], "1234")
    sheet.save_button.click()
    assert "例如 SJ" in sheet.form.fields["receipt_book"].error()
    assert sheet.form.fields["estate"].value() == "Lake Garden"
    assert program.desk is not None
    assert program.desk.read(office_facts).estate == ""


def test_leaving_with_changes_asks(program: Program, settings: Go, answers: Answers, qtbot: QtBot) -> None:
    page = settings("admin", "safety")
    sheet = page.sheets["safety"]
    assert isinstance(sheet, SafetySheet)
    put(qtbot, sheet.form.fields["lock_minutes"], "25")
    answers.yes = False
    qtbot.keyClick(program.window, Qt.Key.Key_Escape)
    assert place(program).current_page() is page
    answers.yes = True
    qtbot.keyClick(program.window, Qt.Key.Key_Escape)
    assert place(program).current_page() is not page
    assert sheet.form.fields["lock_minutes"].value() == 10
    assert len(answers.asked) == 2


def test_the_lock_follows_its_setting_at_once(program: Program, settings: Go, qtbot: QtBot) -> None:
    sheet = settings("admin", "safety").sheets["safety"]
    assert isinstance(sheet, SafetySheet)
    put(qtbot, sheet.form.fields["lock_minutes"], "25")
    sheet.save_button.click()
    assert program.idle.timer.interval() == 25 * 60_000
    put(qtbot, sheet.form.fields["lock_minutes"], "0")
    sheet.save_button.click()
    assert not program.idle.timer.isActive()


def test_without_the_right_a_leader_is_asked_and_stored(
    program: Program, settings: Go, answers: Answers, db: Database, qtbot: QtBot
) -> None:
    """主管授权: on the spot, stored with the act."""
    answers.approval = lambda right: Approval(right, 1, "管理员", "改电话")
    sheet = settings("zhoumin", "office").sheets["office"]
    assert isinstance(sheet, OfficeSheet)
    assert "管理员准许" in sheet.foot_words.text()
    put(qtbot, sheet.form.fields["estate"], "Lake Garden")
    put(qtbot, sheet.form.fields["office"], "Lake Office")
    sheet.save_button.click()
    assert answers.asked == ["修改设置要主管授权"]
    with db.read() as session:
        row = session.execute(
            text("SELECT actor, approver, approver_id FROM audit_entry ORDER BY id DESC")
        ).first()
    assert row is not None
    assert tuple(row) == ("周敏", "管理员", 1)


def test_turning_back_from_the_leader_changes_nothing(
    program: Program, settings: Go, answers: Answers, qtbot: QtBot
) -> None:
    sheet = settings("zhoumin", "office").sheets["office"]
    assert isinstance(sheet, OfficeSheet)
    put(qtbot, sheet.form.fields["estate"], "Lake Garden")
    put(qtbot, sheet.form.fields["office"], "Lake Office")
    sheet.save_button.click()
    assert program.desk is not None
    assert program.desk.read(office_facts).estate == ""
    assert sheet.form.fields["estate"].value() == "Lake Garden"


def test_the_leaders_own_password_is_asked_for_in_a_dialog(
    make_program: MakeProgram, db: Database, qtbot: QtBot
) -> None:
    program = make_program(dialogs=None)
    program.begin()
    show(qtbot, program.window)
    program.sign_in("zhoumin", PASSWORD)
    assert program.desk is not None
    program.desk.go("settings", sheet="office")
    page = place(program).current_page()
    page.refresh()
    sheet = page.sheets["office"]
    sheet.form.fields["estate"].set_value("Lake Garden")
    sheet.form.fields["office"].set_value("Lake Office")
    said: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ApproveDialog)
        for login, password in (("linxiao", PASSWORD), ("admin", "falsch"), ("admin", PASSWORD)):
            dialog.login.set_value(login)
            dialog.password.set_value(password)
            dialog.give.click()
            said.append(dialog.login.error() or dialog.password.error())

    QTimer.singleShot(0, answer)
    sheet.save()
    assert said == [f"林晓没有“{RIGHT_WORDS[Right.SETTINGS]}”的权限", "用户名或密码不对", ""]
    assert program.desk.read(office_facts).estate == "Lake Garden"


def test_the_table_of_rights_is_what_the_roles_may(settings: Go) -> None:
    sheet = settings("heqian", "rights").sheets["rights"]
    assert isinstance(sheet, RightsSheet)
    rows = sheet.model.rows()
    assert [row.right for row in rows] == list(Right)
    for row in rows:
        for role in Role:
            assert bool(row.held(role)) == may(role, row.right)


def test_users_are_for_those_who_manage_them(settings: Go) -> None:
    page = settings("linxiao", "office")
    assert page.sub is not None
    assert page.sub.keys() == (
        "office",
        "money",
        "keys",
        "decoration",
        "personal",
        "safety",
        "rights",
        "print",
        "backup",
        "signing",
    )


def test_a_user_is_added_changed_and_stopped(program: Program, settings: Go, qtbot: QtBot) -> None:
    sheet = settings("admin", "users").sheets["users"]
    assert isinstance(sheet, UsersSheet)
    desk = program.desk
    assert desk is not None
    qtbot.keyClick(program.window, Qt.Key.Key_F2)
    dialog = sheet.dialog
    assert dialog is not None
    qtbot.keyClicks(dialog.login.inner, "admin")
    dialog.person.set_value("吴涛")
    dialog.role.set_value(Role.CASHIER)
    dialog.password.set_value("abc")
    dialog.keep.click()
    assert "至少 6 位" in dialog.password.error()
    dialog.password.set_value("geheim-1")
    dialog.keep.click()
    assert "已有人用" in dialog.login.error()
    dialog.login.set_value("wutao")
    dialog.keep.click()
    assert sheet.dialog is None
    assert "wutao" in place(program).bar.text()
    assert desk.read(sign_in, "wutao", "geheim-1").role is Role.CASHIER
    new = next(u for u in desk.read(users) if u.login == "wutao")
    sheet.refresh()
    assert sheet.table.select_key(new.id)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    dialog = sheet.dialog
    assert dialog is not None
    assert dialog.login.read_only()
    dialog.role.set_value(Role.SUPERVISOR)
    dialog.active.set_value(False)
    dialog.keep.click()
    with pytest.raises(Refused, match="已停用"):
        desk.read(sign_in, "wutao", "geheim-1")
    changed = next(u for u in desk.read(users) if u.login == "wutao")
    assert (changed.role, changed.active) == (Role.SUPERVISOR, False)


def test_the_last_administrator_stays_one(program: Program, settings: Go) -> None:
    sheet = settings("admin", "users").sheets["users"]
    assert isinstance(sheet, UsersSheet)
    assert program.desk is not None
    sheet.ask(program.desk.read(users)[0])
    dialog = sheet.dialog
    assert dialog is not None
    dialog.role.set_value(Role.SERVICE)
    dialog.keep.click()
    assert dialog.role.error() == "至少要留一位管理员"
    dialog.reject()


def test_each_paper_is_listed_with_its_printer(program: Program, settings: Go) -> None:
    """F2"""
    sheet = settings("linxiao", "print").sheets["print"]
    assert isinstance(sheet, PrintSheet)
    rows = {row.key: row for row in sheet.model.rows()}
    assert {
        "receipt",
        "refund",
        "deposit",
        "deposit_settlement",
        "number_ledger",
        "day_report",
        "list",
    } <= set(rows)
    assert rows["receipt"].printer == ""
    assert program.desk is not None
    assert paper_rows(program.desk.printing) == tuple(sheet.model.rows())
    sheet.change.click()
    dialog = sheet.dialog
    assert dialog is not None
    dialog.copies.set_value(2)
    dialog._save()
    assert sheet.dialog is None
    assert sheet.model.rows()[0].setup.copies == 2


def test_the_own_password_is_changed_by_the_old_one(program: Program, qtbot: QtBot) -> None:
    program.sign_in("linxiao", PASSWORD)
    desk = program.desk
    assert desk is not None
    dialog = PasswordDialog(desk, program.window)
    dialog.open()
    dialog.old.set_value("falsch")
    dialog.new.set_value("geheim-2")
    dialog.again.set_value("geheim-3")
    dialog.keep.click()
    assert dialog.again.error() == "两次写的密码不一样，请再写一遍"
    dialog.again.set_value("geheim-2")
    dialog.keep.click()
    assert dialog.old.error() == "原密码不对"
    dialog.old.set_value(PASSWORD)
    dialog.keep.click()
    assert "密码已改" in place(program).bar.text()
    assert desk.read(sign_in, "linxiao", "geheim-2").name == "林晓"
    with pytest.raises(Refused):
        desk.read(sign_in, "linxiao", PASSWORD)


# -- collecting --


def test_m6_3_what_is_decided_about_money_is_kept_after_a_restart(
    db: Database, runner: Runner, clock: FixedClock, admin: Actor
) -> None:
    wanted = MoneyFacts(Money.yuan("0.09"), "装修\n\n 宠物 \n装修", True, True, 15)
    runner.run(save_money, wanted, actor=admin)
    again = Runner(db, clock)
    assert again.read(money_facts) == replace(wanted, purposes="装修\n宠物")
    assert again.read(deposit_purposes) == ("装修", "宠物")
    assert again.read(get_setting, ROUND_OFF_SETTING) == "0.09"


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"round_off": Money.yuan("1.00")}, "round_off", "0 到 0.99"),
        ({"round_off": Money.yuan("-0.01")}, "round_off", "0 到 0.99"),
        ({"purposes": " \n"}, "purposes", "至少写一种"),
        ({"purposes": "\n".join(map(str, range(13)))}, "purposes", "最多 12 种"),
        ({"purposes": "十一个字的押金用途太长了"}, "purposes", "最多 10 个字"),
        ({"days_to_pay": 0}, "days_to_pay", "1 到 90"),
    ],
)
def test_what_cannot_stand_is_refused_in_words(
    runner: Runner, admin: Actor, change: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        runner.run(save_money, replace(MoneyFacts(purposes="装修"), **change), actor=admin)
    assert said in refused.value.errors[field]
    assert runner.read(money_facts).purposes.splitlines() == ["装修", "临时出入证", "钥匙", "其他"]


def test_money_settings_are_changed_in_the_window(program: Program, settings: Go, qtbot: QtBot) -> None:
    """M6.3, M7.7: by keyboard, refused beside the field, kept."""
    sheet = settings("admin", "money").sheets["money"]
    assert isinstance(sheet, MoneySheet)
    put(qtbot, sheet.form.fields["round_off"], "5")
    sheet.save_button.click()
    assert "0 到 0.99" in sheet.form.fields["round_off"].error()
    put(qtbot, sheet.form.fields["round_off"], "0.9")
    sheet.form.fields["from_takings"].set_value(True)
    qtbot.keyClick(program.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "设置已保存" in place(program).bar.text()
    assert program.desk is not None
    kept = program.desk.read(money_facts)
    assert (kept.round_off, kept.from_takings) == (Money.yuan("0.9"), True)
