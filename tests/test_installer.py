"""What goes into Setup: the checks see what they must, the licences name everything, the version stands once."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import frontdesk
from installer import bundle, common

ROOT = Path(__file__).parents[1]


def make(folder: Path, name: str, content: bytes = b"MZ") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program folder as it must be, its files empty."""
    for library in bundle.QT_USED:
        make(tmp_path, f"_internal/PySide6/{library}.dll")
    for plugin in bundle.PLUGINS_USED:
        make(tmp_path, f"_internal/PySide6/plugins/{plugin}")
    for name in ("fonts/NotoSansSC-Regular.ttf", "LICENCES.md", "verify.html", "i18n/en.json"):
        make(tmp_path, f"_internal/resources/{name}")
    return tmp_path


def test_a_folder_as_it_must_be_passes(folder: Path) -> None:
    bundle.check(folder)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("_internal/icuuc.dll", b"MZ"),
        ("_internal/PySide6/bcryptprimitives.dll", b"MZ"),
        ("_internal/api-ms-win-core-file-l1-2-0.dll", b"MZ"),
        ("_internal/version.dll", b"MZ....Wine builtin DLL...."),
        ("_internal/other.dll", b"MZ....Wine placeholder DLL...."),
    ],
)
def test_a_part_of_windows_or_wine_is_seen(folder: Path, name: str, content: bytes) -> None:
    make(folder, name, content)
    with pytest.raises(common.Failed, match=re.escape(Path(name).name)):
        bundle.check(folder)


def test_a_part_of_qt_that_nobody_uses_is_seen_and_so_is_a_missing_one(folder: Path) -> None:
    make(folder, "_internal/PySide6/Qt6Quick.dll")
    with pytest.raises(common.Failed, match="qt6quick"):
        bundle.check(folder)
    (folder / "_internal/PySide6/Qt6Quick.dll").unlink()
    (folder / "_internal/PySide6/plugins/platforms/qwindows.dll").unlink()
    with pytest.raises(common.Failed, match="qwindows"):
        bundle.check(folder)


def test_a_check_that_sees_nothing_is_not_believed(tmp_path: Path) -> None:
    make(tmp_path, "harmless.dll")
    with pytest.raises(common.Failed, match="sees nothing"):
        bundle.prove_check_sees(tmp_path)


def test_the_version_stands_in_one_place() -> None:
    assert frontdesk.__version__ == common.VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", common.VERSION)
    for path in [*(ROOT / "installer").glob("*"), ROOT / "pyproject.toml", ROOT / "README.md"]:
        if path.is_file():
            assert f"-{common.VERSION}" not in path.read_text("utf-8"), path


def test_every_package_that_is_shipped_stands_in_the_list_of_licences() -> None:
    """Those the program needs, and those they need in turn, on Windows."""
    text = (ROOT / "resources/LICENCES.md").read_text("utf-8").lower()
    waiting = ["frontdesk"]
    seen: set[str] = set()
    here = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "extra": ""}
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            needs = distribution(name).requires or []
        except ModuleNotFoundError:
            # Only Windows has it installed; its name is asked for all the same.
            continue
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate(here):
                waiting.append(need.name.lower().replace("_", "-"))
    missing = sorted(
        name for name in seen - {"frontdesk"} if name not in text and name.replace("-", "_") not in text
    )
    assert not missing
