"""匿名化 (D1.9, art. 47): a name and numbers go from every table but money's, once and for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from frontdesk.app import schema
from frontdesk.app.checks import broken
from frontdesk.areas.archives.forms.anonymising import ANONYMISED
from frontdesk.areas.archives.model import Person, UnitNote, UnitRole
from frontdesk.areas.archives.model.anonymising import Anonymising
from frontdesk.areas.archives.queries.anonymising import (
    AnonymisingFilter,
    AnonymisingShow,
    anonymising_figures,
    anonymising_file,
    anonymising_rows,
    broken_anonymising,
)
from frontdesk.areas.archives.queries.papers import PaperFilter, PaperShow, paper_rows
from frontdesk.areas.archives.queries.search import search
from frontdesk.areas.archives.rules.anonymising import (
    MONEY,
    PLAIN,
    Facts,
    Replacing,
    kept,
    money_forms,
    places,
    values_of,
)
from frontdesk.areas.archives.rules.kinds import IdKind, NoteLevel, PersonKind, RoleKind
from frontdesk.areas.archives.service import AddRole, EndRole, SavePerson, add_role, end_role, save_person
from frontdesk.areas.archives.service.anonymising import Anonymise, anonymise
from frontdesk.areas.archives.service.duplicates import JoinPeople, SplitPeople, join_people, split_people
from frontdesk.areas.archives.service.papers import FilePaper, file_paper
from frontdesk.areas.reception.rules.words import Channel, TicketKind
from frontdesk.areas.reception.service.calls import LogCall, log_call
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.areas.reception.service.visits import LetIn, let_in
from frontdesk.base.printing.paper import A4
from frontdesk.base.store.drafts import SaveDraft, save_draft
from frontdesk.base.store.vault import StoredFileGone, vault_for
from frontdesk.base.store.vault_folder import path_in
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from tests.areas.cashdesk.conftest import both, desk
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.postgres import postgres
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

__all__ = ["both", "desk", "postgres"]

NAME, PHONE, PHONE2, ID = "欧阳待匿", "13955502468", "0771-5502468", "11010519491231002X"
SPACED = "139-5550-2468"
TELLING = (NAME, PHONE, SPACED, "5502468", ID, "ouyangdaini", "110105", "139****2468")
LEFT = date(2022, 3, 1)
MONEY_TABLES = {name for each in kept if each.why.startswith(MONEY) for name in each.tables}


def leave(desk: Desk, person_id: int = 1) -> None:
    """Person 1 is told of in full, has left unit 1 and somebody else has come."""
    desk.run(
        save_person,
        SavePerson(person_id, NAME, id_kind=IdKind.RESIDENT, id_number=ID, phone=PHONE, phone2=PHONE2,
                   emergency_contact=f"{NAME}的姐姐 13500007777"),
        desk.admin,
    )  # fmt: skip
    desk.run(end_role, EndRole(person_id, LEFT), desk.admin, yes=("owner_gap",))
    new = desk.run(save_person, SavePerson(None, "王接手", phone="13700001111"), desk.admin)
    desk.run(add_role, AddRole(1, new, RoleKind.OWNER, starts_on=LEFT), desk.admin)


def dump(db: Any, *, money: bool) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables of money, or of all others."""
    with db.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(sa.select(table).order_by(*table.primary_key))]
            for table in schema.METADATA.sorted_tables
            if (table.name in MONEY_TABLES) is money
        }


def telling(rows: Mapping[str, list[tuple[Any, ...]]]) -> list[tuple[str, str]]:
    """(table, what) wherever something of the person still stands; papers of money keep theirs."""
    found = []
    for table, lines in rows.items():
        for line in lines:
            if (table == "paper" and line[1] in money_forms) or (table == "paper_print" and line[0] == 9001):
                continue
            text = "\n".join(
                each.decode("utf-8", "ignore") if isinstance(each, bytes) else str(each) for each in line
            )
            found += [(table, each) for each in TELLING if each in text]
    return found


def test_every_table_is_a_place_or_kept_with_a_reason_and_every_text_column_is_told_of() -> None:
    """D1.9: nobody adds a table with a name in it without saying what becomes of the name."""
    told = [place.table for place in places] + [name for each in kept for name in each.tables]
    assert len(told) == len(set(told))
    assert set(told) == set(schema.METADATA.tables)
    for place in places:
        table = schema.METADATA.tables[place.table]
        known = {*place.open, *place.plain, *place.person}
        assert known <= set(table.c.keys()), place.table
        for column in table.c:
            texts = isinstance(column.type, (sa.String, sa.LargeBinary)) and not isinstance(
                column.type, sa.Enum
            )
            whose = any(each.column.table.name == "person" for each in column.foreign_keys)
            if whose or (texts and not column.foreign_keys and column.name not in PLAIN):
                assert column.name in known, f"{place.table}.{column.name}"
    for each in kept:
        assert each.why
        for name in each.tables:
            if not each.why.startswith(MONEY) and name != "anonymised_person":
                people = [f for c in schema.METADATA.tables[name].c for f in c.foreign_keys]
                assert not any(f.column.table.name == "person" for f in people), name


def test_whatever_column_a_name_stands_in_it_goes_and_money_stays_byte_for_byte(
    desk: Desk, tmp_path: Path
) -> None:
    """D1.9: a row in every table, the name and numbers in every column that is said to have one."""
    leave(desk)
    _plant(tmp_path / "frontdesk.db")
    before = dump(desk.db, money=True)
    assert telling(before)
    assert ("permit_photo", NAME) in telling(dump(desk.db, money=False))
    planted = telling(dump(desk.db, money=False))
    assert len({table for table, _ in planted}) > 100
    done = desk.run(anonymise, Anonymise((1,), "已超过保存年限", "匿名"), desk.supervisor)
    assert done.people == 1
    assert done.places > 150
    with desk.db.read() as session:
        kept_paper = session.execute(
            sa.text(
                "SELECT p.document, q.pdf FROM paper p JOIN paper_print q ON q.paper_id = p.id WHERE p.id = 9001"
            )
        ).one()
    assert NAME in kept_paper.document
    assert NAME.encode() in kept_paper.pdf, "a receipt stays as it was printed"
    left = telling(dump(desk.db, money=False))
    assert not left, str(left)
    assert dump(desk.db, money=True) == before


def _plant(path: Path) -> None:
    """A row in every table, past every guard, which are put back afterwards."""
    told = f"住户{NAME}，电话{SPACED}或{PHONE}、{PHONE2}，证件{ID.lower()}，拼写{ID}"
    columns = {place.table: {*place.searched, *place.own} - {"settled_by"} for place in places}
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("PRAGMA ignore_check_constraints=ON")
        guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            db.execute(f"DROP TRIGGER {name}")
        for table in schema.METADATA.sorted_tables:
            if table.name.startswith(
                ("anonymi", "stored_file", "user_", "setting", "number_series", "unit_role")
            ):
                continue
            values: dict[str, Any] = {}
            for column in table.c:
                kind = column.type
                named = column.name in columns.get(table.name, ()) or table.name in MONEY_TABLES
                if isinstance(kind, sa.Enum):
                    values[column.name] = kind.enums[0]
                elif column.primary_key:
                    values[column.name] = 9000 if isinstance(kind, sa.Integer) else f"x-{table.name}"
                elif isinstance(kind, sa.LargeBinary):
                    values[column.name] = told.encode() if table.name == "paper_print" else b"x"
                elif isinstance(kind, sa.String) and not column.foreign_keys:
                    plain = "work_order" if column.name == "form" else f"x-{column.name}"
                    values[column.name] = told if named else plain
                elif column.name == "paper_id":
                    values[column.name] = 9000
                elif column.nullable:
                    values[column.name] = None
                elif isinstance(kind, sa.Date):
                    values[column.name] = "2020-01-01"
                elif type(kind).__name__ == "StampType":
                    values[column.name] = "2020-01-01 00:00:00.000000"
                else:
                    values[column.name] = 0
            if table.name == "person":
                values |= {
                    "name": "别人",
                    "pinyin": "x",
                    "initials": "x",
                    "id_number": "",
                    "phone": "",
                    "phone2": "",
                    "nationality": "",
                }
            if table.name == "personal_request":
                values["unmasked"] = 1
            # A permit with a photograph and a decoration with an identity paper, both over, of the person.
            values |= {
                "permit": {"person_id": 1, "photo": "x-permit_photo"},
                "permit_photo": {"jpeg": told.encode()},
                "decoration_file": {"person_id": 1},
                "decoration_step": {"file_id": 9000, "after": "已归档"},
                "decoration_paper": {"file_id": 9000, "kind": "identity", "hash": "x-decoration_blob"},
                "decoration_blob": {"bytes": told.encode(), "kind": "jpg"},
            }.get(table.name, {})
            if table.name in ("person_join", "person_apart"):
                continue
            rows = [values]
            if table.name in ("paper", "paper_print"):
                # The same of a receipt, which stays with its print.
                also = {"form": "receipt", "number": "SJ1"} if table.name == "paper" else {"paper_id": 9001}
                rows.append(values | {"id": 9001} | also)
            for row in rows:
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join("?" for _ in row)
                db.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', tuple(row.values()))
        for _, sql in guards:
            db.execute(sql)


@pytest.fixture
def left(desk: Desk) -> Desk:
    """Somebody who did much at the desk before leaving, through the desk's own commands."""
    leave(desk)
    told = f"{NAME}（{SPACED}）说门坏了"
    desk.run(
        receive,
        Receive(TicketKind.REPAIR, Channel.PHONE, told, unit_id=1, person_id=1, phone="13012340000", caller=NAME,
                place="厨房", category="给排水", problem="漏水"),
        desk.receptionist,
    )  # fmt: skip
    desk.run(log_call, LogCall(PHONE, 1, 1), desk.receptionist)
    desk.run(
        let_in, LetIn(name="来客", phone="13100000000", unit_id=1, host=NAME, why="看望"), desk.receptionist
    )
    desk.run(save_draft, SaveDraft("new_ticket", "", NAME, {"what": told, "phone": PHONE}), desk.receptionist)
    desk.run(
        file_paper, FilePaper("身份证", b"%PDF-1.4 scan of " + ID.encode(), f"{NAME}身份证", f"{NAME}.pdf", 1, 1), desk.admin
    )  # fmt: skip
    desk.charge("100.00")
    desk.open()
    desk.collect("cash=100.00")
    with desk.db.write() as session:
        session.execute(sa.text("UPDATE ticket_now SET state = '已关闭'"))
    return desk


def test_through_the_commands_a_name_goes_everywhere_but_the_receipt_and_check_finds_all_well(
    left: Desk,
) -> None:
    """D1.9: tickets, calls, visitors, drafts, papers, the trail and its commands; search finds nobody; T16 holds."""
    before = dump(left.db, money=True)
    well = broken(left.runner)
    with left.db.read() as session:
        folder = vault_for(session)
        digest = session.scalar(sa.text("SELECT hash FROM archive_paper"))
    assert path_in(folder, digest).exists()
    done = left.run(anonymise, Anonymise((1,), "已超过保存年限", "匿名"), left.supervisor)
    assert telling(dump(left.db, money=False)) == []
    assert "13012340000" not in str(dump(left.db, money=False)), "a number left with a ticket is theirs too"
    assert dump(left.db, money=True) == before
    assert not path_in(folder, digest).exists()
    assert left.runner.read(paper_rows, PaperFilter(TODAY)) == ()
    (void,) = left.runner.read(paper_rows, PaperFilter(TODAY, show=PaperShow.VOID))
    assert (void.name, void.unit) == ("已匿名#1", "3-1-1202")
    assert (done.people, done.files, done.number) == (1, 1, "NM-2026-001")
    # The ticket's course was put right by hand above: nothing else than what was wrong before.
    assert broken(left.runner) == well
    for words in (NAME, PHONE, "ouyangdaini", "oydn"):
        assert [hit for hit in left.runner.read(search, words) if hit.kind == "person"] == []
    figures = left.runner.read(anonymising_figures, AnonymisingFilter(TODAY))
    assert figures.shows == {
        AnonymisingShow.READY: 0, AnonymisingShow.HINDERED: 0, AnonymisingShow.DONE: 1,
    }  # fmt: skip
    file = left.runner.read(anonymising_file, 1, TODAY)
    assert file is not None
    assert (file.row.name, file.row.number, file.places) == ("已匿名#1", "NM-2026-001", done.places)


def test_what_is_done_cannot_be_undone_nor_be_done_past_the_gate(left: Desk) -> None:
    """D1.9: the row stays as it is, a split gives nothing back, and the file is not taken in again."""
    with pytest.raises(DBAPIError), left.db.write() as session:
        session.execute(sa.text("UPDATE ticket SET what = 'x'"))
    left.run(anonymise, Anonymise((1,), "已超过保存年限", "匿名"), left.supervisor)
    with pytest.raises(DBAPIError), left.db.write() as session:
        session.execute(sa.text("UPDATE person SET name = '又来了' WHERE id = 1"))
    with pytest.raises(DBAPIError), left.db.write() as session:
        session.execute(sa.text("UPDATE anonymising SET finished_at = NULL"))
    with pytest.raises(Refused):
        left.run(save_person, SavePerson(1, NAME), left.admin)
    with pytest.raises(Refused):
        left.run(add_role, AddRole(2, 1, RoleKind.OWNER), left.admin)
    with pytest.raises(Refused, match="移除"):
        left.run(
            file_paper, FilePaper("身份证", b"%PDF-1.4 scan of " + ID.encode(), "x", "x.pdf", 2), left.admin
        )
    with pytest.raises(Refused):
        left.run(anonymise, Anonymise((1,), "再来一次", "匿名"), left.supervisor)


def test_while_it_is_open_only_the_columns_of_a_person_may_change(left: Desk) -> None:
    """The gate opens a final row for the name, not for the day, the amount or who acted; money stays shut."""
    with left.db.write() as session:
        session.add(
            Anonymising(number="NM-1", reason="x", at=left.clock.now(), by_id=3, by="周敏", finished_at=None)
        )
        session.flush()
        session.execute(sa.text("UPDATE ticket SET caller = 'x'"))
        for statement in (
            "UPDATE ticket SET number = 'x'",
            "UPDATE audit_entry SET actor = 'x'",
            "UPDATE visit SET came_on = '2020-01-01'",
            "UPDATE payment SET payer_name = 'x'",
            "UPDATE charge SET payer_name = 'x'",
            "DELETE FROM ticket",
        ):
            with pytest.raises(DBAPIError), session.begin_nested():
                session.execute(sa.text(statement))
        session.rollback()


def test_who_is_due_what_hinders_and_what_the_command_asks(both: Desk) -> None:
    """D1.9, on both databases: years since the last role, open money and a held deposit hinder, a word is typed."""
    leave(both)
    both.charge("100.00")
    both.open()
    deposit = both.take("cash=2000", payer_id=1)
    row = both.runner.read(anonymising_rows, AnonymisingFilter(TODAY, show=AnonymisingShow.HINDERED))[0]
    assert (row.name, row.units, row.last_on) == (NAME, "3-1-1202", LEFT)
    assert [words.split(" ")[0] for words in row.hinders] == ["3-1-1202", "押金"]
    assert (
        both.runner.read(
            anonymising_rows, AnonymisingFilter(date(2025, 2, 28), show=AnonymisingShow.HINDERED)
        )
        == ()
    )
    command = Anonymise((1,), "已超过保存年限", "匿名")
    with pytest.raises(Refused, match="还不能匿名"):
        both.run(anonymise, command, both.supervisor)
    both.collect("cash=100.00")
    both.give_back(deposit.number)
    with pytest.raises(NeedsApproval):
        both.run(anonymise, command, both.cashier)
    with pytest.raises(InvalidInput) as asked:
        both.run(anonymise, Anonymise((1,), "", "是"), both.supervisor)
    assert set(asked.value.errors) == {"reason", "typed"}
    with pytest.raises(InvalidInput):
        both.run(anonymise, Anonymise((1,), f"{NAME}要求", "匿名"), both.supervisor)
    before, well = dump(both.db, money=True), broken(both.runner)
    both.run(anonymise, command, both.supervisor)
    assert telling(dump(both.db, money=False)) == []
    assert dump(both.db, money=True) == before
    # The charge was made by hand past its lines: nothing else than what was wrong before.
    assert broken(both.runner) == well


def test_a_namesake_keeps_the_name_and_a_joined_person_goes_whole(desk: Desk) -> None:
    """Two who bear one name: only the rows of the one who left; both rows of a joined person, and no split after."""
    leave(desk)
    other = desk.run(save_person, SavePerson(None, NAME, phone="13900000001"), desk.admin)
    desk.run(add_role, AddRole(2, other, RoleKind.TENANT, starts_on=date(2026, 1, 1)), desk.admin)
    longer = desk.run(save_person, SavePerson(None, f"{NAME}名", phone="13900000002"), desk.admin)
    twin = desk.run(save_person, SavePerson(None, "欧阳代匿", phone=PHONE), desk.admin)
    join = desk.run(join_people, JoinPeople(1, twin, "同一人"), desk.admin)
    for unit, person in ((1, 1), (2, other)):
        desk.run(
            receive,
            Receive(TicketKind.REPAIR, Channel.PHONE, f"{NAME}来电，{NAME}名陪同", unit_id=unit, person_id=person,
                    phone="13012340000", place="厨房", category="给排水", problem="漏水"),
            desk.receptionist,
        )  # fmt: skip
    with desk.db.write() as session:
        session.execute(sa.text("UPDATE ticket_now SET state = '已关闭'"))
    desk.run(anonymise, Anonymise((1,), "已超过保存年限", "匿名"), desk.supervisor)
    with desk.db.read() as session:
        told = session.execute(sa.text("SELECT what FROM ticket ORDER BY id")).scalars().all()
        names = dict(session.execute(sa.text("SELECT id, name FROM person")).all())
        joins = str(session.execute(sa.text("SELECT * FROM person_join")).all())
        gone = session.scalar(sa.select(sa.func.count()).select_from(StoredFileGone))
    assert told == [f"已匿名#1来电，{NAME}名陪同", f"{NAME}来电，{NAME}名陪同"]
    assert (names[1], names[twin], names[other], names[longer]) == ("已匿名#1", "已匿名#1", NAME, f"{NAME}名")
    assert PHONE not in joins
    assert "欧阳" not in joins
    assert gone == 0
    with pytest.raises(Refused, match="匿名"):
        desk.run(split_people, SplitPeople(join, "合错了"), desk.admin)


def test_the_sheet_that_stands_for_a_print_f1_f6() -> None:
    """F1, F6: golden text, the same bytes."""
    pdf = ANONYMISED.draw(ANONYMISED.sample())
    assert read.text(pdf) == golden("archives", ANONYMISED, A4).read_text("utf-8")
    assert ANONYMISED.draw(ANONYMISED.sample()) == pdf


def test_many_at_once_are_read_through_once_and_each_becomes_their_own_word(desk: Desk) -> None:
    """More people than the database is asked for by name; however a name of two signs or a number is written."""
    signs = "甲乙丙丁戊己庚辛壬癸"
    names = [f"{one}{other}" for one in "钱孙李" for other in signs]
    now = desk.clock.now()
    with desk.db.write() as session:
        for at, name in enumerate(names):
            person = Person(
                name=name, kind=PersonKind.PERSON, id_kind=None, visa_ends_on=None, registered_on=None, made_at=now,
                phone=f"138{at:04d}5678" if at else "0771-8885678", id_number=f"1101051949123100{at:02d}",
            )  # fmt: skip
            session.add(person)
            session.flush()
            session.add(
                UnitRole(
                    unit_id=1 + at % 3,
                    person_id=person.id,
                    kind=RoleKind.TENANT,
                    share=None,
                    starts_on=None,
                    ends_on=LEFT,
                )
            )
        for at in (0, 1, 29):
            told = f"{names[at][0]} {names[at][1]}来过，{names[at]}的电话是(0771)8885678，或1380001 5678，不是07718885678123"
            note = UnitNote(unit_id=2, level=NoteLevel.PLAIN, text=told, at=now, by="何倩", withdrawn_at=None)
            session.add(note)
    ids = tuple(range(4, 4 + len(names)))
    done = desk.run(anonymise, Anonymise(ids, "已超过保存年限", "匿名"), desk.supervisor)
    assert done.people == len(names)
    with desk.db.read() as session:
        texts = session.execute(sa.text("SELECT text FROM unit_note ORDER BY id")).scalars().all()
    assert texts == [
        f"已匿名#{4 + at}来过，已匿名#{4 + at}的电话是(已匿名#4，或已匿名#5，不是07718885678123"
        for at in (0, 1, 29)
    ]
    assert desk.runner.read(broken_anonymising) == []


def test_a_name_that_is_a_word_is_taken_for_theirs_only_where_the_row_is() -> None:
    """业主 and 张先生 stand in thousands of sentences that are about somebody else."""
    facts = [Facts(7, frozenset({7}), ("业主",), ()), Facts(8, frozenset({8}), ("张先生",), ("8885678",))]
    replacing = Replacing(values_of(facts, lambda _value: False))
    nobody: frozenset[int] = frozenset()
    assert replacing("业主和张先生", nobody, nobody) == "业主和张先生"
    assert replacing("业主和张先生", frozenset({8}), frozenset({8})) == "业主和已匿名#8"
    # A number that JSON holds as a number is an amount; one in its texts is a telephone.
    told = '{"fen": 8885678, "phone": "888-5678", "\\u5f20": "x"}'
    assert replacing(told, nobody, nobody) == '{"fen": 8885678, "phone": "已匿名#8", "张": "x"}'
    # Whom to call is somebody else: their word and number stay theirs where the row is nobody's of the one who left.
    told = Replacing(
        values_of([Facts(9, frozenset({9}), ("欧阳",), (), ("妻子", "王姨 13511112222"))], lambda _v: False)
    )
    assert (
        told("妻子说，王姨 13511112222，另有 13511112222", nobody, nobody)
        == "妻子说，已匿名#9，另有 13511112222"
    )
    assert told("妻子 13511112222", frozenset({9}), frozenset({9})) == "已匿名#9 已匿名#9"
