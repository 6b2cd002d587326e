"""The words of reception: kinds of tickets, how they come, levels, outages, the office's lists, numbers."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum


class TicketKind(StrEnum):
    """What a ticket is (D2.1); the value is what stands on screen."""

    REPAIR = "报修"
    COMPLAINT = "投诉"
    QUESTION = "咨询"
    SUGGESTION = "建议"
    HELP = "求助"
    PRAISE = "表扬"


PREFIX = {
    TicketKind.REPAIR: "BS",
    TicketKind.COMPLAINT: "TS",
    TicketKind.QUESTION: "ZX",
    TicketKind.SUGGESTION: "JY",
    TicketKind.HELP: "QZ",
    TicketKind.PRAISE: "BY",
}
"""Letters in front of the numbers of a kind."""
AT_DESK = frozenset({TicketKind.QUESTION, TicketKind.SUGGESTION, TicketKind.PRAISE})
"""Kinds that the desk itself may answer: they begin as 受理, not as 待派单."""


class Channel(StrEnum):
    """How it came to the desk."""

    VISIT = "到访"
    PHONE = "电话"
    WECHAT = "微信"
    PATROL = "巡查"
    HANDED = "转办"


class Level(StrEnum):
    """How grave it is."""

    NORMAL = "一般"
    IMPORTANT = "重要"
    MAJOR = "重大"


class OutageKind(StrEnum):
    """What failed (D2.2)."""

    WATER = "停水"
    POWER = "停电"
    GAS = "停气"
    LIFT = "电梯"
    OTHER = "其他"


class WordList(StrEnum):
    """The lists that the office edits. `PROBLEM` hangs below `CATEGORY`, `WORKER` below `DEPARTMENT`."""

    PLACE = "部位"
    CATEGORY = "类别"
    PROBLEM = "问题"
    DEPARTMENT = "部门"
    WORKER = "人员"


PARENT = {WordList.PROBLEM: WordList.CATEGORY, WordList.WORKER: WordList.DEPARTMENT}
"""List -> the list whose words its own hang below."""


SERVICE_SOURCE = "ticket_service"
"""The source kind under which fees know the charge of a 有偿服务单."""


class LineKind(StrEnum):
    """What a line of a 有偿服务单 is for."""

    LABOUR = "人工"
    MATERIAL = "材料"


SEEDS: dict[WordList, tuple[tuple[str, str], ...]] = {
    WordList.PLACE: tuple((word, "") for word in (
        "厨房", "卫生间", "客厅", "卧室", "阳台", "门窗", "楼道", "大堂", "电梯", "地下车库", "屋面", "外墙",
        "园区道路", "绿化", "其他",
    )),
    WordList.CATEGORY: tuple((word, "") for word in (
        "给排水", "供电照明", "门窗五金", "电梯", "门禁对讲", "土建渗漏", "暖通", "消防", "保洁", "绿化", "秩序",
        "噪声", "停车", "收费", "装修", "宠物", "服务态度", "其他",
    )),
    WordList.PROBLEM: (
        ("漏水", "给排水"), ("堵塞", "给排水"), ("水压低", "给排水"), ("没有水", "给排水"), ("返水", "给排水"),
        ("没有电", "供电照明"), ("灯不亮", "供电照明"), ("跳闸", "供电照明"), ("开关插座坏", "供电照明"),
        ("门锁坏", "门窗五金"), ("窗坏", "门窗五金"), ("信报箱坏", "门窗五金"),
        ("困人", "电梯"), ("停梯", "电梯"), ("异响", "电梯"),
        ("刷不开门", "门禁对讲"), ("对讲不通", "门禁对讲"),
        ("墙面渗水", "土建渗漏"), ("屋面漏水", "土建渗漏"), ("瓷砖松动", "土建渗漏"),
        ("不热", "暖通"), ("暖气漏水", "暖通"), ("误报", "消防"), ("设施缺损", "消防"),
        ("垃圾未清", "保洁"), ("异味", "保洁"), ("积水", "保洁"), ("枯枝", "绿化"), ("虫害", "绿化"),
        ("可疑人员", "秩序"), ("高空抛物", "秩序"), ("装修噪声", "噪声"), ("邻居噪声", "噪声"), ("广场音乐", "噪声"),
        ("占用车位", "停车"), ("乱停车", "停车"), ("道闸故障", "停车"), ("费用有疑问", "收费"), ("票据", "收费"),
    ),
    WordList.DEPARTMENT: tuple((word, "") for word in ("工程部", "客服部", "秩序部", "保洁部", "绿化部")),
    WordList.WORKER: (),
}  # fmt: skip
"""What an office begins with: list -> (word, its parent)."""


def series_of(kind: TicketKind, day: date) -> str:
    """The number series of a kind on a day."""
    return f"ticket-{PREFIX[kind]}-{day:%Y%m%d}"


def ticket_number(kind: TicketKind, day: date, serial: int) -> str:
    """`BS-20261121-007`."""
    return f"{PREFIX[kind]}-{day:%Y%m%d}-{serial:03d}"


def outage_number(day: date, serial: int) -> str:
    """`TD-20261121-01`."""
    return f"TD-{day:%Y%m%d}-{serial:02d}"


def service_number(day: date, serial: int) -> str:
    """`YC-20261121-001`: a 有偿服务单."""
    return f"YC-{day:%Y%m%d}-{serial:03d}"


def find_number(typed: str, today: date) -> str | None:
    """The whole number of what somebody typed: `bs20261121007`, `BS-1121-7` (of this year), `bs7` (of today)."""
    text = re.sub(r"[\s_－—–-]+", "-", typed.strip().upper())
    match = re.fullmatch(rf"({'|'.join(PREFIX.values())})-?(?:(\d{{4}})?-?(\d{{4}})-?)?(\d{{1,4}})", text)
    if match is None:
        return None
    letters, year, month_day, serial = match.groups()
    if not int(serial):
        return None
    day = f"{year or f'{today.year:04d}'}{month_day}" if month_day else f"{today:%Y%m%d}"
    return f"{letters}-{day}-{int(serial):03d}"


def handler_words(department: str, worker: str) -> str:
    """`工程 吴涛`; the whole word where nobody is named: `工程部`."""
    if not worker:
        return department
    return f"{department.removesuffix('部')} {worker}".strip()
