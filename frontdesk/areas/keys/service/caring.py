"""Keys in our care (托管): the owner's signed authority, its end, and the agreement; and the end of care (D3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import Move, Slip
from frontdesk.areas.keys.service.common import (
    Pieces,
    add_move,
    day_of,
    known,
    lock_keys,
    may_write,
    shown,
    slip_number,
    standing_now,
    tidy,
)
from frontdesk.areas.keys.service.slips import freeze_agreement, freeze_handover
from frontdesk.areas.keys.service.takers import check_taker
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Care:
    """The signed authority in words, and the last day of care (None: until it is called back)."""

    authority: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TakeIntoCare:
    """Keys of one unit that hang here already go, or stay, in our care: a first agreement, or a new one."""

    key_ids: tuple[int, ...]
    who: Who
    care: Care
    on: date | None = None


@dataclass(frozen=True, slots=True)
class EndCare:
    """The owner, or somebody with the owner's word (`authority`), takes all keys of a tag back."""

    key_id: int
    who: Who
    authority: str = ""
    on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cared:
    """The paper that was made: its form and number."""

    form: Slip
    number: str


def check_care(work: Work, care: Care, on: date, *, of_unit: bool) -> Care:
    """The authority as it can be stored. Raises `Refused`."""
    if not of_unit:
        raise Refused(tr("托管的是业主的钥匙，请选房号；公共部位的钥匙按收到登记"), field="unit_id")
    authority = tidy(
        care.authority, missing=tr("请写明业主签的委托，如 业主 11-20 签字的委托书"), field="authority"
    )
    if care.until is not None and care.until < max(on, work.today()):
        raise Refused(tr("托管到期日不能早于今天"), field="until")
    return Care(authority, care.until)


def take_into_care(work: Work, command: TakeIntoCare) -> Cared:
    """Make the agreement for keys that hang here; a new one takes the place of the last."""
    may_write(work)
    keys = lock_keys(work, command.key_ids)
    rows = shown(work, command.key_ids)
    units = {key.unit_id for key in keys.values()}
    if len(units) != 1:
        raise Refused(tr("一份托管协议只写一户的钥匙，请分开办"), field="keys")
    unit_id = units.pop()
    who, on = known(work, command.who), day_of(work, command.on)
    care = check_care(work, command.care, on, of_unit=unit_id is not None)
    held = []
    for key in keys.values():
        stands = standing_now(work, key)
        if not stands.on_hand and not stands.out:
            raise Refused(
                tr("{tag} 不在这里（{state}），不能托管", tag=key.tag, state=tr(rows[key.id].state.value))
            )
        held.append(Pieces(key.id, stands.on_hand + stands.out))
    number = slip_number(work, Slip.CARE, on)
    moves = [
        add_move(
            work,
            key,
            Move.IN_CARE,
            0,
            on=on,
            who=who,
            until=care.until,
            authority=care.authority,
            slip=number,
        )
        for key in keys.values()
    ]
    if unit_id is None:  # pragma: no cover - check_care has refused it
        raise Refused(tr("没有这户，请重新选择"))
    freeze_agreement(work, number, unit_id, who, held, care.until, care.authority, on, moves[0].id)
    return Cared(Slip.CARE, number)


def end_care(work: Work, command: EndCare) -> Cared:
    """Give the keys of a tag back to the owner: care is over, the 交接单 says so."""
    may_write(work)
    key = lock_keys(work, (command.key_id,))[command.key_id]
    stands = standing_now(work, key)
    if not stands.in_care:
        raise Refused(tr("{tag} 没有在托管", tag=key.tag))
    if stands.out:
        raise Refused(
            tr(
                "{tag} 还有 {n} 把借在外面（{who}），请先收回再结束托管",
                tag=key.tag,
                n=stands.out,
                who="、".join(loan.who for loan in stands.loans),
            )
        )
    who, on = known(work, command.who), day_of(work, command.on)
    authority = check_taker(work, key, who, command.authority, on)
    words = "；".join(part for part in (tidy(command.words), authority) if part) or tr("托管结束，交还业主")
    number = slip_number(work, Slip.HANDOVER, on)
    move = add_move(
        work,
        key,
        Move.CARE_ENDED,
        stands.on_hand,
        on=on,
        who=who,
        why=words,
        authority=authority,
        slip=number,
    )
    taken = (Pieces(key.id, stands.on_hand),)
    freeze_handover(work, number, taken, who, on, words, move.id, incoming=False)
    return Cared(Slip.HANDOVER, number)
