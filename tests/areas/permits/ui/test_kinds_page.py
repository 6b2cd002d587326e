"""证件种类 with real widgets and keys: D3.3, D0.6, D0.8, T15, L5, L7."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.permits.queries.kinds import kind_on, kind_versions, kinds
from frontdesk.areas.permits.rules.kinds import FieldSort, KindField, Needs, PaperForm
from frontdesk.areas.permits.ui.kind_form import KindForm
from frontdesk.areas.permits.ui.kinds_page import KindsPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Role
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Words
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.conftest import Bar
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.permits.issuing import give, look

Y = Money.yuan
K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)


@pytest.fixture
def page(desk: Desk, front_of: Callable[..., Front], show: Callable[[Any], Any]) -> KindsPage:
    """The supervisor's: the first seven kinds."""
    return cast(KindsPage, show(KindsPage(front_of(desk.supervisor))))


def form_of(page: KindsPage) -> KindForm:
    inner = page.inner()
    assert isinstance(inner, KindForm)
    return inner


def rows(page: KindsPage) -> list[tuple[str, ...]]:
    model = page._model
    return [
        tuple(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def said(page: KindsPage) -> str:
    return "\n".join(words.text() for words in page.pane.findChildren(Words) if words.text())


def test_d3_3_the_first_seven_stand_with_what_they_cost_and_need(page: KindsPage) -> None:
    assert [row[0] for row in rows(page)] == [
        "居住证", "临时出入证", "搬运证", "养犬登记", "停车证", "居住证明", "暂住登记代办",
    ]  # fmt: skip
    assert rows(page)[1][1:] == ("LS", "证卡", "92 天", "10.00", "50.00", "装修已批准", "启用")
    assert "还是程序自带的规定，没有改过。" in said(page)


def test_d3_3_an_office_makes_a_kind_of_its_own_by_the_keyboard_alone(
    page: KindsPage, desk: Desk, bar: Bar, qtbot: QtBot
) -> None:
    press(qtbot, K.Key_F2)
    form = form_of(page)
    qtbot.waitUntil(lambda: focused() is form.name.inner)
    press(qtbot, "水房通行证", K.Key_Return, "sf", K.Key_Return)
    assert form.prefix.text() == "SF"
    press(qtbot, K.Key_Return, K.Key_Return, "许", K.Key_Return, "３０", K.Key_Return, "5", K.Key_Return)
    form.arrears.set_value(0)
    form.extra.labels[0].setFocus()
    press(qtbot, "班组")
    assert not form.extra.labels[1].isHidden()
    form.extra.musts[0].toggle()
    press(qtbot, SAVE)
    assert page.inner() is None
    facts = desk.runner.read(kind_on, "SF", TODAY).facts
    assert (facts.name, facts.prefix, facts.form, facts.days, facts.fee, facts.deposit) == (
        "水房通行证", "SF", PaperForm.SHEET, 30, Y("5"), Money(0),
    )  # fmt: skip
    assert facts.fields == (KindField("x1", "班组", required=True, sort=FieldSort.WORDS),)
    assert (facts.needs, facts.issuers, facts.returns) == (Needs(arrears_months=0), (), True)
    assert bar.last() == "ok: 证件种类“水房通行证”已保存。从现在起这样办；已经发出的证不变。"
    current = page.table.current()
    assert current is not None
    assert current.facts.code == "SF"
    # And it can be issued at once.
    made = give(desk, "SF", ends_on=date(2026, 12, 1), extra=(("x1", "二班"),))
    assert (made.number, look(desk, made.number).extra) == ("SF-00000001", (("班组", "二班"),))


def test_t15_a_change_from_a_later_day_leaves_today_and_what_was_issued(
    page: KindsPage, desk: Desk, bar: Bar, qtbot: QtBot
) -> None:
    made = give(desk)
    page.change_kind(page.table.current())
    form = form_of(page)
    assert form.code.read_only()
    assert form.prefix.read_only()  # there is a permit with that prefix
    form.fee.set_value(Y("15"))
    form.starts_on.set_value(date(2027, 1, 1))
    press(qtbot, SAVE)
    assert "从 2027-01-01 起生效" in bar.last()
    assert desk.runner.read(kind_on, "JZ", TODAY).facts.fee == Y("12")
    assert desk.runner.read(kind_on, "JZ", date(2027, 1, 1)).facts.fee == Y("15")
    assert look(desk, made.number).kind.fee == Y("12")
    assert "工本费 12.00 → 15.00" in said(page)
    assert "到时生效" in said(page)
    # What is changed today meanwhile does not undo it.
    page.change_kind(page.table.current())
    form_of(page).photo.toggle()
    press(qtbot, SAVE)
    assert desk.runner.read(kind_on, "JZ", TODAY).facts.photo is False
    assert desk.runner.read(kind_on, "JZ", date(2027, 1, 1)).facts.fee == Y("15")
    assert [row.holds for row in desk.runner.read(kind_versions, "JZ", TODAY)] == [False, True, False]


def test_a_kind_that_begins_later_is_seen_but_not_issued_yet(
    page: KindsPage, desk: Desk, qtbot: QtBot
) -> None:
    page.add_kind()
    form = form_of(page)
    form.name.set_value("电动车通行证")
    form.code.set_value("DD")
    form.prefix.set_value("DD")
    form.starts_on.set_value(date(2026, 12, 1))
    press(qtbot, SAVE)
    assert rows(page)[-1][0::7] == ("电动车通行证", "2026-12-01 起")
    assert "DD" not in [row.facts.code for row in desk.runner.read(kinds, TODAY)]
    assert "DD" in [row.facts.code for row in desk.runner.read(kinds, date(2026, 12, 1))]


def test_l7_what_is_wrong_stands_beside_its_field(page: KindsPage, bar: Bar, qtbot: QtBot) -> None:
    page.add_kind()
    form = form_of(page)
    press(qtbot, SAVE)
    assert (form.name.error(), form.code.error(), form.prefix.error()) == (
        "请填名称", "请填代码", "请填编号前缀",
    )  # fmt: skip
    form.name.set_value("养犬登记证")
    form.code.set_value("JZ")
    form.prefix.set_value("CM")
    press(qtbot, SAVE)
    assert form.code.error() == "已经有代码是 JZ 的证：居住证"
    form.code.set_value("QZ")
    form.starts_on.set_value(date(2026, 11, 1))
    press(qtbot, SAVE)
    assert form.starts_on.error() == "新的规定不能从今天以前开始"
    form.starts_on.set_value(TODAY)
    press(qtbot, SAVE)
    assert form.name.error() == "“养犬登记证”是公安机关的证，请换一个名称"
    assert form.prefix.error() == "编号前缀用 2 到 4 个大写字母，不能和别的单据相同"
    form.extra.labels[0].set_value("班组")
    form.extra.labels[1].set_value("班组")
    press(qtbot, SAVE)
    assert form.extra.error() == "“班组”写了两次"


def test_d0_8_a_form_left_for_the_telephone_waits_as_a_draft(
    page: KindsPage, desk: Desk, front_of: Callable[..., Front], show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    page.add_kind()
    form = form_of(page)
    form.name.set_value("水房通行证")
    form.extra.labels[0].set_value("班组")
    form.issuers.checks[2].toggle()
    press(qtbot, K.Key_F7)
    kept = desk.runner.read(drafts, desk.supervisor.id)
    assert [draft.title for draft in kept] == ["新证件种类 水房通行证"]
    again = show(KindsPage(front_of(desk.supervisor)))
    again.open(draft=kept[0])
    found = form_of(again)
    assert (found.name.text(), found.extra.labels[0].text()) == ("水房通行证", "班组")
    assert found.issuers.value() == (Role.SUPERVISOR,)


def test_out_of_use_is_said_and_no_longer_issued(page: KindsPage, desk: Desk, qtbot: QtBot) -> None:
    page.table.select_key("ZM")
    page.change_kind(page.table.current())
    form_of(page).active.toggle()
    press(qtbot, SAVE)
    assert rows(page)[5][-1] == "已停用"
    with pytest.raises(Exception, match="居住证明已停用，不能再办"):
        give(desk, "ZM", ends_on=TODAY)
    assert give(desk).number == "JZ-00000001"


def test_who_may_not_set_kinds_looks_only(desk: Desk, front: Front, show: Callable[[Any], Any]) -> None:
    page = show(KindsPage(front))
    assert not page.add_button.isVisibleTo(page)
    assert not page.change_button.isVisibleTo(page)
    page.change_kind(page.table.current())
    assert page.inner() is None


def test_d3_3_a_kind_wants_the_photograph_only_where_it_has_one(
    page: KindsPage, desk: Desk, qtbot: QtBot
) -> None:
    page.change_kind(page.table.current())
    form = form_of(page)
    form.need_photo.toggle()
    form.photo.toggle()
    assert not form.need_photo.isEnabled()
    form.photo.toggle()
    assert form.need_photo.isEnabled()
    press(qtbot, SAVE)
    assert desk.runner.read(kind_on, "JZ", TODAY).facts.needs.photo
    assert rows(page)[0][6] == "欠费不超过 3 个月、租客不超过租约、要有照片"
