"""A process that collects for some seconds: `python -m tests.soak.collecting URL CASHIER SECONDS SEED`.

CASHIER is the user's id; the shift is open already. It tells what it took, voided and was refused, as JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
from typing import Any

from frontdesk.areas.cashdesk.service import PrintReceipt, print_receipt
from frontdesk.base.store.database import Database
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import DeskError, Refused, Surroundings
from tests.areas.cashdesk.desk import UNITS, Desk

TENDERS = (("cash=2",), ("wechat=2:R",), ("cash=1", "alipay=1:R"), ("cash=5",))


def main() -> None:
    url, cashier_id, seconds, seed = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    desk = Desk(Database(url))
    actor: Actor = next(a for a in (desk.cashier, desk.supervisor) if a.id == cashier_id)
    chance = random.Random(seed)
    told: dict[str, Any] = {"took": [], "voided": [], "printed": 0, "refused": 0, "waited": 0}
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            number = desk.collect(
                *chance.choice(TENDERS), unit=chance.choice(UNITS), actor=actor, amount="2"
            ).number
            told["took"].append(number)
            if chance.random() < 0.1:
                told["voided"].append(desk.void(number, actor=actor))
            if chance.random() < 0.1:
                desk.run(print_receipt, PrintReceipt(chance.choice(told["took"])), actor)
                told["printed"] += 1
        except Refused:
            told["refused"] += 1
        except Surroundings:
            told["waited"] += 1
        except DeskError as error:
            raise SystemExit(f"not foreseen: {error!r}") from error
    sys.stdout.write(json.dumps(told) + "\n")
    desk.db.close()


if __name__ == "__main__":
    main()
