"""The board by step (07), and the counts of the strip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.model import Deposit, DepositSettlement, DepositSettlementVoid, DepositVoid
from frontdesk.areas.decoration.model.files import DecorationStep
from frontdesk.areas.decoration.queries.files import last_steps, load
from frontdesk.areas.decoration.queries.needing import line_of, missing_words
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.board import Line
from frontdesk.areas.decoration.rules.course import COLUMN_OF, OVER, Column, State, Step
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.areas.decoration.rules.papers14 import Stage
from frontdesk.areas.decoration.rules.terms import SOURCE
from frontdesk.base.values.text import tr

SHORTEST_FIRM = 4
"""Letters of a firm's name that must be left when its place goes."""
ENDED = frozenset({State.REFUSED, State.WITHDRAWN, State.LAPSED})
"""Ended before it was built to the end; on the board while a deposit is held."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card: `code` and name, the short number, a second line, and what comes next with its tone.

    `foot` are the two lines that the board's foot says of it when it is chosen.
    """

    file_id: int
    number: str
    short_number: str
    unit_id: int
    unit: str
    applicant: str
    state: State
    version: int
    second: str
    line: Line
    foot: tuple[str, str]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column with its cards, the newest application first."""

    column: Column
    cards: tuple[Card, ...]


def board(session: Session, on: date, text: str = "") -> tuple[BoardColumn, ...]:
    """Every file under way in its column. *text* is part of a unit code, name, firm or number."""
    found: dict[Column, list[Card]] = {column: [] for column in Column}
    for facts in load(session, under_way_ids(session), on):
        column = column_of(facts)
        if column is not None and matches(facts, text):
            found[column].append(card_of(facts, on))
    return tuple(BoardColumn(column, tuple(cards)) for column, cards in found.items())


def under_way_ids(session: Session) -> list[int]:
    """Files that stand on the board, the newest first: those not over, and those over with a deposit held."""
    last = last_steps()
    rows = session.execute(
        select(DecorationStep.file_id, DecorationStep.after)
        .join(last, (last.c.file_id == DecorationStep.file_id) & (last.c.no == DecorationStep.no))
        .where(DecorationStep.after != State.ARCHIVED)
        .order_by(DecorationStep.file_id.desc())
    ).all()
    ended = [row.file_id for row in rows if row.after in OVER]
    held = _with_deposit(session, ended) if ended else set()
    return [row.file_id for row in rows if row.after not in OVER or row.file_id in held]


def _with_deposit(session: Session, ids: list[int]) -> set[int]:
    """Files that have a deposit which is not void and not wholly settled."""
    settled = (
        select(
            DepositSettlement.deposit_id,
            func.sum(DepositSettlement.refunded + DepositSettlement.deducted).label("sum"),
        )
        .outerjoin(DepositSettlementVoid, DepositSettlementVoid.settlement_id == DepositSettlement.id)
        .where(DepositSettlementVoid.id.is_(None))
        .group_by(DepositSettlement.deposit_id)
        .subquery()
    )
    rows = session.scalars(
        select(Deposit.source_id)
        .outerjoin(DepositVoid, DepositVoid.deposit_id == Deposit.id)
        .outerjoin(settled, settled.c.deposit_id == Deposit.id)
        .where(
            DepositVoid.id.is_(None),
            Deposit.source_kind == SOURCE,
            Deposit.source_id.in_(ids),
            Deposit.amount > func.coalesce(settled.c.sum, literal_column("0")),
        )
    )
    return {row for row in rows if row is not None}


def column_of(facts: FileFacts) -> Column | None:
    """Where the file stands on the board; None: it does not."""
    if facts.state in ENDED:
        return Column.REFUNDING if facts.held else None
    return COLUMN_OF.get(facts.state)


def matches(facts: FileFacts, text: str) -> bool:
    """Whether a file is one that somebody looks for."""
    wanted = text.strip().lower()
    told = (facts.unit, facts.applicant, facts.number, facts.contractor.name, facts.summary)
    return not wanted or any(wanted in part.lower() for part in told)


def card_of(facts: FileFacts, on: date) -> Card:
    """The card of a file."""
    return Card(
        facts.id, facts.number, facts.short_number, facts.unit_id, facts.unit, facts.applicant, facts.state,
        facts.version, second_line(facts), line_of(facts, on), foot_lines(facts),
    )  # fmt: skip


def firm_words(facts: FileFacts) -> str:
    """`锦合装饰`, or `业主自行`: the firm without its place and form."""
    firm = facts.contractor
    if firm.own_workers:
        return tr("业主自行")
    return short_firm(firm.name)


_PLACES = re.compile(
    "^(?:北京|上海|天津|重庆|浙江|江苏|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|陕西|甘肃|青海|"
    "宁夏|新疆|西藏|内蒙古|河北|山西|辽宁|吉林|黑龙江)?(?:省|市|自治区)?"
    "(?:杭州|宁波|温州|嘉兴|湖州|绍兴|金华|衢州|舟山|台州|丽水|南京|苏州|无锡|常州|南通|扬州|合肥|福州|厦门|南昌|济南|青岛|"
    "郑州|武汉|长沙|广州|深圳|佛山|东莞|珠海|南宁|海口|成都|贵阳|昆明|西安|兰州|西宁|银川|石家庄|太原|沈阳|大连|长春|哈尔滨)?市?"
)
"""Where a firm says it is from."""
_TAILS = ("有限责任公司", "股份有限公司", "有限公司", "工程", "设计", "装饰装修", "装修装饰")


def short_firm(name: str) -> str:
    """`锦合装饰` for `杭州锦合装饰工程有限公司`: the place, the legal form and what every such name says go."""
    short = _PLACES.sub("", name)
    if len(short) < SHORTEST_FIRM:
        short = name
    for tail in _TAILS:
        if short.endswith(tail) and len(short) > len(tail) + 1:
            short = short[: -len(tail)]
    return short[:12]


def second_line(facts: FileFacts) -> str:
    """The card's second line, by where the file stands."""
    firm = firm_words(facts)
    match facts.state:
        case State.RUNNING | State.STOPPED:
            return tr("{firm} · 至 {day}", firm=firm, day=facts.ends_on.isoformat())
        case State.FINISHED:
            return tr("竣工申请已收")
        case State.CHECKED:
            first = facts.last(Step.FIRST_PASS)
            return tr("初验 {day} 通过", day=f"{first.on:%m-%d}" if first is not None else "")
        case State.RECHECKED | State.SETTLED | State.ALLOWED | State.REFUNDED | State.ARCHIVED:
            return _deposit_words(facts)
        case state if state in ENDED:
            return _deposit_words(facts)
        case _:
            return f"{firm} · {scope_words(facts)}"


def _deposit_words(facts: FileFacts) -> str:
    if not facts.taken:
        return tr("没有押金")
    drawn = facts.settlement
    kept = drawn.deducted if drawn is not None and drawn.held == facts.taken else facts.deductions
    if kept:
        return tr("押金 {taken} − {kept}", taken=facts.taken, kept=kept)
    return tr("押金 {taken}", taken=facts.taken)


def scope_words(facts: FileFacts) -> str:
    """`全屋`, `厨卫翻新`: what the applicant calls it, else the rooms."""
    if facts.summary:
        return facts.summary
    rooms = list(dict.fromkeys(item.room for item in facts.standing))
    return "、".join(rooms[:3]) + (tr("等") if len(rooms) > 3 else "") if rooms else tr("内容待写")


def foot_lines(facts: FileFacts) -> tuple[str, str]:
    """What the board's foot says beside unit and name, and under it."""
    first = [facts.number, firm_words(facts)]
    if facts.last(Step.START) is not None:
        first.append(tr("施工证至 {day}", day=facts.ends_on.isoformat()))
    else:
        first.append(tr("计划 {a} 至 {b}", a=facts.starts_on.isoformat(), b=facts.ends_on.isoformat()))
    second = []
    if facts.taken:
        second.append(tr("押金 {amount} 已收", amount=facts.taken))
    elif facts.deposit_short:
        second.append(tr("押金 {amount} 待收", amount=facts.deposit_short))
    people = [worker for worker in facts.workers if worker.left_on is None]
    passes = sum(1 for worker in people if worker.permit_id is not None)
    if passes:
        second.append(tr("工人证 {n} 张", n=passes))
    elif people:
        second.append(tr("施工人员 {n} 人", n=len(people)))
    patrols = sum(1 for visit in facts.visits if visit.kind is VisitKind.PATROL)
    if patrols or facts.breaches:
        open_ = sum(1 for breach in facts.breaches if breach.open)
        told = tr("巡查 {n} 次", n=patrols)
        if facts.breaches:
            told += tr("，违规 {n} 次", n=len(facts.breaches))
            told += tr("，{n} 次没有整改完", n=open_) if open_ else tr("已整改")
        second.append(told)
    if not second:
        missing = missing_words(facts, Stage.ACCEPT)
        second.append(
            tr("缺：{papers}", papers="、".join(missing))
            if missing
            else tr("材料 {n} 项齐", n=len(facts.there))
        )
    return " · ".join(first), " · ".join(second)
