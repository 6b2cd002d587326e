"""Newspapers and magazines by unit and term (D2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.reception.model.parcels import Subscription, SubscriptionEnd
from frontdesk.areas.reception.service.desk_common import check_unit, may_write, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

TOPIC = "subscriptions"
MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class Subscribe:
    """A title ordered for a unit, from a day to `last_on`, which is its last day. `token` is the form's (T23)."""

    unit_id: int | None
    title: str
    starts_on: date
    last_on: date
    copies: int = 1
    subscriber: str = ""
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class EndSubscription:
    """It ends after `last_on`, sooner than ordered; None: it was entered by mistake and never ran."""

    subscription_id: int
    reason: str
    last_on: date | None = None


def subscribe(work: Work, command: Subscribe) -> int:
    """Write it down; gives its id. The same title for the same unit and days is asked about."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(Subscription.id).where(Subscription.token == command.token))
        if before is not None:
            return before
    if command.unit_id is None:
        raise Refused(tr("请选订报的房号"), field="unit_id")
    check_unit(work, command.unit_id)
    title = tidy(command.title, missing=tr("请填报刊名称"), field="title", most=80)
    if command.last_on < command.starts_on:
        raise Refused(tr("止期不能早于起期"), field="last_on")
    if not 1 <= command.copies <= MOST_COPIES:
        raise Refused(tr("份数在 1 到 {n} 之间", n=MOST_COPIES), field="copies")
    ends_on = command.last_on + timedelta(days=1)
    same = work.session.scalar(
        select(Subscription.id)
        .outerjoin(SubscriptionEnd, SubscriptionEnd.subscription_id == Subscription.id)
        .where(
            Subscription.unit_id == command.unit_id,
            Subscription.title == title,
            Subscription.starts_on < ends_on,
            Subscription.ends_on > command.starts_on,
            SubscriptionEnd.ends_on.is_(None) | (SubscriptionEnd.ends_on > command.starts_on),
        )
        .limit(1)
    )
    if same is not None:
        work.confirm("same_title", tr("这户这段时间已经订了《{title}》，再订一份吗？", title=title))
    row = Subscription(
        unit_id=command.unit_id, title=title, copies=command.copies,
        subscriber=tidy(command.subscriber, field="subscriber", most=80), starts_on=command.starts_on,
        ends_on=ends_on, words=tidy(command.words), at=work.now(), by_id=work.actor.id, by=work.actor.name,
        token=command.token,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.touch(TOPIC)
    return row.id


def end_subscription(work: Work, command: EndSubscription) -> str:
    """End it sooner; gives the title."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明停订的原因"), field="reason")
    query = select(Subscription).where(Subscription.id == command.subscription_id).with_for_update()
    row = work.session.scalar(query)
    if row is None:
        raise Refused(tr("没有这份订阅，请重新选择"))
    if work.session.scalar(select(SubscriptionEnd.id).where(SubscriptionEnd.subscription_id == row.id)):
        raise Refused(tr("《{title}》已经停订，没有再记", title=row.title))
    ends_on = row.starts_on if command.last_on is None else command.last_on + timedelta(days=1)
    if not row.starts_on <= ends_on <= row.ends_on:
        raise Refused(
            tr(
                "停订日在 {first} 和 {last} 之间",
                first=row.starts_on,
                last=row.ends_on - timedelta(days=1),
            ),
            field="last_on",
        )
    work.session.add(
        SubscriptionEnd(
            subscription_id=row.id,
            ends_on=ends_on,
            reason=reason,
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch(TOPIC)
    return row.title
