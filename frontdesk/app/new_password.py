"""What a new password must be, said the same everywhere one is chosen."""

from __future__ import annotations

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

SHORTEST = 6


def check_new_password(password: str, again: str | None = None, *, field: str = "password") -> None:
    """Raises `Refused` beside *field* for one that is short, beside `again` for two that differ."""
    if len(password) < SHORTEST:
        raise Refused(tr("密码至少 {n} 位，请再想一个", n=SHORTEST), field=field)
    if again is not None and again != password:
        raise Refused(tr("两次写的密码不一样，请再写一遍"), field="again")
