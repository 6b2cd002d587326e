"""Notices at their boards: put up, taken down, not to hang there, a round taken back; photographs of them (D2.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.reception.model.notices import (
    NoticeBoard,
    NoticePhoto,
    NoticePlace,
    NoticeRound,
    NoticeRoundPlace,
    PublicNotice,
)
from frontdesk.areas.reception.queries.notice_rounds import corrected_by, rounds_of
from frontdesk.areas.reception.rules.notices import (
    ISSUED,
    ROUND_WORDS,
    NoticeState,
    PlaceState,
    RoundStep,
    place_states,
    standing_rounds,
)
from frontdesk.areas.reception.service.attaching import PhotoInput, keep_blob
from frontdesk.areas.reception.service.desk_common import by_another, day_of, may_write, tidy
from frontdesk.areas.reception.service.notice_checks import lock_notice
from frontdesk.areas.reception.service.notices import settle
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

LONGEST_WHO = 60
MOST_PHOTOS = 12


@dataclass(frozen=True, slots=True)
class PutUp:
    """It hangs at these boards since a day; boards it was not meant for come along. `who` put it up."""

    notice_id: int
    board_ids: tuple[int, ...]
    who: str
    on: date | None = None
    words: str = ""
    photos: tuple[PhotoInput, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeDown:
    """It hangs no more at these places. `place_ids` empty: everywhere it hangs."""

    notice_id: int
    who: str
    place_ids: tuple[int, ...] = ()
    on: date | None = None
    words: str = ""
    photos: tuple[PhotoInput, ...] = ()


@dataclass(frozen=True, slots=True)
class SkipPlaces:
    """It will not hang at these places, and why. `place_ids` empty: everywhere it waits."""

    notice_id: int
    reason: str
    place_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoRound:
    """The last round to its boards did not happen."""

    notice_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class RoundDone:
    """How many boards, the notice's number, and how it stands now."""

    number: str
    boards: int
    state: NoticeState


def put_up(work: Work, command: PutUp) -> RoundDone:
    """Write down where it hangs now. Raises `Refused` for a board where it hangs already."""
    may_write(work)
    notice = lock_notice(work, command.notice_id)
    if notice.state not in ISSUED:
        raise Refused(tr("审核通过、编了号才能张贴"))
    newer = corrected_by(work.session, notice.id)
    if newer is not None:
        raise Refused(tr("{number} 已经由 {newer} 更正，不再张贴", number=notice.number, newer=newer))
    who = tidy(command.who, missing=tr("请写谁张贴的"), field="who", most=LONGEST_WHO)
    on = _day(work, notice, command.on)
    places = _places_for(work, notice, command.board_ids)
    hangs = [place.name for place in places if place.state is PlaceState.UP]
    if hangs:
        raise Refused(tr("{where}已经登记张贴了", where="、".join(hangs)), field="boards")
    return _round(work, notice, RoundStep.UP, places, on, who, command.words, command.photos)


def take_down(work: Work, command: TakeDown) -> RoundDone:
    """Write down where it hangs no more."""
    may_write(work)
    notice = lock_notice(work, command.notice_id)
    who = tidy(command.who, missing=tr("请写谁撤下的"), field="who", most=LONGEST_WHO)
    on = _day(work, notice, command.on)
    places = _those(work, notice, command.place_ids, PlaceState.UP)
    if not places:
        raise Refused(tr("没有正张贴着的，不用撤下"), field="places")
    put = _last_up(work, notice)
    if put is not None and on < put:
        raise Refused(tr("撤下的日子早于张贴的日子 {day}", day=put), field="on")
    return _round(work, notice, RoundStep.DOWN, places, on, who, command.words, command.photos)


def skip_places(work: Work, command: SkipPlaces) -> RoundDone:
    """Write down that it will not hang there."""
    may_write(work)
    notice = lock_notice(work, command.notice_id)
    reason = tidy(command.reason, missing=tr("请写明为什么不贴"), field="reason")
    places = _those(work, notice, command.place_ids, PlaceState.WAITING)
    if not places:
        raise Refused(tr("没有等着张贴的位置"), field="places")
    return _round(work, notice, RoundStep.SKIPPED, places, work.today(), "", reason, ())


def undo_round(work: Work, command: UndoRound) -> RoundDone:
    """Take back the last round; another's, or another day's, takes a supervisor's leave."""
    may_write(work)
    notice = lock_notice(work, command.notice_id)
    reason = tidy(command.reason, missing=tr("请写明撤销的原因"), field="reason")
    standing = standing_rounds(rounds_of(work.session, notice.id))
    if not standing:
        raise Refused(tr("还没有登记过张贴，没有可撤销的"))
    last = work.session.get_one(NoticeRound, standing[-1].id)
    words = tr("{number} 的“{what}”是 {by} {day} 登记的，撤销要主管准许",
               number=notice.number, what=tr(ROUND_WORDS[last.step]), by=last.by,
               day=last.happened_on)  # fmt: skip
    by_another(work, last.by_id, last.happened_on, words)
    row = NoticeRound(
        notice_id=notice.id, step=RoundStep.UNDONE, happened_on=work.today(), words=reason, undoes_id=last.id,
        at=work.now(), by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    _settle_places(work, notice)
    return RoundDone(notice.number or "", len(standing[-1].places), notice.state)


# -- what they share --


def _day(work: Work, notice: PublicNotice, on: date | None) -> date:
    day = day_of(work, on)
    if notice.issued_on is not None and day < notice.issued_on:
        raise Refused(tr("{number} 是 {day} 发布的，请核对日期", number=notice.number, day=notice.issued_on),
                      field="on")  # fmt: skip
    return day


def _places_for(work: Work, notice: PublicNotice, board_ids: Iterable[int]) -> list[NoticePlace]:
    """The places of the boards; made for a board that the notice was not meant for."""
    wanted = tuple(dict.fromkeys(board_ids))
    if not wanted:
        raise Refused(tr("请选张贴在哪里"), field="boards")
    have = {
        place.board_id: place
        for place in work.session.scalars(select(NoticePlace).where(NoticePlace.notice_id == notice.id))
    }
    found = []
    for board_id in wanted:
        place = have.get(board_id)
        if place is None:
            board = work.session.get(NoticeBoard, board_id)
            if board is None or not board.active:
                raise Refused(tr("有的张贴位置已经停用，请重新选择"), field="boards")
            place = NoticePlace(
                notice_id=notice.id, board_id=board.id, name=board.name, state=PlaceState.WAITING
            )
            work.session.add(place)
        found.append(place)
    work.session.flush()
    return found


def _those(
    work: Work, notice: PublicNotice, place_ids: tuple[int, ...], state: PlaceState
) -> list[NoticePlace]:
    """The places asked for, or all, that stand so. Raises `Refused` for one that does not."""
    rows = work.session.scalars(
        select(NoticePlace).where(NoticePlace.notice_id == notice.id).order_by(NoticePlace.id)
    ).all()
    if not place_ids:
        return [place for place in rows if place.state is state]
    wanted = [place for place in rows if place.id in place_ids]
    other = [place.name for place in wanted if place.state is not state]
    if other or len(wanted) < len(set(place_ids)):
        words = "、".join(other) or tr("有的位置")
        raise Refused(
            tr("{where}不是“{state}”，请重新选择", where=words, state=tr(state.value)), field="places"
        )
    return wanted


def _last_up(work: Work, notice: PublicNotice) -> date | None:
    up = [row.id for row in standing_rounds(rounds_of(work.session, notice.id)) if row.step is RoundStep.UP]
    return work.session.get_one(NoticeRound, up[-1]).happened_on if up else None


def _round(
    work: Work,
    notice: PublicNotice,
    step: RoundStep,
    places: list[NoticePlace],
    on: date,
    who: str,
    words: str,
    photos: tuple[PhotoInput, ...],
) -> RoundDone:
    if len(photos) > MOST_PHOTOS:
        raise Refused(tr("一次最多 {n} 张照片", n=MOST_PHOTOS), field="photos")
    row = NoticeRound(
        notice_id=notice.id, step=step, happened_on=on, who=who, words=tidy(words), undoes_id=None, at=work.now(),
        by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    for place in places:
        work.session.add(NoticeRoundPlace(round_id=row.id, place_id=place.id))
    for photo in photos:
        work.session.add(
            NoticePhoto(
                round_id=row.id,
                name=photo.name.strip()[-120:],
                hash=keep_blob(work, photo.name, photo.content),
            )
        )
    work.session.flush()
    _settle_places(work, notice)
    return RoundDone(notice.number or "", len(places), notice.state)


def _settle_places(work: Work, notice: PublicNotice) -> None:
    rows = work.session.scalars(select(NoticePlace).where(NoticePlace.notice_id == notice.id)).all()
    stands = place_states((place.id for place in rows), rounds_of(work.session, notice.id))
    for place in rows:
        if place.state is not stands[place.id]:
            place.state = stands[place.id]
    work.session.flush()
    settle(work, notice)
