"""钥匙 in the settings (D3.1): what 钥匙托管协议 says, refused in words, kept after a restart, brought back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.app.program import Program
from frontdesk.app.settings.key_facts import KeyFacts, key_facts, save_keys
from frontdesk.app.settings.keys_page import KeysSheet
from frontdesk.app.settings.page import SettingsPage
from frontdesk.areas.keys.rules.kinds import CARE_TERMS
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import InvalidInput
from tests.conftest import PASSWORD


def test_d3_1_the_care_agreements_terms_stand_after_a_restart_and_come_back_when_emptied(
    db: Database, runner: Runner, clock: FixedClock, admin: Actor
) -> None:
    usual = "\n".join(CARE_TERMS)
    assert runner.read(key_facts).care_terms == usual
    runner.run(save_keys, KeyFacts("钥匙由前台保管。\n\n  丢了赔锁芯。 "), actor=admin)
    assert db.path is not None
    again = Database(db.path)
    kept = Runner(again, clock).read(key_facts).care_terms
    again.close()
    assert kept == "钥匙由前台保管。\n丢了赔锁芯。"
    runner.run(save_keys, KeyFacts("  \n"), actor=admin)
    assert runner.read(key_facts).care_terms == usual


@pytest.mark.parametrize(("terms", "said"), [("好\n" * 9, "最多 8 条"), ("好\n" + "长" * 101, "第 2 条太长")])
def test_d3_1_what_the_agreement_has_no_room_for_is_said(
    runner: Runner, admin: Actor, terms: str, said: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        runner.run(save_keys, KeyFacts(terms), actor=admin)
    assert said in refused.value.errors["care_terms"]


def test_d3_1_the_administrator_changes_them_by_keyboard(program: Program, qtbot: QtBot) -> None:
    assert program.sign_in("admin", PASSWORD)
    assert program.desk is not None
    assert program.workplace is not None
    program.desk.go("settings", sheet="keys")
    page = program.workplace.current_page()
    assert isinstance(page, SettingsPage)
    page.refresh()
    sheet = page.sheets["keys"]
    assert isinstance(sheet, KeysSheet)
    sheet.form.fields["care_terms"].set_value("钥匙由前台保管。")
    sheet.form.fields["care_terms"].setFocus()
    qtbot.keyClick(program.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "设置已保存" in program.workplace.bar.text()
    assert program.desk.read(key_facts).care_terms == "钥匙由前台保管。"
