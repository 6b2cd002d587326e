"""A morning of calling: what came of each call, promises to pay, and calls that were entered by mistake (M8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Person, ReviewFlag, Unit
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.archives.service import RevealPerson, reveal_person
from frontdesk.areas.fees.model import CallLog, LimitationAct, PaymentPromise
from frontdesk.areas.fees.rules.kinds import CallResult
from frontdesk.areas.fees.service.limitation import VoidLimitationAct, promised, void_limitation_act
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LONGEST = 200
FARTHEST = 365
"""A promise may lie so many days ahead."""
REASON = "电话催缴"
"""Why a number is looked at from the telephone list; it stands in the trail (D1.9)."""


@dataclass(frozen=True, slots=True)
class RecordCall:
    """What came of a call. For 承诺缴费 also how much is promised by which day, and whether in writing (M8.4)."""

    unit_id: int
    result: CallResult
    person_id: int | None = None
    words: str = ""
    amount: Money | None = None
    due_on: date | None = None
    written: bool = False
    proof_ref: str = ""


@dataclass(frozen=True, slots=True)
class AddPromise:
    """A promise that was made at the desk or in writing. In writing it breaks the limitation too (M8.4)."""

    unit_id: int
    amount: Money | None
    due_on: date | None
    written: bool = False
    words: str = ""
    proof_ref: str = ""


@dataclass(frozen=True, slots=True)
class VoidCall:
    """A call that was entered by mistake; it stays readable with the reason, and its promise counts no more."""

    call_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class RevealPhone:
    """Ask to see the numbers of somebody on the telephone list; logged with the list as its reason."""

    person_id: int


def record_call(work: Work, command: RecordCall) -> int:
    """The call's id. Raises `InvalidInput` for a promise without day or amount, or with one that cannot be."""
    work.require(Right.NOTICES_PRINT)
    work.session.get_one(Unit, command.unit_id)
    if command.result is CallResult.VOID:
        raise Refused(tr("请选通话的结果"), field="result")
    if command.result is CallResult.PROMISED:
        _check_promise(work, command.amount, command.due_on)
    person = work.session.get(Person, command.person_id) if command.person_id is not None else None
    call = CallLog(
        unit_id=command.unit_id,
        person_id=person.id if person is not None else None,
        name=person.name if person is not None else "",
        phone=mask_phone(person.phone or person.phone2) if person is not None else "",
        result=command.result,
        words=command.words.strip()[:LONGEST],
        voids_id=None,
        called_on=work.today(),
        at=work.now(),
        by=work.actor.name,
    )
    work.session.add(call)
    work.session.flush()
    if command.result is CallResult.PROMISED:
        assert command.amount is not None
        assert command.due_on is not None
        _add(
            work, command.unit_id, command.amount, command.due_on, call_id=call.id, written=command.written,
            words=command.words, proof_ref=command.proof_ref,
        )  # fmt: skip
    if command.result is CallResult.WRONG_NUMBER and person is not None:
        _flag(work, command.unit_id, person)
    work.touch("calls")
    return call.id


def add_promise(work: Work, command: AddPromise) -> int:
    """The promise's id. Raises `InvalidInput`."""
    work.require(Right.NOTICES_PRINT)
    work.session.get_one(Unit, command.unit_id)
    _check_promise(work, command.amount, command.due_on)
    assert command.amount is not None
    assert command.due_on is not None
    promise = _add(
        work, command.unit_id, command.amount, command.due_on, written=command.written, words=command.words,
        proof_ref=command.proof_ref,
    )  # fmt: skip
    work.touch("calls")
    return promise


def void_call(work: Work, command: VoidCall) -> None:
    """Take a call back. Raises `Refused` without a reason, and for one that was taken back already."""
    work.require(Right.NOTICES_PRINT)
    if not command.reason.strip():
        raise Refused(tr("请填作废的原因"), field="reason")
    call = work.session.get_one(CallLog, command.call_id)
    gone = work.session.scalar(select(CallLog.id).where(CallLog.voids_id == call.id))
    if gone is not None or call.result is CallResult.VOID:
        raise Refused(tr("这一条通话记录已经作废"))
    work.session.add(
        CallLog(
            unit_id=call.unit_id,
            person_id=call.person_id,
            name=call.name,
            phone=call.phone,
            result=CallResult.VOID,
            words=command.reason.strip()[:LONGEST],
            voids_id=call.id,
            called_on=work.today(),
            at=work.now(),
            by=work.actor.name,
        )
    )
    # A written promise of that call broke the limitation; taken back, it did not.
    acts = work.session.scalars(
        select(LimitationAct.id)
        .join(PaymentPromise, PaymentPromise.id == LimitationAct.promise_id)
        .where(PaymentPromise.call_id == call.id)
    )
    for act_id in list(acts):
        void_limitation_act(work, VoidLimitationAct(act_id, command.reason))
    work.touch("calls")


def reveal_phone(work: Work, command: RevealPhone) -> tuple[str, str]:
    """Both numbers in full; takes the right to see them, and stands in the trail (D1.9)."""
    numbers = reveal_person(work, RevealPerson(command.person_id, tr(REASON)))
    return numbers.phone, numbers.phone2


def _check_promise(work: Work, amount: Money | None, due_on: date | None) -> None:
    errors: dict[str, str] = {}
    if amount is None or amount <= ZERO:
        errors["amount"] = tr("请填承诺缴多少，要大于零")
    if due_on is None:
        errors["due_on"] = tr("请填承诺哪一天前缴")
    elif due_on < work.today():
        errors["due_on"] = tr("承诺的日子在今天之前，请核对")
    elif due_on > work.today() + timedelta(days=FARTHEST):
        errors["due_on"] = tr("承诺的日子在一年以后，请核对")
    if errors:
        raise InvalidInput(errors)


def _add(
    work: Work,
    unit_id: int,
    amount: Money,
    due_on: date,
    *,
    call_id: int | None = None,
    written: bool = False,
    words: str = "",
    proof_ref: str = "",
) -> int:
    promise = PaymentPromise(
        unit_id=unit_id,
        call_id=call_id,
        amount=amount,
        due_on=due_on,
        written=written,
        words=words.strip()[:LONGEST],
        proof_ref=proof_ref.strip()[:LONGEST],
        made_on=work.today(),
        made_at=work.now(),
        made_by=work.actor.name,
    )
    work.session.add(promise)
    work.session.flush()
    if written:
        told = tr("书面承诺 {day} 前缴 {amount} 元", day=due_on.isoformat(), amount=amount)
        promised(work, unit_id, promise.id, told, promise.proof_ref)
    return promise.id


def _flag(work: Work, unit_id: int, person: Person) -> None:
    """A wrong number stands on the list of what is to be verified, until somebody settles it (D1.7)."""
    value = person.phone or person.phone2
    reason = tr("电话打过去号码不对")
    found = work.session.scalar(
        select(ReviewFlag).where(
            ReviewFlag.unit_id == unit_id, ReviewFlag.reason == reason, ReviewFlag.value == value
        )
    )
    if found is None:
        work.session.add(
            ReviewFlag(
                unit_id=unit_id,
                person_id=person.id,
                reason=reason,
                value=value,
                source=tr(REASON),
                at=work.now(),
                settled_at=None,
                settled_by=None,
                settled_words=None,
            )
        )
        work.touch("flags")
    elif found.settled_at is not None:
        found.settled_at = found.settled_by = found.settled_words = None
        work.touch("flags")
