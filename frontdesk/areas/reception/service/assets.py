"""Assets with tags of their own, and consumables with their moves in and out (D2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from frontdesk.areas.reception.model.stock import Asset, AssetEvent, Consumable, StockMove
from frontdesk.areas.reception.rules.stock import (
    ASSET_PREFIX,
    ASSET_STEP_WORDS,
    ASSET_TABLE,
    CONSUMABLE_PREFIX,
    MOST_QUANTITY,
    AssetState,
    AssetStep,
    MoveKind,
    asset_state,
    is_low,
)
from frontdesk.areas.reception.service.desk_common import by_another, day_of, may_write, tidy
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "stock"
ONE_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class AddAsset:
    """An asset with its tag; `code` "" takes the next number (ZC-0001). `value` None: not known."""

    name: str
    place: str
    code: str = ""
    keeper: str = ""
    value: Money | None = None
    bought_on: date | None = None
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeAsset:
    """What was written wrong of it, corrected (D0.6). Where it is and with whom changes by `StepAsset`."""

    asset_id: int
    name: str
    code: str
    value: Money | None = None
    bought_on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class StepAsset:
    """One thing that happens to it. `place` and `keeper` are needed only where it goes elsewhere (None: as it is)."""

    asset_id: int
    step: AssetStep
    words: str = ""
    place: str | None = None
    keeper: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """Its id and code."""

    id: int
    code: str
    again: bool = False


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


# -- assets --


def add_asset(work: Work, command: AddAsset) -> Added:
    """Register it."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(Asset).where(Asset.token == command.token))
        if before is not None:
            return Added(before.id, before.code, again=True)
    if command.value is not None and command.value < ZERO:
        raise Refused(tr("金额不能是负数"), field="value")
    made = Asset(
        code="", name=tidy(command.name, missing=tr("请写名称"), field="name", most=80),
        place=tidy(command.place, missing=tr("请写放在哪里"), field="place", most=60),
        keeper=tidy(command.keeper, field="keeper", most=60), value=command.value, bought_on=command.bought_on,
        words=tidy(command.words), state=AssetState.USED, registered_on=work.today(), at=work.now(),
        by_id=work.actor.id, by=work.actor.name, token=command.token,
    )  # fmt: skip
    made.code = _code(work, command.code, ASSET_PREFIX)
    work.session.add(made)
    work.session.flush()
    work.touch(TOPIC)
    return Added(made.id, made.code)


def change_asset(work: Work, command: ChangeAsset) -> str:
    """Correct it; gives the code."""
    may_write(work)
    asset = _asset(work, command.asset_id)
    if command.value is not None and command.value < ZERO:
        raise Refused(tr("金额不能是负数"), field="value")
    told = {
        "name": tidy(command.name, missing=tr("请写名称"), field="name", most=80),
        "code": _code(work, command.code, ASSET_PREFIX, own=asset.code),
        "value": command.value,
        "bought_on": command.bought_on,
        "words": tidy(command.words),
    }
    for name, value in told.items():
        if getattr(asset, name) != value:
            setattr(asset, name, value)
    work.touch(TOPIC)
    return asset.code


def step_asset(work: Work, command: StepAsset) -> str:
    """Take a step; gives the code. Scrapping, bringing back what was scrapped and voiding are a supervisor's."""
    may_write(work)
    asset = _asset(work, command.asset_id)
    word = tr(ASSET_STEP_WORDS[command.step])
    if asset.state not in ASSET_TABLE[command.step]:
        raise Refused(
            tr("{code} 现在是“{state}”，不能{what}", code=asset.code, state=tr(asset.state.value), what=word)
        )
    if command.step is AssetStep.SCRAPPED or asset.state is AssetState.SCRAPPED:
        work.require(Right.RECEPTION_LEAD, tr("{code} {name} {what}，要主管准许",
                                              code=asset.code, name=asset.name, what=word))  # fmt: skip
    elif command.step is AssetStep.VOIDED:
        by_another(work, asset.by_id, asset.registered_on, tr("{code} 作废要主管准许", code=asset.code))
    needed = tr("请写明原因") if command.step is not AssetStep.PLACED else ""
    words = tidy(command.words, missing=needed)
    place = asset.place if command.place is None else command.place
    place = tidy(place, missing=tr("请写放在哪里"), field="place", most=60)
    keeper = asset.keeper if command.keeper is None else tidy(command.keeper, field="keeper", most=60)
    if command.step is AssetStep.PLACED and (place, keeper) == (asset.place, asset.keeper):
        raise Refused(tr("地点和保管人都没有变"), field="place")
    work.session.add(
        AssetEvent(
            asset_id=asset.id, step=command.step, happened_on=work.today(), place=place, keeper=keeper,
            words=words, at=work.now(), by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    steps = work.session.scalars(
        select(AssetEvent.step).where(AssetEvent.asset_id == asset.id).order_by(AssetEvent.id)
    )
    asset.state = asset_state(steps)
    if asset.place != place:
        asset.place = place
    if asset.keeper != keeper:
        asset.keeper = keeper
    work.session.flush()
    work.touch(TOPIC)
    return asset.code


def _asset(work: Work, asset_id: int) -> Asset:
    asset = work.session.scalar(select(Asset).where(Asset.id == asset_id).with_for_update())
    if asset is None:
        raise Refused(tr("没有这件资产，请重新选择"))
    return asset


def _code(work: Work, typed: str, prefix: str, *, own: str = "") -> str:
    """A code nothing else has: an asset's and a consumable's are scanned into the same field."""
    code = tidy(typed, field="code", most=40).upper()
    if not code:
        if own:
            raise Refused(tr("请写编号"), field="code")
        while True:
            code = f"{prefix}-{next_number(work.session, f'stock-{prefix}'):04d}"
            if not _taken(work, code):
                return code
    if code != own and _taken(work, code):
        raise Refused(tr("编号 {code} 已经有了，请换一个", code=code), field="code")
    return code


def _taken(work: Work, code: str) -> bool:
    return any(
        work.session.scalar(select(func.count()).select_from(table).where(table.code == code))
        for table in (Asset, Consumable)
    )


# -- consumables --


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
    made.code = _code(work, command.code, CONSUMABLE_PREFIX)
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
    told["code"] = _code(work, command.code, CONSUMABLE_PREFIX, own=row.code)
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


def check_quantity(quantity: Decimal, field: str) -> None:
    """A quantity above nothing, of at most three decimals."""
    if not quantity.is_finite() or not Decimal(0) < quantity <= MOST_QUANTITY:
        raise Refused(tr("数量要大于零，请核对"), field=field)
    if quantity != round(quantity, ONE_DECIMALS):
        raise Refused(tr("数量最多三位小数"), field=field)
