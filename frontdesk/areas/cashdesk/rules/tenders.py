"""How money is handed over (M6.1, M6.2): tenders, their references, what is left to give back (T9)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, WITHOUT_REFERENCE, Tender
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr

_LONGEST_REFERENCE = 64
UNUSUAL_CHANGE = Money.yuan(1000)
"""Nobody hands over so much too much: a slip of the hand, or a scanner's number in the field for cash."""
_TAIL = 4
_WORDS: dict[str, Tender] = {
    **{kind.value: kind for kind in Tender},
    **{word: kind for kind, word in TENDER_WORDS.items()},
    "wx": Tender.WECHAT,
    "zfb": Tender.ALIPAY,
    "银行卡": Tender.CARD,
    "pos": Tender.CARD,
    "银行转账": Tender.TRANSFER,
    "check": Tender.CHEQUE,
    "预存": Tender.PREPAID,
}


@dataclass(frozen=True, slots=True)
class TenderInput:
    """One way the payer pays: cash as given, before any change; every other kind but 预存 with its reference."""

    kind: Tender
    amount: Money
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """settled = tendered − change, always (M6.2)."""

    settled: Money
    tendered: Money
    change: Money


def tender_kind(text: str, *, field: str | None = None) -> Tender:
    """The tender that a word means: `cash`, `现金`, `wechat`, `微信` … Raises `Refused` with the words that are known."""
    word = unicodedata.normalize("NFKC", text).strip().lower()
    if word not in _WORDS:
        known = "、".join(f"{kind.value}（{tr(TENDER_WORDS[kind])}）" for kind in Tender)
        raise Refused(
            tr("不认识收款方式“{word}”，可用：{known}", word=text.strip(), known=known), field=field
        )
    return _WORDS[word]


def parse_tender(text: str, *, field: str | None = "tenders") -> TenderInput:
    """`cash=300.00`, `wechat=55.36:4200002386`, `微信=55.36：4200002386`. Raises `Refused`."""
    word, equals, rest = unicodedata.normalize("NFKC", text).partition("=")
    if not equals:
        raise Refused(
            tr("收款方式请写成 cash=300.00 或 wechat=55.36:交易单号，收到的是“{text}”", text=text),
            field=field,
        )
    amount, _, reference = rest.partition(":")
    return TenderInput(
        tender_kind(word, field=field),
        Money.parse(amount, field=field),
        tidy_reference(reference, field=field),
    )


def tidy_reference(text: str, *, field: str | None = None) -> str:
    """A reference number as it is stored: no blanks, plain digits. Raises `Refused` when it is too long."""
    tidy = "".join(unicodedata.normalize("NFKC", text).split())
    if len(tidy) > _LONGEST_REFERENCE:
        raise Refused(tr("交易单号超过 {n} 个字，请核对", n=_LONGEST_REFERENCE), field=field)
    return tidy


def reference_tail(reference: str) -> str:
    """How a reference stands on the receipt: `尾号 7731`; empty when there is none."""
    return tr("尾号 {tail}", tail=reference[-_TAIL:]) if reference else ""


def check_tenders(
    tenders: Sequence[TenderInput], *, reference_later: bool = False
) -> tuple[TenderInput, ...]:
    """The tenders with tidy references. Raises `Refused` for none, an amount of nothing, or a missing reference."""
    if not tenders:
        raise Refused(tr("请填收款方式和金额"), field="tenders")
    checked = []
    for tender in tenders:
        word = tr(TENDER_WORDS[tender.kind])
        if tender.amount <= ZERO:
            raise Refused(tr("{kind}的金额要大于零", kind=word), field="tenders")
        without = tender.kind in WITHOUT_REFERENCE
        reference = "" if without else tidy_reference(tender.reference, field="tenders")
        if not without and not reference and not reference_later:
            raise Refused(tr("{kind}要填交易单号", kind=word), field="tenders")
        checked.append(TenderInput(tender.kind, tender.amount, reference))
    return tuple(checked)


def balance(due: Money, tenders: Sequence[TenderInput]) -> Balance:
    """What is given back when *due* is settled with *tenders* (M6.2, T9).

    Change comes out of the cash only and is never more than it. Raises `Refused` when the tenders fall short,
    or when more than what is due was paid in a way that cannot be given back at the desk.
    """
    tendered = total(t.amount for t in tenders)
    cash = total(t.amount for t in tenders if t.kind is Tender.CASH)
    change = tendered - due
    if change < ZERO:
        raise Refused(
            tr("收到 {got}，不够本次收款 {due}，还差 {lack}", got=tendered, due=due, lack=-change),
            field="tenders",
        )
    if change > cash:
        raise Refused(
            tr(
                "非现金收了 {other}，比本次收款 {due} 多 {over}，不能找零，请改成应收的数",
                other=tendered - cash,
                due=due,
                over=tendered - cash - due,
            ),
            field="tenders",
        )
    return Balance(due, tendered, change)
