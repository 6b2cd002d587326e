"""`--selftest DIR`: one real run in a process of its own, and what it must have done. Issue 3; F1, F6, T19."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QWidget

import frontdesk
from frontdesk.app.cli import run
from frontdesk.app.office import OWN
from frontdesk.app.papers import FORMS_OF_AREAS, file_name, papers
from frontdesk.app.selftest import ears as ears_module
from frontdesk.app.selftest import papers as paper_test
from frontdesk.app.selftest import run as self_test_run
from frontdesk.app.selftest.steps import Findings, NotWhole
from frontdesk.app.settings.page import SHEETS
from frontdesk.app.tabs import TABS
from frontdesk.base.widgets.page import Page

ROOT = Path(frontdesk.__file__).parents[1]
SUMMARY = self_test_run.SUMMARY
pytestmark = pytest.mark.xdist_group("selftest")


_QUICKLY = "import sys; from tests import quicker; quicker.begin(); from frontdesk.__main__ import main; sys.exit(main())"


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one self-test, as the command does it; `make soak` and `make windows` do it whole."""
    folder = tmp_path_factory.mktemp("selftest") / "自检"
    made = subprocess.run(
        [sys.executable, "-c", _QUICKLY, "--selftest", str(folder), "--brief"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "FRONTDESK_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=1200,
    )
    (folder.parent / "console.txt").write_text(made.stdout + made.stderr, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def told(done: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((done / SUMMARY).read_text("utf-8"))
    return found


@pytest.mark.slow
def test_the_program_passes_its_own_test(done: Path, told: dict[str, Any]) -> None:
    bad = [f"{step['name']}: {step['words']}" for step in told["steps"] if not step["ok"]]
    assert not bad, "\n\n".join(bad)
    assert told["warnings"] == []
    assert told["unmasked"] == [], "numbers in full where nobody asked to see them (D1.9)"
    assert told["doubled"] == {}, "a key that two things take does nothing (L5)"
    assert told["ok"]
    assert (told["version"], told["frozen"]) == (frontdesk.__version__, False)
    console = (done.parent / "console.txt").read_text("utf-8").splitlines()
    assert len(console) == len(told["steps"]) + 1


@pytest.mark.slow
def test_every_paper_is_there_with_its_sum(done: Path, told: dict[str, Any]) -> None:
    wanted = {f"{file_name(form, size)}.pdf" for _area, form, size in papers()} | {
        "list-A4.pdf",
        "ruler-A5.pdf",
    }
    assert {path.name for path in (done / "papers").iterdir()} == wanted == set(told["papers"])
    for name, said in told["papers"].items():
        pdf = (done / "papers" / name).read_bytes()
        assert said["sha256"] == hashlib.sha256(pdf).hexdigest(), name
        assert said["bytes"] == len(pdf)
        assert said["pages"] >= 1


@pytest.mark.slow
def test_every_page_of_the_registries_has_its_picture_in_both_themes(
    done: Path, told: dict[str, Any]
) -> None:
    entries = [page for tab in TABS for page in tab.pages] + list(OWN)
    wanted = [f"page_{entry.key}" for entry in entries] + [f"settings_{key}" for key, *_rest in SHEETS]
    for theme in ("light", "dark"):
        lacking = [name for name in wanted if not (done / "pictures" / theme / f"{name}.png").is_file()]
        assert not lacking, f"no picture in {theme}"
    on_disk = {path.relative_to(done / "pictures").as_posix() for path in (done / "pictures").rglob("*.png")}
    assert on_disk == set(told["pictures"])


@pytest.mark.slow
def test_every_dialog_page_and_gate_is_in_a_picture(told: dict[str, Any]) -> None:
    """A new dialog that no button leads to gets a line in `selftest/dialogs.py`.

    What others are made from and nobody opens by itself is seen through those.
    """
    kinds = [
        kind
        for kind in widgets()
        if (issubclass(kind, (QDialog, Page)) or kind.__module__.startswith("frontdesk.app."))
        and not any(
            f"{heir.__module__}.{heir.__qualname__}" in told["shown"] for heir in kind.__subclasses__()
        )
    ]
    assert len(kinds) > 50
    lacking = [f"{kind.__module__}.{kind.__qualname__}" for kind in kinds]
    lacking = sorted(name for name in lacking if name not in told["shown"])
    assert not lacking, "in no picture of the self-test: " + ", ".join(lacking)


@pytest.mark.slow
def test_nothing_is_written_beside_the_folder(done: Path) -> None:
    assert {path.name for path in done.parent.iterdir()} == {"自检", "console.txt"}
    assert {path.name for path in done.iterdir()} == {"data", "papers", "pictures", "print", SUMMARY}


def widgets() -> Iterator[type[QWidget]]:
    """Every widget class of the program that others may name, but the test's own."""
    for module in modules():
        for kind in vars(module).values():
            if (
                isinstance(kind, type)
                and issubclass(kind, QWidget)
                and kind.__module__ == module.__name__
                and not kind.__name__.startswith("_")
                and (
                    module.__name__.startswith(("frontdesk.app.", "frontdesk.areas."))
                    or issubclass(kind, QDialog)
                )
            ):
                yield kind


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages([str(Path(frontdesk.__file__).parent)], "frontdesk."):
        if "migrations" not in found.name and found.name != "frontdesk.__main__":
            yield importlib.import_module(found.name)


def test_every_area_with_papers_is_in_the_list() -> None:
    having = {path.parent.parent.name for path in (ROOT / "frontdesk/areas").glob("*/forms/__init__.py")}
    assert {area for area, _forms in FORMS_OF_AREAS} == having


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"},
        {
            "PYTHONHASHSEED": "4711",
            "TZ": "America/New_York",
            "LC_ALL": "C",
            "LANG": "C",
            "FRONTDESK_LANGUAGE": "en",
        },
    ],
    ids=["shanghai", "new-york"],
)
def test_f1_papers_are_the_same_bytes_whatever_is_around_them(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from frontdesk.app.selftest.papers import draw_papers\n"
        "def failed(name, error): raise error\n"
        "draw_papers(Path(sys.argv[1]), failed)\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "there")],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        check=True,
        timeout=300,
    )

    def failed(name: str, error: Exception) -> None:
        raise AssertionError(name) from error

    here = paper_test.draw_papers(tmp_path / "here", failed)
    assert len(here) > 8
    for drawn in here:
        assert (tmp_path / "there" / drawn.name).read_bytes() == drawn.pdf, drawn.name


def test_t19_a_font_left_out_and_a_code_not_read_are_seen(qapp: object) -> None:
    form = dict(FORMS_OF_AREAS)["cashdesk"]["receipt"]
    pdf = form.draw(form.sample())
    assert paper_test.fonts_left_out(pdf) == []
    drawn = paper_test.Drawn("receipt.pdf", pdf, True, form.number(form.sample()))
    assert paper_test.read_back(drawn) == 1
    with pytest.raises(NotWhole, match="not embedded"):
        paper_test.read_back(paper_test.Drawn("x", pdf.replace(b"/FontFile2", b"/FontGone2"), False))
    with pytest.raises(NotWhole, match="is not read"):
        paper_test.read_back(paper_test.Drawn("x", pdf, True, "SJ99999999"))


def test_a_failed_step_does_not_stop_the_others_and_tells_its_traceback(capsys: Any) -> None:
    findings = Findings(ears_module.Ears())

    def breaks() -> str:
        raise ZeroDivisionError("by nought")

    assert not findings.step("one", breaks)
    assert findings.step("two", lambda: "well")
    findings.whole = True
    assert not findings.ok
    assert "ZeroDivisionError: by nought" in findings.steps[0]["words"]
    assert "Traceback" in findings.steps[0]["words"]
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["BAD", "ok"]


def test_without_a_console_nothing_is_written_and_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    findings = Findings(ears_module.Ears())
    assert findings.step("one", lambda: None)


def test_each_complaint_fails_the_step_it_came_in(qapp: object) -> None:
    import logging
    import warnings

    from PySide6.QtCore import qWarning

    findings = Findings(ears_module.Ears())
    findings.ears.open()
    try:
        for name, complain in (
            ("log", lambda: logging.getLogger("frontdesk.x").warning("3-1-1202 张硕 13812345678")),
            ("warning", lambda: warnings.warn("old", UserWarning, stacklevel=1)),
            ("qt", lambda: qWarning("no such plug-in")),
        ):

            def do(complain: Any = complain) -> str:
                complain()
                return ""

            assert not findings.step(name, do)
        assert findings.step("quiet", lambda: "")
    finally:
        findings.ears.close()
    assert [heard["during"] for heard in findings.ears.heard] == ["log", "warning", "qt"]
    # Nobody's data stands in it.
    assert "张硕" not in str(findings.ears.heard)
    assert "138" not in str(findings.ears.heard)


def test_ctrl_c_in_the_middle_of_qt_ends_the_test() -> None:
    findings = Findings(ears_module.Ears())

    def interrupted() -> str:
        findings.ears._except(KeyboardInterrupt, KeyboardInterrupt(), None)
        return ""

    with pytest.raises(KeyboardInterrupt):
        findings.step("one", interrupted)


def test_a_folder_with_something_else_is_refused_and_an_earlier_test_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"x")
    assert run(["--selftest", str(tmp_path)]) == 1
    assert "里有别的东西" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["照片.jpg"]

    def steps(folder: Path, findings: Findings) -> None:
        assert not (folder / "papers").exists()
        (folder / "papers").mkdir()
        findings.step("one", lambda: "")

    monkeypatch.setattr(self_test_run, "_steps", steps)
    (tmp_path / SUMMARY).write_text("{}", encoding="utf-8")
    (tmp_path / "papers").mkdir()
    assert run([f"--selftest={tmp_path}"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"照片.jpg", "papers", SUMMARY}
    told = json.loads((tmp_path / SUMMARY).read_text("utf-8"))
    assert told["ok"] is True
    assert [step["name"] for step in told["steps"]] == ["one"]


def test_what_breaks_outside_a_step_fails_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def steps(folder: Path, findings: Findings) -> None:
        findings.step("one", lambda: "")
        raise OSError("no more room")

    monkeypatch.setattr(self_test_run, "_steps", steps)
    assert run(["--selftest", str(tmp_path / "x")]) == 1
    told = json.loads((tmp_path / "x" / SUMMARY).read_text("utf-8"))
    assert told["ok"] is False
    assert "no more room" in told["steps"][-1]["words"]


def test_the_start_does_not_pay_for_the_self_test() -> None:
    program = (
        "import sys, frontdesk.app.cli; print([m for m in sys.modules if 'selftest' in m or 'PySide6' in m])"
    )
    made = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert made.stdout.strip() == "[]"
