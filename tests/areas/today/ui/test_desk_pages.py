"""Keys, permits and spaces on the unit card and the page of figures, through real widgets (D0.2, D5.5, L5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.keys.rules.kinds import KeyKind
from frontdesk.areas.permits.service.course import Take, report_lost
from frontdesk.areas.today.ui import UnitCardPage, desk_figures_page
from frontdesk.areas.today.ui.desk_figures_page import DeskFiguresPage
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, answers, bar, front, front_of, port, show, went
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.keys.cabinet import Cabinet
from tests.areas.permits.office import issue
from tests.areas.today.test_search_desk import lease, permit, spaces

__all__ = ["answers", "bar", "front", "front_of", "port", "show", "went"]
K = Qt.Key
Show = Callable[[Any], Any]
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """3-1-1202 with a key out, one in the cabinet, a list, a permit that ends, one lost, a lease and a pass."""
    cabinet = Cabinet(desk)
    cabinet.key(KeyKind.LETTERBOX, hook="13")
    cabinet.key(KeyKind.DOOR, 2)
    cabinet.consent("郑凯")
    cabinet.consent("安居中介", allow=False)
    cabinet.lend(1, days=1)
    permit(desk, "曾凯", days=3)
    desk.run(report_lost, Take(permit(desk, "吴敬", days=40)), desk.receptionist)
    lease(desk, spaces(desk)[0], days=20)
    issue(desk)
    return desk


@pytest.mark.usefixtures("busy")
def test_d0_2_the_card_tells_what_is_out_and_leads_to_each_page(front: Front, show: Show, went: Went) -> None:
    page = show(UnitCardPage(front))
    # L7: without a home it says how one is found, and offers nothing to do with none.
    assert page.is_empty()
    assert not any(button.isVisibleTo(page) for button in page._actions)
    page.open(unit_id=1)
    told = texts_of(page)
    for words in (
        "JZ-00000001", "11-24 到期，可续", "已挂失", "1 张有效", "K-000001", "借给 张硕，11-22 还", "在柜，A 柜 12",
        "授权：可借给 郑凯；不借给 安居中介。", "B1-076", "至 2026-12-11", "CM-00000001", "可放行",
    ):  # fmt: skip
        assert any(words in each for each in told), words
    for name, target in (
        ("card_permits", "permits"), ("card_keys", "keys"), ("card_leases", "parking"), ("card_goods", "goods_out"),
    ):  # fmt: skip
        section = page.findChild(object, name)
        section.heading.link.clicked.emit()
        assert went[-1] == (target, {"unit_id": 1})


def test_d0_2_one_key_each_for_a_permit_and_a_key(
    desk: Desk, front: Front, show: Show, went: Went, qtbot: QtBot
) -> None:
    page = show(UnitCardPage(front))
    page.open(unit_id=2)
    press(qtbot, K.Key_F4, K.Key_F5)
    assert went[-2:] == [("issue_permit", {"unit_id": 2}), ("lend_key", {"unit_id": 2})]


def test_who_may_not_has_no_such_buttons(desk: Desk, front_of: Any, show: Show) -> None:
    page = show(UnitCardPage(front_of(desk.financier)))
    page.open(unit_id=1)
    assert page.findChild(KeyButton, "card_permit") is None
    assert page.findChild(KeyButton, "card_lend") is None


@pytest.mark.usefixtures("busy")
def test_d5_5_the_figures_their_chart_and_a_day_behind_a_bar(front: Front, show: Show, qtbot: QtBot) -> None:
    page = show(DeskFiguresPage(front))
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    assert [(row.kind, row.issued, row.lost, row.in_use) for row in rows] == [
        ("居住证", 2, 1, 1),
        ("", 2, 1, 1),
    ]
    bar = page.chart.bars()[TODAY.day - 1]
    assert (bar.words, bar.marked) == ("11-21　2 张", True)
    assert {"其中一个月内到期", "在柜（牌）"} <= texts_of(page)
    page.chart.opened.emit(TODAY.day - 1)
    assert page.period.days().first == page.period.days().last == TODAY
    assert not page.chart.isVisible()
    page.period.step(-1)
    assert page.period.days().last == TODAY - timedelta(days=1)
    assert page.model.row(0).kind == ""


@pytest.mark.usefixtures("busy")
def test_d5_5_the_figures_go_to_paper_and_to_excel(
    front: Front, show: Show, qtbot: QtBot, bar: Bar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers: list[bytes] = []

    class Preview:
        def __init__(self, _desk: Front, _key: str, pdf: bytes, _title: str, **_how: Any) -> None:
            papers.append(pdf)

        def open(self) -> None:
            pass

    monkeypatch.setattr(desk_figures_page, "PreviewDialog", Preview)
    target = tmp_path / "统计.xlsx"
    monkeypatch.setattr(Answers, "choose_save_file", lambda *_args: target, raising=False)
    page = show(DeskFiguresPage(front))
    ctrl = Qt.KeyboardModifier.ControlModifier
    press(qtbot, (ctrl, K.Key_P), (ctrl, K.Key_E))
    assert papers[0].startswith(b"%PDF")
    assert target.read_bytes().startswith(b"PK")
    assert bar.last().startswith("ok: 统计已导出。")
    assert page.isVisible()


def test_without_the_right_the_figures_say_so(desk: Desk, front_of: Any, show: Show) -> None:
    page = show(DeskFiguresPage(front_of(desk.financier)))
    assert page.is_empty()
    assert not page.print_button.isVisible()
