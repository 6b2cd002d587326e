"""过户确认单 and 租赁变更确认单, frozen with the act under its number; printed as every paper of the area is (D0.4, T12)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Person, UnitRole
from frontdesk.areas.archives.queries import unit_row
from frontdesk.areas.archives.queries.billing import payer_of
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.fees.rules.lines import figure
from frontdesk.areas.handover.documents.transfers import HomeChange, OwedLine, PartyLine, RestLine
from frontdesk.areas.handover.model.transfers import Transfer, TransferArrear, TransferRole, TransferThing
from frontdesk.areas.handover.rules.transfers import Arrears, ChangeKind, Side, Thing, Why, plain_share
from frontdesk.areas.handover.service.papers import TITLES
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.text import tr

SUBJECT = "transfer"
FORM_KEYS = {ChangeKind.OWNER: "transfer_sheet", ChangeKind.LEASE: "lease_sheet"}
_UNDONE = {ChangeKind.OWNER: "过户撤销单", ChangeKind.LEASE: "租赁变更撤销单"}
_SIGNS = {ChangeKind.OWNER: ("旧业主", "新业主"), ChangeKind.LEASE: ("迁出租户", "新租户")}
_DAY = timedelta(days=1)


def issue_change(work: Work, made: Transfer) -> int:
    """Freeze its paper. Raises `Refused` for a character that no font has, before anything is stored."""
    from frontdesk.areas.handover.forms import FORMS

    form = FORMS[FORM_KEYS[made.kind]]
    document = _document(work, made)
    form.check(document)
    return issue_paper(
        work, form=form.key, number=made.number, title=f"{tr(document.title)} {made.number}",
        subject=(SUBJECT, made.id), document=codec.to_plain(document), unit_id=made.unit_id,
    )  # fmt: skip


def _document(work: Work, made: Transfer) -> HomeChange:
    names, unit = office(work), unit_row(work.session, made.unit_id, work.today())
    undo = made.why is Why.UNDO
    roles = list(
        work.session.scalars(
            select(TransferRole).where(TransferRole.transfer_id == made.id).order_by(TransferRole.id)
        )
    )
    arrears = work.session.scalars(
        select(TransferArrear).where(TransferArrear.transfer_id == made.id).order_by(TransferArrear.id)
    )
    things = work.session.scalars(
        select(TransferThing).where(TransferThing.transfer_id == made.id).order_by(TransferThing.id)
    )
    sides = {role.side for role in roles}
    old, new = _SIGNS[made.kind]
    if Side.LONGER in sides and Side.IN not in sides:
        new = "续租租户"
    return HomeChange(
        office=names.office, estate=names.estate, number=made.number, day=work.today(),
        title=_UNDONE[made.kind] if undo else TITLES[FORM_KEYS[made.kind]], unit=unit.code,
        area=tr("{area}㎡", area=figure(unit.built_area)) if unit.built_area else "", on=made.happened_on,
        why=tr(made.why.value), basis=made.basis, parties=tuple(_party(work, role) for role in roles),
        arrears=tuple(OwedLine(a.item, a.period, a.payer, a.owed, a.late) for a in arrears),
        owed=made.owed, late=made.late, arrears_words="" if undo else arrears_words(made),
        fees_words=_fees_words(work, made), prepaid=made.prepaid, prepaid_words=_prepaid_words(made),
        rest=tuple(_rest(thing) for thing in things), state=tr(unit.state.value), words=made.words,
        allowed=_allowed(made),
        old_sign=tr(old) if Side.OUT in sides else "",
        new_sign=tr(new) if sides & {Side.IN, Side.LONGER} else "", clerk=work.actor.name,
    )  # fmt: skip


def _party(work: Work, role: TransferRole) -> PartyLine:
    person = work.session.get_one(Person, role.person_id)
    told = []
    if role.kind is RoleKind.OWNER and role.share is not None:
        told.append(tr("份额 {share}%", share=plain_share(role.share)))
    if role.kind is RoleKind.TENANT:
        told.append(
            tr("租到 {day}", day=(role.ends_on - _DAY).isoformat()) if role.ends_on else tr("没有写到期日")
        )
    relation = work.session.get_one(UnitRole, role.role_id).relation
    told += [relation] if relation else []
    return PartyLine(
        tr(role.side.value), tr(role.kind.value), role.name, mask_id(person.id_number), mask_phone(person.phone),
        "，".join(told),
    )  # fmt: skip


def _rest(thing: TransferThing) -> RestLine:
    # What was complained of is no business of who comes in: a ticket stands by its number alone.
    what = thing.what.split(" ")[0] if thing.sort is Thing.TICKET else thing.what
    return RestLine(tr(thing.sort.value), what, thing.done)


def arrears_words(made: Transfer) -> str:
    """How it stood with what was owed, in words."""
    match made.arrears:
        case Arrears.NONE:
            return tr("不欠费。")
        case Arrears.TAKEN_OVER:
            return tr("由{who}书面承接：{words}", who=made.taken_by, words=made.taken_words)
        case Arrears.ALLOWED:
            return tr("没有收清，{who}准许，仍由原交款人付。", who=made.approver)
        case Arrears.STAYS:
            return tr("仍由原交款人付。")


def _fees_words(work: Work, made: Transfer) -> str:
    _person, names = payer_of(work.session, made.unit_id, made.happened_on)
    if not names:
        return ""
    return tr("从 {day} 起由{names}交纳；已经开出的账单交款人不变。", day=made.happened_on, names=names)


def _prepaid_words(made: Transfer) -> str:
    if not made.prepaid or made.why is Why.UNDO:
        return ""
    if made.kind is ChangeKind.OWNER:
        return tr("{n} 元留在这户，由新业主抵扣，旧业主已经知道。", n=made.prepaid)
    return tr("{n} 元留在这户，抵扣以后的费用。", n=made.prepaid)


def _allowed(made: Transfer) -> str:
    return tr("{who}：{words}", who=made.approver, words=made.allowed_for) if made.approver else ""


__all__ = ["FORM_KEYS", "SUBJECT", "arrears_words", "issue_change"]
