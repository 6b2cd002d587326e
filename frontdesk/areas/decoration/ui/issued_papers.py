"""The papers of a file that were issued: listed, opened as they were printed, printed again as 补打 (D0.4)."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from frontdesk.areas.decoration.documents import PAPER_FORM_WORDS
from frontdesk.areas.decoration.queries.issued_papers import IssuedRow, Standing, last_print
from frontdesk.areas.decoration.service.papers import IssuedPaper
from frontdesk.areas.decoration.ui.paper_prints import send
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values import codec
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.paper_view import PaperView
from frontdesk.base.widgets.rows import Column, RowsModel, Status

_WIDE, _TALL = 960, 460
_TONES = {Standing.STANDS: "ok", Standing.REPLACED: "neutral", Standing.TAKEN: "neutral"}


def issued_model(parent: QObject) -> RowsModel[IssuedRow]:
    """编号, 单据, 何时, 谁, 次数, whether it stands."""
    columns: tuple[Column[IssuedRow], ...] = (
        Column(tr("编号"), lambda r: r.number, width=152, name="number"),
        Column(tr("单据"), lambda r: tr(PAPER_FORM_WORDS[r.form]), sort=False, name="form"),
        Column(tr("何时"), lambda r: f"{local_time(r.issued_at):%Y-%m-%d %H:%M}", width=136, sort=False),
        Column(tr("谁开的"), lambda r: r.issued_by, kind="quiet", width=80, sort=False),
        Column(tr("打印次数"), lambda r: r.printed, kind="number", width=80, sort=False),
        Column(tr("状态"), _standing, kind="status", width=100, sort=False),
    )
    return RowsModel(
        columns, key=lambda r: r.id, faint=lambda r: r.standing is not Standing.STANDS, parent=parent
    )


def _standing(row: IssuedRow) -> Status:
    return Status(_TONES[row.standing], tr(row.standing.value))


def issued_of(row: IssuedRow) -> IssuedPaper:
    """As the printing wants it."""
    return IssuedPaper(row.id, row.form, row.number, again=True)


class IssuedPaperDialog(DeskDialog):
    """The paper as it was printed last (as it was issued, where it never was); 补打 prints it again."""

    def __init__(
        self, desk: Desk, row: IssuedRow, parent: QWidget | None = None, *, pdf: bytes | None = None
    ) -> None:
        times = tr("打印过 {n} 次", n=row.printed) if row.printed else tr("还没有打印过")
        words = tr("{at} {who} 开的，{times}。", at=f"{local_time(row.issued_at):%Y-%m-%d %H:%M}",
                   who=row.issued_by, times=times)  # fmt: skip
        if row.standing is Standing.REPLACED:
            words += tr("后来换了新的一张，这张只作存查。")
        title = f"{tr(PAPER_FORM_WORDS[row.form])} {row.number}"
        super().__init__(title, words, name="decoration_issued", width=_WIDE, parent=parent)
        self.desk, self.row = desk, row
        view = PaperView(pdf if pdf is not None else _pdf(desk, row), self)
        view.setFixedHeight(_TALL)
        self.body.addWidget(view)
        close = self.add_button(tr("关闭"), "Esc", name="decoration_issued_close")
        close.clicked.connect(self.reject)
        again = self.add_button(
            tr("补打") if row.printed else tr("打印"), "Ctrl+Enter", "primary", name="decoration_issued_print"
        )
        again.clicked.connect(self._again)
        view.setFocus()

    def _again(self) -> None:
        self.accept()
        send(self.desk, issued_of(self.row))


def _pdf(desk: Desk, row: IssuedRow) -> bytes:
    """What was printed last; else drawn from what was frozen, which counts as no print."""
    kept = desk.read(last_print, row)
    if kept is not None:
        return kept
    from frontdesk.areas.decoration.forms import FORMS

    form = FORMS[row.form.value]
    found = desk.read(paper_document, row.form.value, row.number)
    assert found is not None
    return form.draw(codec.from_plain(form.document, found[1]), form.size())
