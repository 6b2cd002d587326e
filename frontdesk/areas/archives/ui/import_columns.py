"""对照列: each column of the sheet with examples, and what it is taken for, which can be changed by hand (D1.7)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.areas.archives.queries import ColumnLook, SheetLook, WorkbookLook
from frontdesk.areas.archives.rules.importing import FIELD_WORDS, Field
from frontdesk.areas.archives.ui.cut import Cut
from frontdesk.areas.archives.ui.note import Note
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.fields import ChoiceField, Option
from frontdesk.base.widgets.marks import HairLine, Words
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import Pane, Scroll, Splitter, clear_layout
from frontdesk.base.widgets.tokens import SIZE, SPACE

PANE = 344
_LETTER, _TITLE, _FIELD, _BY = 40, 190, 168, 56
WANTED = (Field.OWNER, Field.PHONE, Field.BUILT_AREA)
"""Facts that an office's list nearly always has: worth a word when no column is taken for them."""


class _Line(QWidget):
    """One column of the sheet."""

    def __init__(self, look: ColumnLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setFixedHeight(SIZE.control + SPACE.s)
        self.choice = ChoiceField(f"column_{look.letter}", [Option(None, tr("不导入")), *OPTIONS])
        self.choice.set_label(tr("{letter} 列 {title} 当作", letter=look.letter, title=look.title))
        self.choice.set_value(look.field)
        self.choice.setFixedWidth(_FIELD)
        self.by = Words("", "small", "text3")
        self.show_by(tr(look.by))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.s)
        examples = Cut("　".join(look.examples) or "—", "body", "text2")
        examples.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for widget, width in (
            (Words(look.letter, "body", "text3"), _LETTER),
            (Cut(look.title or tr("（没有表头）"), "body", "text" if look.title else "text3"), _TITLE),
            (examples, 0),
            (self.choice, _FIELD),
            (self.by, _BY),
        ):
            if width:
                widget.setFixedWidth(width)
            row.addWidget(widget, 0 if width else 1)

    def show_by(self, words: str) -> None:
        """How the column came to be taken for this."""
        self.by.setText(words)


OPTIONS = tuple(Option(field, tr(words)) for field, words in FIELD_WORDS.items())


class ColumnsView(QWidget):
    """`changed` when another sheet is taken or a column is matched otherwise."""

    changed = Signal()

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_columns_view")
        self.lines: list[_Line] = []
        self._look: WorkbookLook | None = None
        self._sheet: SheetLook | None = None
        self._by_hand = False
        self.sheet = ChoiceField("import_sheet")
        self.sheet.set_label(tr("工作表"))
        self.sheet.setFixedWidth(240)
        self.sheet.edited.connect(self._sheet_taken)
        self.words = Words("", "body", "text2")
        self.words.setObjectName("import_sheet_words")
        self.note = Note("import_columns_note")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, SPACE.l)
        self._rows.setSpacing(0)
        inner = QWidget()
        inner.setLayout(self._rows)
        self._scroll = Scroll(inner)
        self.pane = Pane("import_found")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        box = QWidget()
        notes = QVBoxLayout(box)
        notes.setContentsMargins(SPACE.xl, 0, SPACE.xl, SPACE.m)
        notes.addWidget(self.note)
        self._note_box = box
        box.hide()
        column.addWidget(box)
        heads = self._heads()
        # The heads stand over their columns whether the bar of the scrolled part is there or not.
        self._scroll.verticalScrollBar().rangeChanged.connect(
            lambda _least, most: heads.setContentsMargins(0, 0, SPACE.s if most > 0 else 0, 0)
        )
        column.addWidget(heads)
        column.addWidget(HairLine("line"))
        column.addWidget(self._scroll, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Splitter((left, self.pane), (0, PANE), name="import_columns_split", memory=memory))

    def _top(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        row.setSpacing(SPACE.m)
        row.addWidget(Words(tr("工作表"), "body", "text2"))
        row.addWidget(self.sheet)
        row.addWidget(self.words)
        row.addStretch(1)
        return box

    @staticmethod
    def _heads() -> QWidget:
        box = QWidget()
        box.setFixedHeight(SIZE.head)
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.s)
        for text, width in (
            (tr("列"), _LETTER),
            (tr("表头"), _TITLE),
            (tr("例子"), 0),
            (tr("当作"), _FIELD),
            (tr("依据"), _BY),
        ):
            words = Words(text, "small", "text2")
            if width:
                words.setFixedWidth(width)
            row.addWidget(words, 0 if width else 1)
        return box

    # -- showing --

    def show_look(self, look: WorkbookLook) -> None:
        """A workbook, with the sheet that an import takes by itself."""
        self._look = look
        usable = [s for s in look.sheets if s.columns]
        options = [Option(s.name, s.name, tr("{n} 行", n=f"{s.rows:,}")) for s in usable]
        several = len(look.chosen) > 1
        if several:
            whole = tr("{first} 等 {n} 张表", first=look.chosen[0], n=len(look.chosen))
            options.insert(0, Option("", whole, tr("按楼栋分表")))
        self.sheet.set_options(options)
        first = look.chosen[0] if look.chosen else usable[0].name if usable else ""
        self.sheet.set_value("" if several else first)
        self._stand_on(first)

    def _sheet_taken(self) -> None:
        assert self._look is not None
        self._stand_on(self.sheet.value() or self._look.chosen[0])
        self.changed.emit()

    def _stand_on(self, name: str) -> None:
        self._by_hand = False
        sheets = self._look.sheets if self._look is not None else ()
        self._sheet = next((s for s in sheets if s.name == name), None)
        self._show_sheet()

    def _show_sheet(self) -> None:
        clear_layout(self._rows)
        self.lines = []
        self._say("")
        sheet = self._sheet
        if sheet is None:
            self._rows.addStretch(1)
            return
        if sheet.head_row is None:
            self.words.setText(tr("{n} 行", n=f"{sheet.rows:,}"))
            self._say(
                tr("这张表里没有认出业主资料的表头。"),
                tr("换一张表；或者在下面写明哪一列是房号、业主姓名，再预览。"),
                "warn",
            )
        else:
            self.words.setText(tr("表头在第 {row} 行，下面 {n} 行", row=sheet.head_row, n=f"{sheet.rows:,}"))
        for look in sheet.columns:
            line = _Line(look)
            line.choice.edited.connect(lambda line=line: self._chosen(line))
            self.lines.append(line)
            self._rows.addWidget(line)
            self._rows.addWidget(HairLine("hair"))
        self._rows.addStretch(1)
        self._show_found()

    def _chosen(self, line: _Line) -> None:
        """A column is one thing only once: whatever was taken for the same is let go of."""
        self._by_hand = True
        field = line.choice.value()
        line.show_by(tr("手工") if field is not None else "")
        for other in self.lines:
            if other is not line and field is not None and other.choice.value() is field:
                other.choice.set_value(None)
                other.show_by("")
        self._show_found()
        self.changed.emit()

    def _show_found(self) -> None:
        """What was found, what is missing and what is left out, in the pane."""
        self.pane.clear()
        found = {line.choice.value(): line for line in self.lines if line.choice.value() is not None}
        section = self.pane.add_section(
            tr("要导入的"), tr("{n} 列", n=len(found)), name="import_found_columns"
        )
        if Field.ROOM not in found:
            section.add_state("bad", tr("没有房号"), tr("不知道是哪一户就不能导入。在左边选出房号那一列。"))
        for field in WANTED:
            if field not in found:
                section.add_state("warn", tr("没有{what}", what=tr(FIELD_WORDS[field])))
        if found:
            words = "、".join(tr(FIELD_WORDS[f]) for f in FIELD_WORDS if f in found)
            section.add_state("ok", words)
        left = [line.look for line in self.lines if line.choice.value() is None]
        if left:
            section = self.pane.add_section(tr("不导入的"), tr("{n} 列", n=len(left)), name="import_left_out")
            section.add(
                Words(
                    "、".join(c.title or tr("{letter} 列", letter=c.letter) for c in left),
                    "body",
                    "text2",
                    wrap=True,
                )
            )
        guessed = [
            line for line in self.lines if line.look.by == "内容" and line.choice.value() is line.look.field
        ]
        if guessed:
            section = self.pane.add_section(tr("请看一眼"), name="import_guessed")
            section.add(
                Words(
                    tr("这些列表头上没写明，是按内容认出来的：{what}", what="、".join(
                        f"{g.look.title or g.look.letter}→{g.choice.text()}" for g in guessed
                    )),
                    "body", "text2", wrap=True,
                )
            )  # fmt: skip
        titles = self._sheet.titles if self._sheet is not None else ()
        if titles:
            section = self.pane.add_section(tr("表头上面写着"), name="import_titles", line=False)
            for title in titles[:4]:
                section.add(Words(title, "body", "text2", wrap=True))

    def _say(self, text: str, detail: str = "", tone: str = "bad") -> None:
        self._note_box.setVisible(bool(text))
        if text:
            self.note.say(text, detail, tone)
        else:
            self.note.hide()

    def say(self, text: str) -> None:
        """Why it cannot go on."""
        head, stop, rest = text.partition("。")
        self._say(head + (stop or "。") if head else "", rest.strip())

    # -- answers --

    def has_room(self) -> bool:
        """Whether a column is taken for the unit; without one nothing can be imported."""
        return any(line.choice.value() is Field.ROOM for line in self.lines)

    def chosen_sheet(self) -> str | None:
        """The sheet chosen; None for what is taken by itself."""
        if self._look is None or self._sheet is None:
            return None
        by_itself = self._look.chosen
        if len(by_itself) > 1 and self.sheet.value() == "":
            return None
        return None if by_itself == (self._sheet.name,) else self._sheet.name

    def column_map(self) -> Mapping[str, str] | None:
        """Field -> column, "" where it is left out; None while everything stands as it was found."""
        if not self._by_hand:
            return None
        several = self._look is not None and len(self._look.chosen) > 1 and self.sheet.value() == ""
        titles = [line.look.title for line in self.lines]
        places = dict.fromkeys((field.value for field in Field), "")
        for line in self.lines:
            field = line.choice.value()
            if field is None:
                continue
            # On several sheets the letters may differ, the titles are what is alike.
            by_title = several and line.look.title and titles.count(line.look.title) == 1
            places[field.value] = line.look.title if by_title else line.look.letter
        return places

    def focus_first(self) -> None:
        """Begin at the sheet where there is a choice, else at the first column."""
        first = self.sheet if len(self.sheet.options()) > 1 or not self.lines else self.lines[0].choice
        first.setFocus(Qt.FocusReason.TabFocusReason)
