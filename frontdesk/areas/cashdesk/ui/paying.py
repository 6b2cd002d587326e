"""One sum and the ways it is paid, in or out: a deposit taken or given back, a refund."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.ui.visit import Given, Visit
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


@dataclass
class Paying(Visit):
    """`back`: the office pays, so that there is no change, and the service knows the old references."""

    amount: Money = ZERO
    back: bool = False
    to_balance: bool = False
    """Some of it may go back to the unit's prepaid balance."""

    @property
    def charged(self) -> Money:
        return self.amount

    def set_amount(self, amount: Money) -> None:
        """Another sum; what nobody typed follows it."""
        self.amount = max(ZERO, amount)
        self.refit()

    def propose(self, tenders: Iterable[TenderInput]) -> None:
        """Ways and amounts as the rules would have them, as long as nobody typed any."""
        if self.touched:
            return
        found = [Given(t.kind, str(t.amount), t.reference, auto=False) for t in tenders]
        found.sort(key=lambda given: list(Tender).index(given.kind))
        if len(found) == 1:
            found[0].auto = True
            self._last = found[0].kind
        self.given = found or [Given(Tender.CASH)]

    def tenders(self) -> tuple[TenderInput, ...]:
        """The ways, checked. Raises `InvalidInput`."""
        if not self.amount:
            raise InvalidInput({"amount": tr("请填大于零的金额")})
        return super().tenders()

    def offers(self, kind: Tender) -> bool:
        return kind is not Tender.PREPAID or self.to_balance

    def own_limit(self) -> Money:
        return self.amount

    def cash_said(self, notes: str) -> str:
        return tr("付 {notes}", notes=notes) if self.back else super().cash_said(notes)

    def own_said(self) -> str:
        return tr("退回这户的预存")

    @property
    def change(self) -> Money:
        return ZERO if self.back else super().change

    def _check_sums(self, errors: dict[str, str]) -> None:
        if self.missing:
            errors[self.given[0].kind.value] = tr("还差 {lack}", lack=self.missing)
            return
        over = self.tendered - self.amount - self.change
        if over > ZERO:
            last = next((g for g in reversed(self.given) if g.kind is not Tender.CASH and g.readable()), None)
            given = last or self.given[0]
            errors[given.kind.value] = tr(
                "多了 {over}，请改成 {right}", over=over, right=max(ZERO, given.readable() - over)
            )
