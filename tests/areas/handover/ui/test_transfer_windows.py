"""过户 and 租赁变更 by keyboard, from an empty list to the paper; a draft, a wrong part, and undoing it (D1.5, D0.8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.handover.queries.transfers import TransferFilter, transfer_rows
from frontdesk.areas.handover.rules.transfers import ChangeKind, KeyFate, Why
from frontdesk.areas.handover.service.transfer_commands import TakeOver
from frontdesk.areas.handover.ui.transfer_dialogs import (
    HomeDialog,
    KeysDialog,
    LongerDialog,
    OutDialog,
    PartDialog,
    PartyDialog,
    TakeOverDialog,
    ThingsDialog,
)
from frontdesk.areas.handover.ui.transfer_filled import Filled, Part, lines_of, parts_of
from frontdesk.areas.handover.ui.transfer_form import LeaseFormPage, TransferFormPage
from frontdesk.areas.handover.ui.transfer_page import TransfersPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.work import Approval
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.conftest import Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.handover.changing import facts_of, resident, roles_at
from tests.areas.handover.handing import ask, key_set, wait_for_handover
from tests.areas.handover.ui.test_handover_windows import Answers, answers, at, dialog_of
from tests.areas.permits.issuing import give

__all__ = ["answers"]
K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
Show = Callable[[Any], Any]


def words_of(page: Any) -> dict[Part, tuple[str, str]]:
    """How each part stands: the status' word, and what was filled in."""
    return {line.part: (line.word, line.told) for line in page.lines()}


def form(page: Any, qtbot: QtBot, kind: type[PartDialog]) -> Any:
    return dialog_of(page, qtbot, kind)


def test_D1_5_a_home_is_sold_part_by_part_by_keyboard_and_printed(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, port: Port, answers: Answers, went: list[Any]
) -> None:  # fmt: skip
    wait_for_handover(desk)
    resident(desk, 1, "张可", RoleKind.FAMILY, relation="女儿")
    give(desk, person_id=1)
    desk.charge("255.36", month="2026-10")
    key = key_set(desk, 1, 2)
    listed: TransfersPage = show(TransfersPage(front))
    assert listed.is_empty()
    press(qtbot, K.Key_F2)
    assert went[-1][0] == "new_transfer"
    page: TransferFormPage = show(TransferFormPage(front))
    page.open()
    assert [line.part for line in page.lines()][0] is Part.HOME
    press(qtbot, K.Key_F4)
    home = form(page, qtbot, HomeDialog)
    press(qtbot, "3-1-1202", K.Key_Tab)
    home.fields["on"].set_value(date(2026, 11, 20))
    home.fields["basis"].set_value("不动产权证 0118213")
    press(qtbot, SAVE)
    at(page, qtbot)
    assert words_of(page)[Part.ARREARS] == ("要处理", f"欠 {facts_of(desk).owed} 元")
    # Nothing is written before every part is filled in.
    press(qtbot, SAVE)
    assert "还有" in bar.last()
    press(qtbot, K.Key_F4)
    form(page, qtbot, OutDialog)
    press(qtbot, SAVE)
    at(page, qtbot)
    assert words_of(page)[Part.OUT][1] == "张硕（业主）、张可（家庭成员）"
    press(qtbot, K.Key_F4)
    party = form(page, qtbot, PartyDialog)
    # Nobody of that name in the archives: what was typed is the new one's name.
    press(qtbot, "单晓晓", K.Key_Tab)
    assert party.fields["name"].value() == "单晓晓"
    party.fields["id_number"].set_value("110101199003070475")
    answers.yes = False
    press(qtbot, SAVE)
    assert "校验" in party.fields["id_number"].error()
    answers.yes = True
    party.fields["id_number"].set_value("110101199003070476")
    party.fields["phone"].set_value("13867512208")
    press(qtbot, SAVE)
    at(page, qtbot)
    answers.picks = "take"
    press(qtbot, K.Key_F4)
    taken = form(page, qtbot, TakeOverDialog)
    taken.fields["words"].set_value("房款里已扣，由新业主承担")
    press(qtbot, SAVE)
    assert taken.fields["signed"].error()
    taken.fields["signed"].set_value(True)
    press(qtbot, SAVE)
    at(page, qtbot)
    # The telephone rings: it waits as a draft and is taken up again as it was.
    page.keep_draft()
    kept = next(row for row in ask(desk, drafts, front.actor.id) if row.page == "transfer_form_page")
    again: TransferFormPage = show(TransferFormPage(front))
    again.open(draft=kept)
    assert replace(again.filled, token="") == replace(page.filled, token="")
    press(qtbot, K.Key_F4)
    form(again, qtbot, ThingsDialog)
    press(qtbot, SAVE)
    at(again, qtbot)
    press(qtbot, K.Key_F4)
    keys = form(again, qtbot, KeysDialog)
    keys.fields[str(key)].set_value(KeyFate.PASSED_ON)
    press(qtbot, SAVE)
    at(again, qtbot)
    assert all(line.done for line in again.lines())
    # Somebody has brought another charge meanwhile: it is looked at again, beside its part.
    desk.charge("18.40", month="2026-11", item="水费")
    press(qtbot, SAVE)
    assert Part.ARREARS in again.wrong
    again.filled = replace(again.filled, owed=facts_of(desk).owed)
    again.refresh()
    press(qtbot, SAVE)
    row = ask(desk, transfer_rows, TransferFilter(TODAY))[0]
    assert (row.number, row.old, row.new) == ("GH-2026-001", "张硕、张可"[:2], "单晓晓")
    assert went[-1] == ("transfer", {"text": "GH-2026-001"})
    assert not again.typed_anything()
    assert bar.pressed is not None
    bar.pressed()
    assert port.jobs
    listed = show(TransfersPage(front))
    listed.open(text="GH-2026-001")
    press(qtbot, K.Key_F4)
    assert len(port.jobs) == 2
    answers.picks, answers.reason = "undo", "合同解除"
    answers.approval = Approval(Right.HANDOVER_ALLOW, 3, "周敏", "业主都在")
    press(qtbot, K.Key_F9)
    assert "GH-2026-002" in bar.last()
    assert [r[0] for r in roles_at(desk) if r[1] == "业主" and r[3] is None] == ["张硕"]


def test_D1_5_a_lease_goes_on_longer_and_another_tenant_comes(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, answers: Answers, went: list[Any]
) -> None:  # fmt: skip
    tenant = resident(desk, 1, "夏天", RoleKind.TENANT, starts_on=date(2026, 3, 1))
    assert tenant
    page: LeaseFormPage = show(LeaseFormPage(front))
    page.open(unit_id=1)
    page.filled = replace(page.filled, on=TODAY, why=Why.LONGER)
    page.refresh()
    assert [line.part for line in page.lines()] == [Part.HOME, Part.LONGER, Part.ARREARS]
    at(page, qtbot)
    press(qtbot, K.Key_F4)
    longer = form(page, qtbot, LongerDialog)
    press(qtbot, SAVE)
    field = next(iter(longer.fields.values()))
    assert field.error()
    field.set_value(date(2027, 2, 28))
    press(qtbot, SAVE)
    at(page, qtbot)
    press(qtbot, SAVE)
    assert "ZB-2026-001" in bar.last()
    assert ("夏天", "租客", date(2026, 3, 1), date(2027, 3, 1), None) in roles_at(desk)
    page.open(unit_id=1)
    assert page.filled.out is None, "what was written is not there to be written again"


def test_D1_5_the_parts_follow_what_is_done_and_what_the_home_has(desk: Desk) -> None:
    """No keys, no arrears, nothing under way: those parts are done by themselves; another home begins anew."""
    lease = Filled(ChangeKind.LEASE)
    assert Part.LONGER in parts_of(replace(lease, why=Why.LONGER))
    assert Part.OUT not in parts_of(replace(lease, why=Why.LET))
    assert Part.NEW not in parts_of(replace(lease, why=Why.LEFT))
    facts = facts_of(desk)
    sold = Filled(ChangeKind.OWNER, 1, TODAY, Why.SALE)
    open_parts = {line.part for line in lines_of(sold, facts) if not line.done}
    assert open_parts == {Part.OUT, Part.NEW}
    desk.charge("255.36", month="2026-10")
    stale = replace(sold, owed=facts.owed, take_over=TakeOver("单晓晓", "由新业主承担", signed=True))
    line = next(line for line in lines_of(stale, facts_of(desk)) if line.part is Part.ARREARS)
    assert not line.done, "what was taken over is not what is owed now"
