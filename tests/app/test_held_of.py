"""本人信息 (D1.9, art. 45): nothing that carries a person's id is left out; numbers stand in full only where allowed."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from types import SimpleNamespace

import openpyxl
import pytest
from sqlalchemy import event, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken
from frontdesk.app.schema import METADATA
from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.model.looks import NumberLook
from frontdesk.areas.archives.queries.held import held_of_person
from frontdesk.areas.archives.queries.personal_requests import RequestFilter, RequestShow, request_rows
from frontdesk.areas.archives.rules.kinds import IdKind, RoleKind, UnitState
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.rules.personal import Asker, RequestState
from frontdesk.areas.archives.service import (
    AddVehicle,
    RegisterResident,
    SavePerson,
    SaveUnit,
    add_vehicle,
    register_resident,
    save_unit,
)
from frontdesk.areas.archives.service.looks import note_look
from frontdesk.areas.archives.service.people import EndRole, RevealPerson, end_role, reveal_person
from frontdesk.areas.archives.service.personal_requests import (
    AskPersonalData,
    EndRequest,
    TakePersonalData,
    ask_personal_data,
    deliver_request,
    export_personal_data,
    print_personal_data,
    void_request,
)
from frontdesk.areas.reception.model.calls import DeskCall, DeskCallWords
from frontdesk.areas.reception.model.visitors import Visit
from frontdesk.areas.today.queries.personal_lines import personal_groups, personal_hits
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from tests.tools import paper_reading as read

TODAY = date(2026, 11, 21)
OWN_ID, OWN_PHONE, OTHER_PHONE = "330106197805122217", "13812345678", "13922222216"
NOT_TOLD = {
    "anonymised_person": "says only that a person is no longer known by name",
}
"""Table that no source reads: why what it holds is nothing to be told."""
_PERSONS = re.compile(r"(person|payer|owner|tenant|asker|holder|applicant)_id$")
_NUMBERS = re.compile(r"phone|id_number|carrier_number")


@pytest.fixture
def do(runner, admin):
    """Run a service as the administrator and hand back what it returns."""
    return lambda service, command, **how: (
        runner.run(service, command, actor=how.pop("actor", admin), **how).value
    )


@pytest.fixture
def home(do, runner, admin):
    """A home 张硕 rented till the middle of the year, and 何倩 has had since; a call, two visitors, a car, a look."""
    unit = do(save_unit, SaveUnit(None, "1-1-101", state=UnitState.LET))
    first = SavePerson(None, "张硕", id_kind=IdKind.RESIDENT, id_number=OWN_ID, phone=OWN_PHONE)
    sure = {"confirmed": frozenset({"id_number", "phone", "plate"})}
    role = do(
        register_resident, RegisterResident(unit, first, RoleKind.TENANT, starts_on=date(2025, 1, 1)), **sure
    )
    do(end_role, EndRole(role, date(2026, 7, 1), "到期"))
    after = SavePerson(None, "何倩", phone=OTHER_PHONE)
    do(register_resident, RegisterResident(unit, after, RoleKind.TENANT, starts_on=date(2026, 7, 1)), **sure)
    do(add_vehicle, AddVehicle(unit, "浙A8ZS61", "白色", "轿车", ""), **sure)
    people = runner.read(lambda s: dict(s.execute(select(Person.name, Person.id)).all()))
    do(reveal_person, RevealPerson(people["张硕"], "核对身份"))

    def talk(work, _none):
        stamp = {"at": work.now(), "by_id": admin.id, "by": admin.name}
        # The number is theirs, but the desk knew that 何倩 was calling with it.
        other = DeskCall(phone=OWN_PHONE, called_on=date(2026, 5, 6), person_id=people["何倩"], **stamp)
        work.session.add(other)
        lent = DeskCall(phone=OTHER_PHONE, called_on=date(2026, 5, 4), person_id=people["张硕"], **stamp)
        work.session.add(lent)
        note_look(work, How.EXPORTED, Matter.UNITS, "全部房屋", "给街道", people=12)
        call = DeskCall(phone=OWN_PHONE, called_on=date(2026, 5, 5), **stamp)
        work.session.add(call)
        work.session.flush()
        said = f"请回 {OWN_PHONE}，不在就打 {OTHER_PHONE}；她发来 😀"
        work.session.add(DeskCallWords(call_id=call.id, words=said, void=False, **stamp))
        for on, name in ((date(2026, 3, 3), "来客甲"), (date(2026, 8, 8), "来客乙")):
            work.session.add(
                Visit(name=name, people=1, unit_id=unit, why="探亲", came_on=on, phone="13700001111", **stamp)
            )

    do(talk, None)
    return SimpleNamespace(unit=unit, people=people)


def whole(parts) -> str:
    return "\n".join(f"{part.title} {row.what} {row.words}" for part in parts for row in part.rows)


def test_d1_9_every_table_with_a_persons_id_or_number_is_told_by_a_source(runner, home):
    """A new table that carries one goes into its area's `queries/personal.py`, or into NOT_TOLD with the reason."""
    told: list[str] = []

    def listen(_connection, _cursor, statement, *_rest):
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        runner.read(held_of_person, home.people["张硕"], TODAY)
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
    asked = set(re.findall(r"(?:FROM|JOIN) \"?(\w+)", " ".join(told)))
    left_out = [
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        if table.name not in asked and table.name not in NOT_TOLD
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
        or _PERSONS.search(column.name)
        or _NUMBERS.search(column.name)
    ]
    assert left_out == []
    assert set(NOT_TOLD) <= set(METADATA.tables)


def test_d1_9_what_is_told_is_theirs_masked_and_of_their_own_days(runner, home):
    held = runner.read(held_of_person, home.people["张硕"], TODAY)
    words = whole(held)
    assert "330106********2217" in words
    assert "138****5678" in words
    assert "核对身份" in words
    assert OWN_PHONE not in words
    assert OTHER_PHONE not in words
    # The visitor and the car that came after they had left are not theirs to know.
    visits = next(part for part in held if part.title == "访客").rows
    assert [row.on for row in visits] == [date(2026, 3, 3)]
    assert [row.on for row in next(part for part in held if part.title == "来电").rows] == [
        date(2026, 5, 4),
        date(2026, 5, 5),
    ]
    assert "来客" not in words
    # A list in full that went out is told to who was on it then.
    assert "给街道" not in words
    assert "给街道，12 人的名单" in whole(runner.read(held_of_person, home.people["何倩"], TODAY))
    assert "8ZS61" not in words
    assert "8ZS61" in whole(runner.read(held_of_person, home.people["何倩"], TODAY)).replace("·", "")
    full = whole(runner.read(held_of_person, home.people["张硕"], TODAY, unmasked=True))
    assert OWN_ID in full
    assert f"请回 {OWN_PHONE}，不在就打 139****2216" in full
    # Numbers in full are their own alone, also where they called with somebody else's.
    assert OTHER_PHONE not in full


def test_d1_9_a_request_is_numbered_frozen_printed_again_and_handed_over(do, runner, home, admin):
    ask = AskPersonalData(home.people["张硕"], Asker.SELF, "核对身份证原件", token="t")
    made = do(ask_personal_data, ask)
    assert made == do(ask_personal_data, ask)
    assert made.number == "GR-2026-001"
    first = do(print_personal_data, TakePersonalData(made.number))
    paper = "".join(read.text(first.pdf).split())
    assert "138****5678" in paper
    assert OWN_PHONE not in paper
    assert "没有记录" in paper
    # A sign no font has does not keep the answer from whoever asked.
    assert "〔U+1F600〕" in paper
    # Frozen: what is entered later does not change it (T12).
    do(reveal_person, RevealPerson(home.people["张硕"], "后来又看"))
    again = do(print_personal_data, TakePersonalData(made.number))
    assert again.times == 1
    reprint = "".join(read.text(again.pdf).split())
    assert "补打1" in reprint
    assert "后来又看" not in reprint
    (group,) = runner.read(personal_groups, TODAY + timedelta(days=16))
    assert [(line.tone, line.when) for line in group.lines] == [("bad", "16 天了")]
    (hit,) = runner.read(personal_hits, "gr-2026-0", TODAY, 5)
    assert (hit.label, hit.second) == (made.number, "张硕")
    assert do(deliver_request, EndRequest(made.id, "本人签收")) == made.number
    assert runner.read(personal_groups, TODAY)[0].count == 0
    with pytest.raises(Refused, match="已经交付"):
        do(void_request, EndRequest(made.id, "选错了人"))
    (row,) = runner.read(request_rows, RequestFilter(TODAY, show=RequestShow.ALL, text="gr-2026"))
    assert (row.state, row.name) == (RequestState.DELIVERED, "张硕")

    def change(work, _none):
        work.session.execute(text("DELETE FROM personal_request"))

    with pytest.raises(DBAPIError, match="who asked"):
        do(change, None)
    assert broken(runner) == []


def test_d1_9_numbers_in_full_take_the_right_and_a_reason_each_time(do, runner, home, receptionist):
    wrong = AskPersonalData(home.people["张硕"], Asker.AGENT, "", unmasked=True)
    with pytest.raises(InvalidInput) as refused:
        do(ask_personal_data, wrong)
    assert set(refused.value.errors) == {"asked_by", "checked", "reason"}
    ask = AskPersonalData(
        home.people["张硕"], Asker.SELF, "核对身份证原件", unmasked=True, reason="本人要带走"
    )
    with pytest.raises(NeedsApproval):
        do(ask_personal_data, ask, actor=receptionist)
    made = do(ask_personal_data, ask)
    # Somebody else who prints it first sees what they did not ask for: they need the right and a reason too.
    with pytest.raises(NeedsApproval):
        do(print_personal_data, TakePersonalData(made.number, "顺便看看"), actor=receptionist)
    pdf = do(print_personal_data, TakePersonalData(made.number)).pdf
    assert OWN_ID in "".join(read.text(pdf).split())
    with pytest.raises(Refused, match="原因"):
        do(export_personal_data, TakePersonalData(made.number))
    book = do(export_personal_data, TakePersonalData(made.number, "派出所要"))
    cells = [
        str(cell) for line in openpyxl.load_workbook(io.BytesIO(book)).active.values for cell in line if cell
    ]
    assert OWN_ID in cells
    assert any("派出所要" in cell for cell in cells)
    with pytest.raises(Refused, match="原因"):
        do(print_personal_data, TakePersonalData(made.number))

    def looks(session):
        found = session.scalars(
            select(NumberLook).where(NumberLook.matter == Matter.OWN).order_by(NumberLook.id)
        )
        return [(look.how, look.reason) for look in found]

    assert runner.read(looks) == [(How.PRINTED, "本人要带走"), (How.EXPORTED, "派出所要")]
