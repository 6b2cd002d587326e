"""Keys that come to the office: registered under a tag each, with their 交接单, or put into our care (D3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.keys.model import Key, KeyMovement
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import TAG_SERIES, KeyKind, Move, Slip
from frontdesk.areas.keys.rules.tags import tag_code
from frontdesk.areas.keys.service.caring import Care, check_care
from frontdesk.areas.keys.service.common import (
    MOST_KEYS,
    Pieces,
    add_move,
    check_pieces,
    day_of,
    known,
    lock_key,
    made_before,
    may_write,
    part,
    slip_number,
    standing_now,
    tidy,
    unit_code,
)
from frontdesk.areas.keys.service.slips import freeze_agreement, freeze_handover
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class NewKey:
    """Keys that get a tag: what they open, how many, and where they will hang."""

    kind: KeyKind
    pieces: int = 1
    cabinet: str = ""
    hook: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Receive:
    """Keys of a unit, or of a place in words, from somebody; with `care` the owner leaves them in our care.

    `on` None is today. `token` is made when the form opens (T23).
    """

    keys: tuple[NewKey, ...]
    who: Who
    unit_id: int | None = None
    place: str = ""
    on: date | None = None
    words: str = ""
    care: Care | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiveMore:
    """More keys for a tag that is there."""

    key_id: int
    pieces: int
    who: Who
    on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The tags and the slip they stand on: its form and number."""

    key_ids: tuple[int, ...]
    tags: tuple[str, ...]
    form: Slip
    number: str
    again: bool = False


def receive(work: Work, command: Receive) -> Received:
    """Register keys that somebody brings: a tag for each, a movement, and one paper for all of them."""
    may_write(work)
    before = made_before(work, command.token)
    if before is not None:
        return _again(work, before)
    if not command.keys:
        raise Refused(tr("请至少写一种钥匙"), field="keys")
    if len(command.keys) > MOST_KEYS:
        raise Refused(tr("一次最多登记 {n} 块牌，请分几次", n=MOST_KEYS), field="keys")
    place = tidy(command.place, field="place", most=120)
    if command.unit_id is None and not place:
        raise Refused(tr("请选房号，或写明是哪里的钥匙"), field="unit_id")
    if command.unit_id is not None:
        unit_code(work, command.unit_id)
        must_stand(work.session, command.unit_id)
    who = known(work, command.who)
    on = day_of(work, command.on)
    words = tidy(command.words)
    care = check_care(work, command.care, on, of_unit=command.unit_id is not None) if command.care else None
    slip = Slip.CARE if care else Slip.HANDOVER
    number = slip_number(work, slip, on)
    keys = [_make(work, command, new, on, place) for new in command.keys]
    moves = []
    for at, (key, new) in enumerate(zip(keys, command.keys, strict=True)):
        moves.append(
            add_move(
                work, key, Move.IN_CARE if care else Move.RECEIVED, new.pieces, on=on, who=who, why=words,
                until=care.until if care else None, authority=care.authority if care else "",
                slip=number, token=part(command.token, at),
            )
        )  # fmt: skip
    taken = tuple(Pieces(key.id, new.pieces) for key, new in zip(keys, command.keys, strict=True))
    if care is not None and command.unit_id is not None:
        freeze_agreement(
            work, number, command.unit_id, who, taken, care.until, care.authority, on, moves[0].id
        )
    else:
        freeze_handover(work, number, taken, who, on, words, moves[0].id, incoming=True)
    return Received(tuple(key.id for key in keys), tuple(key.tag for key in keys), slip, number)


def receive_more(work: Work, command: ReceiveMore) -> Received:
    """More keys for a tag: a copy that was cut, a set handed in later."""
    may_write(work)
    key = lock_key(work, command.key_id)
    pieces = check_pieces(command.pieces)
    check_pieces(pieces + max(0, standing_now(work, key).pieces))
    who, on, words = known(work, command.who), day_of(work, command.on), tidy(command.words)
    number = slip_number(work, Slip.HANDOVER, on)
    move = add_move(work, key, Move.RECEIVED, pieces, on=on, who=who, why=words, slip=number)
    freeze_handover(work, number, (Pieces(key.id, pieces),), who, on, words, move.id, incoming=True)
    return Received((key.id,), (key.tag,), Slip.HANDOVER, number)


def _make(work: Work, command: Receive, new: NewKey, on: date, place: str) -> Key:
    check_pieces(new.pieces, field="keys")
    key = Key(
        tag=tag_code(next_number(work.session, TAG_SERIES)),
        unit_id=command.unit_id,
        place=place,
        kind=new.kind,
        cabinet=tidy(new.cabinet, field="keys", most=40),
        hook=tidy(new.hook, field="keys", most=20),
        words=tidy(new.words, field="keys"),
        made_on=on,
        made_at=work.now(),
        made_by=work.actor.name,
    )
    work.session.add(key)
    work.session.flush()
    return key


def _again(work: Work, first: KeyMovement) -> Received:
    found = work.session.execute(
        select(Key.id, Key.tag)
        .join(KeyMovement, KeyMovement.key_id == Key.id)
        .where(KeyMovement.slip == first.slip)
        .order_by(KeyMovement.id)
    ).all()
    form = Slip.CARE if first.kind is Move.IN_CARE else Slip.HANDOVER
    return Received(tuple(r.id for r in found), tuple(r.tag for r in found), form, first.slip, again=True)
