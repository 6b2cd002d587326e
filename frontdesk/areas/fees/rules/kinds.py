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
    """How an amount comes about. Meters, tiers and apportioning come with their own rules."""

    AREA = "area"
    UNIT = "unit"
    SPACE = "space"
    HAND = "hand"


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


class DeliveryWay(StrEnum):
    """How a notice reached its unit."""

    AT_HOME = "上门"
    ON_DOOR = "门贴"
    AT_DESK = "前台领取"
    PHONE = "电话"
    SMS = "短信"
    WECHAT = "微信"
