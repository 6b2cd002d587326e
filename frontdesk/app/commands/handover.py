"""Commands about homes that are handed over: handover list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontdesk.app.commands.context import console
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import parse_day
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from frontdesk.areas.handover.queries.files import HandoverRow

handover = typer.Typer(
    help="收楼：清单。",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.add_typer(handover, name="handover")


@handover.command("list", help="收楼清单，按房号。")
def list_command(
    context: typer.Context,
    show: Annotated[
        str, typer.Option(help="待收楼、未通知、已通知、已预约、办理中、已收楼、拒收暂缓、有遗留、全部")
    ] = "待收楼",
    text: Annotated[str, typer.Option(help="房号、业主、批次或通知书号的一部分")] = "",
    day: Annotated[str, typer.Option(help="只看预约或办结在这一天的")] = "",
    most: Annotated[int, typer.Option(help="最多多少行", min=1)] = 200,
) -> None:
    from frontdesk.areas.handover.queries.files import (
        HandoverFilter,
        HandoverShow,
        handover_counts,
        handover_rows,
    )

    desk = console(context)
    try:
        shown = HandoverShow(show)
    except ValueError:
        words = "、".join(tr(each.value) for each in HandoverShow)
        raise Refused(tr("没有“{word}”，可用：{words}", word=show, words=words), field="show") from None
    wanted = HandoverFilter(desk.clock.today(), text, shown, day=parse_day(day, field="day") if day else None)
    rows = desk.read(handover_rows, wanted, 0, most)
    counts = desk.read(handover_counts, wanted)
    result = {
        "homes": [_row(row) for row in rows],
        "count": counts.count,
        "states": {each.value: n for each, n in counts.shows.items()},
    }
    desk.out.say(result, "\n".join(_line(row) for row in rows) or tr("没有符合的房屋。"))


def _row(row: HandoverRow) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "owners": row.owners,
        "state": row.state.value,
        "batch": row.batch,
        "notice": row.notice or None,
        "appointment": row.slot_words or None,
        "ended_on": row.ended_on.isoformat() if row.ended_on is not None else None,
        "defects": row.defects,
        "open_defects": row.open_defects,
        "late_defects": row.late_defects,
    }


def _line(row: HandoverRow) -> str:
    left = tr("遗留 {n} 条未了", n=row.open_defects) if row.open_defects else ""
    return "　".join(
        part for part in (row.unit, row.owners, tr(row.state.value), row.slot_words, left) if part
    )
