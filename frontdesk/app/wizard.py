"""The first start: whose office this is, who looks after the program, and what to begin with. Three short pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.app.gate import Gate
from frontdesk.app.new_password import SHORTEST, check_new_password
from frontdesk.base.values.errors import DeskError, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.fields import PasswordField, TextField
from frontdesk.base.widgets.marks import Words, ground
from frontdesk.base.widgets.steps import StepBar
from frontdesk.base.widgets.tokens import SPACE


class Begin(Enum):
    """What comes after setting up."""

    IMPORT = "import"
    DEMO = "demo"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Beginning:
    """All that the wizard asked. The demo estate needs nothing but `begin`."""

    begin: Begin
    estate: str = ""
    office: str = ""
    phone: str = ""
    address: str = ""
    admin_name: str = ""
    admin_password: str = field(default="", repr=False)


class Wizard(QWidget):
    """`finished(Beginning)` when the last question is answered; the one who listens sets up and says `failed`."""

    finished = Signal(object)
    restore_wanted = Signal()
    """There is a backup already, from another machine or from before."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wizard")
        self.setAccessibleName(tr("第一次使用"))
        ground(self, "surface")
        self.steps = StepBar((tr("小区"), tr("管理员"), tr("开始")), parent=self)
        self.office_page = self._office_page()
        self.admin_page = self._admin_page()
        self.begin_page = self._begin_page()
        self.stack = QStackedWidget(self)
        for page in (self.office_page, self.admin_page, self.begin_page):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, 0)
        self.work = Words("", "body", "text2", parent=self)
        self.work.setObjectName("wizard_work")
        top = QHBoxLayout()
        top.addWidget(self.steps)
        top.addStretch(1)
        top.addWidget(self.work)
        column.addLayout(top)
        column.addWidget(self.stack, 1)

    # -- pages --

    def _office_page(self) -> Gate:
        page = Gate(
            "ph.buildings",
            tr("先写上小区和物业"),
            tr("名称印在收据和通知单上，以后在设置里可以改。"),
            name="wizard_office",
        )
        estate = TextField("wizard_estate", tr("翠湖花园"), required=True, limit=40)
        office = TextField("wizard_office_name", tr("翠湖花园物业服务中心"), required=True, limit=60)
        phone = TextField("wizard_phone", tr("可不填"), limit=40)
        address = TextField("wizard_address", tr("可不填"), limit=80)
        page.add_field("estate", estate, tr("小区名称"))
        page.add_field("office", office, tr("物业公司或服务中心的名称"))
        page.add_pair(("phone", phone, tr("办公电话")), ("address", address, tr("地址")))
        page.add_wrong()
        button = KeyButton(tr("下一步"), "Enter", "primary", name="wizard_to_admin", shortcut=False)
        button.clicked.connect(self._office_done)
        demo = KeyButton(tr("先看看演示小区"), "F4", name="wizard_demo_at_once")
        demo.clicked.connect(lambda: self.finished.emit(Beginning(Begin.DEMO)))
        restore = KeyButton(tr("从备份恢复…"), "F6", name="wizard_restore")
        restore.clicked.connect(self.restore_wanted)
        page.add_buttons(button, demo, restore)
        page.submit_at_last(address, self._office_done)
        return page

    def _admin_page(self) -> Gate:
        page = Gate(
            "ph.user-circle",
            tr("再定一位管理员"),
            tr("管理员用用户名 admin 登录，加其他用户、改设置。密码请记好。"),
            name="wizard_admin",
        )
        name = TextField("wizard_admin_name", tr("姓名，印在纸上"), required=True, limit=40)
        first = PasswordField("wizard_password", required=True)
        again = PasswordField("wizard_password_again", required=True)
        page.add_field("name", name, tr("姓名"))
        page.add_field("password", first, tr("密码（至少 {n} 位）", n=SHORTEST))
        page.add_field("again", again, tr("再写一遍密码"))
        page.add_wrong()
        button = KeyButton(tr("下一步"), "Enter", "primary", name="wizard_to_begin", shortcut=False)
        button.clicked.connect(self._admin_done)
        back = KeyButton(tr("上一步"), "Alt+Left", name="wizard_back_to_office")
        back.clicked.connect(lambda: self.show_step(0))
        page.add_buttons(button, back)
        page.submit_at_last(again, self._admin_done)
        return page

    def _begin_page(self) -> Gate:
        page = Gate(
            "ph.flag",
            tr("从哪里开始"),
            tr("选一样就建立数据库，马上可以用。"),
            name="wizard_begin",
        )
        self.import_button = KeyButton(
            tr("导入现有的业主表"), "F2", "primary", icon="ph.table", name="wizard_import"
        )
        self.empty_button = KeyButton(tr("从空的开始"), "F3", name="wizard_empty")
        self.demo_button = KeyButton(tr("打开演示小区"), "F4", name="wizard_demo")
        for button, begin in (
            (self.import_button, Begin.IMPORT),
            (self.empty_button, Begin.EMPTY),
            (self.demo_button, Begin.DEMO),
        ):
            button.clicked.connect(lambda _on=False, begin=begin: self._begin(begin))
        page.add_choices(
            (
                (self.import_button, tr("Excel 的 .xlsx 或 .xls。导入前先看每一行会怎样，原来的表不改动。")),
                (self.empty_button, tr("房屋和住户一户一户录入，也可以以后再导入。")),
                (
                    self.demo_button,
                    tr("编好的五栋楼和一年的账，随便试，不和您的数据放在一起。"),
                ),
            )
        )
        page.add_wrong()
        self.back_button = KeyButton(tr("上一步"), "Alt+Left", name="wizard_back_to_admin")
        self.back_button.clicked.connect(lambda: self.show_step(1))
        page.add_buttons(self.back_button)
        return page

    # -- moving --

    def show_step(self, at: int) -> None:
        """Go to that page; what was typed on the others stays."""
        self.stack.setCurrentIndex(at)
        self.steps.set_current(at)
        self._focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first()

    def _focus_first(self) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, Gate) and page.fields:
            next(iter(page.fields.values())).setFocus()
        else:
            self.import_button.setFocus()

    def _office_done(self) -> None:
        self.office_page.clear_errors()
        if self.office_page.values(("estate", "office", "phone", "address")) is not None:
            self.show_step(1)

    def _admin_done(self) -> None:
        self.admin_page.clear_errors()
        typed = self.admin_page.values(("name", "password", "again"))
        if typed is None:
            return
        try:
            check_new_password(typed["password"], typed["again"])
        except Refused as refused:
            self.admin_page.show_error(refused)
        else:
            self.show_step(2)

    def _begin(self, begin: Begin) -> None:
        office = self.office_page.values(("estate", "office", "phone", "address"))
        admin = self.admin_page.values(("name", "password", "again"))
        if office is None:
            self.show_step(0)
        elif admin is None:
            self.show_step(1)
        else:
            self.finished.emit(
                Beginning(
                    begin=begin,
                    estate=office["estate"],
                    office=office["office"],
                    phone=office["phone"],
                    address=office["address"],
                    admin_name=admin["name"],
                    admin_password=admin["password"],
                )
            )

    # -- while it is set up --

    def busy(self, words: str) -> None:
        """Say what is being done; nothing can be pressed meanwhile. "" ends it."""
        self.stack.setEnabled(not words)
        self.work.setText(words)

    def failed(self, error: DeskError) -> None:
        """It was not set up: said where the clerk is, or beside the field; everything typed stays."""
        self.busy("")
        if error.field in self.office_page.fields:
            self.show_step(0)
        elif error.field in self.admin_page.fields:
            self.show_step(1)
        page = self.stack.currentWidget()
        assert isinstance(page, Gate)
        page.show_error(error)
