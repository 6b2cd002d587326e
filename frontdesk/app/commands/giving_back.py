"""Commands that give money back: refund, deposit take, deposit return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontdesk.app.commands.context import Console, console
from frontdesk.base.values.errors import NeedsApproval, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from frontdesk.areas.cashdesk.queries import Refundable
    from frontdesk.areas.cashdesk.service import TenderInput

APPROVER_PASSWORD = "FRONTDESK_APPROVER_PASSWORD"
"""The environment variable that holds the password of `--approver`."""

Tenders = Annotated[list[str] | None, typer.Option(help="退款方式，如 cash=100.00；不写就按原来的方式退")]
Approver = Annotated[str | None, typer.Option(help="主管的用户名，密码放在 FRONTDESK_APPROVER_PASSWORD")]


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.command("refund", help="红冲退款，或退一户的预存。")(refund_command)
    deposit = typer.Typer(help="押金。", rich_markup_mode=None)
    deposit.command("take", help="收押金。")(deposit_take)
    deposit.command("return", help="退押金，可扣款。")(deposit_return)
    app.add_typer(deposit, name="deposit")


def refund_command(
    context: typer.Context,
    receipt: Annotated[str, typer.Argument(help="收据号；退预存时不写")] = "",
    reason: Annotated[str, typer.Option(help="退款原因")] = "",
    line: Annotated[list[str] | None, typer.Option(help="退第几行多少，如 1=55.36；不写就全退")] = None,
    amount: Annotated[str | None, typer.Option(help="只退这么多，从最后一行退起")] = None,
    unit: Annotated[str | None, typer.Option(help="退这户的预存余额")] = None,
    tender: Tenders = None,
    payee: Annotated[str, typer.Option(help="收款人，不写就是交款人")] = "",
    approver: Approver = None,
) -> None:
    from frontdesk.areas.cashdesk.service import MakeRefund, RefundPrepaid, refund, refund_prepaid

    if bool(receipt.strip()) == bool(unit):
        raise Refused(tr("请写收据号，或用 --unit 退一户的预存，二选一"), field="receipt")
    desk = console(context)
    tenders = _tenders(tender)
    sum_of = None if amount is None else Money.parse(amount, field="amount")
    if unit:
        if line:
            raise Refused(tr("退预存不按行退，请用 --amount"), field="line")
        done = allowed(
            desk,
            refund_prepaid,
            RefundPrepaid(
                unit_id(desk, unit), reason, tenders or _in_cash(desk, unit, sum_of), sum_of, payee
            ),
            approver,
        )
    else:
        chosen = _lines(desk, receipt, line) if line else None
        done = allowed(desk, refund, MakeRefund(receipt, reason, chosen, sum_of, tenders, payee), approver)
    desk.out.say(
        {
            "refund": done.number,
            "receipt": done.receipt or None,
            "amount": done.amount.plain,
            "tenders": {tender.kind.value: tender.amount.plain for tender in done.tenders},
        },
        tr("红字收据 {number}，退 {amount}", number=done.number, amount=done.amount),
    )


def deposit_take(
    context: typer.Context,
    unit: Annotated[str, typer.Option(help="房号")],
    purpose: Annotated[str, typer.Option(help="用途，如 装修")],
    tender: Annotated[list[str], typer.Option(help="收款方式，如 cash=2000 或 wechat=2000:交易单号")],
    amount: Annotated[str | None, typer.Option(help="押金金额；不写就是收到的合计")] = None,
    payer: Annotated[str, typer.Option(help="交款人，不写就是业主")] = "",
    words: Annotated[str, typer.Option(help="说明")] = "",
) -> None:
    from frontdesk.areas.cashdesk.service import TakeDeposit, take_deposit
    from frontdesk.base.values.money import total

    desk = console(context)
    tenders = _tenders(tender) or ()
    whole = total(one.amount for one in tenders) if amount is None else Money.parse(amount, field="amount")
    done = desk.run(
        take_deposit, TakeDeposit(unit_id(desk, unit), purpose.strip(), whole, tenders, words, payer)
    )
    desk.out.say(
        {"deposit": done.number, "amount": done.amount.plain, "change": done.change.plain},
        tr("押金收据 {number}，收 {amount}，找零 {change}",
           number=done.number, amount=done.amount, change=done.change),
    )  # fmt: skip


def deposit_return(
    context: typer.Context,
    deposit: Annotated[str, typer.Argument(help="押金收据号")],
    amount: Annotated[str | None, typer.Option(help="退多少；不写就退剩下的全部")] = None,
    deduct: Annotated[list[str] | None, typer.Option(help="扣款，如 垃圾清运=200.00")] = None,
    tender: Tenders = None,
    payee: Annotated[str, typer.Option(help="收款人，不写就是交款人")] = "",
    authority: Annotated[str, typer.Option(help="退给别人时的书面委托")] = "",
    approver: Approver = None,
) -> None:
    from frontdesk.areas.cashdesk.service import ReturnDeposit, return_deposit

    desk = console(context)
    command = ReturnDeposit(
        deposit,
        None if amount is None else Money.parse(amount, field="amount"),
        tuple(_deduction(text) for text in deduct or ()),
        _tenders(tender),
        payee,
        authority,
    )
    done = allowed(desk, return_deposit, command, approver)
    desk.out.say(
        {
            "settlement": done.number,
            "deposit": done.deposit,
            "refunded": done.refunded.plain,
            "deducted": done.deducted.plain,
            "left": done.left.plain,
        },
        tr("押金结算单 {number}，退 {refunded}，扣 {deducted}，还押 {left}",
           number=done.number, refunded=done.refunded, deducted=done.deducted, left=done.left),
    )  # fmt: skip


def allowed(
    desk: Console, service: Any, command: Any, approver: str | None, *, yes: tuple[str, ...] = ()
) -> Any:
    """Run it; where leave is needed, with that of `--approver`, proved by their own password. *yes* is confirmed."""
    import os

    from frontdesk.base.store.users import approve

    try:
        return desk.run(service, command, confirmed=frozenset(yes))
    except NeedsApproval as asked:
        given = os.environ.get(APPROVER_PASSWORD)
        if approver is None or given is None:
            raise
        leave = desk.read(approve, approver, given, asked.right)
        return desk.runner.run(
            service, command, actor=desk.actor, approval=leave, confirmed=frozenset(yes)
        ).value


def unit_id(desk: Console, text: str) -> int:
    """The unit a code means. Raises `Refused`."""
    from frontdesk.areas.archives.queries import find_unit

    found = desk.read(find_unit, text)
    if found is None:
        raise Refused(tr("没有 {code} 这户", code=text), field="unit")
    return found.id


def _tenders(texts: list[str] | None) -> tuple[TenderInput, ...] | None:
    from frontdesk.areas.cashdesk.rules.tenders import parse_tender

    return None if texts is None else tuple(parse_tender(text, field="tender") for text in texts)


def _in_cash(desk: Console, unit: str, amount: Money | None) -> tuple[TenderInput, ...]:
    """A prepaid balance is paid back in cash where nothing else is said."""
    from frontdesk.areas.cashdesk.queries import prepaid_balance
    from frontdesk.areas.cashdesk.rules.kinds import Tender
    from frontdesk.areas.cashdesk.service import TenderInput

    whole = desk.read(prepaid_balance, unit_id(desk, unit)) if amount is None else amount
    return (TenderInput(Tender.CASH, whole),)


def _lines(desk: Console, receipt: str, texts: list[str]) -> tuple[tuple[int, Money], ...]:
    """`1=55.36` names the first line of the receipt."""
    from frontdesk.areas.cashdesk.queries import refundable

    found: Refundable | None = desk.read(refundable, receipt)
    if found is None:
        raise Refused(tr("没有收据 {number}，请核对号码", number=receipt), field="receipt")
    chosen = []
    for text in texts:
        no, _, amount = text.partition("=")
        if not no.strip().isdecimal() or not 1 <= int(no) <= len(found.lines):
            raise Refused(
                tr("这张收据有 {n} 行，请写成 1=55.36 这样，收到的是“{text}”", n=len(found.lines), text=text),
                field="line",
            )
        chosen.append((found.lines[int(no) - 1].id, Money.parse(amount, field="line")))
    return tuple(chosen)


def _deduction(text: str) -> Any:
    from frontdesk.areas.cashdesk.service import DeductionInput

    reason, equals, amount = text.rpartition("=")
    if not equals:
        raise Refused(tr("扣款请写成 垃圾清运=200.00 这样，收到的是“{text}”", text=text), field="deduct")
    return DeductionInput(reason.strip(), Money.parse(amount, field="deduct"))
