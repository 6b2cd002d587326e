"""The parts of a visit as rows of its page: what stands, what is next, what is short (D1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.handover.queries.visit import PartRow, VisitFile
from frontdesk.areas.handover.rules.course import HandoverState
from frontdesk.areas.handover.ui.words import status_of
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.rows import Status


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the parts: one of the visit, or the last, how it ended (`part` None)."""

    id: int
    part: PartRow | None
    word: str
    status: Status
    told: str
    on: date | None
    by: str


def part_lines(file: VisitFile) -> tuple[Line, ...]:
    """The parts in their order, then how it ended."""
    lines: list[Line] = []
    upcoming = file.next_part
    for part in file.parts:
        if part.done:
            status = Status("ok", tr("已办"))
        elif part.short:
            status = Status("bad", part.short)
        elif part.step is upcoming and file.row.state not in (HandoverState.DONE, HandoverState.VOID):
            status = Status("info", tr("接下来"))
        else:
            status = Status("neutral", tr("未办"), True)
        lines.append(Line(part.id, part, tr(part.step.value), status, part.words, part.on, part.by))
    state = status_of(file.row)
    ended = file.row.state in (HandoverState.DONE, HandoverState.REFUSED, HandoverState.PUT_OFF)
    last = Status(state.tone, tr(file.row.state.value)) if ended else Status("neutral", tr("未办"), True)
    lines.append(
        Line(
            len(lines) + 1,
            None,
            tr("验收结论"),
            last,
            file.result,
            file.row.ended_on if ended else None,
            file.result_by,
        )
    )
    return tuple(lines)
