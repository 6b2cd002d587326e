"""A key cabinet to act at: each thing a clerk does with keys in one short call."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.keys.queries import KeyFile, KeyRow, broken_invariants, find_tag, key_file
from frontdesk.areas.keys.rules.kinds import KeyKind, WhoKind
from frontdesk.areas.keys.service import (
    AddConsent,
    BackFrom,
    BeginCount,
    CloseCount,
    LendKeys,
    Lent,
    MarkTag,
    NewKey,
    Pieces,
    Receive,
    Received,
    ReturnKeys,
    Who,
    add_consent,
    begin_count,
    close_count,
    lend_keys,
    mark_tag,
    receive,
    return_keys,
)
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, Desk

OWNER = Who(WhoKind.RESIDENT, person_id=1)
WORKER = Who(WhoKind.VISITOR, "郑凯", id_number="330106198803072417", phone="13812345678", company="宏盛装饰")
STAFF = Who(WhoKind.STAFF, "李师傅", id_number="GC-012", company="工程部")


@dataclass
class Cabinet:
    """The receptionist acts unless somebody else is named."""

    desk: Desk
    actor: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.actor = self.desk.receptionist

    def run(self, service: Any, command: Any, actor: Actor | None = None, **more: Any) -> Any:
        return self.desk.run(service, command, actor or self.actor, **more)

    def read(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return self.desk.runner.read(query, *args, **kwargs)

    def key(
        self, kind: KeyKind = KeyKind.DOOR, pieces: int = 1, *, unit_id: int | None = 1, place: str = "",
        cabinet: str = "A 柜", hook: str = "12", **more: Any,
    ) -> int:  # fmt: skip
        """A tag that hangs in the cabinet."""
        made = self.receive(NewKey(kind, pieces, cabinet, hook), unit_id=unit_id, place=place, **more)
        return made.key_ids[0]

    def plant(self, pieces: int = 1, place: str = "地下一层水泵房", hook: str = "01") -> int:
        """The key of a plant room: nobody's home."""
        return self.key(KeyKind.PLANT, pieces, unit_id=None, place=place, hook=hook)

    def receive(self, *keys: NewKey, unit_id: int | None = 1, place: str = "", **more: Any) -> Received:
        who = more.pop("who", OWNER)
        found: Received = self.run(receive, Receive(keys, who, unit_id, place, **more))
        return found

    def lend(
        self, *keys: int | tuple[int, int], who: Who = OWNER, days: int = 0, actor: Actor | None = None,
        approval: Approval | None = None, deposit: str | None = None, **more: Any,
    ) -> Lent:  # fmt: skip
        """Until *days* from today."""
        taken = tuple(Pieces(*k) if isinstance(k, tuple) else Pieces(k) for k in keys)
        until = more.pop("until", self.today + timedelta(days=days))
        money = None if deposit is None else Money.yuan(deposit)
        tenders = () if deposit is None else (parse_tender(f"cash={deposit}"),)
        command = LendKeys(
            taken, who, more.pop("why", "开门看房"), until, deposit=money, tenders=tenders, **more
        )
        found: Lent = self.run(lend_keys, command, actor, approval=approval)
        return found

    def back(self, *loans: int | tuple[int, int], **more: Any) -> Any:
        given = tuple(BackFrom(*each) if isinstance(each, tuple) else BackFrom(each) for each in loans)
        return self.run(return_keys, ReturnKeys(given, **more))

    def consent(self, name: str = "郑凯", *, allow: bool = True, unit_id: int = 1, **more: Any) -> int:
        source = more.pop("source", "业主 11-20 书面")
        command = AddConsent(unit_id, allow, name, source=source, **more)
        return int(self.run(add_consent, command))

    def begin(self, name: str = "A 柜") -> int:
        return int(self.run(begin_count, BeginCount(name)))

    def mark(self, count_id: int, tag: str, found: int | None = None) -> Any:
        return self.run(mark_tag, MarkTag(count_id, tag, found))

    def close(self, count_id: int, *, yes: bool = True) -> str:
        return str(self.run(close_count, CloseCount(count_id), yes=("count_unseen",) if yes else ()))

    @property
    def today(self) -> date:
        return self.desk.clock.today()

    def tomorrow(self, days: int = 1) -> None:
        """The clock goes on to nine in the morning, *days* later."""
        self.desk.clock.at += timedelta(days=days)

    def row(self, key_id: int, on: date | None = None) -> KeyRow:
        return self.file(key_id, on).row

    def file(self, key_id: int, on: date | None = None) -> KeyFile:
        found = self.read(key_file, key_id, on or self.today)
        assert found is not None
        return found

    def tag(self, text: str) -> KeyRow | None:
        found: KeyRow | None = self.read(find_tag, text, self.today)
        return found

    def leave(self, reason: str = "业主电话同意，工程部在场") -> Approval:
        """The supervisor's leave to hand out a key against the list."""
        return Approval(Right.KEYS_ALLOW, self.desk.supervisor.id, self.desk.supervisor.name, reason)

    def broken(self) -> list[str]:
        return list(self.read(broken_invariants))


__all__ = ["OWNER", "STAFF", "TODAY", "WORKER", "Cabinet"]
