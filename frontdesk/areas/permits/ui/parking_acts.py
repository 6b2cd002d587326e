"""What is done with spaces, leases, applications and the queue: behind the buttons of their page (D3.7)."""

from __future__ import annotations

from frontdesk.areas.permits.queries.parking import LeaseFacts, PlaceFacts, leases, place_facts
from frontdesk.areas.permits.queries.parking_lists import (
    ParkingRow,
    PlaceFile,
    SpaceState,
    WaitRow,
    waits,
)
from frontdesk.areas.permits.queries.parking_permits import car_permits
from frontdesk.areas.permits.rules.parking import PARKING_PERMIT, Verdict, WaitStep
from frontdesk.areas.permits.service.parking import Applied
from frontdesk.areas.permits.service.parking_answers import Answer, Answered, answer
from frontdesk.areas.permits.service.parking_queue import Leave, StepQueue, leave, step_queue
from frontdesk.areas.permits.service.parking_rent import RentCharged
from frontdesk.areas.permits.ui.parking_dialogs import (
    AddPlacesDialog,
    CancelDialog,
    ChangePlaceDialog,
    ExtendDialog,
    JoinDialog,
    OfferDialog,
    PlateDialog,
    RentDialog,
    VisitDialog,
)
from frontdesk.areas.permits.ui.parking_form import LeaseForm
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow
from frontdesk.base.widgets.stage import Stage
from frontdesk.base.widgets.table import Table

_NO_REASONS = ("车太大停不下", "不是本小区住户", "材料不全", "其他")
_LEAVE_REASONS = ("已买车位", "不要了", "联系不上", "其他")


class ParkingActs(Stage):
    """The page's acts on what is chosen; `ParkingPage` shows it."""

    table: Table
    chips: ChipRow
    _file: PlaceFile | None = None
    _sought: str = ""

    def seek(self, chip: str, key: str) -> None:
        """Show the list of that chip, and stand on the row with that key when it has been read."""
        self._sought = key
        self.chips.choose(chip)
        self.refresh()

    # -- what is chosen --

    def _row(self) -> ParkingRow | None:
        found: ParkingRow | None = self.table.current()
        return found

    def _lease(self) -> LeaseFacts | None:
        row = self._row()
        if row is None or row.lease_id is None:
            return None
        found = self.desk.read(leases, self.desk.clock.today(), lease_ids=(row.lease_id,))
        return found[0] if found else None

    def _place(self) -> PlaceFacts | None:
        row = self._row()
        if row is None or row.place_id is None:
            return None
        return self.desk.read(place_facts, self.desk.clock.today(), (row.place_id,)).get(row.place_id)

    def _wait_row(self, row: ParkingRow) -> WaitRow | None:
        rows = self.desk.read(waits, self.desk.clock.today())
        return next((one for one in rows if one.id == row.wait_id), None)

    def _issue_permit(self) -> None:
        """办停车证: a permit of the kind 停车证 for the lease's unit, car and days."""
        lease = self._lease()
        if lease is not None:
            self.desk.go(
                "issue_permit",
                unit_id=lease.unit_id,
                kind=PARKING_PERMIT,
                person_id=lease.person_id,
                holder=lease.holder,
                until=lease.last_on,
                extra={"plate": lease.plate, "space": lease.code},
            )

    # -- leases --

    def apply(self, _pressed: bool = False, *, unit_id: int | None = None) -> None:
        """The form for a new lease, for what is chosen."""
        row = self._row() if unit_id is None else None
        free = row is not None and row.state in (SpaceState.FREE, SpaceState.OFFERED)
        form = LeaseForm(
            self.desk,
            place_id=row.place_id if row is not None and free else None,
            unit_id=unit_id,
            wait_id=row.wait_id if row is not None else None,
        )
        form.saved.connect(self._applied_for)
        self.cover(form)

    def take_up(self, draft: DraftRow) -> None:
        """An application that was left for the telephone."""
        form = LeaseForm(self.desk)
        form.saved.connect(self._applied_for)
        self.cover(form)
        form.restore(draft.data)

    def _applied_for(self, result: tuple[int, str, Answered | None]) -> None:
        request_id, number, answered = result
        if answered is not None:
            self._told(answered)
            return
        self.seek("pending", f"request:{request_id}")
        self.desk.messages.ok(tr("{number} 已提交。", number=number), tr("等主管批准，在“申请中”里按 F5。"))

    def _applied(self, made: Applied) -> None:
        """A further term or an end was applied for: answered at once by who may."""
        self._applied_for((made.request_id, made.number, None))

    def extend(self) -> None:
        """续租."""
        lease = self._lease()
        if lease is not None:
            ExtendDialog(self.desk, lease, self._applied, self).open()

    def cancel(self) -> None:
        """退租."""
        lease = self._lease()
        if lease is not None:
            CancelDialog(self.desk, lease, self._applied, self).open()

    def swap(self) -> None:
        """换车."""
        lease = self._lease()
        if lease is not None:

            def done(plate: str) -> None:
                said = plate or tr("没有车牌")
                self.desk.messages.ok(tr("{code} 换成 {plate}。", code=lease.code, plate=said))

            PlateDialog(self.desk, lease, done, self).open()

    def collect_rent(self) -> None:
        """收租: charge the months the clerk chooses, then the till."""
        lease = self._lease()
        if lease is not None:
            RentDialog(self.desk, lambda made: self._to_till(lease, made), lease, self).open()

    def _to_till(self, lease: LeaseFacts, made: RentCharged) -> None:
        if self.desk.may(Right.COLLECT):
            self.desk.go("collect", unit_id=lease.unit_id)
        else:
            self.desk.messages.ok(
                tr("生成了 {n} 笔租金，合计 {total}。", n=made.charges, total=made.total),
                tr("请到收费窗口交。"),
            )

    def run_rent(self) -> None:
        """生成租金 of every lease."""
        RentDialog(self.desk, self._charged, None, self).open()

    def _charged(self, made: RentCharged) -> None:
        if not made.charges:
            self.desk.messages.ok(tr("没有要生成的租金。"))
            return
        self.desk.messages.ok(
            tr("生成了 {n} 笔租金，合计 {total}。", n=f"{made.charges:,}", total=made.total),
            tr("{leases} 份租约，在“应收账单”里能看到。", leases=made.leases),
            action=tr("看应收"),
            then=lambda: self.desk.go("billing"),
        )

    # -- answers --

    def allow(self) -> None:
        """批准."""
        self._answer(Verdict.APPROVED)

    def refuse(self) -> None:
        """不同意, with a reason."""
        reason = self.desk.dialogs.ask_reason(tr("不同意这份申请"), "", _NO_REASONS)
        if reason:
            self._answer(Verdict.REFUSED, reason)

    def withdraw(self) -> None:
        """撤回."""
        row = self._row()
        if row is not None and self.desk.dialogs.confirm(
            tr("{number} {holder} 的申请，撤回吗？", number=row.what, holder=row.holder), yes=tr("撤回")
        ):
            self._answer(Verdict.WITHDRAWN)

    def _answer(self, verdict: Verdict, words: str = "") -> None:
        row = self._row()
        if row is None or row.request_id is None:
            return

        def done(answered: Answered) -> None:
            if verdict is Verdict.APPROVED:
                self._told(answered)
            else:
                said = tr("{number}：{verdict}。", number=answered.number, verdict=tr(verdict.value))
                self.desk.messages.ok(said, words)

        self.desk.run(answer, Answer(row.request_id, verdict, words), then=done)

    def _told(self, answered: Answered) -> None:
        lease_id = answered.lease_id
        found = self.desk.read(leases, self.desk.clock.today(), lease_ids=(lease_id,)) if lease_id else ()
        head = tr("{number} 已批准。", number=answered.number)
        if not found:
            self.desk.messages.ok(head)
            return
        lease = found[0]
        words = [
            tr(
                "{code} {holder}，到 {day}。",
                code=lease.code,
                holder=lease.holder,
                day=lease.last_on.isoformat(),
            )
        ]
        if answered.charged:
            words.append(tr("租金 {charged} 已记入应收。", charged=answered.charged))
        if answered.taken_off:
            words.append(tr("未收的租金减了 {off}。", off=answered.taken_off))
        if answered.to_refund:
            words.append(tr("已收的租金要退 {back}，请到票据里办退款。", back=answered.to_refund))
        if lease.ended_on is not None:
            held = self.desk.read(car_permits, lease, self.desk.clock.today())
            if held:
                words.append(tr("停车证 {numbers} 请收回。", numbers="、".join(one.number for one in held)))
        if answered.to_refund > ZERO:
            go, word = (lambda: self.desk.go("receipts")), tr("去退款")
        elif answered.charged and self.desk.may(Right.COLLECT):
            go, word = (lambda: self.desk.go("collect", unit_id=lease.unit_id)), tr("去收款")
        else:
            self.desk.messages.ok(head, "".join(words))
            return
        self.desk.messages.ok(head, "".join(words), action=word, then=go)

    # -- spaces, queue, visitors --

    def add_places(self) -> None:
        """新增车位."""

        def done(made: tuple[int, ...]) -> None:
            self.seek("all", f"place:{made[0]}")
            self.desk.messages.ok(tr("新增了 {n} 个车位。", n=len(made)))

        AddPlacesDialog(self.desk, done, self).open()

    def change_place(self) -> None:
        """修改车位."""
        place = self._place()
        if place is not None:
            ChangePlaceDialog(
                self.desk,
                place,
                lambda _none: self.desk.messages.ok(tr("车位 {code} 已修改。", code=place.code)),
                self,
            ).open()

    def join(self) -> None:
        """加入排队."""

        def done(made: tuple[int, str]) -> None:
            self.seek("waiting", f"wait:{made[0]}")
            self.desk.messages.ok(tr("{number} 排上了。", number=made[1]))

        JoinDialog(self.desk, done, None, self).open()

    def offer(self) -> None:
        """通知选位."""
        row = self._row()
        waiting = self._wait_row(row) if row is not None else None
        if waiting is not None:
            OfferDialog(
                self.desk,
                waiting,
                lambda _none: self.desk.messages.ok(tr("已记下通知 {holder}。", holder=waiting.holder)),
                self,
            ).open()

    def pass_on(self) -> None:
        """让给下一户."""
        row = self._row()
        if row is not None and row.wait_id is not None:
            self.desk.run(
                step_queue,
                StepQueue(row.wait_id, WaitStep.PASSED),
                then=lambda _none: self.desk.messages.ok(
                    tr("{holder} 让过这次，排到后面。", holder=row.holder)
                ),
            )

    def leave_queue(self) -> None:
        """退出排队, with a reason."""
        row = self._row()
        if row is None or row.wait_id is None:
            return
        reason = self.desk.dialogs.ask_reason(tr("退出排队"), "", _LEAVE_REASONS)
        if reason:
            self.desk.run(
                step_queue,
                StepQueue(row.wait_id, WaitStep.LEFT, words=reason),
                then=lambda _none: self.desk.messages.ok(tr("{holder} 已退出排队。", holder=row.holder)),
            )

    def visitor_came(self) -> None:
        """登记访客车."""
        place = self._place()
        if place is not None:
            VisitDialog(
                self.desk,
                place,
                lambda _id: self.desk.messages.ok(tr("访客车停在 {code}。", code=place.code)),
                self,
            ).open()

    def visitor_left(self) -> None:
        """车已离开."""
        visit = next((one for one in self._file.visits if one.left_at is None), None) if self._file else None
        if visit is not None:
            self.desk.run(
                leave,
                Leave(visit.id),
                then=lambda _none: self.desk.messages.ok(tr("{plate} 已离开。", plate=visit.plate)),
            )
