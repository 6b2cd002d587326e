"""A transfer or lease change undone, by a document of its own: roles are as they were, what was given back stays so (D0.5)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Unit, UnitRole
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.archives.service.role_until import set_role_end
from frontdesk.areas.archives.service.units import SetState, set_state
from frontdesk.areas.fees.model import Charge
from frontdesk.areas.handover.model.transfers import Transfer, TransferRole
from frontdesk.areas.handover.rules.transfers import LONGEST_WORDS, Arrears, Side, Why, number_of
from frontdesk.areas.handover.service.common import may_write, tidy
from frontdesk.areas.handover.service.transfer_commands import Changed
from frontdesk.areas.handover.service.transfer_papers import issue_change
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class UndoChange:
    """It should not have been written, and why."""

    transfer_id: int
    reason: str
    token: str | None = None


def undo_change(work: Work, command: UndoChange) -> Changed:
    """Give the roles back as they were. Raises `Refused` where another change of the home followed, or roles moved."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明撤销的原因"), field="reason", most=LONGEST_WORDS)
    first = work.session.get(Transfer, command.transfer_id)
    if first is None:
        raise Refused(tr("没有这份单据，列表已经变了，请再选一次"))
    series = number_of(first.kind, work.today().year, 0).rsplit("-", 1)[0]
    count = next_number(work.session, series)
    unit = work.session.scalars(select(Unit).where(Unit.id == first.unit_id).with_for_update()).one()
    before = work.session.scalar(select(Transfer).where(Transfer.undoes_id == first.id))
    if before is not None:
        if command.token is not None and before.token == command.token:
            return Changed(before.id, before.number, unit.code, again=True)
        raise Refused(tr("{number} 已由 {other} 撤销", number=first.number, other=before.number))
    if first.why is Why.UNDO:
        raise Refused(tr("{number} 本身是撤销单，要再办请重新办一次", number=first.number))
    must_stand(work.session, unit.id)
    _refuse_later(work, first)
    rows = list(work.session.scalars(select(TransferRole).where(TransferRole.transfer_id == first.id)))
    _refuse_moved(work, first, rows)
    work.require(Right.HANDOVER_ALLOW, tr("撤销 {number} 要主管准许", number=first.number))
    _ask_charged(work, first, unit.code)
    back = []
    for row in rows:
        role = work.session.get_one(UnitRole, row.role_id)
        # Who came in never was: the role ends on the day it began.
        ends_on = row.starts_on if row.side is Side.IN else row.ended_before
        was = role.ends_on
        set_role_end(work, role.id, ends_on)
        side = Side.OUT if row.side is Side.IN else Side.IN if row.side is Side.OUT else Side.LONGER
        back.append(
            TransferRole(
                role_id=role.id, side=side, person_id=row.person_id, name=row.name, kind=row.kind, share=row.share,
                starts_on=row.starts_on, ends_on=ends_on, ended_before=was,
            )
        )  # fmt: skip
    if first.state_before is not None and unit.state is first.unit_state:
        set_state(work, SetState(unit.id, first.state_before, first.happened_on))
    approved = work.approved
    made = Transfer(
        number=number_of(first.kind, work.today().year, count), kind=first.kind, why=Why.UNDO, unit_id=unit.id,
        happened_on=first.happened_on, basis=tr("撤销 {number}", number=first.number), old_names=first.new_names,
        new_names=first.old_names, owed=ZERO, late=ZERO, arrears=Arrears.NONE, taken_by_id=None, prepaid=ZERO,
        unit_state=None, state_before=None, words=reason,
        approver_id=approved.approver_id if approved else work.actor.id,
        approver=approved.approver_name if approved else work.actor.name, undoes_id=first.id, at=work.now(),
        by_id=work.actor.id, by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    for row in back:
        row.transfer_id = made.id
        work.session.add(row)
    work.session.flush()
    issue_change(work, made)
    work.touch("transfers", "units", "people", "papers")
    told = (tr("收回的证件、注销的车辆、交出的钥匙不会自动恢复，要用的请重新办"),)
    return Changed(made.id, made.number, unit.code, told)


def _refuse_later(work: Work, first: Transfer) -> None:
    """Documents are taken back in the reverse of their order."""
    undone = select(Transfer.undoes_id).where(Transfer.undoes_id.is_not(None))
    later = work.session.scalar(
        select(Transfer.number)
        .where(
            Transfer.unit_id == first.unit_id,
            Transfer.id > first.id,
            Transfer.why != Why.UNDO,
            Transfer.id.not_in(undone),
        )
        .order_by(Transfer.id.desc())
        .limit(1)
    )
    if later is not None:
        raise Refused(tr("{number} 以后这户又办了 {later}，请先撤销后一份", number=first.number, later=later))


def _refuse_moved(work: Work, first: Transfer, rows: list[TransferRole]) -> None:
    for row in rows:
        role = work.session.get_one(UnitRole, row.role_id)
        if role.ends_on != row.ends_on or role.kind is not row.kind:
            raise Refused(
                tr("{name}的身份在 {number} 以后又改过，不能撤销，请在住户资料里更正", name=row.name, number=first.number)
            )  # fmt: skip


def _ask_charged(work: Work, first: Transfer, code: str) -> None:
    """Charges made meanwhile stay with the payer they name (M2.7)."""
    made = work.session.scalar(
        select(func.count())
        .select_from(Charge)
        .where(Charge.unit_id == first.unit_id, Charge.made_at >= first.at)
    )
    if made:
        work.confirm(
            "transfer_charged",
            tr(
                "{number} 以后 {unit} 已经生成 {n} 笔应收，撤销不会改它们的交款人。仍然撤销吗",
                number=first.number,
                unit=code,
                n=made,
            ),
        )
