"""TABS: what stands under the top bar, in order, and the pages of each. A page is imported when it is first shown.

The targets of `Desk.go` are listed here, so that where a word leads is seen without importing any page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from frontdesk.app import strip_figures
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page. `targets` are the words of `Desk.go` that lead to it; the page's `open(**arguments)` takes the rest.

    `word` stands in the tab's strip of pages; a page without one is reached from others and goes back to them.
    One with `more` stands in the menu at the strip's end.
    `drafts` are the names under which it leaves drafts: `open(key=…)` takes one up again. `right` is what somebody
    must have for the page to be in the strip.
    """

    key: str
    factory: Callable[[Desk], Page]
    targets: tuple[str, ...]
    word: str = ""
    drafts: tuple[str, ...] = ()
    right: Right | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class TabEntry:
    """One tab with its pages, the first of which it begins with.

    `figures(session, day)` says what stands behind the words of its strip, by the pages' keys.
    """

    key: str
    word: str
    icon: str
    pages: tuple[PageEntry, ...]
    figures: Callable[..., Mapping[str, str]] | None = None


def _today(desk: Desk) -> Page:
    from frontdesk.areas.today.ui.today_page import TodayPage

    return TodayPage(desk)


def _unit_card(desk: Desk) -> Page:
    from frontdesk.areas.today.ui.card_page import UnitCardPage

    return UnitCardPage(desk)


def _permits(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.permits_page import PermitsPage

    return PermitsPage(desk)


def _issue_form(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.issue_form import IssueFormPage

    return IssueFormPage(desk)


def _permit_kinds(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.kinds_page import KindsPage

    return KindsPage(desk)


def _permit_batch(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.issue_batch import BatchPage

    return BatchPage(desk)


def _desk_figures(desk: Desk) -> Page:
    from frontdesk.areas.today.ui.desk_figures_page import DeskFiguresPage

    return DeskFiguresPage(desk)


def _import_keys(desk: Desk) -> Page:
    from frontdesk.areas.keys.ui.old_register_page import KeysRegisterPage

    return KeysRegisterPage(desk)


def _import_permits(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.register_permits_page import PermitsRegisterPage

    return PermitsRegisterPage(desk)


def _import_parking(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.register_parking_page import ParkingRegisterPage

    return ParkingRegisterPage(desk)


def _goods(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.goods_page import GoodsPage

    return GoodsPage(desk)


def _verify(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.verify_page import VerifyPage

    return VerifyPage(desk)


def _goods_form(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.goods_form import GoodsFormPage

    return GoodsFormPage(desk)


def _parking(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.parking_page import ParkingPage

    return ParkingPage(desk)


def _stationery(desk: Desk) -> Page:
    from frontdesk.areas.permits.ui.stationery_page import StationeryPage

    return StationeryPage(desk)


def _units(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.units_page import UnitsPage

    return UnitsPage(desk)


def _people(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.people_page import PeoplePage

    return PeoplePage(desk)


def _vehicles(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.vehicles_page import VehiclesPage

    return VehiclesPage(desk)


def _flags(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.flags_page import FlagsPage

    return FlagsPage(desk)


def _edit_unit(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.edit_unit_page import EditUnitPage

    return EditUnitPage(desk)


def _edit_person(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.edit_person_page import EditPersonPage

    return EditPersonPage(desk)


def _import(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.import_page import ImportPage

    return ImportPage(desk)


def _papers(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.papers_page import PapersPage

    return PapersPage(desk)


def _papers_missing(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.papers_missing_page import PapersMissingPage

    return PapersMissingPage(desk)


def _paper_inbox(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.paper_inbox_page import PaperInboxPage

    return PaperInboxPage(desk)


def _archive_figures(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.figures_page import FiguresPage

    return FiguresPage(desk)


def _emergencies(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.emergencies_page import EmergenciesPage

    return EmergenciesPage(desk)


def _registration(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.registration_page import RegistrationPage

    return RegistrationPage(desk)


def _resident_changes(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.resident_changes_page import ResidentChangesPage

    return ResidentChangesPage(desk)


def _duplicates(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.duplicates_page import DuplicatesPage

    return DuplicatesPage(desk)


def _unit_wizard(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.wizard_page import WizardPage

    return WizardPage(desk)


def _documents(desk: Desk) -> Page:
    from frontdesk.areas.archives.ui.correspondence_page import CorrespondencePage

    return CorrespondencePage(desk)


def _collect(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.collect_page import CollectPage

    return CollectPage(desk)


def _receipts(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.receipts_page import ReceiptsPage

    return ReceiptsPage(desk)


def _deposits(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.deposits_page import DepositsPage

    return DepositsPage(desk)


def _shift(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.shift_page import ShiftPage

    return ShiftPage(desk)


def _open_shift(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.open_page import OpenShiftPage
    from frontdesk.areas.reception.ui.opening_note import read_first

    # The till knows nothing of the reception's book: what the last shift left word of is read on the way (D2.8).
    return OpenShiftPage(desk, read_first)


def _close(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.close_page import ClosePage

    return ClosePage(desk)


def _ledger(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.ledger_page import LedgerPage

    return LedgerPage(desk)


def _statements(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.statement_page import StatementPage

    return StatementPage(desk)


def _reports(desk: Desk) -> Page:
    from frontdesk.areas.cashdesk.ui.reports_page import ReportsPage

    return ReportsPage(desk)


def _billing(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.billing_page import BillingPage

    return BillingPage(desk)


def _building(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.building_page import BuildingPage

    return BuildingPage(desk)


def _meters(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.meters_page import MetersPage

    return MetersPage(desk)


def _arrears(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.arrears_page import ArrearsPage

    return ArrearsPage(desk)


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


def _fee_items(desk: Desk) -> Page:
    from frontdesk.areas.fees.ui.fee_items_page import FeeItemsPage

    return FeeItemsPage(desk)


def _keys(desk: Desk) -> Page:
    from frontdesk.areas.keys.ui.keys_page import KeysPage

    return KeysPage(desk)


def _key_count(desk: Desk) -> Page:
    from frontdesk.areas.keys.ui.count_page import CountPage

    return CountPage(desk)


def _register_keys(desk: Desk) -> Page:
    from frontdesk.areas.keys.ui.register_page import RegisterPage

    return RegisterPage(desk)


def _decoration(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.board_page import DecorationPage

    return DecorationPage(desk)


def _new_decoration(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.apply_form import ApplyFormPage

    return ApplyFormPage(desk)


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


def _tickets(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.tickets_page import TicketsPage

    return TicketsPage(desk)


def _new_ticket(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.ticket_form import TicketFormPage

    return TicketFormPage(desk)


def _call_backs(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.side_pages import CallBacksPage

    return CallBacksPage(desk)


def _outages(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.side_pages import OutagesPage

    return OutagesPage(desk)


def _import_tickets(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.register_tickets_page import TicketsRegisterPage

    return TicketsRegisterPage(desk)


def _visits(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.visits_page import VisitsPage

    return VisitsPage(desk)


def _parcels(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.parcels_page import ParcelsPage

    return ParcelsPage(desk)


def _import_parcels(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.register_parcels_page import ParcelsRegisterPage

    return ParcelsRegisterPage(desk)


def _subscriptions(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.press_page import PressPage

    return PressPage(desk)


def _found(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.found_page import FoundPage

    return FoundPage(desk)


def _shift_log(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.notes_page import NotesPage

    return NotesPage(desk)


def _write_note(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.note_form import NoteFormPage

    return NoteFormPage(desk)


def _public_notices(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.notices_page import NoticesPage

    return NoticesPage(desk)


def _write_notice(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.notice_form import NoticeFormPage

    return NoticeFormPage(desk)


def _notice_setup(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.notice_setup_page import NoticeSetupPage

    return NoticeSetupPage(desk)


def _lettings(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.lettings_page import LettingsPage

    return LettingsPage(desk)


def _seekers(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.seekers_page import SeekersPage

    return SeekersPage(desk)


def _viewings(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.viewings_page import ViewingsPage

    return ViewingsPage(desk)


def _events(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.events_page import EventsPage

    return EventsPage(desk)


def _places(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.places_page import PlacesPage

    return PlacesPage(desk)


def _bookings(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.bookings_page import BookingsPage

    return BookingsPage(desk)


def _place_list(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.place_list_page import PlaceListPage

    return PlaceListPage(desk)


def _errands(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.errands_page import ErrandsPage

    return ErrandsPage(desk)


def _contracts(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.contracts_page import ContractsPage

    return ContractsPage(desk)


def _counts(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.counts_page import CountsPage

    return CountsPage(desk)


def _count_sheet(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.count_sheet_page import CountSheetPage

    return CountSheetPage(desk)


def _assets(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.assets_page import AssetsPage

    return AssetsPage(desk)


def _consumables(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.goods_page import GoodsPage

    return GoodsPage(desk)


def _purchases(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.purchases_page import PurchasesPage

    return PurchasesPage(desk)


def _purchase_form(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.purchase_form import PurchaseFormPage

    return PurchaseFormPage(desk)


def _owed_reports(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.reports_page import OwedReportsPage

    return OwedReportsPage(desk)


def _desk_calls(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.calls_page import CallsPage

    return CallsPage(desk)


def _visit_plans(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.visit_plans_page import VisitPlansPage

    return VisitPlansPage(desk)


def _visit_round(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.visit_round_page import VisitRoundPage

    return VisitRoundPage(desk)


def _surveys(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.surveys_page import SurveysPage

    return SurveysPage(desk)


def _survey_entry(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.survey_entry_page import SurveyEntryPage

    return SurveyEntryPage(desk)


def _survey_sheets(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.survey_sheets_page import SurveySheetsPage

    return SurveySheetsPage(desk)


def _survey_results(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.survey_results_page import SurveyResultsPage

    return SurveyResultsPage(desk)


def _questionnaires(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.questionnaires_page import QuestionnairesPage

    return QuestionnairesPage(desk)


def _ticket_setup(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.setup_page import TicketSetupPage

    return TicketSetupPage(desk)


def _decoration_file(desk: Desk) -> Page:
    from frontdesk.areas.decoration.ui.file_page import FilePage

    return FilePage(desk)


def _handover(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.handover_page import HandoverPage

    return HandoverPage(desk)


def _handover_visit(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.visit_page import VisitPage

    return VisitPage(desk)


def _handover_day(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.day_page import DayPage

    return DayPage(desk)


def _handover_figures(desk: Desk) -> Page:
    from frontdesk.areas.handover.ui.figures_page import FiguresPage

    return FiguresPage(desk)


TABS: tuple[TabEntry, ...] = (
    TabEntry("today", "今日", "ph.sun-horizon", (PageEntry("today", _today, ("today",)),)),
    TabEntry(
        "reception",
        "客服接待",
        "ph.headset",
        (
            PageEntry("tickets", _tickets, ("tickets",), "报事"),
            PageEntry("call_backs", _call_backs, ("call_backs",), "回访"),
            PageEntry("outages", _outages, ("outages",), "停水停电"),
            PageEntry("visits", _visits, ("visits", "let_in"), "访客"),
            PageEntry("parcels", _parcels, ("parcels", "take_parcel"), "快递信件"),
            PageEntry("found", _found, ("found", "take_found"), "失物"),
            PageEntry("notices", _public_notices, ("public_notices",), "通知公告"),
            PageEntry("desk_calls", _desk_calls, ("desk_calls",), "来电", more=True),
            PageEntry("shift_log", _shift_log, ("shift_log",), "交接班", more=True),
            PageEntry("contracts", _contracts, ("contracts",), "合同", more=True),
            PageEntry("counts", _counts, ("counts",), "资产盘点", more=True),
            PageEntry("purchases", _purchases, ("purchases",), "采购计划", more=True),
            PageEntry("count_sheet", _count_sheet, ("count_sheet",)),
            PageEntry("assets", _assets, ("assets",)),
            PageEntry("consumables", _consumables, ("consumables",)),
            PageEntry(
                "purchase_form",
                _purchase_form,
                ("purchase_form",),
                drafts=("reception_purchase_form",),
                right=Right.RECEPTION,
            ),
            PageEntry(
                "owed_reports", _owed_reports, ("owed_reports",), "报表", right=Right.RECEPTION, more=True
            ),
            PageEntry(
                "new_ticket",
                _new_ticket,
                ("new_ticket",),
                drafts=("reception_ticket_form",),
                right=Right.RECEPTION,
            ),
            PageEntry("import_tickets", _import_tickets, ("import_tickets",), right=Right.RECEPTION),
            PageEntry("subscriptions", _subscriptions, ("subscriptions",)),
            PageEntry("import_parcels", _import_parcels, ("import_parcels",), right=Right.RECEPTION),
            PageEntry(
                "write_note",
                _write_note,
                ("write_note",),
                drafts=("reception_note_form",),
                right=Right.RECEPTION,
            ),
            PageEntry(
                "write_notice",
                _write_notice,
                ("write_notice",),
                drafts=("reception_notice_form",),
                right=Right.RECEPTION,
            ),
            PageEntry("notice_setup", _notice_setup, ("notice_setup",), right=Right.RECEPTION_SETUP),
            PageEntry("places", _places, ("places",), "摊位与广告", more=True),
            PageEntry("errands", _errands, ("errands", "receive_errand"), "代办", more=True),
            PageEntry("lettings", _lettings, ("lettings", "take_letting"), "租售委托", more=True),
            PageEntry("seekers", _seekers, ("seekers", "take_seeker")),
            PageEntry("viewings", _viewings, ("viewings",)),
            PageEntry("events", _events, ("events", "plan_event"), "社区活动", more=True),
            PageEntry("bookings", _bookings, ("bookings", "book_place")),
            PageEntry("visit_plans", _visit_plans, ("visit_plans",), "走访计划", more=True),
            PageEntry("surveys", _surveys, ("surveys",), "满意度调查", more=True),
            PageEntry("visit_round", _visit_round, ("visit_round",)),
            PageEntry(
                "survey_entry",
                _survey_entry,
                ("survey_entry",),
                drafts=("reception_survey_entry",),
                right=Right.RECEPTION,
            ),
            PageEntry("survey_sheets", _survey_sheets, ("survey_sheets",)),
            PageEntry("survey_results", _survey_results, ("survey_results",)),
            PageEntry("questionnaires", _questionnaires, ("questionnaires",)),
            PageEntry("place_list", _place_list, ("place_list",), right=Right.RECEPTION_SETUP),
            PageEntry("ticket_setup", _ticket_setup, ("ticket_setup",), right=Right.RECEPTION_SETUP),
        ),
        strip_figures.reception_tab,
    ),
    TabEntry(
        "keys",
        "钥匙与证件",
        "ph.key",
        (
            PageEntry("keys", _keys, ("keys", "lend_key", "return_key"), "钥匙"),
            PageEntry("key_count", _key_count, ("key_count",), "清点"),
            PageEntry("permits", _permits, ("permits",), "证件"),
            PageEntry("goods_out", _goods, ("goods_out",), "出门条"),
            PageEntry("parking", _parking, ("parking",), "车位", drafts=("permits_parking_form",)),
            PageEntry(
                "stationery", _stationery, ("stationery",), "票证", drafts=("permits_stationery_count",)
            ),
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
    ),
    TabEntry(
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
            PageEntry(
                "new_decoration", _new_decoration, ("new_decoration",), drafts=("decoration_apply_form",)
            ),
        ),
    ),
    TabEntry(
        "archives",
        "业主档案",
        "ph.address-book",
        (
            PageEntry("units", _units, ("archives",), "房屋"),
            PageEntry("people", _people, ("people",), "住户"),
            PageEntry("vehicles", _vehicles, ("vehicles",), "车辆"),
            PageEntry("handover", _handover, ("handover", "new_handover"), "收楼"),
            PageEntry("papers", _papers, ("papers", "file_paper"), "资料"),
            PageEntry("flags", _flags, ("flags",), "待核实", more=True),
            PageEntry("duplicates", _duplicates, ("duplicates",), "重复住户", more=True),
            PageEntry("import", _import, ("import",), "导入", more=True),
            PageEntry("documents", _documents, ("documents",), "收发文", more=True),
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
            PageEntry("emergencies", _emergencies, ("emergencies",), "突发事件", more=True),
            PageEntry("archive_figures", _archive_figures, ("archive_figures",), "统计", more=True),
            PageEntry("papers_missing", _papers_missing, ("papers_missing",)),
            PageEntry("paper_inbox", _paper_inbox, ("paper_inbox",)),
            PageEntry("edit_unit", _edit_unit, ("edit_unit",), drafts=("archives_edit_unit_page",)),
            PageEntry("edit_person", _edit_person, ("edit_person",), drafts=("archives_edit_person_page",)),
            PageEntry("handover_visit", _handover_visit, ("handover_visit",)),
            PageEntry("handover_day", _handover_day, ("handover_day",)),
            PageEntry("handover_figures", _handover_figures, ("handover_figures",)),
            PageEntry("unit", _unit_card, ("unit",)),
        ),
        strip_figures.archives_tab,
    ),
    TabEntry(
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
    ),
)
