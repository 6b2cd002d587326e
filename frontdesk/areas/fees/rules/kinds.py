"""The words of fees: categories, ways of pricing, cycles, kinds of adjustment (M2.1, M2.2, M2.7)."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """What a fee is for; reports and the trade's statistics group by it."""

    SERVICE = "物业服务费"
    WATER = "水"
    POWER = "电"
    HOT_WATER = "热水"
    GAS = "燃气"
    CABLE = "有线电视"
    HEATING = "供暖"
    PARKING = "车位"
    SHARED = "公摊"
    DECORATION = "装修"
    PERMITS = "证件工本"
    PAID_SERVICE = "有偿服务"
    DEPOSIT = "押金"
    OTHER = "其他"


class Pricing(StrEnum):
    """How an amount comes about."""

    AREA = "area"
    UNIT = "unit"
    SPACE = "space"
    METER = "meter"
    SHARED = "shared"
    HAND = "hand"


NOT_BILLED = frozenset({Pricing.HAND, Pricing.SHARED})
"""Ways that a month's billing leaves alone: charges by hand, and shares, which are made pool by pool."""


class Cycle(StrEnum):
    """How often an item is billed."""

    MONTHLY = "每月"
    QUARTERLY = "每季"
    HALF_YEARLY = "每半年"
    YEARLY = "每年"
    HEATING = "供暖季"
    ONCE = "一次"


class ScopeKind(StrEnum):
    """To whom an item applies; no scope row at all means every unit."""

    UNIT_KIND = "kind"
    BUILDING = "building"
    UNIT = "unit"


class AdjustKind(StrEnum):
    """A further, signed line on a charge."""

    WAIVE = "减免"
    ADD = "补收"


class ReductionKind(StrEnum):
    """Why a unit pays only a share of an item for some time."""

    VACANT = "空置"
    NO_HEATING = "停热"
    OTHER = "其他"


class DeliveryWay(StrEnum):
    """How a notice reached its unit."""

    AT_HOME = "上门"
    ON_DOOR = "门贴"
    AT_DESK = "前台领取"
    PHONE = "电话"
    SMS = "短信"
    WECHAT = "微信"


class NoticeKind(StrEnum):
    """The steps of asking for money, in their order (M8.3)."""

    NOTICE = "notice"
    FIRST = "first"
    SECOND = "second"
    LAWYER = "lawyer"


class CallResult(StrEnum):
    """What came of a telephone call; VOID takes back a call that was entered by mistake (D0.5)."""

    REACHED = "打通"
    NO_ANSWER = "无人接"
    PROMISED = "承诺缴费"
    REFUSED = "拒缴"
    WRONG_NUMBER = "号码错"
    VOID = "作废"


class ActKind(StrEnum):
    """What breaks the limitation of a debt (民法典195); VOID takes back an act entered by mistake (D0.5)."""

    SIGNED = "签收催缴"
    PROMISE = "书面承诺"
    PART_PAYMENT = "部分缴纳"
    COURT = "起诉或仲裁"
    VOID = "作废"


class MeterKind(StrEnum):
    """What a meter measures (M3)."""

    WATER = "水"
    POWER = "电"
    HOT_WATER = "热水"
    GAS = "燃气"
    HEAT = "热"


class ReadingKind(StrEnum):
    """How a reading came in; the first of a meter is no consumption, the last closes it."""

    FIRST = "底数"
    HAND = "手工"
    LIST = "抄表单"
    WORKBOOK = "工作簿"
    ESTIMATED = "估算"
    LAST = "拆表"


class Odd(StrEnum):
    """Why a reading waits until somebody decides (M3.2)."""

    LOWER = "低于上次读数"
    MUCH = "超过平时三倍"
    MISSING = "缺读数"
    LAST = "上期读数不符"
    NUMBER = "表号不符"


class Decision(StrEnum):
    """What was decided of a reading that waited."""

    ACCEPT = "接受"
    ROLL = "翻转"
    CHANGE = "换表"
    CORRECT = "改读数"
    ESTIMATE = "估算"
    REPLACED = "重抄"


class TierSpan(StrEnum):
    """Over what tiers add up (M3.3)."""

    MONTH = "按月"
    YEAR = "按年"


class ShareWay(StrEnum):
    """How a shared cost is divided (M4)."""

    AREA = "按建筑面积"
    EQUAL = "按户均摊"
    PEOPLE = "按人口"
