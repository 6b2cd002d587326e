"""Consents: recorded with how and until when, taken back as easily, or void; nothing is changed (D1.9, art. 13–15, 31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.model.papers import PaperKind
from frontdesk.areas.archives.model.personal import PersonalConsent, PersonalConsentEnd
from frontdesk.areas.archives.queries.consents import guarded, purpose_standings
from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.queries.personal_settings import purposes
from frontdesk.areas.archives.rules.kinds import PersonKind
from frontdesk.areas.archives.rules.papers import Source
from frontdesk.areas.archives.rules.personal import LONGEST_WHO, LONGEST_WORDS, Basis, ConsentEnd, Way
from frontdesk.areas.archives.service.papers import FilePaper, add_paper, seed_kinds
from frontdesk.base.store.vault import Content
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "personal"
PAPER_KIND = "同意书"
"""The signed sheet is filed under this kind, which is a personal one and made when it is first needed."""


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """`until` is its last day, None until it is taken back; `given_by` the guardian; `content` the signed sheet's file."""

    person_id: int
    purpose: str
    way: Way
    given_on: date
    until: date | None = None
    given_by: str = ""
    words: str = ""
    file_name: str = ""
    content: bytes | None = None
    token: str | None = None

    def __post_init__(self) -> None:
        if self.content is not None and not isinstance(self.content, Content):
            object.__setattr__(self, "content", Content(self.content))


@dataclass(frozen=True, slots=True)
class EndConsent:
    """Taken back from a day on (`WITHDRAWN`), or entered by mistake, with the reason."""

    consent_id: int
    end: ConsentEnd
    on: date
    words: str = ""


def record_consent(work: Work, command: RecordConsent) -> str:
    """The person's name. Raises `InvalidInput` for what cannot be; the same form sent twice is recorded once (T23)."""
    work.require(Right.ARCHIVES_WRITE)
    session, today = work.session, work.today()
    person = session.get_one(Person, kept_id(session, command.person_id))
    if command.token is not None and session.scalar(
        select(PersonalConsent.id).where(PersonalConsent.token == command.token)
    ):
        return person.name
    errors: dict[str, str] = {}
    if person.kind is not PersonKind.PERSON:
        errors["person_id"] = tr("{name} 是单位，不是个人，不用征得个人信息的同意", name=person.name)
    purpose = next((each for each in purposes(session) if each.name == command.purpose), None)
    if purpose is None:
        errors["purpose"] = tr("设置里没有“{name}”这种用途", name=command.purpose)
    elif purpose.basis is not Basis.CONSENT:
        basis = tr(purpose.basis.value)
        errors["purpose"] = tr("“{name}”依据{basis}，不用征得同意", name=purpose.name, basis=basis)
    if command.given_on > today:
        errors["given_on"] = tr("日期不能晚于今天 {today}", today=today)
    elif command.until is not None and command.until < command.given_on:
        errors["until"] = tr("早于同意的日期，请核对")
    given_by = " ".join(command.given_by.split())
    if len(given_by) > LONGEST_WHO:
        errors["given_by"] = tr("超过 {n} 个字，请写短些", n=LONGEST_WHO)
    elif not given_by and not errors and guarded(session, person.id, command.given_on):
        errors["given_by"] = tr("未满十四周岁，要由监护人同意，请填监护人的姓名")
    words = " ".join(command.words.split())
    if len(words) > LONGEST_WORDS:
        errors["words"] = tr("超过 {n} 个字，请写短些", n=LONGEST_WORDS)
    if errors:
        raise InvalidInput(errors)
    held = next(
        each for each in purpose_standings(session, person.id, today) if each.purpose.name == command.purpose
    )
    if held.given_on is not None and (held.until is None or (command.until and command.until <= held.until)):
        told = tr("{name} 在 {day} 已经同意，还有效", name=person.name, day=held.given_on)
        raise Refused(told, field="purpose")
    paper_id = None
    if command.content is not None:
        name = tr("{purpose}同意书", purpose=command.purpose)
        filed = add_paper(
            work,
            FilePaper(
                _paper_kind(work), command.content, name, command.file_name, person_id=person.id,
                dated_on=command.given_on, source=Source.FILE,
            ),
        )  # fmt: skip
        paper_id = filed.id
        work.touch("unit_papers")
    work.session.add(
        PersonalConsent(
            person_id=person.id, purpose=command.purpose, way=command.way, given_on=command.given_on,
            until=command.until, given_by=given_by, paper_id=paper_id, words=words, at=work.now(),
            by_id=work.actor.id, by=work.actor.name, token=command.token,
        )
    )  # fmt: skip
    session.flush()
    work.touch(TOPIC)
    return person.name


def _paper_kind(work: Work) -> str:
    """The kind of signed sheets, made if there is none; another personal one where the office put it out of use."""
    seed_kinds(work)
    session = work.session
    kind = session.scalar(select(PaperKind).where(PaperKind.name == PAPER_KIND))
    if kind is None:
        last = session.scalar(select(func.max(PaperKind.sort))) or 0
        session.add(PaperKind(name=PAPER_KIND, sort=last + 1, personal=True))
        session.flush()
    elif not kind.active:
        others = select(PaperKind.name).where(PaperKind.personal, PaperKind.active).order_by(PaperKind.sort)
        return session.scalar(others.limit(1)) or PAPER_KIND
    return PAPER_KIND


def end_consent(work: Work, command: EndConsent) -> str:
    """The purpose. Taking it back asks for no reason (art. 15), a mistake does."""
    work.require(Right.ARCHIVES_WRITE)
    consent = work.session.get(PersonalConsent, command.consent_id)
    if consent is None:
        raise Refused(tr("没有这条同意，请再看一遍列表"))
    ended = work.session.scalar(select(PersonalConsentEnd).where(PersonalConsentEnd.consent_id == consent.id))
    if ended is not None:
        what = tr(ended.end.value)
        raise Refused(tr("这条同意在 {day} 已经{what}，没有再改", day=ended.ended_on, what=what))
    words = " ".join(command.words.split())
    errors: dict[str, str] = {}
    if len(words) > LONGEST_WORDS:
        errors["words"] = tr("超过 {n} 个字，请写短些", n=LONGEST_WORDS)
    if command.end is ConsentEnd.MISTAKE and not words:
        errors["words"] = tr("请写明哪里登记错了")
    if command.on > work.today():
        errors["on"] = tr("日期不能晚于今天 {today}", today=work.today())
    elif command.on < consent.given_on:
        errors["on"] = tr("早于同意的日期，请核对")
    if errors:
        raise InvalidInput(errors)
    work.session.add(
        PersonalConsentEnd(
            consent_id=consent.id, end=command.end, ended_on=command.on, words=words, at=work.now(),
            by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return consent.purpose
