"""The month's count: begun with what should be here, entered line by line, fixed with names, put right by moves (D2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.reception.documents.stock import CountedLine, CountSheet
from frontdesk.areas.reception.model.stock import (
    Asset,
    Consumable,
    StockAnswer,
    StockCount,
    StockCountEnd,
    StockCountLine,
)
from frontdesk.areas.reception.queries.counts import count_file
from frontdesk.areas.reception.rules.stock import (
    COUNT_DAY_SETTING,
    COUNT_PREFIX,
    HERE,
    PLAN_DAY_SETTING,
    MoveKind,
)
from frontdesk.areas.reception.service.consumables import consumable, write_move
from frontdesk.areas.reception.service.desk_common import by_another, may_write, tidy
from frontdesk.areas.reception.service.stock_common import DECIMALS, TOPIC
from frontdesk.areas.reception.service.ticket_papers import freeze
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

SUBJECT = "stock_count"


@dataclass(frozen=True, slots=True)
class BeginCount:
    """The count of this month; one that is being counted goes on."""


@dataclass(frozen=True, slots=True)
class EnterLine:
    """What was found of one line, told by its id or by a scanned code. `found` None takes the figure back.

    `words` None leaves the explanation as it is.
    """

    count_id: int
    line_id: int | None = None
    code: str = ""
    found: Decimal | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """The line that was told, and how many are still to be counted."""

    line_id: int
    name: str
    left: int


@dataclass(frozen=True, slots=True)
class FindLine:
    """The line of a scanned code; one registered since the count began joins it."""

    count_id: int
    code: str


@dataclass(frozen=True, slots=True)
class FixCount:
    """It is counted: who counted and who watched, by name."""

    count_id: int
    counter: str
    witness: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class VoidCount:
    """It was begun by mistake."""

    count_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerDifference:
    """What became of a difference of a fixed count; `correct`: the stock is put right by a new move."""

    line_id: int
    words: str
    correct: bool = False


@dataclass(frozen=True, slots=True)
class IssueCountSheet:
    """盘点表 as it stands: to write in by hand, or with what was found."""

    count_id: int


@dataclass(frozen=True, slots=True)
class SetDueDays:
    """The days of the month by which the count is fixed and the next month's plan submitted."""

    count: int
    plan: int


def begin_count(work: Work, command: BeginCount) -> int:
    """Its id. Raises `Refused` where the month's is fixed already or nothing is registered."""
    may_write(work)
    month = Month.of(work.today())
    base = f"{COUNT_PREFIX}-{month.year}{month.number:02d}"
    # The series' row stays locked until the end: two desks that begin at once make one count.
    next_number(work.session, f"stock-{base}")
    standing = work.session.execute(
        select(StockCount, StockCountEnd)
        .outerjoin(StockCountEnd, StockCountEnd.count_id == StockCount.id)
        .where(StockCount.month_on == month.start)
        .where(StockCountEnd.id.is_(None) | StockCountEnd.void.is_(False))
    ).first()
    if standing is not None:
        if standing[1] is not None:
            raise Refused(
                tr("{month} 已经盘点定稿（{number}），下个月再盘", month=month, number=standing[0].number)
            )
        return int(standing[0].id)
    before = work.session.scalar(
        select(func.count()).select_from(StockCount).where(StockCount.month_on == month.start)
    )
    assets = work.session.scalars(
        select(Asset).where(Asset.state.in_(HERE)).order_by(Asset.place, Asset.code)
    ).all()
    goods = work.session.scalars(
        select(Consumable).where(Consumable.active).order_by(Consumable.place, Consumable.code)
    ).all()
    if not assets and not goods:
        raise Refused(tr("还没有登记资产和物料，没有可盘的"))
    made = StockCount(
        number=f"{base}-{before + 1}" if before else base, month_on=month.start, begun_on=work.today(),
        at=work.now(), by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    things: list[Asset | Consumable] = [*assets, *goods]
    for no, thing in enumerate(things, 1):
        work.session.add(_line(made.id, no, thing))
    work.session.flush()
    work.touch(TOPIC)
    return made.id


def _line(count_id: int, no: int, thing: Asset | Consumable) -> StockCountLine:
    asset = isinstance(thing, Asset)
    return StockCountLine(
        count_id=count_id, no=no, asset_id=thing.id if asset else None,
        consumable_id=None if asset else thing.id, place=thing.place,
        expected=Decimal(1) if isinstance(thing, Asset) else thing.stock, found=None,
    )  # fmt: skip


def find_line(work: Work, command: FindLine) -> int:
    """The line's id. Raises `Refused` for a code nothing has."""
    may_write(work)
    _open(work, command.count_id)
    return _by_code(work, command.count_id, command.code).id


def _by_code(work: Work, count_id: int, typed: str) -> StockCountLine:
    code = tidy(typed, missing=tr("请扫或打编号"), field="code", most=40).upper()
    asset = work.session.scalar(select(Asset).where(Asset.code == code))
    goods = (
        None if asset is not None else work.session.scalar(select(Consumable).where(Consumable.code == code))
    )
    if asset is None and goods is None:
        raise Refused(tr("没有编号 {code}，请先登记", code=code), field="code")
    if asset is not None and asset.state not in HERE:
        raise Refused(
            tr(
                "{code} {name} 是“{state}”，请先恢复在用再盘",
                code=code,
                name=asset.name,
                state=tr(asset.state.value),
            ),
            field="code",
        )
    query = select(StockCountLine).where(StockCountLine.count_id == count_id)
    if asset is not None:
        query = query.where(StockCountLine.asset_id == asset.id)
    elif goods is not None:
        query = query.where(StockCountLine.consumable_id == goods.id)
    line = work.session.scalar(query)
    if line is None:
        last = work.session.scalar(
            select(func.max(StockCountLine.no)).where(StockCountLine.count_id == count_id)
        )
        thing: Asset | Consumable | None = asset if asset is not None else goods
        assert thing is not None
        line = _line(count_id, (last or 0) + 1, thing)
        work.session.add(line)
        work.session.flush()
        work.touch(TOPIC)
    return line


def enter_line(work: Work, command: EnterLine) -> Entered:
    """Keep what was found. What should be here of a consumable is its stock at this moment."""
    may_write(work)
    count = _open(work, command.count_id)
    if command.line_id is not None:
        line = work.session.get(StockCountLine, command.line_id)
        if line is None or line.count_id != count.id:
            raise Refused(tr("没有这一行，请重新打开"))
    else:
        line = _by_code(work, count.id, command.code)
    found = command.found
    if found is not None and (found < 0 or not found.is_finite() or found != round(found, DECIMALS)):
        raise Refused(tr("数量不对，最多三位小数"), field="found")
    if line.asset_id is not None:
        if found is not None and found > 1:
            raise Refused(tr("一个编号只有一件，请填 1 或 0"), field="found")
        name = work.session.get_one(Asset, line.asset_id).name
    else:
        assert line.consumable_id is not None
        goods = work.session.get_one(Consumable, line.consumable_id)
        name = goods.name
        if found is not None:
            line.expected = goods.stock
    line.found = found
    if command.words is not None:
        line.words = tidy(command.words)
    line.counted_at = work.now() if found is not None else None
    line.counted_by = work.actor.name if found is not None else ""
    work.session.flush()
    work.touch(TOPIC)
    return Entered(line.id, name, _left(work, count.id))


def _left(work: Work, count_id: int) -> int:
    query = select(func.count()).select_from(StockCountLine)
    query = query.where(StockCountLine.count_id == count_id, StockCountLine.found.is_(None))
    return int(work.session.scalar(query) or 0)


def fix_count(work: Work, command: FixCount) -> str:
    """Nothing of it changes any more; its number. Raises `Refused` while something is not counted."""
    may_write(work)
    count = _open(work, command.count_id)
    errors: dict[str, str] = {}
    if not command.counter.strip():
        errors["counter"] = tr("请写盘点人")
    if not command.witness.strip():
        errors["witness"] = tr("请写监盘人")
    if errors:
        raise InvalidInput(errors)
    left = _left(work, count.id)
    if left:
        raise Refused(tr("还有 {n} 行没有盘，盘完才能定稿；不在的请填 0", n=left))
    work.session.add(
        StockCountEnd(
            count_id=count.id, void=False, counter=tidy(command.counter, field="counter", most=60),
            witness=tidy(command.witness, field="witness", most=60), words=tidy(command.words),
            ended_on=work.today(), at=work.now(), by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return count.number


def void_count(work: Work, command: VoidCount) -> str:
    """It stays, marked void; the month may be counted anew. Gives its number."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    count = _open(work, command.count_id)
    by_another(work, count.by_id, count.begun_on, tr("{number} 作废要主管准许", number=count.number))
    work.session.add(
        StockCountEnd(
            count_id=count.id, void=True, words=reason, ended_on=work.today(), at=work.now(),
            by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return count.number


def answer_difference(work: Work, command: AnswerDifference) -> str:
    """Keep what became of it, with the move that puts the stock right; gives the thing's name."""
    may_write(work)
    line = work.session.scalar(
        select(StockCountLine).where(StockCountLine.id == command.line_id).with_for_update()
    )
    if line is None:
        raise Refused(tr("没有这一行，请重新打开"))
    end = work.session.scalar(select(StockCountEnd).where(StockCountEnd.count_id == line.count_id))
    if end is None or end.void:
        raise Refused(tr("定稿以后才处理差异；现在请直接写说明"))
    if line.found is None or line.found == line.expected:
        raise Refused(tr("这一行没有差异"))
    if work.session.scalar(select(StockAnswer.id).where(StockAnswer.line_id == line.id)) is not None:
        raise Refused(tr("这一行的差异已经处理过了"))
    words = tidy(command.words, missing=tr("请写差异是怎么回事"))
    move_id = None
    if command.correct:
        if line.consumable_id is None:
            raise Refused(tr("资产的差异请在资产台账里调拨、报废"), field="correct")
        row = consumable(work, line.consumable_id)
        count = work.session.get_one(StockCount, line.count_id)
        told = tr("{number} 盘点，{words}", number=count.number, words=words)[:200]
        move_id = write_move(work, row, MoveKind.COUNT, line.found - line.expected, words=told)
        name = row.name
    elif line.consumable_id is not None:
        name = work.session.get_one(Consumable, line.consumable_id).name
    else:
        assert line.asset_id is not None
        name = work.session.get_one(Asset, line.asset_id).name
    work.session.add(
        StockAnswer(
            line_id=line.id, words=words, move_id=move_id, on_day=work.today(), at=work.now(),
            by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return name


def issue_count_sheet(work: Work, command: IssueCountSheet) -> str:
    """Freeze 盘点表 as it stands; its number."""
    may_write(work)
    file = count_file(work.session, command.count_id)
    if file is None:
        raise Refused(tr("没有这次盘点，请重新选择"))
    row, named = file.row, office(work)
    if row.void:
        raise Refused(tr("{number} 已经作废，不打盘点表", number=row.number))
    sheet = CountSheet(
        office=named.office, estate=named.estate, number=row.number, day=row.fixed_on or work.today(),
        month=str(row.month),
        lines=tuple(
            CountedLine(
                line.place, line.code, line.name, line.measure, line.expected, line.found,
                "；".join(part for part in (line.words, line.answer) if part),
            )
            for line in file.lines
        ),
        clerk=work.actor.name, fixed_on=row.fixed_on, counter=row.counter, witness=row.witness, words=row.words,
    )  # fmt: skip
    _id, number, _again = freeze(work, "stock_count", tr("资产与物料盘点表"), sheet, (SUBJECT, row.id), None)
    return number


def set_due_days(work: Work, command: SetDueDays) -> SetDueDays:
    """Keep them; the start page goes by them at once."""
    work.require(Right.RECEPTION_SETUP)
    errors = {
        name: tr("请填 1 到 31")
        for name, day in (("count", command.count), ("plan", command.plan))
        if not 1 <= day <= 31
    }
    if errors:
        raise InvalidInput(errors)
    set_setting(work, COUNT_DAY_SETTING, command.count)
    set_setting(work, PLAN_DAY_SETTING, command.plan)
    work.touch(TOPIC)
    return command


def _open(work: Work, count_id: int) -> StockCount:
    count = work.session.scalar(select(StockCount).where(StockCount.id == count_id).with_for_update())
    if count is None:
        raise Refused(tr("没有这次盘点，请重新选择"))
    end = work.session.scalar(select(StockCountEnd).where(StockCountEnd.count_id == count.id))
    if end is not None:
        word = tr("作废") if end.void else tr("定稿")
        raise Refused(tr("{number} 已经{what}，没有再改", number=count.number, what=word))
    return count
