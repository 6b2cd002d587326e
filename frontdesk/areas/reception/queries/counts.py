"""The month's counts: the list, one with its lines, whether this month's is due (D2.9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.reception.model.stock import (
    Asset,
    Consumable,
    StockAnswer,
    StockCount,
    StockCountEnd,
    StockCountLine,
)
from frontdesk.areas.reception.rules.stock import (
    AHEAD_DAYS,
    COUNT_DAY,
    COUNT_DAY_SETTING,
    HERE,
    CountState,
    Due,
    count_due,
    count_state,
)
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.periods import Month


class CountShow(StrEnum):
    """The chips of the counts; the value stands on screen."""

    ALL = "全部"
    OPEN = "盘点中"
    LEFT = "有差异未处理"


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count as the list shows it. `left` lines are not counted, `different` differ, `unsettled` of those wait."""

    id: int
    number: str
    month: Month
    begun_on: date
    at: datetime
    by: str
    by_id: int
    lines: int
    left: int
    different: int
    unsettled: int
    fixed_on: date | None
    counter: str
    witness: str
    words: str
    void: str
    state: CountState


@dataclass(frozen=True, slots=True)
class CountFilter:
    """What the list shows; empty means all."""

    text: str = ""
    show: CountShow = CountShow.ALL
    sort: str = "month"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class CountFigures:
    """Rows in the filter, rows there are at all, rows of each chip."""

    count: int
    every: int
    shows: dict[CountShow, int]


@dataclass(frozen=True, slots=True)
class CountLineRow:
    """A line; `found` None is not counted; `answer` is what became of the difference after the count was fixed."""

    id: int
    no: int
    asset_id: int | None
    consumable_id: int | None
    place: str
    code: str
    name: str
    measure: str
    keeper: str
    expected: Decimal
    found: Decimal | None
    words: str
    counted_by: str
    answer: str
    corrected: bool

    @property
    def difference(self) -> Decimal:
        """What is more (above nothing) or less than should be; nothing while it is not counted."""
        return Decimal(0) if self.found is None else self.found - self.expected

    @property
    def unsettled(self) -> bool:
        """A difference nobody has explained, or of stock that nobody has put right."""
        if not self.difference or self.answer:
            return False
        return self.consumable_id is not None or not self.words


@dataclass(frozen=True, slots=True)
class CountFile:
    """One with its lines, place by place."""

    row: CountRow
    lines: tuple[CountLineRow, ...]


def count_rows(
    session: Session, wanted: CountFilter, offset: int = 0, limit: int | None = 100
) -> tuple[CountRow, ...]:
    """A page of the list: a dozen a year, so all are read and then chosen from."""
    rows = [row for row in _all(session, wanted.text) if _shown(row, wanted.show)]
    if wanted.sort == "number":
        rows.sort(key=lambda row: row.number)
    if wanted.descending:
        rows.reverse()
    return tuple(rows[offset : None if limit is None else offset + limit])


def count_figures(session: Session, wanted: CountFilter) -> CountFigures:
    """The figures over the list."""
    rows = _all(session, wanted.text)
    shows = {show: sum(_shown(row, show) for row in rows) for show in CountShow}
    every = int(session.scalar(select(func.count()).select_from(StockCount)) or 0)
    return CountFigures(shows[wanted.show], every, shows)


def count_file(session: Session, count_id: int, _on: date | None = None) -> CountFile | None:
    """One with its lines, or None; the day makes no difference."""
    count = session.get(StockCount, count_id)
    if count is None:
        return None
    lines = _lines(session, [count_id])[count_id]
    end = session.scalar(select(StockCountEnd).where(StockCountEnd.count_id == count_id))
    left = sum(line.found is None for line in lines)
    return CountFile(_row(count, end, (len(lines), left), lines), tuple(lines))


def last_count(session: Session) -> CountRow | None:
    """The newest that is not void, or None."""
    voided = select(StockCountEnd.count_id).where(StockCountEnd.void.is_(True))
    newest = select(StockCount.id).where(StockCount.id.not_in(voided))
    count_id = session.scalar(newest.order_by(StockCount.month_on.desc(), StockCount.id.desc()).limit(1))
    file = count_file(session, count_id) if count_id is not None else None
    return file.row if file is not None else None


def unsettled_counts(session: Session) -> tuple[CountRow, ...]:
    """Fixed ones with differences that nobody has explained or put right, the oldest first."""
    ids = session.scalars(
        select(StockCountLine.count_id)
        .join(StockCountEnd, StockCountEnd.count_id == StockCountLine.count_id)
        .outerjoin(StockAnswer, StockAnswer.line_id == StockCountLine.id)
        .where(StockCountEnd.void.is_(False), StockAnswer.id.is_(None), _DIFFERENT)
        .distinct()
    ).all()
    rows = _all(session, "", ids) if ids else []
    return tuple(row for row in rows if row.state is CountState.LEFT)


_DIFFERENT = StockCountLine.found != StockCountLine.expected
"""Perhaps different: on SQLite figures are texts, and 2.50 is not 2.5. Those that are the same are sorted out after."""


def count_day(session: Session) -> int:
    """By which day of the month the count is fixed."""
    return int(get_setting(session, COUNT_DAY_SETTING, COUNT_DAY))


def counts_due(session: Session, today: date) -> tuple[Due, ...]:
    """Months whose count is not fixed and due soon or late: last month's and this one's (T21).

    None where nothing was registered to count by the end of that month.
    """
    this = Month.of(today)
    day = count_day(session)
    found = []
    for month in (this.plus(-1), this):
        due = count_due(month, day)
        if today < due.by - timedelta(days=AHEAD_DAYS) or _fixed(session, month):
            continue
        if _anything(session, min(today, month.span.last)):
            found.append(due)
    return tuple(found)


def _fixed(session: Session, month: Month) -> bool:
    query = (
        select(StockCount.id)
        .join(StockCountEnd, StockCountEnd.count_id == StockCount.id)
        .where(StockCount.month_on == month.start, StockCountEnd.void.is_(False))
        .limit(1)
    )
    return session.scalar(query) is not None


def _anything(session: Session, by: date) -> bool:
    # A consumable has no day of its own: it was here when its first count or move was.
    asset = select(Asset.id).where(Asset.state.in_(HERE), Asset.registered_on <= by).limit(1)
    if session.scalar(asset) is not None:
        return True
    goods = select(Consumable.at).where(Consumable.active).order_by(Consumable.id).limit(1)
    first = session.scalar(goods)
    return first is not None and first.date() <= by


def _shown(row: CountRow, show: CountShow) -> bool:
    if show is CountShow.OPEN:
        return row.state is CountState.OPEN
    if show is CountShow.LEFT:
        return row.state is CountState.LEFT
    return True


def _all(session: Session, typed: str, ids: Sequence[int] | None = None) -> list[CountRow]:
    """Counts with their figures; of their lines only those that differ are read."""
    query = select(StockCount, StockCountEnd).outerjoin(
        StockCountEnd, StockCountEnd.count_id == StockCount.id
    )
    if ids is not None:
        query = query.where(StockCount.id.in_(ids))
    text = typed.strip()
    if text:
        part = f"%{escaped(text)}%"
        columns = (StockCount.number, StockCount.by, StockCountEnd.counter, StockCountEnd.witness)
        query = query.where(or_(*(column.like(part, escape="\\") for column in columns)))
    found = session.execute(query.order_by(StockCount.month_on, StockCount.id)).all()
    wanted = [count.id for count, _end in found]
    left = func.coalesce(func.sum(case((StockCountLine.found.is_(None), 1), else_=0)), 0)
    sums = session.execute(
        select(StockCountLine.count_id, func.count(), left)
        .where(StockCountLine.count_id.in_(wanted))
        .group_by(StockCountLine.count_id)
    )
    counted = {count_id: (int(lines), int(open_)) for count_id, lines, open_ in sums}
    different = _lines(session, wanted, different=True)
    return [_row(count, end, counted.get(count.id, (0, 0)), different[count.id]) for count, end in found]


def _lines(session: Session, ids: Sequence[int], *, different: bool = False) -> dict[int, list[CountLineRow]]:
    query = (
        select(StockCountLine, Asset, Consumable, StockAnswer)
        .outerjoin(Asset, Asset.id == StockCountLine.asset_id)
        .outerjoin(Consumable, Consumable.id == StockCountLine.consumable_id)
        .outerjoin(StockAnswer, StockAnswer.line_id == StockCountLine.id)
        .where(StockCountLine.count_id.in_(ids))
        .order_by(StockCountLine.count_id, StockCountLine.place, StockCountLine.no)
    )
    if different:
        query = query.where(_DIFFERENT)
    found: dict[int, list[CountLineRow]] = defaultdict(list)
    for line, asset, goods, answer in session.execute(query):
        thing = asset if asset is not None else goods
        found[line.count_id].append(
            CountLineRow(
                id=line.id,
                no=line.no,
                asset_id=line.asset_id,
                consumable_id=line.consumable_id,
                place=line.place,
                code=thing.code,
                name=thing.name,
                measure="" if goods is None else goods.measure,
                keeper="" if asset is None else asset.keeper,
                expected=line.expected,
                found=line.found,
                words=line.words,
                counted_by=line.counted_by,
                answer=answer.words if answer is not None else "",
                corrected=answer is not None and answer.move_id is not None,
            )
        )
    return found


def _row(
    count: StockCount, end: StockCountEnd | None, counted: tuple[int, int], lines: Sequence[CountLineRow]
) -> CountRow:
    """*counted*: how many lines there are, and how many of them are not counted; *lines* have all that differ."""
    fixed = end is not None and not end.void
    unsettled = sum(line.unsettled for line in lines)
    return CountRow(
        id=count.id,
        number=count.number,
        month=Month.of(count.month_on),
        begun_on=count.begun_on,
        at=count.at,
        by=count.by,
        by_id=count.by_id,
        lines=counted[0],
        left=counted[1],
        different=sum(bool(line.difference) for line in lines),
        unsettled=unsettled,
        fixed_on=end.ended_on if end is not None and fixed else None,
        counter=end.counter if end is not None else "",
        witness=end.witness if end is not None else "",
        words=end.words if end is not None and fixed else "",
        void=end.words if end is not None and end.void else "",
        state=count_state(fixed=fixed, voided=end is not None and end.void, unexplained=unsettled),
    )
