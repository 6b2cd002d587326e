"""The look chosen on this machine: light, dark, or as the desktop is."""

from __future__ import annotations

from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.theme import Mode

LOOKS: tuple[tuple[Mode, str], ...] = (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色"))
LOOK_MEMORY = "window/look"


def kept_look(memory: Memory) -> Mode:
    """The look chosen on this machine."""
    kept = memory.get(LOOK_MEMORY, "system")
    return next((mode for mode, _ in LOOKS if mode == kept), "system")
