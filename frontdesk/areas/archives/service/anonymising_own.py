"""What is taken away in a way of its own: the person's row, joins, doubts, the trail, prints, identity papers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import event, or_, select

from frontdesk.areas.archives.documents.anonymising import AnonymisedPrint
from frontdesk.areas.archives.model import Person, ReviewFlag
from frontdesk.areas.archives.model.duplicates import PersonJoin
from frontdesk.areas.archives.model.papers import ArchivePaper, ArchivePaperVoid, PaperKind
from frontdesk.areas.archives.rules.anonymising import money_forms, places, word_of
from frontdesk.areas.archives.rules.duplicates import FACTS
from frontdesk.areas.archives.rules.kinds import PersonKind
from frontdesk.areas.archives.service.anonymising_rows import Rows, rows_with
from frontdesk.base.store.audit import AuditChange
from frontdesk.base.store.base import Base
from frontdesk.base.store.papers import Paper, PaperPrint
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.vault import StoredFileGone, remove_gone, vault_for
from frontdesk.base.store.work import Work
from frontdesk.base.values.text import tr

_EMPTY: dict[str, Any] = {
    "pinyin": "", "initials": "", "id_kind": None, "id_number": "", "phone": "", "phone2": "", "nationality": "",
    "visa_ends_on": None, "registered_on": None, "emergency_contact": "",
}  # fmt: skip


def _table(model: Any) -> Any:
    return Base.metadata.tables[model.__tablename__]


def clean_people(work: Work, rows: Rows, number: str) -> None:
    """The person's own rows, and what joins and doubts repeat of them."""
    session, whom = work.session, rows.kept
    for each, person_id in whom.items():
        rows.put(_table(Person), each, {"name": word_of(person_id)} | _EMPTY)
    either = or_(PersonJoin.kept_id.in_(whom), PersonJoin.joined_id.in_(whom))
    for join in session.execute(
        select(PersonJoin.id, PersonJoin.kept_id, PersonJoin.joined_id, PersonJoin.after).where(either)
    ).all():
        told = {}
        for column, person_id in (("kept_before", join.kept_id), ("joined_before", join.joined_id)):
            if person_id in whom:
                told[column] = _facts(whom[person_id])
        # What both said afterwards is of the two: it goes with the first of them.
        told["after"] = _facts(whom.get(join.kept_id, whom.get(join.joined_id, 0)))
        rows.put(_table(PersonJoin), join.id, told)
    doubts = select(ReviewFlag.id, ReviewFlag.person_id, ReviewFlag.settled_at).where(
        ReviewFlag.person_id.in_(whom)
    )
    for flag in session.execute(doubts).all():
        values: dict[str, Any] = {"value": f"{word_of(whom[flag.person_id])}-{flag.id}"}
        if flag.settled_at is None:
            values |= {
                "settled_at": work.now(), "settled_by": work.actor.name,
                "settled_words": tr("住户已匿名（{number}）", number=number),
            }  # fmt: skip
        rows.put(_table(ReviewFlag), flag.id, values)
    table = _table(ReviewFlag)
    for flag in rows_with(rows, table, [table.c.value], [table.c.value]):
        value = rows.told(table.name, flag.id, flag.value)
        if value != flag.value:
            # Two doubts of a home for one reason say two things, whatever is left of them.
            rows.put(table, flag.id, {"value": f"{value[:100]}-{flag.id}"})


def _facts(person_id: int) -> str:
    told = {name: _EMPTY.get(name, "") for name in FACTS}
    told |= {"name": word_of(person_id), "kind": PersonKind.PERSON.value}
    return json.dumps(told, ensure_ascii=False)


def clean_trail(work: Work, rows: Rows, number: str) -> None:
    """Values before and after: of the people's own rows the word itself, of all others with the names replaced."""
    session, table = work.session, _table(AuditChange)
    own_columns = {place.table: set(place.open) for place in places}
    own = rows.own.get("audit_change", {})
    keys = sorted(own)
    for at in range(0, len(keys), 500):
        for row in session.execute(select(table).where(table.c.id.in_(keys[at : at + 500]))).all():
            if row.field not in own_columns.get(row.table_name, ()):
                continue
            direct = row.table_name == "person" or _is_direct(row.table_name, row.field)
            if direct:
                word = word_of(min(own[row.id]))
                rows.put(
                    table, row.id,
                    {name: word for name in ("before", "after") if getattr(row, name) not in (None, "", word)},
                )  # fmt: skip
    rows.replace_in(table, ("before", "after"))


def _is_direct(table: str, field: str) -> bool:
    """A name, number or telephone of the row itself, not a text about something."""
    place = next(each for each in places if each.table == table)
    return bool(place.person) and field in (*place.names, *place.blank)


def clean_prints(work: Work, rows: Rows, number: str) -> None:
    """Issued papers but those of money: the frozen data is replaced, and each print of it by a sheet that says so."""
    from frontdesk.areas.archives.forms.anonymising import ANONYMISED

    session = work.session
    before = set(rows.changed.get("paper", ()))
    rows.replace_in(_table(Paper), ("title", "document"), Paper.form.not_in(money_forms))
    changed = sorted(rows.changed.get("paper", set()) - before)
    office = str(get_setting(session, "office.name", ""))
    for paper_id in changed:
        title, told = session.execute(select(Paper.title, Paper.number).where(Paper.id == paper_id)).one()
        document = AnonymisedPrint(
            office, title if told in title else f"{title} {told}", number, work.today()
        )
        sheet = ANONYMISED.draw(document)
        for print_id in session.scalars(select(PaperPrint.id).where(PaperPrint.paper_id == paper_id)).all():
            rows.put(_table(PaperPrint), print_id, {"pdf": sheet})


def clean_papers(work: Work, rows: Rows, number: str) -> int:
    """Files of identity papers filed under the people go out of the data folder, and their rows are void; how many.

    A file that somebody else's paper, or one of another kind, is too stays where it is.
    """
    session = work.session
    own = (ArchivePaper.person_id.in_(rows.kept)) & PaperKind.personal
    papers = select(ArchivePaper.hash).join(PaperKind, PaperKind.id == ArchivePaper.kind_id)
    others = papers.where(or_(~own, ArchivePaper.person_id.is_(None)))
    before = session.scalars(select(StoredFileGone.hash)).all()
    found = session.scalars(
        papers.where(
            own, ArchivePaper.hash.not_in(others), ArchivePaper.hash.not_in(select(StoredFileGone.hash))
        ).distinct()
    ).all()
    for digest in found:
        session.add(StoredFileGone(hash=digest, number=number, at=work.now()))
    _void(work, found, number)
    session.flush()
    if found or before:
        folder = vault_for(session)
        # Once the rows stand; with them what another program held open the last time.
        event.listen(session, "after_commit", lambda _done: remove_gone(folder, (*before, *found)), once=True)
    return len(found)


def _void(work: Work, hashes: Sequence[str], number: str) -> None:
    """A paper without its file is in use no more: lists, cards and exports leave it out, and say why."""
    void = select(ArchivePaperVoid.id).where(ArchivePaperVoid.paper_id == ArchivePaper.id).exists()
    for paper_id in work.session.scalars(
        select(ArchivePaper.id).where(ArchivePaper.hash.in_(hashes), ~void)
    ).all():
        work.session.add(
            ArchivePaperVoid(
                paper_id=paper_id, reason=tr("住户已匿名（{number}），文件已移除", number=number), at=work.now(),
                by_id=work.actor.id, by=work.actor.name,
            )
        )  # fmt: skip
