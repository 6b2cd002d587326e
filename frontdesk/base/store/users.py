"""People who sign in: Argon2 passwords, one role each, and a supervisor's leave on the spot (主管授权)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard
from frontdesk.base.store.work import Actor, Approval, Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import RIGHT_WORDS, Right, Role, may
from frontdesk.base.values.text import tr


class User(Base):
    """Somebody who may sign in. Never deleted: their name stands on what they did."""

    __tablename__ = "user_account"
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(words(Role))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


GUARDS: tuple[Guard, ...] = (Guard("user_account", "delete", "a user is never deleted"),)


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as lists show them."""

    id: int
    login: str
    name: str
    role: Role
    active: bool


@dataclass(frozen=True, slots=True)
class AddUser:
    """A new user; `login` is what they type, `name` what stands on paper."""

    login: str
    name: str
    role: Role
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChangeUser:
    """Name, role and whether they may sign in; an empty password leaves it as it is."""

    user_id: int
    name: str
    role: Role
    active: bool
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ChangeOwnPassword:
    """The user's own new password, proved by the old one."""

    old_password: str = field(repr=False)
    new_password: str = field(repr=False)


def hash_password(password: str) -> str:
    """Argon2id with the library's own parameters."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def _fits(stored: str, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def sign_in(session: Session, login: str, password: str) -> Actor:
    """Who it is. Raises `Refused` in the same words for an unknown name and for a wrong password."""
    user = session.scalar(select(User).where(User.login == login.strip()))
    if user is None or not _fits(user.password_hash, password):
        raise Refused(tr("用户名或密码不对"), field="password")
    if not user.active:
        raise Refused(tr("这个用户已停用，请找管理员"), field="login")
    return Actor(user.id, user.name, user.role, user.login)


def approve(session: Session, login: str, password: str, right: str, reason: str = "") -> Approval:
    """A supervisor's leave for one act. Raises `Refused` when they are not who they say or may not allow it."""
    leader = sign_in(session, login, password)
    if not may(leader.role, Right(right)):
        raise Refused(
            tr("{name}没有“{what}”的权限", name=leader.name, what=tr(RIGHT_WORDS[Right(right)])),
            field="login",
        )
    return Approval(right, leader.id, leader.name, reason)


def actor_of(session: Session, user_id: int) -> Actor:
    """The user by id, for work that is scheduled and for tests."""
    user = session.get_one(User, user_id)
    return Actor(user.id, user.name, user.role, user.login)


def users(session: Session) -> tuple[UserRow, ...]:
    """Everybody, those who may sign in first."""
    found = session.scalars(select(User).order_by(User.active.desc(), User.id))
    return tuple(UserRow(u.id, u.login, u.name, u.role, u.active) for u in found)


def add_user(work: Work, command: AddUser) -> int:
    """A new user's id. Raises `InvalidInput` for an empty name, a short password or a login that is taken."""
    work.require(Right.USERS)
    errors: dict[str, str] = {}
    login = command.login.strip()
    if not login:
        errors["login"] = tr("请填用户名")
    elif work.session.scalar(select(func.count()).select_from(User).where(User.login == login)):
        errors["login"] = tr("用户名 {login} 已有人用，请换一个", login=login)
    if not command.name.strip():
        errors["name"] = tr("请填姓名")
    if not command.password:
        errors["password"] = tr("请填密码")
    if errors:
        raise InvalidInput(errors)
    user = User(
        login=login,
        name=command.name.strip(),
        role=command.role,
        password_hash=hash_password(command.password),
        active=True,
        created_at=work.now(),
    )
    work.session.add(user)
    work.session.flush()
    work.touch("users")
    return user.id


def change_user(work: Work, command: ChangeUser) -> None:
    """Change a user. The last administrator stays one, so that somebody can always set things right."""
    work.require(Right.USERS)
    user = work.session.get_one(User, command.user_id)
    if not command.name.strip():
        raise Refused(tr("请填姓名"), field="name")
    loses = user.role is Role.ADMIN and user.active and not (command.role is Role.ADMIN and command.active)
    others = work.session.scalar(
        select(func.count()).select_from(User).where(User.role == Role.ADMIN, User.active, User.id != user.id)
    )
    if loses and not others:
        raise Refused(tr("至少要留一位管理员"), field="role")
    user.name, user.role, user.active = command.name.strip(), command.role, command.active
    if command.password:
        user.password_hash = hash_password(command.password)
    work.touch("users")


def change_own_password(work: Work, command: ChangeOwnPassword) -> None:
    """Raises `Refused` when the old password does not fit or the new one is empty."""
    user = work.session.get_one(User, work.actor.id)
    if not _fits(user.password_hash, command.old_password):
        raise Refused(tr("原密码不对"), field="old_password")
    if not command.new_password:
        raise Refused(tr("请填新密码"), field="new_password")
    user.password_hash = hash_password(command.new_password)
    work.touch("users")
