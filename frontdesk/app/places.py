"""Where the office's data stands when nobody says otherwise. Light, so that the window does not wait for it."""

from __future__ import annotations

from pathlib import Path

SETTINGS_FILE = "frontdesk.toml"
"""In the data folder: names a database server, where several desks share one."""


def default_folder() -> Path:
    """`%LOCALAPPDATA%\\FrontDesk` on Windows, the user's data folder elsewhere."""
    import platformdirs

    return Path(platformdirs.user_data_dir("FrontDesk", appauthor=False))
