"""The forms of papers: filed from files, pasted or dropped; a newer one; the office's kinds and folders (D1.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import unit_file
from frontdesk.areas.archives.queries.papers import KindRow, PaperRow, paper_kinds
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.archives.rules.papers import CORRESPONDENCE, LONGEST_NAME, PHOTOS, Source
from frontdesk.areas.archives.service.papers import (
    Filed,
    FilePaper,
    FilePapers,
    SavePaperKind,
    SetPaperFolders,
    file_papers,
    save_paper_kind,
    set_paper_folders,
)
from frontdesk.areas.archives.ui.choosing import unit_choices, unit_of
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField, ChoiceField, DateField, Option, TextField
from frontdesk.base.widgets.files_field import DROPPED, PASTED, SCANNED, FilesField, Picked
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pickers import UnitPicker

Then = Callable[[tuple[Filed, ...]], object]
WAYS = {DROPPED: Source.DROP, PASTED: Source.PASTE, SCANNED: Source.SCAN}
WIDE = 640


def kind_options(desk: Desk) -> list[tuple[Any, str]]:
    """The kinds in use, to choose from."""
    return [(kind.name, tr(kind.name)) for kind in desk.read(paper_kinds)]


def people_options(desk: Desk, unit_id: int | None) -> list[Option]:
    """Who belongs to a unit now; the first is nobody in particular."""
    options = [Option(None, tr("不分人，整户的"))]
    if unit_id is None:
        return options
    file = desk.read(unit_file, unit_id, desk.clock.today())
    known: set[int] = set()
    for role in file.roles:
        if not role.over and role.person_id not in known:
            known.add(role.person_id)
            options.append(Option(role.person_id, role.name, tr(role.kind.value)))
    return options


def unit_picker(desk: Desk, name: str, unit_id: int | None = None) -> UnitPicker:
    """Whose it is."""
    picker = UnitPicker(name, partial(unit_choices, desk), resolve=partial(unit_of, desk), hint="")
    if unit_id is not None:
        picker.set_value(unit_id)
    return picker


class FileDialog(FieldsDialog):
    """归档: one or several files under a kind of a unit, of somebody, of a document in or out, or of an emergency."""

    def __init__(
        self,
        desk: Desk,
        then: Then,
        *,
        unit_id: int | None = None,
        files: Sequence[Picked] = (),
        person: tuple[int, str] | None = None,
        replaces: PaperRow | None = None,
        correspondence: tuple[int, str] | None = None,
        emergency: tuple[int, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = tr("归档资料") if replaces is None else tr("换上新的{kind}", kind=tr(replaces.kind))
        document = correspondence or emergency
        text = "" if document is None else document[1]
        if replaces is not None:
            text = tr(
                "原来的留着，标明已有新的：{old}", old=f"{replaces.unit or replaces.document} {replaces.name}"
            )
        super().__init__(desk, title, text, name="file_paper_dialog", width=WIDE, parent=parent)
        self._then, self._replaces, self._token = then, replaces, uuid4().hex
        self._document = correspondence[0] if correspondence is not None else None
        self._emergency = emergency[0] if emergency is not None else None
        self.files = FilesField("paper_files", desk, key="F3", required=True)
        self.files.set_value(files)
        self.files.watch_paste(self)
        self.files.changed.connect(self._name_it)
        self.row(("file", self.files, tr("文件"), 1))
        self.kind = ChoiceField("paper_kind", kind_options(desk), required=True)
        usual = (
            {correspondence: CORRESPONDENCE, emergency: PHOTOS}.get(document)
            if document is not None
            else None
        )
        self.kind.set_value(usual if usual in [option.value for option in self.kind.options()] else None)
        self.unit: UnitPicker | None = None
        self.person: ChoiceField | None = None
        if replaces is not None:
            self.kind.set_value(replaces.kind)
            self.row(("kind", self.kind, tr("种类"), 1))
        elif document is None:
            self.unit = unit_picker(desk, "paper_unit", unit_id)
            self.unit.required = person is None
            self.person = ChoiceField("paper_person", people_options(desk, unit_id))
            self.person.set_value(None)
            if person is not None:
                # Somebody's own: of a unit only if one is said.
                self.person.set_options([Option(*person)])
                self.person.set_value(person[0])
            else:
                self.unit.picked.connect(lambda choice: self._people(choice.value))
            self.row(
                ("unit_id", self.unit, tr("房号") if person is None else tr("房号（可不填）"), 3),
                ("kind", self.kind, tr("种类"), 2),
                ("person_id", self.person, tr("哪一位的"), 2),
            )
        else:
            self.row(("kind", self.kind, tr("种类"), 1))
        self.name = TextField("paper_name", tr("不写就用文件名"), limit=LONGEST_NAME)
        dated = DateField("paper_dated_on", today=desk.clock.today)
        self.row(
            ("name", self.name, tr("名称（可不填）"), 3), ("dated_on", dated, tr("资料上的日期（可不填）"), 2)
        )
        words = TextField("paper_words", tr("如 复印件，原件业主自存"), limit=200)
        self.row(("words", words, tr("备注（可不填）"), 1))
        self.finish(tr("归档"))
        self._name_it()
        if files and self.unit is not None:
            (self.unit if unit_id is None else self.kind).setFocus()
        elif files:
            self.kind.setFocus()

    def _people(self, unit_id: object) -> None:
        if self.person is not None:
            self.person.set_options(people_options(self.desk, unit_id if isinstance(unit_id, int) else None))
            self.person.set_value(None)

    def _name_it(self) -> None:
        """Several files keep their own names."""
        self.name.set_read_only(len(self.files.files) > 1)
        if len(self.files.files) > 1:
            self.name.set_value(None)

    def store(self, values: Mapping[str, Any]) -> None:
        files: tuple[Picked, ...] = values["file"]
        old = self._replaces
        papers = tuple(
            FilePaper(
                kind=values["kind"],
                content=file.content,
                name=values["name"] if len(files) == 1 else "",
                file_name=file.name,
                unit_id=old.unit_id if old is not None else values.get("unit_id"),
                person_id=old.person_id if old is not None else values.get("person_id"),
                correspondence_id=old.correspondence_id if old is not None else self._document,
                emergency_id=old.emergency_id if old is not None else self._emergency,
                dated_on=values["dated_on"],
                words=values["words"],
                source=WAYS.get(file.way, Source.FILE),
                replaces_id=old.id if old is not None else None,
                token=f"{self._token}-{number}",
            )
            for number, file in enumerate(files)
        )
        self.desk.run(file_papers, FilePapers(papers), then=self._stored, form=self)

    def _stored(self, filed: tuple[Filed, ...]) -> None:
        self.accept()
        self._then(filed)


def say_filed(desk: Desk, filed: tuple[Filed, ...]) -> None:
    """In the message bar."""
    told = "、".join(each.name for each in filed[:3])
    desk.messages.ok(tr("已归档 {n} 份。", n=len(filed)), told)


class KindDialog(FieldsDialog):
    """One kind of paper: what it is called, whether it is personal, which units must have one."""

    def __init__(
        self, desk: Desk, row: KindRow | None, then: Callable[[int], object], parent: QWidget | None = None
    ) -> None:
        title = tr("新增资料种类") if row is None else tr("资料种类：{name}", name=tr(row.name))
        text = tr(
            "个人证件资料查看要权限和理由，并留下记录。“必须有的”会列在缺件里；下面都不勾，就是所有类型、所有状态都要。"
        )
        super().__init__(desk, title, text, name="paper_kind_dialog", width=WIDE, parent=parent)
        self._row, self._then = row, then
        rule = row.rule if row is not None else None
        name = TextField("kind_name", required=True, limit=24)
        name.set_value(row.name if row is not None else "")
        self.row(("name", name, tr("名称"), 1))
        self.row(
            (
                "personal",
                CheckField("kind_personal", tr("个人证件资料"), on=bool(rule and rule.personal)),
                "",
                0,
            ),
            ("required", CheckField("kind_required", tr("必须有的"), on=bool(rule and rule.required)), "", 0),
            (
                "active",
                CheckField("kind_active", tr("还在用"), on=row is None or row.active),
                "",
                0,
            ),
        )
        self.body.addWidget(Words(tr("哪些类型的房屋必须有（都不勾就是全部）"), "small", "text2"))
        self.row(
            *(
                (
                    f"k{n}",
                    CheckField(f"kind_unit_{n}", tr(kind.value), on=bool(rule and kind in rule.unit_kinds)),
                    "",
                    0,
                )
                for n, kind in enumerate(UnitKind)
            )
        )
        self.body.addWidget(Words(tr("哪些状态下必须有（都不勾就是全部）"), "small", "text2"))
        self.row(
            *(
                (
                    f"s{n}",
                    CheckField(
                        f"kind_state_{n}", tr(state.value), on=bool(rule and state in rule.unit_states)
                    ),
                    "",
                    0,
                )
                for n, state in enumerate(UnitState)
            )
        )
        self.finish(tr("保存"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = SavePaperKind(
            self._row.id if self._row is not None else None,
            values["name"],
            values["personal"],
            values["required"],
            tuple(kind for n, kind in enumerate(UnitKind) if values[f"k{n}"]),
            tuple(state for n, state in enumerate(UnitState) if values[f"s{n}"]),
            values["active"],
            was=self._row.name if self._row is not None else "",
        )
        self.desk.run(save_paper_kind, command, then=self._stored, form=self)

    def _stored(self, kind_id: int) -> None:
        self.accept()
        self._then(kind_id)


class FoldersDialog(FieldsDialog):
    """Where the scanner puts its files; on a server, where all desks keep the papers."""

    def __init__(
        self,
        desk: Desk,
        scans: str,
        files: str,
        then: Callable[[object], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr("扫描仪扫到这个文件夹里的 PDF 和照片，会列在“待归档”。归档好的从那里拿走，存进资料库。")
        super().__init__(desk, tr("扫描文件夹"), text, name="paper_folders_dialog", width=WIDE, parent=parent)
        self._then = then
        self.scans = TextField("folder_scans", tr("如 D:\\扫描"), limit=240)
        self.scans.set_value(scans)
        self.row(("scans", self.scans, tr("扫描文件夹（不用就空着）"), 1))
        database = desk.runner.db
        self.shared: TextField | None = None
        if not database.is_sqlite:
            self.shared = TextField("folder_files", tr("如 \\\\server\\资料"), limit=240)
            self.shared.set_value(files)
            self.row(("files", self.shared, tr("资料库的共享文件夹（几台电脑都要能打开）"), 1))
        choose = self.add_button(tr("选文件夹"), "F3", name="folder_choose", left=True)
        choose.clicked.connect(self._choose)
        self.finish(tr("保存"))

    def _choose(self) -> None:
        path = self.desk.dialogs.choose_folder(tr("扫描文件夹"))
        if path is not None:
            self.scans.set_value(str(path))

    def store(self, values: Mapping[str, Any]) -> None:
        command = SetPaperFolders(values["scans"], values.get("files", ""))
        self.desk.run(set_paper_folders, command, then=self._stored, form=self)

    def _stored(self, done: object) -> None:
        self.accept()
        self._then(done)


def edit_kinds(desk: Desk, parent: QWidget) -> None:
    """Choose a kind, or a new one, and change it."""
    kinds = desk.read(paper_kinds, every=True)
    options: list[tuple[Any, str]] = [("", tr("新增一种"))]
    for kind in kinds:
        told = [tr("必须有") if kind.rule.required else "", tr("个人证件") if kind.rule.personal else ""]
        told.append("" if kind.active else tr("不用了"))
        words = "，".join(word for word in told if word)
        options.append((kind.name, f"{tr(kind.name)}（{words}）" if words else tr(kind.name)))
    picked = desk.dialogs.pick(tr("资料种类"), options)
    if picked is None:
        return
    row = next((kind for kind in kinds if kind.name == picked), None)

    def told_it(_id: int) -> None:
        desk.messages.ok(tr("资料种类已保存。"), tr("缺件照新的算。"))

    open_dialog(KindDialog(desk, row, told_it, parent))
