"""Payment notices (缴费通知单): written, numbered, frozen, and put on one PDF in delivery order (M8.3, F4)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.fees.documents import NoticeLine, PaymentNotice, ReprintMark
from frontdesk.areas.fees.model import Notice, NoticeDelivery, NoticePrint
from frontdesk.areas.fees.queries.late_fees import late_fee_words
from frontdesk.areas.fees.queries.notices import DueUnit, due_units, notice_prefix
from frontdesk.areas.fees.rules.kinds import DeliveryWay, NoticeKind
from frontdesk.areas.fees.rules.lines import figure
from frontdesk.areas.fees.rules.notices import DAYS_TO_PAY, pay_before, told
from frontdesk.areas.fees.service.limitation import signed
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper, keep_print
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.codec import to_plain
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

BATCH_FORM = "notice_batch"
SIGNED_WAYS = (DeliveryWay.AT_HOME, DeliveryWay.AT_DESK)
"""Only somebody who stands before us can sign."""
# Number, day and the day to pay before move with the calendar; a notice is another one when anything else does.
_MOVES = ("number", "day", "due_before", "reprint")


@dataclass(frozen=True, slots=True)
class IssueNotices:
    """Notices for what is owed now for periods up to `month`: of these units, of these buildings, or of all.

    `size` is the key of a paper of the form; None takes the usual one.
    """

    month: Month
    unit_ids: tuple[int, ...] = ()
    building_ids: tuple[int, ...] = ()
    size: str | None = None


@dataclass(frozen=True, slots=True)
class ReprintNotice:
    """Notices that were issued, on paper again (补打)."""

    numbers: tuple[str, ...]
    size: str | None = None


@dataclass(frozen=True, slots=True)
class RecordDelivery:
    """These notices or demands reached their units: how, and on which day (today where none is given).

    `received_by` took it, `signed` says that they put their name to it, which breaks the limitation of the debts
    it names (M8.4); `proof` are words, `proof_ref` the photograph, recording or sheet that is kept.
    """

    numbers: tuple[str, ...]
    way: DeliveryWay
    delivered_on: date | None = None
    received_by: str = ""
    signed: bool = False
    proof: str = ""
    proof_ref: str = ""


@dataclass(frozen=True, slots=True)
class NoticeBatch:
    """What came off the press: `made` notices are new, `again` stood already and are marked 补打.

    The paper is kept under `number`; `numbers` are the notices' own, in the order of the pages.
    """

    paper_id: int
    number: str
    numbers: tuple[str, ...]
    made: int
    again: int
    pdf: bytes
    pages: int


def issue_notices(work: Work, command: IssueNotices) -> NoticeBatch:
    """One notice for each unit that owes, in one PDF with bookmarks by building.

    A unit whose notice of that month stands and says the same (but for its day and the day to pay before) gets
    that one again, marked 补打, instead of a second number; whatever changed makes a new notice. Raises
    `Refused` when nobody owes, `Cancelled` when it was stopped: then nothing is stored.
    """
    work.require(Right.NOTICES_PRINT)
    standing = _standing(work, command.month)
    facts = {**office_facts(work), "late_fees": late_fee_words(work.session, work.today())}
    chosen: list[tuple[Notice, PaymentNotice]] = []
    made = 0
    for unit in due_units(
        work.session, command.month, command.unit_ids, command.building_ids, on=work.today()
    ):
        work.progress.step(len(chosen), len(chosen) + 1, unit.facts.unit)
        document = _document(work, command.month, unit, facts)
        stood = standing.get(unit.unit_id)
        if stood is not None and _body(json.loads(stood.document)) == _body(to_plain(document)):
            chosen.append((stood, PaymentNotice.from_json(stood.document)))
            continue
        prefix = notice_prefix(command.month, unit.building_code)
        serial = next_number(work.session, prefix)
        document = replace(document, number=f"{prefix}-{serial:04d}")
        chosen.append((_store(work, command.month, unit, document), document))
        made += 1
    if not chosen:
        if work.session.scalar(_ground(command.unit_ids)) is not None:
            raise Refused(tr("场地上的费用分属不同的使用方，请到“摊位与广告”按预订催收"))
        raise Refused(tr("{month} 和以前的账期没有欠费，不用打印缴费通知单", month=command.month))
    work.session.flush()
    title = tr("{month} 缴费通知单 {n} 份", month=command.month, n=len(chosen))
    return print_batch(work, chosen, command.size, title, made)


def _ground(unit_ids: Sequence[int]) -> Select[int]:
    """Those of them that are the office's own ground."""
    return select(Unit.id).where(Unit.id.in_(unit_ids), Unit.kind == UnitKind.OFFICE_PLACE)


def reprint_notice(work: Work, command: ReprintNotice) -> NoticeBatch:
    """What was issued, drawn from what was stored and marked 补打 with its count (T12)."""
    work.require(Right.NOTICES_PRINT)
    found = notices_by_number(work, command.numbers, (NoticeKind.NOTICE,))
    chosen = [(notice, PaymentNotice.from_json(notice.document)) for notice in found]
    title = tr("补打缴费通知单 {n} 份", n=len(chosen))
    return print_batch(work, chosen, command.size, title, 0)


def record_delivery(work: Work, command: RecordDelivery) -> None:
    """Store who brought which notices, how and when (M8.3)."""
    work.require(Right.NOTICES_PRINT)
    found = notices_by_number(work, command.numbers)
    day = command.delivered_on or work.today()
    if day > work.today():
        raise Refused(tr("送达日期在今天之后，请核对"), field="delivered_on")
    early = next((notice for notice in found if notice.issued_on > day), None)
    if early is not None:
        raise Refused(
            tr(
                "{number} 是 {day} 才开的，送达不能早于它",
                number=early.number,
                day=early.issued_on.isoformat(),
            ),
            field="delivered_on",
        )
    if command.signed and command.way not in SIGNED_WAYS:
        ways = "、".join(tr(way.value) for way in SIGNED_WAYS)
        raise Refused(tr("{ways}送到的才有签收，请改送达方式，或不勾签收", ways=ways), field="signed")
    if command.signed and len(found) > 1:
        raise Refused(tr("签收的要一份一份登记，各户签字的人不同"), field="signed")
    if command.signed and not command.received_by.strip():
        raise Refused(tr("请填谁签收的"), field="received_by")
    for notice in found:
        delivery = NoticeDelivery(
            notice_id=notice.id,
            way=command.way,
            delivered_on=day,
            at=work.now(),
            by=work.actor.name,
            received_by=command.received_by.strip()[:60],
            signed=command.signed,
            proof=command.proof.strip()[:200],
            proof_ref=command.proof_ref.strip()[:200],
        )
        work.session.add(delivery)
        if command.signed:
            work.session.flush()
            signed(work, notice, delivery)
    work.touch("notices")


def _document(work: Work, month: Month, unit: DueUnit, facts: dict[str, Any]) -> PaymentNotice:
    area = unit.facts.area
    return PaymentNotice(
        number="",
        day=work.today(),
        building=unit.facts.building,
        unit=unit.facts.unit,
        owner=unit.facts.payer,
        area=tr("{area}㎡", area=figure(area)) if area else "",
        due_before=pay_before(unit.charges, month, work.today(), facts["days_to_pay"]),
        lines=tuple(
            NoticeLine(
                charge.item, charge.period, told(charge), charge.due_on, charge.owed, charge.late_fee or None
            )
            for charge in unit.charges
        ),
        total=total(charge.owed + charge.late_fee for charge in unit.charges),
        late_fee_terms=_late_terms(unit, facts["late_fees"]),
        office=facts["office"],
        estate=facts["estate"],
        payment_ways=facts["payment_ways"],
        phone=facts["phone"],
    )


def _late_terms(unit: DueUnit, words: dict[int, str]) -> str:
    """How the late fees on a notice are worked out; named by item where they differ."""
    found = {charge.item: words.get(charge.item_id, "") for charge in unit.charges if charge.late_fee}
    told = dict.fromkeys(filter(None, found.values()))
    if len(told) <= 1:
        return next(iter(told), "")
    return "；".join(f"{item}{terms}" for item, terms in found.items() if terms)


def office_facts(work: Work) -> dict[str, Any]:
    """What papers say of the office: estate, office, phone, address, ways to pay, days to pay."""
    session = work.session
    estate = str(get_setting(session, "estate.name", ""))
    ways = get_setting(session, "office.payment_ways", ()) or ()
    return {
        "estate": estate,
        "office": str(get_setting(session, "office.name", "") or estate),
        "phone": str(get_setting(session, "office.phone", "")),
        "address": str(get_setting(session, "office.address", "")),
        "payment_ways": tuple([ways] if isinstance(ways, str) else map(str, ways)),
        "days_to_pay": int(get_setting(session, "notice.days_to_pay", DAYS_TO_PAY)),
    }


def _standing(work: Work, month: Month) -> dict[int, Notice]:
    """Unit id -> its latest notice of the month."""
    found = work.session.scalars(
        select(Notice)
        .where(Notice.period == str(month), Notice.kind == NoticeKind.NOTICE)
        .order_by(Notice.id)
    )
    return {notice.unit_id: notice for notice in found}


def _body(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in plain.items() if key not in _MOVES}


def _store(work: Work, month: Month, unit: DueUnit, document: PaymentNotice) -> Notice:
    notice = Notice(
        number=document.number,
        unit_id=unit.unit_id,
        period=str(month),
        total=document.total,
        issued_on=document.day,
        issued_at=work.now(),
        issued_by=work.actor.name,
        document=document.to_json(),
    )
    work.session.add(notice)
    return notice


def notices_by_number(
    work: Work, numbers: Sequence[str], kinds: Sequence[NoticeKind] = tuple(NoticeKind)
) -> list[Notice]:
    """The notices of these numbers in delivery order. Raises `Refused` naming one that does not exist."""
    wanted = set(numbers)
    found = list(
        work.session.scalars(
            select(Notice)
            .join(Unit, Unit.id == Notice.unit_id)
            .join(Building, Building.id == Unit.building_id)
            .where(Notice.number.in_(wanted), Notice.kind.in_(kinds))
            .order_by(Building.sort, Unit.sort_key, Notice.id)
        )
    )
    missing = wanted - {notice.number for notice in found}
    if missing or not wanted:
        name = min(missing, default="")
        raise Refused(tr("没有编号为 {number} 的通知单", number=name), field="numbers")
    return found


@dataclass(frozen=True, slots=True)
class BatchKind:
    """How a batch of one sort of paper is drawn and kept: the form, under what, and its papers' name."""

    form: str
    kept_as: str
    prefix: str
    subject: str
    words: str


NOTICE_BATCH = BatchKind("payment_notice", BATCH_FORM, "NB", "notice", "缴费通知单")


def print_batch(
    work: Work,
    chosen: Sequence[tuple[Notice, Any]],
    size: str | None,
    title: str,
    made: int,
    kind: BatchKind = NOTICE_BATCH,
) -> NoticeBatch:
    """Draw, keep what was drawn, and count the print of each notice."""
    from frontdesk.areas.fees.forms import FORMS

    form = FORMS[kind.form]
    paper = form.size(size)
    times = _times(work, [notice.id for notice, _ in chosen])
    at = local_time(work.now())
    documents = [
        replace(document, reprint=ReprintMark(times[notice.id], work.actor.name, at))
        if notice.id in times
        else document
        for notice, document in chosen
    ]
    pdf = form.draw_all(documents, paper, progress=work.progress)
    numbers = tuple(notice.number for notice, _ in chosen)
    day = work.today()
    serial = next_number(work.session, f"{kind.subject}-batch-{day:%Y%m%d}")
    number = f"{kind.prefix}-{day:%Y%m%d}-{serial:03d}"
    alone = chosen[0][0] if len(chosen) == 1 else None
    paper_id = issue_paper(
        work,
        form=kind.kept_as,
        number=number,
        title=f"{tr(kind.words)} {alone.number}" if alone else title,
        subject=("notice", alone.id) if alone else (f"{kind.subject}s", int(f"{day:%Y%m%d}")),
        unit_id=alone.unit_id if alone else None,
        document={"size": paper.key, "notices": [[n.number, times.get(n.id, 0)] for n, _ in chosen]},
    )
    keep_print(work, paper_id, size=paper.key, pdf=pdf)
    work.session.add_all(
        NoticePrint(notice_id=notice.id, paper_id=paper_id, times=times.get(notice.id, 0))
        for notice, _ in chosen
    )
    work.touch("notices")
    return NoticeBatch(paper_id, number, numbers, made, len(chosen) - made, pdf, page_count(pdf))


def _times(work: Work, notice_ids: Sequence[int]) -> dict[int, int]:
    """Notice id -> how often it was printed before; those never printed are missing."""
    wanted = set(notice_ids)
    rows = work.session.execute(
        select(NoticePrint.notice_id, func.count())
        .where(NoticePrint.notice_id >= min(wanted), NoticePrint.notice_id <= max(wanted))
        .group_by(NoticePrint.notice_id)
    )
    return {notice_id: n for notice_id, n in rows if notice_id in wanted}


def page_count(pdf: bytes) -> int:
    """Sheets of a PDF of ours: its page objects are never packed away."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
