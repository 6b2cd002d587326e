"""The office's public keys, and what a scanned code turns out to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.permits.model.goods import GoodsPass, GoodsReturn, GoodsReturnVoid, GoodsVoid
from frontdesk.areas.permits.model.signing import SigningKey, SigningKeyBackup
from frontdesk.areas.permits.queries.kinds import kinds
from frontdesk.areas.permits.queries.permits import PermitFilter, permit_rows
from frontdesk.areas.permits.rules import code
from frontdesk.areas.permits.rules.course import STATE_WORDS, State
from frontdesk.areas.permits.rules.verify_page import KIND_WORDS, PageFacts, fill
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.resources import resource
from frontdesk.base.values.text import tr

GoneSource = Callable[[Session, datetime], Iterable[tuple[str, str]]]

gone_sources: list[GoneSource] = []
"""Whoever else issues papers with signed codes and knows which are no longer good: number and word."""
_GONE = frozenset({State.LOST, State.REPLACED, State.WITHDRAWN, State.RETURNED, State.ENDED})


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A public key; `public` is 64 hexadecimal digits. `backed_up_at` is None while no backup of it was made."""

    key: str
    public: str
    starts_on: date
    reason: str
    by: str
    backed_up_at: datetime | None


def key_rows(session: Session) -> tuple[KeyRow, ...]:
    """All keys, the one that signs first."""
    last = (
        select(SigningKeyBackup.key_id, func.max(SigningKeyBackup.at).label("at"))
        .group_by(SigningKeyBackup.key_id)
        .subquery()
    )
    rows = session.execute(
        select(SigningKey, last.c.at)
        .outerjoin(last, last.c.key_id == SigningKey.id)
        .order_by(SigningKey.id.desc())
    )
    return tuple(KeyRow(k.key, k.public, k.starts_on, k.reason, k.by, at) for k, at in rows)


def public_keys(session: Session) -> dict[str, bytes]:
    """Every key the office has signed with, by its short name."""
    rows = session.execute(select(SigningKey.key, SigningKey.public))
    return {row.key: bytes.fromhex(row.public) for row in rows}


def judge_code(session: Session, text: str, at: datetime) -> code.Judgement:
    """What the code itself says, by the office's own keys; *at* is the wall clock's time."""
    return code.judge(text, public_keys(session), at)


def verify_page(session: Session, at: datetime) -> str:
    """The gate's page with this office's public keys, as HTML; *at* is the wall clock's time."""
    facts = PageFacts(
        estate=str(get_setting(session, "estate.name", "")),
        office=str(get_setting(session, "office.name", "")),
        phone=str(get_setting(session, "office.phone", "")),
        made=f"{at:%Y-%m-%d %H:%M}",
        keys={row.key: row.public for row in key_rows(session)},
        kinds=KIND_WORDS | {row.facts.prefix: row.facts.name for row in kinds(session, at.date())},
        revoked=no_longer_good(session, at),
    )
    return fill(resource("verify.html").read_text(encoding="utf-8"), facts)


def no_longer_good(session: Session, at: datetime) -> dict[str, str]:
    """Numbers whose codes still say that they are good, and the word why they are not: what the gate cannot know."""
    rows = permit_rows(session, PermitFilter("all"), at.date(), limit=None)
    found = {
        row.number: tr(STATE_WORDS[row.state][1])
        for row in rows
        if row.state in _GONE and row.ends_on >= at.date()
    }
    passes = (
        select(GoodsPass.number, GoodsVoid.id.label("void"))
        .outerjoin(GoodsVoid, GoodsVoid.pass_id == GoodsPass.id)
        .outerjoin(GoodsReturn, GoodsReturn.pass_id == GoodsPass.id)
        .outerjoin(GoodsReturnVoid, GoodsReturnVoid.return_id == GoodsReturn.id)
        .where(
            GoodsPass.ends_at >= at.astimezone(),
            or_(GoodsVoid.id.is_not(None), and_(GoodsReturn.id.is_not(None), GoodsReturnVoid.id.is_(None))),
        )
    )
    for row in session.execute(passes):
        found[row.number] = tr("已作废") if row.void is not None else tr("已放行过")
    for source in gone_sources:
        found.update(source(session, at))
    return found
