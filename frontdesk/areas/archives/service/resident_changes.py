"""变更通知单: issued with what no sheet has told yet, printed as it was issued, exported; who hears of what (D1.2)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import select, text

from frontdesk.areas.archives.documents.resident_changes import (
    ChangeLine,
    ChangeNotice,
    DepartmentPart,
    ReprintMark,
)
from frontdesk.areas.archives.model.resident_changes import ChangeSheet, ChangeSheetLine
from frontdesk.areas.archives.queries.resident_changes import ChangeRow, sheet_rows, waiting_changes
from frontdesk.areas.archives.rules.resident_changes import (
    LONGEST_NAME,
    MOST_DEPARTMENTS,
    PREFIX,
    SETTING,
    ChangeKind,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import Paper, issue_paper, keep_print, paper_document, print_count
from frontdesk.base.store.settings import get_setting, set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "resident_changes"
FORM_KEY = "resident_changes"


@dataclass(frozen=True, slots=True)
class IssueChanges:
    """The next sheet. `first` is where the first one of all begins: this month unless said; later ones go on."""

    first: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class IssuedChanges:
    """What was issued."""

    id: int
    number: str
    lines: int


@dataclass(frozen=True, slots=True)
class PrintChanges:
    """A sheet by its number."""

    number: str


@dataclass(frozen=True, slots=True)
class PrintedChanges:
    """The PDF as kept; `times` is 0 for the original, n for the n-th 补打."""

    pdf: bytes
    times: int
    number: str


@dataclass(frozen=True, slots=True)
class SaveDepartments:
    """Which departments hear of what; a kind with none is told to nobody."""

    heard: Mapping[ChangeKind, tuple[str, ...]]


def issue_changes(work: Work, command: IssueChanges) -> IssuedChanges:
    """Number and freeze what waits. Raises `Refused` where nothing does."""
    work.require(Right.ARCHIVES_WRITE)
    session, today = work.session, work.today()
    words = " ".join(command.words.split())
    if len(words) > 200:
        raise Refused(tr("超过 {n} 个字，请写短些", n=200), field="words")
    if command.first is not None and command.first > today:
        raise Refused(tr("日期不能晚于今天 {today}", today=today), field="first")
    number = f"{PREFIX}-{today.year}-{next_number(session, f'{PREFIX}-{today.year}'):03d}"
    if session.get_bind().dialect.name == "postgresql":
        # What another desk is just writing has a number in the trail already: wait for it, or it is never told.
        session.execute(text("LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE"))
    waiting = waiting_changes(session, today, command.first)
    if not waiting.rows:
        raise Refused(tr("从 {day} 起没有要通知的变更", day=waiting.first_on), field="first")
    sheet = ChangeSheet(
        number=number, after_id=waiting.after_id, upto_id=waiting.upto_id, first_on=waiting.first_on, last_on=today,
        words=words, at=work.now(), by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    session.add(sheet)
    session.flush()
    for row in waiting.rows:
        session.add(
            ChangeSheetLine(
                sheet_id=sheet.id, kind=row.kind, unit_id=row.unit_id, unit_code=row.unit, person_id=row.person_id,
                name=row.name, role=row.role, happened_on=row.on, before=row.before[:80], after=row.after[:80],
                departments="、".join(row.departments),
            )
        )  # fmt: skip
    session.flush()
    notice = _notice(work, sheet, sheet_rows(session, sheet.id))
    # A character no font has is refused before anything is stored.
    from frontdesk.areas.archives.forms.resident_changes import RESIDENT_CHANGES

    RESIDENT_CHANGES.check(notice)
    issue_paper(
        work, form=FORM_KEY, number=number, title=tr("住户变更通知单"), subject=(TOPIC, sheet.id),
        document=codec.to_plain(notice),
    )  # fmt: skip
    work.touch(TOPIC)
    return IssuedChanges(sheet.id, number, len(waiting.rows))


def print_changes(work: Work, command: PrintChanges) -> PrintedChanges:
    """One print of a sheet as it was issued, marked 补打 from the second on (T12)."""
    work.require(Right.ARCHIVES_READ)
    from frontdesk.areas.archives.forms.resident_changes import RESIDENT_CHANGES

    found = paper_document(work.session, FORM_KEY, command.number)
    if found is None:
        raise Refused(tr("没有变更通知单 {number}", number=command.number), field="number")
    paper_id, data = found
    # One print at a time: two machines must not both be the second.
    work.session.execute(select(Paper.id).where(Paper.id == paper_id).with_for_update())
    count = print_count(work.session, paper_id)
    now = local_time(work.now()).replace(tzinfo=None, second=0, microsecond=0)
    mark = ReprintMark(count, work.actor.name, now) if count else None
    pdf = RESIDENT_CHANGES.draw(replace(codec.from_plain(ChangeNotice, data), reprint=mark))
    times = keep_print(work, paper_id, size=RESIDENT_CHANGES.sizes[0].key, pdf=pdf)
    return PrintedChanges(pdf, times, command.number)


def export_changes(work: Work, command: PrintChanges) -> bytes:
    """The sheet as a workbook: a worksheet for each department, as it was issued."""
    work.require(Right.ARCHIVES_READ)
    found = paper_document(work.session, FORM_KEY, command.number)
    if found is None:
        raise Refused(tr("没有变更通知单 {number}", number=command.number), field="number")
    notice = codec.from_plain(ChangeNotice, found[1])
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bg_color": "#EEF1F4", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        columns = (
            ("房号", 14),
            ("变更", 10),
            ("姓名", 14),
            ("身份", 10),
            ("日期", 12),
            ("原来", 22),
            ("现在", 28),
        )
        for number, part in enumerate(notice.parts, 1):
            # Excel's own rules for a worksheet's name: 31 characters, some never, each once.
            name = "".join(c for c in part.department if c not in "[]:*?/\\'")
            sheet = book.add_worksheet(f"{number} {name}"[:31])
            span = tr("{first} 至 {last}", first=notice.first.isoformat(), last=notice.last.isoformat())
            sheet.write_string(0, 0, tr("{number}　致：{department}　{span}", number=notice.number,
                                        department=part.department, span=span), bold)  # fmt: skip
            for column, (title, width) in enumerate(columns):
                sheet.write_string(1, column, tr(title), head)
                sheet.set_column(column, column, width)
            for at, line in enumerate(part.lines, 2):
                cells = {
                    0: line.unit,
                    1: tr(line.kind),
                    2: line.name,
                    3: line.role,
                    5: line.before,
                    6: line.after,
                }
                for column, words in cells.items():
                    sheet.write_string(at, column, words)
                if line.on is not None:
                    sheet.write_datetime(at, 4, datetime.combine(line.on, time()), day)
            sheet.freeze_panes(2, 1)
    return out.getvalue()


def save_departments(work: Work, command: SaveDepartments) -> None:
    """Set it; sheets that were issued stay as they are."""
    work.require(Right.ARCHIVES_SETUP)
    errors: dict[str, str] = {}
    told: dict[str, list[str]] = {}
    for kind in ChangeKind:
        names = list(
            dict.fromkeys(" ".join(name.split()) for name in command.heard.get(kind, ()) if name.strip())
        )
        if any(len(name) > LONGEST_NAME or "、" in name for name in names):
            errors[kind.name] = tr("部门的名字最多 {n} 个字，几个部门用顿号隔开", n=LONGEST_NAME)
        elif len(names) > MOST_DEPARTMENTS:
            errors[kind.name] = tr("最多 {n} 个部门", n=MOST_DEPARTMENTS)
        told[kind.name] = names
    if not errors and not any(told.values()):
        errors[next(iter(ChangeKind)).name] = tr("至少留一个部门")
    if errors:
        raise InvalidInput(errors)
    set_setting(work, SETTING, told)
    work.touch(TOPIC)


def _notice(work: Work, sheet: ChangeSheet, rows: tuple[ChangeRow, ...]) -> ChangeNotice:
    names = dict.fromkeys(name for row in rows for name in row.departments)
    return ChangeNotice(
        number=sheet.number,
        office=str(get_setting(work.session, "office.name", "")),
        estate=str(get_setting(work.session, "estate.name", "")),
        first=sheet.first_on,
        last=sheet.last_on,
        words=sheet.words,
        parts=tuple(
            DepartmentPart(name, tuple(_line(row) for row in rows if name in row.departments))
            for name in names
        ),
        made_at=local_time(sheet.at).replace(tzinfo=None, second=0, microsecond=0),
        made_by=sheet.by,
    )


def _line(row: ChangeRow) -> ChangeLine:
    return ChangeLine(row.unit, row.kind.value, row.name, row.role, row.on, row.before, row.after)
