"""What the close asks for and shows: the list before the count (M7.7), the figures after it (M7.3, M7.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import and_, exists, func, literal_column, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.model import (
    Payment,
    PaymentTender,
    PaymentVoid,
    PrepaidMove,
    TenderReference,
)
from frontdesk.areas.cashdesk.queries.figures import ShiftFigures, shift_figures
from frontdesk.areas.cashdesk.queries.ledger import skipped_papers
from frontdesk.areas.cashdesk.queries.moves import hand_ins
from frontdesk.areas.cashdesk.queries.prepaid import prepaid_balances
from frontdesk.areas.cashdesk.queries.receipts import unprinted, without_reference
from frontdesk.areas.cashdesk.queries.series import unprinted_others
from frontdesk.areas.cashdesk.queries.shifts import CountRow, ShiftRow, last_shift, shift_count, shift_row
from frontdesk.areas.cashdesk.rules.drawer import Pieces, Split, nearest, pieces, split
from frontdesk.areas.cashdesk.rules.identity import Proof
from frontdesk.areas.cashdesk.rules.kinds import (
    COLLECT_DRAFT_PAGE,
    FROM_TAKINGS_SETTING,
    PAYMENT,
    TENDER_WORDS,
    ShiftState,
    Tender,
)
from frontdesk.areas.cashdesk.rules.shifts import over_or_short
from frontdesk.areas.fees.model import Charge
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

_MOST_NAMED = 3
ALWAYS_SHOWN = (Tender.CASH, Tender.WECHAT, Tender.ALIPAY, Tender.CARD, Tender.TRANSFER)


class Tone(StrEnum):
    """How a point of the list looks: all well, worth knowing, should be settled first."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One line of 关班检查. `blocks`: the count asks before it goes on; nothing stands in the way for good (T22)."""

    key: str
    tone: Tone
    words: str
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class TenderReveal:
    """A tender's line of 核对. `counted` is None where nobody added up the slips; `words` say how it stands."""

    kind: Tender
    expected: Money
    counted: Money | None
    slips_expected: int
    slips_counted: int | None
    words: str
    gone_back: Money = ZERO
    """What refunds and returned deposits paid out by it: not on these slips, checked by itself."""

    @property
    def difference(self) -> Money:
        return ZERO if self.counted is None else self.counted - self.expected


@dataclass(frozen=True, slots=True)
class CashLine:
    """A line of 应有现金怎么来, signed."""

    words: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Revealed:
    """Everything that shows once the count is stored. `kept_back` is proposed, `parting` how it would be made."""

    shift: ShiftRow
    count: CountRow
    figures: ShiftFigures
    proof: Proof
    tenders: tuple[TenderReveal, ...]
    cash: tuple[CashLine, ...]
    kept_back: Money
    parting: Split | None

    @property
    def expected(self) -> Money:
        return self.figures.expected_cash

    @property
    def counted(self) -> Money:
        return self.count.counted

    @property
    def difference(self) -> Money:
        return self.counted - self.expected

    @property
    def handed_in(self) -> Money:
        return self.counted - self.kept_back

    @property
    def needs_reason(self) -> bool:
        """Whether anything differs: the reason is stored, the figures are never adjusted (M7.3)."""
        return any(tender.difference for tender in self.tenders)


@dataclass(frozen=True, slots=True)
class Parting:
    """What stays and what goes for a float that is being typed; `proposal` is the nearest these pieces make."""

    parting: Split | None
    proposal: Money


def close_check(session: Session, shift_id: int, today: date | None = None) -> tuple[CheckPoint, ...]:
    """What should be settled before the count (M7.7). Without *today* the point about midnight is left out."""
    shift = shift_row(session, shift_id)
    points = (
        *_draft_points(session, shift),
        _references(session, shift),
        _same_reference(session, shift),
        _named(
            "unprinted",
            (*unprinted(session, shift.id), *unprinted_others(session, shift.id)),
            tr("收据都已打印"),
            tr("{n} 张收据没有打印：{names}"),
        ),
        _named(
            "spoiled",
            skipped_papers(session),
            _void_words(session, shift),
            tr("{n} 张纸质票没有登记用途：{names}"),
        ),
        _out_of_takings(session, shift),
        _prepaid_and_owing(session, shift),
        _float_point(session, shift),
        _returned(session, shift),
        _midnight(shift, today),
    )
    return tuple(point for point in points if point is not None)


def revealed(session: Session, shift_id: int) -> Revealed:
    """The figures beside the count. Raises `Refused` while the count is not stored (M7.3)."""
    shift = shift_row(session, shift_id)
    count = shift_count(session, shift_id)
    if count is None:
        raise Refused(tr("先清点，确认以后才显示应有金额"))
    figures = shift_figures(session, shift_id)
    counted = pieces(count.counts)
    kept = proposed_float(counted, shift.opening_float)
    return Revealed(
        shift,
        count,
        figures,
        figures.prove(),
        compare(figures, count),
        _cash_lines(figures),
        kept,
        split(counted, kept),
    )


def part_count(session: Session, shift_id: int, keep: Money) -> Parting:
    """Which notes stay and which go when *keep* is kept back of the stored count. Raises `Refused` before it."""
    count = shift_count(session, shift_id)
    if count is None:
        raise Refused(tr("先清点，确认以后才显示应有金额"))
    counted = pieces(count.counts)
    return Parting(split(counted, keep), nearest(counted, keep))


def proposed_float(counted: Pieces, opening: Money) -> Money:
    """What is kept back when nobody says otherwise: the float of this shift, or the nearest the pieces make."""
    return nearest(counted, opening)


def compare(figures: ShiftFigures, count: CountRow) -> tuple[TenderReveal, ...]:
    """The count beside what it should be, tender by tender."""
    sums, slips = figures.slip_sums, count.slips or {}
    kinds = [k for k in Tender if k in ALWAYS_SHOWN or sums.get(k) or slips.get(k)]
    return tuple(_compared(figures, count, kind) for kind in kinds)


def _compared(figures: ShiftFigures, count: CountRow, kind: Tender) -> TenderReveal:
    if kind is Tender.CASH:
        expected, counted = figures.expected_cash, count.counted
        return TenderReveal(kind, expected, counted, 0, None, over_or_short(counted - expected) or tr("相符"))
    expected, n, back = figures.slip_sums.get(kind, ZERO), figures.slips.get(kind, 0), figures.gone_back(kind)
    if count.slips is None:
        words = tr("结算单未核对") if n else tr("无")
        return TenderReveal(kind, expected, None, n, None, _apart(words, back), back)
    slips, amount = count.slips.get(kind, (0, ZERO))
    words = over_or_short(amount - expected) or (tr("相符") if n or slips else tr("无"))
    return TenderReveal(kind, expected, amount, n, slips, _apart(words, back), back)


def _apart(words: str, back: Money) -> str:
    """What went back by the tender is said beside its slips: it has slips of its own."""
    return tr("{words}，另退 {back}", words=words, back=back) if back else words


def _cash_lines(figures: ShiftFigures) -> tuple[CashLine, ...]:
    lines = [
        CashLine(tr("期初备用金"), figures.opening),
        CashLine(tr("现金收入"), figures.cash_in),
        CashLine(tr("找零"), -figures.change),
    ]
    signs = {
        "hand_in": (tr("中途缴款"), -1),
        "petty_in": (tr("零星收入"), 1),
        "petty_out": (tr("零星支出"), -1),
    }
    for move in figures.moves:
        if not move.at_close:
            word, sign = signs[move.kind]
            lines.append(CashLine(f"{word} {local_time(move.at):%H:%M}", move.amount * sign))
    lines += [CashLine(move.words, move.amount) for move in figures.further]
    return tuple(lines)


def _draft_points(session: Session, shift: ShiftRow) -> tuple[CheckPoint, ...]:
    found = drafts(session, shift.cashier_id)
    unfinished = [draft.title for draft in found if draft.page == COLLECT_DRAFT_PAGE]
    others = len(found) - len(unfinished)
    point = _named("collecting", tuple(unfinished), tr("没有未完的收款"), tr("{n} 笔收款没有完成：{names}"))
    if not others:
        return (point,)
    return (point, CheckPoint("drafts", Tone.WARN, tr("草稿 {n} 份，留给下一班", n=others)))


def _references(session: Session, shift: ShiftRow) -> CheckPoint:
    missing = without_reference(session, shift.id)
    if not missing:
        return CheckPoint("references", Tone.OK, tr("非现金都有交易单号"))
    words = tr("{n} 张收据的非现金没有交易单号：{names}", n=len(missing), names=_names(missing))
    return CheckPoint("references", Tone.BAD, words, blocks=True)


def _same_reference(session: Session, shift: ShiftRow) -> CheckPoint | None:
    """The same slip on two receipts: one transfer for two homes, or a slip entered twice."""
    reference = func.coalesce(TenderReference.reference, PaymentTender.reference)
    twice = session.scalars(
        select(reference)
        .select_from(PaymentTender)
        .join(Payment, Payment.id == PaymentTender.payment_id)
        .outerjoin(TenderReference, TenderReference.tender_id == PaymentTender.id)
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(Payment.shift_id == shift.id, PaymentVoid.id.is_(None), reference != "")
        .group_by(PaymentTender.kind, reference)
        .having(func.count(PaymentTender.payment_id.distinct()) > 1)
        .order_by(reference)
    ).all()
    if not twice:
        return None
    words = tr("{n} 个交易单号用在几张收据上：{names}", n=len(twice), names=_names(tuple(twice)))
    return CheckPoint("same_reference", Tone.WARN, words)


def _void_words(session: Session, shift: ShiftRow) -> str:
    voided = session.scalar(
        select(func.count()).select_from(PaymentVoid).join(Payment).where(Payment.shift_id == shift.id)
    )
    return tr("作废票 {n} 张，已登记", n=voided) if voided else tr("没有作废票")


def _out_of_takings(session: Session, shift: ShiftRow) -> CheckPoint:
    """坐支: what was paid out can only come from the float; more than that came out of the takings.

    A setting allows it where the bank gave leave. Deposits taken are takings too: paying out of them is 坐支.
    """
    figures = shift_figures(session, shift.id)
    back = figures.gone_back(Tender.CASH)
    over = figures.petty_out + back - figures.petty_in - figures.opening
    if over <= ZERO:
        return CheckPoint("takings", Tone.OK, tr("没有坐支"))
    if get_setting(session, FROM_TAKINGS_SETTING, False):
        return CheckPoint("takings", Tone.OK, tr("动用收款 {over}，已获准坐支", over=over))
    what = tr("零星支出、退款和退押金") if back else tr("零星支出")
    words = tr("{what}比备用金多 {over}，动用了收款（坐支），请向主管说明", what=what, over=over)
    return CheckPoint("takings", Tone.BAD, words)


def _prepaid_and_owing(session: Session, shift: ShiftRow) -> CheckPoint | None:
    """Units that this shift left with prepaid money and something due: it could have been set against it."""
    moved = select(PrepaidMove.unit_id).join(
        Payment, and_(PrepaidMove.source_kind == PAYMENT, Payment.id == PrepaidMove.source_id)
    )
    units = session.scalars(moved.where(Payment.shift_id == shift.id).distinct()).all()
    with_money = prepaid_balances(session, units) if units else {}
    owing = session.scalars(
        select(Unit.code)
        .where(
            Unit.id.in_(with_money),
            exists().where(
                Charge.unit_id == Unit.id,
                Charge.owed != literal_column("0"),
                Charge.due_on < shift.business_on,
            ),
        )
        .order_by(Unit.sort_key)
    )
    names = tuple(owing)
    if not names:
        return None
    words = tr("{n} 户有预存又有到期未缴的：{names}", n=len(names), names=_names(names))
    return CheckPoint("prepaid", Tone.WARN, words)


def _float_point(session: Session, shift: ShiftRow) -> CheckPoint | None:
    """The float this shift began with, held against what the one before it at the desk had left."""
    before = last_shift(session, shift.desk)
    if before is None or before.kept_back == shift.opening_float:
        return None
    words = tr(
        "上一班留下备用金 {left}，本班开班点得 {opening}", left=before.kept_back, opening=shift.opening_float
    )
    return CheckPoint("float", Tone.WARN, words)


def _returned(session: Session, shift: ShiftRow) -> CheckPoint | None:
    back = tuple(
        row.number
        for row in hand_ins(session)
        if row.accepted is False and row.cashier_id == shift.cashier_id
    )
    if not back:
        return None
    words = tr("财务退回 {n} 张缴款单：{names}", n=len(back), names=_names(back))
    return CheckPoint("returned", Tone.WARN, words)


def _midnight(shift: ShiftRow, today: date | None) -> CheckPoint | None:
    if today is None or shift.business_on >= today or shift.state is ShiftState.CLOSED:
        return None
    words = tr("本班是 {day} 开的，结班仍记在 {day}", day=shift.business_on)
    return CheckPoint("midnight", Tone.WARN, words)


def _named(key: str, names: tuple[str, ...], well: str, otherwise: str) -> CheckPoint:
    if not names:
        return CheckPoint(key, Tone.OK, well)
    return CheckPoint(key, Tone.WARN, otherwise.format(n=len(names), names=_names(names)))


def _names(names: tuple[str, ...]) -> str:
    more = tr("等") if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def tender_word(kind: Tender) -> str:
    """A tender as the report names it."""
    return tr(TENDER_WORDS[kind])
