"""The store's own check: guards, foreign keys, the file, the step of the tables; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.app.schema import GUARDS
from frontdesk.base.store.audit import AuditEntry, history
from frontdesk.base.store.checks import broken_store
from frontdesk.base.store.database import Database, ReadOnlyViolation
from frontdesk.base.store.drafts import SaveDraft, drafts, save_draft
from frontdesk.base.store.migrate import HEAD, migrate, revision
from frontdesk.base.store.numbers import last_number, next_number
from frontdesk.base.store.papers import issue_paper, keep_print, paper_document, papers_of, printed_pdf
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import Setting, get_setting, set_setting
from frontdesk.base.store.users import AddUser, add_user
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Role
from tests.postgres import BOTH, fresh_database, postgres

assert postgres  # a fixture

ADMIN = Actor(1, "管理员", Role.ADMIN)


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database with the usual users, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("db")
        return
    request.getfixturevalue("postgres")
    with fresh_database() as database:
        yield database


@pytest.fixture
def run(store: Database) -> Runner:
    return Runner(store, FixedClock(datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))))


def named(store: Database) -> list[str]:
    with store.read() as session:
        return broken_store(session, GUARDS)


def tamper(store: Database, *statements: str) -> None:
    with store.write() as session:
        for statement in statements:
            session.execute(text(statement))


def test_a_migrated_database_is_whole(store: Database):
    assert revision(store) == HEAD
    assert migrate(store) is False
    assert named(store) == []


def test_m7_4_a_guard_that_is_gone_changed_or_strange_is_named(store: Database):
    if store.is_sqlite:
        tamper(
            store,
            "DROP TRIGGER guard_payment_delete",
            "DROP TRIGGER guard_shift_update_closed",
            "CREATE TRIGGER guard_shift_update_closed BEFORE UPDATE ON shift WHEN 0 BEGIN SELECT 1; END",
            "CREATE TRIGGER stranger BEFORE UPDATE ON setting BEGIN SELECT 1; END",
        )
        expected = {"保护 guard_shift_update_closed 被改过"}
    else:
        tamper(
            store,
            "DROP TRIGGER guard_payment_delete ON payment",
            "ALTER TABLE paper DISABLE TRIGGER guard_paper_delete",
            "CREATE OR REPLACE FUNCTION guard_shift_update_closed() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$",
            "CREATE TRIGGER stranger BEFORE UPDATE ON setting FOR EACH ROW "
            "EXECUTE FUNCTION guard_shift_update_closed()",
        )
        expected = {"保护 guard_shift_update_closed 被改过", "保护 guard_paper_delete 被停用"}
    expected |= {"保护 guard_payment_delete 不见了", "多了一个不认识的触发器 stranger"}
    assert set(named(store)) == expected


def test_tables_of_another_step_are_named(store: Database):
    tamper(store, "UPDATE alembic_version SET version_num = '0000'")
    assert named(store) == [f"数据库版本是 0000，程序要的是 {HEAD}"]
    tamper(store, "DROP TABLE alembic_version")
    assert named(store) == ["数据库没有版本记录，表可能不全"]


def test_a_foreign_key_that_leads_nowhere_is_named(db: Database):
    with db.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql(
            "INSERT INTO draft (user_id, page, key, title, data, saved_at) VALUES (99, '', '', '', '', '2026-01-01')"
        )
        connection.invalidate()
    assert named(db) == ["draft 的第 1 行指向 user_account 里没有的记录"]


def test_a_damaged_file_is_named(db: Database, tmp_path: Path):
    tamper(db, *(f"INSERT INTO setting VALUES ('k{i}', '{'x' * 900}')" for i in range(60)))
    with db.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'setting'"
        ).scalar_one()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        connection.invalidate()
    assert db.path is not None
    db.close()
    data = bytearray(db.path.read_bytes())
    data[(page - 1) * size + 20 : (page - 1) * size + 200] = b"\xff" * 180
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(data)
    other = Database(damaged)
    assert all("数据库文件损坏" in told for told in named(other))
    assert named(other)
    other.close()


def test_one_command_one_transaction_one_audit_entry(store: Database, run: Runner):
    def setting(work: Work, value: int) -> None:
        set_setting(work, "a.key", value)
        if value < 0:
            raise Refused("不行")

    run.run(setting, 1, actor=ADMIN)
    with pytest.raises(Refused):
        run.run(setting, -1, actor=ADMIN)
    run.run(setting, 2, actor=ADMIN)
    assert run.read(get_setting, "a.key") == 2
    with store.read() as session:
        assert session.query(AuditEntry).count() == 2
    told = run.read(history, "setting", "a.key")
    assert [(row.field, row.before, row.after) for row in told] == [("value", "1", "2"), ("*", None, None)]


def test_m6_4_a_number_goes_back_with_its_transaction(store: Database):
    with store.write() as session:
        assert [next_number(session, "SJ"), next_number(session, "SJ")] == [1, 2]
    with pytest.raises(RuntimeError), store.write() as session:
        assert next_number(session, "SJ") == 3
        raise RuntimeError
    with store.write() as session:
        assert next_number(session, "SJ") == 3
        assert last_number(session, "other") == 0


def test_a_query_cannot_write(store: Database):
    with pytest.raises((ReadOnlyViolation, DBAPIError)), store.read() as session:
        session.add(Setting(key="k", value="1"))
        session.flush()
    with pytest.raises(DBAPIError), store.read() as session:
        session.execute(text("UPDATE user_account SET name = 'x'"))


@pytest.mark.parametrize("statement", [
    "UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry", "DELETE FROM audit_change",
    "UPDATE audit_change SET after = 'x'", "DELETE FROM user_account", "UPDATE paper SET document = '{}'",
    "DELETE FROM paper_print",
])  # fmt: skip
def test_m7_4_the_database_refuses_what_is_final(store: Database, run: Runner, statement: str):
    def paper(work: Work, _: None) -> None:
        issued = issue_paper(work, form="f", number="1", title="t", subject=("x", 1), document={"a": 1})
        assert keep_print(work, issued, size="A5", pdf=b"%PDF") == 0

    run.run(paper, None, actor=ADMIN)
    with pytest.raises(DBAPIError, match="final|never deleted"):
        tamper(store, statement)
    assert run.read(paper_document, "f", "1") == (1, {"a": 1})
    assert run.read(printed_pdf, 1, 0) == b"%PDF"
    assert run.read(papers_of, subject=("x", 1))[0].printed == 1


def test_users_and_drafts_on_both(run: Runner):
    user_id = run.run(add_user, AddUser("zhang", "张硕", Role.CASHIER, "abc"), actor=ADMIN).value
    actor = Actor(user_id, "张硕", Role.CASHIER)
    for title in ("一", "二"):
        run.run(save_draft, SaveDraft("collect", "1", title, {"n": 1}), actor=actor)
    assert [(draft.title, draft.data) for draft in run.read(drafts, user_id)] == [("二", {"n": 1})]
