"""The demo estate's papers: drawn scans and a photograph, filed under the units; documents in and out of the month (D1.6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit, unit_file
from frontdesk.areas.archives.rules.correspondence import Direction
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.papers import CORRESPONDENCE, SCAN_SETTING, Source
from frontdesk.areas.archives.service.correspondence import (
    DoneWith,
    Lend,
    MarkRead,
    RegisterDocument,
    answer_document,
    file_document,
    lend_document,
    mark_read,
    register_document,
)
from frontdesk.areas.archives.service.papers import FilePaper, VoidPaper, file_paper, void_paper
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Actor, Work

_UNITS = ("3-1-1202", "1-1-0101", "2-1-0101", "1-1-0201")
_SCANS = "scans"
_WAITING = (("身份证复印件", "样本，不是证件"), ("商品房买卖合同", "买受人 （样本）"))
_OFFICE = "区住房和城乡建设局"


def keep_papers(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Some units' papers, whole and not; three documents: answered and filed, late, lent."""
    today = year.today
    year.at(today - timedelta(days=20), 9, 40)
    for number, code in enumerate(_UNITS):
        _unit_papers(year, clerk, code, number)
    _documents(year, clerk, supervisor, today)
    _scans(year, supervisor)


def _scans(year: Year, supervisor: Actor) -> None:
    """Two sheets that wait in the scanner's folder, which lies in the demo's own."""
    data = year.runner.db.folder
    if data is None:
        return
    folder = data / _SCANS
    folder.mkdir(exist_ok=True)
    for number, (title, words) in enumerate(_WAITING, 1):
        (folder / f"SCAN_{number:04d}.pdf").write_bytes(scan((title, words)))

    def watch(work: Work, _command: str) -> None:
        set_setting(work, SCAN_SETTING, _SCANS)

    year.runner.run(watch, "demo", actor=supervisor)


def _run(year: Year, service: Any, command: Any, actor: Actor) -> Any:
    return year.runner.run(service, command, actor=actor).value


def _unit_papers(year: Year, clerk: Actor, code: str, number: int) -> None:
    unit = year.runner.read(find_unit, code)
    if unit is None:
        return
    file = year.runner.read(unit_file, unit.id, year.today)
    owner = next((role for role in file.roles if role.kind is RoleKind.OWNER and not role.over), None)
    who = owner.name if owner is not None else ""
    person = owner.person_id if owner is not None else None
    year.clock.forward(minutes=2)

    def put(kind: str, title: str, *lines: str, **more: Any) -> int:
        content = scan((title, f"房号 {code}", *lines))
        command = FilePaper(
            kind,
            content,
            title,
            f"SCAN_{number:02d}{len(title):02d}.pdf",
            unit.id,
            source=Source.SCAN,
            **more,
        )
        return int(_run(year, file_paper, command, clerk).id)

    put("收楼资料", "收楼验收单", "水、电、气表已抄；钥匙 5 把已领")
    if number < 3:
        put("身份证", "身份证复印件", f"{who}　样本，不是证件", person_id=person)
    if number < 2:
        put("购房合同", "商品房买卖合同", f"买受人 {who}")
        put("产权证", "不动产权证书", f"权利人 {who}", person_id=person, dated_on=date(2023, 6, 18))
    if number == 0:
        old = put("授权委托书", "授权委托书 2025", "委托家人代办物业事务")
        put("授权委托书", "授权委托书 2026", "委托家人代办物业事务，续一年", replaces_id=old)
        window = FilePaper("照片", photo(), "客厅窗台渗水", "IMG_2031.jpg", unit.id, source=Source.PASTE)
        _run(year, file_paper, window, clerk)
    if number == 3:
        wrong = put("车辆行驶证", "行驶证复印件", "归错了户")
        _run(year, void_paper, VoidPaper(wrong, "归错户"), clerk)


def _documents(year: Year, clerk: Actor, supervisor: Actor, today: date) -> None:
    title = "关于开展住宅小区冬季消防安全专项检查的通知"
    came = _run(
        year,
        register_document,
        RegisterDocument(
            Direction.IN, _OFFICE, title, kind="通知", reference="〔2026〕88号", handler=supervisor.name,
            answer_by=today - timedelta(days=8), readers=(supervisor.name, clerk.name),
            papers=(_letter(title, "各物业服务企业：请于月底前自查，并书面回复。"),),
        ),
        clerk,
    )  # fmt: skip
    year.at(today - timedelta(days=12), 15, 10)
    _read_all(year, came.id, clerk)
    answer = "关于冬季消防安全专项检查情况的复函"
    went = _run(
        year,
        register_document,
        RegisterDocument(
            Direction.OUT, _OFFICE, answer, kind="函", copies=3, handler=supervisor.name,
            papers=(_letter(answer, "现将自查情况函复如下：灭火器已全部年检。"),),
        ),
        clerk,
    )  # fmt: skip
    _run(year, answer_document, DoneWith(came.id, f"已复函 {went.number}"), clerk)
    _run(year, file_document, DoneWith(came.id, "来文盒 1"), clerk)
    _run(year, file_document, DoneWith(went.id, "发文盒 1"), clerk)
    year.at(today - timedelta(days=6), 10, 5)
    title = "关于 3 栋电梯大修资金使用的函"
    late = RegisterDocument(
        Direction.IN, "业主委员会", title, kind="函", copies=2, handler=supervisor.name,
        answer_by=today - timedelta(days=1), readers=(supervisor.name,),
        papers=(_letter(title, "请贵中心提供维保单位的报价和检测报告。"),),
    )  # fmt: skip
    _run(year, register_document, late, clerk)
    title = "供水管网检修通知"
    water = RegisterDocument(Direction.IN, "市自来水公司", title, kind="通知", handler=clerk.name)
    made = _run(year, register_document, water, clerk)
    _run(
        year, lend_document, Lend(made.id, "工程部 郑凯", "核对阀门位置", today - timedelta(days=2)), clerk
    )  # fmt: skip


def _read_all(year: Year, document_id: int, clerk: Actor) -> None:
    from frontdesk.areas.archives.queries.correspondence import document_view

    view = year.runner.read(document_view, document_id, year.clock.today())
    if view is not None:
        ids = tuple(each.id for each in view.row.standing.reading)
        _run(year, mark_read, MarkRead(document_id, ids, "已阅，请工程部落实"), clerk)


def _letter(title: str, words: str) -> FilePaper:
    # Its document gets its id when it is registered.
    return FilePaper(CORRESPONDENCE, scan((title, words)), title, f"{title}.pdf", correspondence_id=0)


def scan(lines: tuple[str, ...]) -> bytes:
    """A page with these lines, as an office's scanner would put it into its folder; the same lines, the same bytes."""
    from frontdesk.base.printing.paper import A4
    from frontdesk.base.printing.press import Press

    press = Press(title=lines[0], author="", day=date(2026, 1, 1))
    page = press.page(A4)
    page.text(A4.width / 2, 40.0, lines[0], size=18.0, align="center")
    for number, line in enumerate(lines[1:]):
        page.text(A4.left + 8, 62.0 + 12.0 * number, line, size=11.0)
    page.rect(A4.left, 22.0, A4.room, 246.0, 0.35)
    return press.finish()


def photo() -> bytes:
    """A picture of a wall with a window and a stain under it, in greys: a photograph's stand-in."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QColor, QImage, QPainter

    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor(226, 222, 212))
    painter = QPainter(image)
    painter.fillRect(180, 60, 280, 230, QColor(120, 132, 142))
    painter.fillRect(192, 72, 124, 206, QColor(196, 212, 222))
    painter.fillRect(324, 72, 124, 206, QColor(190, 206, 218))
    painter.fillRect(160, 290, 320, 18, QColor(238, 236, 230))
    for step in range(6):
        painter.fillRect(
            250 - 8 * step, 308 + 18 * step, 120 + 14 * step, 18, QColor(198 - 5 * step, 184, 158)
        )
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", 85)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
