"""A second, slow and plain reckoning of the desk's money, written from the rules alone.

Whole fen in plain dicts and lists, every balance added up anew each time it is asked for. It knows nothing of the
program: no class, no query, no rounding of its is used here.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

DAY = timedelta(days=1)
AGES = (0, 30, 60, 90, 180, 365)


def half_up(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2)) if exact >= 0 else -int(-exact + Fraction(1, 2))


class Books:
    """What the desk should have, fen by fen."""

    def __init__(self, areas: dict[int, Fraction]) -> None:
        self.areas = areas
        self.prices: dict[int, list[tuple[date, Fraction]]] = {}
        self.by_area: dict[int, bool] = {}
        self.terms: dict[int, tuple[date, Fraction, Fraction]] = {}
        self.names: dict[int, str] = {}
        self.owners: dict[int, list[tuple[date, str]]] = {}
        self.charges: dict[tuple[int, int, str, int], dict[str, Any]] = {}
        self.receipts: dict[str, dict[str, Any]] = {}
        self.refunds: list[dict[str, Any]] = []
        self.prepaid: list[tuple[int, date, int]] = []
        self.deposits: dict[str, dict[str, Any]] = {}
        self.settlements: dict[str, dict[str, Any]] = {}
        self.shifts: dict[int, dict[str, Any]] = {}

    def price(self, item: int, price: Fraction, start: date) -> None:
        """A price from a day on; of two for one day the later one holds (M2.3)."""
        self.prices.setdefault(item, []).append((start, price))
        self.prices[item].sort(key=lambda row: row[0])

    # -- what is owed --

    def owner(self, unit: int, day: date) -> str:
        return [name for start, name in self.owners[unit] if start <= day][-1]

    def bill(self, year: int, month: int, items: list[int]) -> int:
        """Charges of a month for every unit, those that stand left alone; what the new ones come to."""
        made = 0
        for unit in self.areas:
            for item in items:
                made += self.bill_one(unit, item, year, month)
        return made

    def bill_one(self, unit: int, item: int, year: int, month: int) -> int:
        key = (unit, item, f"{year}-{month:02d}", 1)
        if key in self.charges:
            return 0
        length = monthrange(year, month)[1]
        days = [date(year, month, n) for n in range(1, length + 1)]
        runs: list[tuple[Fraction, int]] = []
        for day in days:
            price = [price for start, price in self.prices[item] if start <= day][-1]
            if runs and runs[-1][0] == price:
                runs[-1] = (price, runs[-1][1] + 1)
            else:
                runs.append((price, 1))
        quantity = self.areas[unit] if self.by_area[item] else Fraction(1)
        amount = sum(half_up(price * quantity * 100 * n / length) for price, n in runs)
        self.charge(key, amount, days[0], days[-1], self.owner(unit, days[-1]))
        return amount

    def charge(self, key: tuple[int, int, str, int], amount: int, start: date, due: date, who: str) -> None:
        self.charges[key] = {
            "amount": amount, "start": start, "due": due, "who": who, "paid": [], "adjusted": [], "late": [],
        }  # fmt: skip

    def owed(self, key: tuple[int, int, str, int], on: date) -> int:
        charge = self.charges[key]
        return (
            charge["amount"]
            + sum(a for day, a in charge["adjusted"] if day <= on)
            - sum(a for day, a in charge["paid"] if day <= on)
        )

    def late(self, key: tuple[int, int, str, int], on: date) -> int:
        """The late fee still open: simple, day by day on what was unpaid the evening before (M5.1)."""
        charge = self.charges[key]
        if key[1] not in self.terms:
            return 0
        start, rate, cap = self.terms[key[1]]
        exact = Fraction(0)
        day = charge["due"] + DAY
        while day <= on:
            base = self.owed(key, day - DAY)
            if day >= start and base > 0:
                exact += base * rate
            day += DAY
        most = max(0, charge["amount"] + sum(a for day, a in charge["adjusted"] if day <= on)) * cap
        accrued = half_up(min(exact, most))
        if accrued > most:
            accrued = int(most)
        return max(0, accrued - sum(a for _, a in charge["late"]))

    def due(self, unit: int, on: date) -> list[tuple[tuple[int, int, str, int], int, int]]:
        """(key, owed, late fee) in the order they are settled: the oldest due day first (M6.2)."""
        found = []
        for key, charge in self.charges.items():
            if key[0] == unit and charge["start"] <= on:
                owed, late = self.owed(key, date.max), self.late(key, on)
                if owed or late:
                    found.append((key, owed, late))
        return sorted(found, key=lambda f: (self.charges[f[0]]["due"], f[1] == 0, f[0][2], f[0][1], f[0][3]))

    def share_out(self, unit: int, amount: int, on: date, with_late: bool) -> list[list[Any]]:
        """Lines [kind, key, amount] for *amount*, the oldest first, each principal with its late fee behind it."""
        lines: list[list[Any]] = []
        for key, owed, late in self.due(unit, on):
            for kind, part in (("charge", owed), ("late", late if with_late else 0)):
                part = min(part, amount)
                if part > 0:
                    lines.append([kind, key, part])
                    amount -= part
        assert amount == 0, f"{amount} more than unit {unit} owes"
        return lines

    def whole(self, unit: int, on: date, with_late: bool) -> int:
        return sum(owed + (late if with_late else 0) for _, owed, late in self.due(unit, on))

    # -- money at the desk --

    def balance(self, unit: int, on: date = date.max) -> int:
        return sum(amount for owner, day, amount in self.prepaid if owner == unit and day <= on)

    def receive(
        self, number: str, cashier: int, unit: int, lines: list[list[Any]], given: dict[str, int], change: int
    ) -> None:
        """Lines are [kind, key, amount]: charge, late, prepaid or rounding; *given* before any change."""
        shift = self.shifts[cashier]
        net = dict(given)
        if change:
            net["cash"] -= change
        assert sum(line[2] for line in lines) == sum(net.values()), "lines and tenders differ"
        for kind, key, amount in lines:
            if kind == "charge":
                self.charges[key]["paid"].append((shift["day"], amount))
            elif kind == "late":
                self.charges[key]["late"].append((number, amount))
            elif kind == "prepaid":
                self.prepaid.append((unit, shift["day"], amount))
        if net.get("prepaid"):
            self.prepaid.append((unit, shift["day"], -net["prepaid"]))
        self.receipts[number] = {
            "unit": unit, "cashier": cashier, "day": shift["day"], "shift": shift, "net": net, "back": {}, "void": False,
            "lines": [[kind, key, amount, 0] for kind, key, amount in lines],
        }  # fmt: skip
        shift["receipts"].append(number)

    def void(self, number: str) -> None:
        receipt = self.receipts[number]
        receipt["void"] = True
        for kind, key, amount, _ in receipt["lines"]:
            if kind == "charge":
                self.charges[key]["paid"].append((receipt["day"], -amount))
            elif kind == "late":
                self.charges[key]["late"].append((number, -amount))
            elif kind == "prepaid":
                self.prepaid.append((receipt["unit"], receipt["day"], -amount))
        if receipt["net"].get("prepaid"):
            self.prepaid.append((receipt["unit"], receipt["day"], receipt["net"]["prepaid"]))

    def refund(self, number: str, cashier: int, parts: dict[int, int], back: dict[str, int]) -> None:
        """*parts* are line -> amount given back; what was dropped goes with the last of it."""
        receipt, shift = self.receipts[number], self.shifts[cashier]
        lines = receipt["lines"]
        stays = sum(line[2] - line[3] for line in lines if line[2] > 0) - sum(parts.values())
        for at, line in enumerate(lines):
            if line[0] == "rounding" and line[2] != line[3] and stays <= line[3] - line[2]:
                parts[at] = line[2]
        assert sum(parts.values()) == sum(back.values()), f"{number}: {parts} given back as {back}"
        items = []
        for at, amount in parts.items():
            kind, key = lines[at][:2]
            lines[at][3] += amount
            assert abs(lines[at][3]) <= abs(lines[at][2]), "more than was paid of a line"
            items.append((kind, key, amount))
            if kind == "charge":
                self.charges[key]["paid"].append((shift["day"], -amount))
            elif kind == "late":
                self.charges[key]["late"].append((number, -amount))
            elif kind == "prepaid":
                self.prepaid.append((receipt["unit"], shift["day"], -amount))
        for tender, amount in back.items():
            receipt["back"][tender] = receipt["back"].get(tender, 0) + amount
            if tender == "prepaid":
                self.prepaid.append((receipt["unit"], shift["day"], amount))
        self.refunds.append(
            {"number": number, "day": shift["day"], "amount": sum(back.values()), "shift": shift}
        )
        shift["refunds"].append((items, back))

    def refund_balance(self, cashier: int, unit: int, amount: int) -> None:
        shift = self.shifts[cashier]
        self.prepaid.append((unit, shift["day"], -amount))
        self.refunds.append({"number": "", "day": shift["day"], "amount": amount, "shift": shift})
        shift["refunds"].append(([("prepaid", None, amount)], {"cash": amount}))

    def left(self, number: str, on: date = date.max) -> int:
        deposit = self.deposits[number]
        if deposit["void"] or deposit["day"] > on:
            return 0
        return deposit["amount"] - sum(
            s["back"] + s["kept"]
            for s in self.settlements.values()
            if s["deposit"] == number and not s["void"] and s["day"] <= on
        )

    # -- what a shift comes to --

    def name(self, kind: str, key: Any) -> str:
        if kind == "charge":
            return self.names[key[1]]
        return {"late": "违约金", "prepaid": "预存款", "rounding": "抹零"}[kind]

    def close(self, cashier: int) -> dict[str, Any]:
        """Everything the day report must say of the cashier's shift."""
        shift = self.shifts[cashier]
        items: dict[str, int] = {}
        tenders: dict[str, int] = {}
        back_items: dict[str, int] = {}
        back_tenders: dict[str, int] = {}

        def add(sums: dict[str, int], name: str, amount: int) -> None:
            sums[name] = sums.get(name, 0) + amount

        for number in shift["receipts"]:
            receipt = self.receipts[number]
            if receipt["void"]:
                continue
            for kind, key, amount, _ in receipt["lines"]:
                add(items, self.name(kind, key), amount)
            for tender, amount in receipt["net"].items():
                add(tenders, tender, amount)
        for parts, back in shift["refunds"]:
            for kind, key, amount in parts:
                add(back_items, self.name(kind, key), amount)
            for tender, amount in back.items():
                add(back_tenders, tender, amount)
        purposes: dict[str, list[int]] = {}
        cash_in = cash_out = 0
        for deposit in self.deposits.values():
            if deposit["shift"] is shift and not deposit["void"]:
                purposes.setdefault(deposit["purpose"], [0, 0, 0])[0] += deposit["amount"]
                cash_in += deposit["amount"] if deposit["tender"] == "cash" else 0
        for s in self.settlements.values():
            if s["shift"] is shift and not s["void"]:
                row = purposes.setdefault(self.deposits[s["deposit"]]["purpose"], [0, 0, 0])
                row[1] += s["back"]
                row[2] += s["kept"]
                cash_out += s["back"] if s["tender"] == "cash" else 0
        cash = (
            shift["float"]
            + tenders.get("cash", 0)
            - back_tenders.get("cash", 0)
            + cash_in
            - cash_out
            + shift["moves"]
        )
        net = sum(items.values()) - sum(back_items.values())
        assert net == sum(tenders.values()) - sum(back_tenders.values())
        return {
            "items": items, "back": back_items, "cash": cash, "net": net, "purposes": purposes,
            "tenders": {
                name: tenders.get(name, 0) - back_tenders.get(name, 0) for name in {*tenders, *back_tenders}
            },
        }  # fmt: skip

    # -- reports --

    def arrears(self, on: date) -> dict[tuple[int, int, str, int], int]:
        """What was owed of each charge that had begun by the end of a day."""
        found = {key: self.owed(key, on) for key, charge in self.charges.items() if charge["start"] <= on}
        return {key: owed for key, owed in found.items() if owed}

    def age(self, key: tuple[int, int, str, int], on: date) -> int:
        overdue = max(0, (on - self.charges[key]["due"]).days)
        return sum(overdue > last for last in AGES)
