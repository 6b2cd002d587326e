"""What a printed form is to the rest of the program: a document type, the papers it fits, and a way to draw it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar, cast

from frontdesk.base.printing import fonts
from frontdesk.base.printing.paper import Offset, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.values.collector import without_collector
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Form(Generic[D]):
    """One sort of paper the desk prints. The areas' FORMS hold one of each, by its key."""

    key: str
    """Stored with what was printed; never changed."""
    title: str
    document: type[D]
    sizes: tuple[Paper, ...]
    """Papers it may be printed on; the first is the usual one."""
    compose: Callable[[Press, D, Paper, str], None]
    """Draws one copy; the text is the copy's name, empty where one strike makes all copies."""
    sample: Callable[[], D]
    number: Callable[[D], str]
    day: Callable[[D], date]
    """The document's own day, which stands in the PDF as its date."""
    fault: Callable[[D], str]
    """Why the document must not be printed (sums that do not meet), or an empty text."""
    copies: Callable[[Paper], tuple[str, ...]] = lambda paper: ("",)
    """Names of the copies that stand on sheets of their own."""
    bookmark: Callable[[D], tuple[str, ...]] | None = None
    """Where a document stands in the bookmarks of a batch, the widest first (F4)."""
    together: Mapping[str, Callable[[Press, Sequence[D], Sequence[str], Progress | None], None]] = field(
        default_factory=dict
    )
    """Paper's key -> draws all documents where several share a sheet, with the names of the copies."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Field -> what it is called, for messages about characters that cannot be printed."""

    def size(self, key: str | None = None) -> Paper:
        """The paper of that key; the usual one for None. Raises `Refused` when the form does not fit it."""
        for paper in self.sizes:
            if key is None or paper.key == key:
                return paper
        raise Refused(tr("{title}不能用这种纸：{key}", title=tr(self.title), key=key or ""))

    def draw(
        self, document: D, size: Paper | None = None, *, copies: Sequence[str] | None = None,
        offset: Offset | None = None,
    ) -> bytes:  # fmt: skip
        """The PDF of one document.

        *copies* picks from the copies' names (a reprint of the payer's copy alone). Raises `Refused`, before
        anything is drawn, for a character no font has and for sums that do not meet.
        """
        return self.draw_all([document], size, copies=copies, offset=offset)

    def draw_all(
        self, documents: Sequence[D], size: Paper | None = None, *, copies: Sequence[str] | None = None,
        offset: Offset | None = None, progress: Progress | None = None,
    ) -> bytes:  # fmt: skip
        """One PDF of many documents, in their order, with bookmarks. Raises `Cancelled` when *progress* says so."""
        if not documents:
            raise Refused(tr("没有要打印的{title}", title=tr(self.title)))
        with without_collector():
            return self._draw_all(documents, size or self.sizes[0], copies, offset, progress)

    def _draw_all(
        self, documents: Sequence[D], paper: Paper, copies: Sequence[str] | None, offset: Offset | None,
        progress: Progress | None,
    ) -> bytes:  # fmt: skip
        names = self.copies(paper) if copies is None else tuple(copies)
        count = len(documents)
        for document in documents:
            self.check(document)
        press = Press(
            title=self._pdf_title(documents), author=_text_of(documents[0], "office"),
            day=max(map(self.day, documents)), offset=offset,
        )  # fmt: skip
        draw_together = self.together.get(paper.key)
        if draw_together is not None:
            draw_together(press, documents, names, progress)
            documents = ()
        for done, document in enumerate(documents):
            if progress:
                progress.step(done, count, self.number(document))
            if self.bookmark and count > 1:
                press.bookmark(*self.bookmark(document))
            for name in names:
                self.compose(press, document, paper, name)
        if progress:
            progress.step(count, count, tr("正在写成 PDF"))
        return press.finish()

    def check(self, document: D) -> None:
        """Raise `Refused` when *document* must not be printed: sums do not meet, or a character has no shape."""
        # Nearly every document is whole: all its characters are looked at together first. What finds a fault may
        # measure texts, so it comes after.
        if fonts.missing_characters("".join(text for _, text in _texts(document))):
            head = tr("{title} {number} 的", title=tr(self.title), number=self.number(document))
            fonts.require((head + self._label(name), text) for name, text in _texts(document))
        fault = self.fault(document)
        if fault:
            raise Refused(fault)

    def _label(self, name: str) -> str:
        return tr(self.labels[name]) if name in self.labels else ""

    def _pdf_title(self, documents: Sequence[D]) -> str:
        if len(documents) == 1:
            return f"{tr(self.title)} {self.number(documents[0])}"
        return tr("{title} {count} 份", title=tr(self.title), count=len(documents))


def _text_of(document: object, name: str) -> str:
    return str(getattr(document, name, ""))


def _texts(document: object) -> list[tuple[str, str]]:
    """Every text in a document, with the name of the field it stands in."""
    found: list[tuple[str, str]] = []
    _gather(document, "", found)
    return found


def _gather(value: Any, name: str, found: list[tuple[str, str]]) -> None:
    if isinstance(value, str):
        found.append((name, value))
    elif isinstance(value, tuple):
        for item in value:
            _gather(item, name, found)
    else:
        for field_name in _names(cast(Hashable, type(value))):
            _gather(getattr(value, field_name), field_name, found)


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    """The fields of a dataclass; none of anything else."""
    return tuple(item.name for item in fields(cast(Any, kind))) if is_dataclass(kind) else ()


def no_fault(document: object) -> str:
    """For forms without sums."""
    return ""
