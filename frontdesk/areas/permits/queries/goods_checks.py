"""What must always hold of goods passes, named in words where it does not."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.permits.model.goods import GoodsLine, GoodsPass, GoodsReturn, GoodsReturnVoid, GoodsVoid
from frontdesk.areas.permits.rules.goods import FORM, SERIES, pass_number
from frontdesk.base.store.numbers import last_number
from frontdesk.base.store.papers import Paper
from frontdesk.base.values.text import tr

_MOST_NAMED = 20


def broken_goods(session: Session) -> list[str]:
    """Gaps in the numbers (T11), pieces that are not the lines' sum, passes without a paper, ticks twice or void."""
    return [*_numbers(session), *_pieces(session), *_papers(session), *_ticks(session)]


def _numbers(session: Session) -> list[str]:
    last = last_number(session, SERIES)
    known = set(session.scalars(select(GoodsPass.number)))
    missing = [pass_number(n) for n in range(1, last + 1) if pass_number(n) not in known]
    said = [tr("出门条 {number} 缺号", number=number) for number in missing[:_MOST_NAMED]]
    if len(known) + len(missing) > last:
        said.append(tr("出门条有 {n} 张，号码簿只记到 {last}", n=len(known), last=last))
    return said


def _pieces(session: Session) -> list[str]:
    lines = (
        select(GoodsLine.pass_id, func.sum(GoodsLine.count).label("n")).group_by(GoodsLine.pass_id).subquery()
    )
    found = session.scalars(
        select(GoodsPass.number)
        .outerjoin(lines, lines.c.pass_id == GoodsPass.id)
        .where(GoodsPass.pieces != func.coalesce(lines.c.n, 0))
    )
    return [tr("出门条 {number} 的件数与各行不符", number=number) for number in found]


def _papers(session: Session) -> list[str]:
    found = session.scalars(
        select(GoodsPass.number)
        .outerjoin(Paper, (Paper.form == FORM) & (Paper.number == GoodsPass.number))
        .where(Paper.id.is_(None))
    )
    return [tr("出门条 {number} 没有存下的纸", number=number) for number in found]


def _ticks(session: Session) -> list[str]:
    back = (
        select(GoodsReturn.pass_id, func.count().label("n"))
        .outerjoin(GoodsReturnVoid, GoodsReturnVoid.return_id == GoodsReturn.id)
        .where(GoodsReturnVoid.id.is_(None))
        .group_by(GoodsReturn.pass_id)
        .subquery()
    )
    found = session.scalars(
        select(GoodsPass.number)
        .join(back, back.c.pass_id == GoodsPass.id)
        .outerjoin(GoodsVoid, GoodsVoid.pass_id == GoodsPass.id)
        .where((back.c.n > 1) | GoodsVoid.id.is_not(None))
    )
    return [tr("出门条 {number} 的门岗联记了两次，或作废后又记", number=number) for number in found]
