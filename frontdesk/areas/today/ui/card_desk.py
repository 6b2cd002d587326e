"""The card's sections of permits, keys, spaces and goods passes, each from the card's frozen rows (D0.2)."""

from __future__ import annotations

from datetime import date, timedelta

from frontdesk.areas.decoration.queries.lists import FileRow
from frontdesk.areas.decoration.rules.course import OVER
from frontdesk.areas.keys.queries import ConsentRow
from frontdesk.areas.keys.rules.kinds import KeyState
from frontdesk.areas.permits.rules.course import LIVE, State
from frontdesk.areas.permits.rules.goods import STATE_WORDS
from frontdesk.areas.permits.rules.parking import LeaseState
from frontdesk.areas.reception.queries.ticket_rows import TicketRow
from frontdesk.areas.today.queries import UnitCard
from frontdesk.areas.today.queries.card_desk import CardKey
from frontdesk.areas.today.queries.decoration_lines import TONES
from frontdesk.areas.today.queries.ticket_lines import TONES as TICKET_TONES
from frontdesk.areas.today.ui.card_rows import add_cells, joined, word
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.masks import cover_numbers
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Link, StatusLabel, Tone, Words
from frontdesk.base.widgets.pane import Pane, Section

_KIND, _WHO, _NUMBER = 76, 76, 108
"""Widths of the columns that 证件, 钥匙 and 出门条 have in common."""
_MOST = 8
_WHAT = 10
"""So many characters of a ticket's words stand in a line; the whole of them in its tip."""


def permits(pane: Pane, card: UnitCard) -> Section | None:
    """证件: what is good, and what is still out though it is not; ending ones are marked."""
    if not card.permits:
        return None
    live = sum(line.state in LIVE for line in card.permits)
    section = pane.add_section(tr("证件"), tr("{n} 张有效", n=live), tr("全部"), name="card_permits")
    for line in card.permits[:_MOST]:
        words = line.words
        if line.state is State.ENDING:
            words = tr("{day} 到期，可续", day=f"{line.ends_on:%m-%d}")
        elif line.state is State.VALID:
            words = tr("至 {day}", day=line.ends_on.isoformat())
        add_cells(
            section,
            (word(line.kind), _KIND),
            (word(line.holder), _WHO),
            (word(line.number, tone="text2"), _NUMBER),
            (StatusLabel(line.tone, words), 0),  # type: ignore[arg-type]
            name=f"card_permit_{line.number}",
        )
    if len(card.permits) > _MOST:
        section.add(Words(tr("还有 {n} 张", n=len(card.permits) - _MOST), "small", "text2"))
    return section


def keys(pane: Pane, card: UnitCard, today: date) -> Section | None:
    """钥匙: what is out, in care, hanging here or lost, and on whose word they are lent."""
    if not card.keys and not card.consents:
        return None
    count = sum(key.stands.pieces for key in card.keys)
    section = pane.add_section(tr("钥匙"), tr("{n} 把", n=count), tr("全部"), name="card_keys")
    for key in card.keys:
        tone, words = key_words(key, today)
        add_cells(
            section,
            (word(tr(key.kind.value)), _KIND),
            (word(tr("{n} 把", n=key.stands.pieces)), 48),
            (word(key.tag, tone="text2"), 84),
            (StatusLabel(tone, words), 0),
            name=f"card_key_{key.tag}",
        )
    said = consent_words(card.consents)
    if said:
        section.add(Words(said, "small", "text2", wrap=True))
    return section


def key_words(key: CardKey, today: date) -> tuple[Tone, str]:
    """`逾期 2 天，在 王磊 手里`, `托管，A 柜 12，至 2027-05-31`."""
    stood = key.stands
    if key.state is KeyState.OVERDUE and key.due is not None:
        return "bad", tr("逾期 {n} 天，在 {who} 手里", n=(today - key.due).days, who=key.holder)
    if key.state is KeyState.OUT:
        until = tr("，{day} 还", day=f"{key.due:%m-%d}") if key.due is not None else ""
        return "info", tr("借给 {who}", who=key.holder) + until
    if key.state is KeyState.LOST:
        return "bad", tr("遗失 {n} 把", n=stood.lost)
    if key.state is KeyState.CARE:
        until = tr("至 {day}", day=stood.care_until.isoformat()) if stood.care_until is not None else ""
        return "ok", joined((tr("托管"), key.hangs, until), "，")
    return "neutral", joined((tr("在柜"), key.hangs), "，")


def consent_words(rows: tuple[ConsentRow, ...]) -> str:
    """`可借给 林芳、曾姝（至 2026-12-31）；不借给 中介。`"""

    def named(row: ConsentRow) -> str:
        if row.ends_on is None:
            return row.name
        return tr("{name}（至 {day}）", name=row.name, day=(row.ends_on - timedelta(days=1)).isoformat())

    allowed = "、".join(named(row) for row in rows if row.allow)
    denied = "、".join(named(row) for row in rows if not row.allow)
    parts = [
        tr("可借给 {names}", names=allowed) if allowed else "",
        tr("不借给 {names}", names=denied) if denied else "",
    ]
    told = "；".join(part for part in parts if part)
    return tr("授权：{told}。", told=told) if told else ""


def spaces(pane: Pane, card: UnitCard, today: date) -> Section | None:
    """车位: what the unit leases, with its car and until when."""
    if not card.leases:
        return None
    section = pane.add_section(
        tr("租用车位"), tr("{n} 个", n=len(card.leases)), tr("全部"), name="card_leases"
    )
    for lease in card.leases:
        state = lease.state(today)
        tone: Tone = {LeaseState.ENDING: "warn", LeaseState.COMING: "info"}.get(state, "ok")  # type: ignore[assignment]
        words = tr("至 {day}", day=lease.last_on.isoformat())
        if state is LeaseState.COMING:
            words = tr("{day} 起", day=lease.starts_on.isoformat())
        add_cells(
            section,
            (word(lease.code, "bold"), 110),
            (word(lease.plate or tr("没有登记车")), 100),
            (StatusLabel(tone, words), 0),
        )
    return section


def goods(pane: Pane, card: UnitCard) -> Section | None:
    """出门条: passes to be used yet, and those whose tear-off is not back or does not fit."""
    if not card.goods:
        return None
    section = pane.add_section(
        tr("出门条"), tr("{n} 张没有了结", n=len(card.goods)), tr("全部"), name="card_goods"
    )
    for row in card.goods:
        tone, words = STATE_WORDS[row.state]
        add_cells(
            section,
            (word(f"{local_time(row.starts_at):%m-%d %H:%M}", tone="text2"), 92),
            (word(tr("{n} 件", n=row.pieces)), 56),
            (word(row.number, tone="text2"), _NUMBER),
            (StatusLabel(tone, tr(words)), 0),  # type: ignore[arg-type]
        )
    return section


def tickets(pane: Pane, card: UnitCard) -> list[tuple[TicketRow, Link]]:
    """报事: what is not over, each a link; red where its limit is."""
    if not card.tickets:
        return []
    section = pane.add_section(tr("报事"), tr("{n} 件没有办完", n=len(card.tickets)), name="card_tickets")
    links = []
    for row in card.tickets[:_MOST]:
        what = cover_numbers(row.what)
        words = what if len(what) <= _WHAT else f"{what[: _WHAT - 1]}…"
        link = Link(words, f"card_ticket_{row.number}")
        link.setToolTip(f"{row.number} {what}")
        late = row.late is not None
        told = f"{row.state_words}，{row.limit_words}" if late else row.state_words
        add_cells(
            section,
            (link, 136),
            (StatusLabel("bad" if late else TICKET_TONES[row.state], told), 0),  # type: ignore[arg-type]
        )
        links.append((row, link))
    return links


def decorations(pane: Pane, card: UnitCard) -> list[tuple[FileRow, Link]]:
    """装修: files with what is next, each a link; those that are over say how they ended."""
    if not card.decorations:
        return []
    open_ = sum(row.state not in OVER for row in card.decorations)
    hint = tr("{n} 份在办", n=open_) if open_ else ""
    section = pane.add_section(tr("装修"), hint, name="card_decorations")
    links = []
    for row in card.decorations[:3]:
        link = Link(row.number, f"card_decoration_{row.number}")
        over = row.state in OVER
        told = tr(row.state.value) if over else row.line.words
        tone = "neutral" if over else TONES[row.line.tone]
        section.add_row(link, None, Words(row.firm, "body", "text2"))
        section.add(StatusLabel(tone, told))  # type: ignore[arg-type]
        links.append((row, link))
    return links
