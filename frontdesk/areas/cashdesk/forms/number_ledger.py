"""票据台账: what became of every number of every book, on as many A4 pages as it takes (M6.9)."""

from __future__ import annotations

from datetime import date, datetime

from frontdesk.areas.cashdesk.documents import LedgerBook, LedgerRun, NumberLedger
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_HEADING = 17.4
_FACTS = 29.2
_FIRST_TOP = 31.8
_LATER_TOP = 26.0
_ROW = 6.4
_SIZE = 8.5
_SECTION = 6.4
_BETWEEN = 4.8
_SIGNATURES = 273.6
_SIGN_ROOM = 7.0
_FOOT = 4.0
_COUNT = 13.5
_RUN = 66.0


def compose(press: Press, ledger: NumberLedger, paper: Paper, copy: str) -> None:
    """The sums of all books first, then each book's numbers as runs."""
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=paper.height - paper.bottom - _FOOT)
    _place_sums(flow, ledger, paper)
    for book in ledger.books:
        _place_book(flow, book, paper)
    if flow.y > _SIGNATURES - _SIGN_ROOM:
        flow.turn()
    flow.at(_SIGNATURES, 5.0, _draw_signatures)
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        _draw_furniture(page, ledger, number, len(flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _section(flow: Flow, paper: Paper, name: str, rows: int = 2) -> None:
    """A section's name, kept together with the head and the first row of its table."""
    x = paper.left
    flow.put(_SECTION, lambda page, y: page.text(x, y + 4.0, name, face=BOLD), keep=_ROW * rows)


def _place_sums(flow: Flow, ledger: NumberLedger, paper: Paper) -> None:
    heads = (tr("已用"), tr("作废"), tr("损毁"), tr("缺号"), tr("未用"), tr("合计"))
    span = 44.0
    table = Table(
        (
            Column(tr("票本"), paper.room - span - _COUNT * len(heads)),
            Column(tr("起讫"), span),
            *(Column(head, _COUNT, align="right", wrap=False) for head in heads),
        ),
        row_height=_ROW,
        size=_SIZE,
    )
    rows = [
        Row((_title(book), _span(book.first, book.last), *map(str, _counts(book)))) for book in ledger.books
    ]
    sums = [sum(column) for column in zip(*map(_counts, ledger.books), strict=True)] if ledger.books else []
    if len(rows) > 1:
        rows.append(Row((tr("合计"), "", *map(str, sums)), bold=True))
    _section(flow, paper, tr("各票本张数"))
    flow.table(table, table.measure(rows), paper.left)


def _title(book: LedgerBook) -> str:
    if book.received_on is None:
        return book.title
    return tr("{title}（{day} 登记）", title=book.title, day=book.received_on)


def _counts(book: LedgerBook) -> tuple[int, ...]:
    return book.used, book.void, book.spoiled, book.missing, book.unused, book.numbers


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def _place_book(flow: Flow, book: LedgerBook, paper: Paper) -> None:
    table = Table(
        (
            Column(tr("号码"), _RUN),
            Column(tr("结果"), 22.0),
            Column(tr("张数"), _COUNT, align="right", wrap=False),
            Column("", 4.0),
            Column(tr("说明"), paper.room - _RUN - 22.0 - _COUNT - 4.0),
        ),
        row_height=_ROW,
        size=_SIZE,
    )
    flow.skip(_BETWEEN)
    _section(flow, paper, book.title)
    rows = [_run(run) for run in book.runs] or [Row((tr("没有号码"), "", "0", "", ""))]
    flow.table(table, table.measure(rows), paper.left)


def _run(run: LedgerRun) -> Row:
    return Row((_span(run.first, run.last), tr(run.state), str(run.count), "", run.words))


def _draw_furniture(page: Page, ledger: NumberLedger, number: int, of: int) -> None:
    """What every page carries: title, day, the foot (T20)."""
    paper = page.paper
    parts.heading(
        page, _HEADING, tr("票据台账"), left=paper.left, right=paper.right, office=ledger.office,
        number=_number(ledger), bold_number=False,
    )  # fmt: skip
    if number == 1:
        missing = sum(book.missing for book in ledger.books)
        parts.spread(page, _FACTS, paper.left, paper.right, [
            [(tr("小区 {estate}", estate=ledger.estate), REGULAR)],
            [(tr("截至 "), REGULAR), (ledger.day.isoformat(), BOLD)],
            [(tr("票本 {n} 本", n=len(ledger.books)), REGULAR)],
            [(tr("缺号 {n} 张", n=missing) if missing else tr("没有缺号"), BOLD if missing else REGULAR)],
        ])  # fmt: skip
    printed = tr(
        "物业前台　{at} 打印，{by}", at=parts.minute(ledger.printed_at), by=ledger.printed_by
    )  # fmt: skip
    parts.foot(page, printed, tr("第 {number} 页，共 {of} 页", number=number, of=of))


def _draw_signatures(page: Page, y: float) -> None:
    paper = page.paper
    parts.signature(page, paper.left, y, tr("制表"), length=32)
    parts.signature(page, paper.left + 69, y, tr("复核"), length=32)
    parts.signature_before(page, paper.right, y, tr("财务"), 32)


def _number(ledger: NumberLedger) -> str:
    return f"TZ-{ledger.day:%Y%m%d}"


def _fault(ledger: NumberLedger) -> str:
    """Every number of a book is in exactly one run."""
    for book in ledger.books:
        if sum(run.count for run in book.runs) != book.numbers:
            return tr("票据台账里“{title}”的号码和张数对不上，没有打印", title=book.title)
    return ""


def sample() -> NumberLedger:
    """Our own receipts with a void one, deposits, and a bought book with a spoiled and a missing number."""
    return NumberLedger(
        office="翠湖花园物业服务中心", estate="翠湖花园", day=date(2026, 11, 21),
        printed_at=datetime(2026, 11, 21, 17, 40), printed_by="林晓",  # noqa: DTZ001
        books=(
            LedgerBook(
                "收据 SJ", "SJ00020001", "SJ00020343", None, 342, 1, 0, 0, 0,
                (
                    LedgerRun("SJ00020001", "SJ00020325", "已用", 325),
                    LedgerRun("SJ00020326", "SJ00020326", "作废", 1, "收错房号，应为 3-1-1201"),
                    LedgerRun("SJ00020327", "SJ00020343", "已用", 17),
                ),
            ),
            LedgerBook(
                "红字收据 HZ", "HZ00000001", "HZ00000012", None, 12, 0, 0, 0, 0,
                (LedgerRun("HZ00000001", "HZ00000012", "已用", 12),),
            ),
            LedgerBook(
                "押金收据 YJ", "YJ00000001", "YJ00000012", None, 12, 0, 0, 0, 0,
                (LedgerRun("YJ00000001", "YJ00000012", "已用", 12),),
            ),
            LedgerBook(
                "押金结算单 YT", "YT00000001", "YT00000007", None, 7, 0, 0, 0, 0,
                (LedgerRun("YT00000001", "YT00000007", "已用", 7),),
            ),
            LedgerBook(
                "纸质票据 0031801–0031900", "0031801", "0031900", date(2026, 10, 8), 49, 1, 1, 1, 48,
                (
                    LedgerRun("0031801", "0031817", "已用", 17),
                    LedgerRun("0031818", "0031818", "损毁", 1, "打印机卡纸"),
                    LedgerRun("0031819", "0031834", "已用", 16),
                    LedgerRun("0031835", "0031835", "作废", 1, "收错房号，应为 3-1-1201"),
                    LedgerRun("0031836", "0031850", "已用", 15),
                    LedgerRun("0031851", "0031851", "缺号", 1),
                    LedgerRun("0031852", "0031852", "已用", 1),
                    LedgerRun("0031853", "0031900", "未用", 48),
                ),
            ),
        ),
    )  # fmt: skip


NUMBER_LEDGER: Form[NumberLedger] = Form(
    key="number_ledger",
    title="票据台账",
    document=NumberLedger,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=_number,
    day=lambda ledger: ledger.day,
    fault=_fault,
    labels={
        "office": "物业名称", "estate": "小区名称", "title": "票本", "words": "说明", "printed_by": "打印人",
    },
)  # fmt: skip
