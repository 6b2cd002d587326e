"""Settings of personal data: what it is used for and on what that rests, and how long a name is kept (D1.9)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.app.settings.personal_facts import PersonalFacts, personal_facts, save_personal
from frontdesk.app.settings.sheet import SettingsSheet
from frontdesk.areas.archives.rules.personal import MOST_YEARS
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import AreaField, CheckField, Field, NumberField
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
        screen = CheckField("personal_screen_mark", tr("屏幕上盖一层淡淡的水印：谁在用、几月几日几点"))
        export = CheckField("personal_export_mark", tr("打码的导出也写上是谁、什么时候导出的"))
        self.grid.add_row((screen, tr("水印")), None)
        self.grid.add_row(export, None)
        self._note(
            tr(
                "拍下屏幕的照片看得出是哪一台、什么时候拍的；不影响点按，也不印在纸上。导出原文的工作簿和 PDF 总有水印，"
                "不受这里影响。"
            )
        )
        fields: dict[str, Field] = {
            "purposes": purposes, "years": years, "screen_mark": screen, "export_mark": export,
        }  # fmt: skip
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
