"""The sections of the unit card, each from the card's frozen rows."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.archives.rules.kinds import NoteLevel, RoleKind
from frontdesk.areas.cashdesk.queries import ReceiptRow
from frontdesk.areas.fees.rules.late_fee import percent
from frontdesk.areas.today.queries import CardEvent, CardPerson, UnitCard
from frontdesk.areas.today.ui.card_rows import add_cells, due_state, joined, word
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import HairLine, StatusLabel, Words
from frontdesk.base.widgets.pane import Pane, Section

FIELD_WORDS = {
    "state": "状态",
    "built_area": "建筑面积",
    "inner_area": "套内面积",
    "layout": "户型",
    "handed_over_on": "收楼日期",
    "fees_from": "费用起算",
    "payer": "交费人",
    "code": "房号",
    "kind": "种类",
    "floor": "楼层",
    "begun_on": "启用日期",
    "ended_on": "停用日期",
    "ended_as": "停用原因",
}
_MOST_OWED = 8
_MONTH, _SUM, _STATE = 68, 84, 104
"""Widths of the columns that 欠费, 最近收款 and 缴费通知单 have in common; what is left is for the words."""


def people(pane: Pane, card: UnitCard) -> Section:
    """住户: who lives here, owner first."""
    link = tr("全部角色") if card.people else ""
    section = pane.add_section(tr("住户"), tr("{n} 人", n=len(card.people)), link, name="card_people")
    for person in card.people:
        role = _role_words(person)
        when = ""
        if person.until is not None:
            when = tr("至 {day}", day=person.until.isoformat())
        elif person.since is not None:
            when = tr("自 {day}", day=person.since.isoformat())
        add_cells(
            section,
            (word(person.name, "bold"), 62),
            (word(role, tone="text2"), 96),
            (word(person.phone), 106),
            (word(when, tone="text2"), 0),
        )
    if not card.people:
        section.add(Words(tr("还没有登记住户。F2 修改里可以加。"), "body", "text2"))
    return section


def _role_words(person: CardPerson) -> str:
    """`业主 100%`, `配偶` for a member of the family, `租客（次卧）`."""
    if person.role is RoleKind.FAMILY and person.relation:
        return person.relation
    words = joined((person.role.value, person.share), " ")
    return tr("{role}（{what}）", role=words, what=person.relation) if person.relation else words


def notes(pane: Pane, card: UnitCard) -> None:
    """要留意: what to know before one speaks or knocks; what waits to be verified stands with it."""
    section = pane.add_section(tr("要留意"), name="card_notes")
    for note in card.notes:
        section.add_state("warn" if note.level is NoteLevel.WATCH else "neutral", note.text)
    for reason in card.flags:
        section.add_state("warn", tr("待核实：{reason}", reason=tr(reason)))
    if not card.notes and not card.flags:
        section.add(Words(tr("没有要留意的事"), "body", "text3"))


def vehicles(pane: Pane, card: UnitCard) -> None:
    """车辆 and the spaces that have no vehicle."""
    if not card.vehicles and not card.spaces:
        return
    section = pane.add_section(tr("车辆"), tr("{n} 辆", n=len(card.vehicles)), name="card_vehicles")
    for vehicle in card.vehicles:
        add_cells(
            section,
            (word(vehicle.plate, "bold"), 110),
            (word(joined((vehicle.colour, vehicle.model), " ")), 100),
            (word(tr("车位 {code}", code=vehicle.space) if vehicle.space else "", tone="text2"), 0),
        )
    bare = [s for s in card.spaces if s not in {v.space for v in card.vehicles}]
    if bare:
        add_cells(section, (word(tr("车位"), tone="text2"), 110), (word("、".join(bare)), 0))


def pets(pane: Pane, card: UnitCard, today: date) -> None:
    """宠物 and when the vaccination ends."""
    if not card.pets:
        return
    section = pane.add_section(tr("宠物"), tr("{n} 只", n=len(card.pets)), name="card_pets")
    for pet in card.pets:
        until = pet.vaccinated_until
        state = StatusLabel("neutral", tr("疫苗未登记"))
        if until is not None:
            days = (until - today).days
            tone = "bad" if days < 0 else "warn" if days <= 30 else "ok"
            state = StatusLabel(
                "bad" if tone == "bad" else "warn" if tone == "warn" else "ok",
                tr("疫苗至 {day}", day=until.isoformat()),
            )
        add_cells(section, (word(pet.name, "bold"), 110), (word(pet.breed), 84), (state, 0))


def house(pane: Pane, card: UnitCard) -> None:
    """房屋: its facts."""
    unit = card.unit
    section = pane.add_section(tr("房屋"), name="card_house", line=False)
    inner = tr("套内 {area}㎡", area=f"{unit.inner_area:.2f}") if unit.inner_area is not None else ""
    built = f"{unit.built_area:.2f}㎡" if unit.built_area is not None else tr("没有登记")
    section.add_pair(tr("建筑面积"), joined((built, inner)))
    section.add_pair(tr("户型"), unit.layout or "—")
    handed = unit.handed_over_on.isoformat() if unit.handed_over_on else tr("还没有收楼")
    section.add_pair(tr("收楼"), handed)
    if unit.fees_from is not None:
        section.add_pair(tr("费用起算"), unit.fees_from.isoformat())
    section.add_pair(tr("交费人"), unit.payer.value)
    for row in card.reductions:
        last = tr("到 {day}", day=row.last_on.isoformat()) if row.last_on else ""
        words = tr("{item}仍缴 {share}", item=row.item, share=percent(row.paid))
        since = tr("{day} 起", day=row.starts_on.isoformat())
        section.add_pair(tr(row.kind.value), joined((words, since, last)))


def owed(pane: Pane, card: UnitCard) -> Section:
    """欠费: what is owed, oldest due first."""
    late = [c for c in card.owed if c.overdue_days > 0]
    hint = tr("{n} 项", n=len(card.owed)) if card.owed else ""
    if late:
        hint += tr(" · 其中逾期 {n} 项", n=len(late))
    section = pane.add_section(tr("欠费"), hint, tr("明细") if card.owed else "", name="card_owed")
    fees = total(fee.open for fee in card.late_fees)
    if not card.owed and not fees:
        section.add(StatusLabel("ok", tr("都缴清了")))
        return section
    for charge in card.owed[:_MOST_OWED]:
        add_cells(
            section,
            (word(charge.period, tone="text2"), _MONTH),
            (word(charge.item), 0),
            (word(str(charge.owed), right=True), _SUM),
            (due_state(charge.due_on, charge.overdue_days), _STATE),
        )
    rest = len(card.owed) - _MOST_OWED
    if rest > 0:
        section.add(Words(tr("还有 {n} 项，见明细", n=rest), "small", "text3"))
    if fees:
        paid = [fee for fee in card.late_fees if not fee.owed]
        only = tr("{n} 项本金已缴", n=len(paid)) if paid else tr("到今天为止")
        add_cells(
            section,
            (word("", tone="text2"), _MONTH),
            (word(tr("违约金")), 0),
            (word(str(fees), right=True), _SUM),
            (word(only, tone="text3"), _STATE),
        )
    section.add(HairLine("line"))
    add_cells(
        section,
        (word(tr("合计（元）"), tone="text2"), _MONTH + _SUM),
        (word(str(total(c.owed for c in card.owed) + fees), "bold", right=True), 0),
        (word(""), _STATE),
    )
    return section


def held(pane: Pane, card: UnitCard) -> Section | None:
    """预存与押金: money of theirs that we hold; no section where there is none."""
    if not card.prepaid and not card.deposits:
        return None
    link = tr("押金") if card.deposits else ""
    section = pane.add_section(tr("预存与押金"), "", link, name="card_held")
    if card.prepaid:
        add_cells(
            section,
            (word(tr("预存"), tone="text2"), _MONTH),
            (word(tr("收费时可以抵扣")), 0),
            (word(str(card.prepaid), "bold", right=True), _SUM),
            (word(""), _STATE),
        )
    for deposit in card.deposits:
        words = joined((tr("{purpose}押金", purpose=deposit.purpose), deposit.words), "　")
        add_cells(
            section,
            (word(f"{deposit.business_on:%m-%d}", tone="text2"), _MONTH),
            (word(words), 0),
            (word(str(deposit.left), right=True), _SUM),
            (word(deposit.number, tone="text2"), _STATE),
        )
    return section


def payments(pane: Pane, card: UnitCard) -> Section:
    """最近收款."""
    link = tr("全部 {n} 笔", n=card.payment_count) if card.payment_count else ""
    section = pane.add_section(tr("最近收款"), "", link, name="card_payments")
    for paid in card.payments:
        add_cells(
            section,
            (word(f"{paid.business_on:%m-%d}", tone="text2"), _MONTH),
            (word(card.payment_words.get(paid.number, "")), 0),
            (word(str(paid.amount), right=True), _SUM),
            (
                word(_receipt_words(paid), tone="text2"),
                _STATE,
            ),
        )
    if not card.payments:
        section.add(Words(tr("还没有收过款"), "body", "text3"))
    return section


def _receipt_words(paid: ReceiptRow) -> str:
    """`SJ00020331`; one that is void or was given back says so."""
    if paid.voided:
        return tr("{number} 作废", number=paid.number)
    return tr("{number} 红冲", number=paid.number) if paid.refunded else paid.number


def notices(pane: Pane, card: UnitCard) -> None:
    """通知单: printed for this unit, and whether they reached the door."""
    section = pane.add_section(tr("缴费通知单"), name="card_notices", line=False)
    for notice in card.notices:
        if notice.delivered:
            words = tr("{way} {day}", way=notice.delivered, day=f"{notice.delivered_on:%m-%d}")
            state = StatusLabel("ok", words)
        else:
            state = StatusLabel("info", tr("待送"))
        add_cells(
            section,
            (word(notice.period, tone="text2"), _MONTH),
            (word(notice.number), 0),
            (word(str(notice.total), right=True), _SUM),
            (state, _STATE),
        )
    if not card.notices:
        section.add(Words(tr("还没有打印过通知单。F8 打印一份。"), "body", "text3"))


def events(pane: Pane, card: UnitCard) -> Section:
    """往来: what happened, newest first."""
    section = pane.add_section(tr("往来"), "", tr("修改记录"), name="card_events", line=False)
    for event in card.events:
        section.add_line(_event_words(event), at=f"{local_time(event.at):%m-%d}", right=event.by)
    if not card.events:
        section.add(Words(tr("还没有往来"), "body", "text3"))
    return section


def _event_words(event: CardEvent) -> str:
    match event.kind:
        case "payment":
            return tr("收款 {amount}", amount=event.text)
        case "void":
            return tr("收款 {amount}，已作废", amount=event.text)
        case "notice":
            return tr("打印通知单 {number}", number=event.text)
        case "note":
            return tr("备注：{text}", text=event.text)
        case "made":
            return tr("建立档案")
    field, _, after = event.text.partition(":")
    return tr("{field}改为 {after}", field=tr(FIELD_WORDS.get(field, field)), after=after or "—")
