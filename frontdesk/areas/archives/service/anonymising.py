"""匿名化 (D1.9, art. 47): people who left long ago lose their name and numbers everywhere but in money's records.

One command, one transaction, not to be undone. What is final is opened by the record itself while it is not finished
(`archives.model.anonymising.gated`); backups made before still hold the names until they are thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.model.anonymising import AnonymisedPerson, Anonymising
from frontdesk.areas.archives.queries.anonymising import due_people, what_hinders
from frontdesk.areas.archives.rules.anonymising import LONGEST_REASON, PREFIX, TYPED, cleaners
from frontdesk.areas.archives.service.anonymising_own import (
    clean_papers,
    clean_people,
    clean_prints,
    clean_trail,
)
from frontdesk.areas.archives.service.anonymising_rows import Rows, prepared, replace_everywhere
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "anonymising"


@dataclass(frozen=True, slots=True)
class Anonymise:
    """`people` are ids as the list says them; `typed` is the word that has to be typed."""

    people: tuple[int, ...]
    reason: str
    typed: str


@dataclass(frozen=True, slots=True)
class Anonymised:
    """The record's number, how many people, rows changed and files taken out."""

    number: str
    people: int
    places: int
    files: int


def anonymise(work: Work, command: Anonymise) -> Anonymised:
    """Raises `InvalidInput` without a reason or the word, `Refused` for somebody who is not due or still needed."""
    work.require(Right.ARCHIVES_SETUP, tr("匿名化要主管授权"))
    session = work.session
    reason = " ".join(command.reason.split())
    errors = {}
    if not reason:
        errors["reason"] = tr("请写明原因")
    elif len(reason) > LONGEST_REASON:
        errors["reason"] = tr("超过 {n} 个字，请写短些", n=LONGEST_REASON)
    if command.typed.strip() != tr(TYPED):
        errors["typed"] = tr("请输入“{word}”两个字，确认不能恢复", word=tr(TYPED))
    if errors:
        raise InvalidInput(errors)
    wanted = tuple(dict.fromkeys(command.people))
    if not wanted:
        raise Refused(tr("请先选要匿名的住户"))
    # Held first, so that nobody becomes something to a unit again while this is done.
    session.execute(select(Person.id).where(Person.id.in_(wanted)).order_by(Person.id).with_for_update())
    today = work.today()
    people = due_people(session, today, wanted)
    if len(people) < len(wanted):
        raise Refused(tr("其中有住户不在待匿名名单里，请刷新后再选"))
    hinders = what_hinders(session, people, today)
    if hinders:
        name, words = next((each.name, hinders[each.id][0]) for each in people if each.id in hinders)
        raise Refused(tr("{name}还不能匿名：{why}", name=name, why=words))
    rows = prepared(session, people)
    if any(each.value in reason for each in rows.values):
        raise InvalidInput({"reason": tr("原因里不要写住户的姓名和号码")})
    series = f"{PREFIX}-{today.year}"
    record = Anonymising(
        number=f"{series}-{next_number(session, series):03d}", reason=reason, at=work.now(), by_id=work.actor.id,
        by=work.actor.name, finished_at=None,
    )  # fmt: skip
    session.add(record)
    session.flush()
    for person in people:
        for each in sorted(person.group):
            session.add(
                AnonymisedPerson(
                    anonymising_id=record.id, person_id=each, kept_id=person.id, last_on=person.last_on
                )
            )
    session.flush()
    files = _replaced(work, rows, record.number)
    places = sum(len(keys) for keys in rows.changed.values())
    session.execute(
        update(Anonymising)
        .where(Anonymising.id == record.id)
        .values(places=places, files=files, finished_at=work.now())
        .execution_options(synchronize_session=False)
    )
    number = record.number
    # What the session still holds of changed rows is read again.
    session.expire_all()
    work.touch(TOPIC, "people", "units", "papers", "drafts", "flags", "tickets")
    return Anonymised(number, len(people), places, files)


def _replaced(work: Work, rows: Rows, number: str) -> int:
    """Everything in turn; how many files are taken out of the folder."""

    def step(done: int, of: int) -> None:
        work.progress.step(
            done, of + 4, tr("正在替换姓名和号码，第 {n} 处，共 {of} 处", n=done + 1, of=of + 4)
        )

    replace_everywhere(rows, step)
    steps = (clean_people, clean_trail, clean_prints, *cleaners)
    for clean in steps:
        work.progress.step(96, 100, tr("正在替换姓名和号码"))
        clean(work, rows, number)
    return clean_papers(work, rows, number)
