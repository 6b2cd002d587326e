"""People who sign in, their rights, and a supervisor's leave on the spot."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from frontdesk.base.store.audit import AuditEntry, history
from frontdesk.base.store.database import Database, ReadOnlyViolation
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import get_setting, set_setting
from frontdesk.base.store.users import (
    AddUser,
    ChangeOwnPassword,
    ChangeUser,
    User,
    add_user,
    approve,
    change_own_password,
    change_user,
    sign_in,
    users,
)
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.rights import RIGHT_WORDS, ROLE_RIGHTS, Right, Role
from tests.conftest import PASSWORD
from tests.quicker import as_shipped


def test_a_new_user_signs_in_and_the_password_is_nowhere_in_clear(runner: Runner, admin: Actor) -> None:
    done = runner.run(add_user, AddUser("zhang", "张硕", Role.CASHIER, "geheim-99"), actor=admin)
    assert runner.read(sign_in, "zhang", "geheim-99") == Actor(done.value, "张硕", Role.CASHIER)
    assert done.touched == {"users"}
    assert runner.read(history, "user_account", done.value)[0].field == "*"
    with runner.db.read() as session:
        entry = session.scalars(select(AuditEntry)).one()
        stored = session.get_one(User, done.value).password_hash
    assert json.loads(entry.command)["password"] == "***"
    assert stored.startswith("$argon2id$")


def test_wrong_name_and_wrong_password_are_told_alike(runner: Runner) -> None:
    with pytest.raises(Refused) as one:
        runner.read(sign_in, "admin", "falsch")
    with pytest.raises(Refused) as other:
        runner.read(sign_in, "niemand", PASSWORD)
    assert one.value.text == other.value.text


def test_bad_input_is_told_field_by_field(runner: Runner, admin: Actor) -> None:
    with pytest.raises(InvalidInput) as told:
        runner.run(add_user, AddUser("admin", " ", Role.CASHIER, ""), actor=admin)
    assert set(told.value.errors) == {"login", "name", "password"}


def test_the_last_administrator_stays(runner: Runner, admin: Actor) -> None:
    with pytest.raises(Refused, match="管理员"):
        runner.run(change_user, ChangeUser(admin.id, "管理员", Role.CASHIER, True), actor=admin)


def test_somebody_stopped_cannot_sign_in(runner: Runner, admin: Actor) -> None:
    runner.run(change_user, ChangeUser(2, "林晓", Role.CASHIER, False), actor=admin)
    with pytest.raises(Refused, match="停用"):
        runner.read(sign_in, "linxiao", PASSWORD)
    assert [u.active for u in runner.read(users) if u.login == "linxiao"] == [False]
    changed = {row.field: (row.before, row.after) for row in runner.read(history, "user_account", 2)}
    assert changed["active"] == ("True", "False")


def test_own_password_takes_the_old_one(runner: Runner, cashier: Actor) -> None:
    with pytest.raises(Refused, match="原密码"):
        runner.run(change_own_password, ChangeOwnPassword("falsch", "neu-1234"), actor=cashier)
    runner.run(change_own_password, ChangeOwnPassword(PASSWORD, "neu-1234"), actor=cashier)
    assert runner.read(sign_in, "linxiao", "neu-1234").id == cashier.id


def _delicate(work: Work, _command: str) -> int | None:
    return work.require(Right.FEES_ADJUST)


def test_a_supervisors_leave_is_asked_proved_and_stored(
    runner: Runner, cashier: Actor, supervisor: Actor
) -> None:
    with pytest.raises(NeedsApproval) as asked:
        runner.run(_delicate, "减免", actor=cashier)
    with pytest.raises(Refused, match="权限"):
        runner.read(approve, "linxiao", PASSWORD, asked.value.right)
    leave = runner.read(approve, "zhoumin", PASSWORD, asked.value.right, "业主确有困难")
    assert runner.run(_delicate, "减免", actor=cashier, approval=leave).value == supervisor.id
    with runner.db.read() as session:
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.actor, entry.approver, entry.approval_reason) == ("林晓", "周敏", "业主确有困难")


def test_leave_for_one_thing_is_no_leave_for_another(runner: Runner, cashier: Actor) -> None:
    leave = runner.read(approve, "zhoumin", PASSWORD, Right.UNMASK)
    with pytest.raises(NeedsApproval):
        runner.run(_delicate, "减免", actor=cashier, approval=leave)


def test_every_role_and_right_is_in_the_table() -> None:
    assert set(ROLE_RIGHTS) == set(Role)
    assert set(RIGHT_WORDS) == set(Right)
    assert set().union(*ROLE_RIGHTS.values()) == set(Right)


def _asks(work: Work, command: str) -> None:
    set_setting(work, "estate.name", command)
    work.confirm("sure", "确定吗")


def test_nothing_stands_until_the_clerk_has_said_yes(runner: Runner, admin: Actor) -> None:
    with pytest.raises(NeedsConfirmation):
        runner.run(_asks, "翠湖花园", actor=admin)
    assert runner.read(get_setting, "estate.name") is None
    runner.run(_asks, "翠湖花园", actor=admin, confirmed=frozenset({"sure"}))
    assert runner.read(get_setting, "estate.name") == "翠湖花园"


def test_a_query_cannot_write(runner: Runner) -> None:
    def sly(session: object) -> None:
        session.add(User(login="x"))  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]

    with pytest.raises(ReadOnlyViolation):
        runner.read(sly)


@pytest.mark.parametrize("act", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_audit_trail_is_locked_by_the_database(
    db: Database, runner: Runner, admin: Actor, act: str
) -> None:
    runner.run(add_user, AddUser("zhang", "张硕", Role.CASHIER, "abc"), actor=admin)
    with pytest.raises(DatabaseError, match="audit entry"), db.write() as session:
        session.execute(text(act))


def test_sqlite_is_set_up_to_lose_nothing(empty_database_file: Path, tmp_path: Path) -> None:
    shutil.copy(empty_database_file, tmp_path / "frontdesk.db")
    with as_shipped():
        db = Database(tmp_path / "frontdesk.db")
        with db.write() as session:
            found = {
                p: session.execute(text(f"PRAGMA {p}")).scalar()
                for p in ("journal_mode", "synchronous", "foreign_keys")
            }
        db.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
