"""A process that collects until it is killed, for the fault test. Everything is imported once, then forked.

Started with the database's path; each line on standard input starts one more collector. It tells `pid N` when it
starts, then every receipt and every void after its transaction ended.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from frontdesk.areas.cashdesk import forms
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


def say(words: str) -> None:
    # One write, so that a kill never leaves half a line.
    os.write(1, f"{words}\n".encode())


def main() -> None:
    path = Path(sys.argv[1])
    assert forms.FORMS
    say("ready")
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            collect_for_ever(path)
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main()
