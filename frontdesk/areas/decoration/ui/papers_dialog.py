"""材料: a paper of article 14 received, with its file or on paper only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.decoration.queries.detail import FileDetail
from frontdesk.areas.decoration.rules.papers14 import PAPER_WORDS, PaperKind
from frontdesk.areas.decoration.service import AttachPaper, PaperInput, attach_paper
from frontdesk.areas.decoration.ui.files_field import RowOfPhotos
from frontdesk.areas.decoration.ui.step_dialog import ActDialog, Done
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, Option, TextField


class PaperDialog(ActDialog):
    """Which paper; files chosen or dragged in, or none where it is kept on paper."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        facts = detail.facts
        text = (
            tr("缺：{papers}。", papers="、".join(detail.missing)) if detail.missing else tr("材料已经齐了。")
        )
        super().__init__(desk, detail, tr("收材料"), text, done, name="decoration_paper", parent=parent)
        missing = [one.kind for one in facts.wanted if one.kind not in facts.there]
        rest = [kind for kind in PaperKind if kind not in missing]
        options = [Option(k, tr(PAPER_WORDS[k]), tr("缺") if k in missing else "") for k in (*missing, *rest)]
        self.kind = ChoiceField("paper_kind", options, required=True)
        self.kind.set_value(options[0].value)
        self.files = RowOfPhotos("paper_files", desk, tr("选文件…"), papers=True)
        self.words = TextField("paper_words", tr("如 原件已看，留复印件"), limit=200)
        self.on = DateField("paper_on", today=desk.clock.today, required=True)
        self.on.set_value(desk.clock.today())
        self.row(("kind", self.kind, tr("哪份材料"), 2), ("on", self.on, tr("收到日期"), 1))
        self.row(("papers", self.files, tr("文件（纸质的可不选）"), 1))
        self.row(("words", self.words, tr("说明（可不填）"), 1))
        self.finish(tr("收下"))

    def store(self, values: Mapping[str, Any]) -> None:
        kind, words = values["kind"], str(values["words"] or "")
        left = list(values["papers"]) or [("", None)]
        self._next(kind, words, values["on"], left)

    def _next(self, kind: PaperKind, words: str, on: Any, left: list[tuple[str, bytes | None]]) -> None:
        """One after another; one that is refused stays in the dialog with those after it."""
        name, content = left[0]

        def saved(_made: int) -> None:
            rest = left[1:]
            self.files.set_value([file for file in rest if file[1] is not None])
            if rest:
                self._next(kind, words, on, rest)
            else:
                self.stored(tr("{what}已收下。", what=tr(PAPER_WORDS[kind])))

        command = AttachPaper(self.facts.id, PaperInput(kind, name, content, words), on)
        self.desk.run(attach_paper, command, then=saved, form=self)
