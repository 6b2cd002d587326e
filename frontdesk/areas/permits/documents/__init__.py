"""What the papers of the permits show. A document is stored when it is issued and drawn from that ever after.

Times in documents are the desk's wall clock, without a zone: the same document must give the same paper on a
machine with another zone (F1). Names, papers' numbers and telephones stand as they may be printed: what must be
masked is masked before it gets here.
"""

from __future__ import annotations

from frontdesk.areas.permits.documents.cards import Card, PetCard
from frontdesk.areas.permits.documents.goods import Goods, GoodsPass, MovingPass
from frontdesk.areas.permits.documents.letters import Errand, Permission, ResidenceLetter
from frontdesk.areas.permits.documents.marks import ReprintMark, VoidMark
from frontdesk.areas.permits.documents.stationery import (
    CountedLine,
    DrawnLine,
    StationeryCount,
    StationeryDraw,
)

__all__ = [
    "Card",
    "CountedLine",
    "DrawnLine",
    "Errand",
    "Goods",
    "GoodsPass",
    "MovingPass",
    "Permission",
    "PetCard",
    "ReprintMark",
    "ResidenceLetter",
    "StationeryCount",
    "StationeryDraw",
    "VoidMark",
]
