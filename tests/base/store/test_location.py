"""A network drive or a synced folder as data folder is warned against (issue 3); long paths on Windows; Chinese paths."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from frontdesk.base.store import location
from frontdesk.base.store.database import Database
from frontdesk.base.store.location import Lies

MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0",
    "server:/share /mnt/office nfs4 rw 0 0",
    "//nas/wuye /mnt/our\\040nas cifs rw 0 0",
    "/dev/sdb1 /mnt/office/local ext4 rw 0 0",
    "me@host:/ /home/me/far fuse.sshfs rw 0 0",
    "short",
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/data", "ext4"), ("/mnt/office", "nfs4"), ("/mnt/office/data", "nfs4"), ("/mnt/officer", "ext4"),
        ("/mnt/office/local/data", "ext4"), ("/mnt/our nas/data", "cifs"), ("/home/me/far/x", "fuse.sshfs"),
    ],
)  # fmt: skip
def test_the_innermost_mount_says_what_it_lies_on(path: str, kind: str) -> None:
    assert location.mount_kind(path, MOUNTS) == kind


@pytest.mark.parametrize(
    ("path", "unc"),
    [
        ("\\\\nas\\wuye\\data", True), ("//nas/wuye/data", True), ("\\\\?\\UNC\\nas\\wuye", True),
        ("\\\\?\\C:\\data", False), ("C:\\data", False), ("\\\\.\\COM1", False),
    ],
)  # fmt: skip
def test_a_share_is_told_by_its_name(path: str, unc: bool) -> None:
    assert location.is_unc(path) is unc


@pytest.mark.parametrize(
    "path",
    [
        "C:\\Users\\林晓\\OneDrive\\FrontDesk", "D:\\OneDrive - 翠湖物业\\数据", "D:\\坚果云\\物业", "D:\\百度网盘同步",
        "C:\\Users\\x\\iCloudDrive\\a", "D:\\WPS云盘\\a", "C:\\Users\\x\\Google Drive\\a", "E:\\微云同步\\a", "D:\\DROPBOX",
    ],
)  # fmt: skip
def test_a_synced_folder_is_told_by_its_name(path: str) -> None:
    assert location.is_synced(PureWindowsPath(path), {})


def test_a_synced_folder_is_told_by_the_environment_too() -> None:
    environment = {"OneDriveCommercial": "D:\\云\\公司", "OneDrive": ""}
    assert location.is_synced(PureWindowsPath("d:\\云\\公司\\前台"), environment)
    assert not location.is_synced(PureWindowsPath("D:\\云\\公司的"), environment)
    assert not location.is_synced(PureWindowsPath("C:\\Users\\林晓\\AppData\\Local\\FrontDesk"), environment)
    assert not location.is_synced(PurePosixPath("/home/me/onedrives"), {})


def test_it_is_said_in_words_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in location.SYNC_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(location, "is_network", lambda _folder: False)
    assert location.location_warning(tmp_path / "data") is None
    words = location.location_warning(tmp_path / "坚果云" / "data")
    assert words is not None
    assert "同步盘" in words
    assert str(tmp_path / "坚果云" / "data") in words
    monkeypatch.setattr(location, "is_network", lambda _folder: True)
    assert location.lies(tmp_path) is Lies.NETWORK
    words = location.location_warning(tmp_path)
    assert words is not None
    assert "网络盘" in words


def test_a_deep_windows_path_gets_its_prefix_and_an_ordinary_one_stays() -> None:
    short = "C:\\Users\\林晓\\AppData\\Local\\FrontDesk"
    assert location.extended(short) == short
    deep = "D:\\" + "\\".join(["物业服务中心资料"] * 30)
    assert len(deep) > 260
    assert location.extended(deep) == "\\\\?\\" + deep
    assert location.extended(location.extended(deep)) == "\\\\?\\" + deep
    share = "\\\\nas\\wuye\\" + "\\".join(["资料"] * 90)
    assert location.extended(share) == "\\\\?\\UNC\\nas\\wuye\\" + "\\".join(["资料"] * 90)
    for path in (short, deep, share):
        assert location.plain(location.extended(path)) == path
    # The names in the folder count too: none of them may stand beyond the limit without the prefix.
    edge = "C:\\" + "a" * 200
    assert location.extended(edge).startswith("\\\\?\\")


def test_a_database_stands_in_a_deep_chinese_folder_with_signs_that_mean_something_in_an_address(
    tmp_path: Path,
) -> None:
    deep = tmp_path.joinpath(*["翠湖花园 100%#1" if sys.platform == "win32" else "翠湖花园? 100%#1"] * 12)
    folder = location.within_reach(deep)
    folder.mkdir(parents=True)
    db = Database(folder / "frontdesk.db")
    with db.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
    assert db.path == folder / "frontdesk.db"
    db.close()
    assert (folder / "frontdesk.db").stat().st_size > 0
