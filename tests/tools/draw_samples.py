"""Draws each paper's sample: `python tests/tools/draw_samples.py`.

Pictures go to resources/forms, for people to look at; texts by line go beside the tests, as what the tests
compare with. Look at both before they are committed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QColor, QGuiApplication, QImage  # noqa: E402

from frontdesk.app.papers import papers  # noqa: E402
from frontdesk.base.printing.form import Form  # noqa: E402
from frontdesk.base.printing.paper import Paper  # noqa: E402
from tests.tools import paper_reading  # noqa: E402

PICTURES = ROOT / "resources" / "forms"
DPI = 110


def name_of(form: Form[Any], paper: Paper) -> str:
    return f"{form.key}_{paper.key.replace('/', '-')}"


def golden(area: str, form: Form[Any], paper: Paper) -> Path:
    return ROOT / "tests" / "areas" / area / "forms" / "golden" / f"{name_of(form, paper)}.txt"


def main() -> None:
    _app = QGuiApplication([])
    for area, form, paper in papers():
        pdf = form.draw(form.sample(), paper)
        target = golden(area, form, paper)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(paper_reading.text(pdf), encoding="utf-8")
        # A card is looked at from both sides.
        for page, side in enumerate(("", "_back") if form.together else ("",)):
            picture = few_greys(paper_reading.picture(pdf, page, DPI))
            picture.save(str(PICTURES / f"{name_of(form, paper)}{side}.png"))


def few_greys(image: QImage) -> QImage:
    """The picture in sixteen greys, a quarter of its bytes."""
    greys = [QColor(grey, grey, grey).rgb() for grey in range(0, 256, 17)]
    return image.convertToFormat(QImage.Format.Format_Indexed8, greys)


if __name__ == "__main__":
    main()
