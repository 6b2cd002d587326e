"""The parts of a transfer and of a lease change, each with a home of the demo estate that has what it asks about (D1.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

if TYPE_CHECKING:
    from frontdesk.areas.handover.queries.transfer_facts import HomeFacts
    from frontdesk.areas.handover.ui.transfer_filled import Filled

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _home(desk: Desk, state: str, has: Callable[[HomeFacts], Any]) -> HomeFacts:
    from frontdesk.areas.archives.queries import UnitFilter, unit_rows
    from frontdesk.areas.archives.rules.kinds import UnitState
    from frontdesk.areas.handover.queries.transfer_facts import home_facts

    today, now = desk.clock.today(), desk.clock.now()
    for row in desk.read(unit_rows, UnitFilter(state=UnitState(state), on=today), 0, None):
        facts = desk.read(home_facts, row.id, today, now)
        if facts.roles and has(facts):
            return facts
    raise NotWhole(f"the demo estate has no such home that is {state}")


def _sale(facts: HomeFacts, **more: Any) -> Filled:
    from datetime import date

    from frontdesk.areas.archives.rules.kinds import RoleKind
    from frontdesk.areas.handover.rules.transfers import ChangeKind, Why
    from frontdesk.areas.handover.service.transfer_commands import NewParty
    from frontdesk.areas.handover.ui.transfer_filled import Filled

    out = tuple(role.role_id for role in facts.roles_of(RoleKind.OWNER, RoleKind.FAMILY))
    plain: dict[str, Any] = {
        "unit_id": facts.unit.id, "on": date(2026, 11, 20), "why": Why.SALE, "out": out,
        "new": (NewParty("裘望舒", phone="13600571122"),),
    }  # fmt: skip
    return Filled(ChangeKind.OWNER, **(plain | more))


def _dialog(name: str, state: str, has: Callable[[HomeFacts], Any]) -> MakeDialog:
    def make(desk: Desk, window: QWidget) -> QDialog:
        from frontdesk.areas.handover.ui import transfer_dialogs

        facts = _home(desk, state, has)
        made: QDialog = getattr(transfer_dialogs, name)(
            desk, _sale(facts), facts, lambda _filled: None, window
        )
        return made

    return make


def _party(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.handover.ui.transfer_dialogs import PartyDialog

    facts = _home(desk, "自住", lambda facts: facts.arrears)
    return PartyDialog(desk, _sale(facts), lambda _filled: None, 0, window)


def _begin(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.handover.ui.transfer_dialogs import HomeDialog

    facts = _home(desk, "自住", lambda facts: facts.arrears)
    return HomeDialog(desk, _sale(facts), lambda _filled: None, window)


def _tenant(facts: HomeFacts) -> bool:
    return any(role.kind.value == "租客" for role in facts.roles)


def _going(facts: HomeFacts) -> bool:
    from frontdesk.areas.handover.rules.transfers import Thing

    return bool(facts.of_sort(Thing.DECORATION))


def _cars(facts: HomeFacts) -> bool:
    from frontdesk.areas.handover.rules.transfers import Thing

    return bool(facts.of_sort(Thing.VEHICLE) and facts.of_sort(Thing.PERMIT))


TRANSFER_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("transfer_home", _begin),
    ("transfer_out", _dialog("OutDialog", "自住", lambda facts: len(facts.roles) > 1)),
    ("transfer_party", _party),
    ("transfer_longer", _dialog("LongerDialog", "出租", _tenant)),
    ("transfer_take_over", _dialog("TakeOverDialog", "自住", lambda facts: facts.arrears)),
    ("transfer_things", _dialog("ThingsDialog", "自住", _cars)),
    ("transfer_keys", _dialog("KeysDialog", "自住", lambda facts: facts.keys)),
    ("transfer_rest", _dialog("RestDialog", "装修中", _going)),
)
