"""`frontdesk demo`: the demo estate in a window, or its day without one."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import datetime, time
from pathlib import Path
from typing import Any

from frontdesk.app.demo.build import build_demo
from frontdesk.app.demo.day import PASSWORD, DemoDay
from frontdesk.app.folder import has_database, open_database
from frontdesk.base.store.runner import Runner
from frontdesk.base.values.clock import FixedClock, SystemClock
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

DATA = "demo-data"
_NOON = time(10, 30)


def run_demo(out: Path, *, window: bool = False, folder: Path | None = None) -> dict[str, Any]:
    """Open the window on the demo estate when *window* and there is a display; else go through the day.

    Without a window: a fresh estate is built, the day is done through the program's services, papers go to
    `out/papers`, a picture of each page to `out/pictures`, the summary to `out/summary.json`.
    """
    if window:
        from frontdesk.app.start import has_display, open_window

        if has_display():
            data = folder or out / DATA
            if not has_database(data):
                _say(tr("正在建立演示小区，约一分钟……"))
                build_demo(data, _in_words())
            status = open_window(data, login="linxiao", password=PASSWORD)
            return {"window": True, "status": status}
        _say(tr("没有显示器：不开窗口走一遍演示日，纸和图放在 {out}", out=out))
    return _headless(out, folder or out / DATA)


def _headless(out: Path, data: Path) -> dict[str, Any]:
    from frontdesk.app.demo.pictures import draw_pictures

    if data.exists():
        shutil.rmtree(data)
    today = SystemClock().today()
    build_demo(data, _in_words(), today=today)
    clock = FixedClock(datetime.combine(today, _NOON).astimezone())
    pictures = draw_pictures(data, out / "pictures", clock, themes=("light",))
    db = open_database(data)
    try:
        summary = DemoDay(Runner(db, clock), clock, out / "papers").run()
    finally:
        db.close()
    summary["pictures"] = pictures
    out.mkdir(parents=True, exist_ok=True)
    (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    for step in summary["steps"]:
        _say(step)
    _say(tr("纸 {n} 份在 {papers}，图 {m} 张在 {pictures}", n=len(summary["papers"]), papers=out / "papers",
            m=len(pictures), pictures=out / "pictures"))  # fmt: skip
    return summary


def _in_words() -> Progress:
    """Progress as one line that is written over, at a terminal only."""

    def told(done: int, of: int, words: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{words} {done}/{of}")
            sys.stderr.flush()

    return Progress(told)


def _say(words: str) -> None:
    # Standard output belongs to the one JSON object.
    sys.stderr.write(words + "\n")
