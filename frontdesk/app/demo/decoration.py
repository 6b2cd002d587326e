"""Decorations of the demo estate: three months of files, from those put away to those handed in this morning.

Each file is a story: so many days before today, what happened. What takes or gives money happens in the shift of
its day, so the stories are told while the year is built; what stands for today is done on its morning.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import partial

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.decoration.queries.detail import proposed_amounts
from frontdesk.areas.decoration.queries.files import file_by_id
from frontdesk.areas.decoration.queries.passes import PASS_KIND
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.articles import Ground, Level, WorkKind
from frontdesk.areas.decoration.rules.course import Step
from frontdesk.areas.decoration.rules.kinds import Applicant
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.rules.terms import Terms
from frontdesk.areas.decoration.service import (
    Agree,
    Apply,
    AttachPaper,
    BreachInput,
    ContractorInput,
    FindingInput,
    Finish,
    Inspect,
    IssuePass,
    LookOver,
    PaperInput,
    Pay,
    Recheck,
    RecordWater,
    RefundDeposit,
    ReportBreach,
    SaveTerms,
    ScopeInput,
    Settle,
    Start,
    TakeStep,
    TenderInput,
    WithdrawScope,
    WorkerInput,
    agree,
    apply,
    attach_paper,
    finish,
    inspect,
    issue_pass,
    look_over,
    pay,
    recheck,
    record_water,
    refund_deposit,
    report_breach,
    save_terms,
    settle,
    start,
    take_step,
    withdraw_scope,
)
from frontdesk.areas.permits.queries.goods import residents
from frontdesk.areas.permits.queries.kinds import kind_on
from frontdesk.areas.permits.service.permit_money import Pay as PassPay
from frontdesk.base.store.work import Actor
from frontdesk.base.values.money import ZERO, Money

RECHECK_DAYS = 60
"""The office looks over again after so many days: the demo estate's year is too short for more."""
_K, _W = PaperKind, WorkKind


def _firm(name: str, licence: str, head: str, phone: str) -> ContractorInput:
    return ContractorInput(False, f"杭州{name}装饰工程有限公司", licence, "二级", head, phone)


_JINHE = _firm("锦合", "91330106MA27XBQ3XN", "何勇", "13812346071")
_HENGMEI = _firm("恒美", "91330106MA2B0C5H50", "魏东", "13812346073")
_OWN = ContractorInput(True, head="谢安平", head_phone="13812346072")
_WHOLE = (
    ScopeInput("厨房", _W.PLUMBING, "地面、墙面贴砖，改水电"),
    ScopeInput("主卫", _W.WATERPROOF, "地面重做防水，换洁具"),
    ScopeInput("客厅", _W.LIGHT_WALL, "拆厨房与餐厅间轻质隔墙", "图纸 2 号"),
)
_PART = (ScopeInput("厨房", _W.FIXTURES, "换橱柜"), ScopeInput("次卫", _W.FINISH, "墙面贴砖"))
_GAS = (*_PART, ScopeInput("厨房", _W.GAS, "移燃气表"))
_DRAWN = (
    *_WHOLE,
    ScopeInput("阳台", _W.BALCONY, "封阳台，不动窗下墙"),
    ScopeInput("客厅", _W.OPENING, "承重墙开门洞 900mm"),
)
_PAPERS = (
    _K.TITLE, _K.IDENTITY, _K.APPLICATION, _K.DRAWING, _K.LICENCE, _K.GRADE, _K.PLEDGE, _K.WATER_PLAN,
)  # fmt: skip
_WORKERS = (
    WorkerInput("何勇", "330102199001011234", "木工", "13812346071"),
    WorkerInput("谢安平", "33010219800307447X", "瓦工"),
    WorkerInput("郑凯", "", "水电工"),
)

Act = Callable[["Story"], None]


@dataclass(slots=True)
class Story:
    """One file as it goes on: `file_id` once it is handed in, `happens` the days before today and what is done then."""

    year: Year
    clerk: Actor
    leader: Actor
    code: str
    summary: str
    firm: ContractorInput
    scope: tuple[ScopeInput, ...]
    papers: tuple[PaperKind, ...] = _PAPERS
    lasts: int = 60
    happens: list[tuple[int, Act]] = field(default_factory=list)
    file_id: int = 0
    owner: str = ""

    @property
    def facts(self) -> FileFacts:
        return self.year.runner.read(file_by_id, self.file_id, self.year.clock.today())

    def tell(self, ago: int) -> None:
        """Do what happened so many days ago."""
        for day, act in self.happens:
            if day == ago and (self.file_id or act is applied):
                self.year.clock.forward(minutes=1)
                act(self)


def applied(story: Story) -> None:
    """Handed in by an owner; a home that has none tells no story."""
    runner, day = story.year.runner, story.year.clock.today()
    unit = runner.read(find_unit, story.code)
    owners = (
        [r for r in runner.read(residents, unit.id, day) if r.kind is RoleKind.OWNER]
        if unit is not None
        else []
    )
    if unit is None or not owners:
        return
    story.owner = owners[0].name
    command = Apply(
        unit.id, owners[0].name, Applicant.OWNER, day + timedelta(days=3), day + timedelta(days=3 + story.lasts),
        story.firm, story.scope, tuple(PaperInput(kind) for kind in story.papers),
        person_id=owners[0].person_id, summary=story.summary,
    )  # fmt: skip
    story.file_id = runner.run(apply, command, actor=story.clerk).value.file_id


def _taken(step: Step, words: str = "", *, by_finance: bool = False) -> Act:
    def act(story: Story) -> None:
        facts = story.facts
        actor = story.year.finance if by_finance else story.leader
        story.year.runner.run(take_step, TakeStep(facts.id, facts.version, words, step=step), actor=actor)

    return act


def approved(story: Story) -> None:
    """What nobody may approve is taken out of the scope first."""
    for item in story.facts.standing:
        if item.verdict.level is Level.PROHIBITED:
            command = WithdrawScope(story.file_id, item.id, "第五条不得批准，业主同意撤下")
            story.year.runner.run(withdraw_scope, command, actor=story.clerk)
    _taken(Step.APPROVE, "同意。防水须闭水 48 小时")(story)


def agreed(story: Story) -> None:
    facts, runner = story.facts, story.year.runner
    amounts = runner.read(proposed_amounts, facts.unit_id)
    command = Agree(
        facts.id, facts.version, "管理服务协议两份", signed_by=story.owner,
        management_fee=amounts.management_fee, waste_fee=amounts.waste_fee, deposit=amounts.deposit,
    )  # fmt: skip
    runner.run(agree, command, actor=story.clerk)
    runner.run(attach_paper, AttachPaper(facts.id, PaperInput(_K.AGREEMENT)), actor=story.clerk)


def paid(story: Story) -> None:
    """Fees and deposit by telephone, two receipts in the cashier's shift."""
    facts = story.facts
    number = f"42000026{facts.id:04d}{story.year.clock.today():%m%d}"
    command = Pay(
        facts.id, facts.version,
        fee_tenders=_way(facts.fees_owed, f"{number}1"), deposit_tenders=_way(facts.deposit_short, f"{number}2"),
    )  # fmt: skip
    story.year.runner.run(pay, command, actor=story.year.cashier)


def _way(amount: Money, number: str) -> tuple[TenderInput, ...]:
    return (TenderInput(Tender.WECHAT, amount, number),) if amount else ()


def started(story: Story) -> None:
    facts = story.facts
    command = Start(facts.id, facts.version, workers=_WORKERS[: 3 if story.scope is _DRAWN else 2])
    story.year.runner.run(start, command, actor=story.clerk)


def _patrolled(
    seen: str, *, next_in: int = 7, next_words: str = "", breach: BreachInput | None = None, photos: int = 0
) -> Act:
    def act(story: Story) -> None:
        facts, today = story.facts, story.year.clock.today()
        first = facts.standing[0]
        command = Inspect(
            facts.id, facts.version, seen=seen, inspector="吴涛",
            findings=(FindingInput(first.id, words=f"{first.room}按图施工"),),
            photos=tuple(
                PaperInput(_K.PHOTO, f"现场 {n + 1}.jpg", photo(n), seen[:20]) for n in range(photos)
            ),
            breaches=() if breach is None else (breach,),
            next_on=today + timedelta(days=next_in), next_words=next_words,
        )  # fmt: skip
        story.year.runner.run(inspect, command, actor=story.clerk)

    return act


def mended(story: Story) -> None:
    for breach in story.facts.breaches:
        if breach.open:
            command = Recheck(breach.id, True, "已按要求恢复")
            story.year.runner.run(recheck, command, actor=story.clerk)


def reported(story: Story) -> None:
    command = ReportBreach(story.facts.breaches[-1].id, "西湖区住房和城乡建设局", words="已停工，附现场照片")
    story.year.runner.run(report_breach, command, actor=story.leader)


def tested(story: Story) -> None:
    """闭水 in each room that wants one, two days and more."""
    now = story.year.clock.now()
    rooms = dict.fromkeys(item.room for item in story.facts.standing if item.verdict.water_test)
    for room in rooms:
        command = RecordWater(
            story.file_id, room, now - timedelta(hours=50), now - timedelta(hours=1), True, "业主、楼下住户"
        )
        story.year.runner.run(record_water, command, actor=story.clerk)


def _finished(in_days: int = 1, at: time | None = None) -> Act:
    def act(story: Story) -> None:
        facts = story.facts
        day = story.year.clock.today() + timedelta(days=in_days)
        story.year.runner.run(
            finish, Finish(facts.id, facts.version, next_on=day, next_at=at), actor=story.clerk
        )

    return act


def looked_over(story: Story) -> None:
    facts = story.facts
    command = LookOver(facts.id, facts.version, seen="逐项看过，与批准的内容一致", inspector="吴涛")
    story.year.runner.run(look_over, command, actor=story.leader)


def settled(story: Story) -> None:
    facts = story.facts
    story.year.runner.run(settle, Settle(facts.id, facts.version), actor=story.clerk)


def refunded(story: Story) -> None:
    """The way it was paid, in the cashier's shift."""
    facts = story.facts
    drawn = facts.settlement
    back = drawn.refund if drawn is not None else ZERO
    command = RefundDeposit(
        facts.id, facts.version, tenders=_way(back, f"50000026{facts.id:04d}{story.year.clock.today():%m%d}")
    )
    story.year.runner.run(refund_deposit, command, actor=story.year.cashier)


def passes_issued(story: Story) -> None:
    """Two of the people get their pass, its deposit by telephone."""
    runner = story.year.runner
    today = story.year.clock.today()
    deposit = runner.read(kind_on, PASS_KIND, today).facts.deposit
    for worker in story.facts.workers[:2]:
        way = _way(deposit, f"42000026{story.file_id:04d}{today:%m%d}9{worker.id:03d}")
        command = IssuePass(worker.id, pay=PassPay(deposit=way or None))
        runner.run(issue_pass, command, actor=story.year.cashier)


def photo(number: int) -> bytes:
    """A picture of a wall with its window, as somebody's telephone takes it."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (960, 720), ((201, 194, 182), (185, 191, 196))[number % 2])
    draw = ImageDraw.Draw(picture)
    for row in range(0, 720, 60):
        shift = 60 if row % 120 else 0
        for left in range(-shift, 960, 120):
            draw.rectangle((left, row, left + 120, row + 60), outline=(164, 155, 140), width=3)
    draw.rectangle((300, 120, 660, 420), fill=(223, 233, 239), outline=(111, 106, 98), width=10)
    draw.rectangle((300, 430, 660, 560 + 60 * (number % 2)), fill=(141, 131, 117))
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=70)
    return made.getvalue()


_ACCEPTED = _taken(Step.ACCEPT, "业主本人到场")
_WINDOW = BreachInput(
    Ground.A5_3, "窗下墙凿除 0.4㎡", "立即停止，按原样砌回", deduction=Money.yuan(300), done=False
)


def _begun(ago: int) -> list[tuple[int, Act]]:
    """From the application to the start, in four days."""
    return [
        (ago + 4, applied), (ago + 4, _ACCEPTED), (ago + 2, approved), (ago + 1, agreed), (ago + 1, paid),
        (ago, started),
    ]  # fmt: skip


def _done(ago: int, built: int) -> list[tuple[int, Act]]:
    """Started so long ago, built in so many days, looked over the first time the day after."""
    return [
        *_begun(ago), (ago - built + 1, _patrolled("成品保护、消防器材")), (ago - built, tested),
        (ago - built, _finished()), (ago - built - 1, looked_over),
    ]  # fmt: skip


_FILES: tuple[
    tuple[str, str, ContractorInput, tuple[ScopeInput, ...], tuple[PaperKind, ...], int, list[tuple[int, Act]]], ...
] = (
    # Put away; the deposit back, overdue and in time; looked over once; to be looked over.
    ("4-1-0101", "厨卫翻新", _JINHE, _WHOLE, _PAPERS, 40, [
        *_done(82, 6), (15, looked_over), (14, settled), (13, _taken(Step.ALLOW_REFUND, "同意退还", by_finance=True)),
        (12, refunded), (11, _taken(Step.ARCHIVE)),
    ]),
    ("4-1-0201", "局部", _HENGMEI, _WHOLE, _PAPERS, 40, [
        *_begun(80), (76, _patrolled("窗下墙凿除 0.4㎡", breach=_WINDOW)), (74, mended), (73, tested),
        (73, _finished()), (72, looked_over), (11, looked_over), (10, settled),
        (9, _taken(Step.ALLOW_REFUND, "扣款有依据，同意", by_finance=True)),
    ]),
    ("1-1-0602", "全屋", _JINHE, _WHOLE, _PAPERS, 40, [*_done(74, 8), (3, looked_over), (2, settled)]),
    ("3-1-0703", "全屋", _HENGMEI, _WHOLE, _PAPERS, 60, [*_done(40, 28)]),
    ("2-1-0803", "厨卫翻新", _JINHE, _WHOLE, _PAPERS, 60, [
        *_begun(30), (23, _patrolled("水电开槽、垃圾清运")), (2, tested), (2, _finished(2, time(15, 0))),
    ]),
    # Being built: as drawn, a breach over its limit, all well, near its end, stopped and reported.
    ("2-2-0301", "全屋", _JINHE, _DRAWN, _PAPERS, 90, [
        *_begun(29), (22, _patrolled("成品保护、消防器材")), (14, _patrolled("水电开槽、垃圾清运")),
        (7, _patrolled("窗下墙凿除 0.4㎡", breach=_WINDOW, photos=2, next_words="闭水试验")), (4, mended),
        (28, passes_issued),
    ]),
    ("4-1-1501", "全屋", _HENGMEI, _WHOLE, _PAPERS, 60, [
        *_begun(20), (13, _patrolled("水电开槽")), (4, _patrolled("窗下墙凿除 0.6㎡", breach=_WINDOW)),
    ]),
    ("5-2-0604", "厨卫翻新", _OWN, _PART, _PAPERS, 30, [*_begun(8), (1, _patrolled("墙面贴砖", next_in=4))]),
    ("1-2-0101", "局部", _OWN, _PART, _PAPERS, 30, [*_begun(24), (5, _patrolled("橱柜安装，快收尾"))]),
    ("3-2-0101", "全屋", _HENGMEI, _WHOLE, _PAPERS, 60, [
        *_begun(16), (6, _patrolled("客厅承重墙开洞", breach=BreachInput(
            Ground.A5_1, "客厅承重墙开洞 600mm", "立即停工，由设计单位出加固方案", done=True,
        ))), (6, _taken(Step.STOP, "动了承重结构")), (5, reported),
    ]),
    # Withdrawn again; and this morning's, from the counter to the cash desk.
    ("5-1-0201", "局部", _OWN, _PART, _PAPERS, 30, [(20, applied), (18, _taken(Step.WITHDRAW, "业主改到明年再装"))]),
    ("1-1-0101", "局部", _OWN, _PART, _PAPERS, 60, [(2, applied), (2, _ACCEPTED), (1, approved)]),
    ("2-1-0201", "全屋", _JINHE, _WHOLE, _PAPERS, 60, [(3, applied), (3, _ACCEPTED), (1, approved), (0, agreed)]),
    ("3-2-0201", "拆非承重墙", _HENGMEI, _GAS, _PAPERS, 60, [(2, applied), (2, _ACCEPTED)]),
    ("4-2-0102", "全屋", _JINHE, _WHOLE, _PAPERS, 60, [(1, applied), (1, _ACCEPTED)]),
    ("5-1-0102", "厨卫翻新", _OWN, _PART, (_K.TITLE, _K.IDENTITY, _K.APPLICATION, _K.PLEDGE), 60, [(0, applied)]),
    ("2-2-0102", "全屋", _JINHE, _WHOLE, _PAPERS, 60, [(0, applied)]),
)  # fmt: skip
"""Unit, what it is called, who builds, the scope, the papers, how many days it lasts, and what happened when."""
MONEY: frozenset[Act] = frozenset({paid, passes_issued, refunded})


def begin_decorations(year: Year, admin: Actor, clerk: Actor, leader: Actor) -> None:
    """The office's terms, and who comes to the desk on which day; `decorate` does what is of today."""
    year.runner.run(save_terms, SaveTerms(Terms(recheck_days=RECHECK_DAYS)), actor=admin)
    for code, summary, firm, scope, papers, lasts, happens in _FILES:
        story = Story(year, clerk, leader, code, summary, firm, scope, papers, lasts, happens)
        for ago in {ago for ago, _act in happens}:
            money = any(act in MONEY for day, act in happens if day == ago)
            year.call(year.today - timedelta(days=ago), partial(story.tell, ago), money=money)


def decorate(year: Year) -> None:
    """What of the stories is of today: this morning's applications, an agreement, two passes."""
    year.at(year.today, 8, 22)
    for call in year.called(year.today):
        call()
