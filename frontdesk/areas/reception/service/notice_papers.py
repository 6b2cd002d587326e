"""A notice printed as it was frozen, and the list to carry along to the boards (D2.5, F1)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select

from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.documents.notices import NoticePaper, PostingGroup, PostingLine, PostingList
from frontdesk.areas.reception.model.notices import PublicNotice
from frontdesk.areas.reception.queries.notice_file import ToCarry, to_carry
from frontdesk.areas.reception.rules.notices import ROUND_WORDS, NoticeState, RoundStep
from frontdesk.areas.reception.service.desk_common import day_number, may_write
from frontdesk.base.store.papers import Paper, issue_paper, keep_print, paper_document
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

FORM = "public_notice"
LIST_FORM = "posting_list"
LIST_PREFIX = "ZT"


@dataclass(frozen=True, slots=True)
class PrintNotice:
    """An issued notice on A4 or A3; `size` None is the usual one."""

    notice_id: int
    size: str | None = None


@dataclass(frozen=True, slots=True)
class MakePostingList:
    """What is to be put up and taken down today, board by board."""


def print_notice(work: Work, command: PrintNotice) -> PrintedPaper:
    """Draw what was frozen and keep the PDF. Every print is as good as the first: one hangs at each board."""
    may_write(work)
    notice = work.session.get(PublicNotice, command.notice_id)
    if notice is None or notice.number is None:
        raise Refused(tr("审核通过、编了号才能打印；现在可以预览"))
    if notice.state is NoticeState.VOID:
        raise Refused(tr("{number} 已经作废，不再打印", number=notice.number))
    found = paper_document(work.session, FORM, notice.number)
    if found is None:
        raise Refused(tr("没有{paper} {number}", paper=tr("通知公告"), number=notice.number))
    # One print at a time: two machines must not both be the second.
    work.session.execute(select(Paper.id).where(Paper.id == found[0]).with_for_update())
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.reception.forms import FORMS

    form = FORMS[FORM]
    size = form.size(command.size)
    pdf = form.draw(codec.from_plain(NoticePaper, found[1]), size)
    times = keep_print(work, found[0], size=size.key, pdf=pdf)
    work.touch("public_notices")
    return PrintedPaper(pdf, times, FORM, notice.number, size.key, found[0])


def make_posting_list(work: Work, _command: MakePostingList) -> str:
    """Number and keep the list; gives the number. Raises `Refused` when there is nothing to do."""
    may_write(work)
    today = work.today()
    rows = to_carry(work.session, today)
    if not rows:
        raise Refused(tr("今天没有要张贴和要撤下的"))
    names = office(work)
    number = day_number(work, LIST_PREFIX, today)
    groups = tuple(
        PostingGroup(building, tuple(_line(row) for row in lines))
        for building, lines in groupby(rows, lambda row: row.building)
    )
    paper = PostingList(
        office=names.office, estate=names.estate, number=number, day=today, groups=groups,
        up=sum(row.step is RoundStep.UP for row in rows), down=sum(row.step is RoundStep.DOWN for row in rows),
        clerk=work.actor.name,
    )  # fmt: skip
    issue_paper(
        work,
        form=LIST_FORM,
        number=number,
        title=tr("张贴清单 {number}", number=number),
        subject=(LIST_FORM, 0),
        document=codec.to_plain(paper),
    )
    return number


def _line(row: ToCarry) -> PostingLine:
    return PostingLine(
        row.board, ROUND_WORDS[row.step], row.notice.number, row.notice.title, row.notice.until
    )
