"""Assets with tags of their own: registered, corrected, moved, mended, scrapped (D2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.reception.model.stock import Asset, AssetEvent
from frontdesk.areas.reception.rules.stock import (
    ASSET_PREFIX,
    ASSET_STEP_WORDS,
    ASSET_TABLE,
    AssetState,
    AssetStep,
    asset_state,
)
from frontdesk.areas.reception.service.desk_common import by_another, may_write, tidy
from frontdesk.areas.reception.service.stock_common import TOPIC, Added, take_code
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


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
    made.code = take_code(work, command.code, ASSET_PREFIX)
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
        "code": take_code(work, command.code, ASSET_PREFIX, own=asset.code),
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
