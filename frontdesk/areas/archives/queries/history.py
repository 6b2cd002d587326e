"""修改记录: who changed what of a unit or a person, when, and from what to what (D0.6); numbers masked (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import ParkingSpace, Pet, UnitNote, UnitRole, Vehicle
from frontdesk.areas.archives.model.duplicates import PersonJoin, PersonSplit
from frontdesk.areas.archives.queries.joined import same_people
from frontdesk.areas.archives.rules.identity import mask_id, mask_numbers, mask_phone
from frontdesk.base.store.audit import AuditChange, AuditEntry
from frontdesk.base.values.text import tr

_FIELDS = {
    "code": "房号", "kind": "类型", "state": "状态", "floor": "楼层", "layout": "户型", "built_area": "建筑面积",
    "inner_area": "套内面积", "handed_over_on": "收楼日期", "fees_from": "费用起算", "begun_on": "启用日期",
    "ended_on": "停用日期", "ended_as": "停用原因", "payer": "交费人", "name": "姓名", "id_kind": "证件类型",
    "id_number": "证件号码", "phone": "电话", "phone2": "备用电话", "nationality": "国籍", "visa_ends_on": "签证到期",
    "registered_on": "暂住登记", "emergency_contact": "紧急联系人", "share": "份额", "relation": "关系",
    "starts_on": "开始日期", "ends_on": "结束日期", "withdrawn_on": "注销日期", "withdrawn_at": "撤下",
    "colour": "颜色", "model": "车型", "space_code": "车位", "breed": "品种", "licence": "犬证",
    "vaccinated_until": "疫苗至", "text": "备注", "level": "级别", "plate": "车牌",
}  # fmt: skip
_RECORDS = {
    "unit": "房屋", "person": "住户", "unit_role": "住户关系", "vehicle": "车辆", "parking_space": "车位",
    "pet": "宠物", "unit_note": "备注", "person_join": "合并重复住户", "person_split": "拆分合并的住户",
}  # fmt: skip
# Worked out by the program: a person has not changed them.
_SILENT = frozenset({"pinyin", "initials", "key", "sort_key", "building_id", "plate_key", "entrance", "room"})


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of a 修改记录. `what` is empty where the record was made."""

    at: datetime
    by: str
    approver: str
    record: str
    what: str
    before: str
    after: str


def unit_history(session: Session, unit_id: int, limit: int = 200) -> tuple[ChangeRow, ...]:
    """What happened to a unit and to what belongs to it, newest first."""
    records = [("unit", str(unit_id))]
    for model in (UnitRole, Vehicle, ParkingSpace, Pet, UnitNote):
        found = session.scalars(select(model.id).where(model.unit_id == unit_id))
        records += [(model.__tablename__, str(record_id)) for record_id in found]
    return _history(session, records, limit)


def person_history(session: Session, person_id: int, limit: int = 200) -> tuple[ChangeRow, ...]:
    """What happened to a person and to their roles, newest first."""
    same = list(same_people(session, [person_id]))
    roles = session.scalars(select(UnitRole.id).where(UnitRole.person_id.in_(same)))
    joins = select(PersonJoin.id).where(or_(PersonJoin.kept_id.in_(same), PersonJoin.joined_id.in_(same)))
    made = session.scalars(joins).all()
    splits = session.scalars(select(PersonSplit.id).where(PersonSplit.join_id.in_(made)))
    records = [
        *(("person", str(each)) for each in same),
        *(("unit_role", str(each)) for each in roles),
        *(("person_join", str(each)) for each in made),
        *(("person_split", str(each)) for each in splits),
    ]
    return _history(session, records, limit)


def _history(session: Session, records: list[tuple[str, str]], limit: int) -> tuple[ChangeRow, ...]:
    by_table: dict[str, list[str]] = {}
    for table, record_id in records:
        by_table.setdefault(table, []).append(record_id)
    rows: list[tuple[int, ChangeRow]] = []
    for table, ids in by_table.items():
        found = session.execute(
            select(AuditEntry, AuditChange)
            .join(AuditChange, AuditChange.entry_id == AuditEntry.id)
            .where(AuditChange.table_name == table, AuditChange.record_id.in_(ids))
            .where(AuditChange.field.not_in(_SILENT))
            .order_by(AuditChange.id.desc())
            .limit(limit)
        )
        for entry, change in found:
            made = change.field == "*"
            rows.append(
                (
                    change.id,
                    ChangeRow(
                        at=entry.at,
                        by=entry.actor,
                        approver=entry.approver or "",
                        record=tr(_RECORDS[table]),
                        what="" if made else tr(_FIELDS.get(change.field, change.field)),
                        before=_shown(change.field, change.before),
                        after=tr("建立") if made else _shown(change.field, change.after),
                    ),
                )
            )
    return tuple(row for _, row in sorted(rows, key=lambda r: r[0], reverse=True)[:limit])


def _shown(field: str, value: str | None) -> str:
    if not value:
        return ""
    if field == "id_number":
        return mask_id(value)
    if field in ("phone", "phone2"):
        return mask_phone(value)
    return mask_numbers(value) if field == "emergency_contact" else value
