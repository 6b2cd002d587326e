"""What the pages of commissions, viewings and events share: files that hang on a record, and its papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog
from frontdesk.areas.decoration.ui.photo_strip import PhotoDialog
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.documents.agency import AGENCY_FORM_WORDS, AgencyForm
from frontdesk.areas.reception.queries.desk_files import FileRow
from frontdesk.areas.reception.queries.tickets import photo_bytes
from frontdesk.areas.reception.service.agency_papers import (
    AgencyPaper,
    IssueAgencyPaper,
    PrintAgencyPaper,
    issue_agency_paper,
    print_agency_paper,
)
from frontdesk.areas.reception.service.desk_files import AttachFiles, VoidFile, attach_files, void_file
from frontdesk.areas.reception.ui.contract_dialogs import ScansField
from frontdesk.areas.reception.ui.held_page import HeldPage
from frontdesk.areas.reception.ui.ticket_fields import photo_inputs
from frontdesk.areas.reception.ui.ticket_prints import send
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import TextField
from frontdesk.base.widgets.marks import Link, Words


def print_agency(desk: Desk, form: AgencyForm, record_id: int) -> None:
    """Issue the paper as its record stands (or take the one that says the same) and print it."""

    def issued(paper: AgencyPaper) -> None:
        title = f"{tr(AGENCY_FORM_WORDS[form])} {paper.number}"
        send(
            desk,
            form.value,
            title,
            lambda size: (print_agency_paper, PrintAgencyPaper(form, paper.number, size)),
        )

    desk.run(issue_agency_paper, IssueAgencyPaper(form, record_id), then=issued)


def say(desk: Desk, words: str) -> Callable[[Any], object]:
    """What is said once something stands under its number: `ZS-… 已登记。`."""
    return lambda number: desk.messages.ok(tr("{number} {words}。", number=number, words=words))


def show_files(page: HeldPage, files: Sequence[FileRow], title: str, name: str) -> None:
    """A section with a link for each file."""
    if not files:
        return
    section = page.pane.add_section(title, tr("{n} 个", n=len(files)), name=name)
    for at, file in enumerate(files):
        link = Link(file.words or file.name, f"{name}_{at}")
        link.clicked.connect(lambda f=file: open_file(page, f))
        section.add_row(link, None, Words(file.by, "body", "text2"))


def open_file(page: HeldPage, file: FileRow) -> None:
    """A picture large, a PDF page by page."""
    content = page.desk.read(photo_bytes, file.hash)
    if content is None:
        page.desk.messages.warn(tr("“{name}”的内容不在了，请用备份核对。", name=file.name))
    elif file.kind == "pdf":
        PaperDialog(content, file.name, "", page).open()
    else:
        PhotoDialog(file.words or file.name, content, page).open()


def attach(
    page: HeldPage, title: str, whose: str, *, event_id: int | None = None, letting_id: int | None = None
) -> None:
    """Choose, drag in or paste files, and say what they show."""
    files = ScansField("agency_files", page.desk, high=48)
    words = TextField("agency_files_words", tr("如 合影、房产证首页"), limit=200)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("photos", files, tr("照片或 PDF"), 1),),
        (("words", words, tr("说明（可不填）"), 1),),
    )
    dialog = ActDialog(
        page.desk, "agency_files_dialog", title, cells, attach_files,
        lambda v: AttachFiles(photo_inputs(v["photos"]), event_id, letting_id, v["words"]), text=whose,
        then=lambda n: page.desk.messages.ok(tr("附上了 {n} 个文件。", n=n)), parent=page,
    )  # fmt: skip
    files.watch_paste(dialog)
    dialog.start(files)


def file_acts(page: HeldPage, files: Sequence[FileRow]) -> Acts:
    """F9's ways to open one and to void one."""
    if not files:
        return {}

    def pick(then: Callable[[FileRow], object]) -> None:
        options = [(file.id, file.words or file.name) for file in files]
        picked = files[0].id if len(files) == 1 else page.desk.dialogs.pick(tr("哪一个"), options)
        for file in files:
            if file.id == picked:
                then(file)

    def void(file: FileRow) -> None:
        usual = (tr("附错了"), tr("不清楚，另附"), tr("其他"))
        page.ask(tr("作废附件"), tr("文件留着，标明已作废。"), usual, lambda reason: page.desk.run(
            void_file, VoidFile(file.id, reason), then=say(page.desk, tr("已作废")),
        ))  # fmt: skip

    return {
        "open_file": (tr("打开附件"), lambda: pick(lambda file: open_file(page, file))),
        "void_file": (tr("作废附件"), lambda: pick(void)),
    }
