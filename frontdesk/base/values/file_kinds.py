"""Which files are taken as papers: known by their first bytes, never by their names; nothing that can run (D1.6)."""

from __future__ import annotations

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

LARGEST = 40 * 1024 * 1024
"""Bytes of one file."""
PICTURES = ("jpg", "png", "bmp", "gif", "tif", "webp")
SHOWN = ("pdf", *PICTURES)
"""Sorts that are shown in place; others are opened by the machine's own program."""
OPEN_PATTERN = "PDF、照片、Word、Excel (*.pdf *.jpg *.jpeg *.png *.bmp *.gif *.tif *.tiff *.webp *.docx *.xlsx *.doc *.xls *.ofd)"
SCANNED = (".pdf", ".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff")
"""Endings of what a scanner puts into its folder."""

_FIRST: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"BM", "bmp"),
    (b"GIF8", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
)
_RUNS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"L\0\0\0\x01\x14\x02\0")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENDING_RUNS = (
    "exe", "com", "bat", "cmd", "msi", "scr", "js", "vbs", "vbe", "ps1", "lnk", "jar", "hta", "dll", "reg",
    "docm", "xlsm", "pptm", "dotm", "xltm",
)  # fmt: skip


def kind_of(name: str, content: bytes) -> str:
    """The sort of file: `pdf`, `jpg`, `docx` … Raises `Refused`, in words, for one that is not taken."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in _ENDING_RUNS or content.startswith(_RUNS):
        raise Refused(
            tr("“{name}”是能运行的程序或带宏的文件，为安全不收。请存成 PDF 再附上", name=name), field="file"
        )
    for first, kind in _FIRST:
        if content.startswith(first):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"PK\x03\x04"):
        return _packed(name, content)
    if content.startswith(_OLE):
        # The directory of an old Office file names its streams in UTF-16.
        if any(word.encode("utf-16-le") in content for word in ("_VBA_PROJECT", "Macros")):
            raise Refused(_macros(name), field="file")
        return ending if ending in ("doc", "xls", "ppt") else "doc"
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise Refused(
            tr("“{name}”是苹果手机的 HEIC 照片，这里打不开。请存成 JPG 再附上", name=name), field="file"
        )
    raise Refused(
        tr("“{name}”这种文件不收。收 PDF、照片（JPG、PNG）、Word、Excel 和 OFD", name=name), field="file"
    )


def _packed(name: str, content: bytes) -> str:
    """An Office file or an invoice in a zip archive, by what is in it."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {each.lower() for each in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        raise Refused(tr("“{name}”打不开，可能没有存完整，请重新存一次", name=name), field="file") from error
    if any(each.endswith("vbaproject.bin") or each.endswith(_BAD_MEMBERS) for each in names):
        raise Refused(_macros(name), field="file")
    if "ofd.xml" in names:
        return "ofd"
    for first, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if "[content_types].xml" in names and any(each.startswith(first) for each in names):
            return kind
    raise Refused(tr("“{name}”是压缩包，请解开后把里面的文件附上", name=name), field="file")


_BAD_MEMBERS = tuple(f".{ending}" for ending in _ENDING_RUNS)


def _macros(name: str) -> str:
    return tr("“{name}”带有宏，为安全不收。请存成 PDF，或另存为不带宏的文件", name=name)


def looks_whole(ending: str, head: bytes, tail: bytes) -> bool:
    """Whether a scanned file has been written to its end, by its first and last bytes (a kilobyte of each)."""
    if ending == ".pdf":
        return head.startswith(b"%PDF-") and b"%%EOF" in tail
    if ending in (".jpg", ".jpeg"):
        # Some scanners add bytes of their own after the picture's end.
        return head.startswith(b"\xff\xd8") and b"\xff\xd9" in tail
    if ending == ".png":
        return head.startswith(b"\x89PNG") and b"IEND" in tail
    if ending == ".bmp":
        return head.startswith(b"BM")
    return head.startswith((b"II*\0", b"MM\0*"))
