"""Printing the desk's own lists and records as they were stored, marked from the second time on (F1, T12)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.service.ticket_papers import print_stored
from frontdesk.base.store.work import Work
from frontdesk.base.values.text import tr

TITLES = {
    "shift_record": "交接班记录",
    "held_list": "代收物品签收表",
    "posting_list": "张贴清单",
    "stock_count": "资产与物料盘点表",
    "purchase_plan": "采购计划表",
    "place_agreement": "场地使用协议",
    "errand_slip": "代办受理单",
}


@dataclass(frozen=True, slots=True)
class PrintHeld:
    """A paper of the desk by its form (`shift_record`, `held_list` …) and number; `size` None is its usual one."""

    form: str
    number: str
    size: str | None = None


def print_held(work: Work, command: PrintHeld) -> PrintedPaper:
    """Draw what was stored and keep the PDF; from the second time on it says 补打 with the count."""
    return print_stored(work, command.form, command.number, command.size, tr(TITLES[command.form]))
