"""What stands behind the words of a tab's strip: `钥匙 2 逾期`, `证件 4 到期`. Read on the worker, after the page's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def reception_tab(session: Session, on: date) -> Mapping[str, str]:
    """Tickets that are not over, callers to be asked, outages that last, who is inside, what waits to be collected."""
    from frontdesk.areas.reception.queries.bookings import BookingFilter, BookingShow, booking_figures
    from frontdesk.areas.reception.queries.contracts import ending_count
    from frontdesk.areas.reception.queries.counts import counts_due
    from frontdesk.areas.reception.queries.errands import ErrandFilter, ErrandShow, errand_figures
    from frontdesk.areas.reception.queries.events import EventFilter, EventShow, event_figures
    from frontdesk.areas.reception.queries.held_figures import held_figures
    from frontdesk.areas.reception.queries.lettings import LettingFilter, LettingShow, letting_figures
    from frontdesk.areas.reception.queries.notices import notices_due
    from frontdesk.areas.reception.queries.outages import outage_rows
    from frontdesk.areas.reception.queries.owed_reports import owed_reports
    from frontdesk.areas.reception.queries.purchases import plans_to_approve
    from frontdesk.areas.reception.queries.survey_checks import surveys_due
    from frontdesk.areas.reception.queries.ticket_rows import counts
    from frontdesk.areas.reception.queries.visit_plans import plans_due

    now = SystemClock().now()
    found = counts(session, now, on)
    held = held_figures(session, on)
    due = notices_due(session, on)
    errands = errand_figures(session, ErrandFilter(on)).shows
    bookings = booking_figures(session, BookingFilter(on)).shows
    lettings = letting_figures(session, LettingFilter(on)).shows
    events = event_figures(session, EventFilter(on)).shows
    return {
        "tickets": _some("{n}", found.open),
        "call_backs": _some("{n}", found.calls),
        "outages": _some("{n}", len(outage_rows(session))),
        "owed_reports": _some(tr("{n} 超期"), sum(bool(one.late(on)) for one in owed_reports(session, on))),
        "visits": _some("{n}", held.inside),
        "parcels": _some("{n}", held.parcels + held.letters),
        "found": _some(tr("{n} 该移交"), held.found_due),
        "errands": _some(tr("{n} 超期"), errands[ErrandShow.LATE]) or _some("{n}", errands[ErrandShow.OPEN]),
        "places": _some(tr("{n} 未收"), bookings[BookingShow.OWING]),
        "lettings": _some(tr("{n} 到期"), lettings[LettingShow.ENDING])
        or _some("{n}", lettings[LettingShow.OPEN]),
        "events": _some(tr("{n} 待审批"), events[EventShow.WAITING]) or _some("{n}", events[EventShow.READY]),
        "contracts": _some(tr("{n} 到期"), ending_count(session, on)),
        "counts": _some(tr("{n} 超期"), sum(bool(due.late(on)) for due in counts_due(session, on))),
        "purchases": _some(tr("{n} 待批准"), len(plans_to_approve(session))),
        "visit_plans": _some(tr("{n} 超期"), sum(bool(plan.late(on)) for plan in plans_due(session, on))),
        "surveys": _some(tr("{n} 该定稿"), sum(one.last_on < on for one in surveys_due(session, on))),
        "notices": _some(tr("{n} 该撤"), due.down) or _some("{n}", due.review + due.back + due.post),
    }


def keys_tab(session: Session, on: date) -> Mapping[str, str]:
    """Keys overdue, permits that end within the week, tear-offs that should be back, leases that run out."""
    from frontdesk.areas.keys.queries.keys import overdue
    from frontdesk.areas.permits.queries.goods import GoodsFilter, goods_count
    from frontdesk.areas.permits.queries.parking_lists import ending_leases
    from frontdesk.areas.permits.queries.permits import count_by_state

    return {
        "keys": _some(tr("{n} 逾期"), len(overdue(session, on))),
        "permits": _some(tr("{n} 到期"), count_by_state(session, on)["soon"]),
        "goods_out": _some(tr("{n} 逾期"), goods_count(session, GoodsFilter("overdue"), on)),
        "parking": _some(tr("{n} 到期"), len(ending_leases(session, on))),
    }


def archives_tab(session: Session, on: date) -> Mapping[str, str]:
    """Scans that wait to be filed, documents that are late, owners expected for their homes, defects past their promise."""
    from frontdesk.areas.archives.queries.correspondence import late_documents
    from frontdesk.areas.archives.queries.personal_requests import RequestFilter, RequestShow, request_figures
    from frontdesk.areas.archives.queries.registration import registrations_due
    from frontdesk.areas.archives.queries.resident_changes import waiting_changes
    from frontdesk.areas.archives.queries.scans import scans_waiting
    from frontdesk.areas.handover.queries.figures import strip_figures

    handing = strip_figures(session, on)

    return {
        "papers": _some(tr("{n} 待归档"), scans_waiting(session)),
        "documents": _some(tr("{n} 逾期"), len(late_documents(session, on))),
        "registration": _some(tr("{n} 到期"), len(registrations_due(session, on))),
        "personal_requests": _some(
            tr("{n} 待交付"), request_figures(session, RequestFilter(on)).shows[RequestShow.WAITING]
        ),
        "resident_changes": _some(tr("{n} 没通知"), len(waiting_changes(session, on).rows)),
        "handover": _some(tr("{n} 超期"), handing.late) or _some(tr("{n} 今天"), handing.today),
    }


def _some(words: str, n: int) -> str:
    return words.format(n=n) if n else ""
