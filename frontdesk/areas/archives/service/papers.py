"""Papers of units and people: filed under a kind, replaced by a newer one, voided, looked at; the list of kinds (D1.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.model.correspondence import Correspondence
from frontdesk.areas.archives.model.emergencies import Emergency
from frontdesk.areas.archives.model.papers import ArchivePaper, ArchivePaperVoid, PaperKind
from frontdesk.areas.archives.queries.papers import kind_rules
from frontdesk.areas.archives.rules.correspondence import Secrecy
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.rules.papers import LONGEST_NAME, PHOTOS, SCAN_SETTING, USUAL_KINDS, Source
from frontdesk.areas.archives.service.looks import note_look
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.vault import FOLDER_SETTING, Content, keep_file, kept_kind, read_kept
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "unit_papers"


@dataclass(frozen=True, slots=True)
class FilePaper:
    """A file becomes a paper of a unit, a person, both, a document in or out, or an emergency, under a kind by name.

    `replaces_id` is the older paper it stands for; `dated_on` the day on it; `token` is made when the form opens.
    """

    kind: str
    content: bytes
    name: str = ""
    file_name: str = ""
    unit_id: int | None = None
    person_id: int | None = None
    correspondence_id: int | None = None
    emergency_id: int | None = None
    dated_on: date | None = None
    words: str = ""
    source: Source = Source.FILE
    replaces_id: int | None = None
    token: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.content, Content):
            object.__setattr__(self, "content", Content(self.content))


@dataclass(frozen=True, slots=True)
class FilePapers:
    """Several files at once, all or none: what was dragged in together."""

    papers: tuple[FilePaper, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper that was filed; `again` when the same press had filed it already."""

    id: int
    kind: str
    name: str
    hash: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class VoidPaper:
    """It was filed by mistake."""

    paper_id: int
    reason: str


class Look(StrEnum):
    """What somebody does with a paper; the value stands in the trail."""

    SEE = "看"
    OPEN = "用别的程序打开"
    COPY = "另存"


@dataclass(frozen=True, slots=True)
class LookAtPaper:
    """Somebody looks at it, opens it outside or copies it out; personal papers take a right and a reason (D1.9)."""

    paper_id: int
    look: Look
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A paper's file: a name that fits a file, its sort, its bytes."""

    name: str
    kind: str
    content: Content


@dataclass(frozen=True, slots=True)
class SavePaperKind:
    """A kind new (`kind_id` None) or changed; empty `unit_kinds` or `unit_states`: of every kind, in every state.

    `was` names one of the usual kinds while the office has not touched its list, and they have no ids yet.
    """

    kind_id: int | None
    name: str
    personal: bool = False
    required: bool = False
    unit_kinds: tuple[UnitKind, ...] = ()
    unit_states: tuple[UnitState, ...] = ()
    active: bool = True
    was: str = ""


@dataclass(frozen=True, slots=True)
class SetPaperFolders:
    """Where the scanner puts its files, and where several desks keep the papers together (a server's only)."""

    scans: str = ""
    files: str = ""


def file_paper(work: Work, command: FilePaper) -> Filed:
    """Keep the file and file it. Raises `Refused` for what is not taken and what is there already."""
    work.require(Right.ARCHIVES_WRITE)
    filed = add_paper(work, command)
    work.touch(TOPIC)
    return filed


def file_papers(work: Work, command: FilePapers) -> tuple[Filed, ...]:
    """The same for several."""
    work.require(Right.ARCHIVES_WRITE)
    if not command.papers:
        raise Refused(tr("请先选文件"), field="file")
    filed = tuple(add_paper(work, paper) for paper in command.papers)
    work.touch(TOPIC)
    return filed


def add_paper(work: Work, command: FilePaper) -> Filed:
    """The same inside an act that has asked for its own right."""
    if command.token is not None:
        before = work.session.scalar(select(ArchivePaper).where(ArchivePaper.token == command.token))
        if before is not None:
            return Filed(before.id, command.kind, before.name, before.hash, again=True)
    kind = kind_named(work, command.kind)
    _check_whose(work, command)
    if command.dated_on is not None and command.dated_on > work.today():
        raise Refused(tr("资料上的日期不能晚于今天"), field="dated_on")
    name = _tidy(command.name, "name", LONGEST_NAME) or _stem(command.file_name) or kind.name
    digest = keep_file(work, command.file_name or name, command.content)
    _check_new(work, command, kind, digest)
    if command.replaces_id is not None:
        _check_replaced(work, command)
    paper = ArchivePaper(
        kind_id=kind.id,
        unit_id=command.unit_id,
        person_id=command.person_id,
        correspondence_id=command.correspondence_id,
        emergency_id=command.emergency_id,
        name=name,
        words=_tidy(command.words, "words", 200),
        hash=digest,
        file_name=command.file_name.strip()[-120:],
        dated_on=command.dated_on,
        source=command.source,
        replaces_id=command.replaces_id,
        filed_on=work.today(),
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
    )
    work.session.add(paper)
    work.session.flush()
    return Filed(paper.id, kind.name, name, digest)


def void_paper(work: Work, command: VoidPaper) -> str:
    """Void it; its file stays. Gives its name."""
    work.require(Right.ARCHIVES_WRITE)
    paper = _paper(work, command.paper_id)
    if _is_void(work, paper.id):
        raise Refused(tr("这份资料已经作废了，没有再改"))
    reason = _tidy(command.reason, "reason", 200)
    if not reason:
        raise Refused(tr("请写明作废的原因"), field="reason")
    work.session.add(
        ArchivePaperVoid(
            paper_id=paper.id, reason=reason, at=work.now(), by_id=work.actor.id, by=work.actor.name
        )
    )
    work.session.flush()
    work.touch(TOPIC)
    return paper.name


def look_at_paper(work: Work, command: LookAtPaper) -> PaperFile:
    """The file itself; the trail keeps who, when, what for. Raises `NeedsApproval` for a personal paper without the
    right, `Refused` without a reason, `Surroundings` for a file that is damaged or gone."""
    work.require(Right.ARCHIVES_READ)
    paper = _paper(work, command.paper_id)
    kind = work.session.get_one(PaperKind, paper.kind_id)
    if is_personal(work, paper, kind):
        if not command.reason.strip():
            raise Refused(tr("请写明为什么看这份资料"), field="reason")
        unit = work.session.get(Unit, paper.unit_id) if paper.unit_id is not None else None
        name = " ".join(part for part in (unit.code if unit else "", kind.name, paper.name) if part)
        note_look(
            work, How.SEEN, Matter.PAPER, name, command.reason, record_id=paper.id, person_id=paper.person_id
        )
    content = Content(read_kept(work.session, paper.hash))
    sort = kept_kind(work.session, paper.hash)
    unit = work.session.get(Unit, paper.unit_id) if paper.unit_id is not None else None
    name = " ".join(part for part in (unit.code if unit else "", kind.name, paper.name) if part)
    return PaperFile(f"{name}.{sort}", sort, content)


def save_paper_kind(work: Work, command: SavePaperKind) -> int:
    """The kind's id. Raises `InvalidInput` for a name that is missing or there already."""
    work.require(Right.SETTINGS)
    seed_kinds(work)
    name = command.name.strip()
    if not name:
        raise InvalidInput({"name": tr("请写资料种类的名称")})
    if len(name) > 24:
        raise InvalidInput({"name": tr("超过 {n} 个字，请写短些", n=24)})
    kind_id = command.kind_id
    if kind_id is None and command.was:
        kind_id = work.session.scalar(select(PaperKind.id).where(PaperKind.name == command.was))
    other = work.session.scalar(select(PaperKind.id).where(PaperKind.name == name))
    if other is not None and other != kind_id:
        raise InvalidInput({"name": tr("“{name}”已经有了，请换个名称", name=name)})
    if kind_id is None:
        last = work.session.scalar(select(func.max(PaperKind.sort))) or 0
        kind = PaperKind(name=name, sort=last + 1)
        work.session.add(kind)
    else:
        found = work.session.get(PaperKind, kind_id)
        if found is None:
            raise Refused(tr("没有这种资料，请重新选择"))
        kind = found
    told = {
        "name": name,
        "personal": command.personal,
        "required": command.required,
        "unit_kinds": ",".join(command.unit_kinds) if command.required else "",
        "unit_states": ",".join(command.unit_states) if command.required else "",
        "active": command.active,
    }
    for field, value in told.items():
        if getattr(kind, field) != value:
            setattr(kind, field, value)
    work.session.flush()
    work.touch(TOPIC)
    return kind.id


def set_paper_folders(work: Work, command: SetPaperFolders) -> None:
    """Keep them. Raises `InvalidInput` for a folder that is not there."""
    from pathlib import Path

    work.require(Right.SETTINGS)
    errors = {}
    for field, told in (("scans", command.scans.strip()), ("files", command.files.strip())):
        if told and not Path(told).is_absolute():
            errors[field] = tr("请写完整的路径，例如 D:\\扫描 或 \\\\server\\资料")
        elif told and not Path(told).is_dir():
            errors[field] = tr("没有文件夹 {folder}，请先建好，或检查磁盘和网络", folder=told)
    if errors:
        raise InvalidInput(errors)
    set_setting(work, SCAN_SETTING, command.scans.strip())
    set_setting(work, FOLDER_SETTING, command.files.strip())
    work.touch(TOPIC)


def seed_kinds(work: Work) -> None:
    """Store the kinds an office begins with, when it first touches the list."""
    # Two desks that touch it for the first time at once take turns.
    next_number(work.session, "paper-kinds")
    if work.session.scalar(select(PaperKind.id).limit(1)) is not None:
        return
    for at, rule in enumerate(USUAL_KINDS, 1):
        work.session.add(
            PaperKind(
                name=rule.name,
                sort=at,
                personal=rule.personal,
                required=rule.required,
                unit_kinds=",".join(kind for kind in UnitKind if kind in rule.unit_kinds),
                unit_states=",".join(state for state in UnitState if state in rule.unit_states),
            )
        )
    work.session.flush()


def kind_named(work: Work, name: str) -> PaperKind:
    """The kind of that name. Raises `Refused` for none, and for one that is not used any more."""
    if work.session.scalar(select(PaperKind.id).limit(1)) is None:
        seed_kinds(work)
    kind = work.session.scalar(select(PaperKind).where(PaperKind.name == name))
    if kind is None or not kind.active:
        raise Refused(tr("没有“{name}”这种资料，请重新选择", name=name), field="kind")
    return kind


def photo_kind(work: Work) -> str:
    """The kind that photos are filed under: 照片, or the first that is in use where the office has none of that name."""
    names = [rule.name for rule in kind_rules(work.session) if not rule.personal]
    return next((name for name in (PHOTOS, *names) if name in names), PHOTOS)


def is_personal(work: Work, paper: ArchivePaper, kind: PaperKind) -> bool:
    """Whether looking at it takes a right: its kind says so, or the document it is a scan of is confidential."""
    if kind.personal or paper.correspondence_id is None:
        return kind.personal
    document = work.session.get_one(Correspondence, paper.correspondence_id)
    return document.secrecy is Secrecy.CONFIDENTIAL


# -- what is checked --


def _check_whose(work: Work, command: FilePaper) -> None:
    whose = (command.unit_id, command.person_id, command.correspondence_id, command.emergency_id)
    if all(each is None for each in whose):
        raise Refused(tr("请选这份资料是哪一户的"), field="unit_id")
    for model, wanted, words, field in (
        (Unit, command.unit_id, tr("没有这户，请重新选择"), "unit_id"),
        (Person, command.person_id, tr("没有这位住户，请重新选择"), "person_id"),
        (Correspondence, command.correspondence_id, tr("没有这份收发文，请重新选择"), "correspondence_id"),
        (Emergency, command.emergency_id, tr("没有这个事件，请再看一遍列表"), "emergency_id"),
    ):
        if wanted is not None and work.session.get(model, wanted) is None:
            raise Refused(words, field=field)


def _check_new(work: Work, command: FilePaper, kind: PaperKind, digest: str) -> None:
    """The same file twice at the same place is a slip, not a second paper."""
    void = select(ArchivePaperVoid.paper_id)
    query = select(ArchivePaper.name).where(
        ArchivePaper.hash == digest,
        ArchivePaper.kind_id == kind.id,
        ArchivePaper.unit_id.is_not_distinct_from(command.unit_id),
        ArchivePaper.person_id.is_not_distinct_from(command.person_id),
        ArchivePaper.correspondence_id.is_not_distinct_from(command.correspondence_id),
        ArchivePaper.emergency_id.is_not_distinct_from(command.emergency_id),
        ArchivePaper.id.not_in(void),
    )
    found = work.session.scalar(query)
    if found is not None:
        raise Refused(
            tr("同样的文件已经归档为“{kind} {name}”，没有再存一份", kind=kind.name, name=found), field="file"
        )


def _check_replaced(work: Work, command: FilePaper) -> None:
    assert command.replaces_id is not None
    old = _paper(work, command.replaces_id)
    void = select(ArchivePaperVoid.paper_id)
    newer = select(ArchivePaper.id).where(ArchivePaper.replaces_id == old.id, ArchivePaper.id.not_in(void))
    if _is_void(work, old.id) or work.session.scalar(newer) is not None:
        raise Refused(tr("“{name}”已经作废或有了新的，请看过再换", name=old.name), field="replaces_id")
    if (old.unit_id, old.person_id, old.correspondence_id, old.emergency_id) != (
        command.unit_id,
        command.person_id,
        command.correspondence_id,
        command.emergency_id,
    ):
        raise Refused(tr("换上的资料要和原来的是同一户、同一个人"), field="unit_id")


def _paper(work: Work, paper_id: int) -> ArchivePaper:
    query = select(ArchivePaper).where(ArchivePaper.id == paper_id).with_for_update()
    paper = work.session.scalar(query)
    if paper is None:
        raise Refused(tr("没有这份资料，请重新选择"))
    return paper


def _is_void(work: Work, paper_id: int) -> bool:
    query = select(ArchivePaperVoid.id).where(ArchivePaperVoid.paper_id == paper_id)
    return work.session.scalar(query) is not None


def _tidy(text: str, field: str, most: int) -> str:
    words = " ".join(text.split())
    if len(words) > most:
        raise Refused(tr("超过 {n} 个字，请写短些", n=most), field=field)
    return words


def _stem(file_name: str) -> str:
    stem = file_name.strip().rpartition(".")[0] or file_name.strip()
    return stem[:LONGEST_NAME]
