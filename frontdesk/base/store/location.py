"""Where a data folder lies: on a disk of this machine, or on one that loses what SQLite writes.

A database on a network drive can be torn when two machines write to it, since locks do not hold there; a folder
that is synced is carried away file by file, in the middle of a write. Both are warned against, neither forbidden.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path, PurePath

from frontdesk.base.values.text import tr

NETWORK_KINDS = frozenset({
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.davfs", "davfs", "afs", "ncpfs",
})  # fmt: skip
SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Windows names the folders of OneDrive in the environment."""
SYNC_FOLDERS = (
    "onedrive", "dropbox", "iclouddrive", "google drive", "坚果云", "nutstore", "baidusyncdisk", "百度网盘同步",
    "wps云盘", "wpsdrive", "微云同步",
)  # fmt: skip
_DRIVE_REMOTE = 4
_WINDOWS_LIMIT = 259
_ROOM_FOR_NAMES = 90
"""Characters kept for what stands in the folder: `backups\\before-upgrade-…fdbackup.part` is the longest."""


class Lies(Enum):
    """Where a folder must not be taken for a disk of one's own."""

    NETWORK = "network"
    SYNCED = "synced"


def lies(folder: Path) -> Lies | None:
    """What is to be said of *folder*; None for an ordinary place. It need not exist yet."""
    where = folder.absolute()
    if is_network(where):
        return Lies.NETWORK
    return Lies.SYNCED if is_synced(where, os.environ) else None


def location_warning(folder: Path) -> str | None:
    """The same in words, with what to do."""
    found = lies(folder)
    shown = plain(folder.absolute())
    if found is Lies.NETWORK:
        return tr(
            "数据文件夹 {folder} 在网络盘上，断网或两台电脑同时写会损坏数据。请放在本机的磁盘，几台电脑合用请用数据库服务器。",
            folder=shown,
        )
    if found is Lies.SYNCED:
        return tr(
            "数据文件夹 {folder} 在同步盘里，同步会在写到一半时搬走文件而损坏数据。请放在同步盘之外，再把备份存到同步盘。",
            folder=shown,
        )
    return None


def is_network(folder: Path) -> bool:
    """Whether it lies on another machine."""
    if sys.platform == "win32":
        return is_unc(str(folder)) or _is_remote_drive(folder)
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return mount_kind(os.path.realpath(folder), mounts.splitlines()) in NETWORK_KINDS


def is_unc(path: str) -> bool:
    """Whether a Windows path names a share: `\\\\server\\share`, also behind the prefix of long paths."""
    told = path.replace("/", "\\")
    if told.upper().startswith("\\\\?\\UNC\\"):
        return True
    return told.startswith("\\\\") and not told.startswith(("\\\\?\\", "\\\\.\\"))


def mount_kind(path: str, mounts: Iterable[str]) -> str:
    """The file system *path* lies on, from the lines of /proc/mounts; empty when none holds it."""
    best, kind = -1, ""
    for line in mounts:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        # Blanks in a mount's name stand as octal numbers.
        place = parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        holds = path == place or path.startswith(place.rstrip("/") + "/")
        # The last of the same length is the one on top.
        if holds and len(place) >= best:
            best, kind = len(place), parts[2]
    return kind


def is_synced(folder: PurePath, environment: Mapping[str, str]) -> bool:
    """Whether it lies within a folder that some program carries to the net."""
    names = [part.casefold() for part in folder.parts]
    # `OneDrive - 某某物业` is how an office's own is called.
    if any(name == known or name.startswith(f"{known} - ") for name in names for known in SYNC_FOLDERS):
        return True
    roots = [type(folder)(environment[name]) for name in SYNC_VARIABLES if environment.get(name)]
    return any(folder == root or root in folder.parents for root in roots)


def _is_remote_drive(folder: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    drive = os.path.splitdrive(plain(folder))[0]
    return bool(drive) and ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE


def within_reach(folder: Path) -> Path:
    """*folder* so that everything in it can be opened: on Windows a deep one gets the prefix that lifts the limit of
    260 characters; everywhere else it is what it was."""
    return Path(extended(os.path.abspath(folder))) if sys.platform == "win32" else folder


def extended(path: str) -> str:
    """A full Windows path with the prefix of long paths, where it is so deep that names in it may need it."""
    if path.startswith("\\\\?\\") or len(path) + _ROOM_FOR_NAMES <= _WINDOWS_LIMIT:
        return path
    # After the prefix nothing is put right any more: neither slashes nor `..`.
    told = path.replace("/", "\\")
    return "\\\\?\\UNC\\" + told[2:] if told.startswith("\\\\") else "\\\\?\\" + told


def plain(path: Path | str) -> str:
    """A path as people read it, without the prefix of long paths."""
    told = str(path)
    if told.startswith("\\\\?\\UNC\\"):
        return "\\\\" + told[8:]
    return told.removeprefix("\\\\?\\")
