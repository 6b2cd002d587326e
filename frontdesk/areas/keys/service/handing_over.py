"""Keys that leave the office for good (移交): to the owner, or to whom the owner has sent, with a 交接单 (D3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import Move, Slip
from frontdesk.areas.keys.service.common import (
    MOST_KEYS,
    Pieces,
    add_move,
    check_pieces,
    day_of,
    known,
    lock_keys,
    made_before,
    may_write,
    part,
    slip_number,
    standing_now,
    tidy,
)
from frontdesk.areas.keys.service.slips import freeze_handover
from frontdesk.areas.keys.service.takers import check_taker
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class HandOver:
    """Keys of one or several tags to somebody for good. A home's go to its owner, or with the owner's word."""

    keys: tuple[Pieces, ...]
    who: Who
    authority: str = ""
    on: date | None = None
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The 交接单's number, and how many keys went."""

    number: str
    pieces: int
    again: bool = False


def hand_over(work: Work, command: HandOver) -> HandedOver:
    """Hand keys over for good. Only what hangs here can be handed over."""
    may_write(work)
    before = made_before(work, command.token)
    if before is not None:
        return HandedOver(before.slip, sum(each.pieces for each in command.keys), again=True)
    if not command.keys:
        raise Refused(tr("请选要移交的钥匙"), field="keys")
    if len(command.keys) > MOST_KEYS:
        raise Refused(tr("一次最多移交 {n} 块牌，请分几次", n=MOST_KEYS), field="keys")
    keys = lock_keys(work, (each.key_id for each in command.keys))
    who, on, words = known(work, command.who), day_of(work, command.on), tidy(command.words)
    authority = ""
    for key in keys.values():
        authority = check_taker(work, key, who, command.authority, on) or authority
    told = "；".join(part for part in (words, authority) if part)
    number = slip_number(work, Slip.HANDOVER, on)
    moves = []
    for at, each in enumerate(command.keys):
        key, pieces = keys[each.key_id], check_pieces(each.pieces)
        on_hand = standing_now(work, key).on_hand
        if pieces > on_hand:
            raise Refused(
                tr("{tag} 柜里只有 {there} 把，不能移交 {n} 把", tag=key.tag, there=on_hand, n=pieces),
                field="pieces",
            )
        moves.append(
            add_move(
                work, key, Move.HANDED_OVER, pieces, on=on, who=who, why=words, authority=authority,
                slip=number, token=part(command.token, at),
            )
        )  # fmt: skip
    freeze_handover(work, number, command.keys, who, on, told, moves[0].id, incoming=False)
    return HandedOver(number, sum(each.pieces for each in command.keys))
