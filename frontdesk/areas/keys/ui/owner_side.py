"""What stands beside lending: the owner's word on who takes the key, in colours and words (D3.1)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.keys.queries import ConsentRow, Judged
from frontdesk.areas.keys.rules.consent import Consent, Who, names
from frontdesk.areas.keys.ui.words import consent_detail, consent_tone, consent_words
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Dot, HairLine, Link, Tone, Words
from frontdesk.base.widgets.pane import clear_layout
from frontdesk.base.widgets.tokens import SPACE


class OwnerSide(QWidget):
    """The owner's list: each key's verdict for who takes it, then who may and who must not, in colours and words."""

    chosen = Signal(object)
    """The `ConsentRow` whose name was clicked: it is they who stand here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lend_side")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        self._column.setSpacing(SPACE.xs)

    def show_judged(self, judged: tuple[Judged, ...], who: Who) -> None:
        clear_layout(self._column)
        self._column.addWidget(Words(tr("业主的话"), "bold"))
        if not judged:
            self._column.addWidget(
                Words(tr("选好钥匙，这里列出业主同意和不同意借给谁。"), "body", "text2", wrap=True)
            )
        seen: set[int] = set()
        for said in judged:
            self._verdict(said, who)
            if said.key.unit_id is not None and said.needs and said.key.unit_id not in seen:
                seen.add(said.key.unit_id)
        for said in judged:
            if said.key.unit_id in seen:
                seen.discard(said.key.unit_id)
                self._list(said, who)
        self._column.addStretch(1)

    def _verdict(self, said: Judged, who: Who) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.s)
        decided = bool(who.name) or not said.needs
        tone: Tone = "neutral" if not decided else "ok" if said.verdict.may else "bad"
        words = said.verdict.words if decided else tr("先填借给谁")
        dot = Dot(tone)
        row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
        text = Words(f"{said.key.tag}　{words}", "body", "bad" if tone == "bad" else "text", wrap=True)
        text.setObjectName(f"verdict_{said.key.tag}")
        row.addWidget(text, 1)
        self._column.addLayout(row)

    def _list(self, said: Judged, who: Who) -> None:
        self._column.addSpacing(SPACE.s)
        self._column.addWidget(HairLine("hair"))
        self._column.addSpacing(SPACE.xs)
        self._column.addWidget(Words(tr("{unit} 借用名单", unit=said.key.unit), "bold"))
        owners = "、".join(name for _, name in said.owners)
        told = tr("业主 {owners}", owners=owners) if owners else tr("没有登记业主")
        self._column.addWidget(Words(told, "body", "text2", wrap=True))
        listed = [row for row in said.consents if not row.over]
        for row in listed:
            self._consent(row, who)
        if not listed:
            words = tr("业主没有登记过名单：除业主本人外都要主管准许。")
            self._column.addWidget(Words(words, "body", "text2", wrap=True))

    def _consent(self, row: ConsentRow, who: Who) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE.s)
        line.addWidget(Dot(consent_tone(row), hollow=not row.holds), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        this = names(Consent(row.id, row.allow, row.name, row.person_id, row.starts_on, row.ends_on), who)
        if row.allow and row.holds and not this:
            link = Link(consent_words(row), name=f"consent_{row.id}")
            link.clicked.connect(lambda row=row: self.chosen.emit(row))
            words.addWidget(link)
        else:
            tone = "bad" if not row.allow and row.holds else "text"
            words.addWidget(Words(consent_words(row), "bold" if this else "body", tone, wrap=True))
        detail = consent_detail(row)
        if detail:
            words.addWidget(Words(detail, "small", "text3", wrap=True))
        line.addLayout(words, 1)
        self._column.addLayout(line)
