"""The demo estate's home that the builder made two of before it was sold (D1.1)."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import UnitFilter, UnitRow, unit_rows
from frontdesk.areas.archives.queries.unit_changes import look_at_units
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.archives.rules.unit_changes import NewUnit, UnitChangeKind, rounded
from frontdesk.areas.archives.service.unit_changes import ChangeUnits, change_units
from frontdesk.base.store.work import Actor


def split_a_home(year: Year, supervisor: Actor) -> None:
    """The last one that is not sold, nine days ago: at its old door and at one beside it."""
    year.at(year.today - timedelta(days=9), 9, 50)
    wanted = UnitFilter(state=UnitState.UNSOLD, descending=True)
    home = next((row for row in year.runner.read(unit_rows, wanted, 0, 100) if _free(year, row)), None)
    if home is None or home.built_area is None:
        return
    half = rounded(home.built_area / 2)
    inner = home.inner_area
    small = rounded(inner / 2) if inner is not None else None
    year.runner.run(
        change_units,
        ChangeUnits(
            UnitChangeKind.SPLIT,
            (home.id,),
            (
                NewUnit(home.code, half, small, "一室一厅一卫"),
                NewUnit(
                    f"{home.code}A",
                    home.built_area - half,
                    inner - small if inner is not None and small is not None else None,
                    "一室一厅一卫",
                ),
            ),
            year.today - timedelta(days=9),
            "开发商把大户型分成两套小户型出售，规划验收编号 2026-118",
        ),
        actor=supervisor,
    )


def _free(year: Year, home: UnitRow) -> bool:
    """Whether nothing speaks against it."""
    on = year.today - timedelta(days=9)
    look = year.runner.read(look_at_units, UnitChangeKind.SPLIT, (home.id,), on, year.clock.now())
    return not look.error and not look.blocks
