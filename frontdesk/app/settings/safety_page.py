"""Settings of safety: when the screen locks, and whether the close is blind."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.app.settings.facts import LOCK_LIMIT, SafetyFacts, safety_facts, save_safety
from frontdesk.app.settings.sheet import SettingsSheet
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField, NumberField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Words


class SafetySheet(SettingsSheet):
    """Minutes before the lock, and blind counting (M7.3)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "settings_safety", parent=parent)
        minutes = NumberField("safety_minutes", least=0, most=LOCK_LIMIT, unit=tr("分钟"), required=True)
        blind = CheckField("safety_blind", tr("日结先清点，数完才显示应有的钱"))
        self.grid.add_row((minutes, tr("没人动多久后锁屏，0 表示不自动锁")), None, None)
        self.grid.add(self.note(tr("随时可以按 Ctrl+L 锁屏。锁屏时正在填的内容原样留着。")))
        self.grid.add_row(blind, None)
        self.grid.add(
            self.note(tr("打开时，收银员点完现金、填完单据合计之前，屏幕上不出现应有金额，长短款才真实。"))
        )
        self.set_form(Form(SafetyFacts, {"lock_minutes": minutes, "blind_close": blind}, self))

    def note(self, text: str) -> Words:
        """A quiet sentence under a field."""
        words = Words(text, "body", "text2", wrap=True)
        words.setContentsMargins(0, 0, 0, 16)
        return words

    def load(self) -> None:
        self.form.load(self.desk.read(safety_facts))

    def save(self) -> None:
        command = self.form.value()
        if command is not None:
            self.desk.run(save_safety, command, form=self.form, then=self.saved)
