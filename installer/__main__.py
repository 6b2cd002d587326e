"""The chain. `python -m installer` on Debian 12; `python -m installer pack` on a real Windows."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from installer import bundle, interpreter, nsis, standins, trial
from installer.common import BUILD, DIST, ROOT, VERSION, Failed, fresh, megabytes, run, say, size, tell, times
from installer.wine import Prefix, Screen

TESTS = (
    "tests/base/values", "tests/base/printing", "tests/base/store", "tests/base/widgets", "tests/app",
    "tests/areas/archives/rules", "tests/areas/archives/queries", "tests/areas/cashdesk/forms", "tests/areas/fees/forms",
    "tests/areas/keys/forms", "tests/areas/permits/rules", "tests/areas/permits/forms", "tests/areas/cashdesk/ui",
    "tests/areas/keys/ui", "tests/scenarios",
)  # fmt: skip
"""What Windows can make different: texts, files, the database, paper, widgets, the window, a desk's day."""
ON_SCREEN = ("tests/base/widgets", "tests/app")
"""Of these, what the real window system can make different from the one without a screen."""
_WORKERS = {"windows": "0", "offscreen": "2"}
"""On a real screen only one window has the keyboard: two tests at once would take it from each other."""
LEFT_OUT = ("tests/app/test_selftest.py", "tests/base/store/test_next_migration.py")
"""The self-test runs from the installed program; migrations are written on the developer's machine."""


def _source() -> Path:
    """What is tracked or new, without what the machine made: the tests run on a copy."""
    target = fresh(BUILD / "source")
    listed = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]).split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


def _tests(pc: Prefix, python: Path, source: Path, platform: str) -> None:
    """The part of the suite that Windows can make different, on one of Qt's platforms."""
    ended = pc.run(
        str(pc.path(python / "python.exe")), "-X", "utf8", "-m", "pytest", "-q", "-p", "no:cacheprovider",
        "-n", _WORKERS[platform],
        "-m", "not soak and not postgres and not linux", "--tb=short",
        *(path for path in (ON_SCREEN if platform == "windows" else TESTS) if (ROOT / path).exists()),
        *(f"--ignore={path}" for path in LEFT_OUT),
        cwd=source,
        extra={"WINEQT_QPA_PLATFORM": platform},
        limit=1500,
    )  # fmt: skip
    (BUILD / f"pytest-{platform}.log").write_text(ended.said, encoding="utf-8")
    if ended.status:
        raise Failed(f"tests on {platform}:\n{ended.said[-6000:]}")
    tell(f"{platform}: {ended.said.strip().splitlines()[-1]}")


def windows(*, draft: bool = False) -> None:
    """Everything: build, test, pack, install, run, upgrade, compare, remove. A *draft* leaves out what takes long."""
    say("the Windows interpreter and the locked wheels")
    python = interpreter.windows_python(BUILD / "python")
    interpreter.install_wheels(python)
    say("stand-ins, screen and a first Windows")
    guilty = standins.make_standins(BUILD / "standins", python / "Lib/site-packages/PySide6/Qt6Core.dll")
    screen = Screen()
    try:
        pc = Prefix("build", screen, guilty)
        try:
            interpreter_says = pc.must(
                str(pc.path(python / "python.exe")),
                "-c",
                "import sys, platform; print(sys.version, platform.platform())",
            )
            tell(interpreter_says.strip())
            if not draft:
                source = _source()
                for platform in ("windows", "offscreen"):
                    say(f"tests, Qt platform {platform}")
                    _tests(pc, python, source, platform)
            say("PyInstaller")
            bundle.prove_check_sees(guilty, pc.folder / "drive_c/windows/system32/drivers")
            folder = bundle.pack(
                lambda arguments: pc.must(
                    str(pc.path(python / "python.exe")), "-m", "PyInstaller", *arguments, cwd=ROOT, limit=900
                ),
                python / "Lib/site-packages",
            )
        finally:
            pc.close()
        say("Setup")
        setup = nsis.make_setup(folder, quick=draft)
        older = nsis.make_setup(folder, version="0.1.0", quick=True, folder=BUILD / "older")
        pc = Prefix("clerk", screen, guilty)
        try:
            clerk = trial.Trial(pc)
            trial.install_use_upgrade_remove(clerk, older, "0.1.0", setup, VERSION)
            say("self-test from the installed program, and here")
            there = trial.self_test(clerk, BUILD / "selftest-windows")
            here = BUILD / "selftest-linux"
            shutil.rmtree(here, ignore_errors=True)
            run([sys.executable, "-m", "frontdesk", "--selftest", here])
            same = trial.same_papers(BUILD / "selftest-windows", here)
            tell(
                f"{same} papers byte for byte the same on Windows and Linux; {len(there['pictures'])} pictures"
            )
            say("uninstall")
            trial.remove(clerk)
        finally:
            pc.close()
    finally:
        screen.close()
    say("done")
    digest = _sha256(setup)
    summary = {
        "version": VERSION,
        "setup": {"name": setup.name, "bytes": setup.stat().st_size, "sha256": digest},
        "folder_bytes": size(folder),
        "papers_compared": same,
        "seconds": [[words, round(seconds)] for words, seconds in times],
    }
    (DIST / "windows.json").write_text(
        json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    tell(f"{setup.name}: {megabytes(setup.stat().st_size)}, SHA-256 {digest}")


def pack() -> None:
    """The folder, Setup and its checksum, with the interpreter at hand: on a real Windows."""
    say("PyInstaller")

    def pyinstaller(arguments: list[str]) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "PyInstaller", *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(done.stdout + done.stderr)
        return done.stdout + done.stderr

    folder = bundle.pack(pyinstaller, Path(sysconfig.get_paths()["purelib"]))
    say("Setup")
    setup = nsis.make_setup(folder)
    (DIST / "SHA256SUMS.txt").write_text(f"{_sha256(setup)}  {setup.name}\n", encoding="utf-8", newline="\n")
    say("done")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    asked = argparse.ArgumentParser(prog="installer")
    asked.add_argument("what", nargs="?", choices=("windows", "pack", "tests"), default="windows")
    asked.add_argument(
        "--draft", action="store_true", help="no tests, packed loosely: for work on Setup itself"
    )
    options = asked.parse_args()
    try:
        if options.what == "tests":
            sys.stdout.write(" ".join(path for path in TESTS if (ROOT / path).exists()) + "\n")
        elif options.what == "pack":
            pack()
        else:
            windows(draft=options.draft)
    except Failed as failed:
        sys.stderr.write(f"\nFAILED: {failed}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
