"""清点: scanned or ticked, explained, closed and printed by keyboard (D3.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.keys.ui.act_dialog import ActDialog
from frontdesk.areas.keys.ui.count_page import CountPage
from frontdesk.areas.keys.ui.count_view import CountView
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.ui.conftest import Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.keys.cabinet import STAFF, Cabinet
from tests.areas.keys.ui.conftest import Answers
from tests.tools import paper_reading as read

K = Qt.Key
CTRL_ENTER = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
Show = Callable[[Any], Any]


@pytest.fixture
def page(cabinet: Cabinet, front: Front, show: Show) -> CountPage:
    """A 柜: K-1 one, K-2 three; B 柜: K-3; K-4 is lent."""
    cabinet.plant()
    cabinet.plant(3, hook="02")
    cabinet.key(cabinet="B 柜", hook="01")
    cabinet.lend(cabinet.plant(hook="04"), who=STAFF)
    return cast(CountPage, show(CountPage(front)))


def view_of(page: CountPage) -> CountView:
    view = page.inner()
    assert isinstance(view, CountView)
    return view


def results(view: CountView) -> dict[str, str]:
    rows = view.model.rows()
    return {row.tag: view.model.index(n, 7).data() for n, row in enumerate(rows)}


def begin(page: CountPage, answers: Answers) -> CountView:
    answers.picks = "A 柜"
    page.begin_count()
    return view_of(page)


def test_D3_2_a_cabinet_is_counted_by_scanner_and_closed(
    page: CountPage, answers: Answers, qtbot: QtBot, bar: Bar, port: Port, cabinet: Cabinet
) -> None:
    assert page.is_empty()
    view = begin(page, answers)
    assert [words for _, words in answers.offered] == ["A 柜", "B 柜"]
    assert results(view) == {"K-000001": "没扫到", "K-000002": "没扫到"}
    assert view.scan.focused()
    press(qtbot, "k-000001", K.Key_Return)
    assert results(view)["K-000001"] == "在"
    assert view.scan.focused()
    press(qtbot, "K-000003", K.Key_Return)
    assert results(view)["K-000003"] == "不该在"
    assert bar.last() == "warn: K-000003 3-1-1202 不该在这里。已记下，请看说明。"
    press(qtbot, "K-000004", K.Key_Return)
    assert "登记在李师傅手里" in [row.hint for row in view.model.rows()]
    press(qtbot, "692345", K.Key_Return)
    assert bar.last() == "warn: 692345 不是登记过的牌。已按“不该在”记下。"
    view.chips.choose("unseen")
    assert list(results(view)) == ["K-000002"]
    view.chips.choose("all")
    # Explained by keyboard; the figure follows.
    view.table.select_key("K-000003")
    view.table.setFocus()
    press(qtbot, K.Key_F4)
    dialog = next(each for each in view.findChildren(ActDialog) if each.isVisible())
    dialog.fields["words"].set_value("挂错柜，已放回")
    dialog.save()
    assert "挂错柜，已放回" in [row.words for row in view.model.rows()]
    answers.yes = False
    press(qtbot, CTRL_ENTER)
    assert "还有 1 块牌没有扫到" in answers.asked[-1]
    assert view.file is not None
    assert not view.file.row.closed
    answers.yes = True
    press(qtbot, CTRL_ENTER)
    assert view.file.row.closed
    assert port.jobs[-1].title == "钥匙清点表 QD-20261121-001"
    said = read.text(port.jobs[-1].pdf)
    assert "在 1，缺 1，不该在 3" in said
    assert "挂错柜，已放回" in said
    assert not view.scan.isVisible()
    assert results(view)["K-000002"] == "缺"
    view.left.emit()
    assert not page.is_empty()
    row = page.table.current()
    assert (row.there, row.missing, row.unexpected) == (1, 1, 3)
    assert page.model.index(0, 8).data() == "3 处没有说明"
    assert cabinet.broken() == []


def test_D3_2_a_cabinet_is_counted_by_ticking(page: CountPage, answers: Answers, qtbot: QtBot) -> None:
    view = begin(page, answers)
    view.table.setFocus()
    view.table.select_key("K-000001")
    press(qtbot, K.Key_Space)
    assert results(view)["K-000001"] == "在"
    press(qtbot, K.Key_Space)
    assert results(view)["K-000001"] == "缺"
    press(qtbot, K.Key_Return)
    assert results(view)["K-000001"] == "在"
    view.table.select_key("K-000002")
    press(qtbot, K.Key_Return)
    dialog = next(each for each in view.findChildren(ActDialog) if each.isVisible())
    assert dialog.fields["found"].value() == 3
    dialog.fields["found"].set_value(2)
    dialog.save()
    assert results(view)["K-000002"] == "缺"
    assert view.missing.text() == "缺 1"


def test_a_count_that_runs_goes_on(page: CountPage, answers: Answers, cabinet: Cabinet) -> None:
    view = begin(page, answers)
    view._mark("K-000001", None)
    view.left.emit()
    assert page.inner() is None
    assert page.model.index(0, 8).data() == "正在清点"
    again = begin(page, answers)
    assert results(again)["K-000001"] == "在"


def test_without_a_cabinet_it_says_what_to_do(front: Front, show: Show, went: Any) -> None:
    page = show(CountPage(front))
    assert page.is_empty()
    page.findChild(object, "counts_register").click()
    assert went[-1] == ("register_keys", {})
