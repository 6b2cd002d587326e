"""Numbers seen in full: in which way, and of what (D1.9). Pure."""

from __future__ import annotations

from enum import StrEnum

LONGEST_REASON = 200
SHOWN_SECONDS = 60
"""So long a number stands in full; then it is masked again by itself."""


class How(StrEnum):
    """The way a number got out of its mask."""

    SEEN = "看"
    EXPORTED = "导出"
    PRINTED = "打印"


class Matter(StrEnum):
    """Of what; the value is what the list shows."""

    PERSON = "住户"
    UNITS = "房屋名单"
    RESIDENTS = "人口登记表"
    PAPER = "资料"
    OWN = "本人信息"
    TICKET = "报事"
    VISIT = "访客"
    PARCEL = "快递信件"
    CALL = "来电"
    CONTRACT = "合同"
    LETTING = "房屋委托"
    SEEKER = "求租求购"
    VIEWING = "看房"
    BOOKING = "摊位广告位"
    ERRAND = "代办"
    FOUND = "失物"
    KEY = "钥匙"
    HANDOVER = "收楼"
    PERMIT = "证件"
    DECORATION = "装修"
    EVENT = "活动"
    LIST = "列表"
