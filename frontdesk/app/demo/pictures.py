"""Pictures of every page on the demo estate (L11): the window as a clerk sees it, without a screen.

python -m frontdesk.app.demo.pictures out/pictures
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

    from frontdesk.app.program import Program
    from frontdesk.base.store.work import Approval

DAY = date(2026, 11, 21)
FULL = (1366, 736)
"""The client area of a window of 1366 × 768 with its title bar."""
TASKBAR = (1366, 688)
"""The same where the task bar shows: the least every page must hold (L9)."""
_SHORT = 1000
"""Milliseconds. Longer waits are for people: a message that goes away, the lock."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: what is done in the window before it is taken. `small` takes it at the task bar's size too."""

    name: str
    act: Callable[[Program], QWidget | None]
    small: bool = False


def draw_pictures(
    data: Path,
    out: Path,
    clock: FixedClock,
    *,
    themes: Sequence[str] = ("light", "dark"),
    scenes: Sequence[Scene] | None = None,
) -> list[str]:
    """Draw the scenes on a copy of *data* in each theme into *out*; returns the files' names in order.

    Without *scenes* it is all of them, and after them each page that none has led to.
    """
    out.mkdir(parents=True, exist_ok=True)
    no_screen(Path(tempfile.gettempdir()))
    made: list[str] = []
    for theme in themes:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "data"
            shutil.copytree(data, copy)
            # A scene may close the shift: it happens on the copy.
            made += _draw(copy, out, FixedClock(clock.at), theme, scenes)
    return made


def no_screen(folder: Path) -> None:
    """Qt without a display, as if there were one of an office's size; what drops down keeps within it.

    The screen is described by a file in *folder* while the process lasts. Where there is a display (Windows), or
    a platform of Qt's has been asked for in full, nothing is done.
    """
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    if sys.platform == "win32" or asked not in ("", "offscreen"):
        return
    screen = {"name": "office", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpi": 96}
    words = json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96}]})
    if hasattr(os, "memfd_create"):
        # A file without a name: Qt cannot read the description where the folder's name is Chinese. Open to the end.
        number = os.memfd_create("frontdesk-screen")
        os.write(number, words.encode())
        place = f"/proc/self/fd/{number}"
    else:
        plan = folder / f"frontdesk-screen-{os.getpid()}.json"
        plan.write_text(words, "utf-8")
        atexit.register(plan.unlink, missing_ok=True)
        place = str(plan)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={place}"


class _Yes:
    """Answers for a window that nobody sits at."""

    def confirm(self, text: str, *, title: str = "", yes: str = "", danger: bool = False) -> bool:
        return True

    def approve(self, right: str, text: str) -> Approval | None:
        return None

    def ask_reason(self, title: str, text: str = "", usual: Sequence[str] = ()) -> str | None:
        return None

    def pick(self, title: str, options: Sequence[Any], text: str = "") -> Any | None:
        return None

    def choose_open_file(self, title: str, pattern: str) -> Path | None:
        return None

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        return None

    def choose_folder(self, title: str) -> Path | None:
        return None


def _draw(data: Path, out: Path, clock: FixedClock, theme: str, scenes: Sequence[Scene] | None) -> list[str]:
    from PySide6.QtGui import QCursor

    from frontdesk.app.main_window import MEMORY_FILE, MainWindow
    from frontdesk.app.program import Program
    from frontdesk.app.start import application
    from frontdesk.base.widgets.memory import Memory
    from frontdesk.base.widgets.theme import apply_theme
    from frontdesk.base.widgets.worker import SameThreadWorker

    app = application()
    apply_theme(app, "dark" if theme == "dark" else "light")
    # Nothing is under the pointer, so nothing is drawn as if it were.
    QCursor.setPos(5000, 5000)
    window = MainWindow(Memory(data / MEMORY_FILE))
    program = Program(data, window, clock=clock, worker=SameThreadWorker, dialogs=_Yes())
    program.begin()
    made: list[str] = []
    seen: set[str] = set()
    tail = "_dark" if theme == "dark" else ""
    wanted = list(SCENES if scenes is None else scenes)
    try:
        window.resize(*FULL)
        for scene in wanted:
            popup = scene.act(program)
            if program.workplace is not None:
                seen.add(program.workplace.current_key)
            names = [f"{scene.name}{tail}.png"]
            _keep_size(window, FULL)
            take(window, popup, out / names[0])
            if scene.small and not tail:
                _keep_size(window, TASKBAR)
                names.append(f"{scene.name}_688.png")
                take(window, popup, out / names[1])
                _keep_size(window, FULL)
            made += names
            if scenes is None and scene is wanted[-1]:
                wanted += _others(seen)
    finally:
        program.close()
        window.close()
        window.deleteLater()
        app.processEvents()
    return made


def _keep_size(window: QWidget, size: tuple[int, int]) -> None:
    """Give it that size, again where a window system's late word (shown, as large as the screen) takes it away."""
    for _ in range(20):
        window.resize(*size)
        settle()
        if sys.platform == "win32":
            time.sleep(0.02)
            settle()
        if (window.width(), window.height()) == size:
            return


def settle(most: float = 2.0) -> None:
    """Let Qt lay out, load and paint what was asked for; short waits of the pages (typing, previews) run out.

    *most* is in seconds: something that keeps moving is not waited for any longer.
    """
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    end = time.monotonic() + most
    quiet = 0
    while quiet < 3 and time.monotonic() < end:
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if _hurried(app.topLevelWidgets()):
            quiet = 0
        else:
            quiet += 1


def _hurried(windows: Sequence[QWidget]) -> bool:
    """Whether a short wait or an animation was under way in what is shown; it is over now. Nobody is typing, and a
    picture is of what comes after the wait."""
    from PySide6.QtCore import QAbstractAnimation, QTimer
    from shiboken6 import isValid

    found = False
    for window in windows:
        if not isValid(window) or not window.isVisible():
            continue
        for timer in window.findChildren(QTimer):
            if isValid(timer) and timer.isActive() and timer.isSingleShot() and timer.interval() <= _SHORT:
                found = True
                _run_out(timer)
        for one in window.findChildren(QAbstractAnimation):
            if isValid(one) and one.state() == QAbstractAnimation.State.Running:
                found = True
                if one.totalDuration() >= 0:
                    one.setCurrentTime(one.totalDuration())
                else:
                    time.sleep(0.005)
    return found


def _run_out(timer: QTimer) -> None:
    """What it waits for happens now; begun again, it waits as long as before."""
    from PySide6.QtCore import QCoreApplication
    from shiboken6 import isValid

    wait = timer.interval()
    timer.start(0)
    QCoreApplication.processEvents()
    # Where it has begun itself again it runs; its interval is then set anew, or still that of our haste.
    if isValid(timer) and not timer.interval():
        timer.setInterval(wait)


def take(window: QWidget, popup: QWidget | None, path: Path) -> None:
    """Write the picture of *window* as it settles, with *popup* over it."""
    if not taken(window, popup).save(str(path)):
        raise OSError(f"{path.name} was not written")


def taken(window: QWidget, popup: QWidget | None) -> QPixmap:
    """*window* as it settles, with *popup* over it where that is shown."""
    from PySide6.QtGui import QPainter

    settle()
    picture = window.grab()
    if popup is not None and popup.isVisible():
        painter = QPainter(picture)
        at = popup.mapToGlobal(popup.rect().topLeft()) - window.mapToGlobal(window.rect().topLeft())
        popup.render(painter, at)
        painter.end()
    return picture


# -- what is done before each picture --


def _go(target: str, **arguments: Any) -> Callable[[Program], None]:
    def act(program: Program) -> None:
        assert program.desk is not None
        program.desk.go(target, **arguments)

    return act


def _sign_in_page(program: Program) -> None:
    assert program.gate is not None


def _today(program: Program) -> None:
    program.sign_in("linxiao", "demo")
    _go("today")(program)


def _search(text: str) -> Callable[[Program], QWidget | None]:
    def act(program: Program) -> QWidget | None:
        from frontdesk.base.widgets.popup import DropDown

        assert program.workplace is not None
        _go("today")(program)
        box = program.workplace.search
        box.begin()
        box.line.setText(text)
        box.line.textEdited.emit(text)
        settle()
        shown = [w for w in box.findChildren(DropDown) if w.isVisible()]
        return shown[0] if shown else None

    return act


def _unit(target: str) -> Callable[[Program], None]:
    def act(program: Program) -> None:
        from frontdesk.areas.archives.queries import find_unit

        assert program.desk is not None
        assert program.workplace is not None
        program.workplace.search.line.clear()
        found = program.desk.read(find_unit, "3-1-1202")
        assert found is not None
        program.desk.go(target, unit_id=found.id)

    return act


def _counted(program: Program) -> None:
    """The blind count typed in, as 05_close_count shows it: five yuan short, the slips as booked."""
    from frontdesk.app.demo.money import pieces
    from frontdesk.areas.cashdesk.queries import current_shift
    from frontdesk.areas.cashdesk.queries.figures import shift_figures
    from frontdesk.base.widgets.fields import MoneyField, NumberField

    _go("close")(program)
    settle()
    desk = program.desk
    assert desk is not None
    shift = desk.read(current_shift, desk.actor.id)
    assert shift is not None
    figures = desk.read(shift_figures, shift.id)
    short = figures.expected_cash - Money.yuan(5)
    for denomination, number in pieces(short - Money(short.fen % 10)).items():
        _fill(program, NumberField, f"count_{denomination.fen}", number)
    for tender, amount in figures.slip_sums.items():
        if amount:
            _fill(program, NumberField, f"slips_{tender.value}", figures.slips.get(tender, 0))
            _fill(program, MoneyField, f"slips_{tender.value}_amount", amount)


def _fill(program: Program, kind: type[QWidget], name: str, value: object) -> None:
    field: Any = _page(program).findChild(kind, name)
    assert field is not None, name
    field.set_value(value)
    field.edited.emit()


def _revealed(program: Program) -> None:
    """The count confirmed: what the drawer should hold, the difference, where the money goes."""
    from frontdesk.base.widgets.buttons import KeyButton

    button = _page(program).findChild(KeyButton, "confirm_count")
    assert button is not None
    button.click()


def _closed(program: Program) -> None:
    """The shift closed and its papers printed: five yuan short, for the first reason there is."""
    from frontdesk.base.widgets.buttons import Chip

    reasons = [chip for chip in _page(program).findChildren(Chip) if chip.isVisible()]
    assert reasons
    reasons[0].click()
    _press("close_shift")(program)


def _press(name: str) -> Callable[[Program], None]:
    """Click the button of that name, wherever it is shown."""

    def act(program: Program) -> None:
        from frontdesk.base.widgets.buttons import KeyButton

        shown = [b for b in program.window.findChildren(KeyButton, name) if b.isVisible()]
        assert shown, name
        shown[0].click()

    return act


def _after(*acts: Callable[[Program], object]) -> Callable[[Program], None]:
    def act(program: Program) -> None:
        for one in acts:
            one(program)
            settle()

    return act


def _wrong_form(program: Program) -> None:
    """A charge by hand with two things wrong, saved all the same: beside the fields and in the bar (10_error)."""
    from PySide6.QtWidgets import QLineEdit

    from frontdesk.areas.fees.ui.hand_charge_page import HandChargePage
    from frontdesk.base.widgets.fields import MoneyField

    _go("billing")(program)
    settle()
    _press("billing_hand")(program)
    settle()
    page = next(p for p in program.window.findChildren(HandChargePage) if p.isVisible())
    field = page.findChild(MoneyField, "hand_amount")
    assert field is not None
    line = field.findChild(QLineEdit)
    assert line is not None
    line.setText("１００。０")
    page.save_button.click()


def _leave_form(program: Program) -> None:
    """Let the wrong form go, so that nothing waits as a draft."""
    from frontdesk.areas.fees.ui.hand_charge_page import HandChargePage

    page = next(p for p in program.window.findChildren(HandChargePage) if p.isVisible())
    page.cancel_button.click()


def _as(login: str, act: Callable[[Program], object]) -> Callable[[Program], None]:
    """Somebody else sits down where the screen was locked, and does that."""

    def sit(program: Program) -> None:
        from frontdesk.app.lock import LockPage
        from frontdesk.base.store.users import sign_in

        assert program.desk is not None
        program.other_user()
        page = program.gate
        assert isinstance(page, LockPage)
        page.signed_in.emit(program.desk.read(sign_in, login, "demo"), login)
        settle()
        act(program)

    return sit


def _page(program: Program) -> QWidget:
    assert program.workplace is not None
    page = program.workplace.current_page()
    assert page is not None
    return page


def _others(seen: set[str]) -> list[Scene]:
    """A scene for each page of the tabs that is not among *seen*: a new page needs none of its own to be looked at."""
    from frontdesk.app.tabs import TABS

    pages = [page for tab in TABS for page in tab.pages if page.key not in seen]
    acts = [_go(page.targets[0]) for page in pages]
    if acts:
        acts[0] = _as("zhoumin", acts[0])
    return [Scene(f"90_{page.key}", act) for page, act in zip(pages, acts, strict=True)]


SCENES: tuple[Scene, ...] = (
    Scene("00_sign_in", _sign_in_page),
    Scene("01_today", _today, small=True),
    Scene("02_search_zs", _search("zs")),
    Scene("02b_search_1202", _search("1202")),
    Scene("02c_search_permit", _search("4406")),
    Scene("02d_search_key", _search("K-000004")),
    Scene("03_collect", _unit("collect"), small=True),
    Scene("04_unit_card", _unit("unit"), small=True),
    Scene("06_receipts", _go("receipts")),
    Scene("07_archives", _go("archives"), small=True),
    Scene("08_billing", _go("billing"), small=True),
    Scene("09_arrears", _go("arrears")),
    Scene("09_building", _unit("building"), small=True),
    Scene("09b_collection_rate", _go("collection_rate")),
    Scene("09c_demands", _go("demands", state="all"), small=True),
    Scene("09d_calls", _go("calls"), small=True),
    Scene("09e_limitation", _go("limitation")),
    Scene("10_fee_items", _go("fee_items")),
    Scene("11_import", _go("import")),
    Scene("12_settings", _go("settings")),
    Scene("13_people", _go("people")),
    Scene("14_flags_empty", _go("flags")),
    Scene("15_edit_unit", _unit("edit_unit"), small=True),
    Scene("16_shifts", _go("shift")),
    Scene("17_ledger", _go("ledger")),
    Scene("20_deposits", _go("deposits"), small=True),
    Scene("21_refunds", _go("receipts", form="refund")),
    Scene("22_settings_money", _go("settings", sheet="money")),
    Scene("25_keys", _go("keys"), small=True),
    Scene("25b_key_count", _go("key_count")),
    Scene("26_permits", _go("permits", show="live"), small=True),
    Scene("26b_issue_permit", _unit("issue_permit"), small=True),
    Scene("27_goods_out", _go("goods_out", show="all"), small=True),
    Scene("28_parking", _go("parking"), small=True),
    Scene("29_stationery", _go("stationery"), small=True),
    Scene("30_verify", _go("verify")),
    Scene("31_import_keys", _go("import_keys")),
    Scene("18_error", _wrong_form),
    Scene("19_notices", _after(_leave_form, _go("notices", period="2026-11"))),
    Scene("05_close_count", _counted, small=True),
    Scene("05b_close_reveal", _revealed, small=True),
    Scene("05c_closed", _closed),
    # What a supervisor does, or sees in a supervisor's window: nothing of it is blind.
    Scene("23_open_shift", _as("zhoumin", _go("open_shift")), small=True),
    Scene("24_meters", _go("meters"), small=True),
    Scene("24b_held_readings", _go("held"), small=True),
    Scene("24c_shared_costs", _go("pools")),
    Scene("25_reductions", _go("reductions")),
    Scene("25b_dry_run", _after(_go("billing"), _press("billing_bill")), small=True),
    Scene("26_reports", _go("reports"), small=True),
    Scene(
        "26b_report_year",
        _go("reports", by="building", first=date(DAY.year, 1, 1), last=date(DAY.year, 12, 31)),
    ),
    Scene("26c_held_money", _go("reports", by="held", first=DAY.replace(day=1), last=DAY.replace(day=30))),
    Scene("27_statements_empty", _go("statements")),
    Scene("28_hand_ins", _as("fangyi", _go("hand_ins"))),
)


def main(arguments: Sequence[str]) -> int:
    """Build the estate as it is on 2026-11-21 and draw everything, in both themes."""
    from frontdesk.app.demo.build import build_demo

    out = Path(arguments[0]) if arguments else Path("out/pictures")
    clock = FixedClock(datetime(DAY.year, DAY.month, DAY.day, 10, 30).astimezone())
    data = out.parent / f"demo-{DAY}"
    if not data.exists():
        build_demo(data, today=DAY)
    made = draw_pictures(data, out, clock)
    sys.stdout.write(f"{len(made)} pictures in {out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
