"""The fee item by which a higher area charges by hand, made at its first need."""

from __future__ import annotations

from sqlalchemy import func, select

from frontdesk.areas.fees.model import FeeItem
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing
from frontdesk.base.store.settings import get_setting, set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


def hand_item(work: Work, setting: str, category: Category, name: str, *, any_of_kind: bool = False) -> int:
    """The item that is set under *setting*; with *any_of_kind* else the first of *category* charged by hand; else
    the one called *name*; else a new one at the end of the office's list. It is remembered under *setting*.

    Raises `Refused` when an item called *name* is out of use or not charged by hand.
    """
    session = work.session
    chosen = get_setting(session, setting)
    item = session.get(FeeItem, chosen) if isinstance(chosen, int) else None
    if item is not None and item.active and item.pricing is Pricing.HAND:
        return item.id
    found = None
    if any_of_kind:
        found = session.scalar(
            select(FeeItem)
            .where(FeeItem.active, FeeItem.pricing == Pricing.HAND, FeeItem.category == category)
            .order_by(FeeItem.id)
            .limit(1)
        )
    if found is None:
        found = session.scalar(select(FeeItem).where(FeeItem.name == name))
    if found is None:
        found = FeeItem(
            name=name,
            category=category,
            pricing=Pricing.HAND,
            cycle=Cycle.ONCE,
            due_day=31,
            active=True,
            sort=int(session.scalar(select(func.max(FeeItem.sort))) or 0) + 1,
            made_at=work.now(),
        )
        session.add(found)
        session.flush()
        work.touch("fee_items")
    elif not found.active or found.pricing is not Pricing.HAND:
        raise Refused(tr("收费项目“{name}”已停用或不是手工录入的，请到“收费项目”里改好再收", name=name))
    set_setting(work, setting, found.id)
    return found.id
