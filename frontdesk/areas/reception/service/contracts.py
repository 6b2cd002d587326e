"""Contracts and agreements: registered, corrected, renewed by a new one, ended, voided; their papers (D2.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.reception.model.contracts import Contract, ContractEnd, ContractFile, ContractFileVoid
from frontdesk.areas.reception.rules.contracts import (
    KINDS_SETTING,
    LONGEST_KIND,
    MOST_KINDS,
    MOST_REMIND,
    PREFIX,
    REMIND_DAYS,
    EndKind,
    remind_from,
    tidy_kinds,
)
from frontdesk.areas.reception.service.attaching import PhotoInput, keep_blob
from frontdesk.areas.reception.service.desk_common import by_another, may_write, tidy
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "contracts"
MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """What a contract says. `last_on` is its last day; `amount` None: none is named in it.

    `keeper` is who of the office follows it, `remind_days` how many days before its end it is spoken of. `phone`
    None: as it stands in the contract that is corrected or renewed.
    """

    kind: str
    title: str
    party: str
    starts_on: date
    last_on: date
    keeper: str
    amount: Money | None = None
    paid_how: str = ""
    their_number: str = ""
    contact: str = ""
    phone: str | None = ""
    signed_on: date | None = None
    remind_days: int = REMIND_DAYS
    words: str = ""


@dataclass(frozen=True, slots=True)
class AddContract:
    """A new one; `renews_id` is the one it goes on from. `token` is made when the form opens (T23)."""

    facts: ContractFacts
    renews_id: int | None = None
    files: tuple[PhotoInput, ...] = ()
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ContractAdded:
    """Its id and number."""

    id: int
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class ChangeContract:
    """What was written wrong, corrected (D0.6)."""

    contract_id: int
    facts: ContractFacts


@dataclass(frozen=True, slots=True)
class EndContract:
    """It ends before its last day: on which day, and why."""

    contract_id: int
    ended_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class VoidContract:
    """It was entered by mistake."""

    contract_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class AttachFiles:
    """Scans, photographs or PDFs of it."""

    contract_id: int
    files: tuple[PhotoInput, ...]


@dataclass(frozen=True, slots=True)
class VoidFile:
    """A file attached by mistake."""

    file_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class SetKinds:
    """The kinds the office uses, one a line."""

    text: str


def add_contract(work: Work, command: AddContract) -> ContractAdded:
    """Register it under a number of its year. Raises `InvalidInput`, the fields named as in `ContractFacts`."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(Contract).where(Contract.token == command.token))
        if before is not None:
            return ContractAdded(before.id, before.number, again=True)
    old = _may_renew(work, command.renews_id, command.facts) if command.renews_id is not None else None
    told = _told(command.facts, old.phone if old is not None else "")
    series = f"{PREFIX}-{work.today():%Y}"
    made = Contract(
        number=f"{series}-{next_number(work.session, series):03d}", renews_id=command.renews_id, at=work.now(),
        by_id=work.actor.id, by=work.actor.name, token=command.token, **told,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    _keep(work, made.id, command.files)
    work.touch(TOPIC)
    return ContractAdded(made.id, made.number)


def _may_renew(work: Work, renews_id: int, facts: ContractFacts) -> Contract:
    old = _locked(work, renews_id)
    after = select(Contract).outerjoin(ContractEnd, ContractEnd.contract_id == Contract.id)
    after = after.where(
        Contract.renews_id == old.id, (ContractEnd.id.is_(None)) | (ContractEnd.kind != EndKind.VOIDED)
    )
    successor = work.session.scalar(after)
    if successor is not None:
        raise Refused(tr("{number} 已经续签为 {next}，没有再续", number=old.number, next=successor.number))
    end = _end(work, old.id)
    if end is not None and end.kind is EndKind.VOIDED:
        raise Refused(tr("{number} 已经作废，不能续签", number=old.number))
    if facts.starts_on <= old.starts_on:
        raise Refused(
            tr("续签的要晚于原合同的起始日 {day}", day=old.starts_on.isoformat()), field="starts_on"
        )
    return old


def change_contract(work: Work, command: ChangeContract) -> str:
    """Correct it; gives the number."""
    may_write(work)
    contract = _open(work, command.contract_id)
    for name, value in _told(command.facts, contract.phone).items():
        if getattr(contract, name) != value:
            setattr(contract, name, value)
    work.touch(TOPIC)
    return contract.number


def _told(facts: ContractFacts, phone: str) -> dict[str, object]:
    errors: dict[str, str] = {}
    told: dict[str, object] = {
        "starts_on": facts.starts_on,
        "last_on": facts.last_on,
        "signed_on": facts.signed_on,
        "amount": facts.amount,
        "remind_days": facts.remind_days,
    }
    wanted = (
        ("kind", facts.kind, tr("请选种类"), 24),
        ("title", facts.title, tr("请写合同名称"), 120),
        ("party", facts.party, tr("请写对方单位或姓名"), 120),
        ("keeper", facts.keeper, tr("请写由谁负责"), 60),
        ("paid_how", facts.paid_how, "", 120),
        ("their_number", facts.their_number, "", 60),
        ("contact", facts.contact, "", 80),
        ("phone", phone if facts.phone is None else facts.phone, "", 40),
        ("words", facts.words, "", 300),
    )
    for name, value, missing, most in wanted:
        try:
            told[name] = tidy(value, missing=missing, field=name, most=most)
        except Refused as refused:
            errors[name] = refused.text
    if facts.last_on < facts.starts_on:
        errors["last_on"] = tr("截止日早于起始日，请核对")
    if facts.amount is not None and facts.amount < ZERO:
        errors["amount"] = tr("金额不能是负数")
    if not 0 <= facts.remind_days <= MOST_REMIND:
        errors["remind_days"] = tr("天数在 0 到 {n} 之间", n=MOST_REMIND)
    if errors:
        raise InvalidInput(errors)
    told["remind_on"] = remind_from(facts.last_on, facts.remind_days)
    return told


def end_contract(work: Work, command: EndContract) -> str:
    """End it before its last day; gives the number."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明终止的原因"), field="reason")
    contract = _open(work, command.contract_id)
    if not contract.starts_on <= command.ended_on <= contract.last_on:
        raise Refused(
            tr("终止日要在合同期内（{first} 至 {last}）", first=contract.starts_on, last=contract.last_on),
            field="ended_on",
        )
    if command.ended_on > work.today():
        raise Refused(tr("还没有到那天；到期前想停，请在那天再办终止"), field="ended_on")
    _write_end(work, contract.id, EndKind.ENDED, command.ended_on, reason)
    return contract.number


def void_contract(work: Work, command: VoidContract) -> str:
    """The row stays, marked void; gives the number."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    contract = _open(work, command.contract_id)
    words = tr("{number} 是 {by} 登记的，作废要主管准许", number=contract.number, by=contract.by)
    by_another(work, contract.by_id, work.today(), words)
    _write_end(work, contract.id, EndKind.VOIDED, work.today(), reason)
    return contract.number


def attach_files(work: Work, command: AttachFiles) -> int:
    """Keep them; how many. A contract that is over takes papers, too: they come late."""
    may_write(work)
    contract = _locked(work, command.contract_id)
    if not command.files:
        raise Refused(tr("请先选文件"), field="files")
    _keep(work, contract.id, command.files)
    work.touch(TOPIC)
    return len(command.files)


def _keep(work: Work, contract_id: int, files: Sequence[PhotoInput]) -> None:
    if len(files) > MOST_FILES:
        raise Refused(tr("一次最多附 {n} 个文件", n=MOST_FILES), field="files")
    for file in files:
        try:
            digest = keep_blob(work, file.name, file.content)
        except Refused as refused:
            raise Refused(refused.text, field="files") from None
        work.session.add(
            ContractFile(
                contract_id=contract_id, name=file.name.strip()[-120:], hash=digest, at=work.now(),
                by_id=work.actor.id, by=work.actor.name,
            )
        )  # fmt: skip
    work.session.flush()


def void_file(work: Work, command: VoidFile) -> str:
    """Void one; its bytes stay (D0.5). Gives its name."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    file = work.session.get(ContractFile, command.file_id)
    if file is None:
        raise Refused(tr("没有这个文件，请重新选择"))
    if work.session.scalar(select(ContractFileVoid.id).where(ContractFileVoid.file_id == file.id)):
        raise Refused(tr("“{name}”已经作废了，没有再改", name=file.name))
    work.session.add(
        ContractFileVoid(
            file_id=file.id, reason=reason, at=work.now(), by_id=work.actor.id, by=work.actor.name
        )
    )
    work.session.flush()
    work.touch(TOPIC)
    return file.name


def set_kinds(work: Work, command: SetKinds) -> tuple[str, ...]:
    """Keep the list; contracts of a kind that is no longer in it keep their word."""
    work.require(Right.RECEPTION_SETUP)
    kinds = tidy_kinds(command.text)
    if not kinds:
        raise Refused(tr("至少留一个种类"), field="text")
    if len(kinds) > MOST_KINDS:
        raise Refused(tr("最多 {n} 个种类", n=MOST_KINDS), field="text")
    long = next((word for word in kinds if len(word) > LONGEST_KIND), None)
    if long is not None:
        raise Refused(tr("“{word}”超过 {n} 个字，请写短些", word=long, n=LONGEST_KIND), field="text")
    set_setting(work, KINDS_SETTING, list(kinds))
    work.touch(TOPIC)
    return kinds


def _locked(work: Work, contract_id: int) -> Contract:
    contract = work.session.scalar(select(Contract).where(Contract.id == contract_id).with_for_update())
    if contract is None:
        raise Refused(tr("没有这份合同，请重新选择"))
    return contract


def _end(work: Work, contract_id: int) -> ContractEnd | None:
    return work.session.scalar(select(ContractEnd).where(ContractEnd.contract_id == contract_id))


def _open(work: Work, contract_id: int) -> Contract:
    contract = _locked(work, contract_id)
    end = _end(work, contract.id)
    if end is not None:
        word = tr("终止") if end.kind is EndKind.ENDED else tr("作废")
        raise Refused(tr("{number} 已经{what}，没有再改", number=contract.number, what=word))
    return contract


def _write_end(work: Work, contract_id: int, kind: EndKind, on: date, reason: str) -> None:
    work.session.add(
        ContractEnd(
            contract_id=contract_id, kind=kind, ended_on=on, reason=reason, at=work.now(), by_id=work.actor.id,
            by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
