"""Two records of one person, joined: permits, parking, keys and reception know one of them; a split gives both back (D1.2)."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.areas.archives.queries import unit_file
from frontdesk.areas.archives.queries.papers import PaperFilter, paper_rows
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.service import AddRole, EndRole, add_role, end_role
from frontdesk.areas.archives.service.duplicates import JoinPeople, SplitPeople, join_people, split_people
from frontdesk.areas.archives.service.papers import FilePaper, file_paper
from frontdesk.areas.keys.queries import loan_rows
from frontdesk.areas.keys.rules.kinds import WhoKind
from frontdesk.areas.keys.service import Who
from frontdesk.areas.permits.queries.batch import candidates
from frontdesk.areas.permits.queries.conditions import limits
from frontdesk.areas.permits.queries.parking import leases, left_estate
from frontdesk.areas.permits.queries.permits import PermitFilter, permit_rows
from frontdesk.areas.permits.rules.parking import PlaceKind, Verdict
from frontdesk.areas.permits.service.parking import Apply, apply_for_space
from frontdesk.areas.permits.service.parking_answers import Answer, answer
from frontdesk.areas.permits.service.parking_places import AddPlaces, add_places
from frontdesk.areas.reception.queries.places import residents_of
from frontdesk.areas.reception.queries.tickets import ticket
from frontdesk.areas.reception.rules.words import Channel, TicketKind
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.areas.today.queries.permit_lines import permits_of_leavers
from frontdesk.base.values.errors import NeedsConfirmation, Refused
from frontdesk.base.values.money import Money
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.keys.cabinet import Cabinet
from tests.areas.permits.issuing import give, look
from tests.areas.permits.office import let

HOME = 3
"""The unit whose tenant stands there under the record that is joined."""


def test_D1_2_D3_both_records_of_one_person_are_one_at_the_desk(desk: Desk) -> None:
    kept, joined = let(desk, 2), let(desk, HOME)
    old = give(desk, unit_id=HOME, person_id=joined)
    desk.run(add_places, AddPlaces("B1-001", PlaceKind.LEASED, Money.yuan("300"), "地下一层"))
    asked = Apply(1, HOME, date(2026, 11, 17), date(2027, 5, 16), person_id=joined)
    request = desk.run(apply_for_space, asked, desk.receptionist)
    desk.run(answer, Answer(request.request_id, Verdict.APPROVED), desk.supervisor)
    cabinet = Cabinet(desk)
    cabinet.consent("", unit_id=HOME, person_id=joined)
    told = Receive(TicketKind.REPAIR, Channel.PHONE, "厨房漏水", HOME, person_id=joined)
    taken = desk.run(receive, told, desk.receptionist)
    desk.run(file_paper, FilePaper("租赁合同", b"%PDF-1.4\n%%EOF\n", person_id=joined), desk.receptionist)
    before = shown(desk, old.number, taken.ticket_id)
    join = desk.run(join_people, JoinPeople(kept, joined, "本人确认"), desk.supervisor)
    assert shown(desk, old.number, taken.ticket_id) == (kept, [kept], [kept], kept)
    # What the one may, the other may: the owner's word, the lease's end, a second permit asked for.
    resident = Who(WhoKind.RESIDENT, person_id=kept)
    loan = cabinet.lend(cabinet.key(unit_id=HOME), who=resident, days=1).movement_ids[0]
    for person_id in (kept, joined):
        assert [row.id for row in desk.runner.read(loan_rows, TODAY, person_id=person_id)] == [loan]
        assert len(desk.runner.read(paper_rows, PaperFilter(TODAY, person_id=person_id))) == 1
        assert desk.runner.read(limits, "JZ", HOME, person_id, TODAY) == before_lease(desk, joined)
        with pytest.raises(NeedsConfirmation):
            give(desk, unit_id=HOME, person_id=person_id)
    with pytest.raises(Refused, match="已经有"):
        cabinet.consent("", unit_id=HOME, person_id=kept)
    building = desk.runner.read(unit_file, HOME, TODAY).unit.building_id
    offered = [c.person_id for c in desk.runner.read(candidates, "JZ", building, TODAY) if c.unit_id == HOME]
    assert not {kept, joined} & set(offered)
    # The role under the joined record ends, one under the kept one begins: they still belong here.
    role = next(r for r in desk.runner.read(unit_file, HOME, TODAY).roles if r.kind is RoleKind.TENANT)
    desk.run(end_role, EndRole(role.id, TODAY), desk.receptionist)
    assert leavers(desk) == ([old.number], 1)
    desk.run(add_role, AddRole(HOME, kept, RoleKind.TENANT, starts_on=TODAY), desk.receptionist)
    assert leavers(desk) == ([], 0)
    desk.run(split_people, SplitPeople(join, "是两个人"), desk.supervisor)
    assert look(desk, old.number).person_id == joined
    assert leavers(desk) == ([old.number], 1)
    assert before == (joined, [joined], [joined], joined)


def before_lease(desk: Desk, joined: int) -> tuple[date, str]:
    """What the tenant's own record says."""
    found = desk.runner.read(limits, "JZ", HOME, joined, TODAY)
    return found[0], found[1]


def shown(desk: Desk, permit: str, ticket_id: int) -> tuple[object, ...]:
    """Whom the permit, the callers that can be picked, the tenants and the ticket name."""
    callers = [r.person_id for r in desk.runner.read(residents_of, HOME, TODAY) if r.role is RoleKind.TENANT]
    tenants = [
        r.person_id for r in desk.runner.read(unit_file, HOME, TODAY).roles if r.kind is RoleKind.TENANT
    ]
    detail = desk.runner.read(ticket, ticket_id, desk.clock.now(), TODAY)
    return look(desk, permit).person_id, callers, tenants, detail.person_id


def leavers(desk: Desk) -> tuple[list[str], int]:
    """Permits out, and leases, of people who belong to the home no more."""
    lines = desk.runner.read(permits_of_leavers, TODAY)
    listed = desk.runner.read(permit_rows, PermitFilter("left"), TODAY, limit=None)
    numbers = [line.number for line in lines]
    assert numbers == [row.number for row in listed]
    held = desk.runner.read(leases, TODAY)
    return numbers, len(desk.runner.read(left_estate, held, TODAY))
