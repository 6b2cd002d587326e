"""Builds the demo estate: archives, a year of charges and payments, keys and permits, and a morning's work of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from frontdesk.app.demo import estate
from frontdesk.app.demo.agency import hold_events, let_homes
from frontdesk.app.demo.anonymising import leave_long_ago
from frontdesk.app.demo.archives import BuildArchives, build_archives
from frontdesk.app.demo.decoration import begin_decorations, decorate
from frontdesk.app.demo.duplicates import meet_twice
from frontdesk.app.demo.emergencies import meet_emergencies
from frontdesk.app.demo.handover import hand_over_homes
from frontdesk.app.demo.held import hold_money
from frontdesk.app.demo.keys import hang_keys
from frontdesk.app.demo.looks import see_numbers
from frontdesk.app.demo.money import Year, begin_today, build_money
from frontdesk.app.demo.notices import post_notices
from frontdesk.app.demo.papers import keep_papers
from frontdesk.app.demo.permits import carry_out, issue_permits, keep_blanks, park_cars
from frontdesk.app.demo.personal import agree
from frontdesk.app.demo.reception_desk import keep_shelf
from frontdesk.app.demo.registration import register_people
from frontdesk.app.demo.reports import owe_reports
from frontdesk.app.demo.rounds import ask_last_year, go_round
from frontdesk.app.demo.services import begin_lettings, let_places
from frontdesk.app.demo.stock import keep_stock
from frontdesk.app.demo.tickets import take_tickets
from frontdesk.app.demo.transfers import change_hands
from frontdesk.app.demo.unit_changes import split_a_home
from frontdesk.app.folder import create_database, open_database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.users import AddUser, add_user
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.clock import FixedClock, SystemClock
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Role
from frontdesk.base.values.text import tr

_LOW = 2
_FEW_MONTHS = 4


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works at the desk: login -> who they are."""

    admin: Actor
    cashier: Actor
    supervisor: Actor
    clerk: Actor


def build_demo(
    folder: Path, progress: Progress | None = None, *, today: date | None = None, small: bool = False
) -> None:
    """Set the demo estate up in an empty *folder*, a year up to *today* (this machine's day by default).

    *small* keeps to the lowest floors and four months: all there is to see, in a few seconds.
    Every user's password is `demo`. Raises `Refused` for a folder that has a database.
    """
    progress = progress or Progress()
    day = today or SystemClock().today()
    clock = FixedClock(datetime(day.year - 1, day.month, 1, 8, 0).astimezone())
    progress.step(0, 1, tr("演示小区：建立数据库"))
    create_database(folder, clock, office=estate.OFFICE, estate=estate.ESTATE, admin_password=estate.PASSWORD)
    db = open_database(folder)
    try:
        runner = Runner(db, clock)
        staff = build_staff(runner)
        runner.run(
            build_archives, BuildArchives(day, _LOW if small else 99), actor=staff.admin, progress=progress
        )
        year = Year(runner, clock, staff.supervisor, staff.cashier, day, _FEW_MONTHS if small else 12)
        ask_last_year(year, staff.clerk, staff.supervisor)
        begin_decorations(year, staff.admin, staff.clerk, staff.supervisor)
        begin_lettings(year, staff.clerk, staff.supervisor)
        build_money(year, progress)
        hang_keys(year, staff.clerk)
        carry_out(year, staff.clerk)
        issue_permits(year, staff.clerk, staff.supervisor)
        park_cars(year, staff.clerk, staff.supervisor)
        decorate(year)
        keep_blanks(year, staff.clerk)
        take_tickets(year, staff.clerk, staff.supervisor)
        owe_reports(year, staff.clerk, staff.supervisor)
        let_homes(year, staff.clerk)
        hold_events(year, staff.clerk, staff.supervisor)
        keep_shelf(year, staff.clerk, staff.supervisor)
        post_notices(year, staff.clerk, staff.supervisor)
        let_places(year, staff.clerk, staff.supervisor)
        keep_papers(year, staff.clerk, staff.supervisor)
        register_people(year, staff.clerk, staff.supervisor)
        meet_twice(year, staff.clerk)
        meet_emergencies(year, staff.clerk, staff.supervisor)
        agree(year, staff.clerk, staff.supervisor)
        see_numbers(year, staff.clerk, staff.supervisor)
        leave_long_ago(year, staff.clerk)
        keep_stock(year, staff.clerk, staff.supervisor)
        go_round(year, staff.clerk, staff.supervisor)
        hand_over_homes(year, staff.clerk, staff.supervisor)
        change_hands(year, staff.clerk, staff.supervisor)
        split_a_home(year, staff.supervisor)
        begin_today(year)
        hold_money(year)
        progress.step(1, 1, tr("演示小区已建好"))
    finally:
        db.close()


def build_staff(runner: Runner) -> Staff:
    """The office's facts and its people."""
    admin = Actor(1, "管理员", Role.ADMIN)

    def settings(work: Work, _command: str) -> None:
        for key, value in (
            ("office.phone", estate.PHONE),
            ("office.address", estate.ADDRESS),
            ("office.payment_ways", list(estate.WAYS)),
            ("desk.name", "一号台"),
        ):
            set_setting(work, key, value)

    runner.run(settings, "demo", actor=admin)
    made = {
        login: Actor(
            runner.run(add_user, AddUser(login, name, Role(role), estate.PASSWORD), actor=admin).value,
            name,
            Role(role),
        )
        for login, name, role in estate.STAFF
    }
    return Staff(admin, made["linxiao"], made["zhoumin"], made["heqian"])
