"""A Windows for the trial: Wine prefixes as a Chinese PC is set, and how a program is run in one.

Each setting is there because something failed without it; the words beside say what.
"""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from installer.common import BUILD, Failed, fresh

TUNED = """Windows Registry Editor Version 5.00

[HKEY_CURRENT_USER\\Software\\Wine\\X11 Driver]
"Managed"="N"

[HKEY_CURRENT_USER\\Software\\Wine\\Fonts\\Replacements]
"Microsoft YaHei UI"="WenQuanYi Micro Hei"
"Microsoft YaHei"="WenQuanYi Micro Hei"
"Segoe UI"="WenQuanYi Micro Hei"
"SimSun"="WenQuanYi Micro Hei"
"MS Shell Dlg 2"="WenQuanYi Micro Hei"
"""
"""Unmanaged windows: no wait of 2 s per dialog for a window manager. A font that has Chinese under the usual names."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended."""

    status: int
    said: str


class Screen:
    """An X server without a monitor, while it is open."""

    def __init__(self) -> None:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise Failed("Xvfb did not start")
        self.display = f":{number}"

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(20)


class Prefix:
    """One installed Windows, with a user of its own."""

    def __init__(self, name: str, screen: Screen, standins: Path) -> None:
        self.folder = fresh(BUILD / f"prefix-{name}")
        # Desktop and Documents are linked to the home folder: it must not be the real one.
        self.home = fresh(BUILD / f"home-{name}")
        self.env = {
            **{
                k: v
                for k, v in os.environ.items()
                if not k.startswith(("PYTHON", "QT_", "VIRTUAL_ENV", "UV_"))
            },
            "WINEPREFIX": str(self.folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # A crash ends at once, and nothing asks to download anything.
            "WINEDLLOVERRIDES": "mscoree,mshtml,winedbg.exe,winemenubuilder.exe=",
            "HOME": str(self.home),
            "DISPLAY": screen.display,
            # Code page 936, as on a Chinese PC; with the C locale files with Chinese names cannot be opened.
            "LC_ALL": "zh_CN.UTF-8",
            # Wine drops variables that begin with QT_; with WINE before them they arrive as QT_.
            "WINEQT_LOGGING_RULES": "qt.text.font.db=false",
        }
        self._plain(["wineboot", "-i"], 300)
        self.run("winecfg", "-v", "win10", limit=90)
        tuned = BUILD / "tuned.reg"
        tuned.write_text(TUNED, encoding="utf-8")
        self.run("regedit", "/S", str(self.path(tuned)), limit=90)
        self.settle()
        system = self.folder / "drive_c/windows/system32"
        for dll in standins.glob("*.dll"):
            shutil.copy(dll, system)
        # With a colour profile there Qt 6.12 calls a function that Wine's mscms lacks.
        for profile in system.glob("spool/drivers/color/*.icm"):
            profile.unlink()

    def _plain(self, command: list[str], limit: float) -> None:
        subprocess.run(
            command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=limit,
            check=False,
        )

    def path(self, linux: Path) -> PureWindowsPath:
        """How Windows sees a file of this machine."""
        drive = self.folder / "drive_c"
        if linux.is_relative_to(drive):
            return PureWindowsPath("C:/", *linux.relative_to(drive).parts)
        return PureWindowsPath("Z:/", *linux.parts[1:])

    @property
    def local_app_data(self) -> Path:
        """`%LOCALAPPDATA%` of the user."""
        return self.folder / "drive_c/users" / getpass.getuser() / "AppData/Local"

    def start(
        self, *command: str, cwd: Path | None = None, extra: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Begin a program. Its output is a pipe: Python 3.13 dies on Wine when it is a plain file."""
        return subprocess.Popen(
            ["wine", *command],
            cwd=cwd or self.home,
            env={**self.env, **(extra or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(
        self, *command: str, cwd: Path | None = None, extra: dict[str, str] | None = None, limit: float = 180
    ) -> Ended:
        """Run a program to its end, at most *limit* seconds."""
        with self.start(*command, cwd=cwd, extra=extra) as running:
            try:
                said, _ = running.communicate(timeout=limit)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, 9)
                self._plain(["wineserver", "-k"], 30)
                said, _ = running.communicate()
                raise Failed(
                    f"{command} did not end in {limit} s:\n{said.decode('utf-8', 'replace')[-3000:]}"
                ) from None
        return Ended(running.returncode, said.decode("utf-8", "replace"))

    def must(
        self, *command: str, cwd: Path | None = None, extra: dict[str, str] | None = None, limit: float = 180
    ) -> str:
        """The same; raises `Failed` unless it ended with 0."""
        ended = self.run(*command, cwd=cwd, extra=extra, limit=limit)
        if ended.status:
            raise Failed(f"{command} ended with {ended.status}:\n{ended.said[-4000:]}")
        return ended.said

    def settle(self) -> None:
        """Wait until nothing runs in it and its registry is written."""
        self._plain(["wineserver", "-w"], 90)

    def close(self) -> None:
        self._plain(["wineserver", "-k"], 30)
        time.sleep(0.2)
