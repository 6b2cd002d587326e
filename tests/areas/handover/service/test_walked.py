"""What a walk through the handover found, each held by a test (D1.4)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from frontdesk.areas.fees.queries.meters import unit_meters
from frontdesk.areas.fees.rules.kinds import MeterKind
from frontdesk.areas.handover.documents.handing import AcceptanceSheet, MoveInNotice
from frontdesk.areas.handover.queries.defects import defects
from frontdesk.areas.handover.queries.figures import HandoverFigures, handover_figures
from frontdesk.areas.handover.queries.files import (
    HandoverFilter,
    HandoverShow,
    handover_counts,
    handover_rows,
)
from frontdesk.areas.handover.rules.lists import PAPERS
from frontdesk.areas.handover.service import notices
from frontdesk.areas.handover.service.defects import (
    AddDefect,
    ReturnDefect,
    SignDefect,
    VoidDefect,
    add_defect,
    return_defect,
    sign_defect,
    void_defect,
)
from frontdesk.areas.handover.service.ending import Accept, Refuse, UndoStep, accept, refuse, undo_step
from frontdesk.areas.handover.service.papers import IssueSheet, issue_sheet
from frontdesk.areas.handover.service.setting_up import SetLists, set_lists
from frontdesk.areas.handover.service.visiting import HandKeys, NewReading, ReadMeters, hand_keys, read_meters
from frontdesk.areas.reception.service.working import Finish, finish
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values import codec
from frontdesk.base.values.errors import InvalidInput, NeedsConfirmation, Refused
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.handover.handing import ask, batch, file_id_of, file_of, parts, run


def test_D1_4_a_first_reading_is_put_right_on_the_day_it_was_taken(desk: Desk) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    parts(desk, file_id, upto=3)
    opened = (
        NewReading(MeterKind.WATER, "W-1", Decimal("3.5")),
        NewReading(MeterKind.POWER, "D-1", Decimal(12)),
    )
    run(desk, read_meters, ReadMeters(file_id, opened=opened))
    water, power = ask(desk, unit_meters, 1)
    with pytest.raises(InvalidInput) as wrong:
        run(desk, read_meters, ReadMeters(file_id, ((water.id, Decimal(4)), (power.id, Decimal(-1)))))
    assert list(wrong.value.errors) == [str(power.id)]
    run(desk, read_meters, ReadMeters(file_id, ((water.id, Decimal("3.8")), (power.id, Decimal(12)))))
    assert [meter.last_value for meter in ask(desk, unit_meters, 1)] == [Decimal("3.8"), Decimal(12)]
    assert [row.value for row in file_of(desk, file_id).readings] == [Decimal("3.8"), Decimal(12)]


def test_D1_4_fees_that_begin_a_year_off_are_asked_about(desk: Desk) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    parts(desk, file_id)
    off = Accept(file_id, fees_from=TODAY - timedelta(days=3_650))
    with pytest.raises(NeedsConfirmation, match="差一年多"):
        run(desk, accept, off)
    assert run(desk, accept, off, yes=("handover_fees_far",)).fees_from == off.fees_from


def test_D1_4_the_acceptance_sheet_says_on_which_day_the_home_was_taken_over(desk: Desk) -> None:
    batch(desk)
    file_id = file_id_of(desk, 1)
    parts(desk, file_id)
    run(desk, accept, Accept(file_id))
    found = ask(
        desk,
        paper_document,
        "acceptance_sheet",
        run(desk, issue_sheet, IssueSheet(file_id, "acceptance_sheet")),
    )
    assert codec.from_plain(AcceptanceSheet, found[1]).result.startswith(TODAY.isoformat())


def test_T15_figures_of_a_past_day_are_those_of_that_day(desk: Desk) -> None:
    batch(desk)
    first, second = file_id_of(desk, 1), file_id_of(desk, 2)
    parts(desk, first, upto=1)
    run(desk, refuse, Refuse(first, "墙面开裂"))
    desk.clock.forward(days=2)
    parts(desk, first)
    run(desk, accept, Accept(first))
    later = TODAY + timedelta(days=2)

    def on(day: int) -> HandoverFigures:
        found: HandoverFigures = ask(
            desk, handover_figures, later, TODAY - timedelta(days=1), TODAY + timedelta(days=day)
        )
        return found

    # Before the batch there was nothing; then one refused; then it was handed over, and the refusal stays in its day.
    assert on(-1).homes == 0
    assert (on(0).homes, on(0).refused, on(0).done) == (2, 1, 0)
    assert (on(2).refused, on(2).done) == (0, 1)
    assert [(d.refused, d.done) for d in on(2).days] == [(0, 0), (1, 0), (0, 0), (0, 1)]
    parts(desk, second, upto=1)
    run(desk, refuse, Refuse(second, "点错"))
    run(desk, undo_step, UndoStep(second, "点错户"))
    assert on(2).days[-1].refused == 0


def test_D1_4_what_was_looked_at_before_the_office_minded_is_looked_at_again(desk: Desk) -> None:
    run(desk, set_lists, SetLists(PAPERS, ("客厅",), block_unpaid=False, mend_days=30), desk.supervisor)
    batch(desk)
    file_id = file_id_of(desk, 1)
    desk.charge("255.36")
    parts(desk, file_id, upto=4)
    run(desk, set_lists, SetLists(PAPERS, ("客厅",), block_unpaid=True, mend_days=30), desk.supervisor)
    with pytest.raises(Refused, match="请重新核对费用"):
        run(desk, hand_keys, HandKeys(file_id, (), "由开发商直接交付"))


def test_D1_4_homes_with_open_defects_are_listed_until_the_owner_has_signed(both: Desk) -> None:
    batch(both)
    file_id = file_id_of(both, 1)
    parts(both, file_id, upto=1)

    def listed() -> tuple[int, ...]:
        rows = ask(both, handover_rows, HandoverFilter(TODAY, show=HandoverShow.DEFECTS))
        counted = ask(both, handover_counts, HandoverFilter(TODAY)).shows[HandoverShow.DEFECTS]
        assert counted == len(rows)
        return tuple(row.id for row in rows)

    assert listed() == ()
    for words in ("滴水", "开裂"):
        run(both, add_defect, AddDefect(file_id, "厨房", words))
    first, second = ask(both, defects, TODAY)
    run(both, void_defect, VoidDefect(first.id, "看错"), both.supervisor)
    assert listed() == (file_id,)
    run(both, finish, Finish(second.ticket_id, "补好了"))
    run(both, sign_defect, SignDefect(second.id, "张硕"))
    assert listed() == ()
    run(both, return_defect, ReturnDefect(second.id, "又裂了"))
    assert listed() == (file_id,)


def test_D1_4_T12_notices_say_what_each_home_owes_and_read_it_only_of_those_that_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(desk)
    desk.charge("255.36")
    files = (file_id_of(desk, 1), file_id_of(desk, 2))
    asked: list[int] = []
    real = notices.owed_by_unit

    def counted(session: Session, unit_id: int, on: date) -> Any:
        asked.append(unit_id)
        return real(session, unit_id, on)

    monkeypatch.setattr(notices, "owed_by_unit", counted)
    made = run(desk, notices.issue_notices, notices.IssueNotices(files))
    assert (made.made, made.again, asked) == (2, 0, [1])
    told = {
        found.unit: (str(found.total), found.owner)
        for number in made.numbers
        for found in [codec.from_plain(MoveInNotice, ask(desk, paper_document, "move_in_notice", number)[1])]
    }
    assert told["3-1-1202"][0] == "255.36"
    assert [total for unit, (total, _) in told.items() if unit != "3-1-1202"] == ["0.00"]
    assert all(owner for _, owner in told.values())
    # The same words again are the same notice, as a 补打.
    again = run(desk, notices.issue_notices, notices.IssueNotices(files))
    assert (again.made, again.again, again.numbers) == (0, 2, made.numbers)
