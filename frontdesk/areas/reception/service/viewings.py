"""Viewings: somebody is led through a home in commission, and what came of it (D2.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.rules.identity import checked_phone
from frontdesk.areas.keys.queries.keys import of_unit
from frontdesk.areas.reception.model.lettings import Letting, LettingViewing, LettingViewingEnd
from frontdesk.areas.reception.rules.lettings import (
    LONGEST_NAME,
    OFF,
    VIEWING_PREFIX,
    KeyWay,
    LettingStep,
    ViewResult,
)
from frontdesk.areas.reception.service import letting_common as lettings
from frontdesk.areas.reception.service import seekers
from frontdesk.areas.reception.service.desk_common import day_number, may_write, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr

TOPIC = "viewings"
MOST_AHEAD = 90
_TIME = re.compile(r"([01]?\d|2[0-3])[:：.]?([0-5]\d)")


@dataclass(frozen=True, slots=True)
class ArrangeViewing:
    """Whom, when, who leads, how the door opens. `begins` is `14:30` (also `1430`), "" where no hour was said."""

    letting_id: int
    on: date
    leader: str
    seeker_id: int | None = None
    who: str = ""
    phone: str = ""
    begins: str = ""
    key_way: KeyWay = KeyWay.OWNER
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ViewingArranged:
    """Its id and number, and whether a key in our care must be lent for it."""

    id: int
    number: str
    unit_id: int
    lend: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class EndViewing:
    """What came of it, and what is done next."""

    viewing_id: int
    result: ViewResult
    words: str = ""
    next_words: str = ""


def tidy_time(text: str, field: str = "begins") -> str:
    """`14:30` of `14:30`, `1430`, `9.05`; "" of nothing. Raises `Refused`."""
    told = text.strip()
    if not told:
        return ""
    found = _TIME.fullmatch(told)
    if found is None:
        raise Refused(tr("时间请写成 14:30"), field=field)
    return f"{int(found[1]):02d}:{found[2]}"


def arrange_viewing(work: Work, command: ArrangeViewing) -> ViewingArranged:
    """Write it down under a number of its day. Asks again where the home is shown at that hour already."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(LettingViewing).where(LettingViewing.token == command.token))
        if before is not None:
            unit_id = work.session.get_one(Letting, before.letting_id).unit_id
            return ViewingArranged(before.id, before.number, unit_id, lend=False, again=True)
    letting = lettings.locked(work, command.letting_id)
    lettings.require_step(work, letting, LettingStep.VIEWED)
    today = work.today()
    errors: dict[str, str] = {}
    who, phone = command.who.strip(), command.phone.strip()
    if command.seeker_id is not None:
        seeker = seekers.locked(work, command.seeker_id)
        who, phone = who or seeker.name, phone or seeker.phone
    if not who:
        errors["who"] = tr("请写谁来看房")
    if not command.leader.strip():
        errors["leader"] = tr("请写谁带看")
    if command.on < today:
        errors["on"] = tr("已经过去了，请填今天以后的日期")
    elif command.on > today + timedelta(days=MOST_AHEAD):
        errors["on"] = tr("最多约 {n} 天以内，请核对", n=MOST_AHEAD)
    elif command.on >= letting.ends_on:
        errors["on"] = tr("委托只到 {day}，请先和业主续期", day=letting.ends_on - timedelta(days=1))
    begins = ""
    try:
        begins = tidy_time(command.begins)
    except Refused as refused:
        errors["begins"] = refused.text
    in_care = any(key.in_care for key in of_unit(work.session, letting.unit_id, today))
    if command.key_way is KeyWay.CARE and not in_care:
        errors["key_way"] = tr("这户没有托管在我们这里的钥匙")
    if errors:
        raise InvalidInput(errors)
    if begins:
        query = (
            select(LettingViewing.who)
            .outerjoin(LettingViewingEnd, LettingViewingEnd.viewing_id == LettingViewing.id)
            .where(
                LettingViewing.letting_id == letting.id, LettingViewing.held_on == command.on,
                LettingViewing.begins == begins, LettingViewingEnd.id.is_(None),
            )
        )  # fmt: skip
        other = work.session.scalar(query.limit(1))
        if other is not None:
            words = tr(
                "{day} {time} 已经约了 {who} 看这套房，要一起看吗？", day=command.on, time=begins, who=other
            )
            work.confirm("viewing_twice", words)
    viewing = LettingViewing(
        number=day_number(work, VIEWING_PREFIX, today), letting_id=letting.id, seeker_id=command.seeker_id,
        who=tidy(who, field="who", most=LONGEST_NAME), phone=tidy(checked_phone(phone), field="phone", most=40),
        held_on=command.on, begins=begins, leader=tidy(command.leader, field="leader", most=60),
        key_way=command.key_way, words=tidy(command.words), at=work.now(), by_id=work.actor.id,
        by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(viewing)
    work.session.flush()
    work.touch(TOPIC, lettings.TOPIC)
    return ViewingArranged(viewing.id, viewing.number, letting.unit_id, lend=command.key_way is KeyWay.CARE)


def end_viewing(work: Work, command: EndViewing) -> str:
    """Write down what came of it, once; gives the number."""
    may_write(work)
    viewing = work.session.scalar(
        select(LettingViewing).where(LettingViewing.id == command.viewing_id).with_for_update()
    )
    if viewing is None:
        raise Refused(tr("没有这次看房，请重新选择"))
    query = select(LettingViewingEnd).where(LettingViewingEnd.viewing_id == viewing.id)
    before = work.session.scalar(query)
    if before is not None:
        raise Refused(
            tr("{number} 已经记了“{result}”", number=viewing.number, result=tr(before.result.value))
        )
    if viewing.held_on > work.today() and command.result is not ViewResult.CANCELLED:
        raise Refused(tr("还没有到看房的那天，只能取消"), field="result")
    missing = tr("请写为什么没有看成") if command.result in OFF else ""
    work.session.add(
        LettingViewingEnd(
            viewing_id=viewing.id, result=command.result, words=tidy(command.words, missing=missing, most=300),
            next_words=tidy(command.next_words, field="next_words"), ended_on=work.today(), at=work.now(),
            by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC, lettings.TOPIC)
    return viewing.number
