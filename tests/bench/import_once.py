"""One import in a process of its own: `python -m tests.bench.import_once FOLDER WORKBOOK` says what it took."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from frontdesk.app.folder import create_database
from frontdesk.areas.archives.service import ImportUnits, import_units
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.rights import Role


def main() -> None:
    folder, workbook = Path(sys.argv[1]), Path(sys.argv[2])
    clock = SystemClock()
    db = Database(
        create_database(folder / "office", clock, office="甲", estate="乙", admin_password="bench-123")
    )
    began = time.perf_counter()
    result = (
        Runner(db, clock).run(import_units, ImportUnits(workbook), actor=Actor(1, "管理员", Role.ADMIN)).value
    )
    taken = time.perf_counter() - began
    told = {"seconds": taken, "units": result.units, "people": result.people, "peak": _peak()}
    sys.stdout.write(json.dumps(told) + "\n")


def _peak() -> int | None:
    """The most memory this process ever held, in bytes; None where the system does not say."""
    if sys.platform == "win32":
        return None
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage says on Linux begins with the parent's memory at the fork.
        return int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text())[1]) * 1024  # type: ignore[index]
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
