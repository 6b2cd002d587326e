"""The Qt kit: everything a page is made of. Nothing here knows of property management.

On Python 3.11 PySide6 6.12 takes a reference to None with every call that returns nothing, as if None were immortal
(which it is from 3.12 on); after some thousand calls the interpreter stops with `none_dealloc`. Until that is mended
there, None is given more references here than a desk can use up in a lifetime.
"""

from __future__ import annotations

import ctypes
import sys

if sys.version_info < (3, 12) and sys.getrefcount(None) < 1 << 40:
    # ob_refcnt is the first word of an object.
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 50
