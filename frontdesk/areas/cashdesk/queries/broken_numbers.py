"""Numbers of papers without gaps and doubles, each with its frozen paper (M6.4, T11); part of `check`."""

from __future__ import annotations

from sqlalchemy import String, and_, cast, func, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.queries.ledger import first_serial
from frontdesk.areas.cashdesk.queries.series import NUMBERED, Numbered
from frontdesk.areas.cashdesk.rules.kinds import SERIES_WORDS
from frontdesk.areas.cashdesk.rules.numbers import ranges, receipt_number
from frontdesk.base.store.numbers import NumberSeries, last_number
from frontdesk.base.store.papers import Paper
from frontdesk.base.values.text import tr

_MOST = 20


def broken_numbers(session: Session) -> list[str]:
    """Books of numbers with gaps, doubles or wrong numbers, and papers that were not kept, in words."""
    broken: list[str] = []
    used: set[str] = set()
    for kind in NUMBERED:
        word = tr(SERIES_WORDS[kind.series])
        used |= set(session.scalars(select(kind.table.book).distinct()))
        broken += [
            *_books(session, kind, word),
            *_wrong_numbers(session, kind, word),
            *_papers(session, kind, word),
        ]
    broken += [
        tr("号码簿记着收据册 {book} 用到 {last}，却没有收据", book=series, last=last)
        for series, last in session.execute(select(NumberSeries.name, NumberSeries.last))
        if series.isalnum() and series.isupper() and series not in used
    ]
    return broken


def _books(session: Session, kind: Numbered, word: str) -> list[str]:
    table, broken = kind.table, []
    books = session.execute(
        select(
            table.book,
            func.min(table.serial),
            func.max(table.serial),
            func.count(),
            func.count(table.serial.distinct()),
        )
        .group_by(table.book)
        .order_by(table.book)
    ).all()
    for book, low, high, count, distinct in books:
        first, last = first_serial(session, book), last_number(session, book)
        if count != distinct:
            broken.append(tr("{word}册 {book} 有重号", word=word, book=book))
        if low < first or high > last:
            broken.append(
                tr(
                    "{word}册 {book} 的号码是 {low}–{high}，号码簿记的是 {first}–{last}",
                    word=word,
                    book=book,
                    low=low,
                    high=high,
                    first=first,
                    last=last,
                )
            )
        elif distinct != last - first + 1:
            known = set(session.scalars(select(table.serial).where(table.book == book)))
            gaps = ranges([n for n in range(first, last + 1) if n not in known])
            broken += [
                tr(
                    "{word}册 {book} 缺号 {a} 到 {b}",
                    word=word,
                    book=book,
                    a=receipt_number(book, a),
                    b=receipt_number(book, b),
                )
                for a, b in gaps[:_MOST]
            ]
    return broken


def _wrong_numbers(session: Session, kind: Numbered, word: str) -> list[str]:
    table = kind.table
    wrong = select(table.number, table.book, table.serial).where(
        table.number != table.book + func.substr(cast(table.serial + 100_000_000, String), 2, 8)
    )
    return [
        tr(
            "{word} {number} 的号码和它的序号 {serial} 对不上",
            word=word,
            number=number,
            serial=receipt_number(book, serial),
        )
        for number, book, serial in session.execute(wrong.order_by(table.id).limit(_MOST))
    ]


def _papers(session: Session, kind: Numbered, word: str) -> list[str]:
    table = kind.table
    query = (
        select(table.number)
        .outerjoin(
            Paper,
            and_(
                Paper.form == kind.series.value,
                Paper.subject_kind == kind.subject,
                Paper.subject_id == table.id,
                Paper.number == table.number,
            ),
        )
        .where(Paper.id.is_(None))
    )
    return [
        tr("{word} {number} 没有留底", word=word, number=number)
        for number in session.scalars(query.order_by(table.id).limit(_MOST))
    ]
