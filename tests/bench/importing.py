"""An office's workbook of so many rows taken over into an empty office, in a process of its own."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.homes import AREAS, name_of, phone_of, unit_code
from tests.bench.timing import Row

TITLES = (
    "楼栋",
    "单元",
    "房号",
    "建筑面积",
    "业主姓名",
    "联系电话",
    "身份证号",
    "车牌号",
    "交房日期",
    "备注",
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def write_workbook(path: Path, rows: int) -> None:
    """A workbook as offices keep it: a title line, then one row to a home."""
    import xlsxwriter

    chance = random.Random(3)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("业主资料")
        sheet.write_row(0, 0, ["翠湖花园业主资料登记表"])
        sheet.write_row(1, 0, TITLES)
        for number in range(rows):
            building, entrance, room = unit_code(number).split("-")
            plate = (
                f"浙A{chance.choice('ABCDEFGH')}{chance.randrange(10**4):04d}"
                if chance.random() < 0.6
                else ""
            )
            sheet.write_row(
                2 + number,
                0,
                (
                    f"{building}栋", f"{entrance}单元", room, float(AREAS[number % len(AREAS)]), name_of(chance),
                    phone_of(chance), id_number(number), plate, "2021-06-01", "",
                ),
            )  # fmt: skip


def id_number(number: int) -> str:
    """A number with its check digit (GB 11643), another one for each."""
    body = f"330106{1950 + number % 50}{1 + number % 12:02d}{1 + number % 28:02d}{number % 1000:03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]


def importing(rows: int) -> tuple[list[Row], dict[str, float]]:
    """Seconds of the import alone, peak memory of its whole process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "yezhu.xlsx"
        write_workbook(path, rows)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.import_once", folder, str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["units"] == rows, told
    peak = told["peak"]
    memory = "" if peak is None else f", {peak / 2**20:.0f} MB at most"
    holds = told["seconds"] <= 10 and (peak is None or peak <= 300 * 2**20)
    row = Row(
        f"importing {rows:,} rows from a workbook",
        f"{told['seconds']:.1f} s{memory} ({told['units']:,} units, {told['people']:,} people)",
        "≤ 10 s, ≤ 300 MB",
        holds,
    )
    return [row], {"importing": told["seconds"]}
