"""The tab 装修: its pages, in the order of its strip."""

from __future__ import annotations

from frontdesk.app.tabs.entries import PageEntry, TabEntry
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page


def _decoration(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.board_page import DecorationPage

    return DecorationPage(desk)


def _decoration_visits(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.side_pages import VisitsPage

    return VisitsPage(desk)


def _decoration_breaches(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.side_pages import BreachesPage

    return BreachesPage(desk)


def _decoration_refunds(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.ending_pages import RefundsPage

    return RefundsPage(desk)


def _decoration_archive(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.ending_pages import ArchivePage

    return ArchivePage(desk)


def _decoration_figures(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.figures_page import FiguresPage

    return FiguresPage(desk)


def _decoration_file(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.file_page import FilePage

    return FilePage(desk)


def _new_decoration(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.apply_form import ApplyFormPage

    return ApplyFormPage(desk)


DECORATION = TabEntry(
    "decoration",
    "装修",
    "ph.paint-roller",
    (
        PageEntry("decoration", _decoration, ("decoration",), "在办"),
        PageEntry("decoration_visits", _decoration_visits, ("decoration_visits",), "巡查计划"),
        PageEntry("decoration_breaches", _decoration_breaches, ("decoration_breaches",), "违规整改"),
        PageEntry("decoration_refunds", _decoration_refunds, ("decoration_refunds",), "押金待退"),
        PageEntry("decoration_archive", _decoration_archive, ("decoration_archive",), "归档"),
        PageEntry("decoration_figures", _decoration_figures, ("decoration_figures",), "统计"),
        PageEntry("decoration_file", _decoration_file, ("decoration_file",)),
        PageEntry("new_decoration", _new_decoration, ("new_decoration",), drafts=("decoration_apply_form",)),
    ),
)
