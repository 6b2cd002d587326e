"""A process that collects until it is killed, for the fault test. Everything is imported once, and every statement made
once, on a copy; then it is forked.

Started with the database's path; each line on standard input starts one more collector. It tells `pid N` when it
starts, then every receipt and every void after its transaction ended.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from frontdesk.areas.cashdesk import forms
from tests import quicker
from tests.areas.cashdesk.desk import UNITS, Desk


def collect_for_ever(path: Path) -> None:
    """Collect, void now and then, print now and then; say so when it stands."""
    from frontdesk.areas.cashdesk.service import PrintReceipt, print_receipt
    from frontdesk.base.store.database import Database

    desk = Desk(Database(path))
    say(f"pid {os.getpid()}")
    turn = os.getpid()
    while True:
        turn += 1
        number = desk.collect("cash=2", "wechat=1:R", unit=UNITS[turn % 3], amount="2.50").number
        say(f"took {number}")
        if turn % 5 == 0:
            say(f"void {desk.void(number)}")
        if turn % 7 == 0:
            desk.run(print_receipt, PrintReceipt(number))


def warm_up(path: Path) -> None:
    """Collect, void and print once on a copy: who is forked has the statements, and collects at once."""
    from frontdesk.areas.cashdesk.service import PrintReceipt, print_receipt
    from frontdesk.base.store.database import Database

    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        db = Database(copy)
        desk = Desk(db)
        number = desk.collect("cash=2", "wechat=1:R", unit=UNITS[0], amount="2.50").number
        desk.run(print_receipt, PrintReceipt(number))
        desk.void(number)
        db.close()


def say(words: str) -> None:
    # One write, so that a kill never leaves half a line.
    os.write(1, f"{words}\n".encode())


def main() -> None:
    path = Path(sys.argv[1])
    quicker.begin()
    assert forms.FORMS
    say("ready")
    for number, _ in enumerate(sys.stdin):
        if not number:
            warm_up(path)
        child = os.fork()
        if not child:
            collect_for_ever(path)
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main()
