"""The tab 收费: its pages, in the order of its strip."""

from __future__ import annotations

from frontdesk.app.tabs.entries import PageEntry, TabEntry
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page


def _collect(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.collect_page import CollectPage

    return CollectPage(desk)


def _building(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.building_page import BuildingPage

    return BuildingPage(desk)


def _billing(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.billing_page import BillingPage

    return BillingPage(desk)


def _meters(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.meters_page import MetersPage

    return MetersPage(desk)


def _arrears(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.arrears_page import ArrearsPage

    return ArrearsPage(desk)


def _receipts(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.receipts_page import ReceiptsPage

    return ReceiptsPage(desk)


def _deposits(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.deposits_page import DepositsPage

    return DepositsPage(desk)


def _shift(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.shift_page import ShiftPage

    return ShiftPage(desk)


def _statements(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.statement_page import StatementPage

    return StatementPage(desk)


def _reports(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.reports_page import ReportsPage

    return ReportsPage(desk)


def _fee_items(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.fee_items_page import FeeItemsPage

    return FeeItemsPage(desk)


def _collection_rate(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.arrears_rate_page import RatePage

    return RatePage(desk)


def _demands(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.notice_steps_page import StepsPage

    return StepsPage(desk)


def _calls(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.calls_page import CallsPage

    return CallsPage(desk)


def _limitation(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.arrears_limitation_page import LimitationPage

    return LimitationPage(desk)


def _close(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.close_page import ClosePage

    return ClosePage(desk)


def _open_shift(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.open_page import OpenShiftPage
    from frontdesk.areas.reception.ui.opening_note import read_first

    # The till knows nothing of the reception's book: what the last shift left word of is read on the way (D2.8).
    return OpenShiftPage(desk, read_first)


def _ledger(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.ledger_page import LedgerPage

    return LedgerPage(desk)


FEES = TabEntry(
    "fees",
    "收费",
    "ph.wallet",
    (
        PageEntry("collect", _collect, ("collect",), "收款", drafts=("collect",), right=Right.COLLECT),
        PageEntry("building", _building, ("building",), "楼栋图"),
        PageEntry(
            "billing",
            _billing,
            ("billing", "notices", "reductions"),
            "应收账单",
            drafts=("fees_hand_charge_page",),
        ),
        PageEntry(
            "meters",
            _meters,
            ("meters", "held", "pools"),
            "抄表",
            drafts=("fees_meters_page",),
            right=Right.METERS,
        ),
        PageEntry("arrears", _arrears, ("arrears",), "欠费"),
        PageEntry("receipts", _receipts, ("receipts", "receipt"), "票据"),
        PageEntry("deposits", _deposits, ("deposits", "take_deposit"), "押金"),
        PageEntry("shift", _shift, ("shift", "shifts", "hand_ins", "hand_in", "petty"), "日结"),
        PageEntry("statements", _statements, ("statements",), "对账", right=Right.REPORTS),
        PageEntry("reports", _reports, ("reports",), "报表", right=Right.REPORTS),
        PageEntry("fee_items", _fee_items, ("fee_items",), "收费项目", drafts=("fees_fee_item_form",)),
        PageEntry("collection_rate", _collection_rate, ("collection_rate",)),
        PageEntry("demands", _demands, ("demands",)),
        PageEntry("calls", _calls, ("calls",)),
        PageEntry("limitation", _limitation, ("limitation",)),
        PageEntry("close", _close, ("close",)),
        PageEntry("open_shift", _open_shift, ("open_shift",)),
        PageEntry("ledger", _ledger, ("ledger",)),
    ),
)
