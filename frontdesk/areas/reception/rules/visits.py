"""Visitors: who is inside, and who should have left by now (D2.4). Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class VisitEndKind(StrEnum):
    """How a visit's row ends: the visitor left, or it was entered by mistake."""

    LEFT = "left"
    VOID = "void"


class VisitState(StrEnum):
    """How a visit stands on a day; the value is what stands on screen."""

    INSIDE = "在内"
    OVERNIGHT = "隔天未离"
    LEFT = "已离开"
    VOID = "作废"


WHYS = ("访友", "送货", "装修", "维修", "看房", "家政", "办事", "其他")
"""Reasons that are offered; others are typed."""
MOST_PEOPLE = 99


def state(ended: VisitEndKind | None, came_on: date, today: date) -> VisitState:
    """One word for it; somebody inside since an earlier day is what the desk looks into."""
    if ended is VisitEndKind.VOID:
        return VisitState.VOID
    if ended is VisitEndKind.LEFT:
        return VisitState.LEFT
    return VisitState.OVERNIGHT if came_on < today else VisitState.INSIDE
