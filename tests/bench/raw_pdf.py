"""The bound for printing notices: the same texts, rules and codes written as PDF by hand, with nothing measured,
wrapped, checked or looked up that could be known beforehand. No program could print from it; it only says how fast
bytes can be written."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

from frontdesk.areas.fees.documents import PaymentNotice
from frontdesk.base.printing.codes import Modules, qr
from frontdesk.base.printing.face import Face
from frontdesk.base.values.capitals import capitals

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 148 * MM
LEFT, STEP = 12 * MM, 5.4 * MM
COLUMNS = tuple(LEFT + x * MM for x in (0, 33.5, 50.5, 115, 140, 165))


def raw_notices(notices: Sequence[PaymentNotice], face: Face) -> bytes:
    """One page to each notice, with as many texts as ours has."""
    codes: dict[str, int] = {}
    pages = [zlib.compress(_page(notice, codes).encode("ascii"), 6) for notice in notices]
    return _file(pages, face, codes)


def _page(notice: PaymentNotice, codes: dict[str, int]) -> str:
    def at(x: float, y: float, size: float, text: str) -> str:
        glyphs = "".join([f"{codes.setdefault(c, len(codes) + 1):04X}" for c in text])
        return f"/F1 {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{glyphs}> Tj\n"

    y = HEIGHT - 50 * MM
    said = [
        at(LEFT, HEIGHT - 13.6 * MM, 9, notice.office), at(90 * MM, HEIGHT - 13.6 * MM, 16, "缴费通知单"),
        at(170 * MM, HEIGHT - 13.6 * MM, 9, notice.number), at(LEFT, HEIGHT - 18 * MM, 7, "第 1 页 共 1 页"),
        at(LEFT, HEIGHT - 26 * MM, 11, notice.unit), at(50 * MM, HEIGHT - 26 * MM, 11, notice.owner + " 先生 / 女士"),
        at(105 * MM, HEIGHT - 26 * MM, 9, "建筑面积 " + notice.area),
        at(165 * MM, HEIGHT - 26 * MM, 9, f"{notice.day.year} 年 {notice.day.month} 月 {notice.day.day} 日"),
        at(LEFT, HEIGHT - 32 * MM, 9, "到今天，您名下房屋有以下费用，请在 "),
        at(70 * MM, HEIGHT - 32 * MM, 9, notice.due_before.isoformat()),
        at(95 * MM, HEIGHT - 32 * MM, 9, " 前缴纳。已缴的请忽略。"),
        *(
            at(x, HEIGHT - 44 * MM, 9, head)
            for x, head in zip(
                COLUMNS, ("收费项目", "账期", "计算说明", "缴费期限", "金额（元）", "违约金"), strict=True
            )
        ),
    ]  # fmt: skip
    rules = [f"{LEFT:.2f} {y + STEP:.2f} m {WIDTH - LEFT:.2f} {y + STEP:.2f} l S\n"]
    for line in notice.lines:
        cells = (line.item, line.period, line.how, line.due_on.isoformat(), str(line.amount), "—")
        said += [at(x, y, 9, cell) for x, cell in zip(COLUMNS, cells, strict=True)]
        rules.append(f"{LEFT:.2f} {y - 1.2 * MM:.2f} m {WIDTH - LEFT:.2f} {y - 1.2 * MM:.2f} l S\n")
        y -= STEP
    said += [at(LEFT, y, 9, "合计 " + capitals(notice.total)), at(COLUMNS[4], y, 9, str(notice.total))]
    for number, way in enumerate(notice.payment_ways, 1):
        y -= STEP
        said.append(at(LEFT, y, 8, f"{number}. {way}"))
    foot = 24 * MM
    said += [at(LEFT, y - STEP, 8, f"对金额有疑问，请到前台核对或致电 {notice.phone}。")]
    said += [at(90 * MM, foot, 7, "回执 · 沿此线撕下"), at(LEFT, foot - 8 * MM, 9, "已收到 "),
             at(30 * MM, foot - 8 * MM, 9, notice.unit),
             at(50 * MM, foot - 8 * MM, 9, f" 缴费通知单 {notice.number}，合计 ¥{notice.total}"),
             at(150 * MM, foot - 8 * MM, 9, "签收人"), at(LEFT, foot - 16 * MM, 9, "上门"),
             at(30 * MM, foot - 16 * MM, 9, "门贴"), at(45 * MM, foot - 16 * MM, 9, "前台领取"),
             at(120 * MM, foot - 16 * MM, 9, "送达人"), at(150 * MM, foot - 16 * MM, 9, "日期")]  # fmt: skip
    return "".join(
        ("BT\n", *said, "ET\n", *rules, _code(qr(notice.number), 170 * MM, foot + 4 * MM, 15 * MM))
    )


def _code(code: Modules, x: float, y: float, side: float) -> str:
    return (
        f"q {side:.2f} 0 0 {side:.2f} {x:.2f} {y:.2f} cm BI /W {code.side} /H {code.side} /IM true /BPC 1 /D [1 0] "
        f"/F /AHx ID {code.bits}> EI Q\n"
    )


def _file(pages: Sequence[bytes], face: Face, codes: dict[str, int]) -> bytes:
    font = face.subset([ord(c) for c in codes])
    widths = " ".join(str(face.width(ord(c))) for c in codes)
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Raw /Encoding /Identity-H /DescendantFonts [4 0 R] >>",
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Raw /CIDToGIDMap /Identity "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor "
            "<< /Type /FontDescriptor /FontName /Raw /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 "
            f"/Descent -120 /CapHeight 733 /StemV 80 /FontFile2 5 0 R >> /DW 1000 /W [1 [{widths}]] >>"
        ).encode(),
        _stream(zlib.compress(font)),
    ]
    for n, page in enumerate(pages):
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH:.2f} {HEIGHT:.2f}] /Contents {7 + 2 * n} 0 R "
                "/Resources << /Font << /F1 3 0 R >> >> >>"
            ).encode()
        )
        objects.append(_stream(page))
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(data), data)


def regular_face(fonts: Path) -> Face:
    return Face(fonts / "NotoSansSC-Regular.ttf")
