"""楼栋图 on paper (D5.2): the picture of the screen in its colours, and a letter in each cell so that it reads in grey."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from frontdesk.areas.fees.documents import BuildingPicture, PictureCell
from frontdesk.areas.fees.forms import letter
from frontdesk.areas.fees.rules.grid import DECORATING, DECORATING_LETTER, LETTERS, CellState
from frontdesk.base.printing import parts
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page, Shade
from frontdesk.base.printing.paper import A4, BODY_SIZE, INNER_LINE, MM, SMALL_SIZE, SUM_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import BASE
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr

A4_LYING: Final = replace(A4, key="A4L", name="A4 横向", width=A4.height, height=A4.width)
A3_LYING: Final = Paper("A3L", "A3 横向", 420, 297, side=15, top=12, bottom=12)

# The screen's light colours (tokens of the look), so that both say the same.
SHADES: Final[dict[CellState, Shade]] = {
    CellState.PAID: (0.835, 0.922, 0.867),
    CellState.PART: (0.812, 0.878, 0.945),
    CellState.OWING: (0.965, 0.839, 0.545),
    CellState.OVER: (0.659, 0.227, 0.173),
    CellState.VACANT: (0.953, 0.957, 0.965),
    CellState.NONE: (1.0, 1.0, 1.0),
}
_LEGEND = 33.0
_TOP = 44.0
_LABEL = 12.0
_BETWEEN = 3.0
_GAP = 0.6
_CELL_LEAST = 20.0
_CELL_MOST = 42.0
_ROW_LEAST = 3.5
_ROW_MOST = 8.0
_FLOOR = 5.0
"""Nothing in a cell is smaller; a building so wide is better printed on A3."""


@dataclass(frozen=True, slots=True)
class _Share:
    """What one page shows: entrances and rows, by their numbers."""

    entrances: tuple[int, ...]
    first_row: int
    rows: int


def compose(press: Press, picture: BuildingPicture, paper: Paper, copy: str) -> None:
    """Draw the grid: entrances side by side as long as their cells can be read, floors from the top down."""
    shares = _shares(picture, paper)
    for number, share in enumerate(shares, 1):
        page = press.page(paper)
        _draw_head(page, picture, (number, len(shares)))
        _draw_grid(page, picture, share)


def _shares(picture: BuildingPicture, paper: Paper) -> list[_Share]:
    room = paper.room - _LABEL
    groups: list[list[int]] = [[]]
    used = 0.0
    for number, (_name, columns) in enumerate(picture.entrances):
        wide = columns * _CELL_LEAST + _BETWEEN
        if groups[-1] and used + wide > room:
            groups.append([])
            used = 0.0
        groups[-1].append(number)
        used += wide
    tall = int(_tall(paper) / _ROW_LEAST)
    count = max(1, len(picture.rows))
    parts_of = -(-count // tall)
    each = -(-count // parts_of)
    return [
        _Share(tuple(group), first, min(each, count - first))
        for group in groups
        for first in range(0, count, each)
    ]


def _tall(paper: Paper) -> float:
    return paper.height - paper.bottom - 5 - _TOP


def _draw_head(page: Page, picture: BuildingPicture, of: tuple[int, int]) -> None:
    paper = page.paper
    parts.heading(
        page, letter.HEADING, tr("{building} 楼栋图", building=picture.building), left=paper.left,
        right=paper.right, office=picture.office, number=picture.day.isoformat(), bold_number=False,
    )  # fmt: skip
    parts.under_heading(page, letter.HEADING + 4.6, [parts.page_of(*of)], paper.left)
    page.text(paper.left, _LEGEND - 5, picture.filter_words)
    figure = tr("未缴合计 {total} 元", total=picture.total)
    page.text(paper.right, _LEGEND - 5, figure, size=SUM_SIZE, face=BOLD, align="right")
    x = paper.left
    for name, count in picture.counts:
        state = CellState(name)
        page.fill(x, _LEGEND - 2.9, 5.4, 3.8, SHADES[state])
        _draw_outline(page, x, _LEGEND - 2.9, 5.4, 3.8, state)
        white = 1.0 if state is CellState.OVER else 0.0
        page.text(x + 2.7, _LEGEND, tr(LETTERS[state]), size=SMALL_SIZE, align="center", grey=white)
        x += 7.0
        x += page.text(x, _LEGEND, tr("{state} {n} 户", state=tr(name), n=f"{count:,}")) + 6.0
    if picture.decorating:
        # A letter beside the state's, of no shade: what is owed of a home is another matter than its works.
        x += page.text(x, _LEGEND, tr(DECORATING_LETTER), size=SMALL_SIZE, face=BOLD) + 1.6
        page.text(x, _LEGEND, tr("{state} {n} 户", state=tr(DECORATING), n=f"{picture.decorating:,}"))
    made = tr("打印时间 {at}　{by}", at=parts.minute(picture.made_at), by=picture.made_by)
    parts.foot(page, made, tr("单位：元"))


def _draw_grid(page: Page, picture: BuildingPicture, share: _Share) -> None:
    paper = page.paper
    columns = sum(picture.entrances[number][1] for number in share.entrances)
    gaps = _BETWEEN * (len(share.entrances) - 1)
    wide = min(_CELL_MOST, (paper.room - _LABEL - gaps) / max(1, columns))
    tall = min(_ROW_MOST, _tall(paper) / share.rows)
    starts: dict[int, float] = {}
    x = paper.left + _LABEL
    for number in share.entrances:
        starts[number] = x
        name, count = picture.entrances[number]
        words = tr("{entrance} 单元", entrance=name) if name else tr("不分单元")
        page.text(x, _TOP - 1.6, words, size=SMALL_SIZE)
        x += count * wide + _BETWEEN
    size = min(8.0, tall * MM * 0.72)
    for row in range(share.rows):
        middle = _TOP + (row + 0.5) * tall
        label = picture.rows[share.first_row + row]
        page.text(paper.left, middle + min(size, BODY_SIZE) * BASE / MM, label, size=min(size, SMALL_SIZE))
    for cell in picture.cells:
        if cell.entrance in starts and 0 <= cell.row - share.first_row < share.rows:
            left = starts[cell.entrance] + cell.column * wide
            top = _TOP + (cell.row - share.first_row) * tall
            _draw_cell(page, cell, left, top, (wide - _GAP, tall - _GAP), size)


def _draw_cell(
    page: Page, cell: PictureCell, x: float, y: float, box: tuple[float, float], size: float
) -> None:
    wide, tall = box
    state = CellState(cell.state)
    page.fill(x, y, wide, tall, SHADES[state])
    _draw_outline(page, x, y, wide, tall, state)
    grey = 1.0 if state is CellState.OVER else 0.0
    face = BOLD if state is CellState.OVER else REGULAR
    mark = tr(LETTERS[state])
    if cell.decorating:
        mark = tr(DECORATING_LETTER) + mark
    amount = str(cell.amount) if cell.amount else ""
    while size > _FLOOR and _needed(cell.room, amount, mark, size, face) > wide:
        size -= 0.25
    base = y + tall / 2 + size * BASE / MM
    page.text(x + 0.8, base, cell.room, size=size, face=face, grey=grey)
    right = x + wide - 0.8
    right -= page.text(right, base, mark, size=size, align="right", grey=grey, face=face) + 0.6
    page.text(right, base, amount, size=size, align="right", grey=grey, face=face)


def _needed(room: str, amount: str, mark: str, size: float, face: str) -> float:
    return sum(letter.width_of(text, size, face) for text in (room, amount, mark)) + 3.2


def _draw_outline(page: Page, x: float, y: float, wide: float, tall: float, state: CellState) -> None:
    if state not in (CellState.VACANT, CellState.NONE):
        return
    dash = (0.6, 0.6) if state is CellState.VACANT else None
    for x1, y1, x2, y2 in (
        (x, y, x + wide, y), (x, y + tall, x + wide, y + tall), (x, y, x, y + tall),
        (x + wide, y, x + wide, y + tall),
    ):  # fmt: skip
        page.line(x1, y1, x2, y2, INNER_LINE, grey=0.4, dash=dash)


def _fault(picture: BuildingPicture) -> str:
    return "" if picture.adds_up else tr("楼栋图的合计和各户对不上，没有打印")


def sample() -> BuildingPicture:
    """Eighteen floors of two entrances with every state."""
    owing = {
        (0, 1, 3): (CellState.OVER, 166572), (0, 3, 3): (CellState.OWING, 27762), (0, 5, 1): (CellState.OWING, 25536),
        (0, 6, 0): (CellState.PART, 12768), (0, 6, 1): (CellState.OWING, 25536), (0, 10, 2): (CellState.OVER, 166572),
        (0, 12, 1): (CellState.PART, 12768), (1, 1, 1): (CellState.VACANT, 0), (1, 2, 1): (CellState.PART, 12768),
        (1, 7, 1): (CellState.VACANT, 0), (1, 14, 3): (CellState.OVER, 138810), (1, 16, 0): (CellState.OWING, 25536),
        (1, 17, 3): (CellState.NONE, 0),
    }  # fmt: skip
    cells = []
    for entrance in range(2):
        for row in range(18):
            for column in range(4):
                state, fen = owing.get((entrance, row, column), (CellState.PAID, 0))
                room = f"{18 - row:02d}{column + 1:02d}"
                amount = Money(fen) if fen else None
                decorating = (entrance, row, column) in ((0, 5, 1), (1, 9, 2))
                cells.append(PictureCell(entrance, row, column, room, state.value, amount, decorating))
    counts = tuple((s.value, sum(cell.state == s.value for cell in cells)) for s in CellState)
    return BuildingPicture(
        office="翠湖花园物业服务中心", estate="翠湖花园", building="3栋", filter_words="2026-11 · 物业服务费",
        entrances=(("1", 4), ("2", 4)), rows=tuple(f"{n} 层" for n in range(18, 0, -1)), cells=tuple(cells),
        counts=counts, total=total(cell.amount for cell in cells if cell.amount), day=date(2026, 11, 21),
        made_at=datetime(2026, 11, 21, 14, 5), made_by="林晓",  # noqa: DTZ001
    )  # fmt: skip


BUILDING_PICTURE: Form[BuildingPicture] = Form(
    key="building_picture",
    title="楼栋图",
    document=BuildingPicture,
    sizes=(A4_LYING, A3_LYING),
    compose=compose,
    sample=sample,
    number=lambda picture: picture.building,
    day=lambda picture: picture.day,
    fault=_fault,
    labels={
        "office": "物业名称", "estate": "小区名称", "building": "楼栋", "room": "房号", "filter_words": "筛选",
        "rows": "楼层", "entrances": "单元", "made_by": "打印人",
    },
)  # fmt: skip
