"""The Qt kit: everything a page is made of. Nothing here knows of property management.

On Python 3.11 PySide6 6.12 hands out None, True and False without counting the reference, as if they were immortal
(which they are from 3.12 on): `emit()` costs one True, every call that returns nothing costs one None, and after some
thousand calls the interpreter stops. Until that is mended there, the three are given more references here than a desk
can use up in a lifetime.
"""

from __future__ import annotations

import ctypes
import sys

if sys.version_info < (3, 12) and sys.getrefcount(None) < 1 << 40:
    for everlasting in (None, True, False):
        # ob_refcnt is the first word of an object.
        ctypes.c_ssize_t.from_address(id(everlasting)).value += 1 << 50
