"""The tab 业主档案: its pages, in the order of its strip."""

from __future__ import annotations

from frontdesk.app import strip_figures
from frontdesk.app.tabs.entries import PageEntry, TabEntry
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page


def _units(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.units_page import UnitsPage

    return UnitsPage(desk)


def _people(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.people_page import PeoplePage

    return PeoplePage(desk)


def _vehicles(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.vehicles_page import VehiclesPage

    return VehiclesPage(desk)


def _handover(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.handover_page import HandoverPage

    return HandoverPage(desk)


def _papers(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.papers_page import PapersPage

    return PapersPage(desk)


def _flags(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.flags_page import FlagsPage

    return FlagsPage(desk)


def _duplicates(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.duplicates_page import DuplicatesPage

    return DuplicatesPage(desk)


def _anonymising(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.anonymising_page import AnonymisingPage

    return AnonymisingPage(desk)


def _import(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.import_page import ImportPage

    return ImportPage(desk)


def _documents(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.correspondence_page import CorrespondencePage

    return CorrespondencePage(desk)


def _registration(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.registration_page import RegistrationPage

    return RegistrationPage(desk)


def _resident_changes(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.resident_changes_page import ResidentChangesPage

    return ResidentChangesPage(desk)


def _unit_wizard(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.wizard_page import WizardPage

    return WizardPage(desk)


def _emergencies(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.emergencies_page import EmergenciesPage

    return EmergenciesPage(desk)


def _archive_figures(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.figures_page import FiguresPage

    return FiguresPage(desk)


def _papers_missing(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.papers_missing_page import PapersMissingPage

    return PapersMissingPage(desk)


def _paper_inbox(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.paper_inbox_page import PaperInboxPage

    return PaperInboxPage(desk)


def _edit_unit(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.edit_unit_page import EditUnitPage

    return EditUnitPage(desk)


def _personal(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.personal_page import PersonalPage

    return PersonalPage(desk)


def _personal_requests(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.personal_requests_page import PersonalRequestsPage

    return PersonalRequestsPage(desk)


def _looks(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.looks_page import LooksPage

    return LooksPage(desk)


def _edit_person(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.edit_person_page import EditPersonPage

    return EditPersonPage(desk)


def _transfer(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.transfer_page import TransfersPage

    return TransfersPage(desk)


def _new_transfer(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.transfer_form import TransferFormPage

    return TransferFormPage(desk)


def _new_lease_change(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.transfer_form import LeaseFormPage

    return LeaseFormPage(desk)


def _handover_visit(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.visit_page import VisitPage

    return VisitPage(desk)


def _handover_day(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.day_page import DayPage

    return DayPage(desk)


def _handover_figures(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.figures_page import FiguresPage

    return FiguresPage(desk)


def _unit_changes(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.unit_changes_page import UnitChangesPage

    return UnitChangesPage(desk)


def _change_units(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.unit_change_form import UnitChangeFormPage

    return UnitChangeFormPage(desk)


def _unit_card(desk: Desk) -> Page:
    from frontdesk.areas.today.ui.card_page import UnitCardPage

    return UnitCardPage(desk)


ARCHIVES = TabEntry(
    "archives",
    "业主档案",
    "ph.address-book",
    (
        PageEntry("units", _units, ("archives",), "房屋"),
        PageEntry("people", _people, ("people",), "住户"),
        PageEntry("vehicles", _vehicles, ("vehicles",), "车辆"),
        PageEntry("handover", _handover, ("handover", "new_handover"), "收楼", drafts=("handover_batch",)),
        PageEntry("papers", _papers, ("papers", "file_paper"), "资料"),
        PageEntry("transfer", _transfer, ("transfer",), "过户", more=True),
        PageEntry("flags", _flags, ("flags",), "待核实", more=True),
        PageEntry("duplicates", _duplicates, ("duplicates",), "重复住户", more=True),
        PageEntry("anonymising", _anonymising, ("anonymising",), "待匿名", more=True),
        PageEntry("import", _import, ("import",), "导入", more=True),
        PageEntry(
            "documents", _documents, ("documents",), "收发文", more=True, drafts=("archives_document",)
        ),
        PageEntry("registration", _registration, ("registration",), "人口登记", more=True),
        PageEntry("resident_changes", _resident_changes, ("resident_changes",), "变更通知", more=True),
        PageEntry(
            "wizard",
            _unit_wizard,
            ("wizard",),
            "批量建房",
            drafts=("archives_wizard_page",),
            right=Right.ARCHIVES_SETUP,
            more=True,
        ),
        PageEntry("personal", _personal, ("personal",), "个人信息", more=True),
        PageEntry("personal_requests", _personal_requests, ("personal_requests",), "本人信息", more=True),
        PageEntry("looks", _looks, ("looks",), "谁看过原文", right=Right.UNMASK, more=True),
        PageEntry("unit_changes", _unit_changes, ("unit_changes",), "合并拆分", more=True),
        PageEntry(
            "emergencies",
            _emergencies,
            ("emergencies",),
            "突发事件",
            more=True,
            drafts=("archives_emergency",),
        ),
        PageEntry("archive_figures", _archive_figures, ("archive_figures",), "统计", more=True),
        PageEntry("papers_missing", _papers_missing, ("papers_missing",)),
        PageEntry("paper_inbox", _paper_inbox, ("paper_inbox",)),
        PageEntry(
            "change_units",
            _change_units,
            ("change_units",),
            drafts=("archives_unit_change_form",),
            right=Right.ARCHIVES_SETUP,
        ),
        PageEntry("edit_unit", _edit_unit, ("edit_unit",), drafts=("archives_edit_unit_page",)),
        PageEntry("edit_person", _edit_person, ("edit_person",), drafts=("archives_edit_person_page",)),
        PageEntry("handover_visit", _handover_visit, ("handover_visit",)),
        PageEntry("new_transfer", _new_transfer, ("new_transfer",), drafts=("transfer_form_page",)),
        PageEntry("new_lease_change", _new_lease_change, ("new_lease_change",), drafts=("lease_form_page",)),
        PageEntry("handover_day", _handover_day, ("handover_day",)),
        PageEntry("handover_figures", _handover_figures, ("handover_figures",)),
        PageEntry("unit", _unit_card, ("unit",)),
    ),
    strip_figures.archives_tab,
)
