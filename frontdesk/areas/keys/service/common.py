"""What the services of the key cabinet share: the tag locked, who stands there, one movement, the number of a slip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.keys.documents import KeyLine, Party
from frontdesk.areas.keys.model import Key, KeyMovement
from frontdesk.areas.keys.queries.keys import KeyRow, keys_by_id
from frontdesk.areas.keys.queries.moves import standing_of, stands
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.course import Standing, change
from frontdesk.areas.keys.rules.kinds import (
    LONGEST_NAME,
    LONGEST_WORDS,
    MOST_PIECES,
    SLIP_PREFIX,
    WHO_WORDS,
    Move,
    Slip,
    WhoKind,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPICS = ("keys", "papers")
MOST_KEYS = 40
"""Tags in one go."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many keys of one tag."""

    key_id: int
    pieces: int = 1


def may_write(work: Work) -> None:
    """Whoever moves a key has the right to, or a supervisor's leave."""
    work.require(Right.KEYS)


def lock_keys(work: Work, key_ids: Iterable[int]) -> dict[int, Key]:
    """The tags, locked in one order, so that two desks do not move the same key at once."""
    wanted = sorted(set(key_ids))
    found = work.session.scalars(select(Key).where(Key.id.in_(wanted)).order_by(Key.id).with_for_update())
    keys = {key.id: key for key in found}
    if len(keys) < len(wanted):
        raise Refused(tr("没有这把钥匙，请重新选择"), field="keys")
    return keys


def lock_key(work: Work, key_id: int) -> Key:
    return lock_keys(work, (key_id,))[key_id]


def standing_now(work: Work, key: Key) -> Standing:
    """Where the tag's keys are after all that stands, whatever its day."""
    return standing_of(work.session, key.id)


def check_pieces(pieces: int, *, field: str = "pieces") -> int:
    """A number of keys that can be."""
    if pieces <= 0:
        raise Refused(tr("数量要大于零"), field=field)
    if pieces > MOST_PIECES:
        raise Refused(tr("一块牌最多 {n} 把，请分开登记", n=MOST_PIECES), field=field)
    return pieces


def tidy(text: str, *, missing: str = "", field: str = "words", most: int = LONGEST_WORDS) -> str:
    """Words that fit; *missing* is said where they must not be empty."""
    words = text.strip()
    if missing and not words:
        raise Refused(missing, field=field)
    if len(words) > most:
        raise Refused(tr("超过 {n} 个字，请写短些", n=most), field=field)
    return words


def known(work: Work, who: Who, *, field: str = "who") -> Who:
    """*who* with what the archives say of them; names and numbers tidied. Raises `Refused` without a name."""
    if who.kind is WhoKind.RESIDENT:
        person = None
        if who.person_id is not None:
            person = work.session.get(Person, kept_id(work.session, who.person_id))
        if person is None:
            raise Refused(tr("请从住户里选一位；没有登记的按外来人员填"), field=field)
        return Who(who.kind, person.name, person.id, person.id_number, person.phone)
    name = tidy(who.name, missing=tr("请填姓名"), field=field, most=LONGEST_NAME)
    return Who(
        who.kind,
        name,
        None,
        tidy(who.id_number, field="id_number", most=40),
        tidy(who.phone, field="phone", most=40),
        tidy(who.company, field="company", most=LONGEST_NAME),
    )


def party(who: Who) -> Party:
    """Somebody as papers show them, numbers masked (D1.9); staff's number is no document's."""
    number = who.id_number if who.kind is WhoKind.STAFF else mask_id(who.id_number)
    return Party(who.name, tr(WHO_WORDS[who.kind]), who.company, number, mask_phone(who.phone))


def day_of(work: Work, on: date | None) -> date:
    """The day of what happened: today unless an earlier one is said."""
    today = work.today()
    if on is not None and on > today:
        raise Refused(tr("日期不能晚于今天 {today}", today=today), field="on")
    return on or today


def add_move(
    work: Work,
    key: Key,
    kind: Move,
    pieces: int,
    *,
    on: date,
    who: Who | None = None,
    why: str = "",
    until: date | None = None,
    authority: str = "",
    loan_id: int | None = None,
    slip: str = "",
    basis: str = "",
    consent_id: int | None = None,
    allowed_words: str = "",
    approver_id: int | None = None,
    approver: str = "",
    token: str | None = None,
) -> KeyMovement:
    """Write a movement of a locked tag. Its days never run backwards."""
    last = work.session.scalar(
        select(func.max(KeyMovement.moved_on)).where(KeyMovement.key_id == key.id, stands())
    )
    if last is not None and on < last:
        raise Refused(tr("{tag} 上一次登记在 {last}，日期不能比它早", tag=key.tag, last=last), field="on")
    made = KeyMovement(
        key_id=key.id,
        kind=kind,
        moved_on=on,
        at=work.now(),
        pieces=pieces,
        change=change(kind, pieces, of_loan=loan_id is not None),
        loan_id=loan_id,
        who_kind=who.kind if who else None,
        person_id=who.person_id if who else None,
        who=who.name if who else "",
        company=who.company if who else "",
        # What the archives know stands there alone.
        id_number=who.id_number if who and who.person_id is None else "",
        phone=who.phone if who and who.person_id is None else "",
        why=why,
        until=until,
        authority=authority,
        slip=slip,
        basis=basis,
        consent_id=consent_id,
        allowed_words=allowed_words,
        approver_id=approver_id,
        approver=approver,
        by_id=work.actor.id,
        by=work.actor.name,
        token=token,
    )
    work.session.add(made)
    work.session.flush()
    work.touch(*TOPICS)
    return made


def made_before(work: Work, token: str | None) -> KeyMovement | None:
    """What the same press of a button has stored already (T23)."""
    if token is None:
        return None
    found = work.session.scalar(select(KeyMovement).where(KeyMovement.token == part(token, 0)))
    if found is not None and found.by_id != work.actor.id:
        raise Refused(tr("这一页已经存过了，请重新打开再办"))
    return found


def part(token: str | None, number: int) -> str | None:
    """The token of the *number*-th movement of one press."""
    return None if token is None else f"{token}:{number}"


def slip_number(work: Work, slip: Slip, day: date) -> str:
    """`JY-20261121-003`, taken in this transaction."""
    series = f"{SLIP_PREFIX[slip]}-{day:%Y%m%d}"
    return f"{series}-{next_number(work.session, series):03d}"


def shown(work: Work, key_ids: Sequence[int]) -> dict[int, KeyRow]:
    """The tags as lists show them."""
    return {row.id: row for row in keys_by_id(work.session, tuple(key_ids), work.today())}


def line(row: KeyRow, pieces: int, words: str = "") -> KeyLine:
    """Keys of a tag as a paper lists them."""
    return KeyLine(row.tag, row.where, tr(row.kind.value), pieces, words)


def unit_code(work: Work, unit_id: int) -> str:
    """The unit's code. Raises `Refused` for none."""
    found = work.session.scalar(select(Unit.code).where(Unit.id == unit_id))
    if found is None:
        raise Refused(tr("没有这户，请重新选择"), field="unit_id")
    return found


def freeze(
    work: Work, slip: Slip, number: str, title: str, document: object, subject_id: int, unit_id: int | None
) -> None:
    """Keep the paper's data under its number (D0.4)."""
    issue_paper(
        work,
        form=slip.value,
        number=number,
        title=title,
        subject=("key_movement" if slip is not Slip.COUNT else "key_count", subject_id),
        unit_id=unit_id,
        document=codec.to_plain(document),
    )


def one_unit(rows: Iterable[KeyRow]) -> tuple[int | None, str]:
    """The unit that all the tags belong to, by id and code; none where they belong to several or to none."""
    units = {(row.unit_id, row.unit) for row in rows}
    return next(iter(units)) if len(units) == 1 else (None, "")


def house(work: Work) -> str:
    """The office as one side of a handover."""
    return office(work).office or tr("物业服务中心")
