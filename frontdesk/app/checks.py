"""Every invariant of the whole program, named in words where it is broken."""

from __future__ import annotations

import re

from frontdesk.app.schema import GUARDS
from frontdesk.areas.archives.queries.anonymising import broken_anonymising
from frontdesk.areas.archives.queries.duplicates import broken_joins
from frontdesk.areas.archives.queries.papers import filed_as
from frontdesk.areas.archives.queries.personal_requests import broken_requests
from frontdesk.areas.archives.queries.resident_changes import broken_change_sheets
from frontdesk.areas.archives.queries.unit_changes import broken_unit_changes
from frontdesk.areas.cashdesk.queries import broken_invariants as broken_cash
from frontdesk.areas.decoration.queries.invariants import broken_decorations
from frontdesk.areas.fees.queries import broken_invariants as broken_fees
from frontdesk.areas.handover.queries.invariants import broken_handovers
from frontdesk.areas.handover.queries.transfers import broken_transfers
from frontdesk.areas.keys.queries import broken_invariants as broken_keys
from frontdesk.areas.permits.queries.code_checks import broken_codes
from frontdesk.areas.permits.queries.goods_checks import broken_goods
from frontdesk.areas.permits.queries.parking_checks import broken_parking
from frontdesk.areas.permits.queries.permit_checks import broken_permits
from frontdesk.areas.permits.queries.stationery import broken_stationery
from frontdesk.areas.reception.queries.held_checks import broken_held
from frontdesk.areas.reception.queries.invariants import broken_tickets
from frontdesk.areas.reception.queries.letting_checks import broken_lettings
from frontdesk.areas.reception.queries.notice_checks import broken_notices
from frontdesk.areas.reception.queries.owed_reports import broken_reports
from frontdesk.areas.reception.queries.service_checks import broken_services
from frontdesk.areas.reception.queries.spot_checks import broken_spot_checks
from frontdesk.areas.reception.queries.stock_checks import broken_stock
from frontdesk.areas.reception.queries.survey_checks import broken_surveys
from frontdesk.areas.reception.queries.visit_plans import broken_visit_plans
from frontdesk.base.store.checks import broken_store
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.vault import broken_files
from frontdesk.base.values.text import tr

_HASH = re.compile(r"[0-9a-f]{64}")


def broken(runner: Runner) -> list[str]:
    """What does not hold: the store's own checks, then the money's and the keys'. Empty when all is well."""
    return [
        *runner.read(broken_store, GUARDS),
        *broken_papers(runner),
        *runner.read(broken_fees),
        *runner.read(broken_cash),
        *runner.read(broken_goods),
        *runner.read(broken_permits),
        *runner.read(broken_codes),
        *runner.read(broken_parking),
        *runner.read(broken_stationery),
        *runner.read(broken_keys),
        *runner.read(broken_decorations),
        *runner.read(broken_tickets),
        *runner.read(broken_reports),
        *runner.read(broken_spot_checks),
        *runner.read(broken_held),
        *runner.read(broken_visit_plans),
        *runner.read(broken_surveys),
        *runner.read(broken_stock),
        *runner.read(broken_handovers),
        *runner.read(broken_transfers),
        *runner.read(broken_change_sheets),
        *runner.read(broken_joins),
        *runner.read(broken_requests),
        *runner.read(broken_anonymising),
        *runner.read(broken_unit_changes),
        *runner.read(broken_notices),
        *runner.read(broken_lettings),
        *runner.read(broken_services),
    ]


def broken_papers(runner: Runner) -> list[str]:
    """Files damaged or gone, with the paper each is: a hash alone tells nobody what has to be scanned again (D1.6)."""
    told = runner.read(broken_files)
    hashes = {words: found[0] for words in told if (found := _HASH.search(words)) is not None}
    if not hashes:
        return told
    named = runner.read(filed_as, sorted(set(hashes.values())))
    return [
        tr("{trouble}：{paper}", trouble=words, paper=named[hashes[words]])
        if hashes.get(words) in named
        else words
        for words in told
    ]
