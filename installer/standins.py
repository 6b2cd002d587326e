"""Two DLLs every Windows 10 has and Debian's Wine lacks: made here for the trial, never shipped.

`icuuc.dll`: Qt's core names its functions and is content when they answer nothing. `bcryptprimitives.dll`: QtPdf
asks it for random bytes and dies without them.
"""

from __future__ import annotations

from pathlib import Path

from installer.common import fresh, run

MINGW = "x86_64-w64-mingw32-"
RANDOM = """#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);   /* RtlGenRandom */
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE p, SIZE_T n) { return SystemFunction036(p, (ULONG)n); }
"""
CONVERTER = """__declspec(dllexport) void *ucnv_open(const char *n, int *e) { (void)n; if (e) *e = 4; return 0; }
"""


def imported(dll: Path, name: str) -> list[str]:
    """The functions that *dll* takes from the DLL *name*."""
    found: list[str] = []
    inside = False
    for line in run([MINGW + "objdump", "-p", dll]).splitlines():
        if "DLL Name:" in line:
            inside = line.split()[-1].lower() == name
        parts = line.split()
        # Lines of the import table: address, hint, name.
        if inside and len(parts) == 3 and parts[1].isdigit():
            found.append(parts[2])
    return found


def make_standins(folder: Path, qt_core: Path) -> Path:
    """Write both DLLs into *folder*, after what *qt_core* (Qt6Core.dll) asks for."""
    fresh(folder)
    functions = [name for name in imported(qt_core, "icuuc.dll") if name != "ucnv_open"]
    sources = {
        "icuuc": CONVERTER
        + "".join(f"__declspec(dllexport) void *{f}(void) {{ return 0; }}\n" for f in functions),
        "bcryptprimitives": RANDOM,
    }
    for name, text in sources.items():
        source = folder / f"{name}.c"
        source.write_text(text, encoding="utf-8")
        run([MINGW + "gcc", "-shared", "-O1", "-s", "-o", folder / f"{name}.dll", source, "-ladvapi32"])
    return folder
