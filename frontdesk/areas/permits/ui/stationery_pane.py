"""Beside the lists of stationery: one kind, one drawn range, one entry, one count."""

from __future__ import annotations

from frontdesk.areas.permits.queries.stationery import CountRow, MoveRow, RangeRow, StockRow
from frontdesk.areas.permits.rules.stationery import Fate
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.rows import Status

_TONES = {Fate.USED: ("ok", False), Fate.SPOILED: ("warn", False), Fate.RETURNED: ("neutral", False)}
_MOST = 8


def move_state(row: MoveRow) -> Status:
    """What became of a blank; an entry taken back says so."""
    if row.void:
        return Status("neutral", tr("已撤销"), hollow=True)
    tone, hollow = _TONES[row.fate]
    return Status(tone, tr(row.fate.value), hollow=hollow)


def stock_state(row: StockRow) -> Status | None:
    """What the last count found."""
    if row.counted_on is None:
        return Status("neutral", tr("没有盘过"), hollow=True)
    day = f"{row.counted_on:%m-%d}"
    if not row.difference:
        return Status("ok", tr("{day} 相符", day=day))
    word = tr("多 {n}", n=row.difference) if row.difference > 0 else tr("少 {n}", n=-row.difference)
    return Status("warn" if row.explained else "bad", f"{day} {word}")


def count_state(row: CountRow) -> Status:
    """What a count found."""
    if not row.holds:
        return Status("neutral", tr("后来又盘过"), hollow=True)
    if not row.off:
        return Status("ok", tr("都相符"))
    if row.open:
        return Status("bad", tr("{n} 种有差异，{m} 种待查", n=row.off, m=row.open))
    return Status("warn", tr("{n} 种有差异，已说明", n=row.off))


class StationeryPane(Pane):
    """`show_stock`, `show_range`, `show_move`, `show_count` fill it; the page sets the foot."""

    def __init__(self) -> None:
        super().__init__("stationery_pane")

    def _head(self, title: str, words: str, status: Status | None) -> None:
        section = self.add_section(name="stationery_head")
        if status is None:
            section.add_row(Words(title, "lead", select=True), None)
        else:
            shown = StatusLabel(status.tone, status.word, hollow=status.hollow)  # type: ignore[arg-type]
            section.add_row(Words(title, "lead", select=True), None, shown)
        if words:
            section.add(Words(words, tone="text2", wrap=True))

    def show_stock(self, row: StockRow, ranges: tuple[RangeRow, ...], moves: tuple[MoveRow, ...]) -> None:
        """A kind with what is left, what this month moved, what it came from."""
        self.clear()
        self._head(row.kind.name, tr("结存 {n} 张", n=f"{row.left:,}"), stock_state(row))
        facts = self.add_section(name="stationery_facts")
        facts.add_pair(tr("结存号码"), row.left_words or tr("没有"))
        facts.add_pair(tr("下一张"), row.next or tr("没有"))
        month = self.add_section(tr("本月"), name="stationery_month")
        for label, number in (
            (tr("月初"), row.month_before),
            (tr("领用"), row.month_drawn),
            (tr("使用"), row.month_used),
            (tr("作废"), row.month_spoiled),
            (tr("退回"), row.month_returned),
            (tr("结存"), row.left),
        ):
            month.add_pair(label, tr("{n} 张", n=f"{number:,}"))
        if row.kind.receipts:
            month.add(Words(tr("收据用掉和损毁的，从收款和票据台账里读来。"), "small", "text2", wrap=True))
        if ranges:
            section = self.add_section(tr("领用"), name="stationery_ranges")
            for drawn in ranges[:_MOST]:
                words = tr(
                    "{first} – {last}，余 {n}", first=drawn.first, last=drawn.last, n=f"{drawn.left:,}"
                )
                section.add_line(words, at=drawn.drawn_on.isoformat(), right=drawn.handed_by, width=84)
        if moves:
            section = self.add_section(tr("最近"), line=False, name="stationery_moves")
            for move in moves:
                day = move.on.isoformat() if move.on is not None else ""
                words = " ".join(part for part in (move_state(move).word, move.numbers, move.words) if part)
                section.add_line(words, at=day or " ", right=move.by, width=84)

    def show_range(self, row: RangeRow) -> None:
        """A drawn range."""
        self.clear()
        self._head(row.kind, row.number, None)
        facts = self.add_section(line=False, name="stationery_range")
        facts.add_pair(tr("号码"), f"{row.first} – {row.last}")
        facts.add_pair(tr("张数"), tr("{n} 张", n=f"{row.pieces:,}"))
        facts.add_pair(tr("结存"), tr("{n} 张", n=f"{row.left:,}"))
        if row.left_words:
            facts.add_pair(tr("结存号码"), row.left_words)
        facts.add_pair(tr("日期"), row.drawn_on.isoformat())
        facts.add_pair(tr("财务交出"), row.handed_by)
        facts.add_pair(tr("领用"), row.by)
        if row.words:
            facts.add_pair(tr("说明"), row.words)

    def show_move(self, row: MoveRow) -> None:
        """An entry of what became of numbers."""
        self.clear()
        self._head(row.numbers, row.kind, move_state(row))
        facts = self.add_section(line=False, name="stationery_move")
        facts.add_pair(tr("去向"), tr(row.fate.value))
        facts.add_pair(tr("张数"), tr("{n} 张", n=f"{row.pieces:,}"))
        if row.words:
            facts.add_pair(tr("说明"), row.words)
        if row.permit:
            facts.add_pair(tr("证件号"), row.permit)
        if row.on is not None:
            facts.add_pair(tr("日期"), row.on.isoformat())
        if row.by:
            facts.add_pair(tr("经办"), row.by)
        if row.void:
            facts.add_pair(tr("撤销"), row.void)
        if row.id is None:
            words = tr("这张在收款和票据台账里登记，要改到那里改。")
            facts.add(Words(words, "small", "text2", wrap=True))

    def show_count(self, row: CountRow) -> None:
        """A month-end count, kind by kind."""
        self.clear()
        self._head(tr("{month} 盘点", month=row.month), row.number, count_state(row))
        for line in row.lines:
            section = self.add_section(
                line.kind, tr("账面 {left}，点到 {counted}", left=line.left, counted=line.counted)
            )
            if line.difference == 0:
                section.add_state("ok", tr("相符"))
            else:
                off = line.difference
                word = tr("多 {n} 张", n=off) if off > 0 else tr("少 {n} 张", n=-off)
                section.add_state("warn" if line.reason else "bad", word, line.reason or tr("原因待查"))
            if line.counted_numbers:
                section.add(Words(line.counted_numbers, "small", "text2", wrap=True))
        if row.copy_money:
            section = self.add_section(tr("复印费"), str(row.copy_money), name="stationery_copies")
            section.add_pair(tr("张数"), tr("{n} 张 × {price}", n=row.copies, price=row.copy_price))
            section.add_pair(tr("去处"), row.copy_words)
        facts = self.add_section(line=False, name="stationery_count_facts")
        facts.add_pair(tr("盘点"), tr("{day} {name}", day=row.counted_on.isoformat(), name=row.by))
        signed = (
            tr("{day} {name}", day=row.signed_on.isoformat(), name=row.signed_by)
            if row.signed_on
            else tr("还没有")
        )
        facts.add_pair(tr("签字"), signed)
        if row.words:
            facts.add_pair(tr("说明"), row.words)
