"""Beside the list of spaces: all of the one that is chosen, an application, or somebody in the queue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from frontdesk.areas.permits.queries.parking import LeaseFacts
from frontdesk.areas.permits.queries.parking_lists import (
    ParkingRow,
    PlaceFile,
    RequestRow,
    SpaceState,
    VisitRow,
    WaitRow,
)
from frontdesk.areas.permits.queries.parking_permits import CarPermit
from frontdesk.areas.permits.queries.parking_rent import RentRow
from frontdesk.areas.permits.rules.parking import LeaseState, RequestKind
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.rows import Status

_MOST = 6
_TONES: dict[SpaceState, tuple[str, bool]] = {
    SpaceState.LEASED: ("ok", False),
    SpaceState.ENDING: ("warn", False),
    SpaceState.COMING: ("info", True),
    SpaceState.FREE: ("neutral", True),
    SpaceState.OWNED: ("neutral", False),
    SpaceState.VISITOR: ("info", False),
    SpaceState.OUT: ("neutral", True),
    SpaceState.PENDING: ("warn", False),
    SpaceState.WAITING: ("neutral", True),
    SpaceState.OFFERED: ("info", False),
}


def state_of(row: ParkingRow, today: date) -> Status:
    """`● 12 天后到期`: what a row is, in a word."""
    tone, hollow = _TONES[row.state]
    word = tr(row.state.value)
    if row.state is SpaceState.ENDING and row.left is not None:
        word = tr("今天到期") if row.left == 0 else tr("{n} 天后到期", n=row.left)
    elif row.state is SpaceState.OFFERED and row.until is not None and row.until < today:
        tone, word = "warn", tr("保留期已过")
    if row.gone:
        tone, word, hollow = "bad", tr("在租，人已搬走"), False
    return Status(tone, word, hollow=hollow)


class ParkingPane(Pane):
    """`show_place`, `show_request`, `show_wait` fill it; the page sets the foot."""

    def __init__(self) -> None:
        super().__init__("parking_pane")

    def head(self, title: str, words: str, status: Status) -> None:
        """What is chosen."""
        section = self.add_section(name="parking_head")
        shown = StatusLabel(status.tone, status.word, hollow=status.hollow)  # type: ignore[arg-type]
        section.add_row(Words(title, "lead", select=True), None, shown)
        if words:
            section.add(Words(words, tone="text2", wrap=True))

    def show_owned(self, row: ParkingRow, today: date) -> None:
        """A space of the archives."""
        self.clear()
        self.head(row.code, tr("产权车位"), state_of(row, today))
        facts = self.add_section(line=False, name="parking_owned")
        facts.add_pair(tr("房号"), row.unit)
        facts.add_pair(tr("业主"), row.holder or tr("没有登记"))
        facts.add(Words(tr("登记在业主档案里，到一户一卡改。"), "small", "text2", wrap=True))

    def show_place(
        self,
        row: ParkingRow,
        file: PlaceFile,
        rents: tuple[RentRow, ...],
        permits: tuple[CarPermit, ...],
        permit: Callable[[], object],
        today: date,
    ) -> None:
        """A space of the office's. *permit* is called for 办停车证."""
        self.clear()
        facts = file.facts
        words = " · ".join(
            part
            for part in (
                tr("{kind}车位", kind=tr(facts.kind.value)),
                facts.place,
                facts.size,
                tr("{fee}元/月", fee=facts.fee) if facts.fee else "",
            )
            if part
        )
        self.head(facts.code, words, state_of(row, today))
        if row.state is SpaceState.OWNED:
            own = self.add_section(name="parking_owned")
            own.add_pair(tr("档案里"), tr("{unit} {holder} 的", unit=row.unit, holder=row.holder))
        if file.offered is not None and file.offered.until is not None:
            kept = self.add_section(name="parking_offered")
            words = tr("{unit} {holder}，保留到 {day}", unit=file.offered.unit, holder=file.offered.holder,
                       day=file.offered.until.isoformat())  # fmt: skip
            kept.add_pair(tr("已通知"), words)
        lease = next((one for one in file.leases if one.id == row.lease_id), None)
        if lease is not None:
            self._show_lease(lease, permits, permit, today, gone=row.gone)
            self._show_rents(rents)
        standing = next((visit for visit in file.visits if visit.left_at is None), None)
        if standing is not None:
            self._show_visit(standing)
        for request in (one for one in file.requests if one.verdict is None):
            self._request_facts(request)
        self._show_past(file, lease, today)

    def _show_lease(
        self,
        lease: LeaseFacts,
        permits: tuple[CarPermit, ...],
        permit: Callable[[], object],
        today: date,
        *,
        gone: bool,
    ) -> None:
        section = self.add_section(tr("租约"), lease.number, tr("办停车证"), name="parking_lease")
        assert section.heading is not None
        assert section.heading.link is not None
        section.heading.link.clicked.connect(permit)
        section.add_pair(tr("房号"), lease.unit)
        section.add_pair(tr("承租人"), lease.holder)
        if gone:
            section.add_state("bad", tr("已不在这户，请联系退租"))
        section.add_pair(tr("车牌"), lease.plate or tr("没有登记"))
        for day, plate, _key in lease.plates:
            if day > today:
                section.add_pair(
                    tr("换车"), tr("{day} 起 {plate}", day=day.isoformat(), plate=plate or tr("没有"))
                )
        section.add_pair(
            tr("租期"),
            tr("{first} 至 {last}", first=lease.starts_on.isoformat(), last=lease.last_on.isoformat()),
        )
        section.add_pair(tr("月租"), str(lease.fee))
        for one in permits:
            words = tr("{number}，到 {day}", number=one.number, day=one.ends_on.isoformat())
            section.add_pair(tr("停车证"), f"{words} · {one.word}", tone="text" if one.live else "bad")

    def _show_rents(self, rents: tuple[RentRow, ...]) -> None:
        if not rents:
            return
        owed = total(rent.owed for rent in rents)
        said = tr("未收 {owed}", owed=owed) if owed else tr("都收了")
        section = self.add_section(tr("租金"), said, name="parking_rents")
        for rent in rents[:_MOST]:
            last = rent.ends_on - timedelta(days=1)
            days = tr("{first} 至 {last}", first=rent.starts_on.isoformat(), last=last.isoformat())
            tone = "bad" if rent.owed else "text"
            right = tr("{amount} 未收", amount=rent.owed) if rent.owed else str(rent.amount)
            section.add_line(days, right=right, tone=tone)

    def _show_visit(self, visit: VisitRow) -> None:
        section = self.add_section(tr("访客车"), name="parking_visit")
        section.add_pair(tr("车牌"), visit.plate)
        section.add_pair(tr("来时"), f"{local_time(visit.at):%Y-%m-%d %H:%M}")
        if visit.unit:
            section.add_pair(tr("找"), visit.unit)
        if visit.words:
            section.add_pair(tr("说明"), visit.words)

    def show_request(self, row: RequestRow, shown: ParkingRow, today: date) -> None:
        """An application that waits for its answer."""
        self.clear()
        title = tr("{kind} {code}", kind=tr(row.kind.value), code=row.code)
        self.head(title, row.number, state_of(shown, today))
        self._request_facts(row, heading=False)

    def _request_facts(self, row: RequestRow, *, heading: bool = True) -> None:
        title = tr("{kind}申请", kind=tr(row.kind.value)) if heading else ""
        section = self.add_section(title, row.number if heading else "", name=f"parking_request_{row.id}")
        section.add_pair(tr("房号"), row.unit)
        section.add_pair(tr("申请人"), row.holder)
        last = (row.ends_on - timedelta(days=1)).isoformat()
        if row.kind is RequestKind.CANCEL:
            section.add_pair(tr("租约"), row.lease)
            section.add_pair(tr("租到"), last)
        else:
            if row.lease:
                section.add_pair(tr("租约"), row.lease)
            section.add_pair(tr("租期"), tr("{first} 至 {last}", first=row.starts_on.isoformat(), last=last))
            section.add_pair(tr("月租"), str(row.fee))
        if row.rent_from is not None:
            section.add_pair(tr("租金从"), row.rent_from.isoformat())
        if row.plate:
            section.add_pair(tr("车牌"), row.plate)
        if row.words:
            section.add_pair(tr("说明"), row.words)
        section.add_pair(tr("提交"), tr("{day} {name}", day=row.made_on.isoformat(), name=row.made_by))

    def show_wait(self, row: WaitRow, shown: ParkingRow, today: date) -> None:
        """Somebody in the queue."""
        self.clear()
        self.head(tr("第 {n} 位", n=row.place), row.number, state_of(shown, today))
        section = self.add_section(name="parking_wait")
        section.add_pair(tr("房号"), row.unit)
        section.add_pair(tr("谁要车位"), row.holder)
        if row.plate:
            section.add_pair(tr("车牌"), row.plate)
        if row.words:
            section.add_pair(tr("要求"), row.words)
        section.add_pair(tr("排队"), row.made_on.isoformat())
        if row.offered and row.until is not None:
            section.add_pair(
                tr("已通知"), tr("{code}，保留到 {day}", code=row.offered_code, day=row.until.isoformat())
            )
        if row.steps:
            course = self.add_section(tr("经过"), line=False, name="parking_wait_steps")
            for step in row.steps:
                words = " ".join(part for part in (tr(step.step.value), step.code, step.words) if part)
                course.add_line(words, at=step.on.isoformat(), right=step.by, width=84)

    def _show_past(self, file: PlaceFile, lease: LeaseFacts | None, today: date) -> None:
        """Answers, earlier leases, and what the space was."""
        answered = [one for one in file.requests if one.verdict is not None]
        if answered:
            section = self.add_section(tr("经过"), name="parking_course")
            for one in answered[:_MOST]:
                assert one.verdict is not None
                words = tr(
                    "{kind} {holder} {verdict}",
                    kind=tr(one.kind.value),
                    holder=one.holder,
                    verdict=tr(one.verdict.value),
                )
                if one.answer_words:
                    words = f"{words}：{one.answer_words}"
                day = (one.answered_on or one.made_on).isoformat()
                section.add_line(words, at=day, right=one.approver, width=84)
        past = [one for one in file.leases if lease is None or one.id != lease.id]
        if past:
            section = self.add_section(tr("别的租约"), name="parking_past")
            for old in past[:_MOST]:
                words = tr("{unit} {holder}", unit=old.unit, holder=old.holder)
                if old.state(today) is LeaseState.COMING:
                    words = tr("{words}（还没开始）", words=words)
                span = f"{old.starts_on.isoformat()} – {old.last_on.isoformat()}"
                section.add_line(words, right=span)
        if len(file.history) > 1:
            section = self.add_section(tr("车位的变动"), line=False, name="parking_history")
            for fact in file.history[:_MOST]:
                words = " · ".join(
                    part
                    for part in (
                        tr(fact.kind.value),
                        fact.place,
                        tr("{fee}元/月", fee=fact.fee),
                        "" if fact.active else tr("停用"),
                        fact.words,
                    )
                    if part
                )
                section.add_line(words, at=fact.starts_on.isoformat(), right=fact.by, width=84)
