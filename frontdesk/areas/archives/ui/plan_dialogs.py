"""批量建房: a section of floors, and a series of spaces, each asked for in a small dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.rules.building_plan import (
    HIGHEST,
    LOWEST,
    Section,
    Series,
    read_names,
    read_numbers,
)
from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField, ChoiceField, NumberField, Option, TextField

Take = Callable[[Any], None]
_IN_HOUSE = (UnitKind.HOME, UnitKind.SHOP, UnitKind.OFFICE, UnitKind.STORAGE, UnitKind.PARKING)
_IN_ROW = (UnitKind.PARKING, UnitKind.STORAGE, UnitKind.SHOP)


class SectionDialog(FieldsDialog):
    """Floors that are alike: which, with which doors, of what kind and size."""

    def __init__(
        self, desk: Desk, section: Section | None, take: Take, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            desk,
            tr("一段楼层"),
            tr("同样的楼层写成一段；户型和面积不同的门分成几段，例如 1、4 号门一段，2、3 号门一段。"),
            name="plan_section",
            width=600,
            parent=parent,
        )
        self._take = take
        self.row(
            (
                "floors",
                TextField("plan_floors", tr("如 2-18，地下写 B1"), required=True, limit=60),
                tr("楼层"),
                3,
            ),
            ("doors", TextField("plan_doors", tr("如 1-4"), required=True, limit=40), tr("每层哪几户"), 2),
            ("entrances", TextField("plan_section_entrances", tr("全部单元"), limit=40), tr("单元"), 2),
        )
        self.row(
            ("kind", ChoiceField("plan_kind", _kinds(_IN_HOUSE), required=True), tr("种类"), 2),
            ("layout", TextField("plan_layout", tr("如 两室两厅一卫"), limit=40), tr("户型"), 3),
            ("built_area", NumberField("plan_built", decimals=4, unit="㎡"), tr("建筑面积"), 2),
            ("inner_area", NumberField("plan_inner", decimals=4, unit="㎡"), tr("套内面积"), 2),
        )
        self.row(("split", CheckField("plan_split", tr("复式：一户占上下两层，编在下面一层")), "", 1))
        shown = section or Section("", "")
        for key, field in self.fields.items():
            field.set_value(getattr(shown, key))
        self.finish(tr("加上") if section is None else tr("改好"))

    def store(self, values: Mapping[str, Any]) -> None:
        errors: dict[str, str] = {}
        for key, read in (
            ("floors", lambda text: read_numbers(text, LOWEST, HIGHEST)),
            ("doors", lambda text: read_numbers(text, 1, 99)),
            ("entrances", lambda text: read_names(text, building=False)),
        ):
            try:
                read(values[key] or "")
            except ValueError as wrong:
                errors[key] = tr("看不懂“{text}”，请写成 1-6 或 1、3", text=str(wrong))
        built, inner = values["built_area"], values["inner_area"]
        if built is not None and inner is not None and inner > built:
            errors["inner_area"] = tr("套内面积大于建筑面积，请核对")
        if errors:
            raise InvalidInput(errors)
        texts = {key: values[key] or "" for key in ("floors", "doors", "entrances", "layout")}
        self._take(
            Section(
                **texts, kind=values["kind"], built_area=built, inner_area=inner, split=bool(values["split"])
            )
        )
        self.accept()


class SeriesDialog(FieldsDialog):
    """Spaces or storage rooms in a row."""

    def __init__(self, desk: Desk, series: Series | None, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            tr("一批车位或储藏室"),
            tr("开头 B1-、从 1 到 240、三位数，就是 B1-001 到 B1-240。"),
            name="plan_series",
            width=560,
            parent=parent,
        )
        self._take = take
        self.row(
            ("kind", ChoiceField("plan_series_kind", _kinds(_IN_ROW), required=True), tr("种类"), 2),
            (
                "prefix",
                TextField("plan_prefix", tr("如 B1-"), required=True, figures=True, limit=20),
                tr("开头"),
                2,
            ),
            ("first", NumberField("plan_first", least=1, most=99_999, required=True), tr("从"), 1),
            ("last", NumberField("plan_last", least=1, most=99_999, required=True), tr("到"), 1),
            ("figures", NumberField("plan_figures", least=1, most=5, required=True), tr("几位数"), 1),
        )
        self.row(
            (
                "floor",
                NumberField("plan_series_floor", tr("地下一层写 -1"), least=LOWEST, most=HIGHEST),
                tr("楼层"),
                1,
            ),
            ("built_area", NumberField("plan_series_area", decimals=4, unit="㎡"), tr("每个的面积"), 1),
        )
        shown = series or Series("", 1, 1)
        for key, field in self.fields.items():
            field.set_value(getattr(shown, key))
        if series is None:
            self.fields["last"].set_value(None)
        self.finish(tr("加上") if series is None else tr("改好"))

    def store(self, values: Mapping[str, Any]) -> None:
        whole = {key: int(values[key]) for key in ("first", "last", "figures")}
        if whole["last"] < whole["first"]:
            raise InvalidInput({"last": tr("序号要从小到大")})
        floor = None if values["floor"] is None else int(values["floor"])
        self._take(Series(**{**values, **whole, "floor": floor}))
        self.accept()


def _kinds(kinds: tuple[UnitKind, ...]) -> list[Option]:
    return [Option(kind, tr(kind.value)) for kind in kinds]
