"""What is written into a file, checked and stored: items of the scope, who builds, who works there, from when to when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from frontdesk.areas.archives.rules.identity import check_id, read_phone
from frontdesk.areas.archives.rules.kinds import IdKind
from frontdesk.areas.decoration.model.files import (
    DecorationContractor,
    DecorationScope,
    DecorationTerm,
    DecorationWorker,
)
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.articles import WorkKind, doubt
from frontdesk.areas.decoration.service.common import LONGEST_NAME, LONGEST_REASON, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.text import tr

LONGEST_DAYS = 730
MOST_ITEMS, MOST_WORKERS = 100, 60


@dataclass(frozen=True, slots=True)
class ScopeInput:
    """An item of work: the room and the words as typed, `drawing` the drawing it stands on."""

    room: str
    kind: WorkKind
    words: str = ""
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class ContractorInput:
    """Who builds. With `own_workers` no firm is named. `head` answers for the site."""

    own_workers: bool = False
    name: str = ""
    licence: str = ""
    grade: str = ""
    head: str = ""
    head_phone: str = ""


@dataclass(frozen=True, slots=True)
class WorkerInput:
    """Somebody who works there."""

    name: str
    id_number: str = ""
    trade: str = ""
    phone: str = ""


def span_errors(starts_on: date, ends_on: date) -> dict[str, str]:
    if ends_on < starts_on:
        return {"ends_on": tr("完工早于开工，请核对")}
    if (ends_on - starts_on).days > LONGEST_DAYS:
        return {"ends_on": tr("工期超过 {n} 天，请核对", n=LONGEST_DAYS)}
    return {}


def scope_errors(items: tuple[ScopeInput, ...], standing: int) -> dict[str, str]:
    """What is wrong with items: `scope.<row>.<field>` -> words."""
    errors = {}
    for at, item in enumerate(items):
        if not item.room.strip():
            errors[f"scope.{at}.room"] = tr("请写部位")
        elif len(item.room.strip()) > 24:
            errors[f"scope.{at}.room"] = tr("最多 {n} 个字，请写短些", n=24)
        if len(item.words.strip()) > LONGEST_REASON:
            errors[f"scope.{at}.words"] = tr("最多 {n} 个字，请写短些", n=LONGEST_REASON)
        if len(item.drawing.strip()) > 60:
            errors[f"scope.{at}.drawing"] = tr("最多 {n} 个字，请写短些", n=60)
        if item.kind in (WorkKind.OTHER, WorkKind.UNSAFE) and not item.words.strip():
            errors[f"scope.{at}.words"] = tr("请写明做什么")
    if standing + len(items) > MOST_ITEMS:
        errors["scope"] = tr("最多 {n} 项", n=MOST_ITEMS)
    return errors


def ask_doubts(work: Work, items: tuple[ScopeInput, ...]) -> None:
    """Ask once where an item's own words speak of stricter work than its kind says."""
    doubts = [
        tr(
            "{room}“{words}”像是“{found}”",
            room=item.room.strip(),
            words=item.words.strip(),
            found=tr(found.value),
        )
        for item in items
        if (found := doubt(item.kind, item.words)) is not None
    ]
    if doubts:
        text = tr("{doubts}，登记的是另一类。类别没有选错吗？", doubts="；".join(doubts))
        work.confirm("scope_kind", text)


def tidy_contractor(given: ContractorInput) -> tuple[ContractorInput, dict[str, str]]:
    """Who builds, in shape, and what is wrong: the licence by its check digit (T18), the grade by its length."""
    errors: dict[str, str] = {}
    name, licence = given.name.strip(), ""
    if given.own_workers:
        name = ""
    else:
        if not name:
            errors["contractor.name"] = tr("请写施工单位，或选业主自行施工")
        elif len(name) > LONGEST_NAME:
            errors["contractor.name"] = tr("最多 {n} 个字，请写短些", n=LONGEST_NAME)
        checked = check_id(given.licence, IdKind.LICENCE)
        if not checked.number:
            errors["contractor.licence"] = tr("请填营业执照上的统一社会信用代码")
        elif not checked.ok:
            errors["contractor.licence"] = tr("{reason}，请照营业执照核对", reason=tr(checked.reason))
        licence = checked.number
    for field_name, text, most in (
        ("contractor.grade", given.grade, 24),
        ("contractor.head", given.head, 60),
        ("contractor.head_phone", given.head_phone, 40),
    ):
        if len(text.strip()) > most:
            errors[field_name] = tr("最多 {n} 个字，请写短些", n=most)
    phone = read_phone(given.head_phone) if given.head_phone.strip() else None
    if phone is not None and not phone.ok:
        errors.setdefault("contractor.head_phone", tr("电话号码看着不对，请核对"))
    return (
        ContractorInput(
            given.own_workers,
            name,
            licence,
            "" if given.own_workers else given.grade.strip(),
            given.head.strip(),
            phone.number if phone is not None else "",
        ),
        errors,
    )


def keep_phone(work: Work, facts: FileFacts, firm: ContractorInput) -> ContractorInput:
    """The same with the telephone stored before, where the same person answers for the site: screens show it masked."""
    if firm.head_phone or firm.head != facts.contractor.head:
        return firm
    stored = work.session.get_one(DecorationContractor, facts.contractor.id).head_phone
    return replace(firm, head_phone=stored)


def worker_errors(workers: tuple[WorkerInput, ...], standing: int) -> dict[str, str]:
    """What is wrong with people: `workers.<row>.<field>` -> words."""
    errors = {}
    for at, worker in enumerate(workers):
        if not worker.name.strip():
            errors[f"workers.{at}.name"] = tr("请写姓名")
        elif len(worker.name.strip()) > 60:
            errors[f"workers.{at}.name"] = tr("最多 {n} 个字，请写短些", n=60)
        checked = check_id(worker.id_number)
        if not checked.ok or len(checked.number) > 40:
            errors[f"workers.{at}.id_number"] = tr("{reason}，请照证件核对", reason=tr(checked.reason))
        if worker.phone.strip() and not read_phone(worker.phone).ok:
            errors[f"workers.{at}.phone"] = tr("电话号码看着不对，请核对")
        if len(worker.trade.strip()) > 24:
            errors[f"workers.{at}.trade"] = tr("最多 {n} 个字，请写短些", n=24)
    if standing + len(workers) > MOST_WORKERS:
        errors["workers"] = tr("最多 {n} 人", n=MOST_WORKERS)
    return errors


def store_term(work: Work, file_id: int, step_id: int, starts_on: date, ends_on: date) -> None:
    """A term of the file, from a step on."""
    work.session.add(
        DecorationTerm(
            file_id=file_id, step_id=step_id, starts_on=starts_on, ends_on=ends_on, at=work.now(),
            by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()


def store_contractor(work: Work, file_id: int, step_id: int, firm: ContractorInput, on: date) -> None:
    """Who builds, from a step on."""
    work.session.add(
        DecorationContractor(
            file_id=file_id, step_id=step_id, own_workers=firm.own_workers, name=firm.name, licence=firm.licence,
            grade=firm.grade, head=firm.head, head_phone=firm.head_phone, starts_on=on, at=work.now(),
            by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()


def store_scope(
    work: Work, file_id: int, items: tuple[ScopeInput, ...], on: date, standing: int = 0
) -> tuple[int, ...]:
    """Items of the scope, numbered after those that stand; their ids."""
    made = [
        DecorationScope(
            file_id=file_id, no=no, room=item.room.strip(), kind=item.kind, words=item.words.strip(),
            drawing=item.drawing.strip(), added_on=on, at=work.now(), by=work.actor.name,
        )
        for no, item in enumerate(items, standing + 1)
    ]  # fmt: skip
    work.session.add_all(made)
    work.session.flush()
    return tuple(item.id for item in made)


def store_workers(work: Work, file_id: int, workers: tuple[WorkerInput, ...], on: date) -> tuple[int, ...]:
    """People who work there from a day on; their ids."""
    made = [
        DecorationWorker(
            file_id=file_id, name=worker.name.strip(), id_number=check_id(worker.id_number).number,
            trade=tidy(worker.trade, longest=24),
            phone=read_phone(worker.phone).number if worker.phone.strip() else "", joined_on=on, at=work.now(),
            by=work.actor.name,
        )
        for worker in workers
    ]  # fmt: skip
    work.session.add_all(made)
    work.session.flush()
    return tuple(worker.id for worker in made)
