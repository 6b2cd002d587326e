"""What breaks the limitation of debts (M8.4), entered when it happens: signed papers, written promises, suits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select, tuple_

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.fees.documents import Demand, LawyerLetter, PaymentNotice
from frontdesk.areas.fees.model import (
    Charge,
    FeeItem,
    LimitationAct,
    LimitationActCharge,
    Notice,
    NoticeDelivery,
)
from frontdesk.areas.fees.rules.kinds import ActKind, NoticeKind
from frontdesk.areas.fees.rules.steps import STEP_WORDS
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

BY_HAND = (ActKind.SIGNED, ActKind.PROMISE, ActKind.COURT)
LONGEST = 200
_NOTHING: ColumnElement[Any] = literal_column("0")


@dataclass(frozen=True, slots=True)
class AddLimitationAct:
    """Something that broke the limitation of a unit's overdue debts: of these charges, of all where none is given.

    `words` say what it was, `proof_ref` where the paper is kept.
    """

    unit_id: int
    kind: ActKind
    acted_on: date | None
    words: str
    proof_ref: str = ""
    charge_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class VoidLimitationAct:
    """An act that was entered by mistake; it stays readable with the reason."""

    act_id: int
    reason: str


def add_limitation_act(work: Work, command: AddLimitationAct) -> int:
    """The act's id. Raises `InvalidInput` for what is missing, `Refused` when the unit owes nothing overdue."""
    work.require(Right.NOTICES_PRINT)
    work.session.get_one(Unit, command.unit_id)
    errors: dict[str, str] = {}
    day = command.acted_on
    if command.kind not in BY_HAND:
        errors["kind"] = tr("请选签收催缴、书面承诺，或起诉或仲裁")
    if day is None:
        errors["acted_on"] = tr("请填日期")
    elif day > work.today():
        errors["acted_on"] = tr("日期在今天之后，请核对")
    if not command.words.strip():
        errors["words"] = tr("请写明是什么文书、谁签的")
    elif len(command.words.strip()) > LONGEST:
        errors["words"] = tr("最多 {n} 个字", n=LONGEST)
    if errors:
        raise InvalidInput(errors)
    assert day is not None
    charges = command.charge_ids or tuple(_overdue(work, command.unit_id, day))
    if not charges:
        raise Refused(tr("这一户在 {day} 没有过了期限还没缴的费用", day=day.isoformat()), field="acted_on")
    return enter_act(
        work,
        command.unit_id,
        command.kind,
        day,
        charges,
        words=command.words.strip(),
        proof_ref=command.proof_ref.strip()[:LONGEST],
    )


def void_limitation_act(work: Work, command: VoidLimitationAct) -> None:
    """Take an act back. Raises `Refused` without a reason and for one that was taken back already."""
    work.require(Right.NOTICES_PRINT)
    if not command.reason.strip():
        raise Refused(tr("请填作废的原因"), field="reason")
    act = work.session.get_one(LimitationAct, command.act_id)
    gone = work.session.scalar(select(LimitationAct.id).where(LimitationAct.voids_id == act.id))
    if gone is not None or act.kind is ActKind.VOID:
        raise Refused(tr("这一条已经作废"))
    work.session.add(
        LimitationAct(
            unit_id=act.unit_id,
            kind=ActKind.VOID,
            acted_on=work.today(),
            words=command.reason.strip()[:LONGEST],
            delivery_id=None,
            promise_id=None,
            voids_id=act.id,
            made_at=work.now(),
            made_by=work.actor.name,
        )
    )
    work.touch("notices")


def enter_act(
    work: Work,
    unit_id: int,
    kind: ActKind,
    day: date,
    charge_ids: Iterable[int],
    *,
    words: str,
    proof_ref: str = "",
    delivery_id: int | None = None,
    promise_id: int | None = None,
) -> int:
    """Store an act with the debts it speaks of; its id."""
    act = LimitationAct(
        unit_id=unit_id,
        kind=kind,
        acted_on=day,
        words=words[:LONGEST],
        proof_ref=proof_ref,
        delivery_id=delivery_id,
        promise_id=promise_id,
        voids_id=None,
        made_at=work.now(),
        made_by=work.actor.name,
    )
    work.session.add(act)
    work.session.flush()
    work.session.add_all(
        LimitationActCharge(act_id=act.id, charge_id=charge_id) for charge_id in dict.fromkeys(charge_ids)
    )
    work.touch("notices")
    return act.id


def promised(work: Work, unit_id: int, promise_id: int, words: str, proof_ref: str) -> None:
    """A promise in writing: it breaks the limitation of everything the unit owes that is overdue."""
    charges = _overdue(work, unit_id, work.today())
    if charges:
        enter_act(
            work, unit_id, ActKind.PROMISE, work.today(), charges, words=words, proof_ref=proof_ref,
            promise_id=promise_id,
        )  # fmt: skip


def signed(work: Work, notice: Notice, delivery: NoticeDelivery) -> None:
    """Somebody put their name to a paper: it breaks the limitation of the debts that stand on it."""
    charges = _named(work, notice)
    if not charges:
        return
    words = tr(
        "{paper} {number}，{who}签收", paper=tr(STEP_WORDS[notice.kind]), number=notice.number,
        who=delivery.received_by,
    )  # fmt: skip
    enter_act(
        work, notice.unit_id, ActKind.SIGNED, delivery.delivered_on, charges, words=words,
        proof_ref=delivery.proof_ref, delivery_id=delivery.id,
    )  # fmt: skip


def _overdue(work: Work, unit_id: int, day: date) -> list[int]:
    return list(
        work.session.scalars(
            select(Charge.id).where(Charge.unit_id == unit_id, Charge.owed != _NOTHING, Charge.due_on < day)
        )
    )


def _named(work: Work, notice: Notice) -> list[int]:
    """The charges a paper speaks of. A payment notice names items and periods, the others the charges themselves."""
    if notice.kind is NoticeKind.LAWYER:
        return list(LawyerLetter.from_json(notice.document).charge_ids)
    if notice.kind is not NoticeKind.NOTICE:
        return [line.charge_id for line in Demand.from_json(notice.document).lines]
    lines = {(line.item, line.period) for line in PaymentNotice.from_json(notice.document).lines}
    return list(
        work.session.scalars(
            select(Charge.id)
            .join(FeeItem, FeeItem.id == Charge.item_id)
            .where(
                Charge.unit_id == notice.unit_id,
                Charge.made_at <= notice.issued_at,
                tuple_(FeeItem.name, Charge.period).in_(sorted(lines)),
            )
        )
    )
