"""People who work there, one a line as one types or pastes them: name, trade, telephone, identity number."""

from __future__ import annotations

import re

from frontdesk.areas.decoration.service import WorkerInput
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.fields import AreaField

_SPLIT = re.compile(r"[\s,，、;；]+")
HINT = "一行一人：姓名 工种 电话 身份证号，如 何勇 木工 13800000000"


def read_people(text: str) -> tuple[WorkerInput, ...]:
    """The lines as workers: figures are told apart by their length, the first word is the name."""
    found = []
    for line in text.splitlines():
        name = trade = phone = number = ""
        for part in (part for part in _SPLIT.split(line.strip()) if part):
            plain = part.replace("-", "")
            if re.fullmatch(r"\d{14,17}[\dXx]", plain):
                number = plain.upper()
            elif re.fullmatch(r"\+?\d{5,13}", plain):
                phone = part
            elif not name:
                name = part
            else:
                trade = (trade + part)[:20]
        if name or phone or number:
            found.append(WorkerInput(name, number, trade, phone))
    return tuple(found)


def people_field(name: str, lines: int = 3) -> AreaField:
    """The field; `read_people(field.value())` reads it."""
    return AreaField(name, tr(HINT), lines=lines)


def people_errors(errors: dict[str, str]) -> dict[str, str]:
    """`workers.1.phone` of the service as words of the one field: `第 2 人：…`."""
    told = {}
    for key, text in errors.items():
        match = re.fullmatch(r"workers\.(\d+)\.\w+", key)
        if match is None:
            told[key] = text
        else:
            told.setdefault("workers", tr("第 {n} 人：{text}", n=int(match[1]) + 1, text=text))
    return told
