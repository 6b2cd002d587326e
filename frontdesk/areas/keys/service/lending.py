"""Keys that are lent: to whom the owner's word allows, until a day, with a 借用单 and perhaps a deposit (D3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.cashdesk.service.depositing import TakeDeposit, TookDeposit, take_deposit
from frontdesk.areas.keys.documents import KeyLoan
from frontdesk.areas.keys.model import Key
from frontdesk.areas.keys.queries.consents import Judged, judge
from frontdesk.areas.keys.queries.files import held_deposit
from frontdesk.areas.keys.queries.keys import KeyRow
from frontdesk.areas.keys.rules.consent import Basis, Who
from frontdesk.areas.keys.rules.kinds import DEPOSIT_PURPOSE, SOURCE, Move, Slip, WhoKind
from frontdesk.areas.keys.service.common import (
    MOST_KEYS,
    Pieces,
    add_move,
    check_pieces,
    freeze,
    known,
    line,
    lock_keys,
    made_before,
    may_write,
    one_unit,
    part,
    party,
    shown,
    slip_number,
    standing_now,
    tidy,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class LendKeys:
    """Keys to somebody until a day. `allow_reason` is why they get them against the owner's list (T22).

    With `deposit` the money is taken in the same act, for `deposit_unit_id` where the keys belong to no one unit.
    """

    keys: tuple[Pieces, ...]
    who: Who
    why: str
    until: date | None
    allow_reason: str = ""
    deposit: Money | None = None
    tenders: tuple[TenderInput, ...] = ()
    deposit_unit_id: int | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Lent:
    """The 借用单's number, the movements, and the deposit when one was taken."""

    number: str
    movement_ids: tuple[int, ...]
    deposit: str = ""
    change: Money = ZERO
    again: bool = False


def lend_keys(work: Work, command: LendKeys) -> Lent:
    """Lend them all or none. Raises `Refused` for a key that is out, `NeedsApproval` against the owner's list."""
    may_write(work)
    before = made_before(work, command.token)
    if before is not None:
        held = held_deposit(work.session, before.slip)
        return Lent(before.slip, (before.id,), held.number if held else "", again=True)
    if not command.keys:
        raise Refused(tr("请选要借的钥匙，可以扫钥匙牌"), field="keys")
    if len(command.keys) > MOST_KEYS:
        raise Refused(tr("一次最多借 {n} 块牌，请分几次", n=MOST_KEYS), field="keys")
    key_ids = tuple(each.key_id for each in command.keys)
    if len(set(key_ids)) < len(key_ids):
        raise Refused(tr("同一块牌写了两次，请改数量"), field="keys")
    keys = lock_keys(work, key_ids)
    rows = shown(work, key_ids)
    who = _borrower(work, command.who)
    why = tidy(command.why, missing=tr("请写明借去做什么"), field="why")
    until = _until(work, command.until)
    for each in command.keys:
        _check_there(work, keys[each.key_id], rows[each.key_id], check_pieces(each.pieces, field="keys"))
    judged = judge(work.session, key_ids, who, work.today())
    approver_id, approver, reason = _allowed(work, command, judged)
    number = slip_number(work, Slip.LOAN, work.today())
    moves = []
    for at, (each, said) in enumerate(zip(command.keys, judged, strict=True)):
        against = not said.verdict.may
        moves.append(
            add_move(
                work, keys[each.key_id], Move.LENT, each.pieces, on=work.today(), who=who, why=why, until=until,
                slip=number, basis=said.verdict.words if said.needs else "", consent_id=said.verdict.consent_id,
                allowed_words=reason if against else "", approver_id=approver_id if against else None,
                approver=approver if against else "", token=part(command.token, at),
            )
        )  # fmt: skip
    took = _take(work, command, rows, who, number, moves[0].id)
    names = office(work)
    unit_id, _ = one_unit(rows.values())
    told = (f"{j.key.unit} {j.verdict.words}" for j in judged if j.needs and j.verdict.may)
    paper = KeyLoan(
        office=names.office,
        estate=names.estate,
        number=number,
        day=work.today(),
        at=wall_clock(work.now()),
        lines=tuple(line(rows[each.key_id], each.pieces, rows[each.key_id].hangs) for each in command.keys),
        borrower=party(who),
        why=why,
        until=until,
        basis=tuple(dict.fromkeys(told)),
        allowed=tr("{name}：{reason}", name=approver, reason=reason) if approver else "",
        deposit=took.number if took else "",
        deposit_amount=took.amount if took else None,
        clerk=work.actor.name,
    )
    freeze(work, Slip.LOAN, number, tr("钥匙借用单 {who}", who=who.name), paper, moves[0].id, unit_id)
    return Lent(
        number,
        tuple(move.id for move in moves),
        took.number if took else "",
        took.change if took else ZERO,
    )


def _borrower(work: Work, who: Who) -> Who:
    found = known(work, who)
    if found.kind is WhoKind.VISITOR and not found.id_number and not found.phone:
        raise Refused(tr("外来人员借钥匙要登记证件号或电话"), field="id_number")
    return found


def _until(work: Work, until: date | None) -> date:
    if until is None:
        raise Refused(tr("请填哪天归还"), field="until")
    if until < work.today():
        raise Refused(tr("归还日期不能早于今天"), field="until")
    return until


def _check_there(work: Work, key: Key, row: KeyRow, pieces: int) -> None:
    """A key that is out cannot be lent; who has it is said."""
    stands = standing_now(work, key)
    if pieces <= stands.on_hand:
        return
    if stands.loans:
        has = "、".join(
            tr("{who}（{day} 借，{until} 还）", who=loan.who, day=loan.on, until=loan.until or "—")
            for loan in stands.loans
        )
        words = tr("{tag} 柜里有 {n} 把，在外的在{has}", tag=key.tag, n=stands.on_hand, has=has)
        raise Refused(
            words if stands.on_hand else tr("{tag} 已经借出，在{has}", tag=key.tag, has=has), field="keys"
        )
    if stands.on_hand:
        raise Refused(tr("{tag} 柜里只有 {n} 把", tag=key.tag, n=stands.on_hand), field="keys")
    raise Refused(tr("{tag} {state}，不能借出", tag=key.tag, state=tr(row.state.value)), field="keys")


def _allowed(work: Work, command: LendKeys, judged: tuple[Judged, ...]) -> tuple[int | None, str, str]:
    """Who lets somebody have a key against the list, by id and name, and why; nobody where the list lets them."""
    against = [each.verdict for each in judged if not each.verdict.may]
    if not against:
        return None, "", ""
    words = "；".join(dict.fromkeys(said.words for said in against))
    given = work.approval.reason if work.approval is not None else ""
    reason = tidy(command.allow_reason or given, field="allow_reason")
    if not reason:
        raise Refused(tr("{why}。一定要借请写明原因，由主管准许", why=words), field="allow_reason")
    forbidden = any(said.basis is Basis.DENIED for said in against)
    ask = tr("{why}。业主不同意，要主管准许", why=words) if forbidden else tr("{why}，要主管准许", why=words)
    approver_id = work.require(Right.KEYS_ALLOW, ask)
    if approver_id is None or work.approved is None:
        return work.actor.id, work.actor.name, reason
    return approver_id, work.approved.approver_name, reason


def _take(
    work: Work, command: LendKeys, rows: dict[int, KeyRow], who: Who, number: str, move_id: int
) -> TookDeposit | None:
    """The deposit, in the same transaction: without it there is no loan either."""
    if command.deposit is None or command.deposit <= ZERO:
        return None
    unit_id = command.deposit_unit_id or one_unit(rows.values())[0]
    if unit_id is None:
        raise Refused(tr("押金要记在一户名下，请选房号"), field="deposit_unit_id")
    tags = "、".join(rows[each.key_id].tag for each in command.keys[:6])
    return take_deposit(
        work,
        TakeDeposit(
            unit_id,
            DEPOSIT_PURPOSE,
            command.deposit,
            command.tenders,
            words=tr("借钥匙 {tags}，借用单 {number}", tags=tags, number=number),
            payer=who.name,
            payer_id=who.person_id,
            source_kind=SOURCE,
            source_id=move_id,
            token=None if command.token is None else f"{command.token}-d",
        ),
    )
