"""Two who left the demo estate long ago: one may be made anonymous, one still waits for an answer (D1.9, art. 45, 47)."""

from __future__ import annotations

from datetime import date, timedelta

from frontdesk.app.demo.money import Year
from frontdesk.app.demo.papers import scan
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.personal import Asker
from frontdesk.areas.archives.service import AddRole, SavePerson, add_role, save_person
from frontdesk.areas.archives.service.papers import FilePaper, file_paper
from frontdesk.areas.archives.service.personal_requests import AskPersonalData, ask_personal_data
from frontdesk.base.store.work import Actor

_LEFT: tuple[tuple[str, str, str, str, int], ...] = (
    ("1-1-0201", "柏宁", "13500006128", "柏女士 13500006129", 5),
    ("2-1-0101", "温岚", "13500007316", "", 4),
)
"""Unit, name, telephone, emergency contact, and how many years ago they left."""


def leave_long_ago(year: Year, clerk: Actor) -> None:
    """Tenants of years ago; the copy of an identity card is still filed under the first."""
    year.at(year.today - timedelta(days=4), 10, 40)
    people = []
    for code, name, phone, contact, years in _LEFT:
        unit = year.runner.read(find_unit, code)
        if unit is None:
            continue
        person = SavePerson(None, name, phone=phone, emergency_contact=contact)
        made = year.runner.run(save_person, person, actor=clerk).value
        left = date(year.today.year - years, 6, 30)
        role = AddRole(unit.id, made, RoleKind.TENANT, starts_on=date(left.year - 1, 7, 1), ends_on=left)
        year.runner.run(add_role, role, actor=clerk)
        people.append((made, unit.id, name))
    if len(people) < len(_LEFT):
        return
    first, unit_id, name = people[0]
    copy = FilePaper(
        "身份证",
        scan(("居民身份证复印件", f"{name}（样本）")),
        f"{name}身份证复印件",
        f"{name}.pdf",
        unit_id,
        first,
    )
    year.runner.run(file_paper, copy, actor=clerk)
    asked = AskPersonalData(people[1][0], Asker.SELF, "电话回拨登记的号码")
    year.runner.run(ask_personal_data, asked, actor=clerk)
