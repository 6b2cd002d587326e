"""The lists an office keeps for handing homes over: papers to sign or hand out, places that are looked at."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_WORDS = 300
LONGEST_NAME = 80
MOST_PAPERS = 30
MOST_PLACES = 40
PAPERS_SETTING = "handover.papers"
PLACES_SETTING = "handover.places"
BLOCK_SETTING = "handover.block_unpaid"
MEND_SETTING = "handover.mend_days"
MEND_DAYS = 15
"""Days within which a defect is to be mended, until the office sets another number."""


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper of the list: signed by the owner, or only handed out; `needed`: no handover without it."""

    name: str
    signed: bool = True
    needed: bool = True


PAPERS: tuple[ListedPaper, ...] = (
    ListedPaper("业主临时管理规约"),
    ListedPaper("前期物业服务协议"),
    ListedPaper("防火责任书"),
    ListedPaper("装修须知"),
    ListedPaper("住宅质量保证书", signed=False),
    ListedPaper("住宅使用说明书", signed=False),
    ListedPaper("业主手册", signed=False, needed=False),
)
"""What an office begins with."""
PLACES: tuple[str, ...] = (
    "入户门", "客厅", "餐厅", "主卧", "次卧", "厨房", "卫生间", "阳台", "门窗", "墙面地面", "给排水", "供电照明",
    "燃气", "对讲",
)  # fmt: skip
"""Places an owner looks at, until the office sets others."""
