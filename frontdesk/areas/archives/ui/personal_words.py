"""Consents in words, for lists, panes and the unit's card (D1.9)."""

from __future__ import annotations

from frontdesk.areas.archives.queries.consents import ConsentRow, PurposeStanding
from frontdesk.areas.archives.rules.personal import Basis, ConsentState
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.pane import Section
from frontdesk.base.widgets.rows import Status

TONES = {
    ConsentState.VALID: "ok", ConsentState.AHEAD: "info", ConsentState.OVER: "warn", ConsentState.WITHDRAWN: "neutral",
    ConsentState.MISTAKE: "neutral",
}  # fmt: skip


def consent_status(row: ConsentRow) -> Status:
    """`有效`, `2026-09-01 撤回`, `缺同意`."""
    if row.state is None:
        return Status("warn", tr("缺同意"))
    if row.state is ConsentState.WITHDRAWN and row.ended_on is not None:
        return Status("neutral", tr("{day} 撤回", day=row.ended_on.isoformat()))
    return Status(TONES[row.state], tr(row.state.value))


def standing_words(standing: PurposeStanding) -> tuple[str, str, str]:
    """Tone, words and detail of a purpose that takes consent."""
    name = standing.purpose.name
    if standing.given_on is not None:
        way = tr(standing.way.value) if standing.way is not None else ""
        until = tr("，到 {day}", day=standing.until.isoformat()) if standing.until is not None else ""
        return "ok", tr("{name}：同意", name=name), f"{standing.given_on.isoformat()} {way}{until}"
    if standing.withdrawn_on is not None:
        return "neutral", tr("{name}：已撤回", name=name), standing.withdrawn_on.isoformat()
    if standing.purpose.needed:
        return "warn", tr("{name}：缺同意", name=name), ""
    return "neutral", tr("{name}：没有同意", name=name), ""


def add_purposes(section: Section, standings: tuple[PurposeStanding, ...]) -> None:
    """A line for each purpose that takes consent; what rests on something else in a line together."""
    for each in standings:
        if each.purpose.basis is Basis.CONSENT:
            tone, words, detail = standing_words(each)
            section.add_state(tone, words, detail)  # type: ignore[arg-type]
    for basis in (Basis.CONTRACT, Basis.DUTY):
        names = "、".join(each.purpose.name for each in standings if each.purpose.basis is basis)
        if names:
            told = tr("依据{basis}，不用征得同意", basis=tr(basis.value))
            section.add_state("neutral", names, told)
