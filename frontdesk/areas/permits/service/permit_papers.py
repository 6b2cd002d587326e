"""A permit's paper: frozen with each term, printed as stored, marked from the second time on (D0.4, T12)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from frontdesk.areas.archives.model import Building, Person, Unit, UnitRole
from frontdesk.areas.archives.queries.joined import same_ids
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.cashdesk.service import PrintedPaper
from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.permits import documents
from frontdesk.areas.permits.documents.cards import usual_terms
from frontdesk.areas.permits.model.permits import Permit, PermitTerm
from frontdesk.areas.permits.queries.conditions import lease_end
from frontdesk.areas.permits.queries.kinds import kind_version
from frontdesk.areas.permits.queries.permits import photo_of
from frontdesk.areas.permits.rules.kinds import PERMIT, KindFacts, PaperForm, tidy_permit_number
from frontdesk.base.store.papers import issue_paper, keep_print, paper_document, print_count
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import parse_day
from frontdesk.base.values.text import tr

DOCUMENTS: dict[PaperForm, type[Any]] = {
    PaperForm.CARD: documents.Card,
    PaperForm.PET: documents.PetCard,
    PaperForm.MOVING: documents.MovingPass,
    PaperForm.LETTER: documents.ResidenceLetter,
    PaperForm.ERRAND: documents.Errand,
    PaperForm.SHEET: documents.Permission,
}


@dataclass(frozen=True, slots=True)
class PrintPermit:
    """A permit's number in any habit of writing it, or several at once: those of a kind go onto one PDF.

    *sheet*: cards ten to an A4 sheet, front and back in register.
    """

    numbers: tuple[str, ...]
    sheet: bool = False


def freeze(
    work: Work, made: Permit, term: PermitTerm, kind: KindFacts, unit: Unit, extra: Mapping[str, str]
) -> None:
    """Keep the paper of this term as it shall be printed."""
    issue_paper(
        work,
        form=kind.form.value,
        number=term.paper,
        title=tr("{kind} {holder}，至 {day}", kind=kind.name, holder=made.holder, day=term.ends_on),
        subject=(PERMIT, made.id),
        unit_id=made.unit_id,
        document=codec.to_plain(document_of(work, made, term, kind, unit, extra)),
    )


def document_of(
    work: Work, made: Permit, term: PermitTerm, kind: KindFacts, unit: Unit, extra: Mapping[str, str]
) -> Any:
    """What the paper of this permit shows."""
    names = office(work)
    phone = str(get_setting(work.session, "office.phone", ""))
    today = work.today()
    common: dict[str, Any] = {
        "office": names.office,
        "estate": names.estate,
        "number": made.number,
        "unit": unit.code,
        "code": term.code,
        "issued_on": today,
        "issued_by": work.actor.name,
    }
    holder = tr("{name}（{role}）", name=made.holder, role=tr(made.role)) if made.role else made.holder
    terms = kind.terms
    labelled = [(f, extra.get(f.name, "")) for f in kind.fields if extra.get(f.name)]
    if kind.form is PaperForm.CARD:
        role = made.role or extra.get("work", "")
        building = work.session.get(Building, unit.building_id)
        return documents.Card(
            **common,
            title=kind.name,
            holder=made.holder,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
            role=role,
            facts=tuple((f.label, words) for f, words in labelled if words != role),
            terms=terms or usual_terms(kind.name, kind.fee),
            phone=phone,
            with_photo=kind.photo,
            photo_hash=made.photo or "",
            building=building.name if building is not None else "",
        )
    if kind.form is PaperForm.PET:
        return documents.PetCard(
            **common,
            holder=made.holder,
            phone=mask_phone(made.phone),
            pet=extra.get("pet", ""),
            breed=extra.get("breed", ""),
            colour=extra.get("colour", ""),
            licence=extra.get("licence", ""),
            vaccinated_until=_day(extra.get("vaccinated_until", "")),
            starts_on=term.starts_on,
            ends_on=term.ends_on,
            office_phone=phone,
            terms=terms,
            photo_hash=made.photo or "",
        )
    if kind.form is PaperForm.MOVING:
        return documents.MovingPass(
            **common,
            holder=holder,
            direction=extra.get("direction", ""),
            carrier=extra.get("carrier", ""),
            vehicle=extra.get("vehicle", ""),
            starts_on=term.starts_on,
            ends_on=term.ends_on,
            hours=extra.get("hours", ""),
            lift=extra.get("lift", ""),
            phone=phone,
            terms=terms,
        )
    if kind.form is PaperForm.LETTER:
        return _letter(work, made, term, extra, common, phone)
    if kind.form is PaperForm.ERRAND:
        return _errand(work, made, term, extra, common, phone)
    return documents.Permission(
        **common,
        title=kind.name,
        holder=made.holder,
        role=made.role,
        facts=tuple((f.label, words) for f, words in labelled),
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        terms=terms,
        phone=phone,
        with_photo=kind.photo,
        photo_hash=made.photo or "",
    )


def _letter(
    work: Work, made: Permit, term: PermitTerm, extra: Mapping[str, str], common: dict[str, Any], phone: str
) -> documents.ResidenceLetter:
    roles = _roles_of(work, made)
    since = min((r.starts_on for r in roles if r.starts_on is not None), default=None)
    tenant, until = lease_end(work.session, made.unit_id, made.person_id, work.today())
    return documents.ResidenceLetter(
        **common,
        holder=made.holder,
        id_kind=_id_kind(work, made),
        # On their own paper the holder's number stands in full: whoever reads it must know whom it is about.
        id_number=made.id_number,
        address=extra.get("address", "") or str(get_setting(work.session, "office.address", "")),
        role=made.role,
        since=since,
        until=until if tenant else None,
        purpose=extra.get("purpose", ""),
        ends_on=term.ends_on,
        phone=phone,
    )


def _errand(
    work: Work, made: Permit, term: PermitTerm, extra: Mapping[str, str], common: dict[str, Any], phone: str
) -> documents.Errand:
    owner = work.session.execute(
        select(Person.name, Person.phone)
        .join(UnitRole, UnitRole.person_id == Person.id)
        .where(UnitRole.unit_id == made.unit_id, UnitRole.kind == RoleKind.OWNER, UnitRole.ends_on.is_(None))
        .order_by(UnitRole.id)
        .limit(1)
    ).first()
    papers = tuple(
        (word, True) for word in extra.get("papers", "").replace("，", "、").split("、") if word.strip()
    )
    return documents.Errand(
        **common,
        holder=made.holder,
        gender=extra.get("gender", ""),
        nation=extra.get("nation", ""),
        id_kind=_id_kind(work, made),
        id_number=mask_id(made.id_number),
        phone=mask_phone(made.phone),
        moved_in=_day(extra.get("moved_in", "")),
        stays_until=_day(extra.get("stays_until", "")),
        landlord=owner.name if owner is not None else "",
        landlord_phone=mask_phone(owner.phone) if owner is not None else "",
        papers=papers,
        ready_on=term.ends_on,
        office_phone=phone,
    )


def _roles_of(work: Work, made: Permit) -> list[UnitRole]:
    if made.person_id is None:
        return []
    same = same_ids(work.session, made.person_id)
    query = select(UnitRole).where(UnitRole.unit_id == made.unit_id, UnitRole.person_id.in_(same))
    return list(work.session.scalars(query))


def _id_kind(work: Work, made: Permit) -> str:
    person = work.session.get(Person, made.person_id) if made.person_id is not None else None
    return person.id_kind.value if person is not None and person.id_kind is not None else ""


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except Refused:
        return None


def print_permit(work: Work, command: PrintPermit) -> PrintedPaper:
    """Print the newest paper of each; marked from the second time on. One PDF, of one sort of paper."""
    from frontdesk.areas.permits.forms import FORMS

    stored: list[tuple[int, Any]] = []
    forms: set[PaperForm] = set()
    number = ""
    for done, told in enumerate(command.numbers):
        work.progress.step(done, len(command.numbers), told)
        made, term, form = _newest(work, told)
        forms.add(form)
        number = made.number
        paper = paper_document(work.session, form.value, term.paper)
        if paper is None:
            raise Refused(tr("没有存下 {number} 的纸，不能打印", number=made.number))
        times = print_count(work.session, paper[0])
        document = with_photo(work.session, codec.from_plain(DOCUMENTS[form], paper[1]))
        if times:
            mark = documents.ReprintMark(times, work.actor.name, wall_clock(work.now()))
            document = replace(document, reprint=mark)
        stored.append((paper[0], document))
    if not stored:
        raise Refused(tr("没有要打印的证"))
    if len(forms) > 1:
        raise Refused(tr("不同的纸要分开打印，请按种类打"))
    drawn = FORMS[forms.pop().value]
    size = drawn.sizes[-1] if command.sheet and len(drawn.sizes) > 1 else drawn.size()
    pdf = drawn.draw_all([document for _, document in stored], size, progress=work.progress)
    times = 0
    for paper_id, document in stored:
        own = pdf if len(stored) == 1 else drawn.draw(document, drawn.size())
        times = keep_print(work, paper_id, size=size.key, pdf=own)
    work.touch("permits")
    number = number if len(stored) == 1 else tr("{n} 张", n=len(stored))
    return PrintedPaper(pdf, times, drawn.key, number, size.key, stored[0][0])


def _newest(work: Work, number: str) -> tuple[Permit, PermitTerm, PaperForm]:
    wanted = tidy_permit_number(number) or number.strip()
    made = work.session.scalar(select(Permit).where(Permit.number == wanted).with_for_update())
    if made is None:
        raise Refused(tr("没有证 {number}，请核对编号", number=number.strip()), field="number")
    term = work.session.scalars(
        select(PermitTerm).where(PermitTerm.permit_id == made.id).order_by(PermitTerm.no.desc()).limit(1)
    ).one()
    return made, term, kind_version(work.session, made.kind_id).form


def with_photo(session: Any, document: Any) -> Any:
    """The document with its photograph put in, which is stored beside it by its hash."""
    hash_ = getattr(document, "photo_hash", "")
    jpeg = photo_of(session, hash_) if hash_ else None
    return document if jpeg is None else replace(document, photo=base64.b64encode(jpeg).decode("ascii"))
