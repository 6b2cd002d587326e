"""What is known of a tag, corrected: where it hangs, what it is for. Its history keeps what it was (D0.6)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.keys.service.common import lock_key, may_write, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class ChangeKey:
    """Where the tag hangs from now on, its place in words, and a remark."""

    key_id: int
    cabinet: str = ""
    hook: str = ""
    place: str = ""
    words: str = ""


def change_key(work: Work, command: ChangeKey) -> str:
    """Change it; returns the tag."""
    may_write(work)
    key = lock_key(work, command.key_id)
    place = tidy(command.place, field="place", most=120)
    if key.unit_id is None and not place:
        raise Refused(tr("请写明是哪里的钥匙"), field="place")
    for name, value in (
        ("cabinet", tidy(command.cabinet, field="cabinet", most=40)),
        ("hook", tidy(command.hook, field="hook", most=20)),
        ("place", place),
        ("words", tidy(command.words)),
    ):
        if getattr(key, name) != value:
            setattr(key, name, value)
    work.touch("keys")
    return key.tag
