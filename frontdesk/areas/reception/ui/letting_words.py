"""How a commission stands, and what is said once a viewing is arranged: for every page of theirs (D2.6)."""

from __future__ import annotations

from frontdesk.areas.reception.documents.agency import AgencyForm
from frontdesk.areas.reception.queries.lettings import LettingRow
from frontdesk.areas.reception.rules.lettings import LettingState, plain
from frontdesk.areas.reception.service.viewings import ViewingArranged
from frontdesk.areas.reception.ui.agency_parts import print_agency
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.rows import Status

TONES = {
    LettingState.UNSIGNED: "warn",
    LettingState.RUNNING: "ok",
    LettingState.ENDING: "warn",
    LettingState.EXPIRED: "bad",
    LettingState.DEAL: "info",
    LettingState.WITHDRAWN: "neutral",
    LettingState.VOID: "neutral",
}


def status_of(row: LettingRow) -> Status:
    """`委托中`, `快到期 12-01`, `已成交 11-21`."""
    word = tr(row.state.value)
    day = row.ended_on if row.ended_on is not None else row.last_on
    if row.state not in (LettingState.UNSIGNED, LettingState.RUNNING):
        word = tr("{word} {day}", word=word, day=f"{day:%m-%d}")
    return Status(TONES[row.state], word)


def home_words(row: LettingRow) -> str:
    """`3室2厅 89.6㎡`."""
    area = f"{plain(row.area)}㎡" if row.area is not None else ""
    return " ".join(part for part in (row.layout, area) if part)


def arranged(desk: Desk, made: ViewingArranged) -> None:
    """A viewing stands: its sheet to print; a key in our care is lent first."""
    told = tr("已约看房 {number}。", number=made.number)
    if made.lend:
        desk.messages.ok(
            told, tr("去之前借出托管的钥匙。"), action=tr("借钥匙"),
            then=lambda: desk.go("lend_key", unit_id=made.unit_id),
        )  # fmt: skip
        return
    desk.messages.ok(
        told, action=tr("打印看房记录"), then=lambda: print_agency(desk, AgencyForm.VIEWING, made.id)
    )
