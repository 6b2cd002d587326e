"""Which papers the tickets and the owed reports have; the value is stored with what was printed and never changed."""

from __future__ import annotations

from enum import StrEnum


class TicketForm(StrEnum):
    """A paper of tickets, by its form."""

    ORDER = "work_order"
    PAID = "paid_service"
    COMPLAINT = "complaint_sheet"
    CALLBACKS = "callback_sheet"


class ReportForm(StrEnum):
    """A report the desk owes, by its form."""

    WEEKLY = "complaint_week"
    MONTHLY = "complaint_month"
    SUMMARY = "desk_summary"
    SPOT_CHECK = "spot_check"


TICKET_FORM_WORDS: dict[TicketForm, str] = {
    TicketForm.ORDER: "派工单",
    TicketForm.PAID: "有偿服务单",
    TicketForm.COMPLAINT: "投诉处理单",
    TicketForm.CALLBACKS: "回访表",
}
REPORT_FORM_WORDS: dict[ReportForm, str] = {
    ReportForm.WEEKLY: "投诉周报表",
    ReportForm.MONTHLY: "投诉、回访统计分析报表",
    ReportForm.SUMMARY: "前台工作总结",
    ReportForm.SPOT_CHECK: "报事抽查表",
}
