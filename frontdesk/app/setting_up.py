"""What the first start does once its questions are answered."""

from __future__ import annotations

import shutil
from pathlib import Path

from frontdesk.app.folder import create_database, has_database, open_database
from frontdesk.app.wizard import Begin, Beginning
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import SaveSettings, save_settings
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import Clock
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Role

ADMIN_LOGIN = "admin"


def demo_folder(folder: Path) -> Path:
    """Where the demo estate stands: beside the office's own data, never among it."""
    return folder / "demo"


def set_up(folder: Path, clock: Clock, beginning: Beginning, progress: Progress) -> Path:
    """Make the office's database, and the demo estate when that is what was chosen.

    Returns the folder to open. Raises `DeskError` in words; nothing half-made stays.
    """
    demo = _build_demo_beside(folder, progress) if beginning.begin is Begin.DEMO else None
    if beginning.estate:
        create_database(
            folder,
            clock,
            office=beginning.office,
            estate=beginning.estate,
            admin_password=beginning.admin_password,
            admin_name=beginning.admin_name.strip() or "管理员",
        )
        _keep_contact(folder, clock, beginning)
    return demo if demo is not None else folder


def _build_demo_beside(folder: Path, progress: Progress) -> Path:
    """The demo estate's folder, built when it is not there."""
    target = demo_folder(folder)
    if not has_database(target):
        from frontdesk.app.demo.build import build_demo

        # Built beside its place and put there whole: closing the program half-way leaves no half of an estate.
        making = target.with_name(target.name + ".new")
        shutil.rmtree(making, ignore_errors=True)
        build_demo(making, progress)
        making.replace(target)
    return target


def _keep_contact(folder: Path, clock: Clock, beginning: Beginning) -> None:
    """Phone and address, where they were written."""
    said = {"office.phone": beginning.phone.strip(), "office.address": beginning.address.strip()}
    values = {key: value for key, value in said.items() if value}
    if not values:
        return
    db = open_database(folder)
    try:
        actor = Actor(1, beginning.admin_name, Role.ADMIN)
        Runner(db, clock).run(save_settings, SaveSettings(values), actor=actor)
    finally:
        db.close()
