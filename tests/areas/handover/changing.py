"""A home that changes hands: its owner with a family, a tenant, money, permits, keys, cars; the acts in short calls."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frontdesk.areas.archives.model import UnitRole
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.service import AddVehicle, add_vehicle
from frontdesk.areas.archives.service.people import AddRole, SavePerson, add_role, save_person
from frontdesk.areas.handover.queries.transfer_facts import HomeFacts, home_facts
from frontdesk.areas.handover.rules.transfers import ChangeKind, Thing, Why
from frontdesk.areas.handover.service.transfer_commands import MakeChange, NewParty
from frontdesk.areas.handover.service.transfers import make_change
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import KeyKind, WhoKind
from frontdesk.areas.keys.service import AddConsent, Pieces, add_consent, lend_keys
from frontdesk.areas.keys.service.caring import Care
from frontdesk.areas.keys.service.lending import LendKeys
from frontdesk.areas.keys.service.receiving import NewKey, Receive, receive
from tests.areas.cashdesk.desk import Desk, Y
from tests.areas.handover.handing import run
from tests.areas.permits.issuing import give
from tests.areas.permits.service.test_parking import let as let_space
from tests.areas.permits.service.test_parking import places

ON = date(2026, 11, 20)
BUYER = NewParty("单晓晓", id_number="110101199003070476", phone="13867512208")


def resident(desk: Desk, unit_id: int, name: str, kind: RoleKind, **facts: Any) -> int:
    """Somebody new at a unit; the person's id."""
    person_id = int(run(desk, save_person, SavePerson(None, name)))
    run(desk, add_role, AddRole(unit_id, person_id, kind, **facts))
    return person_id


def furnish(desk: Desk) -> dict[str, int]:
    """Unit 1 with everything that belongs to those who leave: ids by name."""
    family = resident(desk, 1, "张可", RoleKind.FAMILY, relation="女儿")
    tenant = resident(desk, 1, "夏天", RoleKind.TENANT, starts_on=date(2026, 3, 1))
    give(desk, person_id=1)
    give(desk, person_id=family)
    give(desk, person_id=tenant)
    car = int(run(desk, add_vehicle, AddVehicle(1, "京A12345")))
    places(desk)
    lease = int(let_space(desk, person_id=1).lease_id)
    owner = Who(WhoKind.RESIDENT, person_id=1)
    made = run(
        desk, receive, Receive((NewKey(KeyKind.DOOR, 2, "A", "12"), NewKey(KeyKind.LETTERBOX, 1)), owner, 1)
    )
    cared = run(
        desk, receive, Receive((NewKey(KeyKind.DOOR, 1, "A", "13"),), owner, 1, care=Care("业主 11-20 签字的委托书"))
    )  # fmt: skip
    run(desk, lend_keys, LendKeys((Pieces(made.key_ids[0]),), owner, "回家", desk.clock.today()))
    run(desk, add_consent, AddConsent(1, True, "郑凯", source="业主 11-20 书面"))
    return {
        "family": family, "tenant": tenant, "car": car, "lease": lease, "door": made.key_ids[0],
        "letter": made.key_ids[1], "cared": cared.key_ids[0],
    }  # fmt: skip


def facts_of(desk: Desk, unit_id: int = 1) -> HomeFacts:
    """The home as it stands."""
    found: HomeFacts = desk.runner.read(home_facts, unit_id, desk.clock.today(), desk.clock.now())
    return found


def sale(
    desk: Desk, *, unit_id: int = 1, out: tuple[str, ...] = ("业主", "家庭成员"), **more: Any
) -> MakeChange:
    """The owners with their family sell to somebody new, as the page would say it."""
    facts = facts_of(desk, unit_id)
    plain: dict[str, Any] = {
        "kind": ChangeKind.OWNER, "unit_id": unit_id, "on": ON, "why": Why.SALE, "owed": facts.owed + facts.late,
        "prepaid": facts.prepaid, "out": tuple(r.role_id for r in facts.roles if r.kind.value in out), "new": (BUYER,),
        "ends": tuple((t.sort, t.id) for t in facts.of_sort(Thing.VEHICLE, Thing.LEASE)),
    }  # fmt: skip
    return MakeChange(**(plain | more))


def lease_change(desk: Desk, why: Why, **more: Any) -> MakeChange:
    """The tenants of unit 1 go, or somebody comes, as *why* says."""
    facts = facts_of(desk)
    plain: dict[str, Any] = {
        "kind": ChangeKind.LEASE, "unit_id": 1, "on": ON, "why": why, "owed": facts.owed + facts.late,
        "prepaid": facts.prepaid,
    }  # fmt: skip
    return MakeChange(**(plain | more))


def change(desk: Desk, command: MakeChange, actor: Any = None, **more: Any) -> Any:
    """As the receptionist, unless somebody else is named."""
    return run(desk, make_change, command, actor, **more)


def roles_at(desk: Desk, unit_id: int = 1) -> list[tuple[str, str, Any, Any, Any]]:
    """(name, role, from, until, share) of everybody who was ever something to the home."""
    from sqlalchemy import select

    from frontdesk.areas.archives.model import Person

    query = (
        select(Person.name, UnitRole.kind, UnitRole.starts_on, UnitRole.ends_on, UnitRole.share)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.unit_id == unit_id)
        .order_by(UnitRole.id)
    )
    return desk.runner.read(
        lambda session: [
            (name, kind.value, a, b, share) for name, kind, a, b, share in session.execute(query)
        ]
    )


WHOLE = Decimal(100)
__all__ = [
    "BUYER",
    "ON",
    "WHOLE",
    "Y",
    "change",
    "facts_of",
    "furnish",
    "lease_change",
    "resident",
    "roles_at",
    "sale",
]
