"""Where the office's data stands when nobody says otherwise. Light, so that the window does not wait for it."""

from __future__ import annotations

from pathlib import Path

SETTINGS_FILE = "frontdesk.toml"
"""In the data folder: names a database server, where several desks share one."""


def default_folder() -> Path:
    """`%LOCALAPPDATA%\\FrontDesk` on Windows, the user's data folder elsewhere."""
    import platformdirs

    return Path(platformdirs.user_data_dir("FrontDesk", appauthor=False))


def data_place(given: Path | None) -> Path:
    """The folder that was asked for, or the default one, so that everything in it can be opened however deep it
    lies (`location.within_reach`)."""
    from frontdesk.base.store.location import within_reach

    return within_reach(given if given is not None else default_folder())
