"""One step for each thing that a program packed for another machine may lack: libraries, plug-ins, data files."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.store.runner import Runner

PASSWORD = "demo"
_FACE = "𬭎"
"""Of a name; only the font of rare characters has it."""


@contextmanager
def runner_on_copy(folder: Path) -> Iterator[Runner]:
    """A runner on a copy of the demo estate, so that no step finds what another has left."""
    import shutil
    from datetime import datetime

    from frontdesk.app.folder import open_database
    from frontdesk.base.values.clock import FixedClock

    copy = folder / "data" / "parts"
    if not copy.exists():
        shutil.copytree(folder / "data" / "estate", copy, copy_function=shutil.copyfile)
    db = open_database(copy)
    try:
        yield Runner(db, FixedClock(datetime(2026, 11, 21, 10, 30).astimezone()))
    finally:
        db.close()


def _same(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise NotWhole(f"{what}: {found!r} instead of {wanted!r}")


def _capitals(_folder: Path) -> str:
    from frontdesk.base.values.capitals import capitals
    from frontdesk.base.values.money import Money

    words = capitals(Money.parse("325.04"))
    _same("capitals", words, "叁佰贰拾伍元零肆分")
    return words


def _pinyin(_folder: Path) -> str:
    from frontdesk.areas.archives.rules.names import search_words

    pinyin, initials = search_words("张硕")
    _same("pinyin", (pinyin, initials), ("zhangshuo", "zs"))
    return pinyin


def _identity(_folder: Path) -> str:
    from frontdesk.areas.archives.rules.identity import check_id

    _same("an ID number", check_id("11010519491231002X", today=date(2026, 11, 21)).ok, True)
    return ""


def _search(folder: Path) -> str:
    from frontdesk.areas.today.queries.search import search

    with runner_on_copy(folder) as runner:
        for asked, wanted in (("zs", "张硕"), ("1202", "3-1-1202"), ("8ZS61", "浙A·8ZS61")):
            hits = runner.read(search, asked, limit=30, today=date(2026, 11, 21))
            if not any(wanted in f"{hit.label} {hit.second}" for hit in hits):
                raise NotWhole(f"{asked} does not find {wanted}, but {[hit.label for hit in hits]}")
    return ""


def _sign_in(folder: Path) -> str:
    from frontdesk.base.store.users import sign_in
    from frontdesk.base.values.errors import DeskError

    with runner_on_copy(folder) as runner:
        actor = runner.read(sign_in, "linxiao", PASSWORD)
        try:
            runner.read(sign_in, "linxiao", "another")
        except DeskError:
            return actor.name
    raise NotWhole("a wrong password is taken")


def workbook(path: Path) -> Path:
    """A small workbook of units, as an office has it."""
    import xlsxwriter

    rows = (
        ("楼栋", "单元", "房号", "业主姓名", "身份证号", "联系电话", "建筑面积", "收楼日期"),
        ("9", "1", "101", "王磊", "11010519491231002X", "13858106629", 89.6, "2021-06-18"),
        ("9", "1", "102", "李静", "", "13735581202", 127.35, "2021-06-19"),
        ("9", "1", "201", "刘洋", "110105194912310021", "1351671209", 127.35, ""),
        ("9", "1", "", "无房号", "", "", "", ""),
    )
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("业主")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def _import(folder: Path) -> str:
    from frontdesk.areas.archives.queries import preview_import
    from frontdesk.areas.archives.service import ImportUnits
    from frontdesk.base.values.resources import resource

    made = workbook(folder / "data" / "业主资料.xlsx")
    told: list[str] = []
    with runner_on_copy(folder) as runner:
        for file, least in ((made, 3), (resource("selftest", "units.xls"), 4)):
            result = runner.read(preview_import, ImportUnits(file), date(2026, 11, 21))
            if result.units < least:
                raise NotWhole(f"{file.name}: {result.units} units, {len(result.rejected)} rejected")
            told.append(f"{file.suffix} {result.units} units")
    return ", ".join(told)


def _export(folder: Path) -> str:
    from python_calamine import CalamineWorkbook

    from frontdesk.areas.archives.service.exporting import ExportUnits, export_units
    from frontdesk.base.store.work import Actor
    from frontdesk.base.values.rights import Role

    with runner_on_copy(folder) as runner:
        made = runner.run(export_units, ExportUnits(), actor=Actor(1, "管理员", Role.ADMIN)).value
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    rows = book.get_sheet_by_index(0).to_python()
    if not any("3-1-1202" in map(str, row) for row in rows):
        raise NotWhole("the exported workbook has no 3-1-1202")
    return f"{len(rows)} rows"


def _postgres(_folder: Path) -> str:
    import psycopg
    from sqlalchemy import create_engine

    engine = create_engine("postgresql+psycopg://nobody@localhost/nothing")
    try:
        _same("driver", engine.dialect.driver, "psycopg")
    finally:
        engine.dispose()
    return f"psycopg {psycopg.__version__} ({psycopg.pq.__impl__}), libpq {psycopg.pq.version()}"


def _commands(_folder: Path) -> str:
    from frontdesk.app.cli import run
    from frontdesk.base.values.text import tr

    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        status = run(["--json", "capitals", "325.04"])
    _same("the command's status", status, 0)
    _same("the command", json.loads(written.getvalue()), {"capitals": "叁佰贰拾伍元零肆分"})
    _same("the language, whatever the environment says", tr("今日"), "今日")
    return ""


def _resources(_folder: Path) -> str:
    from frontdesk.base.printing.fonts import missing_characters
    from frontdesk.base.values.resources import resource

    words = json.loads(resource("i18n", "en.json").read_text(encoding="utf-8"))
    if len(words) < 100:
        raise NotWhole(f"en.json has {len(words)} texts")
    lost = missing_characters(f"物业前台¥{_FACE}")
    if lost:
        raise NotWhole(f"no glyph for {lost}")
    for name in ("LICENCES.md", "verify.html"):
        if not resource(name).is_file():
            raise NotWhole(f"no {name}")
    return f"{len(words)} texts in English"


def _signature(_folder: Path) -> str:
    """A permit's code is signed, holds, and does not when it is altered: the bundle has the library for it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from frontdesk.areas.permits.rules.code import CodeFacts, Verdict, judge, make_code
    from frontdesk.areas.permits.rules.signature import key_id

    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    keys = {key_id(public): public}
    day = date(2026, 11, 21)
    told = make_code(
        CodeFacts("JZ", "JZ-00000001", "张*", "3-1-1202", day, day, key=key_id(public)), private.sign
    )
    at = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001 (the wall clock's)
    _same("a code", judge(told, keys, at).verdict, Verdict.GENUINE)
    _same("an altered code", judge(told[:-9] + "00000" + told[-4:], keys, at).verdict, Verdict.CHANGED)
    return f"{len(told)} characters"


def _folders(_folder: Path) -> str:
    from frontdesk.app.places import default_folder

    return str(default_folder().name)


def _pictures(_folder: Path) -> str:
    from PySide6.QtGui import QImage, QImageReader

    from frontdesk.base.values.resources import resource

    known = {bytes(kind.data()).decode() for kind in QImageReader.supportedImageFormats()}
    lost = {"png", "svg", "ico"} - known
    if lost:
        raise NotWhole(f"no plug-in for {', '.join(sorted(lost))}")
    for file in sorted(resource("icons").iterdir()):
        if QImage(str(file)).isNull():
            raise NotWhole(f"{file.name} cannot be read")
    return " ".join(sorted(known))


def _icons(_folder: Path) -> str:
    from PySide6.QtGui import QColor

    from frontdesk.app.tabs import TABS
    from frontdesk.base.widgets.theme import icon_pixmap

    names = [tab.icon for tab in TABS]
    for name in [*names, "ri.printer-line"]:
        picture = icon_pixmap(name, "text", 24, 1.0).toImage()
        inked = any(
            QColor.fromRgba(picture.pixel(x, y)).alpha()
            for x in range(picture.width())
            for y in range(picture.height())
        )
        if not inked:
            raise NotWhole(f"the icon {name} is empty")
    return ""


def _chinese(_folder: Path) -> str:
    from PySide6.QtCore import QCoreApplication

    _same("Qt's own words", QCoreApplication.translate("QPlatformTheme", "Cancel"), "取消")
    return ""


def _printing(folder: Path) -> str:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    from frontdesk.areas.cashdesk.forms import FORMS
    from frontdesk.base.values.progress import Progress
    from frontdesk.base.widgets.pdf import open_pdf
    from frontdesk.base.widgets.printing import PrintJob, PrintSetup, paint_pages

    (folder / "print").mkdir(exist_ok=True)
    target = folder / "print" / "receipt.pdf"
    form = FORMS["receipt"]
    pdf = form.draw(form.sample(), form.size("A5"))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    paint_pages(printer, PrintJob("SJ", pdf, PrintSetup()), Progress())
    _same("pages printed", open_pdf(target.read_bytes()).pageCount(), open_pdf(pdf).pageCount())
    return f"printers here: {'、'.join(QPrinterInfo.availablePrinterNames()) or '-'}"


def _codes(_folder: Path) -> str:
    import zxingcpp

    made = zxingcpp.create_barcode("SJ00020331", zxingcpp.BarcodeFormat.Code128).to_image(scale=2)
    read = [found.text for found in zxingcpp.read_barcodes(made)]
    _same("a bar code", read, ["SJ00020331"])
    return ""


def _worker(folder: Path) -> str:
    from PySide6.QtCore import QEventLoop, QTimer

    from frontdesk.areas.archives.queries import find_unit
    from frontdesk.base.widgets.worker import Worker

    with runner_on_copy(folder) as runner:
        worker, waiting, found = Worker(), QEventLoop(), list[object]()
        QTimer.singleShot(20_000, waiting.quit)

        def answered(answer: object) -> None:
            found.append(answer)
            waiting.quit()

        worker.run(lambda: runner.read(find_unit, "3-1-1202"), answered, answered)
        waiting.exec()
        worker.close()
    if not found or isinstance(found[0], Exception) or found[0] is None:
        raise NotWhole(f"a read on the second thread gave {found}")
    return ""


PARTS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("capitals", _capitals),
    ("pinyin", _pinyin),
    ("identity numbers", _identity),
    ("search", _search),
    ("sign in", _sign_in),
    ("import of workbooks", _import),
    ("export to a workbook", _export),
    ("postgresql driver", _postgres),
    ("command line", _commands),
    ("resources", _resources),
    ("signed codes", _signature),
    ("data folder", _folders),
    ("picture plug-ins", _pictures),
    ("icons", _icons),
    ("qt in chinese", _chinese),
    ("printing", _printing),
    ("codes", _codes),
    ("second thread", _worker),
)
