"""A cabinet counted (清点): begun, scanned or ticked tag by tag, differences explained, closed with its sheet (D3.2)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.keys.documents import CountedLine, CountSheet
from frontdesk.areas.keys.model import Key, KeyCount, KeyCountClose, KeyCountLine, KeyCountNote
from frontdesk.areas.keys.queries.counts import CountFile, count_file, running_count
from frontdesk.areas.keys.queries.keys import cabinets, key_row
from frontdesk.areas.keys.rules.kinds import MOST_PIECES, Slip
from frontdesk.areas.keys.rules.tags import read_tag
from frontdesk.areas.keys.service.common import freeze, may_write, slip_number, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class BeginCount:
    """A cabinet by its name."""

    cabinet: str


@dataclass(frozen=True, slots=True)
class MarkTag:
    """A tag of a running count, as scanned or ticked. `found` None: all that should hang there do."""

    count_id: int
    tag: str
    found: int | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands now of a tag that was marked. `where` names it; empty for a code that is no tag of ours."""

    tag: str
    where: str
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class ExplainDifference:
    """What explains a difference; empty words leave it open again."""

    count_id: int
    tag: str
    words: str


@dataclass(frozen=True, slots=True)
class CloseCount:
    """The count is over; what was not found is missing."""

    count_id: int


def begin_count(work: Work, command: BeginCount) -> int:
    """Begin a count, or go on with the one of that cabinet that still runs; returns its id."""
    may_write(work)
    cabinet = tidy(command.cabinet, missing=tr("请选钥匙柜"), field="cabinet", most=40)
    if cabinet not in cabinets(work.session):
        raise Refused(tr("没有“{cabinet}”这个钥匙柜", cabinet=cabinet), field="cabinet")
    running = running_count(work.session, cabinet)
    if running is not None:
        return running
    made = KeyCount(
        cabinet=cabinet,
        begun_on=work.today(),
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    work.touch("key_counts")
    return made.id


def mark_tag(work: Work, command: MarkTag) -> Marked:
    """Write down what was found of a tag. A second scan of the same tag changes nothing."""
    may_write(work)
    count = _running(work, command.count_id)
    text = unicodedata.normalize("NFKC", command.tag).strip()
    tag = read_tag(text) or text
    if not tag:
        raise Refused(tr("请扫钥匙牌，或输入牌号"), field="tag")
    if len(tag) > 40:
        raise Refused(tr("这不是钥匙牌的码"), field="tag")
    key = work.session.scalar(select(Key).where(Key.tag == tag))
    row = key_row(work.session, key.id, work.today()) if key is not None else None
    expected = row.on_hand if row is not None and row.cabinet == count.cabinet else 0
    found = command.found if command.found is not None else max(expected, 1)
    if found < 0 or found > MOST_PIECES:
        raise Refused(tr("数量不对，请核对"), field="found")
    line = work.session.scalar(
        select(KeyCountLine).where(KeyCountLine.count_id == count.id, KeyCountLine.tag == tag)
    )
    if line is None:
        line = KeyCountLine(count_id=count.id, key_id=key.id if key else None, tag=tag, found=found)
        work.session.add(line)
    elif command.found is not None or line.found == 0:
        line.found = found
    work.session.flush()
    work.touch("key_counts")
    return Marked(tag, row.where if row is not None else "", expected, line.found)


def explain_difference(work: Work, command: ExplainDifference) -> None:
    """Explain a difference, while the count runs or afterwards."""
    may_write(work)
    file = count_file(work.session, command.count_id, work.today())
    if file is None:
        raise Refused(tr("没有这次清点，请重新选择"))
    if not any(line.tag == command.tag and line.expected != line.found for line in file.lines):
        raise Refused(tr("{tag} 没有差异，不用说明", tag=command.tag), field="tag")
    work.session.add(
        KeyCountNote(
            count_id=command.count_id,
            tag=command.tag,
            words=tidy(command.words),
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch("key_counts")


def close_count(work: Work, command: CloseCount) -> str:
    """Close a count: its lines stand with what was expected, its sheet is numbered. Returns the number.

    Asks first when tags were neither scanned nor ticked: they count as missing.
    """
    may_write(work)
    count = _running(work, command.count_id)
    file = count_file(work.session, count.id, work.today())
    if file is None or not file.lines:
        raise Refused(tr("这个柜里没有应该清点的钥匙，不用收尾"))
    unseen = sum(1 for line in file.lines if not line.touched)
    if unseen:
        words = tr("还有 {n} 块牌没有扫到，都按“缺”记。确定清点完了吗？", n=unseen)
        work.confirm("count_unseen", words)
    stored = {
        line.tag: line
        for line in work.session.scalars(select(KeyCountLine).where(KeyCountLine.count_id == count.id))
    }
    for line in file.lines:
        kept = stored.get(line.tag)
        if kept is None:
            key_id = line.key.id if line.key is not None else None
            kept = KeyCountLine(count_id=count.id, key_id=key_id, tag=line.tag, found=line.found)
            work.session.add(kept)
        kept.expected = line.expected
    work.session.flush()
    number = slip_number(work, Slip.COUNT, work.today())
    figures = file.figures
    work.session.add(
        KeyCountClose(
            count_id=count.id,
            number=number,
            closed_on=work.today(),
            there=figures.there,
            missing=figures.missing,
            unexpected=figures.unexpected,
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
    title = tr("钥匙清点表 {cabinet}", cabinet=count.cabinet)
    freeze(work, Slip.COUNT, number, title, _sheet(work, file, number), count.id, None)
    work.touch("key_counts", "papers")
    return number


def _running(work: Work, count_id: int) -> KeyCount:
    count = work.session.scalar(select(KeyCount).where(KeyCount.id == count_id).with_for_update())
    if count is None:
        raise Refused(tr("没有这次清点，请重新选择"))
    if work.session.scalar(select(KeyCountClose.id).where(KeyCountClose.count_id == count_id)):
        raise Refused(tr("这次清点已经收尾，不能再改；要再点请另开一次"))
    return count


def _sheet(work: Work, file: CountFile, number: str) -> CountSheet:
    names, figures = office(work), file.figures
    lines = tuple(
        CountedLine(
            tag=line.tag,
            where=line.key.where if line.key else tr("没有这块牌"),
            kind=tr(line.key.kind.value) if line.key else "",
            hook=line.key.hangs if line.key else "",
            expected=line.expected,
            found=line.found,
            result=tr(line.result.value),
            words=line.words or line.hint,
        )
        for line in file.lines
    )
    return CountSheet(
        office=names.office, estate=names.estate, number=number, day=work.today(), cabinet=file.row.cabinet,
        begun_at=wall_clock(file.row.at), closed_at=wall_clock(work.now()), lines=lines, there=figures.there,
        missing=figures.missing, unexpected=figures.unexpected, clerk=work.actor.name,
    )  # fmt: skip
