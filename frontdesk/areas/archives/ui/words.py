"""What the archives' pages say alike: tones of states, roles in a line, names of fields in 修改记录."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from frontdesk.areas.archives.queries import UnitRow
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitState
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Tone
from frontdesk.base.widgets.rows import Status

STATE_TONES: dict[UnitState, Tone] = {
    UnitState.OWNER: "ok",
    UnitState.LET: "info",
    UnitState.DECORATING: "warn",
    UnitState.VACANT: "neutral",
    UnitState.NOT_HANDED_OVER: "neutral",
    UnitState.UNSOLD: "neutral",
}
HOLLOW = frozenset({UnitState.NOT_HANDED_OVER, UnitState.UNSOLD})

UNIT_FIELDS = {
    "code": "房号",
    "kind": "种类",
    "state": "状态",
    "floor": "楼层",
    "layout": "户型",
    "built_area": "建筑面积",
    "inner_area": "套内面积",
    "handed_over_on": "收楼日期",
    "fees_from": "费用起算",
    "begun_on": "启用日期",
    "ended_on": "停用日期",
    "ended_as": "停用原因",
    "payer": "交费人",
    "entrance": "单元",
    "room": "房间",
    "building_id": "楼栋",
    "key": "房号（内部）",
    "sort_key": "排序",
}
PERSON_FIELDS = {
    "name": "姓名",
    "kind": "个人或单位",
    "id_kind": "证件类型",
    "id_number": "证件号码",
    "phone": "电话",
    "phone2": "备用电话",
    "nationality": "国籍",
    "visa_ends_on": "签证到期",
    "registered_on": "暂住登记",
    "emergency_contact": "紧急联系人",
    "pinyin": "拼音",
    "initials": "拼音首字母",
}


def state_status(state: UnitState) -> Status:
    """A state as a list shows it."""
    return Status(STATE_TONES[state], tr(state.value), state in HOLLOW)


def unit_status(unit: UnitRow) -> Status:
    """A unit's state as a list shows it; of one that became others, how it ended."""
    if unit.ended_as is not None:
        return Status("neutral", tr(unit.ended_as.value), True)
    return state_status(unit.state)


def share_words(share: Decimal | None) -> str:
    """`50%`; "" for no share."""
    return f"{share.normalize():f}%" if share is not None else ""


def role_words(kind: RoleKind, share: Decimal | None, relation: str) -> str:
    """`业主 50%`, `配偶` for a member of the family, `租客（次卧）`."""
    if kind is RoleKind.FAMILY and relation:
        return relation
    words = " ".join(part for part in (tr(kind.value), share_words(share)) if part)
    return tr("{role}（{what}）", role=words, what=relation) if relation else words


def span_words(starts_on: date | None, ends_on: date | None) -> str:
    """`2021-06-18 起`, `至 2027-05-31` (the last day, not the day after), `2021-06-18 至 2026-05-31`."""
    last = ends_on - timedelta(days=1) if ends_on is not None else None
    if starts_on is not None and last is not None:
        return tr("{first} 至 {last}", first=starts_on, last=max(last, starts_on))
    if last is not None:
        return tr("至 {last}", last=last)
    return tr("{first} 起", first=starts_on) if starts_on is not None else ""


def area_words(area: Decimal | None) -> str:
    """`89.60`, `—` for none."""
    return "—" if area is None else f"{area:.2f}"


def is_foreign(nationality: str) -> bool:
    """Whether the facts of a foreign resident are wanted."""
    return nationality.strip() not in ("", "中国")


def visa_status(ends_on: date | None, today: date) -> Status | None:
    """How long a visa still holds; within 30 days it is to be looked at. None where none is known."""
    if ends_on is None:
        return None
    days = (ends_on - today).days
    if days < 0:
        return Status("bad", tr("{day} 已到期", day=ends_on))
    return Status("warn" if days <= 30 else "ok", tr("{day} 到期", day=ends_on))
