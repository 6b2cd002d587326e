"""A lease leads to its 停车证: unit, holder, car, space and last day come along (D3.7, D3.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.queries.parking_permits import car_permits
from frontdesk.areas.permits.ui.issue_form import IssueFormPage
from frontdesk.areas.permits.ui.parking_page import ParkingPage
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link, Words
from tests.areas.cashdesk.desk import Desk
from tests.areas.permits.service.test_parking import let, places

Went = list[tuple[str, dict[str, Any]]]


def test_d3_7_the_permit_of_a_lease_is_issued_with_what_the_lease_knows(
    desk: Desk, front_of: Callable[[Any], Front], show: Callable[[Any], Any], went: Went
) -> None:
    places(desk)
    let(desk, last_on=date(2027, 3, 31))
    front = front_of(desk.supervisor)
    page = cast(ParkingPage, show(ParkingPage(front)))
    link = page.pane.findChild(Link, "parking_lease_link")
    assert link is not None
    link.clicked.emit()
    target, told = went[-1]
    assert target == "issue_permit"
    form = cast(IssueFormPage, show(IssueFormPage(front)))
    form.open(**told)
    assert (form.kind.value(), form.person.text(), form.ends_on.value()) == ("TC", "张硕", date(2027, 3, 31))
    assert [field.text() for field in form.extra[:2]] == ["京A·12345", "B1-001"]
    assert not form.typed_anything()
    form.save()
    lease = desk.runner.read(leases, desk.clock.today())[0]
    [permit] = desk.runner.read(car_permits, lease, desk.clock.today())
    assert (permit.plate, permit.ends_on, permit.live) == ("京A·12345", date(2027, 3, 31), True)
    page.refresh()
    shown = [words.text() for words in page.pane.findChildren(Words)]
    assert any(text.startswith(permit.number) for text in shown)


def test_a_holder_the_archives_do_not_know_is_written_by_name(
    desk: Desk, front_of: Callable[[Any], Front], show: Callable[[Any], Any]
) -> None:
    form = cast(IssueFormPage, show(IssueFormPage(front_of(desk.supervisor))))
    form.open(unit_id=1, kind="TC", holder="翠湖里餐饮管理有限公司", extra={"plate": "京A12345"})
    assert form.holder.text() == "翠湖里餐饮管理有限公司"
    assert form.extra[0].text() == "京A12345"
