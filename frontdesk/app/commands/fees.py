"""Commands of fees: fee-item, bill, arrears, notices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontdesk.app.commands.context import Console, console, write_file
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Month, parse_day
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from frontdesk.areas.fees.queries import FeeItemRow
    from frontdesk.areas.fees.rules.kinds import Category, Pricing
    from frontdesk.areas.fees.rules.tariffs import Tiers
    from frontdesk.areas.fees.service import SetPrice


def register(app: typer.Typer) -> None:
    """Put this file's commands onto *app*."""
    item = typer.Typer(help="收费项目。", rich_markup_mode=None)
    item.command("add", help="加一个收费项目和它的单价。")(fee_item_add)
    app.add_typer(item, name="fee-item")
    app.command("bill", help="生成一个月的应收。")(bill_command)
    app.command("readings", help="导入抄表的工作簿（.xlsx、.xls、.csv）。")(readings_command)
    app.command("arrears", help="欠费，任何一天。")(arrears_command)
    app.command("notices", help="打印缴费通知单。")(notices_command)


def fee_item_add(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="名称")],
    category: Annotated[str, typer.Option(help="类别，如 物业服务费")],
    per: Annotated[str, typer.Option(help="area 按面积，unit 按户，space 按车位，meter 按表计量")],
    start: Annotated[str, typer.Option("--from", help="从哪天起")],
    price: Annotated[str, typer.Option(help="单价，元")] = "",
    due_day: Annotated[int, typer.Option(help="每月几号到期，31 是月末")] = 31,
    tier: Annotated[
        list[str] | None, typer.Option(help="按表计量的一档，上限:单价，如 180:5.00；最后一档 :9.00")
    ] = None,
    tiers_by: Annotated[str, typer.Option(help="分档累计：year 按自然年，month 按月")] = "year",
) -> None:
    from frontdesk.areas.fees.queries import fee_items
    from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing
    from frontdesk.areas.fees.service import AddFeeItem, SetPrice, add_fee_item

    if per not in (Pricing.AREA, Pricing.UNIT, Pricing.SPACE, Pricing.METER):
        raise Refused(tr("--per 只能是 area、unit、space 或 meter"))
    try:
        kind = Category(category)
    except ValueError as error:
        raise Refused(tr("没有类别“{name}”，可用：{all}", name=category, all="、".join(Category))) from error
    tiers = _tiers(tier, tiers_by)
    amount = tiers.tiers[0].price if tiers is not None and not price else _decimal(price)
    if tiers is not None and amount != tiers.tiers[0].price:
        raise Refused(tr("分档的单价写在 --tier 里，不用再写 --price"))
    desk = console(context)
    day = parse_day(start, field="from")
    standing = next((i for i in desk.read(fee_items) if i.name == name.strip()), None)
    if standing is not None:
        _next_price(desk, standing, Pricing(per), kind, SetPrice(standing.id, amount, day, tiers))
        return
    item_id = desk.run(
        add_fee_item,
        AddFeeItem(
            name=name,
            category=kind,
            pricing=Pricing(per),
            cycle=Cycle.MONTHLY,
            due_day=due_day,
            price=amount,
            price_from=day,
            tiers=tiers,
        ),
    )
    desk.out.say({"fee_item": item_id}, tr("已加收费项目 {name}", name=name))


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise Refused(tr("单价只能是数字，请改成像 2.85 这样")) from error


def _tiers(told: list[str] | None, by: str) -> Tiers | None:
    """`180:5.00`, `260:7.00`, `:9.00` as tiers."""
    from frontdesk.areas.fees.rules.kinds import TierSpan
    from frontdesk.areas.fees.rules.tariffs import Tier, Tiers

    if not told:
        return None
    spans = {"year": TierSpan.YEAR, "month": TierSpan.MONTH}
    if by not in spans:
        raise Refused(tr("--tiers-by 只能是 year 或 month"))
    parts = [text.partition(":") for text in told]
    if any(not colon for _, colon, _ in parts):
        raise Refused(tr("一档请写成 上限:单价，如 180:5.00，最后一档写成 :9.00"))
    tiers = tuple(Tier(_decimal(upto) if upto else None, _decimal(price)) for upto, _, price in parts)
    return Tiers(spans[by], tiers)


def _next_price(
    desk: Console, standing: FeeItemRow, pricing: Pricing, category: Category, command: SetPrice
) -> None:
    """The same item again from another day is its next price (M2.3); anything else by its name is refused."""
    from frontdesk.areas.fees.queries import prices
    from frontdesk.areas.fees.service import set_price

    days = {row.starts_on for row in desk.read(prices, standing.id)}
    if (standing.pricing, standing.category) != (pricing, category) or command.starts_on in days:
        raise Refused(
            tr("已有收费项目“{name}”，请换一个名称，或写明新单价从哪天起", name=standing.name), field="name"
        )
    # Charges that were made stay as they are; nobody is there to be asked.
    desk.run(set_price, command, confirmed=frozenset({"price.billed"}))
    desk.out.say(
        {"fee_item": standing.id},
        tr("{name} 从 {day} 起按新单价", name=standing.name, day=command.starts_on.isoformat()),
    )


def bill_command(
    context: typer.Context,
    period: Annotated[str, typer.Option(help="账期，如 2026-11")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不存")] = False,
) -> None:
    from frontdesk.areas.fees.queries import dry_run as look
    from frontdesk.areas.fees.service import Bill, bill

    month = Month.parse(period)
    desk = console(context)
    result = desk.read(look, month) if dry_run else desk.run(bill, Bill(month))
    desk.out.say(
        {
            "made": result.made,
            "stood": result.stood,
            "skipped": [{"unit": s.unit, "item": s.item, "reason": s.reason} for s in result.skipped],
            "total": result.total.plain,
        },
        tr(
            "{month}：生成 {made} 笔，已有 {stood} 笔，跳过 {skipped} 笔，合计 {total}",
            month=month,
            made=result.made,
            stood=result.stood,
            skipped=len(result.skipped),
            total=result.total,
        ),
    )


def readings_command(
    context: typer.Context,
    file: Path,
    kind: Annotated[
        str, typer.Option(help="water 水，power 电，hot_water 热水，gas 燃气，heat 热")
    ] = "water",
    sheet: Annotated[str | None, typer.Option(help="工作表名称")] = None,
    on: Annotated[str | None, typer.Option("--on", help="没写抄表日期的行按哪一天，默认今天")] = None,
    map_file: Annotated[Path | None, typer.Option("--map", help="列对照表，JSON")] = None,
    open_meters: Annotated[
        bool, typer.Option("--open-meters", help="没有表的房屋按表号和上期读数建表")
    ] = False,
    rejects: Annotated[Path | None, typer.Option(help="退回的行写到这个工作簿")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不存")] = False,
) -> None:
    from frontdesk.app.commands.archives import column_map
    from frontdesk.areas.fees.queries.reading_book import Fate, ImportReadings, preview_readings
    from frontdesk.areas.fees.rules.kinds import MeterKind
    from frontdesk.areas.fees.service.reading_book import import_readings, readings_rejects

    meters = next((k for k in MeterKind if kind.lower() == k.name.lower() or kind == k.value), None)
    if meters is None:
        raise Refused(tr("--kind 只能是 {all}", all="、".join(k.name.lower() for k in MeterKind)))
    desk = console(context)
    command = ImportReadings(
        file, meters, parse_day(on) if on else None, sheet, column_map(map_file), open_meters
    )
    if dry_run:
        result = desk.read(preview_readings, command, desk.clock.today())
    else:
        result = desk.run(import_readings, command)
    if rejects is not None:
        write_file(rejects, readings_rejects(result))
    good, held, same, rejected = (
        result.of(fate) for fate in (Fate.GOOD, Fate.HELD, Fate.SAME, Fate.REJECTED)
    )
    desk.out.say(
        {
            "stored": len(good),
            "unchanged": len(same),
            "opened": result.opened,
            "held": [{"row": r.row, "unit": r.unit, "reason": r.reason} for r in held],
            "rejected": [{"row": r.row, "unit": r.unit, "reason": r.reason} for r in rejected],
        },
        tr(
            "读数存入 {stored} 条，待定 {held} 条，已有 {same} 条，退回 {rejected} 行，新建表 {opened} 块",
            stored=len(good),
            held=len(held),
            same=len(same),
            rejected=len(rejected),
            opened=result.opened,
        ),
    )


def arrears_command(
    context: typer.Context,
    on: Annotated[str | None, typer.Option(help="哪一天，默认今天")] = None,
    unit: Annotated[str | None, typer.Option(help="只看一户")] = None,
) -> None:
    from frontdesk.areas.archives.queries import find_unit
    from frontdesk.areas.fees.queries import arrears

    desk = console(context)
    day: date = parse_day(on) if on else desk.clock.today()
    unit_id = None
    if unit is not None:
        found = desk.read(find_unit, unit)
        if found is None:
            raise Refused(tr("没有 {code} 这户", code=unit))
        unit_id = found.id
    rows = desk.read(arrears, day, unit_id)
    owed = total(r.owed for r in rows)
    desk.out.say(
        {"total": owed.plain, "units": [{"unit": r.unit, "owed": r.owed.plain} for r in rows]},
        "\n".join([*(f"{r.unit}\t{r.owed}" for r in rows), tr("合计 {owed}", owed=owed)]),
    )


def notices_command(
    context: typer.Context,
    period: Annotated[str, typer.Option(help="账期，如 2026-11")],
    out: Annotated[Path, typer.Option(help="PDF 写到哪里")],
) -> None:
    from frontdesk.areas.fees.service import IssueNotices, issue_notices

    month = Month.parse(period)
    desk = console(context)
    batch = desk.run(issue_notices, IssueNotices(month))
    write_file(out, batch.pdf)
    desk.out.say(
        {"notices": len(batch.numbers), "pages": batch.pages},
        tr("缴费通知单 {n} 份，{pages} 页，已写到 {out}", n=len(batch.numbers), pages=batch.pages, out=out),
    )
