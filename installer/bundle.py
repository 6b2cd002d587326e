"""The program folder by PyInstaller, and what must be true of it before it goes into Setup."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from importlib.metadata import PathDistribution
from pathlib import Path

from installer.common import BUILD, DIST, ROOT, VERSION, Failed, size, tell

FOLDER = DIST / "frontdesk"
TITLE = "物业前台"

NOT_OURS = (
    "icuuc.dll", "icuin.dll", "icudt.dll", "bcryptprimitives.dll", "ucrtbase.dll", "kernel32.dll", "ntdll.dll",
)  # fmt: skip
"""Parts of Windows itself. Taken along from a trial machine they would be Wine's, or a stand-in."""
WINES = re.compile(rb"Wine (builtin|placeholder) DLL")

QT_USED = frozenset({
    "qt6core", "qt6gui", "qt6widgets", "qt6network", "qt6pdf", "qt6printsupport", "qt6svg",
})  # fmt: skip
PLUGINS_USED = frozenset({
    "platforms/qwindows.dll", "styles/qmodernwindowsstyle.dll", "imageformats/qico.dll", "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll", "iconengines/qsvgicon.dll",
})  # fmt: skip


def write_version_info() -> Path:
    """What Explorer shows of the program, in Chinese, from the one version."""
    numbers = (*(int(part) for part in VERSION.split(".")), 0)
    words = {
        "CompanyName": "FrontDesk",
        "FileDescription": TITLE,
        "FileVersion": VERSION,
        "InternalName": "frontdesk",
        "OriginalFilename": "frontdesk.exe",
        "ProductName": TITLE,
        "ProductVersion": VERSION,
    }
    table = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in words.items())
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / "version.txt"
    path.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0, OS=0x40004,"
        f" fileType=1, subtype=0, date=(0, 0)), kids=[StringFileInfo([StringTable('080404b0', [{table}])]),"
        " VarFileInfo([VarStruct('Translation', [2052, 1200])])])\n",
        encoding="utf-8",
    )
    return path


def pack(pyinstaller: Callable[[list[str]], str], packages: Path) -> Path:
    """Make `dist/frontdesk`. *pyinstaller* runs it with arguments relative to the root and returns its words.

    *packages* is the site-packages it packs from. Raises `Failed` when the folder is not what it must be.
    """
    write_version_info()
    shutil.rmtree(FOLDER, ignore_errors=True)
    said = pyinstaller([
        "--noconfirm", "--log-level", "WARN", "--distpath", "dist", "--workpath", "build/windows/pyinstaller",
        "installer/frontdesk.spec",
    ])  # fmt: skip
    (BUILD / "pyinstaller.log").write_text(said, encoding="utf-8")
    if not (FOLDER / "frontdesk.exe").exists():
        raise Failed(f"PyInstaller made no program:\n{said[-3000:]}")
    licences = list_licences(FOLDER, packages)
    tell(f"{licences} packages with their licences in licences/")
    check(FOLDER)
    return FOLDER


def foreign(folder: Path) -> list[Path]:
    """Files under *folder* that belong to Windows or Wine, not to a program."""
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.name.lower()
        if (
            name in NOT_OURS
            or name.startswith("api-ms-")
            or (
                path.suffix.lower() in (".dll", ".exe", ".pyd", ".drv", ".sys")
                and WINES.search(path.read_bytes())
            )
        ):
            found.append(path)
    return found


def prove_check_sees(*guilty: Path) -> None:
    """The check of `foreign` is shown what it must see, before its silence counts for anything."""
    for folder in guilty:
        if not foreign(folder):
            raise Failed(f"the check for foreign files sees nothing in {folder}")


def check(folder: Path) -> None:
    """Raises `Failed` for a foreign file, a part of Qt that nobody uses, or something missing."""
    if found := foreign(folder):
        raise Failed("not ours to ship: " + ", ".join(str(path.relative_to(folder)) for path in found))
    inside = folder / "_internal"
    libraries = {path.stem.lower() for path in inside.rglob("*.dll") if path.stem.lower().startswith("qt6")}
    plugins = {
        f"{path.parent.name}/{path.name}".lower() for path in (inside / "PySide6/plugins").rglob("*.dll")
    }
    for words, is_there, wanted in (("Qt libraries", libraries, QT_USED), ("plugins", plugins, PLUGINS_USED)):
        if is_there != wanted:
            raise Failed(
                f"{words}: too many {sorted(is_there - wanted)}, missing {sorted(wanted - is_there)}"
            )
    for name in (
        "resources/fonts/NotoSansSC-Regular.ttf", "resources/LICENCES.md", "resources/verify.html",
        "resources/i18n/en.json",
    ):  # fmt: skip
        if not (inside / name).exists():
            raise Failed(f"missing {name}")
    tell(
        f"{len(list(folder.rglob('*')))} files, {size(folder) / 1e6:.1f} MB, nothing of Wine's, only the Qt we use"
    )


def list_licences(folder: Path, packages: Path) -> int:
    """Copy the licence texts of every package in the bundle into `licences/`, with a list. Returns how many.

    Raises `Failed` for a package that `resources/LICENCES.md` does not name.
    """
    target = folder / "licences"
    target.mkdir()
    named = (ROOT / "resources/LICENCES.md").read_text(encoding="utf-8").lower()
    lines = []
    missing = []
    for found in sorted(packages.glob("*.dist-info")):
        package = PathDistribution(found)
        name = package.name
        if not _is_in(folder, package, found):
            continue
        if name.lower() not in named and name.lower().replace("_", "-") not in named:
            missing.append(name)
        licence = _said(package, "License-Expression") or _said(package, "License") or "?"
        lines.append(f"{name} {package.version}: {licence.splitlines()[0]}")
        for text in [*found.rglob("*LICEN[CS]E*"), *found.rglob("*COPYING*")]:
            if text.is_file():
                shutil.copy(text, target / f"{name}-{text.name}")
    if missing:
        raise Failed(f"resources/LICENCES.md does not name {missing}")
    shutil.copy(ROOT / "resources/LICENCES.md", target)
    (target / "packages.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def _said(package: PathDistribution, field: str) -> str:
    return str(package.metadata[field]) if field in package.metadata else ""


def _is_in(folder: Path, package: PathDistribution, found: Path) -> bool:
    """Whether any module of *package* was packed: as a file, or inside the archive that PyInstaller wrote about."""
    toc = BUILD / "pyinstaller/frontdesk/PYZ-00.toc"
    packed = toc.read_text(encoding="utf-8", errors="replace")
    tops = {Path(str(path)).parts[0] for path in package.files or () if ".dist-info" not in str(path)}
    for top in tops:
        name = top.split(".")[0]
        if name in ("bin", "..", "__pycache__"):
            continue
        if re.search(rf"\('{re.escape(name)}['.]", packed) or (folder / "_internal" / top).exists():
            return True
    return False
