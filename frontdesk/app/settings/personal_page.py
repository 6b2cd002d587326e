"""Settings of personal data: what it is used for and on what that rests, and how long a name is kept (D1.9)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.app.settings.personal_facts import PersonalFacts, personal_facts, save_personal
from frontdesk.app.settings.sheet import SettingsSheet
from frontdesk.areas.archives.rules.personal import MOST_YEARS
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import AreaField, Field, NumberField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SPACE


class PersonalSheet(SettingsSheet):
    """What the office has decided about personal data (个人信息保护法)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "settings_personal", parent=parent)
        purposes = AreaField("personal_purposes", tr("如 门禁人脸：同意，逐人征得"), lines=8)
        purposes.enter_moves = False
        years = NumberField("personal_years", least=1, most=MOST_YEARS, required=True, unit=tr("年"))
        self.grid.add_row((purposes, tr("个人信息用来做什么、依据什么，一行一种")))
        self._note(
            tr(
                "依据写 合同履行、法定职责 或 同意（个人信息保护法第十三条）。依据合同和法定职责的不用再问本人；依据同意的写上"
                "“逐人征得”，还没有同意的住户会列出来。已经登记的同意不受改动影响。"
            )
        )
        self.grid.add_row((years, tr("搬走满几年后匿名")), None, None)
        self._note(
            tr(
                "保存期限应当是实现目的所必要的最短时间（第十九条、第四十七条）。收据、账册等法律规定保存更久的不受影响，"
                "会计凭证保存三十年（会计档案管理办法）。"
            )
        )
        fields: dict[str, Field] = {"purposes": purposes, "years": years}
        self.set_form(Form(PersonalFacts, fields, self))

    def _note(self, text: str) -> None:
        words = Words(text, "body", "text2", wrap=True)
        words.setContentsMargins(0, 0, 0, SPACE.l)
        self.grid.add(words)

    def load(self) -> None:
        self.form.load(self.desk.read(personal_facts))

    def save(self) -> None:
        command = self.form.value()
        if command is not None:
            self.desk.run(save_personal, command, form=self.form, then=self.saved)
