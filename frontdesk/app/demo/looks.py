"""The demo estate's looks at numbers in full: one by the supervisor, one by her leave, a list for the authority (D1.9)."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import PersonFilter, UnitFilter, person_rows
from frontdesk.areas.archives.service import ExportUnits, RevealPerson, export_units, reveal_person
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.rights import Right


def see_numbers(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Three looks within the last days."""
    owner, *_rest = year.runner.read(person_rows, PersonFilter(text="3-1-1202", on=year.today), 0, 1)
    year.at(year.today - timedelta(days=6), 9, 40)
    year.runner.run(reveal_person, RevealPerson(owner.id, "办理业务核对身份"), actor=supervisor)
    year.at(year.today - timedelta(days=2), 16, 5)
    leave = Approval(Right.UNMASK.value, supervisor.id, supervisor.name, "业主手机停机，要打备用电话")
    year.runner.run(reveal_person, RevealPerson(owner.id, "联系业主"), actor=clerk, approval=leave)
    year.at(year.today - timedelta(days=1), 10, 15)
    listed = ExportUnits(UnitFilter(text="3-1-"), unmasked=True, reason="业委会换届，核对业主名册")
    year.runner.run(export_units, listed, actor=supervisor)
