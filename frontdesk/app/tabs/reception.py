"""The tab 客服接待: its pages, in the order of its strip."""

from __future__ import annotations

from frontdesk.app import strip_figures
from frontdesk.app.tabs.entries import PageEntry, TabEntry
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page


def _tickets(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.tickets_page import TicketsPage

    return TicketsPage(desk)


def _call_backs(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.side_pages import CallBacksPage

    return CallBacksPage(desk)


def _outages(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.side_pages import OutagesPage

    return OutagesPage(desk)


def _visits(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.visits_page import VisitsPage

    return VisitsPage(desk)


def _parcels(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.parcels_page import ParcelsPage

    return ParcelsPage(desk)


def _found(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.found_page import FoundPage

    return FoundPage(desk)


def _public_notices(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.notices_page import NoticesPage

    return NoticesPage(desk)


def _desk_calls(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.calls_page import CallsPage

    return CallsPage(desk)


def _shift_log(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.notes_page import NotesPage

    return NotesPage(desk)


def _contracts(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.contracts_page import ContractsPage

    return ContractsPage(desk)


def _counts(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.counts_page import CountsPage

    return CountsPage(desk)


def _purchases(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.purchases_page import PurchasesPage

    return PurchasesPage(desk)


def _count_sheet(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.count_sheet_page import CountSheetPage

    return CountSheetPage(desk)


def _assets(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.assets_page import AssetsPage

    return AssetsPage(desk)


def _consumables(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.goods_page import GoodsPage

    return GoodsPage(desk)


def _purchase_form(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.purchase_form import PurchaseFormPage

    return PurchaseFormPage(desk)


def _owed_reports(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.reports_page import OwedReportsPage

    return OwedReportsPage(desk)


def _new_ticket(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.ticket_form import TicketFormPage

    return TicketFormPage(desk)


def _import_tickets(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.register_tickets_page import TicketsRegisterPage

    return TicketsRegisterPage(desk)


def _subscriptions(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.press_page import PressPage

    return PressPage(desk)


def _import_parcels(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.register_parcels_page import ParcelsRegisterPage

    return ParcelsRegisterPage(desk)


def _write_note(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.note_form import NoteFormPage

    return NoteFormPage(desk)


def _write_notice(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.notice_form import NoticeFormPage

    return NoticeFormPage(desk)


def _notice_setup(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.notice_setup_page import NoticeSetupPage

    return NoticeSetupPage(desk)


def _places(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.places_page import PlacesPage

    return PlacesPage(desk)


def _errands(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.errands_page import ErrandsPage

    return ErrandsPage(desk)


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


def _bookings(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.bookings_page import BookingsPage

    return BookingsPage(desk)


def _visit_plans(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.visit_plans_page import VisitPlansPage

    return VisitPlansPage(desk)


def _surveys(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.surveys_page import SurveysPage

    return SurveysPage(desk)


def _visit_round(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.visit_round_page import VisitRoundPage

    return VisitRoundPage(desk)


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


def _place_list(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.place_list_page import PlaceListPage

    return PlaceListPage(desk)


def _ticket_setup(desk: Desk) -> Page:
    from frontdesk.areas.reception.ui.setup_page import TicketSetupPage

    return TicketSetupPage(desk)


RECEPTION = TabEntry(
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
        PageEntry("owed_reports", _owed_reports, ("owed_reports",), "报表", right=Right.RECEPTION, more=True),
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
        PageEntry(
            "events",
            _events,
            ("events", "plan_event"),
            "社区活动",
            more=True,
            drafts=("reception_event_plan",),
        ),
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
)
