"""A file's page tells every step as it was taken (D4.3, T22), and its lists fit (L9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from pytestqt.qtbot import QtBot

from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.ui.file_page import FilePage
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.decoration.site import SCOPE, Site, papers


def opened(site: Site, front: Front, show: Callable[..., Any]) -> FilePage:
    page = cast(FilePage, show(FilePage(front)))
    page.open(file_id=site.id)
    return page


def lines(page: FilePage) -> list[tuple[str, str, str]]:
    """What was done, the words beside it, the state after; the newest first."""
    model = page.history_model
    return [
        tuple(str(model.index(row, column).data() or "") for column in (1, 2, 3))  # type: ignore[misc]
        for row in range(model.rowCount())
    ]


def test_d4_3_stopped_and_resumed_and_what_was_allowed_are_told_with_their_reasons(
    desk: Desk, front: Front, show: Callable[..., Any]
) -> None:
    desk.open()
    site = Site(desk)
    site.apply(papers=papers())
    site.step(Step.ACCEPT, allow_reason="业主明天补齐")
    page = opened(site, front, show)
    accepted, applied = lines(page)
    assert (accepted[0], accepted[2]) == ("受理", "待工程审批")
    assert "缺：" in accepted[1]
    assert "准许：业主明天补齐（周敏）" in accepted[1]
    assert applied == ("申请", "—", "已申请")


def test_l9_the_lists_of_a_long_page_have_no_bar_of_their_own(
    desk: Desk, front: Front, show: Callable[..., Any], qtbot: QtBot
) -> None:
    desk.open()
    site = Site(desk)
    site.apply(scope=SCOPE * 3)
    site.to(State.RUNNING)
    site.step(Step.STOP, "噪声扰民")
    site.step(Step.RESUME, "已道歉并改正")
    page = opened(site, front, show)
    assert [line[:2] for line in lines(page)[:2]] == [("复工", "已道歉并改正"), ("停工", "噪声扰民")]
    window = page.window()
    for height in (1900, 1900, 600):
        # High, the page needs no bar; low, its bar makes the lists narrower.
        window.resize(1366, height)
        qtbot.wait(20)
    assert page.scope.viewport().width() < page.width()
    for table in (page.scope, page.history):
        assert not table.horizontalScrollBar().isVisible(), table.objectName()
