"""Commands of the cashier's desk: shift, collect, void, receipt."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from frontdesk.app.commands.context import Console, console, write_file
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

_FURTHEST = 24
"""Months from now on that are looked through for the first one not billed."""


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    shift = typer.Typer(help="班次。", rich_markup_mode=None)
    shift.command("open", help="开班，备用金点清。")(shift_open)
    shift.command("status", help="本人的班次。")(shift_status)
    shift.command("close", help="盲点后结班。")(shift_close)
    app.add_typer(shift, name="shift")
    app.command("collect", help="收款。")(collect_command)
    app.command("void", help="作废本班的收据。")(void_command)
    app.command("receipt", help="打印收据。")(receipt_command)


def shift_open(
    context: typer.Context,
    opening_float: Annotated[str, typer.Option("--float", help="备用金")],
) -> None:
    from frontdesk.areas.cashdesk.service import OpenShift, open_shift

    desk = console(context)
    shift_id = desk.run(open_shift, OpenShift(opening_float=Money.parse(opening_float)))
    desk.out.say({"shift": shift_id}, tr("已开班"))


def shift_status(context: typer.Context) -> None:
    from frontdesk.areas.cashdesk.queries import shift_status as look

    desk = console(context)
    status = desk.read(look, desk.actor.id)
    if status is None:
        desk.out.say({"shift": None}, tr("没有开班"))
        return
    told: dict[str, Any] = {"shift": status.id, "state": status.state, "receipts": status.receipts}
    if status.expected is not None and status.counted is not None and status.difference is not None:
        told |= {
            "expected": status.expected.plain,
            "counted": status.counted.plain,
            "difference": status.difference.plain,
        }
    desk.out.say(told, tr("班次 {id}，收据 {n} 张", id=status.id, n=status.receipts))


def shift_close(
    context: typer.Context,
    count: Annotated[str, typer.Option(help="各面额张数，如 100=5,10=3,0.5=1")],
    reason: Annotated[str, typer.Option(help="长短款的原因")] = "",
    slips: Annotated[str | None, typer.Option(help="非现金结算单，如 wechat=55.36")] = None,
) -> None:
    from frontdesk.areas.cashdesk.queries import current_shift, shift_count
    from frontdesk.areas.cashdesk.rules.kinds import ShiftState
    from frontdesk.areas.cashdesk.service import CloseShift, ConfirmCount, close_shift, confirm_count

    desk = console(context)
    counts = _counts(count)
    totals = _slips(slips)
    shift = desk.read(current_shift, desk.actor.id)
    if shift is None:
        raise Refused(tr("没有开着的班次，不用结班"))
    if shift.state is ShiftState.OPEN:
        # Nobody is there to be asked: what the list before the count names (M7.7) stands in the day report.
        desk.run(confirm_count, ConfirmCount(shift.id, counts, totals), confirmed=frozenset({"close_check"}))
    else:
        stored = desk.read(shift_count, shift.id)
        if stored is not None and stored.counts != counts:
            raise Refused(
                tr(
                    "清点 {counted} 已经确认存下，不能再改；请用同样的张数，写明原因结班",
                    counted=stored.counted,
                )
            )
    closed = desk.run(close_shift, CloseShift(shift.id, reason=reason))
    desk.out.say(
        {
            "shift": shift.id,
            "expected": closed.expected.plain,
            "counted": closed.counted.plain,
            "difference": closed.difference.plain,
        },
        tr("已结班：应有 {e}，实点 {c}，差额 {d}", e=closed.expected, c=closed.counted, d=closed.difference),
    )


def collect_command(
    context: typer.Context,
    unit: Annotated[str, typer.Option(help="房号")],
    tender: Annotated[list[str], typer.Option(help="收款方式，如 cash=300.00 或 wechat=55.36:交易单号")],
    amount: Annotated[str | None, typer.Option(help="费用只收这么多")] = None,
    prepay: Annotated[str | None, typer.Option(help="另存这么多预存")] = None,
    round_off: Annotated[str | None, typer.Option("--round-off", help="现金抹零，如 0.06")] = None,
    late_fees: Annotated[
        bool, typer.Option("--late-fees/--no-late-fees", help="违约金一起收（默认）或先不收")
    ] = True,
    months: Annotated[int, typer.Option(help="还没出账的月份预缴几个月")] = 0,
) -> None:
    from frontdesk.areas.cashdesk.rules.kinds import Tender
    from frontdesk.areas.cashdesk.service import Collect, TenderInput, collect

    desk = console(context)
    tenders = tuple(TenderInput(*_tender(text)) for text in tender)
    unit_id = _unit_id(desk, unit)
    command = Collect(
        unit_id=unit_id,
        tenders=tenders,
        amount=None if amount is None else Money.parse(amount, field="amount"),
        prepay=ZERO if prepay is None else Money.parse(prepay, field="prepay"),
        rounding=ZERO if round_off is None else Money.parse(round_off, field="round_off"),
        late_fees=late_fees,
        months=_ahead(desk, unit_id, months),
    )
    done = desk.run(collect, command)
    told: dict[str, Any] = {"receipt": done.number, "paid": done.settled.plain, "change": done.change.plain}
    if done.prepaid or command.prepay or any(t.kind is Tender.PREPAID for t in tenders):
        told["prepaid"] = done.prepaid.plain
    desk.out.say(
        told,
        tr(
            "收据 {number}，收 {paid}，找零 {change}",
            number=done.number,
            paid=done.settled,
            change=done.change,
        ),
    )


def void_command(
    context: typer.Context, receipt: str, reason: Annotated[str, typer.Option(help="原因")]
) -> None:
    from frontdesk.areas.cashdesk.service import VoidReceipt, void_receipt

    desk = console(context)
    desk.run(void_receipt, VoidReceipt(receipt, reason))
    _tell_receipt(desk, receipt)


def receipt_command(
    context: typer.Context,
    receipt: str,
    out: Annotated[Path, typer.Option(help="PDF 写到哪里")],
    size: Annotated[str | None, typer.Option(help="纸张：241x93、241x140、A5、roll80")] = None,
) -> None:
    from frontdesk.areas.cashdesk.service import PrintReceipt, print_receipt

    desk = console(context)
    paper = desk.run(print_receipt, PrintReceipt(receipt, size))
    write_file(out, paper.pdf)
    _tell_receipt(desk, receipt)


def _tell_receipt(desk: Console, number: str) -> None:
    from frontdesk.areas.cashdesk.queries import receipt

    found = desk.read(receipt, number)
    if found is None:
        raise Refused(tr("没有收据 {number}", number=number))
    state = "void" if found.voided else "valid"
    words = tr("作废") if found.voided else tr("有效")
    desk.out.say(
        {"receipt": found.number, "state": state, "copies": found.printed},
        tr("收据 {number} {words}，已打印 {n} 次", number=found.number, words=words, n=found.printed),
    )


def _unit_id(desk: Console, text: str) -> int:
    from frontdesk.areas.archives.queries import find_unit

    found = desk.read(find_unit, text)
    if found is None:
        raise Refused(tr("没有 {code} 这户", code=text), field="unit")
    return found.id


def _ahead(desk: Console, unit_id: int, months: int) -> tuple[Month, ...]:
    """As many months as asked for, from the first of which something is still to be billed."""
    from frontdesk.areas.fees.queries.ahead import ahead_plan

    if months < 0:
        raise Refused(tr("预缴的月数不能是负数"), field="months")
    if not months:
        return ()
    now = Month.of(desk.clock.today())
    for first in (now.plus(n) for n in range(_FURTHEST)):
        if desk.read(ahead_plan, unit_id, (first,)).lines:
            return tuple(first.plus(n) for n in range(months))
    raise Refused(tr("这户没有可以预缴的收费项目"), field="months")


def _tender(text: str) -> tuple[Any, Money, str]:
    from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, Tender

    kind, equals, rest = text.partition("=")
    amount, _, reference = rest.partition(":")
    by_word = {words: tender for tender, words in TENDER_WORDS.items()}
    try:
        tender = by_word.get(kind.strip()) or Tender(kind.strip().lower())
    except ValueError as error:
        raise Refused(
            tr("没有收款方式“{kind}”，可用：{all}", kind=kind, all="、".join(Tender)), field="tender"
        ) from error
    if not equals:
        raise Refused(tr("收款方式请写成 cash=300.00 这样"), field="tender")
    return tender, Money.parse(amount, field="tender"), reference.strip()


def _counts(text: str) -> dict[Money, int]:
    """`100=5,10=3,0.5=1` as pieces for each denomination."""
    from frontdesk.areas.cashdesk.rules.kinds import DENOMINATIONS

    counts: dict[Money, int] = {}
    for part in filter(None, (p.strip() for p in re.split("[,，;]", text))):
        value, _, pieces = part.partition("=")
        denomination = Money.parse(value, field="count")
        if denomination not in DENOMINATIONS:
            raise Refused(
                tr("没有面额 {value}，可用：100、50、20、10、5、1、0.5、0.1", value=value), field="count"
            )
        if not pieces.strip().isascii() or not pieces.strip().isdigit():
            raise Refused(tr("张数请写整数，如 100=5"), field="count")
        counts[denomination] = counts.get(denomination, 0) + int(pieces)
    return {d: n for d, n in counts.items() if n}


def _slips(text: str | None) -> dict[Any, tuple[int, Money]] | None:
    """`wechat=55.36,alipay=3:119.00` as (slips, sum) for each tender; None when nobody added them up."""
    if text is None:
        return None
    totals: dict[Any, tuple[int, Money]] = {}
    for part in filter(None, (p.strip() for p in re.split("[,，;]", text))):
        kind, _, rest = part.partition("=")
        number, colon, amount = rest.partition(":")
        tender, money, _ = _tender(f"{kind}={amount if colon else number}")
        totals[tender] = (int(number) if colon and number.isdigit() else 0, money)
    return totals
