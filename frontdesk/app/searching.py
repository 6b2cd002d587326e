"""What search finds, as the drop-down shows it: groups, icons, what the unit owes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.rows import Status
from frontdesk.base.widgets.search import Hit as ShownHit
from frontdesk.base.widgets.search import HitGroup

if TYPE_CHECKING:
    from frontdesk.areas.today.queries.search import Hit
    from frontdesk.base.widgets.desk import Desk

ICONS = {
    "unit": "ph.house",
    "person": "ph.user",
    "phone": "ph.phone",
    "vehicle": "ph.car",
    "receipt": "ph.receipt",
    "key": "ph.key",
    "permit": "ph.identification-card",
    "goods": "ph.truck",
    "space": "ph.car-simple",
    "code": "ph.qr-code",
    "decoration": "ph.paint-roller",
    "handover": "ph.house-line",
    "transfer": "ph.arrows-left-right",
    "unit_change": "ph.arrows-left-right",
    "ticket": "ph.headset",
    "parcel": "ph.package",
    "letting": "ph.house-line",
    "seeker": "ph.users",
    "viewing": "ph.calendar-check",
    "event": "ph.users-three",
    "paper": "ph.files",
    "document": "ph.envelope",
    "emergency": "ph.warning",
    "personal_request": "ph.identification-card",
    "visit": "ph.user",
    "found": "ph.magnifying-glass",
    "contract": "ph.file-text",
    "asset": "ph.archive-box",
    "consumable": "ph.stack",
    "stock_count": "ph.clipboard-text",
    "purchase_plan": "ph.shopping-cart",
    "visit_plan": "ph.person-simple-walk",
    "survey": "ph.chart-bar",
    "survey_sheet": "ph.chart-bar",
    "notice": "ph.megaphone-simple",
    "errand": "ph.clipboard-text",
    "booking": "ph.storefront",
}

STOCK_PAGES = {
    "found": "found",
    "contract": "contracts",
    "asset": "assets",
    "consumable": "consumables",
    "purchase_plan": "purchases",
}


def groups_of(hits: Sequence[Hit], text: str) -> list[HitGroup]:
    """The hits under their words, in the order they came."""
    groups: dict[str, list[ShownHit]] = {}
    for hit in hits:
        groups.setdefault(hit.group, []).append(shown(hit))
    return [HitGroup(tr(title), tuple(found)) for title, found in groups.items()]


def shown(hit: Hit) -> ShownHit:
    """One hit as a row."""
    return ShownHit(
        key=hit,
        what=hit.label,
        icon=ICONS.get(hit.sort, "ph.house"),
        strong=hit.sort == "person",
        hint=hit.hint,
        second=hit.second,
        unit=hit.where,
        status=Status(hit.tone, hit.status) if hit.status else None,
        matches=hit.matched or None,
        hint_matches=hit.hint_matched or None,
    )


def way_to(hit: Hit) -> tuple[str, dict[str, Any]] | None:
    """Where a hit leads: what `Desk.go` takes; None for somebody who lives nowhere now."""
    match hit.kind:
        case "receipt" | "refund" | "deposit_settlement":
            return "receipt", {"number": hit.label, "form": hit.kind}
        case "deposit":
            return "deposits", {"number": hit.label}
        case "key":
            return "keys", {"text": hit.label}
        case "permit":
            return "permits", {"number": hit.label}
        case "goods":
            return "goods_out", {"number": hit.label}
        case "ticket":
            return "tickets", {"ticket_id": hit.id}
        case "decoration":
            return "decoration_file", {"file_id": hit.id}
        case "handover":
            return "handover_visit", {"handover_id": hit.id}
        case "unit_change":
            return "unit_changes", {"number": hit.label}
        case "transfer":
            return "transfer", {"text": hit.label}
        case "parcel":
            return "parcels", {"text": hit.text, "show": "ALL"}
        case "visit":
            return "visits", {"text": hit.text, "show": "INSIDE"}
        case "found" | "contract" | "asset" | "consumable" | "purchase_plan":
            return STOCK_PAGES[hit.kind], {"text": hit.text, "show": "ALL"}
        case "stock_count":
            return "count_sheet", {"count_id": hit.id}
        case "errand":
            return "errands", {"text": hit.text}
        case "letting" | "seeker" | "viewing" | "event":
            return f"{hit.kind}s", {"text": hit.text, "show": "ALL"}
        case "visit_plan":
            return "visit_round", {"plan_id": hit.id}
        case "survey":
            return "surveys", {"text": hit.label, "show": "ALL"}
        case "survey_sheet":
            return "survey_entry", {"survey_id": int(hit.text), "sheet_id": hit.id}
        case "booking":
            return "bookings", {"text": hit.text}
        case "notice":
            return "public_notices", {"notice_id": hit.id}
        case "paper":
            return "papers", {"unit_id": hit.unit_id, "text": hit.text}
        case "document":
            return "documents", {"text": hit.text}
        case "emergency":
            return "emergencies", {"text": hit.text}
        case "personal_request":
            return "personal_requests", {"text": hit.text}
        case "code":
            return "verify", {"text": hit.text}
        case "space":
            return "parking", {"code": hit.text}
    return None if hit.unit_id is None else ("unit", {"unit_id": hit.unit_id})


def caller_of(hit: Hit | None, asked: str) -> dict[str, Any]:
    """What a new ticket or a logged call begins with: the unit, who was found, and the number that was asked for.

    Without a *hit* it is the number alone.
    """
    from frontdesk.areas.archives.rules.identity import phone_figures

    found: dict[str, Any] = {}
    if hit is not None and hit.unit_id is not None:
        found["unit_id"] = hit.unit_id
    if hit is not None and hit.kind == "person":
        found["person_id"] = hit.id
    figures = phone_figures(asked)
    if figures and (hit is None or hit.sort == "phone"):
        found["phone"] = figures
    return found


def is_number(asked: str) -> bool:
    """Whether that is a telephone number and nothing else."""
    from frontdesk.areas.archives.rules.identity import phone_figures

    return bool(phone_figures(asked))


def log_caller(desk: Desk, hit: Hit | None, asked: str) -> None:
    """One key logs the call and opens the home it came from; an unknown number is logged as such (hotline)."""
    from frontdesk.areas.reception.service.calls import CallLogged, LogCall, log_call

    known = caller_of(hit, asked)
    unit_id = known.get("unit_id")

    def logged(done: CallLogged) -> None:
        if unit_id is None:
            desk.go("desk_calls", show="TODAY")
            words = tr("来电 {phone} 已记下，档案里没有这个号码。", phone=done.phone)
        else:
            desk.go("unit", unit_id=unit_id)
            words = tr("来电 {phone} {name} 已记下。", phone=done.phone, name=done.name)
        desk.messages.ok(words)

    desk.run(log_call, LogCall(asked, unit_id, known.get("person_id")), then=logged)
