"""A batch of homes that wait, and the acts of a visit in short calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.archives.service.units import SetState, set_state
from frontdesk.areas.fees.rules.kinds import MeterKind
from frontdesk.areas.handover.queries.lists import listed_papers
from frontdesk.areas.handover.queries.picking import UnitPick
from frontdesk.areas.handover.queries.visit import VisitFile, visit_file
from frontdesk.areas.handover.rules.slots import Hours
from frontdesk.areas.handover.service import batches, visiting
from frontdesk.areas.handover.service.batches import BatchFacts, MakeBatch, make_batch
from frontdesk.areas.handover.service.visiting import (
    CheckArrears,
    CheckIdentity,
    FinishInspection,
    HandKeys,
    NewReading,
    ReadMeters,
    SignPapers,
)
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import KeyKind, WhoKind
from frontdesk.areas.keys.service.common import Pieces
from frontdesk.areas.keys.service.receiving import NewKey, Receive, receive
from tests.areas.cashdesk.desk import TODAY, UNITS, Desk

HOURS = Hours(9 * 60, 17 * 60, 12 * 60, 13 * 60 + 30, 1)
TOMORROW = TODAY + timedelta(days=1)
FACTS = BatchFacts(
    "3栋第一批", TODAY, TODAY + timedelta(days=10), "售楼处一层大厅", "身份证原件和复印件、购房合同、收楼通知书",
    "装修垃圾清运费按面积，现场交。", HOURS,
)  # fmt: skip


def run(desk: Desk, service: Callable[..., Any], command: Any, actor: Any = None, **more: Any) -> Any:
    """As the receptionist, unless somebody else is named."""
    return desk.run(service, command, actor or desk.receptionist, **more)


def ask(desk: Desk, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
    return desk.runner.read(query, *args, **more)


def wait_for_handover(desk: Desk, *units: int) -> None:
    """These homes have not been handed over; their codes are found in any habit of writing them."""
    with desk.db.write() as session:
        for unit in session.scalars(select(Unit)):
            code = read_unit_code(unit.code)
            assert code is not None
            unit.key = code.key
    for unit_id in units:
        run(desk, set_state, SetState(unit_id, UnitState.NOT_HANDED_OVER, TODAY - timedelta(days=60)))


def batch(desk: Desk, *units: int, **facts: Any) -> int:
    """A batch of the homes; its id. The files' ids are 1, 2, … in the order of the codes."""
    wait_for_handover(desk, *(units or (1, 2)))
    codes = " ".join(UNITS[unit - 1] for unit in units or (1, 2))
    from dataclasses import replace

    made = run(desk, make_batch, MakeBatch(replace(FACTS, **facts), UnitPick(codes=codes)))
    return int(made.id)


def file_of(desk: Desk, file_id: int, on: date | None = None) -> VisitFile:
    found = ask(desk, visit_file, file_id, on or desk.clock.today())
    assert found is not None
    return found


def file_id_of(desk: Desk, unit_id: int) -> int:
    from frontdesk.areas.handover.queries.files import of_unit

    row = ask(desk, of_unit, unit_id, desk.clock.today())
    assert row is not None
    return int(row.id)


def key_set(desk: Desk, unit_id: int, pieces: int = 3) -> int:
    """The builder brings the keys of a home; the tag's id."""
    who = Who(WhoKind.VISITOR, "开发商 赵工")
    made = run(desk, receive, Receive((NewKey(KeyKind.DOOR, pieces, "A", "12"),), who, unit_id))
    return int(made.key_ids[0])


def parts(desk: Desk, file_id: int, *, upto: int = 6, key: int | None = None) -> None:
    """The visit's parts in their order, as far as *upto*."""
    file = file_of(desk, file_id)
    papers = tuple(paper.name for paper in ask(desk, listed_papers))
    keys = (Pieces(key, 2),) if key is not None else ()
    acts: tuple[tuple[Any, Any], ...] = (
        (visiting.check_identity, CheckIdentity(file_id, file.owners[0][0])),
        (visiting.sign_papers, SignPapers(file_id, papers)),
        (visiting.check_arrears, CheckArrears(file_id)),
        (
            visiting.read_meters,
            ReadMeters(file_id, opened=(NewReading(MeterKind.WATER, f"W-{file_id}", Decimal("12.5")),)),
        ),
        (visiting.hand_keys, HandKeys(file_id, keys, "" if keys else "由开发商直接交付")),
        (visiting.finish_inspection, FinishInspection(file_id)),
    )
    for service, command in acts[:upto]:
        run(desk, service, command)


def unit_row(desk: Desk, unit_id: int) -> Unit:
    found = desk.runner.read(lambda session: session.scalar(select(Unit).where(Unit.id == unit_id)))
    assert isinstance(found, Unit)
    return found


__all__ = ["FACTS", "HOURS", "TODAY", "TOMORROW", "ask", "batch", "batches", "file_id_of", "file_of", "key_set",
           "parts", "run", "unit_row", "wait_for_handover"]  # fmt: skip
