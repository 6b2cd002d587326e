"""Dialogs that no button of the demo estate leads to, each with a sample of what it asks about.

What can be reached needs no line here: the walk over the pages takes it along. A test names what is in neither.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.agency import AGENCY_DIALOGS
from frontdesk.app.selftest.anonymising import ANONYMISING_DIALOGS
from frontdesk.app.selftest.decorations import DECORATION_DIALOGS
from frontdesk.app.selftest.duplicates import DUPLICATE_DIALOGS
from frontdesk.app.selftest.emergencies import EMERGENCY_DIALOGS
from frontdesk.app.selftest.filed import FILED_DIALOGS
from frontdesk.app.selftest.handover import HANDOVER_DIALOGS
from frontdesk.app.selftest.looks import LOOK_DIALOGS
from frontdesk.app.selftest.notices import NOTICE_DIALOGS
from frontdesk.app.selftest.personal import PERSONAL_DIALOGS
from frontdesk.app.selftest.registration import REGISTRATION_DIALOGS
from frontdesk.app.selftest.reports import REPORT_DIALOGS
from frontdesk.app.selftest.rounds import ROUND_DIALOGS
from frontdesk.app.selftest.steps import NotWhole
from frontdesk.app.selftest.stock import STOCK_DIALOGS
from frontdesk.app.selftest.tickets import TICKET_DIALOGS
from frontdesk.app.selftest.transfers import TRANSFER_DIALOGS
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _late_waive(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.fees.queries import LateFee
    from frontdesk.areas.fees.rules.kinds import Category
    from frontdesk.areas.fees.ui.late_waive_dialog import LateWaiveDialog
    from frontdesk.base.values.money import Money

    owed, late = Money.yuan("255.36"), Money.yuan("16.09")
    how = "255.36 × 0.3% × 21 天"
    fee = LateFee(
        1, 1, 1, "物业服务费", Category.SERVICE, "2026-10", date(2026, 10, 31), owed, late, Money(0), Money(0), late, how
    )  # fmt: skip
    return LateWaiveDialog(desk, "3-1-1202", fee, lambda _amount: None, window)


def _price(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.fees.queries import fee_items
    from frontdesk.areas.fees.rules.kinds import NOT_BILLED
    from frontdesk.areas.fees.ui.price_dialog import PriceDialog

    item = next(item for item in desk.read(fee_items, desk.clock.today()) if item.pricing not in NOT_BILLED)
    return PriceDialog(desk, item, lambda _command: None, window)


def _limitation_act(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.fees.ui.arrears_limitation_page import ActDialog

    return ActDialog(desk, 1, "3-1-1202", lambda: None, window)


def _split(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.fees.queries import ChargeFilter, charges
    from frontdesk.areas.fees.ui.split_dialog import SplitDialog

    charge = desk.read(charges, ChargeFilter(text="3-1-1202"), 0, 1)[0]
    return SplitDialog(desk, charge, (date(2026, 11, 11),), lambda _plan: None, window)


def _refund(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.cashdesk.queries import refundable
    from frontdesk.areas.cashdesk.ui.refund_dialogs import RefundDialog

    found = desk.read(refundable, "SJ00000001")
    if found is None or found.refusal:
        raise NotWhole(f"the first receipt cannot be refunded: {found}")
    return RefundDialog(desk, found, lambda _made: None, window)


def _return_deposit(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.cashdesk.queries import DepositFilter, deposit_rows
    from frontdesk.areas.cashdesk.ui.deposit_dialogs import ReturnDepositDialog

    held = desk.read(deposit_rows, DepositFilter(held=True), 0, 1)
    if not held:
        raise NotWhole("no deposit is held")
    return ReturnDepositDialog(desk, held[0], lambda _made: None, window)


def _tear_off(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.permits.queries.goods import GoodsRow
    from frontdesk.areas.permits.rules.goods import GoodsState
    from frontdesk.areas.permits.ui.goods_dialogs import TearOffDialog

    at, day = desk.clock.now(), desk.clock.today()
    row = GoodsRow(
        1, "CM-00003318", 1, "1-1-0602", "王磊", "租客", True, "谢安平", "浙A·6H072", at, at, 17, day, "林晓", day,
        GoodsState.OUT,
    )  # fmt: skip
    return TearOffDialog(desk, row, lambda _number: None, window)


def _photo(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.permits.ui.photo_dialog import PhotoDialog

    return PhotoDialog(desk, lambda _jpeg: None, window)


def _signing_password(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.app.settings.signing_page import KeyPasswordDialog

    return KeyPasswordDialog(desk, Path("x.fdkey"), restore=False, parent=window)


def _visit(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.permits.queries.parking import place_facts
    from frontdesk.areas.permits.ui.parking_dialogs import VisitDialog

    place = next(p for p in desk.read(place_facts, desk.clock.today()).values() if not p.fee)
    return VisitDialog(desk, place, lambda _id: None, window)


def _change_place(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.permits.queries.parking import place_facts
    from frontdesk.areas.permits.ui.parking_dialogs import ChangePlaceDialog

    place = next(iter(desk.read(place_facts, desk.clock.today()).values()))
    return ChangePlaceDialog(desk, place, lambda _none: None, window)


def _offer(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.permits.queries.parking_lists import waits
    from frontdesk.areas.permits.ui.parking_dialogs import OfferDialog

    return OfferDialog(desk, desk.read(waits, desk.clock.today())[0], lambda _none: None, window)


def _sign_count(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.permits.queries.stationery import count_rows
    from frontdesk.areas.permits.ui.stationery_dialogs import SignDialog

    return SignDialog(desk, desk.read(count_rows)[0], lambda _none: None, window)


def _replace(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.permits.queries.permits import PermitDetail, PermitRow
    from frontdesk.areas.permits.rules.course import State, allowed_steps
    from frontdesk.areas.permits.rules.kinds import SEEDS
    from frontdesk.areas.permits.ui.issue_dialogs import ReplaceDialog

    day = desk.clock.today()
    row = PermitRow(
        1, "JZ-00004406", "JZ", "居住证", False, "曾姝", "租客", 1, "3-1-1202", day, day, 366, State.LOST, day, "林晓",
    )  # fmt: skip
    found = PermitDetail(
        row, SEEDS[0], None, "", "", (), None, None, (), "", "", "", "JZ-00004406", "", "", (), allowed_steps(State.LOST)
    )  # fmt: skip
    return ReplaceDialog(desk, found, lambda _made: None, window)


DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("late_waive", _late_waive),
    ("price", _price),
    ("limitation_act", _limitation_act),
    ("split", _split),
    ("refund", _refund),
    ("return_deposit", _return_deposit),
    ("tear_off", _tear_off),
    ("photo", _photo),
    ("replace_permit", _replace),
    ("signing_password", _signing_password),
    ("visit", _visit),
    ("change_place", _change_place),
    ("offer", _offer),
    ("sign_count", _sign_count),
    *DECORATION_DIALOGS,
    *REPORT_DIALOGS,
    *STOCK_DIALOGS,
    *AGENCY_DIALOGS,
    *EMERGENCY_DIALOGS,
    *DUPLICATE_DIALOGS,
    *ANONYMISING_DIALOGS,
    *FILED_DIALOGS,
    *PERSONAL_DIALOGS,
    *LOOK_DIALOGS,
    *REGISTRATION_DIALOGS,
    *NOTICE_DIALOGS,
    *ROUND_DIALOGS,
    *HANDOVER_DIALOGS,
    *TRANSFER_DIALOGS,
    *TICKET_DIALOGS,
)
