"""The month-end count of stationery with its photocopy money, its paper, its signature; prints of both papers (D3.8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from frontdesk.areas.cashdesk.rules.kinds import CashMove
from frontdesk.areas.cashdesk.service import PrintedPaper
from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.cashdesk.service.moves import MoveCash, move_cash
from frontdesk.areas.permits.documents.marks import ReprintMark
from frontdesk.areas.permits.documents.stationery import CountedLine, StationeryDraw
from frontdesk.areas.permits.documents.stationery import StationeryCount as CountPaper
from frontdesk.areas.permits.model.stationery import (
    StationeryCount,
    StationeryCountLine,
    StationeryCountSign,
)
from frontdesk.areas.permits.queries.stationery import StockRow, stock_rows
from frontdesk.areas.permits.rules.stationery import CopyWay, copy_money, pieces, read_numbers, runs_words
from frontdesk.areas.permits.service.stationery import DRAW_FORM, LONGEST, kind_of
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper, keep_print, paper_document, print_count
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

COUNT_FORM = "stationery_count"
SUBJECT = "stationery_count"
PRICE_SETTING = "stationery.copy_price"
DEFAULT_PRICE = "0.50"


@dataclass(frozen=True, slots=True)
class CountInput:
    """What was found of one kind: the pieces, and their numbers where they were taken down. `reason` explains."""

    kind: str
    counted: int
    numbers: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CountStock:
    """A count of every kind that is in use. Photocopy money: `copies` at `copy_price` each, and where it went.

    Into the drawer it is petty cash of the actor's open shift; finance's taker is named in `copy_to`.
    """

    month: Month
    lines: tuple[CountInput, ...]
    copies: int = 0
    copy_price: Money = ZERO
    copy_way: CopyWay | None = None
    copy_to: str = ""
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class CountedStock:
    """The stored count: how many kinds were off, and how many of those nobody explained."""

    count_id: int
    number: str
    off: int
    open: int
    copy_money: Money
    again: bool = False


@dataclass(frozen=True, slots=True)
class SignCount:
    """The count's paper was signed by *signed_by*."""

    count_id: int
    signed_by: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PrintStationery:
    """A paper of stationery by its form (`stationery_draw`, `stationery_count`) and number."""

    form: str
    number: str


def count_stock(work: Work, command: CountStock) -> CountedStock:
    """Store the count as it was found, take the photocopy money, freeze the paper: all or nothing.

    A difference may stay open: it then says so on the paper. Asks before a month is counted again. Raises
    `InvalidInput` with a line's field as `居住证.counted`, `居住证.numbers`.
    """
    work.require(Right.STATIONERY)
    next_number(work.session, "stationery")
    if command.token is not None:
        before = work.session.scalar(select(StationeryCount).where(StationeryCount.token == command.token))
        if before is not None:
            return CountedStock(before.id, before.number, 0, 0, before.copy_money, again=True)
    today = work.today()
    if command.month > Month.of(today):
        raise Refused(tr("{month} 还没到，请核对月份", month=command.month), field="month")
    stock = {row.kind.name: row for row in stock_rows(work.session, command.month)}
    lines = _lines(command, stock)
    copy_sum = copy_money(command.copies, command.copy_price)
    _check_copies(command, copy_sum)
    if len(command.words.strip()) > LONGEST:
        raise Refused(tr("说明超过 {n} 个字，请写短些", n=LONGEST), field="words")
    again = work.session.scalar(
        select(StationeryCount.number).where(StationeryCount.month == str(command.month)).limit(1)
    )
    if again is not None:
        work.confirm(
            "stationery.again",
            tr("{month} 已经盘点过（{number}），再盘一次吗？以后一次为准", month=command.month, number=again),
        )
    number = f"PD-{next_number(work.session, 'stationery-count'):08d}"
    where = _take_copies(work, command, copy_sum, number)
    made = StationeryCount(
        number=number,
        month=str(command.month),
        counted_on=today,
        copies=command.copies,
        copy_price=command.copy_price,
        copy_money=copy_sum,
        copy_way=command.copy_way if copy_sum else None,
        copy_words=where,
        words=command.words.strip(),
        at=work.now(),
        by=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    for line in lines:
        work.session.add(
            StationeryCountLine(
                count_id=made.id,
                kind_id=kind_of(work, line.kind).id,
                before=line.before,
                drawn=line.drawn,
                used=line.used,
                spoiled=line.spoiled,
                returned=line.returned,
                left=line.left,
                counted=line.counted,
                left_numbers=line.left_numbers,
                counted_numbers=line.counted_numbers,
                reason=line.reason,
            )
        )
        work.session.flush()
    _freeze(work, made, lines)
    off = [line for line in lines if line.difference]
    work.touch("stationery", "papers")
    return CountedStock(made.id, number, len(off), sum(not line.reason for line in off), copy_sum)


def _lines(command: CountStock, stock: dict[str, StockRow]) -> list[CountedLine]:
    errors: dict[str, str] = {}
    found: list[CountedLine] = []
    given = {line.kind: line for line in command.lines}
    if not given:
        raise Refused(tr("还没有领用过票证，不用盘点"))
    for name, row in stock.items():
        if row.drawn and name not in given:
            errors[f"{name}.counted"] = tr("请填点到多少张")
    for name, line in given.items():
        if name not in stock:
            raise Refused(tr("没有“{name}”这种票证", name=name))
        if line.counted < 0:
            errors[f"{name}.counted"] = tr("张数不能是负数")
        if len(line.reason.strip()) > LONGEST:
            errors[f"{name}.reason"] = tr("原因超过 {n} 个字，请写短些", n=LONGEST)
        try:
            numbers = read_numbers(line.numbers, field=f"{name}.numbers")
        except Refused as error:
            errors[f"{name}.numbers"] = error.text
            continue
        listed = sum(pieces(one.runs) for one in numbers)
        if numbers and listed != line.counted:
            errors[f"{name}.numbers"] = tr("号码有 {n} 张，点到的是 {m} 张", n=listed, m=line.counted)
        row = stock[name]
        found.append(
            CountedLine(
                name, row.month_before, row.month_drawn, row.month_used, row.month_spoiled, row.month_returned,
                row.left, line.counted, row.left_words,
                "、".join(runs_words(one.prefix, one.width, one.runs) for one in numbers), line.reason.strip(),
            )
        )  # fmt: skip
    if errors:
        raise InvalidInput(errors)
    return found


def _check_copies(command: CountStock, copy_sum: Money) -> None:
    if command.copy_price < ZERO:
        raise Refused(tr("单价不能是负数"), field="copy_price")
    if command.copies and not copy_sum:
        raise Refused(tr("请填复印单价"), field="copy_price")
    if not copy_sum:
        return
    if command.copy_way is None:
        raise Refused(tr("请选复印费放在哪里"), field="copy_way")
    if command.copy_way is CopyWay.FINANCE and not command.copy_to.strip():
        raise Refused(tr("请填财务谁收的"), field="copy_to")
    if len(command.copy_to.strip()) > 40:
        raise Refused(tr("姓名最多 {n} 个字", n=40), field="copy_to")


def _take_copies(work: Work, command: CountStock, copy_sum: Money, number: str) -> str:
    """Where the photocopy money went, in words. The drawer's is petty cash of the open shift, counted at its close.

    It belongs to no unit, so no charge and no receipt can stand for it: petty cash with its reason is what the
    cash desk has for that (M7.2).
    """
    if not copy_sum:
        return ""
    set_setting(work, PRICE_SETTING, command.copy_price.plain)
    if command.copy_way is CopyWay.FINANCE:
        return tr("已交财务 {name}", name=command.copy_to.strip())
    reason = tr(
        "复印费 {n} 张 × {price}，盘点单 {number}", n=command.copies, price=command.copy_price, number=number
    )
    moved = move_cash(work, MoveCash(CashMove.PETTY_IN, copy_sum, reason))
    return tr("进本班抽屉，单号 {number}", number=moved.number)


def _freeze(work: Work, made: StationeryCount, lines: list[CountedLine]) -> None:
    names = office(work)
    paper = CountPaper(
        office=names.office,
        estate=names.estate,
        number=made.number,
        month=made.month,
        day=made.counted_on,
        counted_by=made.by,
        lines=tuple(lines),
        copies=made.copies,
        copy_price=made.copy_price,
        copy_money=made.copy_money,
        copy_words=made.copy_words,
        words=made.words,
    )
    issue_paper(
        work,
        form=COUNT_FORM,
        number=made.number,
        title=tr("票证盘点表 {month}", month=made.month),
        subject=(SUBJECT, made.id),
        document=codec.to_plain(paper),
    )


def sign_count(work: Work, command: SignCount) -> None:
    """Say who signed the paper. Raises `Refused` when it is signed already."""
    work.require(Right.STATIONERY)
    next_number(work.session, "stationery")
    made = work.session.get(StationeryCount, command.count_id)
    if made is None:
        raise Refused(tr("没有这次盘点，列表已经变了，请再选一次"))
    name = command.signed_by.strip()
    if not name:
        raise Refused(tr("请填谁签的字"), field="signed_by")
    if len(name) > 80:
        raise Refused(tr("姓名最多 {n} 个字", n=80), field="signed_by")
    before = work.session.scalar(
        select(StationeryCountSign.signed_by).where(StationeryCountSign.count_id == made.id)
    )
    if before is not None:
        raise Refused(tr("{number} 已由 {name} 签字", number=made.number, name=before))
    on = command.on or work.today()
    if not made.counted_on <= on <= work.today():
        raise Refused(tr("签字日期要在盘点之后、今天之前"), field="on")
    work.session.add(
        StationeryCountSign(count_id=made.id, signed_by=name, signed_on=on, at=work.now(), by=work.actor.name)
    )
    work.session.flush()
    work.touch("stationery")


def print_stationery(work: Work, command: PrintStationery) -> PrintedPaper:
    """Print a stored paper, marked 补打 from the second time on (T12)."""
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.permits.forms import FORMS

    kinds: dict[str, type[StationeryDraw] | type[CountPaper]] = {
        DRAW_FORM: StationeryDraw,
        COUNT_FORM: CountPaper,
    }
    # One print at a time: two machines must not both be the second.
    next_number(work.session, "stationery-print")
    found = paper_document(work.session, command.form, command.number)
    if found is None:
        raise Refused(tr("{number} 没有留下可打印的内容", number=command.number))
    paper_id, data = found
    times = print_count(work.session, paper_id)
    mark = ReprintMark(times, work.actor.name, wall_clock(work.now())) if times else None
    form = FORMS[command.form]
    document = replace(codec.from_plain(kinds[command.form], data), reprint=mark)
    pdf = form.draw(document)
    size = form.size().key
    keep_print(work, paper_id, size=size, pdf=pdf)
    return PrintedPaper(pdf, times, command.form, command.number, size, paper_id)
