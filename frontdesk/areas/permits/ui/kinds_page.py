"""证件种类: what the office issues, by which rules, and kinds it makes for itself (D3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.permits.queries.kinds import KindRow, VersionRow, kind_versions, known_kinds
from frontdesk.areas.permits.rules.kinds import FORM_WORDS, KindFacts
from frontdesk.areas.permits.ui.kind_fields import SORT_WORDS
from frontdesk.areas.permits.ui.kind_form import PAGE as FORM_PAGE
from frontdesk.areas.permits.ui.kind_form import KindForm
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.stage import Stage
from frontdesk.base.widgets.table import Table

WIDTH = 380


def needs_words(facts: KindFacts) -> tuple[str, ...]:
    """Each condition in a clerk's words."""
    needs = facts.needs
    said: list[str] = []
    if needs.arrears_months is not None:
        most = needs.arrears_months
        said.append(tr("欠费不超过 {n} 个月", n=most) if most else tr("费用已结清"))
    if needs.within_lease:
        said.append(tr("租客不超过租约"))
    if needs.decoration:
        said.append(tr("装修已批准"))
    if needs.vaccination:
        said.append(tr("免疫有效"))
    if needs.photo:
        said.append(tr("要有照片"))
    return tuple(said)


def state_of(row: KindRow, today: date) -> Status:
    """Whether it can be issued."""
    if row.starts_on is not None and row.starts_on > today:
        return Status("info", tr("{day} 起", day=row.starts_on), hollow=True)
    return Status("ok", tr("启用")) if row.facts.active else Status("neutral", tr("已停用"))


COLUMNS: tuple[Column[KindRow], ...] = (
    Column(tr("名称"), lambda r: r.facts.name, kind="strong", name="name", width=128),
    Column(tr("代码"), lambda r: r.facts.code, width=56, name="code"),
    Column(tr("印成"), lambda r: tr(FORM_WORDS[r.facts.form]), width=128, kind="quiet", name="form"),
    Column(tr("最长"), lambda r: tr("{n} 天", n=r.facts.days), right=True, width=72,
           sort=lambda r: r.facts.days, name="days"),
    Column(tr("工本费"), lambda r: r.facts.fee or "", right=True, width=88, sort=lambda r: r.facts.fee, name="fee"),
    Column(tr("押金"), lambda r: r.facts.deposit or "", right=True, width=88,
           sort=lambda r: r.facts.deposit, name="deposit"),
    Column(tr("条件"), lambda r: "、".join(needs_words(r.facts)), kind="quiet", name="needs"),
)  # fmt: skip


class KindsPage(Stage):
    """`open()` shows the list; a draft's key its form. `left` goes back to the permits."""

    TARGETS = ("permit_kinds",)
    DRAFTS = (FORM_PAGE,)

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "permits_kinds_page",
            tr("证件种类"),
            hint=tr("改动从某一天起，已经发出的证不变"),
            back=True,
            topics=("permit_kinds", "permits"),
            parent=parent,
        )
        if self.head.back is not None:
            self.head.back.clicked.connect(self.left)
        may = desk.may(Right.PERMITS_SETUP)
        self.print_button = print_button("kinds_print", self._print)
        self.export_button = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="kinds_export")
        self.export_button.clicked.connect(self._export)
        self.add_button = KeyButton(tr("新种类"), "F2", "primary", name="kinds_add")
        self.add_button.clicked.connect(self.add_kind)
        for button in (self.print_button, self.export_button, self.add_button):
            self.head.add_action(button)
        self.add_button.setVisible(may)
        today = desk.clock.today
        state: Column[KindRow] = Column(
            tr("状态"), lambda r: state_of(r, today()), kind="status", width=152, name="state"
        )
        self._model: RowsModel[KindRow] = RowsModel(
            (*COLUMNS, state), key=lambda r: r.facts.code, faint=lambda r: not r.facts.active
        )
        self.table = Table("permit_kinds", title=tr("证件种类"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.current_changed.connect(self._stood_on)
        self.table.opened.connect(self.change_kind)
        self.pane = Pane("kind_pane")
        self.change_button = KeyButton(tr("修改"), "Enter", "primary", shortcut=False, name="kind_change")
        self.change_button.clicked.connect(lambda: self.change_kind(self.table.current()))
        self._feet = pad(self.change_button, None)
        self._feet.setVisible(may)
        self.pane.set_foot(self._feet)
        self.set_split(self.table, self.pane, WIDTH)

    def refresh(self) -> None:
        self.desk.read_later(known_kinds, self.desk.clock.today(), key="permit_kinds", then=self._show)

    def _show(self, rows: Sequence[KindRow]) -> None:
        self._model.set_rows(rows)
        if self.table.current() is None:
            self.table.select_first()
        else:
            self._stood_on(self.table.current())

    def _stood_on(self, row: KindRow | None) -> None:
        self.pane.clear()
        if row is None:
            return
        facts, today = row.facts, self.desk.clock.today()
        head = self.pane.add_section(name="kind_head")
        state = state_of(row, today)
        head.add_row(Words(facts.name, "lead", select=True), None, StatusLabel(state.tone, state.word))  # type: ignore[arg-type]
        head.add(Words(tr("{code} · 编号 {prefix}-", code=facts.code, prefix=facts.prefix), tone="text2"))
        self._add_facts(facts)
        self._add_needs(facts)
        if facts.fields:
            section = self.pane.add_section(tr("另外要填"), name="kind_fields_shown")
            for field in facts.fields:
                must = tr("必填") if field.required else ""
                section.add_line(
                    field.label, right="，".join(filter(None, (tr(SORT_WORDS[field.sort]), must)))
                )
        if facts.terms:
            section = self.pane.add_section(tr("须知"), name="kind_terms_shown")
            for term in facts.terms:
                section.add(Words(term, wrap=True))
        self._add_versions(self.desk.read(kind_versions, facts.code, today), today)

    def _add_facts(self, facts: KindFacts) -> None:
        section = self.pane.add_section(name="kind_facts")
        section.add_pair(tr("印成"), tr(FORM_WORDS[facts.form]))
        section.add_pair(tr("最长有效期"), tr("{n} 天", n=facts.days))
        section.add_pair(tr("工本费"), str(facts.fee) if facts.fee else tr("不收"))
        section.add_pair(tr("押金"), str(facts.deposit) if facts.deposit else tr("不收"))
        section.add_pair(tr("照片"), tr("要") if facts.photo else tr("不要"))
        section.add_pair(tr("到期"), tr("要交回") if facts.returns else tr("不用交回"))
        who = "、".join(tr(role.value) for role in facts.issuers)
        section.add_pair(tr("谁可以办"), who or tr("有办证权限的人"))

    def _add_needs(self, facts: KindFacts) -> None:
        section = self.pane.add_section(tr("办证的条件"), name="kind_needs")
        said = needs_words(facts)
        for words in said:
            section.add(Words(words))
        if not said:
            section.add(Words(tr("没有条件。"), tone="text2"))

    def _add_versions(self, rows: Sequence[VersionRow], today: date) -> None:
        """修改记录: each version with its day; what differs from the one before it is said."""
        section = self.pane.add_section(tr("修改记录"), line=False, name="kind_history")
        if not rows:
            section.add(Words(tr("还是程序自带的规定，没有改过。"), tone="text2", wrap=True))
        for number, row in enumerate(rows):
            before = rows[number + 1].facts if number + 1 < len(rows) else None
            words = tr("现行") if row.holds else tr("到时生效") if row.starts_on > today else tr("已更换")
            tone = "text" if row.holds or row.starts_on > today else "text3"
            section.add_line(words, at=tr("{day} 起", day=row.starts_on), right=row.by, tone=tone, width=112)
            changed = changes(before, row.facts) if before is not None else ()
            if changed:
                section.add(Words("；".join(changed), "small", "text2", wrap=True))

    # -- doing --

    def add_kind(self) -> None:
        """A new one."""
        if self.desk.may(Right.PERMITS_SETUP):
            self._open_form(KindForm(self.desk))

    def change_kind(self, row: KindRow | None) -> None:
        """The one stood on, as a form."""
        if row is not None and self.desk.may(Right.PERMITS_SETUP):
            self._open_form(KindForm(self.desk, row))

    def _open_form(self, form: KindForm) -> None:
        form.saved.connect(self._saved)
        self.cover(form)

    def _saved(self, code: str) -> None:
        versions = self.desk.read(kind_versions, code, self.desk.clock.today())
        self.refresh()
        self.table.select_key(code)
        latest = max(versions, key=lambda row: row.id)
        if latest.starts_on > self.desk.clock.today():
            said = tr("从 {day} 起生效，到那天才会用上。", day=latest.starts_on)
        else:
            said = tr("从现在起这样办；已经发出的证不变。")
        self.desk.messages.ok(tr("证件种类“{name}”已保存。", name=latest.facts.name), said)

    def open(self, **arguments: Any) -> None:
        """A draft comes back to its form."""
        draft = arguments.get("draft")
        if draft is None or (self.inner() is not None and not self.may_leave()):
            return
        rows = self.desk.read(known_kinds, self.desk.clock.today())
        form = KindForm(self.desk, next((row for row in rows if row.facts.code == draft.key), None))
        form.restore(draft.data)
        self._open_form(form)

    def _export(self) -> None:
        export_table(self.desk, self.table, tr("证件种类"))

    def _print(self) -> None:
        print_list(self.desk, self.table, tr("证件种类"))

    def help_text(self) -> str:
        return tr(
            "每种证要填什么、收多少、要什么条件。F2 新建一种，回车修改；改动从某一天起，已经发出的证不变。"
        )


def changes(before: KindFacts, after: KindFacts) -> tuple[str, ...]:
    """What is otherwise in *after*, in words."""
    said: list[str] = []

    def compare(label: str, old: str, new: str) -> None:
        if old != new:
            none = tr("无")
            said.append(tr("{what} {before} → {after}", what=label, before=old or none, after=new or none))

    yes, no = tr("是"), tr("否")
    compare(tr("名称"), before.name, after.name)
    compare(tr("编号前缀"), before.prefix, after.prefix)
    compare(tr("印成"), tr(FORM_WORDS[before.form]), tr(FORM_WORDS[after.form]))
    compare(tr("最长有效期"), tr("{n} 天", n=before.days), tr("{n} 天", n=after.days))
    compare(tr("工本费"), str(before.fee), str(after.fee))
    compare(tr("押金"), str(before.deposit), str(after.deposit))
    compare(tr("照片"), yes if before.photo else no, yes if after.photo else no)
    compare(tr("到期要交回"), yes if before.returns else no, yes if after.returns else no)
    compare(tr("条件"), "、".join(needs_words(before)), "、".join(needs_words(after)))
    compare(tr("另外要填"), _asked(before), _asked(after))
    compare(tr("谁可以办"), _who(before), _who(after))
    if before.terms != after.terms:
        said.append(tr("须知改过"))
    compare(tr("启用"), yes if before.active else no, yes if after.active else no)
    return tuple(said)


def _asked(facts: KindFacts) -> str:
    return "、".join(f.label + (tr("（必填）") if f.required else "") for f in facts.fields)


def _who(facts: KindFacts) -> str:
    return "、".join(tr(role.value) for role in facts.issuers)
