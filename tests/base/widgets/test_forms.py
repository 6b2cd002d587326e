"""Forms: keys alone suffice (D0.8), what is wrong stands beside its field, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.widgets.desk import Desk, QuietMessages
from frontdesk.base.widgets.fields import (
    AreaField,
    CheckField,
    ChoiceField,
    DateField,
    Field,
    Labelled,
    MoneyField,
    MonthField,
    NumberField,
    Option,
    PasswordField,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.page import Pane

pytestmark = pytest.mark.usefixtures("light")
Show = Callable[..., QWidget]
TODAY = date(2026, 11, 21)


def _today() -> date:
    return TODAY


# -- fields -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None),
        ("300", Money(30000)),
        ("１２３．４５", Money(12345)),
        ("￥1,234.5", Money(123450)),
        (" 0 ", Money(0)),
    ],
)
def test_amounts_are_read_as_they_look(qtbot: QtBot, typed: str, meant: Money | None) -> None:
    field = MoneyField("m")
    qtbot.addWidget(field)
    field.set_typed(typed)
    assert field.value() == meant


@pytest.mark.parametrize("typed", ["１００。0", "abc", "1.234", "1.2.3", "-5"])
def test_an_amount_that_is_none_is_refused_in_words_and_kept_as_typed(qtbot: QtBot, typed: str) -> None:
    field = MoneyField("m")
    qtbot.addWidget(field)
    field.set_typed(typed)
    with pytest.raises(Refused) as refused:
        field.value()
    assert refused.value.text
    assert field.text() == typed


def test_numbers_keep_to_their_bounds_and_full_width_is_taken(qtbot: QtBot) -> None:
    whole = NumberField("n", least=1, most=9, unit="把")
    exact = NumberField("e", decimals=2, least=None)
    for field in (whole, exact):
        qtbot.addWidget(field)
    whole.set_typed("３")
    assert whole.value() == 3
    exact.set_typed("-89.60")
    assert exact.value() == Decimal("-89.60")
    for field, typed, words in (
        (whole, "0", "不能小于 1"),
        (whole, "10", "不能大于 9"),
        (whole, "2.5", "请填整数"),
        (exact, "1.234", "最多 2 位小数"),
        (exact, "x", "这里只能填数字"),
        (exact, "1e5", "这里只能填数字"),
        (exact, ".", "这里只能填数字"),
    ):
        field.set_typed(typed)
        with pytest.raises(Refused, match=words):
            field.value()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-21", TODAY),
        ("２０２６／１１／２１", TODAY),
        ("20261121", TODAY),
        ("11-22", date(2026, 11, 22)),
        ("今天", TODAY),
        ("明天", date(2026, 11, 22)),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(qtbot: QtBot, typed: str, meant: date | None) -> None:
    field = DateField("d", today=_today)
    qtbot.addWidget(field)
    field.set_typed(typed)
    assert field.value() == meant


def test_arrows_move_days_months_and_counts(window: Show) -> None:
    day, month, count = DateField("d", today=_today), MonthField("m"), NumberField("n")
    window(day, month, count)
    day.set_value(date(2026, 11, 30))
    month.set_value(Month(2026, 12))
    count.set_value(0)
    for field in (day, month, count):
        QTest.keyClick(field.inner, Qt.Key.Key_Up)
    assert (day.value(), month.value(), count.value()) == (date(2026, 12, 1), Month(2027, 1), 1)
    for _ in range(3):
        QTest.keyClick(count.inner, Qt.Key.Key_Down)
    assert count.value() == 0


def test_leaving_a_field_writes_the_usual_shape_or_says_what_is_wrong(window: Show) -> None:
    money, other = MoneyField("m"), TextField("o")
    window(money, other)
    money.setFocus()
    QTest.keyClicks(money.inner, "1234.5")
    other.setFocus()
    assert money.text() == "1,234.50"
    money.setFocus()
    assert money.inner.selectedText() == "1,234.50", "all is selected on coming"
    QTest.keyClicks(money.inner, "12..3")
    other.setFocus()
    assert money.text() == "12..3"
    assert money.error() == "金额里有两个小数点，请只留一个"
    money.setFocus()
    QTest.keyClicks(money.inner, "5")
    assert money.error() == "", "typing takes the error away"


def test_the_error_line_is_always_reserved_so_that_nothing_jumps(window: Show) -> None:
    labelled = Labelled(MoneyField("m"), "押金（元）")
    window(labelled)
    before = (labelled.height(), labelled.sizeHint().height())
    labelled.field.set_error("金额里有句号，请改成小数点")
    QApplication.processEvents()
    assert (labelled.height(), labelled.sizeHint().height()) == before
    assert labelled.error_line is not None
    assert labelled.error_line.text() == "金额里有句号，请改成小数点"
    assert labelled.field.accessibleName() == "押金（元）"
    assert labelled.field.inner.accessibleName() == "押金（元）"  # type: ignore[attr-defined]
    assert labelled.field.accessibleDescription() == "金额里有句号，请改成小数点"


def test_a_choice_is_made_by_arrow_letter_list_and_pointer(qtbot: QtBot, window: Show) -> None:
    field = ChoiceField("c", [Option(1, "Ann", "在岗"), (2, "Bob"), (3, "谢涛")], required=True)
    window(field)
    with pytest.raises(Refused):
        field.value()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == 1
    QTest.keyClick(field, Qt.Key.Key_B)
    assert field.value() == 2
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field._popup
    assert popup is not None
    choices = popup.findChild(QWidget, "choices")
    QTest.keyClick(choices, Qt.Key.Key_Down)
    QTest.keyClick(choices, Qt.Key.Key_Return)
    assert field.value() == 3
    assert field.text() == "谢涛"
    QTest.keyClick(field, Qt.Key.Key_F4)
    assert field._popup is not None
    QTest.keyClick(field._popup.findChild(QWidget, "choices"), Qt.Key.Key_Escape)
    assert field._popup is None
    field.set_options([(3, "谢涛"), (4, "吴涛")])
    assert field.value() == 3
    field.set_options([(4, "吴涛")])
    with pytest.raises(Refused):
        field.value()


def test_a_tick_a_password_and_an_area(qtbot: QtBot, window: Show) -> None:
    tick, secret, area = CheckField("k", "接着派单"), PasswordField("p"), AreaField("a")
    window(tick, secret, area)
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert tick.value() is True
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(6, 16))
    assert tick.value() is False
    secret.set_value("mima-123")
    assert secret.value() == "mima-123"
    assert secret.typed() == "", "a password is never in a draft"
    area.setFocus()
    QTest.keyClicks(area.inner, "one")
    QTest.keyClick(area.inner, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(area.inner, "two")
    assert area.value() == "one\ntwo"


# -- forms --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lend:
    """A form's command."""

    who: str
    count: int
    deposit: Money
    until: date | None
    kind: str
    note: str
    wait: bool
    unit_id: int = 0


def _fields() -> dict[str, Field]:
    return {
        "kind": SegmentField("kind", [("owner", "业主"), ("agent", "中介")]),
        "who": TextField("who", required=True),
        "count": NumberField("count", least=1),
        "deposit": MoneyField("deposit"),
        "until": DateField("until", today=_today),
        "note": AreaField("note"),
        "wait": CheckField("wait", "等回电"),
    }


class LendPage(FormPage):
    """A form page as an area would write it."""

    def __init__(self, desk: Desk, service: Callable[[Work, Lend], Any]) -> None:
        super().__init__(desk, "lend", "借钥匙", pane=Pane("lend_pane"))
        self.service = service
        fields = _fields()
        labels = ("种类", "借给", "借几把", "押金（元）", "归还", "用途")
        for (name, field), label in zip(fields.items(), labels, strict=False):
            if name != "wait":
                self.grid.add_row((field, label))
        self.grid.add(fields["wait"])
        self.set_form(Form(Lend, fields))
        self.stored: list[Any] = []

    def save(self) -> None:
        assert self.form is not None
        command = self.form.value(unit_id=7)
        if command is not None:
            self.desk.run(self.service, command, form=self.form, then=self._stored)

    def _stored(self, result: Any) -> None:
        self.stored.append(result)
        self.done(result)

    def draft_key(self) -> str:
        return "4-2-1102"


def store(work: Work, command: Lend) -> Lend:
    set_setting(work, "lend", command.who)
    return command


def refuse(work: Work, command: Lend) -> Lend:
    raise InvalidInput({"who": "业主授权名单里没有中介，不能借出", "deposit": "押金不能少于 100.00"})


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> LendPage:
    made = LendPage(desk, store)
    made.resize(1000, 700)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.focus_start()
    QApplication.processEvents()
    return made


def _type(text: str) -> None:
    if text.isascii():
        QTest.keyClicks(QApplication.focusWidget(), text)
    else:
        # What is not on the keys comes from an input method.
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_a_form_is_filled_and_saved_by_keys_alone_D08(page: LendPage) -> None:
    _press(Qt.Key.Key_Right)
    _press(Qt.Key.Key_Return)
    _type("Ho")
    _press(Qt.Key.Key_Return)
    _type("２")
    _press(Qt.Key.Key_Enter)
    _type("100")
    _press(Qt.Key.Key_Return)
    _type("11-22")
    _press(Qt.Key.Key_Return)
    _type("show")
    _press(Qt.Key.Key_Return)
    _press(Qt.Key.Key_Space)
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    expected = Lend("Ho", 2, Money(10000), date(2026, 11, 22), "agent", "show", True, 7)
    assert page.stored == [expected]


def test_ctrl_enter_saves_from_within_an_area_D08(page: LendPage) -> None:
    assert page.form is not None
    page.form.load(Lend("何", 1, Money(0), None, "owner", "", False))
    page.form.fields["note"].setFocus()
    _type("x")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [s.note for s in page.stored] == ["x"]


def test_what_is_missing_stands_beside_each_field_and_the_first_has_the_focus_D08(page: LendPage) -> None:
    assert page.form is not None
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.form.wrong() == ["who", "count", "deposit"]
    assert page.form.fields["who"].error() == "请填借给"
    assert page.form.fields["who"].focused()
    assert page.stored == []
    assert page.wrong_count.text() == "3 处要改"
    assert page.form.error_words() == "要改 3 处：借给、借几把、押金（元）。"
    assert page.save_button.isEnabled(), "a refused save leaves the button"


def test_nothing_typed_is_lost_by_a_refusal_D08(page: LendPage, messages: QuietMessages) -> None:
    page.service = refuse
    assert page.form is not None
    page.form.load(Lend("何师傅", 1, Money(5000), TODAY, "agent", "带客看房", True))
    page.form.fields["who"].setFocus()
    _press(Qt.Key.Key_End)
    _type("2")
    typed = page.form.typed()
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.form.typed() == typed
    assert page.form.wrong() == ["who", "deposit"]
    assert messages.said == [("bad", "没有保存。", "要改 2 处：借给、押金（元）。")]
    assert page.foot_words.text() == "输入的都还在。"
    page.service = store
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.stored[0].who == "何师傅2"
    assert page.form.wrong() == []


def test_esc_asks_before_typing_is_thrown_away_D08(qtbot: QtBot, page: LendPage, answers: Any) -> None:
    left: list[int] = []
    page.left.connect(lambda: left.append(1))
    page.form.fields["who"].setFocus()  # type: ignore[union-attr]
    _type("Ho")
    answers.yes = False
    _press(Qt.Key.Key_Escape)
    assert (len(answers.asked), left) == (1, [])
    assert page.form.fields["who"].typed() == "Ho"  # type: ignore[union-attr]
    answers.yes = True
    _press(Qt.Key.Key_Escape)
    assert (len(answers.asked), left) == (2, [1])


def test_esc_leaves_an_untouched_form_without_asking_D08(page: LendPage, answers: Any) -> None:
    left: list[int] = []
    page.left.connect(lambda: left.append(1))
    _press(Qt.Key.Key_Escape)
    assert (answers.asked, left) == ([], [1])


def test_a_form_left_for_the_telephone_waits_as_a_draft_D08(
    qtbot: QtBot, page: LendPage, desk: Desk, answers: Any, messages: QuietMessages
) -> None:
    page.form.fields["who"].setFocus()  # type: ignore[union-attr]
    _type("Ho")
    page.form.fields["deposit"].setFocus()  # type: ignore[union-attr]
    _type("1..")
    left: list[int] = []
    page.left.connect(lambda: left.append(1))
    _press(Qt.Key.Key_F7)
    assert left == [1]
    assert answers.asked == []
    (kept,) = desk.read(drafts, desk.actor.id)
    assert (kept.page, kept.key, kept.title) == ("lend", "4-2-1102", "借钥匙")
    assert messages.said[0][:2] == ("ok", "已留作草稿。")

    again = LendPage(desk, store)
    qtbot.addWidget(again)
    again.restore(kept.data)
    assert again.form is not None
    assert again.form.fields["who"].typed() == "Ho"
    assert again.form.fields["deposit"].typed() == "1..", "wrong typing waits as well"
    assert again.typed_anything()
    again.form.load({"count": 1, "deposit": Money(0)})
    again.save()
    assert len(again.stored) == 1
    assert desk.read(drafts, desk.actor.id) == (), "saved: the draft goes"


def test_a_double_press_of_save_stores_once_T23(qtbot: QtBot, page: LendPage) -> None:
    assert page.form is not None
    page.form.load(Lend("何", 1, Money(0), None, "owner", "", False))
    at = page.save_button.rect().center()
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(page.save_button, Qt.MouseButton.LeftButton, pos=at)
    assert len(page.stored) == 1


def test_a_form_knows_its_dataclass() -> None:
    with pytest.raises(TypeError, match="nope"):
        Form(Lend, {"nope": CheckField("n", "x")})
    with pytest.raises(TypeError):
        Form(int, {})


def test_every_part_has_a_name_for_readers_and_for_tests(page: LendPage) -> None:
    for field in page.findChildren(Field):
        assert field.objectName()
        assert field.accessibleName()
    for button in (page.save_button, page.cancel_button, page.draft_button):
        assert button.objectName()
        assert button.accessibleName()
    assert ("F7", "留作草稿") in page.shortcuts()
    assert ("Ctrl Enter", "保存") in page.shortcuts()
