"""保存门岗核验页…: the file that the gate opens on its telephone."""

from __future__ import annotations

from frontdesk.areas.permits.queries.signing import key_rows, verify_page
from frontdesk.base.store.location import plain
from frontdesk.base.store.whole_files import beside, put_in_place, said
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import DeskError, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


def save_gate_page(desk: Desk) -> None:
    """Ask where, write the office's copy there, and say what to do with it."""
    if not desk.read(key_rows):
        desk.tell(Refused(tr("还没有签发过证件，没有公钥可以放进页面。办了第一张证再来保存")))
        return
    name = tr("门岗核验") + ".html"
    target = desk.dialogs.choose_save_file(tr("保存门岗核验页"), name, tr("网页") + " (*.html)")
    if target is None:
        return
    page = desk.read(verify_page, local_time(desk.clock.now())).encode("utf-8")
    try:
        with said(target.parent), beside(target.parent) as making:
            making.write_bytes(page)
            put_in_place(making, target)
    except DeskError as error:
        desk.tell(error)
        return
    desk.messages.ok(
        tr("门岗核验页已保存。"), tr("{path}，拷到门岗的手机或电脑上打开，不用上网", path=plain(target))
    )
