"""What the office sets for notices: its templates, its boards; both begin with what every office has (D2.5)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.reception.model.notices import NoticeBoard, NoticeTemplate
from frontdesk.areas.reception.queries.notice_setup import bare_entrances, entrance_words
from frontdesk.areas.reception.rules.notices import (
    BOARD_SEEDS,
    LONGEST_BODY,
    LONGEST_GREETING,
    LONGEST_TITLE,
    MOST_DAYS,
    SEEDS,
    NoticeForm,
    text_fault,
)
from frontdesk.areas.reception.service.desk_common import tidy
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "notice_setup"
LONGEST_NAME = 24
LONGEST_BOARD = 40


@dataclass(frozen=True, slots=True)
class BeginNotices:
    """Store what an office begins with, and a board for every entrance that has none."""


@dataclass(frozen=True, slots=True)
class SaveTemplate:
    """A template: new (`template_id` None) or changed. `days` it usually hangs, None without an end."""

    name: str
    form: NoticeForm
    title: str
    greeting: str
    body: str
    days: int | None = None
    active: bool = True
    template_id: int | None = None


@dataclass(frozen=True, slots=True)
class SaveBoard:
    """A board: new (`board_id` None), called otherwise, or taken out of use."""

    name: str
    building_id: int | None = None
    entrance: str = ""
    active: bool = True
    board_id: int | None = None


@dataclass(frozen=True, slots=True)
class SwitchBoards:
    """Boards taken into or out of use together: all entrances of a building, say."""

    board_ids: tuple[int, ...]
    active: bool


def begin_notices(work: Work, _command: BeginNotices) -> int:
    """Do it; how many rows were stored. Nothing when all stands already."""
    work.require(Right.RECEPTION)
    return begin(work)


def begin(work: Work) -> int:
    """The same inside an act that has asked for its own right."""
    # Two desks that come here first at once take turns.
    next_number(work.session, "notice-seeds")
    count = 0
    if work.session.scalar(select(NoticeTemplate.id).limit(1)) is None:
        for at, seed in enumerate(SEEDS, 1):
            work.session.add(
                NoticeTemplate(
                    key=seed.key, name=seed.name, form=seed.form, title=seed.title, greeting=seed.greeting,
                    body=seed.body, days=seed.days, active=True, sort=at,
                )
            )  # fmt: skip
            count += 1
    if work.session.scalar(select(NoticeBoard.id).limit(1)) is None:
        for at, name in enumerate(BOARD_SEEDS, 1):
            work.session.add(NoticeBoard(name=name, building_id=None, entrance="", active=True, sort=at))
            count += 1
    work.session.flush()
    taken = set(work.session.scalars(select(NoticeBoard.name)))
    for building_id, code, entrance in bare_entrances(work.session):
        name = entrance_words(code, entrance)
        if name in taken:
            # Somebody has called another board so: both stay, and can be told apart.
            name = tr("{name}（{code}-{entrance}）", name=name, code=code, entrance=entrance)
        work.session.add(
            NoticeBoard(name=name, building_id=building_id, entrance=entrance, active=True, sort=0)
        )
        taken.add(name)
        count += 1
    work.session.flush()
    if count:
        work.touch(TOPIC)
    return count


def save_template(work: Work, command: SaveTemplate) -> int:
    """Store it; its id. Raises `InvalidInput` for braces that do not close, a name that is taken."""
    work.require(Right.RECEPTION_SETUP)
    begin(work)
    errors: dict[str, str] = {}
    name = command.name.strip()
    if not name:
        errors["name"] = tr("请写模板的名称")
    elif len(name) > LONGEST_NAME:
        errors["name"] = tr("最多 {n} 个字，请写短些", n=LONGEST_NAME)
    for field, text, most in (
        ("title", command.title.strip(), LONGEST_TITLE),
        ("greeting", command.greeting.strip(), LONGEST_GREETING),
        ("body", command.body.strip(), LONGEST_BODY),
    ):
        if len(text) > most:
            errors[field] = tr("最多 {n} 个字，请写短些", n=most)
        elif fault := text_fault(text):
            errors[field] = fault
    if not errors and (fault := text_fault(command.title, command.greeting, command.body)):
        errors["body"] = fault
    if command.days is not None and not 1 <= command.days <= MOST_DAYS:
        errors["days"] = tr("天数在 1 到 {n} 之间", n=MOST_DAYS)
    other = work.session.scalar(select(NoticeTemplate).where(NoticeTemplate.name == name))
    if other is not None and other.id != command.template_id:
        errors["name"] = tr("已经有叫“{name}”的模板", name=name)
    if errors:
        raise InvalidInput(errors)
    row = _template(work, command.template_id)
    told = {
        "name": name,
        "form": command.form,
        "title": command.title.strip(),
        "greeting": command.greeting.strip(),
        "body": command.body.strip(),
        "days": command.days,
        "active": command.active,
    }
    if row is None:
        last = work.session.scalar(select(func.max(NoticeTemplate.sort))) or 0
        row = NoticeTemplate(key=None, sort=last + 1, **told)
        work.session.add(row)
    else:
        for key, value in told.items():
            if getattr(row, key) != value:
                setattr(row, key, value)
    work.session.flush()
    work.touch(TOPIC)
    return row.id


def _template(work: Work, template_id: int | None) -> NoticeTemplate | None:
    if template_id is None:
        return None
    found = work.session.get(NoticeTemplate, template_id)
    if found is None:
        raise Refused(tr("没有这个模板，请重新选择"))
    return found


def save_board(work: Work, command: SaveBoard) -> int:
    """Store it; its id. Raises `Refused` for a name that is taken, an entrance that is none."""
    work.require(Right.RECEPTION_SETUP)
    begin(work)
    name = tidy(command.name, missing=tr("请写位置的名称"), field="name", most=LONGEST_BOARD)
    other = work.session.scalar(select(NoticeBoard).where(NoticeBoard.name == name))
    if other is not None and other.id != command.board_id:
        raise Refused(tr("已经有叫“{name}”的位置", name=name), field="name")
    entrance = command.entrance.strip()
    if entrance and command.building_id is None:
        raise Refused(tr("请先选是哪一栋"), field="building_id")
    if command.building_id is not None:
        _check_entrance(work, command.building_id, entrance)
    if command.board_id is None:
        last = work.session.scalar(select(func.max(NoticeBoard.sort))) or 0
        row = NoticeBoard(
            name=name,
            building_id=command.building_id,
            entrance=entrance,
            active=command.active,
            sort=last + 1,
        )
        work.session.add(row)
    else:
        found = work.session.get(NoticeBoard, command.board_id)
        if found is None:
            raise Refused(tr("没有这个位置，请重新选择"))
        row = found
        for key, value in (
            ("name", name),
            ("building_id", command.building_id),
            ("entrance", entrance),
            ("active", command.active),
        ):
            if getattr(row, key) != value:
                setattr(row, key, value)
    work.session.flush()
    work.touch(TOPIC)
    return row.id


def _check_entrance(work: Work, building_id: int, entrance: str) -> None:
    if work.session.get(Building, building_id) is None:
        raise Refused(tr("没有这栋楼，请重新选择"), field="building_id")
    if entrance and not work.session.scalar(
        select(Unit.id).where(Unit.building_id == building_id, Unit.entrance == entrance).limit(1)
    ):
        raise Refused(tr("这栋没有 {entrance} 单元，请核对", entrance=entrance), field="entrance")


def switch_boards(work: Work, command: SwitchBoards) -> int:
    """Take them into or out of use; how many changed. What hangs there stays on the lists until it is taken down."""
    work.require(Right.RECEPTION_SETUP)
    begin(work)
    rows = work.session.scalars(
        select(NoticeBoard).where(NoticeBoard.id.in_(command.board_ids)).order_by(NoticeBoard.id)
    ).all()
    changed = 0
    for row in rows:
        if row.active != command.active:
            row.active = command.active
            changed += 1
    if not changed:
        raise Refused(tr("选的位置已经是这样，没有再改"))
    work.session.flush()
    work.touch(TOPIC)
    return changed
