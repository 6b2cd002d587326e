"""The tab 钥匙与证件: its pages, in the order of its strip."""

from __future__ import annotations

from frontdesk.app import strip_figures
from frontdesk.app.tabs.entries import PageEntry, TabEntry
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page


def _keys(desk: Desk) -> Page:
    from frontdesk.areas.keys.ui.keys_page import KeysPage

    return KeysPage(desk)


def _key_count(desk: Desk) -> Page:
    from frontdesk.areas.keys.ui.count_page import CountPage

    return CountPage(desk)


def _permits(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.permits_page import PermitsPage

    return PermitsPage(desk)


def _goods(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.goods_page import GoodsPage

    return GoodsPage(desk)


def _parking(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.parking_page import ParkingPage

    return ParkingPage(desk)


def _stationery(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.stationery_page import StationeryPage

    return StationeryPage(desk)


def _verify(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.verify_page import VerifyPage

    return VerifyPage(desk)


def _desk_figures(desk: Desk) -> Page:
    from frontdesk.areas.today.ui.desk_figures_page import DeskFiguresPage

    return DeskFiguresPage(desk)


def _register_keys(desk: Desk) -> Page:
    from frontdesk.areas.keys.ui.register_page import RegisterPage

    return RegisterPage(desk)


def _issue_form(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.issue_form import IssueFormPage

    return IssueFormPage(desk)


def _permit_batch(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.issue_batch import BatchPage

    return BatchPage(desk)


def _permit_kinds(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.kinds_page import KindsPage

    return KindsPage(desk)


def _goods_form(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.goods_form import GoodsFormPage

    return GoodsFormPage(desk)


def _import_keys(desk: Desk) -> Page:
    from frontdesk.areas.keys.ui.old_register_page import KeysRegisterPage

    return KeysRegisterPage(desk)


def _import_permits(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.register_permits_page import PermitsRegisterPage

    return PermitsRegisterPage(desk)


def _import_parking(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.register_parking_page import ParkingRegisterPage

    return ParkingRegisterPage(desk)


KEYS = TabEntry(
    "keys",
    "钥匙与证件",
    "ph.key",
    (
        PageEntry("keys", _keys, ("keys", "lend_key", "return_key"), "钥匙"),
        PageEntry("key_count", _key_count, ("key_count",), "清点"),
        PageEntry("permits", _permits, ("permits",), "证件"),
        PageEntry("goods_out", _goods, ("goods_out",), "出门条"),
        PageEntry("parking", _parking, ("parking",), "车位", drafts=("permits_parking_form",)),
        PageEntry("stationery", _stationery, ("stationery",), "票证", drafts=("permits_stationery_count",)),
        PageEntry("verify", _verify, ("verify",), "核验"),
        PageEntry("desk_figures", _desk_figures, ("desk_figures",), "统计", right=Right.PERMITS),
        PageEntry("register_keys", _register_keys, ("register_keys",), drafts=("keys_register_page",)),
        PageEntry("issue_form", _issue_form, ("issue_permit",), drafts=("permits_issue_form",)),
        PageEntry("permit_batch", _permit_batch, ("permit_batch",), right=Right.PERMITS),
        PageEntry(
            "permit_kinds",
            _permit_kinds,
            ("permit_kinds",),
            drafts=("permits_kind_form",),
            right=Right.PERMITS_SETUP,
        ),
        PageEntry("goods_form", _goods_form, ("new_goods_pass",), drafts=("permits_goods_form",)),
        PageEntry("import_keys", _import_keys, ("import_keys",)),
        PageEntry("import_permits", _import_permits, ("import_permits",)),
        PageEntry("import_parking", _import_parking, ("import_parking",)),
    ),
    strip_figures.keys_tab,
)
