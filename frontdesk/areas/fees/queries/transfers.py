"""What splitting a charge between the old and the new owner would come to (M2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, func, literal_column, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import UnitRole
from frontdesk.areas.archives.queries import payer_of
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.fees.model import Charge, ChargeAdjustment, ChargeSettlement
from frontdesk.areas.fees.rules.transfers import SPLIT, Halves, halves
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Span
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """Who pays for which days. `moves_to_old` says whose part leaves the charge: it names the other one."""

    charge_id: int
    net: Money
    halves: Halves
    old_id: int | None
    old_name: str
    new_id: int | None
    new_name: str
    moves_to_old: bool

    @property
    def moved(self) -> Money:
        """What leaves the charge and becomes the other's."""
        return self.halves.old if self.moves_to_old else self.halves.new


def split_plan(session: Session, charge_id: int, on: date) -> SplitPlan:
    """The plan for a transfer on a day, the new owner's first.

    Raises `Refused` where something of the charge was paid, where nobody else owes from that day on, and where
    the day is outside the charge's.
    """
    charge = session.get_one(Charge, charge_id)
    if _was_split(session, charge):
        raise Refused(tr("这笔已经分过了，要改请用减免、补收"))
    adjusted = select(func.sum(ChargeAdjustment.amount)).where(ChargeAdjustment.charge_id == charge_id)
    net = charge.amount + (session.scalar(adjusted) or ZERO)
    paid = select(func.sum(ChargeSettlement.amount)).where(ChargeSettlement.charge_id == charge_id)
    if (session.scalar(paid) or ZERO) or not net:
        raise Refused(tr("这笔已经收过款，不能再按天分给两家"))
    parts = halves(net, Span(charge.starts_on, charge.ends_on), on)
    old_id, old_name = payer_of(session, charge.unit_id, on - timedelta(days=1))
    new_id, new_name = payer_of(session, charge.unit_id, on)
    if not old_name or not new_name:
        raise Refused(tr("档案里 {day} 前后没有两位业主，请先登记过户", day=on.isoformat()), field="on")
    if (old_id, old_name) == (new_id, new_name):
        raise Refused(tr("{day} 前后都是{name}交款，不用分", day=on.isoformat(), name=old_name), field="on")
    named = (charge.payer_id, charge.payer_name)
    if named not in ((old_id, old_name), (new_id, new_name)):
        raise Refused(
            tr(
                "这笔的交款人是{payer}，不是 {day} 过户的两家",
                payer=charge.payer_name or tr("（无）"),
                day=on.isoformat(),
            ),
            field="on",
        )
    return SplitPlan(
        charge_id, net, parts, old_id, old_name, new_id, new_name, moves_to_old=named == (new_id, new_name)
    )


def _was_split(session: Session, charge: Charge) -> bool:
    """What is left of a charge is not shared by the days of the whole a second time."""
    parts = exists().where(
        Charge.source_kind == SPLIT, Charge.source_kind != literal_column("''"), Charge.source_id == charge.id
    )
    return charge.source_kind == SPLIT or bool(session.scalar(select(parts)))


def transfer_days(session: Session, charge_id: int) -> tuple[date, ...]:
    """Days inside a charge's on which somebody became the unit's owner: what the dialog offers first."""
    charge = session.get_one(Charge, charge_id)
    if _was_split(session, charge):
        return ()
    return tuple(
        day
        for day in session.scalars(
            select(UnitRole.starts_on)
            .where(
                UnitRole.unit_id == charge.unit_id,
                UnitRole.kind == RoleKind.OWNER,
                UnitRole.starts_on > charge.starts_on,
                UnitRole.starts_on < charge.ends_on,
            )
            .distinct()
            .order_by(UnitRole.starts_on)
        )
        if day is not None
    )
