"""The small forms of surveys: given out, fixed, a question written, words made a ticket (D2.7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.reception.queries.survey_results import WordsRow
from frontdesk.areas.reception.queries.surveys import QuestionnaireRow, SurveyRow, questionnaire_rows
from frontdesk.areas.reception.rules.surveys import (
    LONGEST_CHOICE,
    LONGEST_QUESTION,
    LONGEST_TITLE,
    Question,
    QuestionKind,
)
from frontdesk.areas.reception.rules.words import TicketKind
from frontdesk.areas.reception.service.questionnaires import SaveQuestionnaire, save_questionnaire
from frontdesk.areas.reception.service.survey_ending import CloseSurvey, close_survey
from frontdesk.areas.reception.service.survey_entry import TicketOfWords, ticket_of_words
from frontdesk.areas.reception.service.surveys import HandOut, hand_out
from frontdesk.areas.reception.ui.rounds_common import Ask, PlacesField
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    CheckField,
    ChoiceField,
    DateField,
    NumberField,
    SegmentField,
    TextField,
)

Then = Callable[[Any], object]
_USUAL_DAYS = 14
WORD_KINDS = (TicketKind.COMPLAINT, TicketKind.REPAIR, TicketKind.SUGGESTION, TicketKind.PRAISE)
"""What the words of a sheet may become."""


def hand_out_dialog(desk: Desk, then: Then, parent: QWidget) -> Ask:
    """新调查: which questionnaire goes to whom until when."""
    rows = desk.read(questionnaire_rows)
    today = desk.clock.today()
    asked = ChoiceField(
        "survey_asked", [(row.id, f"{row.number}　{row.title}　{tr('{n} 题', n=row.questions)}") for row in rows],
        required=True,
    )  # fmt: skip
    if rows:
        asked.set_value(rows[0].id)
    half = tr("上半年") if today.month <= 6 else tr("下半年")
    title = TextField("survey_title", required=True, limit=LONGEST_TITLE)
    title.set_value(tr("{year} 年{half}满意度调查", year=today.year, half=half))
    starts = DateField("survey_starts", today=desk.clock.today, required=True)
    last = DateField("survey_last", today=desk.clock.today, required=True)
    starts.set_value(today)
    last.set_value(today + timedelta(days=_USUAL_DAYS))
    places = PlacesField("survey_places", desk)
    sample = NumberField("survey_sample", tr("不填就每户一份"), least=1, most=9_999, unit=tr("户"))
    anonymous = CheckField("survey_anonymous", tr("不记名：问卷上不写房号，只按楼栋统计"))
    token = uuid4().hex
    return Ask(
        desk, "survey_dialog", tr("新调查"),
        (
            (("questionnaire_id", asked, tr("问卷"), 1),),
            (("title", title, tr("名称"), 3), ("starts_on", starts, tr("从哪天发"), 2), ("last_on", last, tr("收到哪天"), 2)),
            (("places", places, tr("楼栋、单元"), 3), ("sample", sample, tr("抽多少户"), 2)),
            (("anonymous", anonymous, "", 1),),
        ),
        hand_out, lambda v: HandOut(**v, token=token), save_text=tr("编号发放"), then=then, width=720, parent=parent,
    ).start(title)  # fmt: skip


def close_dialog(desk: Desk, row: SurveyRow, then: Then, parent: QWidget) -> Ask:
    """定稿: what the office takes from it; afterwards nothing changes."""
    words = AreaField(
        "survey_words",
        tr("哪些做得好、哪些要改、怎么改、谁来改"),
        lines=5,
        required=True,
    )
    told = tr("{number}　发放 {given} 份，收回 {returned} 份。定稿以后迟到的问卷不再录入。",
              number=row.number, given=row.given, returned=row.returned + row.extra)  # fmt: skip
    return Ask(
        desk, "survey_close_dialog", tr("调查定稿"), ((("words", words, tr("小结和改进措施"), 1),),), close_survey,
        lambda v: CloseSurvey(row.id, v["words"]), text=told, save_text=tr("定稿"), then=then, parent=parent,
    ).start(words)  # fmt: skip


def words_dialog(desk: Desk, row: WordsRow, then: Then, parent: QWidget) -> Ask:
    """意见转报事: in one step, through the desk's own receiving."""
    kind = SegmentField("words_kind", [(each, tr(each.value)) for each in WORD_KINDS])
    kind.set_value(TicketKind.COMPLAINT)
    what = AreaField("words_what", lines=3, required=True)
    what.set_value(row.words)
    where = row.unit or row.building or tr("没有写房号")
    return Ask(
        desk, "survey_words_dialog", tr("意见转报事"),
        ((("kind", kind, tr("转成"), 1),), (("what", what, tr("什么事"), 1),)), ticket_of_words,
        lambda v: TicketOfWords(row.return_id, v["kind"], v["what"]), text=f"{row.sheet}　{where}",
        save_text=tr("转报事"), then=then, parent=parent,
    ).start(kind)  # fmt: skip


def questionnaire_dialog(
    desk: Desk, row: QuestionnaireRow | None, questions: tuple[Question, ...], then: Then, parent: QWidget, *,
    copy: bool = False,
) -> Ask:  # fmt: skip
    """Title and opening words: of a new one, of a copy that names *row*, or of *row* itself."""
    title = TextField("questionnaire_title", required=True, limit=LONGEST_TITLE)
    intro = AreaField("questionnaire_intro", tr("写在题目前面的话"), lines=3)
    if row is not None:
        title.set_value(row.title)
        intro.set_value(row.intro)
    own = row.id if row is not None and not copy else None
    head = tr("复制问卷") if copy else tr("新问卷") if row is None else tr("问卷标题")
    told = (
        tr("从 {number} 复制 {n} 题，改了再发。", number=row.number, n=len(questions)) if copy and row else ""
    )
    return Ask(
        desk, "questionnaire_dialog", head,
        ((("title", title, tr("标题"), 1),), (("intro", intro, tr("开头的话（可不填）"), 1),)), save_questionnaire,
        lambda v: SaveQuestionnaire(v["title"], questions, v["intro"], own, row.id if copy and row else None),
        text=told, then=then, parent=parent,
    ).start(title)  # fmt: skip


class QuestionDialog(Ask):
    """A question of a questionnaire: its words, how it is answered, under which heading it stands."""

    def __init__(
        self, desk: Desk, row: QuestionnaireRow, questions: tuple[Question, ...], at: int | None, then: Then,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        before = questions[at] if at is not None else None
        text = TextField("question_text", tr("如 楼道的清洁"), required=True, limit=LONGEST_QUESTION)
        self._kind = SegmentField("question_kind", [(kind, tr(kind.value)) for kind in QuestionKind])
        section = TextField("question_section", tr("如 环境保洁"), limit=LONGEST_CHOICE)
        self._choices = TextField("question_choices", tr("单选的选项，空格隔开"), limit=200)
        last = before or (questions[-1] if questions else None)
        section.set_value(last.section if last is not None else "")
        if before is not None:
            text.set_value(before.text)
            self._kind.set_value(before.kind)
            self._choices.set_value(" ".join(before.choices))

        def command(v: dict[str, Any]) -> SaveQuestionnaire:
            kind = v["kind"]
            choices = tuple(v["choices"].split()) if kind is QuestionKind.CHOICE else ()
            made = Question(v["text"], kind, v["section"], choices)
            told = (*questions, made) if at is None else (*questions[:at], made, *questions[at + 1 :])
            return SaveQuestionnaire(row.title, told, row.intro, row.id, before=questions)

        super().__init__(
            desk, "question_dialog", tr("加题") if before is None else tr("改题"),
            (
                (("text", text, tr("题目"), 1),),
                (("kind", self._kind, tr("怎么答"), 3), ("section", section, tr("归在哪一类（可不填）"), 2)),
                (("choices", self._choices, tr("选项，用空格隔开"), 1),),
            ),
            save_questionnaire, command, text=f"{row.number}　{row.title}", then=then, parent=parent,
        )  # fmt: skip
        self._kind.edited.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._choices.setEnabled(self._kind.value() is QuestionKind.CHOICE)
