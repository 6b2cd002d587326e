"""钥匙: found by scanning, lent beside the owner's list, returned, registered: by keyboard alone (D3.1, T21–T23, L5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.queries import deposit
from frontdesk.areas.keys.queries import consents_of, of_unit
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import KeyKind, KeyState, Move, Slip, WhoKind
from frontdesk.areas.keys.service import Care, LoseKeys, NewKey, PrintSlip, lose_keys, print_slip
from frontdesk.areas.keys.ui.act_dialog import ActDialog
from frontdesk.areas.keys.ui.consent_dialog import ConsentsDialog
from frontdesk.areas.keys.ui.keys_page import KeysPage
from frontdesk.areas.keys.ui.lend_dialog import LendDialog
from frontdesk.areas.keys.ui.register_page import RegisterPage
from frontdesk.areas.keys.ui.return_dialog import ReturnDialog
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.work import Approval
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets import print_list
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link, Words
from tests.areas.archives.ui.in_full import shown_in_full
from tests.areas.cashdesk.ui.conftest import Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.keys.cabinet import STAFF, WORKER, Cabinet
from tests.areas.keys.ui.conftest import Answers
from tests.tools import paper_reading as read

K = Qt.Key
CTRL_ENTER = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
CTRL_P = (Qt.KeyboardModifier.ControlModifier, K.Key_P)
Show = Callable[[Any], Any]
SMALLEST = 688 - 32
"""A dialog with its title bar stands on a screen of 1366 × 768 with the taskbar."""


@pytest.fixture
def page(cabinet: Cabinet, front: Front, show: Show) -> KeysPage:
    """K-1 the door of 3-1-1202, K-2 two keys of a pump room, K-3 out with staff and late."""
    cabinet.key()
    cabinet.plant(2)
    late = cabinet.plant(place="3 栋 1 单元电表箱", hook="03")
    cabinet.lend(late, who=STAFF)
    cabinet.tomorrow(2)
    return cast(KeysPage, show(KeysPage(front)))


def tags(page: KeysPage) -> list[str]:
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    return [row.tag for row in rows if row is not None]  # type: ignore[union-attr]


def scan(qtbot: QtBot, dialog: Any, *codes: str) -> None:
    """As a USB scanner types: the code, then Enter."""
    for code in codes:
        dialog.scan.setFocus()
        qtbot.keyClicks(dialog.scan.inner, code)
        qtbot.keyClick(dialog.scan.inner, K.Key_Return)


def dialog_of(page: Any, kind: type[Any], qtbot: QtBot | None = None) -> Any:
    """The one dialog that is shown; with *qtbot* keys go to it."""
    found = [each for each in page.findChildren(kind) if each.isVisible()]
    assert len(found) == 1, found
    if qtbot is not None:
        found[0].activateWindow()
        qtbot.waitUntil(found[0].isActiveWindow)
    return found[0]


def said(widget: Any, name: str) -> str:
    return str(widget.findChild(Words, name).text())


# -- the list --


def test_D3_1_the_list_says_where_every_key_is(page: KeysPage) -> None:
    assert tags(page) == ["K-000001", "K-000002", "K-000003"]
    states = [page.model.index(n, 7).data() for n in range(3)]
    assert states == ["在柜", "在柜", "逾期 2 天"]
    assert page.chips.chip("OVERDUE").accessibleName() == "逾期 1"
    page.chips.choose("OVERDUE")
    assert tags(page) == ["K-000003"]
    page.chips.choose("OUT")
    assert tags(page) == ["K-000003"]
    page.chips.choose("LOST")
    assert page.views.currentIndex() == 1
    page.clear_filters()
    assert len(tags(page)) == 3


def test_D3_1_a_scanned_tag_is_found_at_once_whatever_is_filtered(page: KeysPage, qtbot: QtBot) -> None:
    page.chips.choose("OVERDUE")
    page.table.setFocus()
    # The scanner types into whatever has the focus: here, the list.
    press(qtbot, "k-000001", K.Key_Return)
    qtbot.waitUntil(lambda: tags(page) == ["K-000001"])
    assert page.chips.current() == "all"
    assert page.table.current().tag == "K-000001"
    assert QApplication.focusWidget() is page.table
    assert "K-000001" in [words.text() for words in page.pane.findChildren(Words)]


def test_the_list_is_printed_as_it_is_shown(
    page: KeysPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D0.7."""
    papers: list[list[str]] = []
    monkeypatch.setattr(
        print_list, "show_preview", lambda _d, _k, pdf, _t, **_how: papers.append(read.lines(pdf))
    )
    page.table.setFocus()
    press(qtbot, CTRL_P)
    qtbot.waitUntil(lambda: len(papers) == 1)
    text = "\n".join(papers[0])
    assert "K-000003" in text
    assert "逾期 2 天" in text


def test_an_empty_cabinet_says_how_to_begin(front: Front, show: Show, went: Any) -> None:
    page = show(KeysPage(front))
    assert page.is_empty()
    button = page.findChild(object, "keys_begin")
    button.click()
    assert went[-1] == ("register_keys", {})


# -- lending --


def test_D3_1_keys_are_scanned_and_lent_by_keyboard_and_the_slip_is_printed(
    page: KeysPage, cabinet: Cabinet, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    page.table.select_row(1)
    page.table.setFocus()
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page, LendDialog, qtbot)
    assert [row.tag for row, _ in dialog.lines.values()] == ["K-000002"]
    scan(qtbot, dialog, "K-000001")
    assert len(dialog.lines) == 2
    assert dialog.scan.focused()
    scan(qtbot, dialog, "K-000003")
    assert dialog.scan.error() == "K-000003 逾期 2 天，在李师傅手里，不能借出"
    dialog.who.set_who(Who(WhoKind.RESIDENT, "张硕", 1))
    dialog.why.setFocus()
    press(qtbot, "kanfang", CTRL_ENTER)
    assert not dialog.isVisible()
    assert port.jobs[-1].title == "钥匙借用单 JY-20261123-001"
    assert bar.last().startswith("ok: 借出 2 块牌。钥匙借用单 JY-20261123-001 已送到")
    assert cabinet.row(1).state is KeyState.OUT
    assert cabinet.row(2).on_hand == 1
    assert cabinet.broken() == []


def test_D3_1_a_key_that_is_out_cannot_be_lent_and_the_form_says_where_it_is(page: KeysPage) -> None:
    page.table.select_row(tags(page).index("K-000003"))
    page.lend_keys()
    dialog = dialog_of(page, LendDialog)
    assert not dialog.lines
    assert dialog.scan.error() == "K-000003 逾期 2 天，在李师傅手里，不能借出"


def test_D3_1_the_owners_list_stands_beside_the_borrower(page: KeysPage, cabinet: Cabinet) -> None:
    cabinet.consent("宏盛装饰", words="装修期间")
    cabinet.consent("张磊", allow=False, words="任何时候都不借")
    page.table.select_row(0)
    page.lend_keys()
    dialog = dialog_of(page, LendDialog)
    assert said(dialog, "verdict_K-000001") == "K-000001　先填借给谁"
    dialog.who.set_who(Who(WhoKind.VISITOR, "张磊", phone="13900001111"))
    words = dialog.findChild(Words, "verdict_K-000001")
    assert words.text() == "K-000001　3-1-1202 的业主不同意借给张磊（任何时候都不借；业主 11-20 书面）"
    assert words.property("tone") == "bad"
    assert dialog.allow_reason.isVisible()
    # The name in the list is who stands here.
    link = next(each for each in dialog.findChildren(Link) if "宏盛装饰" in each.text())
    link.clicked.emit()
    assert dialog.who.name.text() == "宏盛装饰"
    words = dialog.findChild(Words, "verdict_K-000001")
    assert words.text().startswith("K-000001　业主同意（装修期间")
    assert not dialog.allow_reason.isVisible()


def test_T22_against_the_list_a_supervisor_lets_it_go_with_a_reason(
    page: KeysPage, cabinet: Cabinet, answers: Answers
) -> None:
    page.table.select_row(0)
    page.lend_keys()
    dialog = dialog_of(page, LendDialog)
    dialog.who.set_who(WORKER)
    dialog.why.set_value("抢修漏水")
    dialog.save()
    assert "没有登记同意借给郑凯" in dialog.allow_reason.error()
    assert cabinet.row(1).state is KeyState.IN
    dialog.allow_reason.set_value("漏水，业主电话同意")
    dialog.save()
    # Nobody gave leave: nothing is lent, nothing typed is lost.
    assert "keys.allow" in answers.asked
    assert dialog.isVisible()
    assert cabinet.row(1).state is KeyState.IN
    answers.approval = cabinet.leave("")
    dialog.save()
    assert not dialog.isVisible()
    move = cabinet.file(1).moves[0]
    assert (move.approver, move.allowed_words) == ("周敏", "漏水，业主电话同意")


def test_a_deposit_is_taken_with_the_loan_and_offered_back_on_return(
    page: KeysPage, cabinet: Cabinet, qtbot: QtBot, bar: Bar, went: Any
) -> None:
    cabinet.desk.open()
    page.table.select_row(1)
    page.lend_keys()
    dialog = dialog_of(page, LendDialog)
    dialog.who.set_who(STAFF)
    dialog.why.set_value("检修")
    assert not dialog.panel.isVisible()
    qtbot.keyClicks(dialog.deposit.inner, "200")
    assert dialog.panel.isVisible()
    assert dialog.sum.text() == "200.00"
    assert dialog.deposit_unit.isVisible()
    dialog.save()
    assert dialog.deposit_unit.error() == "押金要记在一户名下，请选房号"
    dialog.deposit_unit.set_value(2)
    dialog.save()
    assert not dialog.isVisible()
    held = cabinet.read(deposit, "YJ00000001")
    assert held is not None
    assert (held.row.amount, held.row.unit) == (Money.yuan(200), "2-2-0801")
    page.table.select_row(1)
    page.return_keys()
    back = dialog_of(page, ReturnDialog)
    back.save()
    assert bar.last() == "warn: 收回 1 把：K-000002。这次借用收过押金 YJ00000001，钥匙已还清，请退押金。"
    assert bar.pressed is not None
    bar.pressed()
    assert went[-1] == ("deposits", {"number": "YJ00000001"})


def test_what_a_loan_lacks_is_said_beside_its_fields_and_nothing_is_lost(page: KeysPage) -> None:
    page.table.select_row(1)
    page.lend_keys()
    dialog = dialog_of(page, LendDialog)
    dialog.who.set_who(Who(WhoKind.VISITOR, "郑凯"))
    dialog.until.set_value(None)
    dialog.save()
    assert dialog.why.error()
    assert dialog.until.error()
    dialog.why.set_value("看房")
    dialog.until.set_value(dialog.desk.clock.today() - timedelta(days=1))
    dialog.save()
    assert dialog.who.id_number.error() == "外来人员借钥匙要登记证件号或电话"
    dialog.who.phone.set_value("13900001111")
    dialog.save()
    assert dialog.until.error() == "归还日期不能早于今天"
    assert dialog.who.name.text() == "郑凯"
    dialog.lines[2][1].remove.click()
    dialog.save()
    assert dialog.scan.error() == "请选要借的钥匙，可以扫钥匙牌"


def test_L9_the_form_for_lending_stands_on_the_smallest_screen(page: KeysPage, cabinet: Cabinet) -> None:
    cabinet.desk.open()
    cabinet.consent("张磊", allow=False)
    page.table.select_row(0)
    page.lend_keys()
    dialog = dialog_of(page, LendDialog)
    for key in (2,):
        dialog.add_key(cabinet.row(key))
    dialog.who.set_who(Who(WhoKind.VISITOR, "张磊", phone="13900001111"))
    dialog.deposit.set_value(Money.yuan(200))
    dialog._deposit_typed()
    dialog.save()
    dialog.fit()
    assert dialog.panel.isVisible()
    assert dialog.allow_reason.isVisible()
    assert dialog.sizeHint().height() <= SMALLEST + 40
    assert dialog.sizeHint().width() <= 1366


# -- returning --


def test_D3_1_keys_come_back_by_scanning_their_tags(
    page: KeysPage, cabinet: Cabinet, bar: Bar, qtbot: QtBot
) -> None:
    cabinet.lend((2, 2), who=WORKER)
    page.table.select_row(0)
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    dialog = dialog_of(page, ReturnDialog, qtbot)
    assert dialog.lines == {}
    scan(qtbot, dialog, "K-000003", "k2", "K-000001")
    assert [loan.key.tag for loan, _ in dialog.lines.values()] == ["K-000003", "K-000002"]
    assert "没有借出的钥匙" in dialog.scan.error()
    pieces = next(line for loan, line in dialog.lines.values() if loan.key.tag == "K-000002").pieces
    pieces.set_value(1)
    press(qtbot, CTRL_ENTER)
    assert not dialog.isVisible()
    assert bar.last() == "ok: 收回 2 把：K-000003、K-000002。"
    # T21: it was late, and is not any more.
    assert page.chips.chip("OVERDUE").accessibleName() == "逾期"
    assert (cabinet.row(2).on_hand, cabinet.row(2).out) == (1, 1)


def test_enter_does_what_is_due(page: KeysPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.table.select_row(2)
    press(qtbot, K.Key_Return)
    back = dialog_of(page, ReturnDialog)
    assert [loan.key.tag for loan, _ in back.lines.values()] == ["K-000003"]
    back.reject()
    page.table.setFocus()
    page.table.select_row(0)
    press(qtbot, K.Key_Return)
    assert [row.tag for row, _ in dialog_of(page, LendDialog).lines.values()] == ["K-000001"]


# -- the rest --


def test_D3_1_keys_are_handed_over_and_lost_from_the_pane(
    page: KeysPage, cabinet: Cabinet, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    page.table.select_row(0)
    page.table.setFocus()
    press(qtbot, K.Key_F6)
    dialog = dialog_of(page, ActDialog)
    assert dialog.who.person.text() == "张硕"
    dialog.save()
    assert port.jobs[-1].title.startswith("钥匙交接单 JJ-20261123")
    assert cabinet.row(1).state is KeyState.GONE
    page.table.select_row(1)
    page.table.setFocus()
    press(qtbot, K.Key_F7)
    dialog = dialog_of(page, ActDialog)
    dialog.save()
    assert dialog.fields["words"].error()
    dialog.fields["words"].set_value("值班室没找到，已报主管")
    dialog.save()
    assert bar.last() == "ok: 已登记遗失 K-000002。"
    assert cabinet.row(2).lost == 1


def test_everything_else_is_in_one_list(
    page: KeysPage, cabinet: Cabinet, answers: Answers, bar: Bar, port: Port, labelled: list[Any]
) -> None:
    cabinet.run(lose_keys, LoseKeys(1, 1, "丢了"))
    page.refresh()
    page.table.select_row(0)

    def more(key: str) -> None:
        answers.picks = key
        page._more()

    more("found")
    assert {key for key, _ in answers.offered} == {
        "slip", "label", "labels", "found", "replaced", "more", "change", "undo", "history",
    }  # fmt: skip
    dialog_of(page, ActDialog).save()
    assert bar.last() == "ok: K-000001 挂回柜里。"
    more("care")
    dialog = dialog_of(page, ActDialog)
    dialog.fields["authority"].set_value("业主委托书")
    dialog.save()
    assert cabinet.row(1).state is KeyState.CARE
    assert port.jobs[-1].title.startswith("钥匙托管协议")
    more("change")
    dialog = dialog_of(page, ActDialog)
    dialog.fields["hook"].set_value("77")
    dialog.save()
    assert cabinet.row(1).hook == "77"
    more("end_care")
    dialog_of(page, ActDialog).save()
    assert cabinet.row(1).state is KeyState.GONE
    more("undo")
    assert cabinet.row(1).state is KeyState.CARE
    assert bar.last() == "ok: 已撤销：K-000001 托管结束，交还。"
    more("more")
    dialog_of(page, ActDialog).save()
    assert cabinet.row(1).on_hand == 2
    more("slip")
    assert "钥匙交接单" in port.jobs[-1].title
    more("label")
    more("labels")
    assert labelled == [("K-000001",), ("K-000001", "K-000002", "K-000003")]


def test_D1_9_who_has_a_key_is_called_after_saying_why(
    page: KeysPage, cabinet: Cabinet, answers: Answers, bar: Bar
) -> None:
    cabinet.lend(2, who=WORKER)
    page.refresh()
    page.table.select_row(1)
    assert "138****5678" in "".join(words.text() for words in page.pane.findChildren(Words))
    answers.picks, answers.reason = "reveal", "催还钥匙"
    page._more()
    assert "archives.unmask" in answers.asked
    assert bar.said == []
    answers.approval = Approval(Right.UNMASK, 3, "周敏", "催还")
    page._more()
    assert shown_in_full() == ["13812345678", "330106198803072417"]
    assert bar.said == []


def test_D3_1_the_owners_list_is_kept_by_keyboard(page: KeysPage, cabinet: Cabinet, qtbot: QtBot) -> None:
    page.table.select_row(0)
    page.table.setFocus()
    press(qtbot, K.Key_F4)
    listed = dialog_of(page, ConsentsDialog, qtbot)
    press(qtbot, K.Key_F2)
    dialog = dialog_of(listed, ActDialog)
    dialog.fields["name"].set_value("宏盛装饰")
    dialog.save()
    assert dialog.fields["source"].error() == "请填业主怎么说的"
    dialog.fields["source"].set_value("业主 11-20 书面")
    dialog.fields["ends_on"].set_value(cabinet.today + timedelta(days=9))
    dialog.save()
    (row,) = cabinet.read(consents_of, 1, cabinet.today)
    assert (row.name, row.ends_on) == ("宏盛装饰", cabinet.today + timedelta(days=10))
    dialog_of(page, ConsentsDialog, qtbot).table.setFocus()
    press(qtbot, K.Key_F9)
    dialog_of(listed, ActDialog).save()
    (row,) = cabinet.read(consents_of, 1, cabinet.today)
    assert row.over


def test_no_printer_keeps_the_slip_and_the_next_print_is_the_original(
    page: KeysPage, cabinet: Cabinet, port: Port, bar: Bar, answers: Answers
) -> None:
    port.names = ()
    page.table.select_row(1)
    page.lend_keys()
    dialog = dialog_of(page, LendDialog)
    dialog.who.set_who(STAFF)
    dialog.why.set_value("检修")
    dialog.save()
    assert bar.last().startswith(
        "warn: 借出 1 块牌。钥匙借用单 JY-20261123-001 没有打印。这台电脑没有装打印机"
    )
    port.names = ("前台针式",)
    answers.picks = "slip"
    page.table.select_row(1)
    page._more()
    assert "补打" not in read.text(port.jobs[-1].pdf)


def test_who_may_not_move_keys_only_looks(
    page: KeysPage, front_of: Callable[[Any], Front], cabinet: Cabinet, show: Show
) -> None:
    other = show(KeysPage(front_of(cabinet.desk.financier)))
    assert len(tags(other)) == 3
    assert not other.lend.isVisible()
    assert not other.pane.buttons.isVisible()
    other.row_opened(other.table.current())
    assert other.findChildren(LendDialog) == []


def test_a_units_key_is_asked_for_from_elsewhere(page: KeysPage) -> None:
    page.open(target="keys", unit_id=1)
    assert tags(page) == ["K-000001"]
    page.open(target="keys", state="OVERDUE")
    assert tags(page) == ["K-000003"]
    page.open(target="lend_key", unit_id=1)
    assert [row.tag for row, _ in dialog_of(page, LendDialog).lines.values()] == ["K-000001"]


# -- registering --


@pytest.fixture
def register(front: Front, show: Show) -> RegisterPage:
    page = show(RegisterPage(front))
    page.open(unit_id=1)
    return cast(RegisterPage, page)


def test_D3_1_keys_are_registered_and_their_slip_and_labels_printed(
    register: RegisterPage, cabinet: Cabinet, port: Port, qtbot: QtBot, labelled: list[Any]
) -> None:
    left: list[bool] = []
    register.left.connect(lambda: left.append(True))
    assert register.who.person.text() == "张硕"
    first = register.lines[0]
    first.cabinet.set_value("A 柜")
    first.hook.set_value("12")
    first.pieces.set_value(3)
    register.unit.setFocus()
    press(qtbot, K.Key_F6)
    assert (register.lines[1].kind.value(), register.lines[1].hook.text()) == (KeyKind.LETTERBOX, "12")
    press(qtbot, CTRL_ENTER)
    rows = cabinet.read(of_unit, 1, cabinet.today)
    assert {(row.kind, row.on_hand, row.hangs) for row in rows} == {
        (KeyKind.DOOR, 3, "A 柜 12"), (KeyKind.LETTERBOX, 1, "A 柜 12"),
    }  # fmt: skip
    assert port.jobs[-1].title == "钥匙交接单 JJ-20261121-001"
    assert labelled == [("K-000001", "K-000002")]
    assert left == [True]
    assert not register.typed_anything()


def test_D3_1_keys_put_into_our_care_take_the_signed_authority(
    register: RegisterPage, cabinet: Cabinet, port: Port
) -> None:
    assert not register.authority.isVisible()
    register.in_care.set_value(True)
    register.in_care.edited.emit()
    assert register.authority.isVisible()
    register.save()
    assert register.authority.error().startswith("请写明业主签的委托")
    register.authority.set_value("业主委托书")
    register.save()
    assert port.jobs[-1].title == "钥匙托管协议 TG-20261121-001"
    assert cabinet.file(1).moves[0].kind is Move.IN_CARE


def test_the_owners_list_is_written_before_the_agreement_prints_it(
    register: RegisterPage, cabinet: Cabinet, qtbot: QtBot
) -> None:
    register.words.setFocus()
    press(qtbot, K.Key_F4)
    listed = dialog_of(register, ConsentsDialog)
    listed.add.click()
    dialog = dialog_of(listed, ActDialog)
    dialog.fields["name"].set_value("宏盛装饰")
    dialog.fields["source"].set_value("业主书面")
    dialog.save()
    listed.reject()
    register.in_care.set_value(True)
    register.authority.set_value("业主委托书")
    register.save()
    printed = cabinet.run(print_slip, PrintSlip(Slip.CARE, "TG-20261121-001"))
    assert "宏盛装饰" in read.text(printed.pdf)
    register.unit.set_value(None)
    register._unit_chosen()
    assert not register.names.isVisible()


def test_what_is_wrong_in_a_registration_is_said_and_kept(register: RegisterPage, cabinet: Cabinet) -> None:
    register.unit.set_value(None)
    register.who.set_who(Who(WhoKind.VISITOR))
    register.lines[0].pieces.set_value(None)
    register.save()
    assert register.lines_error.text() == "请填数量"
    assert register.who.name.error()
    register.lines[0].pieces.set_value(1)
    register.who.name.set_value("开发商")
    register.save()
    assert register.unit.error() == "请选房号，或写明是哪里的钥匙"
    register.place.set_value("地下一层水泵房")
    register.save()
    assert cabinet.row(1).where == "地下一层水泵房"


def test_D0_8_a_registration_waits_as_a_draft(
    register: RegisterPage, front: Front, cabinet: Cabinet, show: Show
) -> None:
    register.lines[0].hook.set_value("88")
    register.add_line()
    register.words.set_value("开发商移交")
    assert register.typed_anything()
    register.keep_draft()
    assert not register.typed_anything()
    (draft,) = front.read(drafts, front.actor.id)
    assert draft.title == "登记钥匙 3-1-1202"
    register.open(draft=draft)
    assert register.unit.value() == 1
    assert [line.hook.text() for line in register.lines] == ["88", "88"]
    assert register.words.text() == "开发商移交"
    register.save()
    assert front.read(drafts, front.actor.id) == ()
    assert cabinet.row(2).hook == "88"


def test_esc_asks_before_typing_is_thrown_away(register: RegisterPage, answers: Answers) -> None:
    left: list[bool] = []
    register.left.connect(lambda: left.append(True))
    register.words.set_value("开发商移交")
    answers.yes = False
    register.give_up()
    assert left == []
    answers.yes = True
    register.give_up()
    assert left == [True]
    assert register.words.text() == ""


def test_the_care_shown_in_the_list(cabinet: Cabinet, front: Front, show: Show) -> None:
    cabinet.receive(NewKey(KeyKind.DOOR), care=Care("委托书", cabinet.today + timedelta(days=1)))
    cabinet.tomorrow(3)
    page = show(KeysPage(front))
    assert page.model.index(0, 7).data() == "托管已到期"
    page.chips.choose("CARE")
    assert tags(page) == ["K-000001"]


# -- Tab --


def way_of_tab(qtbot: QtBot, first: Any) -> list[str]:
    """The names Tab comes by from *first* on, until it is there again."""
    # What has just been put into a layout shows with the next event.
    qtbot.wait(1)
    first.setFocus()
    found: list[str] = []
    for _ in range(60):
        widget: Any = QApplication.focusWidget()
        assert widget is not None
        while widget.objectName() in ("", "inner"):
            widget = widget.parentWidget()
        if found and widget.objectName() == found[0]:
            break
        found.append(widget.objectName())
        press(qtbot, K.Key_Tab)
    return found


def test_L5_tab_goes_through_the_form_for_lending_in_reading_order(
    page: KeysPage, cabinet: Cabinet, qtbot: QtBot
) -> None:
    cabinet.consent("宏盛装饰")
    cabinet.desk.open()
    page.table.select_row(1)
    page.lend_keys()
    dialog = dialog_of(page, LendDialog, qtbot)
    dialog.add_key(cabinet.row(1))
    dialog.who.set_who(Who(WhoKind.VISITOR, "张磊", phone="13900001111"))
    dialog.deposit.set_value(Money.yuan(200))
    dialog._deposit_typed()
    way = way_of_tab(qtbot, dialog.scan.inner)
    assert way[:8] == [
        "lend_scan", "lend_key_1_pieces", "lend_key_1_remove", "lend_key_2_remove",
        "lend_who_kind_choice", "lend_who_name", "lend_who_company", "lend_who_id_number",
    ]  # fmt: skip
    assert way[8:12] == ["lend_who_phone", "lend_why", "lend_until", "lend_deposit"]
    assert {"lend_allow_reason", "consent_1", "lend_deposit_unit", "lend_save"} <= set(way)
    assert len(way) == len(set(way)), " ".join(way)


def test_L5_tab_goes_through_a_registration_in_reading_order(register: RegisterPage, qtbot: QtBot) -> None:
    register.add_line()
    register.add_line()
    register._remove(register.lines[1])
    way = way_of_tab(qtbot, register.unit.inner)
    assert way[:4] == ["register_unit", "register_place", "register_on", "register_add"]
    assert [name for name in way if name.endswith("_kind")] == ["new_key_1_kind", "new_key_2_kind"]
    after = way.index("new_key_2_remove") + 1
    assert way[after : after + 3] == ["register_who_kind_choice", "register_who_person", "register_words"]
    assert "keys_register_page_save" in way
    assert len(way) == len(set(way)), " ".join(way)


def test_a_line_taken_away_leaves_what_stands_under_it(register: RegisterPage, cabinet: Cabinet) -> None:
    for hook in ("1", "2", "3"):
        line = register.lines[0] if hook == "1" else register.add_line()
        assert line is not None
        line.hook.set_value(hook)
    register._remove(register.lines[1])
    assert [line.hook.text() for line in register.lines] == ["1", "3"]
    register.save()
    assert {row.hook for row in cabinet.read(of_unit, 1, cabinet.today)} == {"1", "3"}
