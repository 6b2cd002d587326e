"""What a service function may use, and what comes back from running one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from frontdesk.base.values.clock import Clock
from frontdesk.base.values.errors import NeedsApproval, NeedsConfirmation
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import RIGHT_WORDS, Right, Role, may
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    # Who acts is asked before the database layer is loaded.
    from sqlalchemy.orm import Session

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `login` is the name they sign in by, for the log; it makes nobody another person."""

    id: int
    name: str
    role: Role
    login: str = field(default="", compare=False)

    def may(self, right: Right) -> bool:
        return may(self.role, right)


@dataclass(frozen=True, slots=True)
class Approval:
    """A supervisor's leave for one act (主管授权), proved by their own password."""

    right: str
    approver_id: int
    approver_name: str
    reason: str = ""


@dataclass(slots=True)
class Work:
    """The session, who asks, what time it is, and what has been said yes to."""

    session: Session
    actor: Actor
    clock: Clock
    confirmed: frozenset[str] = frozenset()
    approval: Approval | None = None
    progress: Progress = field(default_factory=Progress)
    touched: set[str] = field(default_factory=set)
    approved: Approval | None = None

    def touch(self, *topics: str) -> None:
        """Say what was written, so that pages which show it read again."""
        self.touched.update(topics)

    def confirm(self, key: str, text: str) -> None:
        """Raise `NeedsConfirmation` unless the clerk has said yes to *key*."""
        if key not in self.confirmed:
            raise NeedsConfirmation(key, text)

    def require(self, right: Right, text: str | None = None) -> int | None:
        """The right, by role or by a supervisor's leave.

        Returns the approver's user id when leave was used (it is stored with the act), else None. Raises
        `NeedsApproval` when neither holds.
        """
        if self.actor.may(right):
            return None
        if self.approval is not None and self.approval.right == right:
            self.approved = self.approval
            return self.approval.approver_id
        words = tr("{what}要主管授权", what=tr(RIGHT_WORDS[right]))
        raise NeedsApproval(right, text or words)

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        return self.clock.today()


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What a service returned, and the topics it wrote."""

    value: R
    touched: frozenset[str]
