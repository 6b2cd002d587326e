"""The office's signing key: made at the first need, kept beside the data, backed up on its own (D3.5).

The private key is the file `signing.key` in the data folder of each desk that issues permits, readable by its
owner alone where the system knows such a thing. It is in no backup of the data, no export and no log. The
database knows the public keys.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.permits.model.signing import SigningKey, SigningKeyBackup
from frontdesk.areas.permits.rules.code import CodeFacts, make_code, masked_name
from frontdesk.areas.permits.rules.signature import key_id
from frontdesk.base.store.database import FOLDER
from frontdesk.base.store.location import plain
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.whole_files import beside, put_in_place, said
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused, Surroundings
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_FILE = "signing.key"
DAMAGED_FILE = "signing-damaged.key"
BACKUP_SUFFIX = ".fdkey"
LEAST_PASSWORD = 8
_BACKUP_KIND = "frontdesk signing key"
# Scrypt as RFC 7914 describes it: 64 MB and some tenths of a second for each try at the password.
_SCRYPT = {"n": 2**16, "r": 8, "p": 1}
_MOST_SCRYPT = 2**20
_LARGEST_BACKUP = 20_000


class KeyState(StrEnum):
    """How this machine stands to the key that signs."""

    NONE = "none"
    """The office has none yet: the first permit makes it."""
    HERE = "here"
    MISSING = "missing"
    """The office has one, this machine has not."""
    OTHER = "other"
    """This machine's is a former one, or not of this office."""
    DAMAGED = "damaged"
    """This machine's file cannot be read."""


STATE_WORDS: dict[KeyState, tuple[str, str]] = {
    KeyState.NONE: ("neutral", "还没有签发密钥，第一次办证时会生成"),
    KeyState.HERE: ("ok", "这台电脑可以签发证件"),
    KeyState.MISSING: ("bad", "这台电脑没有签发密钥，不能签发证件"),
    KeyState.OTHER: ("bad", "这台电脑的签发密钥不是现在用的那把"),
    KeyState.DAMAGED: ("bad", "这台电脑的签发密钥坏了，请恢复密钥的备份"),
}
"""State -> tone and words."""


@dataclass(frozen=True, slots=True)
class MakeKey:
    """A new key in place of the one that signs: why (lost, or in wrong hands)."""

    reason: str


@dataclass(frozen=True, slots=True)
class BackupKey:
    """Where the backup goes, and the password that opens it."""

    target: Path
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RestoreKey:
    """A backup made by `BackupKey`, and its password."""

    source: Path
    password: str = field(repr=False)


# -- signing --


def code_for(work: Work, facts: CodeFacts) -> str:
    """The signed text for a permit or a goods pass. `facts.holder` is the full name, masked here.

    The office's key is made when there is none yet. Raises `Refused` where the office has one that this machine
    has not.
    """
    private = _signing_key(work)
    known = replace(facts, holder=masked_name(facts.holder), key=key_id(_public(private)))
    return make_code(known, private.sign)


def key_state(session: Session) -> KeyState:
    """How this machine stands to the office's key. Reads the file, writes nothing."""
    current = _current(session)
    if current is None:
        return KeyState.NONE
    try:
        if _find(session, current) is not None:
            return KeyState.HERE
    except Surroundings:
        return KeyState.DAMAGED
    folder = _folder(session)
    return KeyState.OTHER if folder is not None and (folder / KEY_FILE).exists() else KeyState.MISSING


def make_key(work: Work, command: MakeKey) -> str:
    """Make a new key for the office; gives its short name. Permits signed by the former one still hold.

    Takes the right to set up permits, and a reason. The former private key stays beside the new one.
    """
    work.require(Right.PERMITS_SETUP)
    reason = command.reason.strip()
    if not reason:
        raise Refused(tr("请写为什么要换签发密钥"), field="reason")
    work.touch("signing")
    return key_id(_public(_make(work, reason[:200])))


def backup_key(work: Work, command: BackupKey) -> Path:
    """Write the private key, sealed by the password, to a file of its own; gives its path."""
    work.require(Right.PERMITS_SETUP)
    if len(command.password) < LEAST_PASSWORD:
        raise Refused(tr("口令至少 {least} 个字，请设长一些", least=LEAST_PASSWORD), field="password")
    current = _current(work.session)
    private = _find(work.session, current) if current else None
    if current is None and private is None:
        private = _signing_key(work)
        current = _current(work.session)
    if current is None or private is None:
        raise Refused(tr("这台电脑没有签发密钥，请到签发过证件的那台电脑上备份"))
    target = command.target if command.target.suffix else command.target.with_suffix(BACKUP_SUFFIX)
    sealed = _seal(private, command.password, current, str(get_setting(work.session, "office.name", "")))
    with said(target.parent):
        _write(target, json.dumps(sealed, ensure_ascii=False, indent=1).encode("utf-8"))
    work.session.add(
        SigningKeyBackup(key_id=current.id, at=work.now(), by_id=work.actor.id, by=work.actor.name)
    )
    work.touch("signing")
    return target


def restore_key(work: Work, command: RestoreKey) -> str:
    """Put a backed-up key into this machine's data folder; gives its short name.

    Raises `Refused` for a wrong password, a file that is no such backup, and a key that is not the one that signs.
    """
    work.require(Right.PERMITS_SETUP)
    private = _unseal(command.source, command.password)
    public = _public(private)
    current = _current(work.session)
    if current is None:
        _register(work, public, "")
    elif current.public != public.hex():
        known = work.session.scalar(select(SigningKey.id).where(SigningKey.public == public.hex()))
        words = (
            tr("这是换下来的旧密钥，现在用的是 {key}，请恢复那一把的备份", key=current.key)
            if known
            else tr("这把密钥不是这套数据的，没有恢复。请找 {key} 的备份", key=current.key)
        )
        raise Refused(words, field="source")
    folder = _own_folder(work.session)
    with said(folder):
        _keep_aside(folder, public)
        _write(folder / KEY_FILE, _pem(private))
    work.touch("signing")
    return key_id(public)


# -- the key's file --


def _signing_key(work: Work) -> Ed25519PrivateKey:
    current = _current(work.session)
    if current is None:
        # Two desks that issue their first permit at once wait for each other here.
        next_number(work.session, "signing_key")
        current = _current(work.session)
    if current is None:
        folder = _own_folder(work.session)
        left = _load(folder / KEY_FILE)
        if left is None:
            return _make(work, "")
        # Its permit was rolled back, or the data begins anew in this folder.
        _register(work, _public(left), "")
        return left
    found = _find(work.session, current)
    if found is None:
        raise Refused(
            tr(
                "这台电脑没有签发密钥，没有办成。请在 设置 → 签发密钥 里恢复密钥的备份；没有备份的，请主管新做一把"
            )
        )
    return found


def _make(work: Work, reason: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    folder = _own_folder(work.session)
    private = Ed25519PrivateKey.generate()
    with said(folder):
        _keep_aside(folder, _public(private))
        _write(folder / KEY_FILE, _pem(private))
    _register(work, _public(private), reason)
    return private


def _register(work: Work, public: bytes, reason: str) -> None:
    work.session.add(
        SigningKey(
            key=key_id(public), public=public.hex(), starts_on=work.today(), reason=reason, at=work.now(),
            by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch("signing")


def _current(session: Session) -> SigningKey | None:
    return session.scalar(select(SigningKey).order_by(SigningKey.id.desc()).limit(1))


def _find(session: Session, current: SigningKey) -> Ed25519PrivateKey | None:
    """The private half of the key that signs. It may have been put aside by a change that was rolled back."""
    folder = _folder(session)
    if folder is None:
        return None
    for path in (folder / KEY_FILE, folder / _aside(current.key)):
        private = _load(path)
        if private is not None and _public(private).hex() == current.public:
            return private
    return None


def _keep_aside(folder: Path, coming: bytes) -> None:
    """Keep what stands in the folder under another name: a private key is never written over, nor a damaged file."""
    path = folder / KEY_FILE
    try:
        there = _load(path)
    except Surroundings:
        os.replace(path, folder / DAMAGED_FILE)
        return
    if there is not None and _public(there) != coming:
        os.replace(path, folder / _aside(key_id(_public(there))))


def _aside(key: str) -> str:
    return f"signing-{key}.key"


def _folder(session: Session) -> Path | None:
    found = session.info.get(FOLDER)
    return found if isinstance(found, Path) else None


def _own_folder(session: Session) -> Path:
    folder = _folder(session)
    if folder is None:
        raise Refused(tr("这台电脑没有数据文件夹，放不下签发密钥"))
    return folder


def _load(path: Path) -> Ed25519PrivateKey | None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Surroundings(tr("签发密钥 {path} 读不出来，请检查文件的权限", path=plain(path))) from error
    try:
        found = load_pem_private_key(data, password=None)
    except (ValueError, TypeError):
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        raise Surroundings(
            tr("签发密钥 {path} 坏了。请在 设置 → 签发密钥 里恢复密钥的备份", path=plain(path))
        )
    return found


def _public(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes_raw()


def _pem(private: Ed25519PrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(target: Path, data: bytes) -> None:
    """A file for its owner alone, whole or not at all."""
    with beside(target.parent) as making:
        # Closed to others from its first byte; on Windows the user's own folder is.
        number = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(data)
        put_in_place(making, target)


# -- the key's own backup --


def _seal(private: Ed25519PrivateKey, password: str, row: SigningKey, office: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    head = {"what": _BACKUP_KIND, "version": 1, "office": office, "key": row.key, "public": row.public}
    box = AESGCM(_derived(password, salt, **_SCRYPT))
    sealed = box.encrypt(nonce, private.private_bytes_raw(), row.public.encode())
    return head | {"scrypt": _SCRYPT, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}


def _unseal(source: Path, password: str) -> Ed25519PrivateKey:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        with source.open("rb") as file:
            told = json.loads(file.read(_LARGEST_BACKUP).decode("utf-8"))
        if told["what"] != _BACKUP_KIND or told["version"] != 1:
            raise ValueError(told["version"])
        cost = {name: int(told["scrypt"][name]) for name in ("n", "r", "p")}
        if cost["n"] > _MOST_SCRYPT or cost["r"] > 16 or cost["p"] > 4:
            raise ValueError("too dear")
        salt, nonce, sealed = (bytes.fromhex(told[name]) for name in ("salt", "nonce", "sealed"))
        box = AESGCM(_derived(password, salt, **cost))
    except OSError as error:
        raise Refused(tr("{path} 打不开，请核对文件", path=plain(source)), field="source") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(tr("{path} 不是签发密钥的备份", path=plain(source)), field="source") from error
    try:
        private = Ed25519PrivateKey.from_private_bytes(
            box.decrypt(nonce, sealed, str(told["public"]).encode())
        )
    except (InvalidTag, ValueError) as error:
        raise Refused(tr("口令不对，或者文件坏了。密钥没有动"), field="password") from error
    return private


def _derived(password: str, salt: bytes, *, n: int, r: int, p: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(password.encode("utf-8"))
