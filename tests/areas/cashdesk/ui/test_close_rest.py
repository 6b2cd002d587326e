"""日结 of a shift with refunds, deposits and prepaid money: M6.7, M7.3, M7.5, M7.7."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QWidget

from frontdesk.areas.cashdesk.queries import receipt
from frontdesk.areas.cashdesk.rules.kinds import FROM_TAKINGS_SETTING, Tender
from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.cashdesk.service import (
    MakeRefund,
    ReturnDeposit,
    TakeDeposit,
    refund,
    return_deposit,
    take_deposit,
)
from frontdesk.areas.cashdesk.ui.close_page import ClosePage
from frontdesk.base.store.work import Approval
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link
from tests.areas.cashdesk.desk import UNITS, Desk
from tests.areas.cashdesk.ui.conftest import Answers
from tests.areas.cashdesk.ui.tree import texts_of

Y = Money.yuan


@pytest.fixture
def page(desk: Desk, front: Front, show: Callable[[Any], Any]) -> ClosePage:
    """Yesterday 100.00 by WeChat; today 10.00 of it refunded by WeChat, a deposit of 300.00 taken in cash and
    120.00 of it paid back, 80.00 kept, and 50.00 prepaid. The drawer should hold 330.00 with its float of 100.00."""
    desk.charge("100.00")
    desk.open("0")
    desk.collect("wechat=100:42000012")
    desk.count("", {Tender.WECHAT: (1, Y("100"))})
    desk.close()
    desk.clock.forward(days=1)
    desk.open("100")
    line = desk.runner.read(receipt, "1")
    assert line is not None
    desk.run(
        refund,
        MakeRefund("1", "多收", amount=Y("10"), tenders=(parse_tender("wechat=10:42000013"),)),
        approval=Approval(Right.REFUND, 3, "周敏"),
    )
    desk.run(take_deposit, TakeDeposit(2, "装修", Y("300"), (parse_tender("cash=300"),)))
    desk.run(
        return_deposit,
        ReturnDeposit("1", refunded=Y("120"), tenders=(parse_tender("cash=120"),)),
        approval=Approval(Right.DEPOSIT, 3, "周敏"),
    )
    desk.collect("cash=50", unit=UNITS[2], lines=(), prepay=Y("50"))
    return cast(ClosePage, show(ClosePage(front)))


def test_m7_3_refunds_and_deposits_are_not_told_before_the_count(page: ClosePage) -> None:
    told = texts_of(page)
    for amount in ("330.00", "300.00", "180.00", "150.00"):
        assert not [text for text in told if amount in text], amount


def test_m7_7_money_paid_out_of_takings_is_named_and_may_be_allowed(page: ClosePage, desk: Desk) -> None:
    assert any("（坐支）" in text for text in texts_of(page.facts))
    desk.set(FROM_TAKINGS_SETTING, True)
    page.refresh()
    assert any("已获准坐支" in text for text in texts_of(page.facts))


def test_m7_7_unprinted_papers_of_every_sort_are_named_and_lead_to_the_list(
    page: ClosePage, went: list[tuple[str, dict[str, Any]]]
) -> None:
    said = next(text for text in texts_of(page.facts) if "没有打印" in text)
    assert "4 张" in said
    page.findChild(Link, "check_unprinted").clicked.emit()
    assert went[-1][0] == "receipts"


def test_05b_the_story_names_refunds_and_deposits_and_the_sums_are_equal(page: ClosePage, desk: Desk) -> None:
    desk.count("100=3,20=1,10=1", {Tender.WECHAT: (0, Y("0"))})
    page.refresh()
    assert page.story is not None
    told = texts_of(page.story)
    for words, amount in (("收押金", "300.00"), ("退押金", "−120.00"), ("应有", "330.00")):
        assert f"{words} {amount}" in told
    assert "三数相等" in told
    assert "按费项合计 40.00" in told
    assert "押金增减，不计入收入 180.00" in told
    assert page.reveal is not None
    row = page.reveal.findChild(QWidget, "reveal_wechat")
    assert {"微信（另退 10.00）", "0.00"} <= texts_of(row)


def test_m7_3_a_deposit_by_a_way_nobody_added_up_is_asked_about(
    page: ClosePage, desk: Desk, answers: Answers
) -> None:
    desk.run(take_deposit, TakeDeposit(3, "钥匙", Y("20"), (parse_tender("alipay=20:3100"),)))
    page.refresh()
    answers.yes = False
    page.count.grid.set_counts({Y("100"): 3})
    page.confirm()
    assert any("支付宝" in text for text in answers.asked)


def test_m7_4_the_close_goes_through_and_its_report_has_the_blocks(page: ClosePage, desk: Desk) -> None:
    desk.count(
        "100=3,20=1,10=1",
        {Tender.WECHAT: (0, Y("0"))},
    )
    page.refresh()
    page.close_now()
    assert page.papers is not None
    assert desk.broken() == []
