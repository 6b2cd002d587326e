"""The words of the archives: kinds and states of units, roles of people, kinds of documents (D1.1, D1.2)."""

from __future__ import annotations

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is."""

    HOME = "住宅"
    SHOP = "商铺"
    OFFICE = "办公"
    PARKING = "车位"
    STORAGE = "储藏"
    OFFICE_PLACE = "场地"
    """What the office itself lets for days: nobody's, so no rule bills it unless it names this kind."""


OFFICE_BLOCK = "场地"
"""The building that the office's own ground stands in: nobody lives there, so no notice goes there in a round."""


class UnitState(StrEnum):
    """How a unit is used now."""

    UNSOLD = "未售"
    NOT_HANDED_OVER = "未收楼"
    VACANT = "空置"
    OWNER = "自住"
    LET = "出租"
    DECORATING = "装修中"


class UnitEnd(StrEnum):
    """How a unit that is no more came to its end."""

    MERGED = "已合并"
    SPLIT = "已拆分"


class RoleKind(StrEnum):
    """What a person is to a unit."""

    OWNER = "业主"
    TENANT = "租客"
    FAMILY = "家庭成员"
    AGENT = "代理人"


class PersonKind(StrEnum):
    """A natural person or a company."""

    PERSON = "个人"
    COMPANY = "单位"


class IdKind(StrEnum):
    """Documents the desk meets."""

    RESIDENT = "居民身份证"
    PASSPORT = "护照"
    HK_MACAO_TAIWAN = "港澳台居民居住证"
    FOREIGN_RESIDENT = "外国人永久居留证"
    OFFICER = "军官证"
    LICENCE = "营业执照"
    OTHER = "其他证件"


class Payer(StrEnum):
    """Whom the unit's agreement names to pay (M2.6)."""

    OWNER = "业主"
    TENANT = "租客"


class NoteLevel(StrEnum):
    """How loud a note is: one to see at once, or one to know."""

    WATCH = "要留意"
    PLAIN = "备注"
