"""Settings of keys: what the agreement says that an owner signs when we take keys into our care (D3.1)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.app.settings.key_facts import KeyFacts, key_facts, save_keys
from frontdesk.app.settings.sheet import SettingsSheet
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import AreaField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SPACE


class KeysSheet(SettingsSheet):
    """What the office has decided about keys."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "settings_keys", parent=parent)
        terms = AreaField("keys_care_terms", tr("一行一条；不写就印通常的几条"), lines=12)
        terms.enter_moves = False
        self.grid.add_row((terms, tr("钥匙托管协议的条款，一行一条")))
        note = Words(
            tr("以后签的协议印这些；已经签的照签的时候，补打也不变。全部删掉再保存，就恢复通常的条款。"),
            "body",
            "text2",
            wrap=True,
        )
        note.setContentsMargins(0, 0, 0, SPACE.l)
        self.grid.add(note)
        self.set_form(Form(KeyFacts, {"care_terms": terms}, self))

    def load(self) -> None:
        self.form.load(self.desk.read(key_facts))

    def save(self) -> None:
        command = self.form.value()
        if command is not None:
            self.desk.run(save_keys, command, form=self.form, then=self.saved)
