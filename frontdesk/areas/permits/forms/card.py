"""Permits as cards of 85.6 × 54 mm: one by one, or ten on an A4 sheet, front and back in register (F4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from frontdesk.areas.permits.documents.cards import Card, usual_terms
from frontdesk.areas.permits.forms import common
from frontdesk.base.printing import parts
from frontdesk.base.printing.fonts import BOLD, REGULAR, TITLE
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import CARD, CARDS_10, INNER_LINE, MM, OUTER_LINE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.wrap import Fitted, fit, wrap
from frontdesk.base.values.money import Money
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

FRONT: Final = "正面"
BACK: Final = "背面"

_WIDTH, _HEIGHT = 85.6, 54.0
_SHEET_LEFT, _SHEET_TOP = (210 - 2 * _WIDTH) / 2, (297 - 5 * _HEIGHT) / 2
"""Where the cards of a sheet begin: in its middle, so that fronts and backs meet."""
_LEFT, _RIGHT = 5.2, 80.4
_ROOM = _RIGHT - _LEFT
_HEAD, _HEAD_RULE = 8.3, 10.6
_TOP, _FOOT_RULE = 13.3, 41.8
_PHOTO = (20.0, 26.4)
_CODE_SIDE = 21.8
_CODE_QUIET = 1.9
_LABEL = 7.1
"""From a label's beginning to its words."""
_BACK_RULE = 41.1
_BACK_TOP = 7.8
_BACK_SIZE = 8.0
_OVER_SIZE = 7.5
_OVER_GAP = 0.8
_PLATE = "车牌"


@dataclass(frozen=True, slots=True)
class _Fact:
    label: str
    fitted: Fitted
    face: str

    @property
    def height(self) -> float:
        """Of its lines, in mm."""
        return len(self.fitted.lines) * self.fitted.size * 1.16 / MM


def compose(press: Press, card: Card, paper: Paper, copy: str) -> None:
    """One side on a card of its own."""
    page = press.page(paper)
    (draw_back if copy == tr(BACK) else draw_front)(page, 0.0, 0.0, card)


def draw_front(page: Page, x: float, y: float, card: Card) -> None:
    """The front with its upper left corner at *x*, *y*."""
    left, right = x + _LEFT, x + _RIGHT
    title = fit(card.title, _ROOM * 0.62, size=14.4, face=TITLE, floor=8)
    wide = page.text(
        right, y + _HEAD + 0.6, title.lines[0], size=title.size, face=TITLE, align="right",
        tracking=0.9 if title.size > 13 else 0,
    )  # fmt: skip
    parts.block(page, left, y + _HEAD, card.estate, _ROOM - wide - 3, 8.5)
    page.line(left, y + _HEAD_RULE, right, y + _HEAD_RULE, OUTER_LINE)
    facts_left = left
    if card.with_photo:
        common.photo(page, left, y + _TOP, *_PHOTO, card.photo)
        facts_left = left + _PHOTO[0] + 3.4
    common.signed_code(page, right - _CODE_SIDE, y + _TOP + 0.3, _CODE_SIDE, card.code)
    _draw_facts(page, facts_left, y + _TOP, _front_facts(card))
    page.line(left, y + _FOOT_RULE, right, y + _FOOT_RULE, INNER_LINE)
    page.text(left, y + 47.9, tr("有效期至"), size=8.5, grey=common.LABEL_GREY)
    page.text(right, y + 48.9, f"{card.ends_on}", size=15, face=BOLD, align="right", tracking=0.15)


def draw_back(page: Page, x: float, y: float, card: Card) -> None:
    """The back with its upper left corner at *x*, *y*."""
    left, right = x + _LEFT, x + _RIGHT
    top = y + _BACK_TOP
    if card.reprint:
        # In the corner, where the thumb lies: a card printed again is never taken for the first one (T12).
        parts.boxed(page, right, y + 6.9, tr("补 {count}", count=card.reprint.count), 10)
        top += 2.6
    if over := _over_lines(card):
        top = parts.lines(page, left, top, over, size=_OVER_SIZE, leading=1.25) + _OVER_GAP
    common.terms(card.terms, _ROOM, _terms_room(card), _BACK_SIZE).draw(page, left, top)
    if card.reprint:
        words = parts.reprint_words(card.reprint.count, card.reprint.by, card.reprint.at)
        page.text(right, y + _BACK_RULE - 1.2, words, size=7, align="right")
    page.line(left, y + _BACK_RULE, right, y + _BACK_RULE, INNER_LINE)
    issued = tr("发证 {day}", day=card.issued_on)
    by = fit(tr("发证人 {by}", by=card.issued_by), _ROOM * 0.42, size=_BACK_SIZE)
    page.text(right, y + 46.2, issued, size=_BACK_SIZE, align="right")
    page.text(right, y + 49.9, by.lines[0], size=by.size, align="right")
    room = _ROOM - max(common.width_of(issued, _BACK_SIZE), common.width_of(by.lines[0], by.size)) - 3
    office = fit(card.office, room, size=_BACK_SIZE, lines=1 if card.phone else 2)
    lines = [*office.lines, tr("前台 {phone}", phone=card.phone) if card.phone else ""]
    size = office.size
    if len(office.lines) > 1 and card.phone:
        parts.lines(page, left, y + 44.9, lines, size=7, leading=1.2)
        return
    page.text(left, y + 46.2, lines[0], size=size)
    if len(lines) > 1 and lines[1]:
        shown = fit(lines[1], room, size=_BACK_SIZE)
        page.text(left, y + 49.9, shown.lines[0], size=shown.size)


def _facts(card: Card) -> list[tuple[str, str]]:
    """Label and words, the one that is read first at the top."""
    extra = [fact for fact in card.facts if fact[1]]
    head = [fact for fact in extra if fact[0] == tr(_PLATE)]
    rest = [fact for fact in extra if fact not in head]
    rows = [*head, (tr("姓名"), card.holder), (tr("房号"), card.unit)]
    if card.role:
        rows.append((tr("身份"), card.role))
    return [*rows, *rest, (tr("编号"), card.number)]


def _width(card: Card) -> float:
    """Of the words beside the code, clear of its quiet zone."""
    room = _ROOM - _CODE_SIDE - _CODE_QUIET - _LABEL
    return room - (_PHOTO[0] + 3.4 if card.with_photo else 0.0)


def _split(card: Card) -> tuple[list[_Fact], list[tuple[str, str]]]:
    """What stands on the front, and the extra facts that find no room there."""
    told = _facts(card)
    own = {tr("姓名"), tr("房号"), tr("编号"), tr(_PLATE)}
    over: list[tuple[str, str]] = []
    while True:
        facts = [_measured(at, label, words, _width(card)) for at, (label, words) in enumerate(told)]
        least = sum(fact.height for fact in facts) + 0.5 * (len(facts) - 1)
        spare = [fact for fact in told if fact[0] not in own]
        if least <= _FOOT_RULE - _TOP - 1.0 or not spare:
            return facts, over
        told.remove(spare[-1])
        over.insert(0, spare[-1])


def _measured(at: int, label: str, words: str, width: float) -> _Fact:
    if at == 0:
        return _Fact(label, common.roomy(words, width, 14, BOLD, most=4), BOLD)
    if at == 1:
        return _Fact(label, common.roomy(words, width, 10, BOLD, most=4), BOLD)
    return _Fact(label, common.roomy(words, width, 8.5, REGULAR, most=3), REGULAR)


def _front_facts(card: Card) -> list[_Fact]:
    return _split(card)[0]


def _left_over(card: Card) -> list[tuple[str, str]]:
    return _split(card)[1]


def _draw_facts(page: Page, x: float, y: float, facts: Sequence[_Fact]) -> None:
    """Lines down the middle of the front, with equal gaps between them."""
    room = _FOOT_RULE - _TOP - 1.0
    used = sum(fact.height for fact in facts)
    gap = min(2.6, (room - used) / max(1, len(facts) - 1))
    for fact in facts:
        size = fact.fitted.size
        # A baseline stands a fifth of the type's size above the line's lower edge.
        base = y + size * 0.96 / MM
        label = fit(fact.label, _LABEL - 0.8, size=7.5, floor=5.5)
        common.label(page, x, base, label.lines[0], label.size)
        parts.lines(page, x + _LABEL, base, fact.fitted.lines, size=size, face=fact.face, leading=1.16)
        y += fact.height + gap


# -- ten on a sheet --


def draw_sheets(
    press: Press, cards: Sequence[Card], copies: Sequence[str], progress: Progress | None
) -> None:
    """Fronts of ten cards, then their backs with the columns exchanged, for turning over the long edge."""
    for first in range(0, len(cards), 10):
        some = cards[first : first + 10]
        if progress:
            progress.step(first, len(cards), some[0].number)
        if len(cards) > 1:
            press.bookmark(some[0].building or some[0].unit, _span(some))
        for copy in copies:
            page = press.page(CARDS_10)
            back = copy == tr(BACK)
            for number, card in enumerate(some):
                column = 1 - number % 2 if back else number % 2
                place = (_SHEET_LEFT + column * _WIDTH, _SHEET_TOP + number // 2 * _HEIGHT)
                (draw_back if back else draw_front)(page, *place, card)
            columns = [_SHEET_LEFT + at * _WIDTH for at in range(3)]
            common.crop_marks(page, columns, [_SHEET_TOP + at * _HEIGHT for at in range(6)])
            _edge(page, some, back)


def _span(cards: Sequence[Card]) -> str:
    first, last = cards[0].number, cards[-1].number
    return first if first == last else f"{first} – {last}"


def _edge(page: Page, cards: Sequence[Card], back: bool) -> None:
    """Which sheet it is, outside the cards: sheets fall down."""
    side = tr(BACK) if back else tr("正面，长边翻转")
    page.text(page.paper.width / 2, 5.6, f"{_span(cards)}　{side}", size=7, align="center", grey=0.35)


def _over_lines(card: Card) -> tuple[str, ...]:
    """The facts without room on the front, one behind the other: the back is small."""
    told = tr("；").join(
        tr("{label}：{words}", label=label, words=words) for label, words in _left_over(card)
    )
    return wrap(told, _ROOM, size=_OVER_SIZE) if told else ()


def _terms_room(card: Card) -> float:
    room = _BACK_RULE - _BACK_TOP + 0.8 - (6.0 if card.reprint else 0.0)
    over = _over_lines(card)
    return room - (len(over) * _OVER_SIZE * 1.25 / MM + _OVER_GAP if over else 0.0)


def _fault(card: Card) -> str:
    if card.ends_on < card.starts_on:
        return tr("{number} 的有效期在开始之前就结束，没有打印", number=card.number)
    return common.too_long(card.terms, _ROOM, _terms_room(card), _BACK_SIZE)


def sample() -> Card:
    """A tenant's resident pass."""
    return Card(
        office="翠湖花园物业服务中心", estate="翠湖花园", title="居住证", number="JZ-00004406", holder="曾姝",
        unit="3-1-1202", starts_on=date(2026, 6, 1), ends_on=date(2027, 5, 31), code=common.SAMPLE_CODE,
        issued_on=date(2026, 11, 21), issued_by="林晓", role="租客", phone="0571-8800 1234", building="3栋",
        terms=usual_terms("居住证", Money(1200)),
    )  # fmt: skip


CARD_FORM: Form[Card] = Form(
    key="permit_card",
    title="证卡",
    document=Card,
    sizes=(CARD, CARDS_10),
    compose=compose,
    sample=sample,
    number=lambda card: card.number,
    day=lambda card: card.issued_on,
    fault=_fault,
    copies=lambda paper: (tr(FRONT), tr(BACK)),
    bookmark=lambda card: (card.building or card.unit, f"{card.unit}　{card.holder}"),
    together={CARDS_10.key: draw_sheets},
    labels={
        "office": "物业名称", "estate": "小区名称", "title": "种类", "number": "编号", "holder": "姓名", "unit": "房号",
        "role": "身份", "facts": "栏目", "terms": "使用须知", "issued_by": "发证人", "phone": "电话", "by": "经手人",
        "building": "楼栋",
    },
)  # fmt: skip
