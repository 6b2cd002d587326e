"""Setup by NSIS."""

from __future__ import annotations

import shutil
from pathlib import Path

from installer.common import BUILD, DIST, HERE, ROOT, VERSION, Failed, megabytes, run, size, tell


def make_setup(payload: Path, *, version: str = VERSION, quick: bool = False, folder: Path = DIST) -> Path:
    """`FrontDesk-Setup-<version>.exe` in *folder*, from the program folder *payload*.

    *quick* packs loosely, for a trial that is thrown away.
    """
    nsis = shutil.which("makensis") or r"C:\Program Files (x86)\NSIS\makensis.exe"
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / f"FrontDesk-Setup-{version}.exe"
    out.unlink(missing_ok=True)
    defines = {
        "VERSION": version,
        "OUT": str(out),
        "ICON": str(ROOT / "resources/icons/frontdesk.ico"),
        "PAYLOAD": str(payload),
        "SIZE": str(size(payload) // 1024),
        **({"FAST": "1"} if quick else {}),
    }
    said = run([
        nsis, "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in defines.items()),
        HERE / "setup.nsi",
    ])  # fmt: skip
    if not out.exists():
        raise Failed(f"NSIS made no Setup:\n{said[-2000:]}")
    (BUILD / "nsis.log").write_text(said, encoding="utf-8")
    tell(f"{out.name}: {megabytes(out.stat().st_size)}")
    return out
