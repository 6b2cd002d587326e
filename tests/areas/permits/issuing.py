"""Permits on the small estate of the cash desk's tests, each thing in one short call."""

from __future__ import annotations

from datetime import date
from typing import Any

from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.permits.queries.permits import PermitDetail, permit
from frontdesk.areas.permits.service.issuing import Issue, Issued, issue
from frontdesk.areas.permits.service.permit_money import Pay
from frontdesk.base.store.work import Approval
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import Desk

UNTIL = date(2027, 5, 31)
LEAVE = Approval(Right.PERMITS_ALLOW, 3, "周敏", "业主答应月底交清")


def pay(fee: str = "", deposit: str = "") -> Pay:
    """`cash=12` for the fee and for the deposit; empty leaves the fee owing and takes no deposit."""
    return Pay(
        (parse_tender(fee),) if fee else None,
        (parse_tender(deposit),) if deposit else None,
    )


def wanted(kind: str = "JZ", unit_id: int = 1, **more: Any) -> Issue:
    """A permit of the unit's owner until the end of May."""
    plain: dict[str, Any] = {"holder": "", "person_id": unit_id, "ends_on": UNTIL}
    return Issue(kind, unit_id, **(plain | more))


def give(
    desk: Desk, kind: str = "JZ", unit_id: int = 1, *, actor: Any = None, approval: Any = None,
    yes: tuple[str, ...] = (), **more: Any,
) -> Issued:  # fmt: skip
    """Issue it; by the receptionist unless somebody else is named."""
    found: Issued = desk.run(
        issue, wanted(kind, unit_id, **more), actor or desk.receptionist, approval=approval, yes=yes
    )
    return found


def worker(**more: Any) -> dict[str, Any]:
    """Somebody whom the archives do not know."""
    plain: dict[str, Any] = {
        "person_id": None, "holder": "谢安平", "role": "工人", "ends_on": date(2026, 12, 31),
        "id_number": "330102198003074471", "extra": (("work", "泥瓦工"),),
    }  # fmt: skip
    return plain | more


def look(desk: Desk, number: str, on: date | None = None) -> PermitDetail:
    """A permit as its pane shows it."""
    found = desk.runner.read(permit, number, on or desk.clock.today())
    assert found is not None
    return found
