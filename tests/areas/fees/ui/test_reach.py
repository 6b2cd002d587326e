"""Everything a person uses has a name of its own and a name that is read out; nothing is cut off (L5, L9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QTableView, QWidget

from frontdesk.areas.fees.ui import ArrearsPage, BillingPage, FeeItemsPage
from frontdesk.areas.fees.ui.dry_run_page import DryRunPage
from frontdesk.areas.fees.ui.fee_item_form import FeeItemForm
from frontdesk.areas.fees.ui.hand_charge_page import HandChargePage
from frontdesk.areas.fees.ui.notices_page import NoticesPage
from frontdesk.areas.fees.ui.runs_page import RunsPage
from frontdesk.base.widgets.buttons import IconButton, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.page import Page
from tests.areas.fees.ui.estate import NOVEMBER, Estate
from tests.areas.fees.ui.finding import settle

PAGES: dict[str, Callable[[Desk], Page]] = {
    "billing": BillingPage,
    "arrears": ArrearsPage,
    "items": FeeItemsPage,
    "dry_run": lambda desk: DryRunPage(desk, NOVEMBER.plus(1)),
    "runs": RunsPage,
    "notices": lambda desk: NoticesPage(desk, NOVEMBER),
    "hand": HandChargePage,
    "form": FeeItemForm,
}


@pytest.mark.parametrize("name", PAGES)
def test_everything_used_is_named_and_stands_whole_on_a_small_screen(
    name: str, estate: Estate, desk: Desk, show: Callable[[Any], Any]
) -> None:
    estate.items()
    estate.bill()
    page = show(PAGES[name](desk))
    page.window().resize(1180, 555)
    settle()
    used = [
        w
        for w in page.findChildren(QWidget)
        if w.isVisibleTo(page) and isinstance(w, QAbstractButton | QTableView | Field)
    ]
    assert used
    for widget in used:
        assert widget.objectName(), widget
        assert widget.accessibleName(), widget.objectName()
    for button in page.findChildren(KeyButton):
        if button.isVisibleTo(page) and not isinstance(button, IconButton):
            assert button.width() >= button.sizeHint().width(), button.objectName()
            right = button.mapTo(page, button.rect().topRight()).x()
            assert right < page.width(), button.objectName()
