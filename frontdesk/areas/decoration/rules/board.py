"""What comes next for a file, in one line with its tone: the board's cards, the page's 接下来, the lists (D4.3, D4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from frontdesk.areas.decoration.rules.course import State
from frontdesk.areas.decoration.rules.kinds import VisitKind, days_words
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


class Tone(StrEnum):
    """How loud a line is; the values are the tones of the screen's dots."""

    OK = "ok"
    INFO = "info"
    WARN = "warn"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its tone and its words."""

    tone: Tone
    words: str


@dataclass(frozen=True, slots=True)
class Visit:
    """The next planned visit."""

    kind: VisitKind
    on: date
    at: time | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A breach that is not mended: until when, and what."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class NextFacts:
    """What the line is made of. `last_words` are those of the last step; the `…_on` are limits of the office's.
    `firm_papers` are papers of a new contractor that are not there.
    """

    state: State
    today: date
    starts_on: date
    ends_on: date
    missing: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    last_words: str = ""
    approve_by: date | None = None
    fees_owed: Money = ZERO
    deposit_short: Money = ZERO
    held: Money = ZERO
    lapse_from: date | None = None
    breaches: tuple[Limit, ...] = ()
    visit: Visit | None = None
    soon_days: int = 7
    recheck_on: date | None = None
    refund_by: date | None = None
    firm_papers: tuple[str, ...] = ()


_FIGURES = ("今天", "明天", "两", "三", "四", "五", "六", "七", "八", "九", "十")


def next_line(facts: NextFacts) -> Line:
    """The most pressing thing."""
    match facts.state:
        case State.APPLIED:
            if facts.missing:
                return Line(Tone.WARN, tr("缺：{papers}", papers="、".join(facts.missing)))
            return Line(Tone.INFO, tr("材料齐，待受理"))
        case State.RETURNED:
            return Line(Tone.WARN, tr("退回：{words}", words=facts.last_words))
        case State.ACCEPTED:
            return _approving(facts)
        case State.APPROVED:
            return Line(Tone.INFO, tr("协议待签"))
        case State.AGREED:
            return _paying(facts)
        case State.PAID:
            return _starting(facts)
        case State.STOPPED:
            return Line(Tone.DANGER, tr("停工：{words}", words=facts.last_words))
        case State.RUNNING:
            return _working(facts)
        case State.FINISHED | State.CHECKED:
            return _checking(facts)
        case _:
            return _ending(facts)


def _approving(facts: NextFacts) -> Line:
    if facts.against:
        # The item's name stands before the article: the card has room for the article and what is waited for.
        return Line(Tone.DANGER, facts.against[0])
    if facts.approve_by is None:
        return Line(Tone.INFO, tr("待工程部审批"))
    late = (facts.today - facts.approve_by).days
    if late > 0:
        return Line(Tone.DANGER, tr("工程部审批超 {n} 天", n=late))
    return Line(Tone.INFO, tr("工程部，限 {day}", day=days_words(facts.approve_by, facts.today)))


def _paying(facts: NextFacts) -> Line:
    if facts.deposit_short:
        return Line(Tone.WARN, tr("待缴 押金 {amount}", amount=facts.deposit_short))
    if facts.fees_owed:
        return Line(Tone.WARN, tr("待缴 费用 {amount}", amount=facts.fees_owed))
    return Line(Tone.INFO, tr("没有费用，待办缴费"))


def _starting(facts: NextFacts) -> Line:
    if facts.deposit_short or facts.fees_owed:
        return _paying(facts)
    if facts.lapse_from is not None and facts.today >= facts.lapse_from:
        return Line(Tone.WARN, tr("过期没有开工，可办失效"))
    return Line(Tone.INFO, tr("待开工，计划 {day}", day=days_words(facts.starts_on, facts.today)))


def _working(facts: NextFacts) -> Line:
    late = [limit for limit in facts.breaches if limit.on < facts.today]
    if late:
        worst = min(late, key=lambda limit: limit.on)
        return Line(
            Tone.DANGER, tr("整改超 {n} 天：{what}", n=(facts.today - worst.on).days, what=worst.what)
        )
    left = (facts.ends_on - facts.today).days
    if left < 0:
        return Line(Tone.DANGER, tr("许可已过期 {n} 天", n=-left))
    if facts.firm_papers:
        return Line(Tone.WARN, tr("换了施工单位，缺：{papers}", papers="、".join(facts.firm_papers)))
    visit = facts.visit
    if visit is not None and visit.on <= facts.today:
        return _visit_now(visit, facts.today)
    if facts.breaches:
        first = min(facts.breaches, key=lambda limit: limit.on)
        return Line(
            Tone.WARN, tr("限 {day} 整改：{what}", day=days_words(first.on, facts.today), what=first.what)
        )
    if left <= facts.soon_days:
        return Line(Tone.WARN, ending_words(left))
    if visit is None:
        return Line(Tone.WARN, tr("没有排下次巡查"))
    return Line(
        Tone.OK, tr("正常，{day} {visit}", day=days_words(visit.on, facts.today), visit=tr(visit.kind.value))
    )


def ending_words(left: int) -> str:
    """`今天许可到期`, `七天后许可到期`."""
    if left < 2:
        return tr("{day}许可到期", day=tr(_FIGURES[left]))
    if left < len(_FIGURES):
        return tr("{n}天后许可到期", n=tr(_FIGURES[left]))
    return tr("{n} 天后许可到期", n=left)


def _visit_now(visit: Visit, today: date) -> Line:
    late = (today - visit.on).days
    if late:
        return Line(Tone.WARN, tr("{visit}晚了 {n} 天", visit=tr(visit.kind.value), n=late))
    if visit.words:
        return Line(Tone.INFO, tr("今天{visit}：{words}", visit=tr(visit.kind.value), words=visit.words))
    return Line(Tone.INFO, tr("今天{visit}", visit=tr(visit.kind.value)))


def _checking(facts: NextFacts) -> Line:
    name = tr(VisitKind.FIRST.value if facts.state is State.FINISHED else VisitKind.SECOND.value)
    visit = facts.visit
    day = visit.on if visit is not None else facts.recheck_on
    if day is None:
        return Line(Tone.WARN, tr("待约{visit}", visit=name))
    late = (facts.today - day).days
    if late > 0:
        return Line(Tone.WARN, tr("{visit}晚了 {n} 天", visit=name, n=late))
    at = f" {visit.at:%H:%M}" if visit is not None and visit.at is not None else ""
    tone = Tone.WARN if late == 0 else Tone.INFO
    return Line(tone, tr("{visit} {day}", visit=name, day=days_words(day, facts.today)) + at)


def _ending(facts: NextFacts) -> Line:
    late = (facts.today - facts.refund_by).days if facts.refund_by is not None else 0
    pending = facts.state in (State.RECHECKED, State.SETTLED, State.ALLOWED)
    if pending and late > 0 and facts.held:
        return Line(Tone.DANGER, tr("押金超 {n} 天没有退", n=late))
    match facts.state:
        case State.RECHECKED:
            return Line(Tone.INFO, tr("待结算押金") if facts.held else tr("没有押金，待归档"))
        case State.SETTLED:
            return Line(Tone.INFO, tr("待财务审批"))
        case State.ALLOWED:
            return Line(Tone.WARN, tr("待业主签字退款"))
        case State.REFUNDED:
            return Line(Tone.OK, tr("待归档"))
        case State.ARCHIVED:
            return Line(Tone.OK, tr("已归档"))
        case state if facts.held:
            return Line(Tone.WARN, tr("{state}，押金待退", state=tr(state.value)))
        case state:
            return Line(Tone.INFO, tr(state.value))
