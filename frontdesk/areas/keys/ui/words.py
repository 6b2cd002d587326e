"""How keys, movements and consents are said on screen: tones, states, who has what."""

from __future__ import annotations

from datetime import date, timedelta

from frontdesk.areas.keys.queries import ConsentRow, CountLine, CountRow, KeyRow, LoanRow, MoveRow
from frontdesk.areas.keys.rules.counting import Found
from frontdesk.areas.keys.rules.kinds import MOVE_WORDS, WHO_WORDS, KeyState, Move
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Tone
from frontdesk.base.widgets.rows import Status

TONES: dict[KeyState, str] = {
    KeyState.IN: "ok",
    KeyState.OUT: "info",
    KeyState.OVERDUE: "bad",
    KeyState.CARE: "ok",
    KeyState.GONE: "neutral",
    KeyState.LOST: "bad",
    KeyState.VOID: "neutral",
}


def state_of(row: KeyRow, today: date) -> Status:
    """`逾期 2 天`, `借出 1/3`, `托管到期`: how the keys of a tag stand today."""
    tone, word = TONES[row.state], tr(row.state.value)
    if row.state is KeyState.OVERDUE and row.due is not None:
        return Status(tone, tr("逾期 {n} 天", n=(today - row.due).days))
    if row.state is KeyState.OUT:
        if row.due == today:
            return Status("warn", tr("今天该还"))
        return Status(tone, f"{word} {row.out}/{row.pieces}" if row.pieces > 1 else word)
    if row.state is KeyState.CARE and row.care_until is not None and row.care_until < today:
        return Status("warn", tr("托管已到期"))
    if row.state in (KeyState.IN, KeyState.CARE) and row.lost:
        return Status("warn", tr("丢了 {n} 把", n=row.lost))
    return Status(tone, word, hollow=row.state in (KeyState.GONE, KeyState.VOID))


def pieces_words(row: KeyRow) -> str:
    """`2/3`: how many hang there of how many there are."""
    return f"{row.on_hand}/{row.pieces}" if row.on_hand != row.pieces else str(row.pieces)


def key_words(row: KeyRow) -> str:
    """`K-000118 3-1-1202 入户门`."""
    return f"{row.tag} {row.where} {tr(row.kind.value)}"


def loan_words(loan: LoanRow, today: date) -> str:
    """`2026-11-21 借，2026-11-22 还，逾期 2 天`."""
    late = loan.overdue(today)
    until = tr("{day} 还", day=loan.until) if loan.until is not None else ""
    over = tr("逾期 {n} 天", n=late) if late else ""
    return "，".join(part for part in (tr("{day} 借", day=loan.on), until, over) if part)


def move_words(move: MoveRow) -> str:
    """`借出 1 把，郑凯（宏盛装饰），装修量尺寸`."""
    what = tr(MOVE_WORDS[move.kind])
    count = tr("{what} {n} 把", what=what, n=move.pieces) if move.pieces else what
    if move.kind is Move.LOST and move.loan_id is not None:
        count = tr("借用人遗失 {n} 把", n=move.pieces)
    who = f"{move.who}（{move.company}）" if move.company else move.who
    words = "，".join(part for part in (count, who, move.why) if part)
    if move.undone:
        return tr("已撤销：{words}。{by}：{why}", words=words, by=move.undone_by, why=move.undone)
    return words


def move_detail(move: MoveRow) -> str:
    """The second, quieter line: number, until when, upon what, who allowed it, which paper."""
    kind = tr(WHO_WORDS[move.who_kind]) if move.who_kind is not None else ""
    numbers = " ".join(part for part in (kind, move.id_number, move.phone) if part)
    until = tr("至 {day}", day=move.until) if move.until is not None else ""
    allowed = tr("{name} 准许：{why}", name=move.approver, why=move.allowed_words) if move.approver else ""
    shown = numbers if move.kind in (Move.LENT, Move.IN_CARE, Move.HANDED_OVER) else ""
    parts = (shown, until, move.authority, move.basis, allowed, move.slip)
    return " · ".join(part for part in parts if part)


def consent_tone(row: ConsentRow) -> Tone:
    """Green may, red must not, grey once it does not hold."""
    if not row.holds:
        return "neutral"
    return "ok" if row.allow else "bad"


def consent_words(row: ConsentRow) -> str:
    """`可以借  宏盛装饰`."""
    return f"{tr('可以借') if row.allow else tr('不可以借')}　{row.name}"


def consent_detail(row: ConsentRow) -> str:
    """`装修期间 · 至 2026-12-31 · 业主 11-20 书面`."""
    last = row.ends_on - timedelta(days=1) if row.ends_on is not None else None
    until = tr("至 {day}", day=last) if last is not None else ""
    if row.over:
        until = tr("{day} 已结束", day=row.ends_on)
    elif row.later:
        until = tr("{day} 起", day=row.starts_on)
    return " · ".join(part for part in (row.words, until, row.source, row.ended_for) if part)


FOUND_TONES: dict[Found, str] = {Found.THERE: "ok", Found.MISSING: "bad", Found.UNEXPECTED: "warn"}


def found_of(line: CountLine, *, closed: bool) -> Status:
    """What a count says of a tag; before the close one that was not scanned yet is open."""
    if not closed and not line.touched and line.result is Found.MISSING:
        return Status("neutral", tr("没扫到"), hollow=True)
    return Status(FOUND_TONES[line.result], tr(line.result.value))


def count_state(row: CountRow) -> Status:
    """How a count stands."""
    if not row.closed:
        return Status("info", tr("正在清点"))
    if row.open:
        return Status("warn", tr("{n} 处没有说明", n=row.open))
    return Status("ok", tr("有差异，已说明") if row.missing or row.unexpected else tr("没有差异"))
