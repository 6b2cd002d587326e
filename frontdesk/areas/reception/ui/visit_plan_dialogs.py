"""The small forms of planned visits: a plan made, a visit written down, a need made a ticket (D2.7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.reception.queries.visit_targets import MadeRow, TargetFile
from frontdesk.areas.reception.rules.visit_plans import (
    LONGEST_NAME,
    LONGEST_NEEDS,
    LONGEST_WORDS,
    REACHED,
    USUAL_NOTES,
    Outcome,
    Whom,
)
from frontdesk.areas.reception.rules.words import TicketKind
from frontdesk.areas.reception.service.ticket_papers import SATISFACTION
from frontdesk.areas.reception.service.visit_plans import (
    TICKET_KINDS,
    MakePlan,
    RecordVisit,
    TicketOfNeed,
    make_plan,
    record_visit,
    ticket_of_need,
)
from frontdesk.areas.reception.ui.rounds_common import Ask, PlacesField
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, NumberField, SegmentField, TextField

Then = Callable[[Any], object]
_USUAL_DAYS = 14


class PlanDialog(Ask):
    """新走访计划: what is asked follows whom it takes in."""

    def __init__(self, desk: Desk, then: Then, parent: QWidget | None = None) -> None:
        today = desk.clock.today()
        name = TextField("plan_name", tr("如 四季度独居老人走访"), required=True, limit=LONGEST_NAME)
        starts = DateField("plan_starts", today=desk.clock.today, required=True)
        last = DateField("plan_last", today=desk.clock.today, required=True)
        starts.set_value(today)
        last.set_value(today + timedelta(days=_USUAL_DAYS - 1))
        self._whom = SegmentField("plan_whom", [(whom, tr(whom.value)) for whom in Whom])
        self._places = PlacesField("plan_places", desk)
        self._sample = NumberField("plan_sample", tr("抽样才填"), least=1, most=9_999, unit=tr("户"))
        self._notes = TextField("plan_notes", limit=60)
        self._notes.set_value(" ".join(USUAL_NOTES))
        self._since = DateField("plan_since", today=desk.clock.today)
        words = TextField("plan_words", tr("如 问取暖、就医、用电有没有困难"), limit=LONGEST_WORDS)
        token = uuid4().hex
        super().__init__(
            desk, "visit_plan_dialog", tr("新走访计划"),
            (
                (("name", name, tr("名称"), 3), ("starts_on", starts, tr("从哪天"), 2), ("last_on", last, tr("到哪天"), 2)),
                (("whom", self._whom, tr("走访谁"), 1),),
                (("places", self._places, tr("楼栋、单元"), 3), ("sample", self._sample, tr("抽多少户"), 2)),
                (
                    ("notes", self._notes, tr("备注里有这些词之一"), 3),
                    ("since", self._since, tr("哪天以来投诉的"), 2),
                ),
                (("words", words, tr("走访时问什么（可不填）"), 1),),
            ),
            make_plan,
            lambda v: MakePlan(
                v["name"], v["starts_on"], v["last_on"], v["whom"], v["places"], v["sample"],
                tuple(v["notes"].replace("、", " ").split()), v["since"], v["words"], token,
            ),
            then=then, save_text=tr("排出名单"), width=720, parent=parent,
        )  # fmt: skip
        self._whom.edited.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        """Only what belongs to the choice can be filled."""
        whom = self._whom.value()
        for field, mine in (
            (self._sample, Whom.SAMPLE), (self._notes, Whom.NOTED), (self._since, Whom.COMPLAINED),
        ):  # fmt: skip
            field.setEnabled(whom is mine)


def visit_dialog(desk: Desk, file: TargetFile, then: Then, parent: QWidget) -> Ask:
    """登记走访: a need typed here becomes a ticket in the same step."""
    row = file.row
    outcome = SegmentField("visit_outcome", [(each, tr(each.value)) for each in Outcome])
    outcome.set_value(Outcome.MET)
    on = DateField("visit_on", today=desk.clock.today, required=True)
    on.set_value(desk.clock.today())
    visitor = TextField("visit_visitor", required=True, limit=LONGEST_NAME)
    visitor.set_value(str(desk.memory.get("visit/visitor", "") or desk.actor.name))
    talked = TextField("visit_talked", row.who, limit=LONGEST_NAME)
    satisfied = ChoiceField(
        "visit_satisfaction",
        [(None, tr("没有问")), *((n, f"{n} {tr(word)}") for n, word in SATISFACTION.items())],
    )
    satisfied.set_value(None)
    words = TextField("visit_words", tr("住户说了什么、看到什么"), limit=LONGEST_WORDS)
    needs = TextField("visit_needs", tr("要物业做的事，没有就空着"), limit=LONGEST_NEEDS)
    ticket = ChoiceField(
        "visit_ticket", [(None, tr("先不转")), *((kind, tr(kind.value)) for kind in TICKET_KINDS)]
    )
    ticket.set_value(None)
    # A need is seldom left lying: the ticket is proposed with the first letter of it.
    touched = False

    def propose() -> None:
        if not touched:
            ticket.set_value(TicketKind.REPAIR if needs.text().strip() else None)

    def chosen() -> None:
        nonlocal touched
        touched = True

    def follow() -> None:
        met = outcome.value() in REACHED
        satisfied.setEnabled(met)
        if not met:
            satisfied.set_value(None)

    needs.edited.connect(propose)
    ticket.edited.connect(chosen)
    outcome.edited.connect(follow)
    token = uuid4().hex

    def command(v: dict[str, Any]) -> RecordVisit:
        desk.memory.set("visit/visitor", v["visitor"])
        return RecordVisit(
            row.id, v["outcome"], v["visitor"], v["talked"], v["words"], v["satisfaction"], v["needs"], v["ticket"],
            v["on"], token,
        )  # fmt: skip

    told = "　".join(part for part in (row.unit, row.who, row.phone, row.why) if part)
    return Ask(
        desk, "visit_made_dialog", tr("登记走访"),
        (
            (("outcome", outcome, tr("结果"), 3), ("on", on, tr("哪天"), 2)),
            (
                ("visitor", visitor, tr("谁去的"), 2), ("talked", talked, tr("见到谁（可不填）"), 2),
                ("satisfaction", satisfied, tr("满意度"), 2),
            ),
            (("words", words, tr("情况和意见（可不填）"), 1),),
            (("needs", needs, tr("需要（可不填）"), 3), ("ticket", ticket, tr("转报事"), 2)),
        ),
        record_visit, command, text=told, then=then, width=720, parent=parent,
    ).start(outcome)  # fmt: skip


def need_dialog(desk: Desk, file: TargetFile, made: MadeRow, then: Then, parent: QWidget) -> Ask:
    """What was needed at a visit becomes a ticket afterwards."""
    kind = SegmentField("need_kind", [(each, tr(each.value)) for each in TICKET_KINDS])
    kind.set_value(TicketKind.REPAIR)
    return Ask(
        desk, "visit_need_dialog", tr("转报事"), ((("kind", kind, tr("转成"), 1),),), ticket_of_need,
        lambda v: TicketOfNeed(made.id, v["kind"]), text=f"{file.row.unit}　{made.needs}", save_text=tr("转报事"),
        then=then, parent=parent,
    ).start(kind)  # fmt: skip
