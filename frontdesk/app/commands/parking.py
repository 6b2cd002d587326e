"""Commands about spaces: the rent of leases, for the office's monthly run, and what is let, free or running out."""

from __future__ import annotations

from typing import Annotated

import typer

from frontdesk.app.commands.context import console
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

parking = typer.Typer(
    help="车位：生成租金、列出租约。",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    app.add_typer(parking, name="parking")


@parking.command("rent", help="生成到某月为止还没生成的车位租金；生成过的不会再生成。")
def rent_command(
    context: typer.Context,
    period: Annotated[str, typer.Option(help="到哪个月（含），如 2026-11")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不存")] = False,
) -> None:
    from frontdesk.areas.permits.queries.parking_rent import rent_due
    from frontdesk.areas.permits.service.parking_rent import ChargeRent, charge_rent

    month = Month.parse(period)
    desk = console(context)
    due = desk.read(rent_due, month)
    made, sum_ = sum(len(rent.parts) for rent in due), total(rent.total for rent in due)
    if not dry_run:
        result = desk.run(charge_rent, ChargeRent(month))
        made, sum_ = result.charges, result.total
    desk.out.say(
        {
            "made": made,
            "total": sum_.plain,
            "leases": [
                {"lease": rent.number, "space": rent.code, "unit": rent.unit, "total": rent.total.plain}
                for rent in due
            ],
        },
        tr("{month}：{leases} 份租约 {n} 笔，合计 {total}", month=month, leases=len(due), n=made, total=sum_),
    )


@parking.command("list", help="列出车位：谁租着、到哪天；--ending 只列三十天内到期的。")
def list_command(
    context: typer.Context,
    ending: Annotated[bool, typer.Option("--ending", help="只列三十天内到期的")] = False,
) -> None:
    from frontdesk.areas.permits.queries.parking_lists import SpaceState, parking_lists

    desk = console(context)
    rows = desk.read(parking_lists, desk.clock.today()).spaces
    if ending:
        rows = tuple(sorted((r for r in rows if r.state is SpaceState.ENDING), key=lambda r: r.left or 0))
    desk.out.say(
        {
            "spaces": [
                {
                    "space": row.code,
                    "state": row.state.value,
                    "unit": row.unit,
                    "holder": row.holder,
                    "plate": row.plate,
                    "until": row.until.isoformat() if row.until else None,
                }
                for row in rows
            ]
        },
        "\n".join(
            "\t".join((row.code, tr(row.state.value), row.unit, row.until.isoformat() if row.until else ""))
            for row in rows
        )
        or tr("没有"),
    )
