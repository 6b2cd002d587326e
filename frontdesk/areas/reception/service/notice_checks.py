"""What a notice must have before it is handed in, and what may still be done with it (D2.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.reception.model.notices import NoticeBoard, NoticeTemplate, NoticeText, PublicNotice
from frontdesk.areas.reception.model.outages import Outage
from frontdesk.areas.reception.rules.notices import (
    ISSUED,
    LONGEST_BODY,
    LONGEST_GREETING,
    LONGEST_TITLE,
    LONGEST_VALUE,
    MOST_DAYS,
    WRITING,
    DayStyle,
    NoticeForm,
    NoticeState,
    filled,
    missing_fields,
    text_fault,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Writing:
    """What a notice says. `values`: field -> what is put in; `board_ids`: where it is to hang; `until` None: no end."""

    title: str
    body: str
    form: NoticeForm = NoticeForm.NOTICE
    greeting: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    board_ids: tuple[int, ...] = ()
    post_on: date | None = None
    until: date | None = None
    day_style: DayStyle = DayStyle.CHINESE


def lock_notice(work: Work, notice_id: int) -> PublicNotice:
    """The row, locked until the transaction ends. Raises `Refused` when there is none."""
    found = work.session.scalar(
        select(PublicNotice)
        .where(PublicNotice.id == notice_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Refused(tr("没有这份通知，请重新选择"))
    return found


def check_source(work: Work, template_id: int | None, outage_id: int | None, corrects_id: int | None) -> None:
    """Raises `Refused` for a template, an outage or a notice that is not there."""
    session = work.session
    if template_id is not None and session.get(NoticeTemplate, template_id) is None:
        raise Refused(tr("没有这个模板，请重新选择"))
    if outage_id is not None and session.get(Outage, outage_id) is None:
        raise Refused(tr("没有这条停水停电记录，请重新选择"))
    if corrects_id is not None:
        check_corrects(work, corrects_id, None)


def check_corrects(work: Work, corrects_id: int, own: int | None) -> None:
    """Only what went out is put right, and once."""
    old = lock_notice(work, corrects_id)
    if old.state not in ISSUED:
        raise Refused(tr("只能更正已经编号发布、没有作废的通知"))
    other = select(PublicNotice.title).where(
        PublicNotice.corrects_id == corrects_id, PublicNotice.state != NoticeState.VOID
    )
    found = work.session.scalar(other.where(PublicNotice.id != own) if own is not None else other)
    if found is not None:
        raise Refused(tr("{number} 已经有更正的通知了：{title}", number=old.number, title=found))


def checked(work: Work, said: Writing) -> Writing:
    """Everything at once: what is missing or wrong stands beside its field."""
    errors: dict[str, str] = {}
    title, greeting, body = said.title.strip(), said.greeting.strip(), said.body.strip()
    if not title:
        errors["title"] = tr("请写标题")
    if not body:
        errors["body"] = tr("请写正文")
    for key, text, most in (
        ("title", title, LONGEST_TITLE),
        ("greeting", greeting, LONGEST_GREETING),
        ("body", body, LONGEST_BODY),
    ):
        if len(text) > most:
            errors[key] = tr("最多 {n} 个字，请写短些", n=most)
        elif fault := text_fault(text):
            errors[key] = fault
    if not errors and (fault := text_fault(title, greeting, body)):
        errors["body"] = fault
    values = {name: words.strip() for name, words in said.values.items() if words.strip()}
    if not errors and (missing := missing_fields(values, title, greeting, body)):
        errors["values"] = tr("还没有填：{what}", what="、".join(missing))
    for name, words in values.items():
        if len(words) > LONGEST_VALUE:
            errors["values"] = tr("“{name}”最多 {n} 个字", name=name, n=LONGEST_VALUE)
        elif "{" in words or "}" in words or "\n" in words:
            errors["values"] = tr("“{name}”里不能有花括号和换行", name=name)
    if not errors and len(filled(title, values)) > LONGEST_TITLE * 2:
        errors["title"] = tr("填好的标题太长，请写短些")
    post_on = said.post_on or work.today()
    if post_on < work.today():
        errors["post_on"] = tr("张贴的日子不能早于今天")
    if said.until is not None:
        if said.until < post_on:
            errors["until"] = tr("撤下的日子早于张贴的日子，请核对")
        elif (said.until - post_on).days > MOST_DAYS:
            errors["until"] = tr("张贴不超过 {n} 天，请核对年份", n=MOST_DAYS)
    ids = tuple(dict.fromkeys(said.board_ids))
    if not ids:
        errors["boards"] = tr("请写张贴在哪里")
    elif len(set(_active_boards(work, ids))) < len(ids):
        errors["boards"] = tr("有的张贴位置已经停用，请重新选择")
    if errors:
        raise InvalidInput(errors)
    return Writing(title, body, said.form, greeting, values, ids, post_on, said.until, said.day_style)


def check_until(post_on: date, until: date) -> None:
    """Raises `Refused` for an end before the beginning, or years later."""
    if until < post_on:
        raise Refused(tr("撤下的日子早于张贴的日子，请核对"), field="until")
    if (until - post_on).days > MOST_DAYS:
        raise Refused(tr("张贴不超过 {n} 天，请核对年份", n=MOST_DAYS), field="until")


def _active_boards(work: Work, ids: tuple[int, ...]) -> list[int]:
    return list(
        work.session.scalars(select(NoticeBoard.id).where(NoticeBoard.id.in_(ids), NoticeBoard.active))
    )


def check_seen(work: Work, notice: PublicNotice, seen: int | None) -> None:
    """Raises `Refused` where somebody has changed the text since it was read."""
    last = work.session.scalar(select(func.max(NoticeText.no)).where(NoticeText.notice_id == notice.id))
    if seen is not None and seen != last:
        raise Refused(tr("这份通知刚才又改过，请看了新的再办"))


def still_writing(notice: PublicNotice) -> None:
    """Raises `Refused` for one that has its number or is void."""
    if notice.state is NoticeState.VOID:
        raise Refused(tr("这份通知已经作废"))
    if notice.state not in WRITING:
        raise Refused(tr("{number} 已经编号发布，不能再改；要改请发更正", number=notice.number or ""))
