"""Papers (资料): which kinds an office begins with, which a unit must have, when a scanned file is whole (D1.6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState

LONGEST_NAME = 80
SCAN_SETTING = "files.scans"
"""The setting that names the folder a scanner puts what it has scanned into."""


class Source(StrEnum):
    """Where a file came from."""

    FILE = "选的文件"
    DROP = "拖进来"
    PASTE = "粘贴"
    SCAN = "扫描"


class PaperState(StrEnum):
    """What a filed paper is now; the value stands on screen."""

    CURRENT = "在用"
    REPLACED = "已有新的"
    VOID = "已作废"


@dataclass(frozen=True, slots=True)
class KindRule:
    """A kind of paper as the rules see it; empty `unit_kinds` or `unit_states` mean all of them."""

    name: str
    personal: bool = False
    required: bool = False
    unit_kinds: frozenset[UnitKind] = frozenset()
    unit_states: frozenset[UnitState] = frozenset()


_HOMES = frozenset({UnitKind.HOME, UnitKind.SHOP, UnitKind.OFFICE})
_TAKEN = frozenset({UnitState.VACANT, UnitState.OWNER, UnitState.LET, UnitState.DECORATING})

USUAL_KINDS: tuple[KindRule, ...] = (
    KindRule("产权证", True),
    KindRule("身份证", True, True, _HOMES, _TAKEN),
    KindRule("购房合同", True, True, _HOMES, _TAKEN),
    KindRule("授权委托书", True),
    KindRule("租赁合同", True, True, _HOMES, frozenset({UnitState.LET})),
    KindRule("收楼资料", False, True, _HOMES, _TAKEN),
    KindRule("装修资料", False, True, _HOMES, frozenset({UnitState.DECORATING})),
    KindRule("车辆行驶证", True),
    KindRule("犬证"),
    KindRule("照片"),
    KindRule("收发文"),
    KindRule("其他"),
)
"""What an office begins with: the usual list of the trade, which it may change."""
PHOTOS = "照片"
"""The kind that photos of an emergency are filed under unless another is said."""
CORRESPONDENCE = "收发文"
"""The kind that scans of documents in and out are filed under unless another is said."""


def wanted_kinds(kinds: Iterable[KindRule], unit: UnitKind, state: UnitState) -> tuple[str, ...]:
    """Names of the kinds that a unit of that kind and state must have, in the office's order."""
    return tuple(
        kind.name
        for kind in kinds
        if kind.required
        and (not kind.unit_kinds or unit in kind.unit_kinds)
        and (not kind.unit_states or state in kind.unit_states)
    )


def missing_kinds(
    kinds: Iterable[KindRule], unit: UnitKind, state: UnitState, there: Collection[str]
) -> tuple[str, ...]:
    """Those of them that none of the papers in use is of."""
    return tuple(name for name in wanted_kinds(kinds, unit, state) if name not in there)
