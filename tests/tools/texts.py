"""Every text the program says through `tr`, and which of them the English catalogue lacks.

uv run python -m tests.tools.texts            prints the missing ones as JSON
uv run python -m tests.tools.texts --write    puts the catalogue in order: new texts empty, unsaid ones gone

Most texts stand in the call itself. Others reach `tr` through a variable: words of a table, values of an
enumeration, the reason of a doubt. The tables below say where those are written.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import frontdesk

PACKAGE = Path(frontdesk.__file__).parent
CATALOGUE = PACKAGE.parent / "resources/i18n/en.json"
HAN = re.compile(r"[\u4e00-\u9fff]")

TABLES: dict[str, tuple[str, ...]] = {
    "app/backing_up.py": ("WHY_WORDS",),
    "app/help.py": ("EVERYWHERE",),
    "app/look.py": ("LOOKS",),
    "app/settings/facts.py": ("RECEIPT_SIZES",),
    "app/settings/page.py": ("SHEETS",),
    "app/tabs/archives.py": ("ARCHIVES",),
    "app/tabs/decoration.py": ("DECORATION",),
    "app/tabs/fees.py": ("FEES",),
    "app/tabs/keys.py": ("KEYS",),
    "app/tabs/reception.py": ("RECEPTION",),
    "app/tabs/today.py": ("TODAY",),
    "areas/archives/queries/history.py": ("_FIELDS", "_RECORDS"),
    "areas/archives/rules/importing/plan.py": ("Fate",),
    "areas/archives/rules/importing/titles.py": ("FIELD_WORDS",),
    "areas/archives/rules/kinds.py": (
        "UnitKind",
        "UnitState",
        "RoleKind",
        "PersonKind",
        "IdKind",
        "Payer",
        "NoteLevel",
    ),
    "areas/archives/service/exporting.py": ("_COLUMNS",),
    "areas/archives/ui/import_preview.py": ("CHIPS", "_WORDS"),
    "areas/archives/ui/people_page.py": ("CHIPS",),
    "areas/archives/ui/reveal.py": ("USUAL",),
    "areas/archives/ui/units_page.py": ("CHIPS",),
    "areas/archives/ui/words.py": ("UNIT_FIELDS", "PERSON_FIELDS"),
    "areas/cashdesk/forms/deposit_settlement.py": ("_SECOND",),
    "areas/cashdesk/queries/reports.py": ("BY_WORDS",),
    "areas/cashdesk/rules/kinds.py": (
        "TENDER_WORDS",
        "CASH_MOVE_WORDS",
        "LedgerState",
        "SERIES_WORDS",
        "DEPOSIT_PURPOSES",
        "PREPAID_ITEM",
        "ROUNDING_ITEM",
    ),
    "areas/cashdesk/rules/matching.py": ("Fate",),
    "areas/cashdesk/rules/report_spans.py": ("KIND_WORDS",),
    "areas/cashdesk/rules/shifts.py": ("SHIFT_NAMES",),
    "areas/cashdesk/service/common.py": ("DEFAULT_DESK",),
    "areas/cashdesk/ui/paper_actions.py": ("USUAL_VOIDS", "NO_PRINTER", "_PAPERS"),
    "areas/cashdesk/ui/receipts_page.py": ("_NONE",),
    "areas/cashdesk/ui/refund_dialogs.py": ("USUAL_REFUNDS",),
    "areas/cashdesk/ui/report_pane.py": ("_BEFORE", "LINKS"),
    "areas/cashdesk/ui/reveal_view.py": ("USUAL",),
    "areas/cashdesk/ui/shift_facts.py": ("LINKS",),
    "areas/decoration/rules/articles.py": ("WorkKind", "Level", "ARTICLES", "_UNIFORM"),
    "areas/decoration/rules/board.py": ("_FIGURES",),
    "areas/decoration/rules/course.py": ("State", "Step", "Column"),
    "areas/decoration/rules/hours.py": ("DayKind", "_HOLIDAYS", "_WEEKDAYS"),
    "areas/decoration/rules/kinds.py": (
        "Applicant",
        "ConsentWay",
        "VisitKind",
        "Result",
        "PlanEnd",
        "BreachState",
        "GRADES",
    ),
    "areas/decoration/rules/papers14.py": ("PAPER_WORDS",),
    "areas/decoration/service/agreeing.py": ("ITEM_NAMES",),
    "areas/fees/forms/building_picture.py": ("A4_LYING", "A3_LYING"),
    "areas/fees/forms/demand.py": ("_STEPS",),
    "areas/fees/queries/reading_book.py": ("Fate",),
    "areas/fees/queries/reductions.py": ("STATE_WORDS",),
    "areas/fees/rules/ages.py": ("Age",),
    "areas/fees/rules/cycles.py": ("PER_WORDS",),
    "areas/fees/rules/grid.py": ("CellState", "LETTERS"),
    "areas/fees/rules/kinds.py": (
        "Category",
        "Cycle",
        "AdjustKind",
        "DeliveryWay",
        "ReductionKind",
        "CallResult",
        "ActKind",
        "MeterKind",
        "ReadingKind",
        "Odd",
        "Decision",
        "TierSpan",
        "ShareWay",
    ),
    "areas/fees/rules/meters.py": ("UNITS",),
    "areas/fees/rules/plan.py": ("NEVER_STATES",),
    "areas/fees/rules/pricing.py": ("PRICINGS",),
    "areas/fees/rules/reading_book.py": ("Part",),
    "areas/fees/rules/steps.py": ("STEP_WORDS",),
    "areas/fees/rules/tariffs.py": ("TIER_WORDS",),
    "areas/fees/service/calls.py": ("REASON",),
    "areas/fees/service/exporting.py": ("_CHARGE_HEADS", "_SHEETS", "heads"),
    "areas/fees/ui/arrears_limitation_page.py": ("STATES",),
    "areas/fees/ui/arrears_list.py": ("_TITLES", "BYS"),
    "areas/fees/ui/arrears_views.py": ("VIEWS",),
    "areas/fees/ui/billing_page.py": ("STATES",),
    "areas/fees/ui/calls_page.py": ("STATES",),
    "areas/fees/ui/fee_items_page.py": ("_FIELDS", "_BOOLS"),
    "areas/fees/ui/meters_held.py": ("_SAYS",),
    "areas/fees/ui/meters_page.py": ("STATES",),
    "areas/fees/ui/notice_steps_page.py": ("STATES",),
    "areas/fees/ui/reductions_page.py": ("CHIPS",),
    "areas/fees/ui/words.py": ("_QUANTITY",),
    "areas/archives/rules/importing/register.py": ("UNIT", "Fate"),
    "areas/keys/rules/register_book.py": ("PLACE", "GIVER", "BORROWER", "LENT_ON"),
    "areas/permits/rules/register_parking.py": ("CODE", "HOLDER"),
    "areas/permits/rules/register_permits.py": ("NUMBER", "ISSUED", "PLATE"),
    "areas/today/queries/search.py": ("UNITS", "PEOPLE"),
    "areas/today/queries/search_desk.py": (
        "KEYS",
        "DECORATIONS",
        "TICKETS",
        "PARCELS",
        "AGENCY",
        "NOTICES",
        "SERVICES",
    ),
    "areas/today/ui/card_sections.py": ("FIELD_WORDS",),
    "areas/today/ui/today_page.py": ("_WEEKDAYS",),
    "areas/archives/forms/correspondence.py": (
        "_LINES",
        "_LOANS",
    ),
    "areas/archives/forms/registration.py": ("_COLUMNS",),
    "areas/archives/forms/resident_changes.py": ("_COLUMNS",),
    "areas/archives/queries/duplicates.py": ("_WORDS",),
    "areas/archives/rules/anonymising.py": ("TYPED",),
    "areas/archives/rules/correspondence.py": (
        "USUAL_KINDS",
        "STEP_WORDS",
    ),
    "areas/archives/rules/emergencies.py": ("TOLD_USUAL",),
    "areas/archives/rules/papers.py": ("USUAL_KINDS",),
    "areas/archives/rules/personal.py": (
        "CHECKED_USUAL",
        "NEEDED",
    ),
    "areas/archives/rules/registration.py": ("PURPOSES",),
    "areas/archives/service/personal_requests.py": ("PARTS_IN_WORKBOOK",),
    "areas/archives/service/registration_list.py": (
        "TITLES",
        "_COLUMNS",
    ),
    "areas/archives/ui/emergency_dialogs.py": ("_TITLES",),
    "areas/archives/ui/figures_page.py": ("SHORT",),
    "areas/archives/ui/paper_viewer.py": ("_REASONS",),
    "areas/archives/ui/plan_grid.py": ("TOKENS",),
    "areas/handover/forms/notice.py": ("LABELS",),
    "areas/handover/forms/transfers.py": ("_LABELS",),
    "areas/handover/service/papers.py": ("TITLES",),
    "areas/handover/service/transfer_papers.py": (
        "_UNDONE",
        "_SIGNS",
    ),
    "areas/handover/ui/batch_dialogs.py": ("BRING",),
    "areas/handover/ui/prints.py": ("NO_PRINTER",),
    "areas/handover/ui/words.py": ("FIELD_WORDS",),
    "areas/reception/documents/agency.py": ("AGENCY_FORM_WORDS",),
    "areas/reception/documents/kinds.py": (
        "TICKET_FORM_WORDS",
        "REPORT_FORM_WORDS",
    ),
    "areas/reception/forms/agency.py": (
        "TERMS",
        "_DONE",
        "_LABELS",
    ),
    "areas/reception/forms/events.py": ("_LABELS",),
    "areas/reception/forms/held.py": ("_LABELS",),
    "areas/reception/forms/notices.py": ("_LABELS",),
    "areas/reception/forms/rounds.py": ("_LABELS",),
    "areas/reception/forms/services.py": ("_LABELS",),
    "areas/reception/forms/sheet.py": ("LABELS",),
    "areas/reception/forms/stock.py": ("_LABELS",),
    "areas/reception/queries/report_drafts.py": ("SCORES",),
    "areas/reception/queries/report_summary.py": ("_STEP_WORDS",),
    "areas/reception/queries/survey_reports.py": ("TITLE",),
    "areas/reception/queries/tickets.py": ("_LIMIT_WORDS",),
    "areas/reception/rules/errands.py": ("WORDS_NEEDED",),
    "areas/reception/rules/events.py": ("STEP_WORDS",),
    "areas/reception/rules/found.py": ("STEP_WORDS",),
    "areas/reception/rules/lettings.py": (
        "STEP_WORDS",
        "SEEKER_STEP_WORDS",
    ),
    "areas/reception/rules/notices.py": (
        "STEP_WORDS",
        "ROUND_WORDS",
    ),
    "areas/reception/rules/owing.py": ("WORD_FIELDS",),
    "areas/reception/rules/parcels.py": ("STEP_WORDS",),
    "areas/reception/rules/stock.py": (
        "ASSET_STEP_WORDS",
        "PLAN_STEP_WORDS",
    ),
    "areas/reception/rules/surveys.py": (
        "SCORE_WORDS",
        "TEMPLATE_TITLE",
        "TEMPLATE_INTRO",
    ),
    "areas/reception/rules/visits.py": ("WHYS",),
    "areas/reception/service/bookings.py": ("ITEM_NAME",),
    "areas/reception/service/errands.py": ("ITEM_NAME",),
    "areas/reception/service/held_papers.py": ("TITLES",),
    "areas/reception/service/letting_deals.py": ("ITEM_NAME",),
    "areas/reception/service/paid.py": ("ITEM_NAME",),
    "areas/reception/service/survey_papers.py": ("REPORT_TITLE",),
    "areas/reception/service/ticket_papers.py": ("SATISFACTION",),
    "areas/reception/service/visit_papers.py": ("TITLE",),
    "areas/reception/ui/contract_dialogs.py": ("SCANS",),
    "areas/reception/ui/errand_dialogs.py": ("_HINTS",),
    "areas/reception/ui/held_prints.py": ("NO_PRINTER",),
    "areas/reception/ui/outage_dialogs.py": ("_SAY",),
    "areas/reception/ui/place_grid.py": ("MARKS",),
    "areas/reception/ui/questionnaires_page.py": ("FIELD_WORDS",),
    "areas/reception/ui/report_dialogs.py": ("_HINTS",),
    "areas/reception/ui/reports_page.py": ("_CHIPS",),
    "areas/reception/ui/ticket_acts.py": (
        "USUAL_PAID_VOIDS",
        "USUAL_VOIDS",
        "USUAL_UNTIES",
        "_WORDS",
    ),
    "areas/reception/ui/ticket_form.py": ("_USUAL",),
    "areas/reception/ui/ticket_pane.py": ("_WORDS",),
    "areas/reception/ui/ticket_prints.py": ("NO_PRINTER",),
    "areas/reception/ui/ticket_side.py": ("_ANSWERS",),
    "areas/reception/ui/tickets_page.py": ("_CHIPS",),
    "areas/today/queries/desk_hits.py": ("STOCK",),
    "areas/today/queries/emergency_lines.py": ("EMERGENCIES",),
    "areas/today/queries/handover_lines.py": (
        "HANDOVERS",
        "TRANSFERS",
    ),
    "areas/today/queries/notice_lines.py": ("_WHERE",),
    "areas/today/queries/service_lines.py": ("_PLACES",),
    "base/values/rights.py": ("Role", "RIGHT_WORDS"),
}
"""File -> assignments and enumerations whose Chinese words are said through `tr`."""

ENUMERATIONS = ("areas/archives/", "areas/handover/", "areas/reception/")
"""Folders in which every enumeration is said: states, kinds, ways and the chips of lists."""

CALLS: dict[str, tuple[str, ...]] = {
    "areas/archives/rules/identity.py": ("PhoneCheck",),
    "areas/archives/rules/importing": ("Doubt", "Refusal", "_reject", "Area", "Day", "PhoneCheck"),
    "areas/archives/forms": ("Form",),
    "areas/handover/forms": ("Form",),
    "areas/reception/forms": ("Form",),
    "areas/cashdesk/forms/day_report.py": ("Form",),
    "areas/cashdesk/forms/deposit.py": ("Form",),
    "areas/cashdesk/forms/deposit_settlement.py": ("Form",),
    "areas/cashdesk/forms/hand_in_slip.py": ("Form",),
    "areas/cashdesk/forms/income_report.py": ("Form",),
    "areas/cashdesk/forms/number_ledger.py": ("Form",),
    "areas/cashdesk/forms/receipt.py": ("Form",),
    "areas/cashdesk/forms/refund.py": ("Form",),
    "areas/fees/forms/arrears_detail.py": ("Form",),
    "areas/fees/forms/building_picture.py": ("Form",),
    "areas/fees/forms/delivery_sheet.py": ("Form",),
    "areas/fees/forms/demand.py": ("Form",),
    "areas/fees/forms/lawyer_letter.py": ("Form",),
    "areas/fees/forms/payment_notice.py": ("Form",),
    "areas/fees/forms/public_list.py": ("Form",),
    "areas/fees/forms/rate_report.py": ("Form",),
    "areas/fees/service/exporting.py": ("sheet",),
    "areas/today/forms/desk_figures.py": ("Form",),
    "areas/fees/service/notices.py": ("BatchKind",),
    "areas/fees/service/steps.py": ("BatchKind",),
    "base/printing/paper.py": ("Paper",),
}
"""File or folder -> calls that take a text which is said through `tr` later."""

ANSWERS: dict[str, tuple[str, ...]] = {
    "areas/archives/rules/identity.py": ("check_id", "_resident", "_figures18", "_licence")
}
"""File -> functions that answer with a reason, or keep it in `reason`, until it is said."""

WORDS: dict[str, tuple[str, ...]] = {
    "areas/archives/rules/importing/columns.py": ("手工", "名称", "内容"),
    "areas/keys/rules/register_book.py": ("钥匙登记本",),
    "areas/permits/rules/register_parking.py": ("车位租用台账",),
    "areas/permits/rules/register_permits.py": ("证件台账",),
}
"""File -> single words in it: how a column was recognised."""

JOINED: dict[str, tuple[str, tuple[str, ...]]] = {
    "areas/archives/rules/importing/compare.py": ("{}与档案不符", ("_UNIT_FACTS", "_PERSON_FACTS")),
    "areas/archives/rules/importing/values.py": ("租期{}", ("Day",)),
}
"""File -> a reason put together from a pattern and each word of its tables or calls."""


def texts() -> dict[str, str]:
    """Each text handed to `tr`, and the file that says it first: files by name, texts as they stand in them."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        placed = sorted(_said(name, ast.parse(path.read_text("utf-8"))), key=lambda one: one[:2])
        for _, _, text in placed:
            found.setdefault(text, name)
    return found


def _said(name: str, tree: ast.Module) -> Iterator[tuple[int, int, str]]:
    """(line, column, text) for everything a file says."""
    tables, answers = TABLES.get(name, ()), ANSWERS.get(name, ())
    calls = CALLS.get(name) or CALLS.get(name.rpartition("/")[0], ())
    words = WORDS.get(name, ())
    pattern, parts = JOINED.get(name, ("", ()))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called == "tr" and node.args:
                for text in _choices(node.args[0]):
                    yield (text.lineno, text.col_offset, str(text.value))
            if called in parts:
                for argument in node.args:
                    yield from (
                        (line, column, pattern.format(word)) for line, column, word in _chinese(argument)
                    )
            if called in calls:
                for argument in (
                    *node.args,
                    *(k.value for k in node.keywords if k.arg in ("title", "labels")),
                ):
                    yield from _chinese(argument)
        elif names := set(_names(node)):
            if names & set(tables) or (name.startswith(ENUMERATIONS) and _is_enumeration(node)):
                yield from _chinese(node)
            if names & set(parts):
                yield from ((line, column, pattern.format(word)) for line, column, word in _chinese(node))
        if isinstance(node, ast.FunctionDef) and node.name in answers:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) or (
                    isinstance(inner, ast.Assign) and "reason" in _names(inner)
                ):
                    yield from _chinese(inner)
        if isinstance(node, ast.Constant) and node.value in words:
            yield (node.lineno, node.col_offset, str(node.value))


def _choices(node: ast.expr) -> Iterator[ast.Constant]:
    """The text of a call, or both of `this if … else that`."""
    if isinstance(node, ast.IfExp):
        yield from (*_choices(node.body), *_choices(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node


def _names(node: ast.AST) -> Iterator[str]:
    """What an assignment or a class is called."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        targets = list(node.targets)
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    for target in targets:
        for each in target.elts if isinstance(target, ast.Tuple) else [target]:
            if isinstance(each, ast.Name):
                yield each.id


def _is_enumeration(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases)


def _chinese(node: ast.AST) -> Iterator[tuple[int, int, str]]:
    """Chinese texts in a piece of the source; notes for readers and pieces of f-strings do not count."""
    apart = {id(n.value) for n in ast.walk(node) if isinstance(n, ast.Expr)}
    apart |= {id(v) for n in ast.walk(node) if isinstance(n, ast.JoinedStr) for v in n.values}
    for each in ast.walk(node):
        if not isinstance(each, ast.Constant) or not isinstance(each.value, str) or id(each) in apart:
            continue
        if HAN.search(each.value):
            yield (each.lineno, each.col_offset, each.value)


def stale() -> list[str]:
    """Places named above that are no longer there: what they said would be missed without a word."""
    gone = []
    for table in (TABLES, ANSWERS, {name: parts for name, (_, parts) in JOINED.items()}):
        for name, wanted in table.items():
            path = PACKAGE / name
            nodes = list(ast.walk(ast.parse(path.read_text("utf-8") if path.exists() else "")))
            there = {found for node in nodes for found in _names(node)}
            there |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
            there |= {getattr(node.func, "id", "") for node in nodes if isinstance(node, ast.Call)}
            gone += [f"{name}: {one}" for one in wanted if one not in there]
    return gone + [name for name in (*CALLS, *WORDS) if not (PACKAGE / name).exists()]


def english() -> dict[str, str]:
    """The catalogue as it stands."""
    return dict(json.loads(CATALOGUE.read_text("utf-8"))) if CATALOGUE.exists() else {}


def write() -> tuple[int, list[str]]:
    """Put the catalogue in order; (how many texts are new and empty, the entries that went)."""
    known, said = english(), texts()
    kept = {text: known.get(text, "") for text in said}
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return sum(1 for text in kept if text not in known), [text for text in known if text not in said]


def main() -> None:
    if "--write" in sys.argv[1:]:
        new, gone = write()
        print(f"{new} new, {len(gone)} gone: {gone}")  # noqa: T201
        return
    known = english()
    missing = {text: "" for text in texts() if not known.get(text)}
    print(json.dumps(missing, ensure_ascii=False, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
