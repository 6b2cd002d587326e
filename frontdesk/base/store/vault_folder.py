"""The folder that kept files lie in, and how they come into it: by the standard library alone, as backups need it.

A file's name is the SHA-256 of its content, so that each can be held against its own name.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from frontdesk.base.store.location import within_reach
from frontdesk.base.store.whole_files import beside, put_in_place, said
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

VAULT = "files"
"""The folder of kept files within the data folder."""
_HASH = re.compile(r"[0-9a-f]{64}")
_MEMBER = re.compile(r"files/(?P<shelf>[0-9a-f]{2})/(?P<hash>(?P=shelf)[0-9a-f]{62})")
_BLOCK = 1 << 20


def vault_of(data_folder: Path) -> Path:
    """The folder of kept files of a data folder."""
    return data_folder / VAULT


def path_in(vault: Path, digest: str) -> Path:
    """Where a file of that hash lies."""
    return within_reach(vault) / digest[:2] / digest


def put_file(vault: Path, digest: str, content: bytes) -> None:
    """The bytes into their place, durably; nothing is done where they stand there whole."""
    place = path_in(vault, digest)
    with said(vault):
        if digest_of(place) == digest:
            return
        with beside(place.parent) as making:
            making.write_bytes(content)
            put_in_place(making, place)


def digest_of(path: Path) -> str:
    """The hash of what lies at *path*; "" where nothing can be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def files_in(vault: Path) -> Iterator[Path]:
    """What is kept there, in the order of the hashes; half-made ones and strangers are left out."""
    try:
        shelves = sorted(place for place in within_reach(vault).iterdir() if len(place.name) == 2)
    except OSError:
        return
    for shelf in shelves:
        try:
            found = sorted(shelf.iterdir())
        except OSError:
            continue
        yield from (place for place in found if is_hash(place.name) and place.name[:2] == shelf.name)


def is_hash(name: str) -> bool:
    """Whether a name is a content's hash."""
    return _HASH.fullmatch(name) is not None


def member_of(digest: str) -> str:
    """A kept file's name within a backup."""
    return f"{VAULT}/{digest[:2]}/{digest}"


def pack_files(archive: zipfile.ZipFile, vault: Path, progress: Progress) -> tuple[tuple[str, ...], int]:
    """Put every kept file into a backup; the members' names, and how many were left out since they are damaged.

    A damaged file does not stop the backup of all the others: `check` names it.
    """
    names: list[str] = []
    left_out = 0
    for place in files_in(vault):
        progress.step(80, 100, tr("备份资料，第 {n} 份", n=len(names) + 1))
        try:
            content = place.read_bytes()
        except OSError:
            content = b""
        if hashlib.sha256(content).hexdigest() != place.name:
            left_out += 1
            continue
        member = member_of(place.name)
        # Scans and photographs are packed already.
        archive.writestr(member, content, zipfile.ZIP_STORED)
        names.append(member)
    return tuple(names), left_out


def unpack_files(
    archive: zipfile.ZipFile, members: Sequence[str], vault: Path | None, progress: Progress
) -> None:
    """Hold each member against its name, and put it into *vault* unless that is None.

    What is there already stays. Raises `ValueError` for a member that is not what it says, `KeyError` for one that
    is not there.
    """
    for number, member in enumerate(members, 1):
        progress.step(99, 100, tr("核对资料，第 {n} 份", n=number))
        found = _MEMBER.fullmatch(member)
        content = archive.read(member) if found is not None else b""
        if found is None or hashlib.sha256(content).hexdigest() != found["hash"]:
            raise ValueError(member)
        if vault is not None:
            put_file(vault, found["hash"], content)
