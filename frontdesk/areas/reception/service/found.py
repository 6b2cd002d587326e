"""Things found: handed in, claimed by their owner, handed to the police, disposed of (D2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.archives.rules.identity import checked_phone
from frontdesk.areas.reception.model.found import FoundEvent, FoundItem
from frontdesk.areas.reception.rules.found import STEP_WORDS, FoundHappened, FoundStep, outcome
from frontdesk.areas.reception.service.desk_common import by_another, day_number, day_of, may_write, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

TOPIC = "found"
PREFIX = "SW"


@dataclass(frozen=True, slots=True)
class TakeFound:
    """A thing is handed in: what, where and when it was found, by whom. `token` is made when the form opens (T23)."""

    what: str
    place: str
    finder: str
    finder_phone: str = ""
    found_on: date | None = None
    shelf: str = ""
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class FoundTaken:
    """Its id and number."""

    id: int
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class PostFound:
    """Word of it was put up or sent round, and where."""

    item_id: int
    words: str


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """Somebody has it back: who, by which document, and how they proved that it is theirs."""

    item_id: int
    who: str
    words: str
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class HandFound:
    """It goes to the police: to which station, whom, on what receipt."""

    item_id: int
    words: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class DisposeFound:
    """It spoils or is worth nothing: what was done with it, and on whose word."""

    item_id: int
    words: str


@dataclass(frozen=True, slots=True)
class VoidFound:
    """It was entered by mistake."""

    item_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class UndoFound:
    """The last thing that happened to it did not."""

    item_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeFound:
    """What is known of it, corrected (D0.6). `finder_phone` None: as it stands."""

    item_id: int
    what: str
    place: str
    finder: str
    finder_phone: str | None = None
    shelf: str = ""
    words: str = ""


def take_found(work: Work, command: TakeFound) -> FoundTaken:
    """Register it under a number of its day."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(FoundItem).where(FoundItem.token == command.token))
        if before is not None:
            return FoundTaken(before.id, before.number, again=True)
    item = FoundItem(
        number="", found_on=day_of(work, command.found_on, field="found_on"), received_on=work.today(),
        received_at=work.now(), by_id=work.actor.id, by=work.actor.name, token=command.token,
        **_facts(command.what, command.place, command.finder, command.finder_phone, command.shelf, command.words),
    )  # fmt: skip
    item.number = day_number(work, PREFIX, work.today())
    work.session.add(item)
    work.session.flush()
    work.touch(TOPIC)
    return FoundTaken(item.id, item.number)


def _facts(what: str, place: str, finder: str, phone: str, shelf: str, words: str) -> dict[str, str]:
    return {
        "what": tidy(what, missing=tr("请写拾到了什么"), field="what", most=120),
        "place": tidy(place, missing=tr("请写在哪里拾到"), field="place", most=120),
        "finder": tidy(finder, missing=tr("请写谁拾到的"), field="finder", most=80),
        "finder_phone": tidy(phone, field="finder_phone", most=40),
        "shelf": tidy(shelf, field="shelf", most=40),
        "words": tidy(words, most=300),
    }


def change_found(work: Work, command: ChangeFound) -> str:
    """Correct it; gives the number."""
    may_write(work)
    item = _locked(work, command.item_id)
    phone = item.finder_phone if command.finder_phone is None else command.finder_phone
    told = _facts(command.what, command.place, command.finder, phone, command.shelf, command.words)
    for name, value in told.items():
        if getattr(item, name) != value:
            setattr(item, name, value)
    work.touch(TOPIC)
    return item.number


def post_found(work: Work, command: PostFound) -> str:
    """Write down where word of it was put up."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写在哪里招领，如 大堂公告栏"))
    return _add(work, command.item_id, FoundStep.POSTED, words=words)


def claim_found(work: Work, command: ClaimFound) -> str:
    """Give it to its owner against name and proof."""
    may_write(work)
    who = tidy(command.who, missing=tr("请写认领人的姓名，算作签收"), field="who", most=80)
    words = tidy(command.words, missing=tr("请写凭什么认领，如 说得出里面的东西"))
    id_number = tidy(command.id_number, field="id_number", most=40)
    phone = tidy(checked_phone(command.phone), field="phone", most=40)
    if not id_number and not phone:
        raise Refused(tr("证件号和电话至少留一样，日后有人来问找得到"), field="id_number")
    return _add(
        work, command.item_id, FoundStep.CLAIMED, who=who, id_number=id_number, phone=phone, words=words
    )


def hand_found(work: Work, command: HandFound) -> str:
    """Hand it to the police."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写交到哪个派出所、回执号"))
    who = tidy(command.who, field="who", most=80)
    return _add(work, command.item_id, FoundStep.HANDED, who=who, words=words)


def dispose_found(work: Work, command: DisposeFound) -> str:
    """Throw it away or give it off."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写怎么处置、为什么，如 食品变质丢弃，主管周敏同意"))
    return _add(work, command.item_id, FoundStep.DISPOSED, words=words)


def void_found(work: Work, command: VoidFound) -> str:
    """The row stays, marked void."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    item = _locked(work, command.item_id)
    words = tr("{number} 是 {by} {day} 登记的，作废要主管准许",
               number=item.number, by=item.by, day=item.received_on)  # fmt: skip
    by_another(work, item.by_id, item.received_on, words)
    return _add(work, item.id, FoundStep.VOIDED, words=reason)


def undo_found(work: Work, command: UndoFound) -> str:
    """Take back the last thing that happened to it; gives what that was, in words."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明撤销的原因"), field="reason")
    item = _locked(work, command.item_id)
    rows = _course(work, item.id)
    undone = {row.undoes_id for row in rows if row.undoes_id is not None}
    stands = [row for row in rows if row.id not in undone and row.step is not FoundStep.UNDONE]
    if not stands:
        raise Refused(tr("{number} 登记以后还没有办过别的；登记错了请作废", number=item.number))
    last = stands[-1]
    words = tr("{number} 的“{what}”是 {by} {day} 办的，撤销要主管准许",
               number=item.number, what=tr(STEP_WORDS[last.step]), by=last.by, day=last.happened_on)  # fmt: skip
    by_another(work, last.by_id, last.happened_on, words)
    _write(work, item, FoundStep.UNDONE, words=reason, undoes_id=last.id)
    return tr("{number} {what}", number=item.number, what=tr(STEP_WORDS[last.step]))


def _locked(work: Work, item_id: int) -> FoundItem:
    query = select(FoundItem).where(FoundItem.id == item_id).with_for_update()
    item = work.session.scalar(query)
    if item is None:
        raise Refused(tr("没有这件失物，请重新选择"))
    return item


def _course(work: Work, item_id: int) -> list[FoundEvent]:
    query = select(FoundEvent).where(FoundEvent.item_id == item_id).order_by(FoundEvent.id)
    return list(work.session.scalars(query))


def _add(
    work: Work, item_id: int, step: FoundStep, *, who: str = "", id_number: str = "", phone: str = "", words: str = ""
) -> str:  # fmt: skip
    item = _locked(work, item_id)
    if item.outcome is not None:
        raise Refused(
            tr("{number} 已经{what}，没有再记", number=item.number, what=tr(STEP_WORDS[item.outcome]))
        )
    _write(work, item, step, who=who, id_number=id_number, phone=phone, words=words)
    return item.number


def _write(
    work: Work,
    item: FoundItem,
    step: FoundStep,
    *,
    who: str = "",
    id_number: str = "",
    phone: str = "",
    words: str = "",
    undoes_id: int | None = None,
) -> None:
    """Write a row of a locked thing's course, and what it comes to beside it."""
    work.session.add(
        FoundEvent(
            item_id=item.id,
            step=step,
            happened_on=work.today(),
            at=work.now(),
            who=who,
            id_number=id_number,
            phone=phone,
            words=words,
            undoes_id=undoes_id,
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
    course = [FoundHappened(r.id, r.step, r.happened_on, r.undoes_id) for r in _course(work, item.id)]
    item.outcome, item.ended_on = outcome(course)
    work.session.flush()
    work.touch(TOPIC)
