"""The right side of a file (07b): what is next, the money, the people with their passes, the papers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.decoration.queries.detail import FileDetail
from frontdesk.areas.decoration.rules.course import AT_WORK, State
from frontdesk.areas.decoration.rules.papers14 import FIRM_PAPERS, PAPER_WORDS
from frontdesk.areas.decoration.ui.words import tone_of
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import HairLine, Link, Words
from frontdesk.base.widgets.page import Pane, Section
from frontdesk.base.widgets.rows import money_text

_MOST_NAMES = 3
BEFORE = frozenset({State.APPLIED, State.RETURNED})


class FilePane(Pane):
    """Shows one file; its links ask the page."""

    paper_wanted = Signal(int)
    add_paper_wanted = Signal()
    workers_wanted = Signal()
    water_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("decoration_file_pane", parent=parent)
        self.next = self.add_section(tr("接下来"), name="decoration_next_section")
        self.money = self.add_section(tr("钱"), tr("元"), name="decoration_money")
        self.people = self.add_section(tr("工人证"), name="decoration_people")
        self.papers = self.add_section(tr("材料"), name="decoration_papers", line=False)

    def show_file(self, detail: FileDetail, *, may: bool) -> None:
        """Everything anew."""
        self._show_next(detail)
        self._show_money(detail)
        self._show_people(detail, may)
        self._show_papers(detail, may)

    def _show_next(self, detail: FileDetail) -> None:
        section, facts = self.next, detail.facts
        section.clear()
        lines = []
        plan = facts.plans[0] if facts.plans else None
        if plan is not None:
            at = f" {plan.at:%H:%M}" if plan.at is not None else ""
            words = tr("{kind} {day}{at}", kind=tr(plan.kind.value), day=plan.on.isoformat(), at=at)
            lines.append(f"{words}：{plan.words}" if plan.words else words)
        if detail.untested and facts.state in AT_WORK | {State.FINISHED}:
            lines.append(tr("还要做闭水：{rooms}", rooms="、".join(detail.untested)))
        if detail.refund_by is not None:
            lines.append(tr("押金最晚 {day} 退还", day=detail.refund_by.isoformat()))
        if facts.state in AT_WORK:
            lines.append(detail.noise.words)
        section.add_state(tone_of(detail.line.tone), detail.line.words, "\n".join(lines))
        usual = detail.may[0] if detail.may else None
        if usual is not None:
            for need in usual.unmet:
                if need.text == detail.line.words:
                    continue
                section.add(Words(need.text, "body", "warn" if need.liftable else "bad", wrap=True))
        if detail.untested and facts.state in AT_WORK | {State.FINISHED}:
            link = Link(tr("登记闭水试验"), "decoration_water_link")
            link.clicked.connect(self.water_wanted)
            section.add_row(link)

    def _show_money(self, detail: FileDetail) -> None:
        section, money = self.money, detail.money
        section.clear()
        if detail.facts.agreement is None and not money.charges and not money.deposit:
            section.add(Words(tr("签了协议才有金额。"), tone="text2", wrap=True))
            return
        if money.deposit:
            state = tr("已退") if money.refunded else tr("已收") if money.deposit_paid else tr("待收")
            self._amount(section, tr("装修押金（{state}）", state=state), money_text(money.deposit))
        for item, amount, paid in money.charges:
            state = tr("已收") if paid else tr("待收")
            self._amount(section, tr("{item}（{state}）", item=item, state=state), money_text(amount))
        if detail.facts.fees_uncharged:
            self._amount(section, tr("还没有收的费用"), money_text(detail.facts.fees_uncharged))
        if money.kept:
            word = tr("违规扣款") if money.refunded else tr("违规扣款（拟）")
            self._amount(section, word, money_text(ZERO - money.kept), "bad")
        if money.deposit_paid:
            section.add(HairLine("line"))
            word = tr("退了") if money.refunded else tr("可退")
            self._amount(section, word, money_text(money.back), face="bold")

    @staticmethod
    def _amount(section: Section, word: str, amount: str, tone: str = "text", face: str = "body") -> None:
        said = Words(word, "body", "text2" if face == "body" else "text")
        shown = Words(amount, "bold" if face == "bold" else "body", tone, right=True)
        shown.setAccessibleName(f"{word} {amount}")
        section.add_row(said, None, shown)

    def _show_people(self, detail: FileDetail, may: bool) -> None:
        section, facts = self.people, detail.facts
        section.clear()
        here = [worker for worker in facts.workers if worker.left_on is None]
        passes = sum(1 for worker in here if worker.permit_id is not None)
        if section.heading is not None:
            section.heading.set_hint(tr("{n} 张，随许可到期", n=passes) if passes else "")
        if here:
            names = "、".join(worker.name for worker in here[:_MOST_NAMES])
            more = len(here) - _MOST_NAMES
            told = tr("{names} 等 {n} 人", names=names, n=len(here)) if more > 0 else names
            section.add(Words(told, wrap=True))
        else:
            section.add(Words(tr("还没有登记施工人员。"), tone="text2", wrap=True))
        for row in detail.passes:
            if row.ends_on is not None and row.ends_on < facts.steps[-1].on and not facts.over:
                section.add_state("bad", tr("{name} 的证已到期", name=row.holder))
        if may and not facts.over:
            link = Link(tr("登记施工人员"), "decoration_workers_link")
            link.clicked.connect(self.workers_wanted)
            section.add_row(link)

    def _show_papers(self, detail: FileDetail, may: bool) -> None:
        section, facts = self.papers, detail.facts
        section.clear()
        shown = [paper for paper in facts.papers if paper.kind.value != "photo"]
        if section.heading is not None:
            section.heading.set_hint(tr("{n} 项", n=len({paper.kind for paper in shown})))
        missing = [one for one in facts.wanted if one.kind not in facts.there]
        if not missing:
            section.add_state("ok", tr("齐"))
        for one in missing:
            if one.kind in FIRM_PAPERS and len(facts.contractors) > 1 and facts.state not in BEFORE:
                words = tr("缺 {what}（{ground}，换了施工单位）", what=tr(one.words), ground=one.ground)
            else:
                words = tr("缺 {what}（{ground}，{stage}前）", what=tr(one.words), ground=one.ground,
                           stage=tr(one.stage.value))  # fmt: skip
            section.add_state("warn", words)
        on_paper = []
        for paper in shown:
            word = tr(PAPER_WORDS[paper.kind])
            if paper.stale:
                word = tr("{what}（原单位）", what=word)
            if paper.hash is None:
                on_paper.append(word)
                continue
            link = Link(f"{word} {paper.name}"[:36], f"decoration_paper_{paper.id}")
            link.setToolTip(paper.name)
            link.clicked.connect(lambda wanted=paper.id: self.paper_wanted.emit(wanted))
            section.add_row(link)
        if on_paper:
            section.add(Words("、".join(dict.fromkeys(on_paper)), tone="text2", wrap=True))
        if may and not facts.over:
            link = Link(tr("收材料…"), "decoration_paper_add")
            link.clicked.connect(self.add_paper_wanted)
            section.add_row(link)
