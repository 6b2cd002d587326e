"""The parts of a transfer or lease change, each a small form whose answer the page keeps until all is written (D1.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import known_people
from frontdesk.areas.archives.rules.identity import check_id, read_phone
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind, UnitState
from frontdesk.areas.archives.ui.choosing import unit_choices, unit_of
from frontdesk.areas.handover.queries.transfer_facts import HomeFacts, RoleFact
from frontdesk.areas.handover.rules.transfers import (
    LONGEST_BASIS,
    LONGEST_WORDS,
    WHYS,
    ChangeKind,
    KeyFate,
    Thing,
    Why,
    day_wrong,
    plain_share,
)
from frontdesk.areas.handover.service.transfer_commands import KeyDone, LongerLease, NewParty, TakeOver
from frontdesk.areas.handover.service.transfer_rest import ENDABLE
from frontdesk.areas.handover.ui.ticks_field import TickField, TicksField
from frontdesk.areas.handover.ui.transfer_filled import (
    Ended,
    Filled,
    another_home,
    permits_going,
    usual_ends,
)
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, Field, NumberField, SegmentField, TextField
from frontdesk.base.widgets.pickers import Choice, Picker, UnitPicker

Then = Callable[[Filled], object]
WIDE = 640
_STATES = (UnitState.OWNER, UnitState.VACANT, UnitState.LET, UnitState.DECORATING)
_MOST_KNOWN = 8


class PartDialog(FieldsDialog):
    """A part: what is filled in goes to *then* as the whole, changed."""

    def __init__(
        self, desk: Desk, title: str, text: str, filled: Filled, then: Then, *, name: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(desk, title, text, name=name, width=WIDE, parent=parent)
        self.filled, self._then = filled, then

    def start(self) -> PartDialog:
        """Over the page."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()
        return self

    def keep(self, filled: Filled) -> None:
        """It is filled in."""
        self.accept()
        self._then(filled)


class HomeDialog(PartDialog):
    """Which home, from which day, why, and by what paper."""

    def __init__(self, desk: Desk, filled: Filled, then: Then, parent: QWidget | None = None) -> None:
        owner = filled.kind is ChangeKind.OWNER
        text = (
            tr("过户日起费用由新业主交；已经开出的账单交款人不变。")
            if owner
            else tr("业主的书面同意和租赁合同，请看过原件再办。")
        )
        title = tr("过户的房屋") if owner else tr("房屋和办什么")
        super().__init__(desk, title, text, filled, then, name="transfer_home", parent=parent)
        unit = UnitPicker(
            "transfer_unit", partial(unit_choices, desk), resolve=partial(unit_of, desk), required=True
        )
        unit.set_value(filled.unit_id)
        on = DateField("transfer_on", today=desk.clock.today, required=True)
        on.set_value(filled.on or desk.clock.today())
        why = ChoiceField(
            "transfer_why", [(each, tr(each.value)) for each in WHYS[filled.kind]], required=True
        )
        why.set_value(filled.why or WHYS[filled.kind][0])
        state = ChoiceField(
            "transfer_state",
            [(None, tr("房屋状态不变")), *((each, tr(each.value)) for each in _STATES)],
        )
        state.set_value(filled.state)
        hint = tr("如 不动产权证号、公证书号") if owner else tr("如 租赁合同 2026-11-15，业主书面同意")
        basis = TextField("transfer_basis", hint, limit=LONGEST_BASIS)
        basis.set_value(filled.basis)
        words = TextField("transfer_words", tr("如 旧业主月底搬完"), limit=LONGEST_WORDS)
        words.set_value(filled.words)
        day = tr("过户日（新业主的第一天）") if owner else tr("从哪天起")
        self.row(("unit_id", unit, tr("房号"), 3), ("on", on, day, 3))
        self.row(
            ("why", why, tr("事由") if owner else tr("办什么"), 3), ("state", state, tr("以后的状态"), 3)
        )
        self.row(("basis", basis, tr("凭据（可不填）"), 1))
        self.row(("words", words, tr("说明（可不填，印在确认单上）"), 1))
        self.finish(tr("填好了"))

    def store(self, values: Mapping[str, Any]) -> None:
        wrong = day_wrong(
            values["on"], self.desk.clock.today(), (), self.filled.kind, values["why"] or Why.OTHER
        )
        if wrong:
            raise InvalidInput({"on": wrong})
        filled = self.filled
        if values["unit_id"] != filled.unit_id:
            filled = another_home(filled)
        self.keep(replace(filled, **values))


def role_words(role: RoleFact) -> str:
    """`业主 张硕 50%`, `租客 夏天 到 2027-02-28`."""
    told = [tr(role.kind.value), role.name]
    if role.share is not None:
        told.append(f"{plain_share(role.share)}%")
    if role.relation:
        told.append(role.relation)
    return " ".join(told)


class OutDialog(PartDialog):
    """Who leaves: the owners and their family, or the tenant; a sale breaks no lease."""

    def __init__(
        self, desk: Desk, filled: Filled, facts: HomeFacts, then: Then, parent: QWidget | None = None
    ) -> None:
        owner = filled.kind is ChangeKind.OWNER
        text = (
            tr("租户默认不动（买卖不破租赁）。份额变了、人不变的，也在这里勾上，再登记为新业主。")
            if owner
            else tr("搬走的打勾；业主和业主的家人不动。")
        )
        title = tr("旧业主转出") if owner else tr("搬走的租户")
        super().__init__(desk, title, text, filled, then, name="transfer_out", parent=parent)
        main = (RoleKind.OWNER,) if owner else (RoleKind.TENANT,)
        first, others = facts.roles_of(*main), [r for r in facts.roles if r.kind not in main]
        if not owner:
            others = [r for r in others if r.kind is not RoleKind.OWNER]
        self._rows: list[tuple[str, Sequence[RoleFact]]] = []
        usual = {r.role_id for r in first}
        if owner:
            usual |= {r.role_id for r in others if r.kind in (RoleKind.FAMILY, RoleKind.AGENT)}
        wanted = set(filled.out) if filled.out is not None else usual
        label = tr("业主") if owner else tr("租户")
        for key, rows, words in (("first", first, label), ("others", others, tr("一起搬走的家人和别人"))):
            if rows:
                ticks = TicksField(f"transfer_out_{key}", [(r.role_id, role_words(r)) for r in rows])
                ticks.set_value(wanted)
                self.row((key, ticks, words, 1))
        self.finish(tr("填好了"))

    def store(self, values: Mapping[str, Any]) -> None:
        out = tuple(id for each in values.values() for id in each)
        # Who else leaves has other things.
        changed = out != self.filled.out
        self.keep(replace(self.filled, out=out, ends=None if changed else self.filled.ends))


class PartyDialog(PartDialog):
    """One who comes in: found in the archives, or written into them with the act."""

    def __init__(
        self, desk: Desk, filled: Filled, then: Then, at: int | None = None, parent: QWidget | None = None
    ) -> None:
        owner = filled.kind is ChangeKind.OWNER
        title = tr("新业主") if owner else tr("新租户")
        text = tr("档案里已有的人，先按姓名、电话或证件号找；没有就直接填。")
        super().__init__(desk, title, text, filled, then, name="transfer_party", parent=parent)
        self._at = at
        known = filled.new[at] if at is not None else None
        self._known = Picker(
            "party_known", self._find, resolve=lambda _id: None, placeholder=tr("姓名、电话、证件号"),
            counter=tr("人"),
        )  # fmt: skip
        self._known.picked.connect(self._taken)
        self._known.inner.left.connect(self._carry)
        self._name = TextField("party_name", required=True, limit=80)
        kind = SegmentField("party_kind", [(each, tr(each.value)) for each in PersonKind])
        kind.set_value(PersonKind.PERSON)
        id_kind = ChoiceField(
            "party_id_kind", [(None, tr("按号码认")), *((each, tr(each.value)) for each in IdKind)]
        )
        id_kind.set_value(None)
        number = TextField("party_id_number", figures=True, limit=40)
        phone = TextField("party_phone", figures=True, limit=40)
        self._own: tuple[Field, ...] = (kind, id_kind, number, phone)
        self.row(("person_id", self._known, tr("档案里找（可不填）"), 1))
        self.row(("name", self._name, tr("姓名或名称"), 3), ("kind", kind, tr("个人还是单位"), 2))
        self.row(
            ("id_kind", id_kind, tr("证件类型"), 2),
            ("id_number", number, tr("证件号码"), 3),
            ("phone", phone, tr("电话"), 2),
        )
        if owner:
            share = NumberField("party_share", decimals=2, most=100, unit="%")
            self.row(("share", share, tr("份额（只有一位可不填）"), 1))
        else:
            last = DateField("party_last_on", today=desk.clock.today)
            self.row(("last_on", last, tr("租到哪天（最后一天，可不填）"), 1))
        if known is not None:
            self._show(known)
        self.finish(tr("填好了"))
        following = self.add_button(tr("填好了，再登一位"), "F6", name="transfer_party_next", left=True)
        following.clicked.connect(self._and_next)
        self._goes_on = False

    def _show(self, party: NewParty) -> None:
        for name, field in self.fields.items():
            value = getattr(party, name)
            if name == "person_id":
                if value is not None:
                    self._known.set_value(Choice(value, party.name))
            else:
                field.set_value(value)
        self._shape(party.person_id is not None)

    def _find(self, text: str) -> Sequence[Choice]:
        rows = self.desk.read(known_people, text, _MOST_KNOWN) if len(text) >= 2 or not text.isascii() else ()
        return [Choice(row.id, row.name, row.phone, row.units) for row in rows]

    def _taken(self, choice: Choice) -> None:
        """Taken from the archives; the next key is for the share or the lease's end."""
        self._name.set_value(choice.code)
        self._shape(True)

    def _carry(self) -> None:
        """Nobody of that name: what was typed is the new one's name."""
        typed = self._known.text().strip()
        if self._known.choice() is None and typed and not self._name.text().strip():
            self._known.set_value(None)
            self._name.set_value(typed)

    def _shape(self, known: bool) -> None:
        """Somebody of the archives has their numbers there; they are corrected there too."""
        self._name.set_read_only(known)
        for field in self._own:
            field.set_read_only(known)

    def _and_next(self) -> None:
        self._goes_on = True
        self.save()

    def store(self, values: Mapping[str, Any]) -> None:
        plain = {key: value for key, value in values.items() if value is not None}
        if self._known.choice() is None:
            plain["person_id"] = None
            self._check(values)
        party = NewParty(**plain)
        new = list(self.filled.new)
        if self._at is None:
            new.append(party)
        else:
            new[self._at] = party
        filled = replace(self.filled, new=tuple(new))
        goes_on, self._goes_on = self._goes_on, False
        parent = self.parentWidget()
        self.keep(filled)
        if goes_on:
            PartyDialog(self.desk, filled, self._then, parent=parent).start()

    def _check(self, values: Mapping[str, Any]) -> None:
        """The document as the archives check it: what is doubtful is asked when all is written, a slip is said now."""
        errors = {}
        kind = values["id_kind"]
        if kind is None and values["kind"] is PersonKind.COMPANY:
            kind = IdKind.LICENCE
        number = values["id_number"].strip()
        found = check_id(number, kind, today=self.desk.clock.today())
        if (
            number
            and not found.ok
            and not self.desk.dialogs.confirm(tr("{reason}，仍按所填登记吗", reason=tr(found.reason)))
        ):
            errors["id_number"] = tr(found.reason)
        if values["phone"].strip() and len(read_phone(values["phone"]).number) > 40:
            errors["phone"] = tr("电话号码太长，请核对")
        if errors:
            raise InvalidInput(errors)


class LongerDialog(PartDialog):
    """Up to which last day each tenant stays."""

    def __init__(
        self, desk: Desk, filled: Filled, facts: HomeFacts, then: Then, parent: QWidget | None = None
    ) -> None:
        text = tr("填新的最后一天；不续的空着。")
        super().__init__(desk, tr("续租到哪天"), text, filled, then, name="transfer_longer", parent=parent)
        held = {each.role_id: each.last_on for each in filled.longer}
        for role in facts.roles_of(RoleKind.TENANT):
            field = DateField(f"longer_{role.role_id}", today=desk.clock.today)
            field.set_value(held.get(role.role_id))
            now = tr("现在没有到期日")
            if role.ends_on is not None:
                now = tr("现在租到 {day}", day=(role.ends_on - timedelta(days=1)).isoformat())
            self.row((str(role.role_id), field, f"{role.name}　{now}", 1))
        self.finish(tr("填好了"))

    def store(self, values: Mapping[str, Any]) -> None:
        longer = tuple(LongerLease(int(key), day) for key, day in values.items() if day is not None)
        if not longer:
            raise InvalidInput(dict.fromkeys(values, tr("请填续租到哪天")))
        self.keep(replace(self.filled, longer=longer))


class TakeOverDialog(PartDialog):
    """What is owed is taken over in writing: by whom, in what words, and that it is signed."""

    def __init__(
        self, desk: Desk, filled: Filled, facts: HomeFacts, then: Then, parent: QWidget | None = None
    ) -> None:
        self._whole = facts.owed + facts.late
        lines = [
            tr("{period} {item} {owed}", period=row.period, item=row.item, owed=row.owed + row.late)
            for row in facts.arrears[:6]
        ]
        more = tr(" 等 {n} 笔", n=len(facts.arrears)) if len(facts.arrears) > 6 else ""
        text = tr("欠 {owed} 元：{lines}", owed=self._whole, lines="，".join(lines)) + more
        super().__init__(
            desk, tr("书面承接欠费"), text, filled, then, name="transfer_take_over", parent=parent
        )
        names = [party.name for party in filled.new]
        if filled.kind is ChangeKind.LEASE:
            names += [role.name for role in facts.roles_of(RoleKind.OWNER)]
        by = ChoiceField("take_over_by", [(name, name) for name in dict.fromkeys(names)], required=True)
        words = TextField(
            "take_over_words", tr("如 房款里已扣，由新业主承担"), required=True, limit=LONGEST_WORDS
        )
        signed = TickField("take_over_signed", tr("承接人已经在欠费承接书或确认单上签字"))
        taken = filled.take_over
        by.set_value(taken.by if taken is not None and taken.by in names else (names[0] if names else None))
        words.set_value(taken.words if taken is not None else "")
        signed.set_value(taken is not None and taken.signed)
        self.row(("by", by, tr("谁承接"), 2), ("words", words, tr("怎么约定的"), 4))
        self.row(("signed", signed, tr("签字"), 1))
        self.finish(tr("填好了"))

    def store(self, values: Mapping[str, Any]) -> None:
        if not values["signed"]:
            raise InvalidInput({"signed": tr("签了字再勾；没有签就不能算承接")})
        taken = TakeOver(values["by"], values["words"], signed=True)
        self.keep(replace(self.filled, take_over=taken, allow="", owed=self._whole))


class ThingsDialog(PartDialog):
    """Permits that are taken back, and cars, spaces, pets that end with who leaves."""

    def __init__(
        self, desk: Desk, filled: Filled, facts: HomeFacts, then: Then, parent: QWidget | None = None
    ) -> None:
        permits = permits_going(filled, facts)
        text = tr("迁出的人没有证件要收回。")
        if permits:
            text = tr("随办理收回：{names}", names="、".join(thing.what for thing in permits))
        super().__init__(
            desk, tr("证件、车辆、车位"), text, filled, then, name="transfer_things", parent=parent
        )
        things = facts.of_sort(*ENDABLE)
        if things:
            options = [(Ended(t.sort, t.id), f"{tr(t.sort.value)} {t.what}") for t in things]
            ticks = TicksField("transfer_ends", options, columns=1)
            ticks.set_value(filled.ends if filled.ends is not None else usual_ends(filled, facts))
            label = tr("不再是这户的打勾：车辆、宠物注销，租的车位退租，产权车位不随房转")
            self.row(("ends", ticks, label, 1))
        self.finish(tr("核对过了"))

    def store(self, values: Mapping[str, Any]) -> None:
        self.keep(replace(self.filled, ends=tuple(values.get("ends", ()))))


class KeysDialog(PartDialog):
    """What becomes of each tag's keys."""

    def __init__(
        self, desk: Desk, filled: Filled, facts: HomeFacts, then: Then, parent: QWidget | None = None
    ) -> None:
        text = tr(
            "借出的点“已收回柜里”就记归还；交给新住户的另出钥匙交接单。托管的照旧留在柜里，要和新业主另签托管协议。"
        )
        super().__init__(desk, tr("钥匙"), text, filled, then, name="transfer_keys", parent=parent)
        held = {each.key_id: each.fate for each in filled.keys or ()}
        fates = [fate for fate in KeyFate if fate is not KeyFate.PASSED_ON or filled.new]
        for key in facts.keys:
            options = [(fate, tr(fate.value)) for fate in fates if fate is not KeyFate.BACK or key.loans]
            field = SegmentField(f"key_{key.row.id}", options)
            field.set_value(held.get(key.row.id, KeyFate.STAYS))
            self.row((str(key.row.id), field, key.words, 1))
        self.finish(tr("核对过了"))

    def store(self, values: Mapping[str, Any]) -> None:
        self.keep(replace(self.filled, keys=tuple(KeyDone(int(key), fate) for key, fate in values.items())))


class RestDialog(PartDialog):
    """What is under way: named, so that both know; decoration stops a transfer unless a supervisor lets it."""

    def __init__(
        self, desk: Desk, filled: Filled, facts: HomeFacts, then: Then, parent: QWidget | None = None
    ) -> None:
        going = facts.of_sort(Thing.DECORATION, Thing.TICKET, Thing.PARCEL)
        text = "\n".join(f"{tr(thing.sort.value)}　{thing.what}" for thing in going[:12])
        super().__init__(desk, tr("在办的事"), text, filled, then, name="transfer_rest", parent=parent)
        seen = TickField("rest_seen", tr("双方知道这些事还没有办完，以后找谁已经说好"))
        seen.set_value(filled.seen)
        self.row(("seen", seen, tr("核对"), 1))
        if facts.of_sort(Thing.DECORATION):
            reason = TextField(
                "rest_reason", tr("如 新业主接着装修，已换申请人"), required=True, limit=LONGEST_WORDS
            )
            reason.set_value(filled.rest_reason)
            self.row(("rest_reason", reason, tr("装修没有办完为什么过户（要主管准许）"), 1))
        self.finish(tr("核对过了"))

    def store(self, values: Mapping[str, Any]) -> None:
        if not values["seen"]:
            raise InvalidInput({"seen": tr("请核对以后打勾")})
        self.keep(replace(self.filled, **values))
