"""Templates and boards of notices: what stands, what is missing of the beginning, boards meant by words (D2.5)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.reception.model.notices import NoticeBoard, NoticeTemplate
from frontdesk.areas.reception.queries.places import public_place
from frontdesk.areas.reception.rules.notices import NoticeForm
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

ALL = ("全部", "全部位置", "所有", "全小区", "全部公告栏")
ENTRANCES = ("全部单元", "所有单元", "各单元", "全部楼栋", "各楼栋")


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template; `key` tells an outage's own."""

    id: int
    key: str | None
    name: str
    form: NoticeForm
    title: str
    greeting: str
    body: str
    days: int | None
    active: bool
    sort: int


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board; `building` is the name of the building it belongs to, "" for one of the estate."""

    id: int
    name: str
    building_id: int | None
    building: str
    entrance: str
    active: bool


def template_rows(session: Session, *, active_only: bool = True) -> tuple[TemplateRow, ...]:
    """Templates in the office's order."""
    query = select(NoticeTemplate).order_by(NoticeTemplate.sort, NoticeTemplate.id)
    if active_only:
        query = query.where(NoticeTemplate.active)
    return tuple(
        TemplateRow(t.id, t.key, t.name, t.form, t.title, t.greeting, t.body, t.days, t.active, t.sort)
        for t in session.scalars(query)
    )


def board_order() -> tuple[ColumnElement[Any], ...]:
    """Boards of the estate first, then entrance by entrance in the order of the buildings."""
    return (
        NoticeBoard.building_id.is_not(None),
        func.coalesce(Building.sort, 0),
        func.coalesce(Building.code, ""),
        func.length(NoticeBoard.entrance),
        func.coalesce(NoticeBoard.entrance, ""),
        func.coalesce(NoticeBoard.sort, 0),
        func.coalesce(NoticeBoard.id, 0),
    )


def board_rows(session: Session, *, active_only: bool = True) -> tuple[BoardRow, ...]:
    """The boards, those of the estate first."""
    query = (
        select(NoticeBoard, Building.name)
        .outerjoin(Building, Building.id == NoticeBoard.building_id)
        .order_by(*board_order())
    )
    if active_only:
        query = query.where(NoticeBoard.active)
    return tuple(
        BoardRow(b.id, b.name, b.building_id, building or "", b.entrance, b.active)
        for b, building in session.execute(query)
    )


def bare_entrances(session: Session) -> tuple[tuple[int, str, str], ...]:
    """(building, its code, entrance) of the archives that no board stands for yet, in the buildings' order."""
    boards = session.execute(
        select(NoticeBoard.building_id, NoticeBoard.entrance).where(NoticeBoard.building_id.is_not(None))
    )
    have = {(building_id, entrance) for building_id, entrance in boards}
    rows = session.execute(
        select(Building.id, Building.code, Unit.entrance)
        .join(Unit, Unit.building_id == Building.id)
        .where(Unit.entrance != "")
        .distinct()
        .order_by(Building.id, Building.code, Unit.entrance)
    ).all()
    return tuple((i, code, entrance) for i, code, entrance in rows if (i, entrance) not in have)


def notices_begun(session: Session) -> bool:
    """Whether the templates stand and every entrance has its board."""
    if session.scalar(select(NoticeTemplate.id).limit(1)) is None:
        return False
    return not bare_entrances(session)


def entrance_words(code: str, entrance: str) -> str:
    """`3栋1单元`: what the board of an entrance is called until the office calls it otherwise."""
    return f"{code}栋{entrance}单元" if code.isdigit() else f"{code}-{entrance}"


def read_boards(session: Session, text: str) -> tuple[BoardRow, ...]:
    """Boards written one after the other: `小区公告栏、3栋、5-1`, or `全部`; a building means all its entrances.

    Raises `Refused`, field `boards`, for a word that means none.
    """
    every = board_rows(session)
    found: dict[int, BoardRow] = {}
    for word in (word for word in re.split(r"[、，,；;\s]+", text.strip()) if word):
        named = _named(session, every, word)
        if not named:
            raise Refused(
                tr("没有“{word}”这个张贴位置，请核对，或到“模板和位置”里加", word=word), field="boards"
            )
        found |= {board.id: board for board in named}
    # In the order of the list, whatever was said first.
    return tuple(board for board in every if board.id in found)


def _named(session: Session, every: tuple[BoardRow, ...], word: str) -> list[BoardRow]:
    if word in ALL:
        return list(every)
    if word in ENTRANCES:
        return [board for board in every if board.building_id is not None]
    exact = [board for board in every if board.name == word]
    if exact:
        return exact
    place = public_place(session, word)
    if place is not None and place.building_id is not None and not place.spot:
        here = [board for board in every if board.building_id == place.building_id]
        return [board for board in here if board.entrance == place.entrance] if place.entrance else here
    part = [board for board in every if word in board.name]
    return part if len(part) == 1 else []


def boards_at(
    session: Session, places: tuple[tuple[int | None, str, int | None], ...]
) -> tuple[BoardRow, ...]:
    """The boards of places: (building, entrance, unit); a unit's is its entrance's, and those without are the estate's."""
    every = board_rows(session)
    wanted: set[tuple[int, str]] = set()
    for building_id, entrance, unit_id in places:
        if unit_id is not None:
            unit = session.get(Unit, unit_id)
            if unit is not None:
                wanted.add((unit.building_id, unit.entrance))
        elif building_id is not None:
            wanted.add((building_id, entrance))
    return tuple(
        board
        for board in every
        if board.building_id is not None
        and ((board.building_id, "") in wanted or (board.building_id, board.entrance) in wanted)
    )


def board_words(session: Session, ids: Collection[int]) -> str:
    """Those boards as `read_boards` takes them: `全部`, `小区公告栏、3栋、5栋1单元`."""
    every = board_rows(session)
    wanted = [board for board in every if board.id in ids]
    if wanted and len(wanted) == len(every):
        return tr("全部")
    words: list[str] = []
    for building_id, group in groupby(wanted, lambda board: board.building_id):
        mine = list(group)
        whole = [board for board in every if board.building_id == building_id]
        name = mine[0].building
        place = (
            public_place(session, name) if building_id is not None and len(mine) == len(whole) > 1 else None
        )
        if place is not None and place.building_id == building_id and not place.spot:
            words.append(name)
        else:
            words += [board.name for board in mine]
    return "、".join(words)
