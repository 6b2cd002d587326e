"""Statements (对账单) as WeChat Pay, Alipay and banks give them: read into plain rows (D5.4).

WeChat puts a backtick before every value and two lines of sums at the end; Alipay writes GB 18030, tabs after its
numbers and lines that begin with `#` around the table. A bank's columns are found by their titles or named by hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr

Cell = object
_FURTHEST_HEAD = 40
_COLUMNS = ("day", "amount", "income", "outgo", "reference", "words")


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement as the other side has it. `amount` is negative for what was given back.

    `numbers` are all numbers it may be known by, theirs first. `row` is the line in the file, from 1.
    """

    row: int
    day: date
    at: str
    amount: Money
    numbers: tuple[str, ...]
    words: str = ""

    @property
    def number(self) -> str:
        return self.numbers[0] if self.numbers else ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A file's rows, in its order. `doubts` are sentences about what the file says of itself and does not hold."""

    tender: Tender
    rows: tuple[StatementRow, ...]
    doubts: tuple[str, ...] = ()

    @property
    def first(self) -> date:
        return min(row.day for row in self.rows)

    @property
    def last(self) -> date:
        return max(row.day for row in self.rows)


WECHAT_HEAD = ("交易时间", "微信订单号", "交易状态")
ALIPAY_HEAD = ("支付宝交易号", "业务类型", "创建时间")
_BANK_TITLES: dict[str, tuple[str, ...]] = {
    "day": ("交易时间", "交易日期", "记账日期", "入账日期", "日期", "时间"),
    "income": ("贷方发生额", "贷方金额", "收入金额", "转入金额", "收入", "贷方"),
    "outgo": ("借方发生额", "借方金额", "支出金额", "转出金额", "支出", "借方"),
    "amount": ("交易金额", "发生额", "金额"),
    "reference": ("交易流水号", "流水号", "参考号", "检索参考号", "交易单号", "凭证号", "票据号", "业务编号"),
    "words": ("摘要", "附言", "用途", "对方户名", "对方名称", "备注"),
}


def read_statement(
    rows: Sequence[Sequence[Cell]], *, tender: Tender | None = None, columns: Mapping[str, int] | None = None
) -> Statement:
    """The statement in a sheet's cells.

    *tender* says what a bank's file is of (刷卡, 转账 or 支票; 转账 when nobody says); WeChat's and Alipay's are known
    by their titles. *columns* names a bank's columns by index from 0: `day`, `amount` or `income` and `outgo`,
    `reference`, `words`. Raises `Refused` in words for a file that is none, or has a row that cannot be read.
    """
    table = [[_text(cell) for cell in row] for row in rows]
    for index, line in enumerate(table[:_FURTHEST_HEAD]):
        if all(title in line for title in WECHAT_HEAD):
            return _wechat(table, index)
        if all(title in line for title in ALIPAY_HEAD):
            return _alipay(table, index)
    return _bank(table, rows, tender or Tender.TRANSFER, columns)


def known_by_titles(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the cells are WeChat's or Alipay's own file."""
    lines = [[_text(cell) for cell in row] for row in rows[:_FURTHEST_HEAD]]
    return any(all(title in line for title in head) for line in lines for head in (WECHAT_HEAD, ALIPAY_HEAD))


def places_of_bank(rows: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """The columns a bank's file names itself; empty when its titles are not known."""
    for row in rows[:_FURTHEST_HEAD]:
        found = bank_columns([_text(cell) for cell in row])
        if "day" in found and ("amount" in found or "income" in found):
            return found
    return {}


def _text(cell: Cell) -> str:
    """A cell as plain words: no backtick, tab or stray quote; numbers that Excel made are whole again."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return str(Decimal(repr(cell)))
    return unicodedata.normalize("NFKC", str(cell)).strip().lstrip("`").strip().strip("'\"")


def _wechat(table: list[list[str]], head: int) -> Statement:
    at = {title: n for n, title in enumerate(table[head])}
    rows: list[StatementRow] = []
    sums: list[str] = []
    for n, line in enumerate(table[head + 1 :], head + 2):
        if not any(line):
            continue
        if line[0].startswith("总交易单数"):
            sums = table[n] if n < len(table) else []
            sums_head = line
            break
        rows.append(_wechat_row(n, line, at))
    _must_have_rows(rows)
    doubts: list[str] = []
    if sums:
        told = dict(zip(sums_head, sums, strict=False))
        sold = total(row.amount for row in rows if row.amount > ZERO)
        back = -total(row.amount for row in rows if row.amount < ZERO)
        doubts += _count_doubt(told.get("总交易单数", ""), len(rows))
        doubts += _sum_doubt(tr("订单总金额"), told.get("订单总金额") or told.get("总交易额", ""), sold)
        doubts += _sum_doubt(tr("退款总金额"), told.get("申请退款总金额") or told.get("退款总金额", ""), back)
    else:
        doubts.append(tr("文件末尾没有合计行，可能没有下载完整"))
    return Statement(Tender.WECHAT, tuple(rows), tuple(doubts))


def _wechat_row(n: int, line: list[str], at: Mapping[str, int]) -> StatementRow:
    def cell(*titles: str) -> str:
        return next((line[at[t]] for t in titles if t in at and at[t] < len(line) and line[at[t]]), "")

    state = cell("交易状态").upper()
    back = _money(cell("申请退款金额", "退款金额") or "0", n)
    if state in ("REFUND", "REVOKED") or back > ZERO:
        back = back if back > ZERO else _money(cell("退款金额") or "0", n)
        numbers = (cell("微信退款单号"), cell("商户退款单号"))
        amount = -back
    else:
        numbers = (cell("微信订单号"), cell("商户订单号"))
        amount = _money(cell("订单金额", "总金额", "应结订单金额"), n)
    day, clock = _moment(cell("交易时间"), n)
    return StatementRow(n, day, clock, amount, _known(numbers), cell("商品名称"))


def _alipay(table: list[list[str]], head: int) -> Statement:
    at = {title.replace("(元)", ""): n for n, title in enumerate(table[head])}
    rows: list[StatementRow] = []
    told: tuple[str, str] | None = None
    for n, line in enumerate(table[head + 1 :], head + 2):
        first = line[0] if line else ""
        if first.startswith("#"):
            whole = ",".join(line).replace(",", "")
            if found := re.search(r"交易合计[:：](\d+)笔.*?商家实收共(-?[\d.]+)元", whole):
                told = (found[1], found[2])
            continue
        if not any(line):
            continue
        rows.append(_alipay_row(n, line, at))
    _must_have_rows(rows)
    sold = [row for row in rows if row.amount > ZERO]
    doubts = (
        (
            *_count_doubt(told[0], len(sold)),
            *_sum_doubt(tr("商家实收"), told[1], total(r.amount for r in sold)),
        )
        if told
        else (tr("文件末尾没有合计行，可能没有下载完整"),)
    )
    return Statement(Tender.ALIPAY, tuple(rows), doubts)


def _alipay_row(n: int, line: list[str], at: Mapping[str, int]) -> StatementRow:
    def cell(title: str) -> str:
        return line[at[title]] if title in at and at[title] < len(line) else ""

    amount = _money(cell("订单金额") or cell("商家实收"), n)
    numbers: tuple[str, ...] = (cell("支付宝交易号"), cell("商户订单号"))
    if "退款" in cell("业务类型"):
        amount = -abs(amount)
        # A refund carries the number of the trade it gives back; its own number is the request's.
        numbers = (cell("退款批次号/请求号"), *numbers)
    day, clock = _moment(cell("完成时间") or cell("创建时间"), n)
    return StatementRow(n, day, clock, amount, _known(numbers), cell("商品名称"))


def bank_columns(line: Sequence[str]) -> dict[str, int]:
    """Which columns of a bank's title line hold what, by their words; the most exact word wins."""
    found: dict[str, int] = {}
    for name, titles in _BANK_TITLES.items():
        for title in titles:
            hit = next((n for n, text in enumerate(line) if n not in found.values() and title in text), None)
            if hit is not None:
                found[name] = hit
                break
    if "income" in found:
        found.pop("amount", None)
    return found


def _bank(
    table: list[list[str]], raw: Sequence[Sequence[Cell]], tender: Tender, columns: Mapping[str, int] | None
) -> Statement:
    head, at = -1, dict(columns or {})
    if not at:
        for index, line in enumerate(table[:_FURTHEST_HEAD]):
            found = bank_columns(line)
            if "day" in found and ("amount" in found or "income" in found):
                head, at = index, found
                break
    unknown = set(at) - set(_COLUMNS)
    if unknown or "day" not in at or not {"amount", "income"} & set(at):
        raise Refused(
            tr("这个文件里没有找到日期和金额的列。微信、支付宝请用商户平台下载的原文件；银行的请指定各列"),
            field="columns",
        )
    rows = []
    for n, line in enumerate(table[head + 1 :], head + 2):
        if (row := _bank_row(n, line, at)) is not None:
            rows.append(row)
    _must_have_rows(rows)
    return Statement(tender, tuple(rows))


def _bank_row(n: int, line: list[str], at: Mapping[str, int]) -> StatementRow | None:
    """None for a title, a blank or a line of sums: whatever has no day in its day's place."""

    def cell(name: str) -> str:
        return line[at[name]] if name in at and at[name] < len(line) else ""

    if not re.match(r"\d{4}\D?\d{1,2}\D?\d{1,2}", cell("day")):
        return None
    if "income" in at:
        amount = _money(cell("income") or "0", n) - abs(_money(cell("outgo") or "0", n))
    else:
        amount = _money(cell("amount"), n)
    if not amount:
        return None
    day, clock = _moment(cell("day"), n)
    return StatementRow(n, day, clock, amount, _known((cell("reference"),)), cell("words"))


def _known(numbers: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number for number in numbers if number and number.strip("0")))


def _money(text: str, row: int) -> Money:
    plain = text.replace(",", "").replace("¥", "").replace("+", "").strip()
    try:
        fen = Decimal(plain) * 100
    except InvalidOperation:
        fen = Decimal("NaN")
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise Refused(tr("第 {row} 行的金额“{text}”看不懂，什么也没有存", row=row, text=text), field="file")
    return Money(int(fen))


def _moment(text: str, row: int) -> tuple[date, str]:
    found = re.match(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D*(\d{1,2}:\d{2})?", text)
    try:
        if found is None:
            raise ValueError
        return date(int(found[1]), int(found[2]), int(found[3])), (found[4] or "").zfill(5) if found[
            4
        ] else ""
    except ValueError as error:
        raise Refused(
            tr("第 {row} 行的时间“{text}”看不懂，什么也没有存", row=row, text=text), field="file"
        ) from error


def _must_have_rows(rows: Sequence[StatementRow]) -> None:
    if not rows:
        raise Refused(tr("文件里一笔交易也没有，请核对下载的日期"), field="file")


def _count_doubt(told: str, found: int) -> list[str]:
    if told.isdigit() and int(told) != found:
        return [tr("文件说有 {told} 笔，读到 {found} 笔，可能没有下载完整", told=told, found=found)]
    return []


def _sum_doubt(what: str, told: str, found: Money) -> list[str]:
    try:
        same = not told or Decimal(told.replace(",", "")) * 100 == found.fen
    except InvalidOperation:
        same = False
    return (
        [] if same else [tr("文件说{what}是 {told}，读到的合计是 {found}", what=what, told=told, found=found)]
    )
