"""变更通知单: what of the residents has changed, and which departments hear of it (D1.2).

What is told is worked out from the trail of roles and phones: several corrections of one thing within a sheet's
span come to one line, or to none where it is again what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SETTING = "changes.departments"
PREFIX = "BG"
LONGEST_NAME = 20
MOST_DEPARTMENTS = 12


class ChangeKind(StrEnum):
    """What has changed; the value stands on screen and paper."""

    OWNER_IN = "新业主"
    OWNER_OUT = "业主转出"
    MOVED_IN = "入住"
    MOVED_OUT = "搬离"
    EXTENDED = "延期"
    ROLE = "身份变更"
    PHONE = "电话变更"


USUAL: dict[ChangeKind, tuple[str, ...]] = {
    ChangeKind.OWNER_IN: ("秩序", "工程", "财务", "客服"),
    ChangeKind.OWNER_OUT: ("秩序", "工程", "财务", "客服"),
    ChangeKind.MOVED_IN: ("秩序", "客服"),
    ChangeKind.MOVED_OUT: ("秩序", "财务", "客服"),
    ChangeKind.EXTENDED: ("秩序", "客服"),
    ChangeKind.ROLE: ("秩序", "客服"),
    ChangeKind.PHONE: ("客服", "财务"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One line of the trail of a record: its field before and after; `*` where the record was made."""

    id: int
    record_id: int
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class NetChange:
    """What a field was before the first of its changes and after the last; `made` within them."""

    record_id: int
    field: str
    before: str | None
    after: str | None
    last_id: int


def net_changes(rows: Iterable[FieldChange]) -> tuple[set[int], tuple[NetChange, ...]]:
    """Records that were made, and of the others what changed in the end, in the order of the last change."""
    made: set[int] = set()
    found: dict[tuple[int, str], NetChange] = {}
    for row in sorted(rows, key=lambda row: row.id):
        if row.field == "*":
            made.add(row.record_id)
            continue
        key = (row.record_id, row.field)
        first = found[key].before if key in found else row.before
        found[key] = NetChange(row.record_id, row.field, first, row.after, row.id)
    left = [
        net for net in found.values() if net.record_id not in made and (net.before or "") != (net.after or "")
    ]
    return made, tuple(sorted(left, key=lambda net: net.last_id))


def departments_of(stored: object) -> dict[ChangeKind, tuple[str, ...]]:
    """What the office has set, kind by kind; the trade's usual where nothing is set."""
    told: Mapping[str, Any] = stored if isinstance(stored, Mapping) else {}
    return {
        kind: tuple(str(name) for name in told[kind.name]) if kind.name in told else USUAL[kind]
        for kind in ChangeKind
    }
