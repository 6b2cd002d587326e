"""Goods out on the small estate of the cash desk's tests: a home that is let, and passes in one short call."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from frontdesk.areas.archives.model import Person, UnitRole
from frontdesk.areas.archives.rules.kinds import PersonKind, RoleKind
from frontdesk.areas.permits.queries.goods import GoodsDetail, goods_pass
from frontdesk.areas.permits.rules.goods import Consent, ConsentWay, Line
from frontdesk.areas.permits.service.goods import IssuedGoods, IssueGoods, issue_goods
from tests.areas.cashdesk.desk import TODAY, Desk

OWNER_OF_2 = "业主2"
TENANT = "王磊"
CARRIER_NUMBER = "330102198003074471"
LINES = (Line("双门冰箱", 1, "台", "白色，海尔"), Line("纸箱", 12, "箱", "衣物、书"))
YES = Consent(OWNER_OF_2, ConsentWay.WRITTEN, date(2026, 11, 20))


def let(desk: Desk, unit_id: int = 2, name: str = TENANT) -> int:
    """Somebody rents the unit; their id."""
    with desk.db.write() as session:
        person = Person(
            name=name, kind=PersonKind.PERSON, id_kind=None, visa_ends_on=None, registered_on=None,
            made_at=desk.clock.now(),
        )  # fmt: skip
        session.add(person)
        session.flush()
        session.add(
            UnitRole(
                unit_id=unit_id, person_id=person.id, kind=RoleKind.TENANT, share=None,
                starts_on=date(2025, 12, 1), ends_on=date(2027, 6, 1),
            )
        )  # fmt: skip
        return person.id


def wanted(desk: Desk, unit_id: int = 1, **more: Any) -> IssueGoods:
    """A pass of the owner's, from an hour ago until in four hours."""
    now = desk.clock.now()
    plain: dict[str, Any] = {
        "asker": "张硕",
        "asker_id": unit_id,
        "lines": LINES,
        "carrier": "谢安平",
        "carrier_number": CARRIER_NUMBER,
        "plate": "浙A6H072",
        "starts_at": now - timedelta(hours=1),
        "ends_at": now + timedelta(hours=4),
    }
    return IssueGoods(unit_id, **(plain | more))


def issue(desk: Desk, unit_id: int = 1, actor: Any = None, approval: Any = None, **more: Any) -> IssuedGoods:
    """Store one."""
    found: IssuedGoods = desk.run(issue_goods, wanted(desk, unit_id, **more), actor, approval=approval)
    return found


def look(desk: Desk, number: str, at: datetime | None = None, on: date = TODAY) -> GoodsDetail:
    """A pass as the pane shows it."""
    found = desk.runner.read(goods_pass, number, at or desk.clock.now(), on)
    assert found is not None
    return found
