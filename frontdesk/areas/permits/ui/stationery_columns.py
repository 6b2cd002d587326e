"""The columns of the lists of stationery."""

from __future__ import annotations

from frontdesk.areas.permits.queries.stationery import CountRow, MoveRow, RangeRow, StockRow
from frontdesk.areas.permits.ui.stationery_pane import count_state, move_state, stock_state
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.rows import Column


def stock_columns() -> tuple[Column[StockRow], ...]:
    """A kind with what is left of it."""
    return (
        Column(tr("种类"), lambda r: r.kind.name, width=116),
        Column(tr("结存（张）"), lambda r: r.left, kind="number", width=92),
        Column(tr("下一张"), lambda r: r.next, width=120),
        Column(tr("结存号码"), lambda r: r.left_words, kind="quiet"),
        Column(tr("本月领"), lambda r: r.month_drawn, kind="number", width=72),
        Column(tr("用"), lambda r: r.month_used, kind="number", width=60),
        Column(tr("废"), lambda r: r.month_spoiled, kind="number", width=60),
        Column(tr("退"), lambda r: r.month_returned, kind="number", width=60),
        Column(tr("上次盘点"), stock_state, kind="status", width=132),
    )


def range_columns() -> tuple[Column[RangeRow], ...]:
    """A drawn range."""
    return (
        Column(tr("单号"), lambda r: r.number, width=116),
        Column(tr("日期"), lambda r: r.drawn_on, width=96),
        Column(tr("种类"), lambda r: r.kind, width=96),
        Column(tr("起号"), lambda r: r.first, width=104),
        Column(tr("止号"), lambda r: r.last, width=104),
        Column(tr("张数"), lambda r: r.pieces, kind="number", width=60),
        Column(tr("结存"), lambda r: r.left, kind="number", width=60),
        Column(tr("说明"), lambda r: r.words, kind="quiet"),
        Column(tr("交出"), lambda r: r.handed_by, width=72),
        Column(tr("领用"), lambda r: r.by, kind="quiet", width=72),
    )


def move_columns() -> tuple[Column[MoveRow], ...]:
    """What became of numbers."""
    return (
        Column(tr("日期"), lambda r: r.on, width=104),
        Column(tr("种类"), lambda r: r.kind, width=108),
        Column(tr("号码"), lambda r: r.numbers, width=168),
        Column(tr("张数"), lambda r: r.pieces, kind="number", width=64),
        Column(tr("去向"), move_state, kind="status", width=96),
        Column(tr("说明"), lambda r: r.words, kind="quiet"),
        Column(tr("证件号"), lambda r: r.permit, width=120),
        Column(tr("经办"), lambda r: r.by, kind="quiet", width=84),
    )


def count_columns() -> tuple[Column[CountRow], ...]:
    """A month-end count."""
    return (
        Column(tr("单号"), lambda r: r.number, width=120),
        Column(tr("月份"), lambda r: r.month, width=84),
        Column(tr("盘点日"), lambda r: r.counted_on, width=104),
        Column(tr("结果"), count_state, kind="status", width=168),
        Column(tr("复印费（元）"), lambda r: r.copy_money or None, kind="money", width=104),
        Column(tr("签字"), lambda r: r.signed_by, width=84),
        Column(tr("说明"), lambda r: r.words, kind="quiet"),
        Column(tr("盘点人"), lambda r: r.by, kind="quiet", width=84),
    )
