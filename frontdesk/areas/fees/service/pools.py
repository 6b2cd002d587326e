"""Shared costs (公摊): a total divided into charges, once (M4, T4)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.fees.model import Charge, FeeItem, SharedPool
from frontdesk.areas.fees.queries.pools import (
    POOL,
    SharePool,
    next_charge_no,
    pool_standing,
    pool_total,
    preview_pool,
    scope_words,
)
from frontdesk.areas.fees.rules.apportion import shared
from frontdesk.areas.fees.rules.kinds import Pricing
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Shared:
    """How many charges were made, how many stood already, and their sum; `borne` was charged to nobody."""

    pool_id: int
    made: int
    stood: int
    charged: Money
    borne: Money


def share_pool(work: Work, command: SharePool) -> Shared:
    """Divide a total and charge the shares. The same again makes nothing (T4).

    Asks first where units take no part because their area or people are not known. Raises `InvalidInput`, and
    `Refused` where a different total was divided under that name already.
    """
    work.require(Right.FEES_BILL)
    # Two desks that divide at once take turns, also with a month's billing.
    next_number(work.session, "billing")
    item = work.session.get_one(FeeItem, command.item_id)
    errors: dict[str, str] = {}
    if item.pricing is not Pricing.SHARED:
        errors["item_id"] = tr("{item} 不是公摊的项目", item=item.name)
    elif not item.active:
        errors["item_id"] = tr("{item} 已停用，请换一个收费项目", item=item.name)
    if not command.name.strip():
        errors["name"] = tr("请写清楚分摊的是什么")
    elif len(command.name.strip()) > 60:
        errors["name"] = tr("名称最多 {n} 个字", n=60)
    if errors:
        raise InvalidInput(errors)
    standing = pool_standing(work.session, command)
    if standing is not None:
        if standing.total == pool_total(command) and standing.way is command.way:
            return Shared(standing.id, 0, standing.units, standing.charged, standing.borne)
        raise Refused(
            tr(
                "{month} 的“{name}”已经分摊过 {total} 元。要再分一笔请换一个名称；分错了的用减免、补收调整",
                month=command.month,
                name=standing.name,
                total=standing.total,
            ),
            field="name",
        )
    plan = preview_pool(work.session, command)
    if plan.left_out:
        codes = "、".join(code for code, _ in plan.left_out[:4])
        more = tr("等 {n} 户", n=len(plan.left_out)) if len(plan.left_out) > 4 else ""
        work.confirm(
            "pool.left_out",
            tr(
                "{codes}{more}{why}，不参与分摊，由其余的房屋分担。继续吗？",
                codes=codes,
                more=more,
                why=plan.left_out[0][1],
            ),
        )
    span = command.month.span
    pool = SharedPool(
        item_id=item.id, name=command.name.strip(), period=str(command.month), starts_on=span.start,
        ends_on=span.end, due_on=plan.due_on, total=plan.total, quantity=command.quantity, price=command.price,
        way=command.way, applies=scope_words(work.session, command, len(plan.shares))[:200], units=plan.made,
        charged=plan.charged, borne=plan.borne, made_on=work.today(), made_at=work.now(), made_by=work.actor.name,
    )  # fmt: skip
    work.session.add(pool)
    work.session.flush()
    numbers = next_charge_no(work.session, item.id, command.month)
    for share in plan.shares:
        if not share.charged or not share.amount:
            continue
        told = shared(share.amount, f"{pool.name} {share.how}"[:300])
        work.session.add(
            Charge(
                unit_id=share.unit_id, item_id=item.id, period=pool.period, no=numbers.get(share.unit_id, 0) + 1,
                starts_on=span.start, ends_on=span.end, due_on=plan.due_on, amount=told.amount, owed=told.amount,
                how=told.how, lines=told.stored, payer_id=share.payer_id, payer_name=share.payer_name[:80],
                made_on=work.today(), made_at=work.now(), made_by=work.actor.name, source_kind=POOL,
                source_id=pool.id,
            )
        )  # fmt: skip
    work.session.flush()
    work.touch("charges", "pools")
    return Shared(pool.id, plan.made, 0, plan.charged, plan.borne)
