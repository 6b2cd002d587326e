"""Buildings and entrances as one types them: `3栋 5栋2单元`; nothing is the whole estate (D2.7). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

Known = tuple[int, str, str]
"""A building's id and name, and one of its entrances."""
_PART = re.compile(
    r"(?P<building>.+?)(?:(?:栋|号楼|幢|座)?[-#]?(?P<entrance>[0-9A-Za-z]+)单元|(?:栋|号楼|幢|座)?)"
)
WHOLE = ("全小区", "全部", "所有")


def read_places(text: str, known: Sequence[Known]) -> tuple[tuple[int, str], ...]:
    """What is meant, in the order written. Raises `Refused` naming what there is none of."""
    told = re.sub(r"\s+(?=[0-9A-Za-z]+\s*单元)|(?<=[0-9A-Za-z])\s+(?=单元)", "", text.strip())
    parts = [part for part in re.split(r"[\s,，、;；]+", told) if part]
    if not parts or any(part in WHOLE for part in parts):
        return ()
    names: dict[str, tuple[int, str]] = {}
    entrances: dict[int, set[str]] = {}
    for building_id, name, entrance in known:
        names.setdefault(_bare(name), (building_id, name))
        entrances.setdefault(building_id, set()).add(entrance)
    found: dict[tuple[int, str], None] = {}
    for part in parts:
        match = _PART.fullmatch(part)
        building = names.get(_bare(part)) or (names.get(_bare(match["building"])) if match else None)
        if building is None:
            raise Refused(tr("没有“{part}”这栋楼，或那里没有住人", part=part), field="places")
        entrance = (match["entrance"] or "") if match and _bare(part) not in names else ""
        if entrance and entrance not in entrances[building[0]]:
            raise Refused(
                tr("{building}没有 {entrance} 单元", building=building[1], entrance=entrance), field="places"
            )
        found[building[0], entrance] = None
    return tuple(found)


def _bare(name: str) -> str:
    return re.sub(r"(栋|号楼|幢|座)$", "", name.strip()).upper()
