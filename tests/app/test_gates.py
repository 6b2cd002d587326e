"""First start, sign-in and lock by keyboard: errors beside their fields, Enter moves on, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.lock import LockPage
from frontdesk.app.sign_in import SignInPage
from frontdesk.app.wizard import Begin, Beginning, Wizard
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Role
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.fields import Field
from tests.on_screen import has_the_keyboard

ENTER = Qt.Key.Key_Return


def check(login: str, password: str) -> Actor:
    if (login, password) == ("linxiao", "mima-123"):
        return Actor(2, "林晓", Role.CASHIER)
    if login == "gone":
        raise Refused("这个用户已停用，请找管理员", field="login")
    raise Refused("用户名或密码不对", field="password")


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(1180, 640)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        has_the_keyboard(qtbot, widget)
        return widget

    return show


@pytest.fixture
def wizard(shown: Callable[[QWidget], QWidget]) -> Wizard:
    found = shown(Wizard())
    assert isinstance(found, Wizard)
    return found


def typed(qtbot: QtBot, page: QWidget, name: str, text: str, *, enter: bool = True) -> None:
    field = page.findChild(Field, name)
    assert field is not None
    qtbot.waitUntil(field.focused)
    line = field.focusProxy()
    qtbot.keyClicks(line, text)
    if enter:
        qtbot.keyClick(line, ENTER)


def fill_office(qtbot: QtBot, wizard: Wizard) -> None:
    typed(qtbot, wizard, "wizard_estate", "Lake")
    typed(qtbot, wizard, "wizard_office_name", "Lake Office")
    typed(qtbot, wizard, "wizard_phone", "0571-88001234")
    typed(qtbot, wizard, "wizard_address", "")


def fill_admin(qtbot: QtBot, wizard: Wizard, again: str = "secret-1") -> None:
    typed(qtbot, wizard, "wizard_admin_name", "Zhou")
    typed(qtbot, wizard, "wizard_password", "secret-1")
    typed(qtbot, wizard, "wizard_password_again", again)


def test_by_enter_alone_to_the_last_page_and_the_answer_has_all(qtbot: QtBot, wizard: Wizard) -> None:
    fill_office(qtbot, wizard)
    fill_admin(qtbot, wizard)
    assert wizard.steps.current() == 2
    with qtbot.waitSignal(wizard.finished) as told:
        qtbot.keyClick(wizard, Qt.Key.Key_F2)
    assert told.args == [
        Beginning(Begin.IMPORT, "Lake", "Lake Office", "0571-88001234", "", "Zhou", "secret-1")
    ]
    assert "secret-1" not in repr(told.args)


@pytest.mark.parametrize(("key", "begin"), [(Qt.Key.Key_F3, Begin.EMPTY), (Qt.Key.Key_F4, Begin.DEMO)])
def test_each_beginning_has_its_key(qtbot: QtBot, wizard: Wizard, key: Qt.Key, begin: Begin) -> None:
    fill_office(qtbot, wizard)
    fill_admin(qtbot, wizard)
    with qtbot.waitSignal(wizard.finished) as told:
        qtbot.keyClick(wizard, key)
    assert told.args is not None
    assert told.args[0].begin is begin


def test_the_demo_estate_needs_no_answers(qtbot: QtBot, wizard: Wizard) -> None:
    with qtbot.waitSignal(wizard.finished) as told:
        qtbot.keyClick(wizard, Qt.Key.Key_F4)
    assert told.args == [Beginning(Begin.DEMO)]


def test_empty_names_are_said_beside_their_fields(qtbot: QtBot, wizard: Wizard) -> None:
    qtbot.mouseClick(wizard.findChild(KeyButton, "wizard_to_admin"), Qt.MouseButton.LeftButton)
    page = wizard.office_page
    assert wizard.steps.current() == 0
    assert page.fields["estate"].error() == "请填小区名称"
    assert page.fields["office"].error() == "请填物业公司或服务中心的名称"
    assert page.fields["phone"].error() == ""
    assert page.fields["estate"].focused()


def test_passwords_that_differ_or_are_short_do_not_pass(qtbot: QtBot, wizard: Wizard) -> None:
    fill_office(qtbot, wizard)
    fill_admin(qtbot, wizard, again="secret-2")
    assert wizard.steps.current() == 1
    assert wizard.admin_page.fields["again"].error() == "两次写的密码不一样，请再写一遍"
    wizard.admin_page.fields["password"].set_value("abc")
    wizard.admin_page.fields["again"].set_value("abc")
    qtbot.mouseClick(wizard.findChild(KeyButton, "wizard_to_begin"), Qt.MouseButton.LeftButton)
    assert wizard.admin_page.fields["password"].error() == "密码至少 6 位，请再想一个"


def test_going_back_loses_nothing(qtbot: QtBot, wizard: Wizard) -> None:
    fill_office(qtbot, wizard)
    typed(qtbot, wizard, "wizard_admin_name", "Zhou")
    qtbot.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.steps.current() == 0
    assert wizard.office_page.fields["office"].value() == "Lake Office"
    assert wizard.office_page.fields["phone"].value() == "0571-88001234"
    wizard.show_step(1)
    assert wizard.admin_page.fields["name"].value() == "Zhou"


def test_a_failure_brings_back_to_its_field_with_everything_typed(qtbot: QtBot, wizard: Wizard) -> None:
    fill_office(qtbot, wizard)
    fill_admin(qtbot, wizard)
    wizard.busy("正在建立数据库")
    assert not wizard.stack.isEnabled()
    assert wizard.work.text() == "正在建立数据库"
    wizard.failed(Refused("请填小区的名称", field="estate"))
    assert wizard.stack.isEnabled()
    assert wizard.work.text() == ""
    assert wizard.steps.current() == 0
    assert wizard.office_page.fields["estate"].error() == "请填小区的名称"
    assert wizard.office_page.fields["office"].value() == "Lake Office"
    wizard.show_step(2)
    wizard.failed(Refused("这个文件夹不能写"))
    assert wizard.begin_page.wrong.text() == "这个文件夹不能写"
    assert wizard.begin_page.wrong.isVisible()


def test_the_last_user_is_there_and_typing_goes_to_the_password(
    qtbot: QtBot, shown: Callable[[QWidget], QWidget]
) -> None:
    page = SignInPage(check)
    page.ask("翠湖花园", "linxiao")
    shown(page)
    assert page.title.text() == "翠湖花园"
    assert page.login.value() == "linxiao"
    with qtbot.waitSignal(page.signed_in) as told:
        typed(qtbot, page, "sign_in_password", "mima-123")
    assert told.args == [Actor(2, "林晓", Role.CASHIER), "linxiao"]
    assert page.password.text() == ""


def test_a_wrong_password_is_said_beside_it_and_the_name_stays(
    qtbot: QtBot, shown: Callable[[QWidget], QWidget]
) -> None:
    page = SignInPage(check)
    page.ask("翠湖花园", "linxiao")
    shown(page)
    typed(qtbot, page, "sign_in_password", "falsch")
    assert page.password.error() == "用户名或密码不对"
    assert page.login.value() == "linxiao"
    assert page.password.focused()
    assert page.password.inner.selectedText() != ""


def test_a_user_who_was_stopped_is_told_beside_the_name(
    qtbot: QtBot, shown: Callable[[QWidget], QWidget]
) -> None:
    page = SignInPage(check)
    page.ask("翠湖花园", "gone")
    shown(page)
    typed(qtbot, page, "sign_in_password", "x")
    assert page.login.error() == "这个用户已停用，请找管理员"


def test_an_empty_password_is_asked_for(qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> None:
    page = SignInPage(check)
    page.ask("翠湖花园", "linxiao")
    shown(page)
    typed(qtbot, page, "sign_in_password", "")
    assert page.password.error() == "请填密码"


def test_capitals_without_shift_are_hinted_at(qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> None:
    page = SignInPage(check)
    page.ask("翠湖花园", "linxiao")
    shown(page)
    assert page.caps.isHidden()
    qtbot.keyClick(page.password.inner, "A")
    assert page.caps.isVisible()
    qtbot.keyClick(page.password.inner, "a")
    assert page.caps.isHidden()


def test_the_lock_asks_for_the_password_of_whose_work_waits(
    qtbot: QtBot, shown: Callable[[QWidget], QWidget]
) -> None:
    page = LockPage(check)
    page.ask_for("林晓", "linxiao")
    shown(page)
    assert page.title.text() == "已锁屏"
    assert "林晓" in page.words.text()
    assert page.login_row.isHidden()
    with qtbot.waitSignal(page.signed_in):
        typed(qtbot, page, "sign_in_password", "mima-123")


def test_somebody_else_may_sign_in_over_the_lock(qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> None:
    page = LockPage(check)
    page.ask_for("周敏", "zhoumin")
    shown(page)
    qtbot.mouseClick(page.other, Qt.MouseButton.LeftButton)
    assert page.login_row.isVisible()
    typed(qtbot, page, "sign_in_login", "linxiao")
    with qtbot.waitSignal(page.signed_in) as told:
        typed(qtbot, page, "sign_in_password", "mima-123")
    assert told.args is not None
    assert told.args[0].name == "林晓"
