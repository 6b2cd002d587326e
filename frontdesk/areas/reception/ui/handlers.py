"""Whom a ticket may be given to: departments and workers, with how many they have on hand."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.reception.queries.ticket_rows import WorkerLoad, worker_loads
from frontdesk.areas.reception.queries.words import WordRow, word_rows
from frontdesk.areas.reception.rules.words import WordList
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option


def handler_options(desk: Desk) -> list[Option]:
    """Options of (department, worker), in the order of the lists; the note says how many are on hand."""

    def read(session: Any) -> tuple[tuple[WordRow, ...], tuple[WordRow, ...], tuple[WorkerLoad, ...]]:
        return (
            word_rows(session, WordList.DEPARTMENT),
            word_rows(session, WordList.WORKER),
            worker_loads(session),
        )

    departments, workers, loads = desk.read(read)
    on_hand = {(load.department, load.worker): load.open for load in loads}
    found: list[Option] = []
    for department in departments:
        mine = [row.words for row in workers if row.parent == department.words]
        # Whoever has work without standing in the list was named by hand: he can be named again.
        mine += [
            load.worker
            for load in loads
            if load.department == department.words and load.worker not in ("", *mine)
        ]
        for worker in (*mine, ""):
            key = (department.words, worker)
            n = on_hand.get(key, 0)
            words = f"{department.words} {worker}".strip()
            found.append(Option(key, words, tr("手上 {n} 件", n=n) if n else ""))
    return found
