"""Consumables and their moves in and out, of which the stock follows (D2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from frontdesk.areas.reception.model.stock import Consumable, StockMove
from frontdesk.areas.reception.rules.stock import (
    CONSUMABLE_PREFIX,
    MoveKind,
    is_low,
)
from frontdesk.areas.reception.service.desk_common import by_another, day_of, may_write, tidy
from frontdesk.areas.reception.service.stock_common import TOPIC, Added, check_quantity, take_code
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class AddConsumable:
    """Something used up; `stock` is what is here now, as its first move. `price` (yuan) is for purchase plans."""

    name: str
    measure: str
    least: Decimal = Decimal(0)
    stock: Decimal = Decimal(0)
    code: str = ""
    place: str = ""
    price: Decimal | None = None
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeConsumable:
    """Its name and the rest, corrected; `active` False: not used any more."""

    consumable_id: int
    name: str
    code: str
    measure: str
    least: Decimal
    place: str = ""
    price: Decimal | None = None
    words: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class MoveStock:
    """So much came in or went out: with whom and why. `quantity` is above nothing both ways."""

    consumable_id: int
    kind: MoveKind
    quantity: Decimal
    who: str
    words: str = ""
    on: date | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class UndoMove:
    """A move that was entered by mistake: a move back."""

    move_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What is here of it now."""

    move_id: int
    name: str
    stock: Decimal
    measure: str
    low: bool
    again: bool = False


def add_consumable(work: Work, command: AddConsumable) -> Added:
    """Register it, with what is here now as its first move."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(Consumable).where(Consumable.token == command.token))
        if before is not None:
            return Added(before.id, before.code, again=True)
    if command.stock:
        check_quantity(command.stock, "stock")
    told = _consumable_facts(work, command.name, command.measure, command.least, command.place, command.price,
                             command.words)  # fmt: skip
    made = Consumable(
        code="", active=True, stock=Decimal(0), low=False, at=work.now(), by_id=work.actor.id,
        by=work.actor.name, token=command.token, **told,
    )  # fmt: skip
    made.code = take_code(work, command.code, CONSUMABLE_PREFIX)
    work.session.add(made)
    work.session.flush()
    if command.stock:
        write_move(work, made, MoveKind.IN, command.stock, words=tr("登记时的库存"))
    else:
        made.low = is_low(made.stock, made.least)
        work.session.flush()
    work.touch(TOPIC)
    return Added(made.id, made.code)


def change_consumable(work: Work, command: ChangeConsumable) -> str:
    """Correct it; gives the name. What is still here of it must be used up or counted out before it goes."""
    may_write(work)
    row = consumable(work, command.consumable_id)
    if not command.active and row.stock:
        raise Refused(
            tr("还有 {n} {measure}，领完或盘点调整以后再停用", n=row.stock, measure=row.measure),
            field="active",
        )
    told = _consumable_facts(work, command.name, command.measure, command.least, command.place, command.price,
                             command.words, own=row.name)  # fmt: skip
    told["code"] = take_code(work, command.code, CONSUMABLE_PREFIX, own=row.code)
    told["active"] = command.active
    told["low"] = command.active and is_low(row.stock, command.least)
    for name, value in told.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    work.touch(TOPIC)
    return row.name


def _consumable_facts(
    work: Work, name: str, measure: str, least: Decimal, place: str, price: Decimal | None, words: str, own: str = ""
) -> dict[str, object]:  # fmt: skip
    told: dict[str, object] = {
        "name": tidy(name, missing=tr("请写名称"), field="name", most=80),
        "measure": tidy(measure, missing=tr("请写计量单位"), field="measure", most=12),
        "place": tidy(place, field="place", most=60),
        "words": tidy(words),
        "least": least,
        "price": price,
    }
    if least:
        check_quantity(least, "least")
    if price is not None and (price < 0 or price != round(price, 2)):
        raise Refused(tr("单价不对，最多两位小数"), field="price")
    if told["name"] != own:
        query = select(Consumable.id).where(Consumable.name == told["name"])
        if work.session.scalar(query) is not None:
            raise Refused(tr("“{name}”已经登记了", name=told["name"]), field="name")
    return told


def move_stock(work: Work, command: MoveStock) -> Moved:
    """Write a move in or out. Raises `Refused` where more would go than is here."""
    may_write(work)
    if command.kind not in (MoveKind.IN, MoveKind.OUT):
        raise Refused(tr("请选入库或领用"), field="kind")
    row = consumable(work, command.consumable_id)
    if command.token is not None:
        before = work.session.scalar(select(StockMove).where(StockMove.token == command.token))
        if before is not None:
            return Moved(before.id, row.name, row.stock, row.measure, row.low, again=True)
    errors: dict[str, str] = {}
    try:
        check_quantity(command.quantity, "quantity")
    except Refused as refused:
        errors["quantity"] = refused.text
    who = command.who.strip()
    if not who:
        errors["who"] = tr("请写谁领的") if command.kind is MoveKind.OUT else tr("请写谁送来、谁交来的")
    if errors:
        raise InvalidInput(errors)
    if not row.active:
        raise Refused(tr("“{name}”已经停用", name=row.name))
    signed = command.quantity if command.kind is MoveKind.IN else -command.quantity
    move = write_move(
        work, row, command.kind, signed, who=tidy(who, field="who", most=60), words=tidy(command.words),
        on=day_of(work, command.on), token=command.token,
    )  # fmt: skip
    return Moved(move, row.name, row.stock, row.measure, row.low)


def undo_move(work: Work, command: UndoMove) -> Moved:
    """Write the move back. One of a count or a purchase is taken back where it was made."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明冲销的原因"), field="reason")
    move = work.session.get(StockMove, command.move_id)
    if move is None or move.kind not in (MoveKind.IN, MoveKind.OUT):
        raise Refused(tr("只有入库和领用可以在这里冲销"))
    row = consumable(work, move.consumable_id)
    if work.session.scalar(select(StockMove.id).where(StockMove.undoes_id == move.id)) is not None:
        raise Refused(tr("这一笔已经冲销了"))
    words = tr("“{name}”的这一笔是 {by} {day} 记的，冲销要主管准许",
               name=row.name, by=move.by, day=move.moved_on)  # fmt: skip
    by_another(work, move.by_id, move.moved_on, words)
    made = write_move(work, row, MoveKind.UNDONE, -move.quantity, words=reason, undoes_id=move.id)
    return Moved(made, row.name, row.stock, row.measure, row.low)


def consumable(work: Work, consumable_id: int) -> Consumable:
    """It, locked. Raises `Refused` where there is none."""
    query = select(Consumable).where(Consumable.id == consumable_id).with_for_update()
    row = work.session.scalar(query)
    if row is None:
        raise Refused(tr("没有这种物料，请重新选择"))
    return row


def write_move(
    work: Work,
    row: Consumable,
    kind: MoveKind,
    signed: Decimal,
    *,
    who: str = "",
    words: str = "",
    on: date | None = None,
    undoes_id: int | None = None,
    token: str | None = None,
) -> int:
    """Write a move of a locked consumable and what it comes to; the move's id."""
    stock = row.stock + signed
    if stock < 0:
        raise Refused(
            tr("“{name}”只有 {n} {measure}，不够", name=row.name, n=row.stock, measure=row.measure),
            field="quantity",
        )
    move = StockMove(
        consumable_id=row.id, kind=kind, quantity=signed, moved_on=on or work.today(), who=who, words=words,
        undoes_id=undoes_id, at=work.now(), by_id=work.actor.id, by=work.actor.name, token=token,
    )  # fmt: skip
    work.session.add(move)
    row.stock = stock
    row.low = row.active and is_low(stock, row.least)
    work.session.flush()
    work.touch(TOPIC)
    return move.id
