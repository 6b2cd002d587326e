"""The dialog of numbers in full: a reason leads to it, which the self-test gives nobody (D1.9)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _numbers(_desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.ui.reveal import NumbersDialog

    return NumbersDialog("张硕", (("电话", "13812345678"), ("证件", "330106199003072418")), window)


LOOK_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (("numbers", _numbers),)
