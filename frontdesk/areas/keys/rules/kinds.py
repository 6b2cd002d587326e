"""The words of the key cabinet: kinds of keys, kinds of movements, who takes or brings one, how a key stands."""

from __future__ import annotations

from enum import StrEnum


class KeyKind(StrEnum):
    """What a key opens (D3.1)."""

    DOOR = "入户门"
    ENTRANCE = "单元门"
    LETTERBOX = "信报箱"
    WATER = "水表井"
    POWER = "电表箱"
    PLANT = "设备房"
    OTHER = "其他"


class Move(StrEnum):
    """What happened to keys of a tag. Where they are follows from these alone."""

    RECEIVED = "received"
    LENT = "lent"
    RETURNED = "returned"
    IN_CARE = "in_care"
    CARE_ENDED = "care_ended"
    HANDED_OVER = "handed_over"
    LOST = "lost"
    FOUND = "found"
    REPLACED = "replaced"


MOVE_WORDS: dict[Move, str] = {
    Move.RECEIVED: "收到",
    Move.LENT: "借出",
    Move.RETURNED: "归还",
    Move.IN_CARE: "业主托管",
    Move.CARE_ENDED: "托管结束，交还",
    Move.HANDED_OVER: "移交",
    Move.LOST: "遗失",
    Move.FOUND: "找到",
    Move.REPLACED: "补配",
}


class WhoKind(StrEnum):
    """Who brings or takes a key: somebody of the archives, staff, or somebody else."""

    RESIDENT = "resident"
    STAFF = "staff"
    VISITOR = "visitor"


WHO_WORDS: dict[WhoKind, str] = {
    WhoKind.RESIDENT: "住户",
    WhoKind.STAFF: "员工",
    WhoKind.VISITOR: "外来人员",
}


class KeyState(StrEnum):
    """How the keys of a tag stand on a day; the value is what stands on screen."""

    IN = "在柜"
    OUT = "借出"
    OVERDUE = "逾期"
    CARE = "托管"
    GONE = "已移交"
    LOST = "遗失"
    VOID = "作废"


class Slip(StrEnum):
    """The papers of the cabinet, by the key of their form; each has a series of its own."""

    LOAN = "key_loan"
    HANDOVER = "key_handover"
    CARE = "key_care"
    COUNT = "key_count"


SLIP_WORDS: dict[Slip, str] = {
    Slip.LOAN: "钥匙借用单",
    Slip.HANDOVER: "钥匙交接单",
    Slip.CARE: "钥匙托管协议",
    Slip.COUNT: "钥匙清点表",
}
SLIP_PREFIX: dict[Slip, str] = {Slip.LOAN: "JY", Slip.HANDOVER: "JJ", Slip.CARE: "TG", Slip.COUNT: "QD"}

TAG_SERIES = "key_tag"
"""The number series of tags."""
SOURCE = "key"
"""The source kind under which the cash desk knows deposits for keys; the id is the movement that lent it."""
DEPOSIT_PURPOSE = "钥匙"
CARE_TERMS_SETTING = "keys.care_terms"
"""Setting: what the agreement on keys in care says, a list of sentences; these until somebody sets others."""
CARE_TERMS = (
    "钥匙由物业服务中心编号、专柜保管，只按本协议和业主登记的同意借用名单使用，每次借出、归还都有记录，业主可随时查看。",
    "业主登记了不同意借用的人，物业服务中心不把钥匙借给他；名单以外的人来借，先征得业主同意。",
    "遇火灾、跑水、燃气泄漏等紧急情况联系不上业主时，物业服务中心可以会同两人以上进入处置，事后立即告知业主。",
    "物业服务中心发现钥匙遗失，当天告知业主并登记；因保管不当造成遗失的，负责更换锁芯。",
    "业主可随时凭本人证件取回钥匙，托管即告结束；到期未取也未续的，钥匙继续妥善保管，不再外借。",
)

LONGEST_WORDS = 200
LONGEST_NAME = 80
MOST_PIECES = 99
"""Keys on one tag."""
