"""The pane of the key stood on: how it stands, who has it, the owner's list, what happened to it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.keys.queries import KeyFile, LoanRow
from frontdesk.areas.keys.rules.consent import needs_consent
from frontdesk.areas.keys.ui.words import (
    consent_detail,
    consent_tone,
    consent_words,
    loan_words,
    move_detail,
    move_words,
    pieces_words,
    state_of,
)
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import Pane, Section, pad

WIDTH = 408
_MOST_MOVES = 30


class KeyPane(Pane):
    """Sections follow the row; the foot has what is done with it."""

    list_wanted = Signal()
    deposit_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("key_pane", parent=parent)
        self.hand_over = KeyButton(tr("移交"), "F6", name="key_hand_over")
        self.lose = KeyButton(tr("遗失"), "F7", name="key_lose")
        self.names = KeyButton(tr("名单"), "F4", name="key_list")
        self.more = KeyButton(tr("更多"), "F9", name="key_more")
        self.buttons = pad(self.hand_over, self.lose, self.names, self.more, None)
        self.set_foot(self.buttons)
        self.buttons.hide()

    def show_file(self, file: KeyFile | None, today: date, *, writes: bool) -> None:
        """Show a key, or nothing."""
        self.clear()
        self.buttons.setVisible(file is not None and writes)
        if file is None:
            return
        row = file.row
        self.hand_over.setVisible(row.on_hand > 0)
        self.lose.setVisible(row.on_hand + row.out > 0)
        self.names.setVisible(row.unit_id is not None)
        self._head(file, today)
        if file.loans:
            section = self.add_section(tr("在谁手里"), name="key_loans")
            for loan in file.loans:
                self._loan(section, loan, today)
        if row.unit_id is not None and needs_consent(row.kind, of_unit=True):
            self._consents(file)
        self._moves(file)
        self.scroll_to_top()

    def _head(self, file: KeyFile, today: date) -> None:
        row = file.row
        state = state_of(row, today)
        section = self.add_section(name="key_head")
        name = Words(row.tag, "lead", select=True)
        section.add_row(name, None, StatusLabel(state.tone, state.word, hollow=state.hollow))  # type: ignore[arg-type]
        what = " · ".join(part for part in (row.where, tr(row.kind.value)) if part)
        section.add(Words(what, "body", "text2", wrap=True))
        if row.unit and row.place:
            section.add_pair(tr("地点"), row.place)
        section.add_pair(tr("挂位"), row.hangs or tr("没有写"))
        section.add_pair(tr("数量"), tr("柜里 {n} 把", n=pieces_words(row)))
        if row.in_care:
            until = tr("至 {day}", day=row.care_until) if row.care_until is not None else tr("到取回为止")
            section.add_pair(tr("托管"), until)
        if row.words:
            section.add_pair(tr("备注"), row.words)

    def _loan(self, section: Section, loan: LoanRow, today: date) -> None:
        who = f"{loan.who}（{loan.company}）" if loan.company else loan.who
        words = tr("{who} {n} 把", who=who, n=loan.left)
        detail = "\n".join(
            part
            for part in (
                loan_words(loan, today),
                " · ".join(part for part in (loan.why, loan.phone, loan.slip) if part),
            )
            if part
        )
        section.add_state("bad" if loan.overdue(today) else "info", words, detail, bold=True)
        if loan.deposit is not None:
            number = loan.deposit.number
            link = KeyButton(
                tr("押金 {amount}，{number}", amount=loan.deposit.left, number=number),
                kind="link",
                name="key_deposit",
            )
            link.clicked.connect(lambda: self.deposit_wanted.emit(number))
            section.add_row(link, None)

    def _consents(self, file: KeyFile) -> None:
        section = self.add_section(tr("借用名单"), name="key_consents")
        owners = "、".join(name for _, name in file.owners)
        section.add(
            Words(
                tr("业主 {owners}", owners=owners) if owners else tr("没有登记业主"),
                "body",
                "text2",
                wrap=True,
            )
        )
        listed = [row for row in file.consents if not row.over]
        for row in listed:
            section.add_state(consent_tone(row), consent_words(row), consent_detail(row))
        if not listed:
            section.add(Words(tr("没有登记：除业主本人外都要主管准许。"), "body", "text3", wrap=True))

    def _moves(self, file: KeyFile) -> None:
        section = self.add_section(tr("经过"), name="key_moves", line=False)
        for move in file.moves[:_MOST_MOVES]:
            section.add_line(
                move_words(move),
                at=f"{move.on:%m-%d}",
                right=move.by,
                tone="text3" if move.undone else "text",
            )
            detail = move_detail(move)
            if detail:
                section.add_line(detail, at=" ", tone="text3")
        if len(file.moves) > _MOST_MOVES:
            more = tr("还有 {n} 条，按 F9 看修改记录", n=len(file.moves) - _MOST_MOVES)
            section.add(Words(more, "small", "text3"))
